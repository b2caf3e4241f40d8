"""完成时限 against the year of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.structure import compact
from macros_py.model import Indicator, Project

DEADLINE_NAME = re.compile("时限|时间|期限|日期|完成时点")


def is_deadline(indicator: Indicator) -> bool:
    """Tell whether an indicator speaks of when something is done: a 时效 indicator, or one named so."""
    return "时效" in compact(indicator.level2) or bool(DEADLINE_NAME.search(indicator.level3))


class DeadlineInAnotherYear(Check):
    """完成时限与表的年度不是同一年.

    检查什么: 时效指标的日期、月份或年份是否落在项目的年度（可在 config.yaml 的 deadline_years_after 放宽）。
    为什么: 年度目标要在当年完成；年份不同多半是沿用了上一年的表忘了改。
    反例: 2025 年度的表，完成时限 2026年12月31日前。
    正例: 2026 年度的表，完成时限 2026年12月31日前。
    依据: 年度总体目标的定义；财预〔2021〕101号时效指标。
    """

    code = "D401"
    title = "完成时限与年度不符"
    severity = Severity.ERROR
    message = "完成时限“{value}”在 {deadline} 年，表的年度是 {year} 年。"
    hint = "请核对时限的年份和项目的年度，改正写错的一个。"

    def project(self, project: Project) -> Iterator[Finding]:
        if project.year is None:
            return
        for indicator in project.indicators:
            if not is_deadline(indicator):
                continue
            deadline = target_of(indicator).deadline
            if deadline is None:
                continue
            if not project.year <= deadline.year <= project.year + self.config.checks.deadline_years_after:
                yield self.finding(
                    project, indicator, "target", indicator.target, deadline=deadline.year, year=project.year
                )


CHECKS = (DeadlineInAnotherYear,)
