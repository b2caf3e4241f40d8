"""A worksheet as cells and merged ranges, and its blocks: a cell, or a merged range with the text it shows."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from macros_py.package.columns import column_letters
from macros_py.sheets.forms_reading.shown import Shown
from macros_py.sheets.table import cell_text

Position = tuple[int, int]
Value = str | float | int | bool | Decimal | datetime.date | datetime.time | datetime.timedelta | Shown | None

COVERED = "这一格被合并单元格盖住，表上看不见，没有读入"

# Zero-width characters come along when text is pasted from web pages and chat programs.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that is no part of the form a clerk sees, or no cell's, and why it is not read."""

    row: int
    column: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A worksheet: ``cells`` by (row, column), 1 is the first; ``merges`` as (top, left, bottom, right).

    ``unread`` are the texts that stand in none of ``cells``. ``formatted`` says that number formats were heeded: a
    number among the cells is shown plainly.
    """

    name: str
    cells: Mapping[Position, Value]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    unread: tuple[Unread, ...] = ()
    formatted: bool = False


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
    if isinstance(value, Shown):
        return value.text
    if isinstance(value, float) and not isinstance(value, bool):
        value = float(f"{value:.15g}")
        if value != value or value in (float("inf"), float("-inf")):
            return str(value)
    return cell_text(value)


def is_blank(value: Value) -> bool:
    """Tell whether a cell shows nothing: empty, spaces, or characters without a width."""
    text = value.text if isinstance(value, Shown) else value
    return text is None or (isinstance(text, str) and not _INVISIBLE.sub("", text).strip())


class Layout:
    """The blocks of a grid, by row, and what covers a position.

    ``rows`` maps a row to the blocks that begin in it, from left to right. ``unseen`` are values that nobody sees (under
    a merged range, in a hidden row), or that no cell holds, each with the reason why it is not read. ``formatted`` is
    that of the grid.
    """

    def __init__(self, grid: Grid) -> None:
        """Index ``grid``; ranges that overlap an earlier one are left out, as Excel repairs such a file."""
        filled = {position: value for position, value in grid.cells.items() if not is_blank(value)}
        self.name, self.formatted = grid.name, grid.formatted
        last_row = max((row for row, _ in filled), default=0)
        self._merges: dict[int, list[tuple[int, int, int, int]]] = {}
        for top, left, bottom, right in grid.merges:
            rows = range(top, min(bottom, last_row) + 1)
            here = (top, left, bottom, right)
            if not any(left <= other[3] and right >= other[1] for row in rows for other in self._merges.get(row, ())):
                for row in rows:
                    self._merges.setdefault(row, []).append(here)
        self._blocks: dict[Position, Block] = {}
        unseen: list[tuple[Block, str]] = []
        for (row, column), value in sorted(filled.items()):
            area = self.merge_at(row, column) or (row, column, row, column)
            if area[:2] == (row, column):
                self._blocks[row, column] = Block(*area, value)
            else:
                unseen.append((Block(row, column, row, column, value), COVERED))
        further = [(Block(one.row, one.column, one.row, one.column, one.text), one.why) for one in grid.unread]
        self.unseen = (*unseen, *further)
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
