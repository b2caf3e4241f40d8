"""What Excel makes of a value that is written to a cell, by the cell's number format.

A Text cell (``@``) keeps everything as text, numbers too. Elsewhere a text is read as if it were typed:
``=1+1`` a formula, ``12`` ``1,200`` ``95%`` ``1e3`` numbers, ``2026-12-20`` ``2026/12`` ``2026年12月20日`` dates, ``8:30`` a time,
``TRUE`` a bool, ``#N/A`` an error, and a leading apostrophe keeps the rest as text. Only a General cell takes over
the number format of what was typed. Not imitated: dates without a year (``12-20``), amounts of money with a sign,
fractions (``1 1/2``), and formulas that begin with + or -.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from macros_py.engines.formula_text import refuse_malformed
from macros_py.errors import WorkbookProblem

#: The longest text a cell holds; openpyxl would cut the rest off in silence.
MAX_TEXT = 32_767
GENERAL = "General"
TEXT = "@"
SERIAL_ZERO = dt.datetime(1899, 12, 30)

Cell = str | float | bool | dt.datetime | None
"""A cell's value as Excel hands it out: every number a float, every date a datetime, a blank None."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?%?")
_DATE = re.compile(r"(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2}))?")
_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!")


class Kind(Enum):
    """What a cell holds."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is stored: ``value`` by ``kind``, and the ``number_format`` the cell changes to (None: it keeps its own).

    ``forced`` marks text that was kept from being read by a leading apostrophe.
    """

    kind: Kind
    value: Cell = None
    number_format: str | None = None
    forced: bool = False

    @property
    def read_back(self) -> Cell:
        """What the cell reads right after; a formula reads None until Excel calculates it, an error always does."""
        return None if self.kind in (Kind.FORMULA, Kind.ERROR) else self.value


_BLANK = Entry(Kind.BLANK)


def enter(value: object, number_format: str = GENERAL) -> Entry:
    """Return what a cell of ``number_format`` holds after ``value`` (str, number, bool, date or None) is written to it.

    Raises:
        WorkbookProblem: a malformed formula, a text over 32,767 characters, an infinite number.
        TypeError: a value no cell can hold.
    """
    if value is None or value == "":
        return _BLANK
    if isinstance(value, str):
        return _text(value) if is_text_format(number_format) else _typed(value, number_format)
    if hasattr(value, "item") and hasattr(value, "dtype"):  # a numpy scalar, without importing numpy
        value = value.item()
    if value != value:  # NaN and pandas' NaT, which is a datetime
        return _BLANK
    if is_text_format(number_format):
        return _text(as_text(value))
    if isinstance(value, bool):
        return Entry(Kind.BOOL, value)
    if isinstance(value, (int, float, Decimal)):
        number = float(value)
        if math.isinf(number):
            raise WorkbookProblem("单元格里放不下无穷大的数，请检查计算的除数。")
        return Entry(Kind.NUMBER, number)
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        moment = as_datetime(value)
        return Entry(Kind.DATE, moment, _date_format(value, moment) if number_format == GENERAL else None)
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def is_text_format(number_format: str) -> bool:
    """Whether ``number_format`` is Text, so that what is written stays as it is."""
    return number_format == TEXT


def as_datetime(value: dt.date | dt.time | dt.timedelta) -> dt.datetime:
    """Return a date, time or duration as the datetime Excel hands out: times count from 1899-12-30."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, dt.timedelta):
        return SERIAL_ZERO + value
    return dt.datetime.combine(SERIAL_ZERO.date(), value)


def serial(moment: dt.datetime) -> float:
    """Return the serial number of a date, in days from 1899-12-30."""
    return (moment - SERIAL_ZERO) / dt.timedelta(days=1)


def as_text(value: object) -> str:
    """Return the text that ``value`` becomes in a Text cell: 12 → ``12``, 0.1+0.2 → ``0.3``, a date → ``2026/12/20``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        day = f"{value.year}/{value.month}/{value.day}"
        return day if value.time() == dt.time() else f"{day} {value.hour}:{value:%M:%S}"
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return as_text(as_datetime(value))
    if isinstance(value, (int, float, Decimal)):
        number = float(value)
        if number.is_integer() and abs(number) < 1e20:
            return str(int(number))
        return f"{number:.15g}".replace("e", "E")
    return str(value)


def _date_format(value: object, moment: dt.datetime) -> str:
    if isinstance(value, (dt.time, dt.timedelta)):
        return "h:mm:ss"
    return "yyyy/m/d" if moment.time() == dt.time() else "yyyy/m/d h:mm"


def _text(text: str, forced: bool = False) -> Entry:
    if len(text) > MAX_TEXT:
        raise WorkbookProblem(f"文字太长：有 {len(text)} 个字，一格最多放 {MAX_TEXT} 个字，请缩短或分成几格。")
    return Entry(Kind.TEXT, text, forced=forced)


def _typed(text: str, number_format: str) -> Entry:
    """Return what Excel makes of a typed ``text`` in a cell that is not Text."""
    if text.startswith("'"):
        return _text(text[1:], forced=True)
    if text.startswith("=") and len(text) > 1:
        refuse_malformed(text)
        return Entry(Kind.FORMULA, text)
    stripped = text.strip()
    if stripped.upper() in ("TRUE", "FALSE"):
        return Entry(Kind.BOOL, stripped.upper() == "TRUE")
    if stripped.upper() in _ERRORS:
        return Entry(Kind.ERROR, stripped.upper())
    if stripped[:1].isascii() and stripped[:1] in "+-.0123456789":
        entry = _typed_number(stripped) or _typed_date(stripped)
        if entry is not None:
            keeps = number_format != GENERAL or entry.number_format is None
            return Entry(entry.kind, entry.value) if keeps else entry
    return _text(text)


def _typed_number(text: str) -> Entry | None:
    if not _NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
        return None
    digits = text.rstrip("%").replace(",", "")
    try:
        exact = Decimal(digits)
    except ArithmeticError:
        return None
    places = "0.00" if "." in digits else "0"
    if text.endswith("%"):
        return Entry(Kind.NUMBER, float(exact / 100), f"{places}%")
    if "e" in digits.lower():
        return Entry(Kind.NUMBER, float(exact), "0.00E+00")
    return Entry(Kind.NUMBER, float(exact), f"#,##{places}" if "," in text else None)


def _typed_date(text: str) -> Entry | None:
    try:
        if found := _DATE.fullmatch(text):
            form = "yyyy/m/d" if found[4] else "mmm-yy"
            return Entry(Kind.DATE, dt.datetime(int(found[1]), int(found[3]), int(found[4] or 1)), form)
        if found := _CHINESE_DATE.fullmatch(text):
            form = 'yyyy"年"m"月"d"日"' if found[3] else 'yyyy"年"m"月"'
            return Entry(Kind.DATE, dt.datetime(int(found[1]), int(found[2]), int(found[3] or 1)), form)
        if found := _TIME.fullmatch(text):
            time = dt.time(int(found[1]), int(found[2]), int(found[3] or 0))
            return Entry(Kind.DATE, as_datetime(time), "h:mm:ss" if found[3] else "h:mm")
    except ValueError:  # no such day: Excel keeps the text
        return None
    return None
