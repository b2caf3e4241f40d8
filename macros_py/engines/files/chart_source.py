"""The cells a chart draws: series with their names, values and categories, and what they held when the chart was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area, quote_sheet
from macros_py.engines.entry import as_text, serial
from macros_py.engines.files.grid import cleaned
from macros_py.engines.files.references import repointed

if TYPE_CHECKING:
    from macros_py.engines.files.range import Range
    from macros_py.engines.files.sheet import Sheet


def series_of(cells: Range, plot_by: str | None) -> list[Any]:
    """Return the series of a block: one a column, or one a row when ``plot_by`` is "rows" (or it is wider than high).

    As in Excel, a first line of texts names the series, and a first line of texts across them names the categories.
    """
    sheet, area = cells.sheet, cells.area
    by_rows = plot_by == "rows" or (plot_by is None and area.columns > area.rows)
    block = [[cleaned(value) for value in row] for row in sheet.grid.block(area)]
    across, down = block[0], [row[0] for row in block]
    first, second = (down, across) if by_rows else (across, down)
    # A single column or row is values, whose first cell may still be their name.
    labelled = min(area.rows, area.columns) > 1 and _has_texts(second)
    named = _has_texts(first[1:] if labelled else first)
    top, left = area.row + (labelled if by_rows else named), area.column + (named if by_rows else labelled)
    if by_rows:
        lines = [Area.between(row, left, row, area.last_column) for row in range(top, area.last_row + 1)]
        names = [Area(line.row, area.column) for line in lines]
        categories = Area.between(area.row, left, area.row, area.last_column)
    else:
        lines = [Area.between(top, column, area.last_row, column) for column in range(left, area.last_column + 1)]
        names = [Area(area.row, line.column) for line in lines]
        categories = Area.between(top, area.column, area.last_row, area.column)
    made = [
        _series(sheet, number, line, name if named else None)
        for number, (line, name) in enumerate(zip(lines, names, strict=True))
    ]
    if labelled:
        made = [with_categories(series, sheet.range_of(categories)) for series in made]
    return made


def _has_texts(line: Sequence[object]) -> bool:
    """Whether a line of the block holds names: texts and no number, apart from the corner."""
    rest = line[1:] if len(line) > 1 else line
    return any(isinstance(value, str) and value for value in line) and not any(
        isinstance(value, int | float) for value in rest
    )


def numbers_of(cells: Range) -> Any:
    """Return the cells as the values of a series, blank ones among them."""
    from openpyxl.chart.data_source import NumDataSource, NumRef

    sheet, area = cells.sheet, cells.area
    return NumDataSource(numRef=NumRef(f=_reference(sheet, area), numCache=_numbers(sheet, area)))


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
