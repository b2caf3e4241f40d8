"""Texts of cells: their length as Excel counts it, escapes of characters XML cannot hold, spaces that would be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from macros_py.package.parts import MAIN

MAX_TEXT = 32_767
#: What the parser raises for an encoding it does not know, or knows to be multi-byte (gbk).
ENCODINGS = (LookupError, ValueError)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_T, _R = f"{MAIN}t", f"{MAIN}r"


def length(text: str) -> int:
    """Return the length in UTF-16 units, as Excel counts."""
    return len(text) if len(text) == len(text.encode("utf-8")) else len(text.encode("utf-16-le", "surrogatepass")) // 2


def unescaped(text: str) -> str:
    """Return ``text`` with every _xHHHH_ as the character it stands for."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def text_of(node: ElementTree.Element) -> str:
    """Return the text of an <si>, <is> or note, its runs joined, phonetic readings left out."""
    if len(node) == 1 and node[0].tag == _T:
        return node[0].text or ""
    pieces = []
    for child in node:
        if child.tag == _T:
            pieces.append(child.text or "")
        elif child.tag == _R:
            pieces.append(child.findtext(_T) or "")
    return "".join(pieces)


def text_complaints(text: str) -> Iterator[tuple[str, str]]:
    """Yield (rule, text) for a cell's text, as the part writes it."""
    if len(text) * 2 > MAX_TEXT and length(unescaped(text)) > MAX_TEXT:
        yield "text-length", f"{length(unescaped(text))} characters"
    if "_x" in text:
        for code in _ESCAPE.findall(text):
            number = int(code, 16)
            if number == 0 or 0xD800 <= number <= 0xDFFF or number >= 0xFFFE:
                yield "text-escape", f"_x{code}_"


def space_complaints(node: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Yield (rule, text) for each <t> beneath ``node`` that has spaces at an end and does not ask to keep them."""
    for piece in node.iter(_T):
        text = piece.text
        if text and (text[0].isspace() or text[-1].isspace()) and _is_lost(text) and piece.get(_SPACE) != "preserve":
            yield "text-space", repr(text if len(text) < 40 else f"{text[:18]}…{text[-18:]}")


def _is_lost(text: str) -> bool:
    """Tell whether white space as XML knows it stands at an end: a full-width space is kept in any case."""
    return text[0] in " \t\r\n" or text[-1] in " \t\r\n"
