"""Explanations, dates in words and scoring sentences that do not agree with the figures beside them."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from macros_py.model import Indicator
from tests.checks.mutation.planting import ERROR, WARNING, Planted, choose, spoil, spoil_owner
from tests.checks.mutation.rows import figure
from tests.checks.mutation.text_mutations import texts

_PARTS = re.compile(r"([≥≤=]?)([0-9]+(?:\.[0-9]+)?)([^0-9（(]+)")


def _parts(row: Indicator) -> tuple[str, str, str]:
    """Return operator, number and unit of a target, three blanks for anything else."""
    operator = row.target_type if row.target_type in ("≥", "≤", "=") else ""
    found = _PARTS.fullmatch(f"{operator}{row.target}{row.unit}")
    return (found[1], found[2], found[3]) if found else ("", "", "")


_OTHER_UNITS = {"公里": ("米", 1000), "米": ("公里", Decimal("0.001")), "公顷": ("亩", 15), "万人": ("人", 10000)}


@texts(ERROR)
def explained_in_another_unit(random: Random, records: Records) -> Planted | None:
    """指标解释 that plans another number in another unit of the same kind."""
    found = choose(random, records, lambda owner, row: _parts(row)[2] in _OTHER_UNITS)
    if found is None:
        return None
    _, number, unit = _parts(found[1])
    other, factor = _OTHER_UNITS[unit]
    wrong = figure(Decimal(number) * factor * random.choice((2, Decimal("0.5"), 10)))
    return spoil(records, found, "explanation target", explanation=f"计划{found[1].level3}{wrong}{other}")


@texts(ERROR)
def day_that_is_none_in_words(random: Random, records: Records) -> Planted | None:
    """A day in 指标解释 or in the goal that no calendar has."""
    day = random.choice(("2月30日", "4月31日", "6月31日", "11月31日", "13月5日", "9月32日"))
    if random.random() < 0.5:
        project = random.choice(records.projects)
        return spoil_owner(records, project, "goal", goal=f"{project.goal}于{project.year}年{day}前开展自查。")
    found = choose(random, records, lambda owner, row: not row.explanation and "时" not in row.level2)
    return found and spoil(records, found, "explanation", explanation=f"{found[0].year}年{day}前开展自查")


@texts(ERROR)
def points_that_do_not_add_up(random: Random, records: Records) -> Planted | None:
    """So many things with so many points each, which do not make the full mark."""
    found = choose(random, records, lambda owner, row: bool(row.standard) and row.weight is None)
    items, each = random.choice((("三", 3), ("四", 4), ("5", 5))), random.choice((1, 2, 3))
    full = items[1] * each + random.choice((1, 2, 5))
    text = f"{items[0]}项工作各得{each}分，满分{full}分。"
    return found and spoil(records, found, "standard", standard=text)


@texts(WARNING)
def explained_in_other_words(random: Random, records: Records) -> Planted | None:
    """指标解释 that gives another number of what the name says, without planning it."""
    found = choose(
        random,
        records,
        lambda owner, row: _parts(row)[2] in ("人", "户", "次", "场") and "培训" in row.level3[:2],
    )
    if found is None:
        return None
    _, number, unit = _parts(found[1])
    wrong = figure(Decimal(number) + random.choice((7, 20, 100)))
    return spoil(records, found, "explanation", explanation=f"组织业务骨干开展培训{wrong}{unit}")


@texts(WARNING)
def bands_with_a_gap(random: Random, records: Records) -> Planted | None:
    """Bands between which some values earn nothing that is written."""
    found = choose(random, records, lambda owner, row: bool(row.standard) and "满意度" in row.level3)
    if found is None or (number := _parts(found[1]))[2] != "%":
        return None
    points = figure(found[1].weight) if found[1].weight is not None else "10"
    text = f"≥{number[1]}%得{points}分；60%-{figure(Decimal(number[1]) - 5)}%得{figure(Decimal(points) / 2)}分；60%以下不得分。"
    return spoil(records, found, "standard", standard=text)


@texts(WARNING)
def standard_the_wrong_way(random: Random, records: Records) -> Planted | None:
    """Points off for every point that the rate rises."""
    found = choose(
        random, records, lambda owner, row: bool(row.standard) and row.level3[-3:] in ("合格率", "覆盖率", "及时率")
    )
    if found is None or _parts(found[1])[0] != "≥":
        return None
    verb = random.choice(("提高", "增加", "上升"))
    return spoil(records, found, "standard", standard=f"{found[1].level3[-3:]}每{verb}1个百分点扣1分，扣完为止。")


__all__ = ["texts"]
