"""Lines around and between cells of a Calc sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from macros_py.engines.calc.bridge import struct
from macros_py.engines.calc.colours import Rgb, number_of, rgb_of
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.calc.look import Look

_UNSET = base_classes._UNSET
#: Widths in hundredths of a millimetre, as Calc reads them from a workbook file and writes them into one.
_WEIGHTS = {"hairline": 2, "thin": 26, "medium": 62, "thick": 88}
# com.sun.star.table.BorderLineStyle
_STYLES = {"continuous": 0, "dot": 1, "dash": 2, "double": 3}
_NO_LINE = 0x7FFF
#: The lines of a TableBorder2, by xlwings' name of the side.
_SIDES = {
    "edge_top": "Top",
    "edge_bottom": "Bottom",
    "edge_left": "Left",
    "edge_right": "Right",
    "inside_horizontal": "Horizontal",
    "inside_vertical": "Vertical",
}


class Borders(base_classes.Borders):  # type: ignore[misc]
    """The lines of the cells of a range: its four edges and what lies between its cells."""

    def __init__(self, cells: Look) -> None:
        """Stand for the lines of ``cells``."""
        self.parent = cells

    @property
    def api(self) -> Any:
        """The UNO lines."""
        return self.parent.cells.TableBorder2

    def __getitem__(self, side: str) -> Border:
        """Return one side by xlwings' name: edge_top, inside_vertical …."""
        return Border(self, side)

    @property
    def line_style(self) -> str | None:
        """The style that all lines share, None when they differ."""
        styles = {self[side].line_style for side in self._grid_sides()}
        return styles.pop() if len(styles) == 1 else None

    def set(
        self, sides: tuple[str, ...], *, line_style: Any = _UNSET, weight: Any = _UNSET, color: Any = _UNSET
    ) -> None:
        """Draw (or with the line style "none" take away) the lines of ``sides``; diagonals are not drawn."""
        line = struct("com.sun.star.table.BorderLine2", LineStyle=_NO_LINE)
        if line_style not in (None, "none"):
            line.LineStyle = _STYLES.get(line_style, 0) if line_style is not _UNSET else 0
            line.LineWidth = _WEIGHTS["thin" if weight is _UNSET else weight]
            line.OuterLineWidth = line.LineWidth
            line.Color = 0 if color is _UNSET else number_of(color)
        wanted = [_SIDES[side] for side in sides if side in _SIDES]
        lines = struct("com.sun.star.table.TableBorder2")
        for side in wanted:
            setattr(lines, f"{side}Line", line)
            setattr(lines, f"Is{side}LineValid", True)
        if wanted:
            self.parent.change(TableBorder2=lines)


class Border(base_classes.Border):  # type: ignore[misc]
    """One side of a range."""

    def __init__(self, borders: Borders, side: str) -> None:
        """Stand for ``side`` of the range of ``borders``."""
        self._borders = borders
        self._side = _SIDES.get(side)

    @property
    def api(self) -> Any:
        """The UNO line, None without one and when it differs along the side."""
        if self._side is None:
            return None
        lines = self._borders.api
        line = getattr(lines, f"{self._side}Line")
        return line if getattr(lines, f"Is{self._side}LineValid") and line.LineWidth else None

    @property
    def line_style(self) -> str | None:
        """The style of the line, None without one and when it differs along the side."""
        line = self.api
        if line is None:
            return None
        return {theirs: ours for ours, theirs in _STYLES.items()}.get(line.LineStyle, "continuous")

    @property
    def weight(self) -> str | None:
        """The weight of the line."""
        line = self.api
        if line is None:
            return None
        return min(_WEIGHTS, key=lambda weight: abs(_WEIGHTS[weight] - line.LineWidth))

    @property
    def color(self) -> Rgb | None:
        """The colour of the line."""
        line = self.api
        return None if line is None else rgb_of(line.Color)
