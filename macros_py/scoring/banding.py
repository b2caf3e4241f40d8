"""Bands read from a sentence: closed against each other, laid beside the target, and 否则 for what falls short."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from macros_py.scoring.bands import Band, BandRule
from macros_py.scoring.cells import DateCell, NumberCell
from macros_py.scoring.clauses import AgainstTarget, Before, BeyondTarget, Bounds, NotUnderstood
from macros_py.scoring.literals import serial
from macros_py.scoring.row import RATES
from macros_py.scoring.rules import MetRule, Rule
from macros_py.scoring.sentence import Sentence
from macros_py.targets import DOWNWARD, UPWARD, Kind, Operator

_LARGEST = Decimal(10) ** 15
"""A cell holds 15 digits exactly."""


def bands_rule(sentence: Sentence) -> Rule:
    """Return the rule of a sentence whose every condition is a stretch of numbers."""
    pairs = [(state, sentence.points(award)) for state, award in sentence.pairs if isinstance(state, Bounds)]
    units = {state.unit for state, _ in pairs} - {""}
    subjects = {"执行率" if state.subject == "预算执行率" else state.subject for state, _ in pairs} - {""}
    if len(units) > 1 or len(subjects) > 1:
        raise NotUnderstood(f"各档说的不是同一件事：{'、'.join(sorted(units if len(units) > 1 else subjects))}")
    unit, subject = "".join(units), "".join(subjects)
    ends = [end for state, _ in pairs for end in (state.low, state.high) if end is not None]
    if any(abs(end) >= _LARGEST or end != round(end, 6) for end in ends):
        raise NotUnderstood("分档的界限太大，或小数位太多")
    whole = Bounds(subject, min(ends), max(ends), True, True, unit, pairs[0][0].text)
    cell, base = sentence.limit(whole, equal=False)
    pairs = _reached(sentence, _counted_through(pairs))
    bands = [_band(state, points, [other for other, _ in pairs if other is not state]) for state, points in pairs]
    bands = _chained(bands)
    full = max(band.points for band in bands)
    if full <= 0 or (sentence.fulls and set(sentence.fulls) != {full}):
        raise NotUnderstood("各档的得分与写的满分不一致")
    if sentence.otherwise is not None:
        bands += _falling_short(sentence, _rest(bands, sentence.points(sentence.otherwise)))
    rule = BandRule(cell, tuple(bands), base)
    _against_target(sentence, rule, full)
    if len(rule.bands) == 2 and base is None:
        return _all_or_nothing(rule) or rule
    return rule


def deadlines_rule(sentence: Sentence) -> Rule:
    """Return the rule of a sentence that gives less for every later day: 6月底前得10分，9月底前得8分."""
    steps = [
        (sentence.day(state), sentence.points(award)) for state, award in sentence.pairs if isinstance(state, Before)
    ]
    days, points = [day for day, _ in steps], [earned for _, earned in steps]
    if days != sorted(set(days)) or points != sorted(set(points), reverse=True) or points[0] <= 0:
        raise NotUnderstood("几个期限和得分的先后不一致，期限越晚得分应当越低")
    if sentence.fulls and set(sentence.fulls) != {points[0]}:
        raise NotUnderstood("各期限的得分与写的满分不一致")
    wanted = None if sentence.is_worded() else sentence.target.deadline_in(days[0].year)
    if wanted not in (None, days[0]):
        first = sentence.pairs[0][0].text
        raise AgainstTarget(f"标准里得满分的期限“{first}”与指标值“{sentence.target.printed}”不一致")
    ends = [Decimal(serial(day)) for day in days]
    bands = [
        Band(earned, low, high, low_closed=False)
        for earned, low, high in zip(points, [None, *ends], ends, strict=False)
    ]
    if sentence.otherwise is not None:
        bands.append(Band(sentence.points(sentence.otherwise), ends[-1], None, low_closed=False))
    return BandRule(DateCell(), tuple(bands))


def _against_target(sentence: Sentence, rule: BandRule, full: Decimal) -> None:
    """Refuse bands in which meeting the target does not earn the full mark; remark on another limit than the target."""
    if sentence.target.kind is Kind.BLANK:
        return
    if sentence.counts_events():
        value = Decimal(0)
    else:
        value = Decimal(100) if rule.base is not None else sentence.quantity()[0]
    here = [band for band in rule.bands if (band.start is None or band.start <= (value, 0)) and band.covers((value, 0))]
    strict = sentence.target.operator in (Operator.GT, Operator.LT)
    if not strict and full not in {band.points for band in here}:
        refuse = BeyondTarget if here and _is_for_the_best(sentence, rule, full) else AgainstTarget
        raise refuse(f"按这句标准，达到指标值“{sentence.target.printed}”也拿不到满分，请核对标准或指标值")
    if rule.base is None and _runs_against(sentence, rule):
        raise AgainstTarget(
            f"各档得分的高低与指标值“{sentence.target.printed}”的方向相反（{sentence.target.operator}）"
        )
    top = [band for band in rule.bands if band.points == full]
    open_ended = [band for band in top if band.low is None or band.high is None]
    if not open_ended:
        return
    upward = any(band.high is None for band in open_ended)
    sentence.side(upward, f"{'越高' if upward else '越低'}得分越高")
    # 完成率95%得满分 sets the full mark below the target on purpose; another number of the same thing may be a slip.
    if rule.base is None and value not in {end for band in top for end in (band.low, band.high)}:
        limit = open_ended[0].low if upward else open_ended[0].high
        assert limit is not None
        sentence.remarks.append(
            ("target", f"句子里得满分的界限是 {rule.shown(limit)}，指标值是 {rule.shown(value)}，请先改成一致")
        )


def _is_for_the_best(sentence: Sentence, rule: BandRule, full: Decimal) -> bool:
    """Return whether only none at all of a target ≤5个, or all of one ≥95%, earns the full mark."""
    top = [band for band in rule.bands if band.points == full]
    if sentence.target.operator in DOWNWARD:
        return all(band.high == 0 for band in top)
    percent = isinstance(rule.cell, NumberCell) and rule.cell.unit == "%" or sentence.target.kind is Kind.PERCENT
    return percent and sentence.target.operator in UPWARD and all(band.low == 100 for band in top)


def _runs_against(sentence: Sentence, rule: BandRule) -> bool:
    """Return whether somewhere the better side of a one-sided target earns less."""
    points = [stretch.points for stretch in rule.stretches() if stretch.points is not None]
    if sentence.target.operator in DOWNWARD:
        points.reverse()
    one_sided = sentence.target.operator in (*UPWARD, *DOWNWARD)
    return one_sided and points != sorted(points)


def _chained(bands: list[Band]) -> list[Band]:
    """Close ≥95% 10, ≥80% 8, ≥60% 5 against each other: each reaches up to the next that earns more (≤ likewise)."""
    for upward in (True, False):
        open_ = [
            band
            for band in bands
            if (band.high if upward else band.low) is None and (band.low if upward else band.high) is not None
        ]
        ordered = sorted(open_, key=lambda band: (band.low if upward else band.high) or Decimal(0), reverse=upward)
        points = [band.points for band in ordered]
        limits = [band.low if upward else band.high for band in ordered]
        if len(ordered) < 2 or points != sorted(set(points), reverse=True) or len(set(limits)) != len(limits):
            continue
        closed = [ordered[0]]
        for above, band in zip(ordered, ordered[1:], strict=False):
            if upward:
                closed.append(replace(band, high=above.low, high_closed=not above.low_closed))
            else:
                closed.append(replace(band, low=above.high, low_closed=not above.high_closed))
        return [band for band in bands if band not in open_] + closed
    return bands


def _band(state: Bounds, points: Decimal, others: list[Bounds]) -> Band:
    """Return a band; an end that is open only because the other one is marked 含 is closed where no band follows: 90(含)-100."""
    beyond = [other for other in others if (other.low if state.inferred == "low" else other.high) is None]
    beyond += [
        other
        for other in others
        if state.inferred == "low" and other.low is not None and state.low is not None and other.low < state.low
    ]
    beyond += [
        other
        for other in others
        if state.inferred == "high" and other.high is not None and state.high is not None and other.high > state.high
    ]
    # 60%(含)-80% takes the 60% from 60%以下, ≥85% the 85% from 75%-85%.
    taken = {end for other in others for end in other.marked} - state.marked
    taken = taken if state.unmarked else taken & state.vague
    low_closed = (state.low_closed and state.low not in taken) or (state.inferred == "low" and not beyond)
    high_closed = (state.high_closed and state.high not in taken) or (state.inferred == "high" and not beyond)
    return Band(points, state.low, state.high, low_closed, high_closed)


def _counted_through(pairs: list[tuple[Bounds, Decimal]]) -> list[tuple[Bounds, Decimal]]:
    """Mark the ends of 20-25 beside 26及以上, and of 1-5 beside 6-10: who goes on with the next number means both ends."""
    lows = {state.low for state, _ in pairs}
    highs = {state.high for state, _ in pairs}
    settled = []
    for state, points in pairs:
        low, high = state.low, state.high
        next_ = (
            low is not None
            and high is not None
            and ((high + 1 in lows and high not in lows) or (low - 1 in highs and low not in highs))
        )
        if low is not None and high is not None and state.vague and next_:
            state = replace(state, vague=frozenset(), marked=frozenset({low, high}))
        settled.append((state, points))
    return settled


def _reached(sentence: Sentence, pairs: list[tuple[Bounds, Decimal]]) -> list[tuple[Bounds, Decimal]]:
    """Open 95%得10分 beside a target of ≥95% towards the better: 96% has reached it, too."""
    value, operator = sentence.target.value, sentence.target.operator
    full = max(points for _, points in pairs)
    upward = operator in UPWARD
    if not upward and operator not in DOWNWARD:
        return pairs
    ends = [end for state, _ in pairs for end in (state.low, state.high) if end is not None]
    settled = []
    for state, points in pairs:
        best = max(ends) if upward else min(ends)
        if state.low == state.high == value == best and points == full and not state.subject.endswith(RATES):
            state = replace(state, high=None) if upward else replace(state, low=None)
        settled.append((state, points))
    return settled


def _falling_short(sentence: Sentence, rest: list[Band]) -> list[Band]:
    """Leave out what 否则 would take from the better side of a target: more than 98% is no failure of ≥95%."""
    operator = sentence.target.operator
    if operator in UPWARD:
        return [band for band in rest if band.low is None]
    return [band for band in rest if band.high is None] if operator in DOWNWARD else rest


def _rest(bands: list[Band], points: Decimal) -> list[Band]:
    """Return the bands of 否则: what lies below the lowest and above the highest; a gap between bands stays a gap."""
    stretches = BandRule(NumberCell(), tuple(bands)).stretches()
    rest = []
    first = min(bands, key=lambda band: (band.low is not None, band.low or 0))
    last = max(bands, key=lambda band: (band.high is None, band.high or 0))
    # Where more earns more, 否则 is what falls short: 120% is no failure of 95%-100%. The reverse likewise.
    if first.points < last.points or last.high == 100:
        stretches = stretches[:-1] if last.high is not None else stretches
        return (
            []
            if stretches[0].bands or stretches[0].end is None
            else [Band(points, None, stretches[0].end[0], True, stretches[0].end[1] == 1)]
        )
    if first.points > last.points and first.low is not None:
        stretches = stretches[1:]
    if not stretches[0].bands and stretches[0].end is not None:
        rest.append(Band(points, None, stretches[0].end[0], True, stretches[0].end[1] == 1))
    if not stretches[-1].bands and stretches[-1].start is not None:
        rest.append(Band(points, stretches[-1].start[0], None, stretches[-1].start[1] == 0))
    return rest


def _all_or_nothing(rule: BandRule) -> MetRule | None:
    """Return ≥95% 10, 否则 0 as the plainer rule that it is."""
    full, other = sorted(rule.bands, key=lambda band: -band.points)
    if (
        full.low is not None
        and full.high is None
        and other.low is None
        and (other.high, not other.high_closed) == (full.low, full.low_closed)
    ):
        return MetRule(rule.cell, "≥" if full.low_closed else ">", full.low, full.points, other.points)
    if (
        full.high is not None
        and full.low is None
        and other.high is None
        and (other.low, not other.low_closed) == (full.high, full.high_closed)
    ):
        return MetRule(rule.cell, "≤" if full.high_closed else "<", full.high, full.points, other.points)
    return None
