"""Numbers as clerks write them: 273,700, １２, 1.2E+5, 三百, 百分之九十五, 27万3700. Exact, never a float."""

from __future__ import annotations

import re
from decimal import Decimal

MOST_DIGITS = 20
"""A longer number is no amount of a budget; it stays unread rather than lose digits."""

DIGITS = r"[+-]?(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2}(?![0-9A-Za-z]))?"
"""A number in (folded) digits; commas are judged by :func:`decimal`."""

CHINESE = "[〇零一二两三四五六七八九十百千万亿点半壹贰叁肆伍陆柒捌玖拾佰仟]+"
"""A number in Chinese numerals; whether it is one is judged by :func:`chinese`."""

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MIXED = re.compile(
    r"(?:(?P<yi>[0-9.]+)亿)?(?:(?P<wan>[0-9.]+)万)?(?:(?P<thousand>[0-9.]+)千)?(?:(?P<hundred>[0-9.]+)百)?(?P<one>[0-9.]+)?"
)
_MIXED_SCALES = {"yi": 10**8, "wan": 10**4, "thousand": 1000, "hundred": 100, "one": 1}

_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两〇", "一二三四五六七八九十百千二零")
_CHINESE_DIGIT = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_CHINESE_STEP = {"十": 10, "百": 100, "千": 1000}
_CHINESE_SECTION = {"万": 10**4, "亿": 10**8}


def decimal(text: str) -> Decimal | None:
    """Return the number of a folded text of digits, or None where the commas or the length make it uncertain."""
    if "," in text:
        if not _GROUPED.fullmatch(text):
            return None
        text = text.replace(",", "")
    if len(text) > MOST_DIGITS + 2 or text.count(".") > 1:
        return None
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return number if abs(number.adjusted()) <= MOST_DIGITS else None


def mixed(text: str) -> Decimal | None:
    """Return 273700 for "27万3700" and 120000000 for "1亿2000万": digits with two or more steps, else None."""
    found = _MIXED.fullmatch(text) if len(text) <= 2 * MOST_DIGITS else None
    if found is None:
        return None
    parts = [(name, part) for name, part in found.groupdict().items() if part]
    if len(parts) < 2:
        return None
    total, room = Decimal(0), Decimal("Infinity")
    for name, part in parts:
        number = decimal(part)
        if number is None or number * _MIXED_SCALES[name] >= room:
            return None
        # In speech 3万5 is 35000: only digits that fill the room under the last step are plain.
        if name == "one" and number < room / 10:
            return None
        total += number * _MIXED_SCALES[name]
        room = Decimal(_MIXED_SCALES[name])
    return total


def chinese(text: str) -> Decimal | None:
    """Return the number that Chinese numerals spell, or None where they spell none ("一千三" and "百" are refused)."""
    if not text or len(text) > MOST_DIGITS:
        return None
    text = text.translate(_CAPITALS)
    if text == "半":
        return Decimal("0.5")
    whole, point, fraction = text.partition("点")
    if point:
        if not fraction or any(numeral not in _CHINESE_DIGIT for numeral in fraction):
            return None
        head = chinese(whole)
        tail = "".join(str(_CHINESE_DIGIT[numeral]) for numeral in fraction)
        return None if head is None or head != int(head) else Decimal(f"{int(head)}.{tail}")
    if len(text) > 1 and all(numeral in _CHINESE_DIGIT for numeral in text):
        return Decimal("".join(str(_CHINESE_DIGIT[numeral]) for numeral in text))
    return _spelt(text)


def _spelt(text: str) -> Decimal | None:
    """Return the value of numerals with steps: 三百二十, 十二万五千; None for a step out of order."""
    total = section = 0
    digit: int | None = None
    step_room, section_room = 10**4, 10**12
    after_zero = False
    for numeral in text:
        if numeral in _CHINESE_DIGIT:
            if digit is not None and digit != 0:
                return None
            digit = _CHINESE_DIGIT[numeral]
            after_zero = after_zero or digit == 0
        elif numeral in _CHINESE_STEP:
            step = _CHINESE_STEP[numeral]
            if step >= step_room or (not digit and (numeral != "十" or section)):
                return None
            section += (digit or 1) * step
            digit, step_room, after_zero = None, step, False
        elif numeral in _CHINESE_SECTION:
            scale = _CHINESE_SECTION[numeral]
            section += digit or 0
            if scale >= section_room or not section:
                return None
            total += section * scale
            section, digit, step_room, section_room, after_zero = 0, None, 10**4, scale, False
        else:
            return None
    # 一千三 may be 1300 in speech; only 一千零三 is plainly 1003.
    if digit and not after_zero and ((section and step_room > 10) or (not section and total)):
        return None
    return Decimal(total + section + (digit or 0))


def plain(number: Decimal) -> str:
    """Return the exact digits of a number, without exponent: "3331.80", "120000"."""
    return format(number, "f")


def grouped(number: Decimal) -> str:
    """Return a number for reading aloud, thousands separated and without idle zeros: "273,700"."""
    text = format(number, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
