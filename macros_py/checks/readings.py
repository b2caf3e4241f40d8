"""What many checks ask of the same form, worked out once a run: its targets as read, its amounts, its texts together."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from macros_py.checks.finding import Owner
from macros_py.model import Indicator
from macros_py.targets import Kind, Target, read_target

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


class Readings:
    """Results kept by the identity of a form: the records of a run stay alive, and as they are, for as long as the run."""

    def __init__(self) -> None:
        self._done: dict[tuple[Callable[..., object], int], Any] = {}
        self._targets: dict[int, list[Read]] = {}
        self._measured: dict[int, list[Read]] = {}
        self._odd: dict[int, list[Read]] = {}

    def once(self, work: Callable[[Form], Result], owner: Form) -> Result:
        """Return what ``work`` gives for a form."""
        key = (work, id(owner))
        if key not in self._done:
            self._done[key] = work(owner)
        result: Result = self._done[key]
        return result

    def targets(self, owner: Owner) -> list[Read]:
        """Return the indicators of a form with their targets."""
        key = id(owner)
        if key not in self._targets:
            self._targets[key] = [(indicator, target_of(indicator)) for indicator in owner.indicators]
        return self._targets[key]

    def measured(self, owner: Owner) -> list[Read]:
        """Return the indicators of a form whose target is a number, with their targets."""
        key = id(owner)
        if key not in self._measured:
            self._measured[key] = [read for read in self.targets(owner) if read[1].is_quantitative]
        return self._measured[key]

    def odd(self, owner: Owner) -> list[Read]:
        """Return the indicators of a form whose target could not be read in one way only, with their targets."""
        key = id(owner)
        if key not in self._odd:
            self._odd[key] = [
                (indicator, target)
                for indicator, target in self.targets(owner)
                if target.notes or target.conflicts or target.doubt or target.kind is Kind.UNREADABLE
            ]
        return self._odd[key]
