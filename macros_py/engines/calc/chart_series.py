"""The series of a chart in Calc: the cells they draw, their names, colours and labels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from macros_py.engines.calc.bridge import enum, struct
from macros_py.engines.calc.chart_kinds import chart_type_of
from macros_py.engines.calc.colours import Rgb, number_of, rgb_of
from macros_py.engines.calc.number_formats import NumberFormats
from macros_py.engines.plotting import plot_of
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.address import Area
    from macros_py.engines.calc.chart import Chart
    from macros_py.engines.calc.range import Range
    from macros_py.engines.calc.sheet import Sheet

_UNSET = base_classes._UNSET
_VALUES, _LABEL, _CATEGORIES = "values-y", "label", "categories"
# com.sun.star.chart.DataLabelPlacement
_OUTSIDE = 3


def draw(chart: Chart, cells: Range, plot_by: str | None) -> None:
    """Let ``chart`` draw a block of cells, whatever it drew before."""
    sheet = cells.sheet
    plot = plot_of(cells.area, cells.rows_read(), plot_by)
    made = []
    for number, values in enumerate(plot.values):
        series = _service(sheet, "com.sun.star.chart2.DataSeries")
        series.BorderStyle = enum("com.sun.star.drawing.LineStyle", "NONE")
        name = _place(sheet, plot.names[number]) if plot.names else None
        series.setData((_labelled(chart, sheet, _place(sheet, values), _VALUES, name),))
        made.append(series)
    chart_type(chart.document).setDataSeries(tuple(made))
    if plot.categories is not None:
        set_categories(chart, sheet.range_of(plot.categories))


def set_categories(chart: Chart, cells: Range) -> None:
    """Write the texts of ``cells`` along the axis of the categories."""
    axis = _system(chart.document).getAxisByDimension(0, 0)
    scale = axis.getScaleData()
    scale.Categories = _labelled(chart, cells.sheet, _place(cells.sheet, cells.area), _CATEGORIES, None)
    axis.setScaleData(scale)


def chart_type(document: Any) -> Any:
    """Return the UNO chart type that holds the series."""
    return _system(document).getChartTypes()[0]


def _system(document: Any) -> Any:
    return document.getFirstDiagram().getCoordinateSystems()[0]


def _service(sheet: Sheet, name: str) -> Any:
    return sheet.book.app.office.service(name)


def _place(sheet: Sheet, area: Area) -> str:
    return str(sheet.cells_of(area).AbsoluteName)


def _labelled(chart: Chart, sheet: Sheet, place: str, role: str, name: str | None) -> Any:
    made = _service(sheet, "com.sun.star.chart2.data.LabeledDataSequence")
    made.setValues(_sequence(chart, place, role))
    if name is not None:
        made.setLabel(_sequence(chart, name, _LABEL))
    return made


def _sequence(chart: Chart, place: str, role: str) -> Any:
    sequence = chart.document.getDataProvider().createDataSequenceByRangeRepresentation(place)
    sequence.Role = role
    return sequence


class SeriesCollection(base_classes.ChartSeriesCollection):  # type: ignore[misc]
    """The series of a chart in order."""

    def __init__(self, chart: Chart) -> None:
        """Stand for the series of ``chart``."""
        self._chart = chart

    @property
    def api(self) -> Any:
        """The UNO chart type, which holds the series."""
        return chart_type(self._chart.document)

    def _every(self) -> list[Any]:
        types = _system(self._chart.document).getChartTypes()
        return [series for kind in types for series in kind.getDataSeries()]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._every())

    def __iter__(self) -> Iterator[Series]:
        """Yield them in order."""
        return iter([self(number) for number in range(1, len(self) + 1)])

    def __call__(self, index: int) -> Series:
        """Return a series by its position from 1."""
        return Series(self._chart, self._every()[index - 1], index)


class Series(base_classes.ChartSeries):  # type: ignore[misc]
    """A series of a chart."""

    def __init__(self, chart: Chart, series: Any, number: int) -> None:
        """Stand for ``series``, the ``number``-th of ``chart``."""
        self._chart = chart
        self._series = series
        self._number = number

    @property
    def api(self) -> NativeSeries:
        """What Excel's Series object offers besides: values and data labels."""
        return NativeSeries(self._chart, self._series)

    @property
    def name(self) -> str:
        """The name that is shown: a text, or that of the cell it comes from."""
        label = values_of(self._series).getLabel()
        return " ".join(label.getTextualData()) if label is not None else f"Series{self._number}"

    @property
    def chart_type(self) -> str:
        """The type of its chart."""
        return chart_type_of(self._chart.document)

    @property
    def fill_color(self) -> Rgb | None:
        """The colour of its bars or slices."""
        return rgb_of(self._series.Color)

    @property
    def line_color(self) -> Rgb | None:
        """The colour of the line around its bars, or of its line."""
        return rgb_of(self._series.BorderColor)

    def set(self, **given: Any) -> None:
        """Change what is given: ``name`` (a text, or a cell as ``='表'!$A$1``), ``fill_color``, ``line_color``.

        Raises:
            NotImplementedError: anything else is given.
        """
        wanted = {field: value for field, value in given.items() if value is not _UNSET}
        if rest := wanted.keys() - {"name", "fill_color", "line_color"}:
            raise NotImplementedError(f"this engine does not set {sorted(rest)} of a series")
        if "name" in wanted:
            values_of(self._series).setLabel(_sequence(self._chart, self._named(wanted["name"]), _LABEL))
        if "fill_color" in wanted:
            self._series.Color = number_of(wanted["fill_color"])
        if "line_color" in wanted:
            self._series.BorderColor = number_of(wanted["line_color"])

    def _named(self, name: str) -> str:
        """Return a name as Calc takes it."""
        if not name.startswith("="):
            # Calc ends the text at a quote within it, doubled or not.
            return '"' + name.replace('"', "”") + '"'
        cell = self._chart.parent.range(name.removeprefix("="))
        return _place(cell.sheet, cell.area)


def values_of(series: Any) -> Any:
    """Return the sequence of a UNO series that holds its values and its name."""
    return next(one for one in series.getDataSequences() if one.getValues().Role == _VALUES)


class Labels:
    """The data labels of a series."""

    def __init__(self, chart: Chart, series: Any) -> None:
        """Stand for the labels of a UNO series."""
        self._formats = NumberFormats(chart.document)
        self._series = series

    @property
    def NumberFormat(self) -> str:  # noqa: N802 - Excel's name
        """The number format of the labels."""
        key = self._series.NumberFormat
        return "General" if key is None else self._formats.code(key)

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:  # noqa: N802
        self._series.LinkNumberFormatToSource = False
        self._series.NumberFormat = self._formats.key(value)


class NativeSeries:
    """What Excel's Series object says of its values and its data labels."""

    def __init__(self, chart: Chart, series: Any) -> None:
        """Stand for a UNO series of ``chart``."""
        self._chart = chart
        self._series = series

    @property
    def Values(self) -> tuple[float | None, ...]:  # noqa: N802 - Excel's name
        """The values, None for a blank; they are set by a range."""
        held = values_of(self._series).getValues().getData()
        return tuple(None if value is None or math.isnan(value) else float(value) for value in held)

    @Values.setter
    def Values(self, cells: Range) -> None:  # noqa: N802
        values_of(self._series).setValues(_sequence(self._chart, _place(cells.sheet, cells.area), _VALUES))

    @property
    def HasDataLabels(self) -> bool:  # noqa: N802 - Excel's name
        """Whether each point shows its value."""
        return bool(self._series.Label.ShowNumber)

    @HasDataLabels.setter
    def HasDataLabels(self, value: bool) -> None:  # noqa: N802
        self._series.Label = struct("com.sun.star.chart2.DataPointLabel", ShowNumber=bool(value))
        if value and chart_type_of(self._chart.document).endswith("clustered"):
            self._series.LabelPlacement = _OUTSIDE

    def DataLabels(self) -> Labels:  # noqa: N802 - Excel's name
        """Return the labels."""
        return Labels(self._chart, self._series)
