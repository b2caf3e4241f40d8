"""Puts a reading together with what the columns say, and writes its normal form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from macros_py.targets.columns import CALENDAR_UNITS, Columns
from macros_py.targets.dates import YEARS, CalendarText, is_compact_date
from macros_py.targets.measures import Measure, Span
from macros_py.targets.numbers import plain
from macros_py.targets.target import DOWNWARD, NUMERIC, UPWARD, WORDS, Conflict, Kind, Note, Operator, Target
from macros_py.targets.units import is_per_head, is_percent, is_period, money_scale, normal_unit

# Half a 百分点 is nothing else.
_POINTS = frozenset({"个百分点", "百分点"})
_STRICT = {Operator.GE: Operator.GT, Operator.LE: Operator.LT}
_LOOSE = {strict: loose for loose, strict in _STRICT.items()}
_STEPS = frozenset({"百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading before the columns have their say; ``body`` is its normal form without the operator's symbol, after ``subject``."""

    kind: Kind
    operator: Operator | None = None
    value: Decimal | date | None = None
    upper: Decimal | date | None = None
    lower_closed: bool = True
    upper_closed: bool = True
    unit: str = ""
    body: str = ""
    implied: bool = False
    subject: str = ""
    remark: str = ""
    reason: str = ""
    doubt: str = ""
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Note, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    broken: bool = False

    def finish(self, printed: str, columns: Columns) -> Target:
        """Return the target, with the operator of 指标值类型 where the text has none and with every conflict named."""
        operator = self.operator
        symbol = operator.value if operator and not self.implied else ""
        conflicts = self.conflicts
        if (
            columns.conflicts
            or columns.operator
            or columns.direction
            or columns.says_text
            or columns.says_number
            or columns.unit
        ):
            found = {*conflicts, *columns.conflicts, *self._against(columns)}
            conflicts = tuple(conflict for conflict in Conflict if conflict in found)
            takes = self.kind not in (Kind.SENTENCE, Kind.BLANK, Kind.UNREADABLE) and Note.SCALE not in self.notes
            if (
                operator is None
                and columns.operator
                and takes
                and (self.kind is not Kind.RANGE or columns.operator is Operator.EQ)
            ):
                operator = columns.operator
                symbol = operator.value
            elif operator is None and columns.direction and self.kind in NUMERIC:
                operator = columns.direction
                symbol = operator.value
        return Target(
            printed,
            self.kind,
            operator,
            self.value,
            self.upper,
            self.lower_closed,
            self.upper_closed,
            self.unit,
            normal_unit(self.unit) if self.unit else "",
            f"{self.subject}{symbol}{self.body}",
            self.reason,
            self.subject,
            self.remark,
            self.doubt,
            conflicts,
            (*self.notes, Note.AMBIGUOUS) if self.doubt else self.notes,
            self.year,
            self.month,
            self.day,
            self.broken,
        )

    def _against(self, columns: Columns) -> tuple[Conflict, ...]:
        """Return what the columns state against the text."""
        if self.kind in (Kind.BLANK, Kind.UNREADABLE):
            return ()
        found: list[Conflict] = []
        stated, words = columns.operator, self.kind in WORDS
        against_range = self.kind is Kind.RANGE and stated is not Operator.EQ
        if stated and (against_range or (self.operator and stated is not self.operator)):
            found.append(Conflict.OPERATOR)
        against = {Operator.GE: DOWNWARD, Operator.LE: UPWARD}
        if columns.direction and self.kind in NUMERIC and self.operator in against[columns.direction]:
            found.append(Conflict.OPERATOR)
        if words and (
            columns.says_number
            or (stated and (self.kind is Kind.SENTENCE or Note.SCALE in self.notes or stated is not Operator.EQ))
        ):
            found.append(Conflict.TYPE_SAYS_NUMBER)
        if columns.says_text and (
            self.kind in NUMERIC or (self.kind is Kind.RANGE and isinstance(self.value, Decimal))
        ):
            found.append(Conflict.TYPE_SAYS_TEXT)
        calendar = not words and not self.unit and self.kind not in NUMERIC and not isinstance(self.value, Decimal)
        if columns.unit and ((words and columns.unit != "级") or (calendar and columns.unit not in CALENDAR_UNITS)):
            found.append(Conflict.UNIT)
        return tuple(found)


def of_words(kind: Kind, body: str, operator: Operator | None = None, scale: bool = False) -> Draft:
    """Return the reading of a grade, a scale of grades or a sentence."""
    return Draft(kind, operator, body=body, notes=(Note.SCALE,) if scale else ())


def unreadable(body: str, reason: str, broken: bool = True) -> Draft:
    """Return the reading of a text that means a number or date which cannot be told; ``broken``: nobody could tell it."""
    return Draft(Kind.UNREADABLE, body=body, reason=reason, broken=broken)


def of_calendar(found: CalendarText, text: str, operator: Operator | None, doubt: str, subject: str = "") -> Draft:
    """Return the reading of a date; 前, 内 mean ≤ and the day itself belongs to it."""
    implied = Operator.LE if found.before else None
    conflicts = (Conflict.WORDING,) if operator and implied and operator is not implied else ()
    spans = found.kind is Kind.RANGE
    return Draft(
        found.kind,
        operator or implied,
        found.first if spans else found.last,
        found.last if spans else None,
        body=text,
        subject=subject,
        implied=operator is None,
        remark=found.remark,
        doubt=doubt,
        conflicts=conflicts,
        year=found.year,
        month=found.month,
        day=found.day,
    )


_DAY_OR_NUMBER = "是日期还是数，不清楚；日期请写成“…年…月…日”"


def of_span(found: Span, operator: Operator | None, columns: Columns, subject: str = "") -> Draft:
    """Return the reading of a range of numbers."""
    made, conflicts = _with_column(found.unit, columns.unit)
    if not made and is_compact_date(plain(found.low)):
        return unreadable(found.normal(subject), _DAY_OR_NUMBER, broken=False)
    found = Span(found.low, found.high, made, found.lower_closed, found.upper_closed, found.approximate, found.remark)
    about = "约" if found.approximate else ""
    doubt = ""
    if made == "月" and found.high > 12:
        found = Span(
            found.low, found.high, "个月", found.lower_closed, found.upper_closed, found.approximate, found.remark
        )
    elif made == "月":
        doubt = f"“{found.normal()}”是月份还是月数，不清楚；请写明年份，或写“个月”"
    return Draft(
        Kind.RANGE,
        operator,
        found.low,
        found.high,
        found.lower_closed,
        found.upper_closed,
        made,
        about + found.normal(subject) + found.remark,
        subject=subject,
        remark=found.remark,
        doubt=doubt,
        conflicts=conflicts,
        notes=(Note.APPROXIMATE,) if about else (),
    )


def of_measure(
    found: Measure, operator: Operator | None, columns: Columns, subject: str = "", doubt: str = ""
) -> Draft:
    """Return the reading of a number with its unit; the words before and after it are weighed against each other."""
    if found.problem:
        return unreadable(f"{subject}{operator or ''}{plain(found.number)}", found.problem)
    unit, conflicts = _with_column(found.unit, columns.unit)
    if unit == "年" and found.number in YEARS:
        return unreadable(plain(found.number) + unit, "是年份还是年数，不清楚；请写成“…年底前”或“…个月”", False)
    if not unit and (found.after or not found.remark) and is_compact_date(plain(found.number)):
        return unreadable(plain(found.number), _DAY_OR_NUMBER, False)
    said, more, problem = _agreed(operator, found)
    conflicts += more
    text = plain(found.number)
    if problem:
        return unreadable(f"{subject}{operator or ''}{text}{unit}{found.after or ''}", problem)
    if not found.unit and is_percent(unit) and unit not in _POINTS and 0 < abs(found.number) <= 1:
        doubt = f"度量单位是“{unit}”，“{text}”是{text}%还是{format((found.number * 100).normalize(), 'f')}%，不清楚"
    about = "约" if found.approximate else ""
    # 两月 is two months and 两季度 two quarters; written 2月, 2季度 they would be February and the second quarter.
    counted = unit in ("月", "季度") and not doubt and (not found.unit or operator is None)
    written = f"个{unit}" if counted else unit
    return Draft(
        kind_of(unit, subject),
        said,
        found.number,
        unit=unit,
        body=f"{about}{text}{written}{found.remark}",
        subject=subject,
        remark=found.remark,
        doubt=doubt,
        conflicts=conflicts,
        notes=(Note.APPROXIMATE,) if about else (),
    )


def is_step(unit: str) -> bool:
    """Return whether a unit is only a step (万), to be joined with 度量单位."""
    return unit in _STEPS


def kind_of(unit: str, subject: str) -> Kind:
    """Return what a number with a unit is, after the words before it."""
    if not unit:
        return Kind.NUMBER
    if is_percent(unit):
        return Kind.PERCENT
    if unit == "‰":
        return Kind.PERMILLE
    if money_scale(unit) is not None:
        return Kind.NUMBER if is_per_head(subject) else Kind.MONEY
    return Kind.PERIOD if is_period(unit) else Kind.NUMBER


def _with_column(unit: str, column: str) -> tuple[str, tuple[Conflict, ...]]:
    """Return the unit of the number with 度量单位: 200 + 个, 5万 + 元; two that differ are a conflict and the text's is kept."""
    if not column or unit == column:
        return unit, ()
    if not unit:
        return column, ()
    if unit in _STEPS and money_scale(column) in (None, 1) and not is_percent(column):
        return unit + column, ()
    if unit in _STEPS:
        return unit, (Conflict.UNIT,)
    same = normal_unit(unit) == normal_unit(column) or (
        unit.startswith(column) and money_scale(column) is None and "/" not in unit
    )
    return unit, () if same else (Conflict.UNIT,)


def _agreed(before: Operator | None, found: Measure) -> tuple[Operator | None, tuple[Conflict, ...], str]:
    """Weigh the operator before the number, the one after it and (含): the operator, conflicts, and why they contradict."""
    after = found.after
    conflicts: tuple[Conflict, ...] = ()
    if before and after and before is not after:
        if before is Operator.EQ or (before in UPWARD) != (after in UPWARD):
            return None, (), f"“{before}”与后面的“{_WORD[after]}”互相矛盾，请只留一种说法"
        conflicts = (Conflict.WORDING,)
    operator = before or after
    if operator and found.included is not None:
        wanted = _LOOSE.get(operator, operator) if found.included else _STRICT.get(operator, operator)
        # 超过90%(含) takes the number in by words; ≥90%(不含) contradicts its own symbol.
        if wanted is not operator and before is operator and not found.included:
            conflicts = (Conflict.WORDING,)
        operator = wanted
    return operator, conflicts, ""


_WORD = {Operator.GE: "以上", Operator.LE: "以下/以内", Operator.GT: "以外", Operator.LT: "不足", Operator.EQ: "等于"}
