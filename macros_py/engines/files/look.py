"""How cells look: number formats, fills, fonts, alignment, and the sizes of rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.cells import Cells
from macros_py.engines.entry import GENERAL, as_text
from macros_py.engines.files.borders import Borders
from macros_py.engines.files.columns import DEFAULT_HEIGHT, PADDING, styled_dimension, width_of
from macros_py.engines.files.format import (
    LINE_HEIGHT,
    MOST_HEIGHT,
    Font,
    fill_color,
    number_format_of,
    solid_fill,
    text_columns,
    text_lines,
)
from macros_py.engines.files.geometry import column_points, left_of, row_points, top_of
from macros_py.engines.files.grid import cleaned
from macros_py.package.columns import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    pass


class Look(Cells):
    """The look of the cells of ``area`` on ``sheet``; what differs among the cells reads None, as in Excel."""

    def _each(self, read: Callable[[Any], Any], default: Any) -> Any:
        """Return what ``read`` gives for every cell when it is always the same, else None, as Excel does."""
        seen = {read(cell) for _, cell in self.sheet.existing_cells(self.area)}
        existing = sum(1 for _ in self.sheet.existing_cells(self.area))
        if existing < len(self):
            whole_columns = self.area.rows == LAST_ROW and self.area.columns < LAST_COLUMN
            seen.update(read(d) for d in self._column_dimensions()) if whole_columns else seen.add(default)
        return seen.pop() if len(seen) == 1 else None

    def _column_dimensions(self) -> Iterator[Any]:
        for column in self.column_numbers():
            yield self.sheet.column_dimension(column)

    def _change(self, change: Callable[[Any], None]) -> None:
        """Apply ``change`` to every cell; whole columns keep it as the column's own format besides."""
        if self.area.rows == LAST_ROW:
            for dimension in self._column_dimensions():
                change(dimension)
            cells = [cell for _, cell in self.sheet.existing_cells(self.area)]
        else:
            cells = [self.sheet.cell(r, c) for r in self.row_numbers() for c in self.column_numbers()]
        for cell in cells:
            change(cell)
        self.sheet.book.changed = True

    def number_formats(self) -> Iterator[tuple[Area, str]]:
        """Yield the parts of the cells that have one number format each, and that; xlwings has no call for it."""
        worksheet = self.sheet.worksheet
        cells = worksheet._cells
        for column in self.column_numbers():
            first, code = self.area.row, ""
            for row in self.row_numbers():
                held = cells.get((row, column)) or styled_dimension(worksheet, row, column)
                found = GENERAL if held is None else number_format_of(held)
                if found != code:
                    if row > first:
                        yield Area(first, column, row - first), code
                    first, code = row, found
            yield Area(first, column, self.area.last_row + 1 - first), code

    @property
    def number_format(self) -> str | None:
        """The number format; None when the cells differ."""
        if len(self) == 1:
            return number_format_of(self.sheet.cell(self.area.row, self.area.column))
        result = self._each(number_format_of, "General")
        return None if result is None else str(result)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._change(lambda cell: setattr(cell, "number_format", value))

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The fill as (red, green, blue); None without a fill, and for a colour of the theme."""
        colour: tuple[int, int, int] | None = self._each(fill_color, None)
        return colour

    @color.setter
    def color(self, value: tuple[int, int, int] | int | str | None) -> None:
        fill = solid_fill(value)
        self._change(lambda cell: setattr(cell, "fill", fill))

    @property
    def font(self) -> Font:
        """The font of the cells."""
        return Font(self._each, self._change)

    @property
    def borders(self) -> Borders:
        """The lines around and between the cells."""
        return Borders(self)

    @property
    def left(self) -> float:
        """The distance of the first column from the left edge of the sheet, in points."""
        return left_of(self.sheet.worksheet, self.area.column)

    @property
    def top(self) -> float:
        """The distance of the first row from the top of the sheet, in points."""
        return top_of(self.sheet.worksheet, self.area.row)

    @property
    def width(self) -> float:
        """The width of all columns together, in points."""
        return sum(column_points(self.sheet.worksheet, column) for column in self.column_numbers())

    @property
    def height(self) -> float:
        """The height of all rows together, in points."""
        return sum(row_points(self.sheet.worksheet, row) for row in self.row_numbers())

    def _alignment(self, field: str, value: object) -> None:
        def change(cell: Any) -> None:
            alignment = copy(cell.alignment)
            setattr(alignment, field, value)
            cell.alignment = alignment

        self._change(change)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long text is wrapped."""
        wrapped = self._each(lambda cell: bool(cell.alignment.wrap_text), False)
        return None if wrapped is None else bool(wrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._alignment("wrap_text", value)

    @property
    def horizontal_alignment(self) -> str | None:
        """The horizontal alignment, in xlwings' words (left, center, right, general)."""
        found = self._each(lambda cell: cell.alignment.horizontal or "general", "general")
        return None if found is None else str(found)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        word = {"center_across_selection": "centerContinuous"}.get(value, value)
        self._alignment("horizontal", None if word == "general" else word)

    @property
    def vertical_alignment(self) -> str | None:
        """The vertical alignment, in xlwings' words (top, center, bottom)."""
        found = self._each(lambda cell: cell.alignment.vertical or "bottom", "bottom")
        return None if found is None else str(found)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._alignment("vertical", value)

    @property
    def column_width(self) -> float | None:
        """The width in characters of the default font; None when the columns differ."""
        widths = {width_of(self.sheet.worksheet, column) for column in self.column_numbers()}
        return widths.pop() if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        for dimension in self._column_dimensions():
            dimension.width = value + PADDING
        self.sheet.book.changed = True

    @property
    def row_height(self) -> float | None:
        """The height in points; None when the rows differ."""
        worksheet = self.sheet.worksheet
        default = worksheet.sheet_format.defaultRowHeight or DEFAULT_HEIGHT
        rows = worksheet.row_dimensions
        heights = {float(rows[r].height or default) if r in rows else float(default) for r in self.row_numbers()}
        return heights.pop() if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        for row in self.row_numbers():
            self.sheet.worksheet.row_dimensions[row].height = value
        self.sheet.book.changed = True

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None when they differ."""
        rows = self.sheet.worksheet.row_dimensions
        hidden = {bool(rows[r].hidden) if r in rows else False for r in self.row_numbers()}
        return hidden.pop() if len(hidden) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        for row in self.row_numbers():
            self.sheet.worksheet.row_dimensions[row].hidden = value
        self.sheet.book.changed = True

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None when they differ."""
        hidden = {width_of(self.sheet.worksheet, column) == 0 for column in self.column_numbers()}
        return hidden.pop() if len(hidden) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        for dimension in self._column_dimensions():
            dimension.hidden = value
        self.sheet.book.changed = True

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns to their longest text, rows to their wrapped lines; a Chinese character counts two."""
        if axis in (None, "c", "columns"):
            for dimension, width in zip(self._column_dimensions(), text_columns(self._shown()), strict=True):
                dimension.width = width + PADDING
        if axis in (None, "r", "rows"):
            self._fit_rows()
        self.sheet.book.changed = True

    def _fit_rows(self) -> None:
        """Give rows of several lines their height; a row of one line is left to whoever opens the file."""
        worksheet = self.sheet.worksheet
        widths = [width_of(worksheet, column) for column in self.column_numbers()]
        wrapped: dict[int, list[bool]] = {}
        for (row, column), cell in self.sheet.existing_cells(self.area):
            flags = wrapped.setdefault(row, [False] * len(widths))
            flags[column - self.area.column] = bool(cell.alignment.wrap_text)
        for row, texts in zip(self.row_numbers(), self._shown(), strict=True):
            lines = text_lines(texts, widths, wrapped.get(row, [False] * len(widths)))
            worksheet.row_dimensions[row].height = None if lines == 1 else min(lines * LINE_HEIGHT + 4, MOST_HEIGHT)

    def _shown(self) -> list[list[str]]:
        return [[as_text(cleaned(value)) for value in row] for row in self.sheet.grid.block(self.area)]
