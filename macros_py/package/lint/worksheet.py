"""A worksheet: its cells as a stream, then everything around them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from macros_py.package.columns import LAST_COLUMN, LAST_ROW
from macros_py.package.lint.areas import Area, overlaps, read_area
from macros_py.package.lint.cells import ROW, Cells, Found
from macros_py.package.lint.complaint import Complaint
from macros_py.package.lint.container import id_complaints
from macros_py.package.lint.element_order import order_complaints
from macros_py.package.lint.formulas import shown
from macros_py.package.lint.known import Known
from macros_py.package.lint.links import link_complaints
from macros_py.package.lint.numbers import as_index, as_number
from macros_py.package.lint.rules_on_cells import conditional_format_complaints, validation_complaints
from macros_py.package.lint.tables import Table, heading_cells, heading_complaints, overlap_complaints
from macros_py.package.lint.texts import ENCODINGS, length
from macros_py.package.parts import MAIN, Package, Relationship

MAX_WIDTH, MAX_BREAKS, MAX_HEADER = 255, 1026, 255
#: The panes of a split view, and whether each needs a split between columns and one between rows.
_PANES = {"bottomRight": (True, True), "topRight": (True, False), "bottomLeft": (False, True)}


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What other parts want to know of a sheet: where its formulas stand, and whether its tab is selected."""

    formulas: frozenset[str] = frozenset()
    selected: bool = False


def worksheet_complaints(
    package: Package, part: str, tables: Sequence[Table], known: Known, complaints: list[Complaint]
) -> SheetFacts:
    """Add what is wrong with the worksheet ``part`` to ``complaints``; return what other parts want to know of it."""
    headings = heading_cells(tables)
    cells = Cells(known, headings.keys())
    root = None
    try:
        for event, node in ElementTree.iterparse(io.BytesIO(package.read(part)), events=("start", "end")):
            if root is None:
                root = node
            elif event == "end" and node.tag == ROW:
                complaints.extend(Complaint(rule, part, place, text) for rule, place, text in cells.read(node))
                node.clear()
    except (ElementTree.ParseError, *ENCODINGS) as problem:
        complaints.append(Complaint("xml", part, "", str(problem)))
        return SheetFacts()
    if root is None or root.tag != f"{MAIN}worksheet":
        complaints.append(Complaint("xml", part, "", "the root is no worksheet"))
        return SheetFacts()
    relationships = package.relationships(part)
    complaints.extend(id_complaints(part, root.iter(), relationships))
    if known.strings is not None:
        complaints.extend(heading_complaints(headings, cells.texts))
    complaints.extend(_around_the_cells(part, root, tables, relationships, known))
    selected = any(view.get("tabSelected") in ("1", "true") for view in root.iter(f"{MAIN}sheetView"))
    return SheetFacts(frozenset(cells.formulas), selected)


def _around_the_cells(
    part: str,
    root: ElementTree.Element,
    tables: Sequence[Table],
    relationships: Iterable[Relationship],
    known: Known,
) -> Iterator[Complaint]:
    yield from order_complaints(part, root)
    merges: list[tuple[Area, str]] = []
    for rule, place, text in (
        *_column_complaints(root, known),
        *_view_complaints(root, known),
        *_reference_complaints(root),
        *_merge_complaints(root, merges),
        *_filter_complaints(root, tables),
        *conditional_format_complaints(root, known),
        *validation_complaints(root, known),
        *link_complaints(root.findall(f"{MAIN}hyperlinks/{MAIN}hyperlink"), {r.key: r for r in relationships}, known),
        *_print_complaints(root),
    ):
        yield Complaint(rule, part, place, text)
    yield from overlap_complaints(part, tables, merges)


def _column_complaints(root: ElementTree.Element, known: Known) -> Iterator[Found]:
    spans = []
    for node in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, last = as_index(node.get("min", "")), as_index(node.get("max", ""))
        if not 1 <= first <= last <= LAST_COLUMN:
            yield "columns", f"col {node.get('min')}", f"to {node.get('max')}"
            continue
        spans.append((first, last))
        width = as_number(node.get("width", "8"))
        if width is None or not 0 <= width <= MAX_WIDTH:
            yield "column-width", f"col {first}", node.get("width", "")
        style = node.get("style", "0")
        if not 0 <= as_index(style) < known.formats.cells:
            yield "cell-style", f"col {first}", f"{style} of {known.formats.cells}"
    for one, other in pairwise(spans):
        if other[0] <= one[1]:
            yield "columns", f"col {other[0]}", f"after {one[0]} to {one[1]}"


def _view_complaints(root: ElementTree.Element, known: Known) -> Iterator[Found]:
    for view in root.iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
        window = view.get("workbookViewId", "")
        if not 0 <= as_index(window) < known.views:
            yield "sheet-view", "sheetView", f"window {window!r} of {known.views}"
        pane = view.find(f"{MAIN}pane")
        there = {"topLeft"}
        if pane is not None:
            right, below = (as_number(pane.get(key, "0")) not in (None, 0) for key in ("xSplit", "ySplit"))
            there.update(name for name, (x, y) in _PANES.items() if (right or not x) and (below or not y))
            if pane.get("activePane", "topLeft") not in there:
                yield "sheet-view", "pane", f"no pane {pane.get('activePane')}"
            if read_area(pane.get("topLeftCell", "A1")) is None:
                yield "sheet-view", "pane", f"topLeftCell {pane.get('topLeftCell')}"
        panes = Counter(node.get("pane", "topLeft") for node in view.iterfind(f"{MAIN}selection"))
        for name, count in panes.items():
            if count > 1 or name not in there:
                yield "sheet-view", "selection", f"{count} in pane {name}"
        for node in view.iterfind(f"{MAIN}selection"):
            if read_area(node.get("activeCell", "A1")) is None:
                yield "sheet-view", "selection", f"activeCell {node.get('activeCell')}"


def _reference_complaints(root: ElementTree.Element) -> Iterator[Found]:
    """Yield every ref and sqref around the cells that is no area; in sqref several are parted by spaces."""
    for node in root.iter():
        if not node.tag.startswith(MAIN):
            continue
        for key, text in node.attrib.items():
            if key in ("ref", "sqref"):
                places = text.split() if key == "sqref" else [text]
                if not places or any(read_area(place) is None for place in places):
                    yield "reference", node.tag.removeprefix(MAIN), f"{key} {shown(text)!r}"


def _merge_complaints(root: ElementTree.Element, merges: list[tuple[Area, str]]) -> Iterator[Found]:
    """Yield what is wrong with the merged areas among themselves, and fill ``merges`` with them."""
    for node in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        label = node.get("ref", "")
        area = read_area(label)
        if area is not None:
            merges.append((area, label))
            if area[:2] == area[2:]:
                yield "merge-single", label, "one cell"
    for one, other in overlaps(merges):
        yield "merge-overlap", one, f"overlaps {other}"


def _filter_complaints(root: ElementTree.Element, tables: Sequence[Table]) -> Iterator[Found]:
    node = root.find(f"{MAIN}autoFilter")
    area = read_area(node.get("ref", "")) if node is not None else None
    if node is None or area is None:
        return
    for table in tables:
        if table.area is not None and table.area.meets(area):
            yield "autofilter", node.get("ref", ""), f"overlaps the table {table.name}"
    for column in node.iterfind(f"{MAIN}filterColumn"):
        key = column.get("colId", "")
        if not 0 <= as_index(key) < area.width:
            yield "autofilter", node.get("ref", ""), f"filters column {key}"


def _print_complaints(root: ElementTree.Element) -> Iterator[Found]:
    for name, limit in (("rowBreaks", LAST_ROW), ("colBreaks", LAST_COLUMN)):
        breaks = root.findall(f"{MAIN}{name}/{MAIN}brk")
        if len(breaks) > MAX_BREAKS:
            yield "page-breaks", name, f"{len(breaks)} breaks"
        for node in breaks:
            if not 1 <= as_index(node.get("id", "")) < limit:
                yield "page-breaks", name, f"after {node.get('id')}"
    for node in root.iterfind(f"{MAIN}headerFooter/*"):
        if length(node.text or "") > MAX_HEADER:
            yield "header-footer", node.tag.removeprefix(MAIN), f"{length(node.text or '')} characters"
    setup, margins = root.find(f"{MAIN}pageSetup"), root.find(f"{MAIN}pageMargins")
    scale = setup.get("scale", "100") if setup is not None else "100"
    if not 10 <= as_index(scale) <= 400:
        yield "page-setup", "pageSetup", f"scale {scale}"
    for key, text in margins.attrib.items() if margins is not None else ():
        inches = as_number(text)
        if inches is None or not 0 <= inches < 49:
            yield "page-setup", "pageMargins", f"{key} {text}"
