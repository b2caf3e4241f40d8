"""A reading told to a clerk in one sentence, and to programs as JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from macros_py.targets.numbers import grouped
from macros_py.targets.target import Conflict, Kind, Operator, Target

CONFLICTS = {
    Conflict.OPERATOR: "指标值里的比较符号与“指标值类型”栏不一致",
    Conflict.UNIT: "指标值的单位与“度量单位”栏不一致",
    Conflict.WORDING: "指标值里前后两处比较的说法不一致",
    Conflict.TYPE_SAYS_TEXT: "“指标值类型”栏写的是定性，指标值却是数",
    Conflict.TYPE_SAYS_NUMBER: "“指标值类型”栏写的是定量或比较符号，指标值却是文字",
    Conflict.TYPE_UNKNOWN: "“指标值类型”栏里的字不认识，可能串了栏",
    Conflict.UNIT_UNKNOWN: "“度量单位”栏里不是单位，可能串了栏",
}
"""Each conflict as a sentence for a clerk."""

_COMPARED = {
    Operator.GE: ("至少 ", "（含本数）"),
    Operator.LE: ("最多 ", "（含本数）"),
    Operator.GT: ("多于 ", "（不含本数）"),
    Operator.LT: ("少于 ", "（不含本数）"),
    Operator.EQ: ("正好 ", ""),
}
_GRADES = {Operator.GE: "不低于", Operator.GT: "高于", Operator.LE: "不高于", Operator.LT: "低于"}
_CALENDAR = {
    Operator.LE: ("最晚 ", "（含当日）"),
    Operator.GE: ("不早于 ", "（含当日）"),
    Operator.LT: ("早于 ", "（不含当日）"),
    Operator.GT: ("晚于 ", "（不含当日）"),
    Operator.EQ: ("时间为 ", ""),
}


def explain(target: Target) -> str:
    """Return what was read as a plain Chinese sentence, with what is doubtful or contradictory behind it."""
    parts = [_what(target)]
    if target.is_approximate:
        parts.append("原文是约数")
    if target.doubt:
        parts.append(f"有疑问：{target.doubt}")
    parts.extend(f"请核对：{CONFLICTS[conflict]}" for conflict in target.conflicts)
    return "；".join(parts)


def _what(target: Target) -> str:
    kind = target.kind
    if kind is Kind.UNREADABLE:
        return f"读不出来：{target.reason}"
    if kind is Kind.BLANK:
        return "没有填指标值"
    if kind is Kind.SENTENCE:
        return "文字描述（定性），不按数比较"
    if kind is Kind.GRADE:
        if target.is_scale:
            return f"“{target.normal}”是一组可选的等级，没有指明要达到哪一级"
        return f"等级或状态（定性）：{_GRADES.get(target.operator or Operator.EQ, '')}{target.normal.lstrip('≥≤=<>')}"
    subject = f"{target.subject.rstrip(':')}：" if target.subject else ""
    if target.is_calendar:
        return subject + _when(target)
    if kind is Kind.RANGE:
        return subject + _between(target)
    return subject + _how_much(target)


def _how_much(target: Target) -> str:
    assert isinstance(target.value, Decimal)
    before, after = _COMPARED[target.operator] if target.operator else ("", "")
    text = f"{before}{_amount(target.value, target.normal_unit)}{after}"
    if target.yuan is not None and target.normal_unit != "元":
        text += f"；合 {grouped(target.yuan)} 元"
    elif target.base_value is not None and target.kind is Kind.NUMBER and target.base_value != target.value:
        text += f"；合 {grouped(target.base_value)} {target.base_unit}".rstrip()
    if not target.unit:
        text += "；没有写单位"
    if target.operator is None:
        text += "；没有写比较符号"
    return text


def _amount(value: Decimal, unit: str) -> str:
    return f"{grouped(value)}{unit}" if unit in ("%", "‰") else f"{grouped(value)} {unit}".rstrip()


def _between(target: Target) -> str:
    assert isinstance(target.value, Decimal)
    assert isinstance(target.upper, Decimal)
    low = "含" if target.lower_closed else "不含"
    high = "含" if target.upper_closed else "不含"
    return f"从 {_amount(target.value, target.unit)}（{low}）到 {_amount(target.upper, target.unit)}（{high}）"


def _when(target: Target) -> str:
    before, after = _CALENDAR[target.operator] if target.operator else ("时间为 ", "")
    if target.kind is Kind.RANGE:
        if isinstance(target.value, date) and isinstance(target.upper, date):
            return f"从 {_day(target.value)}到 {_day(target.upper)}"
        return f"一段时间：{target.normal}；没有写年份"
    if isinstance(target.value, date):
        if target.kind is Kind.DATE:
            return f"{before}{_day(target.value)}{after}"
        return f"{before}{_place(target)}{after}；最后一天是 {_day(target.value)}"
    return f"{before}{_place(target)}{after}；没有写年份"


def _place(target: Target) -> str:
    year = f" {target.year} 年" if target.year else ""
    month = f" {target.month} 月" if target.month else ""
    day = f" {target.day} 日" if target.day else ""
    if target.kind is Kind.QUARTER:
        return f"{year} {target.month} 月底止的这一段".strip()
    if target.kind is Kind.YEAR:
        return f"{year or '当年'}".strip()
    return f"{year}{month}{day or '底'}".strip()


def _day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def to_json(target: Target) -> dict[str, object]:
    """Return the reading for programs: numbers as exact text, dates ISO, a range as [low, high], None where there is none."""
    value: object = _exact(target.value)
    if target.kind is Kind.RANGE:
        value = [value, _exact(target.upper)]
    return {
        "kind": target.kind.value,
        "operator": target.operator.value if target.operator else None,
        "value": value,
        "unit": target.unit,
        "normal": target.normal,
        "reason": target.reason,
        "conflicts": [conflict.value for conflict in target.conflicts],
        "notes": [note.value for note in target.notes],
    }


def _exact(value: Decimal | date | None) -> str | None:
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()
