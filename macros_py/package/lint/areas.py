"""Areas of cells as the XML of a part writes them, and which of them overlap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from macros_py.package.columns import LAST_COLUMN, LAST_ROW, column_number

_CELLS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?", re.ASCII)
_COLUMNS = re.compile(r"([A-Z]{1,3}):([A-Z]{1,3})")
_ROWS = re.compile(r"([1-9]\d{0,6}):([1-9]\d{0,6})", re.ASCII)


class Area(NamedTuple):
    """A rectangle of cells, rows and columns counted from 1, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Area) -> bool:
        """Tell whether the two have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.right - self.left + 1


def read_area(text: str) -> Area | None:
    """Return the area of ``A1``, ``A1:B2``, ``A:C`` or ``1:3``; None when it is none, or not inside a sheet."""
    if found := _CELLS.fullmatch(text):
        left, top = column_number(found[1]), int(found[2])
        right, bottom = (column_number(found[3]), int(found[4])) if found[3] else (left, top)
    elif found := _COLUMNS.fullmatch(text):
        top, left, bottom, right = 1, column_number(found[1]), LAST_ROW, column_number(found[2])
    elif found := _ROWS.fullmatch(text):
        top, left, bottom, right = int(found[1]), 1, int(found[2]), LAST_COLUMN
    else:
        return None
    inside = top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN
    return Area(top, left, bottom, right) if inside else None


def overlaps(areas: Iterable[tuple[Area, str]]) -> Iterator[tuple[str, str]]:
    """Yield the labels of areas that overlap one met before, with that one's label, from top to bottom.

    The areas that reach down to the row at hand overlap nowhere, so their columns are kept sorted: n log n in all.
    """
    open_lefts: list[int] = []
    open_areas: dict[int, tuple[Area, str]] = {}
    ends: list[tuple[int, int]] = []
    for area, label in sorted(areas):
        while ends and ends[0][0] < area.top:
            _, left = heappop(ends)
            del open_areas[left], open_lefts[bisect_left(open_lefts, left)]
        position = bisect_right(open_lefts, area.right)
        before = open_areas[open_lefts[position - 1]] if position else None
        if before is not None and before[0].right >= area.left:
            yield label, before[1]
            continue
        open_lefts.insert(position, area.left)
        open_areas[area.left] = (area, label)
        heappush(ends, (area.bottom, area.left))
