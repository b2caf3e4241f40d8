"""Tables (列表): names, areas, columns, headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from macros_py.package.lint.areas import Area, overlaps, read_area
from macros_py.package.lint.complaint import Complaint
from macros_py.package.lint.formulas import formula_complaints, shown
from macros_py.package.lint.known import Known
from macros_py.package.lint.names import is_name
from macros_py.package.lint.numbers import as_index
from macros_py.package.lint.texts import length, unescaped
from macros_py.package.parts import MAIN

MAX_HEADING = 255
_STYLES = ("headerRowDxfId", "dataDxfId", "totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: its part and root, its area (None when its ref is none) and its heading rows (0 or 1)."""

    part: str
    root: ElementTree.Element
    area: Area | None
    heading_rows: int
    totals_rows: int

    @property
    def name(self) -> str:
        """The name formulas use."""
        return self.root.get("displayName", "")

    @property
    def columns(self) -> list[ElementTree.Element]:
        """The column elements."""
        return self.root.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")

    @property
    def headings(self) -> list[str]:
        """The headings, as their cells must show them."""
        return [unescaped(node.get("name", "")) for node in self.columns]


def read_table(part: str, root: ElementTree.Element) -> Table:
    """Return the table of a table part."""
    rows = [root.get(key, default) for key, default in (("headerRowCount", "1"), ("totalsRowCount", "0"))]
    heading, totals = (max(0, as_index(text)) for text in rows)
    return Table(part, root, read_area(root.get("ref", "")), heading, totals)


def table_complaints(tables: Iterable[Table], known: Known) -> Iterator[Complaint]:
    """Yield what is wrong with the tables of the whole workbook, whatever their sheets hold."""
    tables = list(tables)
    ids = Counter(table.root.get("id", "") for table in tables)
    names = Counter(table.name.lower() for table in tables)
    for table in tables:
        key = table.root.get("id", "")
        if ids[key] > 1 or as_index(key) < 1:
            yield Complaint("table-id", table.part, table.name, f"id {key!r} of {ids[key]} tables")
        name = table.name.lower()
        if names[name] > 1 or name in known.names or not is_name(table.name):
            yield Complaint("table-name", table.part, table.name, "taken already, or no name")
        yield from _area_complaints(table)
        yield from _column_complaints(table)
        yield from _format_complaints(table, known)


def _area_complaints(table: Table) -> Iterator[Complaint]:
    ref, area = table.root.get("ref", ""), table.area
    if area is None or area.bottom - area.top < table.heading_rows + table.totals_rows:
        yield Complaint("table-reference", table.part, table.name, ref)
        return
    own_filter = table.root.find(f"{MAIN}autoFilter")
    if own_filter is not None:
        wanted = area._replace(bottom=area.bottom - table.totals_rows)
        columns = [node.get("colId", "") for node in own_filter.iterfind(f"{MAIN}filterColumn")]
        beyond = [c for c in columns if not 0 <= as_index(c) < area.width]
        if read_area(own_filter.get("ref", "")) != wanted or beyond or not table.heading_rows:
            yield Complaint("table-autofilter", table.part, table.name, f"{own_filter.get('ref')} on {ref}")


def _column_complaints(table: Table) -> Iterator[Complaint]:
    columns = table.columns
    group = table.root.find(f"{MAIN}tableColumns")
    claimed = group.get("count", str(len(columns))) if group is not None else "0"
    if claimed != str(len(columns)) or (table.area is not None and table.area.width != len(columns)):
        text = f"{len(columns)} columns, count {claimed}, area {table.root.get('ref')}"
        yield Complaint("table-columns", table.part, table.name, text)
    for key, count in Counter(node.get("id", "") for node in columns).items():
        if count > 1 or as_index(key) < 1:
            yield Complaint("table-columns", table.part, table.name, f"column id {key!r}, {count} times")
    for heading, count in Counter(heading.lower() for heading in table.headings).items():
        if count > 1 or not 0 < length(heading) <= MAX_HEADING:
            yield Complaint("table-heading", table.part, shown(heading), f"{count} columns")


def _format_complaints(table: Table, known: Known) -> Iterator[Complaint]:
    for node in (table.root, *table.columns):
        for key in _STYLES:
            text = node.get(key, "0")
            if key in node.attrib and not 0 <= as_index(text) < known.formats.differential:
                yield Complaint("table-style", table.part, table.name, f"{key} {text} of {known.formats.differential}")
        for child in ("calculatedColumnFormula", "totalsRowFormula"):
            formula = node.findtext(f"{MAIN}{child}")
            for rule, text in formula_complaints(formula, known) if formula else ():
                yield Complaint(rule, table.part, f"{table.name} {child}", text)


def heading_cells(tables: Iterable[Table]) -> dict[tuple[int, int], tuple[Table, str]]:
    """Return which heading each heading cell of a sheet (row, column) must show, and for which table."""
    return {
        (table.area.top, table.area.left + offset): (table, heading)
        for table in tables
        if table.area is not None and table.heading_rows and table.area.width == len(table.columns)
        for offset, heading in enumerate(table.headings)
    }


def heading_complaints(
    wanted: Mapping[tuple[int, int], tuple[Table, str]], found: Mapping[tuple[int, int], str]
) -> Iterator[Complaint]:
    """Yield the heading cells that do not show the text their table names; ``found`` holds text cells."""
    for place, (table, heading) in wanted.items():
        text = found.get(place)
        if text is None or text != heading:
            yield Complaint("table-heading", table.part, table.name, f"{heading!r} in the table, {text!r} in its cell")


def overlap_complaints(part: str, tables: Iterable[Table], merges: Iterable[tuple[Area, str]]) -> Iterator[Complaint]:
    """Yield the tables of one sheet that overlap each other or a merged area."""
    areas = [(table.area, table.name) for table in tables if table.area is not None]
    for one, other in overlaps(areas):
        yield Complaint("table-overlap", part, one, f"overlaps {other}")
    if areas:
        for merge, label in merges:
            for area, name in areas:
                if merge.meets(area):
                    yield Complaint("merge-table", part, label, f"overlaps the table {name}")
