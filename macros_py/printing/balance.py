"""Dividing the width of the repeating row anew: columns with long texts take room from those with short ones."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from macros_py.printing.form import Form
from macros_py.printing.row_form import Slot, Values
from macros_py.printing.text_size import half_ems

_STEP = 0.03
_MOST_STEPS = 24
_MOST_ROWS = 60
_NARROWEST, _WIDEST = 0.6, 4.0
_LEAST_EMS = 3.0
"""No column becomes narrower than three characters, unless it was drawn so."""


def balanced(form: Form, records: Sequence[Values]) -> Mapping[int, float]:
    """Return by how much each column becomes wider or narrower so that the records take few lines; their sum stays.

    Merged labels keep their columns, and so does everything outside the repeating row. Nothing is returned where the
    template's own widths are as good as any.
    """
    slots = [slot for row in form.block for slot in row.slots if not slot.merges]
    columns = [form.grid.sized(slot.column, slot.right) for slot in slots]
    if len(slots) < 2 or len(form.block) != 1 or not all(columns):
        return {}
    boxes = [form.block_boxes[slot.index] for slot in slots]
    taken = records[:: math.ceil(len(records) / _MOST_ROWS)] if records else []
    # Points that a text takes on one line; the padding of its cell is the same whatever the width.
    rows = [
        [_length(record[slot.index]) * box.size / 2 for slot, box in zip(slots, boxes, strict=True)] for record in taken
    ]
    widths = [box.width for box in boxes]
    # A text that stays on one line, such as a link, would shrink.
    least = [
        min(width, max(width * _NARROWEST, _LEAST_EMS * box.size, *(row[n] for row in rows if not box.wraps)))
        for n, (width, box) in enumerate(zip(widths, boxes, strict=True))
    ]
    # A row that takes one line however narrow its columns become decides nothing.
    rows = [row for row in rows if any(map(float.__gt__, row, least))]
    found = _divided(widths, least, rows)
    if found == widths:
        return {}
    return _factors(form, slots, widths, found)


def _factors(form: Form, slots: Sequence[Slot], old: Sequence[float], new: Sequence[float]) -> dict[int, float]:
    factors = {}
    for slot, before, after in zip(slots, old, new, strict=True):
        whole = form.grid.paper_width(slot.column, slot.right)
        for column in range(slot.column, slot.right + 1):
            factors[column] = round((whole + after - before) / whole, 4)
    return factors


def _length(value: object) -> float:
    return half_ems(value) if isinstance(value, str) else 0.0


def _divided(widths: Sequence[float], least: Sequence[float], rows: Sequence[Sequence[float]]) -> list[float]:
    """Return the widths, their sum unchanged, after moving a little at a time to where it saves most lines."""
    now, step = list(widths), sum(widths) * _STEP
    cost, longest = _lines(now, rows), [max(lengths) for lengths in zip(*rows, strict=True)]
    for _ in range(_MOST_STEPS if rows else 0):
        takers = [n for n, width in enumerate(now) if width < longest[n] and width + step <= widths[n] * _WIDEST]
        wider_cost, taker = min(((_lines(_changed(now, n, step), rows), n) for n in takers), default=(cost, -1))
        givers = [n for n, width in enumerate(now) if width - step >= least[n] and n != taker]
        if wider_cost >= cost or not givers:
            break
        wider = _changed(now, taker, step)
        # What is on one line after giving costs nothing; only where no column has room to spare must they be compared.
        spare = next((n for n in givers if longest[n] <= now[n] - step), None)
        less, giver = (
            (wider_cost, spare)
            if spare is not None
            else min((_lines(_changed(wider, n, -step), rows), n) for n in givers)
        )
        if less >= cost:
            break
        cost, now = less, _changed(wider, giver, -step)
    return now


def _changed(widths: Sequence[float], column: int, by: float) -> list[float]:
    changed = list(widths)
    changed[column] += by
    return changed


def _lines(widths: Sequence[float], rows: Sequence[Sequence[float]]) -> float:
    """Return about how many lines the rows take; not rounded up, so that every step in the right direction counts."""
    return sum([max(1.0, *map(float.__truediv__, row, widths)) for row in rows])
