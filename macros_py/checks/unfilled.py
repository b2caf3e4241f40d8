"""A self-evaluation that was filled in but for single cells."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.finding import Finding, Severity
from macros_py.checks.scores import ScoreCheck
from macros_py.model import DepartmentEvaluation, Indicator, Project

HEADINGS = {"actual": "实际完成值", "score": "得分", "weight": "分值"}


class UnfilledEvaluation(ScoreCheck):
    """自评表填好了，个别格子空着.

    检查什么: 半数以上的指标填了实际完成值（得分、分值）的自评，其余指标的这一格是否空着；【计算】留下“待核”的得分不算。
    为什么: 漏填一条，总分就少一条的分，也看不出这件事做了没有。
    反例: 十条指标填了九条的实际完成值，一条空着。
    正例: 十条指标都填了；没有做的写“0”或“未开展”，并说明原因。
    依据: 财预〔2020〕10号：自评应逐条对照指标。
    """

    code = "P815"
    title = "自评有格子没有填"
    severity = Severity.WARNING
    message = "本表 {filled} 条指标填了“{heading}”，这一条空着。"
    hint = "请补填；没有做的，实际完成值写 0 或“未开展”，并说明原因。"
    habit = True

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        rows = owner.indicators
        # Most forms are filled in, and told apart first.
        if all([row.weight is not None and row.score is not None and row.actual.strip() for row in rows]):  # noqa: C419 - a generator takes twice as long
            return
        told: list[Indicator] = []
        for field, heading in HEADINGS.items():
            blank = [row for row in rows if _is_blank(row, field)]
            filled = len(rows) - len(blank)
            # With fewer, the form is still being filled in, or has no such column.
            if blank and filled * 2 > len(rows):
                for row in blank:
                    # A row left out as a whole is told once.
                    if row in told:
                        continue
                    told.append(row)
                    yield self.finding(owner, row, field, "", heading=heading, filled=filled)


def _is_blank(row: Indicator, field: str) -> bool:
    if field == "actual":
        return not row.actual.strip()
    if field == "weight":
        return row.weight is None
    # Without an actual there is nothing to score; what stands open, 计算 has told.
    return row.score is None and not row.pending and bool(row.actual.strip())


CHECKS = (UnfilledEvaluation,)
