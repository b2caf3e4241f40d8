"""Rectangles of cells, their A1 spelling, and A1 references inside a formula."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from macros_py.package.columns import LAST_COLUMN, LAST_ROW, column_number
from macros_py.package.columns import column_letters as letters

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,7})?")
_FORMULA_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|(?P<sheet>'(?:[^']|'')*'!|[^\s\"'!(),;:=<>&+*/^-]+!)"
    r"|(?<![\w.$])(?P<a>\$?[A-Za-z]{1,3}\$?)(?P<r>[0-9]{1,7})"
    r"(?::(?P<b>\$?[A-Za-z]{1,3}\$?)(?P<s>[0-9]{1,7}))?(?![\w(.])"
)


class Area(NamedTuple):
    """A rectangle of cells, one-based, all four edges inside."""

    top: int
    left: int
    bottom: int
    right: int


def parse_area(text: str) -> Area | None:
    """Return the area that "B2", "$A$1:C9", "A:C" or "3:5" names; None when it names none."""
    first, _, last = text.partition(":")
    begin, end = _CORNER.fullmatch(first), _CORNER.fullmatch(last or first)
    if begin is None or end is None or not (first.strip("$") and (begin.groups() != (None, None))):
        return None
    top, left = int(begin[2] or 1), column_number(begin[1]) if begin[1] else 1
    bottom, right = int(end[2] or LAST_ROW), column_number(end[1]) if end[1] else LAST_COLUMN
    if not (1 <= top <= bottom <= LAST_ROW and 1 <= left <= right <= LAST_COLUMN):
        return None
    return Area(top, left, bottom, right)


def address(area: Area) -> str:
    """Return the A1 spelling of an area ("B2" or "A1:C9")."""
    first = f"{letters(area.left)}{area.top}"
    last = f"{letters(area.right)}{area.bottom}"
    return first if first == last else f"{first}:{last}"


def names_other_sheet(formula: str) -> bool:
    """Return whether a formula refers to a cell of a named sheet."""
    return any(match["sheet"] for match in _FORMULA_REFERENCE.finditer(formula))


def move_references(formula: str, first: Callable[[int], int], last: Callable[[int], int]) -> str:
    """Return ``formula`` with its rows moved: ``first`` maps the upper row of a reference, ``last`` the lower one."""

    def moved(match: re.Match[str]) -> str:
        if match["r"] is None:
            return match[0]
        head = f"{match['a']}{first(int(match['r']))}"
        return head if match["s"] is None else f"{head}:{match['b']}{last(int(match['s']))}"

    return _FORMULA_REFERENCE.sub(moved, formula)
