"""The dates of filling in and reviewing a form, and the year in its title."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from macros_py.checks.base import Check, target_of
from macros_py.checks.deadlines import is_deadline
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.subjects import dates_in_texts, printed_heading
from macros_py.model import DepartmentEvaluation, Project

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=\s*年|\s*[(（]?年度)")

_BARE_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DAY = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:[.\-/年]\s?([0-9]{1,2})(?:[.\-/月]\s?([0-9]{1,2})日?)?月?|([0-9]{2})([0-9]{2}))(?![0-9])"
)


@lru_cache(maxsize=1024)
def day_in(text: str) -> tuple[date, date] | str | None:
    """Return the first and last day that a review or fill date may mean (a month for 2023年7月).

    The date itself as text where there is no such day, None where the text holds no date ("××× 2025.12.15" does).
    """
    found = _DAY.search(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or found[4]), int(found[3] or found[5] or 0)
    if not 1 <= month <= 12 or day > monthrange(year, month)[1] or (day == 0 and found[5]):
        return found[0]
    last = monthrange(year, month)[1]
    return date(year, month, day or 1), date(year, month, day or last)


@lru_cache(maxsize=1024)
def _years_in(text: str, field: str) -> frozenset[str]:
    # The year line prints "(2026)年度" as well as "(2026年)年度".
    return frozenset((_BARE_YEAR if field == "year_line" else _YEAR).findall(text))


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


DATES = {"division_review": "业务股室审核", "performance_review": "绩效股审核", "fill_date": "填报日期"}


class ImpossibleFillDate(Check):
    """填报日期、审核日期不是真有的一天.

    检查什么: 填报日期、业务股室审核、绩效股审核里的日期是否存在。
    为什么: 写错的日期说明不了什么时候填、什么时候审。
    反例: 填报日期 20251332。
    正例: 填报日期 20251212。
    依据: 日历。
    """

    code = "D406"
    about = printed_heading
    title = "填报或审核日期不存在"
    severity = Severity.ERROR
    message = "{heading}“{value}”里的 {day} 不是真有的日期。"
    hint = "请核对后改正日期。"

    def project(self, project: Project) -> Iterator[Finding]:
        for field, heading in DATES.items():
            text: str = getattr(project.heading, field)
            if text and isinstance(day := day_in(text), str):
                yield self.finding(project, project, field, text.strip(), heading=heading, day=day)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        text = department.fill_date
        if text and isinstance(day := day_in(text), str):
            yield self.finding(department, department, "fill_date", text.strip(), heading="填报日期", day=day)


class FilledInAfterReview(Check):
    """填报日期晚于审核日期.

    检查什么: 业务股室审核、绩效股审核的日期是否早于填报日期。
    为什么: 先填报、后审核；审核在前，说明有一个日期写错，或审核后又改了表。
    反例: 填报日期 20251212，绩效股审核 2025.12.11。
    正例: 填报日期 20251212，绩效股审核 2025.12.15。
    依据: 2026 年目标表的审核栏。
    """

    code = "D407"
    about = printed_heading
    title = "填报晚于审核"
    severity = Severity.WARNING
    message = "填报日期是 {filled}，{heading}的日期是 {reviewed}：填报晚于审核。"
    hint = "请核对两个日期，改正写错的一个；审核后改过表的，请重新送审。"

    def project(self, project: Project) -> Iterator[Finding]:
        heading = project.heading
        if not heading.fill_date or not (heading.performance_review or heading.division_review):
            return
        filled = day_in(heading.fill_date)
        for field in ("division_review", "performance_review"):
            text: str = getattr(heading, field)
            reviewed = day_in(text) if text else None
            if isinstance(filled, tuple) and isinstance(reviewed, tuple) and reviewed[1] < filled[0]:
                yield self.finding(
                    project,
                    project,
                    field,
                    text.strip(),
                    filled=_written(filled[0]),
                    heading=DATES[field],
                    reviewed=_written(reviewed[0]),
                )


class FillDateFarFromYear(Check):
    """填报日期离表的年度太远.

    检查什么: 填报日期的年份是否在年度的前一年到后一年之间（目标表多在上一年底填，自评表在下一年填）。
    为什么: 相差两年以上，多半是年份写错，或沿用了旧表忘了改。
    反例: 2026 年度的表，填报日期 20231212。
    正例: 2026 年度的表，填报日期 20251212。
    依据: 财预〔2020〕10号：年度预算编制和自评的时间安排。
    """

    code = "D408"
    about = printed_heading
    title = "填报日期与年度相差太远"
    severity = Severity.WARNING
    message = "填报日期“{value}”在 {filled} 年，表的年度是 {year} 年。"
    hint = "请核对填报日期和年度，改正写错的一个。"

    def project(self, project: Project) -> Iterator[Finding]:
        return self._of(project, project.heading.fill_date)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        return self._of(department, department.fill_date)

    def _of(self, owner: Owner, text: str) -> Iterator[Finding]:
        filled = day_in(text) if text and owner.year else None
        if isinstance(filled, tuple) and owner.year and abs(filled[0].year - owner.year) > 1:
            yield self.finding(owner, owner, "fill_date", text.strip(), filled=filled[0].year, year=owner.year)


class TitleOfAnotherYear(Check):
    """标题或年度行的年份与年度不同.

    检查什么: 标题下的年度行（没有时看标题）写的年份，与“年度”一栏是否相同；写了不止一个年份的不查。
    为什么: 印出来的年份和实际的年度不一样，表就用错了年份。
    反例: 年度 2024，标题“2023年项目支出绩效目标批复表”。
    正例: 年度 2024，标题“2024年项目支出绩效目标批复表”。
    依据: 各表样的标题。
    """

    code = "D409"
    about = printed_heading
    title = "标题的年份与年度不符"
    severity = Severity.WARNING
    message = "{heading}“{value}”写的是 {printed} 年，年度一栏是 {year} 年。"
    hint = "请改正标题或年度。"

    def project(self, project: Project) -> Iterator[Finding]:
        return self._of(project, project.heading.year_line, project.heading.title)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        return self._of(department, department.year_line, department.title)

    def _of(self, owner: Owner, year_line: str, title: str) -> Iterator[Finding]:
        if owner.year is None:
            return
        for field, heading, text in (("year_line", "年度行", year_line), ("title", "标题", title)):
            years = _years_in(text, field)
            if not years:
                continue
            printed = next(iter(years))
            if len(years) == 1 and printed != str(owner.year):
                yield self.finding(owner, owner, field, text.strip(), heading=heading, printed=printed, year=owner.year)
            return


_GOAL_YEAR = re.compile(
    r"(?:^|[\n。；;：:])\s*(?:目标[0-9一二三四五六]?[：:.、]?\s*)?((?:19|20)[0-9]{2})年(?:度|全年|内)?[，,：:]?(?:的)?(?:总体|绩效|工作|计划|拟|将|预计|预期|目标|完成|全面|全年|底前|实现|开展|举办|新建)"
)


_DONE_BEFORE = re.compile(
    r"((?:19|20)[0-9]{2})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:年?底|末)?(?:之|以)?前(?:全面|全部|基本)?(?:完成|建成|竣工|完工|实现|开展|实施|达到|办结|支付|拨付|发放)(?![^，,。；;]{0,12}的)"
)


class GoalOfAnotherYear(Check):
    """年度总体目标写的是另一年.

    检查什么: 年度总体目标以“某年”开头说要做什么、或说在以前的某年底前完成、而全文没有提到表的年度时，这一年是否就是表的年度。
    为什么: 多半是沿用了上一年的目标，忘了改年份。
    反例: 2024 年度的表，年度总体目标“2023年计划完成各项培训任务”。
    正例: 2024 年度的表，年度总体目标“2024年计划完成各项培训任务”。
    依据: 年度总体目标的定义。
    """

    code = "D411"
    about = dates_in_texts
    title = "目标写的是另一年"
    severity = Severity.WARNING
    message = "年度总体目标写的是 {printed} 年，表的年度是 {year} 年：{value}"
    hint = "请看是否沿用了别的年度的目标，改正年份；写的是背景的，在已核栏写 D411 和理由。"

    def project(self, project: Project) -> Iterator[Finding]:
        return self._of(project, "goal", project.goal)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        return self._of(department, "goal_expected", department.goal_expected)

    def _of(self, owner: Owner, field: str, goal: str) -> Iterator[Finding]:
        if owner.year is None or "20" not in goal or str(owner.year) in goal:
            return
        found = _GOAL_YEAR.search(goal)
        if found is None and (done := _DONE_BEFORE.search(goal)) and int(done[1]) < owner.year:
            found = done
        if found is not None and found[1] != str(owner.year):
            yield self.finding(owner, owner, field, found[0].strip("\n。；; "), printed=found[1], year=owner.year)


class DeadlineBeforeFilling(Check):
    """填报或审核的时候，完成时限已经过了.

    检查什么: 还没有填实际完成值的目标表，同一年度里的完成时限是否早于填报日期或审核日期。
    为什么: 目标是事先定的；填表时期限已过，多半是时限或日期写错。
    反例: 2026 年度的目标表，填报日期 20260915，完成时限 2026年6月底前。
    正例: 2026 年度的目标表，填报日期 20251212，完成时限 2026年12月31日前。
    依据: 财预〔2020〕10号：绩效目标随预算编制填报。
    """

    code = "D410"
    about = printed_heading
    title = "完成时限早于填报日期"
    severity = Severity.WARNING
    message = "完成时限“{value}”在{heading} {day} 之前已经过了。"
    hint = "请核对完成时限和{heading}，改正写错的一个；年中调整目标的，在已核栏写 D410 和理由。"

    def project(self, project: Project) -> Iterator[Finding]:
        days = [
            (heading, day[0])
            for field, heading in DATES.items()
            if (text := getattr(project.heading, field)) and isinstance(day := day_in(text), tuple)
        ]
        if not days or project.year is None or any(row.actual for row in project.indicators):
            return
        heading, latest = max(days, key=lambda pair: pair[1])
        # A deadline of another year is the business of D401.
        if latest.year != project.year:
            return
        for indicator in project.indicators:
            if is_deadline(indicator) and (target := target_of(indicator)).is_calendar:
                deadline = target.deadline_in(project.year)
                if deadline is not None and deadline.year == project.year and deadline < latest:
                    yield self.finding(
                        project,
                        indicator,
                        "target",
                        indicator.target.strip(),
                        heading=heading,
                        day=_written(latest),
                    )


CHECKS = (
    ImpossibleFillDate,
    FilledInAfterReview,
    FillDateFarFromYear,
    TitleOfAnotherYear,
    DeadlineBeforeFilling,
    GoalOfAnotherYear,
)
