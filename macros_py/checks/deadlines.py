"""完成时限 against the year of the form, and the dates of filling in and reviewing against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from macros_py.checks.base import Check, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.named_values import named_year
from macros_py.checks.readings import Read, subject
from macros_py.checks.subjects import dates_in_texts, spans_in_texts
from macros_py.model import Indicator, Project
from macros_py.targets import Kind, read_target

DEADLINE_NAME = re.compile(
    "(?<!使用)(?<!有效)(?<!质保)(?<!保修)(?<!租赁)(?<!贷款)(?<!还款)(?:时限|时间|期限|日期)|完成时点"
)
_DEADLINE_WORDS = ("时间", "时限", "期限", "日期", "时点")
_DATE = r"(?:19|20)[0-9]{2}\s*(?:[.\-/年]\s*[0-9]{1,2}\s*(?:[.\-/月]\s*[0-9]{1,2}\s*日?)?月?|年)底?"
_SPAN = re.compile(rf"(?<![0-9.])({_DATE})\s*(?:至|到|—+|－|-|~|～)\s*({_DATE})(?![0-9])")
_PROJECT_PERIOD = re.compile(
    rf"(?:实施期限?|实施周期|建设期限?|建设周期|建设工期|服务期限?|合同期限?|项目期限?|项目周期|起止时间)(?:为|是|：|:)?\s*({_DATE})\s*(?:至|到|—+|－|-|~|～)\s*({_DATE})(?![0-9])"
)


def is_deadline(indicator: Indicator) -> bool:
    """Tell whether an indicator speaks of when something is done: a 时效 indicator, or one named so."""
    if "时效" in indicator.level2:
        return True
    name = indicator.level3
    if "时" not in name and "期" not in name:
        return False
    return any([word in name for word in _DEADLINE_WORDS]) and DEADLINE_NAME.search(name) is not None  # noqa: C419 - a generator takes twice as long


def deadline_rows(owner: Owner) -> list[Read]:
    """Return the indicators of a form that speak of when something is done, with their targets as read."""
    return [(indicator, target_of(indicator)) for indicator in owner.indicators if is_deadline(indicator)]


@subject(deadline_rows)
def dated_rows(rows: list[Read]) -> list[Read]:
    """Return the same, read once a run."""
    return rows


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class DeadlineInAnotherYear(Check):
    """完成时限与表的年度不是同一年.

    检查什么: 时效指标的日期、月份或年份（2025年汛前也算）是否落在项目的年度（可在 config.yaml 的 deadline_years_after 放宽；写明建设期、服务期，或名称里写着起止年份的跨年项目，开工一类从期初算起，其余算到期末）；起止时间的，看是否与年度有重合。
    为什么: 年度目标要在当年完成；年份不同多半是沿用了上一年的表忘了改。
    反例: 2025 年度的表，完成时限 2026年12月31日前。
    正例: 2026 年度的表，完成时限 2026年12月31日前。
    依据: 年度总体目标的定义；财预〔2021〕101号时效指标。
    """

    code = "D401"
    about = dated_rows
    title = "完成时限与年度不符"
    severity = Severity.ERROR
    message = "完成时限“{value}”在 {deadline} 年，表的年度是 {year} 年。"
    hint = "请核对时限的年份和项目的年度，改正写错的一个。"
    hides = frozenset({"D405", "T323", "W603", "W613", "W625"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        if owner.year is None:
            return
        latest = owner.year + self.config.checks.deadline_years_after
        for indicator, target in self.once(deadline_rows, owner):
            deadline = target.deadline
            ends = deadline.year if deadline is not None else None if target.is_calendar else named_year(target)
            if ends is None:
                continue
            begins = target.value.year if isinstance(target.value, date) else ends
            if ends < owner.year:
                # 三年的项目 is begun in its first year, whatever year the form is of.
                wrong = _BEGUN.search(indicator.level3) is None or ends < _first_year(owner, indicator)
            else:
                wrong = begins > latest and begins > self._ends(owner, indicator)
            if wrong:
                yield self.finding(owner, indicator, "target", indicator.target, deadline=ends, year=owner.year)

    @staticmethod
    def _ends(owner: Owner, indicator: Indicator) -> int:
        """Return the year in which a project that says over which years it goes on ends, 0 where it does not say."""
        goal = owner.goal if isinstance(owner, Project) else ""
        period = _PROJECT_PERIOD.search(f"{goal}\n{indicator.explanation}\n{indicator.note}")
        # 截至2024年底投资完成比例, 截至2025年6月底投资完成比例: the names tell of both years.
        named = (int(year) for row in owner.indicators if "20" in row.level3 for year in _BY_YEAR.findall(row.level3))
        over = _NAMED_YEARS.search(owner.name)
        return max(int(period[2][:4]) if period else 0, int(over[2]) if over else 0, *named, 0)


def _first_year(owner: Owner, indicator: Indicator) -> int:
    """Return the year in which a project that says over which years it goes on was begun, its own where it does not say."""
    own = owner.year or 0
    if not isinstance(owner, Project):
        return own
    said = f"{owner.goal}\n{indicator.explanation}\n{indicator.note}"
    period = _PROJECT_PERIOD.search(said)
    over = _NAMED_YEARS.search(owner.name)
    # 秋收后即开工，跨年实施: the row says itself that it was begun the year before.
    last = own - 1 if "跨年" in said else own
    return min(int(period[1][:4]) if period else own, int(over[1]) if over else own, last)


_BEGUN = re.compile("开工|动工|启动|开始|开建|招标|采购|立项")
# 高标准农田建设（2023—2025年）: the years over which a project goes on, in its name.
_NAMED_YEARS = re.compile(r"(?<![0-9])(20[0-9]{2})年?度?[-—–－~～至到]+(20[0-9]{2})(?![0-9])")


class PeriodBeyondYear(Check):
    """起止时间有一头在年度以外.

    检查什么: 时效指标的起止时间是否从年度以前开始、到年度以后结束（deadline_years_after 放宽的年份以内不算）。
    为什么: 年度目标只考核当年；跨年的项目应写明当年做到哪一步。
    反例: 2023 年度的表，起止时间 2023.07-2024.01。
    正例: 2023 年度的表，起止时间 2023.07-2023.12。
    依据: 年度总体目标的定义；财预〔2021〕101号时效指标。
    """

    code = "D402"
    about = dated_rows
    title = "起止时间跨年度"
    severity = Severity.HINT
    message = "起止时间“{value}”是 {begin} 至 {end}，表的年度是 {year} 年。"
    hint = "跨年项目请写明本年度做到哪一步；不是跨年项目的，请改正年份。"

    def project(self, project: Project) -> Iterator[Finding]:
        if project.year is None:
            return
        latest = project.year + self.config.checks.deadline_years_after
        for indicator, target in self.once(deadline_rows, project):
            begin, end = target.value, target.upper
            if target.kind is not Kind.RANGE or not isinstance(begin, date) or not isinstance(end, date):
                continue
            # 11月15日至次年3月15日 says itself that it goes on into the next year.
            if _INTO_NEXT_YEAR.search(indicator.target) is not None:
                continue
            overlaps = begin.year <= latest and end.year >= project.year
            if overlaps and (begin.year < project.year or end.year > latest):
                yield self.finding(
                    project,
                    indicator,
                    "target",
                    indicator.target.strip(),
                    begin=f"{begin.year}年{begin.month}月",
                    end=f"{end.year}年{end.month}月",
                    year=project.year,
                )


class PeriodLongerThanYear(Check):
    """时效指标的期限超过一年.

    检查什么: 时效指标的期限（几个月、几年、几天）是否超过 12 个月；使用年限、质保期一类不算。
    为什么: 一年的表考核不了一年以后的事。
    反例: 完成期限 24个月。
    正例: 服务期限 12个月。
    依据: 年度总体目标的定义；财预〔2021〕101号时效指标。
    """

    code = "D403"
    about = dated_rows
    title = "期限超过一年"
    severity = Severity.HINT
    message = "期限“{value}”超过一年，这是 {year} 年度的表。"
    hint = "跨年项目请写明本年度做到哪一步；写错的请改正。"

    def project(self, project: Project) -> Iterator[Finding]:
        for indicator, target in self.once(deadline_rows, project):
            if "时效" not in indicator.level2:
                continue
            amount = target.base_value
            if (
                target.kind is not Kind.PERIOD
                or amount is None
                or re.search("年限|寿命|质保|保修|有效期", indicator.level3)
            ):
                continue
            if amount > _A_YEAR.get(target.base_unit, amount):
                yield self.finding(project, indicator, "target", indicator.target.strip(), year=project.year or "一")


_BY_YEAR = re.compile("(?:截至|截止到?|到)(20[0-9]{2})年")
_INTO_NEXT_YEAR = re.compile("[次翌]年|第二年")
# By the unit in which a term compares: 366 days of seconds, and as many working days as no year has.
_A_YEAR = {"个月": 12, "秒": 366 * 86400, "工作日": 262}


class ImpossibleSpan(Check):
    """说明文字里的起止日期前后颠倒，或没有这一天.

    检查什么: 年度总体目标、指标解释、说明里的“某年某月至某年某月”，开始是否晚于结束，日期是否存在。
    为什么: 颠倒的日期看不出项目的起止时间。
    反例: 说明里写“2025年4月14日至2025年3月31日”。
    正例: 说明里写“2025年4月14日至2025年12月31日”。
    依据: 日历。
    """

    code = "D404"
    about = spans_in_texts
    title = "起止日期颠倒或不存在"
    severity = Severity.ERROR
    message = "“{value}”{fault}。"
    hint = "请核对后改正日期。"
    hides = frozenset({"D415"})

    def project(self, project: Project) -> Iterator[Finding]:
        if (found := _bad_span(project.goal)) is not None:
            yield self.finding(project, project, "goal", found[0], fault=found[1])
        for indicator in project.indicators:
            if not indicator.explanation and not indicator.note:
                continue
            for field in ("explanation", "note"):
                text: str = getattr(indicator, field)
                if len(text) > 8 and (found := _bad_span(text)) is not None:
                    yield self.finding(project, indicator, field, found[0], fault=found[1])


def _bad_span(text: str) -> tuple[str, str] | None:
    if "20" not in text and "19" not in text:
        return None
    for span in _SPAN.finditer(text):
        read = read_target("".join(span[0].split()))
        if read.kind is Kind.UNREADABLE and ("颠倒" in read.reason or "没有" in read.reason):
            return span[0], f"：{read.reason.split('，')[0]}"
    return None


class DeadlineOutsidePeriod(Check):
    """完成时限在项目的起止时间以外.

    检查什么: 年度总体目标、指标解释或说明写了“实施期”“建设期”“服务期”的起止时间时，完成时限是否在其中。
    为什么: 同一张表上两个时间互相矛盾，不知道按哪一个考核。
    反例: 年度总体目标写“建设期2024年3月至2024年9月”，完成时限 2024年12月底前。
    正例: 年度总体目标写“建设期2024年3月至2024年12月”，完成时限 2024年12月底前。
    依据: 财预〔2021〕101号时效指标。
    """

    code = "D405"
    about = dates_in_texts
    title = "完成时限在项目起止时间以外"
    severity = Severity.WARNING
    message = "完成时限“{value}”是 {deadline}，而{place}写的是“{period}”。"
    hint = "请核对完成时限和项目的起止时间，改正写错的一个。"

    def project(self, project: Project) -> Iterator[Finding]:
        overall = _periods(project.goal)
        for indicator, target in self.once(deadline_rows, project):
            if "时效" not in indicator.level2 or project.year is None:
                continue
            own = _periods(f"{indicator.explanation}\n{indicator.note}")
            periods = own or overall
            if not periods or target.kind is Kind.RANGE:
                continue
            if (deadline := target.deadline_in(project.year)) is None:
                continue
            # A project that is built and then run has a period for each.
            if not any(begin <= deadline <= end for _, begin, end in periods):
                yield self.finding(
                    project,
                    indicator,
                    "target",
                    indicator.target.strip(),
                    deadline=_written(deadline),
                    place="这条指标的说明" if own else "年度总体目标",
                    period=periods[0][0],
                )


def _periods(text: str) -> list[tuple[str, date, date]]:
    """Return the periods that a text names for the project, as written and with their first and last day."""
    found = []
    for period in _PROJECT_PERIOD.finditer(text):
        span = read_target("".join(f"{period[1]}至{period[2]}".split()))
        if isinstance(span.value, date) and isinstance(span.upper, date):
            found.append((period[0], span.value, span.upper))
    return found


CHECKS = (
    DeadlineInAnotherYear,
    PeriodBeyondYear,
    PeriodLongerThanYear,
    ImpossibleSpan,
    DeadlineOutsidePeriod,
)
