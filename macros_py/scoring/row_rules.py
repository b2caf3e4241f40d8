"""The rule of a row: its own 评(扣)分标准 first, else what the chosen scheme says of such a target; or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from macros_py.model import Indicator
from macros_py.scheme import SATISFACTION, Scheme
from macros_py.scoring.bands import Band, BandRule
from macros_py.scoring.cells import Cell, DateCell, NumberCell, PercentCell, number_cell
from macros_py.scoring.clauses import NotUnderstood
from macros_py.scoring.literals import literal, serial
from macros_py.scoring.rules import MetRule, RatioRule, Rule
from macros_py.scoring.sentence import Sentence
from macros_py.scoring.shares import ShareRule
from macros_py.scoring.standard import Remark, read_standard
from macros_py.targets import DOWNWARD, UPWARD, Kind, Operator, Target, read_target

_STRICT = (Operator.GT, Operator.LT)
WHOLE = Decimal(100)


class Source(StrEnum):
    """Where a rule comes from."""

    SENTENCE = "sentence"
    """The row's own 评(扣)分标准."""
    SCHEME = "scheme"
    """The document of the chosen scheme, as it says it."""
    ASSUMED = "assumed"
    """The same document, with the operator that config.yaml gives to a target that states none."""


@dataclass(frozen=True, slots=True)
class RowRule:
    """What scores a row; ``rule`` None where nothing does, and ``reason`` then says why (待核).

    ``basis`` names the document of the scheme, "" where the row has its own sentence. ``full`` is the full mark, where the
    row or its sentence gives one; ``remarks`` are the doubts that a reading of the sentence leaves.
    """

    source: Source
    rule: Rule | None
    full: Decimal | None = None
    reason: str = ""
    basis: str = ""
    remarks: tuple[Remark, ...] = ()


def rule_for(indicator: Indicator, year: int | None, scheme: Scheme) -> RowRule:
    """Return the rule of a row in its ``year`` (the 年度 of the project); never raises, never guesses a number."""
    place = _place(indicator.level1, indicator.level2)
    return _row_rule(
        indicator.standard.strip(),
        (indicator.target, indicator.unit, indicator.target_type),
        indicator.weight,
        place,
        year,
        scheme,
    )


def _place(level1: str, level2: str) -> str:
    """Return what an indicator measures: its levels without the points printed behind them."""
    return _POINTS.sub("", level1) + "/" + level2


_POINTS = re.compile("[(（].*")


@lru_cache(maxsize=32768)
def _row_rule(
    standard: str,
    texts: tuple[str, str, str],
    weight: Decimal | None,
    place: str,
    year: int | None,
    scheme: Scheme,
) -> RowRule:
    # By the texts of the target: their hashes are kept, that of a Target costs more than reading them.
    printed, unit, target_type = texts
    target = read_target(printed, unit=unit, target_type=target_type)
    if standard:
        reading = read_standard(standard, target, weight, begun=scheme.begun_steps_count, year=year)
        settled = reading.rule if reading.is_settled else None
        reason = reading.reason or reading.contradiction
        return RowRule(Source.SENTENCE, settled, reading.full, reason, "", reading.findings)
    if weight is None:
        return RowRule(Source.SCHEME, None, None, "没有填分值，请先填分值（可以按【分值】补上）", scheme.document)
    if not 0 < weight <= scheme.total:
        reason = f"分值是 {literal(weight)}，要大于零、不超过 {literal(scheme.total)}"
        return RowRule(Source.SCHEME, None, None, reason, scheme.document)
    try:
        source, rule = _by_scheme(target, weight, place, year, scheme)
    except NotUnderstood as problem:
        return RowRule(Source.SCHEME, None, weight, problem.reason, scheme.document)
    return RowRule(source, rule, weight, "", scheme.document)


def _by_scheme(target: Target, weight: Decimal, place: str, year: int | None, scheme: Scheme) -> tuple[Source, Rule]:
    if target.kind is Kind.BLANK:
        raise NotUnderstood("没有填指标值，也没有评(扣)分标准")
    if target.is_scale:
        raise NotUnderstood(f"指标值“{target.printed}”列了几个等级，没有写要达到哪一个")
    if target.is_words and target.is_readable:
        upper, lower = scheme.qualitative_bands
        return Source.SCHEME, ShareRule(upper, lower, weight)
    sentence = Sentence((), target, weight, scheme.begun_steps_count)
    sentence.certain()
    if target.is_calendar:
        return Source.SCHEME, _deadline(target, weight, year)
    if target.kind is Kind.RANGE:
        return Source.SCHEME, _inside(target, weight)
    if target.value == 0:
        sign = "=" if target.operator is None else target.operator.value
        cell = sentence.cell(Decimal(0))
        if sign in ("≥", ">", "<"):
            raise NotUnderstood(f"指标值是“{target.printed}”，不能按比例计分")
        return Source.SCHEME, MetRule(cell, "≤" if sign == "≤" else "=", Decimal(0), weight, None)
    value, number = sentence.quantity()
    return _measured(target, value, number, weight, place, scheme)


def _measured(
    target: Target, value: Decimal, cell: NumberCell | PercentCell, weight: Decimal, place: str, scheme: Scheme
) -> tuple[Source, Rule]:
    """In proportion, forward or in reverse; where no operator says which, by what the row measures."""
    operator = target.operator
    whole_rate = isinstance(cell, PercentCell) and value == WHOLE and "成本" not in place
    if operator in (None, Operator.EQ):
        sign = next((sign for word, sign in scheme.unsigned.items() if word in place), "")
        if sign == "≤" and operator is None:
            return Source.ASSUMED, _ratio(cell, value, weight, scheme, reverse=True)
        if (sign == "≥" or whole_rate) and not _is_satisfaction(place, cell, scheme):
            source = Source.SCHEME if sign != "≥" or operator is Operator.EQ else Source.ASSUMED
            return source, _ratio(cell, value, weight, scheme, silent=">")
        if not _is_satisfaction(place, cell, scheme):
            return Source.SCHEME, MetRule(cell, "=", value, weight, None)
    if operator not in DOWNWARD and _is_satisfaction(place, cell, scheme):
        return Source.SCHEME, _satisfaction(value, cell, weight, scheme, operator is Operator.GT)
    silent = "=" if operator in _STRICT else ""
    return Source.SCHEME, _ratio(cell, value, weight, scheme, reverse=operator in DOWNWARD, silent=silent)


def _ratio(
    cell: NumberCell | PercentCell,
    value: Decimal,
    weight: Decimal,
    scheme: Scheme,
    *,
    reverse: bool = False,
    silent: str = "",
) -> RatioRule:
    threshold = None if scheme.threshold is None else scheme.threshold / 100
    if silent == ">" and isinstance(cell, NumberCell):
        cell = replace(cell, most=None)  # whatever is above the target is 待核 already
    return RatioRule(cell, value, weight, reverse, threshold, threshold is not None, silent=silent)


def _is_satisfaction(place: str, cell: Cell, scheme: Scheme) -> bool:
    return bool(scheme.satisfaction) and SATISFACTION[:3] in place and isinstance(cell, PercentCell)


def _satisfaction(value: Decimal, cell: Cell, weight: Decimal, scheme: Scheme, strict: bool) -> BandRule:
    """Full from the target on, below it the shares of the scheme."""
    bands = [Band(weight, value, None, low_closed=not strict)]
    above, closed = value, strict
    for start, share in scheme.satisfaction:
        if start < value:
            bands.append(Band(weight * share / 100, start if start else None, above, high_closed=closed))
            above, closed = start, False
    return BandRule(cell, tuple(bands))


def _deadline(target: Target, weight: Decimal, year: int | None) -> MetRule:
    """Full where done by the last day; the documents do not say what lateness costs."""
    if target.kind is Kind.RANGE or target.operator in UPWARD:
        raise NotUnderstood(f"指标值“{target.printed}”不是一个完成的期限")
    day = target.deadline or (target.deadline_in(year) if year is not None else None)
    if day is None:
        raise NotUnderstood(f"指标值“{target.printed}”里没有写哪一年，项目的年度也没有填")
    if not 2000 <= day.year <= 2098:
        raise NotUnderstood(f"指标值“{target.printed}”的年份不对")
    sign = "<" if target.operator is Operator.LT else "≤"
    return MetRule(DateCell(), sign, Decimal(serial(day)), weight, None)


def _inside(target: Target, weight: Decimal) -> BandRule:
    """Full inside the range; the documents do not say what it costs to miss it on either side."""
    low, high = target.value, target.upper
    if not isinstance(low, Decimal) or not isinstance(high, Decimal) or low < 0:
        raise NotUnderstood(f"指标值“{target.printed}”不是一个数的范围")
    if target.unit in ("%", "百分比") or target.normal_unit == "%":
        cell: Cell = PercentCell(low < 10)
    elif target.unit in ("‰", "个百分点", "百分点"):
        raise NotUnderstood(f"指标值“{target.printed}”的单位还不会算，请手工打分")
    else:
        cell = number_cell((target.unit, target.normal_unit), high)
    return BandRule(cell, (Band(weight, low, high, target.lower_closed, target.upper_closed),))
