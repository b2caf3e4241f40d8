"""Totals typed into 项目清单 and 部门整体 that the figures do not give, late work with full marks, what was done told twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from macros_py.checks import Records
from macros_py.model import DepartmentEvaluation, Project
from tests.checks.mutation import vocabulary
from tests.checks.mutation.actual_mutations import scores
from tests.checks.mutation.planting import (
    ERROR,
    WARNING,
    Planted,
    cells_of,
    choose,
    spoil,
    spoil_owner,
    with_owner,
)
from tests.checks.mutation.score_mutations import is_counted, is_scored
from tests.checks.mutation.target_mutations import number_of


def _closed(random: Random, records: Records) -> Project | None:
    """Return a project whose year is closed, with the totals that its figures give typed beside it."""
    found = [
        one
        for one in records.projects
        if one.evaluation.annual_budget
        and one.evaluation.executed
        and all(row.score is not None for row in one.indicators)
    ]
    if not found:
        return None
    project = random.choice(found)
    done = project.evaluation
    assert done.annual_budget and done.executed is not None
    rate = done.executed / done.annual_budget
    points = (rate * 10).quantize(Decimal("0.01"), ROUND_HALF_UP)
    rows = sum((row.score for row in project.indicators if row.score is not None), Decimal(0))
    total = rows + points
    grade = next(name for start, name in ((90, "优"), (80, "良"), (60, "中"), (0, "差")) if total >= start)
    typed = replace(done, rate=rate, execution_score=points, indicator_score=rows, total_score=total, grade=grade)
    return replace(project, evaluation=typed)


def _mistyped(records: Records, project: Project, field: str, **wrong: object) -> Planted:
    old = next(one for one in records.projects if one.row == project.row)
    new = replace(project, evaluation=replace(project.evaluation, **wrong))  # type: ignore[arg-type]
    return Planted(with_owner(records, old, new), cells_of(new, field))


@scores(ERROR)
def typed_rate(random: Random, records: Records) -> Planted | None:
    """A 执行率 typed into 项目清单 that is not B ÷ A."""
    project = _closed(random, records)
    return project and _mistyped(
        records,
        project,
        "execution_rate",
        rate=(project.evaluation.rate or 0) - Decimal(random.choice(("0.05", "0.2", "-3"))),
    )


@scores(ERROR)
def typed_score_of_execution(random: Random, records: Records) -> Planted | None:
    """A 执行率得分 typed into 项目清单 that the rate does not earn; 总分 follows it."""
    project = _closed(random, records)
    if project is None:
        return None
    done, less = project.evaluation, Decimal(random.choice(("0.5", "1", "3")))
    wrong = {"execution_score": (done.execution_score or 0) - less, "total_score": (done.total_score or 0) - less}
    return _mistyped(records, project, "execution_score", **wrong)


@scores(ERROR)
def typed_total(random: Random, records: Records) -> Planted | None:
    """A 总分 or 指标得分 typed into 项目清单 that is not the sum."""
    project = _closed(random, records)
    if project is None:
        return None
    field = random.choice(("total_score", "indicator_score"))
    wrong = (getattr(project.evaluation, field) or 0) + Decimal(random.choice(("0.5", "3", "-2")))
    return _mistyped(records, project, field, **{field: wrong})


@scores(ERROR)
def typed_grade(random: Random, records: Records) -> Planted | None:
    """An 等级 typed into 项目清单 that 总分 does not earn."""
    project = _closed(random, records)
    if project is None:
        return None
    other = [name for name in ("优", "良", "中", "差") if name != project.evaluation.grade]
    return _mistyped(records, project, "grade", grade=random.choice(other) + random.choice(("", "级")))


@scores(ERROR)
def conclusion_of_a_department(random: Random, records: Records) -> Planted | None:
    """A 绩效结论 that 总分 does not earn."""
    if not records.departments or (total := records.departments[0].total_score) is None:
        return None
    owner = records.departments[0]
    # A grade between may be that of what the scores of a real form come to.
    wrong = random.choice(("差", "较差") if total >= 60 else ("优秀", "优"))
    return spoil_owner(records, owner, "conclusion", conclusion=random.choice(("", "自评等级为")) + wrong)


@scores(WARNING)
def full_mark_though_late(random: Random, records: Records) -> Planted | None:
    """A deadline missed by months and explained, the score left at its full mark."""
    found = choose(
        random,
        records,
        lambda owner, row: (
            is_scored(owner, row)
            and not row.standard
            and row.level3 in vocabulary.DEADLINES
            and str(owner.year) in row.target
        ),
    )
    if found is None or found[0].year is None:
        return None
    late = random.choice((f"{found[0].year + 1}年2月15日", f"{found[0].year + 1}.3.1", f"{found[0].year + 1}年2月"))
    return spoil(records, found, "score", actual=late, reason="施工受阻。", score=found[1].weight)


@scores(WARNING)
def done_told_twice(random: Random, records: Records) -> Planted | None:
    """目标完成情况 that names an indicator with another number than its 实际完成值."""
    found = choose(
        random,
        records,
        lambda owner, row: is_counted(owner, row) and len(row.level3) > 5 and row.level3.isalpha(),
    )
    if found is None:
        return None
    owner, row = found
    number = number_of(row)
    unit = row.actual.lstrip("0123456789.")
    if not unit or "/" in unit or "万" in unit:
        return None
    text = f"{row.level3}{Decimal(number) + random.choice((1, 7, 20))}{unit}。"
    done: Project | DepartmentEvaluation = (
        replace(owner, goal_actual=text)
        if isinstance(owner, DepartmentEvaluation)
        else replace(owner, evaluation=replace(owner.evaluation, goal_actual=text))
    )
    return Planted(with_owner(records, owner, done), cells_of(row, "actual"))


__all__ = ["scores"]
