"""元 taken for 万元: amounts ten thousand times off, totals too large or too small to be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, as_written
from macros_py.checks.costs import cost_targets, unlike_costs
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.money import TEN_THOUSAND, confusion, in_yuan
from macros_py.checks.readings import Readings
from macros_py.checks.subjects import account, goal_money
from macros_py.model import MoneyUnit, Project
from macros_py.scoring.literals import literal

_MONEY_IN_TEXT = re.compile(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(万元|亿元|元)(?!/|每|一|／)")


def other_money(readings: Readings, project: Project) -> bool:
    """Tell whether a project names money besides its funds and cost targets that make them up."""
    return account(readings, project) or goal_money(readings, project) or unlike_costs(readings, project)


class UnitsConfused(Check):
    """整张表的金额差一万倍，像是元和万元写混了.

    检查什么: 年度资金总额是否正好是成本指标金额、年初或全年预算数、年度总体目标里写的金额的一万倍或一万分之一。
    为什么: 金额单位写错，整张表的钱就差一万倍。
    反例: 单位万元，年度资金总额 450000，成本指标 ≤45万元。
    正例: 单位万元，年度资金总额 45，成本指标 ≤45万元。
    依据: 各表样“资金情况”与成本指标应当一致。
    """

    code = "M508"
    about = other_money
    title = "元和万元写混"
    severity = Severity.WARNING
    message = "{what} {value} {unit}（{yuan} 元）正好是{other} {amount} 元的{times}。"
    hint = "请核对金额单位是元还是万元。"
    hides = frozenset({"M509", "P805", "P812", "P813", "W601", "W603", "W615"})

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if funds.total is None or funds.total <= 0:
            return
        total = funds.in_yuan(funds.total)
        settings = self.config.checks
        if settings.smallest_total_yuan <= total <= settings.largest_total_yuan:
            costs = self.once(cost_targets, project)
            spent = sum((yuan for _, _, yuan in costs), Decimal(0))
            small = [cost for cost in costs if cost[2] * TEN_THOUSAND in (total, total - spent + cost[2])]
            # The total is an amount a project may have, so it is the one small cost that lacks its 万.
            if len(small) == 1 and (_is_telling(small[0][2]) or "总" in small[0][0].level3):
                indicator, target, yuan = small[0]
                yield self.finding(
                    project,
                    indicator,
                    "target",
                    as_written(indicator),
                    what="成本指标",
                    unit="",
                    yuan=literal(yuan),
                    amount=literal(total),
                    other="年度资金总额",
                    times="一万分之一",
                )
                return
        for what, amount, by_chance in self._others(project, total):
            times = (
                "一万倍" if total == amount * TEN_THOUSAND else "一万分之一" if total * TEN_THOUSAND == amount else ""
            )
            if times and (not by_chance or _is_telling(amount)):
                yield self.finding(
                    project,
                    project,
                    "total",
                    literal(funds.total),
                    what="年度资金总额",
                    unit=funds.unit.value,
                    yuan=literal(total),
                    other=what,
                    amount=literal(amount),
                    times=times,
                )
                return

    def _others(self, project: Project, total: Decimal) -> Iterator[tuple[str, Decimal, bool]]:
        """Yield the other amounts of a form in yuan, and whether one may well be ten thousand times the total by chance."""
        funds, done = project.funds, project.evaluation
        # 项目资金 and the parts are the business of M503 and M501.
        written = (
            ("年初预算数", done.initial_budget),
            ("全年预算数", done.annual_budget),
        )
        yield from ((name, funds.in_yuan(amount), False) for name, amount in written if amount)
        # A cost above the total by just this much is told by M504, at the indicator's cell.
        costs = [yuan for _, _, yuan in self.once(cost_targets, project) if 0 < yuan <= total]
        yield from (("成本指标", yuan, True) for yuan in costs)
        if len(costs) > 1 and (spent := sum(costs, Decimal(0))):
            yield "成本指标合计", spent, True
        if "元" in project.goal:
            for number, unit in _MONEY_IN_TEXT.findall(project.goal):
                if yuan := in_yuan(number, unit):
                    yield "年度总体目标里的", yuan, True


def _is_telling(yuan: Decimal) -> bool:
    """Tell whether an amount is particular enough that ten thousand times as much is no chance: not ≤100元 beside 100万元."""
    return len(yuan.normalize().as_tuple().digits) >= 2 or yuan >= TEN_THOUSAND


class ImplausibleTotal(Check):
    """年度资金总额大得或小得不像.

    检查什么: 年度资金总额换算成元后，是否小于或大于 config.yaml 的 smallest_total_yuan、largest_total_yuan。
    为什么: 多半是金额单位没有改：万元的表填了元，或元的表填了万元。
    反例: 单位元，年度资金总额 45。
    正例: 单位万元，年度资金总额 45。
    依据: config.yaml 的 checks。
    """

    code = "M509"
    title = "年度资金总额太大或太小"
    severity = Severity.HINT
    message = "年度资金总额 {value} {unit}{that_is}，太{size}了。"
    hint = "请核对金额单位是元还是万元；没有错的，在已核栏写 M509 和理由。"

    def project(self, project: Project) -> Iterator[Finding]:
        funds = project.funds
        if funds.total is None or funds.total <= 0:
            return
        yuan = funds.in_yuan(funds.total)
        settings = self.config.checks
        if not settings.smallest_total_yuan <= yuan <= settings.largest_total_yuan:
            # M501, M503 and M504 tell the same where another amount shows it.
            told = any(confusion(amount, funds.total) for amount in (funds.project_total, funds.fiscal) if amount)
            if told or any(cost == yuan * TEN_THOUSAND for _, _, cost in self.once(cost_targets, project)):
                return
            size = "小" if yuan < settings.smallest_total_yuan else "大"
            that_is = "" if funds.unit is MoneyUnit.YUAN else f"，合 {literal(yuan)} 元"
            if yuan >= _HUNDRED_MILLION:
                that_is = f"，合 {literal(yuan / _HUNDRED_MILLION)} 亿元"
            yield self.finding(
                project, project, "total", literal(funds.total), unit=funds.unit.value, that_is=that_is, size=size
            )


_HUNDRED_MILLION = Decimal(10**8)


CHECKS = (
    UnitsConfused,
    ImplausibleTotal,
)
