"""The total of a self-evaluation against the scores that make it up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import figure
from macros_py.checks.execution import ExecutionScore
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.score_rules import ScoreAgainstRule
from macros_py.checks.scores import ZERO, ScoreCheck
from macros_py.model import DepartmentEvaluation, Project


class ScoresAgainstTotal(ScoreCheck):
    """各项得分之和与总分不等.

    检查什么: 各条指标得分加预算执行率得分，是否等于表上的总分；总分是否超过 100。
    为什么: 总分是各项得分加总得出的。
    反例: 各条得分合计 88.5，执行率得分 9，总分 98。
    正例: 各条得分合计 88.5，执行率得分 9，总分 97.5。
    依据: 2022 年自评表说明 1：各项指标得分加总得出总分。
    """

    code = "P811"
    title = "得分之和与总分不等"
    severity = Severity.ERROR
    message = "各条得分 {rows} + 执行率得分 {execution} = {sum}，表上总分 {value}。"
    hint = "请重新加总，改正总分或写错的得分。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        if not isinstance(owner, DepartmentEvaluation) or owner.total_score is None:
            return
        scores = [row.score for row in owner.indicators if row.score is not None]
        if not scores or len(scores) < len(owner.indicators) or owner.total.score is None:
            return
        spent = sum(scores, ZERO)
        gap = owner.total_score - spent - owner.total.score
        if abs(gap) > self.config.checks.score_tolerance and not self._is_told(owner, gap):
            yield self.finding(
                owner,
                owner,
                "total_score",
                figure(owner.total_score),
                rows=figure(spent),
                execution=figure(owner.total.score),
                sum=figure(spent + owner.total.score),
            )

    def _is_told(self, department: DepartmentEvaluation, gap: Decimal) -> bool:
        """Tell whether the total is right and the scores that other checks call wrong make up the difference."""
        rules = ScoreAgainstRule(self.config)
        rules.readings = self.readings
        misses = [points - (row.indicator.score or ZERO) for row, _, points in rules.contradicted(department)]
        execution = ExecutionScore(self.config).expected(department)
        if execution and department.total.score is not None:
            misses.append(execution[0] - department.total.score)
        tolerance = self.config.checks.score_tolerance
        if any(abs(miss - gap) <= tolerance for miss in (*misses, sum(misses, ZERO))):
            return True
        # A score out of its range tells nothing of the right one but that it lies inside.
        return any(
            not 0 <= row.score <= row.weight and 0 <= row.score + gap <= row.weight
            for row in department.indicators
            if row.score is not None and row.weight is not None
        )


CHECKS = (ScoresAgainstTotal,)
