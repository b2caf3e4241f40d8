"""A worksheet as cells and merged ranges, and its blocks: a cell, or a merged range with the text it shows."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from macros_py.package.columns import column_letters
from macros_py.sheets.table import cell_text

Position = tuple[int, int]
Value = str | float | int | bool | Decimal | datetime.date | datetime.time | datetime.timedelta | None

# Zero-width characters come along when text is pasted from web pages and chat programs.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class Grid:
    """A worksheet: ``cells`` by (row, column), 1 is the first; ``merges`` as (top, left, bottom, right)."""

    name: str
    cells: Mapping[Position, Value]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A cell that holds something, or a merged range whose first cell does."""

    top: int
    left: int
    bottom: int
    right: int
    value: Value = field(compare=False)

    @property
    def text(self) -> str:
        """The value as a clerk sees it."""
        return seen_text(self.value)

    @property
    def address(self) -> str:
        """The first cell, as "D7"."""
        return address(self.top, self.left)

    def overlap(self, left: int, right: int) -> int:
        """Return how many of the columns ``left`` to ``right`` the block covers."""
        return max(0, min(self.right, right) - max(self.left, left) + 1)


def address(row: int, column: int) -> str:
    """Return the name of a cell: (7, 4) → "D7"."""
    return f"{column_letters(column)}{row}"


def seen_text(value: Value) -> str:
    """Return a value as text, with the 15 digits that Excel shows of a number."""
    if isinstance(value, float) and not isinstance(value, bool):
        value = float(f"{value:.15g}")
        if value != value or value in (float("inf"), float("-inf")):
            return str(value)
    return cell_text(value)


def is_blank(value: Value) -> bool:
    """Tell whether a cell shows nothing: empty, spaces, or characters without a width."""
    return value is None or (isinstance(value, str) and not _INVISIBLE.sub("", value).strip())


class Layout:
    """The blocks of a grid, by row, and what covers a position.

    ``rows`` maps a row to the blocks that begin in it, from left to right. ``hidden`` are values that stand under a
    merged range and that nobody sees.
    """

    def __init__(self, grid: Grid) -> None:
        """Index ``grid``; ranges that overlap an earlier one are left out, as Excel repairs such a file."""
        filled = {position: value for position, value in grid.cells.items() if not is_blank(value)}
        self.name = grid.name
        last_row = max((row for row, _ in filled), default=0)
        self._merges: dict[int, list[tuple[int, int, int, int]]] = {}
        for top, left, bottom, right in grid.merges:
            rows = range(top, min(bottom, last_row) + 1)
            here = (top, left, bottom, right)
            if not any(left <= other[3] and right >= other[1] for row in rows for other in self._merges.get(row, ())):
                for row in rows:
                    self._merges.setdefault(row, []).append(here)
        self._blocks: dict[Position, Block] = {}
        hidden = []
        for (row, column), value in sorted(filled.items()):
            area = self.merge_at(row, column) or (row, column, row, column)
            if area[:2] == (row, column):
                self._blocks[row, column] = Block(*area, value)
            else:
                hidden.append(Block(row, column, row, column, value))
        self.hidden = tuple(hidden)
        self.rows: dict[int, list[Block]] = {}
        for block in self._blocks.values():
            self.rows.setdefault(block.top, []).append(block)
        self._numbers = sorted(self.rows)

    def merge_at(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """Return the merged range that covers a position, None where there is none."""
        for area in self._merges.get(row, ()):
            if area[1] <= column <= area[3]:
                return area
        return None

    def covering(self, row: int, column: int) -> Block | None:
        """Return the block that shows at a position, None where it is blank."""
        area = self.merge_at(row, column)
        return self._blocks.get(area[:2] if area else (row, column))

    def begin_in(self, rows: range) -> Iterator[Block]:
        """Yield the blocks that begin in ``rows``, in reading order."""
        for row in self.row_numbers(rows):
            yield from self.rows[row]

    def row_numbers(self, rows: range) -> list[int]:
        """Return the rows of ``rows`` that hold anything."""
        return self._numbers[bisect_left(self._numbers, rows.start) : bisect_left(self._numbers, rows.stop)]

    def merged_down(self, rows: range, left: int, right: int) -> bool:
        """Tell whether a merged range within these columns spans several of ``rows``."""
        return any(
            area[0] in rows and area[2] > area[0] and left <= area[1] <= right
            for row in rows
            for area in self._merges.get(row, ())
        )
