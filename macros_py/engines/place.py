"""What a text names on a worksheet: an address, a defined name, a table or a part of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area, quote_sheet, split_sheet
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.files.range import Range
    from macros_py.engines.files.sheet import Sheet

_STRUCTURED = re.compile(r"([^\[\]!]+)(?:\[(.*)\])?", re.DOTALL)


def place_of(sheet: Sheet, arg: Any) -> Area | Range:
    """Return the cells that ``arg`` names: an address, a defined name, a table's name, (row, column) or a Range.

    ``sheet`` is one of any engine of ours.
    """
    if isinstance(arg, base_classes.Range):
        range_: Range = arg
        return range_
    if isinstance(arg, tuple):
        if 0 in arg:
            raise IndexError("rows and columns count from 1")
        return Area(*arg)
    text = str(arg)
    other, address = split_sheet(text)
    if other and other.lower() != sheet.name.lower():
        return sheet.book.sheets(other).range(address)
    try:
        return Area.parse(address)
    except ValueError:
        return _named(sheet, text)


def range_of_arguments(sheet: Sheet, arg1: Any, arg2: Any) -> Range:
    """Return what ``Sheet.range`` gives: one place, the cells from one to another, or those of row, column, rows, columns.

    Raises:
        KeyError: there is no such name.
        IndexError: a row or column of 0.
    """
    if isinstance(arg1, tuple) and len(arg1) == 4:
        return sheet.range_of(Area(*arg1))
    first = place_of(sheet, arg1) if not isinstance(arg1, int) else Area(arg1, arg2)
    if arg2 is None or isinstance(arg1, int):
        return sheet.range_of(first) if isinstance(first, Area) else first
    second = place_of(sheet, arg2)
    one, two = (place if isinstance(place, Area) else place.area for place in (first, second))
    top, left = min(one.row, two.row), min(one.column, two.column)
    bottom, right = max(one.last_row, two.last_row), max(one.last_column, two.last_column)
    return sheet.range_of(Area.between(top, left, bottom, right))


def _named(sheet: Sheet, text: str) -> Range:
    """Return the cells of a defined name, or of a table: ``表``, ``表[列]``, ``表[#All]``, ``表[#Headers]``, ``表[#Data]``."""
    for name in (f"{quote_sheet(sheet.name)}!{text}", text):
        if sheet.book.names.contains(name):
            return sheet.book.names(name).refers_to_range
    found = _STRUCTURED.fullmatch(text)
    for owner in sheet.book.sheet_list:
        for table in owner.table_list:
            if found and table.name.lower() == found[1].lower():
                cells: Range = table.named_part(found[2] or "#Data")
                return cells
    raise KeyError(text)
