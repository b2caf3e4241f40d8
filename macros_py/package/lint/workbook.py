"""The workbook: what it holds, then its parts one after the other."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from macros_py.package.lint.areas import read_area
from macros_py.package.lint.complaint import Complaint
from macros_py.package.lint.element_order import order_complaints
from macros_py.package.lint.known import Known
from macros_py.package.lint.names import name_complaints, sheet_name_complaints, view_complaints
from macros_py.package.lint.numbers import as_index
from macros_py.package.lint.styles import formats, style_complaints
from macros_py.package.lint.tables import Table, read_table, table_complaints
from macros_py.package.lint.texts import ENCODINGS, space_complaints, text_complaints, text_of
from macros_py.package.lint.worksheet import SheetFacts, worksheet_complaints
from macros_py.package.outline import workbook_part
from macros_py.package.parts import MAIN, RELATIONSHIP, Package

_SI = f"{MAIN}si"
Trees = Mapping[str, ElementTree.Element]


class _Sheet(NamedTuple):
    """A worksheet: its id in the workbook, its part and its tables."""

    key: str
    part: str
    tables: tuple[Table, ...]


def workbook_complaints(package: Package, trees: Trees) -> Iterator[Complaint]:
    """Yield what is wrong with the workbook of ``package`` and everything it leads to."""
    part = workbook_part(package).lower()
    root = trees.get(part)
    if root is None or root.find(f"{MAIN}sheets/{MAIN}sheet") is None:
        if part in trees or part not in package:
            yield Complaint("workbook-missing", part, "", "no workbook with sheets")
        return
    complaints: list[Complaint] = []
    parts = {found.kind: found.target.lower() for found in package.relationships(part)}
    sheets = list(_worksheets(package, trees, part, root))
    tables = [table for sheet in sheets for table in sheet.tables]
    names = [node.get("name", "") for node in root.iterfind(f"{MAIN}sheets/{MAIN}sheet")]
    known = Known(
        sheets=frozenset(name.lower() for name in names),
        names=frozenset(node.get("name", "").lower() for node in root.iter(f"{MAIN}definedName")),
        tables={table.name.lower(): frozenset(h.lower() for h in table.headings) for table in tables},
        strings=_strings(package, parts.get("sharedStrings", ""), complaints),
        formats=formats(trees.get(parts.get("styles", ""))),
        externals=len(root.findall(f"{MAIN}externalReferences/{MAIN}externalReference")),
        views=len(root.findall(f"{MAIN}bookViews/{MAIN}workbookView")) or 1,
        metadata="sheetMetadata" in parts,
    )
    yield from sheet_name_complaints(part, root)
    yield from view_complaints(part, root)
    yield from name_complaints(part, root, names, known)
    yield from table_complaints(tables, known)
    for ordered in (part, parts.get("styles", ""), *(table.part for table in tables)):
        if ordered in trees:
            yield from order_complaints(ordered, trees[ordered])
    if parts.get("styles", "") in trees:
        yield from style_complaints(parts["styles"], trees[parts["styles"]])
    facts: dict[str, SheetFacts] = {}
    for sheet in sheets:
        facts[sheet.key] = worksheet_complaints(package, sheet.part, sheet.tables, known, complaints)
        complaints.extend(_note_complaints(package, trees, sheet.part))
    yield from complaints
    if sum(fact.selected for fact in facts.values()) > 1:
        yield Complaint("sheets-grouped", part, "sheets", "several tabs are selected")
    if parts.get("calcChain", "") in trees:
        yield from _chain_complaints(parts["calcChain"], trees[parts["calcChain"]], facts)


def _worksheets(package: Package, trees: Trees, part: str, root: ElementTree.Element) -> Iterator[_Sheet]:
    """Yield the worksheets whose part is there, in tab order."""
    targets = {found.key: found for found in package.relationships(part)}
    for node in root.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        found = targets.get(node.get(f"{RELATIONSHIP}id", ""))
        if found is None or found.kind != "worksheet" or found.target not in package:
            continue
        beneath = [r.target.lower() for r in package.relationships(found.target) if r.kind == "table"]
        tables = tuple(read_table(target, trees[target]) for target in beneath if target in trees)
        yield _Sheet(node.get("sheetId", ""), found.target.lower(), tables)


def _strings(package: Package, part: str, complaints: list[Complaint]) -> list[str] | None:
    """Return the shared strings as the part writes them, None when it is no XML, and add what is wrong with them to ``complaints``."""
    strings: list[str] = []
    if part not in package:
        return strings
    try:
        for _, node in ElementTree.iterparse(io.BytesIO(package.read(part))):
            if node.tag == _SI:
                text = text_of(node)
                for rule, said in (*text_complaints(text), *space_complaints(node)):
                    complaints.append(Complaint(rule, part, f"#{len(strings)}", said))
                strings.append(text)
                node.clear()
    except (ElementTree.ParseError, *ENCODINGS) as problem:
        complaints.append(Complaint("xml", part, "", str(problem)))
        return None
    return strings


def _note_complaints(package: Package, trees: Trees, part: str) -> Iterator[Complaint]:
    """Yield what is wrong with the notes (批注) of a sheet."""
    for found in package.relationships(part):
        root = trees.get(found.target.lower()) if found.kind == "comments" else None
        if root is None:
            continue
        target, authors = found.target.lower(), len(root.findall(f"{MAIN}authors/{MAIN}author"))
        notes = root.findall(f"{MAIN}commentList/{MAIN}comment")
        places = Counter(note.get("ref", "") for note in notes)
        for note in notes:
            ref, author = note.get("ref", ""), note.get("authorId", "")
            if places[ref] > 1 or read_area(ref) is None:
                yield Complaint("comment", target, ref, f"{places[ref]} notes")
            if not 0 <= as_index(author) < authors:
                yield Complaint("comment", target, ref, f"author {author} of {authors}")
            text = note.find(f"{MAIN}text")
            for rule, said in text_complaints(text_of(text)) if text is not None else ():
                yield Complaint(rule, target, ref, said)


def _chain_complaints(part: str, root: ElementTree.Element, facts: Mapping[str, SheetFacts]) -> Iterator[Complaint]:
    """Yield the links of the calculation chain that lead to no formula; a link without ``i`` keeps the last one's."""
    sheet = ""
    for node in root.iterfind(f"{MAIN}c"):
        sheet, place = node.get("i", sheet), node.get("r", "")
        if sheet not in facts or place not in facts[sheet].formulas:
            yield Complaint("calc-chain", part, place, f"no formula on the sheet of id {sheet}")
