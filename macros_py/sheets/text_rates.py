"""Percentages that stand as text in 评定比例 ("85%" pasted into a Text cell), made the numbers that formulas need."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.sheets.rows import column_formulas
from macros_py.sheets.table import Table, cell_rate

if TYPE_CHECKING:
    import xlwings as xw


def make_numbers(book: xw.Book, table: Table, field: str) -> list[str]:
    """Write the texts of ``field`` that are percentages as numbers (0.85, shown as 85.00%) and return their addresses.

    What a formula shows, and what is no number from 0 to 1, stays as it stands.
    """
    if field not in table.positions:
        return []
    texts = {
        row: value
        for row, values in enumerate(table.rows, table.first_row)
        if isinstance(value := values[table.positions[field] - 1], str) and value.strip()
    }
    if not texts:
        return []
    formulas = column_formulas(book, table, field)
    made = []
    for row, text in texts.items():
        rate = cell_rate(text)
        if rate is None or not Decimal(0) <= rate <= 1 or formulas[row - table.first_row].startswith("="):
            continue
        cell = book.sheets[table.sheet].range(table.address(field, row))
        cell.number_format = "0.00%"
        cell.value = float(rate)
        made.append(table.address(field, row))
    return made
