"""The outline of a workbook, read from its parts without loading a cell: sheets, tables, defined names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from macros_py.package.parts import MAIN, RELATIONSHIP, Package


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table (列表): ``area`` is its A1 reference with the header and totals rows, ``columns`` its header texts."""

    name: str
    area: str
    columns: tuple[str, ...]
    header_rows: int = 1
    totals_rows: int = 0
    style: str = ""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet in tab order: ``state`` is visible, hidden or veryHidden, ``kind`` the kind of its part."""

    name: str
    part: str
    state: str = "visible"
    kind: str = "worksheet"
    tables: tuple[TablePart, ...] = ()


@dataclass(frozen=True, slots=True)
class NamePart:
    """A defined name; ``sheet`` is the name of the sheet it is confined to, "" for the whole workbook."""

    name: str
    refers_to: str
    sheet: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What a workbook is made of, ``active`` the position (0-based) of its active sheet among ``sheets``."""

    sheets: tuple[SheetPart, ...]
    names: tuple[NamePart, ...] = ()
    active: int = 0


def workbook_part(package: Package) -> str:
    """Return the name of the workbook part, "" when the package has none."""
    for relationship in package.relationships(""):
        if relationship.kind == "officeDocument" and relationship.target in package:
            return relationship.target
    return ""


def outline(package: Package) -> Outline:
    """Return the outline of ``package``.

    Raises:
        FileProblem: a part that it needs is missing or damaged.
    """
    part = workbook_part(package)
    root = package.xml(part or "xl/workbook.xml")
    targets = {r.key: r for r in package.relationships(part)}
    sheets = tuple(_sheets(package, root, {key: (r.kind, r.target) for key, r in targets.items()}))
    view = root.find(f"{MAIN}bookViews/{MAIN}workbookView")
    active = _number(view.get("activeTab") if view is not None else None, 0)
    return Outline(sheets, tuple(_names(root, sheets)), active if active < len(sheets) else 0)


def _sheets(package: Package, root: ElementTree.Element, targets: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for node in root.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        kind, target = targets.get(node.get(f"{RELATIONSHIP}id", ""), ("", ""))
        tables = tuple(_tables(package, target)) if kind == "worksheet" else ()
        yield SheetPart(node.get("name", ""), target, node.get("state", "visible"), kind, tables)


def _tables(package: Package, sheet: str) -> Iterator[TablePart]:
    for relationship in package.relationships(sheet):
        if relationship.kind != "table" or relationship.target not in package:
            continue
        root = package.xml(relationship.target)
        style = root.find(f"{MAIN}tableStyleInfo")
        yield TablePart(
            name=root.get("displayName") or root.get("name") or "",
            area=root.get("ref", ""),
            columns=tuple(c.get("name", "") for c in root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")),
            header_rows=_number(root.get("headerRowCount"), 1),
            totals_rows=_number(root.get("totalsRowCount"), 0),
            style=style.get("name", "") if style is not None else "",
        )


def _names(root: ElementTree.Element, sheets: tuple[SheetPart, ...]) -> Iterator[NamePart]:
    for node in root.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        position = _number(node.get("localSheetId"), -1)
        sheet = sheets[position].name if 0 <= position < len(sheets) else ""
        hidden = node.get("hidden") in ("1", "true")
        yield NamePart(node.get("name", ""), node.text or "", sheet, hidden)


def _number(text: str | None, missing: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else missing
