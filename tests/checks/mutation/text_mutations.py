"""Texts against figures and against each other, and how they are written."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from macros_py.model import Project
from tests.checks.mutation import vocabulary
from tests.checks.mutation.planting import (
    ERROR,
    HINT,
    WARNING,
    Family,
    Planted,
    choose,
    spoil,
    spoil_owner,
)
from tests.checks.mutation.rows import figure
from tests.checks.mutation.target_mutations import number_of

texts = Family("texts")


@texts(ERROR)
def explained_otherwise(random: Random, records: Records) -> Planted | None:
    """指标解释 that plans another number than the target."""
    found = choose(random, records, lambda owner, row: row.explanation.startswith("计划") and bool(row.unit))
    if found is None:
        return None
    row = found[1]
    wrong = figure(Decimal(row.target) + random.choice((1, 10, 50)))
    text = row.explanation.replace(f"{row.target}{row.unit}", f"{wrong}{row.unit}")
    return spoil(records, found, "explanation target", explanation=text)


@texts(WARNING)
def explained_the_other_way(random: Random, records: Records) -> Planted | None:
    """指标解释 that says at most where the target says at least."""
    found = choose(random, records, lambda owner, row: "不低于" in row.explanation and row.target_type == "≥")
    return found and spoil(
        records, found, "explanation target", explanation=found[1].explanation.replace("不低于", "不超过"), standard=""
    )


@texts(ERROR)
def standard_with_another_limit(random: Random, records: Records) -> Planted | None:
    """A scoring sentence whose limit is not the target."""
    found = choose(
        random, records, lambda owner, row: row.target_type == "≥" and f"{row.target}{row.unit}" in row.standard
    )
    if found is None:
        return None
    row = found[1]
    bound = f"{row.target}{row.unit}"
    text = row.standard.replace(bound, f"{figure(Decimal(row.target) - 1)}{row.unit}")
    return spoil(records, found, "standard", standard=text)


@texts(ERROR)
def standard_of_last_year(random: Random, records: Records) -> Planted | None:
    """A scoring sentence that kept the deadline of last year."""
    found = choose(
        random, records, lambda owner, row: row.level3 in vocabulary.DEADLINES and str(owner.year) in row.standard
    )
    if found is None or found[0].year is None:
        return None
    text = found[1].standard.replace(str(found[0].year), str(found[0].year - 1))
    return spoil(records, found, "standard", standard=text)


@texts(ERROR)
def standard_with_other_points(random: Random, records: Records) -> Planted | None:
    """A scoring sentence whose full mark is not the 分值."""
    found = choose(random, records, lambda owner, row: row.weight is not None and row.weight > 0)
    if found is None or found[1].weight is None:
        return None
    full = figure(found[1].weight + 3)
    return spoil(
        records,
        found,
        "standard weight",
        standard=f"达到计划值得{full}分,否则按实际值/计划值*指标分值计分。",
        score=None,
    )


@texts(WARNING)
def standard_cut_off(random: Random, records: Records) -> Planted | None:
    """A scoring sentence whose end is missing."""
    found = choose(random, records, lambda owner, row: row.standard.endswith("按实际值/计划值*指标分值计分。"))
    return found and spoil(records, found, "standard", standard=found[1].standard[: -random.choice((5, 8, 11))])


@texts(WARNING)
def goal_with_another_number(random: Random, records: Records) -> Planted | None:
    """A goal that names another number for an indicator."""
    found = choose(
        random,
        records,
        lambda owner, row: (
            isinstance(owner, Project) and "数量" in row.level2 and f"{row.level3}{row.target[1:]}" in owner.goal
        ),
    )
    if found is None or not isinstance(found[0], Project):
        return None
    project, row = found
    number = number_of(row)
    goal = project.goal.replace(
        f"{row.level3}{row.target[1:]}",
        f"{row.level3}{figure(Decimal(number) + 7)}{row.target[1:].removeprefix(number)}",
    )
    planted = spoil_owner(records, project, "goal", goal=goal)
    return Planted(planted.records, planted.cells | {(("Indicator", row.row), "target")})


@texts(WARNING)
def unpaired(random: Random, records: Records) -> Planted | None:
    """A quotation mark or bracket without its partner."""
    project = random.choice(records.projects)
    marks = [place for place, char in enumerate(project.goal) if char in "“”（）"]
    if marks:
        place = random.choice(marks)
        return spoil_owner(records, project, "goal", goal=project.goal[:place] + project.goal[place + 1 :])
    found = choose(random, records, lambda owner, row: len(row.level3) > 5)
    return found and spoil(
        records, found, "level3", level3=f"{found[1].level3[:2]}{random.choice('“（《')}{found[1].level3[2:]}"
    )


@texts(HINT)
def doubled_punctuation(random: Random, records: Records) -> Planted | None:
    """Two full stops or commas in a row."""
    project = random.choice(records.projects)
    return spoil_owner(
        records,
        project,
        "goal",
        goal=re.sub("[。，]", random.choice(("。。", "，，", "，。", "、，")), project.goal, count=1),
    )


@texts(HINT)
def western_comma(random: Random, records: Records) -> Planted | None:
    """A Western comma among Chinese."""
    project = random.choice(records.projects)
    if "，" not in project.goal or project.form_kind == "目标表2026":
        return None
    return spoil_owner(records, project, "goal", goal=project.goal.replace("，", ",", 1))


@texts(WARNING)
def sentence_cut_off(random: Random, records: Records) -> Planted | None:
    """A goal that breaks off."""
    project = random.choice(records.projects)
    tail = random.choice(("，", "、", "以及", "，切实提高公共服务能"))
    return spoil_owner(records, project, "goal", goal=project.goal.rstrip("。") + tail)


@texts(WARNING)
def unit_misspelt(random: Random, records: Records) -> Planted | None:
    """The unit's name with a character missing or wrong in one of its forms."""
    project = random.choice(records.projects)
    name = project.implementing_unit
    place = random.randrange(2, len(name) - 2)
    wrong = random.choice((name[:place] + name[place + 1 :], name[:place] + "其" + name[place + 1 :]))
    return spoil_owner(records, project, "implementing_unit department unit_line", implementing_unit=wrong)


@texts(WARNING)
def project_misspelt_above(random: Random, records: Records) -> Planted | None:
    """Another project name above the form than in it."""
    project = random.choice(records.projects)
    line = project.heading.project_line
    if not line:
        return None
    wrong = line[:2] + "×"[:0] + line[3:]
    return spoil_owner(records, project, "project_line name", heading=replace(project.heading, project_line=wrong))


@texts(HINT)
def mojibake(random: Random, records: Records) -> Planted | None:
    """A character that became a question mark."""
    project = random.choice(records.projects)
    goal = project.goal
    place = goal.index("工作") if "工作" in goal else goal.index("项目") if "项目" in goal else 0
    return spoil_owner(records, project, "goal", goal=f"{goal[: place + 1]}?{goal[place + 1 :]}") if place else None


@texts(ERROR)
def explained_by_name_otherwise(random: Random, records: Records) -> Planted | None:
    """指标解释 or 说明 that gives the indicator by name another number."""
    found = choose(
        random, records, lambda owner, row: row.target[:1] == "≥" or (row.target_type == "≥" and bool(row.unit))
    )
    if found is None or "成本" in found[1].level2 or found[1].level3.endswith("。"):
        return None
    row = found[1]
    number = number_of(row)
    unit = row.unit or row.target[1 + len(number) :]
    ways = ("{n}不低于{v}{u}", "要求{n}达到{v}{u}", "全年{n}不少于{v}{u}。", "目标为{n}{v}{u}以上")
    text = random.choice(ways).format(n=row.level3, v=figure(Decimal(number) + random.choice((1, 20))), u=unit)
    field = "explanation" if row.unit else "note"
    return spoil(records, found, f"{field} target", **{field: text}, standard="")


@texts(WARNING)
def bracket_in_a_standard(random: Random, records: Records) -> Planted | None:
    """A bracket or book mark without its partner in a sentence of a row."""
    found = choose(random, records, lambda owner, row: len(row.explanation) > 8)
    return found and spoil(
        records,
        found,
        "explanation",
        explanation=f"{found[1].explanation[:4]}{random.choice('（《“')}{found[1].explanation[4:]}",
    )


@texts(WARNING)
def name_cut_off(random: Random, records: Records) -> Planted | None:
    """A name that breaks off at a comma."""
    found = choose(random, records, lambda owner, row: len(row.level3) >= 6)
    return found and spoil(records, found, "level3", level3=found[1].level3 + random.choice(("，", "、", "以及")))


@texts(WARNING)
def seal_misspelt(random: Random, records: Records) -> Planted | None:
    """Another name behind 单位（盖章） than in the form of a department."""
    if not records.departments:
        return None
    owner = records.departments[0]
    name = owner.department
    return spoil_owner(records, owner, "seal_line department", seal_line=name[:2] + name[3:])


@texts(WARNING)
def goal_without_its_end(random: Random, records: Records) -> Planted | None:
    """A goal that ends in an open list, a conjunction or a colon."""
    end = random.choice(
        ("\n2.", "；三是", "\n（四）", "，加强管理和", "，根据", "，主要任务：", "，不断", "，提升群众的")
    )
    project = random.choice(records.projects)
    return spoil_owner(records, project, "goal", goal=project.goal.rstrip("。；;，, ") + end)


@texts(WARNING)
def bands_that_overlap(random: Random, records: Records) -> Planted | None:
    """A band of a scoring sentence that reaches into the next one."""
    found = choose(random, records, lambda owner, row: _NEXT_BAND.search(row.standard) is not None)
    if found is None:
        return None
    row = found[1]
    text = _NEXT_BAND.sub(lambda band: f"{band[1]}{figure(Decimal(band[2]) + 4)}{band[3]}", row.standard, count=1)
    return spoil(records, found, "standard", standard=text)


# 小于80%不得分 beside 大于等于80%的得8分.
_NEXT_BAND = re.compile("(大于等于80%的得[0-9.]+分[，,；;]小于)([0-9]+)(%不得分)")
