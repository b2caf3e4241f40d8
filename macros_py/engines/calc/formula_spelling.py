"""Formulas as Excel spells them, and as Calc's programming interface does.

=SUM('表 1'!A1:B2,{1,2;3,4})  ⇄  =SUM($'表 1'.A1:B2;{1;2|3;4})
"""

from __future__ import annotations

import re

from macros_py.engines.address import quote_sheet

_EXCEL = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<error>\#(?:REF!|N/A|VALUE!|DIV/0!|NUM!|NAME\?|NULL!))
    | (?P<sheet>'(?:[^']|'')+'!|[^\W\d][\w.]*!)
    | (?P<part>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    | (?P<newer>_xlfn\.(?:_xlws\.)?)
    | (?P<call>[\w.]*\()
    | (?P<mark>[,;{})])
    | (?P<space>(?<=[\w)])[ ]+(?=[$('\w]))
    """,
    re.VERBOSE,
)
_CALC = re.compile(
    r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<lost>\$?\#REF!\.)
    | (?P<error>\#(?:REF!|N/A|VALUE!|DIV/0!|NUM!|NAME\?|NULL!))
    | (?P<sheet>\$?'(?:[^']|'')+'\.|\$[^\W\d]\w*\.|[^\W\d]\w*\.(?=\$?[A-Za-z]{1,3}\$?\d+(?![\w(])|\$?[A-Za-z]{1,3}:))
    | (?P<part>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    | (?P<mark>[;|~!])
    """,
    re.VERBOSE,
)
_TO_EXCEL = {";": ",", "|": ";", "~": ",", "!": " "}


def calc_spelling(formula: str) -> str:
    """Return an Excel ``formula`` as Calc takes it."""
    brackets: list[str] = []

    def change(found: re.Match[str]) -> str:
        kind, text = found.lastgroup, found[0]
        if kind == "sheet":
            name = text[:-1].removeprefix("'").removesuffix("'").replace("''", "'") if text[0] == "'" else text[:-1]
            return f"${quote_sheet(name)}."
        if kind == "newer":
            return ""
        if kind == "call":
            brackets.append("call" if len(text) > 1 else "(")
            return text
        if kind == "space":
            return "!"
        return _mark(text, brackets) if kind == "mark" else text

    return _EXCEL.sub(change, formula)


def _mark(text: str, brackets: list[str]) -> str:
    inside = brackets[-1] if brackets else ""
    if text == "{":
        brackets.append("{")
    elif text in ")}" and brackets:
        brackets.pop()
    elif text == ";":
        return "|" if inside == "{" else ";"
    elif text == ",":
        return "~" if inside in ("(", "") else ";"
    return text


def excel_spelling(formula: str) -> str:
    """Return a ``formula`` of Calc as Excel spells it."""

    def change(found: re.Match[str]) -> str:
        kind, text = found.lastgroup, found[0]
        if kind == "sheet":
            name = text[:-1].removeprefix("$")
            name = name[1:-1].replace("''", "'") if name[0] == "'" else name
            return f"{quote_sheet(name)}!"
        if kind == "lost":
            return "#REF!"
        return _TO_EXCEL[text] if kind == "mark" else text

    return _CALC.sub(change, formula)
