"""Targets and dates that cannot be or do not suit their indicator: the families of targets and of time."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from macros_py.model import Indicator, Project
from tests.checks.mutation import vocabulary
from tests.checks.mutation.forms import figure
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
)

targets = Family("targets")
time = Family("time")

_SIGNED = re.compile(r"(≥|≤|=|＝|>=|不低于|不超过|大于等于|小于等于|等于)?([0-9.]+)(.*?)(以上|以内)?")
_SAMPLES = {
    sample.name: sample
    for group in (
        vocabulary.QUANTITY,
        vocabulary.QUALITY,
        vocabulary.TIMELINESS,
        vocabulary.SATISFACTION,
        *vocabulary.BENEFITS.values(),
    )
    for sample in group
}


def _measured(owner: Owner, row: Indicator) -> bool:
    return row.level3 in _SAMPLES


def _satisfaction(owner: Owner, row: Indicator) -> bool:
    return row.level3.endswith("满意度")


def _rate(owner: Owner, row: Indicator) -> bool:
    return _measured(owner, row) and _SAMPLES[row.level3].is_percent


def written(row: Indicator, sign: str, number: str, unit: str) -> dict[str, str]:
    """Return a target in the columns in which the row has its own."""
    if row.unit:
        return {"target": number, "target_type": sign, "unit": unit}
    return {"target": f"{sign}{number}{unit}"}


def number_of(row: Indicator) -> str:
    """Return the digits of a target."""
    found = re.search("[0-9.]+", row.target)
    assert found is not None
    return found[0]


@targets(ERROR)
def unreadable(random: Random, records: Records) -> Planted | None:
    """A target that is meant as a number or date and is none."""
    found = choose(random, records, _measured)
    text = random.choice(
        (
            "≥**个",
            "≥",
            "≥人",
            "13/45/6",
            "≥3-",
            "2024年2月30日前",
            "2024年13月底前",
            "12..5%",
            "#REF!",
            "≥＿＿次",
            "???",
        )
    )
    return spoil(records, found, "target", target=text)


@targets(WARNING)
def no_operator(random: Random, records: Records) -> Planted | None:
    """A number without ≥, ≤ or =."""
    found = choose(random, records, lambda owner, row: _measured(owner, row) and row.target[:1] in "≥≤")
    if found is None or found[1].unit:
        return None
    text = found[1].target[1:]
    # A term tells by itself that it is the longest.
    return (
        None
        if text == "100%" or found[1].level3.endswith(("工期", "时限", "时间"))
        else spoil(records, found, "target", target=text)
    )


@targets(WARNING)
def no_unit(random: Random, records: Records) -> Planted | None:
    """A number of nothing."""
    found = choose(
        random, records, lambda owner, row: _measured(owner, row) and not row.unit and row.target[1:2] != "0"
    )
    if found is None:
        return None
    return spoil(records, found, "target unit", target=f"{random.choice('≥=')}{number_of(found[1])}")


@targets(ERROR)
def above_the_whole(random: Random, records: Records) -> Planted | None:
    """A satisfaction above 100%."""
    found = choose(random, records, _satisfaction)
    wrong = random.choice(("980", "105", "950", "9500", "120"))
    return found and spoil(records, found, "target", **written(found[1], "≥", wrong, "%"))


@targets(ERROR)
def more_than_the_whole(random: Random, records: Records) -> Planted | None:
    """A satisfaction of more than 100%."""
    found = choose(random, records, _satisfaction)
    return found and spoil(records, found, "target", **written(found[1], random.choice(("＞", ">")), "100", "%"))


@targets(HINT)
def at_least_the_whole(random: Random, records: Records) -> Planted | None:
    """A satisfaction of at least 100%."""
    found = choose(random, records, _satisfaction)
    return found and spoil(records, found, "target", **written(found[1], "≥", "100", "%"))


@targets(WARNING)
def satisfaction_at_most(random: Random, records: Records) -> Planted | None:
    """A satisfaction with ≤."""
    found = choose(random, records, _satisfaction)
    return found and spoil(
        records,
        found,
        "target target_type",
        **written(found[1], random.choice("≤<"), number_of(found[1]), "%"),
        explanation="",
    )


@targets(WARNING)
def failures_at_least(random: Random, records: Records) -> Planted | None:
    """A failure rate with ≥."""
    found = choose(
        random,
        records,
        lambda owner, row: _measured(owner, row) and row.level3.endswith(("故障率", "差错率", "发生率")),
    )
    return found and spoil(
        records,
        found,
        "target target_type",
        **written(found[1], "≥", number_of(found[1]), _SAMPLES[found[1].level3].unit),
        explanation="",
    )


@targets(WARNING)
def cost_at_least(random: Random, records: Records) -> Planted | None:
    """A cost of the project with ≥."""
    found = choose(
        random, records, lambda owner, row: "成本" in row.level2 and row.level3 in (*vocabulary.COSTS, "项目总成本")
    )
    if found is None:
        return None
    unit = "万元" if "万元" in found[1].target + found[1].unit else "元"
    return spoil(records, found, "target target_type", **written(found[1], "≥", number_of(found[1]), unit))


@targets(WARNING)
def output_at_most(random: Random, records: Records) -> Planted | None:
    """So many people, courses or cases at most."""

    def wanted(owner: Owner, row: Indicator) -> bool:
        sample = _SAMPLES.get(row.level3)
        return (
            sample in vocabulary.QUANTITY
            and sample.sign != "≤"
            and sample.unit in "人 期 场次 台 人次 次 处 个 家 条 份".split()
        )

    found = choose(random, records, wanted)
    return found and spoil(
        records,
        found,
        "target target_type",
        **written(found[1], "≤", number_of(found[1]), _SAMPLES[found[1].level3].unit),
        explanation="",
    )


@targets(WARNING)
def rate_without_percent(random: Random, records: Records) -> Planted | None:
    """A rate counted in people or pieces, or in nothing."""
    found = choose(random, records, lambda owner, row: _rate(owner, row) and row.level3.endswith(("率", "满意度")))
    if found is None:
        return None
    unit = random.choice(("个", "人", "次", "件"))
    return spoil(records, found, "target unit", **written(found[1], "≥", number_of(found[1]), unit), explanation="")


@targets(WARNING)
def cost_in_pieces(random: Random, records: Records) -> Planted | None:
    """A cost counted in 个."""
    found = choose(random, records, lambda owner, row: "成本" in row.level2 and row.level3 in vocabulary.COSTS)
    return found and spoil(
        records, found, "target unit", **written(found[1], "≤", "1", random.choice(("个", "项", "次"))), explanation=""
    )


@targets(WARNING)
def people_as_times(random: Random, records: Records) -> Planted | None:
    """People counted as times or pieces."""
    found = choose(random, records, lambda owner, row: _measured(owner, row) and row.level3.endswith("人数"))
    return found and spoil(
        records,
        found,
        "target unit",
        **written(found[1], "≥", number_of(found[1]), random.choice(("次", "个", "场"))),
        explanation="",
    )


@targets(WARNING)
def rate_as_fraction(random: Random, records: Records) -> Planted | None:
    """0.95 for 95%."""
    found = choose(random, records, _satisfaction)
    if found is None:
        return None
    number = figure(Decimal(number_of(found[1])) / 100)
    return spoil(
        records, found, "target unit", **written(found[1], "≥", number, random.choice(("", "%"))), explanation=""
    )


@targets(WARNING)
def rate_in_permille(random: Random, records: Records) -> Planted | None:
    """95‰ for 95%."""
    found = choose(random, records, _satisfaction)
    return found and spoil(
        records, found, "target unit", **written(found[1], "≥", number_of(found[1]), "‰"), explanation=""
    )


@targets(WARNING)
def rate_of_thousands(random: Random, records: Records) -> Planted | None:
    """9000% of anything."""
    found = choose(random, records, _rate)
    return found and spoil(
        records,
        found,
        "target",
        **written(found[1], "≥", f"{number_of(found[1]).split('.')[0]}00", "%"),
        explanation="",
    )


@targets(WARNING)
def scale_of_grades(random: Random, records: Records) -> Planted | None:
    """A list of grades in place of the one to be reached."""
    found = choose(random, records, lambda owner, row: row.target in dict(vocabulary.WORDS["社会效益指标"]).values())
    return spoil(
        records,
        found,
        "target",
        target=random.choice(("好坏", "优良中差", "高中低", "优秀/良好/一般", "显著、一般、较差")),
    )


@targets(WARNING)
def words_for_a_typed_number(random: Random, records: Records) -> Planted | None:
    """A qualitative word where 指标值类型 says that there is a number."""
    found = choose(random, records, lambda owner, row: row.target_type in ("≥", "≤"))
    return spoil(
        records, found, "target", target=random.choice(("效果明显", "及时有效", "有所提高")), unit="", explanation=""
    )


@targets(WARNING)
def number_for_a_typed_word(random: Random, records: Records) -> Planted | None:
    """A number where 指标值类型 says 定性."""
    found = choose(random, records, lambda owner, row: row.target_type in ("≥", "≤") and row.unit == "%")
    return spoil(records, found, "target target_type", target_type="定性", explanation="")


@targets(ERROR)
def operator_twice(random: Random, records: Records) -> Planted | None:
    """One operator in the target, the opposite one under 指标值类型."""
    found = choose(random, records, lambda owner, row: row.target_type == "≥")
    return found and spoil(
        records, found, "target target_type", target=f"≤{found[1].target}", explanation="", standard=""
    )


@targets(ERROR)
def unit_twice(random: Random, records: Records) -> Planted | None:
    """One unit in the target, another under 度量单位."""
    found = choose(
        random, records, lambda owner, row: row.target_type == "≥" and row.unit in ("人", "%", "次", "个", "万元")
    )
    if found is None:
        return None
    other = {"人": "公里", "%": "个", "次": "%", "个": "%", "万元": "元"}[found[1].unit]
    text = f"{found[1].target}{found[1].unit}"
    return spoil(records, found, "target unit", target=text, unit=other, explanation="", standard="")


@targets(HINT)
def mixed_widths(random: Random, records: Records) -> Planted | None:
    """Full-width signs and blanks in a target."""
    project = random.choice(records.projects)
    found = choose(random, records, lambda owner, row: owner is project and _measured(owner, row) and not row.unit)
    if found is None or any("＝" in row.target for row in project.indicators):
        return None
    number = number_of(found[1])
    wide = number.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    ways = (f"≥ {number} 个", f"≧{number}个", f"≥{wide}个", f"＝ {number}个", f"﹥{number}个")
    return spoil(records, found, "target", target=random.choice(ways))


@targets(ERROR)
def misread_character(random: Random, records: Records) -> Planted | None:
    """A letter among the digits, a sign or point too many, a formula gone wrong."""
    found = choose(random, records, _measured)
    text = random.choice(
        (
            "≥1O0%",
            "≥l00人",
            "≥95%%",
            "2.3.4",
            "≥1..5万元",
            "#N/A",
            "#VALUE!",
            "#DIV/0!",
            "≥5≤3",
            "≥□□人",
            "95%~",
            "≥--",
        )
    )
    return spoil(records, found, "target", target=text, explanation="", standard="")


@targets(WARNING)
def part_of_a_person(random: Random, records: Records) -> Planted | None:
    """Half a person, a fraction of a course."""
    found = choose(
        random,
        records,
        lambda owner, row: _measured(owner, row) and _SAMPLES[row.level3].unit in "人 期 次 个 台 家 户 件".split(),
    )
    return found and spoil(
        records,
        found,
        "target",
        **written(found[1], "≥", f"{number_of(found[1])}.5", _SAMPLES[found[1].level3].unit),
        explanation="",
        standard="",
    )


@targets(WARNING)
def wrong_dimension(random: Random, records: Records) -> Planted | None:
    """An area in metres, a length in hectares, people in 万元, a rate in days."""
    names = {
        "面积": ("米", "公里", "万元", "人"),
        "里程": ("平方米", "亩", "万元"),
        "人数": ("万元", "平方米", "天", "%"),
        "率": ("万元", "天", "亩", "公里"),
    }
    end = random.choice(sorted(names))
    found = choose(random, records, lambda owner, row: _measured(owner, row) and row.level3.endswith(end))
    return found and spoil(
        records,
        found,
        "target unit",
        **written(found[1], "≥", number_of(found[1]), random.choice(names[end])),
        explanation="",
        standard="",
    )


@targets(WARNING)
def far_too_small(random: Random, records: Records) -> Planted | None:
    """A satisfaction of 9.5%."""
    found = choose(random, records, _satisfaction)
    if found is None:
        return None
    number = figure(Decimal(number_of(found[1])) / 10)
    return spoil(records, found, "target", **written(found[1], "≥", number, "%"), explanation="", standard="")


@targets(ERROR)
def exactly_above_the_whole(random: Random, records: Records) -> Planted | None:
    """A rate of =110%, 1.1 thousandfold or in permille."""
    found = choose(
        random,
        records,
        lambda owner, row: (
            _rate(owner, row)
            and row.level3.endswith(("满意度", "合格率", "知晓率", "及时率", "达标率", "优良率", "准确率", "覆盖率"))
        ),
    )
    text, unit = random.choice((("110", "%"), ("1200", "‰"), ("100.5", "%")))
    return found and spoil(records, found, "target", **written(found[1], "=", text, unit), explanation="", standard="")


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
