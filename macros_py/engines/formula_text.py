"""The spelling of formulas: what Excel refuses outright, and what a fill does to relative references."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from macros_py.errors import WorkbookProblem

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

# The token types of openpyxl.formula.tokenizer.Token, by value so that importing this module does not import openpyxl.
_OPERAND, _SPACE, _SEPARATOR = "OPERAND", "WHITE-SPACE", "SEP"
_PREFIX, _INFIX, _POSTFIX = "OPERATOR-PREFIX", "OPERATOR-INFIX", "OPERATOR-POSTFIX"

#: The longest formula, in characters.
MAX_FORMULA = 8192

_NUMBER = re.compile(r"\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+")
_ROWS = re.compile(r"\$?\d+:\$?\d+")
#: What may stand in a reference or a name outside quotes and brackets; Chinese letters may, ≥ and ％ may not.
_REFERENCE = re.compile(r"[\w.$:!?#@\\'\[\]]+")
_TEXTS = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
_DIGITS = re.compile(r"[0-9]+")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")


def refuse_malformed(formula: str) -> None:
    """Raise when Excel would refuse ``formula`` (with its leading =) as misspelt: ``=3次``, ``=≥95%``, ``=IF(A1``.

    A formula that is well spelt but wrong (an unknown name) passes, as in Excel.

    Raises:
        WorkbookProblem: in words for the clerk.
    """
    if len(formula) > MAX_FORMULA:
        raise WorkbookProblem(f"公式太长：有 {len(formula)} 个字符，最多 {MAX_FORMULA} 个。")
    if not _is_sound(_spelling(formula)):
        raise _malformed(formula)


def _spelling(formula: str) -> str:
    """Return a formula with every number as 1 and every text empty: ten thousand rows of one formula are spelt alike."""
    return _DIGITS.sub("1", _TEXTS.sub(lambda found: '""' if found[0][0] == '"' else found[0], formula))


@lru_cache(maxsize=4096)
def _is_sound(formula: str) -> bool:
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError  # 0.13 s that a pure read does not pay

    try:
        spaced = Tokenizer(formula).items
    except (TokenizerError, IndexError):
        return False
    tokens = [token for token in spaced if token.type != _SPACE]
    return (
        bool(tokens)
        and _balanced(tokens)
        and tokens[-1].type not in (_INFIX, _PREFIX)
        and all(_sound(token) for token in tokens)
        and all(_may_follow(one, other) for one, other in pairwise(_without_plain_spaces(spaced)))
    )


def fill(formula: str, origin: str, target: str) -> str:
    """Return ``formula`` written for the cell ``origin`` as a fill carries it to ``target``: relative references move."""
    from openpyxl.formula.translate import Translator

    return str(Translator(formula, origin=origin).translate_formula(target))


def _malformed(formula: str) -> WorkbookProblem:
    shown = formula if len(formula) <= 40 else formula[:40] + "…"
    return WorkbookProblem(f"“{shown}”以等号开头，却不是 Excel 认得的公式。如果是文字，请先把单元格设为“文本”格式。")


def _balanced(tokens: list[Token]) -> bool:
    """Whether brackets pair up, and semicolons stand only in array constants, where they part rows."""
    open_kinds: list[str] = []
    for token in tokens:
        if token.subtype == "OPEN":
            open_kinds.append(token.type)
        elif token.subtype == "CLOSE":
            if not open_kinds or open_kinds.pop() != token.type:
                return False
        elif token.type == _SEPARATOR and token.subtype == "ROW" and open_kinds[-1:] != ["ARRAY"]:
            return False
    return not open_kinds


def _sound(token: Token) -> bool:
    """Whether an operand is a number, a text, a reference or a name."""
    if token.type != _OPERAND or token.subtype != "RANGE":
        return True
    value = token.value
    if _NUMBER.fullmatch(value) or _ROWS.fullmatch(value.rpartition("!")[2]):
        return True
    bare = _QUOTED.sub("_", value)
    return bool(_REFERENCE.fullmatch(bare)) and not bare[0].isdigit()


def _without_plain_spaces(tokens: list[Token]) -> list[Token]:
    """Drop the spaces that mean nothing; one between two references is Excel's intersection and stays."""
    return [
        token
        for i, token in enumerate(tokens)
        if token.type != _SPACE
        or (0 < i < len(tokens) - 1 and tokens[i - 1].subtype == tokens[i + 1].subtype == "RANGE")
    ]


def _may_follow(one: Token, other: Token) -> bool:
    """Whether ``other`` may stand right after ``one``: two operands need an operator between them."""
    ends = one.type in (_OPERAND, _POSTFIX) or one.subtype == "CLOSE"
    begins = other.type == _OPERAND or other.subtype == "OPEN"
    if ends and begins:
        return False
    return not (one.type in (_INFIX, _PREFIX) and other.type in (_INFIX, _POSTFIX, _SEPARATOR))
