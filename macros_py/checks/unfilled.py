"""A self-evaluation that was filled in but for single cells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.scores import ScoreCheck
from macros_py.checks.subjects import account
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring.literals import literal

HEADINGS = {"actual": "实际完成值", "score": "得分", "weight": "分值"}


class UnfilledEvaluation(ScoreCheck):
    """自评表填好了，个别格子空着.

    检查什么: 半数以上的指标填了实际完成值（得分、分值）的自评，其余指标的这一格是否空着；【计算】留下“待核”的得分不算。
    为什么: 漏填一条，总分就少一条的分，也看不出这件事做了没有。
    反例: 十条指标填了九条的实际完成值，一条空着。
    正例: 十条指标都填了；没有做的写“0”或“未开展”，并说明原因。
    依据: 财预〔2020〕10号：自评应逐条对照指标。
    """

    code = "P815"
    title = "自评有格子没有填"
    severity = Severity.WARNING
    message = "本表 {filled} 条指标填了“{heading}”，这一条空着。"
    hint = "请补填；没有做的，实际完成值写 0 或“未开展”，并说明原因。"
    habit = True

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        rows = owner.indicators
        # Most forms are filled in, and told apart first.
        if all([row.weight is not None and row.score is not None and row.actual.strip() for row in rows]):  # noqa: C419 - a generator takes twice as long
            return
        told: list[Indicator] = []
        for field, heading in HEADINGS.items():
            blank = [row for row in rows if _is_blank(row, field)]
            filled = len(rows) - len(blank)
            # With fewer, the form is still being filled in, or has no such column.
            if blank and filled * 2 > len(rows):
                for row in blank:
                    # A row left out as a whole is told once.
                    if row in told:
                        continue
                    told.append(row)
                    yield self.finding(owner, row, field, "", heading=heading, filled=filled)


def _is_blank(row: Indicator, field: str) -> bool:
    if field == "actual":
        return not row.actual.strip()
    if field == "weight":
        return row.weight is None
    # Without an actual there is nothing to score; what stands open, 计算 has told.
    return row.score is None and not row.pending and bool(row.actual.strip())


class UnfilledBudget(ScoreCheck):
    """自评填了，全年预算数或全年执行数空着.

    检查什么: 半数以上的指标填了实际完成值的自评，全年预算数和全年执行数是否只填了一个。
    为什么: 少一个数，执行率就算不出来。
    反例: 全年预算数 45，全年执行数空白。
    正例: 全年预算数 45，全年执行数 44.3。
    依据: 财预〔2020〕10号：预算执行率是自评的一部分。
    """

    code = "P822"
    title = "全年预算数或执行数没有填"
    severity = Severity.WARNING
    message = "自评填了{other_heading} {other}，{heading}空着，执行率算不出来。"
    hint = "请补填{heading}；一分钱没有用的，全年执行数填 0。"
    hides = frozenset({"P807", "P808", "P810"})

    def project(self, project: Project) -> Iterator[Finding]:
        done = project.evaluation
        yield from self._of(project, done.annual_budget, done.executed, "annual_budget", "executed")

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        total = department.total
        yield from self._of(department, total.annual, total.executed, "total_annual", "total_executed")

    def _of(self, owner: Owner, annual: Decimal | None, executed: Decimal | None, *fields: str) -> Iterator[Finding]:
        if (annual is None) is (executed is None):
            return
        filled = sum(1 for row in owner.indicators if row.actual.strip())
        if filled * 2 <= len(owner.indicators):
            return
        blank, other = ("全年预算数", "全年执行数") if annual is None else ("全年执行数", "全年预算数")
        amount = annual if annual is not None else executed
        field = fields[0] if annual is None else fields[1]
        yield self.finding(
            owner, owner, field, "", heading=blank, other_heading=other, other=literal(amount or Decimal(0))
        )


class UnfilledGoal(ScoreCheck):
    """自评填了，目标完成情况空着.

    检查什么: 每条指标都填了实际完成值、也填了全年执行数的自评，目标完成情况（年度总体目标的实际完成情况）是否空白。
    为什么: 自评要先说年度总体目标完成得怎样，再逐条说指标。
    反例: 指标全部填了实际完成值，目标完成情况空白。
    正例: 目标完成情况写“全年培训3期300人，资金执行率98%”。
    依据: 2022 年自评表“年度总体目标”分预期目标、实际完成情况两栏；财预〔2020〕10号附表。
    """

    code = "P824"
    about = account
    title = "目标完成情况没有填"
    severity = Severity.WARNING
    message = "{filled} 条指标都填了实际完成值，目标完成情况空着。"
    hint = "请写年度总体目标的实际完成情况。"

    def project(self, project: Project) -> Iterator[Finding]:
        done = project.evaluation
        yield from self._of(project, done.goal_actual, done.executed)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        yield from self._of(department, department.goal_actual, department.total.executed)

    def _of(self, owner: Owner, said: str, executed: Decimal | None) -> Iterator[Finding]:
        if said.strip() or executed is None or not owner.indicators:
            return
        if all(row.actual.strip() for row in owner.indicators):
            yield self.finding(owner, owner, "goal_actual", "", filled=len(owner.indicators))


CHECKS = (UnfilledEvaluation, UnfilledBudget, UnfilledGoal)
