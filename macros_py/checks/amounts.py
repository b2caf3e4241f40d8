"""The single amounts of a form: all of them by field and heading, none below zero or below a fen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.readings import subject
from macros_py.model import FundsLine, MoneyUnit, Project
from macros_py.scoring.literals import literal

# Every amount of a project and of a department evaluation: its column and how to read it.
FUNDS_FIELDS = {
    "project_total": "项目资金",
    "total": "年度资金总额",
    "fiscal": "财政拨款",
    "non_fiscal": "非财政拨款",
    "superior_grant": "上级补助",
    "local": "本级安排",
    "carryover": "上年结转",
    "other": "其他资金",
}
COLUMNS = {"initial": "年初预算数", "annual": "全年预算数(A)", "executed": "全年执行数(B)"}
TOTALS = {"initial": "initial_budget", "annual": "annual_budget", "executed": "executed"}
EVALUATION_LINES = {"fiscal": "财政拨款", "carryover": "上年结转", "other": "其他资金"}
DEPARTMENT_LINES = {"basic": "基本支出", "project": "项目支出", "other": "其他资金"}


def amounts_of(owner: Owner) -> Iterator[tuple[str, str, Decimal]]:
    """Yield the filled-in amounts of a project or department evaluation: field, heading, amount in its money unit."""
    if isinstance(owner, Project):
        funds, done = owner.funds, owner.evaluation
        for field, heading in FUNDS_FIELDS.items():
            if (amount := getattr(funds, field)) is not None:
                yield field, heading, amount
        for column, field in TOTALS.items():
            if (amount := getattr(done, field)) is not None:
                yield field, COLUMNS[column], amount
        named: dict[str, str] = EVALUATION_LINES
        lines: dict[str, FundsLine] = {"fiscal": done.fiscal, "carryover": done.carryover, "other": done.other}
    else:
        named = {"total": "年度资金总额", **DEPARTMENT_LINES}
        lines = {"total": owner.total, "basic": owner.basic, "project": owner.project, "other": owner.other}
    for name, line in lines.items():
        if line.initial is None and line.annual is None and line.executed is None:
            continue
        for column, heading in COLUMNS.items():
            if (amount := getattr(line, column)) is not None:
                yield f"{name}_{column}", f"{named[name]}{heading}", amount


def listed_amounts(owner: Owner) -> list[tuple[str, str, Decimal]]:
    """Return the filled-in amounts of a form as a list."""
    return list(amounts_of(owner))


def unit_of(owner: Owner) -> MoneyUnit:
    """Return the money unit in which an owner's amounts are written."""
    return owner.funds.unit if isinstance(owner, Project) else owner.unit


@subject(listed_amounts)
def odd_amounts(amounts: list[tuple[str, str, Decimal]]) -> list[tuple[str, str, Decimal]]:
    """Return the amounts of a form that are below zero or have more than two decimals."""
    return [one for one in amounts if one[2] < 0 or _is_long(str(one[2]))]


def _is_long(number: str) -> bool:
    return number[-3:-2] != "." and number[-2:-1] != "." and ("." in number or "E" in number)


class NegativeAmount(Check):
    """金额是负数.

    检查什么: 资金情况和执行情况的各个金额是否小于 0。
    为什么: 预算数和执行数不会是负数。
    反例: 财政拨款 -45。
    正例: 财政拨款 45。
    依据: 各表样“资金情况”。
    """

    code = "M506"
    about = odd_amounts
    title = "金额是负数"
    severity = Severity.ERROR
    message = "{heading} {value}（{unit}）是负数。"
    hint = "请改正“{heading}”。"
    # With an amount below zero nothing adds up.
    hides = frozenset({"M501", "M502", "M503", "M512"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for field, heading, amount in odd_amounts(self.readings, owner):
            if amount < 0:
                yield self.finding(owner, owner, field, literal(amount), heading=heading, unit=unit_of(owner).value)


class AmountBelowFen(Check):
    """金额的小数位数太多，小于一分钱.

    检查什么: 单位是元的金额是否超过两位小数，单位是万元的是否超过六位小数。
    为什么: 钱最小到分；多出的小数是除法留下的尾数，印出来和加起来都会对不上。
    反例: 年度资金总额 33.3333333333 万元。
    正例: 年度资金总额 33.33 万元。
    依据: 人民币的最小单位是分。
    """

    code = "M507"
    about = odd_amounts
    title = "金额小数位数太多"
    severity = Severity.WARNING
    message = "{heading} {value}（{unit}）有 {places} 位小数，不到一分钱。"
    hint = "请四舍五入后填写。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        most = 2 if unit_of(owner) is MoneyUnit.YUAN else 6
        for field, heading, amount in odd_amounts(self.readings, owner):
            if -int(amount.as_tuple().exponent) > most:
                places = -int(amount.normalize().as_tuple().exponent)
                if places > most:
                    yield self.finding(
                        owner,
                        owner,
                        field,
                        literal(amount),
                        heading=heading,
                        unit=unit_of(owner).value,
                        places=places,
                    )


CHECKS = (
    NegativeAmount,
    AmountBelowFen,
)
