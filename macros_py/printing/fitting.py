"""Bringing a form onto few pages: where it is too high for one, its columns become wider and its print smaller."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from macros_py.printing.balance import balanced
from macros_py.printing.form import Form
from macros_py.printing.layout import Layout, fits, lay_out, lay_out_wider, paginate
from macros_py.printing.paper import SMALLEST_PRINT, Paper
from macros_py.printing.row_form import Values
from macros_py.printing.spans import LabelRuns, origin

_STEPS = 8
_MOST_KEPT = 50
#: Paper is turned for a form that it brings onto one page, or onto this share of its pages at most.
_WORTH_TURNING = 2 / 3
#: A form with so many columns reads better on turned paper as soon as upright paper needs several pages.
_WIDE_FORM = 9


class Fitted(NamedTuple):
    """A form, perhaps with wider columns, its rows on pages, and the paper they are printed on."""

    form: Form
    layout: Layout
    paper: Paper

    @property
    def pages(self) -> int:
        """How many pages the form takes."""
        return len(self.layout.starts) + 1


class Fitting:
    """Lays out pages of one form on one kind of paper.

    Shrinking a form that is too high for its page leaves the page's sides empty. Wider columns use them: their texts
    take fewer lines, so that the print need not become as small. What upright paper still cannot hold goes on turned
    paper where that saves pages.
    """

    def __init__(self, form: Form, paper: Paper, turned: Paper | None = None) -> None:
        """Prepare ``form`` for ``paper``, and for ``turned`` where ``paper`` does not hold it."""
        self._form, self._paper, self._turned_paper = form, paper, turned
        self._turned: Fitting | None = None
        self._balanced: dict[tuple[tuple[int, float], ...], Fitting] = {}
        self._wider: dict[int, Form] = {}
        self._runs = LabelRuns(form)
        most = form.smallest_font / SMALLEST_PRINT * min(1.0, self._width_scale(form))
        # A little less, because programs round the scale down to a whole per cent.
        self._factors = [1 + (most * 0.985 - 1) * step / _STEPS for step in range(_STEPS + 1)]

    def lay_out(self, fixed: Values, records: list[Values]) -> Fitted:
        """Return the form, with wider columns where that saves a page, and its rows on one page or cut into pages."""
        least, wide = self._least_pages(self._paper, records), self._form.columns_repeated >= _WIDE_FORM
        early = None
        if self._turned_paper is not None and wide and least > 1:
            early = self._on_turned(self._turned_paper).lay_out(fixed, records)
            if early.pages <= least:
                return early
        found = self._fewest(fixed, records, least)
        if found.layout.one_page or self._turned_paper is None:
            return found
        most = found.pages if wide else max(1.0, found.pages * _WORTH_TURNING)
        if self._least_pages(self._turned_paper, records) > most:
            return found
        turned = early or self._on_turned(self._turned_paper).lay_out(fixed, records)
        return turned if turned.pages <= most else found

    def _fewest(self, fixed: Values, records: list[Values], least: int) -> Fitted:
        """Return the first way to draw the form that fits one page, else the first that takes the fewest pages."""
        count, ways = len(records) or 1, self._ways(fixed, records, least)
        if least == 1:
            tried = []
            for form, layout in ways:
                if fits(form, layout, self._paper, count):
                    return Fitted(form, layout, self._paper)
                tried.append((form, layout))
            ways = iter(tried)
        fewest = None
        for form, layout in ways:
            uncut = replace(layout, heights=list(layout.heights), borrowed={})
            found = Fitted(form, paginate(form, uncut, self._paper, count), self._paper)
            if fewest is None or found.pages < fewest.pages:
                fewest = found
            if fewest.pages <= max(least, 2):
                break
        assert fewest is not None
        return fewest

    def _ways(self, fixed: Values, records: list[Values], least: int) -> Iterator[tuple[Form, Layout]]:
        """Yield the form as it is, with wider columns, and with columns divided anew, before it is cut into pages."""
        yield from self._widened(fixed, records, least)
        if shares := balanced(self._form, records):
            yield from self._divided(shares)._widened(fixed, records, least)

    def least_pages(self, records: list[Values]) -> int:
        """Return how many pages of its upright paper the form takes at least."""
        return self._least_pages(self._paper, records)

    def _least_pages(self, paper: Paper, records: list[Values]) -> int:
        """Return how many pages of ``paper`` the form takes at least: were every text short, the print the smallest."""
        form = self._form
        height = sum(row.height for row in (*form.above, *form.below))
        height += sum(row.height for row in form.block) * len(records)
        least = height * SMALLEST_PRINT / form.smallest_font
        return math.ceil(least / paper.height)

    def _divided(self, shares: Mapping[int, float]) -> Fitting:
        key = tuple(sorted(shares.items()))
        if key not in self._balanced:
            if len(self._balanced) >= _MOST_KEPT:
                self._balanced.clear()
            self._balanced[key] = Fitting(self._form.divided(shares), self._paper)
        return self._balanced[key]

    def _on_turned(self, paper: Paper) -> Fitting:
        if self._turned is None:
            printed = self._form.template.printed
            width = self._form.grid.paper_width(printed.left, printed.right)
            self._turned = Fitting(self._form.wider(max(1.0, paper.widening(width))), paper)
        return self._turned

    def _widened(self, fixed: Values, records: list[Values], least: int) -> Iterator[tuple[Form, Layout]]:
        """Yield the form, and with wider columns where that is not enough; only these where they bring it onto a page."""
        form, layout = self._form, lay_out(self._form, fixed, records, self._runs)
        count = len(records) or 1
        if not self._is_high(form, layout, count) or self._factors[-1] <= 1:
            yield form, layout
            return
        if least > 1:
            yield form, layout
        wider, wide = form, layout
        for step in range(min(_STEPS, self._first_step(form, layout, count)), _STEPS + 1):
            wider = self._form_at(step)
            wide = lay_out_wider(layout, wider, fixed, records)
            if not self._is_high(wider, wide, count):
                break
        else:
            if least == 1:
                yield form, layout
        yield wider, wide

    def _first_step(self, form: Form, layout: Layout, count: int) -> int:
        """Return the first step worth trying.

        Rows as low as their template stay so; a text in k times the width hardly takes less than 1/k of its height.
        With the paper's room R for this width: fixed + (height - fixed) / k = R * k.
        """
        room = self._paper.height / self._width_scale(form)
        rows = zip(layout.forms, layout.heights, strict=True)
        fixed = min(sum(height for row, height in rows if height == row.height), room)
        rest = self._height(form, layout, count) - fixed
        least = (fixed + math.sqrt(fixed * fixed + 4 * room * rest)) / (2 * room)
        return next((step for step, factor in enumerate(self._factors) if step and factor >= least), _STEPS + 1)

    def _form_at(self, step: int) -> Form:
        if step not in self._wider:
            self._wider[step] = self._form.wider(self._factors[step])
        return self._wider[step]

    def _width_scale(self, form: Form) -> float:
        printed = form.template.printed
        return self._paper.scale(form.grid.paper_width(printed.left, printed.right), 0.0)

    def _is_high(self, form: Form, layout: Layout, count: int) -> bool:
        """Return whether the height, and not the width, says how small the form must be printed."""
        return self._height(form, layout, count) * self._width_scale(form) > self._paper.height

    @staticmethod
    def _height(form: Form, layout: Layout, count: int) -> float:
        printed = form.template.printed
        first, last = origin(form, count, printed.top)[0], origin(form, count, printed.bottom)[1]
        return sum(layout.heights[first : last + 1])
