"""Dates as clerks write them: 2023年12月底前, 2026/12/31, 12月31日前, 第一季度, 2024年6月—12月."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from macros_py.targets.numbers import chinese
from macros_py.targets.target import Kind

YEARS = range(1900, 2101)
"""＝2024年 is a year, ≥3年 a period: only numbers in here are years."""

_NUMERAL = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = "(?:公元)?(?P<year>[0-9]{4}|[0-9]{2}|[〇零一二三四五六七八九]{4})年(?:度?全年|度|年?(?P<year_edge>底|末|终))?|(?P<this>当年度?|本年度?|今年|年)(?P<this_edge>底|末|终)?"
_DATE = re.compile(
    rf"(?:于|在|自|到|至|截止到|截止至|截至|截止)?(?:{_YEAR})?"
    rf"(?:(?:(?P<month>{_NUMERAL})月份?(?:(?P<day>{_NUMERAL})[日号]|(?P<edge>底|末|中旬|上旬|下旬))?)"
    r"|第?(?P<quarter>[一二三四1-4])(?P<quarter_word>个?季度|季)(?P<quarter_edge>底|末)?|(?P<half>上半年|下半年)(?P<half_edge>底|末)?)?"
    r"(?P<clock> ?[0-9]{1,2}(?::[0-9]{2}){1,2}|[0-9]{1,2}[时点])?(?P<before>之前|以前|前|之内|以内|度?内)?(?P<remark>.{0,14})"
)
_NUMERIC_DATE = re.compile(
    r"(?:于|在|到|至|截止到|截止至|截至|截止)?(?P<year>(?:19|20|21)[0-9]{2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2})[日号]?)?"
    r"(?:[T ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.0+)?)?(?P<before>之前|以前|前|之内|以内|内)?(?P<remark>.{0,14})"
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}|2100)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?P<before>之前|以前|前)?(?P<remark>)"
)
_DONE = re.compile(
    r"[,]?(?:要|须|应|能|可|全部|全面|按时|如期|及时|基本)*(?:完成|完工|竣工|建成|结束|验收|交付|发放|支付|拨付|投入|上线|办结|达到|通过|实施|召开|开展|开工|启动|到位|执行|使用|兑现|上报|报送)"
    r"[^0-9,;。]*|\(.*\)|[。;,]"
)
_RANGE_MARK = re.compile(r"(?<=[0-9年月日号度底季])(?:-|~|至|到)(?=[0-9一二三四五六七八九十第当本次])")
_BEGIN = re.compile("(?:起|以后|之后|后|以来)$")
# 10月(含)前 ends with October, 10月31日(含)前 with that day.
_INCLUDED = re.compile(
    r"(?P<whole>(?<=[月份年])|(?<=季度))?\((?:包?含|包括)(?:当[年月日]|本[年月日])?\)(?=前|之前|以前)"
)
# 2024年Q4, 2024Q4.
_Q = re.compile("(?:(?<=年)|(?<=年度)|^)Q([1-4])(?![0-9A-Za-z])")
_NEXT_YEAR = re.compile("^(?:次|翌|下一?|第二)年度?(?=[0-9])")
_EDGE_DAYS = {"上旬": 10, "中旬": 20}
_LOOKS_LIKE = re.compile(r"[0-9一二三四五六七八九十]月|季|半年|年|[0-9][-/.][0-9]|[0-9]{8}|月底|月末")


@dataclass(frozen=True, slots=True)
class CalendarText:
    """A place in the calendar as a text names it; ``last`` is its last day, known where the year is.

    ``problem`` says why it is none, ``unsure`` that a person may know what is meant all the same.
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: date | None = None
    first: date | None = None
    before: bool = False
    remark: str = ""
    doubt: str = ""
    problem: str = ""
    bare_month: bool = False
    unsure: bool = False


def read_date(text: str) -> CalendarText | None:
    """Return the date that a folded text without operator names; with ``problem`` where it names an impossible one; None if it is no date."""
    if "Q" in text:
        text = _Q.sub(r"第\1季度", text)
    if not _LOOKS_LIKE.search(text) or len(text) > 48:
        return None
    if "(" in text:
        text = _INCLUDED.sub(lambda found: "" if found["whole"] is None else "底", text)
    marks = sorted(_RANGE_MARK.finditer(text), key=lambda mark: mark[0] == "-")
    for mark in marks[:5]:
        span = _read_span(text[: mark.start()], text[mark.end() :])
        if span is not None:
            return span
    begin = _BEGIN.sub("", text)
    if begin != text and _read_one(begin) is not None:
        return CalendarText(Kind.UNREADABLE, problem="写的是开始的日期，不是完成的期限，请写成“…前”", unsure=True)
    return _read_one(text)


def is_compact_date(text: str) -> bool:
    """Return whether eight digits are a day of the calendar: 20261231."""
    found = _COMPACT.fullmatch(text)
    return found is not None and not _from_numbers(found).problem


def _read_one(text: str, within: bool = False) -> CalendarText | None:
    """Read one date; 2023.07 is one only ``within`` a range, for alone it may be a number."""
    found = _COMPACT.fullmatch(text)
    if found is not None:
        made = _from_numbers(found)
        return made if not made.problem else None
    found = _NUMERIC_DATE.fullmatch(text)
    if found is not None:
        if not _remark_fits(found["remark"], bool(found["before"]) or bool(found["day"])):
            return None
        if found["day"] is None and found["mark"] == "." and not found["before"] and not within:
            return None
        return _from_numbers(found)
    found = _DATE.fullmatch(text)
    return _from_words(found) if found is not None else None


def _from_numbers(found: re.Match[str]) -> CalendarText:
    year, month = int(found["year"]), int(found["month"])
    day = int(found["day"]) if found["day"] else None
    made = _day_or_month(year, month, day)
    return replace(made, before=bool(found["before"]), remark=found["remark"])


def _from_words(found: re.Match[str]) -> CalendarText | None:
    year = _year(found["year"])
    if found["year"] and year is None:
        return _wrong_year(found)
    before, remark = bool(found["before"]), found["remark"]
    edge = found["edge"] or found["year_edge"] or found["this_edge"] or found["quarter_edge"] or found["half_edge"]
    if not _remark_fits(remark, bool(before or edge or found["day"])):
        return None
    if found["clock"] and not found["day"]:
        return None
    made: CalendarText | None
    if found["month"]:
        made = _month_of_words(found, year)
    elif found["quarter"]:
        # 4个季度 and 一个季度 are stretches of time; 一季度 and 1季度 are the first quarter.
        made = (
            None
            if found["quarter_word"] == "个季度"
            else _end_of(Kind.QUARTER, year, int(chinese(found["quarter"]) or found["quarter"]) * 3)
        )
    elif found["half"]:
        made = _end_of(Kind.QUARTER, year, 6 if found["half"] == "上半年" else 12)
        made = replace(made, first=date(year, made.month - 5, 1)) if year and made.month else made
    elif year is not None:
        doubt = (
            f"“{year}年前”可能不含{year}年，请写明年月日"
            if found["before"] in ("前", "之前", "以前") and not edge
            else ""
        )
        made = replace(_end_of(Kind.YEAR, year, 12), month=None, day=None, doubt=doubt)
    elif found["this"] and (found["this"] != "年" or edge or found["before"] in ("内", "度内")):
        made = CalendarText(Kind.YEAR)
    else:
        made = None
    return replace(made, before=before, remark=remark) if made is not None else None


def _month_of_words(found: re.Match[str], year: int | None) -> CalendarText:
    month, day = _small(found["month"]), _small(found["day"]) if found["day"] else None
    made = _day_or_month(year, month, day)
    if made.problem:
        # 24月 may be two years; 13月底 and 2024年13月 are nothing.
        bare = year is None and day is None and month > 12 and not found["edge"] and not found["before"]
        return replace(made, unsure=bare)
    if day is not None:
        return made
    if found["edge"] in _EDGE_DAYS:
        return replace(_day_or_month(year, month, _EDGE_DAYS[found["edge"]]), kind=Kind.MONTH)
    if found["edge"]:
        return made
    if found["before"] in ("前", "之前", "以前"):
        return replace(made, doubt=f"“{month}月前”是{month}月底前还是{month}月1日前，不清楚，请写明日期")
    return replace(made, bare_month=year is None and found["this"] is None)


def _wrong_year(found: re.Match[str]) -> CalendarText | None:
    """26年12月 and 2204年12月: a year of two digits or of another age; a bare 12年 is a period and none of ours."""
    if len(found["year"]) == 4 and (found["month"] or found["quarter"] or found["half"] or found["year_edge"]):
        return CalendarText(Kind.UNREADABLE, problem=f"年份“{found['year']}年”不可能，请改正年份")
    if not found["month"] or len(found["year"]) != 2:
        return None
    return CalendarText(Kind.UNREADABLE, problem=f"年份“{found['year']}年”不完整，请写成四位，如2026年", unsure=True)


def _day_or_month(year: int | None, month: int, day: int | None) -> CalendarText:
    if not 1 <= month <= 12:
        return CalendarText(Kind.UNREADABLE, problem=f"没有{month}月，请改正月份；如果指{month}个月，请写“{month}个月”")
    if day is None:
        return _end_of(Kind.MONTH, year, month)
    if not 1 <= day <= monthrange(year or 2024, month)[1]:
        when = f"{year}年{month}月" if year else f"{month}月"
        return CalendarText(Kind.UNREADABLE, problem=f"{when}没有{day}日，请改正日期")
    last = date(year, month, day) if year else None
    return CalendarText(Kind.DATE, year, month, day, last, last)


def _end_of(kind: Kind, year: int | None, month: int) -> CalendarText:
    if year is None:
        return CalendarText(kind, None, month)
    first = {Kind.MONTH: month, Kind.YEAR: 1}.get(kind, month - 2 if kind is Kind.QUARTER else month)
    return CalendarText(kind, year, month, None, date(year, month, monthrange(year, month)[1]), date(year, first, 1))


def _year(text: str | None) -> int | None:
    if not text or len(text) != 4:
        return None
    number = int(text) if text.isascii() else int(chinese(text) or 0)
    return number if number in YEARS else None


def _small(text: str) -> int:
    """Return a month or day in digits or numerals; 0, which is neither, for numerals that spell no number."""
    return int(text) if text.isascii() else int(chinese(text) or 0)


def _remark_fits(remark: str, marked: bool) -> bool:
    """A date may be followed by what is to be done (前完成验收), not by the rest of a sentence or by more numbers."""
    if not remark:
        return True
    if remark.startswith(("起", "以后", "之后", "后", "以来")):
        return False
    if any(char in "0123456789≥≤=<>~-" for char in remark) and not remark.startswith("("):
        return False
    return _DONE.fullmatch(remark) is not None or (
        marked and len(remark) <= 12 and not any(char in ",;。、" for char in remark)
    )


def _read_span(left: str, right: str) -> CalendarText | None:
    """Return a range of dates; what one side leaves out (year, month) the other side gives."""
    until = right
    begin = left
    head = re.match(r"[0-9]{4}年", left)
    if (following := _NEXT_YEAR.match(right)) is not None:
        # 2024年10月15日-次年4月15日; without a year the days alone tell nothing of their order.
        until = f"{int(left[:4]) + 1}年{right[following.end() :]}" if head else right[following.end() :]
    if head and not re.match(r"[0-9]{4}(?:年|[-/.])", until) and not until.startswith(("次年", "当年", "本年")):
        months = re.match(r"[0-9]{4}年([0-9]{1,2}月)", left)
        until = (months[0] if months and re.match(r"[0-9]{1,2}[日号]", until) else head[0]) + until
    elif not head and re.fullmatch(r"[0-9]{1,2}月[0-9]{1,2}[日号]?", left) and re.match(r"[0-9]{1,2}[日号]", until):
        until = left[: left.index("月") + 1] + until
    for unit in "年月日":
        if (
            left[-1:].isdigit()
            and not re.search(r"[-/.]", left)
            and re.match(rf"[0-9年月]*[0-9]{unit}", until)
            and begin == left
        ):
            tail = re.match(r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,4}([年月日])", right)
            begin = left + (tail[1] if tail else unit)
    low, high = _read_one(begin, within=True), _read_one(until, within=True)
    if low is None or high is None or low.before or low.remark or (low.bare_month and high.bare_month):
        return None
    if low.problem or high.problem:
        return low if low.problem else high
    if low.first is not None and high.last is not None and low.first > high.last:
        # 2024年11月至3月 may go on into the next year.
        told = re.match(r"[0-9]{4}", right) is not None or not head
        return CalendarText(Kind.UNREADABLE, problem="起止日期前后颠倒，请改正", unsure=not told)
    known = low.first is not None and high.last is not None
    if following is not None and not known:
        high = replace(high, month=None, day=None)
    return replace(
        high, kind=Kind.RANGE, first=low.first if known else None, last=high.last if known else None, bare_month=False
    )
