"""The cells of a table of the standard workbook, as the file has them."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

Rows = list[dict[str, object]]


def rows_of(path: Path, sheet: str) -> Rows:
    """Return the rows of a table by heading, as the file keeps their values."""
    rows = load_workbook(path, data_only=True, read_only=True)[sheet].iter_rows(min_row=3, values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]


def column_of(path, sheet, heading):
    """Return the cells of a column as they stand in the file."""
    sheet = load_workbook(path)[sheet]
    position = next(cell.column for cell in sheet[3] if cell.value == heading)
    return [sheet.cell(row, position).value for row in range(4, sheet.max_row + 1)]


def put(path, sheet, heading, row, value):
    book = load_workbook(path)
    position = next(cell.column for cell in book[sheet][3] if cell.value == heading)
    book[sheet].cell(row, position).value = value
    book.save(path)
