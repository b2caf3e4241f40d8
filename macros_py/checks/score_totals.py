"""The totals of a self-evaluation against the scores that make them up: 指标得分, 总分 and the grade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from macros_py.checks.base import Check
from macros_py.checks.execution import execution_line, execution_points
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.readings import Readings
from macros_py.checks.score_rules import ScoreAgainstRule, ScoreAgainstUsualRule
from macros_py.checks.scores import ZERO
from macros_py.checks.subjects import account
from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Project
from macros_py.scheme import grade_at
from macros_py.scoring.literals import literal


@dataclass(frozen=True, slots=True)
class Sum:
    """One way to make up 总分: the scores of the rows, and that of 预算执行率 (None: not a part of it)."""

    rows: Decimal
    execution: Decimal | None

    @property
    def total(self) -> Decimal:
        """What the parts come to."""
        return self.rows + (self.execution or ZERO)

    @property
    def written(self) -> str:
        """The addition as people write it."""
        if self.execution is None:
            return f"各条得分合计 {literal(self.rows)}"
        return f"各条得分 {literal(self.rows)} + 执行率得分 {literal(self.execution)} = {literal(self.total)}"


def sums_of(owner: Owner, config: Config) -> list[Sum]:
    """Return the ways in which the scores of a form may make up its 总分, the likeliest first; none while a part is missing.

    预算执行率 is left out where the weights of the rows alone come to the whole, and belongs to it where they come to
    the rest; with other weights either way will do.
    """
    indicators = owner.indicators
    scores = [row.score for row in indicators if row.score is not None]
    if not scores or len(scores) < len(indicators):
        return []
    rows = [sum(scores, ZERO)]
    if isinstance(owner, DepartmentEvaluation):
        shown = owner.total.score
    else:
        shown = owner.evaluation.execution_score
        if (printed := owner.evaluation.indicator_score) is not None and printed != rows[0]:
            rows.append(printed)
    line = execution_line(owner)
    executions = ([] if shown is None else [shown]) + execution_points(line, config.execution)
    rest = config.execution.weight if line.weight is None else line.weight
    weights = [row.weight for row in indicators if row.weight is not None]
    known = sum(weights, ZERO) if len(weights) == len(indicators) else None
    with_execution = [Sum(made, points) for made in rows for points in executions]
    if known is not None and known + rest == config.scheme.total:
        return with_execution
    alone = [Sum(made, None) for made in rows]
    return alone if known == config.scheme.total else [*with_execution, *alone]


def printed_total(owner: Owner) -> Decimal | None:
    """Return the 总分 that a form shows."""
    return owner.total_score if isinstance(owner, DepartmentEvaluation) else owner.evaluation.total_score


class ScoresAgainstTotal(Check):
    """各项得分之和与总分不等.

    检查什么: 各条指标得分加预算执行率得分，是否等于表上（部门整体，或项目清单里手工填的）总分；项目清单手工填的指标得分是否等于各条得分之和；得分没有填全的，看总分是否超过满分。各条指标的分值合计已是满分的，不加执行率得分。
    为什么: 总分是各项得分加总得出的。
    反例: 各条得分合计 88.5，执行率得分 9，总分 98。
    正例: 各条得分合计 88.5，执行率得分 9，总分 97.5。
    依据: 2022 年自评表说明 1：各项指标得分加总得出总分。
    """

    code = "P811"
    about = account
    title = "得分之和与总分不等"
    severity = Severity.ERROR
    message = "{sum}，表上{heading} {value}。"
    hint = "请重新加总，改正{heading}或写错的得分。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        if isinstance(owner, Project) and owner.evaluation.indicator_score is not None:
            yield from self._indicators(owner, owner.evaluation.indicator_score)
        total = printed_total(owner)
        if total is None:
            return
        ways = sums_of(owner, self.config)
        tolerance = self.config.checks.score_tolerance
        if not ways:
            if beyond := self._beyond(owner, total):
                yield self._total(owner, total, beyond)
        elif all(abs(total - way.total) > tolerance for way in ways) and not self._is_told(owner, total, ways):
            yield self._total(owner, total, ways[0].written)

    def _beyond(self, owner: Owner, total: Decimal) -> str:
        """Return what a total lies outside of whatever the missing scores are, "" where it does not."""
        whole, tolerance = self.config.scheme.total, self.config.checks.score_tolerance
        if total - whole > tolerance:
            return f"满分是 {literal(whole)}"
        indicators = owner.indicators
        scores = [row.score for row in indicators if row.score is not None]
        if not scores or len(scores) < len(indicators):
            return ""
        # What is missing is the score of 预算执行率 alone.
        rows, weight = sum(scores, ZERO), execution_line(owner).weight
        most = self.config.execution.weight if weight is None else weight
        if rows - tolerance <= total <= rows + most + tolerance or any(
            True for _ in self._contradicted(owner, ScoreAgainstRule)
        ):
            return ""
        return f"各条得分合计 {literal(rows)}，执行率得分最多 {literal(most)}"

    def _contradicted(
        self, owner: Owner, *kinds: type[ScoreAgainstRule] | type[ScoreAgainstUsualRule]
    ) -> Iterator[Decimal]:
        """Yield by how much the rule gives more than the score, for each row whose score one of these checks calls wrong."""
        for kind in kinds:
            for row, _, points in kind(self.config, self.readings).contradicted(owner):
                yield points - (row.indicator.score or ZERO)

    def _total(self, owner: Owner, total: Decimal, sum_: str) -> Finding:
        return self.finding(owner, owner, "total_score", literal(total), sum=sum_, heading="总分")

    def _indicators(self, owner: Owner, printed: Decimal) -> Iterator[Finding]:
        indicators = owner.indicators
        scores = [row.score for row in indicators if row.score is not None]
        made = Sum(sum(scores, ZERO), None)
        if not scores or len(scores) < len(indicators):
            return
        if abs(made.rows - printed) > self.config.checks.score_tolerance and not self._is_told(owner, printed, [made]):
            yield self.finding(owner, owner, "indicator_score", literal(printed), sum=made.written, heading="指标得分")

    def _is_told(self, owner: Owner, printed: Decimal, ways: Sequence[Sum]) -> bool:
        """Tell whether the sum is right and the scores that other checks call wrong make up the difference."""
        misses = list(self._contradicted(owner, ScoreAgainstRule, ScoreAgainstUsualRule))
        points = execution_points(execution_line(owner), self.config.execution)
        for way in ways:
            gap = printed - way.total
            wrong = list(misses)
            if points and way.execution is not None:
                wrong.append(points[0] - way.execution)
            tolerance = self.config.checks.score_tolerance
            if wrong and any(abs(miss - gap) <= tolerance for miss in (*wrong, sum(wrong, ZERO))):
                return True
            # A score out of its range tells nothing of the right one but that it lies inside.
            if any(
                not 0 <= row.score <= row.weight and 0 <= row.score + gap <= row.weight
                for row in owner.indicators
                if row.score is not None and row.weight is not None
            ):
                return True
        return False


# 优秀 is 优, 等级为“良好” is 良; a sentence may name a grade once.
_WORDS = {"优": "优秀|优等|优", "良": "良好|良等|良", "中": "中等|一般|中", "差": "较差|差等|不合格|不及格|差"}
_SAID = r"(?:绩效)?(?:自评|评价)?(?:等级|等次|级别|评级|档次|结论|结果)(?:评定|确定|认定)?(?:达到?|[为是：:])+[“\"（(]?(?:{words})[”\"）)]?(?:级|等|等级|等次)?(?=[，,。；;、\s（(]|$)"


class GradeAgainstTotal(Check):
    """等级与总分不符.

    检查什么: 项目清单的等级、部门整体绩效结论里写的等级（只写等级，或写“等级为优”的），是否就是总分所在的等级（config.yaml 的 scoring.grades）；没有填总分、各项得分齐全的，按各项得分之和看。
    为什么: 等级是按总分定的。
    反例: 总分 85，等级“优”。
    正例: 总分 85，等级“良”。
    依据: 财预〔2020〕10号：90（含）—100 分为优、80（含）—90 分为良、60（含）—80 分为中、60 分以下为差。
    """

    code = "P818"
    about = account
    title = "等级与总分不符"
    severity = Severity.ERROR
    message = "总分 {total} 应是“{grade}”（{bounds}），表上是“{said}”。"
    hint = "请改正等级，或核对总分；等级的界限在 config.yaml 的 scoring.grades。"

    def __init__(self, config: Config, readings: Readings | None = None) -> None:
        super().__init__(config, readings)
        ways = [(name, _WORDS.get(name, re.escape(name))) for _, name in config.scheme.grades]
        self._named = [
            (name, re.compile(rf"[“\"]?(?:{words})[”\"]?级?[。.]?"), re.compile(_SAID.format(words=words)))
            for name, words in ways
        ]

    def rows(self, owner: Owner) -> Iterator[Finding]:
        of_department = isinstance(owner, DepartmentEvaluation)
        said = owner.conclusion if isinstance(owner, DepartmentEvaluation) else owner.evaluation.grade
        if not said or (named := self._grade(said)) is None:
            return
        sums = [way.total for way in sums_of(owner, self.config)]
        total = printed_total(owner)
        # Where 总分 itself is wrong, the grade of what the scores come to is right: P811 tells of it.
        totals = ([] if total is None else [total]) + sums
        if not totals or any(self._at(one) in (named, "") for one in totals):
            return
        grade = self._at(totals[0])
        yield self.finding(
            owner,
            owner,
            "conclusion" if of_department else "grade",
            said.strip(),
            total=literal(totals[0]),
            grade=grade,
            bounds=self._bounds(grade),
            said=named,
        )

    def _grade(self, said: str) -> str | None:
        """Return the one grade that a text names; None for none or several."""
        text = "".join(said.split())
        found = [name for name, whole, inside in self._named if whole.fullmatch(text) or inside.search(text)]
        return found[0] if len(found) == 1 else None

    def _at(self, total: Decimal) -> str:
        return grade_at(total, self.config.scheme.grades)

    def _bounds(self, grade: str) -> str:
        starts = sorted(self.config.scheme.grades, reverse=True)
        place = next(number for number, (_, name) in enumerate(starts) if name == grade)
        low = literal(starts[place][0])
        if place == 0:
            return f"{low} 分以上"
        high = literal(starts[place - 1][0])
        return f"{high} 分以下" if place == len(starts) - 1 else f"{low} 分以上、不到 {high} 分"


CHECKS = (ScoresAgainstTotal, GradeAgainstTotal)
