"""Copying a worksheet within its book, with what openpyxl's ``copy_worksheet`` leaves out."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.package.outline import SheetPart

if TYPE_CHECKING:
    from macros_py.engines.files.sheet import Sheet

_SETTINGS = (
    "conditional_formatting", "data_validations", "protection", "row_breaks", "col_breaks", "print_options", "HeaderFooter",
    "oddHeader", "page_setup", "page_margins", "sheet_format", "sheet_properties", "auto_filter",
)  # fmt: skip


def copy_sheet(sheet: Sheet, before: Sheet | None, after: Sheet | None) -> None:
    """Copy ``sheet`` before or after another sheet of the same book, under Excel's name for it: ``表 (2)``.

    Carried over besides cells, styles, merges and sizes: validation, conditional formats, protection, page breaks,
    print set-up, titles and area, frozen panes, the grid-line switch, filters, and tables under new names.
    Pictures and charts are not; notes and links are (openpyxl's own doing).
    """
    book, sheets = sheet.book, sheet.book.sheet_list
    beside = before or after or sheets[-1]
    if beside.book is not book:
        raise NotImplementedError("this engine copies sheets only within one book")
    name = _free_name(sheet.name, [other.name.lower() for other in sheets])
    source = sheet.worksheet
    target: Any = book.workbook.copy_worksheet(source)
    target.title = name
    for setting in _SETTINGS:
        if hasattr(source, setting):
            setattr(target, setting, deepcopy(getattr(source, setting)))
    target.views = deepcopy(source.views)
    target.sheet_view.tabSelected = False
    target.print_title_rows, target.print_title_cols = source.print_title_rows, source.print_title_cols
    if source.print_area:
        target.print_area = source.print_area

    copied = type(sheet)(book, SheetPart(name, ""))
    extent = sheet.grid.extent
    if extent is not None:
        for i, row in enumerate(sheet.grid.block(extent), extent.row):
            for j, value in enumerate(row, extent.column):
                copied.grid.put(i, j, value)
    copied.errors.update(sheet.errors)
    place = sheets.index(beside) + (0 if before else 1)
    sheets.insert(place, copied)
    book.workbook.move_sheet(
        target, book.workbook.index(beside.worksheet) + (0 if before else 1) - len(book.workbook.sheetnames) + 1
    )
    _copy_tables(sheet, copied)
    book.active_sheet = copied
    book.changed = True


def _copy_tables(sheet: Sheet, copied: Sheet) -> None:
    taken = {table.name.lower() for other in sheet.book.sheet_list for table in other.table_list}
    for table in sheet.table_list:
        number = 2
        while f"{table.name}_{number}".lower() in taken:
            number += 1
        name = f"{table.name}_{number}"
        taken.add(name.lower())
        package = deepcopy(sheet.worksheet.tables[table.name])
        package.name = package.displayName = name
        package.id = max((t.id or 0 for s in sheet.book.workbook.worksheets for t in s.tables.values()), default=0) + 1
        copied.worksheet.add_table(package)
        copied.table_list.append(
            type(table)(copied, name, Area.parse(package.ref), int(table.show_headers), int(table.show_totals))
        )


def _free_name(name: str, taken: list[str]) -> str:
    """Return Excel's name for a copy: the name shortened to make room for a number that is free."""
    number = 2
    while True:
        ending = f" ({number})"
        free = name[: 31 - len(ending)] + ending
        if free.lower() not in taken:
            return free
        number += 1
