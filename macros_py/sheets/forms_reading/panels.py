"""The panels of a sheet: forms that stand side by side are parted before each is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros_py.sheets.forms_reading.grid import Grid, Layout
from macros_py.sheets.forms_reading.indicator_columns import is_heading_row
from macros_py.sheets.forms_reading.labels import indicator_column
from macros_py.sheets.forms_reading.spans import form_spans

_NARROWEST = 3
"""A form has at least three columns."""


def partings(grid: Grid) -> Iterator[tuple[int, Grid, Grid]]:
    """Yield the ways of parting a sheet at a column into two that both hold a form with a table of indicators: column, left, right.

    Cells keep their addresses. Nothing is yielded for a sheet whose tables all begin in the same column, as nearly every
    one does; a parting never goes through a merged range.
    """
    layout = Layout(grid)
    if len(_table_columns(layout)) < 2:
        return
    columns = {column for _, column in grid.cells}
    crossed = {column for _, left, _, right in grid.merges for column in range(left + 1, right + 1)}
    for column in range(min(columns) + _NARROWEST, max(columns) - _NARROWEST + 2):
        if column in crossed:
            continue
        left, right = _part(grid, range(1, column)), _part(grid, range(column, max(columns) + 1))
        if _holds_form(left) and _holds_form(right):
            yield column, left, right


def _table_columns(layout: Layout) -> set[int]:
    """Return the columns in which 一级指标 heads an indicator table."""
    return {
        block.left
        for row, blocks in layout.rows.items()
        if is_heading_row(layout, row)
        for block in blocks
        if (label := indicator_column(block.text)) and label.field == "level1"
    }


def _part(grid: Grid, columns: range) -> Grid:
    cells = {place: value for place, value in grid.cells.items() if place[1] in columns}
    return replace(grid, cells=cells, merges=tuple(merge for merge in grid.merges if merge[1] in columns))


def _holds_form(grid: Grid) -> bool:
    layout = Layout(grid)
    return bool(_table_columns(layout)) and bool(form_spans(layout))
