"""A worksheet: its values in a grid, and the openpyxl worksheet that takes formats, formulas and writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.entry import Entry, Kind, enter
from macros_py.engines.files.cell import is_hidden, store
from macros_py.engines.files.chart import Charts
from macros_py.engines.files.chart_source import repoint_series
from macros_py.engines.files.columns import column_style, dimension_of
from macros_py.engines.files.geometry import keeping_name, name_charts
from macros_py.engines.files.grid import Grid
from macros_py.engines.files.native import PageSetup
from macros_py.engines.files.panes import FreezePanes
from macros_py.engines.files.range import Range
from macros_py.engines.files.references import repointed
from macros_py.engines.files.sheet_copy import copy_sheet
from macros_py.engines.files.table import Table, Tables
from macros_py.engines.naming import refuse_sheet_name
from macros_py.engines.place import range_of_arguments
from macros_py.engines.port import base_classes
from macros_py.errors import WorkbookProblem
from macros_py.package.cell_marks import claimed_extent, error_places, formula_places
from macros_py.package.columns import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from macros_py.engines.files.book import Book
    from macros_py.package.outline import SheetPart

_FORMULA = "f"


class Sheet(base_classes.Sheet):  # type: ignore[misc]
    """A worksheet; one object for as long as the book is open."""

    book: Book = None  # type: ignore[assignment]  # shadows a property of the base class that cannot be set

    def __init__(self, book: Book, part: SheetPart) -> None:
        """Stand for the sheet ``part`` of the file, or for a new one when it has no part.

        Raises:
            WorkbookProblem: Excel would not take the name.
        """
        if not part.part:
            refuse_sheet_name(part.name)
        self.book = book
        self._name = self._source_name = part.name
        self._part = part.part
        self._state = part.state
        self._grid: Grid | None = None if part.part else Grid()
        self._errors: dict[tuple[int, int], str] | None = None if part.part else {}
        self._worksheet: Worksheet | None = None
        self.table_list = [Table.of_part(self, table) for table in part.tables if table.area]

    @property
    def api(self) -> Sheet:
        """The sheet itself: there is nothing beneath."""
        return self

    @property
    def name(self) -> str:
        """The name on the tab."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        if value == self._name:
            return
        refuse_sheet_name(value)
        if value.lower() != self._name.lower() and value in self.book.sheets:
            raise ValueError(f"sheet already present: {value!r}")
        old = self._name
        self.worksheet.title = value
        self._name = value
        self.book.rename_in_references(old, value)
        self.book.changed = True

    @property
    def index(self) -> int:
        """The position among the worksheets, from 1."""
        return int(self.book.sheet_list.index(self)) + 1

    @property
    def visible(self) -> bool:
        """Whether the tab is shown."""
        return self._state == "visible"

    @visible.setter
    def visible(self, value: bool | str) -> None:
        # Excel takes -1 and True for visible, 0 and False for hidden, 2 for very hidden.
        self._state = {-1: "visible", 1: "visible", 2: "veryHidden"}.get(int(value), "hidden")
        self.worksheet.sheet_state = self._state
        self.book.changed = True

    @property
    def protected(self) -> bool:
        """Whether the cells are protected; this engine could write to them all the same."""
        return b"<sheetProtection " in self.book.part(self._part) and bool(self.worksheet.protection.sheet)

    @property
    def filtered(self) -> bool:
        """Whether a filter of the sheet or of one of its tables hides rows."""
        filters = [self.worksheet.auto_filter, *(table.autoFilter for table in self.worksheet.tables.values())]
        return any(found is not None and bool(found.filterColumn) for found in filters)

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
    def worksheet(self) -> Worksheet:
        """The openpyxl worksheet."""
        if self._worksheet is None:
            self._worksheet = self.book.workbook[self._name]
            if self._part and self._worksheet._charts:
                name_charts(self._worksheet, self.book.chart_names(self._part))
        return self._worksheet

    @property
    def grid(self) -> Grid:
        """The values."""
        if self._grid is None:
            self._grid = self.book.read_grid(self._source_name)
        return self._grid

    @property
    def errors(self) -> dict[tuple[int, int], str]:
        """The error each erroneous cell shows, by (row, column)."""
        if self._errors is None:
            self._errors = error_places(self.book.part(self._part))
        return self._errors

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return the cells named by an address, a defined name, a table's name, (row, column), a Range or four numbers.

        Raises:
            KeyError: there is no such name.
            IndexError: a row or column of 0.
        """
        return range_of_arguments(self, arg1, arg2)

    def range_of(self, area: Area) -> Range:
        """Return the cells of ``area``."""
        return Range(self, area)

    @property
    def cells(self) -> Range:
        """All cells of the sheet."""
        return self.range_of(Area(1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> Range:
        """The smallest rectangle that holds every value and formula; A1 when there is none."""
        return self.range_of(self.grid.used(self._formula_places()) or Area(1, 1))

    def _formula_places(self) -> Sequence[tuple[int, int]]:
        """Formulas that openpyxl wrote have no result and no trace in the grid."""
        if self.book.loaded:
            return [place for place, cell in self.existing_cells() if cell.data_type == _FORMULA]
        claim, extent = claimed_extent(self.book.part(self._part, 4096)), self.grid.extent
        if claim and extent and extent.clip(Area.between(*claim)) == Area.between(*claim):
            return ()  # the values reach as far as the sheet says it goes: spares a search of 20 MB
        return formula_places(self.book.part(self._part))

    def existing_cells(self, area: Area | None = None) -> Iterator[tuple[tuple[int, int], Cell]]:
        """Yield the cells that openpyxl has, with their (row, column); asking for others would create them."""
        cells: dict[tuple[int, int], Cell] = self.worksheet._cells
        if area is None:
            yield from list(cells.items())
        elif area.rows * area.columns <= len(cells):
            for row in range(area.row, area.last_row + 1):
                for column in range(area.column, area.last_column + 1):
                    if (row, column) in cells:
                        yield (row, column), cells[row, column]
        else:
            for (row, column), cell in list(cells.items()):
                if area.row <= row <= area.last_row and area.column <= column <= area.last_column:
                    yield (row, column), cell

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, created with the format of its row or column when it is not there yet, as Excel does."""
        worksheet = self.worksheet
        fresh = (row, column) not in worksheet._cells
        cell: Cell = worksheet.cell(row, column)
        if fresh:
            style = column_style(worksheet, row, column)
            if style is not None:
                cell._style = style
        return cell

    def write(self, area: Area, rows: Sequence[Sequence[object]]) -> None:
        """Write a value or formula to every cell of ``area``, as if typed; nothing is written when one is refused.

        Raises:
            WorkbookProblem: Excel would refuse one of the values; the sentence names its cell.
        """
        prepared: list[tuple[Any, Entry]] = []
        for i, values in enumerate(rows, area.row):
            for j, value in enumerate(values, area.column):
                if (value is None or value == "") and (i, j) not in self.worksheet._cells:
                    continue
                cell = self.cell(i, j)
                try:
                    prepared.append((cell, enter(value, cell.number_format)))
                except WorkbookProblem as problem:
                    raise WorkbookProblem(f"工作表“{self.name}”{Area(i, j).address(False, False)}：{problem}") from None
        grid, errors = self.grid, self.errors
        if prepared:
            grid.cover(area)
        for cell, entry in prepared:
            if is_hidden(cell):  # hidden under a merge: Excel takes the value without a word
                continue
            store(cell, entry)
            grid.put(cell.row, cell.column, entry.read_back)
            errors.pop((cell.row, cell.column), None)
            if entry.kind is Kind.ERROR:
                errors[cell.row, cell.column] = str(entry.value)
        self.book.changed = True

    def clear_area(self, area: Area) -> None:
        """Empty the cells of ``area``, keeping their formats."""
        for (row, column), cell in self.existing_cells(area):
            if not is_hidden(cell):
                cell.value = None
            self.grid.put(row, column, None)
            self.errors.pop((row, column), None)
        self.book.changed = True

    def clear_contents(self) -> None:
        """Empty all cells, keeping their formats."""
        self.clear_area(Area(1, 1, LAST_ROW, LAST_COLUMN))

    def drop_cells(self, area: Area) -> None:
        """Forget the cells of ``area``; what is written to them anew takes the format of its row or column."""
        for place, _ in self.existing_cells(area):
            del self.worksheet._cells[place]
        self.book.changed = True

    def clear(self) -> None:
        """Empty all cells and take their formats, links and merges."""
        self.cells.clear()

    def activate(self) -> None:
        """Make this the sheet that is shown when the book is opened."""
        self.book.active_sheet = self
        if self.book.loaded:
            self.book.changed = True

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
        others = [sheet for sheet in self.book.sheet_list if sheet is not self]
        if not any(sheet.visible for sheet in others):
            raise WorkbookProblem(f"工作表“{self.name}”不能删除：工作簿里至少要留一张看得见的工作表。")
        self.book.workbook.remove(self.worksheet)
        self.book.sheet_list.remove(self)
        self.book.name_states[:] = [state for state in self.book.name_states if state.sheet != self.name]
        self.book.rename_in_references(self.name, "")
        if self.book.active_sheet is self:
            self.book.active_sheet = next(sheet for sheet in others if sheet.visible)
        self.book.changed = True

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Copy the sheet within its book, with what openpyxl's own copy leaves out (see ``sheet_copy``)."""
        copy_sheet(self, before, after)

    def repoint(self, old: str, new: str) -> None:
        """Make the formulas and links of this sheet that point to the sheet ``old`` point to ``new`` ("": to #REF!)."""
        for _, cell in self.existing_cells():
            if cell.data_type == _FORMULA and isinstance(cell.value, str):
                cell.value = repointed(cell.value, old, new)
            if cell.hyperlink is not None and cell.hyperlink.location and new:
                cell.hyperlink.location = repointed(cell.hyperlink.location, old, new)
        for chart in self.charts:
            repoint_series(chart.part.ser, old, new)

    def prepare_to_save(self, active: bool) -> None:
        """Put in order what Excel checks on opening: one selected tab, and table columns named as their headers."""
        self.worksheet.sheet_view.tabSelected = active
        for chart in self.worksheet._charts:
            chart.anchor = keeping_name(chart.anchor)
        self.worksheet.column_dimensions.to_tree()  # openpyxl learns the outline depth a step after it has written it
        for table in self.table_list:
            table.name_columns()

    @property
    def show_gridlines(self) -> bool:
        """Whether grid lines are shown."""
        return bool(self.worksheet.sheet_view.showGridLines is not False)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.worksheet.sheet_view.showGridLines = value
        self.book.changed = True

    @property
    def freeze_panes(self) -> FreezePanes:
        """The frozen rows and columns."""
        return FreezePanes(self)

    def column_dimension(self, column: int) -> Any:
        """Return openpyxl's record of one column's width and visibility."""
        return dimension_of(self.worksheet, column)
