"""Rectangles of cells and their A1 addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from macros_py.package.columns import LAST_COLUMN, LAST_ROW, column_letters, column_number

_CELL = r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})"
_CELLS = re.compile(rf"{_CELL}(?::{_CELL})?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, ``row`` and ``column`` 1-based as in Excel; a size of 0 is an empty one."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the area of an A1 address: ``B3``, ``$A$1:C5``, ``A:C`` or ``1:3``.

        Raises:
            ValueError: it is no address, or lies outside a worksheet.
        """
        text = text.strip()
        if found := _CELLS.fullmatch(text):
            first, last = (
                (column_number(found[1]), int(found[2])),
                (column_number(found[3] or found[1]), int(found[4] or found[2])),
            )
        elif found := _COLUMNS.fullmatch(text):
            first, last = (column_number(found[1]), 1), (column_number(found[2]), LAST_ROW)
        elif found := _ROWS.fullmatch(text):
            first, last = (1, int(found[1])), (LAST_COLUMN, int(found[2]))
        else:
            raise ValueError(f"not an address: {text!r}")
        return cls.between(first[1], first[0], last[1], last[0])

    @classmethod
    def between(cls, row1: int, column1: int, row2: int, column2: int) -> Self:
        """Return the area with these two opposite corners.

        Raises:
            ValueError: a corner lies outside a worksheet.
        """
        top, bottom, left, right = min(row1, row2), max(row1, row2), min(column1, column2), max(column1, column2)
        if not (1 <= top and bottom <= LAST_ROW and 1 <= left and right <= LAST_COLUMN):
            raise ValueError(f"outside the worksheet: row {top}-{bottom}, column {left}-{right}")
        return cls(top, left, bottom - top + 1, right - left + 1)

    @property
    def last_row(self) -> int:
        """The row (1-based) of its last cell."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """The column (1-based) of its last cell."""
        return self.column + self.columns - 1

    def address(self, row_absolute: bool = True, column_absolute: bool = True) -> str:
        """Return the address, ``$A$1:$B$2`` as Excel prints it; whole columns as ``$A:$C``, whole rows as ``$1:$3``."""
        r, c = "$" if row_absolute else "", "$" if column_absolute else ""
        if self.rows == LAST_ROW:
            return f"{c}{column_letters(self.column)}:{c}{column_letters(self.last_column)}"
        if self.columns == LAST_COLUMN:
            return f"{r}{self.row}:{r}{self.last_row}"
        first = f"{c}{column_letters(self.column)}{r}{self.row}"
        if self.rows == self.columns == 1:
            return first
        return f"{first}:{c}{column_letters(self.last_column)}{r}{self.last_row}"

    def clip(self, other: Area) -> Area | None:
        """Return what this area and ``other`` have in common, None when nothing."""
        top, left = max(self.row, other.row), max(self.column, other.column)
        bottom, right = min(self.last_row, other.last_row), min(self.last_column, other.last_column)
        return Area(top, left, bottom - top + 1, right - left + 1) if top <= bottom and left <= right else None


def split_sheet(reference: str) -> tuple[str, str]:
    """Split ``'Sheet 1'!$A$1`` into the sheet's name ("" when there is none) and the rest, a leading = dropped."""
    reference = reference.removeprefix("=")
    if found := _SHEET.fullmatch(reference):
        return (found[1] or found[2]).replace("''", "'"), found[3]
    return "", reference


def quote_sheet(name: str) -> str:
    """Return a sheet's name as a formula spells it: quoted unless it is plain letters, digits and underscores."""
    plain = re.fullmatch(r"[^\W\d]\w*", name) and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*", name)
    return name if plain else "'" + name.replace("'", "''") + "'"
