"""指标值 that cannot be read, or whose sign, unit or wording does not suit what it is of."""

from __future__ import annotations

import re
from random import Random

from macros_py.checks import Records
from macros_py.model import Indicator
from tests.checks.mutation import vocabulary
from tests.checks.mutation.planting import (
    ERROR,
    HINT,
    WARNING,
    Family,
    Owner,
    Planted,
    choose,
    spoil,
)

targets = Family("targets")
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


def is_satisfaction(owner: Owner, row: Indicator) -> bool:
    return row.level3.endswith("满意度")


def is_rate(owner: Owner, row: Indicator) -> bool:
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
