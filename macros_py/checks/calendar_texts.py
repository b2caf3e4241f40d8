"""Days and terms that texts name: days that no calendar has, terms that do not fit their dates, so many a year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from macros_py.checks.base import Check, as_written
from macros_py.checks.deadlines import deadline_rows
from macros_py.checks.finding import Finding, Owner, Record, Severity
from macros_py.checks.form_texts import Texts, goal_of, texts_of
from macros_py.checks.names import compact
from macros_py.checks.readings import Readings, subject
from macros_py.checks.subjects import dates_in_texts
from macros_py.model import DepartmentEvaluation, Project
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, read_target

_DAY = re.compile(
    r"(?<!农历)(?<!阴历)(?<![0-9.\-—~～至到每])(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})[日号](?![0-9])"
)
# Begins with one character, to which the engine skips. February may have 29 days or not.
_PERHAPS_NO_DAY = re.compile(
    "月(?:(?:00?|3[2-9]|[4-9][0-9])[日号]|(?<=[469]月)31[日号]|(?<=11月)31[日号]|(?<=2月)(?<!12月)(?:29|3[01])[日号]"
    "|(?<=(?:1[3-9]|[2-9][0-9]|00)月)[0-9]{1,2}[日号]|(?<=0月)(?<!10月)[0-9]{1,2}[日号])"
)
_FIELDS = ("explanation", "standard", "note", "reason")
HEADINGS = {
    "goal": "年度总体目标",
    "explanation": "指标解释",
    "standard": "评(扣)分标准",
    "note": "说明（备注）",
    "reason": "偏差原因",
}


@subject(texts_of)
def impossible_days(texts: Texts) -> bool:
    """Tell whether a text of a form names a day of a month that may have none such."""
    return _PERHAPS_NO_DAY.search(texts.together) is not None


class ImpossibleDayInText(Check):
    """文字里写的日期不是真有的一天.

    检查什么: 年度总体目标、指标解释、评(扣)分标准、说明、偏差原因里的“某月某日”是否存在（起止日期由 D404 查）。
    为什么: 没有这一天，就不知道要在什么时候完成。
    反例: 指标解释“2024年2月30日前完成检查”。
    正例: 指标解释“2024年2月29日前完成检查”。
    依据: 日历。
    """

    code = "D415"
    about = impossible_days
    title = "文字里的日期不存在"
    severity = Severity.ERROR
    message = "{heading}里的“{day}”不是真有的日期。"
    hint = "请核对后改正日期。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        if isinstance(owner, Project):
            yield from self._of(owner, owner, "goal", owner.goal)
        for indicator in owner.indicators:
            for field in _FIELDS:
                text: str = getattr(indicator, field)
                if text and "月" in text:
                    yield from self._of(owner, indicator, field, text)

    def _of(self, owner: Owner, record: Record, field: str, text: str) -> Iterator[Finding]:
        if "月" not in text or ("日" not in text and "号" not in text):
            return
        for found in _DAY.finditer(text):
            year, month, day = int(found[1] or 2024), int(found[2]), int(found[3])
            if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
                yield self.finding(owner, record, field, text.strip(), heading=HEADINGS[field], day=found[0])
                return


_NO_MONTH = re.compile(
    r"(?<![0-9.\-—~～])(?:((?:19|20)[0-9]{2})年)?(1[3-9]|[2-9][0-9]|[1-9]0{1,2}0?)(?<!10)月(?=[底末前份]|[上中下]旬|至[0-9]|到[0-9])"
    r"|(?<![0-9])(?:2[1-9][0-9]{2}|1[0-8][0-9]{2})年(?=度|底|[0-9]{1,2}月)"
)


# Begin with one character, to which the engine skips.
_PERHAPS_NO_MONTH = re.compile("月(?<=(?:1[3-9]|[2-9][0-9]|00)月)")
_PERHAPS_NO_YEAR = re.compile("年(?<=(?:2[1-9]|1[0-8])[0-9][0-9]年)")


@subject(texts_of)
def impossible_months(texts: Texts) -> bool:
    """Tell whether a text of a form names a month or a year that no form can mean."""
    together = texts.together
    # Nearly every form is told apart here.
    perhaps = _PERHAPS_NO_MONTH.search(together) is not None or _PERHAPS_NO_YEAR.search(together) is not None
    return perhaps and _NO_MONTH.search(together) is not None


class ImpossibleMonthInText(Check):
    """文字里写的月份或年份不可能.

    检查什么: 年度总体目标、指标解释、评(扣)分标准、说明、偏差原因里，是否有 12 以上的月份（90月底前）、不可能的年份（2206年10月）；几个月的期限不算。
    为什么: 没有这个月，就不知道要在什么时候完成。
    反例: 指标解释“90月底前发放到位”。
    正例: 指标解释“9月底前发放到位”。
    依据: 日历。
    """

    code = "D419"
    about = impossible_months
    title = "文字里的月份或年份不可能"
    severity = Severity.ERROR
    message = "{heading}里的“{month}”不是真有的时间。"
    hint = "请核对后改正。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        place, goal = goal_of(owner)
        texts: list[tuple[Record, str, str, str]] = [(owner, place, "年度总体目标", goal)]
        texts += [(row, field, HEADINGS[field], getattr(row, field)) for row in owner.indicators for field in _FIELDS]
        for record, field, heading, text in texts:
            found = _NO_MONTH.search(text) if text else None
            if found is not None:
                yield self.finding(owner, record, field, text.strip(), heading=heading, month=found[0])


_SPAN = re.compile(
    r"(工期|建设期限?|建设周期|实施期限?|实施周期|服务期限?|合同期限?|服务周期)(?:为|是|：|:)?\s*((?:19|20)[0-9]{2}[年./\-][0-9]{1,2}[月./\-][0-9]{1,2}日?)\s*(?:至|到|—+|－|-|~|～)\s*((?:19|20)[0-9]{2}[年./\-][0-9]{1,2}[月./\-][0-9]{1,2}日?)(?![0-9])"
)
_TERM_NAME = re.compile("工期|建设期|建设周期|实施期|实施周期|服务期|合同期|服务周期")
_DAYS = {"年": Decimal(365), "个月": Decimal("30.4"), "天": Decimal(1), "周": Decimal(7)}
# A term may be counted with or without its ends, and months are not all alike.
_SLACK_DAYS = 16


class TermAgainstDates(Check):
    """工期与起止日期对不上.

    检查什么: 工期、建设期、服务期一类的指标值（几天、几个月），与指标解释、说明或年度总体目标里写的起止日期相差是否超过半个月（又超过一成）。
    为什么: 同一个工期写了两个长短，必有一个写错。
    反例: 工期 ≤90天，指标解释“建设工期2024年3月1日至2024年12月31日”。
    正例: 工期 ≤90天，指标解释“建设工期2024年3月1日至2024年5月29日”。
    依据: 财预〔2021〕101号时效指标。
    """

    code = "D416"
    about = dates_in_texts
    title = "工期与起止日期不符"
    severity = Severity.WARNING
    message = "“{name}”是 {value}，{heading}写的“{span}”共 {days} 天。"
    hint = "请核对工期和起止日期，改正写错的一处。"

    def project(self, project: Project) -> Iterator[Finding]:
        for indicator, target in self.once(deadline_rows, project):
            if target.kind is not Kind.PERIOD or not isinstance(target.value, Decimal):
                continue
            name = compact(indicator.level3)
            term, length = _TERM_NAME.search(name), _DAYS.get(target.normal_unit)
            if term is None or length is None:
                continue
            for field, text in (
                ("explanation", indicator.explanation),
                ("note", indicator.note),
                ("goal", project.goal),
            ):
                days = _days_of(text, term[0]) if "20" in text else None
                if days is None:
                    continue
                span, count = days
                gap = abs(target.value * length - count)
                if gap > _SLACK_DAYS and gap * 10 > count:
                    yield self.finding(
                        project,
                        indicator,
                        "target",
                        as_written(indicator),
                        name=name,
                        heading=HEADINGS[field],
                        span=span,
                        days=count,
                    )
                break


def _days_of(text: str, term: str) -> tuple[str, int] | None:
    """Return the only period of dates that a text names for ``term``, and how many days it has."""
    found = [span for span in _SPAN.finditer(text) if span[1][:2] == term[:2] or "工期" in (span[1], term)]
    if len(found) != 1:
        return None
    read = read_target("".join(f"{found[0][2]}至{found[0][3]}".split()))
    if not isinstance(read.value, date) or not isinstance(read.upper, date):
        return None
    return found[0][0], (read.upper - read.value).days + 1


_EVERY = re.compile(r"每个?(半年|季度?|月)(?:度)?(?:至少|不少于|开展|组织|召开|举办|一般)?([1-9][0-9]?|[一二两三四])")
TIMES_A_YEAR = {
    "半年": 2,
    "年": 1,
    "季度": 4,
    "季": 4,
    "月": 12,
    "旬": 36,
    "周": 53,
    "星期": 53,
    "天": 366,
    "日": 366,
    "学期": 2,
}
"""How often a year has it at most; a day more or less is no matter."""
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


class TimesAYear(Check):
    """全年的次数与“每月（每季度）几次”对不上.

    检查什么: 指标值后面的括号里写着“每月1次”“每季度2次”的，乘 12（4、2）是否等于全年的数。
    为什么: 每月1次全年应是12次；只做几个月的，说清楚才不会误会。
    反例: 检查次数 ≥10次（每月1次）。
    正例: 检查次数 ≥12次（每月1次）；检查次数 ≥4次（每季度1次）。
    依据: 指标值自己的说法。
    """

    code = "D417"
    about = Readings.remarked
    title = "全年次数与每月次数不符"
    severity = Severity.HINT
    message = "“{value}”：{every}，全年应是 {whole} {unit}。"
    hint = "请核对两个数；只做几个月的，把月份写清楚。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.remarked(owner):
            if target.kind is not Kind.NUMBER or not isinstance(target.value, Decimal):
                continue
            found = _EVERY.search(target.remark)
            if found is None:
                continue
            each = _NUMERALS.get(found[2]) or int(found[2])
            whole = each * TIMES_A_YEAR[found[1]]
            rest = target.remark[found.end() :]
            if target.value != whole and rest.startswith(target.unit[:1]):
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    as_written(indicator),
                    every=f"{found[0]}{target.unit}",
                    whole=literal(Decimal(whole)),
                    unit=target.unit,
                )


CHECKS = (ImpossibleDayInText, ImpossibleMonthInText, TermAgainstDates, TimesAYear)
