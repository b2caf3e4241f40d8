"""What many checks ask of the same form, worked out once: its targets as read, its amounts, its texts together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar, overload

from macros_py.checks.finding import Owner
from macros_py.checks.names import LevelNames
from macros_py.config import Config
from macros_py.model import Indicator
from macros_py.targets import Kind, Operator, Target, read_target
from macros_py.targets.units import is_unit

Read = tuple[Indicator, Target]
Form = TypeVar("Form", bound=Owner)
Result = TypeVar("Result")
Kept = TypeVar("Kept")


def target_of(indicator: Indicator) -> Target:
    """Return the reading of an indicator's 指标值 with its 度量单位 and 指标值类型."""
    return _sorted(indicator.target, indicator.unit, indicator.target_type)[0]


class Targets(NamedTuple, Generic[Kept]):
    """What checks look for in targets; a target may be of several sorts."""

    measured: Kept
    """A number."""
    rates: Kept
    """A number in % or ‰."""
    odd: Kept
    """Could not be read, or not in one way only."""
    bounded: Kept
    """A number that is to be reached or not to be exceeded."""
    remarked: Kept
    """A number with a remark behind it: ≥10次（每月1次）."""
    unsigned: Kept
    """A number without an operator."""
    unnamed: Kept
    """A count without a unit, other than none at all."""
    uneven: Kept
    """A count below zero or with a fraction."""
    extreme: Kept
    """A rate that is no percentage from 30 to 100, or the upper bound of one; a bare number that may be a share."""
    whole: Kept
    """A percentage of 0 or of 100 that is not an upper bound: ≥100%, =100%, 0%."""
    nothing: Kept
    """At least or more than 0."""
    limits: Kept
    """A count that is not to be exceeded."""
    words: Kept
    """Words."""
    untidy: Kept
    """A number or a day that is not written in the usual way."""
    priced: Kept
    """So much money for each: 600元/人·月."""


@lru_cache(maxsize=32768)
def _sorted(printed: str, unit: str, target_type: str) -> tuple[Target, tuple[int, ...]]:
    """Return a target as read, and the places in ``Targets`` of the sorts that it is of."""
    # Looking it up here costs half of what read_target's own cache does.
    target = read_target(printed, unit=unit, target_type=target_type)
    kind, value, operator = target.kind, target.value, target.operator
    number = value if isinstance(value, Decimal) else None
    measured, count, percent = target.is_quantitative, kind is Kind.NUMBER, kind is Kind.PERCENT
    downward = operator is Operator.LE or operator is Operator.LT
    rate = percent or kind is Kind.PERMILLE
    usual = percent and not downward and number is not None and 30 <= number <= 100
    share = count and not target.unit and number is not None and 0 < number <= 1
    sorts = Targets(
        measured=measured,
        rates=rate,
        odd=bool(target.notes or target.conflicts or target.doubt) or kind is Kind.UNREADABLE,
        bounded=measured and operator is not None and operator is not Operator.EQ,
        remarked=measured and target.remark != "",
        unsigned=measured and operator is None,
        unnamed=count and not target.unit and value != 0,
        uneven=count and number is not None and (number < 0 or number != int(number)),
        extreme=share or (rate and not usual),
        whole=percent and not downward and number in (0, 100),
        nothing=measured and number == 0 and operator is not None and operator is not Operator.EQ and not downward,
        limits=count and downward,
        words=target.is_words,
        untidy=printed != target.normal and (measured or target.is_calendar),
        priced=count and "元" in target.unit and "/" in target.unit,
    )
    return target, _places(sorts)


@lru_cache(maxsize=1024)
def _places(sorts: Targets[bool]) -> tuple[int, ...]:
    return tuple(place for place, there in enumerate(sorts) if there)


def targets_of(owner: Owner) -> Targets[list[Read]]:
    """Return the rows of a form with their targets as read, sorted; a row may stand in several lists."""
    lists: tuple[list[Read], ...] = tuple([[] for _ in Targets._fields])
    for indicator in owner.indicators:
        target, places = _sorted(indicator.target, indicator.unit, indicator.target_type)
        read = (indicator, target)
        for place in places:
            lists[place].append(read)
    return Targets(*lists)


_SIGNS = frozenset("≥≤=<>＝＞＜≧≦")


def as_written(indicator: Indicator) -> str:
    """Return a 指标值 as the clerk wrote it, with what stands in 指标值类型 and 度量单位: ≥95%, 每季度结束后1个月内."""
    text, sign, unit = " ".join(indicator.target.split()), indicator.target_type.strip(), indicator.unit.strip()
    head = sign if sign[:1] in _SIGNS and text[:1] not in _SIGNS else ""
    return f"{head}{text}{unit if text[-1:].isdigit() and is_unit(unit, free=True) else ''}"


class Subject(Generic[Kept, Result]):
    """What of a form checks are about: ``of`` what is worked out of the form by ``work``, once a run.

    Asked of readings and a form it gives that; it is nothing where the form has nothing of it. As an attribute of
    ``Readings`` it is asked of the form alone.
    """

    def __init__(self, work: Callable[..., Kept], of: Callable[[Kept], Result]) -> None:
        self.work = work
        self.of = of

    def __call__(self, readings: Readings, owner: Owner) -> Result:
        """Return what a form has of it."""
        return self.of(readings.once(self.work, owner))

    @overload
    def __get__(self, readings: None, owner: type) -> Subject[Kept, Result]: ...
    @overload
    def __get__(self, readings: Readings, owner: type) -> Callable[[Owner], Result]: ...
    def __get__(self, readings: Readings | None, owner: type) -> Subject[Kept, Result] | Callable[[Owner], Result]:
        """Return the subject itself to the class, and to readings what asks it of a form."""
        return self if readings is None else partial(self, readings)

    def among(self, readings: Readings, forms: Sequence[Any]) -> list[Any]:
        """Return the forms that have something of it."""
        of = self.of
        return [form for form, kept in zip(forms, readings.of_each(self.work, forms), strict=True) if of(kept)]


def subject(work: Callable[..., Kept]) -> Callable[[Callable[[Kept], Result]], Subject[Kept, Result]]:
    """Make a subject of what a function tells of the result of ``work``."""
    return lambda of: Subject(work, of)


_MOST_KEPT = 256
_Sort = Subject[Targets[list[Read]], list[Read]]


class Readings:
    """Results kept for the few forms that are looked at: their records stay alive, and as they are, for as long.

    ``names`` are the 一级 and 二级 of the run.
    """

    measured: _Sort = Subject(targets_of, attrgetter("measured"))
    """The rows of a form whose target is a number."""
    rates: _Sort = Subject(targets_of, attrgetter("rates"))
    """The rows of a form whose target is in % or ‰."""
    odd: _Sort = Subject(targets_of, attrgetter("odd"))
    """The rows of a form whose target could not be read in one way only."""
    bounded: _Sort = Subject(targets_of, attrgetter("bounded"))
    """The rows of a form whose target is a number to be reached or not to be exceeded."""
    remarked: _Sort = Subject(targets_of, attrgetter("remarked"))
    """The rows of a form whose target is a number with a remark behind it."""
    unsigned: _Sort = Subject(targets_of, attrgetter("unsigned"))
    """The rows of a form whose target is a number without an operator."""
    unnamed: _Sort = Subject(targets_of, attrgetter("unnamed"))
    """The rows of a form whose target is a count without a unit."""
    uneven: _Sort = Subject(targets_of, attrgetter("uneven"))
    """The rows of a form whose target is a count below zero or with a fraction."""
    extreme: _Sort = Subject(targets_of, attrgetter("extreme"))
    """The rows of a form whose target may be on the wrong scale of rates."""
    whole: _Sort = Subject(targets_of, attrgetter("whole"))
    """The rows of a form whose target is 0% or 100%, and no upper bound."""
    nothing: _Sort = Subject(targets_of, attrgetter("nothing"))
    """The rows of a form whose target is to be at least or more than 0."""
    limits: _Sort = Subject(targets_of, attrgetter("limits"))
    """The rows of a form whose target is a count that is not to be exceeded."""
    words: _Sort = Subject(targets_of, attrgetter("words"))
    """The rows of a form whose target is words."""
    untidy: _Sort = Subject(targets_of, attrgetter("untidy"))
    """The rows of a form whose target is a number or day that is not written in the usual way."""
    priced: _Sort = Subject(targets_of, attrgetter("priced"))
    """The rows of a form whose target is so much money for each."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.names = LevelNames(config.levels)
        # By work and then by the identity of the form, which is kept with its result so that no other comes to it.
        self._done: defaultdict[Callable[..., object], dict[int, tuple[Owner, Any]]] = defaultdict(dict)
        self._of_each: dict[Callable[..., object], list[Any]] = {}

    def once(self, work: Callable[..., Result], owner: Owner, *given: object) -> Result:
        """Return what ``work`` gives for a form, and for what is ``given`` it, which is the same for all forms."""
        done = self._done[work]
        kept = done.get(id(owner))
        if kept is not None and kept[0] is owner:
            known: Result = kept[1]
            return known
        if len(done) >= _MOST_KEPT:
            done.clear()
        result = work(owner, *given)
        done[id(owner)] = (owner, result)
        return result

    def of_each(self, work: Callable[..., Result], forms: Sequence[Owner]) -> list[Result]:
        """Return what ``work`` gives for each of the forms that are looked at together."""
        known: list[Result] | None = self._of_each.get(work)
        if known is None:
            known = self._of_each[work] = [self.once(work, form) for form in forms]
        return known

    def forget(self) -> None:
        """Forget the forms looked at until now: others come."""
        self._of_each.clear()
        for done in self._done.values():
            done.clear()
