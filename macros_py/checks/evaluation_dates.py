"""When a self-evaluation was filled in, beside the year that it judges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.review_dates import day_in
from macros_py.checks.subjects import printed_heading
from macros_py.model import DepartmentEvaluation, Project


class FillDateCheck(Check):
    """A check of the day on which a self-evaluation was filled in."""

    about = printed_heading

    def project(self, project: Project) -> Iterator[Finding]:
        if self.config.form_kind(project.form_kind) == self.config.self_evaluation_form_kind:
            yield from self._of(project, project.heading.fill_date)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        return self._of(department, department.fill_date)

    def is_too_soon(self, filled: date, year: int) -> bool:
        """Tell whether a form of ``year`` cannot well have been filled in by then."""
        raise NotImplementedError

    def _of(self, owner: Owner, text: str) -> Iterator[Finding]:
        filled = day_in(text) if text and owner.year else None
        if isinstance(filled, tuple) and owner.year and self.is_too_soon(filled[1], owner.year):
            yield self.finding(owner, owner, "fill_date", text.strip(), year=owner.year)


class EvaluatedBeforeTheYear(FillDateCheck):
    """自评表的填报日期早于它评的年度.

    检查什么: 部门整体自评和表样是自评表的项目，填报日期是否早于年度的 1 月 1 日。
    为什么: 年度还没有开始，谈不上完成了多少；年度或填报日期必有一个写错。
    反例: 2023 年度的自评表，填报日期 2022年12月20日。
    正例: 2023 年度的自评表，填报日期 2024年3月20日。
    依据: 财预〔2020〕10号：自评在年度预算执行完毕后进行。
    """

    code = "D413"
    title = "自评早于年度"
    severity = Severity.ERROR
    message = "自评表的年度是 {year} 年，填报日期“{value}”在年度开始之前。"
    hint = "请核对填报日期和年度，改正写错的一个。"
    hides = frozenset({"D408"})

    def is_too_soon(self, filled: date, year: int) -> bool:
        return filled.year < year


class EvaluatedWithinTheYear(FillDateCheck):
    """自评在年度结束前就填好了.

    检查什么: 部门整体自评和表样是自评表的项目，填报日期是否在它评的年度的 1 月到 11 月。
    为什么: 年度还没有过完，执行数和完成情况都不是全年的；多半是填报日期的年份写错了。
    反例: 2023 年度的自评表，填报日期 2023年3月。
    正例: 2023 年度的自评表，填报日期 2024年3月。
    依据: 财预〔2020〕10号：自评在年度预算执行完毕后进行。
    """

    code = "D418"
    title = "自评早于年度结束"
    severity = Severity.WARNING
    message = "自评表的年度是 {year} 年，填报日期“{value}”时年度还没有结束。"
    hint = "请核对填报日期的年份；年中监控的，在已核栏写 D418 和理由。"
    hides = frozenset({"D408"})

    def is_too_soon(self, filled: date, year: int) -> bool:
        return filled.year == year and filled.month < _LAST_MONTH


_LAST_MONTH = 12

CHECKS = (EvaluatedBeforeTheYear, EvaluatedWithinTheYear)
