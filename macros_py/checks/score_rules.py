"""Each score of a self-evaluation against its rule: what target and actual give, and by which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from macros_py.checks.base import figure, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import compact
from macros_py.checks.scores import ScoreCheck
from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring import RowRule, Rule, RuleKind, ShareRule, Source, named_grade, rule_for
from macros_py.targets import Kind, Operator, Target, read_actual

ZERO = Decimal(0)
# The 2022 form prints the rule for quantitative targets below its table.
_PRINTED_RULE = re.compile("正向指标.{0,60}实际完成值.{0,30}指标值")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target and an actual in the same unit: ``forward`` where more is better; ``written`` where the operator says so."""

    target: Decimal
    actual: Decimal
    operator: Operator | None
    forward: bool
    written: bool

    def is_far_above(self, percent: Decimal) -> bool:
        """Return whether so much more was done that the office may take points off (财预〔2020〕10号)."""
        return self.forward and (self.actual - self.target) * 100 > percent * self.target

    @property
    def is_reached(self) -> bool:
        """Whether the actual is at least as good as the target."""
        if self.operator is Operator.GT:
            return self.actual > self.target
        if self.operator is Operator.LT:
            return self.actual < self.target
        return self.actual >= self.target if self.forward else self.actual <= self.target


def actual_of(indicator: Indicator) -> Target:
    """Return the reading of an 实际完成值; a bare number takes the unit of its target, unless that is a rate or in 万."""
    actual = read_actual(indicator.actual, unit=indicator.unit)
    if actual.kind is not Kind.NUMBER or actual.unit or indicator.unit:
        return actual
    target = target_of(indicator)
    if target.kind not in (Kind.NUMBER, Kind.MONEY) or target.base_value != target.value:
        return actual
    return read_actual(indicator.actual, unit=target.unit)


def comparison(indicator: Indicator) -> Comparison | None:
    """Return what target and actual say where both are certain numbers in one unit, else None.

    Without an operator a 数量 counts forward and a 成本 in reverse; anything else cannot be told.
    """
    if not indicator.actual:
        return None
    target = target_of(indicator)
    if target.kind is Kind.RANGE or not target.is_quantitative or not target.is_certain or target.is_approximate:
        return None
    actual = actual_of(indicator)
    if (
        actual.kind is not target.kind
        or actual.operator not in (None, Operator.EQ)
        or not actual.is_certain
        or actual.is_approximate
    ):
        return None
    wanted, done = target.base_value, actual.base_value
    if target.unit == actual.unit and isinstance(target.value, Decimal) and isinstance(actual.value, Decimal):
        # As printed: 962.44 ÷ 1121.06 reads better than the same in yuan.
        wanted, done = target.value, actual.value
    if wanted is None or done is None or actual.base_unit != target.base_unit or wanted < 0 or done < 0:
        return None
    operator = target.operator
    if operator in (None, Operator.EQ):
        if "成本" in indicator.level2 or "成本" in indicator.level1:
            return Comparison(wanted, done, operator, False, False)
        if "数量" in indicator.level2:
            return Comparison(wanted, done, operator, True, True)
        return None
    return Comparison(wanted, done, operator, operator in (Operator.GE, Operator.GT), True)


def _points(rule: Rule, indicator: Indicator) -> Decimal | None:
    """Return the points that ``rule`` gives to a row; None where its actual does not tell."""
    # Whoever repeats the bound has not said what was reached (P809).
    if not indicator.actual.strip():
        return None
    actual = actual_of(indicator)
    if actual.operator not in (None, Operator.EQ) or not actual.is_certain or actual.is_approximate:
        return None
    return rule.evaluate(indicator.actual)


def compared(owner: Owner) -> list[tuple[Indicator, Comparison | None]]:
    """Return the rows of a form with their actual held against their target, None where that tells nothing."""
    return [(row, comparison(row)) for row in owner.indicators]


def _points_by_scheme(
    found: RowRule, indicator: Indicator, compared: Comparison | None, far_above: Decimal
) -> Decimal | None:
    """Return what the scheme gives to a quantitative row without a sentence; None where the office decides."""
    if found.rule is None or isinstance(found.rule, ShareRule):
        return None
    # Far above its target the office may take points off; without a comparison nobody can tell.
    if compared is None or compared.is_far_above(far_above):
        return None
    return _points(found.rule, indicator)


def _prints_its_rule(owner: Owner, config: Config) -> bool:
    """Whether a form prints note 3 below its table, and the office goes by it."""
    printed = isinstance(owner, DepartmentEvaluation) and any(_PRINTED_RULE.search(note) for note in owner.notes)
    return printed and config.scheme.threshold is None


def _differs(score: Decimal, should: Decimal, tolerance: Decimal) -> bool:
    return abs(score - should) > tolerance


class ScoreAgainstRule(ScoreCheck):
    """得分与表上写的计分办法不符.

    检查什么: 定量指标按本行的评(扣)分标准，或按表下说明（正向 B÷A×分值，反向 A÷B×分值），应得多少分；数和单位都确定的才查。
    为什么: 定量指标的得分是算出来的，不能估。
    反例: 指标值 13个，实际完成 12个，分值 1，得分 0.5。
    正例: 指标值 13个，实际完成 12个，分值 1，得分 0.92。
    依据: 2022 年自评表说明 3；本行的评(扣)分标准。允许差额见 config.yaml 的 score_tolerance。
    """

    code = "P804"
    title = "得分与计分办法不符"
    severity = Severity.ERROR
    message = "{sum}，表上 {value}。"
    hint = "请改正得分，或核对实际完成值。"
    hides = frozenset({"P805"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        printed = _prints_its_rule(owner, self.config)
        for indicator, found in self.once(compared, owner):
            score, weight = indicator.score, indicator.weight
            if score is None or weight is None:
                continue
            rule = self._contradicting(indicator, found, owner.year, printed)
            if rule is not None:
                said = "按评分标准，" if indicator.standard.strip() else ""
                yield self.finding(
                    owner, indicator, "score", figure(score), sum=said + rule.arithmetic(indicator.actual)
                )

    def _contradicting(
        self, indicator: Indicator, found: Comparison | None, year: int | None, printed: bool
    ) -> Rule | None:
        """Return the rule that gives another score, as the form writes it; None where one way of counting gives this one."""
        first = None
        for rule, points in self._ways(indicator, found, year, printed):
            if indicator.score is None or not _differs(indicator.score, points, self.config.checks.score_tolerance):
                return None
            first = first or rule
        return first

    def _ways(
        self, indicator: Indicator, compared: Comparison | None, year: int | None, printed: bool
    ) -> Iterator[tuple[Rule, Decimal]]:
        """Yield what the sentence of a row gives, whether begun steps count or not; else what the printed notes give."""
        scheme = self.config.scheme
        if not indicator.standard.strip():
            if not printed:
                return
            found = rule_for(indicator, year, scheme)
            # The notes speak of ≥ and ≤ only; a cost without a sign is the business of P805.
            if found.rule is None or _is_assumed_cost(found):
                return
            points = _points_by_scheme(found, indicator, compared, self.config.checks.explain_above_target)
            if points is not None:
                yield found.rule, points
            return
        # Where the sentence does not say whether a begun step counts, either way will do.
        for begun in (scheme.begun_steps_count, not scheme.begun_steps_count):
            found = rule_for(indicator, year, scheme, begun=begun)
            points = None if found.rule is None or found.remarks else _points(found.rule, indicator)
            if found.rule is not None and points is not None:
                yield found.rule, points


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
    message = "{way}：{sum}，表上 {value}。"
    hint = "请核对得分；另有计分办法的，请写在“评(扣)分标准”栏。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        printed = _prints_its_rule(owner, self.config)
        for indicator, held in self.once(compared, owner):
            score, weight = indicator.score, indicator.weight
            if score is None or weight is None or indicator.standard.strip():
                continue
            # A rule over numbers says nothing of a row that cannot be compared.
            if held is None:
                continue
            found = rule_for(indicator, owner.year, self.config.scheme)
            if printed and not _is_assumed_cost(found):
                continue
            points = _points_by_scheme(found, indicator, held, self.config.checks.explain_above_target)
            if found.rule is None or points is None:
                continue
            if _differs(score, points, self.config.checks.score_tolerance):
                way = "成本不能超过，按反向指标" if _is_assumed_cost(found) else f"按{found.basis}"
                sum_ = found.rule.arithmetic(indicator.actual)
                yield self.finding(owner, indicator, "score", figure(score), way=way, sum=sum_)


class GradeBand(ScoreCheck):
    """定性指标的得分与完成档次不符.

    检查什么: 实际完成值写着达成、部分达成、未达成的，得分是否落在这一档的区间（config.yaml 里所用办法的 qualitative_bands）。
    为什么: 定性指标按三档给分，每档有上下限。
    反例: 部分达成预期指标，分值 10，得分 9。
    正例: 部分达成预期指标，分值 10，得分 6。
    依据: 2022 年自评表说明 4；财预〔2020〕10号。
    """

    code = "P806"
    title = "定性得分与档次不符"
    severity = Severity.WARNING
    message = "实际完成值是“{actual}”，应得 {low}—{high} 分，表上 {value}。"
    hint = "请核对得分，或改写完成情况。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        upper, lower = self.config.scheme.qualitative_bands
        ends = (Decimal(100), upper, lower, ZERO)
        for indicator in owner.indicators:
            score, weight, grade = indicator.score, indicator.weight, named_grade(compact(indicator.actual))
            if score is None or weight is None or not grade or indicator.standard.strip():
                continue
            low, high = ends[grade], ends[grade - 1]
            if not weight * low <= score * 100 <= weight * high:
                bounds = {"low": figure(weight * low / 100), "high": figure(weight * high / 100)}
                yield self.finding(owner, indicator, "score", figure(score), actual=indicator.actual, **bounds)


CHECKS = (ScoreAgainstRule, ScoreAgainstUsualRule, GradeBand)
