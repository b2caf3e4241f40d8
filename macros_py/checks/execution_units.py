"""Amounts of a self-evaluation that are ten thousand times off: 元 written among 万元, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.amounts import unit_of
from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.money import TEN_THOUSAND
from macros_py.checks.spending import lines_of
from macros_py.checks.subjects import account
from macros_py.scoring.literals import literal

# Executed against budgeted, once the unit is put right: nearly all of the money, or a part of it.
_LEAST, _MOST = Decimal("0.3"), Decimal("1.05")


class ExecutionInAnotherUnit(Check):
    """执行数与预算数差一万倍，像是元和万元写混了.

    检查什么: 年初预算数、全年预算数、全年执行数两两相比，是否差一万倍上下（换成同一单位后，执行率在 30%—105% 之间）。
    为什么: 一栏填了元、一栏填了万元，执行率就成了万分之几或几千倍。
    反例: 全年预算数 45 万元，全年执行数 443000 万元。
    正例: 全年预算数 45 万元，全年执行数 44.3 万元。
    依据: 一张自评表的金额用同一个单位。
    """

    code = "M515"
    about = account
    title = "执行数的单位像是写错了"
    severity = Severity.WARNING
    message = "{line}{heading} {value} 与{other_heading} {other}（{unit}）差一万倍上下，像是元和万元写混了。"
    hint = "请把各栏金额换成同一个单位。"
    hides = frozenset({"M508:total", "M511", "M512", "P807", "P808", "P810"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for name, line, amounts in lines_of(owner):
            for field, heading, amount, other_heading, other in (
                ("executed", "全年执行数", amounts.executed, "全年预算数", amounts.annual),
                ("annual", "全年预算数", amounts.annual, "年初预算数", amounts.initial),
            ):
                if not amount or not other or amount < 0 or other < 0:
                    continue
                small = _LEAST * other <= amount * TEN_THOUSAND <= _MOST * other
                if small or _LEAST * other <= amount / TEN_THOUSAND <= _MOST * other:
                    yield self.finding(
                        owner,
                        owner,
                        name(field),
                        literal(amount),
                        line=line,
                        heading=heading,
                        other_heading=other_heading,
                        other=literal(other),
                        unit=unit_of(owner).value,
                    )
                    break


CHECKS = (ExecutionInAnotherUnit,)
