"""Amounts that must agree: the parts with their total, the cost targets with the project's money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, figure, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.structure import compact
from macros_py.model import Funds, Indicator, Project
from macros_py.targets import Operator, Target

TEN_THOUSAND = Decimal(10000)


def parts_of_total(funds: Funds) -> list[list[tuple[str, Decimal]]]:
    """Return the ways in which the filled-in parts may make up 年度资金总额; empty when no part is filled in.

    非财政拨款 may itself be split into 上年结转 and 其他资金, so with all of them any reading is accepted.
    """
    fiscal, non_fiscal = ("财政拨款", funds.fiscal), ("非财政拨款", funds.non_fiscal)
    details = [("上年结转", funds.carryover), ("其他资金", funds.other)]
    ways = [[fiscal, non_fiscal, *details]]
    if funds.non_fiscal is not None and any(amount is not None for _, amount in details):
        ways += [[fiscal, non_fiscal], [fiscal, *details]]
    filled = [[(name, amount) for name, amount in way if amount is not None] for way in ways]
    return [way for way in filled if way]


class PartsAgainstTotal(Check):
    """各项资金之和与年度资金总额不等.

    检查什么: 财政拨款、非财政拨款、上年结转、其他资金之和是否等于年度资金总额。
    为什么: 分项与总额对不上，批复的金额就不确定。
    反例: 年度资金总额 45，财政拨款 40，非财政拨款 0。
    正例: 年度资金总额 45，财政拨款 45，非财政拨款 0。
    依据: 各表样“资金情况”的勾稽关系；允许差额见 config.yaml 的 money_tolerance_yuan。
    """

    code = "M501"
    title = "资金分项与总额不等"
    severity = Severity.ERROR
    message = "{sum} ≠ 年度资金总额 {total}（{unit}），相差 {difference}。"
    hint = "请核对各项资金，改正写错的一个。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        ways = parts_of_total(funds)
        if funds.total is None or not ways:
            return
        sums = [sum((amount for _, amount in way), Decimal(0)) for way in ways]
        gaps = [abs(total - funds.total) for total in sums]
        if funds.in_yuan(min(gaps)) < self.config.checks.money_tolerance_yuan:
            return
        nearest = gaps.index(min(gaps))
        way, total = ways[nearest], sums[nearest]
        written = " + ".join(f"{name} {figure(amount)}" for name, amount in way)
        yield self.finding(
            project,
            project,
            "total",
            figure(funds.total),
            sum=written if len(way) == 1 else f"{written} = {figure(total)}",
            total=figure(funds.total),
            unit=funds.unit.value,
            difference=figure(gaps[nearest]),
        )


class PartsAgainstFiscal(Check):
    """上级补助与本级安排之和与财政拨款不等.

    检查什么: 上级补助 + 本级安排是否等于财政拨款（两项都填了才查）。
    为什么: 财政拨款的来源对不上，资金来源就不清楚。
    反例: 财政拨款 338700，上级补助 0，本级安排 300000。
    正例: 财政拨款 338700，上级补助 0，本级安排 338700。
    依据: 2025 年批复表“其中：上级补助、本级安排”。
    """

    code = "M502"
    title = "财政拨款的分项与合计不等"
    severity = Severity.ERROR
    message = "上级补助 {superior} + 本级安排 {local} = {sum} ≠ 财政拨款 {fiscal}（{unit}）。"
    hint = "请核对上级补助、本级安排和财政拨款。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if funds.fiscal is None or funds.superior_grant is None or funds.local is None:
            return
        total = funds.superior_grant + funds.local
        if abs(funds.in_yuan(total - funds.fiscal)) >= self.config.checks.money_tolerance_yuan:
            yield self.finding(
                project,
                project,
                "fiscal",
                figure(funds.fiscal),
                superior=figure(funds.superior_grant),
                local=figure(funds.local),
                sum=figure(total),
                fiscal=figure(funds.fiscal),
                unit=funds.unit.value,
            )


class ProjectMoneyAgainstTotal(Check):
    """项目资金与年度资金总额不等.

    检查什么: 同一张表上的“项目资金”与“年度资金总额”是否相等。
    为什么: 两处写的是同一笔钱，不等就有一处写错。
    反例: 项目资金 15，年度资金总额 45。
    正例: 项目资金 45，年度资金总额 45。
    依据: 2026 年目标表。
    """

    code = "M503"
    title = "项目资金与年度资金总额不等"
    severity = Severity.ERROR
    message = "项目资金 {value} ≠ 年度资金总额 {total}（{unit}）{parts}。"
    hint = "请核对后改正其中一个。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if funds.project_total is None or funds.total is None:
            return
        if abs(funds.in_yuan(funds.project_total - funds.total)) >= self.config.checks.money_tolerance_yuan:
            parts = "" if funds.fiscal is None else f"；财政拨款 {figure(funds.fiscal)}"
            yield self.finding(
                project,
                project,
                "project_total",
                figure(funds.project_total),
                total=figure(funds.total),
                unit=funds.unit.value,
                parts=parts,
            )


def cost_targets(project: Project) -> list[tuple[Indicator, Target, Decimal]]:
    """Return the cost indicators whose target is plain money, with the reading and the amount in yuan."""
    costs = []
    for indicator in project.indicators:
        if "成本" not in compact(indicator.level1) + compact(indicator.level2):
            continue
        target = target_of(indicator)
        if target.yuan is not None:
            costs.append((indicator, target, target.yuan))
    return costs


class CostTargetAboveTotal(Check):
    """成本指标的金额大于项目资金总额.

    检查什么: 每条成本指标的金额（元、万元都换算成元）是否超过年度资金总额。
    为什么: 成本控制的上限不可能比全部资金还多；差一万倍的，多半是元和万元写混了。
    反例: 年度资金总额 27.37 万元，成本指标 ≤273700万元。
    正例: 年度资金总额 27.37 万元，成本指标 ≤273700元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M504"
    title = "成本指标大于资金总额"
    severity = Severity.ERROR
    message = "成本指标 {value} 即 {yuan} 元，大于年度资金总额 {total} {unit}（{total_yuan} 元）{confusion}。"
    hint = "请核对成本指标的金额和单位。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if funds.total is None or funds.total <= 0:
            return
        total = funds.in_yuan(funds.total)
        for indicator, target, yuan in cost_targets(project):
            # "不低于" a sum says nothing about an upper bound; the operator itself is another check's business.
            if target.operator in (Operator.GE, Operator.GT):
                continue
            if yuan - total >= self.config.checks.money_tolerance_yuan:
                confused = yuan == total * TEN_THOUSAND
                yield self.finding(
                    project,
                    indicator,
                    "target",
                    target.normal,
                    yuan=figure(yuan),
                    total=figure(funds.total),
                    unit=funds.unit.value,
                    total_yuan=figure(total),
                    confusion="，正好是一万倍，像是“元”写成了“万元”" if confused else "",
                )


class CostTargetsAgainstTotal(Check):
    """成本指标合计与资金总额不一致.

    检查什么: 各条金额类成本指标之和是否等于年度资金总额（有一条已等于总额的不查）。
    为什么: 附表7 的成本指标通常把全部资金分到各项支出，合计不等多半是漏了一项或写错一个数。
    反例: 年度资金总额 24.02 万元，成本指标 ≤16万元、≤5.5万元、≤2.25万元，合计 23.75 万元。
    正例: 年度资金总额 24.02 万元，成本指标 ≤16万元、≤5.5万元、≤2.52万元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M505"
    title = "成本指标合计与资金总额不一致"
    severity = Severity.HINT
    message = "成本指标合计 {sum} 元，年度资金总额 {total} 元，相差 {difference} 元。"
    hint = "如果成本指标应当覆盖全部资金，请核对各项金额。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        costs = cost_targets(project)
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
        if abs(spent - total) >= tolerance and spent * 2 >= total:
            yield self.finding(
                project,
                costs[0][0],
                "target",
                costs[0][0].target,
                sum=figure(spent),
                total=figure(total),
                difference=figure(abs(spent - total)),
            )


CHECKS = (
    PartsAgainstTotal,
    PartsAgainstFiscal,
    ProjectMoneyAgainstTotal,
    CostTargetAboveTotal,
    CostTargetsAgainstTotal,
)
