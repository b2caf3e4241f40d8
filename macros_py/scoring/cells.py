"""How a rule reads the cell of an 实际完成值: one small grammar, written once in Python and once as an Excel formula.

What a cell may hold, and what it is read as; anything else is unreadable (待核) on both sides:

* A number cell: the number, never below zero. A text: one of ≥ ≤ = (and their look-alikes), digits with thousands commas
  in threes, and the rule's own unit (``≥300份``, ``478.99万元``, ``1,200``).
* A percent cell: text with % means what it says (``98%``). A number without % is a share up to 1 (0.98 is 98%, 1 is
  100%) and percent from 10 on (98 is 98%); between the two nobody can tell 1.2% from 120%. Where a rule's own limit is
  below 10% a bare number up to 1 is unreadable and anything above it is percent.
* A date cell: a real date of 2000–2099, or year, month and day with 年月日 - / . between them.

The text goes through ``VALUE(text&"e0")``: the exponent keeps VALUE from taking dates, times, fractions, "5%", "(5)"
and "" (which LibreOffice reads as 0) for numbers. A date must come back from TEXT as it was written, which keeps
DATEVALUE from completing "26-12-20" or "2026-12". Every number read is rounded to six decimals, so that a comparison
in binary floating point equals one in Decimal. Measured with LibreOffice 7.4.7; Excel and WPS were not at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from macros_py.scoring.literals import DAY_ZERO, array, half_up, literal, quoted, serial

Actual = str | int | float | Decimal | date | None
"""What an 实际完成值 cell may hold."""

PENDING = "待核"
"""What a 得分 cell shows where the score cannot be told."""

READ_PLACES = Decimal("0.000001")
NEXT = Decimal("0.0000005")
"""Half of the last place read: x + NEXT parts "above x" from "x and above"."""

_NO_BREAK_SPACE = "\xa0"
# VALUE may skip a no-break space, a space before the exponent, and a comma anywhere.
# Excel's VALUE takes "$5e0", in China "￥5e0" and "¥5e0", for 5.
_NO_NUMBER = (_NO_BREAK_SPACE, "$", "¥", "￥")
_NO_PERCENT = (",", " %", " ％", *_NO_NUMBER)
_NOT_PERCENT = re.compile("|".join(map(re.escape, _NO_PERCENT)))
_OPERATORS = "≥≤=＝≧≦"
_SPELLINGS = '{"yyyy-m-d","yyyy-mm-dd","yyyy-m-dd","yyyy-mm-d"}'
_PLAIN = re.compile(r"[+-]? *(?:[0-9]+\.?[0-9]*|\.[0-9]+)", re.ASCII)
_FIRST_DAY, _LAST_DAY = 36526, 73050
_DATE = re.compile(r"(2[0-9]{3})-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])", re.ASCII)
_COMMA_POSITIONS = 11


def trimmed(text: str) -> str:
    """Return what TRIM makes of a text: no spaces (U+0020) outside, single ones inside."""
    if "  " in text:
        return " ".join(part for part in text.split(" ") if part)
    return text.strip(" ")


def word_in(actual: Actual) -> str:
    """Return the text of a cell as a grade is compared, "" for anything but text."""
    return trimmed(actual) if isinstance(actual, str) else ""


def _number_of(actual: Actual) -> Decimal | None:
    """Return the number that a cell keeps for a number or a date, None for texts, blanks and booleans."""
    if actual is None or isinstance(actual, bool | str):
        return None
    if isinstance(actual, datetime):
        of_day = datetime.combine(actual.date(), time())
        seconds = Decimal((actual.replace(tzinfo=None) - of_day).seconds)
        return Decimal(serial(actual.date())) + seconds / 86400
    if isinstance(actual, date):
        return Decimal(serial(actual))
    number = actual if isinstance(actual, Decimal) else Decimal(repr(actual))
    return number if number.is_finite() else None


def _value(text: str, poison: str) -> Decimal | None:
    """Return what VALUE(text & "e0") gives: a plain number; None for an error or any character of ``poison``."""
    if not _PLAIN.fullmatch(text):
        return None
    for char in poison:
        if char in text:
            return None
    return Decimal(text.replace(" ", ""))


def _bare(text: str) -> str:
    return trimmed(text[1:] if text[:1] and text[0] in _OPERATORS else text)


def _bare_formula(cell: str) -> str:
    return f'TRIM(MID({cell},1+COUNT(FIND(LEFT({cell}),"{_OPERATORS}")),99))'


def _holds(cell: str, *marks: str) -> str:
    """Return what counts the marks in a cell, and a TRUE (a number to LibreOffice, none to Excel)."""
    return f"COUNT(FIND({array(map(quoted, marks))},{cell}))+ISLOGICAL({cell})"


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A count, measure or amount in the rule's own unit; ``units`` are the spellings that may follow the number.

    No bare number above ``most`` is read: 273700 beside a target of 27.37万元 is meant in 元. ``scaled`` are the endings that
    stand for the same unit times a power of ten, looked for after ``units``: 元 beside 万元 is -4, 5万 beside 元 is 4.
    With ``marked`` a cell that holds a number is refused: 0.004 beside a target in ‰ may be 0.4%.
    """

    units: tuple[str, ...] = ()
    most: Decimal | None = None
    scaled: tuple[tuple[str, int], ...] = ()
    marked: bool = False

    def read(self, actual: Actual) -> Decimal | None:
        """Return the number, or None where the cell holds none or one below zero."""
        number = None if self.marked else _number_of(actual)
        if isinstance(actual, str):
            text = _bare(actual)
            for unit in self.units:
                text = text.removesuffix(unit)
            ending, power = "", 0
            for entry in self.scaled:
                if text.endswith(entry[0]):
                    ending, power = entry
                    break
            text = text.removesuffix(ending).removesuffix(" ").replace(",", "")
            number = None if _misplaced_comma(actual) else _value(text, "-")
            number = None if number is None else number.scaleb(power)
        if number is None or number < 0:
            return None
        return None if self._is_unlikely(actual) else half_up(number, READ_PLACES)

    def _is_unlikely(self, actual: Actual) -> bool:
        if self.most is None:
            return False
        bare = _value(_bare(actual).replace(",", ""), "") if isinstance(actual, str) else _number_of(actual)
        return bare is not None and bare > self.most

    def number(self, cell: str) -> str:
        """Return the formula part that gives the number, an error value where ``read`` gives None."""
        text = f'SUBSTITUTE({_bare_formula(cell)},"-","x")&"e0"'
        for unit, power in [*((unit, 0) for unit in self.units), *self.scaled]:
            text = f'SUBSTITUTE({text},{quoted(unit + "e0")},"e{power}")'
        text = f'SUBSTITUTE(SUBSTITUTE({text}," e","e"),",","")'
        return f"ROUND(IF(ISNUMBER({cell}),{cell}/({cell}>=0),VALUE({text})),6)"

    def refused(self, cell: str) -> str:
        """Return the condition for 待核 that needs to be asked only once: a misplaced comma, too large a number."""
        large = ""
        if self.most is not None:
            bare = f'VALUE(SUBSTITUTE({_bare_formula(cell)},",","")&"e0")'
            large = f"+IFERROR(IF(ISNUMBER({cell}),{cell},{bare})>{literal(self.most)},0)"
        if self.marked:
            large += f"+ISNUMBER({cell})"
        here, three, fourth = (array(str(n + k) for n in range(1, _COMMA_POSITIONS + 1)) for k in (0, 1, 4))
        return (
            f'SUMPRODUCT((MID({cell},{here},1)=",")*(ISERROR(VALUE(MID(SUBSTITUTE({cell},".","x")&"|||",{three},3)))'
            f'+ISNUMBER(VALUE(MID({cell}&"|||||",{fourth},1)))))+{_holds(cell, *_NO_NUMBER)}{large}'
        )

    @property
    def unit(self) -> str:
        """The unit as a sentence names it, "" for none; the （次） of 户（次） stands by itself."""
        return next((unit for unit in self.units if unit[0] != "（"), "")

    def show(self, number: Decimal | date) -> str:
        """Return a number with its unit, for a sentence."""
        assert isinstance(number, Decimal)
        return literal(number) + self.unit


# In 万 a clerk easily leaves the 万 out of the actual; nobody does a hundred times what was planned.
UNLIKELY = 100
SCALES = {"万": 4, "亿": 8}


_PERMILLE = "‰"
_TWO_SPELLINGS = {
    "个百分点": ("个百分点", "百分点"),
    "百分点": ("个百分点", "百分点"),
    "户次": ("户次", "户（次）"),
    "户(次)": ("（次）", "户"),
    "人(次)": ("（次）", "人"),
    "台(套)": ("（套）", "台"),
}
"""How clerks write a unit in an actual; what is taken off one after the other, 户 of 户（次） last. More would make the longest formula too long."""


def number_cell(units: Iterable[str], limit: Decimal) -> NumberCell:
    """Return how an actual beside a target in one of ``units`` is read; ``limit`` is the largest number the rule names.

    A unit in 万 or 亿 is read without it, too (元 beside 万元), any other one also in 万 (0.6万 beside 人).
    """
    known = tuple(dict.fromkeys(unit for unit in units if unit))
    spellings = _TWO_SPELLINGS.get(known[0], known) if known else known
    scaled: dict[str, int] = {}
    for unit in known if spellings == known else ():
        power = SCALES.get(unit[0])
        if power is None and not unit.endswith("工作日"):
            scaled["万"] = SCALES["万"]
        elif power is not None and unit[1:]:
            scaled[unit[1:]] = -power
    if known == (_PERMILLE,):
        return NumberCell(known, scaled=(("%", 1), ("％", 1)), marked=True)
    most = limit * UNLIKELY if limit > 0 and any(unit[0] in SCALES for unit in known) else None
    if most is None and 0 < limit * UNLIKELY < _FIRST_DAY:
        most = Decimal(_FIRST_DAY - 1)  # a cell into which a date was pasted holds 46023, no count of a few
    return NumberCell(spellings, most, tuple(entry for entry in scaled.items() if entry[0] not in known))


def _misplaced_comma(text: str) -> bool:
    if "," not in text:
        return False
    groups = text.replace(".", "x") + "|||"
    for position, char in enumerate(text[:_COMMA_POSITIONS]):
        if char == ",":
            group, beyond = groups[position + 1 : position + 4], text[position + 4 : position + 5]
            if not (group.isascii() and group.isdigit()) or (beyond.isascii() and beyond.isdigit()):
                return True
    return False


def _spelt_factors(low: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return from which number on a cell's number is multiplied by what; "x" refuses it. A text's % counts as e30."""
    return (("-9E99", "1E-30"), ("-1E20", '"x"'), *low, ("1E6", '"x"'), ("1E20", "1E-30"))


# By whether the rule's own limit is below 10%.
_SPELT_FACTORS = {
    False: _spelt_factors((("0", "100"), ("1.0000005", '"x"'), ("10", "1"))),
    True: _spelt_factors((("0", "1"), ("1E-9", '"x"'), ("1.0000005", "1"))),
}
_FACTORS = {
    small: tuple(
        (Decimal("-Infinity") if start == "-9E99" else Decimal(start), None if factor == '"x"' else Decimal(factor))
        for start, factor in reversed(factors)
    )
    for small, factors in _SPELT_FACTORS.items()
}


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A rate in percent (98 means 98%); ``small`` where the rule's own limit is below 10%."""

    small: bool = False

    def read(self, actual: Actual) -> Decimal | None:
        """Return the percentage, or None where the cell holds none."""
        number = _number_of(actual)
        if isinstance(actual, str):
            text = _bare(actual)
            bare = text[:-1] if text[-1:] in ("%", "％") else text
            number = None if _NOT_PERCENT.search(actual) else _value(bare, "")
            if number is not None and bare != text:
                number = number.scaleb(30)
        if number is None:
            return None
        factor = next(factor for start, factor in _FACTORS[self.small] if number >= start)
        return None if factor is None else half_up(number * factor, READ_PLACES)

    def number(self, cell: str) -> str:
        """Return the formula part that gives the percentage, an error value where ``read`` gives None."""
        text = f'SUBSTITUTE(SUBSTITUTE({_bare_formula(cell)}&"e0","%e0","e30"),"％e0","e30")'
        value = f"IF(ISNUMBER({cell}),{cell},VALUE({text}))"
        starts, factors = zip(*_SPELT_FACTORS[self.small], strict=True)
        return f"ROUND({value}*LOOKUP({value},{array(starts)},{array(factors)}),6)"

    def refused(self, cell: str) -> str:
        """Return the condition for 待核 that needs to be asked only once."""
        return _holds(cell, *_NO_PERCENT)

    def show(self, number: Decimal | date) -> str:
        """Return a percentage, for a sentence."""
        assert isinstance(number, Decimal)
        return f"{literal(number)}%"


@dataclass(frozen=True, slots=True)
class DateCell:
    """A day, kept as the number of the workbook's 1900 date system."""

    def read(self, actual: Actual) -> Decimal | None:
        """Return the day's number, or None where the cell holds no day of 2000 or later."""
        number = _number_of(actual)
        if isinstance(actual, str):
            return self._read_text(actual)
        if number is None or not _FIRST_DAY <= number < _LAST_DAY + 1:
            return None
        return Decimal(int(number))

    def _read_text(self, text: str) -> Decimal | None:
        if text[:1] != "2":
            return None
        folded = trimmed(text).replace("日", "")
        for mark in "年月/.":
            folded = folded.replace(mark, "-")
        found = _DATE.fullmatch(folded)
        if found is None:
            return None
        try:
            return Decimal(serial(date(int(found[1]), int(found[2]), int(found[3]))))
        except ValueError:
            return None

    def number(self, cell: str) -> str:
        """Return the formula part that gives the day's number, an error value where ``read`` gives None."""
        text = f'SUBSTITUTE(TRIM({cell}),"日","")'
        for mark in "年月/.":
            text = f'SUBSTITUTE({text},"{mark}","-")'
        return (
            f"IF(ISNUMBER({cell}),INT({cell})/AND({cell}>={_FIRST_DAY},{cell}<{_LAST_DAY + 1}),DATEVALUE({text})"
            f'/OR(TEXT(DATEVALUE({text}),{_SPELLINGS})={text})/(LEFT({cell})="2"))'
        )

    def refused(self, cell: str) -> str:
        """Return the condition for 待核 that needs to be asked only once."""
        return f"ISLOGICAL({cell})"

    def show(self, number: Decimal | date) -> str:
        """Return a day, for a sentence."""
        day = number if isinstance(number, date) else date.fromordinal(DAY_ZERO.toordinal() + int(number))
        return f"{day.year}年{day.month}月{day.day}日"


Cell = NumberCell | PercentCell | DateCell
