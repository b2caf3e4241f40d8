"""Charts of a Calc sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from macros_py.engines.calc.bridge import struct
from macros_py.engines.calc.chart_kinds import chart_type_of, set_chart_type
from macros_py.engines.calc.chart_parts import Axis, Legend
from macros_py.engines.calc.chart_series import SeriesCollection, draw, set_categories
from macros_py.engines.charts import SheetCharts
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.calc.range import Range
    from macros_py.engines.calc.sheet import Sheet

_OLE_SHAPE = "com.sun.star.drawing.OLE2Shape"
_CHART = "12DCAE26-281F-416F-A234-C3086127382E"
_POINT = 2540 / 72
_DEFAULT_KIND = "column_clustered"
_TITLE_SIZE = 14.0
TEXT_COLOUR = 0x404040


def _is_chart(shape: Any, names: set[str]) -> bool:
    # A chart that has just been read was once, on a busy machine, without its class; the sheet knew its name.
    return getattr(shape, "PersistName", None) in names or (getattr(shape, "CLSID", None) or "").upper() == _CHART


class Charts(SheetCharts["Chart"]):
    """The charts of a sheet, in the order they were made."""

    def __init__(self, sheet: Sheet) -> None:
        """Stand for the charts of ``sheet``."""
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO collection."""
        return self._sheet.spreadsheet.Charts

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    def _shapes(self) -> list[Any]:
        page = self._sheet.spreadsheet.DrawPage
        shapes = [page.getByIndex(place) for place in range(page.getCount())]
        names = set(self.api.ElementNames)
        return [shape for shape in shapes if shape.ShapeType == _OLE_SHAPE and _is_chart(shape, names)]

    @property
    def all(self) -> list[Chart]:
        """The charts in order."""
        return [Chart(self._sheet, shape) for shape in self._shapes()]

    def add(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        chart_type: str | None = None,
        source: Range | None = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Range | None = None,
        style: int | None = None,
    ) -> Chart:
        """Return a new chart at a place in points, or at the upper left corner of ``anchor``; ``style`` changes nothing."""
        if anchor is not None:
            left, top = anchor.left, anchor.top
        name = name or self.free_name()
        x, y, across, down = (round(length * _POINT) for length in (left, top, width, height))
        place = struct("com.sun.star.awt.Rectangle", X=x, Y=y, Width=across, Height=down)
        stored = 1
        while self.api.hasByName(f"Chart{stored}"):
            stored += 1
        self.api.addNewByName(f"Chart{stored}", place, (), False, False)
        chart = Chart(self._sheet, self._shapes()[-1])
        chart.name = name
        provider = self._sheet.book.document.createInstance("com.sun.star.chart2.data.DataProvider")
        chart.document.attachDataProvider(provider)
        chart.chart_type = chart_type or _DEFAULT_KIND
        if source is not None:
            chart.set_source_data(source, plot_by)
        return chart


class Chart(base_classes.Chart):  # type: ignore[misc]
    """A chart: a shape on the sheet, and the chart document in it."""

    def __init__(self, sheet: Sheet, shape: Any) -> None:
        """Stand for the chart in ``shape`` on ``sheet``."""
        self._sheet = sheet
        self.shape = shape
        self.document = shape.Model

    @property
    def api(self) -> tuple[Any, Any]:
        """The shape and the chart document, as over COM the frame and the chart."""
        return self.shape, self.document

    @property
    def parent(self) -> Sheet:
        """The sheet it lies on."""
        return self._sheet

    @property
    def name(self) -> str:
        """The name of its frame."""
        return str(self.shape.Name or self.shape.PersistName)

    @name.setter
    def name(self, value: str) -> None:
        self.shape.Name = value

    @property
    def chart_type(self) -> str:
        """The type, in xlwings' words."""
        return chart_type_of(self.document)

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        set_chart_type(self.document, value)

    @property
    def title(self) -> str | None:
        """The title, None for none."""
        return str(self.document.Title.String) if self.document.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        self.document.HasMainTitle = value is not None
        if value is not None:
            title = self.document.Title
            title.String = value
            title.CharHeight = title.CharHeightAsian = _TITLE_SIZE
            title.CharColor = TEXT_COLOUR

    @property
    def legend(self) -> Legend:
        """The legend."""
        return Legend(self.document)

    @property
    def category_axis(self) -> Axis:
        """The axis of the categories."""
        return Axis(self.document, "X")

    @property
    def value_axis(self) -> Axis:
        """The axis of the values."""
        return Axis(self.document, "Y")

    @property
    def series(self) -> SeriesCollection:
        """The series in order."""
        return SeriesCollection(self)

    def set_source_data(self, rng: Range, plot_by: str | None = None) -> None:
        """Draw the cells of a range; see ``plotting.plot_of`` for what becomes a name and a category."""
        draw(self, rng, plot_by)

    def set_x_axis_values(self, rng: Range) -> None:
        """Let every series take its categories from a range."""
        set_categories(self, rng)

    def _place(self, **lengths: float) -> None:
        """Move and resize; ``lengths`` in points."""
        wanted = {name: round(length * _POINT) for name, length in lengths.items()}
        position, size = self.shape.Position, self.shape.Size
        position.X, position.Y = wanted.get("left", position.X), wanted.get("top", position.Y)
        size.Width, size.Height = wanted.get("width", size.Width), wanted.get("height", size.Height)
        self.shape.setSize(size)
        self.shape.setPosition(position)

    @property
    def left(self) -> float:
        """The distance from the left edge of the sheet, in points."""
        return float(self.shape.Position.X / _POINT)

    @left.setter
    def left(self, value: float) -> None:
        self._place(left=value)

    @property
    def top(self) -> float:
        """The distance from the top of the sheet, in points."""
        return float(self.shape.Position.Y / _POINT)

    @top.setter
    def top(self, value: float) -> None:
        self._place(top=value)

    @property
    def width(self) -> float:
        """The width in points."""
        return float(self.shape.Size.Width / _POINT)

    @width.setter
    def width(self, value: float) -> None:
        self._place(width=value)

    @property
    def height(self) -> float:
        """The height in points."""
        return float(self.shape.Size.Height / _POINT)

    @height.setter
    def height(self, value: float) -> None:
        self._place(height=value)

    def delete(self) -> None:
        """Take the chart off the sheet."""
        self._sheet.spreadsheet.Charts.removeByName(self.shape.PersistName)
