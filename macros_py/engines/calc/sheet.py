"""A worksheet of a Calc document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.calc.bridge import is_changed_midway
from macros_py.engines.calc.chart import Charts
from macros_py.engines.calc.page_setup import PageSetup
from macros_py.engines.calc.panes import FreezePanes
from macros_py.engines.calc.range import Range
from macros_py.engines.calc.reading import area_of, cells_of_addresses
from macros_py.engines.calc.tables import Table, Tables, copy_tables
from macros_py.engines.files.grid import Grid
from macros_py.engines.naming import refuse_sheet_name
from macros_py.engines.place import range_of_arguments
from macros_py.engines.port import base_classes
from macros_py.errors import WorkbookProblem
from macros_py.package.columns import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from macros_py.engines.calc.book import Book


class Sheet(base_classes.Sheet):  # type: ignore[misc]
    """A worksheet, named by its place in the document as Calc's own object."""

    book: Book = None  # type: ignore[assignment]  # shadows a property of the base class that cannot be set

    def __init__(self, book: Book, spreadsheet: Any) -> None:
        """Stand for ``spreadsheet``, a UNO sheet of ``book``."""
        self.book = book
        self.spreadsheet = spreadsheet

    @property
    def api(self) -> Any:
        """The UNO sheet."""
        return self.spreadsheet

    @property
    def name(self) -> str:
        """The name on the tab."""
        return str(self.spreadsheet.Name)

    @name.setter
    def name(self, value: str) -> None:
        old = self.name
        if value == old:
            return
        refuse_sheet_name(value)
        if value.lower() != old.lower() and value in self.book.sheets:
            raise ValueError(f"sheet already present: {value!r}")
        self.spreadsheet.Name = value

    @property
    def index(self) -> int:
        """The position among the worksheets, from 1."""
        return int(self.spreadsheet.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        """Whether the tab is shown."""
        return bool(self.spreadsheet.IsVisible)

    @visible.setter
    def visible(self, value: bool | str) -> None:
        # Excel takes -1 and True for visible, 0 and False for hidden, 2 for very hidden, which Calc does not have.
        self.spreadsheet.IsVisible = int(value) in (-1, 1)

    @property
    def protected(self) -> bool:
        """Whether the cells are protected against writing."""
        return bool(self.spreadsheet.isProtected())

    @property
    def filtered(self) -> bool:
        """Whether the filter of a table hides rows."""
        ranges = self.book.document.DatabaseRanges
        return any(
            ranges.getByName(table.name).getFilterDescriptor().getFilterFields() and table.range.row_hidden is not False
            for table in self.table_list
        )

    @property
    def tables(self) -> Tables:
        """The tables of the sheet."""
        return Tables(self)

    @property
    def charts(self) -> Charts:
        """The charts of the sheet."""
        return Charts(self)

    @property
    def page_setup(self) -> PageSetup:
        """The printed page."""
        return PageSetup(self)

    @property
    def table_list(self) -> list[Table]:
        """The tables, by name."""
        index = self.index - 1
        ranges = self.book.document.DatabaseRanges
        found = ((name, ranges.getByName(name).DataArea) for name in ranges.ElementNames)
        return [Table(self, name) for name, area in found if area.Sheet == index and not name.startswith("__")]

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return the cells named by an address, a defined name, a table's name, (row, column), a Range or four numbers.

        Raises:
            KeyError: there is no such name.
            IndexError: a row or column of 0.
        """
        found: Range = range_of_arguments(self, arg1, arg2)
        return found

    def range_of(self, area: Area) -> Range:
        """Return the cells of ``area``."""
        return Range(self, area)

    def cells_of(self, area: Area) -> Any:
        """Return the UNO range of ``area``, cut at the last column that Calc has (1024 in this version's files)."""
        last_column = min(area.last_column, self.book.last_column)
        return self.spreadsheet.getCellRangeByPosition(
            area.column - 1, area.row - 1, last_column - 1, area.last_row - 1
        )

    @property
    def cells(self) -> Range:
        """All cells of the sheet."""
        return self.range_of(Area(1, 1, LAST_ROW, LAST_COLUMN))

    def extent(self) -> Area:
        """Return the area from the first to the last cell that Calc counts as used."""
        cursor = self.spreadsheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return area_of(cursor.RangeAddress)

    @property
    def used_range(self) -> Range:
        """The smallest rectangle that holds every value and formula; A1 when there is none."""
        extent = self.extent()
        rows = self.cells_of(extent).getDataArray()
        held = Grid([list(row) for row in rows], extent.row, extent.column)
        # A formula may show nothing; it counts all the same.
        formulas = [
            corner
            for part in cells_of_addresses(self.cells_of(extent).queryFormulaCells(7).RangeAddresses)
            for corner in ((part.row, part.column), (part.last_row, part.last_column))
        ]
        return self.range_of(held.used(formulas) or Area(1, 1))

    def grid(self) -> Grid:
        """Return all values of the sheet, to find one's way on it."""
        extent = self.extent()
        return Grid([list(row) for row in self.cells_of(extent).getDataArray()], extent.row, extent.column)

    def format_areas(self, area: Area, most_looks: int | None = None) -> Iterator[tuple[Area, int]]:
        """Yield the parts of ``area`` that have one number format each, with its key; of so many looks at most."""
        cells = self.cells_of(area)
        if not is_changed_midway(cells.getPropertyState("NumberFormat")):
            yield area, cells.NumberFormat
            return
        groups = cells.getUniqueCellFormatRanges()
        for place in range(groups.getCount())[:most_looks]:
            group = groups.getByIndex(place)
            key = group.NumberFormat
            for part in cells_of_addresses(group.RangeAddresses):
                yield part, key

    def refuse_if_protected(self, area: Area) -> None:
        """Raise WorkbookProblem when the sheet is protected and one of the cells is locked; Calc would write anyway."""
        if not self.spreadsheet.isProtected():
            return
        cells = self.cells_of(area)
        if is_changed_midway(cells.getPropertyState("CellProtection")) or cells.CellProtection.IsLocked:
            raise WorkbookProblem(f"工作表“{self.name}”受保护，不能改动。请在“工具 → 保护工作表”里取消保护后再试。")

    def clear_contents(self) -> None:
        """Empty all cells, keeping their formats."""
        self.cells.clear_contents()

    def clear(self) -> None:
        """Empty all cells and take their formats, notes and merges."""
        self.cells.clear()

    def activate(self) -> None:
        """Show this sheet."""
        self.book.show(self)

    def select(self) -> None:
        """Do what ``activate`` does."""
        self.activate()

    def autofit(self, axis: str | None = None) -> None:
        """Fit the widths of all used columns, the heights of all used rows, or both."""
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Delete the sheet; what pointed to it points to #REF!.

        Raises:
            WorkbookProblem: it is the last visible one.
        """
        name = self.name
        if not any(sheet.visible for sheet in self.book.sheets if sheet.name != name):
            raise WorkbookProblem(f"工作表“{name}”不能删除：工作簿里至少要留一张看得见的工作表。")
        kept = [table.recipe() for sheet in self.book.sheets if sheet.name != name for table in sheet.table_list]
        self.book.document.Sheets.removeByName(name)
        # Calc 7.4 may drop the tables of the sheet before a deleted one.
        for sheet_name, table, area, filtered, totals in kept:
            if table not in self.book.document.DatabaseRanges.ElementNames:
                Tables(self.book.sheets(sheet_name)).make(table, area, filtered, totals)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Copy the sheet within its book under Excel's name for it, ``表 (2)``, its tables under new names."""
        beside = before or after or list(self.book.sheets)[-1]
        if beside.book is not self.book:
            raise NotImplementedError("this engine copies sheets only within one book")
        taken = [sheet.name.lower() for sheet in self.book.sheets]
        number = 2
        while (name := self.name[: 31 - len(f" ({number})")] + f" ({number})").lower() in taken:
            number += 1
        self.book.document.Sheets.copyByName(self.name, name, beside.index - (1 if before else 0))
        copied = self.book.sheets(name)
        copy_tables(self, copied)
        copied.activate()

    @property
    def show_gridlines(self) -> bool:
        """Whether grid lines are shown, in the whole window."""
        return self.book.controller is None or bool(self.book.controller.ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        if self.book.controller is not None:
            self.book.controller.ShowGrid = value

    @property
    def freeze_panes(self) -> FreezePanes:
        """The frozen rows and columns."""
        return FreezePanes(self)
