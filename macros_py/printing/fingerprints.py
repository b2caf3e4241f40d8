"""The fingerprints of printed sheets, kept in the file itself, which tell later whether somebody has edited one by hand.

They are taken of what the cells hold, so that a file that Excel or WPS has merely opened and saved counts as untouched.
They lie in docProps/custom.xml, 20 to a property: Excel cuts a property off after 255 characters.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
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
_ANY_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def properties_part(book: BinaryIO) -> bytes:
    """Return the part that holds the fingerprints of the sheets of ``book``, an open file just written."""
    prints = "".join(sheet_fingerprints(book).values())
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


def sheet_fingerprints(book: BinaryIO) -> dict[str, str]:
    """Return a fingerprint of the name and the cells of each sheet, by name, in order.

    Raises:
        CalamineError: it is no workbook that can be read.
    """
    book.seek(0)
    prints = {}
    with CalamineWorkbook.from_filelike(book) as workbook:
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=True)
            cells = [
                (row, column, value)
                for row, values in enumerate(rows, sheet.start[0] if sheet.start else 0)
                for column, value in enumerate(values, sheet.start[1] if sheet.start else 0)
                if value != ""
            ]
            seen = repr((name, cells)).replace(r"\r\n", r"\n")
            prints[name] = hashlib.blake2b(seen.encode(), digest_size=_LENGTH // 2).hexdigest()
    return prints


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
