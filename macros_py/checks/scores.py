"""Scores of self-evaluations: weights, each score against its rule, 执行率, the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

from macros_py.checks.base import About, Check
from macros_py.checks.comparison import EvaluatedRow, departing_rows, evaluated_form, evaluated_rows
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import LevelNames, compact
from macros_py.checks.readings import Readings
from macros_py.checks.standards import standard_of
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring.literals import literal

ZERO = Decimal(0)
_POINTS = re.compile(r"[(（]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]")


class ScoreCheck(Check):
    """A check over the rows of whatever has been evaluated."""

    about: ClassVar[About] = evaluated_form

    def evaluated(self, owner: Owner) -> list[EvaluatedRow]:
        """Return the rows of a form with their actuals held against their targets."""
        return self.once(evaluated_rows, owner)

    def departing(self, owner: Owner) -> list[EvaluatedRow]:
        """Return the rows of a form that were not done just as planned."""
        return departing_rows(self.readings, owner)

    def fully_marked(self, owner: Owner) -> list[tuple[EvaluatedRow, Decimal]]:
        """Return the rows of a form that were not done just as planned and have their full mark all the same, with it."""
        rows = [(row, row.indicator.score) for row in self.departing(owner)]
        return [(row, score) for row, score in rows if score and score == row.indicator.weight]

    def has_rule(self, owner: Owner, indicator: Indicator) -> bool:
        """Tell whether the sentence of a row was read as a rule: it says itself what is earned, and P804 goes by it."""
        reading = standard_of(indicator, self.config.begun_steps_count, owner.year)
        return reading is not None and reading.rule is not None


def lost_points(readings: Readings, owner: Owner) -> bool:
    """Tell whether some score of an evaluated form is not its weight, or below zero with it."""
    return evaluated_form(readings, owner) and readings.once(_loses_points, owner)


def _loses_points(owner: Owner) -> bool:
    return any([row.score is None or row.score != row.weight or row.score < 0 for row in owner.indicators])  # noqa: C419 - a generator takes twice as long


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
        for rows, spent, printed in group_gaps(owner, self.names):
            yield self.finding(owner, rows[0], "level1", rows[0].level1, sum=literal(spent), printed=literal(printed))


Gap = tuple[list[Indicator], Decimal, Decimal]


def group_gaps(owner: Owner, names: LevelNames) -> list[Gap]:
    """Return the groups of rows under one 一级 whose weights do not come to the points printed there, with both sums.

    None where a 一级 is not known: its rows may belong to any group (S201).
    """
    groups: dict[str | None, list[Indicator]] = {}
    for indicator in owner.indicators:
        if "(" not in indicator.level1 and "（" not in indicator.level1:
            continue
        groups.setdefault(names.level1(indicator.level1), []).append(indicator)
    found = []
    for level1, rows in groups.items():
        printed = {match[1] for row in rows if (match := _POINTS.search(row.level1))}
        weights = [row.weight for row in rows if row.weight is not None]
        if level1 is None:
            return []
        if len(printed) != 1 or len(weights) < len(rows):
            continue
        spent, points = sum(weights, ZERO), Decimal(printed.pop())
        if spent != points:
            found.append((rows, spent, points))
    return found


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
        indicators = owner.indicators
        weights = [row.weight for row in indicators if row.weight is not None]
        if not weights or len(weights) < len(indicators):
            return
        total, execution = self.config.scheme.total, self.config.execution.weight
        spent = sum(weights, ZERO)
        if isinstance(owner, DepartmentEvaluation):
            execution = owner.total.weight if owner.total.weight is not None else execution
            good = spent + execution == total and owner.total_weight in (None, total)
        else:
            good = spent + execution == total or spent == total
        if good:
            return
        if not self._is_told(owner, spent, (total - execution, total)):
            of_department = isinstance(owner, DepartmentEvaluation)
            yield self.finding(
                owner,
                owner if of_department else owner.indicators[0],
                "total_weight" if of_department else "weight",
                _shown(owner.total_weight if isinstance(owner, DepartmentEvaluation) else owner.indicators[0].weight),
                rows=literal(spent),
                execution=literal(execution),
                sum=literal(spent + execution),
                total=literal(total),
                printed=_printed_total(owner, spent + execution),
            )

    def _is_told(self, owner: Owner, spent: Decimal, right: tuple[Decimal, Decimal]) -> bool:
        """Tell whether what another check finds wrong accounts for the difference: a group's sum, a full mark, a row entered twice."""
        missing = [points - sum_ for _, sum_, points in group_gaps(owner, self.names)]
        for row in owner.indicators:
            # What its own sentence says it is worth: W604 tells of it.
            reading = standard_of(row, self.config.begun_steps_count, owner.year)
            if reading is not None and reading.full is not None and row.weight is not None:
                missing.append(reading.full - row.weight)
        missing = [one for one in missing if one]
        seen: set[str] = set()
        again = ZERO
        for row in owner.indicators:
            name = f"{row.level2} {compact(row.level3)}"
            again += (row.weight or ZERO) if name in seen else ZERO
            seen.add(name)
        ways = [ZERO, *missing, sum(missing, ZERO), -again]
        return any(spent + way in right for way in ways if way)


def _printed_total(owner: Owner, spent: Decimal) -> str:
    """Return what the form prints as its total weight where that is not the sum of its rows."""
    printed = owner.total_weight if isinstance(owner, DepartmentEvaluation) else None
    return "" if printed is None or printed == spent else f"（表上合计写的是 {literal(printed)} 分）"


def _shown(number: Decimal | None) -> str:
    return "" if number is None else literal(number)


class ScoreOutOfRange(ScoreCheck):
    """得分超过分值，或分值、得分是负数.

    检查什么: 每条指标的得分是否在 0 和分值之间，分值是否是负数。
    为什么: 各三级指标得分最高不能超过该指标的分值。
    反例: 分值 5，得分 6。
    正例: 分值 5，得分 5。
    依据: 2022 年自评表说明 1。
    """

    code = "P803"
    about = lost_points
    title = "得分超出分值"
    severity = Severity.ERROR
    message = "得分 {score}，分值 {weight}，{fault}。"
    hint = "请改正得分或分值；得分应在 0 和分值之间。"
    hides = frozenset({"P804", "P805", "P806", "P812"})

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


CHECKS = (
    GroupWeights,
    TotalWeight,
    ScoreOutOfRange,
)
