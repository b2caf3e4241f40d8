"""The marks of an old .xls file (BIFF8): number formats, hidden rows and columns, errors, and text boxes.

calamine gives none of them. What is read here follows [MS-CFB] and [MS-XLS]; a file that does not is read without marks.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from macros_py.package.number_formats import BUILT_IN_FORMATS
from macros_py.sheets.forms_reading.grid import Position, Unread
from macros_py.sheets.forms_reading.sheet_marks import IN_A_BOX, PLAIN_FORMATS, SheetMarks, error_cell

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks of their own."""
_BOF, _EOF, _BOUND_SHEET, _FORMAT, _XF, _FILE_PASS = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x2F
_NUMBER, _RK, _MUL_RK, _FORMULA, _BOOL_ERR, _LABEL_SST = 0x203, 0x27E, 0xBD, 0x06, 0x205, 0xFD
_ROW, _COL_INFO, _OBJ, _TXO, _CONTINUE = 0x208, 0x7D, 0x5D, 0x1B6, 0x3C
_NOTE_OBJECT = 0x19
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(slots=True)
class _Sheet:
    formats: dict[Position, str] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    drawn: list[Unread] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def marks(self) -> SheetMarks:
        hidden = frozenset(self.rows), frozenset(self.columns)
        return SheetMarks(self.formats, tuple(self.unread), tuple(self.drawn), *hidden)


def read_old_marks(content: bytes) -> dict[str, SheetMarks]:
    """Return the marks of the sheets by name; none of a file that is damaged, encrypted or older than Excel 97."""
    try:
        stream = _workbook_stream(content)
        return stream_marks(stream) if stream else {}
    except (struct.error, IndexError, ValueError):
        return {}


def _workbook_stream(content: bytes) -> bytes:
    """Return the stream Workbook of a compound file, b"" where there is none."""
    size, small = (1 << shift for shift in struct.unpack_from("<HH", content, 30))
    (directory,), (cutoff, mini_first) = struct.unpack_from("<I", content, 48), struct.unpack_from("<II", content, 56)
    if size not in (512, 4096) or small > size:
        return b""

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    numbers = list(struct.unpack_from("<109I", content, 76))
    (following,) = struct.unpack_from("<I", content, 68)
    while following < _END and len(numbers) * size < len(content):
        *more, following = struct.unpack(f"<{size // 4}I", sector(following))
        numbers += more
    fat = b"".join(sector(number) for number in numbers if number < _END)
    table = struct.unpack(f"<{len(fat) // 4}I", fat)

    def chain(first: int) -> bytes:
        parts: list[bytes] = []
        while first < _END and len(parts) <= len(table):
            parts.append(sector(first))
            first = table[first]
        return b"".join(parts)

    entries = chain(directory)
    mini_stream = b""
    for start in range(0, len(entries), 128):
        name, length, kind = entries[start : start + 64], *struct.unpack_from("<HB", entries, start + 64)
        first, whole = struct.unpack_from("<II", entries, start + 116)
        if start == 0:  # the root
            mini_stream = chain(first)
        if kind == 2 and name[: max(0, length - 2)].decode("utf-16-le", "replace") == "Workbook":
            if whole >= cutoff:
                return chain(first)[:whole]
            mini_fat = chain(mini_first)
            links = struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat)
            parts: list[bytes] = []
            while first < _END and len(parts) <= len(links):
                parts.append(mini_stream[first * small : (first + 1) * small])
                first = links[first]
            return b"".join(parts)[:whole]
    return b""


def _records(stream: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from ``start`` to the end of the sheet or of the globals they belong to; charts inside are skipped."""
    depth = 0
    while start + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, start)
        data = stream[start + 4 : start + 4 + length]
        start += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0 and kind == _EOF:
            return
        if depth == 1:
            yield kind, data


def _text(data: bytes, count: int) -> str:
    """Return ``count`` characters behind the byte that says how they are stored."""
    wide = bool(data[0] & 1)
    return data[1 : 1 + count * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")


def stream_marks(stream: bytes) -> dict[str, SheetMarks]:
    """Return the marks of the sheets of a stream Workbook by name."""
    places: dict[str, int] = {}
    own: dict[int, str] = {}
    numbers: list[int] = []
    for kind, data in _records(stream, 0, len(stream)):
        if kind == _FILE_PASS:
            return {}
        if kind == _BOUND_SHEET:
            places[_text(data[7:], data[6])] = struct.unpack_from("<I", data)[0]
        elif kind == _FORMAT:
            key, count = struct.unpack_from("<HH", data)
            own[key] = _text(data[4:], count)
        elif kind == _XF:
            numbers.append(struct.unpack_from("<H", data, 2)[0])
    codes = [own.get(number) or BUILT_IN_FORMATS.get(number, "") for number in numbers]
    codes = ["" if code in PLAIN_FORMATS else code for code in codes]
    # Sheets follow each other: none is read into the next, however many a hostile file lets begin at one place.
    begins = sorted({len(stream), *(place for place in places.values() if place < len(stream))})
    ends = dict(pairwise(begins))
    found = {place: _sheet(stream, place, end, codes).marks() for place, end in ends.items()}
    return {name: found[place] for name, place in places.items() if place in found}


def _sheet(stream: bytes, place: int, end: int, codes: list[str]) -> _Sheet:
    sheet = _Sheet()
    in_box, characters = False, 0
    for kind, data in _records(stream, place, end):
        if kind in (_NUMBER, _RK, _FORMULA, _LABEL_SST, _BOOL_ERR):
            row, column, style = struct.unpack_from("<HHH", data)
            _note_format(sheet, row, column, codes, style)
            error = data[6] if kind == _BOOL_ERR and data[7] else None
            if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
                error = data[8]
            if error is not None:
                sheet.unread.append(error_cell(row + 1, column + 1, _ERRORS.get(error, "#错误")))
        elif kind == _MUL_RK:
            row, first = struct.unpack_from("<HH", data)
            for offset in range((len(data) - 6) // 6):
                (style,) = struct.unpack_from("<H", data, 4 + 6 * offset)
                _note_format(sheet, row, first + offset, codes, style)
        elif kind == _ROW and struct.unpack_from("<H", data, 12)[0] & 0x20:
            sheet.rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COL_INFO:
            left, right, width, _, options = struct.unpack_from("<5H", data)
            if options & 1 or not width:
                sheet.columns.update(range(left + 1, min(right, 255) + 2))
        elif kind == _OBJ:
            in_box = struct.unpack_from("<H", data, 4)[0] != _NOTE_OBJECT
        elif kind == _TXO:
            characters = struct.unpack_from("<H", data, 10)[0] if in_box else 0
        elif kind == _CONTINUE and characters:
            sheet.drawn.append(Unread(1, 1, _text(data, characters), IN_A_BOX))
            characters = 0
    return sheet


def _note_format(sheet: _Sheet, row: int, column: int, codes: list[str], style: int) -> None:
    if style < len(codes) and codes[style]:
        sheet.formats[row + 1, column + 1] = codes[style]
