"""Numbers, texts, arrays and days as they stand in a formula, exact and short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

DAY_ZERO = date(1899, 12, 30)
"""The day that a workbook (1900 date system) keeps as 0; true from March 1900 on."""
# A standard may name a number of any length; the usual 28 digits would raise.
_LONG = Context(prec=1000)
_MAX_LITERAL = 200  # Excel takes texts of up to 255 characters in a formula


def half_up(number: Decimal, places: Decimal) -> Decimal:
    """Round half up (away from zero), as ROUND does."""
    return number.quantize(places, ROUND_HALF_UP, _LONG)


def literal(number: Decimal) -> str:
    """Return a number as it stands in a formula: plain digits, no idle zeros."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def array(values: Iterable[str]) -> str:
    """Return an array constant of one row."""
    return "{" + ",".join(values) + "}"


def quoted(text: str) -> str:
    """Return a text as it stands in a formula."""
    return '"' + text.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """Return a text of any length as it stands in a formula."""
    pieces = [text[start : start + _MAX_LITERAL] for start in range(0, len(text), _MAX_LITERAL)] or [""]
    return "&".join(quoted(piece) for piece in pieces)


def serial(day: date) -> int:
    """Return the number by which a workbook (1900 date system) keeps a day."""
    return (day - DAY_ZERO).days
