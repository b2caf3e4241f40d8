"""A template row made ready for one book: its XML around the tagged cells, and what their values need."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from macros_py.printing.styles import WholeNumbers
from macros_py.printing.text_size import TextBox

#: Stands for the row number in a piece of XML; no XML text can hold it.
ROW = "\0"
#: The values of the fixed cells, or of one record's.
Values = tuple[object, ...]
Picker = Callable[[Values], Values]


@dataclass(frozen=True, slots=True)
class Slot:
    """A tagged cell: ``index`` of its value, and its XML up to its style: ``opened`` for a text, ``numeric`` for a number.

    ``numeric`` is "" where the number format is text (@): there a number is written as text. ``whole`` stands in for it
    where the number is one that ``whole_numbers`` holds.
    """

    index: int
    column: int
    opened: str
    numeric: str
    merges: bool
    links: bool
    right: int
    whole: str = ""
    whole_numbers: WholeNumbers | None = None

    def opened_for(self, value: int | float | Decimal) -> str:
        """Return the XML up to the style of a number, "" where numbers are written as text."""
        if self.whole_numbers is not None and self.whole_numbers.holds(value):
            return self.whole
        return self.numeric


@dataclass(frozen=True, slots=True)
class RowForm:
    """A template row: ``pieces`` are its XML around the slots' cells, ``parts`` the same cell by cell.

    ``parts`` are (column, XML or slot, XML of the blank cell). ``picked`` takes the slots' values out of the values of
    the page or the record, and ``seen`` takes these when they are texts: what a reader of the row sees, for the
    fingerprint; ``fixed_texts`` are its cells without tags by column. ``boxes`` are (value index, characters that surely
    fit on one line, box) of the slots that lie in this row alone; ``merges`` the columns of its own merges.
    """

    number: int
    height: float
    hidden: bool
    opened: str
    pieces: tuple[str, ...]
    seen: str
    fixed_texts: Mapping[int, str]
    picked: Picker
    slots: tuple[Slot, ...]
    parts: tuple[tuple[int, str | Slot, str], ...]
    boxes: tuple[tuple[int, int, TextBox], ...]
    merges: tuple[tuple[int, int], ...]

    def pattern(self, opened: Sequence[str] = ()) -> str:
        """Return the row for ``%``: it takes the height and the ends of the slots' cells.

        ``opened`` are these cells up to their styles, where they are not all texts.
        """
        opened = opened or [slot.opened for slot in self.slots]
        cells = [f"{head}%s{piece}" for head, piece in zip(opened, self.pieces[1:], strict=True)]
        return f"{self.opened}{self.pieces[0]}{''.join(cells)}</row>"

    def part(self, column: int) -> str | Slot | None:
        """Return the XML or the slot of the cell in ``column``, None where there is none."""
        return next((part for at, part, _ in self.parts if at == column), None)

    @property
    def label(self) -> int | None:
        """The index of the value in the first cell, None where it is fixed."""
        first = self.parts[0][1] if self.parts else ""
        return first.index if isinstance(first, Slot) else None

    def needed(self, values: Values) -> float:
        """Return the height in points that shows every text of this row, at least the template's."""
        height = self.height
        if self.hidden:
            return height
        for index, quick, box in self.boxes:
            value = values[index]
            if isinstance(value, str) and (len(value) > quick or "\n" in value):
                needed = box.height(value)
                if needed > height:
                    height = needed
        return height


def picker(indexes: list[int]) -> Picker:
    """Return the function that takes the values with these indexes."""
    if len(indexes) == 1:
        return lambda values: (values[indexes[0]],)
    return itemgetter(*indexes) if indexes else lambda _: ()
