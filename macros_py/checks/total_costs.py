"""The cost of the whole project beside 年度资金总额."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.amounts import listed_amounts
from macros_py.checks.base import Check, as_written
from macros_py.checks.costs import cost_targets, unlike_costs
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import compact
from macros_py.model import Project
from macros_py.scoring.literals import literal

_TOTAL_COST = re.compile(
    "(?:本?项目|工程|年度)?(?:预算成本|总成本|预算总成本|总支出|总费用|成本总额|预算总额|支出总额|预算控制数|预算支出)(?:控制数|金额|数)?$"
)

# 项目总成本 of a tenth of the total has lost a zero.
_LEAST = Decimal("0.05")


class TotalCostAgainstTotal(Check):
    """总成本与年度资金总额不同.

    检查什么: 名称整个是“预算成本”“项目总成本”一类的、或数字与年度资金总额只是顺序不同的成本指标，它的金额是否等于年度资金总额（大于的由 M504 查）。
    为什么: 总成本就是全部资金；多半有一处打错或没有跟着改。
    反例: 年度资金总额 486.72 万元，预算成本 ≤468.72万元。
    正例: 年度资金总额 486.72 万元，预算成本 ≤486.72万元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M522"
    about = unlike_costs
    title = "总成本与资金总额不同"
    severity = Severity.WARNING
    message = "“{name}”是 {value} 即 {yuan} 元，年度资金总额是 {total} 元，相差 {difference} 元。"
    hint = "请核对两处的金额；确实只用其中一部分的，在已核栏写 M522 和理由。"
    hides = frozenset({"M505"})

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        costs = self.once(cost_targets, project)
        if funds.total is None or not costs or funds.total <= 0:
            return
        total = funds.in_yuan(funds.total)
        # Nearly every form is told apart here.
        near = [cost for cost in costs if total > cost[2] > total * _LEAST]
        tolerance = self.config.checks.money_tolerance_yuan
        if not near or any(abs(yuan - total) < tolerance for _, _, yuan in costs):
            return
        known = [total, *(funds.in_yuan(amount) for _, _, amount in self.once(listed_amounts, project))]
        for indicator, _, yuan in near:
            if any(abs(yuan - amount) < tolerance for amount in known):
                continue
            named = len(costs) == 1 and _TOTAL_COST.fullmatch(compact(indicator.level3))
            if named or is_turned(yuan, total):
                yield self.finding(
                    project,
                    indicator,
                    "target",
                    as_written(indicator),
                    name=compact(indicator.level3),
                    yuan=literal(yuan),
                    total=literal(total),
                    difference=literal(total - yuan),
                )
                return


def is_turned(one: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts differ in two neighbouring digits that changed places: 4867200 and 4687200."""
    first, second = literal(one), literal(other)
    if len(first) != len(second) or sorted(first) != sorted(second) or first.find(".") != second.find("."):
        return False
    # 34.7 and 37.4: the point is no digit.
    first, second = first.replace(".", ""), second.replace(".", "")
    places = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return len(places) == 2 and places[1] == places[0] + 1


CHECKS = (TotalCostAgainstTotal,)
