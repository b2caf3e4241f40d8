"""What was budgeted and spent in the year: executed against budget, the parts of a self-evaluation against their total."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from macros_py.checks.amounts import COLUMNS, DEPARTMENT_LINES, EVALUATION_LINES, TOTALS, unit_of
from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.money import confusion, misplaced, parts_of_project, rounding, unlike_sums
from macros_py.checks.readings import Readings
from macros_py.checks.subjects import account
from macros_py.model import FundsLine, MoneyUnit, Project
from macros_py.scoring.literals import literal


class ExecutedAboveBudget(Check):
    """全年执行数大于全年预算数.

    检查什么: 每一行资金的全年执行数(B) 是否大于全年预算数(A)。
    为什么: 支出不能超过调整后的预算；超过的多半是有一个数写错，或追加的预算没有填进全年预算数。
    反例: 全年预算数 45，全年执行数 54。
    正例: 全年预算数 54，全年执行数 54。
    依据: 财预〔2020〕10号：执行率 = 全年执行数 ÷ 全年预算数。
    """

    code = "M511"
    about = account
    title = "执行数大于预算数"
    severity = Severity.WARNING
    message = "{line}全年执行数 {value} 大于全年预算数 {annual}（{unit}）。"
    hint = "请核对两个数；有追加预算的，请把追加数加进全年预算数。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        tolerance = self.config.checks.money_tolerance_yuan
        above = [
            (heading, name("executed"), line.annual, line.executed)
            for name, heading, line in lines_of(owner)
            if line.annual is not None
            and line.executed is not None
            and (line.executed - line.annual) * unit_of(owner).yuan >= tolerance
        ]
        # The total stands first; its excess is told at the part it comes from.
        if len(above) > 1 and above[0][1] in ("executed", "total_executed"):
            parts = sum((executed - annual for _, _, annual, executed in above[1:]), Decimal(0))
            above = above[1:] if parts == above[0][3] - above[0][2] else above
        for line, field, annual, executed in above:
            yield self.finding(
                owner,
                owner,
                field,
                literal(executed),
                line=line,
                annual=literal(annual),
                unit=unit_of(owner).value,
            )


def lines_of(owner: Owner) -> Iterator[tuple[Callable[[str], str], str, FundsLine]]:
    """Yield the lines of a funds table: how a column's field is named in it, its heading, its amounts."""
    if isinstance(owner, Project):
        done = owner.evaluation
        yield TOTALS.__getitem__, "", FundsLine(done.initial_budget, done.annual_budget, done.executed)
        lines = [(name, heading, getattr(done, name)) for name, heading in EVALUATION_LINES.items()]
    else:
        lines = [("total", "年度资金总额", owner.total)]
        lines += [(name, heading, getattr(owner, name)) for name, heading in DEPARTMENT_LINES.items()]
    for name, heading, line in lines:
        yield f"{name}_{{}}".format, heading, line


def evaluation_sums(owner: Owner) -> Iterator[tuple[str, str, str, list[tuple[str, Decimal]], Decimal]]:
    """Yield each column of a funds table that has a total and parts: field of the total, its heading, column, parts, total.

    A part left blank counts as nothing, as the forms print "—" there.
    """
    for column, heading in COLUMNS.items():
        if isinstance(owner, Project):
            done = owner.evaluation
            field, total, named = TOTALS[column], getattr(done, TOTALS[column]), EVALUATION_LINES
            lines = {name: getattr(getattr(done, name), column) for name in named}
        else:
            field, total, named = f"total_{column}", getattr(owner.total, column), DEPARTMENT_LINES
            lines = {name: getattr(getattr(owner, name), column) for name in named}
        parts = [(named[name], amount) for name, amount in lines.items() if amount is not None]
        if total is not None and parts:
            yield field, "年度资金总额", heading, parts, total


def listed_sums(owner: Owner) -> list[tuple[str, str, str, list[tuple[str, Decimal]], Decimal]]:
    """Return the columns of a funds table that have a total and parts, as a list."""
    if isinstance(owner, Project):
        done = owner.evaluation
        if done.initial_budget is None and done.annual_budget is None and done.executed is None:
            return []
    return list(evaluation_sums(owner))


class EvaluationPartsAgainstTotal(Check):
    """自评表资金的分项之和与合计不等.

    检查什么: 自评表的年初预算数、全年预算数、全年执行数三列，各分项之和是否等于年度资金总额（项目：财政拨款、上年结转、其他资金；部门：基本支出、项目支出、其他资金）。
    为什么: 分项与合计对不上，执行率就不可信。
    反例: 全年执行数 3967.29，基本支出 1290.82，项目支出 2697.23，合计应为 3988.05。
    正例: 年初预算数 5219.46，基本支出 1128.79，项目支出 4090.67。
    依据: 财预〔2020〕10号附表；允许差额见 config.yaml 的 money_tolerance_yuan。
    """

    code = "M512"
    about = account
    title = "自评资金的分项与合计不等"
    severity = Severity.ERROR
    message = "{column}：{sum} ≠ 年度资金总额 {total}（{unit}），相差 {difference}{confusion}。"
    hint = "请核对这一列的各项金额，改正写错的一个。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for field, _, column, parts, total in self.once(listed_sums, owner):
            amounts = [amount for _, amount in parts]
            spent = sum(amounts, Decimal(0))
            gap = abs(spent - total)
            unit = unit_of(owner)
            if gap * unit.yuan < self.config.checks.money_tolerance_yuan or gap <= rounding([*amounts, total], unit):
                continue
            written = " + ".join(f"{name} {literal(amount)}" for name, amount in parts)
            yield self.finding(
                owner,
                owner,
                field,
                literal(total),
                column=column,
                sum=written if len(parts) == 1 else f"{written} = {literal(spent)}",
                total=literal(total),
                unit=unit.value,
                difference=literal(gap),
                confusion=confusion(spent, total) or misplaced(parts, total),
            )


def any_sums(readings: Readings, owner: Owner) -> bool:
    """Tell whether a form has sums that may not come out: of its funds, or of what was budgeted and spent."""
    return bool(readings.once(listed_sums, owner)) or (isinstance(owner, Project) and unlike_sums(readings, owner))


class RoundedApart(Check):
    """分项之和与合计只差最后一位小数.

    检查什么: 万元的分项之和与合计相差不超过各数四舍五入可能造成的差。
    为什么: 多半是四舍五入造成的；印在一张表上仍然加不拢。
    反例: 基本支出 1290.82，项目支出 2698.24，合计 3989.07。
    正例: 基本支出 1290.82，项目支出 2698.25，合计 3989.07。
    依据: 各表样“资金情况”的勾稽关系。
    """

    code = "M513"
    about = any_sums
    title = "分项与合计差在最后一位小数"
    severity = Severity.HINT
    message = "{column}：{sum} = {spent}，与年度资金总额 {total}（{unit}）相差 {difference}，像是四舍五入造成的。"
    hint = "请把其中一项的末位调整到加得拢。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        unit = unit_of(owner)
        for field, column, parts, total in self._sums(owner):
            amounts = [amount for _, amount in parts]
            spent = sum(amounts, Decimal(0))
            gap = abs(spent - total)
            if not gap:
                continue
            if self.config.checks.money_tolerance_yuan <= gap * unit.yuan and gap <= rounding([*amounts, total], unit):
                yield self.finding(
                    owner,
                    owner,
                    field,
                    literal(total),
                    column=column,
                    sum=" + ".join(f"{name} {literal(amount)}" for name, amount in parts),
                    spent=literal(spent),
                    total=literal(total),
                    unit=unit.value,
                    difference=literal(gap),
                )

    def _sums(self, owner: Owner) -> Iterator[tuple[str, str, list[tuple[str, Decimal]], Decimal]]:
        if unit_of(owner) is MoneyUnit.YUAN:
            return
        if (
            isinstance(owner, Project)
            and owner.funds.total is not None
            and (ways := self.once(parts_of_project, owner))
        ):
            total = owner.funds.total
            nearest = min(ways, key=lambda way: abs(way.total - total))
            yield "total", "资金情况", nearest.parts, total
        for field, _, column, parts, total in self.once(listed_sums, owner):
            yield field, column, parts, total


CHECKS = (
    ExecutedAboveBudget,
    EvaluationPartsAgainstTotal,
    RoundedApart,
)
