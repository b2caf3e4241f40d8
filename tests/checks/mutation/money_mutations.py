"""Amounts that do not add up, are in another unit, or do not suit the costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from macros_py.checks.base import target_of
from macros_py.model import DepartmentEvaluation, Indicator, MoneyUnit, Project
from tests.checks.mutation import vocabulary
from tests.checks.mutation.planting import (
    ERROR,
    WARNING,
    Family,
    Owner,
    Planted,
    choose,
    spoil,
    spoil_owner,
)
from tests.checks.mutation.rows import figure
from tests.checks.mutation.target_mutations import number_of, written

money = Family("money")
_PARTS = ("fiscal", "non_fiscal", "carryover", "other")


def _slip(random: Random, amount: Decimal) -> Decimal:
    """Return an amount with a slip of the pen: another digit, two exchanged, a zero too many, a step off.

    More than what rounding may do to the last of two decimals.
    """
    text = figure(amount)
    digits = [place for place, char in enumerate(text) if char.isdigit()]
    ways = [amount + 1, amount * 10, amount / 10, amount + Decimal("0.5") if "." in text else amount + 100]
    place = random.choice(digits)
    ways.append(Decimal(text[:place] + str((int(text[place]) + random.randint(1, 9)) % 10) + text[place + 1 :]))
    for first, second in zip(digits, digits[1:], strict=False):
        if second == first + 1 and text[first] != text[second]:
            ways.append(Decimal(text[:first] + text[second] + text[first] + text[second + 1 :]))
    return random.choice([way for way in ways if abs(way - amount) > Decimal("0.02") and way > 0])


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
    return spoil_owner(records, project, "executed fiscal_executed", evaluation=evaluation)


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
    others = [target_of(one).yuan for one in project.indicators if one is not row and _is_cost(project, one)]
    if yuan + sum((amount for amount in others if amount is not None), Decimal(0)) <= project.funds.in_yuan(
        project.funds.total
    ):
        return None
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


@money(WARNING)
def part_of_the_goal(random: Random, records: Records) -> Planted | None:
    """A goal that says another sum for one part of the funds."""
    project = random.choice(records.projects)
    funds = project.funds
    if not funds.fiscal or funds.project_total is not None:
        return None
    amount = figure(funds.fiscal + random.choice((1, 20)))
    text = random.choice(("财政拨款{}{}。", "落实中央补助{}{}，完成全年任务。", "使用上级专项补助资金{}{}。"))
    if "拨款" not in text and (funds.superior_grant or funds.total) != funds.fiscal:
        return None
    return spoil_owner(records, project, "goal", goal=text.format(amount, funds.unit.value))


@money(WARNING)
def sum_of_the_goal(random: Random, records: Records) -> Planted | None:
    """A goal whose parts do not come to the sum beside them."""
    total, first = random.randint(100, 900), random.randint(20, 90)
    rest = total - first + random.choice((5, 30))
    text = random.choice(
        ("总投资{0}万元，其中土建{1}万元、设备{2}万元。", "安排土建{1}万元、设备{2}万元，共计{0}万元。")
    )
    project = random.choice(records.projects)
    return spoil_owner(records, project, "goal", goal=text.format(total, first, rest))


@money(WARNING)
def product_of_the_goal(random: Random, records: Records) -> Planted | None:
    """A goal whose price and number do not come to the sum beside them."""
    price, people = random.choice((200, 500, 1200)), random.randint(20, 400)
    text = random.choice(("培训{1}人，每人{0}元，共{2}元。", "按{0}元/人补助{1}人，合计{2}元。"))
    project = random.choice(records.projects)
    wrong = price * people + random.choice((100, 5000))
    return spoil_owner(records, project, "goal", goal=text.format(price, people, wrong))


@money(WARNING)
def digits_of_the_cost_turned(random: Random, records: Records) -> Planted | None:
    """The only cost, which is all of the money, with two neighbouring digits that changed places."""

    def is_all(owner: Owner, row: Indicator) -> bool:
        if not isinstance(owner, Project) or owner.funds.total is None:
            return False
        return target_of(row).yuan == owner.funds.in_yuan(owner.funds.total) and "成本" in row.level1 + row.level2

    found = choose(random, records, is_all)
    if found is None:
        return None
    row, number = found[1], number_of(found[1])
    turned = [
        one
        for place in range(len(number) - 1)
        if (one := number[:place] + number[place + 1] + number[place] + number[place + 2 :])[-1:].isdigit()
        and "." not in number[place : place + 2]
        and Decimal(number) / 2 < Decimal(one) < Decimal(number)
    ]
    if not turned:
        return None
    return spoil(records, found, "target", target=row.target.replace(number, random.choice(turned)))
