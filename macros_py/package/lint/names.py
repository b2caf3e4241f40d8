"""The names of sheets and the defined names of a workbook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from macros_py.package.lint.areas import read_area
from macros_py.package.lint.complaint import Complaint
from macros_py.package.lint.formulas import formula_complaints, shown
from macros_py.package.lint.known import Known
from macros_py.package.lint.numbers import as_index
from macros_py.package.lint.texts import length
from macros_py.package.parts import MAIN

MAX_SHEET_NAME, MAX_NAME, MAX_SHEET_ID = 31, 255, 65_534
_FORBIDDEN = re.compile(r"[:\\/?*\[\]\x00-\x1f]")
_CELL = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_ROW_COLUMN = re.compile(r"[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*")
_PREFIXED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,]+))!([^!,]+)(?:,|$)")
_BUILT_IN = "_xlnm."


def sheet_name_complaints(part: str, root: ElementTree.Element) -> Iterator[Complaint]:
    """Yield what is wrong with the list of sheets in the workbook part ``root``."""
    sheets = root.findall(f"{MAIN}sheets/{MAIN}sheet")
    names = [node.get("name", "") for node in sheets]
    for name in names:
        wrong = not 1 <= length(name) <= MAX_SHEET_NAME or _FORBIDDEN.search(name) or "'" in (name[:1], name[-1:])
        if wrong or name.lower() == "history":
            yield Complaint("sheet-name", part, name, f"{length(name)} characters")
    for name, count in Counter(name.lower() for name in names).items():
        if count > 1:
            yield Complaint("sheet-name-duplicate", part, name, f"{count} sheets")
    ids = Counter(node.get("sheetId", "") for node in sheets)
    for key, count in ids.items():
        if count > 1 or not 1 <= as_index(key) <= MAX_SHEET_ID:
            yield Complaint("sheet-id", part, key, f"{count} sheets")


def view_complaints(part: str, root: ElementTree.Element) -> Iterator[Complaint]:
    """Yield what is wrong with the windows of the workbook part ``root``."""
    states = [node.get("state", "visible") for node in root.iterfind(f"{MAIN}sheets/{MAIN}sheet")]
    if "visible" not in states:
        yield Complaint("sheet-visible", part, "sheets", "none is visible")
    for view in root.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
        for key in ("activeTab", "firstSheet"):
            text = view.get(key, "0")
            if not 0 <= as_index(text) < len(states):
                yield Complaint("active-tab", part, key, f"{text} of {len(states)}")
            elif key == "activeTab" and states[int(text)] != "visible":
                yield Complaint("active-tab", part, key, f"sheet {text} is {states[int(text)]}")


def is_name(name: str) -> bool:
    """Tell whether ``name`` may be a defined name or the name of a table."""
    if not name or length(name) > MAX_NAME or _ROW_COLUMN.fullmatch(name) or _is_cell(name):
        return False
    first, rest = name[0], name[1:]
    return (first.isalpha() or first in "_\\") and all(c.isalnum() or c in "._\\?" for c in rest)


def _is_cell(name: str) -> bool:
    found = _CELL.fullmatch(name)
    return bool(found and found[2][0] != "0" and read_area(name.upper()))


def name_complaints(part: str, root: ElementTree.Element, sheets: Sequence[str], known: Known) -> Iterator[Complaint]:
    """Yield what is wrong with the defined names of the workbook part ``root``; ``sheets`` are the names in order."""
    nodes = root.findall(f"{MAIN}definedNames/{MAIN}definedName")
    scopes = Counter((node.get("name", "").lower(), node.get("localSheetId", "")) for node in nodes)
    for (name, place), count in scopes.items():
        if count > 1:
            yield Complaint("defined-name-duplicate", part, name, f"{count} in scope {place or 'workbook'}")
    for node in nodes:
        scope = node.get("localSheetId")
        name, formula = node.get("name", ""), node.text or ""
        if not is_name(name.removeprefix(_BUILT_IN)):
            yield Complaint("defined-name", part, name, "no name")
        if scope is not None and not 0 <= as_index(scope) < len(sheets):
            yield Complaint("defined-name-scope", part, name, f"sheet {scope} of {len(sheets)}")
        elif name.lower() in ("_xlnm.print_area", "_xlnm.print_titles"):
            own = sheets[int(scope)] if scope is not None else ""
            if text := _print_complaint(name, formula, own):
                yield Complaint("defined-name-print", part, f"{name} {own}", text)
            continue
        for rule, text in formula_complaints(formula, known):
            yield Complaint(rule, part, name, text)


def _print_complaint(name: str, formula: str, own: str) -> str:
    """Return what is wrong with a print area or print titles, "" when nothing."""
    end = 0
    while found := _PREFIXED.match(formula, end):
        sheet = (found[1] or found[2]).replace("''", "'")
        if sheet.lower() != own.lower():
            return f"leads to the sheet {sheet}"
        area = found[3].replace("$", "")
        whole = bool(re.fullmatch(r"[A-Z]+:[A-Z]+|\d+:\d+", area))
        if read_area(area) is None or (name.lower().endswith("titles") and not whole):
            return shown(formula)
        end = found.end()
    # An area may also be worked out (OFFSET(…)); Excel keeps that.
    return "" if end == len(formula) and end or "(" in formula else shown(formula)
