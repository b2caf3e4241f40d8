"""What the clauses of a scoring sentence say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


class NotUnderstood(Exception):
    """A sentence that cannot be read: ``reason`` is the Chinese sentence, ``truncated`` whether its end is missing."""

    def __init__(self, reason: str, truncated: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.truncated = reason, truncated


class AgainstTarget(NotUnderstood):
    """A sentence that can be read, but whose limit is not the target of its row."""


class BeyondTarget(AgainstTarget):
    """A sentence that keeps its full mark for the best that can be, and gives less to who just reaches the target."""


class NoFullMark(NotUnderstood):
    """A sentence that does not say how many points it gives, beside a row that does not either."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A state without a number of its own; ``name`` is met, unmet, within, beyond, on_time, late, done or undone."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Before:
    """Done by a day; ``day`` None means the last of the month, ``month`` None the last of the year."""

    year: int | None
    month: int | None
    day: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """A stretch of numbers; ``inferred`` is the end ("low", "high") that is open only because the other one is marked 含.

    ``marked`` holds the ends that the sentence says belong to it (≥, 达到, 含, 及以上); ``unmarked`` tells of 以上 and 以下
    without 含 or 不含, ``vague`` holds the ends of a 80%-90% that marks neither. Both yield to what is marked. With ``away`` the numbers are the distance from
    the target: 减少50万人次以上.
    """

    subject: str
    low: Decimal | None
    high: Decimal | None
    low_closed: bool
    high_closed: bool
    unit: str
    text: str
    exceeding: bool = False
    inferred: str = ""
    marked: frozenset[Decimal] = frozenset()
    unmarked: bool = False
    vague: frozenset[Decimal] = frozenset()
    away: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A grade in words."""

    text: str


@dataclass(frozen=True, slots=True)
class Award:
    """Points; None is the full mark, ``share`` a part of it in percent."""

    points: Decimal | None
    share: Decimal | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class FullMark:
    """满分 10 分 standing by itself."""

    points: Decimal


@dataclass(frozen=True, slots=True)
class Else:
    """否则."""


@dataclass(frozen=True, slots=True)
class And:
    """且."""


@dataclass(frozen=True, slots=True)
class Per:
    """So many points off for every ``count`` ``unit``; ``direction`` over, under, both, late or incident.

    With ``share`` the points are percent of the full mark; ``of_rate`` says that the completion rate is measured;
    ``base`` (in ``base_unit``) is the target where the sentence repeats it: 比82%每低1个百分点.
    """

    direction: str
    count: Decimal
    unit: str
    points: Decimal
    what: str = ""
    of_target: bool = False
    share: bool = False
    of_rate: bool = False
    base: Decimal | None = None
    base_unit: str = ""


@dataclass(frozen=True, slots=True)
class Until:
    """扣完为止; with ``most`` 最多扣 so much."""

    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Remainder:
    """What becomes of a step that is not complete: 不足10天按10天计算 (``begun``) or 不足10天不扣."""

    begun: bool
    count: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """In proportion; ``rate`` names the rate where the sentence multiplies one, ``above`` the threshold it subtracts,
    ``base`` the number it divides by (or, in reverse, divides) where that is written out."""

    reverse: bool = False
    points: Decimal | None = None
    rate: str = ""
    above: Decimal | None = None
    base: Decimal | None = None
    base_unit: str = ""


@dataclass(frozen=True, slots=True)
class PerDone:
    """So many points for every ``count`` ``unit`` done: 每覆盖1个得0.5分."""

    count: Decimal
    unit: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Base:
    """The target as the sentence repeats it: 以18万亩为基数, 设定目标值为95%."""

    count: Decimal
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class After:
    """Done after a day, or not by it: 8月底后完成, 年内未完工; the fields are those of Before."""

    year: int | None
    month: int | None
    day: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Late:
    """So much later than the target: 逾期10天以内 is up to ``high``, 逾期10天以上 from ``low`` on; ``marked`` as in Bounds."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    text: str
    closed: bool = True
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """So many things, so many points each."""

    items: Decimal
    each: Decimal


@dataclass(frozen=True, slots=True)
class Ranges:
    """达成预期指标 100%-80%(含), … : grades and the share each may be given."""

    entries: tuple[tuple[str, Decimal, Decimal, bool, bool], ...]


Clause = (
    Condition
    | Before
    | After
    | Late
    | Base
    | Bounds
    | Word
    | Award
    | FullMark
    | Else
    | And
    | Per
    | Until
    | Remainder
    | Ratio
    | PerDone
    | Checklist
    | Ranges
)
