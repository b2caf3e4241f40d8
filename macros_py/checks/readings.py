"""What many checks ask of the same form, worked out once: its targets as read, its amounts, its texts together."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from macros_py.checks.finding import Owner
from macros_py.model import Indicator
from macros_py.targets import Kind, Target, read_target
from macros_py.targets.target import NUMERIC
from macros_py.targets.units import is_unit

Read = tuple[Indicator, Target]
Form = TypeVar("Form", bound=Owner)
Result = TypeVar("Result")


def target_of(indicator: Indicator) -> Target:
    """Return the reading of an indicator's 指标值 with its 度量单位 and 指标值类型."""
    return _target(indicator.target, indicator.unit, indicator.target_type)


@lru_cache(maxsize=32768)
def _target(printed: str, unit: str, target_type: str) -> Target:
    # Looking it up here costs half of what read_target's own cache does.
    return read_target(printed, unit=unit, target_type=target_type)


_SIGNS = frozenset("≥≤=<>＝＞＜≧≦")


def as_written(indicator: Indicator) -> str:
    """Return a 指标值 as the clerk wrote it, with what stands in 指标值类型 and 度量单位: ≥95%, 每季度结束后1个月内."""
    text, sign, unit = " ".join(indicator.target.split()), indicator.target_type.strip(), indicator.unit.strip()
    head = sign if sign[:1] in _SIGNS and text[:1] not in _SIGNS else ""
    return f"{head}{text}{unit if text[-1:].isdigit() and is_unit(unit, free=True) else ''}"


class Readings:
    """Results kept for one form, the one looked at: its records stay alive, and as they are, for as long."""

    def __init__(self) -> None:
        self._form: Owner | None = None
        self._done: dict[Callable[..., object], Any] = {}

    def once(self, work: Callable[[Form], Result], owner: Form) -> Result:
        """Return what ``work`` gives for a form."""
        if owner is not self._form:
            self._form, self._done = owner, {}
        if work not in self._done:
            self._done[work] = work(owner)
        result: Result = self._done[work]
        return result

    def targets(self, owner: Owner) -> list[Read]:
        """Return the indicators of a form with their targets."""
        return self.once(_targets, owner).every

    def measured(self, owner: Owner) -> list[Read]:
        """Return the indicators of a form whose target is a number, with their targets."""
        return self.once(_targets, owner).measured

    def rates(self, owner: Owner) -> list[Read]:
        """Return the indicators of a form whose target is in % or ‰, with their targets."""
        return self.once(_targets, owner).rates

    def odd(self, owner: Owner) -> list[Read]:
        """Return the indicators of a form whose target could not be read in one way only, with their targets."""
        return self.once(_targets, owner).odd


class _Targets(NamedTuple):
    every: list[Read]
    measured: list[Read]
    rates: list[Read]
    odd: list[Read]


def _targets(owner: Owner) -> _Targets:
    found = _Targets([], [], [], [])
    every, measured, rates, odd = found
    for indicator in owner.indicators:
        target = target_of(indicator)
        read = (indicator, target)
        every.append(read)
        kind = target.kind
        if kind in NUMERIC or (kind is Kind.RANGE and target.is_quantitative):
            measured.append(read)
            if kind is Kind.PERCENT or kind is Kind.PERMILLE:
                rates.append(read)
        if target.notes or target.conflicts or target.doubt or kind is Kind.UNREADABLE:
            odd.append(read)
    return found
