"""Scoring sentences, actuals, scores and reasons of a clean self-evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from macros_py.model import (
    Evaluation,
    Funds,
    FundsLine,
    Indicator,
)
from tests.checks.mutation import vocabulary
from tests.checks.mutation.rows import (
    CENT,
    ZERO,
    figure,
    split,
)


def _standard(random: Random, row: Indicator, weight: Decimal) -> str:
    """Return a scoring sentence that agrees with the target of a row in columns and its points."""
    points, half = figure(weight), figure(weight / 2)
    if row.target_type == "定性":
        if row.level3 in vocabulary.DEADLINES:
            return f"在{row.target.rstrip('前')}前完成得满分{points}分,每推迟10天扣1分,扣完为止。"
        return random.choice(
            (f"{row.target}得{points}分,效果一般{half}分,否则不得分。", f"达到预期得{points}分，否则不得分。")
        )
    bound = f"{row.target}{row.unit}"
    if row.target_type == "≤":
        return random.choice(
            (
                f"项目成本控制在总成本范围内,得{points}分,每超出10%,扣1分,扣完为止。"
                if "成本" in row.level2
                else f"{row.level3}小于等于{bound}得{points}分，否则不得分。",
                f"{row.level3}≤{bound}得{points}分，否则不得分。",
            )
        )
    ways = [
        f"达到计划值得{points}分,否则按实际值/计划值*指标分值计分。",
        f"完成目标值得{points}分，未达到的按完成比例得分。",
        f"大于等于{bound}得{points}分，否则不得分。",
    ]
    if row.unit == "%" and Decimal(row.target) > 80:
        low = figure(weight / 2)
        ways.append(f"大于等于{row.target}%的得{points}分,小于{row.target}%且大于等于80%的得{low}分,小于80%不得分")
    return random.choice(ways)


def with_standards(random: Random, rows: Sequence[Indicator]) -> list[Indicator]:
    weights = split(random, Decimal(90), len(rows))
    return [replace(row, standard=_standard(random, row, weight)) for row, weight in zip(rows, weights, strict=True)]


def evaluated_rows(
    random: Random, rows: Sequence[Indicator], points: Decimal, *, standards: bool, weights: Sequence[Decimal] = ()
) -> list[Indicator]:
    weights = weights or split(random, points, len(rows), Decimal("0.5"))
    done = []
    for row, weight in zip(rows, weights, strict=True):
        actual, share, reason = _done(random, row)
        score = (weight * share).quantize(CENT, ROUND_HALF_UP)
        standard = ""
        if standards and row.target[:1] == "≥":
            standard = random.choice(
                ("完成目标值得满分，未达到的按完成比例得分。", "达到计划值得满分,否则按实际值/计划值*指标分值计分。")
            )
        done.append(replace(row, weight=weight, actual=actual, score=score, reason=reason, standard=standard))
    return done


def _done(random: Random, row: Indicator) -> tuple[str, Decimal, str]:
    """Return an actual, the share of the points it earns, and its reason."""
    text = row.target.removeprefix("大于等于").removeprefix("小于等于").removeprefix("不低于").removeprefix("不超过")
    text = text.lstrip("≥≤=＝>").removeprefix("等于").removesuffix("以上").removesuffix("以内")
    digits = next((end for end in range(len(text), 0, -1) if _is_number(text[:end])), 0)
    if row.level3 in vocabulary.DEADLINES:
        return "已按期完成", Decimal(1), ""
    if not digits:
        return random.choice(("达成预期目标", row.target)), Decimal(1), ""
    number, unit = Decimal(text[:digits]), text[digits:]
    reverse = row.target[:1] in "≤<小" or "不超过" in row.target or "以内" in row.target
    exact = row.target[:1] in "=＝等"
    if random.random() < 0.2 and not reverse and not exact and number >= 20 and unit not in ("年", "月"):
        fewer = (number * Decimal("0.9")).quantize(Decimal(1), ROUND_HALF_UP)
        return f"{figure(fewer)}{unit}", fewer / number, random.choice(vocabulary.REASONS)
    return f"{figure(number)}{unit}", Decimal(1), ""


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def funds_line(initial: Decimal, annual: Decimal, executed: Decimal) -> FundsLine:
    return FundsLine(initial, annual, executed)


def evaluation_of(random: Random, funds: Funds) -> Evaluation:
    assert funds.total is not None
    share = Decimal(random.choice((100, 100, 99, 97, 95, 92))) / 100
    executed = (funds.total * share).quantize(CENT, ROUND_HALF_UP)
    total = funds_line(funds.total, funds.total, executed)
    fiscal, nothing = total, FundsLine(ZERO, ZERO, ZERO)
    return Evaluation(
        funds.total, funds.total, executed, "已完成年度目标。", fiscal=fiscal, carryover=nothing, other=nothing
    )
