"""Amounts beside each other across a form: the cost targets and the total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, Records, as_written, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.money import TEN_THOUSAND, parts_of_project, whole_costs
from macros_py.checks.names import compact
from macros_py.checks.readings import Readings
from macros_py.model import Indicator, Project
from macros_py.scoring.literals import literal
from macros_py.targets import UPWARD, Kind, Target
from macros_py.targets.units import money_scale


def cost_targets(owner: Owner) -> list[tuple[Indicator, Target, Decimal]]:
    """Return the cost indicators whose target is plain money, with the reading and the amount in yuan."""
    costs = []
    for indicator in owner.indicators:
        if "成本" not in indicator.level2 and "成本" not in indicator.level1:
            continue
        target = target_of(indicator)
        if target.yuan is not None:
            costs.append((indicator, target, target.yuan))
    return costs


def unlike_costs(readings: Readings, project: Project) -> bool:
    """Tell whether the cost targets of a project come to another amount than its total."""
    return readings.once(_come_to_another, project, readings)


def _come_to_another(project: Project, readings: Readings) -> bool:
    costs, total = readings.once(cost_targets, project), project.funds.total
    if not costs or total is None:
        return False
    amounts = [yuan for _, _, yuan in costs]
    return min(amounts) < 0 or sum(amounts, Decimal(0)) != project.funds.in_yuan(total)


def _products(project: Project) -> list[Decimal]:
    """Return what the prices of a form come to, in yuan: 0.9万元/台 for 24台."""
    rows = [(indicator, target_of(indicator)) for indicator in project.indicators]
    counts = [
        target
        for indicator, target in rows
        if "数量" in indicator.level2 and target.kind is Kind.NUMBER and isinstance(target.value, Decimal)
    ]
    made = []
    for indicator, target in rows:
        money, _, each = target.unit.partition("/")
        scale = money_scale(money)
        if "成本" not in indicator.level1 + indicator.level2 or not each or scale is None:
            continue
        if isinstance(target.value, Decimal):
            made += [
                target.value * scale * one.value
                for one in counts
                if one.unit == each and isinstance(one.value, Decimal)
            ]
    return made


class CostTargetAboveTotal(Check):
    """成本指标的金额大于项目资金总额.

    检查什么: 每条成本指标的金额（元、万元都换算成元）是否超过年度资金总额（年中调增的，看是否超过全年预算数）。
    为什么: 成本控制的上限不可能比全部资金还多；差一万倍的，多半是元和万元写混了。
    反例: 年度资金总额 27.37 万元，成本指标 ≤273700万元。
    正例: 年度资金总额 27.37 万元，成本指标 ≤273700元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M504"
    about = unlike_costs
    title = "成本指标大于资金总额"
    severity = Severity.ERROR
    message = "成本指标 {value} 即 {yuan} 元，大于年度资金总额 {total} {unit}（{total_yuan} 元）{confusion}。"
    hint = "请核对{what}。"
    # What the texts of the row say is held against the same wrong amount.
    hides = frozenset({"W601", "W602", "W603", "W615"})

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if funds.total is None or funds.total < 0:
            return
        total = funds.in_yuan(funds.total)
        tolerance = self.config.checks.money_tolerance_yuan
        costs = self.once(cost_targets, project)
        if not any(yuan - total >= tolerance for _, _, yuan in costs):
            return
        # Where the parts or 项目资金 come to more, the total is the one that is wrong: M501 and M503 tell of it.
        sums = [way.total for way in self.once(parts_of_project, project)]
        # In the course of the year the budget, and with it the target, may have been raised.
        budgeted = project.evaluation.annual_budget or Decimal(0)
        most = max(total, funds.in_yuan(max([*sums, funds.project_total or Decimal(0), budgeted])))
        for indicator, target, yuan in costs:
            # "不低于" a sum says nothing about an upper bound; the operator itself is another check's business.
            if target.operator in UPWARD:
                continue
            # A project of several years says what all of it costs: 项目总投资4200万元，2024年计划投资1680万元.
            if any(abs(yuan - whole) < tolerance for whole in self.once(whole_costs, project)):
                continue
            if yuan - most >= tolerance:
                confused = total and yuan == total * TEN_THOUSAND
                yield self.finding(
                    project,
                    indicator,
                    "target",
                    as_written(indicator),
                    yuan=literal(yuan),
                    total=literal(funds.total),
                    unit=funds.unit.value,
                    total_yuan=literal(total),
                    confusion=""
                    if not confused
                    else "，正好是一万倍，像是年度资金总额的金额单位写错了"
                    if total < self.config.checks.smallest_total_yuan
                    else "，正好是一万倍，像是“元”写成了“万元”",
                    what="年度资金总额和它的金额单位"
                    if confused and total < self.config.checks.smallest_total_yuan
                    else "成本指标的金额和单位",
                )


class UnitPriceAboveTotal(Check):
    """一个的单价比全部资金还多.

    检查什么: 成本指标的单价（万元/台、元/人等）是否大于年度资金总额；目标里写明几年总投资、总概算的不查。
    为什么: 一个就超过全部资金，多半是打错了小数点，或元和万元写混了。
    反例: 年度资金总额 18.6 万元，AED采购单价 ≤21万元/台。
    正例: 年度资金总额 18.6 万元，AED采购单价 ≤2.1万元/台。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M524"
    about = Readings.priced
    title = "单价大于资金总额"
    severity = Severity.WARNING
    message = "“{name}”是 {value}，一个就是 {yuan} 元，大于年度资金总额 {total} 元。"
    hint = "请核对单价的数和单位。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if not funds.total or funds.total < 0:
            return
        priced = [
            (indicator, target)
            for indicator, target in self.readings.priced(project)
            if "成本" in indicator.level2 or "成本" in indicator.level1
        ]
        if not priced or whole_costs(project):
            return
        # Where the parts come to more, the total is the one that is wrong: M501 tells of it.
        sums = [way.total for way in self.once(parts_of_project, project)]
        total = funds.in_yuan(max([funds.total, *sums, funds.project_total or Decimal(0)]))
        for indicator, target in priced:
            scale = money_scale(target.unit.partition("/")[0])
            if scale is None or target.operator in UPWARD or not isinstance(target.value, Decimal):
                continue
            yuan = target.value * scale
            if yuan - total >= self.config.checks.money_tolerance_yuan:
                shown = {"name": compact(indicator.level3), "yuan": literal(yuan), "total": literal(total)}
                yield self.finding(project, indicator, "target", as_written(indicator), **shown)


class CostTargetsAgainstTotal(Check):
    """成本指标合计与资金总额不一致.

    检查什么: 各条金额类成本指标之和是否等于年度资金总额（有一条已等于总额的不查）。
    为什么: 附表7 的成本指标通常把全部资金分到各项支出，合计不等多半是漏了一项或写错一个数。
    反例: 年度资金总额 24.02 万元，成本指标 ≤16万元、≤5.5万元、≤2.25万元，合计 23.75 万元。
    正例: 年度资金总额 24.02 万元，成本指标 ≤16万元、≤5.5万元、≤2.52万元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M505"
    about = unlike_costs
    title = "成本指标合计与资金总额不一致"
    severity = Severity.HINT
    message = "成本指标合计 {sum} 元，年度资金总额 {total} 元，相差 {difference} 元。"
    hint = "如果成本指标应当覆盖全部资金，请核对各项金额。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        costs = self.once(cost_targets, project)
        if funds.total is None or not costs:
            return
        total = funds.in_yuan(funds.total)
        tolerance = self.config.checks.money_tolerance_yuan
        amounts = [yuan for _, _, yuan in costs]
        # One target above or equal to the total is either right or the business of M504; small unit costs
        # (a price per ticket) are no split of the total.
        if any(yuan > total or abs(yuan - total) < tolerance for yuan in amounts):
            return
        spent = sum(amounts, Decimal(0))
        # More than the total is the business of M514.
        rest = total - spent
        if rest < tolerance or spent * 2 < total:
            return
        # A cost of which nobody can tell the amount, or a price for so many, may be what is lacking.
        unread = any(
            target_of(row).kind is Kind.UNREADABLE and "成本" in row.level1 + row.level2 for row in project.indicators
        )
        if not unread and not any(abs(rest - product) < tolerance for product in self.once(_products, project)):
            yield self.finding(
                project,
                costs[0][0],
                "target",
                costs[0][0].target,
                sum=literal(spent),
                total=literal(total),
                difference=literal(abs(spent - total)),
            )


class CostTargetsAboveTotal(Check):
    """成本指标加起来超过资金总额.

    检查什么: 金额类成本指标每一条都不大于年度资金总额、合计却大于它的（有一条等于总额的不查）。
    为什么: 各项支出加起来不能比全部资金还多，多半有一个数或单位写错。
    反例: 年度资金总额 24.02 万元，成本指标 ≤16万元、≤5.5万元、≤5.22万元，合计 26.72 万元。
    正例: 年度资金总额 24.02 万元，成本指标 ≤16万元、≤5.5万元、≤2.52万元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M514"
    about = unlike_costs
    title = "成本指标合计超过资金总额"
    severity = Severity.WARNING
    message = "成本指标合计 {sum} 元，大于年度资金总额 {total} 元，多出 {difference} 元。"
    hint = "请核对各项金额；互相包含的（如总成本和其中一项），在已核栏写 M514 和理由。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        costs = [cost for cost in self.once(cost_targets, project) if cost[1].operator not in UPWARD]
        if funds.total is None or len(costs) < 2:
            return
        total = funds.in_yuan(funds.total)
        tolerance = self.config.checks.money_tolerance_yuan
        spent = sum((yuan for _, _, yuan in costs), Decimal(0))
        # As much as the parts come to: the total is the one that is wrong, and M501 tells of it.
        sums = [way.total for way in self.once(parts_of_project, project)]
        if any(abs(funds.in_yuan(made) - spent) < tolerance for made in sums):
            return
        if spent - total < tolerance or any(yuan > total or abs(yuan - total) < tolerance for _, _, yuan in costs):
            return
        largest = max(costs, key=lambda cost: cost[2])[0]
        yield self.finding(
            project,
            largest,
            "target",
            largest.target.strip(),
            sum=literal(spent),
            total=literal(total),
            difference=literal(spent - total),
        )


class CostNamedAfterAnotherProject(Check):
    """成本指标用了另一个项目的名称.

    检查什么: 金额类成本指标的名称是否与项目清单里同一单位、同一年度的另一个项目同名，而与本项目不同名。
    为什么: 多半是复制别的项目的表以后忘了改。
    反例: 项目“干部工作经费”的成本指标叫“党建工作经费”，清单里另有项目“党建工作经费”。
    正例: 项目“干部工作经费”的成本指标叫“干部工作经费”。
    依据: 财预〔2021〕101号：成本指标应与项目对应。
    """

    code = "M510"
    title = "成本指标的名称是另一个项目"
    severity = Severity.WARNING
    message = "成本指标“{value}”是另一个项目（{other}）的名称，本项目是“{name}”。"
    hint = "请核对成本指标的名称和金额是不是本项目的。"

    def everything(self, records: Records) -> Iterator[Finding]:
        names: dict[tuple[str, int | None, str], Project] = {}
        for project in records.projects:
            if name := compact(project.name):
                names.setdefault((project.implementing_unit, project.year, name), project)
        for project in records.projects:
            own = compact(project.name)
            for indicator in project.indicators:
                if not own or "成本" not in indicator.level1 + indicator.level2:
                    continue
                cost = compact(indicator.level3)
                other = names.get((project.implementing_unit, project.year, cost))
                if other is None or cost == own or cost in own or target_of(indicator).yuan is None:
                    continue
                yield self.finding(
                    project,
                    indicator,
                    "level3",
                    indicator.level3.strip(),
                    other=other.project_id,
                    name=project.name.strip(),
                )


CHECKS = (
    CostTargetAboveTotal,
    UnitPriceAboveTotal,
    CostTargetsAgainstTotal,
    CostTargetsAboveTotal,
    CostNamedAfterAnotherProject,
)
