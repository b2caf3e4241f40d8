"""The fingerprints of printed sheets, kept in the file itself, which tell later whether somebody has edited one by hand.

They are taken of what the cells hold, so that a file that Excel or WPS has merely opened and saved counts as untouched.
They lie in docProps/custom.xml, 20 to a property: Excel cuts a property off after 255 characters.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from macros_py.errors import FileProblem
from macros_py.package.parts import Package

PART = "docProps/custom.xml"
_NAME = "附表7指纹"
_LENGTH = 12
_A_PROPERTY = 20
_PROPERTY = re.compile(rf'name="{_NAME}\d+"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([0-9a-f]*)<')
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006"
# What separates rows and cells and marks numbers and line ends; printable, so that most sheets need no cleaning.
_ROW, _CELL, _NUMBER, _LINE_END = "␞", "␟", "␝", "␤"
# Characters that XML cannot hold, and the escapes for them, which programs write in ways of their own.
_NEVER_KEPT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|(?:_x[0-9A-Fa-f]{4})+_")
_DAY_0, _DAY = datetime(1899, 12, 30), timedelta(days=1)
_ANY_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def properties_part(fingerprints: Iterable[str]) -> bytes:
    """Return the part that holds the fingerprints of a book's sheets."""
    prints = "".join(fingerprints)
    size = _LENGTH * _A_PROPERTY
    values = [prints[start : start + size] for start in range(0, len(prints), size)]
    inner = "".join(
        f'<property fmtid="{_ANY_FORMAT}" pid="{number + 1}" name="{_NAME}{number}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for number, value in enumerate(values, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_TYPES}/custom-properties" xmlns:vt="{_TYPES}/docPropsVTypes">{inner}</Properties>'
    ).encode()


def seen_number(value: str | float | Decimal) -> str:
    """Return what a reader sees of a number; not the same as of a text of these digits."""
    return f"{_NUMBER}{float(value) + 0.0:.15g}"


def seen_row(cells: Mapping[int, str]) -> str:
    """Return what a reader sees of a row; ``cells`` are the texts (see ``seen_number``) by column."""
    return _CELL.join([cells.get(column, "") for column in range(1, max(cells, default=0) + 1)])


def fingerprint(name: str, rows: Sequence[str]) -> str:
    """Return the fingerprint of a sheet; ``rows`` are what a reader sees of it, from its first row on."""
    seen = _joined(name, rows)
    if "_x" in seen or not seen.isprintable():
        seen = _joined(name, [_NEVER_KEPT.sub("", row.replace("\r\n", "\n").replace("\r", "\n")) for row in rows])
    return hashlib.blake2b(seen.encode(), digest_size=_LENGTH // 2).hexdigest()


def _joined(name: str, rows: Sequence[str]) -> str:
    kept = _ROW.join([row.rstrip(_CELL) for row in rows]).rstrip(_ROW)
    return f"{name}{_ROW}{kept}".replace("\n", _LINE_END)


def sheet_fingerprints(book: BinaryIO) -> dict[str, str]:
    """Return a fingerprint of the name and the cells of each sheet, by name, in order.

    Raises:
        CalamineError: it is no workbook that can be read.
    """
    prints = {}
    with CalamineWorkbook.from_filelike(book) as workbook:
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows, (top, left) = sheet.to_python(skip_empty_area=True), sheet.start or (0, 0)
            seen = [_CELL * left + _CELL.join(map(_seen, values)) for values in rows]
            prints[name] = fingerprint(name, [*[""] * top, *seen])
    return prints


def _seen(value: object) -> str:
    """Return what ``seen_row`` was given for a value, as calamine reads it."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return seen_number(value)
    if isinstance(value, datetime):
        return seen_number((value - _DAY_0) / _DAY)
    if isinstance(value, date):
        return seen_number((value - _DAY_0.date()) / _DAY)
    if isinstance(value, time):
        return seen_number((datetime.combine(_DAY_0, value) - _DAY_0) / _DAY)
    return seen_number(value / _DAY) if isinstance(value, timedelta) else str(value)


def edited_sheets(path: Path) -> Sequence[str] | None:
    """Return the names of the sheets of a printed file that were edited or added since; None for a file of other making.

    A sheet that was removed does not count: it comes again.

    Raises:
        FileProblem: the file cannot be read.
    """
    with Package(path) as package:
        if PART not in package:
            return None
        content = package.read(PART, 10 << 20).decode("utf-8", "replace")
    kept = "".join(_PROPERTY.findall(content))
    if not kept:
        return None
    known = {kept[start : start + _LENGTH] for start in range(0, len(kept), _LENGTH)}
    try:
        now: Mapping[str, str] = sheet_fingerprints(io.BytesIO(path.read_bytes()))
    except CalamineError as problem:
        raise FileProblem(f"“{path.name}”读不出来：内容已损坏。") from problem
    return [name for name, fingerprint in now.items() if fingerprint not in known]
