"""What a cell's number format makes of its value: 50 with ``"≥"0"人"`` is ≥50人, 0.95 with ``0%`` is 95%."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from macros_py.sheets.table import cell_text

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<section>;)'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])|(?P<noon>AM/PM|A/P|上午/下午)|(?P<digit>[0#?])|(?P<point>\.)"
    r"|(?P<comma>,)|(?P<percent>[%％])|(?P<fraction>/)|(?P<text>@)|(?P<date>[yYmMdDhHsSeEbBgGaA]+)|(?P<literal>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
_ELAPSED = re.compile(r"[hHmMsS]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_TEN_THOUSAND = re.compile(r"\s*万")
_FAR_OFF = Decimal("0.005")
"""A shown number that differs from the stored one by more than this share is worth a look."""
_LONGEST = 400
_TOO_LARGE = 1e15
"""Beyond its 15 digits Excel shows zeros."""

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A number or date that its cell shows otherwise than plainly.

    ``text`` is what a clerk sees ("12.35万元"), ``exact`` the same with all its digits ("12.3456万元"), "?" and the text
    where that cannot be told. ``doubt`` says why the text deserves a look, "" where it does not.
    """

    text: str
    exact: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.tokens}


def shown_number(number: float, code: str) -> Shown | None:
    """Return what a cell with the format ``code`` shows of a number; None where it is the plain number.

    A format that is not understood (fractions, powers, Chinese numerals) leaves the number, doubted.
    """
    if not math.isfinite(number) or abs(number) >= _TOO_LARGE:
        return None
    plain = cell_text(float(f"{number:.15g}"))
    text = _rendered(Decimal(plain), plain, code)
    if text is None:
        return Shown(
            plain, plain, f"这一格的数字格式（{code[:30]}）读不懂，照存的数 {plain} 读入，请看看表上显示的是什么"
        )
    if text.strip() == plain:
        return None
    exact = _exact(Decimal(plain), text)
    doubt = ""
    if exact is None:
        same = re.sub(r"\D", "", text).lstrip("0") == plain
        doubt = "" if same else f"格子里存的是 {plain}，表上显示“{text.strip()[:30]}”，照显示的读入，请核对"
    elif (far := _differs(text, exact)) and text.strip():
        doubt = f"格子里存的是 {far}，表上四舍五入显示“{text.strip()[:30]}”，照显示的读入，请核对"
    return Shown(text.strip(), f"?{text}" if exact is None else exact, doubt)


def shown_text(text: str, code: str) -> str:
    """Return what a cell with the format ``code`` shows of a text: ``"第"@"号"`` puts something around it."""
    if "@" not in code or code in ("@", "@*"):
        return text
    sections = number_sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if "text" not in section.kinds():
        return text
    around = [text if kind == "text" else value for kind, value in section.tokens if kind in ("text", "literal")]
    return "".join(around).strip() if any(value.strip() for value in around if value != text) else text


@lru_cache(maxsize=2048)
def number_sections(code: str) -> tuple[_Section, ...]:
    """Return the sections of a number format, which ";" parts, as tokens."""
    sections: list[_Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code[:_LONGEST]):
        kind, text = match.lastgroup or "literal", match[match.lastgroup or 0]
        if kind == "section":
            sections.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if found := _CONDITION.fullmatch(text):
                condition = found[1], Decimal(found[2])
            elif currency := _CURRENCY.fullmatch(text):
                tokens.append(("literal", currency[1]))
            elif _ELAPSED.fullmatch(text):
                tokens.append(("date", f"t{text}"))
            elif text.upper().startswith("DBNUM"):
                tokens.append(("numerals", text))
        elif kind in ("quoted", "escaped", "literal"):
            tokens.append(("literal", text))
        elif kind in ("pad", "fill"):
            tokens.append(("literal", " "))
        else:
            tokens.append((kind, text))
    return (*sections, _Section(tuple(tokens), condition))


def _rendered(number: Decimal, plain: str, code: str) -> str | None:
    sections = number_sections(code)
    section, negative = _section_for(number, sections)
    kinds = section.kinds()
    if kinds & {"exponent", "fraction", "numerals", "date", "noon"}:
        return None
    minus = "-" if number < 0 and not negative else ""
    if "general" in kinds or ("text" in kinds and not kinds & {"digit"}):
        inside = plain.removeprefix("-")
        return minus + "".join(inside if kind in ("general", "text") else text for kind, text in section.tokens)
    if "digit" not in kinds:
        return "".join(text for kind, text in section.tokens if kind in ("literal", "comma", "point", "percent"))
    return _digits(abs(number), section.tokens, minus)


def _section_for(number: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """Return the section that shows a number, and whether that section says itself that the number is negative."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition and _holds(number, *section.condition):
                return section, section.condition[0] in ("<", "<=") and section.condition[1] <= 0
        rest = [section for section in numeric if section.condition is None]
        return (rest or list(numeric))[-1], False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _digits(number: Decimal, tokens: tuple[Token, ...], minus: str) -> str:
    """Put the digits of a number into their places, whatever stands between these (``0!.0,"万"`` shows 123456 as 12.3万)."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    whole, decimals = [at for at in places if at < point], [at for at in places if at > point]
    commas = [at for at, (kind, _) in enumerate(tokens) if kind == "comma"]
    grouped = any(whole and whole[0] < at < whole[-1] for at in commas)
    thousands = sum(at > places[-1] or (not decimals and at > whole[-1]) for at in commas)
    thousands += sum(bool(whole and decimals) and whole[-1] < at < point for at in commas)
    percents = sum(kind == "percent" for kind, _ in tokens)
    scaled = number.scaleb(2 * percents - 3 * thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    before, _, behind = format(rounded, "f").partition(".")
    before = before.lstrip("0")
    found: dict[int, str] = {}
    for place, at in enumerate(reversed(whole)):
        last = place == len(whole) - 1
        digits = before if last else before[-1:]
        before = "" if last else before[:-1]
        found[at] = digits or ("0" if tokens[at][1] == "0" else "")
        if grouped:
            found[at] = _grouped(found[at], place)
    kept = len(behind)
    for at in reversed(decimals):
        if tokens[at][1] == "0" or behind[kept - 1] != "0":
            break
        kept -= 1
    for place, at in enumerate(decimals):
        found[at] = behind[place] if place < kept else ""
    text = ""
    for at, (kind, token) in enumerate(tokens):
        if kind == "digit":
            text += (minus if at == places[0] and minus else "") + found[at]
        elif kind in ("literal", "percent", "point"):
            text += token if kind != "point" or kept else ""
    return text


def _grouped(digits: str, place: int) -> str:
    """Return digits with the commas behind them: ``place`` is that of the last digit from the right, from 0."""
    text = ""
    for offset, digit in enumerate(reversed(digits)):
        text = digit + ("," if place + offset and (place + offset) % 3 == 0 else "") + text
    return text


def _exact(number: Decimal, text: str) -> str | None:
    """Return a shown text with all digits of the number; None where the text shows another number."""
    found = list(_NUMBER.finditer(text))
    if not found and not number:
        return "0" if text.strip() else ""
    if len(found) != 1:
        return None
    (match,) = found
    seen = Decimal(match[0].replace(",", ""))
    exponent = seen.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    behind = text[match.end() :]
    percents = len(re.findall("[%％]", behind))
    before = text[: match.start()]
    if number < 0 and "-" not in before:  # (5), or red
        before, behind = before.replace("(", "") + "-", behind.replace(")", "")
    whole = abs(number)
    candidates = [whole, whole.scaleb(2 * percents), *([whole.scaleb(-4)] if _TEN_THOUSAND.match(behind) else [])]
    for candidate in candidates:
        if abs(candidate - seen) <= step / 2:
            return before + format(candidate.normalize(), "f") + behind
    return None


def _differs(text: str, exact: str) -> str:
    """Return the number that a rounded text stands for, where it is far from it; "" else."""
    seen, whole = _NUMBER.search(text), _NUMBER.search(exact)
    if not seen or not whole:
        return ""
    a, b = Decimal(seen[0].replace(",", "")), Decimal(whole[0])
    return whole[0] if abs(a - b) > _FAR_OFF * abs(b) else ""
