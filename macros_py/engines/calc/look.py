"""How cells of a Calc sheet look: number formats, fills, fonts, alignment, and the sizes of rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from macros_py.engines.calc.borders import Borders
from macros_py.engines.calc.bridge import enum, is_changed_midway
from macros_py.engines.calc.colours import Rgb, number_of, rgb_of
from macros_py.engines.cells import Cells

if TYPE_CHECKING:
    from macros_py.engines.address import Area
    from macros_py.engines.calc.sheet import Sheet

#: Calc measures in hundredths of a millimetre; Excel in points, and in characters of 7 pixels with 5 pixels of padding.
_POINT = 2540 / 72
_PIXEL = 2540 / 96
_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
#: Each look costs three requests; a sheet has some dozens of them, a hostile one as many as it likes.
_MOST_LOOKS = 1000
# com.sun.star.table.CellVertJustify2
_VERTICAL = {"bottom": 3, "top": 1, "center": 2, "justify": 4}


class Look(Cells):
    """The look of the cells of ``area``; what differs among the cells reads None, as in Excel."""

    sheet: Sheet

    @property
    def cells(self) -> Any:
        """The UNO cell range."""
        return self.sheet.cells_of(self.area)

    def same(self, name: str) -> Any:
        """Return a property that all cells agree in, None when they differ."""
        cells = self.cells
        return None if is_changed_midway(cells.getPropertyState(name)) else getattr(cells, name)

    def change(self, **values: object) -> None:
        """Set properties of all cells.

        Raises:
            WorkbookProblem: the sheet is protected.
        """
        if len(self):
            self.sheet.refuse_if_protected(self.area)
            self.cells.setPropertyValues(tuple(sorted(values)), tuple(values[name] for name in sorted(values)))

    def number_formats(self) -> Iterator[tuple[Area, str]]:
        """Yield the parts of the cells that have one number format each, and that; xlwings has no call for it."""
        formats = self.sheet.book.number_formats
        return ((part, formats.code(key)) for part, key in self.sheet.format_areas(self.area, _MOST_LOOKS))

    @property
    def number_format(self) -> str | None:
        """The number format; None when the cells differ."""
        key = self.same("NumberFormat")
        return None if key is None else self.sheet.book.number_formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.change(NumberFormat=self.sheet.book.number_formats.key(value))

    @property
    def color(self) -> Rgb | None:
        """The fill as (red, green, blue); None without a fill."""
        return rgb_of(self.same("CellBackColor"))

    @color.setter
    def color(self, value: Rgb | int | str | None) -> None:
        self.change(CellBackColor=number_of(value))

    @property
    def font(self) -> Font:
        """The font of the cells."""
        return Font(self)

    @property
    def borders(self) -> Borders:
        """The lines around and between the cells."""
        return Borders(self)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long text is wrapped."""
        wrapped = self.same("IsTextWrapped")
        return None if wrapped is None else bool(wrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.change(IsTextWrapped=value)

    @property
    def horizontal_alignment(self) -> str | None:
        """The horizontal alignment, in xlwings' words (left, center, right, general)."""
        found = self.same("HoriJustify")
        words = {calc: excel for excel, calc in _HORIZONTAL.items()}
        return None if found is None else words.get(found.value, "general")

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.change(HoriJustify=enum("com.sun.star.table.CellHoriJustify", _HORIZONTAL.get(value, "STANDARD")))

    @property
    def vertical_alignment(self) -> str | None:
        """The vertical alignment, in xlwings' words (top, center, bottom)."""
        found = self.same("VertJustify")
        words = {calc: excel for excel, calc in _VERTICAL.items()}
        return None if found is None else words.get(found, "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.change(VertJustify=_VERTICAL.get(value, 0))

    @property
    def left(self) -> float:
        """The distance of the first column from the left edge of the sheet, in points."""
        return float(self.cells.Position.X / _POINT)

    @property
    def top(self) -> float:
        """The distance of the first row from the top of the sheet, in points."""
        return float(self.cells.Position.Y / _POINT)

    @property
    def width(self) -> float:
        """The width of all columns together, in points."""
        return float(self.cells.Size.Width / _POINT)

    @property
    def height(self) -> float:
        """The height of all rows together, in points."""
        return float(self.cells.Size.Height / _POINT)

    @property
    def column_width(self) -> float | None:
        """The width in characters of the default font, 0 when hidden; None when the columns differ."""
        columns = self.cells.Columns
        if self.column_hidden:
            return 0.0
        widths = {columns.getByIndex(place).Width for place in range(min(self.area.columns, 256))}
        return None if len(widths) > 1 else round(max((round(widths.pop() / _PIXEL) - 5) / 7, 0), 2)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.cells.Columns.Width = round((value * 7 + 5) * _PIXEL)

    @property
    def row_height(self) -> float | None:
        """The height in points; None when the rows differ."""
        rows = self.cells.Rows
        heights = {rows.getByIndex(place).Height for place in range(min(self.area.rows, 1024))}
        # Calc rounds to whole hundredths of a millimetre: 30 pt come back as 29.99.
        return None if len(heights) > 1 else round(heights.pop() / _POINT * 20) / 20

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.cells.Rows.Height = round(value * _POINT)

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None when they differ."""
        rows = self.cells.Rows
        hidden = {not rows.getByIndex(place).IsVisible for place in range(self.area.rows)}
        return hidden.pop() if len(hidden) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.cells.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None when they differ."""
        columns = self.cells.Columns
        hidden = {not columns.getByIndex(place).IsVisible for place in range(min(self.area.columns, 256))}
        return hidden.pop() if len(hidden) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.cells.Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns to their longest text, rows to their wrapped lines, as Calc sees them."""
        if axis in (None, "c", "columns"):
            self.cells.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.cells.Rows.OptimalHeight = True


class Font:
    """The font of some cells; what differs among them reads None, as in Excel. Chinese has attributes of its own in Calc."""

    api = True

    def __init__(self, cells: Look) -> None:
        """Stand for the font of ``cells``."""
        self._cells = cells

    def _set(self, name: str, value: object) -> None:
        self._cells.change(**{name: value, f"{name}Asian": value, f"{name}Complex": value})

    @property
    def bold(self) -> bool | None:
        """Whether the font is bold."""
        weight = self._cells.same("CharWeight")
        return None if weight is None else weight > 100

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", 150.0 if value else 100.0)

    @property
    def italic(self) -> bool | None:
        """Whether the font is italic."""
        posture = self._cells.same("CharPosture")
        return None if posture is None else posture.value != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", enum("com.sun.star.awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def underline(self) -> bool | None:
        """Whether the text is underlined."""
        line = self._cells.same("CharUnderline")
        return None if line is None else line != 0

    @underline.setter
    def underline(self, value: bool) -> None:
        self._cells.change(CharUnderline=int(value))

    @property
    def size(self) -> float | None:
        """The size in points."""
        found = self._cells.same("CharHeight")
        return None if found is None else float(found)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def name(self) -> str | None:
        """The name of the font."""
        found = self._cells.same("CharFontName")
        return None if found is None else str(found)

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def color(self) -> Rgb | None:
        """The colour; None for the automatic one."""
        return rgb_of(self._cells.same("CharColor"))

    @color.setter
    def color(self, value: Rgb | int | str | None) -> None:
        self._cells.change(CharColor=number_of(value))
