"""Cells of a Calc sheet: values and formulas in whole blocks, merges, links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area, quote_sheet
from macros_py.engines.calc.bridge import uno_error
from macros_py.engines.calc.look import Look
from macros_py.engines.calc.merges import merged_around, merges
from macros_py.engines.calc.reading import Value, formulas, values
from macros_py.engines.calc.writing import write
from macros_py.engines.files.grid import Direction
from macros_py.errors import WorkbookProblem

if TYPE_CHECKING:
    from macros_py.engines.calc.tables import Table

# com.sun.star.sheet.CellFlags: numbers, dates, texts and formulas; notes and formats stay.
_CONTENTS = 1 | 2 | 4 | 16
_EVERYTHING = _CONTENTS | 8 | 32 | 64
_URL = "com.sun.star.text.TextField.URL"


class Range(Look):
    """The cells of ``area`` on ``sheet``."""

    def rows_read(self) -> list[list[Value]]:
        """Return the values as rows, whatever the shape."""
        return values(self.sheet, self.area)

    @property
    def raw_value(self) -> Any:
        """The values: one for a single cell, else rows; None for an empty range."""
        if not len(self):
            return None
        rows = values(self.sheet, self.area, with_errors=bool(self.options.get("err_to_str")))
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, value: object) -> None:
        if len(self):
            write(self.sheet, self.area, self.rows_of(value))

    @property
    def formula(self) -> Any:
        """The formulas, or the constants as text (dates as serial numbers, blanks as ""); tuples of rows as over COM."""
        if not len(self):
            return None
        rows = formulas(self.sheet, self.area)
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    @formula.setter
    def formula(self, value: object) -> None:
        self.raw_value = value

    formula2 = formula

    @property
    def has_array(self) -> bool:
        """Whether the cells hold an array formula."""
        return bool(self.cells.getArrayFormula())

    def clear_contents(self) -> None:
        """Empty the cells, keeping their formats."""
        if len(self):
            self.sheet.refuse_if_protected(self.area)
            self.cells.clearContents(_CONTENTS)

    def clear(self) -> None:
        """Empty the cells and take their formats, notes and merges; sizes of rows and columns stay."""
        if len(self):
            self.sheet.refuse_if_protected(self.area)
            self.unmerge()
            self.cells.clearContents(_EVERYTHING)

    def end(self, direction: Direction) -> Range:
        """Return where Ctrl+arrow leads from the first cell: up, down, left or right."""
        place = self.sheet.grid().end(self.area.row, self.area.column, direction)
        return Range(self.sheet, Area(*place))

    @property
    def current_region(self) -> Range:
        """The block around the first cell, bounded by blank rows and columns."""
        return Range(self.sheet, self.sheet.grid().region(self.area.row, self.area.column))

    @property
    def table(self) -> Table | None:
        """The table that the first cell lies in."""
        first = Area(self.area.row, self.area.column)
        return next((table for table in self.sheet.table_list if table.area.clip(first)), None)

    @property
    def merge_area(self) -> Range:
        """The merged cells that the first cell belongs to, or that cell."""
        return Range(self.sheet, merged_around(self.sheet, self.area.row, self.area.column))

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged; None when some are and some are not."""
        inside = [area.clip(self.area) for area in merges(self.sheet, self.area)]
        if not inside:
            return False
        covered = sum(area.rows * area.columns for area in inside if area is not None)
        return True if covered == len(self) else None

    def merge(self, across: bool = False) -> None:
        """Merge the cells (each row by itself when ``across``); the first filled one keeps its content."""
        if across and self.area.rows > 1:
            for row in self.row_numbers():
                Range(self.sheet, Area(row, self.area.column, 1, self.area.columns)).merge()
            return
        self.unmerge()
        contents = [text for row in formulas(self.sheet, self.area) for text in row]
        content = next((text for text in contents if text != ""), "")
        anchor = Range(self.sheet, Area(self.area.row, self.area.column))
        if contents[0] == "" and content != "":
            anchor.raw_value = content
        for part in _all_but_first(self.area):
            Range(self.sheet, part).clear_contents()
        self.cells.merge(True)

    def unmerge(self) -> None:
        """Take apart every merge that touches the cells."""
        for area in merges(self.sheet, self.area):
            self.sheet.cells_of(area).merge(False)

    @property
    def hyperlink(self) -> str:
        """The address a cell links to."""
        fields = self._first.getTextFields()
        if not fields.getCount():
            raise ValueError("The cell doesn't seem to contain a hyperlink!")
        return str(fields.getByIndex(0).URL)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        """Link the first cell to ``address`` (``#'表'!A1`` is a place in this book) and show ``text_to_display``."""
        cell = self._first
        field = self.sheet.book.document.createInstance(_URL)
        field.URL, field.Representation = address, text_to_display
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), field, False)
        anchor = Range(self.sheet, Area(self.area.row, self.area.column))
        anchor.font.color, anchor.font.underline = (5, 99, 193), True

    @property
    def name(self) -> Any:
        """The defined name that refers to exactly these cells, or None."""
        place = f"={quote_sheet(self.sheet.name)}!{self.address}"
        return next((name for name in self.sheet.book.names.each() if name.refers_to == place), None)

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={quote_sheet(self.sheet.name)}!{self.address}")

    def select(self) -> None:
        """Show the cells and select them; does nothing where no window is open."""
        controller = self.sheet.book.controller
        if controller is not None:
            self.sheet.activate()
            controller.select(self.cells)

    def delete(self, shift: str | None = None) -> None:
        """Delete the cells; what lies below or to the right of them moves up, or left when ``shift`` says so."""
        self._move("removeRange", "LEFT" if shift == "left" else "UP")

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert blank cells; what lies here moves down, or right when ``shift`` says so."""
        self._move("insertCells", "RIGHT" if shift == "right" else "DOWN")

    def _move(self, method: str, mode: str) -> None:
        from macros_py.engines.calc.bridge import enum

        kind = "CellDeleteMode" if method == "removeRange" else "CellInsertMode"
        try:
            move = getattr(self.sheet.spreadsheet, method)
            move(self.cells.RangeAddress, enum(f"com.sun.star.sheet.{kind}", mode))
        except uno_error() as problem:
            raise WorkbookProblem(
                f"工作表“{self.sheet.name}”的 {self.address} 不能插入或删除，请看看它是否受保护。"
            ) from problem

    @property
    def _first(self) -> Any:
        return self.sheet.spreadsheet.getCellByPosition(self.area.column - 1, self.area.row - 1)


def _all_but_first(area: Area) -> list[Area]:
    """Return the areas that together are ``area`` without its first cell."""
    parts = []
    if area.columns > 1:
        parts.append(Area(area.row, area.column + 1, 1, area.columns - 1))
    if area.rows > 1:
        parts.append(Area(area.row + 1, area.column, area.rows - 1, area.columns))
    return parts
