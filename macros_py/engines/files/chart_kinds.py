"""Types of charts: xlwings' word for each, and the openpyxl chart that draws it."""

from __future__ import annotations

from typing import Any

from macros_py.errors import WorkbookProblem

# The look of a new chart: one colour a series, thin grey lines, room between the bars; Excel's own would be bold and framed.
_GAP_WIDTH = 70
_LINE, _TEXT = "D9D9D9", "404040"
_TEXT_SIZE = 900

_BARS = {
    f"{shape}_{grouping}": {"barDir": direction, "grouping": drawn, "overlap": overlap}
    for shape, direction in (("column", "col"), ("bar", "bar"))
    for grouping, drawn, overlap in (
        ("clustered", "clustered", None),
        ("stacked", "stacked", 100),
        ("stacked_100", "percentStacked", 100),
    )
}
_OTHERS = ("line", "line_markers", "pie", "doughnut", "area")


def made(kind: str) -> Any:
    """Return a new openpyxl chart of a type.

    Raises:
        WorkbookProblem: this engine does not draw the type.
    """
    from openpyxl import chart

    if kind in _BARS:
        part: Any = chart.BarChart(varyColors=False, gapWidth=_GAP_WIDTH, **_BARS[kind])
    elif kind in ("line", "line_markers"):
        part = chart.LineChart(varyColors=False, marker=kind == "line_markers")
    elif kind in ("pie", "doughnut"):
        part = chart.PieChart() if kind == "pie" else chart.DoughnutChart(holeSize=50)
    elif kind == "area":
        part = chart.AreaChart(varyColors=False)
    else:
        raise WorkbookProblem(f"在 Excel 之外画不了“{kind}”这种图，可以画的有：{'、'.join((*_BARS, *_OTHERS))}。")
    part.roundedCorners = False
    part.legend = None
    _dress_axes(part)
    return part


def _dress_axes(part: Any) -> None:
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    grey = GraphicalProperties(ln=LineProperties(solidFill=_LINE))
    part.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=_LINE))
    lying = getattr(part, "barDir", "col") == "bar"
    for axis, side in (
        (getattr(part, "x_axis", None), "l" if lying else "b"),
        (getattr(part, "y_axis", None), "b" if lying else "l"),
    ):
        if axis is not None:
            axis.axPos, axis.crosses = side, "autoZero"
            axis.delete = False  # openpyxl leaves it out, which Excel reads as deleted
            axis.graphicalProperties = grey
            axis.txPr = plain_text(_TEXT_SIZE)
            axis.majorTickMark = axis.minorTickMark = "none"
    if getattr(part, "y_axis", None) is not None:
        part.y_axis.majorGridlines = ChartLines(spPr=grey)


def plain_text(size: int) -> Any:
    """Return the properties of text of a size, in hundredths of a point."""
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=characters(size)), endParaRPr=characters(size))
    paragraph.r = []  # openpyxl puts an empty run there
    return RichText(p=[paragraph])


def characters(size: int, bold: bool = False) -> Any:
    """Return the properties of characters of a size, in hundredths of a point."""
    from openpyxl.drawing.text import CharacterProperties

    return CharacterProperties(sz=size, b=bold, solidFill=_TEXT)


def kind_of(part: Any) -> str:
    """Return xlwings' word for the type of an openpyxl chart, "" for one this engine does not draw."""
    name = type(part).__name__
    if name == "BarChart":
        for kind, settings in _BARS.items():
            if (part.barDir, part.grouping) == (settings["barDir"], settings["grouping"]):
                return kind
    if name == "LineChart":
        return "line_markers" if part.marker else "line"
    return {"PieChart": "pie", "DoughnutChart": "doughnut", "AreaChart": "area"}.get(name, "")
