"""What was done held against what was planned: 实际完成值 and 指标值 of a row, each read once for all checks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from operator import attrgetter, truth
from typing import NamedTuple

from macros_py.checks.finding import Owner
from macros_py.checks.names import compact
from macros_py.checks.readings import Subject
from macros_py.model import DepartmentEvaluation, Indicator
from macros_py.scoring import named_grade
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, Operator, Target, read_actual, read_target
from macros_py.targets.units import base

_EQUAL = (None, Operator.EQ)
_PLACES = Decimal("0.000001")
# The unit to which areas come down: 亩 and 公顷 are converted with a remainder.
_ROUNDED = "亩"
_SHARES = (Kind.PERCENT, Kind.PERMILLE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target and an actual in the same unit: ``forward`` where more is better; ``written`` where the operator says so."""

    target: Decimal
    actual: Decimal
    operator: Operator | None
    forward: bool
    written: bool

    def is_far_above(self, percent: Decimal) -> bool:
        """Return whether so much more was done that the office may take points off (财预〔2020〕10号)."""
        return self.forward and self.target >= 0 and (self.actual - self.target) * 100 > percent * self.target

    @property
    def is_reached(self) -> bool:
        """Whether the actual is at least as good as the target."""
        if self.operator is Operator.GT:
            return self.actual > self.target
        if self.operator is Operator.LT:
            return self.actual < self.target
        return self.actual >= self.target if self.forward else self.actual <= self.target


class EvaluatedRow(NamedTuple):
    """A row with its target and actual as read; ``comparison`` is None where they are not both certain numbers in one unit."""

    indicator: Indicator
    target: Target
    actual: Target
    comparison: Comparison | None

    @property
    def is_figure(self) -> bool:
        """Whether the actual says in one way only what was done; whoever repeats the bound (P809) has not said it."""
        actual = self.actual
        return actual.operator in _EQUAL and actual.is_certain and not actual.is_approximate


def agree(one: Target, other: Target) -> bool:
    """Return whether two numbers in like units are the same, be it that one of them was rounded on conversion."""
    first, second = one.base_value, other.base_value
    if first is None or second is None or first == second or one.unit == other.unit:
        return first == second
    return abs(first - second) <= max(_half_of_last_place(one), _half_of_last_place(other))


def in_unit_of(target: Target, actual: Target) -> str:
    """Return an actual as it reads in the unit of its target, "" where the units are not of one kind, or one already."""
    if target.unit == actual.unit or not actual.base_unit or actual.base_unit != target.base_unit:
        return ""
    value = actual.base_value
    if value is None or target.kind is Kind.RANGE:
        return ""
    if agree(target, actual):
        value = target.base_value or value
    made = (value / base(target.unit)[0]).quantize(_PLACES, ROUND_HALF_UP)
    return f"{literal(made)}{target.unit}"


def _half_of_last_place(target: Target) -> Decimal:
    value = target.value
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    # A whole number was not rounded: 5公里 are no 4800米.
    if not isinstance(exponent, int) or exponent >= 0:
        return Decimal(0)
    return Decimal(5).scaleb(exponent - 1) * base(target.unit)[0]


class EvaluatedRows(NamedTuple):
    """The rows of a form that were not done just as planned: nothing can be said of the others' actuals.

    Of the ``departing``, ``above`` did more than was planned, or more than the whole, and ``unmeasured`` have a number as target, but
    none as actual that could be held against it. ``graded`` name a grade as their actual.
    """

    departing: list[EvaluatedRow]
    above: list[EvaluatedRow]
    unmeasured: list[EvaluatedRow]
    graded: list[tuple[Indicator, int]]


def _is_evaluated(owner: Owner) -> bool:
    if isinstance(owner, DepartmentEvaluation):
        return True
    return any(row.score is not None or row.actual for row in owner.indicators)


evaluated_form = Subject(_is_evaluated, truth)
"""Whether a form is the evaluation of a department, or that of a project: a score or an actual stands somewhere."""


def evaluated_row(row: Indicator) -> EvaluatedRow:
    """Return a row with its actual held against its target."""
    held = _held(row.target, row.unit, row.target_type, row.actual, row.level1, row.level2)
    return EvaluatedRow(row, held[0], held[1], held[2])


def evaluated_rows(owner: Owner) -> list[EvaluatedRow]:
    """Return the rows of a form with their actuals held against their targets; none before it has been evaluated."""
    return [evaluated_row(row) for row in owner.indicators] if _is_evaluated(owner) else []


def _sorted_rows(owner: Owner) -> EvaluatedRows:
    found = EvaluatedRows([], [], [], [])
    if not _is_evaluated(owner):
        return found
    departing, above, unmeasured, graded = found
    for row in owner.indicators:
        target, actual, comparison, as_planned, grade = _held(
            row.target, row.unit, row.target_type, row.actual, row.level1, row.level2
        )
        if grade:
            graded.append((row, grade))
        if as_planned:
            continue
        read = EvaluatedRow(row, target, actual, comparison)
        departing.append(read)
        if comparison is None and target.is_quantitative:
            unmeasured.append(read)
        if (comparison is not None and comparison.actual > comparison.target) or is_above_whole(actual):
            above.append(read)
    return found


departing_rows: Subject[EvaluatedRows, list[EvaluatedRow]] = Subject(_sorted_rows, attrgetter("departing"))
"""The rows of a form whose actual is neither the very number that was planned nor, of words, 达成预期."""
graded_rows: Subject[EvaluatedRows, list[tuple[Indicator, int]]] = Subject(_sorted_rows, attrgetter("graded"))
"""The rows of a form whose actual names a grade, 达成预期 or 部分达成, with its number."""
rows_above: Subject[EvaluatedRows, list[EvaluatedRow]] = Subject(_sorted_rows, attrgetter("above"))
"""The rows of a form in which more was done than planned, or more than the whole."""
unmeasured_rows: Subject[EvaluatedRows, list[EvaluatedRow]] = Subject(_sorted_rows, attrgetter("unmeasured"))
"""The rows of a form whose target is a number that cannot be held against what was done."""


@lru_cache(maxsize=32768)
def _held(
    printed: str, unit: str, target_type: str, done: str, level1: str, level2: str
) -> tuple[Target, Target, Comparison | None, bool, int]:
    # The same target and actual stand in many forms.
    target = read_target(printed, unit=unit, target_type=target_type)
    actual = _actual(done, unit, target)
    comparison = _comparison(level1 + level2, level2, target, actual)
    # No grade is named with a numeral.
    grade = 0 if done[:1].isdigit() else named_grade(compact(done))
    as_planned = grade == 1 and (target.is_words or target.is_calendar)
    if comparison is not None:
        as_planned = _is_to_the_figure(comparison, target, actual)
    return target, actual, comparison, as_planned, grade


def _is_to_the_figure(comparison: Comparison, target: Target, actual: Target) -> bool:
    """Tell whether an actual is just the number that was planned, and one that can be."""
    same = comparison.actual == comparison.target and actual.unit == target.unit
    return same and comparison.is_reached and not is_above_whole(actual)


def is_above_whole(actual: Target) -> bool:
    """Tell whether an actual is a rate of more than 100%."""
    kind = actual.kind
    if kind is not Kind.PERCENT and kind is not Kind.PERMILLE:
        return False
    return isinstance(actual.value, Decimal) and actual.value > (100 if kind is Kind.PERCENT else 1000)


def _actual(done: str, unit: str, target: Target) -> Target:
    """Return the reading of an 实际完成值; a bare number takes the unit of its target, unless that is one for each (元/人) or in 万."""
    actual = read_actual(done, unit=unit)
    if actual.conflicts:
        # 0.21% beside a column of ‰ is what it says.
        actual = read_actual(done)
    if actual.kind is not Kind.NUMBER or actual.unit or unit:
        return actual
    if target.kind is Kind.PERCENT and isinstance(actual.value, Decimal) and actual.value > 1:
        # 97 beside ≥95% is 97%, as 计算 takes it; 0.97 may be either.
        return read_actual(done, unit="%")
    if target.kind not in (Kind.NUMBER, Kind.MONEY) or target.base_value != target.value:
        return actual
    return read_actual(done, unit=target.unit)


def _comparison(levels: str, level2: str, target: Target, actual: Target) -> Comparison | None:
    """Return what target and actual say where both are certain numbers in one unit, else None.

    Without an operator a 数量 counts forward and a 成本 in reverse; anything else cannot be told.
    """
    if target.kind is Kind.RANGE or not target.is_quantitative:
        return None
    if actual.kind is not target.kind and not (actual.kind in _SHARES and target.kind in _SHARES):
        return None
    if not target.is_certain or target.is_approximate or not actual.is_certain or actual.is_approximate:
        return None
    if actual.operator not in _EQUAL:
        return None
    wanted, done = target.value, actual.value
    # As printed where the units are: 962.44 ÷ 1121.06 reads better than the same in yuan.
    if target.unit != actual.unit:
        if actual.base_unit != target.base_unit:
            return None
        wanted, done = target.base_value, actual.base_value
        # 66.67公顷 are 1000亩 as nearly as two decimals say.
        if target.base_unit == _ROUNDED and agree(target, actual):
            done = wanted
    if not isinstance(wanted, Decimal) or not isinstance(done, Decimal):
        return None
    operator = target.operator
    # Below zero less and more are told only by the operator: 增长率 ≥-5%.
    if (wanted < 0 or done < 0) and operator in _EQUAL:
        return None
    if operator in _EQUAL:
        # 0起 is none at all, whatever is counted.
        if wanted == 0:
            return Comparison(wanted, done, operator, False, True)
        if "成本" in levels:
            return Comparison(wanted, done, operator, False, False)
        if "数量" in level2:
            return Comparison(wanted, done, operator, True, True)
        return None
    return Comparison(wanted, done, operator, operator is Operator.GE or operator is Operator.GT, True)
