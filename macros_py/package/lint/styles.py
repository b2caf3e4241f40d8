"""The style sheet: indexes, number formats, fonts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

from macros_py.package.lint.complaint import Complaint
from macros_py.package.lint.known import Formats
from macros_py.package.lint.numbers import as_index, as_number
from macros_py.package.parts import MAIN

MAX_CELL_FORMATS, MAX_FORMAT_CODE, MAX_FONT_NAME = 65_490, 255, 31
FIRST_OWN_FORMAT = 164
#: A number format without its texts, escapes, fillers and bracketed parts.
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\[\]]*\]')


def formats(root: ElementTree.Element | None) -> Formats:
    """Return how many formats there are to refer to; without a style sheet cells may name only the first."""
    if root is None:
        return Formats()
    return Formats(len(_children(root, "cellXfs")) or 1, len(_children(root, "dxfs")))


def style_complaints(part: str, root: ElementTree.Element) -> Iterator[Complaint]:
    """Yield what is wrong with the style sheet ``root``."""
    own = [(node.get("numFmtId", ""), node.get("formatCode", "")) for node in _children(root, "numFmts")]
    yield from _number_format_complaints(part, own)
    there = {key: len(_children(root, key)) for key in ("fonts", "fills", "borders", "cellStyleXfs")}
    codes = {key for key, _ in own}
    for group in ("cellStyleXfs", "cellXfs"):
        for number, node in enumerate(_children(root, group)):
            for place, text in _format_complaints(node, there, codes, based=group == "cellXfs"):
                yield Complaint("style-index", part, f"{group}[{number}] {place}", text)
            yield from _alignment_complaints(part, f"{group}[{number}]", node.find(f"{MAIN}alignment"))
    count = len(_children(root, "cellXfs"))
    if count > MAX_CELL_FORMATS:
        yield Complaint("style-count", part, "cellXfs", f"{count} cell formats")
    yield from _cell_style_complaints(part, root, there["cellStyleXfs"])
    for number, font in enumerate(root.iter(f"{MAIN}font")):
        yield from _font_complaints(part, number, font)


def _children(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    group = root.find(f"{MAIN}{name}")
    return [] if group is None else list(group)


def _format_complaints(
    node: ElementTree.Element, there: dict[str, int], codes: set[str], based: bool
) -> Iterator[tuple[str, str]]:
    groups = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"} | ({"xfId": "cellStyleXfs"} if based else {})
    for key, group in groups.items():
        text = node.get(key, "0")
        # A style sheet without base formats leaves xfId at its default.
        if not 0 <= as_index(text) < max(there[group], 1 if group == "cellStyleXfs" else 0):
            yield key, f"{text} of {there[group]}"
    number = node.get("numFmtId", "0")
    if as_index(number) < 0 or (as_index(number) >= FIRST_OWN_FORMAT and number not in codes):
        yield "numFmtId", f"no number format {number}"


def _number_format_complaints(part: str, own: list[tuple[str, str]]) -> Iterator[Complaint]:
    for key, count in Counter(key for key, _ in own).items():
        if count > 1:
            yield Complaint("number-format", part, key, f"{count} formats of this id")
    for key, code in own:
        rest = _LITERAL.sub("", code)
        if not code or len(code) > MAX_FORMAT_CODE or '"' in rest or "[" in rest or rest.count(";") > 3:
            yield Complaint("number-format", part, key, repr(code))


def _cell_style_complaints(part: str, root: ElementTree.Element, bases: int) -> Iterator[Complaint]:
    names = Counter(node.get("name", "").lower() for node in _children(root, "cellStyles"))
    for name, count in names.items():
        if count > 1:
            yield Complaint("style-name", part, name, f"{count} cell styles")
    for node in _children(root, "cellStyles"):
        base = node.get("xfId", "")
        if not 0 <= as_index(base) < bases:
            yield Complaint("style-index", part, f"cellStyle {node.get('name')}", f"xfId {base} of {bases}")


def _font_complaints(part: str, number: int, font: ElementTree.Element) -> Iterator[Complaint]:
    name, size = font.find(f"{MAIN}name"), font.find(f"{MAIN}sz")
    if name is not None and not 0 < len(name.get("val", "")) <= MAX_FONT_NAME:
        yield Complaint("font", part, f"font[{number}]", f"name {name.get('val')!r}")
    if size is not None:
        points = as_number(size.get("val", ""))
        if points is None or not 1 <= points <= 409:
            yield Complaint("font", part, f"font[{number}]", f"size {size.get('val')!r}")


def _alignment_complaints(part: str, place: str, node: ElementTree.Element | None) -> Iterator[Complaint]:
    if node is None:
        return
    rotation, indent = node.get("textRotation", "0"), node.get("indent", "0")
    if not 0 <= as_index(rotation) <= 180 and rotation != "255":
        yield Complaint("alignment", part, place, f"textRotation {rotation}")
    if not 0 <= as_index(indent) <= 250:
        yield Complaint("alignment", part, place, f"indent {indent}")
