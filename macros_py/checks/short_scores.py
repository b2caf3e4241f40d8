"""The score of what was not done as planned, where no rule says how many points it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.actuals import shortfall
from macros_py.checks.base import as_written
from macros_py.checks.comparison import EvaluatedRow, departing_rows
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import compact
from macros_py.checks.score_rules import points_by_scheme
from macros_py.checks.scores import ScoreCheck
from macros_py.scoring import rule_for
from macros_py.scoring.literals import literal
from macros_py.targets import Kind

# 发生1起 beside 不发生.
_HAPPENED = re.compile(
    "(?:共|全年)?(?:有|发生|出现)(?:了)?[1-9一二两三四五六七八九十][0-9十]*(?:起|次|例|件|宗|人次|人|处)[\u4e00-\u9fff]{0,8}"
)
_ONCE = re.compile("[1-9][0-9]*(?:起|次|例|件|宗)")
_NEVER = re.compile("(?:不|未|零|无)(?:发生|出现)?[\u4e00-\u9fff]{0,8}|零发生|杜绝[\u4e00-\u9fff]{0,8}")


class FullMarkThoughShort(ScoreCheck):
    """没有达到指标值，得了满分.

    检查什么: 实际完成值没有达到指标值（超过了上限、应当为 0 或不许发生的发生了、应当 100% 的不到 100%、起止范围以外、应当合格的不合格），得分是否还是满分；按比例算得出应得多少分的由 P804、P805 查，逾期的由 P819 查。
    为什么: 没有完成的指标不应得满分。
    反例: 指标值 0起，实际完成 1起，分值 10，得分 10。
    正例: 指标值 0起，实际完成 1起，分值 10，得分 0。
    依据: 财预〔2020〕10号：完成指标值的得满分，未完成的按完成情况计分。
    """

    code = "P823"
    about = departing_rows
    title = "没有达到指标值得了满分"
    severity = Severity.WARNING
    message = "{fault}，得分 {value} 却是满分。"
    hint = "请核对实际完成值和得分；评分标准另有规定的，在已核栏写 P823 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for row, score in self.fully_marked(owner):
            indicator = row.indicator
            # What was done too late is the business of P819.
            if row.target.is_calendar or not (fault := shortfall(row, owner.year) or _happened(row) or _outside(row)):
                continue
            if not self.has_rule(owner, indicator) and not self._is_judged(row, owner):
                yield self.finding(owner, indicator, "score", literal(score), fault=fault)

    def _is_judged(self, row: EvaluatedRow, owner: Owner) -> bool:
        """Tell whether the usual rule gives points to a row: whether they differ enough P805 decides."""
        if row.indicator.standard.strip():
            return False
        found = rule_for(row.indicator, owner.year, self.config.scheme)
        return points_by_scheme(found, row, self.config.checks.explain_above_target) is not None


def _happened(row: EvaluatedRow) -> str:
    """Return what an actual says has happened that was not to happen, or denies that was to be: 不合格 of 合格."""
    done, wanted = compact(row.indicator.actual), compact(row.indicator.target)
    if not row.target.is_words:
        return ""
    denied = done[:1] in _NOT and done[1:] == wanted
    once = _HAPPENED.fullmatch(done) is not None or _ONCE.fullmatch(done) is not None
    if not denied and (not once or _NEVER.fullmatch(wanted) is None):
        return ""
    return f"实际完成值是“{done}”，指标值是“{as_written(row.indicator)}”"


_NOT = frozenset("不未")


def _outside(row: EvaluatedRow) -> str:
    """Return how an actual lies outside of the range that is its target, in one unit; "" where it does not."""
    target, actual = row.target, row.actual
    if target.kind is not Kind.RANGE or target.unit != actual.unit or actual.is_approximate:
        return ""
    ends = (target.value, target.upper, actual.value, actual.value if actual.kind is not Kind.RANGE else actual.upper)
    low, high, least, most = (end if isinstance(end, Decimal) else None for end in ends)
    if low is None or high is None or least is None or most is None or low <= least <= most <= high:
        return ""
    return f"实际完成值 {row.indicator.actual.strip()} 不在指标值 {as_written(row.indicator)} 以内"


CHECKS = (FullMarkThoughShort,)
