"""The charts of a sheet as xlwings asks for them, whatever keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from macros_py.engines.port import base_classes


class Named(Protocol):
    """What a chart has in every engine."""

    @property
    def name(self) -> str:
        """The name of its frame."""


ChartT = TypeVar("ChartT", bound=Named)


class SheetCharts(base_classes.Charts, Generic[ChartT]):  # type: ignore[misc]
    """The charts of a sheet, in the order they were made. An engine says which there are and makes new ones."""

    @property
    def all(self) -> Sequence[ChartT]:
        """The charts in order."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.all)

    def __iter__(self) -> Iterator[ChartT]:
        """Yield them in order."""
        return iter(self.all)

    def __contains__(self, name: str) -> bool:
        """Whether there is one of that name."""
        return any(chart.name == name for chart in self.all)

    def __call__(self, name_or_index: str | int) -> ChartT:
        """Return a chart by its name or its position from 1."""
        charts = self.all
        if isinstance(name_or_index, str):
            for chart in charts:
                if chart.name == name_or_index:
                    return chart
        elif 1 <= name_or_index <= len(charts):
            return charts[name_or_index - 1]
        raise KeyError(name_or_index)

    def free_name(self) -> str:
        """Return a name for a chart that is given none, as Excel counts them."""
        names = {chart.name for chart in self.all}
        number = len(names) + 1
        while f"Chart {number}" in names:
            number += 1
        return f"Chart {number}"
