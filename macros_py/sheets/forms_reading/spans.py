"""Where the forms of a sheet begin and end, one below another."""

from __future__ import annotations

from macros_py.sheets.forms_reading.entries import GOALS, labels_in
from macros_py.sheets.forms_reading.grid import Layout
from macros_py.sheets.forms_reading.heading import is_marker, is_title, is_year_line
from macros_py.sheets.forms_reading.indicator_columns import is_heading_row
from macros_py.sheets.forms_reading.labels import FOREIGN, FUNDS_LABELS, HEAD_LABELS, STRUCTURE

_NAMES = frozenset(("name", "level1_project"))
_UNITS = frozenset(("unit_name", "implementing_unit", "department", "department_coded", "seal_line"))
_HEADS = (frozenset(HEAD_LABELS) | frozenset(FUNDS_LABELS)) - {
    "phone",
    "filled_by",
    "fill_date",
    "signed_by",
    "contact",
    "money_unit",
    "year",
}


def form_spans(layout: Layout) -> list[range]:
    """Return the rows of each form; rows that belong to none go with the form above them, or the first one.

    A sheet without a form gives an empty list: a form has labels above its indicator table, or labels of its own in
    two rows. A list of projects has all its labels in one row.
    """
    rows = sorted(layout.rows)
    if not rows:
        return []
    unseen = [block.top for block, _ in layout.unseen]
    begins = [min([rows[0], *unseen]), *_beginnings(layout, rows)[1:]]
    stops = [*begins[1:], max([rows[-1], *unseen]) + 1]
    spans = [range(begin, stop) for begin, stop in zip(begins, stops, strict=True)]
    joined: list[range] = []
    for span in spans:
        if joined and not (_is_form(layout, span) and _is_form(layout, joined[-1])):
            joined[-1] = range(joined[-1].start, span.stop)
        else:
            joined.append(span)
    return joined if _is_form(layout, joined[0]) else []


def fields_in(layout: Layout, row: int) -> set[str]:
    """Return the fields whose labels stand in a row."""
    return {label.field for block in layout.rows.get(row, ()) for label, _, _ in labels_in(block.text)}


def _beginnings(layout: Layout, rows: list[int]) -> list[int]:
    headings = [row for row in rows if is_heading_row(layout, row)]
    begins = [rows[0]]
    table = False
    seen: set[str] = set()
    for row in rows:
        fields = set() if table and _in_table(layout, row, headings) else fields_in(layout, row)
        titled = _is_begin(layout, row)
        named = bool(fields & _NAMES) and (table or (fields & _NAMES <= seen and bool(seen & (GOALS | {"total"}))))
        unit = bool(fields & _UNITS) and table and _leads_to_another(layout, row, headings, rows)
        if (titled and (table or bool(seen & _NAMES))) or named or unit:
            begin = row if titled else _walked_back(layout, row, rows, begins[-1])
            if begin > begins[-1]:
                begins.append(begin)
                table, seen = False, set()
        if row in headings:
            table = True
        seen |= fields
    return begins


def _in_table(layout: Layout, row: int, headings: list[int]) -> bool:
    """Tell whether a row under a heading row holds an indicator: something in most of its cells, none of it a label."""
    first = next((block for block in layout.rows[row]), None)
    return row in headings or first is None or not labels_in(first.text)


def _is_begin(layout: Layout, row: int) -> bool:
    blocks = layout.rows[row]
    if any(is_marker(block.text) for block in blocks) and len(blocks) <= 2:
        return True
    return len(blocks) == 1 and is_title(blocks[0].text)


def _leads_to_another(layout: Layout, row: int, headings: list[int], rows: list[int]) -> bool:
    """Tell whether the labels of a unit begin a form without a title: another table follows, and nothing else begins it."""
    following = next((heading for heading in headings if heading > row), None)
    if following is None:
        return False
    between = [other for other in rows if row < other < following]
    return not any(_is_begin(layout, other) or fields_in(layout, other) & _NAMES for other in between)


def _walked_back(layout: Layout, row: int, rows: list[int], earliest: int) -> int:
    """Return the row in which a form begins whose first plain label stands in ``row``: its title may have been changed."""
    begin = row
    for other in reversed([other for other in rows if earliest < other < row]):
        blocks = layout.rows[other]
        alone = len(blocks) == 1 and not labels_in(blocks[0].text) and len(blocks[0].text) < 60
        head = all(is_year_line(b.text) or is_marker(b.text) for b in blocks) or fields_in(layout, other) == {
            "money_unit"
        }
        if other != begin - 1 or not (head or alone or fields_in(layout, other) & _UNITS):
            break
        begin = other
    return begin


def _is_form(layout: Layout, span: range) -> bool:
    heading = next((row for row in layout.row_numbers(span) if is_heading_row(layout, row)), None)
    labelled = [
        row
        for row in layout.row_numbers(span)
        if (heading is None or row < heading) and fields_in(layout, row) - {FOREIGN, STRUCTURE} & _HEADS
    ]
    fields = {name for row in labelled for name in fields_in(layout, row) & _HEADS}
    return (
        bool(labelled)
        if heading is not None
        else len(labelled) >= 2 and len(fields) >= 2 and bool(fields & (_NAMES | _UNITS | GOALS))
    )
