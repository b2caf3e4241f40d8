"""Keeping a text from ending in one or two characters on a line of their own: its column takes a little from another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from macros_py.printing.form import FixedText, Form
from macros_py.printing.row_form import Slot, Values
from macros_py.printing.text_size import TextBox, half_ems

_WIDOW = 2
"""So many characters on a second line are a widow."""
_STEPS_AN_EM = 2
_MOST_LINES = 2
_MOST_GIVEN, _LEAST_EMS = 0.4, 3.0
# LibreOffice without 宋体 makes columns a tenth wider than Excel.
_USABLE, _WIDER_ELSEWHERE = 0.97, 1.1
_MOST_KEPT = 200

#: By how much columns become wider or narrower, by column.
Shares = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class _Room:
    """A column that gives away some of its width: what is left, and the half ems between which a text has a widow."""

    box: TextBox
    least: float
    most: float

    @classmethod
    def of(cls, box: TextBox) -> _Room:
        line = 2 * box.width / box.size
        return cls(box, line * _USABLE, line * _WIDER_ELSEWHERE + 2 * _WIDOW)

    def has_widow(self, text: str) -> bool:
        """Return whether, in one program or another, the text takes one line and a widow."""
        return self.least < half_ems(text) <= self.most and "\n" not in text


class Widows:
    """Finds widths for the single columns of the repeating row with which fewer texts of a page have a widow.

    Only a text of one line and a widow counts: at the end of a paragraph a short line is usual. A column gives away what
    its texts, and those above and below, do not need; at most two lines more are taken for it.
    """

    def __init__(self, form: Form) -> None:
        """Look at the columns of ``form``."""
        self._form, gain = form, form.grid.usual_gain
        self._slots: dict[int, Slot] = {}
        self._rooms: dict[int, _Room] = {}
        for slot in form.block[0].slots if len(form.block) == 1 else ():
            box = form.block_boxes[slot.index]
            if not slot.merges and box.wraps and not box.turned and form.grid.sized(slot.column, slot.right):
                self._slots[slot.index] = slot
                self._rooms[slot.index] = _Room.of(replace(box, width=box.width * gain))
        self._fixed = [replace(one, box=replace(one.box, width=one.box.width * gain)) for one in form.fixed_texts()]
        columns = {(slot.column, slot.right): index for index, slot in self._slots.items()}
        self._heads = [
            (columns[one.left, one.right], one, _Room.of(one.box))
            for one in self._fixed
            if (one.left, one.right) in columns
        ]
        self._watched = [(index, room.box.quick, room) for index, room in self._rooms.items()]
        self._givers_first = sorted(self._rooms, key=lambda index: -self._rooms[index].box.width)
        self._narrowed: dict[tuple[int, float], _Room] = {}

    def shares(self, fixed: Values, records: Sequence[Values]) -> Shares:
        """Return how the widths change for a page with these values; nothing where no text is the better for it."""
        needs = self._needs(fixed, records)
        if not needs:
            return {}
        changes: dict[int, float] = {}
        # A date in a narrow column is the worst place for one; wide columns come last.
        for index, lacking in sorted(needs.items(), key=lambda one: self._rooms[one[0]].box.width):
            size = self._rooms[index].box.size
            # Few different widths, so that few forms are made.
            steps = sorted({math.ceil(one / 2 * _STEPS_AN_EM / _USABLE + 0.1) for one in lacking}, reverse=True)
            for points in (step / _STEPS_AN_EM * size for step in steps):
                givers = self._givers(points, changes, needs, records)
                giver = next((one for one in givers if self._keeps_fixed(index, one, points, fixed)), None)
                if giver is not None:
                    changes[index] = points
                    changes[giver] = changes.get(giver, 0.0) - points
                    break
        return self._factors(changes)

    def _needs(self, fixed: Values, records: Sequence[Values]) -> dict[int, list[float]]:
        """Return how many half ems the columns with widows lack for each of them, by value index."""
        needs: dict[int, list[float]] = {}
        for index, quick, room in self._watched:
            for record in records:
                value = record[index]
                if isinstance(value, str) and len(value) > quick and room.has_widow(value):
                    needs.setdefault(index, []).append(half_ems(value) - room.least)
        for index, one, room in self._heads:
            text = _text(one, fixed)
            if len(text) > one.box.quick and room.has_widow(text):
                lacking = (half_ems(text) - room.least) * one.box.size / self._rooms[index].box.size
                needs.setdefault(index, []).append(lacking)
        return needs

    def _givers(
        self, points: float, changes: Mapping[int, float], needs: Mapping[int, object], records: Sequence[Values]
    ) -> Iterator[int]:
        """Yield the columns whose texts have no widow with so much less width: first those that take no more lines."""
        longer = []
        for index in self._givers_first:
            box = self._rooms[index].box
            left = box.width + changes.get(index, 0.0) - points
            if index in needs or left < max(box.width * (1 - _MOST_GIVEN), _LEAST_EMS * box.size):
                continue
            room = self._narrower(index, left)
            quick = room.box.quick
            texts = [text for record in records if isinstance(text := record[index], str) and len(text) > quick]
            if not any(map(room.has_widow, texts)):
                added = sum(room.box.lines(text) - box.lines(text) for text in texts)
                if not added:
                    yield index
                elif added <= _MOST_LINES:
                    longer.append(index)
        yield from longer

    def _narrower(self, index: int, left: float) -> _Room:
        key = (index, round(left, 2))
        if key not in self._narrowed:
            if len(self._narrowed) >= _MOST_KEPT:
                self._narrowed.clear()
            self._narrowed[key] = _Room.of(replace(self._rooms[index].box, width=left))
        return self._narrowed[key]

    def _keeps_fixed(self, taker: int, giver: int, points: float, fixed: Values) -> bool:
        """Return whether the texts above and below take as many lines where the giver's columns are narrower."""
        taking, giving = self._slots[taker].column, self._slots[giver].column
        for one in self._fixed:
            if one.left <= giving <= one.right and not one.left <= taking <= one.right:
                text, left = _text(one, fixed), one.box.width - points
                if half_ems(text) * one.box.size > 2 * left * _USABLE:
                    narrow = replace(one.box, width=max(1.0, left))
                    if narrow.lines(text) > one.box.lines(text):
                        return False
        return True

    def _factors(self, changes: Mapping[int, float]) -> Shares:
        shares: dict[int, float] = {}
        for index, change in changes.items():
            slot = self._slots[index]
            whole = self._form.grid.paper_width(slot.column, slot.right)
            shares |= dict.fromkeys(range(slot.column, slot.right + 1), round((whole + change) / whole, 4))
        return shares


def _text(one: FixedText, fixed: Values) -> str:
    value = one.text if one.index is None else fixed[one.index]
    return value if isinstance(value, str) else ""
