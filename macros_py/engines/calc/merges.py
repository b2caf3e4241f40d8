"""Merged cells of a worksheet: which there are, and which cells lie hidden under one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.engines.address import Area
from macros_py.engines.calc.reading import area_of

if TYPE_CHECKING:
    from macros_py.engines.calc.sheet import Sheet


def merges(sheet: Sheet, area: Area) -> list[Area]:
    """Return the merged areas that touch ``area``."""
    if not sheet.cells_of(area).IsMerged:
        first = Area(area.row, area.column)
        return [around] if (around := merged_around(sheet, area.row, area.column)) != first else []
    found: dict[Area, None] = {}
    inside = area.clip(sheet.extent()) or Area(area.row, area.column)
    for row in range(inside.row, inside.last_row + 1):
        for column in range(inside.column, inside.last_column + 1):
            if not any(known.clip(Area(row, column)) for known in found):
                around = merged_around(sheet, row, column)
                if around != Area(row, column):
                    found[around] = None
    return list(found)


def merged_around(sheet: Sheet, row: int, column: int) -> Area:
    """Return the merged cells that a cell belongs to, or that cell."""
    cursor = sheet.spreadsheet.createCursorByRange(sheet.cells_of(Area(row, column)))
    cursor.collapseToMergedArea()
    return area_of(cursor.RangeAddress)


def hidden_places(sheet: Sheet, area: Area) -> list[tuple[int, int]]:
    """Return the cells of ``area`` that lie under a merge."""
    if area.rows * area.columns == 1:
        around = merged_around(sheet, area.row, area.column)
        return [(area.row, area.column)] if (around.row, around.column) != (area.row, area.column) else []
    if not sheet.cells_of(area).IsMerged:
        return []
    return [
        (row, column)
        for merged in merges(sheet, area)
        for row in range(merged.row, merged.last_row + 1)
        for column in range(merged.column, merged.last_column + 1)
        if (row, column) != (merged.row, merged.column) and area.clip(Area(row, column))
    ]
