"""The score of what was done too late."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.actuals import lateness
from macros_py.checks.comparison import departing_rows
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.scores import ScoreCheck
from macros_py.scoring.literals import literal
from macros_py.targets import Kind

# A deadline that was moved by those who set it was kept.
_MOVED = re.compile("批准|批复|同意|核准|顺延|展期|延期至|调整(?:至|到|为)|变更(?:至|到|为)|不可抗力|上级要求|文件要求")


class FullMarkThoughLate(ScoreCheck):
    """逾期完成的，得了满分.

    检查什么: 指标值是完成时限、实际完成日期晚于时限的，得分是否还是满分；原因写着经批准、顺延等的不查。评(扣)分标准算得出应得多少分的，由 P804 查。
    为什么: 没有按时完成，时效指标不应得满分。
    反例: 指标值 2024年6月底前，实际完成 2024年8月15日，分值 10，得分 10。
    正例: 指标值 2024年6月底前，实际完成 2024年8月15日，分值 10，得分 8。
    依据: 财预〔2020〕10号：未完成指标的，按完成情况计分。
    """

    code = "P819"
    about = departing_rows
    title = "逾期完成得了满分"
    severity = Severity.WARNING
    message = "{late}，得分 {value} 却是满分。"
    hint = "请核对完成日期，按计分办法扣分；时限经批准推迟的，在“偏差原因分析”写明。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for row, score in self.fully_marked(owner):
            indicator = row.indicator
            # Nearly every row is told apart here.
            if row.actual.kind is not Kind.DATE and row.actual.kind is not Kind.MONTH:
                continue
            late = lateness(row, owner.year)
            if not late or _MOVED.search(indicator.reason) is not None:
                continue
            if not self.has_rule(owner, indicator):
                yield self.finding(owner, indicator, "score", literal(score), late=late)


CHECKS = (FullMarkThoughLate,)
