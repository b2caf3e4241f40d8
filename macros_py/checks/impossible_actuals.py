"""实际完成值 that cannot be: parts of people, less than nothing, days that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from macros_py.checks.base import as_written
from macros_py.checks.comparison import Comparison, EvaluatedRow, departing_rows
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.indicator_names import COUNTS
from macros_py.checks.scores import ScoreCheck
from macros_py.checks.target_units import AVERAGE, BELOW_ZERO
from macros_py.model import DepartmentEvaluation, Project
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, read_actual


class ImpossibleActual(ScoreCheck):
    """实际完成值不可能是这样.

    检查什么: 人数、次数等的实际完成值是否有小数，带单位的数是否小于 0；金额、以万计的数与指标值是否差一万倍上下；指标值 50% 以上的比率是否写成 0.98%；完成日期是否真有这一天、是否早于年度（开工、采购一类的，早于年度的前一年）。
    为什么: 多半是打错了小数点、负号或年份。
    反例: 指标值 ≥40人，实际完成 42.5人；完成时限 2024年6月底前，实际完成 2024年6月31日。
    正例: 指标值 ≥40人，实际完成 42人；完成时限 2024年6月底前，实际完成 2024年6月30日。
    依据: 日历；2022 年自评表说明 3：得分用实际完成值计算。
    """

    code = "P817"
    about = departing_rows
    title = "实际完成值不可能是这样"
    severity = Severity.WARNING
    message = "实际完成值“{value}”{fault}。"
    hint = "请核对后改正。"
    hides = frozenset({"P805", "P812", "P813", "P823"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for row in self.departing(owner):
            fault = _fault(row, owner.year) if row.indicator.actual else ""
            if fault:
                yield self.finding(owner, row.indicator, "actual", row.indicator.actual.strip(), fault=fault)


_COMPLETED = re.compile("完成|完工|竣工|验收|办结|结束|结项")
_HIGH_RATE = 50
_LEAST, _MOST = Decimal(3000), Decimal(10500)


def _is_ten_thousand_off(comparison: Comparison) -> bool:
    low, high = sorted((comparison.target, comparison.actual))
    # Of what is not to be exceeded a good part may not have been needed.
    most = _MOST if comparison.forward or comparison.actual > comparison.target else 2 * _MOST
    return low > 0 and _LEAST <= high / low <= most


def _fault(row: EvaluatedRow, year: int | None) -> str:
    indicator, target, actual, _ = row
    if target.is_calendar:
        done = read_actual(indicator.actual)
        if done.kind is Kind.UNREADABLE and ("没有" in done.reason or "不是真有" in done.reason):
            return "不是真有的日期"
        first = done.value if done.kind is not Kind.RANGE else None
        if isinstance(first, date) and year is not None and first.year < year:
            if first.year < year - 1:
                return f"比 {year} 年度早了一年以上"
            # What is begun or prepared may well be done the year before.
            if _COMPLETED.search(indicator.level3) is not None:
                return f"在 {year} 年度开始之前"
        return ""
    value = actual.value
    in_ten_thousands = target.kind is Kind.NUMBER and target.unit[:1] == "万"
    if (
        row.comparison is not None
        and (target.kind is Kind.MONEY or in_ten_thousands)
        and _is_ten_thousand_off(row.comparison)
    ):
        mixed = "“万”写多或写漏了" if in_ten_thousands else "元和万元写混了"
        return f"与指标值 {as_written(indicator)} 差一万倍上下，像是{mixed}"
    if (
        actual.kind is target.kind is Kind.PERCENT
        and isinstance(value, Decimal)
        and isinstance(target.value, Decimal)
        and 0 < value <= 1
        and target.value >= _HIGH_RATE
    ):
        return f"即百分之{literal(value)}，像是 {literal(value * 100)}%"
    if actual.kind is not Kind.NUMBER or not isinstance(value, Decimal):
        return ""
    whole = value >= 0 and value == value.to_integral_value()
    if whole or AVERAGE.search(indicator.level3):
        return ""
    if value < 0 and actual.unit not in BELOW_ZERO:
        return "是负数"
    if actual.unit in COUNTS and value != value.to_integral_value() and not actual.is_rate and not target.is_rate:
        # A plan of half a person is the business of T318.
        wanted = target.value
        return (
            ""
            if isinstance(wanted, Decimal) and wanted != wanted.to_integral_value()
            else f"，{actual.unit}数不会是小数"
        )
    return ""


CHECKS = (ImpossibleActual,)
