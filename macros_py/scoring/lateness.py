"""Points for how late something is: 每推迟1个月扣1分, 逾期10天以内得50%, 8月底后完成不得分."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from macros_py.scoring.bands import Band, BandRule
from macros_py.scoring.cells import DateCell
from macros_py.scoring.clauses import After, Before, Condition, Late, NotUnderstood, Per
from macros_py.scoring.literals import literal, serial
from macros_py.scoring.sentence import Sentence, earns_nothing

MONTHS = ("月", "个月")
_MOST_STEPS = 40


def months_late(per: Per, day: date, full: Decimal, begun: bool, floor: Decimal) -> BandRule:
    """Return the rule of 每推迟1个月扣1分: a band of days for every month.

    A month ends on the same day of the next one, or on its last where it has no such day (民法典第二百零二条).
    """
    months = int(per.count)
    steps = int(((full - floor) / per.points).to_integral_value(ROUND_CEILING))
    if months != per.count or not 0 < steps <= _MOST_STEPS:
        raise NotUnderstood(
            f"每推迟{literal(per.count)}{per.unit}扣{literal(per.points)}分，档数太多或不是整月，还不会算"
        )
    ends = [Decimal(serial(_months_after(day, months * step))) for step in range(steps + 1)]
    ends = ends[:steps] if begun else ends[1:]
    points = [max(floor, full - per.points * step) for step in range(steps + 1)]
    return BandRule(
        DateCell(),
        tuple(
            Band(earned, low, high, low_closed=not begun, high_closed=begun)
            for earned, low, high in zip(points, [None, *ends], [*ends, None], strict=True)
        ),
    )


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def late_days_rule(sentence: Sentence) -> BandRule:
    """Return the rule of 按时完成得满分,逾期10天以内得50%,逾期10天以上不得分 beside a day."""
    day = Decimal(serial(_deadline(sentence)))
    edges: list[tuple[Late, Decimal]] = []
    bands: list[Band] = []
    for state, award in sentence.pairs:
        if isinstance(state, Late):
            edges.append((state, sentence.points(award)))
        else:
            bands.append(Band(sentence.points(award), None, day))
    marked = {state.low if state.high is None else state.high for state, _ in edges if state.marked}
    inner = sorted(state.high for state, _ in edges if state.high is not None)
    for state, points in edges:
        if state.unit not in ("天", "日"):
            raise NotUnderstood(f"“{state.text}”不是固定的天数，还不会算，请改成天")
        closed = state.closed and (state.marked or (state.high or state.low) not in marked)
        if state.high is None:
            assert state.low is not None
            bands.append(Band(points, day + state.low, None, low_closed=closed))
        else:
            before = max((end for end in inner if end < state.high), default=Decimal(0))
            bands.append(Band(points, day + before, day + state.high, low_closed=False, high_closed=closed))
    full = max(band.points for band in bands)
    on_time = [band for band in bands if band.low is None]
    if len(on_time) != 1 or on_time[0].points != full or full != sentence.full():
        raise NotUnderstood("没有写按时完成得几分，或按时完成的得分不是满分")
    if sentence.otherwise is not None:
        last = max(band.high for band in bands if band.high is not None)
        if any(band.high is None for band in bands):
            raise NotUnderstood("既写了逾期多少以上得几分，又写了“否则”，不能确定各管哪一段")
        bands.append(Band(sentence.points(sentence.otherwise), last, None, low_closed=False))
    return BandRule(DateCell(), tuple(bands))


def _deadline(sentence: Sentence) -> date:
    for state, _ in sentence.pairs:
        if isinstance(state, Before):
            return sentence.deadline(state)
        if not isinstance(state, Late) and not (isinstance(state, Condition) and state.name in ("on_time", "met")):
            raise NotUnderstood(f"“{state.text}”与逾期多少得几分写在一起，还不会算")
    return sentence.deadline()


def settle_afters(sentence: Sentence) -> None:
    """Take 8月底后完成不得分 for the rest where it goes on from the last day that the sentence names."""
    days = [sentence.day(state) for state, _ in sentence.pairs if isinstance(state, Before)]
    for state, award in sentence.pairs:
        if not isinstance(state, After):
            continue
        month = state.month or 12
        day = sentence.day(Before(state.year or (days[-1].year if days else None), month, state.day, state.text))
        if not days or sentence.otherwise is not None or not _goes_on(days[-1], day, earns_nothing(award)):
            raise NotUnderstood(f"“{state.text}”与前面的期限没有接上，不能确定各管哪一段")
        sentence.otherwise = award
    sentence.pairs = [(state, award) for state, award in sentence.pairs if not isinstance(state, After)]


def _goes_on(last: date, after: date, nothing: bool) -> bool:
    return after == last or (nothing and after == last + timedelta(days=1))
