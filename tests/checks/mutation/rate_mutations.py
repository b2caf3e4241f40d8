"""Rates on the wrong scale, above the whole, or the wrong way round."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from macros_py.checks import Records
from tests.checks.mutation.planting import (
    ERROR,
    HINT,
    WARNING,
    Planted,
    choose,
    spoil,
)
from tests.checks.mutation.rows import figure
from tests.checks.mutation.target_mutations import is_rate, is_satisfaction, number_of, targets, written


@targets(ERROR)
def above_the_whole(random: Random, records: Records) -> Planted | None:
    """A satisfaction above 100%."""
    found = choose(random, records, is_satisfaction)
    wrong = random.choice(("980", "105", "950", "9500", "120"))
    return found and spoil(records, found, "target", **written(found[1], "≥", wrong, "%"))


@targets(ERROR)
def more_than_the_whole(random: Random, records: Records) -> Planted | None:
    """A satisfaction of more than 100%."""
    found = choose(random, records, is_satisfaction)
    return found and spoil(records, found, "target", **written(found[1], random.choice(("＞", ">")), "100", "%"))


@targets(HINT)
def at_least_the_whole(random: Random, records: Records) -> Planted | None:
    """A satisfaction of at least 100%."""
    found = choose(random, records, is_satisfaction)
    return found and spoil(records, found, "target", **written(found[1], "≥", "100", "%"))


@targets(WARNING)
def satisfaction_at_most(random: Random, records: Records) -> Planted | None:
    """A satisfaction with ≤."""
    found = choose(random, records, is_satisfaction)
    return found and spoil(
        records,
        found,
        "target target_type",
        **written(found[1], random.choice("≤<"), number_of(found[1]), "%"),
        explanation="",
    )


@targets(WARNING)
def rate_without_percent(random: Random, records: Records) -> Planted | None:
    """A rate counted in people or pieces, or in nothing."""
    found = choose(random, records, lambda owner, row: is_rate(owner, row) and row.level3.endswith(("率", "满意度")))
    if found is None:
        return None
    unit = random.choice(("个", "人", "次", "件"))
    return spoil(records, found, "target unit", **written(found[1], "≥", number_of(found[1]), unit), explanation="")


@targets(WARNING)
def rate_as_fraction(random: Random, records: Records) -> Planted | None:
    """0.95 for 95%."""
    found = choose(random, records, is_satisfaction)
    if found is None:
        return None
    number = figure(Decimal(number_of(found[1])) / 100)
    return spoil(
        records, found, "target unit", **written(found[1], "≥", number, random.choice(("", "%"))), explanation=""
    )


@targets(WARNING)
def rate_in_permille(random: Random, records: Records) -> Planted | None:
    """95‰ for 95%."""
    found = choose(random, records, is_satisfaction)
    return found and spoil(
        records, found, "target unit", **written(found[1], "≥", number_of(found[1]), "‰"), explanation=""
    )


@targets(WARNING)
def rate_of_thousands(random: Random, records: Records) -> Planted | None:
    """9000% of anything."""
    found = choose(random, records, is_rate)
    return found and spoil(
        records,
        found,
        "target",
        **written(found[1], "≥", f"{number_of(found[1]).split('.')[0]}00", "%"),
        explanation="",
    )


@targets(WARNING)
def far_too_small(random: Random, records: Records) -> Planted | None:
    """A satisfaction of 9.5%."""
    found = choose(random, records, is_satisfaction)
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
            is_rate(owner, row)
            and row.level3.endswith(("满意度", "合格率", "知晓率", "及时率", "达标率", "优良率", "准确率", "覆盖率"))
        ),
    )
    text, unit = random.choice((("110", "%"), ("1200", "‰"), ("100.5", "%")))
    return found and spoil(records, found, "target", **written(found[1], "=", text, unit), explanation="", standard="")
