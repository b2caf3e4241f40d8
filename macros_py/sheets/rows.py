"""Writing into the tables of an open workbook: rows added below, single cells changed, everything else untouched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.package.columns import column_letters
from macros_py.sheets.cell_content import Content, content_of, entered
from macros_py.sheets.columns import Cells
from macros_py.sheets.table import Table
from macros_py.sheets.writing import write_contents

if TYPE_CHECKING:
    import xlwings as xw


def host_value(value: object) -> object:
    """Return a value as a spreadsheet takes it: exact numbers become floats, the only place where they do."""
    return float(value) if isinstance(value, Decimal) else value


def column_formulas(book: xw.Book, table: Table, field: str) -> list[str]:
    """Return the data cells of ``field`` as formulas or typed values, row by row, in one read."""
    standing = book.sheets[table.sheet].range(table.span(field)).formula
    # xlwings gives one cell as a text, more as rows.
    return [standing] if isinstance(standing, str) else [row[0] for row in standing]


def change_cells(
    book: xw.Book, table: Table, changes: Mapping[str, Mapping[int, object]], *, as_text: bool = False
) -> None:
    """Change cells by field and worksheet row, in a bounded number of calls a field; the other cells keep what they hold.

    A text that begins with "=" is a formula unless it is to be written ``as_text``: what comes from a returned form must
    never run.
    """
    sheet = book.sheets[table.sheet]
    for field, by_row in changes.items():
        if not by_row:
            continue
        column = table.positions[field]
        formulas = column_formulas(book, table, field)
        values = sheet.range(table.span(field)).options(ndim=2).value
        standing = [content_of(row[0], formula) for row, formula in zip(values, formulas, strict=True)]
        plan = {(row, column): _content(value, as_text) for row, value in by_row.items()}
        write_contents(sheet, plan, lambda row, _, kept=standing: kept[row - table.first_row])  # type: ignore[misc]


def _content(value: object, as_text: bool) -> Content:
    host = host_value(value)
    if isinstance(host, str) and host:
        return host if host.startswith("=") and not as_text else f"'{host}"
    return content_of(host, None)


def _entered(value: object, text_cell: bool) -> object:
    """Return what to write so that a cell holds ``value``, a text always as text."""
    return entered(f"'{value}", text_cell) if isinstance(value, str) and value else host_value(value)


def append_rows(book: xw.Book, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
    """Write ``rows`` (cells by field) below the last filled row of ``table``; return the first row written.

    Text columns are formatted as Text first, so that "=3次" stays what it is; the list object grows with its rows.
    """
    filled = [record.row for record in table.records()]
    first = (filled[-1] if filled else table.heading_row) + 1
    if not rows:
        return first
    last = first + len(rows) - 1
    sheet = book.sheets[table.sheet]
    for column in table.columns.columns:
        if column.cells is Cells.TEXT and column.field in table.positions:
            letters = column_letters(table.positions[column.field])
            sheet.range(f"{letters}{first}:{letters}{last}").number_format = "@"
    fields = {position: field for field, position in table.positions.items()}
    left, right = min(fields), max(fields)
    texts = {column.field for column in table.columns.columns if column.cells is Cells.TEXT}
    block = [
        [
            _entered(cells.get(fields[position]), fields[position] in texts) if position in fields else None
            for position in range(left, right + 1)
        ]
        for cells in rows
    ]
    sheet.range((first, left), (last, right)).value = block
    if table.sheet in [standing.name for standing in sheet.tables]:
        standing = sheet.tables[table.sheet]
        area = standing.range
        bottom = max(last, area.row + area.shape[0] - 1)
        standing.resize(sheet.range((area.row, area.column), (bottom, area.column + area.shape[1] - 1)))
    return first
