"""Charts of a worksheet, kept as openpyxl's charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from macros_py.engines.charts import SheetCharts
from macros_py.engines.files.chart_kinds import kind_of, made
from macros_py.engines.files.chart_parts import Axis, Legend, SeriesCollection, text_of, titled
from macros_py.engines.files.chart_source import series_of, with_categories
from macros_py.engines.files.geometry import anchor_at, area_of, give_name
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.files.range import Range
    from macros_py.engines.files.sheet import Sheet

_TITLE_SIZE = 14
_DEFAULT_KIND = "column_clustered"


class Charts(SheetCharts["Chart"]):
    """The charts of a sheet, in the order they were made."""

    def __init__(self, sheet: Sheet) -> None:
        """Stand for the charts of ``sheet``."""
        self._sheet = sheet

    @property
    def api(self) -> Charts:
        """The collection itself: there is nothing beneath."""
        return self

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    @property
    def all(self) -> list[Chart]:
        """The charts in order."""
        return [Chart(self._sheet, part) for part in self._sheet.worksheet._charts]

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
        part = made(chart_type or _DEFAULT_KIND)
        part.anchor = anchor_at(self._sheet.worksheet, left, top, width, height)
        self._sheet.worksheet._charts.append(part)
        chart = Chart(self._sheet, part)
        if source is not None:
            chart.set_source_data(source, plot_by)
        chart.name = name
        return chart


class Chart(base_classes.Chart):  # type: ignore[misc]
    """A chart. Reading it again after a change of its type is needed: openpyxl has a class for each type."""

    def __init__(self, sheet: Sheet, part: Any) -> None:
        """Stand for an openpyxl chart on ``sheet``."""
        self._sheet = sheet
        self.part = part

    @property
    def api(self) -> tuple[Chart, Chart]:
        """The frame and the chart, as over COM; both are this object."""
        return self, self

    @property
    def parent(self) -> Sheet:
        """The sheet it lies on."""
        return self._sheet

    def _changed(self) -> None:
        self._sheet.book.changed = True

    @property
    def name(self) -> str:
        """The name of its frame."""
        frame = self.part.anchor.graphicFrame
        return str(frame.nvGraphicFramePr.cNvPr.name) if frame is not None else ""

    @name.setter
    def name(self, value: str) -> None:
        give_name(self.part.anchor, value)
        self._changed()

    @property
    def chart_type(self) -> str:
        """The type, in xlwings' words."""
        return kind_of(self.part)

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        new = made(value)
        new.ser, new.title, new.legend, new.anchor = self.part.ser, self.part.title, self.part.legend, self.part.anchor
        charts = self._sheet.worksheet._charts
        charts[charts.index(self.part)] = new
        self.part = new
        self._changed()

    @property
    def title(self) -> str | None:
        """The title, None for none."""
        return text_of(self.part.title)

    @title.setter
    def title(self, value: str | None) -> None:
        self.part.title = titled(value, _TITLE_SIZE)
        self._changed()

    @property
    def legend(self) -> Legend:
        """The legend."""
        return Legend(self.part, self._changed)

    @property
    def category_axis(self) -> Axis:
        """The axis of the categories."""
        return Axis(self.part.x_axis, self.part.y_axis, self._changed)

    @property
    def value_axis(self) -> Axis:
        """The axis of the values."""
        return Axis(self.part.y_axis, self.part.x_axis, self._changed)

    @property
    def series(self) -> SeriesCollection:
        """The series in order."""
        return SeriesCollection(self._sheet, self.part)

    def set_source_data(self, rng: Range, plot_by: str | None = None) -> None:
        """Draw the cells of a range; see ``plotting.plot_of`` for what becomes a name and a category."""
        self.part.ser = series_of(rng, plot_by)
        self._changed()

    def set_x_axis_values(self, rng: Range) -> None:
        """Let every series take its categories from a range."""
        self.part.ser = [with_categories(series, rng) for series in self.part.ser]
        self._changed()

    def _area(self) -> tuple[float, float, float, float]:
        return area_of(self._sheet.worksheet, self.part.anchor)

    def _place(self, left: float, top: float, width: float, height: float) -> None:
        frame = self.part.anchor.graphicFrame
        self.part.anchor = anchor_at(self._sheet.worksheet, left, top, width, height)
        self.part.anchor.graphicFrame = frame
        self._changed()

    @property
    def left(self) -> float:
        """The distance from the left edge of the sheet, in points."""
        return self._area()[0]

    @left.setter
    def left(self, value: float) -> None:
        self._place(value, *self._area()[1:])

    @property
    def top(self) -> float:
        """The distance from the top of the sheet, in points."""
        return self._area()[1]

    @top.setter
    def top(self, value: float) -> None:
        left, _, width, height = self._area()
        self._place(left, value, width, height)

    @property
    def width(self) -> float:
        """The width in points."""
        return self._area()[2]

    @width.setter
    def width(self, value: float) -> None:
        left, top, _, height = self._area()
        self._place(left, top, value, height)

    @property
    def height(self) -> float:
        """The height in points."""
        return self._area()[3]

    @height.setter
    def height(self, value: float) -> None:
        self._place(*self._area()[:3], value)

    def delete(self) -> None:
        """Take the chart off the sheet."""
        self._sheet.worksheet._charts.remove(self.part)
        self._changed()
