"""分值 for rows that have none: the full marks that sentences state, else the scheme's points split evenly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from macros_py.config import IndicatorLevels
from macros_py.model import Indicator
from macros_py.scheme import COSTS, EXECUTION, SATISFACTION, Scheme
from macros_py.scoring.literals import literal
from macros_py.scoring.standard import read_standard
from macros_py.targets import read_target

CENT = Decimal("0.01")
_PRINTED = re.compile(r"[(（]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]")


@dataclass(frozen=True, slots=True)
class ProposedWeight:
    """A weight for a row without one, and in Chinese where it comes from."""

    indicator: Indicator
    weight: Decimal
    basis: str


@dataclass(frozen=True, slots=True)
class WeightPlan:
    """What a project's blank weights would become; with ``refusal`` there is nothing to write, and it says why.

    ``remark`` tells what was decided on the way: a missing 一级, a clerk's own weights that differ from the scheme.
    """

    proposed: tuple[ProposedWeight, ...] = ()
    refusal: str = ""
    remark: str = ""


class _Impossible(Exception):
    """The weights cannot be made to add up; the text is the Chinese reason."""


def plan_weights(
    indicators: Sequence[Indicator],
    scheme: Scheme,
    levels: IndicatorLevels,
    *,
    execution: Decimal | None = None,
) -> WeightPlan:
    """Return weights for the rows that have none, so that all of them and 预算执行率 make exactly the total (100).

    A weight that stands is never changed; ``execution`` stands in for the scheme's weight of 预算执行率. Where a sentence
    states a full mark, that is the weight; the rest is split by the 一级 of the scheme (a level that prints its points,
    产出指标(50分), by those), evenly within each, in cents by the largest remainder.
    """
    blank = [row for row in indicators if row.weight is None]
    if not blank:
        return WeightPlan()
    try:
        return _plan(indicators, blank, scheme, levels, scheme.weights[EXECUTION] if execution is None else execution)
    except _Impossible as problem:
        return WeightPlan(refusal=str(problem))


def _plan(
    indicators: Sequence[Indicator],
    blank: Sequence[Indicator],
    scheme: Scheme,
    levels: IndicatorLevels,
    execution: Decimal,
) -> WeightPlan:
    given = [row.weight for row in indicators if row.weight is not None]
    if any(weight < 0 for weight in given):
        raise _Impossible("已填的分值里有负数，请先改正")
    left = scheme.total - execution - sum(given, Decimal(0))
    stated = {id(row): mark for row in blank if (mark := _stated_mark(row)) is not None}
    left -= sum(stated.values(), Decimal(0))
    rest = [row for row in blank if id(row) not in stated]
    spent = literal(scheme.total - left)
    if not rest and left != 0:
        raise _Impossible(
            f"已填的分值、评分标准写明的满分和预算执行率 {literal(execution)} 分合计 {spent} 分，不是 {literal(scheme.total)} 分，请核对"
        )
    if rest and left < CENT * len(rest):
        raise _Impossible(
            f"已填的分值、评分标准写明的满分和预算执行率 {literal(execution)} 分合计已有 {spent} 分，"
            f"剩下的 {len(rest)} 条分不到分，合计到不了正好 {literal(scheme.total)} 分，请调整已填的分值"
        )
    weights = {key: (mark, "评分标准写明的满分") for key, mark in stated.items()}
    remark = ""
    if rest:
        split, remark = _split(indicators, rest, stated, left, scheme, levels)
        weights |= split
    return WeightPlan(tuple(ProposedWeight(row, *weights[id(row)]) for row in blank), "", remark)


def _stated_mark(row: Indicator) -> Decimal | None:
    """Return the full mark that a row's own sentence states, None where it leaves it to 分值."""
    if not row.standard.strip():
        return None
    target = read_target(row.target, unit=row.unit, target_type=row.target_type)
    full = read_standard(row.standard, target, None).full
    return full if full is not None and full > 0 and full == full.quantize(CENT) else None


def _split(
    indicators: Sequence[Indicator],
    rest: Sequence[Indicator],
    stated: Mapping[int, Decimal],
    left: Decimal,
    scheme: Scheme,
    levels: IndicatorLevels,
) -> tuple[dict[int, tuple[Decimal, str]], str]:
    """Split what is left among the rows, group by group, and say what was decided."""
    groups: dict[str, list[Indicator]] = {}
    for row in indicators:
        groups.setdefault(_level(row, levels), []).append(row)
    points, remarks = _group_points(groups, scheme)
    needs: dict[str, Decimal] = {}
    for name, rows in groups.items():
        open_ = [row for row in rows if any(row is other for other in rest)]
        if open_:
            taken = [row.weight if row.weight is not None else stated.get(id(row), Decimal(0)) for row in rows]
            needs[name] = points[name] - sum(taken, Decimal(0))
            if needs[name] <= 0:
                raise _Impossible(f"“{name}”按办法共 {literal(points[name])} 分，已填的已经用完，没有填的分不到分")
    wanted = sum(needs.values(), Decimal(0))
    if wanted != left:
        remarks.append(f"没有填的各条按比例分剩下的 {literal(left)} 分")
    shares = _in_cents(left, list(needs.values()))
    found: dict[int, tuple[Decimal, str]] = {}
    for name, share in zip(needs, shares, strict=True):
        open_ = [row for row in groups[name] if any(row is other for other in rest)]
        if share < CENT * len(open_):
            raise _Impossible(f"“{name}”只剩 {literal(share)} 分，{len(open_)} 条分不到分")
        basis = f"{scheme.document}：{name} {literal(share)} 分，{len(open_)} 条平均"
        for row, weight in zip(open_, _in_cents(share, [Decimal(1)] * len(open_)), strict=True):
            found[id(row)] = (weight, basis)
    return found, "；".join(remarks)


def _level(row: Indicator, levels: IndicatorLevels) -> str:
    name = "".join(re.sub(r"[(（].*", "", row.level1).split())
    level = levels.level1(name) or levels.level1(f"{name}指标")
    if level is None:
        raise _Impossible(f"一级指标“{row.level1}”不在办法里，不知道占多少分，请先改正一级指标或自己填分值")
    return level


def _group_points(groups: Mapping[str, Sequence[Indicator]], scheme: Scheme) -> tuple[dict[str, Decimal], list[str]]:
    """Return the points of each 一级 that the project has: as printed behind it, else as the scheme says."""
    weights = dict(scheme.weights)
    if COSTS in groups:
        if not scheme.weights_with_costs:
            raise _Impossible(f"有一级指标“{COSTS}”，{scheme.document}没有给它分值，请自己填")
        weights = dict(scheme.weights_with_costs)
    printed = {
        name: Decimal(marks.pop())
        for name, rows in groups.items()
        if len(marks := {found[1] for row in rows if (found := _PRINTED.search(row.level1))}) == 1
    }
    remarks = []
    missing = [name for name in weights if name not in groups and name != EXECUTION]
    heir = scheme.without_satisfaction
    if missing == [SATISFACTION] and heir in groups and not printed:
        weights[heir] += weights[SATISFACTION]
        remarks.append(f"没有{SATISFACTION}，它的 {literal(weights[SATISFACTION])} 分归{heir}")
    elif missing and not printed:
        remarks.append(f"没有{'、'.join(missing)}，它的分值按比例分给其余各级")
    unknown = [name for name in groups if name not in weights and name not in printed]
    if unknown:
        raise _Impossible(f"一级指标“{unknown[0]}”在{scheme.document}里没有分值，请自己填")
    return {name: printed.get(name, weights.get(name, Decimal(0))) for name in groups}, remarks


def _in_cents(total: Decimal, parts: Sequence[Decimal]) -> list[Decimal]:
    """Split ``total`` in proportion to ``parts`` with two decimals, exactly, by the largest remainder; ties go to the first."""
    whole = sum(parts, Decimal(0))
    exact = [total * part / whole for part in parts]
    floors = [share.quantize(CENT, ROUND_FLOOR) for share in exact]
    missing = int((total - sum(floors, Decimal(0))) / CENT)
    by_remainder = sorted(range(len(parts)), key=lambda place: (floors[place] - exact[place], place))
    for place in by_remainder[:missing]:
        floors[place] += CENT
    return [share + (total - sum(floors, Decimal(0)) if place == 0 else 0) for place, share in enumerate(floors)]
