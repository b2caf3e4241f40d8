"""One page's rows on paper: their heights, the cells merged over several of them, and the pages they fall on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from macros_py.printing.area import Area
from macros_py.printing.form import Form
from macros_py.printing.paper import SMALLEST_PRINT, Paper, page_starts
from macros_py.printing.program import settled
from macros_py.printing.row_form import RowForm, Values
from macros_py.printing.shared_strings import check_length
from macros_py.printing.spans import INSIDE_RECORD, RUN, LabelRuns, Span, origin, tall_spans
from macros_py.printing.text_size import snapped

HIGHEST_ROW = 409.0  # Excel's limit is 409.5
_MOST_TITLE_ROWS = 3
_AFTER_HEADER, _ORPHAN = 100, 3
_TRIES = 6


#: A part of a span that page ends cut: its first row, its last row, and whether its text is printed in it.
Segment = tuple[Span, int, int, bool]


@dataclass(slots=True)
class Layout:
    """The rows of one sheet in printed order: ``forms``, their ``values`` and ``heights`` (points).

    ``hidden`` maps a row to the value indexes that a merge above covers; ``labels`` are the texts of the labels that may
    be merged, by column. ``moved`` maps each row to its first and last row after rows were cut. ``starts`` are the rows
    that begin a further page, ``titles`` the rows repeated on each, ``borrowed`` maps (row, column) to the row whose cell
    is printed there again, or None for one left blank.
    """

    forms: list[RowForm]
    values: list[Values]
    heights: list[float]
    spans: list[Span] = field(default_factory=list)
    hidden: Mapping[int, Set[int]] = field(default_factory=dict)
    record_starts: set[int] = field(default_factory=set)
    labels: tuple[tuple[str, ...], ...] = ()
    moved: list[tuple[int, int]] | None = None
    one_page: bool = True
    starts: list[int] = field(default_factory=list)
    titles: tuple[int, int] | None = None
    borrowed: dict[tuple[int, int], tuple[RowForm, Values] | None] = field(default_factory=dict)


def lay_out(form: Form, fixed: Values, records: list[Values], runs: LabelRuns) -> Layout:
    """Return the rows of one page with heights that show every text, before it is cut into pages.

    ``runs`` are those of ``form``.
    """
    forms, values, heights = [], [], []
    for row in form.above:
        forms.append(row)
        values.append(fixed)
        heights.append(row.needed(fixed))
    if form.size:
        for record in records:
            for row in form.block:
                forms.append(row)
                values.append(record)
                heights.append(row.needed(record))
    for row in form.below:
        forms.append(row)
        values.append(fixed)
        heights.append(row.needed(fixed))
    layout = Layout(forms, values, heights, tall_spans(form, fixed, records))
    if form.size > 1:
        top = form.first - 1
        layout.record_starts.update(range(top, top + len(records) * form.size, form.size))
    if form.merging:
        layout.labels, (spans, layout.hidden) = runs.of(records)
        layout.spans.extend(spans)
    return _grown(layout)


def lay_out_wider(layout: Layout, form: Form, fixed: Values, records: list[Values]) -> Layout:
    """Return a layout as ``lay_out`` made it, for the same form with wider columns."""
    forms = [form.rows[row.number - 1] for row in layout.forms]
    heights = []
    for narrow, row, values, height in zip(layout.forms, forms, layout.values, layout.heights, strict=True):
        # What fitted into the least height of the row needs no more of it now.
        fitted = height == narrow.height == row.height
        heights.append(height if fitted else row.needed(values))
    spans = tall_spans(form, fixed, records)
    for span in layout.spans:
        if span.group == RUN:
            box = form.run_boxes[span.left]
            spans.append(span._replace(box=box, height=box.height(span.text)))
    return _grown(Layout(forms, layout.values, heights, spans, layout.hidden, layout.record_starts, layout.labels))


def _grown(layout: Layout) -> Layout:
    for span in sorted(layout.spans, key=lambda span: span.bottom - span.top):
        _grow(layout, span.top, span.bottom, span.height)
    return layout


def _grow(layout: Layout, top: int, bottom: int, needed: float) -> bool:
    """Make the rows ``top`` to ``bottom`` together at least ``needed`` points high."""
    if needed <= layout.heights[top]:
        return False
    missing = needed - sum(layout.heights[top : bottom + 1])
    rows = [row for row in range(top, bottom + 1) if not layout.forms[row].hidden] if missing > 0 else []
    for row in rows:
        layout.heights[row] = snapped(layout.heights[row] + missing / len(rows))
    return bool(rows)


def fits(form: Form, layout: Layout, paper: Paper, count: int) -> bool:
    """Return whether the printed rows of ``layout`` stay legible on one page."""
    printed = form.template.printed
    width = form.grid.paper_width(printed.left, printed.right)
    first, last = origin(form, count, printed.top)[0], origin(form, count, printed.bottom)[1]
    scale = paper.scale(width, sum(layout.heights[first : last + 1]))
    return scale >= min(1.0, SMALLEST_PRINT / form.smallest_font)


def paginate(form: Form, layout: Layout, paper: Paper, count: int) -> Layout:
    """Return ``layout`` on one page if it fits, else cut into pages.

    Texts longer than a page are cut at the end of a line.
    """
    if fits(form, layout, paper, count):
        return layout
    printed = form.template.printed
    width = form.grid.paper_width(printed.left, printed.right)
    room = paper.height * 100 / paper.percent(width) * 0.985
    titles = _titles(form, layout, room)
    title_height = sum(layout.heights[titles[0] : titles[1] + 1]) if titles else 0.0
    layout = _cut_rows(form, layout, room, room - title_height)
    if titles and layout.moved is not None:
        titles = (layout.moved[titles[0]][0], layout.moved[titles[1]][1])
    layout.one_page, layout.titles = False, titles
    titled_from = titles[1] + 1 if titles else 0
    base, allowed = list(layout.heights), 1.0
    segments: list[Segment] = []
    for _ in range(_TRIES):
        layout.heights = list(base)
        layout.starts = page_starts(
            layout.heights, _badness(form, layout), room * allowed, (room - title_height) * allowed, titled_from
        )
        segments = _segments(layout)
        grown = [_grow(layout, top, bottom, span.height) for span, top, bottom, filled in segments if filled]
        if not any(grown) or _pages_fit(layout, room, room - title_height, titled_from):
            break
        allowed -= 0.06
    _borrow(layout, segments)
    return layout


def _titles(form: Form, layout: Layout, room: float) -> tuple[int, int] | None:
    """Return the heading rows: the template's print titles, else the fixed rows right above the repeating one."""
    if form.source.print_titles is not None:
        first, last = form.source.print_titles
        last = min(last, len(form.above))
    else:
        last = first = len(form.above)
        while first > 1 and len(form.above) - first < _MOST_TITLE_ROWS - 1 and _is_heading(form.above[first - 2]):
            first -= 1
        if not form.size or not last or not _is_heading(form.above[last - 1]):
            return None
    rows = (first - 1, last - 1)
    return rows if first <= last and sum(layout.heights[rows[0] : last]) < room / 3 else None


def _is_heading(row: RowForm) -> bool:
    return not row.slots and any("<v>" in part for _, part, _ in row.parts if isinstance(part, str))


def _badness(form: Form, layout: Layout) -> list[int]:
    badness = [0] * len(layout.forms)
    for span in layout.spans:
        for row in range(span.top + 1, span.bottom + 1 if span.group else span.top):
            badness[row] += span.group
    first = next((n for n, row in enumerate(layout.forms) if form.size and row.number == form.first), 0)
    for row in range(first, len(badness)) if layout.record_starts else ():
        if layout.forms[row].number in range(form.first + 1, form.first + form.size):
            badness[row] += INSIDE_RECORD
    if first:
        badness[first] += _AFTER_HEADER
        # A heading with a single row under it reads like a slip.
        if first + 2 < len(badness):
            badness[first + 1] += _ORPHAN
    if form.size:
        # Below repeated headings, the lines after the last record look lost without one.
        last = max((n for n, row in enumerate(layout.forms) if row.number < form.first + form.size), default=0)
        for row in range(last + 1, len(badness)):
            badness[row] += _ORPHAN
    return badness


def _segments(layout: Layout) -> list[Segment]:
    """Return the parts into which page ends cut the spans."""
    after_titles = layout.titles[1] + 1 if layout.titles else 0
    segments = []
    for span in layout.spans:
        top, bottom = span.top, span.bottom
        cuts = [row for row in layout.starts if top < row <= bottom]
        in_titles = layout.titles is not None and layout.titles[0] <= top < after_titles <= bottom
        if not cuts and not in_titles:
            segments.append((span, top, bottom, True))
            continue
        edges = sorted({top, *cuts, *([after_titles] if in_titles else []), bottom + 1})
        for start, after in pairwise(edges):
            segments.append((span, start, after - 1, not (in_titles and start == top)))
    return segments


def _borrow(layout: Layout, segments: Sequence[Segment]) -> None:
    """Print a span's cell again in each of its parts, and replace the spans by these parts."""
    spans = []
    for span, top, bottom, filled in segments:
        spans.append(Span(top, span.left, bottom, span.right, span.box, span.text, span.height, span.group))
        if not filled:
            layout.borrowed[top, span.left] = None
        elif top > span.top:
            layout.borrowed[top, span.left] = (layout.forms[span.top], layout.values[span.top])
    layout.spans = spans


def _pages_fit(layout: Layout, first_room: float, room: float, titled_from: int) -> bool:
    edges = [0, *layout.starts, len(layout.heights)]
    return all(
        after - start == 1 or sum(layout.heights[start:after]) <= (room if start >= titled_from else first_room)
        for start, after in pairwise(edges)
    )


def _cut_rows(form: Form, layout: Layout, first_room: float, room: float) -> Layout:
    """Return the layout with rows higher than a page made into several rows, each with a piece of the texts."""
    if max(layout.heights) <= room:
        return layout
    cut = Layout([], [], [], moved=[], record_starts=layout.record_starts)
    moved: list[tuple[int, int]] = []
    hidden: dict[int, Set[int]] = {}
    used = 0.0
    for row, (row_form, values, height) in enumerate(zip(layout.forms, layout.values, layout.heights, strict=True)):
        at = len(cut.forms)
        left = (first_room if used <= first_room and not moved else room) - used
        pieces = [(values, height)]
        if height > room and row_form.boxes:
            in_block = form.first <= row_form.number < form.first + form.size
            label = None if in_block else row_form.label
            pieces = _pieces(row_form, values, left if left > room / 4 else room, room * 0.98, label)
        for piece, piece_height in pieces:
            used = piece_height if used + piece_height > first_room else used + piece_height
            cut.forms.append(row_form)
            cut.values.append(piece)
            cut.heights.append(piece_height)
            if row in layout.hidden:
                hidden[len(cut.forms) - 1] = layout.hidden[row]
        moved.append((at, len(cut.forms) - 1))
    cut.moved, cut.hidden = moved, hidden
    cut.spans = [
        Span(moved[s.top][0], s.left, moved[s.bottom][1], s.right, s.box, s.text, s.height, s.group)
        for s in layout.spans
    ]
    return cut


def _pieces(row: RowForm, values: Values, first: float, rest: float, label: int | None) -> list[tuple[Values, float]]:
    """Return the values and heights of the rows that a row is cut into; the value ``label`` stands in each of them."""
    texts: dict[int, list[str]] = {}
    boxes = {index: box for index, _, box in row.boxes}
    for index, box in boxes.items():
        value = settled(values[index])
        if isinstance(value, str) and box.height(value) > first and box.wraps and not box.turned:
            check_length(value)
            texts[index] = box.cut(value, first, rest)
    pieces = []
    for number in range(max((len(cut) for cut in texts.values()), default=1)):
        shown = list(values)
        height = row.height
        for index, box in boxes.items():
            if index in texts:
                shown[index] = texts[index][number] if number < len(texts[index]) else ""
            elif number and index != label:
                shown[index] = ""
            piece = shown[index]
            height = max(height, box.height(piece) if isinstance(piece, str) else 0.0)
        pieces.append((tuple(shown), height))
    return pieces


def printed_area(form: Form, layout: Layout, count: int) -> Area:
    """Return the printed rows (zero-based, of the layout) and columns."""
    area = form.template.printed
    first, last = origin(form, count, area.top)[0], origin(form, count, area.bottom)[1]
    if layout.moved is not None:
        first, last = layout.moved[first][0], layout.moved[last][1]
    return Area(first, area.left, last, area.right)
