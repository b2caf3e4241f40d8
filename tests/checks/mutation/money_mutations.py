"""Amounts that do not agree, and texts that contradict the figures beside them: the families of money and of texts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from macros_py.model import DepartmentEvaluation, Indicator, MoneyUnit, Project
from tests.checks.mutation import vocabulary
from tests.checks.mutation.forms import figure
from tests.checks.mutation.planting import (
    ERROR,
    HINT,
    WARNING,
    Family,
    Owner,
    Planted,
    choose,
    spoil,
    spoil_owner,
)
from tests.checks.mutation.target_mutations import number_of, written

money = Family("money")
texts = Family("texts")

_PARTS = ("fiscal", "non_fiscal", "carryover", "other")


def _slip(random: Random, amount: Decimal) -> Decimal:
    """Return an amount with a slip of the pen: another digit, two exchanged, a zero too many, a step off."""
    text = figure(amount)
    digits = [place for place, char in enumerate(text) if char.isdigit()]
    ways = [amount + 1, amount * 10, amount / 10, amount + Decimal("0.5") if "." in text else amount + 100]
    place = random.choice(digits)
    ways.append(Decimal(text[:place] + str((int(text[place]) + random.randint(1, 9)) % 10) + text[place + 1 :]))
    for first, second in zip(digits, digits[1:], strict=False):
        if second == first + 1 and text[first] != text[second]:
            ways.append(Decimal(text[:first] + text[second] + text[first] + text[second + 1 :]))
    return random.choice([way for way in ways if way != amount and way > 0])


@money(ERROR)
def slip_in_a_part(random: Random, records: Records) -> Planted | None:
    """A part of the funds with a slip of the pen."""
    project = random.choice(records.projects)
    field = random.choice([name for name in _PARTS if getattr(project.funds, name)])
    wrong = _slip(random, getattr(project.funds, field))
    return spoil_owner(records, project, f"total {field}", funds=replace(project.funds, **{field: wrong}))


@money(ERROR)
def slip_in_the_total(random: Random, records: Records) -> Planted | None:
    """The total with a slip of the pen."""
    project = random.choice(records.projects)
    wrong = _slip(random, project.funds.total or Decimal(1))
    return spoil_owner(records, project, "total project_total", funds=replace(project.funds, total=wrong))


@money(ERROR)
def part_in_another_unit(random: Random, records: Records) -> Planted | None:
    """One amount in 元 among those in 万元, or the reverse."""
    project = random.choice(records.projects)
    field = random.choice([name for name in ("total", *_PARTS) if getattr(project.funds, name)])
    factor = Decimal(10000) if project.funds.unit is MoneyUnit.WAN_YUAN else 1 / Decimal(10000)
    wrong = getattr(project.funds, field) * factor
    return spoil_owner(records, project, f"total {field}", funds=replace(project.funds, **{field: wrong}))


@money(ERROR)
def slip_in_project_money(random: Random, records: Records) -> Planted | None:
    """项目资金 that is not 年度资金总额."""
    project = random.choice(records.projects)
    if project.funds.project_total is None:
        return None
    wrong = _slip(random, project.funds.project_total)
    return spoil_owner(records, project, "project_total total", funds=replace(project.funds, project_total=wrong))


@money(ERROR)
def slip_below_fiscal(random: Random, records: Records) -> Planted | None:
    """上级补助 or 本级安排 with a slip of the pen."""
    project = random.choice(records.projects)
    if not project.funds.superior_grant or not project.funds.local:
        return None
    field = random.choice(("superior_grant", "local"))
    wrong = _slip(random, getattr(project.funds, field))
    return spoil_owner(records, project, f"fiscal {field}", funds=replace(project.funds, **{field: wrong}))


@money(ERROR)
def negative(random: Random, records: Records) -> Planted | None:
    """A negative amount."""
    project = random.choice(records.projects)
    field = random.choice([name for name in ("total", *_PARTS) if getattr(project.funds, name)])
    return spoil_owner(records, project, field, funds=replace(project.funds, **{field: -getattr(project.funds, field)}))


@money(WARNING)
def below_a_fen(random: Random, records: Records) -> Planted | None:
    """An amount with the remainder of a division."""
    project = random.choice(records.projects)
    field = random.choice([name for name in ("total", *_PARTS) if getattr(project.funds, name)])
    wrong = getattr(project.funds, field) + Decimal("0.0000003333")
    return spoil_owner(records, project, field, funds=replace(project.funds, **{field: wrong}))


@money(ERROR)
def cost_in_another_unit(random: Random, records: Records) -> Planted | None:
    """A cost target whose 元 became 万元."""
    found = choose(random, records, lambda owner, row: _is_cost(owner, row) and "万元" not in row.target + row.unit)
    if found is None or not isinstance(found[0], Project):
        return None
    return spoil(records, found, "target unit", **written(found[1], "≤", number_of(found[1]), "万元"), explanation="")


def _is_cost(owner: Owner, row: Indicator) -> bool:
    return isinstance(owner, Project) and "成本" in row.level2 and row.level3 in (*vocabulary.COSTS, "项目总成本")


@money(ERROR)
def cost_above_the_total(random: Random, records: Records) -> Planted | None:
    """A cost target above all the money there is."""
    found = choose(random, records, _is_cost)
    if found is None or not isinstance(found[0], Project) or found[0].funds.total is None:
        return None
    yuan = found[0].funds.in_yuan(found[0].funds.total) * random.choice((2, 10, Decimal("1.01")))
    return spoil(records, found, "target", **written(found[1], "≤", figure(yuan / 10000), "万元"), explanation="")


@money(WARNING)
def all_in_the_wrong_unit(random: Random, records: Records) -> Planted | None:
    """Every amount of the funds in 元 under a heading that says 万元."""
    project = random.choice(records.projects)
    if project.funds.unit is not MoneyUnit.WAN_YUAN or not any(_is_cost(project, row) for row in project.indicators):
        return None
    amounts = {
        name: value * 10000
        for name in ("project_total", "total", *_PARTS)
        if (value := getattr(project.funds, name)) is not None
    }
    return spoil_owner(records, project, "total", funds=replace(project.funds, **amounts))


@money(WARNING)
def cost_of_another_project(random: Random, records: Records) -> Planted | None:
    """A cost target that kept the name of the project it was copied from."""
    found = choose(random, records, _is_cost)
    if found is None:
        return None
    other = next(project for project in records.projects if project is not found[0])
    return spoil(records, found, "level3", level3=other.name, explanation="")


@money(WARNING)
def spent_more_than_planned(random: Random, records: Records) -> Planted | None:
    """More executed than there was."""
    project = random.choice(records.projects)
    done = project.evaluation
    if done.annual_budget is None:
        return None
    wrong = done.annual_budget * Decimal("1.2")
    evaluation = replace(done, executed=wrong, fiscal=replace(done.fiscal, executed=wrong))
    return spoil_owner(records, project, "executed", evaluation=evaluation)


@money(ERROR)
def slip_in_execution(random: Random, records: Records) -> Planted | None:
    """A column of the execution table that does not add up."""
    project = random.choice(records.projects)
    done = project.evaluation
    if done.annual_budget is None:
        return None
    field, column = random.choice(
        (("initial_budget", "initial"), ("annual_budget", "annual"), ("executed", "executed"))
    )
    evaluation = replace(done, **{field: _slip(random, getattr(done, field))})
    return spoil_owner(records, project, f"{field} fiscal_{column}", evaluation=evaluation)


@money(ERROR)
def slip_in_department(random: Random, records: Records) -> Planted | None:
    """A column of a department's funds that does not add up."""
    if not records.departments:
        return None
    department: DepartmentEvaluation = records.departments[0]
    line, column = random.choice(("total", "basic", "project")), random.choice(("initial", "annual", "executed"))
    old = getattr(department, line)
    # Two hundredths of 万元 are what rounding may cost.
    wrong = next(
        way
        for way in iter(lambda: _slip(random, getattr(old, column)), None)
        if abs(way - getattr(old, column)) > Decimal("0.05")
    )
    return spoil_owner(
        records, department, f"total_{column} {line}_{column}", **{line: replace(old, **{column: wrong})}
    )


@money(WARNING)
def cost_ten_thousand_times_too_small(random: Random, records: Records) -> Planted | None:
    """A cost target whose 万元 became 元."""
    found = choose(random, records, lambda owner, row: _is_cost(owner, row) and "万元" in row.target + row.unit)
    if found is None or not isinstance(found[0], Project) or row_is_a_part(found[0]):
        return None
    return spoil(
        records, found, "target unit", **written(found[1], "≤", number_of(found[1]), "元"), explanation="", standard=""
    )


def row_is_a_part(project: Project) -> bool:
    """Tell whether the costs of a project are split over several targets."""
    return sum(_is_cost(project, row) for row in project.indicators) > 1


@money(WARNING)
def costs_above_the_total_together(random: Random, records: Records) -> Planted | None:
    """Cost targets none of which is above the total, but all of them together are."""
    found = choose(
        random, records, lambda owner, row: _is_cost(owner, row) and isinstance(owner, Project) and row_is_a_part(owner)
    )
    if found is None or not isinstance(found[0], Project) or found[0].funds.total is None:
        return None
    project, row = found
    yuan = project.funds.in_yuan(project.funds.total) * Decimal("0.97")
    planted = spoil(
        records, found, "target", **written(row, "≤", figure(yuan / 10000), "万元"), explanation="", standard=""
    )
    costs = {(("Indicator", one.row), "target") for one in project.indicators if _is_cost(project, one)}
    return planted and Planted(planted.records, planted.cells | costs)


@money(ERROR)
def part_above_the_total(random: Random, records: Records) -> Planted | None:
    """One part alone above the total, the others left blank."""
    project = random.choice(records.projects)
    funds = project.funds
    if funds.total is None or funds.project_total is not None:
        return None
    wrong = replace(
        funds, fiscal=funds.total * 2, non_fiscal=None, carryover=None, other=None, superior_grant=None, local=None
    )
    return spoil_owner(records, project, "total fiscal", funds=wrong)


@money(ERROR)
def grant_above_fiscal(random: Random, records: Records) -> Planted | None:
    """上级补助 above 财政拨款, 本级安排 left blank."""
    project = random.choice(records.projects)
    if project.funds.superior_grant is None or project.funds.fiscal is None:
        return None
    wrong = replace(project.funds, superior_grant=project.funds.fiscal + 1000, local=None)
    return spoil_owner(records, project, "fiscal superior_grant", funds=wrong)


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
