"""The parts of a chart: axes, legend, series, and the titles of chart and axes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from macros_py.engines.files.chart_kinds import characters, kind_of
from macros_py.engines.files.chart_source import name_of
from macros_py.engines.files.format import rgb
from macros_py.engines.files.native import NativeSeries
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.files.sheet import Sheet

_UNSET = base_classes._UNSET
_AXIS_TITLE_SIZE = 10
_CROSSES = {"automatic": "autoZero", "minimum": "min", "maximum": "max"}
_POSITIONS = {"top": "t", "bottom": "b", "left": "l", "right": "r", "corner": "tr"}
Changed = Callable[[], None]


def titled(text: str | None, size: int) -> Any:
    """Return an openpyxl title of one line, None for no text; ``size`` in points."""
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    if text is None:
        return None
    look = characters(size * 100)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def text_of(title: Any) -> str | None:
    """Return the text of an openpyxl title, None for none."""
    if title is None or title.tx is None or title.tx.rich is None:
        return None
    return "\n".join("".join(run.t for run in paragraph.r or ()) for paragraph in title.tx.rich.p)


class Axis(base_classes.ChartAxis):  # type: ignore[misc]
    """An axis; ``other`` is the one that crosses it, in which the file keeps where."""

    def __init__(self, part: Any, other: Any, changed: Changed) -> None:
        """Stand for an openpyxl axis."""
        self._part = part
        self._other = other
        self._changed = changed

    @property
    def api(self) -> Axis:
        """The axis itself: there is nothing beneath."""
        return self

    @property
    def title(self) -> str | None:
        """The title, None for none."""
        return text_of(self._part.title)

    @property
    def minimum_scale(self) -> float | None:
        """The least value, None where it is found automatically (Excel would tell which)."""
        return None if self._part.scaling.min is None else float(self._part.scaling.min)

    @property
    def maximum_scale(self) -> float | None:
        """The greatest value, None where it is found automatically."""
        return None if self._part.scaling.max is None else float(self._part.scaling.max)

    @property
    def major_unit(self) -> float | None:
        """The distance between the marks, None where it is found automatically."""
        unit = getattr(self._part, "majorUnit", None)
        return None if unit is None else float(unit)

    @property
    def number_format(self) -> str:
        """The number format of the marks."""
        return str(self._part.numFmt.formatCode) if self._part.numFmt else "General"

    @property
    def visible(self) -> bool:
        """Whether the axis is shown."""
        return not self._part.delete

    @property
    def reverse_order(self) -> bool:
        """Whether it runs the other way."""
        return bool(self._part.scaling.orientation == "maxMin")

    @property
    def crosses(self) -> str:
        """Where the other axis crosses it."""
        return {ours: theirs for theirs, ours in _CROSSES.items()}.get(self._other.crosses, "custom")

    def set(
        self,
        *,
        title: Any = _UNSET,
        minimum_scale: Any = _UNSET,
        maximum_scale: Any = _UNSET,
        major_unit: Any = _UNSET,
        number_format: Any = _UNSET,
        visible: Any = _UNSET,
        reverse_order: Any = _UNSET,
        crosses: Any = _UNSET,
    ) -> None:
        """Change what is given."""
        from openpyxl.chart.data_source import NumFmt

        if title is not _UNSET:
            self._part.title = titled(title, _AXIS_TITLE_SIZE)
        if minimum_scale is not _UNSET:
            self._part.scaling.min = minimum_scale
        if maximum_scale is not _UNSET:
            self._part.scaling.max = maximum_scale
        if major_unit is not _UNSET:
            self._part.majorUnit = major_unit
        if number_format is not _UNSET:
            self._part.numFmt = NumFmt(formatCode=number_format, sourceLinked=False)
        if visible is not _UNSET:
            self._part.delete = not visible
        if reverse_order is not _UNSET:
            self._part.scaling.orientation = "maxMin" if reverse_order else "minMax"
        if crosses is not _UNSET:
            self._other.crosses = _CROSSES[crosses]
        self._changed()


class Legend(base_classes.ChartLegend):  # type: ignore[misc]
    """The legend of a chart."""

    def __init__(self, part: Any, changed: Changed) -> None:
        """Stand for the legend of an openpyxl chart."""
        self._part = part
        self._changed = changed

    @property
    def api(self) -> Legend:
        """The legend itself: there is nothing beneath."""
        return self

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return self._part.legend is not None

    @visible.setter
    def visible(self, value: bool) -> None:
        from openpyxl.chart.legend import Legend as Part

        self._part.legend = (self._part.legend or Part(overlay=False)) if value else None
        self._changed()

    @property
    def position(self) -> str | None:
        """Where it stands, None when it is hidden."""
        legend = self._part.legend
        return {ours: theirs for theirs, ours in _POSITIONS.items()}[legend.legendPos] if legend else None

    @position.setter
    def position(self, value: str) -> None:
        self.visible = True
        self._part.legend.legendPos = _POSITIONS[value]


class SeriesCollection(base_classes.ChartSeriesCollection):  # type: ignore[misc]
    """The series of a chart in order."""

    def __init__(self, sheet: Sheet, part: Any) -> None:
        """Stand for the series of an openpyxl chart on ``sheet``."""
        self._sheet = sheet
        self._part = part

    @property
    def api(self) -> SeriesCollection:
        """The collection itself: there is nothing beneath."""
        return self

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._part.ser)

    def __iter__(self) -> Iterator[Series]:
        """Yield them in order."""
        return iter([self(number) for number in range(1, len(self) + 1)])

    def __call__(self, index: int) -> Series:
        """Return a series by its position from 1."""
        return Series(self._sheet, self._part, self._part.ser[index - 1])


class Series(base_classes.ChartSeries):  # type: ignore[misc]
    """A series of a chart."""

    def __init__(self, sheet: Sheet, chart: Any, part: Any) -> None:
        """Stand for a series of an openpyxl chart on ``sheet``."""
        self._sheet = sheet
        self._chart = chart
        self._part = part

    @property
    def api(self) -> NativeSeries:
        """What Excel's Series object offers besides: data labels."""
        self._sheet.book.changed = True
        return NativeSeries(self._part, outside=kind_of(self._chart).endswith("clustered"))

    @property
    def name(self) -> str:
        """The name that is shown: a text, or that of the cell it comes from when the chart was made."""
        label = self._part.tx
        if label is None:
            return f"Series{self._part.idx + 1}"
        if label.v is not None:
            return str(label.v)
        points = label.strRef.strCache.pt if label.strRef.strCache else ()
        return str(points[0].v) if points else ""

    @property
    def chart_type(self) -> str:
        """The type of its chart."""
        return kind_of(self._chart)

    @property
    def fill_color(self) -> tuple[int, int, int] | None:
        """The colour of its bars or slices, None for the automatic one."""
        return _colour(self._part.spPr)

    @property
    def line_color(self) -> tuple[int, int, int] | None:
        """The colour of its line, None for the automatic one."""
        return _colour(self._part.spPr.ln if self._part.spPr else None)

    def set(self, **given: Any) -> None:
        """Change what is given: ``name`` (a text, or a cell as ``='表'!$A$1``), ``fill_color``, ``line_color``.

        Raises:
            NotImplementedError: anything else is given.
        """
        from openpyxl.chart.shapes import GraphicalProperties

        wanted = {field: value for field, value in given.items() if value is not _UNSET}
        if rest := wanted.keys() - {"name", "fill_color", "line_color"}:
            raise NotImplementedError(f"this engine does not set {sorted(rest)} of a series")
        if "name" in wanted:
            self._part.tx = name_of(self._sheet, wanted["name"])
        look = self._part.spPr = self._part.spPr or GraphicalProperties()
        if "fill_color" in wanted:
            look.solidFill = rgb(wanted["fill_color"])
        if "line_color" in wanted:
            look.line.solidFill = rgb(wanted["line_color"])
        self._sheet.book.changed = True


def _colour(look: Any) -> tuple[int, int, int] | None:
    fill = getattr(look, "solidFill", None)
    digits = getattr(fill, "srgbClr", None)
    return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)) if digits else None
