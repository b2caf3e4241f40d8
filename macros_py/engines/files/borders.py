"""Lines around and between cells."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from macros_py.engines.files.format import rgb
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.files.look import Look

_UNSET = base_classes._UNSET
_WEIGHTS = {"hairline": "hair", "thin": "thin", "medium": "medium", "thick": "thick"}
_DASHES = {"dash": "dashed", "dot": "dotted", "double": "double"}


class Borders(base_classes.Borders):  # type: ignore[misc]
    """The lines of the cells of a range: its four edges and what lies between its cells."""

    def __init__(self, cells: Look) -> None:
        """Stand for the lines of ``cells``."""
        self.parent = cells

    @property
    def api(self) -> Borders:
        """The collection itself: there is nothing beneath."""
        return self

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
        from openpyxl.styles import Side

        if line_style in (None, "none"):
            line = Side()
        else:
            style = _DASHES.get(line_style, "thin") if line_style is not _UNSET else "thin"
            if weight is not _UNSET and style == "thin":
                style = _WEIGHTS[weight]
            line = Side(style=style, color=None if color is _UNSET else f"FF{rgb(color)}")
        for side in sides:
            for row, column, edge in self.places(side):
                cell = self.parent.sheet.cell(row, column)
                border = copy(cell.border)
                setattr(border, edge, copy(line))
                cell.border = border
        self.parent.sheet.book.changed = True

    def places(self, side: str) -> list[tuple[int, int, str]]:
        """Return the cells (row, column) and their edge that make up one side."""
        area = self.parent.area
        rows, columns = range(area.row, area.last_row + 1), range(area.column, area.last_column + 1)
        if side.startswith("edge_"):
            edge = side.removeprefix("edge_")
            if edge in ("top", "bottom"):
                return [(area.row if edge == "top" else area.last_row, column, edge) for column in columns]
            return [(row, area.column if edge == "left" else area.last_column, edge) for row in rows]
        if side == "inside_vertical":
            pairs = [(row, left) for row in rows for left in columns[:-1]]
            return [place for row, left in pairs for place in ((row, left, "right"), (row, left + 1, "left"))]
        if side == "inside_horizontal":
            pairs = [(upper, column) for upper in rows[:-1] for column in columns]
            return [
                place for upper, column in pairs for place in ((upper, column, "bottom"), (upper + 1, column, "top"))
            ]
        return []


class Border(base_classes.Border):  # type: ignore[misc]
    """One side of a range."""

    def __init__(self, borders: Borders, side: str) -> None:
        """Stand for ``side`` of the range of ``borders``."""
        self._borders = borders
        self._side = side

    def _read(self, field: str) -> Any:
        cell = self._borders.parent.sheet.cell
        found = {
            getattr(getattr(cell(row, column).border, edge), field)
            for row, column, edge in self._borders.places(self._side)
        }
        return found.pop() if len(found) == 1 else None

    @property
    def line_style(self) -> str | None:
        """The style of the line, None without one and when it differs along the side."""
        style = self._read("style")
        return {ours: theirs for theirs, ours in _DASHES.items()}.get(style, "continuous") if style else None

    @property
    def weight(self) -> str | None:
        """The weight of the line."""
        return {ours: theirs for theirs, ours in _WEIGHTS.items()}.get(self._read("style"))
