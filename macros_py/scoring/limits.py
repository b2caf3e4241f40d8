"""The limits in scoring sentences: which stretch of numbers ≥95%, 80%-95%(不含), 30天内完成 and 2个 are, and which ends it says."""

from __future__ import annotations

import re
from decimal import Decimal

from macros_py.scoring.clauses import Bounds, NotUnderstood
from macros_py.scoring.phrases import ABOVE, AT_LEAST, BELOW, HAPPENING, included, named_limit, number

RATE = "完成率"


def comparison(found: re.Match[str]) -> Bounds:
    """≥95%, 大于等于95%, 超过90%(含), 达到90%以上."""
    word, tail = found["operator"], found["tail"] or ""
    strict = re.fullmatch(f"{ABOVE}|{BELOW}", word) is not None
    upward = re.fullmatch(f"{AT_LEAST}|{ABOVE}", word) is not None
    if tail and (strict or upward != tail.endswith("上")):
        raise NotUnderstood(f"“{found[0]}”前后两种说法不一致，不能确定怎样比较")
    limit = number(found["number"])
    marks = {included(found["inner"], limit), included(found["outer"], limit)} - {None}
    if len(marks) > 1 or (marks == {False} and not strict and not tail):
        raise NotUnderstood(f"“{found[0]}”前后两种说法不一致，不能确定含不含本数")
    marks_said = bool(marks)
    closed = marks.pop() if marks else not strict
    exceeding = word in ("超过", "超出")
    # 达到90%以上 is the level of 90%以上, 达到90% reaches 90%.
    marked = frozenset({limit} if closed and not (word in ("达到", "达") and len(tail) == 2 and not marks_said) else ())
    subject = found["subject"] or ""
    if upward:
        return Bounds(subject, limit, None, bool(closed), True, found["unit"] or "", found[0], exceeding, marked=marked)
    return Bounds(subject, None, limit, True, bool(closed), found["unit"] or "", found[0], marked=marked)


def with_tail(found: re.Match[str]) -> Bounds:
    """95%以上, 95%(含)以上, 60%以下(不含); an end that nothing marks yields to a band that marks it."""
    of_rate = found["done"] and found["unit"] == "%"
    return _tailed(found, RATE if of_rate else _happening(found) or found["subject"] or "")


def rate_with_tail(found: re.Match[str]) -> Bounds:
    """Read 完成目标值80%以上."""
    return _tailed(found, RATE)


def _happening(found: re.Match[str]) -> str:
    """Return the subject of what happens; 有100人以上 may speak of anything."""
    return HAPPENING if found["happened"] not in (None, "有") else ""


def _tailed(found: re.Match[str], subject: str) -> Bounds:
    limit = number(found["number"])
    marks = {included(found["inner"], limit), included(found["outer"], limit)} - {None}
    if len(marks) > 1 or (marks == {False} and len(found["tail"]) == 3):
        raise NotUnderstood(f"“{found[0]}”前后两种说法不一致，不能确定含不含本数")
    unit = found["unit"] or ""
    unmarked = not marks and len(found["tail"]) == 2
    marked = frozenset({limit} if True in marks or len(found["tail"]) == 3 else ())
    closed = bool(marks.pop()) if marks else True
    if found["tail"].endswith("上"):
        return Bounds(subject, limit, None, closed, True, unit, found[0], marked=marked, unmarked=unmarked)
    return Bounds(subject, None, limit, True, closed, unit, found[0], marked=marked, unmarked=unmarked)


def span(found: re.Match[str]) -> Bounds:
    """80%-95%, 80%(含)-95%, 80%至95%(不含): an end that is not marked is open where the other one is marked 含, and the reverse."""
    units = {found["unit"] or "", found["unit2"] or ""} - {""}
    if len(units) > 1:
        raise NotUnderstood(f"“{found[0]}”两头的单位不一样")
    first, second = _end_marks(found)
    ends_ = (("number", first), ("number2", second))
    marked = frozenset(number(found[name]) for name, mark in ends_ if mark is True)
    vague: frozenset[Decimal] = frozenset()
    if first is None and second is None:
        first = second = True
        vague = frozenset(number(found[name]) for name, _ in ends_)
    elif False in (first, second) and None in (first, second):
        # 60-80(不含): the end that is not excluded belongs to it.
        marked = frozenset(number(found[name]) for name, mark in ends_ if mark is None)
    taken = (first is None or second is None, first is None)
    first, second = (not second if first is None else first), (not first if second is None else second)
    ends = sorted(
        [
            (number(found["number"]), first, taken == (True, True)),
            (number(found["number2"]), second, taken == (True, False)),
        ]
    )
    if ends[0][0] == ends[1][0]:
        raise NotUnderstood(f"“{found[0]}”两头是同一个数")
    (low, low_closed, low_taken), (high, high_closed, high_taken) = ends
    inferred = ("low" if low_taken and not low_closed else "") or ("high" if high_taken and not high_closed else "")
    return Bounds(
        RATE if found["done"] and units == {"%"} else _happening(found) or found["subject"] or "",
        low,
        high,
        low_closed,
        high_closed,
        "".join(units),
        found[0],
        inferred=inferred,
        marked=marked,
        vague=vague,
    )


def _end_marks(found: re.Match[str]) -> tuple[bool | None, bool | None]:
    """Return what is said of the two ends of a stretch: in 90%-95%(含90%) the mark belongs to the end that it names."""
    low, high = number(found["number"]), number(found["number2"])
    first, second = found["first"], found["second"]
    said = [included(mark, low, high) for mark in (first, second)]
    if second and not first and named_limit(second) == low:
        said.reverse()
    elif (first and named_limit(first) not in (None, low)) or (second and named_limit(second) not in (None, high)):
        raise NotUnderstood(f"“{found[0]}”里的（含）说的是哪一头，不能确定")
    return said[0], said[1]


def interval(found: re.Match[str]) -> Bounds:
    """[80%,95%)."""
    low, high = number(found["number"]), number(found["number2"])
    if low >= high:
        raise NotUnderstood(f"“{found[0]}”的两头颠倒了")
    unit = found["unit2"] or found["unit"] or found["unit3"] or ""
    low_closed, high_closed = found["open"] == "[", found["close"] == "]"
    marked = frozenset(end for end, closed in ((low, low_closed), (high, high_closed)) if closed)
    return Bounds(found["subject"] or "", low, high, low_closed, high_closed, unit, found[0], marked=marked)


def mirror(found: re.Match[str]) -> Bounds:
    """60%≤满意度<80%."""
    low, high = number(found["number"]), number(found["number2"])
    signs = found["sign"] + found["sign2"]
    if signs[0] in "≥>":
        low, high, signs = high, low, {"≥": "≤", ">": "<"}[signs[1]] + {"≥": "≤", ">": "<"}[signs[0]]
    if low >= high:
        raise NotUnderstood(f"“{found[0]}”两头矛盾")
    unit = found["unit"] or found["unit2"] or ""
    marked = frozenset(end for end, sign in ((low, signs[0]), (high, signs[1])) if sign == "≤")
    return Bounds(found["subject"], low, high, signs[0] == "≤", signs[1] == "≤", unit, found[0], marked=marked)


def done(found: re.Match[str]) -> Bounds:
    """Read 开展演练5次得10分: the count is what has to be reached."""
    limit = number(found["number"])
    return Bounds(found["thing"], limit, None, True, True, found["unit"], found[0], marked=frozenset({limit}))


def exactly(found: re.Match[str]) -> Bounds:
    """Read 满意度100%得10分."""
    return _point(number(found["number"]), RATE if found["done"] else found["subject"] or "", found[0])


def rate(found: re.Match[str]) -> Bounds:
    """Read 完成目标值的80%得8分 and 100%完成."""
    return _point(number(found["number"]) if found["number"] else Decimal(100), RATE, found[0])


def _point(limit: Decimal, subject: str, text: str) -> Bounds:
    # 完成率100%得10分: a whole is reached, and going beyond it keeps it.
    high = None if limit == 100 else limit
    return Bounds(subject, limit, high, True, True, "%", text, marked=frozenset({limit}))


def counted(found: re.Match[str]) -> Bounds:
    """Read 2个得6分 and 发生1起得5分: exactly so many."""
    limit = number(found["number"])
    subject = _happening(found)
    return Bounds(subject, limit, limit, True, True, found["unit"], found[0], marked=frozenset({limit}))


def within_time(found: re.Match[str]) -> Bounds:
    """Read 30天内完成."""
    limit = number(found["number"])
    mark = included(found["mark"], limit)
    marked = frozenset({limit} if mark else ())
    closed = mark is not False
    return Bounds("", None, limit, True, closed, found["unit"], found[0], marked=marked, unmarked=not found["mark"])


def away_beyond(found: re.Match[str]) -> Bounds:
    """Read 下降超过10个百分点."""
    return Bounds("", number(found["number"]), None, False, True, found["unit"], found[0], away=True)


def none(found: re.Match[str]) -> Bounds:
    """Read 事故发生数为0."""
    return Bounds("", Decimal(0), Decimal(0), True, True, found["unit"] or "", found[0], marked=frozenset({Decimal(0)}))


def away(found: re.Match[str]) -> Bounds:
    """Read 减少50万人次以上."""
    mark = included(found["mark"], number(found["number"]))
    return Bounds("", number(found["number"]), None, mark is not False, True, found["unit"], found[0], away=True)
