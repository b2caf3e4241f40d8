"""Why a text could not be read, and which texts are sentences rather than numbers gone wrong."""

from __future__ import annotations

import re

from macros_py.targets.composing import Draft, of_words, unreadable
from macros_py.targets.dates import read_date
from macros_py.targets.measures import NUMBER_START, measure
from macros_py.targets.numbers import DIGITS, decimal
from macros_py.targets.target import Kind
from macros_py.targets.units import is_known

_RATIO = re.compile(r"[0-9.]+[/:][0-9.]+.{0,4}")
_AROUND_THE_CLOCK = re.compile(r"[0-9]+(?:天|日|小时|分钟|秒)?[×xX*][0-9]+(?:小时|天|日|分钟)?.{0,8}")
# 3月、9月; 6月和12月各1次: times of the year, both of them.
_MONTH = "(?:1[0-2]|0?[1-9])(?:月?-(?:1[0-2]|0?[1-9]))?"
_QUARTER = "第?[一二三四1-4](?:季度)?"
_MONTHS = re.compile(
    f"每?年?的?(?:(?:{_MONTH}(?:月份?)?[,、和及])+{_MONTH}月份?|(?:{_QUARTER}[,、和及])+第?[一二三四1-4]季度)(?:各[0-9一]次)?"
)
_CLOCKS = re.compile("[0-9]{1,2}:[0-9]{2}[-至到][0-9]{1,2}:[0-9]{2}")
# GB/T 19001-2016, ISO9001: what is to be met.
_STANDARD_CODE = re.compile(
    "(?:GB|ISO|DB|JGJ|CJJ|JTG|HJ|NY|SL|DL|YY|WS|GA|TB|QB|T)[A-Z]{0,3}[0-9]{0,2}(?:/[A-Z]{1,3})? ?[0-9.]+(?:[-:][0-9]{4})?"
)
# ≥12.人, ≥%95
_CUT_NUMBER = re.compile("[0-9]+\\.(?![0-9])|[%‰][0-9.]+")
_SEPARATORS = re.compile("[,、;和及]")
_GARBLED = re.compile(
    r"(?<![A-Za-z])(?:[lI]+[0-9]+|[Oo]+[0-9]{2,})|[0-9]+[OoIl]+[0-9]*(?![A-Za-z])|[0-9.,]*[.,]{2,}[0-9.,]*"
    r"|(?<![A-Za-z0-9.])(?!(?:19|20)[0-9]{2}\.)[0-9]*\.[0-9]+\.[0-9.]*|[0-9.]*[%‰]{2,}|[0-9.]*\.[%‰]|[一二三四五六七八九]0[0-9]*"
    r"|[0-9]*[-~][≥≤=<>]+|[0-9%‰\u3400-\u9fff][-~]$|以[上下内][0-9.]+|[0-9]{4}年月|^[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,2}$|[0-9]*[?□_]+"
    r"|[0-9]+。[0-9]+|[0-9%‰\u3400-\u9fff]+[≥≤<>]+$"
)
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]{4}")
_COMPARISON = re.compile(rf"[≥≤=<>]{NUMBER_START}")
_DAY_ONLY = re.compile(r"[0-9]{1,2}[日号](?:前|之前|以前)")
# 2024年汛前, 2024年“八一”前: a time of the year that only words name.
_TIME_OF_YEAR = re.compile(r"(?:19|20)[0-9]{2}年(?:度)?(?![月日号季及元个若])[“”‘’\"\u3400-\u9fff]{2,12}")
_NO_QUARTER = re.compile(r"(?:年度?|^)第?[五六七八九5-9]季度|第[五六七八九5-9]季度")
_NO_DAY = re.compile(r"每个?月的?(3[2-9]|[4-9][0-9])(?:日|号(?=前|之前|以前|内))")
_MARK_AND_UNIT = re.compile(r"[?#*□_×xX]+[^?#*□_0-9]{1,4}")
# 以上90%
_TURNED_ROUND = re.compile("以[上下内][0-9]")
_LONGEST_PAIR = 40
# 年月日前, 不低于%, 万元以内: what a number or a day was taken out of. 月底前 and 年内 may well mean something.
_EMPTIED = re.compile(
    r"年月(?:日|底|末|份)?(?:之?前|以前)?|月日(?:之?前|以前)?"
    r"|(?:不低于|不少于|不小于|不高于|不超过|不多于|不大于|大于等于|小于等于|至少|达到|控制在)(?P<unit>(?![年月日号季周])[%‰\u4e00-\u9fff]{1,3}?)(?:以[上内下])?"
    r"|(?P<bare>(?![年月日号季周])[%‰\u4e00-\u9fff]{1,3})以[上内下]"
)


def worded(text: str, squeezed: str) -> Draft:
    """Tell a sentence from a number that could not be read."""
    if _DAY_ONLY.fullmatch(text):
        return unreadable(squeezed, "只写了日，没有写哪个月，请写成“…年…月…日前”", False)
    if _TURNED_ROUND.match(text) is not None:
        return unreadable(squeezed, f"“{text[:2]}”应当写在数的后面，如 90%{text[:2]}")
    if _NO_QUARTER.search(text):
        return unreadable(squeezed, "一年只有四个季度，请改正")
    if (day := _NO_DAY.search(text)) is not None:
        return unreadable(squeezed, f"哪个月都没有{day[1]}日，请改正日期")
    if _TIME_OF_YEAR.fullmatch(text) and not re.search("[月日号]", text):
        return of_words(Kind.SENTENCE, squeezed)
    if any(words.fullmatch(text) for words in (_AROUND_THE_CLOCK, _MONTHS, _CLOCKS, _STANDARD_CODE)):
        return of_words(Kind.SENTENCE, squeezed)
    if len(_COMPARISON.findall(text)) > 1 and len(text) <= _LONGEST_PAIR:
        return unreadable(squeezed, "一格里写了不止一个指标值，请分成几行填写", False)
    if _MARK_AND_UNIT.fullmatch(text) and is_known(text.lstrip("?#*□_×xX")):
        return unreadable(squeezed, f"“{text[0]}”不是数，请填上数")
    if (empty := _EMPTIED.fullmatch(text)) is not None:
        if not empty.lastgroup:
            return unreadable(squeezed, "没有写是哪年哪月哪日，请补上数")
        if is_known(empty[empty.lastgroup]):
            return unreadable(squeezed, "只有单位，没有数，请补上数")
    if text.startswith("#") and text.rstrip("!?").isupper():
        return unreadable(squeezed, "单元格里是公式出错的标记，请改正公式或填上数")
    if not _IDEOGRAPH.search(text):
        if re.search("[0-9]", text):
            return unreadable(squeezed, *_why_unread(text))
        if not any(char.isalpha() for char in text):
            return unreadable(squeezed, "只有符号，没有数也没有文字，请填指标值")
    elif text[0] in "0123456789" and not _IDEOGRAPHS.search(text):
        return unreadable(squeezed, *_why_unread(text))
    return of_words(Kind.SENTENCE, squeezed)


def _why_unread(text: str) -> tuple[str, bool]:
    """Return why a text with digits is no number, and whether it can be none."""
    if (garbled := _GARBLED.search(text)) is not None:
        return f"“{garbled[0]}”写得不对，不是一个数或日期，请核对", True
    read = measure(text)
    if read is not None and read.problem:
        return read.problem, True
    if _RATIO.fullmatch(text):
        return "写成了分数、比值或月/日，不能确定是哪一种，请写一个数或写明年月日", False
    numbers = re.findall(DIGITS, text)
    if len(numbers) > 1:
        if (date := _impossible_date(text)) is not None:
            return date, True
        return "一格里不止一个数，不能确定按哪一个", False
    if numbers and decimal(numbers[0]) is None:
        return "数字写得不完整或太长，请核对", True
    return "数后面的字不是认识的单位，请写成“数+单位”", False


def _impossible_date(text: str) -> str | None:
    """Return what is wrong with a date among several: 2月30日、6月30日前."""
    for part in _SEPARATORS.split(text):
        found = read_date(part)
        if found is not None and found.problem and not found.unsure:
            return found.problem
    return None


def why_no_number(rest: str, symbols: str) -> tuple[str, bool]:
    """Return why no number could be read behind an operator, and whether there can be none."""
    if not re.search("[0-9〇零一二两三四五六七八九十百]", rest):
        marks = re.search(r"[*×xX#?□_○]+", rest)
        if marks:
            return f"“{marks[0]}”不是数，请填上数", True
        return f"“{symbols}”后面没有数，请补上", is_known(rest) or not any(char.isalpha() for char in rest)
    if (garbled := _GARBLED.search(rest) or _CUT_NUMBER.match(rest)) is not None:
        return f"“{garbled[0]}”写得不对，不是一个数，请核对", True
    if _RATIO.fullmatch(rest):
        return "写成了分数或比值，不能确定按哪个数比较，请写一个数", False
    if len(re.findall(r"[0-9]+(?:\.[0-9]+)?", rest)) > 1:
        return "一格里不止一个数，不能确定按哪一个比较", False
    return f"“{rest[:12]}”读不出数和单位，请写成“{symbols}数+单位”", False
