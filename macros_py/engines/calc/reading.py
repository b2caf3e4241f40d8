"""What the cells of a Calc sheet hold, in whole blocks and in Excel's types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from macros_py.engines.address import Area
from macros_py.engines.calc.formula_spelling import excel_spelling
from macros_py.engines.entry import SERIAL_ZERO, as_text

if TYPE_CHECKING:
    from macros_py.engines.calc.sheet import Sheet

Value = str | float | bool | dt.datetime | None
#: What Calc's error numbers show as, in Excel's words.
ERRORS = {532: "#DIV/0!", 524: "#REF!", 525: "#NAME?", 519: "#VALUE!", 502: "#VALUE!", 503: "#NUM!", 32767: "#N/A"}
# com.sun.star.sheet.FormulaResult
_ERROR = 4


def values(sheet: Sheet, area: Area, with_errors: bool = False) -> list[list[Value]]:
    """Return the values of ``area``: numbers as float, dates as datetime, bools, texts, None for a blank or an error."""
    inside = area.clip(sheet.extent()) if area.rows * area.columns > 1 else area
    if inside is None:
        return [[None] * area.columns for _ in range(area.rows)]
    cells = sheet.cells_of(inside)
    rows: list[list[Value]] = [[None if value == "" else value for value in row] for row in cells.getDataArray()]
    _type_numbers(sheet, inside, rows)
    if with_errors:
        for part in cells_of_addresses(cells.queryFormulaCells(_ERROR).RangeAddresses):
            for row in range(part.row, part.last_row + 1):
                for column in range(part.column, part.last_column + 1):
                    number = sheet.spreadsheet.getCellByPosition(column - 1, row - 1).getError()
                    rows[row - inside.row][column - inside.column] = ERRORS.get(number, "#VALUE!")
    return rows if inside == area else _placed(rows, inside, area)


def _placed(rows: list[list[Value]], inside: Area, area: Area) -> list[list[Value]]:
    """Return the block of ``area`` whose part ``inside`` is ``rows`` and whose rest is blank."""
    before: list[Value] = [None] * (inside.column - area.column)
    after: list[Value] = [None] * (area.last_column - inside.last_column)
    block: list[list[Value]] = [[None] * area.columns for _ in range(inside.row - area.row)]
    block += [before + row + after for row in rows]
    return block + [[None] * area.columns for _ in range(area.last_row - inside.last_row)]


def _type_numbers(sheet: Sheet, area: Area, rows: list[list[Value]]) -> None:
    """Turn the numbers that their format shows as dates or bools into such."""
    places = [(i, j) for j in range(area.columns) for i in range(area.rows) if type(rows[i][j]) is float]
    if not places:
        return
    formats = sheet.book.number_formats
    top, left = min(i for i, _ in places), places[0][1]
    bottom, right = max(i for i, _ in places), places[-1][1]
    numbers = Area(area.row + top, area.column + left, bottom - top + 1, right - left + 1)
    for part, key in sheet.format_areas(numbers):
        if formats.is_date(key):
            _change(rows, area, part, _moment)
        elif formats.is_bool(key):
            _change(rows, area, part, bool)


def _change(rows: list[list[Value]], area: Area, part: Area, make: object) -> None:
    assert callable(make)
    for i in range(part.row - area.row, part.last_row - area.row + 1):
        row = rows[i]
        for j in range(part.column - area.column, part.last_column - area.column + 1):
            if type(row[j]) is float:
                row[j] = make(row[j])


def _moment(serial: float) -> dt.datetime | float:
    """Return the date of a serial number, to the millisecond as Excel does; a negative one stays a number."""
    if not 0 <= serial < 2_958_466:
        return serial
    milliseconds = round(serial * 86_400_000)
    return SERIAL_ZERO + dt.timedelta(milliseconds=milliseconds)


def formulas(sheet: Sheet, area: Area) -> list[list[str]]:
    """Return the formulas in Excel's spelling, and the constants as text."""
    inside = area.clip(sheet.extent()) if area.rows * area.columns > 1 else area
    if inside is None:
        return [[""] * area.columns for _ in range(area.rows)]
    cells = sheet.cells_of(inside)
    spelt, held = cells.getFormulaArray(), cells.getDataArray()
    bools = _bools(sheet, inside, held)
    rows = [
        [_formula(spelt[i][j], held[i][j], (i, j) in bools) for j in range(inside.columns)] for i in range(inside.rows)
    ]
    if inside == area:
        return rows
    placed = _placed([list(row) for row in rows], inside, area)
    return [["" if text is None else str(text) for text in row] for row in placed]


def _formula(spelt: str, held: object, is_bool: bool) -> str:
    # A text such as "=3次" shows the same both ways; a formula shows its result the one way and itself the other.
    if spelt[:1] == "=" and spelt != held:
        text = excel_spelling(spelt)
        return text[1:] if text[1:] in ERRORS.values() else text
    if isinstance(held, float):
        return as_text(bool(held)) if is_bool else as_text(held)
    return str(held or "")


def _bools(sheet: Sheet, area: Area, held: Sequence[Sequence[object]]) -> set[tuple[int, int]]:
    """Return the places in the block of the bools, which Calc keeps as 1 and 0."""
    if not any(value in (0.0, 1.0) and type(value) is float for row in held for value in row):
        return set()
    formats = sheet.book.number_formats
    found: set[tuple[int, int]] = set()
    for part, key in sheet.format_areas(area):
        if formats.is_bool(key):
            found.update(
                (row - area.row, column - area.column)
                for row in range(part.row, part.last_row + 1)
                for column in range(part.column, part.last_column + 1)
            )
    return found


def cells_of_addresses(addresses: Sequence[object]) -> Iterator[Area]:
    """Yield UNO range addresses, which count from 0, as areas."""
    for address in addresses:
        yield area_of(address)


def area_of(address: object) -> Area:
    """Return a UNO range address as an area."""
    row, column, last_row, last_column = (
        getattr(address, field) + 1 for field in ("StartRow", "StartColumn", "EndRow", "EndColumn")
    )
    return Area(row, column, last_row - row + 1, last_column - column + 1)
