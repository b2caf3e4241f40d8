"""Names of the charts on a worksheet, which openpyxl forgets on reading."""

from __future__ import annotations

from macros_py.package.parts import Package

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
#: openpyxl gives the charts of a drawing by the kind of their anchor, and then in order.
_ANCHORS = ("absoluteAnchor", "oneCellAnchor", "twoCellAnchor")


def chart_names(package: Package, sheet_part: str) -> list[str]:
    """Return the names of the charts of a sheet, in the order in which openpyxl gives them."""
    names = []
    for relationship in package.relationships(sheet_part):
        if relationship.kind != "drawing" or relationship.target not in package:
            continue
        drawing = package.xml(relationship.target)
        for kind in _ANCHORS:
            for frame in drawing.iterfind(f"{_DRAWING}{kind}/{_DRAWING}graphicFrame"):
                if next(frame.iter(_CHART), None) is not None:
                    properties = frame.find(f"{_DRAWING}nvGraphicFramePr/{_DRAWING}cNvPr")
                    names.append("" if properties is None else properties.get("name", ""))
    return names
