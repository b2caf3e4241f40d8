"""Each score of a self-evaluation against its rule: what target and actual give, and by which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from macros_py.checks.comparison import EvaluatedRow, evaluated_row, graded_rows, in_unit_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.readings import Readings
from macros_py.checks.scores import ScoreCheck, lost_points
from macros_py.checks.standards import StandardCheck, standard_of
from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring import (
    BandRule,
    DeductionRule,
    Doubt,
    RatioRule,
    RowRule,
    Rule,
    RuleKind,
    ShareRule,
    Source,
    StandardReading,
    rule_for,
)
from macros_py.scoring.literals import literal

ZERO = Decimal(0)
_MOST_KEPT = 8192
# So many parts of a step are as good as none.
_FINE = 1000
_OF_OTHER_VALUES = frozenset({Doubt.OVERLAP, Doubt.GAP})
# The 2022 form prints the rule for quantitative targets below its table.
_PRINTED_RULE = re.compile("正向指标.{0,60}实际完成值.{0,30}指标值")


def _points(rule: Rule, row: EvaluatedRow) -> Decimal | None:
    """Return the points that ``rule`` gives to a row; None where its actual does not tell."""
    if not row.is_figure or not row.indicator.actual.strip():
        return None
    return rule.evaluate(_as_read(rule, row))


def _as_read(rule: Rule, row: EvaluatedRow) -> str:
    """Return the actual of a row as its rule can read it: 4500米 beside a target in 公里 are 4.5公里."""
    text = row.indicator.actual
    if row.target.unit == row.actual.unit or rule.evaluate(text) is not None:
        return text
    return in_unit_of(row.target, row.actual) or text


def points_by_scheme(found: RowRule, row: EvaluatedRow, far_above: Decimal) -> Decimal | None:
    """Return what the scheme gives to a quantitative row without a sentence; None where the office decides."""
    if found.rule is None or isinstance(found.rule, ShareRule):
        return None
    # Far above its target the office may take points off; without a comparison nobody can tell.
    if row.comparison is None or row.comparison.is_far_above(far_above):
        return None
    return _points(found.rule, row)


def _prints_its_rule(owner: Owner, config: Config) -> bool:
    """Whether a form prints note 3 below its table, and the office goes by it."""
    printed = isinstance(owner, DepartmentEvaluation) and any(_PRINTED_RULE.search(note) for note in owner.notes)
    return printed and config.scheme.threshold is None


def _differs(score: Decimal, should: Decimal, tolerance: Decimal) -> bool:
    return abs(score - should) > tolerance


class ScoreAgainstRule(ScoreCheck, StandardCheck):
    """得分与表上写的计分办法不符.

    检查什么: 定量指标按本行的评(扣)分标准，或按表下说明（正向 B÷A×分值，反向 A÷B×分值），应得多少分；数和单位都确定的才查。标准的两档重叠、或中间有空档的，实际完成值只落在一档里时照样查。
    为什么: 定量指标的得分是算出来的，不能估。
    反例: 指标值 13个，实际完成 12个，分值 1，得分 0.5。
    正例: 指标值 13个，实际完成 12个，分值 1，得分 0.92。
    依据: 2022 年自评表说明 3；本行的评(扣)分标准。允许差额见 config.yaml 的 score_tolerance。
    """

    code = "P804"
    title = "得分与计分办法不符"
    severity = Severity.ERROR
    message = "{sum}，表上得分 {value}。"
    hint = "请改正得分，或核对实际完成值。"
    hides = frozenset({"P805", "P819", "P823"})

    def __init__(self, config: Config, readings: Readings | None = None) -> None:
        super().__init__(config, readings)
        self._kept: dict[tuple[int, str], tuple[StandardReading, list[tuple[Rule, Decimal]]]] = {}

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for row, rule, _ in self.contradicted(owner):
            indicator = row.indicator
            said = "按评分标准，" if indicator.standard.strip() else ""
            sum_ = said + rule.arithmetic(_as_read(rule, row))
            yield self.finding(owner, indicator, "score", literal(indicator.score or ZERO), sum=sum_)

    def contradicted(self, owner: Project | DepartmentEvaluation) -> Iterator[tuple[EvaluatedRow, Rule, Decimal]]:
        """Yield the rows whose score is not what their rule gives, with the rule and its points."""
        printed = _prints_its_rule(owner, self.config)
        asked: Sequence[tuple[Indicator, StandardReading | None]] = self.standards(owner)
        if printed:
            sentences = {id(indicator): reading for indicator, reading in asked}
            asked = [(indicator, sentences.get(id(indicator))) for indicator in owner.indicators]
        for indicator, reading in asked:
            score = indicator.score
            if score is None or indicator.weight is None:
                continue
            row = evaluated_row(indicator)
            if reading is None:
                ways = self._scheme(row, owner.year)
            elif _is_full(reading.rule, row) or ((earned := self._earned(row, reading)) and earned[0][1] == score):
                continue
            else:
                ways = self._sentence(row, reading, owner.year)
            wrong = None
            for rule, points in ways:
                if not _differs(score, points, self.config.checks.score_tolerance):
                    break
                wrong = wrong or (row, rule, points)
            else:
                if wrong is not None:
                    yield wrong

    def _sentence(
        self, row: EvaluatedRow, reading: StandardReading, year: int | None
    ) -> Iterator[tuple[Rule, Decimal]]:
        """Yield what the sentence of a row gives; where it does not say how a part of a step counts, whole, not at all or in part, any will do."""
        yield from self._earned(row, reading)
        if not isinstance(reading.rule, DeductionRule):
            return
        again = standard_of(row.indicator, not self.config.begun_steps_count, year)
        if again is not None:
            yield from self._earned(row, again)
            # 1.5 points below cost one and a half: nobody has said that only whole steps count.
            proportional = replace(reading.rule, step=reading.rule.step / _FINE, per=reading.rule.per / _FINE)
            if not reading.rule.incidents and reading.rule.kind is not RuleKind.DEADLINE:
                points = _points(proportional, row)
                if points is not None:
                    yield reading.rule, points

    def _earned(self, row: EvaluatedRow, reading: StandardReading) -> list[tuple[Rule, Decimal]]:
        """Return the rule of a sentence with the points it gives; nothing where either cannot be told.

        The same row stands in many forms and has the same reading there: what it earns is kept for the latest few thousand.
        """
        key = (id(reading), row.indicator.actual)
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            # With the reading itself, so that no other can come to its id.
            kept = self._kept[key] = (reading, list(_settled(reading, row)))
        return kept[1]

    def _scheme(self, row: EvaluatedRow, year: int | None) -> Iterator[tuple[Rule, Decimal]]:
        """Yield what the printed notes give."""
        found = rule_for(row.indicator, year, self.config.scheme)
        # The notes speak of ≥ and ≤ only; a cost without a sign is the business of P805.
        if found.rule is None or _is_assumed_cost(found):
            return
        points = points_by_scheme(found, row, self.config.checks.explain_above_target)
        if points is not None:
            yield found.rule, points


def _is_full(rule: Rule | None, row: EvaluatedRow) -> bool:
    """Tell at a glance of most rows that they have the full mark, and by a proportion that gives it."""
    found = row.comparison
    if found is None or not isinstance(rule, RatioRule) or rule.full != row.indicator.score:
        return False
    plain = not rule.silent and rule.cap is None
    return plain and rule.target == found.target and rule.is_reached(found.actual)


def _settled(reading: StandardReading, row: EvaluatedRow) -> Iterator[tuple[Rule, Decimal]]:
    # Where bands overlap or leave a gap the rule itself gives no points; everywhere else it holds.
    if reading.rule is not None and all(remark.doubt in _OF_OTHER_VALUES for remark in reading.findings):
        points = _points(reading.rule, row)
        if points is not None:
            yield reading.rule, points
        elif isinstance(reading.rule, BandRule) and reading.findings:
            yield from _claimed(reading.rule, row)


def _claimed(rule: BandRule, row: EvaluatedRow) -> Iterator[tuple[Rule, Decimal]]:
    """Yield what each of several overlapping bands gives to a row: a score that is none of them is wrong by any."""
    given = {points for band in rule.bands if (points := _points(replace(rule, bands=(band,)), row)) is not None}
    if len(given) > 1:
        for points in sorted(given, reverse=True):
            yield rule, points


def _is_assumed_cost(found: RowRule) -> bool:
    return found.source is Source.ASSUMED and found.rule is not None and found.rule.kind is RuleKind.REVERSE_RATIO


class ScoreAgainstUsualRule(ScoreCheck):
    """得分与通常的计分办法不符.

    检查什么: 表上没有写计分办法、或成本指标没有写 ≤ 的，按通常的办法（≥ 完成比例 × 分值，≤ 和成本 指标值÷实际值 × 分值）应得多少分。
    为什么: 定量指标的得分一般按比例计算，相差多的要说明办法。
    反例: 成本指标 962.44万元，实际 1121.06万元，分值 2，得分 2。
    正例: 成本指标 ≤962.44万元，实际 962.44万元，分值 2，得分 2。
    依据: config.yaml 里所用的办法（scoring.scheme）；财预〔2020〕10号；2022 年自评表说明 3。
    """

    code = "P805"
    title = "得分与通常的计分办法不符"
    severity = Severity.WARNING
    message = "{way}：{sum}，表上得分 {value}。"
    hint = "请核对得分；另有计分办法的，请写在“评(扣)分标准”栏。"
    hides = frozenset({"P823"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for row, found, _ in self.contradicted(owner):
            if found.rule is not None:
                way = "成本不能超过，按反向指标" if _is_assumed_cost(found) else f"按{found.basis}"
                sum_ = found.rule.arithmetic(_as_read(found.rule, row))
                score = literal(row.indicator.score or ZERO)
                yield self.finding(owner, row.indicator, "score", score, way=way, sum=sum_)

    def contradicted(self, owner: Owner) -> Iterator[tuple[EvaluatedRow, RowRule, Decimal]]:
        """Yield the rows whose score is not what the usual rule gives, with the rule and its points."""
        printed = _prints_its_rule(owner, self.config)
        # Whoever has the full mark for all of it may have it wrongly only where it was not done as planned.
        for row in self.evaluated(owner) if lost_points(self.readings, owner) else self.departing(owner):
            indicator = row.indicator
            score, weight = indicator.score, indicator.weight
            # A rule over numbers says nothing of a row that cannot be compared.
            if row.comparison is None or score is None or weight is None or indicator.standard.strip():
                continue
            # Whatever the scheme, who reached the target has the full mark.
            if score == weight and row.comparison.is_reached:
                continue
            found = rule_for(indicator, owner.year, self.config.scheme)
            if printed and not _is_assumed_cost(found):
                continue
            points = points_by_scheme(found, row, self.config.checks.explain_above_target)
            if found.rule is None or points is None:
                continue
            if _differs(score, points, self.config.checks.score_tolerance):
                yield row, found, points


class GradeBand(ScoreCheck):
    """定性指标的得分与完成档次不符.

    检查什么: 实际完成值写着达成、部分达成、未达成的，得分是否落在这一档的区间（config.yaml 里所用办法的 qualitative_bands）。
    为什么: 定性指标按三档给分，每档有上下限。
    反例: 部分达成预期指标，分值 10，得分 9。
    正例: 部分达成预期指标，分值 10，得分 6。
    依据: 2022 年自评表说明 4；财预〔2020〕10号。
    """

    code = "P806"
    about = graded_rows
    title = "定性得分与档次不符"
    severity = Severity.WARNING
    message = "实际完成值是“{actual}”，应得 {low}—{high} 分，表上 {value}。"
    hint = "请核对得分，或改写完成情况。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        upper, lower = self.config.scheme.qualitative_bands
        ends = (Decimal(100), upper, lower, ZERO)
        for indicator, grade in graded_rows(self.readings, owner):
            score, weight = indicator.score, indicator.weight
            if score is None or weight is None or indicator.standard:
                continue
            # The full mark is always that of the best grade.
            if grade == 1 and score == weight:
                continue
            low, high = ends[grade], ends[grade - 1]
            if not weight * low <= score * 100 <= weight * high:
                bounds = {"low": literal(weight * low / 100), "high": literal(weight * high / 100)}
                yield self.finding(owner, indicator, "score", literal(score), actual=indicator.actual, **bounds)


CHECKS = (ScoreAgainstRule, ScoreAgainstUsualRule, GradeBand)
