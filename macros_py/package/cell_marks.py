"""What a worksheet's XML says of its cells that calamine does not: where formulas stand, and which error they show."""

from __future__ import annotations

import re

from macros_py.package.columns import column_number
from macros_py.package.inspection import DIMENSION

_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>'
    rb"(?:\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<"
)


def claimed_extent(xml: bytes) -> tuple[int, int, int, int] | None:
    """Return (first row, first column, last row, last column) as the sheet's dimension declares it, if it does."""
    found = DIMENSION.search(xml, 0, 4096)
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1].decode())
    return row, column, int(found[4] or row), column_number(found[3].decode()) if found[3] else column


def formula_places(xml: bytes) -> list[tuple[int, int]]:
    """Return the (row, column) of every formula cell, 1-based, in the order of the part."""
    return [(int(row), column_number(letters.decode())) for letters, row in _FORMULA.findall(xml)]


def error_places(xml: bytes) -> dict[tuple[int, int], str]:
    """Return the error text ("#N/A") of every cell that shows one, by (row, column), 1-based."""
    if b't="e"' not in xml:
        return {}
    return {(int(row), column_number(letters.decode())): text.decode() for letters, row, text in _ERROR.findall(xml)}
