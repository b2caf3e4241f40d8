"""Reads 指标值 and 实际完成值: the text of a cell, with 度量单位 and 指标值类型 where they have columns of their own."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from macros_py.targets.characters import fold, squeeze
from macros_py.targets.columns import Columns, read_columns
from macros_py.targets.composing import Draft, is_step, kind_of, of_calendar, of_measure, of_span, of_words, unreadable
from macros_py.targets.dates import YEARS, CalendarText, read_date
from macros_py.targets.measures import NUMBER_START, Measure, joined, measure, span
from macros_py.targets.target import Kind, Operator, Target
from macros_py.targets.units import is_known, is_percent, normal_unit
from macros_py.targets.unread import why_no_number, worded
from macros_py.targets.words import BEFORE, BEFORE_PATTERN, BLANKS, compared_grade, is_grade, is_scale

LONGEST = 90
"""A longer text is a sentence without further looking: every pattern below works on few characters."""

_CACHED_LENGTH = 120
_SIMPLE = re.compile(r"([≥≤=<>]?)((?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?)([^0-9()\[\]≥≤=<>~,;。.+-]{0,6})")
# Written as its own normal form: nothing to fold, nothing left to weigh.
_COUNTED = re.compile(r"([≥≤=><]?)((?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?)(%|[\u4e00-\u9fff]{1,4})")
_OPERATORS = {"": None, **{operator.value: operator for operator in Operator}}
_WORD_OPERATOR = re.compile(rf"(?:{BEFORE_PATTERN})(?:或)?(?=[≥≤=<>]|{NUMBER_START})(?![一二三四五六][级类等流星档])")
_WORD_DATE_OPERATOR = re.compile("不晚于|不迟于|最晚|最迟|不早于")
_SYMBOL = re.compile(r"[≥≤=<>]")
_SYMBOLS = re.compile(r"[≥≤=<>]+")
_NUMBER = re.compile(NUMBER_START)
_FIRST_DIGIT = re.compile(r"(?:大约|约|近|≈|~)?[\[(]?[¥+-]?[0-9](?!G)|百分之|千分之")
_SUBJECT = re.compile(r"(?:[^0-9,;。!?≥≤=<>]|[0-9](?=[A-Z])|(?<=[A-Z])[0-9]{1,2}(?:\.[0-9])?(?![0-9])){1,24}")
_SUBJECT_END = re.compile(
    r"^每.{1,4}$|^(?:人均|户均|平均)$|(?:率|度|比例|占比|比重|数|数量|人数|次数|个数|金额|总额|成本|费用|支出|经费|分数|得分|评分|标准|比|时间|时长|期限|年限|期|持续|提前|共计|总计|合计|累计|全年|达标|周期|面积|里程|长度|规模|为|是|:)$"
)
_DATE_SUBJECT_END = re.compile(r"(?:时间|时限|日期|期限|:|为|于|在|预计|力争|确保|计划|争取|截止|截至)$")
_CHANGE_END = re.compile(r"(?:提高|提升|增长|增加|上升|增幅|下降|降低|减少|降幅|涨幅)(?:了|约)?$")
# ≥每月20天
_EACH = re.compile(r"每(?:[^0-9≥≤=<>,;。每]{1,4}|人每[年月天])(?=[0-9])")
_AND = re.compile(r"(?:[,;、]|且|并且|并|同时|和|及|但)+$")
_BOTH_SIDES = re.compile(
    r"(?P<low>[^≥≤=<>]{1,16})(?P<first>[≥≤<>])(?P<subject>[^0-9≥≤=<>()\[\]~,;、?*_□]{0,16}(?<![约近≈]))(?P<second>[≥≤<>])(?P<high>[^≥≤=<>]{1,16})"
)
_MIRROR = {"≥": "≤", "≤": "≥", ">": "<", "<": ">"}
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]{4}")
_QUOTES = {"“": "”", "‘": "’", '"': '"', "'": "'", "「": "」", "『": "』"}
_BARE_QUARTER = re.compile("[1-4]季度?")
_TRAILING = "。;,.!、 "
_ABOUT = frozenset("约近")
_DECIMAL_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.(?:0[1-9]|1[0-2])")


def read_target(printed: str, *, unit: str = "", target_type: str = "") -> Target:
    """Read a 指标值 as printed; never raises.

    ``unit`` is the text of 度量单位 and ``target_type`` of 指标值类型 (≥ ≤ = 定性 定量) where the form has these columns.
    What the text states and a column states otherwise stands in ``conflicts``; the reading then follows the text.
    """
    if len(printed) + len(unit) + len(target_type) <= _CACHED_LENGTH:
        return _cached(printed, unit, target_type)
    return _read(printed, unit, target_type)


def read_actual(printed: str, *, unit: str = "") -> Target:
    """Read an 实际完成值 as printed, by the same rules: 0.98 stays the number 0.98, 已完成 is a grade, 20261220 a date."""
    return read_target(printed, unit=unit)


@lru_cache(maxsize=16384)
def _cached(printed: str, unit: str, target_type: str) -> Target:
    return _read(printed, unit, target_type)


def _read(printed: str, unit: str, target_type: str) -> Target:
    if not unit and not target_type and (counted := _COUNTED.fullmatch(printed)) is not None:
        found = _counted(printed, counted[1], counted[2], counted[3])
        if found is not None:
            return found
    squeezed = squeeze(printed)
    folded = fold(squeezed)
    columns = read_columns(unit, target_type)
    draft = _draft(folded, squeezed, columns)
    return draft.finish(printed, columns)


def _counted(printed: str, symbol: str, digits: str, unit: str) -> Target | None:
    """Return what nearly every target is read as, ≥50人 or 95%, by the shortest way; None for a unit that may say more."""
    kind = _kind_beside(unit)
    if kind is None:
        return None
    return Target(
        printed,
        kind,
        _OPERATORS[symbol],
        Decimal(digits),
        unit=unit,
        normal_unit=normal_unit(unit),
        normal=printed,
    )


@lru_cache(maxsize=4096)
def _kind_beside(unit: str) -> Kind | None:
    """Return what a number with a unit is; None where the number, the column or the context may change that."""
    # 年 月 日 号 季 may be a place in the calendar, 百 and 万 wait for the unit of the column.
    if not is_known(unit) or unit[0] in "年月日号季" or is_step(unit):
        return None
    return kind_of(unit, "")


def _draft(folded: str, squeezed: str, columns: Columns) -> Draft:
    if folded in BLANKS:
        return Draft(Kind.BLANK)
    if len(folded) > LONGEST:
        return _long(folded, squeezed)
    simple = _SIMPLE.fullmatch(folded)
    if simple is not None and simple[3][:1] not in ("年", "月", "日", "号", "季") and is_known(simple[3]):
        return of_measure(Measure(Decimal(simple[2]), simple[3]), _OPERATORS[simple[1]], columns)
    if len(folded) > 2 and _QUOTES.get(folded[0]) == folded[-1]:
        return _draft(folded[1:-1], squeezed[1:-1].strip(" "), columns)
    words = folded.rstrip(_TRAILING)
    if is_scale(words):
        return of_words(Kind.GRADE, words, scale=True)
    if (level := compared_grade(words)) is not None:
        return of_words(Kind.GRADE, level[1], operator=level[0])
    if is_grade(words):
        return of_words(Kind.GRADE, words)
    draft = _numbers_or_words(folded, squeezed, columns)
    return unreadable(squeezed, draft.reason, draft.broken) if draft.kind is Kind.UNREADABLE else draft


def _numbers_or_words(folded: str, squeezed: str, columns: Columns) -> Draft:
    text = _with_symbols(folded.rstrip(_TRAILING) or folded)
    if (bad := _bad_spaces(text)) is not None:
        return unreadable(squeezed, bad)
    return _quantity(text, columns) or worded(text, squeezed)


def _long(folded: str, squeezed: str) -> Draft:
    if _SYMBOL.match(folded) or not _IDEOGRAPH.search(folded[:2000]) and re.search("[0-9]", folded[:2000]):
        return unreadable(squeezed, "内容太长，读不出一个数，请只填指标值", False)
    return of_words(Kind.SENTENCE, squeezed)


def _with_symbols(folded: str) -> str:
    """Put symbols for operators in words that stand before a number: 不低于95% → ≥95%, 控制在≤5% → ≤5%."""
    if _IDEOGRAPH.search(folded) is None:
        return folded
    text, before = folded.replace("约等于", "约"), ""
    while text != before:
        text, before = _WORD_OPERATOR.sub(_symbol_of, text), text
    if text[:2] in ("不晚", "不迟", "最晚", "最迟", "不早"):
        text = _WORD_DATE_OPERATOR.sub(lambda word: "≥" if word[0] == "不早于" else "≤", text, count=1)
    return text


def _symbol_of(word: re.Match[str]) -> str:
    found = word[0].removesuffix("或") if word[0] not in BEFORE else word[0]
    following = word.string[word.end()]
    symbol = BEFORE[found].value
    if found in ("控制在", "控制到") and span(word.string[word.end() :]) is not None:
        return word[0]
    # 达到≥95% and 控制在≤5% say the comparison twice; the symbol says it exactly.
    if following == symbol or (following in "≥≤=<>" and found in ("达到", "达", "控制在", "控制到")):
        return ""
    return symbol


def _bad_spaces(text: str) -> str | None:
    if " " in text and not re.search(r"[0-9] [0-9]{1,2}:[0-9]{2}", text):
        if _IDEOGRAPHS.search(text) and not _SYMBOL.match(text):
            return None
        return "数字中间有空格或换行，不能确定是一个数还是几个数"
    return None


def _quantity(text: str, columns: Columns) -> Draft | None:
    """Read a text as a date, a range or a number, with or without an operator and a subject; None if it is words."""
    symbols = _SYMBOLS.match(text)
    if symbols is not None:
        return _compared(text[symbols.end() :], symbols[0], "", columns)
    made = _plain(text, columns)
    if made is not None:
        return made
    found = _SYMBOL.search(text)
    if found is not None:
        both = _BOTH_SIDES.fullmatch(text)
        if both is not None:
            return _both_sides(both, columns)
        subject = text[: found.start()]
        run = _SYMBOLS.match(text, found.start())
        if run is None or subject.endswith("(") or _SUBJECT.fullmatch(subject) is None:
            return None
        made = _compared(text[run.end() :], run[0], subject, columns)
        return made if made.kind is not Kind.UNREADABLE or not _IDEOGRAPHS.search(text) else None
    return _after_subject(text, columns)


def _plain(text: str, columns: Columns) -> Draft | None:
    """Read a text that begins with its number or date and has no operator before it."""
    in_date_column = columns.unit in ("年", "年月日", "日期", "时间")
    text = _with_year(text, columns)
    if not (text.isdigit() and columns.unit and not in_date_column):
        calendar = read_date(text)
        if calendar is not None and not (columns.unit == "月" and calendar.bare_month):
            return _calendar(calendar, text, None, columns)
    found = span(text)
    if found is not None:
        return unreadable(text, found.problem, not found.unsure) if found.problem else of_span(found, None, columns)
    if _NUMBER.match(text):
        read = measure(text)
        if read is not None:
            doubt = (
                "是一个数还是年月，不清楚；如果是年月，请写“年”“月”"
                if not columns.unit and _DECIMAL_MONTH.fullmatch(text)
                else ""
            )
            return of_measure(read, None, columns, doubt=doubt)
    return None


def _compared(rest: str, symbols: str, subject: str, columns: Columns) -> Draft:
    """Read what follows an operator symbol."""
    if len(symbols) > 1:
        return unreadable(subject + symbols + rest, f"“{symbols}”里有两个不同的比较符号，请只留一个")
    operator = Operator(symbols)
    text = subject + symbols + rest
    words = rest.rstrip(_TRAILING)
    if not subject and is_grade(words):
        return of_words(Kind.GRADE, words, operator=operator)
    if not subject and (each := _EACH.match(rest)) is not None:
        subject, rest = each[0], rest[each.end() :]
    rest = _with_year(rest, columns)
    if not subject or _DATE_SUBJECT_END.search(subject):
        calendar = read_date(rest)
        if calendar is not None and not (calendar.problem and re.fullmatch(r"[0-9]+月", rest)):
            return _calendar(calendar, rest, operator, columns, subject)
    second = _SYMBOLS.search(rest)
    if second is not None:
        return _two_comparisons(rest, operator, second, subject, columns)
    found = span(rest)
    if found is not None:
        if found.problem:
            return unreadable(text, found.problem, not found.unsure)
        if operator is Operator.EQ or (operator is Operator.LE and (found.inside or "±" in rest)):
            return of_span(found, operator if operator is Operator.EQ else None, columns, subject)
        return unreadable(text, f"既写了“{symbols}”又写了区间，不能确定怎样比较", False)
    read = measure(rest, free=True)
    if read is not None:
        return of_measure(read, operator, columns, subject)
    return unreadable(text, *why_no_number(rest, symbols))


def _two_comparisons(rest: str, operator: Operator, second: re.Match[str], subject: str, columns: Columns) -> Draft:
    text = subject + operator + rest
    low_text = _AND.sub("", rest[: second.start()])
    low, high = measure(low_text, free=True), measure(rest[second.end() :], free=True)
    if low is None or high is None or low.problem or high.problem or len(second[0]) > 1:
        return unreadable(text, "一格里不止一个比较，不能确定按哪一个", False)
    found = joined(low, operator, high, Operator(second[0]))
    if found is None or low.after or high.after:
        return unreadable(text, "一格里不止一个比较，不能确定按哪一个", False)
    return unreadable(text, found.problem) if found.problem else of_span(found, None, columns, subject)


def _both_sides(found: re.Match[str], columns: Columns) -> Draft | None:
    """Read 90%≤满意度≤95%."""
    low, high = measure(found["low"], free=True), measure(found["high"], free=True)
    if low is None or high is None or low.after or high.after or low.problem or high.problem:
        return None
    made = joined(low, Operator(_MIRROR[found["first"]]), high, Operator(found["second"]))
    if made is None or made.problem or found["subject"] in _ABOUT:
        return unreadable(found[0], "两边的比较互相矛盾，请改正")
    return of_span(made, None, columns, found["subject"])


def _after_subject(text: str, columns: Columns) -> Draft | None:
    """Read 合格率100% and 培训党员500人次以上: words, then a number that ends the text."""
    first = _FIRST_DIGIT.search(text)
    if first is None or first.start() == 0:
        return None
    subject, rest = text[: first.start()], text[first.start() :]
    if _SUBJECT.fullmatch(subject) is None:
        return None
    calendar = read_date(rest) if _DATE_SUBJECT_END.search(subject) else None
    if calendar is not None and not calendar.problem and not calendar.bare_month:
        return of_calendar(calendar, rest, None, calendar.doubt, subject)
    found = span(rest)
    if (
        found is not None
        and not found.problem
        and (rest[0] in "[(" or subject[-1] == "在" or _SUBJECT_END.search(subject))
    ):
        return of_span(found, None, columns, subject)
    read = measure(rest)
    if read is not None and is_percent(read.unit) and not read.problem and _CHANGE_END.search(subject):
        return of_measure(read, None, columns, subject)
    if read is None or read.problem or (read.after is None and _SUBJECT_END.search(subject) is None):
        return None
    if read.unit in ("月", "日", "号") or not is_known(read.unit) or (read.unit == "" and read.after is None):
        return None
    return of_measure(read, None, columns, subject)


def _with_year(text: str, columns: Columns) -> str:
    """Return 2024 as 2024年 where 度量单位 says 年."""
    year = columns.unit == "年" and len(text) == 4 and text.isascii() and text.isdigit() and int(text) in YEARS
    return f"{text}年" if year else text


def _calendar(found: CalendarText, text: str, operator: Operator | None, columns: Columns, subject: str = "") -> Draft:
    """Decide between a month and a number of months, which both are written 12月."""
    if found.problem:
        return unreadable((operator or "") + text, found.problem, not found.unsure)
    if found.bare_month and (operator or columns.operator or (found.before and not found.doubt)):
        read = measure(text, free=True)
        if read is not None:
            doubt = f"“{text}”按期限读作{read.number:f}个月；如果指{found.month}月份，请写“{found.month}月底前”"
            return of_measure(read, operator, columns, subject, doubt)
    if _BARE_QUARTER.fullmatch(text) and (operator or columns.operator):
        read = measure(text)
        if read is not None:
            doubt = f"“{text}”按期限读作{read.number:f}个季度；如果指第{read.number:f}季度，请写“第{read.number:f}季度”"
            return of_measure(read, operator, columns, subject, doubt)
    if found.bare_month and not found.doubt:
        doubt = f"“{text}”读作{found.month}月份；如果指期限，请写“{found.month}个月”"
        return of_calendar(found, text, operator, doubt, subject)
    return of_calendar(found, text, operator, found.doubt, subject)
