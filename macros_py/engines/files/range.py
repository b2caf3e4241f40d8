"""Cells of a worksheet: values and formulas in whole blocks, formats, merges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area, quote_sheet
from macros_py.engines.entry import as_text, serial
from macros_py.engines.files.grid import Value, cleaned
from macros_py.engines.files.look import Look

if TYPE_CHECKING:
    from macros_py.engines.files.table import Table


class Range(Look):
    """The cells of ``area`` on ``sheet``."""

    @property
    def raw_value(self) -> Any:
        """The values: one for a single cell, else rows; None for an empty range."""
        if not len(self):
            return None
        if len(self) == 1:
            values = [[self.sheet.grid.value(self.area.row, self.area.column)]]
        else:
            values = self.sheet.grid.block(self.area)
        if self.options.get("err_to_str"):
            for (row, column), error in self.sheet.errors.items():
                if Area(row, column).clip(self.area):
                    values[row - self.area.row][column - self.area.column] = error
        return values[0][0] if len(self) == 1 else values

    @raw_value.setter
    def raw_value(self, value: object) -> None:
        if len(self):
            self.sheet.write(self.area, self.rows_of(value))

    @property
    def formula(self) -> Any:
        """The formulas, or the constants as text (dates as serial numbers, blanks as ""); tuples of rows as over COM."""
        if not len(self):
            return None
        rows = [[_constant(value) for value in row] for row in self.sheet.grid.block(self.area)]
        for (row, column), cell in self.sheet.existing_cells(self.area):
            if cell.data_type == "f":
                text = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None)
                rows[row - self.area.row][column - self.area.column] = text or ""
            elif cell.data_type == "e":
                rows[row - self.area.row][column - self.area.column] = str(cell.value)
        return rows[0][0] if len(self) == 1 else tuple(tuple(row) for row in rows)

    @formula.setter
    def formula(self, value: object) -> None:
        self.raw_value = value

    formula2 = formula

    @property
    def has_array(self) -> bool:
        """Whether the first cell belongs to an array formula."""
        return any(type(cell.value).__name__ == "ArrayFormula" for _, cell in self.sheet.existing_cells(self.area))

    def select(self) -> None:
        """Make this the selection of the app, on the sheet that is shown; the file keeps nothing of it."""
        self.sheet.book.app.selection = self

    def clear_contents(self) -> None:
        """Empty the cells, keeping their formats."""
        if len(self):
            self.sheet.clear_area(self.area)

    def clear(self) -> None:
        """Empty the cells and take their formats, links and merges; sizes of rows and columns stay."""
        if len(self):
            self.unmerge()
            self.clear_contents()
            self.sheet.drop_cells(self.area)

    def end(self, direction: str) -> Range:
        """Return where Ctrl+arrow leads from the first cell: up, down, left or right."""
        return Range(self.sheet, Area(*self.sheet.grid.end(self.area.row, self.area.column, direction)))

    @property
    def current_region(self) -> Range:
        """The block around the first cell, bounded by blank rows and columns."""
        return Range(self.sheet, self.sheet.grid.region(self.area.row, self.area.column))

    @property
    def table(self) -> Table | None:
        """The table that the first cell lies in."""
        first = Area(self.area.row, self.area.column)
        return next((table for table in self.sheet.table_list if table.area.clip(first)), None)

    def _merges(self) -> list[Area]:
        area = self.area
        # Compared by their numbers: a list may hold thousands, and a caller asks of each.
        return [
            Area.between(m.min_row, m.min_col, m.max_row, m.max_col)
            for m in self.sheet.worksheet.merged_cells.ranges
            if m.min_row <= area.last_row
            and m.max_row >= area.row
            and m.min_col <= area.last_column
            and m.max_col >= area.column
        ]

    @property
    def merge_area(self) -> Range:
        """The merged cells that the first cell belongs to, or that cell."""
        first = Range(self.sheet, Area(self.area.row, self.area.column))
        return next((Range(self.sheet, area) for area in first._merges()), first)

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged; None when some are and some are not."""
        merges = self._merges()
        if not merges:
            return False
        return True if sum(len(Range(self.sheet, a.clip(self.area) or a)) for a in merges) == len(self) else None

    def merge(self, across: bool = False) -> None:
        """Merge the cells (each row by itself when ``across``); the first filled one keeps its content."""
        if across and self.area.rows > 1:
            for row in self.row_numbers():
                Range(self.sheet, Area(row, self.area.column, 1, self.area.columns)).merge()
            return
        self.unmerge()
        if len(self) == 1:
            return  # nothing to merge; a file that says so is repaired by Excel
        content = next((f for row in _as_rows(self.formula) for f in row if f != ""), "")
        anchor = Range(self.sheet, Area(self.area.row, self.area.column))
        if anchor.formula == "" and content != "":
            anchor.raw_value = content
        rest = [(r, c) for r in self.row_numbers() for c in self.column_numbers()][1:]
        for row, column in rest:
            self.sheet.grid.put(row, column, None)
        self.sheet.worksheet.merge_cells(self.area.address(False, False))
        self.sheet.book.changed = True

    def unmerge(self) -> None:
        """Take apart every merge that touches the cells."""
        for area in self._merges():
            self.sheet.worksheet.unmerge_cells(area.address(False, False))
        self.sheet.book.changed = True

    @property
    def hyperlink(self) -> str:
        """The address a cell links to."""
        link = self.sheet.cell(self.area.row, self.area.column).hyperlink
        if link is None:
            raise ValueError("The cell doesn't seem to contain a hyperlink!")
        return str(link.target or f"#{link.location}")

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        """Link the first cell to ``address`` (``#'表'!A1`` is a place in this book) and show ``text_to_display``."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell = self.sheet.cell(self.area.row, self.area.column)
        inside = address.startswith("#")
        link = Hyperlink(ref=cell.coordinate, tooltip=screen_tip[:255])
        link.location, link.target = (address[1:], None) if inside else (None, address)
        anchor = Range(self.sheet, Area(self.area.row, self.area.column))
        anchor.raw_value = "'" + text_to_display
        cell.hyperlink = link
        anchor.font.color, anchor.font.underline = (5, 99, 193), True

    @property
    def name(self) -> Any:
        """The defined name that refers to exactly these cells, or None."""
        place = f"{quote_sheet(self.sheet.name)}!{self.address}"
        book = self.sheet.book
        return next((book.names(s.shown) for s in book.name_states if s.refers_to == place), None)

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={quote_sheet(self.sheet.name)}!{self.address}")


def _as_rows(formulas: Any) -> Sequence[Sequence[str]]:
    return [[formulas]] if isinstance(formulas, str) else formulas


def _constant(value: Value) -> str:
    """Return a constant as Range.Formula shows it."""
    plain = cleaned(value)
    return as_text(serial(plain) if isinstance(plain, dt.datetime) else plain)
