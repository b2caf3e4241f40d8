"""Cells that are merged over several rows of a page: those of the template, and equal labels below each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from macros_py.printing.form import Form, Tall
from macros_py.printing.program import settled
from macros_py.printing.row_form import Values
from macros_py.printing.text_size import TextBox

#: How bad a page end is inside a run of labels, inside a merge of the heading, inside a record of several rows.
RUN, INSIDE_FIXED, INSIDE_RECORD = 1, 10, 5
_MOST_KEPT = 200

Labels = tuple[tuple[str, ...], ...]


class Span(NamedTuple):
    """Cells merged over the rows ``top`` to ``bottom`` of a layout; ``box`` and ``text`` say what must fit in.

    ``group`` tells how bad a page end inside it is (0: it may end anywhere, the label is printed again).
    """

    top: int
    left: int
    bottom: int
    right: int
    box: TextBox | None
    text: str
    height: float
    group: int


_Runs = tuple[tuple[Span, ...], Mapping[int, Set[int]]]


class LabelRuns:
    """Merges equal labels that stand below each other, inside the label left of them.

    Most pages of a book have the same labels in the same rows, so what was found for a page is kept.
    """

    def __init__(self, form: Form) -> None:
        """Merge on pages of this form."""
        self._form = form
        self._kept: dict[Labels, _Runs] = {}

    def of(self, records: Sequence[Values]) -> tuple[Labels, _Runs]:
        """Return the labels by column, the merges of the records, and by row the value indexes that these cover."""
        labels = tuple(
            tuple([one if type(one) is str else str(settled(one)) for one in map(itemgetter(slot.index), records)])
            for slot in self._form.merging
        )
        if labels not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[labels] = _runs(self._form, labels)
        return labels, self._kept[labels]


def origin(form: Form, count: int, row: int) -> tuple[int, int]:
    """Return the first and last layout row of a template row when there are ``count`` records."""
    index, added = row - 1, (count - 1) * form.size
    if not form.size or row < form.first:
        return index, index
    return (index, index + added) if row < form.first + form.size else (index + added, index + added)


def tall_spans(form: Form, fixed: Values, records: list[Values]) -> list[Span]:
    """Return the template's own merges over several rows, for so many records."""
    count, top, spans = len(records), form.first - 1, []
    for tall in form.fixed_tall:
        first, last = origin(form, count, tall.area.top)[0], origin(form, count, tall.area.bottom)[1]
        group = 0 if form.covers_block(tall.area) else INSIDE_FIXED
        spans.append(_span(tall, first, last, fixed, group))
    for number, record in enumerate(records if form.repeated_tall else ()):
        start = top + number * form.size
        for tall in form.repeated_tall:
            first, last = start + tall.area.top - form.first, start + tall.area.bottom - form.first
            spans.append(_span(tall, first, last, record, INSIDE_RECORD))
    return spans


def _runs(form: Form, columns: Labels) -> _Runs:
    """Return the merged labels and, by row, the value indexes that they cover; ``columns`` are the labels' texts."""
    top, spans = form.first - 1, []
    hidden: dict[int, set[int]] = {}
    begins = [True] + [False] * (len(columns[0]) - 1)
    for slot, texts in zip(form.merging, columns, strict=True):
        box = form.run_boxes[slot.column]
        for n in range(1, len(texts)):
            begins[n] = begins[n] or texts[n] != texts[n - 1] or not texts[n]
        edges = [n for n, new in enumerate(begins) if new]
        for first, after in pairwise([*edges, len(texts)]):
            for n in range(first + 1, after):
                hidden.setdefault(top + n * form.size, set()).add(slot.index)
            rows = (top + first * form.size, top + after * form.size - 1)
            text = texts[first]
            spans.append(Span(rows[0], slot.column, rows[1], slot.right, box, text, box.height(text), RUN))
    return tuple(spans), hidden


def _span(tall: Tall, top: int, bottom: int, values: Values, group: int) -> Span:
    text = "" if tall.index is None else str(settled(values[tall.index]))
    height = tall.height if tall.index is None else tall.box.height(text)
    return Span(top, tall.area.left, bottom, tall.area.right, tall.box, text, height, group)
