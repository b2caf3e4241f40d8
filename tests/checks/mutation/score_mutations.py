"""Points that do not add up or follow no rule, and forms that contradict each other: scores and across projects."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from macros_py.checks.copies import akin
from macros_py.model import DepartmentEvaluation, Indicator
from tests.checks.mutation import vocabulary
from tests.checks.mutation.planting import (
    ERROR,
    HINT,
    WARNING,
    Family,
    Owner,
    Planted,
    cells_of,
    choose,
    spoil,
    spoil_owner,
    with_owner,
    with_rows,
)
from tests.checks.mutation.rows import figure
from tests.checks.mutation.target_mutations import number_of

scores = Family("scores")
across = Family("across")


def is_scored(owner: Owner, row: Indicator) -> bool:
    return row.score is not None and row.weight is not None


def is_counted(owner: Owner, row: Indicator) -> bool:
    """Whether target and actual are plain numbers, more being better."""
    return is_scored(owner, row) and row.target[:1] == "≥" and re.match("[0-9]", row.actual) is not None


def _ruled(owner: Owner, row: Indicator) -> bool:
    """Whether the form itself says how the row is scored."""
    return isinstance(owner, DepartmentEvaluation) or bool(row.standard)


@scores(ERROR)
def weight_of_a_row(random: Random, records: Records) -> Planted | None:
    """A weight with which neither its group nor the whole adds up."""
    found = choose(random, records, is_scored)
    if found is None or found[1].weight is None:
        return None
    owner, row = found
    planted = spoil(records, found, "weight", weight=found[1].weight + random.choice((1, 2, 5)), score=None)
    assert planted is not None
    whole = cells_of(owner, "total_weight weight") | cells_of(owner.indicators[0], "weight level1")
    group = next(one for one in owner.indicators if one.level1 == row.level1)
    return Planted(planted.records, planted.cells | whole | cells_of(group, "level1"))


@scores(ERROR)
def weights_exchanged_between_groups(random: Random, records: Records) -> Planted | None:
    """Points moved from one 一级 to another: the whole still is 100."""
    if not records.departments:
        return None
    owner = records.departments[0]
    first, last = owner.indicators[0], owner.indicators[-1]
    if first.weight is None or last.weight is None or last.weight <= 1:
        return None
    rows = [
        replace(first, weight=first.weight + 1)
        if one is first
        else replace(last, weight=last.weight - 1, score=Decimal(0))
        if one is last
        else one
        for one in owner.indicators
    ]
    groups = [next(one for one in owner.indicators if one.level1 == row.level1) for row in (first, last)]
    return Planted(with_rows(records, owner, rows), cells_of(groups[0], "level1") | cells_of(groups[1], "level1"))


@scores(ERROR)
def above_the_weight(random: Random, records: Records) -> Planted | None:
    """A score above its weight."""
    found = choose(random, records, is_scored)
    return found and spoil(
        records, found, "score", score=(found[1].weight or 0) + random.choice((Decimal("0.5"), Decimal(3)))
    )


@scores(ERROR)
def negative_score(random: Random, records: Records) -> Planted | None:
    """A negative score or weight."""
    found = choose(random, records, is_scored)
    return spoil(records, found, "score", score=Decimal(random.choice(("-1", "-0.5"))))


@scores(ERROR)
def score_against_the_rule(random: Random, records: Records) -> Planted | None:
    """A score other than the form's own rule gives."""
    found = choose(
        random, records, lambda owner, row: is_counted(owner, row) and _ruled(owner, row) and (row.weight or 0) >= 1
    )
    if found is None or found[1].score is None:
        return None
    score = found[1].score
    return spoil(records, found, "score", score=score - Decimal("0.5") if score >= 1 else score + Decimal("0.3"))


@scores(WARNING)
def score_against_the_usual_rule(random: Random, records: Records) -> Planted | None:
    """A score other than the usual rule gives, where the form says none."""
    found = choose(
        random, records, lambda owner, row: is_counted(owner, row) and not _ruled(owner, row) and (row.score or 0) >= 1
    )
    return found and spoil(records, found, "score", score=(found[1].score or 0) - Decimal("0.6"))


@scores(ERROR)
def full_marks_for_less(random: Random, records: Records) -> Planted | None:
    """An actual far below the target, the score left at its full mark."""
    found = choose(
        random, records, lambda owner, row: is_counted(owner, row) and _ruled(owner, row) and (row.weight or 0) >= 1
    )
    if found is None:
        return None
    row = found[1]
    less = figure((Decimal(number_of(row)) * Decimal("0.6")).quantize(Decimal("0.1")))
    actual = row.actual.replace(re.match("[0-9.]+", row.actual)[0], less, 1)  # type: ignore[index]
    return spoil(records, found, "score actual", actual=actual, score=row.weight, reason="任务减少。")


@scores(ERROR)
def rate_of_execution(random: Random, records: Records) -> Planted | None:
    """A rate that is not B ÷ A."""
    if not records.departments:
        return None
    owner = records.departments[0]
    wrong = (owner.total.rate or 0) - Decimal(random.choice(("0.05", "0.1", "0.02")))
    return spoil_owner(records, owner, "execution_rate", total=replace(owner.total, rate=wrong))


@scores(ERROR)
def score_of_execution(random: Random, records: Records) -> Planted | None:
    """A score of the rate that is not rate × 10."""
    if not records.departments:
        return None
    owner = records.departments[0]
    wrong = (owner.total.score or 0) - Decimal(random.choice(("1", "0.5", "2")))
    return spoil_owner(records, owner, "execution_score", total=replace(owner.total, score=wrong))


@scores(ERROR)
def total_score(random: Random, records: Records) -> Planted | None:
    """A total that is not the sum of the scores."""
    if not records.departments:
        return None
    owner = records.departments[0]
    wrong = (owner.total_score or 0) + Decimal(random.choice(("1", "-0.5", "-2", "0.3")))
    return spoil_owner(records, owner, "total_score", total_score=wrong)


@scores(WARNING)
def no_reason(random: Random, records: Records) -> Planted | None:
    """A target that was missed without a word."""
    found = choose(random, records, lambda owner, row: is_scored(owner, row) and bool(row.reason))
    return spoil(records, found, "reason", reason="")


@scores(WARNING)
def bound_as_actual(random: Random, records: Records) -> Planted | None:
    """An actual that repeats the target with its sign."""
    found = choose(random, records, is_counted)
    return found and spoil(records, found, "actual", actual=found[1].target, score=found[1].weight, reason="")


@scores(WARNING)
def done_as_actual(random: Random, records: Records) -> Planted | None:
    """完成 where a number is asked for."""
    # All of it done is a number of its own beside 完成率.
    found = choose(random, records, lambda owner, row: is_counted(owner, row) and "完成" not in row.level3)
    return found and spoil(
        records,
        found,
        "actual",
        actual=random.choice(("完成", "已完成", "全部完成", "达标", "达到")),
        score=found[1].weight,
        reason="",
    )


@scores(WARNING)
def far_above(random: Random, records: Records) -> Planted | None:
    """Twice the target without a word."""
    found = choose(random, records, lambda owner, row: is_counted(owner, row) and "%" not in row.target)
    if found is None:
        return None
    number = number_of(found[1])
    actual = found[1].actual.replace(re.match("[0-9.]+", found[1].actual)[0], figure(Decimal(number) * 2), 1)  # type: ignore[index]
    return spoil(records, found, "actual reason", actual=actual, score=found[1].weight, reason="")


@scores(WARNING)
def low_execution(random: Random, records: Records) -> Planted | None:
    """Half of the money spent without a word."""
    project = random.choice(records.projects)
    done = project.evaluation
    if done.annual_budget is None:
        return None
    half = (done.annual_budget / 2).quantize(Decimal("0.01"))
    evaluation = replace(done, executed=half, fiscal=replace(done.fiscal, executed=half))
    rows = [replace(row, reason="") for row in project.indicators]
    new = replace(project, evaluation=evaluation, indicators=tuple(rows))
    return Planted(with_owner(records, project, new), cells_of(project, "executed goal_actual"))


@scores(WARNING)
def late_without_reason(random: Random, records: Records) -> Planted | None:
    """A day after the deadline without a word."""
    found = choose(
        random,
        records,
        lambda owner, row: (
            is_scored(owner, row) and row.level3 in vocabulary.DEADLINES and str(owner.year) in row.target
        ),
    )
    if found is None or found[0].year is None:
        return None
    late = f"{found[0].year + 1}年2月15日"
    return spoil(records, found, "reason actual", actual=late, reason="")


@across(WARNING)
def project_twice(random: Random, records: Records) -> Planted | None:
    """Two projects of one name."""
    first, second = records.projects[:2]
    if first.implementing_unit != second.implementing_unit:
        return None
    name = first.name + random.choice(("", " ", "。"))
    return spoil_owner(
        records, second, "name project_line", name=name, heading=replace(second.heading, project_line="")
    )


@across(WARNING)
def another_code(random: Random, records: Records) -> Planted | None:
    """Two codes for one department."""
    project = random.choice(records.projects)
    if not project.department_code:
        return None
    planted = spoil_owner(records, project, "department_code", department_code=f"{project.department_code}9")
    # Of two that differ it cannot be told which is right.
    cells = frozenset(cell for one in records.projects for cell in cells_of(one, "department_code"))
    return Planted(planted.records, cells)


@across(HINT)
def two_targets(random: Random, records: Records) -> Planted | None:
    """One standing number of a unit with two values in two projects."""
    first, second = records.projects[:2]
    if first.form_kind == "目标表2026":
        return None
    rows = []
    for project, number in ((first, 76), (second, 78)):
        row = Indicator(
            project.project_id, "产出指标", "数量指标", "县直机关基层党组织", f"={number}个", row=9000 + number
        )
        rows.append(replace(project, indicators=(row, *project.indicators)))
    spoiled = with_owner(with_owner(records, first, rows[0]), second, rows[1])
    return Planted(spoiled, cells_of(rows[1].indicators[0], "target") | cells_of(rows[0].indicators[0], "target"))


@across(WARNING)
def goal_of_another(random: Random, records: Records) -> Planted | None:
    """A goal copied from a project that it names."""
    first, second = random.sample(list(records.projects), 2)
    if akin(first.name, second.name) or first.name.strip() in ("", second.name):
        return None
    goal = f"做好{first.name.strip()}各项任务，不断提升服务群众的能力和水平。"
    copied = with_owner(records, first, replace(first, goal=goal))
    last = replace(second, goal=goal)
    return Planted(with_owner(copied, second, last), cells_of(last, "goal"))


@scores(WARNING)
def budget_left_out(random: Random, records: Records) -> Planted | None:
    """A self-evaluation without what was spent, or without what there was to spend."""
    evaluated = [
        owner
        for owner in records.projects
        if owner.evaluation.annual_budget is not None
        and owner.evaluation.executed is not None
        and owner.evaluation.rate is None
        and all(row.actual for row in owner.indicators)
    ]
    if not evaluated:
        return None
    owner = random.choice(evaluated)
    field = random.choice(("annual_budget", "executed"))
    return spoil_owner(records, owner, field, evaluation=replace(owner.evaluation, **{field: None}))
