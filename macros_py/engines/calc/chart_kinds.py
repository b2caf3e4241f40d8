"""Types of charts: xlwings' word for each, and the diagram of Calc that draws it."""

from __future__ import annotations

from typing import Any

from macros_py.errors import WorkbookProblem

_BAR, _LINE = "com.sun.star.chart.BarDiagram", "com.sun.star.chart.LineDiagram"
_BARS = {
    f"{shape}_{grouping}": {"Vertical": shape == "bar", "Stacked": stacked, "Percent": percent}
    for shape in ("column", "bar")
    for grouping, stacked, percent in (
        ("clustered", False, False),
        ("stacked", True, False),
        ("stacked_100", True, True),
    )
}
# com.sun.star.chart.ChartSymbolType
_LINES = {"line": -3, "line_markers": -2}
_OTHERS = {
    "pie": "com.sun.star.chart.PieDiagram",
    "doughnut": "com.sun.star.chart.DonutDiagram",
    "area": "com.sun.star.chart.AreaDiagram",
}
# The look of a new chart is that of the file engine: thin grey lines, room between the bars, no ground behind them.
_GREY, _TEXT, _WHITE = 0xD9D9D9, 0x404040, 0xFFFFFF
_TEXT_SIZE = 9.0
_GAP_WIDTH = 70


def set_chart_type(document: Any, kind: str) -> None:
    """Draw the chart as ``kind``, its series, title and legend kept.

    Raises:
        WorkbookProblem: this engine does not draw the type.
    """
    service = _BAR if kind in _BARS else _LINE if kind in _LINES else _OTHERS.get(kind)
    if service is None:
        known = "、".join((*_BARS, *_LINES, *_OTHERS))
        raise WorkbookProblem(f"在 Excel 之外画不了“{kind}”这种图，可以画的有：{known}。")
    is_new = document.getFirstDiagram() is None
    document.setDiagram(document.createInstance(service))
    diagram = document.Diagram
    if kind in _BARS:
        # Percent last: Stacked would take it back.
        for name in ("Vertical", "Stacked", "Percent"):
            if getattr(diagram, name) != _BARS[kind][name]:
                setattr(diagram, name, _BARS[kind][name])
    if kind in _LINES:
        diagram.SymbolType = _LINES[kind]
    if is_new:
        _dress(document)


def _dress(document: Any) -> None:
    none, solid = _styles()
    document.HasLegend = False
    area, diagram = document.Area, document.Diagram
    area.FillStyle, area.FillColor, area.LineStyle, area.LineColor = solid[0], _WHITE, solid[1], _GREY
    if hasattr(diagram, "Wall"):
        diagram.Wall.FillStyle, diagram.Wall.LineStyle = none
    for side in ("X", "Y"):
        if getattr(diagram, f"Has{side}Axis", False):
            axis = getattr(diagram, f"{side}Axis")
            axis.LineColor, axis.CharColor, axis.Marks, axis.HelpMarks = _GREY, _TEXT, 0, 0
            axis.CharHeight = axis.CharHeightAsian = _TEXT_SIZE
    if getattr(diagram, "HasYAxisGrid", False):
        diagram.YMainGrid.LineColor = _GREY
    if diagram.DiagramType == _BAR:
        diagram.YAxis.GapWidth = _GAP_WIDTH


def _styles() -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """Return no fill and no line, a solid fill and a solid line."""
    from macros_py.engines.calc.bridge import enum

    fill, line = "com.sun.star.drawing.FillStyle", "com.sun.star.drawing.LineStyle"
    return (enum(fill, "NONE"), enum(line, "NONE")), (enum(fill, "SOLID"), enum(line, "SOLID"))


def chart_type_of(document: Any) -> str:
    """Return xlwings' word for the type of a chart, "" for one this engine does not draw."""
    diagram = document.Diagram
    if diagram.DiagramType == _BAR:
        drawn = {name: bool(getattr(diagram, name)) for name in ("Vertical", "Stacked", "Percent")}
        drawn["Stacked"] = drawn["Stacked"] or drawn["Percent"]
        return next((kind for kind, settings in _BARS.items() if settings == drawn), "")
    if diagram.DiagramType == _LINE:
        return "line" if diagram.SymbolType == _LINES["line"] else "line_markers"
    return next((kind for kind, service in _OTHERS.items() if service == diagram.DiagramType), "")
