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
from macros_py.model import DepartmentEvaluation, Project
from macros_py.scoring.literals import literal
from macros_py.targets import UPWARD

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


class DepartmentCostAboveTotal(Check):
    """部门的成本指标大于年度资金总额.

    检查什么: 部门整体自评表上每条成本指标的金额（元、万元都换算成元），是否超过年度资金总额的年初预算数和全年预算数（写 ≥ 的不查）。
    为什么: 部门的一项支出不可能比全部资金还多；多半是多打了一个 0，或元和万元写混了。
    反例: 全年预算数 295.4 万元，成本指标“项目支出总额” ≤350万元。
    正例: 全年预算数 295.4 万元，成本指标“项目支出总额” ≤35万元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M526"
    title = "部门的成本指标大于资金总额"
    severity = Severity.ERROR
    message = "“{name}”是 {value} 即 {yuan} 元，大于年度资金总额 {total} 元。"
    hint = "请核对成本指标的金额和单位。"
    hides = frozenset({"P805", "P812", "P823"})

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        lines = (department.total, department.basic, department.project, department.other)
        columns = [[line.initial for line in lines], [line.annual for line in lines]]
        # Where the parts come to more, the total is the one that is wrong: M512 tells of it.
        made = [max(whole or ZERO, sum((part or ZERO for part in parts), ZERO)) for whole, *parts in columns]
        total = max(made) * department.unit.yuan
        if not total:
            return
        for indicator, target, yuan in self.once(cost_targets, department):
            if target.operator in UPWARD or yuan - total < self.config.checks.money_tolerance_yuan:
                continue
            shown = {"name": compact(indicator.level3), "yuan": literal(yuan), "total": literal(total)}
            yield self.finding(department, indicator, "target", as_written(indicator), **shown)


ZERO = Decimal(0)

CHECKS = (TotalCostAgainstTotal, DepartmentCostAboveTotal)
