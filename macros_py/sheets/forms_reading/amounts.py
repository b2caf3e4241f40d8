"""Amounts, scores and rates of a printed form: "338,700", "5219.46万元", "10分", "99%", "—"."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from macros_py.model import MoneyUnit
from macros_py.sheets.forms_reading.grid import Value, seen_text
from macros_py.sheets.forms_reading.shown import Shown

BLANK_MARKS = frozenset("-—–―－/／")
"""What forms print where an amount does not apply; runs of them count too."""

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_MONEY = re.compile(rf"(?:人民币|¥)?({_NUMBER.pattern})(万元|元|万)?(?:整)?")
_UNITS = {"万元": MoneyUnit.WAN_YUAN, "万": MoneyUnit.WAN_YUAN, "元": MoneyUnit.YUAN}
RARE_UNITS = {
    name: Decimal(factor)
    for name, factor in {
        "百元": "0.01", "千元": "0.1", "十万元": "10", "百万元": "100", "千万元": "1000", "亿元": "10000"
    }.items()
}  # fmt: skip
"""Units that some forms print and the master list does not keep, in 万元."""

_RARE_UNIT = re.compile(rf"({'|'.join(RARE_UNITS)}|[美港欧日]元|英镑)")
_RARE_UNIT_IN_BRACKETS = re.compile(rf"[(\[](?:单位:?|金额单位:?|人民币)?{_RARE_UNIT.pattern}[)\]]")
_MOST_DIGITS = 30
_HIGHEST_FRACTION = 3
"""A bare 执行率 above 300 % is a percentage without its sign: "99.00"."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact number, None where the cell is blank or "—", and the unit printed behind it."""

    number: Decimal | None = None
    unit: MoneyUnit | None = None


def _folded(value: Value) -> str:
    """Return what is printed, with all the digits of a number that its format rounds."""
    text = value.exact if isinstance(value, Shown) else seen_text(value)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def amount(value: Value) -> Amount:
    """Return an amount of money; ValueError for what is none ("约5万元", "5%", a date, "1,23")."""
    if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
        raise ValueError(value)
    text = _folded(value)
    if set(text) <= BLANK_MARKS:
        return Amount()
    found = _MONEY.fullmatch(text)
    if not found or len(text) > _MOST_DIGITS:
        raise ValueError(value)
    return Amount(Decimal(found[1].replace(",", "")), _UNITS.get(found[2] or ""))


def weight(value: Value) -> Decimal | None:
    """Return a 分值, also one that is printed as a share of a hundred points: "40%" is 40."""
    text = value.exact if isinstance(value, Shown) else value
    if isinstance(text, str):
        return score(text.strip().removesuffix("%").removesuffix("％"))
    return score(text)


def score(value: Value) -> Decimal | None:
    """Return a 分值 or 得分: 10, "10分", "0.5"; None for "—" and 待核; ValueError for what is none."""
    text = _folded(value)
    if set(text) <= BLANK_MARKS or text == "待核":
        return None
    found = _NUMBER.fullmatch(text.removesuffix("分"))
    if not found or isinstance(value, bool) or len(text) > _MOST_DIGITS:
        raise ValueError(value)
    return Decimal(found[0].replace(",", ""))


def rate(value: Value) -> Decimal | None:
    """Return an 执行率 as a fraction: "99%" → 0.99, 0.99 → 0.99; ValueError for what is none.

    A bare number is a fraction: a cell with a percent format holds one. Where it is too large for that, the form
    leaves the sign out.
    """
    text = _folded(value)
    if set(text) <= BLANK_MARKS:
        return None
    number = _NUMBER.fullmatch(text.removesuffix("%"))
    if not number or isinstance(value, bool) or len(text) > _MOST_DIGITS:
        raise ValueError(value)
    found = Decimal(number[0].replace(",", ""))
    return found / 100 if text.endswith("%") or found > _HIGHEST_FRACTION else found


def money_unit(text: str) -> MoneyUnit | None:
    """Return the money unit that a text names ("万元", "人民币元"), None for any other text."""
    folded = re.sub(r"[()\s]|人民币", "", unicodedata.normalize("NFKC", text))
    return _UNITS.get(folded) if folded != "万" else None


def rare_unit(text: str) -> str:
    """Return the unit that a text names and the master list does not keep ("千元", "美元"), "" for any other text."""
    found = _RARE_UNIT.fullmatch(re.sub(r"[()\s]|人民币", "", unicodedata.normalize("NFKC", text)))
    return found[1] if found else ""


def rare_unit_in(text: str) -> str:
    """Return such a unit where a text has it in brackets or behind 单位: ("资金总额（千元）", "单位：千元"), "" else."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = _RARE_UNIT_IN_BRACKETS.search(folded) or re.search(rf"单位:(?:人民币)?{_RARE_UNIT.pattern}", folded)
    return found[1] if found else ""
