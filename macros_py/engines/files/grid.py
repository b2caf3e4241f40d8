"""The values of one worksheet, kept apart from its formats so that reading never loads openpyxl."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from macros_py.engines.address import Area
from macros_py.engines.entry import as_datetime
from macros_py.package.columns import LAST_COLUMN, LAST_ROW

Value = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""What a cell reads; a blank is "" as calamine gives it, or None."""

_BLANK = frozenset(("", None))
Direction = Literal["up", "down", "left", "right"]
_STEPS: dict[str, tuple[int, int]] = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class Grid:
    """A block of values whose first cell lies at (``row``, ``column``), 1-based; everything outside it is blank."""

    def __init__(self, rows: list[list[Value]] | None = None, row: int = 1, column: int = 1) -> None:
        """Take over ``rows``, all of one length."""
        self._rows: list[list[Value]] = rows or []
        self._row = row
        self._column = column

    @property
    def _width(self) -> int:
        return len(self._rows[0]) if self._rows else 0

    @property
    def extent(self) -> Area | None:
        """The area the block covers, None when it is empty."""
        return Area(self._row, self._column, len(self._rows), self._width) if self._width else None

    def value(self, row: int, column: int) -> Value:
        """Return the value of one cell, None when it is blank."""
        i, j = row - self._row, column - self._column
        if not (0 <= i < len(self._rows) and 0 <= j < self._width):
            return None
        value = self._rows[i][j]
        return None if value == "" else value

    def block(self, area: Area) -> list[list[Value]]:
        """Return the values of ``area`` as fresh rows; blanks are "" or None."""
        inside = self.extent and self.extent.clip(area)
        if inside is None:
            return [[None] * area.columns for _ in range(area.rows)]
        i, j = inside.row - self._row, inside.column - self._column
        stop = j + inside.columns
        rows = self._rows[i : i + inside.rows]
        left: list[Value] = [None] * (inside.column - area.column)
        right: list[Value] = [None] * (area.last_column - inside.last_column)
        if left:
            part = [left + row[j:stop] + right for row in rows]
        else:
            part = [row[j:stop] + right for row in rows] if right else [row[j:stop] for row in rows]
        above: list[list[Value]] = [[None] * area.columns for _ in range(inside.row - area.row)]
        below: list[list[Value]] = [[None] * area.columns for _ in range(area.last_row - inside.last_row)]
        return [*above, *part, *below]

    def put(self, row: int, column: int, value: Value) -> None:
        """Set one cell, growing the block when it lies outside."""
        i, j = row - self._row, column - self._column
        if not (0 <= i < len(self._rows) and 0 <= j < self._width):
            if value is None:
                return
            self.cover(Area(row, column))
            i, j = row - self._row, column - self._column
        self._rows[i][j] = value

    def cover(self, area: Area) -> None:
        """Grow the block so that it covers ``area``."""
        if not self._width:
            self._row, self._column = area.row, area.column
            self._rows = [[None] * area.columns for _ in range(area.rows)]
            return
        left, right = self._column - area.column, area.last_column - (self._column + self._width - 1)
        if left > 0 or right > 0:
            before, after = [None] * max(left, 0), [None] * max(right, 0)
            self._rows = [[*before, *row, *after] for row in self._rows]
            self._column = min(self._column, area.column)
        above, below = self._row - area.row, area.last_row - (self._row + len(self._rows) - 1)
        if above > 0:
            self._rows[:0] = [[None] * self._width for _ in range(above)]
            self._row = area.row
        if below > 0:
            self._rows.extend([None] * self._width for _ in range(below))

    def used(self, also: Sequence[tuple[int, int]] = ()) -> Area | None:
        """Return the smallest area that holds every value and the cells ``also`` (row, column); None when there is none."""
        # A row or column is nearly always told by its first cells: whole blocks are looked through only where blank.
        rows = [self._row + i for i, row in enumerate(self._rows) if any(row) or not set(row) <= _BLANK]
        columns = [self._column + j for j in range(self._width) if any(row[j] not in _BLANK for row in self._rows)]
        rows.extend(row for row, _ in also)
        columns.extend(column for _, column in also)
        return Area.between(min(rows), min(columns), max(rows), max(columns)) if rows else None

    def end(self, row: int, column: int, direction: Direction) -> tuple[int, int]:
        """Return where Ctrl+arrow leads from a cell: to the edge of its block, or of the next one, or of the sheet."""
        down, right = _STEPS[direction]
        here = self.value(row, column) is not None
        place = (row, column)
        within = here and self.value(row + down, column + right) is not None
        for step in self._cells_ahead(row, column, down, right):
            filled = self.value(*step) is not None
            if within and not filled:
                return place
            place = step
            if not within and filled:
                return place
        if within:
            return place
        last_row = {-1: 1, 0: row, 1: LAST_ROW}[down]
        last_column = {-1: 1, 0: column, 1: LAST_COLUMN}[right]
        return last_row, last_column

    def region(self, row: int, column: int) -> Area:
        """Return the area around a cell bounded by blank rows and columns (Ctrl+A)."""
        top = bottom = row
        left = right = column
        while True:
            before = (top, bottom, left, right)
            while top > 1 and self._filled(top - 1, max(left - 1, 1), top - 1, right + 1):
                top -= 1
            while self._filled(bottom + 1, max(left - 1, 1), bottom + 1, right + 1):
                bottom += 1
            while left > 1 and self._filled(max(top - 1, 1), left - 1, bottom + 1, left - 1):
                left -= 1
            while self._filled(max(top - 1, 1), right + 1, bottom + 1, right + 1):
                right += 1
            if before == (top, bottom, left, right):
                return Area.between(top, left, bottom, right)

    def _filled(self, top: int, left: int, bottom: int, right: int) -> bool:
        area = Area(top, left, bottom - top + 1, right - left + 1)
        return any(v is not None and v != "" for row in self.block(area) for v in row)

    def _cells_ahead(self, row: int, column: int, down: int, right: int) -> Iterator[tuple[int, int]]:
        extent = self.extent
        if extent is None:
            return
        reach = max(extent.last_row, extent.last_column, row, column)
        for _ in range(reach):
            row, column = row + down, column + right
            if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
                return
            yield row, column


def cleaned(value: Value) -> str | float | bool | dt.datetime | None:
    """Return ``value`` as Excel hands it out: "" → None, a date or time → datetime."""
    if value is None or value == "":
        return None
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return as_datetime(value)
    return value
