"""Conditional formats and data validations of a template, moved with the rows they lie on."""

from __future__ import annotations

import copy
from collections.abc import Callable
from xml.etree.ElementTree import Element

from macros_py.printing.area import Area, address, move_references
from macros_py.printing.markup import local, plain
from macros_py.printing.sheet_source import Rule, SheetSource

#: From a template row to its first (or last) worksheet row.
RowMap = Callable[[int], int]


def rules_xml(source: SheetSource, offset: int, first: RowMap, last: RowMap) -> str:
    """Return the elements conditionalFormatting and dataValidations; ``offset`` is where the template's dxfs lie."""
    written = [_conditional(rule, offset, first, last) for rule in source.conditional]
    validations = [
        plain(_moved(element, first, last), sqref=_places(rule, first, last))
        for rule in source.validations
        for element in rule.elements
    ]
    if validations:
        written.append(f'<dataValidations count="{len(validations)}">{"".join(validations)}</dataValidations>')
    return "".join(written)


def _conditional(rule: Rule, offset: int, first: RowMap, last: RowMap) -> str:
    rules = []
    for element in rule.elements:
        moved = _moved(element, first, last)
        if "dxfId" in moved.attrib:
            moved.set("dxfId", str(int(moved.get("dxfId", "0")) + offset))
        rules.append(plain(moved))
    return f'<conditionalFormatting sqref="{_places(rule, first, last)}">{"".join(rules)}</conditionalFormatting>'


def _moved(element: Element, first: RowMap, last: RowMap) -> Element:
    """Return a copy of a rule whose formulas speak of the moved rows."""
    made = copy.deepcopy(element)
    for node in made.iter():
        if "formula" in local(node).lower() and node.text:
            node.text = move_references(node.text, first, last)
        elif local(node) == "cfvo" and node.get("type") == "formula":
            node.set("val", move_references(node.get("val", ""), first, last))
    return made


def _places(rule: Rule, first: RowMap, last: RowMap) -> str:
    areas = (Area(first(area.top), area.left, last(area.bottom), area.right) for area in rule.areas)
    return " ".join(address(area) for area in areas)
