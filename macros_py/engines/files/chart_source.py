"""The cells a chart draws: series with their names, values and categories, and what they held when the chart was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area, quote_sheet
from macros_py.engines.entry import as_text, serial
from macros_py.engines.files.grid import cleaned
from macros_py.engines.files.references import repointed
from macros_py.engines.plotting import plot_of

if TYPE_CHECKING:
    from macros_py.engines.files.range import Range
    from macros_py.engines.files.sheet import Sheet


def series_of(cells: Range, plot_by: str | None) -> list[Any]:
    """Return the series of a block; see ``plotting.plot_of`` for what becomes a series, a name and a category."""
    sheet = cells.sheet
    block = [[cleaned(value) for value in row] for row in sheet.grid.block(cells.area)]
    plot = plot_of(cells.area, block, plot_by)
    made = [
        _series(sheet, number, values, plot.names[number] if plot.names else None)
        for number, values in enumerate(plot.values)
    ]
    if plot.categories is not None:
        made = [with_categories(series, sheet.range_of(plot.categories)) for series in made]
    return made


def numbers_of(cells: Range) -> Any:
    """Return the cells as the values of a series, blank ones among them."""
    from openpyxl.chart.data_source import NumDataSource, NumRef

    sheet, area = cells.sheet, cells.area
    return NumDataSource(numRef=NumRef(f=_reference(sheet, area), numCache=_numbers(sheet, area)))


def name_of(sheet: Sheet, name: str) -> Any:
    """Return the name of a series as openpyxl keeps it: a text, or what stands in a cell (``='表'!$A$1``), as in Excel."""
    from openpyxl.chart.series import SeriesLabel

    if not name.startswith("="):
        return SeriesLabel(v=name)
    cell = sheet.range(name.removeprefix("="))
    return SeriesLabel(strRef=_texts(cell.sheet, cell.area))


def _series(sheet: Sheet, number: int, values: Area, name: Area | None) -> Any:
    from openpyxl.chart.series import Series, SeriesLabel

    made = Series(idx=number, order=number)
    made.val = numbers_of(sheet.range_of(values))
    if name is not None:
        made.tx = SeriesLabel(strRef=_texts(sheet, name))
    made.invertIfNegative = False
    return made


def with_categories(series: Any, cells: Range) -> Any:
    """Return the series with the texts of ``cells`` as its categories."""
    from openpyxl.chart.data_source import AxDataSource

    series.cat = AxDataSource(strRef=_texts(cells.sheet, cells.area))
    return series


def repoint_series(series: Sequence[Any], old: str, new: str) -> None:
    """Make the series that draw cells of the sheet ``old`` draw those of ``new`` ("": nothing, #REF!)."""
    for one in series:
        sources = (getattr(one, "tx", None), getattr(one, "cat", None), getattr(one, "val", None))
        for source in filter(None, sources):
            for reference in (getattr(source, "strRef", None), getattr(source, "numRef", None)):
                if reference is not None and reference.f:
                    reference.f = repointed(reference.f, old, new)


def _reference(sheet: Sheet, area: Area) -> str:
    return f"{quote_sheet(sheet.name)}!{area.address()}"


def _values(sheet: Sheet, area: Area) -> list[object]:
    return [cleaned(value) for row in sheet.grid.block(area) for value in row]


def _numbers(sheet: Sheet, area: Area) -> Any:
    from openpyxl.chart.data_source import NumData, NumVal

    values = _values(sheet, area)
    points = [
        NumVal(idx=place, v=repr(value))
        for place, value in enumerate(values)
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    return NumData(formatCode="General", ptCount=len(values), pt=points)


def _texts(sheet: Sheet, area: Area) -> Any:
    from openpyxl.chart.data_source import StrData, StrRef, StrVal

    values = [serial(value) if isinstance(value, datetime) else value for value in _values(sheet, area)]
    points = [
        StrVal(idx=place, v=as_text(value)) for place, value in enumerate(values) if value is not None and value != ""
    ]
    return StrRef(f=_reference(sheet, area), strCache=StrData(ptCount=len(values), pt=points))
