"""Amounts that must agree: the parts with their total, 项目资金 with 年度资金总额."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.readings import Readings
from macros_py.model import Funds, MoneyUnit, Project
from macros_py.scoring.literals import literal

TEN_THOUSAND = Decimal(10000)
SCALES = {"元": Decimal(1), "万元": TEN_THOUSAND, "亿元": TEN_THOUSAND * TEN_THOUSAND}
"""How many yuan the units of money are that texts print."""


def in_yuan(number: str, unit: str) -> Decimal:
    """Return an amount that a text prints, 1.2 万元, in yuan."""
    return Decimal(number) * SCALES[unit]


def rounding(amounts: Sequence[Decimal], unit: MoneyUnit) -> Decimal:
    """Return by how much a total in 万元 may differ from its parts only because each was rounded, in 万元.

    Amounts with two decimals or more are taken as rounded in their last one; whole amounts and amounts in 元 as exact.
    """
    places = max(-int(amount.as_tuple().exponent) for amount in amounts)
    parts = sum(1 for amount in amounts if amount) - 1
    if unit is not MoneyUnit.WAN_YUAN or places < 2 or parts < 2:
        return Decimal(0)
    return Decimal(parts + 1) / 2 * Decimal(1).scaleb(-places)


def confusion(first: Decimal, second: Decimal) -> str:
    """Return what to say of two amounts that are ten thousand times apart, else ""."""
    apart = first and second and (first == second * TEN_THOUSAND or second == first * TEN_THOUSAND)
    return "，正好差一万倍，像是元和万元写混了" if apart else ""


def misplaced(parts: Sequence[tuple[str, Decimal]], total: Decimal) -> str:
    """Return what to say where the parts make up the total but for one that is ten thousand times off, else ""."""
    spent = sum((amount for _, amount in parts), Decimal(0))
    for name, amount in parts:
        if amount and any(spent - amount + way == total for way in (amount * TEN_THOUSAND, amount / TEN_THOUSAND)):
            return f"；“{name}”像是元和万元写混了"
    return ""


_WHOLE_COST = re.compile(
    r"(?:总投资|投资总额|总概算|总造价|合同总价|合同总金额|合同总额|总资金)(?:额|概算|估算|控制在|约|为|共计?|达|:|：)*([0-9]+(?:\.[0-9]+)?)(亿元|万元|元)"
)


def whole_costs(project: Project) -> list[Decimal]:
    """Return the amounts in yuan that the goal names as the cost of a whole project, of all its years."""
    goal = "".join(project.goal.split())
    return [in_yuan(found[1], found[2]) for found in _WHOLE_COST.finditer(goal)] if "总" in goal else []


class Way(NamedTuple):
    """One way to make up a total: the names and amounts of its parts, and what they come to."""

    parts: list[tuple[str, Decimal]]
    total: Decimal


def parts_of_total(funds: Funds) -> list[Way]:
    """Return the ways in which the filled-in parts may make up 年度资金总额; empty when no part is filled in.

    非财政拨款 may itself be split into 上年结转 and 其他资金, so with all of them any reading is accepted.
    """
    fiscal, non_fiscal = ("财政拨款", funds.fiscal), ("非财政拨款", funds.non_fiscal)
    details = [("上年结转", funds.carryover), ("其他资金", funds.other)]
    ways = [[fiscal, non_fiscal, *details]]
    if funds.non_fiscal is not None and any(amount is not None for _, amount in details):
        ways += [[fiscal, non_fiscal], [fiscal, *details]]
    filled = [[(name, amount) for name, amount in way if amount is not None] for way in ways]
    return [Way(way, sum([amount for _, amount in way], Decimal(0))) for way in filled if way]


def parts_of_project(project: Project) -> list[Way]:
    """Return the ways in which the parts of a project may make up its total."""
    return parts_of_total(project.funds)


def unlike_sums(readings: Readings, project: Project) -> bool:
    """Tell whether the parts of a project, as it lists them first, come to something else than its total."""
    ways = readings.once(parts_of_project, project)
    return bool(ways) and ways[0].total != project.funds.total


class PartsAgainstTotal(Check):
    """各项资金之和与年度资金总额不等.

    检查什么: 财政拨款、非财政拨款、上年结转、其他资金之和是否等于年度资金总额。
    为什么: 分项与总额对不上，批复的金额就不确定。
    反例: 年度资金总额 45，财政拨款 40，非财政拨款 0。
    正例: 年度资金总额 45，财政拨款 45，非财政拨款 0。
    依据: 各表样“资金情况”的勾稽关系；允许差额见 config.yaml 的 money_tolerance_yuan。
    """

    code = "M501"
    about = unlike_sums
    title = "资金分项与总额不等"
    severity = Severity.ERROR
    message = "{sum} ≠ 年度资金总额 {total}（{unit}），相差 {difference}{confusion}。"
    hint = "请核对各项资金，改正写错的一个。"
    hides = frozenset({"M508", "M509"})

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        ways = self.once(parts_of_project, project)
        if funds.total is None or not ways:
            return
        gaps = [abs(way.total - funds.total) for way in ways]
        if funds.in_yuan(min(gaps)) < self.config.checks.money_tolerance_yuan:
            return
        if _only_fiscal_is_off(funds) or not any(way.total for way in ways):
            return
        nearest = gaps.index(min(gaps))
        parts, total = ways[nearest]
        if gaps[nearest] <= rounding([*(amount for _, amount in parts), funds.total], funds.unit):
            return
        written = " + ".join(f"{name} {literal(amount)}" for name, amount in parts)
        yield self.finding(
            project,
            project,
            "total",
            literal(funds.total),
            sum=written if len(parts) == 1 else f"{written} = {literal(total)}",
            total=literal(funds.total),
            unit=funds.unit.value,
            difference=literal(gaps[nearest]),
            confusion=confusion(total, funds.total) or misplaced(parts, funds.total),
        )


def _only_fiscal_is_off(funds: Funds) -> bool:
    """Tell whether the total follows from the parts of 财政拨款, so that 财政拨款 itself is the wrong one: M502 tells of it."""
    if funds.fiscal is None or funds.superior_grant is None or funds.local is None:
        return False
    made = funds.superior_grant + funds.local
    ways = parts_of_total(replace(funds, fiscal=made))
    return made != funds.fiscal and any(way.total == funds.total for way in ways)


class PartsAgainstFiscal(Check):
    """上级补助与本级安排之和与财政拨款不等.

    检查什么: 上级补助 + 本级安排是否等于财政拨款；只填了一项的，看它是否大于财政拨款。
    为什么: 财政拨款的来源对不上，资金来源就不清楚。
    反例: 财政拨款 338700，上级补助 0，本级安排 300000。
    正例: 财政拨款 338700，上级补助 0，本级安排 338700。
    依据: 2025 年批复表“其中：上级补助、本级安排”。
    """

    code = "M502"
    title = "财政拨款的分项与合计不等"
    severity = Severity.ERROR
    message = "{sum} {sign} 财政拨款 {fiscal}（{unit}）。"
    hint = "请核对上级补助、本级安排和财政拨款。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if funds.superior_grant is None and funds.local is None:
            return
        parts = [
            (name, amount)
            for name, amount in (("上级补助", funds.superior_grant), ("本级安排", funds.local))
            if amount is not None
        ]
        if funds.fiscal is None or not parts:
            return
        total = sum((amount for _, amount in parts), Decimal(0))
        gap = total - funds.fiscal
        # One part alone may be less than the whole, never more.
        if len(parts) == 1 and gap < 0:
            return
        if abs(gap) <= rounding([*(amount for _, amount in parts), funds.fiscal], funds.unit):
            return
        if abs(funds.in_yuan(gap)) >= self.config.checks.money_tolerance_yuan:
            written = " + ".join(f"{name} {literal(amount)}" for name, amount in parts)
            yield self.finding(
                project,
                project,
                "fiscal",
                literal(funds.fiscal),
                sum=written if len(parts) == 1 else f"{written} = {literal(total)}",
                sign="＞" if len(parts) == 1 else "≠",
                fiscal=literal(funds.fiscal),
                unit=funds.unit.value,
            )


class ProjectMoneyAgainstTotal(Check):
    """项目资金与年度资金总额不等.

    检查什么: 同一张表上的“项目资金”与“年度资金总额”是否相等（目标里写明项目资金是几年的总投资的不查）。
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
        # Where the parts make up 项目资金, the total is the one that is wrong, and M501 tells of it.
        sums = [way.total for way in self.once(parts_of_project, project)]
        if funds.project_total in sums and funds.total not in sums:
            return
        # 总投资270万元，2026年度安排90万元: the one is for all of the years, the other for this one.
        if funds.total < funds.project_total and funds.in_yuan(funds.project_total) in whole_costs(project):
            return
        if abs(funds.in_yuan(funds.project_total - funds.total)) >= self.config.checks.money_tolerance_yuan:
            parts = "" if funds.fiscal is None else f"；财政拨款 {literal(funds.fiscal)}"
            parts += confusion(funds.project_total, funds.total)
            yield self.finding(
                project,
                project,
                "project_total",
                literal(funds.project_total),
                total=literal(funds.total),
                unit=funds.unit.value,
                parts=parts,
            )


CHECKS = (
    PartsAgainstTotal,
    PartsAgainstFiscal,
    ProjectMoneyAgainstTotal,
)
