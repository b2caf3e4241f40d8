"""The rules a sheet lays on its cells: data validation (数据有效性) and conditional formats (条件格式)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from macros_py.package.lint.formulas import formula_complaints, shown
from macros_py.package.lint.known import Known
from macros_py.package.lint.numbers import as_index
from macros_py.package.lint.texts import length, unescaped
from macros_py.package.parts import MAIN

MAX_LIST = 255
_MAX_TEXTS = {"promptTitle": 32, "prompt": 255, "errorTitle": 32, "error": 225}
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_TWO_SIDED = ("between", "notBetween")
_WITH_FORMULA = ("expression", "cellIs")


def validation_complaints(root: ElementTree.Element, known: Known) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, place, text) for the data validation of the worksheet ``root``."""
    for node in root.iterfind(f"{MAIN}dataValidations/{MAIN}dataValidation"):
        place = shown(node.get("sqref", ""))
        for key, limit in _MAX_TEXTS.items():
            size = length(unescaped(node.get(key, "")))
            if size > limit:
                yield "validation-length", place, f"{key} has {size} characters"
        kind, operator = node.get("type", "none"), node.get("operator", "between")
        first, second = (node.findtext(f"{MAIN}formula{number}") or "" for number in (1, 2))
        if kind != "none" and not first:
            yield "validation-formula", place, f"{kind} without a formula"
        if kind not in ("none", "list", "custom") and operator in _TWO_SIDED and not second:
            yield "validation-formula", place, f"{operator} without a second formula"
        literal = _LITERAL.fullmatch(first) if kind == "list" else None
        if literal:
            # The limit of the list is its own: the text between the quotes.
            if length(literal[1].replace('""', '"')) > MAX_LIST:
                yield "validation-length", place, f"a list of {length(literal[1])} characters"
            first = ""
        for formula in filter(None, (first, second)):
            for rule, text in formula_complaints(formula, known):
                yield rule, place, text


def conditional_format_complaints(root: ElementTree.Element, known: Known) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, place, text) for the conditional formats of the worksheet ``root``."""
    priorities: Counter[str] = Counter()
    for group in root.iterfind(f"{MAIN}conditionalFormatting"):
        place = shown(group.get("sqref", ""))
        for node in group.iterfind(f"{MAIN}cfRule"):
            priority = node.get("priority", "")
            priorities[priority] += 1
            if as_index(priority) < 1:
                yield "conditional-format-priority", place, f"priority {priority!r}"
            elif priorities[priority] == 2:
                yield "conditional-format-priority", place, f"priority {priority} is taken"
            style = node.get("dxfId")
            if style is not None and not 0 <= as_index(style) < known.formats.differential:
                yield "conditional-format-style", place, f"{style} of {known.formats.differential}"
            formulas = [formula.text or "" for formula in node.iterfind(f"{MAIN}formula")]
            if node.get("type") in _WITH_FORMULA and not (formulas and all(formulas)):
                yield "conditional-format-formula", place, f"{node.get('type')} without a formula"
            for formula in filter(None, formulas):
                for rule, text in formula_complaints(formula, known):
                    yield rule, place, text
