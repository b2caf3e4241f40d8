"""Fills, fonts and widths of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from macros_py.package.number_formats import CHINESE_FORMATS

if TYPE_CHECKING:
    from openpyxl.styles import PatternFill

Rgb = tuple[int, int, int]
_MAX_WIDTH = 255
#: Points a line of the usual 10 to 11 point font takes, and the most a row can have.
LINE_HEIGHT = 14.5
MOST_HEIGHT = 409.0


def number_format_of(cell: Any) -> str:
    """Return a cell's number format."""
    return CHINESE_FORMATS.get(getattr(cell._style, "numFmtId", 0)) or str(cell.number_format)


def rgb(value: Rgb | int | str) -> str:
    """Return a colour, (red, green, blue) or ``#rrggbb`` or Excel's blue-green-red number, as six hex digits."""
    if isinstance(value, str):
        return value.removeprefix("#").upper()
    if isinstance(value, int):
        value = (value & 255, value >> 8 & 255, value >> 16 & 255)
    return "".join(f"{part:02X}" for part in value)


def solid_fill(value: Rgb | int | str | None) -> PatternFill:
    """Return a fill of one colour, or no fill."""
    from openpyxl.styles import PatternFill

    return PatternFill() if value is None else PatternFill("solid", fgColor=f"FF{rgb(value)}")


def fill_color(cell: Any) -> Rgb | None:
    """Return the colour of a cell's fill; None without one, and for a colour of the theme."""
    return None if cell.fill.fill_type is None else _parts(cell.fill.fgColor)


def _parts(color: Any) -> Rgb | None:
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str):
        return None
    digits = color.rgb[-6:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def text_columns(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return for each column the width its longest line needs, in characters; two for a Chinese one."""
    widths = []
    for column in zip(*rows, strict=True):
        longest = max((len(line.encode("gbk", "replace")) for text in column for line in text.split("\n")), default=0)
        widths.append(float(min(max(longest + 1, 8), _MAX_WIDTH)))
    return widths


def text_lines(texts: Sequence[str], widths: Sequence[float], wrapped: Sequence[bool]) -> int:
    """Return how many lines a row of cells needs: breaks count, and so do lines that wrap in their column."""
    most = 1
    for text, width, wraps in zip(texts, widths, wrapped, strict=True):
        if wraps and width > 1:
            # One character of each line may be lost where the break falls.
            room = max(int(width) - 1, 1)
            lines = sum(max(1, -(-len(line.encode("gbk", "replace")) // room)) for line in text.split("\n"))
            most = max(most, lines)
    return most


class Font:
    """The font of some cells; what differs among them reads None, as in Excel."""

    api = True

    def __init__(self, each: Callable[..., Any], change: Callable[[Callable[[Any], None]], None]) -> None:
        """Stand for the font of the cells that ``each`` reads and ``change`` changes."""
        self._each = each
        self._change = change

    def _set(self, field: str, value: object) -> None:
        def change(cell: Any) -> None:
            font = copy(cell.font)
            setattr(font, field, value)
            cell.font = font

        self._change(change)

    @property
    def bold(self) -> bool | None:
        """Whether the font is bold."""
        found = self._each(lambda cell: bool(cell.font.b), False)
        return None if found is None else bool(found)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("b", value)

    @property
    def italic(self) -> bool | None:
        """Whether the font is italic."""
        found = self._each(lambda cell: bool(cell.font.i), False)
        return None if found is None else bool(found)

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("i", value)

    @property
    def underline(self) -> bool | None:
        """Whether the text is underlined."""
        found = self._each(lambda cell: cell.font.u is not None, False)
        return None if found is None else bool(found)

    @underline.setter
    def underline(self, value: bool) -> None:
        self._set("u", "single" if value else None)

    @property
    def size(self) -> float | None:
        """The size in points."""
        found = self._each(lambda cell: cell.font.sz, None)
        return None if found is None else float(found)

    @size.setter
    def size(self, value: float) -> None:
        self._set("sz", value)

    @property
    def name(self) -> str | None:
        """The name of the font."""
        found = self._each(lambda cell: cell.font.name, None)
        return None if found is None else str(found)

    @name.setter
    def name(self, value: str) -> None:
        self._set("name", value)
        self._set("scheme", None)  # a scheme would win over the name

    @property
    def color(self) -> Rgb | None:
        """The colour; None for the automatic one and for colours of the theme."""
        found: Rgb | None = self._each(lambda cell: _parts(cell.font.color), None)
        return found

    @color.setter
    def color(self, value: Rgb | int | str | None) -> None:
        from openpyxl.styles.colors import Color

        self._set("color", None if value is None else Color(rgb=f"FF{rgb(value)}"))
