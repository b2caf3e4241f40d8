"""预算执行率 as the words of a self-evaluation state it, beside the one that its amounts give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.accomplishments import accomplishment
from macros_py.checks.base import Check
from macros_py.checks.execution import execution_line, percent
from macros_py.checks.finding import Finding, Owner, Record, Severity
from macros_py.checks.form_texts import texts_of
from macros_py.checks.subjects import account
from macros_py.scoring import ExecutionRule
from macros_py.scoring.literals import literal

# Of a part of the money, of another time, or of what is asked for: 财政拨款执行率, 上半年执行率, 执行率达到90%以上.
_STATED = re.compile(
    r"(?:^|[，,。；;：:、（(\n]|(?:致|使|故|因此|因而|造成|影响))(?:本|该|全年|年度|项目|整体|总体|部门|资金|预算|支出)*执行率(?:因此|仅|只有|仅有|只|为|是|达到?|实际|约|的?[：:])*([0-9]+(?:\.[0-9]+)?)[%％](?![^，,。；;]{0,4}(?:以上|以下|以内|要求|目标|标准|左右))"
)
_CLAUSE_OF_OTHERS = re.compile("上年|去年|往年|截至|上半年|季度|[0-9]月|预计|计划|应|要求|低于|高于|不足|约")
_HALF = Decimal("0.5")


class StatedExecutionRate(Check):
    """文字里写的预算执行率与表上的不同.

    检查什么: 目标完成情况、未完成原因里写的“预算执行率 80%”，与全年执行数(B) ÷ 全年预算数(A) 是否一致（按文字写的小数位四舍五入）；说上年、截至某月、某一项资金的不查。
    为什么: 多半是调整预算或补记支出以后，文字没有跟着改。
    反例: 全年预算数 88，全年执行数 70.4，原因“预算执行率90%，尾款未付”。
    正例: 全年预算数 88，全年执行数 70.4，原因“预算执行率80%，尾款未付”。
    依据: 2022 年自评表：执行率 = B ÷ A。
    """

    code = "P827"
    about = account
    title = "文字里的执行率与表上的不同"
    severity = Severity.WARNING
    message = "{heading}写的是“{value}”，表上 {executed} ÷ {annual} = {rate}。"
    hint = "请核对执行数、预算数和文字，改成一致。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        if "执行率" not in accomplishment(owner) and "执行率" not in self.once(texts_of, owner).together:
            return
        line = execution_line(owner)
        annual, executed = line.annual, line.executed
        rate = ExecutionRule(self.config.execution).rate(annual, executed)
        if annual is None or executed is None or rate is None:
            return
        texts: list[tuple[Record, str, str, str]] = [(owner, "goal_actual", "目标完成情况", accomplishment(owner))]
        texts += [(row, "reason", "原因", row.reason) for row in owner.indicators if "执行率" in row.reason]
        for record, field, heading, text in texts:
            if (said := _other_rate(text, rate * 100)) is not None:
                shown = {"executed": literal(executed), "annual": literal(annual), "heading": heading}
                yield self.finding(owner, record, field, said, rate=percent(rate), **shown)


def _other_rate(text: str, percent: Decimal) -> str | None:
    """Return the rate that a text states as that of the budget, where it is another than ``percent``."""
    text = "".join(text.split())
    found = list(_STATED.finditer(text))
    if len(found) != 1:
        return None
    said = Decimal(found[0][1])
    # 上半年执行率42%，全年执行率75%: what stands before the other rate is said of that one.
    clause = re.split(r"[。；;]|执行率[^0-9]{0,4}[0-9.]+[%％]", text[: found[0].start() + 1])[-1] + found[0][0][1:]
    allowed = _HALF.scaleb(min(int(said.as_tuple().exponent), 0))
    # Who cuts the rest off is not told either.
    if _CLAUSE_OF_OTHERS.search(clause) is not None or abs(said - percent) <= 2 * allowed:
        return None
    return found[0][0].strip("，,。；;：:、（(\n")


CHECKS = (StatedExecutionRate,)
