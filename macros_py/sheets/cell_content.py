"""What a cell holds, apart from its look: one value that can be kept as JSON, compared, and entered again."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re

Content = str | float | bool | None
"""None for a blank, a number, a bool, or a text whose first character tells what it is: ``'`` text, ``=`` formula,
``#`` error, ``@`` a date in ISO format."""

# A text that a cell could take for something else: typed again it needs the apostrophe that keeps it.
_PLAIN = re.compile(r"(?!(?:TRUE|FALSE)\s*$)[^\s0-9０-９=+\-@'#.,(/（￥¥$＝＋－%].*", re.DOTALL | re.IGNORECASE)
_UNSEEN_IN_FORMULA = re.compile(r"[\s']")


def content_of(value: object, formula: object) -> Content:
    """Return the content of a cell from its value and its formula, as a host gives them."""
    if type(value) is str and value and value == formula:  # nearly every cell
        return f"'{value}"
    if value is None and (formula == "" or formula is None):
        return None
    typed = "" if formula is None else str(formula)
    if typed.startswith("=") and value != typed:
        return typed
    if isinstance(value, bool) or value is None or value == "":
        error = value is None and typed.startswith("#")
        return f"#{typed}" if error else value if isinstance(value, bool) else None
    if isinstance(value, dt.datetime | dt.date):
        return f"@{value.isoformat()}"
    if isinstance(value, str):
        return f"'{value}"
    return float(str(value))


def entered(content: Content, text_cell: bool) -> object:
    """Return what to write to a cell so that it holds ``content``; ``text_cell`` says that it is formatted as Text."""
    if not isinstance(content, str):
        return content
    mark, rest = content[0], content[1:]
    if mark == "'":
        return rest if text_cell or _PLAIN.fullmatch(rest) else content
    if mark == "@":
        return dt.datetime.fromisoformat(rest)
    return rest if mark == "#" else content


def fingerprint(content: Content) -> str:
    """Return eight characters that differ when the content does; "" for a blank.

    Not told apart: numbers beyond 14 digits, kinds of line break, and spaces and quotes in a formula: a program that
    opens the file and saves it may write them otherwise.
    """
    if content is None:
        return ""
    if isinstance(content, bool):
        seen = f"b{content}"
    elif isinstance(content, float | int):
        seen = f"n{content:.14g}"
    elif content.startswith("="):
        seen = _UNSEEN_IN_FORMULA.sub("", content).upper()
    else:
        seen = content.replace("\r\n", "\n").replace("\r", "\n")
    return base64.b64encode(hashlib.blake2b(seen.encode("utf-8", "surrogatepass"), digest_size=6).digest()).decode()
