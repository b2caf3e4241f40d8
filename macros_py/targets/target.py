"""The type of what a 指标值 or an 实际完成值 says."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from macros_py.targets.units import base, is_per_head, is_percent, is_quotient, money_scale


class Kind(StrEnum):
    """What a target is.

    NUMBER: a count or measure, quotients of money (元/人·月) included. PERCENT: %, 百分比, 个百分点. PERMILLE: ‰. MONEY: plain money in
    元, 万元 …. PERIOD: a stretch of time (12个月). DATE, MONTH, QUARTER (a quarter or half-year), YEAR: a place in the calendar.
    RANGE: from–to, of numbers (``unit`` tells of what) or of dates. GRADE: a word of degree or state (优秀, 有所提高).
    SENTENCE: any other words. BLANK: nothing, or 无, /, —. UNREADABLE: meant as a number or date, but which cannot be told.
    """

    NUMBER = "number"
    PERCENT = "percent"
    PERMILLE = "permille"
    MONEY = "money"
    PERIOD = "period"
    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    GRADE = "grade"
    SENTENCE = "sentence"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Operator(StrEnum):
    """How the actual value is to be compared with the target."""

    GE = "≥"
    LE = "≤"
    EQ = "="
    GT = ">"
    LT = "<"


class Conflict(StrEnum):
    """What a target states twice and differently, or in a column where it cannot be; the text of the target itself is what was read."""

    OPERATOR = "operator"
    """The text states one operator, 指标值类型 another."""
    UNIT = "unit"
    """The text states one unit, 度量单位 another."""
    WORDING = "wording"
    """The text itself states two operators: 超过90%以上."""
    TYPE_SAYS_TEXT = "type_says_text"
    """指标值类型 is 定性, the target is a number."""
    TYPE_SAYS_NUMBER = "type_says_number"
    """指标值类型 is 定量 or an operator, the target is words."""
    TYPE_UNKNOWN = "type_unknown"
    """指标值类型 holds something else (a shifted cell)."""
    UNIT_UNKNOWN = "unit_unknown"
    """度量单位 holds no unit (a shifted cell)."""


class Note(StrEnum):
    """What a reader of a target should know besides its value."""

    APPROXIMATE = "approximate"
    """The text says 约, 左右, 余: the value is only about so much."""
    AMBIGUOUS = "ambiguous"
    """The text can be read in two ways; ``doubt`` tells which."""
    SCALE = "scale"
    """The text lists the levels to choose from (高中低) and names none."""


NUMERIC = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.PERMILLE, Kind.MONEY, Kind.PERIOD})
CALENDAR = frozenset({Kind.DATE, Kind.MONTH, Kind.QUARTER, Kind.YEAR})
WORDS = frozenset({Kind.GRADE, Kind.SENTENCE})
UPWARD, DOWNWARD = (Operator.GE, Operator.GT), (Operator.LE, Operator.LT)
"""The operators of what is to be reached, and of what is not to be exceeded."""


@dataclass(frozen=True, slots=True)
class Target:
    """A read 指标值 or 实际完成值.

    ``value`` is the number as written (27.37 of 27.37万元), the last day of a date, month, quarter or year, or the lower end of a range;
    None for words and for calendar texts without a year. ``upper`` is the upper end of a range.
    ``unit`` is the unit as written (folded), ``normal_unit`` its usual name. ``normal`` is the text in its normal form; reading it again
    gives the same kind, operator and value. ``subject`` and ``remark`` are words around the number (满意度≥95%, 5次(每季度1次)).
    ``reason`` says in Chinese why nothing could be read, ``doubt`` what is ambiguous; each is "" otherwise. ``broken`` tells of an
    unreadable text that something in it is provably wrong (no number, an impossible date), not only that it holds several or unusual things.
    """

    printed: str
    kind: Kind
    operator: Operator | None = None
    value: Decimal | date | None = None
    upper: Decimal | date | None = None
    lower_closed: bool = True
    upper_closed: bool = True
    unit: str = ""
    normal_unit: str = ""
    normal: str = ""
    reason: str = ""
    subject: str = ""
    remark: str = ""
    doubt: str = ""
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[Note, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    broken: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether the text could be read (a blank is readable: it says that there is nothing)."""
        return self.kind is not Kind.UNREADABLE

    @property
    def is_certain(self) -> bool:
        """Whether it could be read in one way only: readable, no conflict, not ambiguous."""
        return self.is_readable and not self.conflicts and Note.AMBIGUOUS not in self.notes

    @property
    def is_quantitative(self) -> bool:
        """Whether it holds a number that an actual number can be compared with (a range of numbers included)."""
        return self.kind in NUMERIC or (self.kind is Kind.RANGE and isinstance(self.value, Decimal))

    @property
    def is_calendar(self) -> bool:
        """Whether it names a place in the calendar, with or without a year."""
        return self.kind in CALENDAR or (self.kind is Kind.RANGE and not isinstance(self.value, Decimal))

    @property
    def is_words(self) -> bool:
        """Whether it is words: a grade or a sentence."""
        return self.kind in WORDS

    @property
    def is_rate(self) -> bool:
        """Whether it is so much for each: 元/人·月, 次/月, 每人≥500元."""
        return self.is_quantitative and (is_quotient(self.unit) or is_per_head(self.subject))

    @property
    def is_approximate(self) -> bool:
        """Whether the text says 约, 左右 or 余."""
        return Note.APPROXIMATE in self.notes

    @property
    def is_scale(self) -> bool:
        """Whether the text is a whole scale of levels (高中低), no level."""
        return Note.SCALE in self.notes

    @property
    def yuan(self) -> Decimal | None:
        """The amount in yuan for money, else None (money per person and foreign money too)."""
        scale = money_scale(self.unit) if self.kind is Kind.MONEY else None
        return self.value * scale if scale is not None and isinstance(self.value, Decimal) else None

    @property
    def share(self) -> Decimal | None:
        """The value as a fraction for percent and permille (95% → 0.95), else None."""
        if self.kind not in (Kind.PERCENT, Kind.PERMILLE) or not isinstance(self.value, Decimal):
            return None
        return self.value.scaleb(-2 if is_percent(self.unit) else -3)

    @property
    def base_unit(self) -> str:
        """The unit of ``base_value``: 元, 人次, 个月, 比率 …; "" where there is none. Like units compare by base_value."""
        return base(self.unit)[1] if self.is_quantitative and self.unit else ""

    @property
    def base_value(self) -> Decimal | None:
        """The value in ``base_unit``: 3万人次 → 30000 人次, 27.37万元 → 273700 元, 95% → 0.95."""
        return self._in_base(self.value)

    def _in_base(self, number: Decimal | date | None) -> Decimal | None:
        return number * base(self.unit)[0] if isinstance(number, Decimal) else None

    @property
    def deadline(self) -> date | None:
        """The last day of a calendar target whose year is written; for a range of dates its last day."""
        last = self.upper if self.kind is Kind.RANGE else self.value
        return last if isinstance(last, date) else None

    def deadline_in(self, year: int) -> date | None:
        """Return the last day, taking ``year`` where the text names none (12月底前); None for anything but a date, or 29 February."""
        if self.deadline is not None or not self.is_calendar:
            return self.deadline
        # 10月15日—次年4月15日 ends in a year that depends on when it begins.
        if self.kind is Kind.RANGE and self.month is None:
            return None
        month = self.month or 12
        last = monthrange(year, month)[1] if 1 <= year <= 9999 else 0
        day = self.day or last
        return date(year, month, day) if 1 <= day <= last else None
