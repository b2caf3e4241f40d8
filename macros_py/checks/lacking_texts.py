"""Single rows without the 评(扣)分标准 or the 指标解释 that all the others of their form have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.readings import Readings
from macros_py.model import Indicator

# With fewer rows, or more of them blank, a form does without on purpose.
_FEWEST_ROWS, _MOST_BLANK = 5, 5


def _lacking(owner: Owner, field: str) -> list[Indicator]:
    rows = owner.indicators
    # Where neither end of a form has any, it does without.
    if len(rows) < _FEWEST_ROWS or not (getattr(rows[0], field) or getattr(rows[-1], field)):
        return []
    blank = [row for row in rows if not getattr(row, field)]
    return blank if len(blank) * _MOST_BLANK <= len(rows) else []


def without_standard(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the few rows of a form that have no 评(扣)分标准."""
    return _lacking(owner, "standard")


def without_explanation(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the few rows of a form that have no 指标解释."""
    return _lacking(owner, "explanation")


class LackingText(Check):
    """What both checks share: the ``field`` that single rows lack."""

    field: ClassVar[str]
    message = "本表 {filled} 条指标都填了{heading}，这一条空着。"
    hint = "请补填；确实不需要的，可以不填。"
    heading: ClassVar[str]

    def rows(self, owner: Owner) -> Iterator[Finding]:
        lacking = _lacking(owner, self.field)
        for row in lacking:
            # A row that is blank but for its name is told of as such.
            if row.level3.strip() and row.target.strip():
                filled = len(owner.indicators) - len(lacking)
                yield self.finding(owner, row, self.field, "", heading=self.heading, filled=filled)


class LackingStandard(LackingText):
    """个别指标没有评(扣)分标准.

    检查什么: 五条以上指标的表，八成以上的指标填了评(扣)分标准，其余的是否空着。
    为什么: 漏了一条，这一条的满分就没有着落，自评时也不知道怎样打分。
    反例: 十条指标里九条有评分标准，一条空着。
    正例: 十条都有。
    依据: 2026 年目标表的栏目。
    """

    code = "F122"
    about = without_standard
    title = "个别指标没有评分标准"
    severity = Severity.WARNING
    field = "standard"
    heading = "评(扣)分标准"


class LackingExplanation(LackingText):
    """个别指标没有指标解释.

    检查什么: 五条以上指标的表，八成以上的指标填了指标解释，其余的是否空着。
    为什么: 多半是漏填；没有解释，指标怎样统计就不清楚。
    反例: 十条指标里九条有指标解释，一条空着。
    正例: 十条都有。
    依据: 2026 年目标表的栏目。
    """

    code = "F123"
    about = without_explanation
    title = "个别指标没有指标解释"
    severity = Severity.HINT
    field = "explanation"
    heading = "指标解释"


CHECKS = (LackingStandard, LackingExplanation)
