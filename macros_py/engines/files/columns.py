"""Columns in openpyxl: records that stand for several columns, and the format a new cell takes over."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from macros_py.package.columns import column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.dimensions import ColumnDimension
    from openpyxl.worksheet.worksheet import Worksheet

#: Excel's column width counts characters of the default font; the file adds 5 pixels of padding, 7 pixels a character.
PADDING = 0.7109375
DEFAULT_WIDTH = 8.43
DEFAULT_HEIGHT = 15.0


def dimension_of(worksheet: Worksheet, column: int) -> ColumnDimension:
    """Return the record of one ``column``, split off from the group of equal columns that openpyxl read it with."""
    group = _group_of(worksheet, column)
    letters = column_letters(column)
    if group is None:
        fresh = worksheet.column_dimensions[letters]
        fresh.width = worksheet.sheet_format.defaultColWidth or DEFAULT_WIDTH + PADDING  # openpyxl's own default is 13
        return fresh
    if group.min == group.max:
        return group
    first, last = int(group.min), int(group.max)
    for low, high in ((first, column - 1), (column, column), (column + 1, last)):
        if low <= high:
            part = copy(group)
            part.index = column_letters(low)
            part.min, part.max = low, high
            worksheet.column_dimensions[part.index] = part
    return worksheet.column_dimensions[letters]


def width_of(worksheet: Worksheet, column: int) -> float:
    """Return a column's width in characters, as Excel's ColumnWidth; 0 when it is hidden."""
    group = _group_of(worksheet, column)
    if group is not None and group.hidden:
        return 0.0
    if group is not None and group.customWidth:
        return round(max(float(group.width) - PADDING, 0), 2)
    default = worksheet.sheet_format.defaultColWidth
    return round(float(default) - PADDING, 2) if default else DEFAULT_WIDTH


def column_style(worksheet: Worksheet, row: int, column: int) -> Any:
    """Return a copy of the style that a new cell takes over from its row or else its column, None for the default."""
    styled = styled_dimension(worksheet, row, column)
    return None if styled is None else copy(styled._style)


def styled_dimension(worksheet: Worksheet, row: int, column: int) -> Any:
    """Return the row or else the column whose style a cell has that is not there; None for the default."""
    for dimension in (worksheet.row_dimensions.get(row), _group_of(worksheet, column)):
        if dimension is not None and dimension._style is not None and any(dimension._style):
            return dimension
    return None


def _group_of(worksheet: Worksheet, column: int) -> ColumnDimension | None:
    own = worksheet.column_dimensions.get(column_letters(column))
    if own is not None:
        return own
    for group in worksheet.column_dimensions.values():
        if group.min and group.max and group.min <= column <= group.max:
            return group
    return None
