"""Each score of a self-evaluation against its rule: what target and actual give, and by which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from macros_py.checks.base import figure, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import compact
from macros_py.checks.scores import ScoreCheck
from macros_py.checks.standards import standard_of
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import Kind, Operator, Target, read_actual

CENT = Decimal("0.01")
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


def expected(found: Comparison, weight: Decimal) -> tuple[Decimal, str] | None:
    """Return the points that note 3 of the 2022 form gives and how they come about; None where it does not say."""
    target, actual = found.target, found.actual
    if found.is_reached:
        if found.forward and actual > target and found.operator in (None, Operator.EQ):
            return None
        verb = "达到" if found.forward else "没有超过"
        return weight, f"{figure(actual)} {verb} {figure(target)}，得满分 {figure(weight)}"
    if target == actual:
        return None
    first, second = (actual, target) if found.forward else (target, actual)
    with localcontext(prec=50):
        points = (first / second * weight).quantize(CENT, ROUND_HALF_UP)
    return points, f"{figure(first)} ÷ {figure(second)} × {figure(weight)} = {figure(points)}"


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
        printed = isinstance(owner, DepartmentEvaluation) and any(_PRINTED_RULE.search(note) for note in owner.notes)
        for indicator in owner.indicators:
            score, weight = indicator.score, indicator.weight
            if score is None or weight is None:
                continue
            # Where the sentence does not say whether a begun step counts, either way will do.
            ways = [self._by_standard(indicator, begun) for begun in (self.config.begun_steps_count, True, False)]
            if ways[0] is None and printed and not indicator.standard.strip():
                found = comparison(indicator)
                told = (
                    found is not None
                    and found.written
                    and not found.is_far_above(self.config.checks.explain_above_target)
                )
                ways = [expected(found, weight) if found is not None and told else None]
            earned = [way for way in ways if way is not None]
            if earned and all(_differs(score, points, self.config.checks.score_tolerance) for points, _ in earned):
                yield self.finding(owner, indicator, "score", figure(score), sum=earned[0][1])

    def _by_standard(self, indicator: Indicator, begun: bool) -> tuple[Decimal, str] | None:
        reading = standard_of(indicator, begun)
        if reading is None or reading.rule is None or not reading.is_settled or reading.findings:
            return None
        actual = actual_of(indicator)
        # Whoever repeats the bound has not said what was reached (P809).
        if not indicator.actual.strip() or actual.operator not in (None, Operator.EQ) or not actual.is_certain:
            return None
        points = reading.rule.evaluate(indicator.actual)
        return None if points is None else (points, f"按评分标准，{reading.rule.arithmetic(indicator.actual)}")


class ScoreAgainstUsualRule(ScoreCheck):
    """得分与通常的计分办法不符.

    检查什么: 表上没有写计分办法、或成本指标没有写 ≤ 的，按通常的办法（≥ 完成比例 × 分值，≤ 和成本 指标值÷实际值 × 分值）应得多少分。
    为什么: 定量指标的得分一般按比例计算，相差多的要说明办法。
    反例: 成本指标 962.44万元，实际 1121.06万元，分值 2，得分 2。
    正例: 成本指标 ≤962.44万元，实际 962.44万元，分值 2，得分 2。
    依据: 财预〔2020〕10号；2022 年自评表说明 3。
    """

    code = "P805"
    title = "得分与通常的计分办法不符"
    severity = Severity.WARNING
    message = "{way}：{sum}，表上 {value}。"
    hint = "请核对得分；另有计分办法的，请写在“评(扣)分标准”栏。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        printed = isinstance(owner, DepartmentEvaluation) and any(_PRINTED_RULE.search(note) for note in owner.notes)
        for indicator in owner.indicators:
            score, weight = indicator.score, indicator.weight
            if score is None or weight is None or indicator.standard.strip():
                continue
            found = comparison(indicator)
            if (
                found is None
                or (printed and found.written)
                or found.is_far_above(self.config.checks.explain_above_target)
            ):
                continue
            earned = expected(found, weight)
            if earned is not None and _differs(score, earned[0], self.config.checks.score_tolerance):
                way = "按正向指标" if found.forward else "按反向指标" if found.written else "成本不能超过，按反向指标"
                yield self.finding(owner, indicator, "score", figure(score), way=way, sum=earned[1])


_PARTLY = re.compile("^部分(?:达成|实现|完成)")
_FAILED = re.compile("^未(?:达成|实现|完成)|^没有完成|效果较差$")
_DONE = re.compile("^(?:达成|达到|实现)(?:预期|年度)?(?:指标|目标)?$")


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
        for indicator in owner.indicators:
            score, weight, actual = indicator.score, indicator.weight, compact(indicator.actual)
            if score is None or weight is None or not actual or indicator.standard.strip():
                continue
            if _PARTLY.search(actual):
                low, high = lower, upper
            elif _FAILED.search(actual):
                low, high = ZERO, lower
            elif _DONE.search(actual):
                low, high = upper, Decimal(100)
            else:
                continue
            if not weight * low <= score * 100 <= weight * high:
                bounds = {"low": figure(weight * low / 100), "high": figure(weight * high / 100)}
                yield self.finding(owner, indicator, "score", figure(score), actual=indicator.actual, **bounds)


CHECKS = (ScoreAgainstRule, ScoreAgainstUsualRule, GradeBand)
