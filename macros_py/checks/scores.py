"""Scores of self-evaluations: weights, each score against its rule, 执行率, the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, figure
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.model import DepartmentEvaluation, Indicator, Project

ZERO = Decimal(0)
_POINTS = re.compile(r"[(（]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]")


def is_evaluated(owner: Owner) -> bool:
    """Return whether an owner has been evaluated: a score or an actual stands somewhere."""
    if isinstance(owner, DepartmentEvaluation):
        return True
    return any(row.score is not None or row.actual for row in owner.indicators)


class ScoreCheck(Check):
    """A check over the rows of whatever has been evaluated."""

    def project(self, project: Project) -> Iterator[Finding]:
        return self.rows(project) if self.once(is_evaluated, project) else iter(())


class GroupWeights(ScoreCheck):
    """一级指标印的分值与各条分值之和不等.

    检查什么: 一级指标写着“产出指标(50分)”的，它下面各条三级指标的分值之和是否等于 50。
    为什么: 合计不等，总分就不是 100 分。
    反例: 产出指标(50分) 下面各条分值合计 48。
    正例: 产出指标(50分) 下面各条分值合计 50。
    依据: 2022 年自评表说明 1。
    """

    code = "P801"
    title = "一级指标的分值合计不对"
    severity = Severity.ERROR
    message = "“{value}”下面各条分值合计 {sum} 分，不等于 {printed} 分。"
    hint = "请核对各条分值，或改正一级指标后面的分数。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        groups: dict[str, list[Indicator]] = {}
        for indicator in owner.indicators:
            groups.setdefault(indicator.level1, []).append(indicator)
        for level1, rows in groups.items():
            printed = _POINTS.search(level1)
            weights = [row.weight for row in rows if row.weight is not None]
            if printed is None or len(weights) < len(rows):
                continue
            spent = sum(weights, ZERO)
            if spent != Decimal(printed[1]):
                yield self.finding(owner, rows[0], "level1", level1, sum=figure(spent), printed=printed[1])


class TotalWeight(ScoreCheck):
    """各项分值加起来不是 100 分.

    检查什么: 各条三级指标的分值加预算执行率的分值，是否等于总分 100（config.yaml 的 scoring）；没有执行率分值的项目，也可以各条合计 100。
    为什么: 总分不是 100，各项目、各部门之间不能比较。
    反例: 各条分值合计 88，预算执行率 10。
    正例: 各条分值合计 90，预算执行率 10。
    依据: 2022 年自评表说明 1：总分应为 100 分。
    """

    code = "P802"
    title = "分值合计不是 100 分"
    severity = Severity.ERROR
    message = "各条分值合计 {rows} 分，加预算执行率 {execution} 分，共 {sum} 分{printed}，应为 {total} 分。"
    hint = "请调整分值，使合计正好是 {total} 分。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        weights = [row.weight for row in owner.indicators if row.weight is not None]
        if not weights or len(weights) < len(owner.indicators):
            return
        total, execution = self.config.scheme.total, self.config.execution.weight
        spent = sum(weights, ZERO)
        if isinstance(owner, DepartmentEvaluation):
            execution = owner.total.weight if owner.total.weight is not None else execution
            good = spent + execution == total and owner.total_weight in (None, total)
            record, field, value = owner, "total_weight", _shown(owner.total_weight)
        else:
            good = spent + execution == total or spent == total
            record, field, value = owner.indicators[0], "weight", _shown(owner.indicators[0].weight)  # type: ignore[assignment]
        if not good:
            yield self.finding(
                owner,
                record,
                field,
                value,
                rows=figure(spent),
                execution=figure(execution),
                sum=figure(spent + execution),
                total=figure(total),
                printed=_printed_total(owner, spent + execution),
            )


def _printed_total(owner: Owner, spent: Decimal) -> str:
    """Return what the form prints as its total weight where that is not the sum of its rows."""
    printed = owner.total_weight if isinstance(owner, DepartmentEvaluation) else None
    return "" if printed is None or printed == spent else f"（表上合计写的是 {figure(printed)} 分）"


def _shown(number: Decimal | None) -> str:
    return "" if number is None else figure(number)


class ScoreOutOfRange(ScoreCheck):
    """得分超过分值，或分值、得分是负数.

    检查什么: 每条指标的得分是否在 0 和分值之间，分值是否是负数。
    为什么: 各三级指标得分最高不能超过该指标的分值。
    反例: 分值 5，得分 6。
    正例: 分值 5，得分 5。
    依据: 2022 年自评表说明 1。
    """

    code = "P803"
    title = "得分超出分值"
    severity = Severity.ERROR
    message = "得分 {score}，分值 {weight}，{fault}。"
    hint = "请改正得分或分值；得分应在 0 和分值之间。"
    hides = frozenset({"P804", "P805", "P806"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            score, weight = indicator.score, indicator.weight
            field, fault = "score", ""
            if weight is not None and weight < 0:
                field, fault = "weight", "分值不能是负数"
            elif score is not None and score < 0:
                fault = "得分不能是负数"
            elif score is not None and weight is not None and score > weight:
                fault = "得分超过了分值"
            if fault:
                value = _shown(indicator.weight if field == "weight" else score)
                shown = {"score": _shown(score) or "还没有", "weight": _shown(weight) or "还没有"}
                yield self.finding(owner, indicator, field, value, fault=fault, **shown)


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
        if abs(owner.total_score - spent - owner.total.score) > self.config.checks.score_tolerance:
            yield self.finding(
                owner,
                owner,
                "total_score",
                figure(owner.total_score),
                rows=figure(spent),
                execution=figure(owner.total.score),
                sum=figure(spent + owner.total.score),
            )


CHECKS = (
    GroupWeights,
    TotalWeight,
    ScoreOutOfRange,
    ScoresAgainstTotal,
)
