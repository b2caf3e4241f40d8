"""A number with its unit and the words around it (约300余人次以上, 5次(每季度1次)), and ranges of two such."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from macros_py.targets.numbers import CHINESE, DIGITS, chinese, decimal, mixed
from macros_py.targets.target import DOWNWARD, UPWARD, Operator
from macros_py.targets.units import base, is_known, is_unit, money_scale
from macros_py.targets.words import AFTER, AFTER_PATTERN

_ABOUT = "大约|约|近|≈|~"
_CURRENCY = "人民币|RMB|CNY|¥"
NUMBER_START = (
    rf"(?:{_ABOUT})?(?:{_CURRENCY})?(?:[+-]?\.?[0-9]|百分之|千分之|[零一二两三四五六七八九十半壹贰叁肆伍陆柒捌玖拾])"
)

_MEASURE = re.compile(
    rf"(?P<about>{_ABOUT})?(?P<currency>{_CURRENCY})?"
    rf"(?:(?P<share>百分之|千分之)(?:(?P<share_digits>{DIGITS})|(?P<share_chinese>百|{CHINESE}))"
    rf"|(?P<digits>{DIGITS}(?:[亿万千百][0-9.]+)*)|(?P<chinese>{CHINESE}))(?P<more>[余多]+)?(?P<rest>.*)"
)
_REST = re.compile(
    rf"(?P<unit>[^()]*?(?:\([\u3400-\u9fff]{{1,2}}\)次)?)(?P<inner>\([^()≥≤=<>]*\))?(?:(?P<after>{AFTER_PATTERN})(?P<done>(?<=内)[\u3400-\u9fff]{{1,8}})?)?(?P<about>左右|上下)?(?P<outer>\([^()≥≤=<>]*\))?[。;,.!、]*"
)
_INCLUDED = re.compile(r"\((?:包?含|包括)(?:本数|本级|[0-9.]+.{0,4})?\)")
_EXCLUDED = re.compile(r"\(不(?:包?含|包括)(?:本数|[0-9.]+.{0,4})?\)")
# 3次/自评 says who counted, not for what each.
_TOLD_BY = re.compile("/(?:自评|自查|自报|自测|上报|统计|台账|实际|完成|预计|估算)$")
# 60%+, 100万+, 500+人次: and more.
_AND_MORE = re.compile(r"(?<=[0-9%‰万千百亿\u3400-\u9fff])\+([\u3400-\u9fff]{0,3})[。;,.!、]*$")
_SHARE_TAIL = re.compile(r"([%‰])([\u3400-\u9fff]{1,8})")
_RANGE_MARK = re.compile(rf"(?<=.)[-~至到](?={NUMBER_START})")
_INTERVAL = re.compile(
    rf"(?P<about>约)?(?P<open>[\[(])(?P<low>{DIGITS}[^0-9,~\])]{{0,8}}?)[,~](?P<high>{DIGITS}[^0-9,\])]{{0,8}})(?P<close>[\])])(?P<unit>[^0-9]{{0,8}})"
)
_BETWEEN = re.compile(r"(?:介于|保持在|控制在|在)?(.+?)(?:之间|区间)")

_STEPPED_UNITS = frozenset({"千米", "千克", "千瓦", "千伏"})
_NUMERALS = re.compile(CHINESE)
_TOLERANCE = re.compile(rf"(?P<middle>{DIGITS})?(?P<unit>[^0-9±]{{0,6}})±(?P<by>[0-9.]+)(?P<rest>[^0-9±]{{0,8}})")

# Everyday words that begin with a numeral and a classifier.
_NO_NUMBERS = frozenset(
    {"十分", "一等", "一级", "二级", "三级", "四级", "五级", "一折", "一成", "一类", "二类", "三类", "一级等"}
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit; ``after`` is the operator of the words behind it, ``included`` what (含)/(不含) says of the number itself."""

    number: Decimal
    unit: str
    after: Operator | None = None
    included: bool | None = None
    approximate: bool = False
    remark: str = ""
    problem: str = ""


def measure(text: str, free: bool = False) -> Measure | None:
    """Read a folded text that begins with a number, or return None where it is not a number with a unit.

    ``free`` allows units outside the table (an operator precedes). ``problem`` is set where a number is plainly meant but uncertain.
    """
    if "+" in text[1:]:
        text = _AND_MORE.sub(r"\1以上", text)
    found = _MEASURE.fullmatch(text)
    if found is None:
        return None
    rest = _REST.fullmatch(found["rest"])
    if rest is None:
        return None
    number, unit, problem = _number(found, rest["unit"])
    if number is None:
        return Measure(Decimal(0), unit, problem=problem) if problem else None
    tail = _SHARE_TAIL.fullmatch(unit)
    remark = ""
    if tail is not None and not is_known(unit):
        unit, remark = tail[1], tail[2]
    if "/" in unit and (told := _TOLD_BY.search(unit)) is not None:
        unit, remark = unit[: told.start()], told[0]
    included: bool | None = None
    for paren in (rest["inner"], rest["outer"]):
        if not paren:
            continue
        if _INCLUDED.fullmatch(paren):
            included = True
        elif _EXCLUDED.fullmatch(paren):
            included = False
        elif not unit and (is_known(paren[1:-1]) or ("/" in paren and is_unit(paren[1:-1]))):
            unit = paren[1:-1]
        else:
            remark += paren
    if rest["done"]:
        # 24小时内响应: what is to be done goes with the word of the limit, or 响应 would read as part of the unit.
        remark += f"内{rest['done']}"
    if found["currency"]:
        if unit and money_scale(unit) is None and money_scale(unit + "元") is None:
            return None
        unit = unit if money_scale(unit) is not None else unit + "元"
    spelt = found["chinese"] is not None
    if spelt and ((not free and (not is_known(unit) or not unit)) or found["chinese"] + unit in _NO_NUMBERS):
        return None
    if not is_unit(unit, free):
        return None
    return Measure(
        number,
        unit,
        AFTER[rest["after"]] if rest["after"] else None,
        included,
        bool(found["about"] or found["more"] or rest["about"]),
        remark,
    )


def _number(found: re.Match[str], unit: str) -> tuple[Decimal | None, str, str]:
    """Return the number, its unit and, where a number is meant that cannot be told, why."""
    if found["share"]:
        spelt = found["share_chinese"]
        number = decimal(found["share_digits"]) if spelt is None else Decimal(100) if spelt == "百" else chinese(spelt)
        return (None if unit else number), "%" if found["share"] == "百分之" else "‰", ""
    if found["digits"]:
        text = found["digits"]
        if re.search("[亿万千百]", text):
            # The last step of 1亿2000万元 reads as its unit at first.
            if unit[:1] in ("万", "千", "百") and unit[:2] not in _STEPPED_UNITS and mixed(text + unit[0]) is not None:
                text, unit = text + unit[0], unit[1:]
            number = mixed(text)
        else:
            number = decimal(text)
        if number is None and "," in text:
            return None, unit, f"“{text}”里逗号的位置不对，不能确定是一个数还是几个数"
        return number, unit, "" if number is not None else "数字写得不完整或太长，请核对"
    text = found["chinese"]
    if len(text) > 1 and text[-1] in "万亿" and (number := chinese(text[:-1])) is not None:
        return number, text[-1] + unit, ""
    return chinese(text), unit, ""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of two numbers in one unit; ``problem`` says why it is none, ``unsure`` that it may well mean something."""

    low: Decimal
    high: Decimal
    unit: str
    lower_closed: bool = True
    upper_closed: bool = True
    approximate: bool = False
    remark: str = ""
    problem: str = ""
    inside: bool = False
    unsure: bool = False

    def normal(self, subject: str = "") -> str:
        """Return the normal form: 80-90分, or (80,90]分 where an end is open or negative or a subject precedes."""
        low, high = format(self.low, "f"), format(self.high, "f")
        if self.lower_closed and self.upper_closed and self.low >= 0 and not subject:
            return f"{low}{self.unit if self.unit in '%‰' else ''}-{high}{self.unit}"
        return f"{'[' if self.lower_closed else '('}{low},{high}{']' if self.upper_closed else ')'}{self.unit}"


def span(text: str) -> Span | None:
    """Read a folded text as a range (90%-95%, 5至10个, [80,90), 100(含)-200), or return None.

    Both ends belong to it, unless brackets or (不含) say otherwise; where only one end is marked (含), the other is open.
    """
    interval = _INTERVAL.fullmatch(text)
    if interval is not None:
        return _interval(interval)
    tolerance = _TOLERANCE.fullmatch(text)
    if tolerance is not None:
        return _around(tolerance)
    between = _BETWEEN.fullmatch(text)
    text = between[1] if between else text
    for mark in list(_RANGE_MARK.finditer(text))[:3]:
        left = text[: mark.start()]
        low, high = measure(left, free=_NUMERALS.fullmatch(left) is not None), measure(text[mark.end() :])
        if low is None or high is None or low.after is not None or low.remark:
            continue
        if low.problem or high.problem:
            return Span(low.number, high.number, "", problem=low.problem or high.problem)
        if high.after not in (None, Operator.LE):
            return Span(low.number, high.number, "", problem="既有区间又有“以上”，不能确定怎样比较", unsure=True)
        made = _join(low, high)
        if made is None:
            continue
        marks = (low.included, high.included)
        made = replace(
            made,
            lower_closed=low.included is not False and marks != (None, True),
            upper_closed=high.included is not False and marks != (True, None),
            approximate=low.approximate or high.approximate,
            remark=high.remark,
            inside=high.after is Operator.LE,
        )
        return _ordered(made)
    return None


def _around(found: re.Match[str]) -> Span | None:
    """Read 5±1个 as the range 4-6个 and ±5% as -5% to 5%."""
    unit = found["rest"] or found["unit"]
    middle, by = decimal(found["middle"] or "0"), decimal(found["by"])
    if middle is None or by is None or not is_unit(unit) or found["unit"] not in ("", unit):
        return None
    return Span(middle - by, middle + by, unit)


def _interval(found: re.Match[str]) -> Span | None:
    low, high = measure(found["low"], free=True), measure(found["high"] + found["unit"], free=True)
    if low is None or high is None or low.problem or high.problem or high.after:
        return None
    made = _join(low, high)
    if made is None:
        return None
    made = replace(made, lower_closed=found["open"] == "[", upper_closed=found["close"] == "]")
    return _ordered(replace(made, approximate=found["about"] is not None))


def _join(low: Measure, high: Measure) -> Span | None:
    """Bring both ends to one unit: 10万-20万元 and 5000元-1万元 too."""
    if low.unit in ("", high.unit) or low.unit + "元" == high.unit or high.unit.startswith(f"{low.unit}/"):
        return Span(low.number, high.number, high.unit)
    (low_scale, low_base), (high_scale, high_base) = base(low.unit), base(high.unit)
    if low_base != high_base or not low_base or low_base == "比率":
        return None
    return Span(low.number * low_scale, high.number * high_scale, low_base)


def _ordered(made: Span) -> Span:
    closed = made.lower_closed and made.upper_closed
    if made.low > made.high or (made.low == made.high and not closed):
        return replace(made, problem="区间前面的数比后面的大，请改正")
    return made


def joined(low: Measure, low_operator: Operator, high: Measure, high_operator: Operator) -> Span | None:
    """Return the range between two comparisons (≥90%且≤95%), or None where they do not enclose one."""
    if low_operator not in UPWARD:
        low, low_operator, high, high_operator = high, high_operator, low, low_operator
    if low_operator not in UPWARD or high_operator not in DOWNWARD:
        return None
    made = _join(low, high) if low.unit != "" or high.unit == "" else Span(low.number, high.number, high.unit)
    if made is None:
        return None
    return _ordered(replace(made, lower_closed=low_operator is Operator.GE, upper_closed=high_operator is Operator.LE))
