"""The rows and cells of a worksheet, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree import ElementTree

from macros_py.package.columns import LAST_COLUMN, LAST_ROW, column_number
from macros_py.package.lint.areas import read_area
from macros_py.package.lint.formulas import formula_complaints
from macros_py.package.lint.known import Known
from macros_py.package.lint.links import formula_links
from macros_py.package.lint.numbers import as_index, as_number
from macros_py.package.lint.texts import space_complaints, text_complaints, text_of, unescaped
from macros_py.package.parts import MAIN

MAX_HEIGHT = 409.5
ROW, CELL = f"{MAIN}row", f"{MAIN}c"
_VALUE, _FORMULA, _INLINE = f"{MAIN}v", f"{MAIN}f", f"{MAIN}is"
_ERRORS = frozenset("#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD!".split())
_TYPES = frozenset(("n", "s", "str", "b", "e", "d", "inlineStr"))
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

#: A rule, a place and a text.
Found = tuple[str, str, str]


@dataclass(slots=True)
class Cells:
    """The reading of a sheet's rows, one after the other.

    ``wanted`` are the places whose texts are kept in ``texts``: the heading cells of tables. ``formulas`` fills with
    the addresses of formula cells.
    """

    known: Known
    wanted: Collection[tuple[int, int]] = ()
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[str] = field(default_factory=set)
    _row: int = 0
    _masters: set[str] = field(default_factory=set)
    _letters: dict[str, int] = field(default_factory=dict)

    def read(self, row: ElementTree.Element) -> Iterator[Found]:
        """Yield what is wrong with the next <row>."""
        text = row.get("r", str(self._row + 1))
        if not 1 <= as_index(text) <= LAST_ROW:
            yield "cell-reference", f"row {text}", "outside the sheet"
            return
        if int(text) <= self._row:
            yield "row-order", f"row {text}", f"after row {self._row}"
        self._row = int(text)
        yield from self._row_complaints(row, text)
        last = 0
        for cell in row:
            if cell.tag != CELL:
                continue
            place = cell.get("r")
            column = last + 1 if place is None else self._column(place, text)
            if not 1 <= column <= LAST_COLUMN:
                yield "cell-reference", place or "", f"in row {text}"
                continue
            if column <= last:
                yield "cell-order", place or "", "after a cell right of it, or there twice"
            last = column
            yield from self._cell_complaints(cell, place or f"column {column} of row {text}", column)

    def _column(self, place: str, row: str) -> int:
        """Return the column of an address, 0 when it is none or lies in another row."""
        letters = place[: -len(row)]
        if place[-len(row) :] != row:
            return 0
        if letters not in self._letters:
            self._letters[letters] = column_number(letters) if _PLACE.fullmatch(f"{letters}1") else 0
        return self._letters[letters]

    def _row_complaints(self, row: ElementTree.Element, text: str) -> Iterator[Found]:
        height = row.get("ht")
        if height is not None:
            points = as_number(height)
            if points is None or not 0 <= points <= MAX_HEIGHT:
                yield "row-height", f"row {text}", height
        if not self._is_format(row.get("s")):
            yield "cell-style", f"row {text}", f"{row.get('s')} of {self.known.formats.cells}"

    def _is_format(self, text: str | None) -> bool:
        return text is None or 0 <= as_index(text) < self.known.formats.cells

    def _cell_complaints(self, cell: ElementTree.Element, place: str, column: int) -> Iterator[Found]:
        kind, style = cell.get("t", "n"), cell.get("s")
        if style is not None and not self._is_format(style):
            yield "cell-style", place, f"{style} of {self.known.formats.cells}"
        if not self.known.metadata and (cell.get("cm") or cell.get("vm")):
            yield "cell-metadata", place, "there is no metadata part"
        formula = value = None
        for child in cell:
            if child.tag == _VALUE:
                value = child.text or ""
            elif child.tag == _FORMULA:
                formula = child
            elif child.tag == _INLINE:
                yield from self._text_complaints(text_of(child), place, column)
                for rule, text in space_complaints(child):
                    yield rule, place, text
        if formula is not None:
            self.formulas.add(place)
            yield from self._formula_complaints(formula, place)
        if value is not None:
            yield from self._value_complaints(kind, value, place, column, formula is not None)
        elif kind not in _TYPES:
            yield "cell-type", place, f"type {kind}"

    def _value_complaints(self, kind: str, value: str, place: str, column: int, worked_out: bool) -> Iterator[Found]:
        """Yield what is wrong with a <v>; an empty one beside a formula is a result not yet worked out."""
        if kind == "s":
            strings = self.known.strings
            if strings is not None and not 0 <= as_index(value) < len(strings):
                yield "shared-string-index", place, f"{value} of {len(strings)}"
            elif strings is not None and (self._row, column) in self.wanted and not worked_out:
                self.texts[self._row, column] = unescaped(strings[int(value)])
        elif kind == "str":
            for rule, text in text_complaints(value):
                yield rule, place, text
            if (self._row, column) in self.wanted and not worked_out:
                self.texts[self._row, column] = unescaped(value)
        elif not (value == "" and worked_out) and not _is_value(kind, value):
            yield "cell-type", place, f"{value!r} is no value of type {kind}"

    def _text_complaints(self, text: str, place: str, column: int) -> Iterator[Found]:
        for rule, said in text_complaints(text):
            yield rule, place, said
        if (self._row, column) in self.wanted:
            self.texts[self._row, column] = unescaped(text)

    def _formula_complaints(self, formula: ElementTree.Element, place: str) -> Iterator[Found]:
        kind, text = formula.get("t", "normal"), formula.text or ""
        if kind == "shared":
            key = formula.get("si", "")
            if text:
                self._masters.add(key)
            if key not in self._masters or (text and read_area(formula.get("ref", "")) is None):
                yield "formula-shared", place, f"si {key!r}, ref {formula.get('ref')!r}"
        elif kind == "array" and read_area(formula.get("ref", "")) is None:
            yield "formula-shared", place, f"array formula for {formula.get('ref')!r}"
        if kind == "dataTable" or (kind == "shared" and not text):
            return
        for rule, said in formula_complaints(text, self.known):
            yield rule, place, said
        for said in formula_links(text, self.known):
            yield "link-dead", place, said


def _is_value(kind: str, value: str) -> bool:
    if kind == "n":
        return as_number(value) is not None
    if kind == "b":
        return value in ("0", "1", "true", "false")
    if kind == "e":
        return value in _ERRORS
    if kind == "d":
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return False
        return True
    return False
