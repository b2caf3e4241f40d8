"""Numbers of a text that are those of the table but for two neighbouring digits that changed places: 342.27 and 342.72."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from macros_py.checks.amounts import listed_amounts
from macros_py.checks.base import Check, as_written
from macros_py.checks.comparison import agree
from macros_py.checks.costs import cost_targets
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.goal_sums import AMOUNT
from macros_py.checks.money import in_yuan
from macros_py.checks.names import compact
from macros_py.checks.readings import Readings
from macros_py.checks.stated_figures import CLAUSE, figures_of_goal
from macros_py.checks.subjects import goal_numbers, money_in_texts
from macros_py.checks.texts import HEADINGS
from macros_py.checks.total_costs import is_turned
from macros_py.model import Indicator, Project
from macros_py.scoring.literals import literal
from macros_py.targets import Kind

_MONEY = re.compile(rf"(?<![0-9.])(?<![每均]){AMOUNT}")
# What each costs is no sum of the table.
_EACH = re.compile("[每均]|标准|单价")
_FEWEST = 3


def amounts_in_texts(readings: Readings, project: Project) -> list[tuple[Project | Indicator, str, str]]:
    """Return the texts of a project that state an amount of money: its record, field and text."""
    texts: list[tuple[Project | Indicator, str, str]] = []
    if not money_in_texts(readings, project):
        return texts
    if "元" in project.goal:
        texts.append((project, "goal", project.goal))
    for row in project.indicators:
        if "元" in row.explanation or "元" in row.note:
            texts += [(row, field, text) for field in HEADINGS if "元" in (text := getattr(row, field))]
    return texts


def _is_close(one: Decimal, other: Decimal) -> bool:
    digits = literal(one).replace(".", "").strip("0")
    return len(digits) >= _FEWEST and is_turned(one, other)


class AmountTurned(Check):
    """文字里的金额与表上的只差两个数字的顺序.

    检查什么: 年度总体目标、指标解释、说明里的金额（三位数字以上），表上没有，却与资金情况或成本指标的某个金额只差相邻两个数字的顺序。
    为什么: 多半是打字时两个数字打颠倒了。
    反例: 年度资金总额 342.72 万元，目标“年补助资金342.27万元”。
    正例: 年度资金总额 342.72 万元，目标“年补助资金342.72万元”。
    依据: 同一笔钱在一张表上应当一致。
    """

    code = "M525"
    about = amounts_in_texts
    title = "文字里的金额像是打颠倒了两个数字"
    severity = Severity.WARNING
    message = "{heading}写的是“{value}”，表上是 {amount} 元，只差两个数字的顺序。"
    hint = "请核对后改成一致；说的不是同一笔钱的，在已核栏写 M525 和理由。"
    hides = frozenset({"M516:=", "W615:="})

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        known = [funds.in_yuan(amount) for _, _, amount in self.once(listed_amounts, project)]
        known += [yuan for _, _, yuan in self.once(cost_targets, project)]
        if not known:
            return
        for record, field, text in amounts_in_texts(self.readings, project):
            text = "".join(text.replace(",", "").split())
            said = {
                match[0]: in_yuan(match[1], match[2])
                for match in _MONEY.finditer(text)
                if _EACH.search(CLAUSE.split(text[: match.start()])[-1]) is None
            }
            for printed, yuan in said.items():
                turned = None if yuan in known else self._turned(yuan, known, list(said.values()))
                if turned is not None:
                    heading = HEADINGS.get(field, "年度总体目标")
                    yield self.finding(project, record, field, printed, heading=heading, amount=literal(turned))
                    break

    @staticmethod
    def _turned(yuan: Decimal, known: Sequence[Decimal], said: Sequence[Decimal]) -> Decimal | None:
        """Return the amount of the table that a text means; what the text says as well is another."""
        return next((one for one in known if one not in said and _is_close(yuan, one)), None)


class CountTurned(Check):
    """年度总体目标里的数与指标值只差两个数字的顺序.

    检查什么: 目标里一个三位以上、单位相同的数，不是任何一条指标的指标值，却与某条指标的指标值只差相邻两个数字的顺序，而这条的指标值目标里没有。
    为什么: 多半是打字时两个数字打颠倒了。
    反例: 目标“建设厂房6350平方米”，三级指标“新建面积” 3650平方米。
    正例: 目标“建设厂房3650平方米”，三级指标“新建面积” 3650平方米。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W630"
    about = goal_numbers
    title = "目标里的数与指标值像是打颠倒了两个数字"
    severity = Severity.WARNING
    message = "年度总体目标写的是“{stated}”，三级指标“{name}”的指标值是“{value}”，只差两个数字的顺序。"
    hint = "请核对两处的数；说的不是一件事的，在已核栏写 W630 和理由。"
    hides = frozenset({"W614:="})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        rows = [row for row in self.once(figures_of_goal, owner) if row[1].kind is Kind.NUMBER]
        for indicator, target, figures in rows:
            value = target.value
            if not isinstance(value, Decimal) or any(agree(one.read, target) for one in figures):
                continue
            for one in figures:
                said = one.read.value
                if one.read.unit != target.unit or not isinstance(said, Decimal) or not _is_close(said, value):
                    continue
                if not any(agree(one.read, other) for _, other, _ in rows):
                    name = compact(indicator.level3)
                    written = as_written(indicator)
                    yield self.finding(owner, indicator, "target", written, stated=one.text, name=name)
                    break


CHECKS = (AmountTurned, CountTurned)
