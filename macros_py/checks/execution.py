"""预算执行率 of a self-evaluation: the rate, its score, the lines of the funds table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from macros_py.checks.amounts import COLUMNS
from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.spending import listed_sums
from macros_py.checks.subjects import account
from macros_py.model import DepartmentEvaluation, FundsLine, Project
from macros_py.scheme import ExecutionScoring
from macros_py.scoring import ExecutionRule
from macros_py.scoring.execution import RATE_PLACES
from macros_py.scoring.literals import literal

PERCENT = Decimal("0.01")
HALF_PERCENT = Decimal("0.005")
# Above it a typed rate is hardly a share: 90 was meant as 90%.
MOST_LIKELY_SHARE = Decimal(2)
_EXPLAINED = re.compile("执行|支付|结余|结转|剩余|原因|未开展|未支出|进度|收回|调减|压减")


def _last_place(rate: Decimal) -> Decimal:
    """Return how far a printed rate may be from the exact one: half a percent for 99%, one unit of its last place else."""
    exponent = rate.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return HALF_PERCENT if decimals <= 2 else Decimal(1).scaleb(-min(decimals, 4))


def percent(rate: Decimal) -> str:
    """Return a rate as a percentage with two decimals, more where 99.996% would be called 100%."""
    places = (rate.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) for decimals in (4, 6, 8, 10))
    return f"{literal(next((near for near in places if near == rate or near % PERCENT), rate) * 100)}%"


def _stated(rate: Decimal) -> str:
    """Return a rate as it was typed where it may have been meant in percent (90 for 90%), else as a percentage."""
    return f"{literal(rate)}（即 {percent(rate)}）" if rate > MOST_LIKELY_SHARE else percent(rate)


class ExecutionRate(Check):
    """执行率与执行数、预算数不符.

    检查什么: 部门整体和项目清单里手工填的执行率是否等于全年执行数(B) ÷ 全年预算数(A)（整数的百分比相差半个百分点以内视为四舍五入）。
    为什么: 执行率是算出来的。
    反例: 全年预算数 3989.07，全年执行数 3967.29，执行率 90%。
    正例: 全年预算数 3989.07，全年执行数 3967.29，执行率 99.45%。
    依据: 2022 年自评表：执行率 = B ÷ A。
    """

    code = "P807"
    about = account
    title = "执行率算得不对"
    severity = Severity.ERROR
    message = "执行率：{executed} ÷ {annual} = {rate}，表上 {value}。"
    hint = "请改正执行率，或核对执行数和预算数；把这一格清空再按【计算】，会写成公式。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        # Most projects have none typed: they are told apart first.
        if isinstance(owner, Project) and owner.evaluation.rate is None:
            return
        line = execution_line(owner)
        if line.rate is None or line.annual is None or line.executed is None:
            return
        rate = ExecutionRule(self.config.execution).rate(line.annual, line.executed)
        if rate is None:
            return
        if abs(rate - line.rate) > _last_place(line.rate) and not self._is_told(owner, line):
            yield self.finding(
                owner,
                owner,
                "execution_rate",
                _stated(line.rate),
                executed=literal(line.executed),
                annual=literal(line.annual),
                rate=percent(rate),
            )

    def _is_told(self, owner: Owner, line: FundsLine) -> bool:
        """Tell whether the rate is that of the parts, so that a total is the wrong one: M512 tells of it."""
        made, printed = column_sums(owner), line.rate
        rule = ExecutionRule(self.config.execution)
        rates = (
            rule.rate(annual, executed)
            for annual in (line.annual, made.get("annual", line.annual))
            for executed in (line.executed, made.get("executed", line.executed))
        )
        return printed is not None and any(
            rate is not None and abs(rate - printed) <= _last_place(printed) for rate in rates
        )


def execution_line(owner: Owner) -> FundsLine:
    """Return 预算执行率 as the form states it: the amounts it is made from, the rate and its score."""
    if isinstance(owner, DepartmentEvaluation):
        return owner.total
    done = owner.evaluation
    if done.rate is None and done.execution_score is None and done.executed is None:
        return _NOTHING
    return FundsLine(done.initial_budget, done.annual_budget, done.executed, None, done.rate, done.execution_score)


_NOTHING = FundsLine()


def column_sums(owner: Owner) -> dict[str, Decimal]:
    """Return what the parts in each column of a funds table come to, by the name of the column."""
    columns = {heading: column for column, heading in COLUMNS.items()}
    return {
        columns[heading]: sum((amount for _, amount in parts), Decimal(0))
        for _, _, heading, parts, _ in listed_sums(owner)
    }


def execution_points(line: FundsLine, scoring: ExecutionScoring) -> list[Decimal]:
    """Return the points that 执行率 may have, with the 分值 of the form where it prints one.

    By the exact rate first, then by the rate as it is rounded and as the form prints it; none without a rate.
    """
    rule = ExecutionRule(scoring.of_weight(line.weight))
    rate = rule.rate(line.annual, line.executed)
    rates = [] if rate is None else [rate]
    if rate is not None and not scoring.banded:
        rates.append(rate.quantize(RATE_PLACES, ROUND_HALF_UP))
    if line.rate is not None:
        rates.append(line.rate)
    return [rule.points(way) for way in rates]


class ExecutionScore(Check):
    """执行率的得分与计分办法不符.

    检查什么: 部门整体和项目清单里手工填的执行率得分是否等于执行率 × 分值（不超过分值），或 config.yaml 里的分档；按表上四舍五入的执行率计算也可以。
    为什么: 执行率得分是算出来的。
    反例: 执行率 99.45%，分值 10，得分 9。
    正例: 执行率 99.45%，分值 10，得分 9.95。
    依据: 财预〔2020〕10号；config.yaml 的 scoring。
    """

    code = "P808"
    about = account
    title = "执行率得分不对"
    severity = Severity.ERROR
    message = "执行率得分：{sum}，表上 {value}。"
    hint = "请改正执行率得分；单位另有分档办法的，请改 config.yaml 的 scoring。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        if isinstance(owner, Project) and owner.evaluation.execution_score is None:
            return
        line = execution_line(owner)
        if line.score is None:
            return
        scoring = self.config.execution
        expected = execution_points(line, scoring)
        tolerance = self.config.checks.score_tolerance
        if not expected or any(abs(line.score - points) <= tolerance for points in expected):
            return
        rate = ExecutionRule(scoring).rate(line.annual, line.executed)
        rate = line.rate if rate is None else rate
        if rate is not None:
            points = literal(expected[0])
            weight = scoring.weight if line.weight is None else line.weight
            way = (
                f"执行率 {percent(rate)}，{literal(weight)} 分按分档得 {points}"
                if scoring.banded
                else f"{percent(min(rate, Decimal(1)))} × {literal(weight)} = {points}"
            )
            yield self.finding(owner, owner, "execution_score", literal(line.score), sum=way)


class LowExecution(Check):
    """执行率偏低，没有说明.

    检查什么: 执行率低于 90%（config.yaml 的 explain_below_rate）的，目标完成情况或原因里有没有说到执行、结余等。
    为什么: 钱没有花完，要说明原因。
    反例: 全年预算数 100，全年执行数 60，目标完成情况“已完成”。
    正例: 目标完成情况“已完成，因招标节约，资金结余 40 万元”。
    依据: 财预〔2020〕10号：偏离绩效目标的应分析原因。
    """

    code = "P810"
    about = account
    title = "执行率偏低，没有说明"
    severity = Severity.WARNING
    message = "全年执行数 {executed} ÷ 全年预算数 {annual} = {rate}，低于 {limit}%，没有说明原因。"
    hint = "请在目标完成情况或偏差原因里说明资金没有执行完的原因。"

    def project(self, project: Project) -> Iterator[Finding]:
        done = project.evaluation
        if done.executed is not None:
            yield from self._low(project, done.annual_budget, done.executed, done.goal_actual, "executed")

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        line = department.total
        yield from self._low(department, line.annual, line.executed, department.goal_actual, "total_executed")

    def _low(
        self, owner: Owner, annual: Decimal | None, executed: Decimal | None, said: str, field: str
    ) -> Iterator[Finding]:
        rate = ExecutionRule(self.config.execution).rate(annual, executed)
        limit = self.config.checks.explain_below_rate
        if rate is None or annual is None or executed is None or rate * 100 >= limit or _EXPLAINED.search(said):
            return
        if any(_EXPLAINED.search(row.reason) for row in owner.indicators if row.reason):
            return
        # Where the parts come to more, the total is the one that is wrong (M512).
        if column_sums(owner).get("executed", executed) * 100 >= limit * annual:
            return
        yield self.finding(
            owner,
            owner,
            field,
            literal(executed),
            executed=literal(executed),
            annual=literal(annual),
            rate=percent(rate),
            limit=literal(limit),
        )


CHECKS = (ExecutionRate, ExecutionScore, LowExecution)
