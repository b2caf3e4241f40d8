"""Texts against figures: 指标解释 beside the 指标值 that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.comparison import agree
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import compact
from macros_py.checks.readings import Subject
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import DOWNWARD, UPWARD, Kind, Target, read_target

_AT_LEAST = "不低于|不少于|不小于|至少|达到|大于等于|大于或等于|≥|>="
_AT_MOST = "不超过|不高于|不大于|不多于|至多|控制在|小于等于|小于或等于|≤|<="
_STATED = re.compile(
    rf"(?P<sign>{_AT_LEAST}|{_AT_MOST})\s*(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>[^\s0-9,，。；;、（）()]{{0,6}}?)(?:以上|以下|以内)?(?=[，,。；;、（(]|$)"
)
_BARE = re.compile(
    r"(?<![0-9.第年月])(?P<sign>)(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>[^\s0-9,，。；;、（）()]{1,4}?)(?:以上|以内)?[。；;]?$"
)
_PLANNED = re.compile(r"^(?:[0-9]+[.、])?\s*(?:本项目)?(?:全年|年度|本年度?)?(?:计划|目标|要求|预计|预期|拟|所有)")
# A number for each, of a part or of another year is not the target.
_PART = re.compile("每|各|均|其中|分别|单次|单场|上年|去年|往年|同期|同比|较|比上|增加|增长|累计|以来|至少.*至多")
_OF_EACH = re.compile("[人户亩生村校]均")
# 第3期 states no number. Begins with the digit, to which the engine skips.
_NUMBER = re.compile("[0-9](?<![0-9.第].)")
HEADINGS = {"explanation": "指标解释", "note": "说明（备注）"}


@dataclass(frozen=True, slots=True)
class Statement:
    """The one number that a sentence states, as printed and as read; whether it is said of the indicator by name or as the plan."""

    text: str
    read: Target
    named: bool
    planned: bool


Said = tuple[Indicator, str, Statement]


Statements = tuple[list[Said], list[Indicator]]


def statements(owner: Owner) -> Statements:
    """Return the numbers that 指标解释 states, with row and field, and the rows whose numbers are stated of nothing by name.

    说明 is what the older forms print in place of 指标解释.
    """
    found: list[Said] = []
    unnamed: list[Indicator] = []
    for indicator in owner.indicators:
        field = "explanation" if indicator.explanation else "note"
        text = indicator.explanation or indicator.note
        if not text or _NUMBER.search(text) is None:
            continue
        stated = _stated(text.strip(), compact(indicator.level3))
        if stated is not None:
            found.append((indicator, field, stated))
        if stated is None or not (stated.named or stated.planned):
            unnamed.append(indicator)
    return found, unnamed


stated_rows: Subject[Statements, list[Said]] = Subject(statements, itemgetter(0))
"""The numbers that 指标解释 states."""
unnamed_rows: Subject[Statements, list[Indicator]] = Subject(statements, itemgetter(1))
"""The rows whose 指标解释 states numbers of nothing by name."""


@lru_cache(maxsize=16384)
def _stated(text: str, name: str) -> Statement | None:
    """Return the one number that a sentence states, with its comparison if any; None for several."""
    found = list(_STATED.finditer(text)) or list(_BARE.finditer(text))
    # 增长率 may stand in the name itself.
    plain = text.replace(name, "") if name else text
    # 人均补贴不超过1500元 of 人均培训补贴标准 is what the name says.
    if (each := _OF_EACH.search(name)) is not None:
        plain = plain.replace(each[0], "")
    if len(found) != 1 or _PART.search(plain) is not None:
        return None
    unit = found[0]["unit"]
    if unit and len(re.findall(rf"[0-9]\s*{re.escape(unit)}", text)) != 1:
        return None
    sign = {True: "≥", False: "≤"}[found[0]["sign"] in _AT_LEAST.split("|")] if found[0]["sign"] else ""
    read = read_target(f"{sign}{found[0]['number'].replace(',', '')}{found[0]['unit']}")
    before = "".join(text[: found[0].start()].split())
    # 抽检差错率不高于3‰ of 数字化成果抽检差错率 names it as well.
    named = len(name) >= 4 and (
        before.endswith((name, name.removesuffix("标准"))) or (len(before) >= 4 and name.endswith(before))
    )
    return Statement(found[0][0], read, named, _PLANNED.match(text) is not None)


class ExplanationAgainstTarget(Check):
    """指标解释里的计划数与指标值不一致.

    检查什么: 指标解释（没有的看说明、备注）写“计划……不低于（不少于、达到、不超过）多少”、或紧跟指标名称写了多少的，数和单位与指标值是否一致。
    为什么: 同一行里两个数不同，必有一个写错。
    反例: 指标解释“计划远教站点维护不低于200个”，指标值 ≥150个。
    正例: 指标解释“计划远教站点维护不低于200个”，指标值 ≥200个。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W601"
    about = stated_rows
    title = "指标解释的数与指标值不一致"
    severity = Severity.ERROR
    message = "{heading}写的是“{stated}”，指标值是“{target}”。"
    hint = "请核对，改正写错的一个。"
    hides = frozenset({"W630"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, field, stated in stated_rows(self.readings, owner):
            target = target_of(indicator)
            if not target.is_quantitative or target.kind is Kind.RANGE or target.is_approximate:
                continue
            if not (stated.named or stated.planned):
                continue
            # 540元/个 of 元/个, or of each: 每个540元.
            wanted = target if stated.read.unit == target.unit else _bare(target)
            if not _of_one_kind(stated.read, wanted):
                continue
            if stated.read.base_unit == wanted.base_unit and not agree(stated.read, wanted):
                yield self.finding(
                    owner,
                    indicator,
                    field,
                    getattr(indicator, field),
                    heading=HEADINGS[field],
                    stated=stated.text,
                    target=as_written(indicator),
                )


_SHARES = (Kind.PERCENT, Kind.PERMILLE)


def _bare(target: Target) -> Target:
    """Return a price for each without what it is for: 1500元 of ≤1500元/人."""
    money, each, _ = target.unit.partition("/")
    if not each or target.kind is not Kind.NUMBER or not money.endswith("元"):
        return target
    return read_target(f"={target.value}{money}")


def _of_one_kind(read: Target, target: Target) -> bool:
    return read.kind is target.kind or (read.kind in _SHARES and target.kind in _SHARES)


class ExplanationDirection(Check):
    """指标解释的方向与指标值的符号相反.

    检查什么: 指标解释写“不低于”而指标值是 ≤，或写“不超过”而指标值是 ≥。
    为什么: 不知道是至少还是至多。
    反例: 指标解释“计划培训不少于50人”，指标值 ≤50人。
    正例: 指标解释“计划培训不少于50人”，指标值 ≥50人。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W602"
    about = stated_rows
    title = "指标解释与比较符号相反"
    severity = Severity.WARNING
    message = "指标解释写的是“{stated}”，指标值是“{target}”，方向相反。"
    hint = "请核对，改正写错的一个。"
    # What explanation and sentence both speak against is the sign of the target: told once.
    hides = frozenset({"W603"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, field, stated in stated_rows(self.readings, owner):
            target = target_of(indicator)
            read = stated.read
            if field != "explanation" or read.operator is None or not target.is_quantitative:
                continue
            if read.base_unit != target.base_unit or read.base_value != target.base_value:
                continue
            if target.operator in (DOWNWARD if read.operator in UPWARD else UPWARD):
                yield self.finding(
                    owner,
                    indicator,
                    "explanation",
                    indicator.explanation,
                    stated=stated.text,
                    target=as_written(indicator),
                )


CHECKS = (
    ExplanationAgainstTarget,
    ExplanationDirection,
)
