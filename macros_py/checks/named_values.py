"""Targets that name a number or a day without giving it: ≤预算数, 1:15, ≤2024年汛前."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.readings import Readings
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import Kind, Target

# ≤预算数, ≥上年水平: a person knows the number, 1:15 is one.
_NAMED_NUMBER = re.compile(r"[≥≤=<>＝＞＜≧≦]+[^0-9０-９*×xX?？□_＿○]*[\u3400-\u9fff]{2,}[^0-9０-９*×xX?？□_＿○]*")
_PROPORTION = re.compile(r"[≥≤=<>＝＞＜≧≦]?[0-9.]+[:：][0-9.]+(?:以上|以下|以内|左右|配[\u3400-\u9fff]{1,3})?")
# ≤LPR+50BP: the rate that a bank publishes, and points on it.
_PUBLISHED_RATE = re.compile(r"[≥≤=<>＝＞＜≧≦]?LPR(?:[+\-＋－][0-9.]+(?:BP|bp|个?基点|%))?")
# Deaths are counted 10/10万.
_PER_MANY = re.compile(r"[≥≤=<>＝＞＜≧≦]?[0-9.]+[/／](?:[0-9]*[百千万]|[0-9]{4,})人?(?:以上|以下|以内)?")
_FRACTION = re.compile(r"[≥≤=<>＝＞＜≧≦]?[0-9]{1,2}[/／][0-9]{1,3}(?:以上|以下|以内|左右)?")
# 3/4 may be a day in April; 16/16 townships are all of them.
_TIME_NAME = re.compile("时间|时限|日期|期限|时点|及时|工期")
# ≥核定损失的60%: so much of what a person knows.
_PART_OF = re.compile(r"[≥≤=<>＝＞＜≧≦]?[\u3400-\u9fff]{2,14}的?[0-9.]+[%％‰]")


# ≤2024年汛前, =2024年秋季, ≤9月开学前: a time that people know and no calendar.
_NAMED_TIME = re.compile(
    r"[≥≤=<>＝＞＜≧≦]*(?:(?:19|20)[0-9]{2}年度?)?(?:[0-9]{1,2}月)?[“”\"]?(?![月日号])(?=[\u4e00-\u9fff“”\"]*(?:[春夏秋冬]|汛|节|假|国庆|元旦|五一|八一|六一|十一|七一|开学|学期|学年|两会|高考|中考|封冻|上冻|雨季|旱季|播种|收割|收获|换届|年检|审计))"
    r"[\u4e00-\u9fff“”\"]{2,12}"
)
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_OF_A_YEAR = re.compile(r"[≥≤=<>＝＞＜≧≦]+(?:19|20)[0-9]{2}年度?(?![底末第])(?:(?![月日号])[\u4e00-\u9fff]){2,12}")


# 2025年4月—5月、9月—10月: the rounds of a year, which any reader tells apart.
_SPAN = "(?:1[0-2]|0?[1-9])月(?:[—–~～至到-]{1,2}(?:1[0-2]|0?[1-9])月)?"
_SPANS = re.compile(rf"(?:(?:19|20)[0-9]{{2}}年)?{_SPAN}(?:[、和及]{_SPAN}){{1,5}}")


def names_time(target: Target) -> bool:
    """Tell whether a target names a time that has no date of its own, or several spans of months."""
    text = "".join(target.printed.split())
    return _NAMED_TIME.fullmatch(text) is not None or _SPANS.fullmatch(text) is not None


def named_year(target: Target) -> int | None:
    """Return the year of a time that has no date of its own, 2025 of 2025年汛前; None where it names none."""
    text = "".join(target.printed.split()).lstrip("≥≤=<>＝＞＜≧≦")
    return int(text[:4]) if names_time(target) and _YEAR.match(text) is not None else None


def says_something(indicator: Indicator, target: Target) -> bool:
    """Tell whether a target that is no number still says to a person what is to be reached."""
    # ≥人次 has lost its number, ≥预算数 names one.
    if target.broken:
        return False
    text = "".join(target.printed.split())
    if _OF_A_YEAR.fullmatch(text) is not None and "季度" not in text:
        return True
    if any(shape.fullmatch(text) for shape in (_NAMED_NUMBER, _PROPORTION, _PER_MANY, _PUBLISHED_RATE, _PART_OF)):
        return True
    return _FRACTION.fullmatch(text) is not None and _TIME_NAME.search(indicator.level3) is None


class NotOneNumber(Check):
    """指标值要查别的文件才知道是多少，或写成了比.

    检查什么: 指标值是否写成“≤预算数”“≥上年水平”，或 1:15、1/3 这样的比。
    为什么: 表上没有数，年末要另找依据；比不能按完成比例计分。
    反例: 项目总成本 ≤预算数。
    正例: 项目总成本 ≤45万元。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T319"
    about = Readings.odd
    title = "指标值不是一个数"
    severity = Severity.HINT
    message = "指标值“{value}”不是一个数，工具不能按它计分。"
    hint = "知道是多少的，请写成数，如 ≤45万元、≥33%；只能这样写的，不用改。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.odd(owner):
            if target.kind is Kind.UNREADABLE and says_something(indicator, target) and not names_time(target):
                yield self.finding(owner, indicator, "target", indicator.target.strip())


class TimeWithoutDate(Check):
    """时限写的是季节、节日一类，没有写明是哪一天.

    检查什么: 指标值是否写成“≤2024年汛前”“=2024年秋季”“≤春节前”这样带符号、又不是年月日的时间。
    为什么: 各人理解的日子不同，年末不好判断是否按时完成，工具也不能按它计分。
    反例: 完成时间 ≤2024年汛前。
    正例: 完成时间 2024年5月31日前。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T323"
    about = Readings.odd
    title = "时限没有写明是哪一天"
    severity = Severity.HINT
    message = "指标值“{value}”没有写明是哪一天。"
    hint = "建议写成年月日，如 2024年5月31日前。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.odd(owner):
            if target.kind is Kind.UNREADABLE and names_time(target) and not _SPANS.fullmatch(target.printed.strip()):
                yield self.finding(owner, indicator, "target", indicator.target.strip())


CHECKS = (NotOneNumber, TimeWithoutDate)
