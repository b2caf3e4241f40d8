"""Writing a block into a Calc sheet as if it were typed into Excel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.calc.bridge import struct, uno_error
from macros_py.engines.calc.formula_spelling import calc_spelling
from macros_py.engines.calc.merges import hidden_places
from macros_py.engines.entry import Entry, Kind, enter, serial
from macros_py.errors import WorkbookProblem
from macros_py.package.columns import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from macros_py.engines.calc.sheet import Sheet

Entries = list[list[Entry]]
Note = tuple[int, int, str]
#: A number that every reader of decimals reads back to the same bits.
_SHORT_NUMBER = re.compile(r"-?(?=[\d.]{1,16}\Z)\d+(?:\.\d+)?")
_LOOKS_LIKE_A_NUMBER = tuple("=+-.'0123456789")


def write(sheet: Sheet, area: Area, rows: Sequence[Sequence[object]]) -> None:
    """Write a value or formula to every cell of ``area``; nothing is written when one is refused.

    Raises:
        WorkbookProblem: Excel would refuse one of the values (the sentence names its cell), or the sheet is protected.
    """
    sheet.refuse_if_protected(area)
    keys = _format_keys(sheet, area)
    entries = _entries(sheet, area, rows, keys)
    for row, column in hidden_places(sheet, area):  # under a merge Excel takes the value without a word
        entries[row - area.row][column - area.column] = Entry(Kind.BLANK)
    notes = _notes_in(sheet, area)
    _set_formats(sheet, area, entries, keys)
    try:
        sheet.cells_of(area).setDataArray(tuple(tuple(_held(entry) for entry in row) for row in entries))
        texts = _formula_texts(entries)
        for part, _ in _runs(area, texts, lambda text: text):
            left, right = part.column - area.column, part.last_column - area.column + 1
            block = texts[part.row - area.row : part.last_row - area.row + 1]
            sheet.cells_of(part).setFormulaArray(tuple(tuple(row[left:right]) for row in block))
        # Calc makes a General cell a Text one when its text looks like a number or a formula.
        likely = [
            [_is_made_text(entry, key) for entry, key in zip(*both, strict=True)]
            for both in zip(entries, keys, strict=True)
        ]
        for part, _ in _runs(area, likely, lambda made: made or None):
            sheet.cells_of(part).NumberFormat = 0
    except uno_error() as problem:
        raise WorkbookProblem(
            f"工作表“{sheet.name}”的 {area.address(False, False)} 写不进去，请看看它是否受保护或正在编辑。"
        ) from problem
    _put_back(sheet, notes)


def _entries(sheet: Sheet, area: Area, rows: Sequence[Sequence[object]], keys: list[list[int]]) -> Entries:
    formats = sheet.book.number_formats
    entries = []
    for i, values in enumerate(rows):
        line = []
        for j, value in enumerate(values):
            try:
                line.append(enter(value, formats.code(keys[i][j])))
            except WorkbookProblem as problem:
                cell = Area(area.row + i, area.column + j).address(False, False)
                raise WorkbookProblem(f"工作表“{sheet.name}”{cell}：{problem}") from None
        entries.append(line)
    return entries


def _format_keys(sheet: Sheet, area: Area) -> list[list[int]]:
    """Return the key of the number format of every cell."""
    keys = [[0] * area.columns for _ in range(area.rows)]
    for part, key in sheet.format_areas(area):
        if key:
            width = [key] * part.columns
            left = part.column - area.column
            for i in range(part.row - area.row, part.last_row - area.row + 1):
                keys[i][left : left + part.columns] = width
    return keys


def _set_formats(sheet: Sheet, area: Area, entries: Entries, keys: list[list[int]]) -> None:
    """Give the cells the formats that their new content brings along."""
    formats = sheet.book.number_formats
    wanted: list[list[int | None]] = []
    for i, row in enumerate(entries):
        line: list[int | None] = []
        for j, entry in enumerate(row):
            now = keys[i][j]
            if entry.kind is Kind.BOOL:
                key = formats.bool_key
            elif entry.number_format is not None:
                key = formats.key(entry.number_format)
            else:
                # TRUE leaves a format behind that would show the next number as TRUE or FALSE.
                key = 0 if formats.is_bool(now) and entry.kind is not Kind.BLANK else now
            line.append(None if key == now else key)
        wanted.append(line)
    for part, key in _runs(area, wanted, lambda key: key):
        sheet.cells_of(part).NumberFormat = key


def _held(entry: Entry) -> str | float:
    """Return what setDataArray is given: it takes no None, no bool and no big int."""
    value = entry.value
    if entry.kind is Kind.TEXT:
        return str(value)
    if entry.kind in (Kind.NUMBER, Kind.BOOL):
        assert isinstance(value, (float, bool))
        return float(value)
    if entry.kind is Kind.DATE:
        assert isinstance(value, dt.datetime)
        return serial(value)
    return ""


def _is_made_text(entry: Entry, key: int) -> bool:
    return entry.kind is Kind.TEXT and not key and str(entry.value)[:1] in _LOOKS_LIKE_A_NUMBER


def _formula_of(entry: Entry) -> str | None:
    if entry.kind is Kind.FORMULA:
        return calc_spelling(str(entry.value))
    return f"={entry.value}" if entry.kind is Kind.ERROR else None


def _formula_texts(entries: Entries) -> list[list[str | None]]:
    """Return what setFormulaArray is given: each formula, and the constants between two of them in a column.

    A constant goes over once more so that formulas on every second row are one request and not thousands; None is a
    cell that is left alone.
    """
    texts = [[_formula_of(entry) for entry in row] for row in entries]
    for column in range(len(texts[0]) if texts else 0):
        last = None
        for row, line in enumerate(texts):
            if line[column] is None:
                continue
            if last is not None and row - last > 1:
                between = [_constant_text(entries[place][column]) for place in range(last + 1, row)]
                if None not in between:
                    for place, text in enumerate(between, last + 1):
                        texts[place][column] = text
            last = row
    return texts


def _constant_text(entry: Entry) -> str | None:
    """Return a constant as setFormulaArray reads it back unchanged, None for one it might change."""
    if entry.kind is Kind.BLANK:
        return ""
    if entry.kind is Kind.TEXT:
        # The apostrophe marks a text and is not kept.
        return f"'{entry.value}" if entry.value else ""
    held = repr(_held(entry))
    return held if _SHORT_NUMBER.fullmatch(held) else None


def _runs(
    area: Area, rows: Sequence[Sequence[Any]], key: Callable[[Any], Hashable | None]
) -> Iterator[tuple[Area, Any]]:
    """Yield the areas of cells below and beside each other that have a key; formats of one key, formulas of any.

    Formulas differ cell by cell and still go over in one block, so for texts only their presence counts.
    """

    def mark(cell: object) -> Hashable | None:
        found = key(cell)
        return True if isinstance(found, str) else found

    columns: list[list[tuple[int, int, Any]]] = []
    for j in range(area.columns):
        runs: list[tuple[int, int, Any]] = []
        for i in range(area.rows):
            found = mark(rows[i][j])
            if found is None:
                continue
            if runs and runs[-1][1] == i and runs[-1][2] == found:
                runs[-1] = (runs[-1][0], i + 1, found)
            else:
                runs.append((i, i + 1, found))
        columns.append(runs)
    first = 0
    for j in range(1, area.columns + 1):
        if j == area.columns or columns[j] != columns[first]:
            for start, stop, found in columns[first]:
                yield Area(area.row + start, area.column + first, stop - start, j - first), found
            first = j


def _notes_in(sheet: Sheet, area: Area) -> list[Note]:
    """Return the notes in ``area``: row, column and text. Writing a block into Calc deletes them."""
    notes = sheet.spreadsheet.Annotations
    count = notes.getCount()
    every = [(note.Position, note.String) for note in map(notes.getByIndex, range(count))] if count else []
    places = [(position.Row + 1, position.Column + 1, text) for position, text in every]
    return [(row, column, text) for row, column, text in places if area.clip(Area(row, column))]


def _put_back(sheet: Sheet, notes: Sequence[Note]) -> None:
    if not notes:
        return
    index = sheet.index - 1
    standing = {(row, column) for row, column, _ in _notes_in(sheet, Area(1, 1, LAST_ROW, LAST_COLUMN))}
    for row, column, text in notes:
        if (row, column) not in standing:
            place = struct("com.sun.star.table.CellAddress", Sheet=index, Column=column - 1, Row=row - 1)
            sheet.spreadsheet.Annotations.insertNew(place, text)
