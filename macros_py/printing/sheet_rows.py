"""The rows of one printed sheet: where they stand, and their XML with the values filled in."""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from macros_py.printing.fingerprints import seen_number, seen_row
from macros_py.printing.layout import HIGHEST_ROW, Layout
from macros_py.printing.program import settled
from macros_py.printing.row_form import ROW, Picker, RowForm, Slot, Values, picker
from macros_py.printing.shared_strings import SharedStrings
from macros_py.printing.text_size import snapped

_MOST_PATTERNS = 2000


@dataclass(slots=True)
class Place:
    """Where layout rows stand on the sheet: the first and last worksheet row of each."""

    first: list[int] | range
    last: list[int] | range
    heights: list[list[float]] | None = None


def placed(layout: Layout) -> Place:
    """Return where the rows of a layout stand; one that is higher than a row may be takes several."""
    heights = layout.heights
    if max(heights, default=0.0) <= HIGHEST_ROW:
        numbers = range(1, len(heights) + 1)
        return Place(numbers, numbers)
    first, last, parts, row = [], [], [], 1
    for height in heights:
        count = max(1, math.ceil(height / HIGHEST_ROW))
        parts.append([min(HIGHEST_ROW, snapped(height / count))] * count)
        first.append(row)
        row += count
        last.append(row - 1)
    return Place(first, last, parts)


class SheetRows:
    """Writes rows into one book."""

    def __init__(self, strings: SharedStrings) -> None:
        """Write into a book with these shared strings."""
        self._strings = strings
        self._patterns: dict[tuple[int | str, ...], str] = {}
        self._pickers: dict[tuple[int, ...], Picker] = {}

    def write(self, layout: Layout, place: Place) -> tuple[list[str], list[str]]:
        """Return the worksheet rows as XML, and what a reader sees of each."""
        end, hidden, numbered, written, seen = self._strings.__getitem__, layout.hidden, self._patterns, [], []
        special = {row for row, _ in layout.borrowed}
        if place.heights is not None:
            special.update(row for row, parts in enumerate(place.heights) if len(parts) > 1)
        for index, (form, values, height) in enumerate(zip(layout.forms, layout.values, layout.heights, strict=True)):
            number = place.first[index]
            if index not in special:
                if index in hidden:
                    texts = self._uncovered(form, len(values), hidden[index])((*values, ""))
                else:
                    texts = form.picked(values)
                pattern = numbered.get((form.number, number)) or self._numbered(form, number)
                try:
                    written.append(pattern % (_points(height), *map(end, texts)))
                except TypeError:  # a number is among them
                    row, texts = self._row_with_numbers(form, number, height, texts)
                    written.append(row)
                seen.append(form.seen % texts)
                continue
            cells, texts_seen = self._cells(layout, index)
            heights = [height] if place.heights is None else place.heights[index]
            for part in heights:
                row = f"{form.opened % _points(part)}{cells}</row>".replace(ROW, str(number))
                written.append(row)
                seen.append(texts_seen)
                number, cells, texts_seen = number + 1, "".join([blank for _, _, blank in form.parts]), ""
        return written, seen

    def _uncovered(self, form: RowForm, count: int, covered: Set[int]) -> Picker:
        """Return the function that takes a row's values out of its ``count`` values and a blank, which stands for those covered."""
        key = (form.number, count, *covered)
        if key not in self._pickers:
            self._pickers[key] = picker([count if slot.index in covered else slot.index for slot in form.slots])
        return self._pickers[key]

    def _numbered(self, form: RowForm, number: int, opened: tuple[str, ...] = ()) -> str:
        """Return a row's pattern with the row number in place; kept, as most sheets have the same rows."""
        made = form.pattern(opened).replace(ROW, str(number))
        if len(self._patterns) < _MOST_PATTERNS:
            self._patterns[(form.number, number, *opened)] = made
        return made

    def _row_with_numbers(
        self, form: RowForm, number: int, height: float, values: Values
    ) -> tuple[str, tuple[str, ...]]:
        """Return a worksheet row as XML, and what a reader sees of the values in it."""
        opened, ends, seen = [], [], []
        for slot, value in zip(form.slots, values, strict=True):
            head, end, text = self._cell(slot, value)
            opened.append(head)
            ends.append(end)
            seen.append(text)
        pattern = self._patterns.get((form.number, number, *opened)) or self._numbered(form, number, tuple(opened))
        return pattern % (_points(height), *ends), tuple(seen)

    def _cells(self, layout: Layout, index: int) -> tuple[str, str]:
        """Return the cells of a row one by one, and what a reader sees of them; a label may be repeated from above."""
        form, values = layout.forms[index], layout.values[index]
        covered = layout.hidden.get(index, ())
        cells, seen = [], {}
        for column, part, blank in form.parts:
            cell, text = blank, ""
            if (index, column) in layout.borrowed:
                above = layout.borrowed[index, column]
                if above is not None:
                    cell, text = self._cell_of(above[0], column, above[0].part(column) or blank, above[1])
            elif not isinstance(part, Slot) or part.index not in covered:
                cell, text = self._cell_of(form, column, part, values)
            cells.append(cell)
            seen[column] = text
        return "".join(cells), seen_row(seen)

    def _cell_of(self, form: RowForm, column: int, part: str | Slot, values: Values) -> tuple[str, str]:
        """Return the XML of the cell ``part`` of a row, and what a reader sees of it."""
        if isinstance(part, Slot):
            opened, end, seen = self._cell(part, values[part.index])
            return f"{opened}{end}", seen
        return part, form.fixed_texts.get(column, "")

    def _cell(self, slot: Slot, value: object) -> tuple[str, str, str]:
        """Return the XML of a cell up to its style, the rest of it, and what a reader sees of it."""
        found = value if type(value) is str else settled(value)
        if isinstance(found, str):
            return slot.opened, self._strings[found], found
        shown = f"{found:f}" if isinstance(found, Decimal) else repr(found)
        opened = slot.opened_for(found)
        if opened:
            return opened, f"><v>{shown}</v></c>", seen_number(found)
        return slot.opened, self._strings[shown], shown


@lru_cache(maxsize=4096)
def _points(height: float) -> str:
    return f"{height:g}"
