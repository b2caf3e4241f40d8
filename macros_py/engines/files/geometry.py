"""Where cells lie on the sheet in points, and the anchors that hold charts to them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from macros_py.engines.files.columns import DEFAULT_HEIGHT, width_of

if TYPE_CHECKING:
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker
    from openpyxl.worksheet.worksheet import Worksheet

EMU_A_POINT = 12700
#: A character of the default font is 7 pixels wide, a column has 5 pixels besides, a pixel is 3/4 point.
_PIXELS_A_CHARACTER, _PIXELS_BESIDES, _POINTS_A_PIXEL = 7, 5, 0.75


def column_points(worksheet: Worksheet, column: int) -> float:
    """Return the width of a column in points, 0 for a hidden one."""
    width = width_of(worksheet, column)
    return round(width * _PIXELS_A_CHARACTER + _PIXELS_BESIDES) * _POINTS_A_PIXEL if width else 0.0


def row_points(worksheet: Worksheet, row: int) -> float:
    """Return the height of a row in points, 0 for a hidden one."""
    if row in worksheet.row_dimensions:
        dimension = worksheet.row_dimensions[row]
        if dimension.hidden:
            return 0.0
        if dimension.height is not None:
            return float(dimension.height)
    return float(worksheet.sheet_format.defaultRowHeight or DEFAULT_HEIGHT)


def left_of(worksheet: Worksheet, column: int) -> float:
    """Return how far the left edge of a column is from the left edge of the sheet."""
    return sum(column_points(worksheet, number) for number in range(1, column))


def top_of(worksheet: Worksheet, row: int) -> float:
    """Return how far the upper edge of a row is from the top of the sheet."""
    return sum(row_points(worksheet, number) for number in range(1, row))


def anchor_at(worksheet: Worksheet, left: float, top: float, width: float, height: float) -> Any:
    """Return an anchor from cell to cell: what it holds moves and grows with the cells beneath, as Excel has it."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

    def marker(x: float, y: float) -> AnchorMarker:
        column, beyond = _cell_at(x, lambda number: column_points(worksheet, number))
        row, below = _cell_at(y, lambda number: row_points(worksheet, number))
        return AnchorMarker(column, round(beyond * EMU_A_POINT), row, round(below * EMU_A_POINT))

    return keeping_name(TwoCellAnchor(_from=marker(left, top), to=marker(left + width, top + height)))


def name_charts(worksheet: Worksheet, names: list[str]) -> None:
    """Give charts that openpyxl has read their names back; it drops one that it cannot read, and then none is sure."""
    if len(names) == len(worksheet._charts):
        for chart, name in zip(worksheet._charts, names, strict=True):
            chart.anchor = keeping_name(chart.anchor)
            give_name(chart.anchor, name)


def give_name(anchor: Any, name: str) -> None:
    """Give the frame of an anchor a name."""
    from openpyxl.drawing.graphic import GraphicFrame

    if anchor.graphicFrame is None:
        anchor.graphicFrame = GraphicFrame()
    anchor.graphicFrame.nvGraphicFramePr.cNvPr.name = name


def keeping_name(anchor: Any) -> Any:
    """Return the anchor as one whose frame keeps its name: openpyxl puts a new frame, "Chart 1", into it on saving."""
    kind = type(anchor)
    if isinstance(getattr(kind, "graphicFrame", None), property):
        return anchor
    kept = _keeper(cast("Hashable", kind))()
    kept.__dict__.update(anchor.__dict__)
    kept.__dict__["frame"] = kept.__dict__.pop("graphicFrame", None)
    return kept


@lru_cache(maxsize=3)
def _keeper(kind: Any) -> Any:
    """Return the class of such anchors for one of openpyxl's three kinds."""

    def frame(anchor: Any) -> Any:
        return anchor.__dict__.get("frame")

    def put(anchor: Any, new: Any) -> None:
        old = frame(anchor)
        if old is not None and new is not None:
            new.nvGraphicFramePr.cNvPr.name = old.nvGraphicFramePr.cNvPr.name
        anchor.__dict__["frame"] = new

    fields = {"tagname": kind.tagname, "graphicFrame": property(frame, put)}
    fields |= {name: getattr(kind, name) for name in ("__elements__", "__attrs__", "__nested__", "__namespaced__")}
    return type(kind)(kind.__name__, (kind,), fields)


def _cell_at(distance: float, size: Callable[[int], float]) -> tuple[int, float]:
    """Return the column or row (from 0) at a distance, and how far into it that is."""
    number = 1
    while distance >= size(number):
        distance -= size(number)
        number += 1
    return number - 1, max(distance, 0.0)


def area_of(worksheet: Worksheet, anchor: Any) -> tuple[float, float, float, float]:
    """Return left, top, width and height in points of what an anchor holds."""
    if hasattr(anchor, "pos"):
        left, top = anchor.pos.x / EMU_A_POINT, anchor.pos.y / EMU_A_POINT
    else:
        left, top = _point(worksheet, anchor._from)
    if hasattr(anchor, "to"):
        right, bottom = _point(worksheet, anchor.to)
        return left, top, right - left, bottom - top
    return left, top, anchor.ext.width / EMU_A_POINT, anchor.ext.height / EMU_A_POINT


def _point(worksheet: Worksheet, marker: AnchorMarker) -> tuple[float, float]:
    x = left_of(worksheet, marker.col + 1) + marker.colOff / EMU_A_POINT
    return x, top_of(worksheet, marker.row + 1) + marker.rowOff / EMU_A_POINT
