"""实际完成值 that repeats its target, or says no more than that it was done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import as_written
from macros_py.checks.comparison import unmeasured_rows
from macros_py.checks.deadlines import is_deadline
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import compact
from macros_py.checks.scores import ScoreCheck
from macros_py.model import DepartmentEvaluation, Project
from macros_py.targets import DOWNWARD, UPWARD, Kind, Operator, Target


class RepeatedBound(ScoreCheck):
    """实际完成值照抄了指标值的符号，或没有写数.

    检查什么: 定量指标的实际完成值是否还带着 ≥、≤，或只写“已完成”。
    为什么: 实际完成值是做到了多少，照抄指标值看不出真实完成情况，也无法计分。
    反例: 指标值 ≥300份，实际完成值 ≥300份；实际完成值 已完成。
    正例: 指标值 ≥300份，实际完成值 326份。
    依据: 2022 年自评表说明 3：得分用实际完成值计算。
    """

    code = "P809"
    about = unmeasured_rows
    title = "实际完成值没有写实数"
    severity = Severity.WARNING
    message = "指标值是“{target}”，实际完成值写的是“{value}”，看不出做到了多少。"
    hint = "请写实际做到的数，如 326份。"
    habit = True

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target, actual, _ in unmeasured_rows(self.readings, owner):
            if not indicator.actual.strip():
                continue
            done = compact(indicator.actual)
            if (
                _is_at_once(target, done)
                or _is_none(target, done)
                or _is_all(indicator.level3, target, done)
                or _is_every_time(target, done)
            ):
                continue
            # A stroke or 无 in the cell says as little, and so does what nobody can read.
            blank = actual.kind in (Kind.BLANK, Kind.UNREADABLE)
            bound = actual.is_quantitative and actual.operator not in (None, Operator.EQ)
            # 完成时间 ≤12月 is a month of the year, by the end of which it was done.
            if actual.is_words and target.unit == "月" and is_deadline(indicator):
                continue
            # 达到96% beside ≥95% is not what was planned, but what was done.
            if bound and done.startswith("达") and actual.base_value != target.base_value:
                continue
            if blank or bound or (actual.is_words and not re.search("[0-9一二三四五六七八九十百]", indicator.actual)):
                yield self.finding(owner, indicator, "actual", indicator.actual, target=as_written(indicator))


# 未发生 and 零投诉 of what is not to happen are a figure: none.
_NONE = re.compile(
    "(?:未|没有|从未)(?:发生|出现|发现|产生|收到|接到).{0,8}|[无零](?:重大|较大|一般|安全|责任|质量|生产|群体性?|食品|交通|火灾|有效)*"
    "(?:发生|事故|投诉|差错|上访|信访|事件|违规|违纪|案件|案例|举报|失误|泄密|故障|伤亡|死亡|返贫|污染)+"
)
_NOTHING = frozenset({"无", "没有", "零"})


def _is_none(target: Target, actual: str) -> bool:
    """Return whether an actual in words says that what is bounded, to zero or from above, did not happen at all."""
    zero = target.value == 0 and target.kind in (Kind.NUMBER, Kind.PERCENT)
    bounded = target.kind is Kind.NUMBER and target.operator in DOWNWARD
    return (zero and actual in _NOTHING) or ((zero or bounded) and _NONE.fullmatch(actual) is not None)


_ALL = re.compile(
    "(?:已|均|都)?(?:实现)?全(?:部|面|员|数|县|市|镇|村|区)?(覆盖|完成|达标|合格|到位|通过|兑现|发放|办结|整改)|应(.)尽."
)
_EVERY_TIME = re.compile("(?:按[时期月季年]|及时|如期|每[月季].{0,4}(?:按时|及时)).{0,6}")


def _is_all(name: str, target: Target, actual: str) -> bool:
    """Return whether an actual says that all of what the name asks for was done: 覆盖率 100%, 全覆盖; 合格率 ≥95%, 全部合格."""
    whole = target.kind is Kind.PERCENT and isinstance(target.value, Decimal) and target.value <= 100
    if not whole or target.operator in DOWNWARD:
        return False
    found = _ALL.fullmatch(actual)
    return found is not None and (found[1] or found[2]) in name


def _is_every_time(target: Target, actual: str) -> bool:
    """Return whether an actual says that what comes back every month or quarter was in time each time: no day could be given."""
    return target.kind is Kind.PERIOD and target.subject.startswith("每") and _EVERY_TIME.fullmatch(actual) is not None


# 当日 of ≤1个工作日: within any time that is not shorter than a day.
_AT_ONCE = re.compile(
    "(?:均|都|全部)?(?:在)?(?:(当[日天]|当日内)|即时|实时|立即|随到随办|即来即办|即时)(?:办结|完成|出具|受理|响应|发放|拨付|送达|告知|报送|反馈|处理)?"
)


def _is_at_once(target: Target, actual: str) -> bool:
    """Return whether an actual says in words that what may take so long took no more than the day, or how long it took."""
    if target.kind is Kind.PERIOD and _CLOCKED.fullmatch(actual) is not None:
        return True
    found = _AT_ONCE.fullmatch(actual) if target.kind is Kind.PERIOD else None
    if found is None or target.operator in UPWARD:
        return False
    return found[1] is None or target.base_unit != "秒" or (target.base_value or 0) >= _A_DAY


_A_DAY = 86400
# 3分20秒 is a time as it was taken.
_CLOCKED = re.compile("(?:[0-9]+(?:个?小时|时))?[0-9]+分钟?(?:[0-9]+秒)?|[0-9]+天[0-9]+个?小时")

CHECKS = (RepeatedBound,)
