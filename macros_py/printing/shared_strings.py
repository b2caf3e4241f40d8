"""The shared strings of a workbook: each text stored once, always as text, never as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.errors import WorkbookProblem
from macros_py.package.parts import MAIN
from macros_py.printing.markup import escaped

MOST_CHARACTERS = 32_767

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def clean(text: str) -> str:
    """Return ``text`` without characters that XML cannot hold and with line ends as Excel stores them."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def item(text: str) -> str:
    """Return the ``<si>`` element of a plain text."""
    if text.isprintable() and text[:1] != " " != text[-1:] and "_x" not in text and "  " not in text:
        return f"<si><t>{escaped(text)}</t></si>"  # most texts; isprintable() is False for every control character
    content = _LOOKS_ESCAPED.sub("_x005F_", clean(text))
    space = ' xml:space="preserve"' if content != content.strip() or "\n" in content or "  " in content else ""
    return f"<si><t{space}>{escaped(content)}</t></si>"


def check_length(text: str) -> None:
    """Raise WorkbookProblem when a text is longer than a cell can hold (counted in UTF-16 units, as Excel does)."""
    if len(text) > MOST_CHARACTERS // 2 and len(text.encode("utf-16-le", "replace")) // 2 > MOST_CHARACTERS:
        raise WorkbookProblem(
            f"有一段文字共 {len(text)} 个字，Excel 一个单元格最多放 {MOST_CHARACTERS} 个字，请把它删短。"
            f"开头是：“{text[:20]}……”"
        )


class SharedStrings(dict[object, str]):
    """Text → the XML of a cell from behind its style to its end; looking a new text up adds it.

    A mapping because the lookup of a text that was seen before is the hot path of rendering.
    """

    def __init__(self) -> None:
        """Start an empty table: a cell of "" is blank."""
        super().__init__({"": "/>"})
        self._rich: dict[str, int] = {}

    def __missing__(self, text: object) -> str:
        """Add a text and return the end of its cell.

        Raises:
            TypeError: it is a number or another value.
            WorkbookProblem: it is longer than a cell can hold.
        """
        if not isinstance(text, str):
            raise TypeError("only texts are shared strings")
        check_length(text)
        end = self[str(text)] = _end(len(self) - 1 + len(self._rich))
        return end

    def rich(self, ready: str) -> str:
        """Return the end of a cell with a ready ``<si>`` element, one with fonts of its own."""
        return _end(self._rich.setdefault(ready, len(self) - 1 + len(self._rich)))

    def xml(self) -> Iterator[bytes]:
        """Yield the part xl/sharedStrings.xml piece by piece."""
        count = len(self) - 1 + len(self._rich)
        yield (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN[1:-1]}" uniqueCount="{count}">'
        ).encode()
        rich = {number: ready for ready, number in self._rich.items()}
        texts = iter(self)
        next(texts)
        for start in range(0, count, 500):
            numbers = range(start, min(start + 500, count))
            yield "".join(rich[n] if n in rich else item(str(next(texts))) for n in numbers).encode()
        yield b"</sst>"


def _end(number: int) -> str:
    return f' t="s"><v>{number}</v></c>'
