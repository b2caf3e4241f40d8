"""指标解释 that explains another indicator than the one beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import compact, compact_names
from macros_py.checks.readings import Readings
from macros_py.model import Indicator

_SHORTEST_NAME = 4
# A way of counting speaks of other indicators too: 合格人数/培训人数×100%.
_COUNTED = re.compile("[/÷×＝=]|之比|比例|占比|除以")
_LEADS = re.compile("^(?:本项目|该项目|项目|计划|考核|反映|评价|衡量|用于|年度|全年|的)+")


def strangely_explained(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the rows of a form whose 指标解释 does not name its indicator."""
    return [row for row in owner.indicators if row.explanation and row.level3.strip() not in row.explanation]


class ExplanationOfAnother(Check):
    """指标解释说的是另一条指标.

    检查什么: 指标解释里没有一个词与本条的三级指标相同，说的正是同一张表的另一条三级指标；写算法的不查。
    为什么: 多半是复制时错了行，解释与指标对不上。
    反例: 三级指标“群众满意度”，指标解释“考核完成时限情况”，表上另有一条“完成时限”。
    正例: 三级指标“群众满意度”，指标解释“受益群众对项目的满意程度”。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W633"
    about = strangely_explained
    title = "指标解释说的是另一条指标"
    severity = Severity.WARNING
    message = "指标解释“{value}”说的是“{other}”，不是本条的“{name}”。"
    hint = "请核对，填上本条指标的解释。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        others = [name for name in self.once(compact_names, owner) if len(name) >= _SHORTEST_NAME]
        for row in strangely_explained(self.readings, owner):
            name, text = compact(row.level3), "".join(row.explanation.split())
            if len(name) < _SHORTEST_NAME or _shares_a_word(name, text) or _COUNTED.search(text) is not None:
                continue
            said = _LEADS.sub("", text)
            other = next((one for one in others if one in said and 2 * len(one) >= len(said)), None)
            if other is not None and not _shares_a_word(name, other):
                yield self.finding(owner, row, "explanation", row.explanation.strip(), other=other, name=name)


def _shares_a_word(name: str, text: str) -> bool:
    """Tell whether two neighbouring characters of a name stand in a text."""
    for place in range(len(name) - 1):  # noqa: SIM110 - any() of a generator takes twice as long
        if name[place : place + 2] in text:
            return True
    return False


CHECKS = (ExplanationOfAnother,)
