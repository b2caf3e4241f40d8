"""评(扣)分标准 of a row: its limits and dates beside 指标值, and whether it was finished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from macros_py.checks.base import About, Check, as_written, target_of
from macros_py.checks.comparison import agree
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.readings import Readings
from macros_py.checks.standard_limits import limit_against, other_deadline
from macros_py.checks.stated_figures import stated_figures
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring import Doubt, GradeRule, StandardReading, read_standard


@lru_cache(maxsize=8192)
def _standard(
    text: str, target: tuple[str, str, str], weight: Decimal | None, begun: bool, year: int | None
) -> tuple[StandardReading, bool]:
    """Return a sentence as read, and whether it gives no rule, or one of grades, is remarked upon, or has not come to its end."""
    # By the texts of the target: their hashes are kept, that of a Target costs as much as reading the sentence.
    printed, unit, target_type = target
    reading = read_standard(text, printed, weight, unit=unit, target_type=target_type, begun=begun, year=year)
    open_ = reading.truncated or text[-1:] not in _CLOSED
    return reading, reading.rule is None or bool(reading.findings) or open_ or isinstance(reading.rule, GradeRule)


def _read(indicator: Indicator, begun: bool, year: int | None) -> tuple[StandardReading, bool] | None:
    if not indicator.standard or not (text := indicator.standard.strip()):
        return None
    target = (indicator.target, indicator.unit, indicator.target_type)
    return _standard(text, target, indicator.weight, begun, year)


def standard_of(indicator: Indicator, begun: bool, year: int | None) -> StandardReading | None:
    """Return the reading of a row's 评(扣)分标准 with its target, 分值 and 年度, None where the row has none."""
    read = _read(indicator, begun, year)
    return None if read is None else read[0]


Standard = tuple[Indicator, StandardReading]
Standards = tuple[list[Standard], list[Standard]]


def _standards(owner: Owner, begun: bool) -> Standards:
    """Return the rows of a form that have a sentence, with its reading, and those of them in which something may be amiss."""
    found: list[Standard] = []
    doubtful: list[Standard] = []
    for row in owner.indicators:
        if (read := _read(row, begun, owner.year)) is not None:
            standard = (row, read[0])
            found.append(standard)
            if read[1]:
                doubtful.append(standard)
    return found, doubtful


def _by_whole_steps(owner: Owner) -> Standards:
    return _standards(owner, begun=False)


def _by_begun_steps(owner: Owner) -> Standards:
    return _standards(owner, begun=True)


def _of(readings: Readings, owner: Owner) -> Standards:
    return readings.once(_by_begun_steps if readings.config.begun_steps_count else _by_whole_steps, owner)


def read_standards(readings: Readings, owner: Owner) -> list[Standard]:
    """Return the rows of a form that have a sentence, with its reading; read once a run."""
    return _of(readings, owner)[0]


def doubtful_standards(readings: Readings, owner: Owner) -> list[Standard]:
    """Return the rows whose sentence gives no rule, or one of grades, is remarked upon, or has not come to its end."""
    return _of(readings, owner)[1]


class StandardCheck(Check):
    """A check of scoring sentences: all of them share one reading of each."""

    about: ClassVar[About] = read_standards

    def standards(self, owner: Owner) -> list[Standard]:
        """Return the rows of a form that have a sentence, with its reading."""
        return read_standards(self.readings, owner)


class DoubtfulStandardCheck(StandardCheck):
    """A check of those sentences only in which something may be amiss."""

    about: ClassVar[About] = doubtful_standards

    def standards(self, owner: Owner) -> list[Standard]:
        """Return the rows of a form with a sentence in which something may be amiss, with its reading."""
        return doubtful_standards(self.readings, owner)


class StandardAgainstTarget(DoubtfulStandardCheck):
    """评分标准里的界限与指标值不一致.

    检查什么: 评(扣)分标准得满分的界限（数、日期）与指标值是否一致。
    为什么: 按评分标准和按指标值考核，结果不同。
    反例: 指标值 ≥95%，评分标准“满意度大于等于90%的得10分……”；指标值 2026年12月31日前，评分标准“在2025年12月31日前完成得满分10分……”。
    正例: 指标值 ≥95%，评分标准“满意度大于等于95%的得10分……”。
    依据: 评(扣)分标准是对指标值的计分办法。
    """

    code = "W603"
    title = "评分标准与指标值不一致"
    severity = Severity.ERROR
    message = "评分标准与指标值不一致：{remark}。"
    hint = "请核对，改正写错的一个。"
    # Where the explanation says what the sentence says, the target is the odd one out: told once, at the target.
    hides = frozenset({"W601", "W613", "W615", "W622", "M505:=", "M514:="})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            if not reading.findings and reading.rule is not None:
                continue
            remark = next((remark.sentence for remark in reading.findings if remark.doubt is Doubt.TARGET), "")
            if not remark and reading.rule is None:
                remark = limit_against(indicator.standard, target_of(indicator), owner.year)
            if not remark:
                continue
            both = _said_alike(indicator, owner.year)
            if both:
                remark = f"{remark.rstrip('。')}，指标解释写的也是“{both}”"
            yield self.finding(
                owner,
                indicator,
                "target" if both else "standard",
                as_written(indicator) if both else indicator.standard,
                remark=remark.rstrip("。"),
            )


def _said_alike(indicator: Indicator, year: int | None) -> str:
    """Return what 指标解释 and the sentence both say in place of the target; "" where they do not agree."""
    target, text = target_of(indicator), indicator.explanation
    if not text.strip():
        return ""
    if target.is_calendar:
        said, other = (other_deadline(one, target, year) for one in (text, indicator.standard))
        return said if said and other and said[-8:] in other + said and said[-4:] == other[-4:] else ""
    found = stated_figures(text, target)
    if len(found) != 1 or agree(found[0].read, target):
        return ""
    here = stated_figures(indicator.standard, target)
    if any(agree(figure.read, target) for figure in here):
        return ""
    return found[0].text if any(agree(figure.read, found[0].read) for figure in here) else ""


class StandardCutOff(DoubtfulStandardCheck):
    """评分标准没有写完.

    检查什么: 评(扣)分标准是否断在半句。
    为什么: 后半句不知道怎样计分。
    反例: 达到计划值得5分,否则按实际值/计划值*指标
    正例: 达到计划值得5分,否则按实际值/计划值*指标分值计分。
    依据: 评(扣)分标准应完整。
    """

    code = "W605"
    title = "评分标准没有写完"
    severity = Severity.WARNING
    message = "评分标准没有写完，断在“…{end}”。"
    hint = "请补全后半句。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            end = indicator.standard.rstrip()[-6:]
            if _ENDED.search(end) and not reading.truncated:
                continue
            if reading.truncated or end[-1:] in _OPEN or (end[-1:] not in _CLOSED and _BROKEN_OFF.search(end)):
                yield self.finding(
                    owner, indicator, "standard", indicator.standard, end=indicator.standard.strip()[-10:]
                )


_OPEN = frozenset("，,、；;：:（(")
# One of a list of sentences, copied with its semicolon.
_ENDED = re.compile("(?:不得分|为止|计分)[；;]$")
# A sentence may have been given up long before its end: 每高0.01元扣
_BROKEN_OFF = re.compile(
    r"(?:(?<!不)得|(?<!酌情)(?<!适当)(?<!相应)扣|扣完为?|否则|否则不得|每|每[高低超少多]|大于|小于|低于|高于|不少于|不超过|超过|达到|推迟|[≥≤＜＞<>×*÷/／])$"
)


_CLOSED = frozenset("。分止）)")


CHECKS = (StandardAgainstTarget, StandardCutOff)
