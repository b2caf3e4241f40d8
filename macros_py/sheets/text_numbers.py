"""Numbers that stand as text ("12.5" pasted into a Text cell, "85%", full-width digits), made the numbers that formulas need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.package.columns import column_letters
from macros_py.sheets.columns import NUMBER_FORMATS, Cells
from macros_py.sheets.rows import change_cells, column_formulas
from macros_py.sheets.table import READERS, Table, cell_rate, shown_number

if TYPE_CHECKING:
    import xlwings as xw

OF_PROJECTS = tuple(
    "year initial_budget annual_budget executed execution_rate execution_score indicator_score total_score".split()
)
OF_INDICATORS = ("weight", "share", "score")
OF_DEPARTMENTS = tuple("year total_annual total_executed execution_rate execution_score total_score".split())
"""What the formulas of 计算 look at."""


def make_numbers(book: xw.Book, table: Table, fields: Sequence[str], besides: Collection[int] = ()) -> list[str]:
    """Write the texts of ``fields`` that are numbers as numbers, in the format of their column, and return their addresses.

    What a formula shows, what is no number (a share: none from 0 to 1), and the rows of ``besides`` stay as they stand.
    """
    made = []
    for field in fields:
        numbers = _numbers(table, field) if field in table.positions else {}
        if not numbers:
            continue
        formulas = column_formulas(book, table, field)
        written = {
            row: n
            for row, n in numbers.items()
            if row not in besides and not formulas[row - table.first_row].startswith("=")
        }
        letters = column_letters(table.positions[field])
        rate = field == "execution_rate"
        shown = NUMBER_FORMATS[Cells.RATE if rate else table.columns.column(field).cells]
        for first, last in _runs(sorted(written)):
            book.sheets[table.sheet].range(f"{letters}{first}:{letters}{last}").number_format = shown
        change_cells(book, table, {field: written})
        made += [table.address(field, row) for row in sorted(written)]
    return made


def _numbers(table: Table, field: str) -> dict[int, Decimal]:
    """Return the numbers that stand as text in a column, by row."""
    cells, place = table.columns.column(field).cells, table.positions[field] - 1
    read = cell_rate if field == "execution_rate" else READERS.get(cells, shown_number)
    found = {}
    for row, values in enumerate(table.rows, table.first_row):
        value = values[place]
        if not isinstance(value, str) or not value.strip():
            continue
        try:
            number = read(value)
        except ValueError:
            continue
        if number is not None and (cells is not Cells.RATE or 0 <= number <= 1):
            found[row] = Decimal(number)
    return found


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of rows that follow each other."""
    first = last = rows[0] if rows else 0
    for row in rows[1:]:
        if row != last + 1:
            yield first, last
            first = row
        last = row
    if rows:
        yield first, last
