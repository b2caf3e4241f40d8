"""The characters of a cell: look-alikes folded to one form, white space tidied, nothing else touched."""

from __future__ import annotations

import re

# \uf0b3, \uf0a3 and \uf03d are ≥ ≤ = of Word's Symbol font, which arrive as private-use characters.
_LOOK_ALIKES = {
    "≥": "≧⩾≽⪰⪴≮\uf0b3",
    "≤": "≦⩽≼⪯⪳≯\uf0a3",
    ">": "﹥›〉⟩᠈\uf03e",
    "<": "﹤‹〈⟨\uf03c",
    "=": "═﹦꞊゠⩵\uf03d",
    "%": "﹪٪",
    "-": "‐‑‒–—―−─━﹣﹘⁃",
    "~": "〜∼∽˜⁓",
    "≈": "≒≅≃",
    ".": "﹒․",
    ",": "﹐‚",
    "/": "∕⁄",
    "·": "•・‧∙⋅・",
    "(": "﹙",
    ")": "﹚",
    "[": "【〔",
    "]": "】〕",
    "¥": "￥",
    ":": "﹕∶",
}
_FOLD = {ord(alike): char for char, alikes in _LOOK_ALIKES.items() for alike in alikes}
_FOLD.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_IDEOGRAPH = "\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff"
# Space, controls and Excel's own escape of a carriage return (what openpyxl shows of "\r" in a cell).
_SPACE_RUN = re.compile(r"(?:[\s\x00-\x20\x7f-\xa0\u2800\u3164\uffa0]|_x000[dD]_)+")
_PLAIN = re.compile(rf"[\x21-\x7e{_IDEOGRAPH}\uff01-\uff5e\uffe5≥≤]*")
_SPACE_BY_IDEOGRAPH = re.compile(rf"(?<=[{_IDEOGRAPH}]) | (?=[{_IDEOGRAPH}])")
_SPACE_OFF_DIGITS = re.compile(r"(?<![0-9]) | (?![0-9])")
_OPERATOR_RUN = re.compile(r"[<>=≥≤]{2,}")
_OPERATORS = {
    ">=": "≥",
    "=>": "≥",
    "≥=": "≥",
    "=≥": "≥",
    ">≥": "≥",
    "≥≥": "≥",
    ">==": "≥",
    "<=": "≤",
    "=<": "≤",
    "≤=": "≤",
    "=≤": "≤",
    "<≤": "≤",
    "≤≤": "≤",
    "<==": "≤",
    "==": "=",
    "===": "=",
}


def squeeze(text: str) -> str:
    """Return the text as printed, without invisible characters and with single spaces only where they part words.

    A line break beside a Chinese character is a wrapped line and goes; between two digits it stays a space, because
    "100⏎200" may be two numbers.
    """
    if "_x000" not in text and _PLAIN.fullmatch(text):
        return text
    spaced = _SPACE_RUN.sub(" ", text.translate(_INVISIBLE)).strip(" ")
    return _SPACE_BY_IDEOGRAPH.sub("", spaced) if " " in spaced else spaced


def fold(squeezed: str) -> str:
    """Return a squeezed text with every look-alike folded: half-width digits, one ≥, one %, no spaces but between digits."""
    folded = squeezed if squeezed.isascii() else squeezed.translate(_FOLD)
    if " " in folded:
        folded = _SPACE_OFF_DIGITS.sub("", folded)
    if "--" in folded:
        folded = re.sub("-{2,}", "-", folded)
    return _OPERATOR_RUN.sub(_one_operator, folded)


def _one_operator(run: re.Match[str]) -> str:
    return _OPERATORS.get(run[0], run[0])
