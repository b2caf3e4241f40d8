"""Dates that cannot be, of another year, or one before the other."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from macros_py.checks import Records
from macros_py.model import Indicator, Project
from tests.checks.mutation import vocabulary
from tests.checks.mutation.planting import (
    ERROR,
    WARNING,
    Family,
    Owner,
    Planted,
    cells_of,
    choose,
    spoil,
    spoil_owner,
    with_owner,
)

time = Family("time")


@time(ERROR)
def another_year(random: Random, records: Records) -> Planted | None:
    """A deadline in last year or in a year to come."""
    found = _deadline(random, records)
    if found is None:
        return None
    year = str(found[0].year)
    wrong = str(int(year) + random.choice((-2, -1, 1, 2, 10)))
    return spoil(records, found, "target", target=found[1].target.replace(year, wrong), standard="", explanation="")


def _deadline(random: Random, records: Records) -> tuple[Owner, Indicator] | None:
    return choose(
        random, records, lambda owner, row: row.level3 in vocabulary.DEADLINES and str(owner.year) in row.target
    )


@time(ERROR)
def form_of_another_year(random: Random, records: Records) -> Planted | None:
    """The year of the form changed, its deadline left as it was."""
    found = _deadline(random, records)
    if found is None or not isinstance(found[0], Project) or found[0].year is None:
        return None
    project = found[0]
    planted = spoil_owner(records, project, "year", year=project.year + random.choice((-1, 1)))
    rows = {("Indicator", row.row) for row in project.indicators if row.level3 in vocabulary.DEADLINES}
    return Planted(planted.records, frozenset((place, "target") for place in rows))


@time(ERROR)
def impossible_date(random: Random, records: Records) -> Planted | None:
    """A day or month that does not exist."""
    found = _deadline(random, records)
    if found is None:
        return None
    ways = ("{}年2月30日前", "{}年13月底前", "{}年6月31日前", "{}年11月31日", "{}.0.15", "{}年12月32日前")
    text = random.choice(ways).format(found[0].year)
    return spoil(records, found, "target", target=text, standard="", explanation="")


@time(ERROR)
def span_backwards(random: Random, records: Records) -> Planted | None:
    """A period that ends before it begins, as the target or in the words beside it."""
    found = _deadline(random, records)
    if found is None:
        return None
    year = found[0].year
    text = random.choice(("{0}年9月至{0}年3月", "{0}年11月1日-{0}年2月28日", "{0}.10-{0}.5")).format(year)
    return spoil(records, found, "target", target=text, standard="", explanation="")


@time(ERROR)
def told_span_backwards(random: Random, records: Records) -> Planted | None:
    """A period in the goal that ends before it begins."""
    project = random.choice(records.projects)
    span = random.choice(("{0}年9月1日至{0}年3月31日", "{0}年10月—{0}年4月", "{0}.11.1-{0}.3.1")).format(project.year)
    return spoil_owner(records, project, "goal", goal=f"{project.goal}项目于{span}实施。")


@time(WARNING)
def outside_the_period(random: Random, records: Records) -> Planted | None:
    """A deadline after the project's own period."""
    found = _deadline(random, records)
    if found is None or not isinstance(found[0], Project):
        return None
    owner, row = found
    told = random.choice(
        (
            "项目实施期限为{0}年1月至{0}年5月。",
            "建设周期：{0}年2月—{0}年4月。",
            "服务期{0}年1月1日至{0}年3月31日。",
            "项目起止时间：{0}年1月—{0}年5月。",
        )
    ).format(owner.year)
    planted = spoil_owner(records, owner, "goal", goal=owner.goal + told)
    return Planted(planted.records, frozenset({(("Indicator", row.row), "target"), (("Project", owner.row), "goal")}))


@time(WARNING)
def filled_in_after_review(random: Random, records: Records) -> Planted | None:
    """A form reviewed before it was filled in."""
    project = random.choice(records.projects)
    if not project.heading.fill_date:
        return None
    year = int(project.heading.fill_date[:4])
    wrong = random.choice((f"{year}.11.20", f"{year}年11月30日", f"同意 {year}1105", f"{year}-10-9"))
    field = random.choice(("division_review", "performance_review"))
    return spoil_owner(records, project, field + " fill_date", heading=replace(project.heading, **{field: wrong}))


@time(ERROR)
def impossible_fill_date(random: Random, records: Records) -> Planted | None:
    """A day of filling in that does not exist."""
    project = random.choice(records.projects)
    wrong = random.choice(("20251332", "2025年2月30日", "2025.11.31", "2024-13-01"))
    return spoil_owner(records, project, "fill_date", heading=replace(project.heading, fill_date=wrong))


@time(WARNING)
def title_of_last_year(random: Random, records: Records) -> Planted | None:
    """A title that kept the year of the form it was copied from."""
    project = random.choice(records.projects)
    heading, year = project.heading, str(project.year)
    field = next((name for name in ("year_line", "title") if year in getattr(heading, name)), "")
    if not field:
        return None
    wrong = getattr(heading, field).replace(year, str(int(year) - 1))
    return spoil_owner(records, project, field, heading=replace(heading, **{field: wrong}))


@time(ERROR)
def sentence_of_another_year(random: Random, records: Records) -> Planted | None:
    """A deadline in words with another year than the form's."""
    found = choose(random, records, lambda owner, row: row.level3 in vocabulary.DEADLINES)
    if found is None or found[0].year is None:
        return None
    wrong = found[0].year + random.choice((-1, 1, 2))
    ways = (
        "{}年底前全面完成",
        "{}年12月底前完成全部建设任务",
        "于{}年10月31日前完成",
        "{}年第四季度",
        "{}年上半年",
        "{}年年底",
        "{}年内",
    )
    return spoil(records, found, "target", target=random.choice(ways).format(wrong), standard="", explanation="")


@time(WARNING)
def explained_for_another_year(random: Random, records: Records) -> Planted | None:
    """指标解释 with the deadline of last year beside this year's."""
    found = _deadline(random, records)
    if found is None or found[0].year is None:
        return None
    ways = ("计划于{}年12月31日前完成", "本项目完成时限为{}年12月底前", "要求{}年11月底前完成全部任务")
    field = random.choice(("explanation", "note"))
    return spoil(
        records, found, f"{field} target", **{field: random.choice(ways).format(found[0].year - 1)}, standard=""
    )


@time(WARNING)
def goal_of_last_year(random: Random, records: Records) -> Planted | None:
    """A goal that kept the year of the form it was copied from."""
    project = random.choice(records.projects)
    if project.year is None or str(project.year) in project.goal:
        return None
    ways = (
        "{}年计划完成各项建设任务，",
        "{}年度目标：",
        "{}年，全面完成上级下达的任务，",
        "目标1：{}年全年完成培训任务；",
    )
    goal = random.choice(ways).format(project.year - 1) + project.goal
    return spoil_owner(records, project, "goal", goal=goal)


@time(WARNING)
def filled_in_after_the_deadline(random: Random, records: Records) -> Planted | None:
    """A plan filled in when its deadline has passed."""
    found = choose(
        random,
        records,
        lambda owner, row: (
            row.level3 in vocabulary.DEADLINES
            and isinstance(owner, Project)
            and bool(owner.heading.fill_date)
            and str(owner.year) in row.target
        ),
    )
    if found is None or not isinstance(found[0], Project):
        return None
    project = found[0]
    heading = replace(project.heading, fill_date=f"{project.year}1231", division_review="", performance_review="")
    early = replace(found[1], target=f"{project.year}年6月底前", standard="", explanation="")
    new = replace(
        project, heading=heading, indicators=tuple(early if row is found[1] else row for row in project.indicators)
    )
    cells = cells_of(early, "target") | cells_of(new, "fill_date")
    return Planted(with_owner(records, project, new), cells)


@time(WARNING)
def explained_by_another_month(random: Random, records: Records) -> Planted | None:
    """指标解释 with a month, without a year, that is not the deadline's."""
    found = choose(
        random,
        records,
        lambda owner, row: (
            row.level3 in vocabulary.DEADLINES
            and "12月" in row.target
            and "至" not in row.target
            and "-" not in row.target
        ),
    )
    month = random.choice((5, 6, 8, 9, 10))
    said = random.choice((f"{month}月底前完成", f"计划于{month}月完成", f"{month}月15日前全部完成。"))
    return spoil(records, found, "explanation target", explanation=said, note="", standard="")


@time(WARNING)
def deadline_from(random: Random, records: Records) -> Planted | None:
    """A deadline written as no earlier than."""
    found = choose(
        random, records, lambda owner, row: row.level3 in vocabulary.DEADLINES and str(owner.year) in row.target
    )
    return found and spoil(
        records,
        found,
        "target",
        target=f"{random.choice('≥＞')}{found[0].year}年12月",
        target_type="",
        standard="",
        explanation="",
        unit="",
    )
