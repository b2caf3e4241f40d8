"""Puts the clauses of a sentence together: which rule they make with the row's target, or why they make none."""

from __future__ import annotations

from decimal import Decimal

from macros_py.scoring.banding import bands_rule, deadlines_rule
from macros_py.scoring.bands import Band, BandRule
from macros_py.scoring.cells import DateCell, NumberCell, PercentCell, literal, serial
from macros_py.scoring.clauses import (
    After,
    AgainstTarget,
    Award,
    Before,
    Bounds,
    Condition,
    Else,
    Late,
    NotUnderstood,
    PerDone,
    Ratio,
    Word,
)
from macros_py.scoring.deductions import deduction
from macros_py.scoring.grades import ChecklistRule, GradeRange, GradeRangeRule
from macros_py.scoring.lateness import late_days_rule, settle_afters
from macros_py.scoring.levels import grades_rule
from macros_py.scoring.rules import MetRule, RatioRule, Rule
from macros_py.scoring.sentence import RATES, Sentence, are_opposites, earns_nothing, name_of, said
from macros_py.scoring.states import settle
from macros_py.targets import Kind, Operator


def rule_of(sentence: Sentence) -> Rule:
    """Return the rule that the clauses make together."""
    _against_bases(sentence)
    settle(sentence)
    if sentence.checklists or sentence.ranges:
        return _listed(sentence)
    if sentence.per_done:
        return _for_each_done(sentence)
    if sentence.ratios:
        return _ratio(sentence)
    if sentence.pers:
        return deduction(sentence)
    if sentence.untils or sentence.remainders:
        raise NotUnderstood("写了“扣完为止”一类的话，却没有写怎样扣分")
    if not sentence.pairs:
        raise NotUnderstood("没有写怎样得分、怎样扣分")
    awards = [award for _, award in sentence.pairs] + ([sentence.otherwise] if sentence.otherwise else [])
    if all(earns_nothing(award) for award in awards):
        raise NotUnderstood("只写了什么情况不得分，没有写什么情况得几分")
    states = [state for state, _ in sentence.pairs]
    away = next((state for state in states if isinstance(state, Bounds) and state.away), None)
    if away is not None:
        raise NotUnderstood(f"“{away.text}”是从哪里减起，不能确定")
    once = _done_once(sentence)
    if once is not None:
        sentence.pairs, sentence.per_done = [], [once]
        return _for_each_done(sentence)
    if all(isinstance(state, Bounds) for state in states):
        return bands_rule(sentence)
    if any(isinstance(state, Late) for state in states):
        return late_days_rule(sentence)
    if any(isinstance(state, After) for state in states):
        settle_afters(sentence)
        states = [state for state, _ in sentence.pairs]
    if len(states) > 1 and all(isinstance(state, Before) for state in states):
        return deadlines_rule(sentence)
    if all(isinstance(state, Word | Condition) for state in states) and (
        any(isinstance(state, Word) for state in states) or sentence.is_worded()
    ):
        return grades_rule(sentence)
    return _met(sentence)


def _against_bases(sentence: Sentence) -> None:
    """Refuse a sentence that repeats another target than its row's."""
    for base in sentence.bases:
        value, cell = sentence.quantity()
        units = ("%", "") if isinstance(cell, PercentCell) else ("", sentence.target.unit, sentence.target.normal_unit)
        if base.text.startswith("每") and (base.count != value or base.unit not in units):
            raise NotUnderstood(f"“{base.text}”是不是指标值“{sentence.target.printed}”，不能确定")
        if base.count != value or base.unit not in units:
            raise AgainstTarget(f"标准里的“{base.text}”与指标值“{sentence.target.printed}”不一致")


def _done_once(sentence: Sentence) -> PerDone | None:
    """Return 开展1次得2分,最高得6分 beside ≥3次 as the 每开展1次 that it is: three times make the full mark."""
    if len(sentence.pairs) != 1 or sentence.otherwise is not None or len(set(sentence.fulls)) != 1:
        return None
    state, award = sentence.pairs[0]
    alone = isinstance(state, Bounds) and state.low == 1 and state.high is None and state.unit != "%"
    if not isinstance(state, Bounds) or not alone or award.points is None or award.full:
        return None
    value = sentence.target.value
    if not isinstance(value, Decimal) or value * award.points != sentence.fulls[0] or value == 1:
        return None
    return PerDone(Decimal(1), state.unit, award.points)


def _listed(sentence: Sentence) -> Rule:
    rest = (sentence.pairs, sentence.ratios, sentence.otherwise, sentence.pers, sentence.untils, sentence.remainders)
    if any(rest) or len(sentence.checklists) + len(sentence.ranges) != 1:
        raise NotUnderstood("这几种计分办法写在一起，还不会算，请手工打分")
    if sentence.ranges:
        entries = sentence.ranges[0].entries
        ranges = tuple(GradeRange((word,), low, high, shut, closed) for word, low, high, shut, closed in entries)
        return GradeRangeRule(ranges, sentence.full())
    listed = sentence.checklists[0]
    if listed.items != int(listed.items) or not 1 < listed.items <= 50 or listed.each <= 0:
        raise NotUnderstood("分项的个数或分数不合理")
    rule = ChecklistRule(NumberCell(("项",)), int(listed.items), listed.each)
    if sentence.fulls and set(sentence.fulls) != {rule.full}:
        raise NotUnderstood(f"{listed.items}项各{literal(listed.each)}分合计{literal(rule.full)}分，与写的满分不一致")
    if not sentence.is_worded():
        value, _ = sentence.quantity()
        if sentence.target.unit not in ("项", "个", "") or value != rule.items:
            raise AgainstTarget(f"标准里是{rule.items}项，与指标值“{sentence.target.printed}”不一致")
    return rule


def _ratio(sentence: Sentence) -> Rule:
    if len(sentence.ratios) == 2 and sentence.ratios[0] == (None, Ratio()):
        sentence.ratios.pop(0)  # 按完成率计分,完成率×5分 says it twice
    if len(sentence.ratios) != 1 or sentence.pers or sentence.untils or sentence.remainders:
        raise NotUnderstood("按比例得分与别的计分办法写在一起，还不会算，请手工打分")
    state, ratio = sentence.ratios[0]
    threshold, met = None, None
    for condition, award in sentence.pairs:
        if earns_nothing(award) and isinstance(condition, Bounds) and threshold is None:
            threshold = _rate_threshold(sentence, condition)
        elif met is None:
            met = (condition, award)
        else:
            raise NotUnderstood(f"“{said(condition)}”与按比例得分写在一起，还不会算")
    if sentence.otherwise is not None and not (threshold is None and met is None and earns_nothing(sentence.otherwise)):
        raise NotUnderstood("既按比例得分又写了“否则”，不能确定各管哪一段")
    if sentence.otherwise is not None and not isinstance(state, Bounds):
        raise NotUnderstood("既按比例得分又写了“否则”，不能确定各管哪一段")
    full = sentence.full(met[1] if met is not None else None)
    if met is not None and sentence.points(met[1]) != full:
        raise NotUnderstood("达到要求的得分与满分不一致")
    if (
        ratio.above is not None
        and isinstance(state, Bounds)
        and state.high is None
        and state.low == ratio.above
        and state.unit == "%"
    ):
        state = None
    if (
        met is not None
        and isinstance(state, Bounds)
        and are_opposites(met[0], state)
        or met is not None
        and isinstance(state, Bounds)
        and _lies_between(state, met[0], threshold)
    ):
        state = None
    if ratio.rate and "执行率" in ratio.rate:
        return _rate_ratio(sentence, full, threshold, state, met)
    value, cell = sentence.quantity()
    if ratio.rate and isinstance(cell, PercentCell) and value != 100:
        raise NotUnderstood("指标值是百分数，标准里的“完成率”是指实际值还是实际值÷指标值，不能确定")
    units = ("%", "") if isinstance(cell, PercentCell) else ("", sentence.target.unit, sentence.target.normal_unit)
    if ratio.base is not None and ratio.base_unit not in units:
        raise NotUnderstood(
            f"标准里的基数 {literal(ratio.base)}{ratio.base_unit} 与指标值“{sentence.target.printed}”的单位不同"
        )
    if ratio.base is not None and ratio.base != value:
        against = f"标准里的基数 {literal(ratio.base)} 与指标值“{sentence.target.printed}”不一致"
        raise NotUnderstood(against) if isinstance(cell, PercentCell) else AgainstTarget(against)
    sentence.side(not ratio.reverse, "计划值÷实际值" if ratio.reverse else "按完成比例得分")
    if met is not None:
        sentence.is_met(met[0], upward=not ratio.reverse)
    if isinstance(state, Condition) and state.name != "unmet" and not (state.name == "undone" and met is not None):
        raise NotUnderstood(f"“{state.text}”按比例得分，不能确定怎样算")
    if isinstance(state, Bounds):
        if sentence.otherwise is None or met is not None:
            raise NotUnderstood(f"“{state.text}”按比例得分，其余得几分没有写，或不止一种说法")
        if state.low is None or state.high is not None or not state.low_closed:
            raise NotUnderstood(f"“{state.text}”按比例得分，不能确定怎样算")
        threshold = _rate_threshold(
            sentence, Bounds(state.subject, None, state.low, True, False, state.unit, state.text)
        )
    elif state is not None and not isinstance(state, Else | Condition):
        raise NotUnderstood(f"“{said(state)}”按比例得分，不能确定怎样算")
    if ratio.above is not None:
        above = ratio.above / 100
        if ratio.reverse or (threshold is not None and threshold != above):
            raise NotUnderstood("不得分的界限与按比例得分的起点不一致")
        return RatioRule(cell, value, full, threshold=above, scaled=True)
    return RatioRule(cell, value, full, ratio.reverse, threshold)


def _lies_between(state: Bounds, met: object, threshold: Decimal | None) -> bool:
    """Return whether 60%-100%之间 is what 100%得满分 and 低于60%不得分 leave."""
    ends = isinstance(met, Bounds) and met.high is None and state.high == met.low and state.unit == met.unit == "%"
    return ends and threshold is not None and state.low == threshold * 100


def _for_each_done(sentence: Sentence) -> Rule:
    """每覆盖1个得0.5分: in proportion, where the target done earns the full mark and nothing can be done by halves."""
    pairs = [(state, award) for state, award in sentence.pairs if not _is_none_done(state, award)]
    rest = (pairs, sentence.ratios, sentence.otherwise, sentence.pers, sentence.untils, sentence.remainders)
    if any(rest) or len(sentence.per_done) != 1:
        raise NotUnderstood("每完成多少得几分之外还有别的计分办法，还不会算，请手工打分")
    each = sentence.per_done[0]
    said = f"每{literal(each.count)}{each.unit}得{literal(each.points)}分"
    value, cell = sentence.quantity()
    if isinstance(cell, PercentCell) or each.unit not in cell.units:
        raise NotUnderstood(f"“{said}”的单位与指标值“{sentence.target.printed}”不同，不能确定怎样算")
    if each.count != 1 or each.unit not in WHOLE_THINGS or value != int(value):
        raise NotUnderstood(f"“{said}”，不足一档的部分得几分没有写，请写明，或手工打分")
    sentence.side(True, said)
    full, earned = sentence.full(), value * each.points
    if earned != full:
        raise NotUnderstood(
            f"“{said}”，达到指标值“{sentence.target.printed}”得{literal(earned)}分，满分却是{literal(full)}分，请核对"
        )
    return RatioRule(cell, value, full)


def _is_none_done(state: object, award: Award) -> bool:
    """Return whether a pair only says that nothing is earned where nothing is done."""
    nothing = isinstance(state, Bounds) and state.low is None and state.high == 0
    return earns_nothing(award) and (nothing or (isinstance(state, Condition) and state.name == "undone"))


WHOLE_THINGS = frozenset(
    "个 次 人 名 户 家 场 期 件 项 份 批 台 套 篇 条 处 起 例 所 座 册 村 辆 人次 场次 户次".split()
)


def _rate_ratio(sentence: Sentence, full: Decimal, threshold: Decimal | None, state: object, met: object) -> Rule:
    """得分=20分×执行率: the actual is the rate itself."""
    if threshold is not None or state is not None or met is not None:
        raise NotUnderstood("执行率按比例得分之外还有别的条件，还不会算")
    if sentence.target.kind not in (Kind.PERCENT, Kind.BLANK):
        raise NotUnderstood(f"标准按执行率计分，指标值“{sentence.target.printed}”却不是百分数")
    if sentence.target.kind is Kind.PERCENT:
        sentence.side(True, "按执行率得分")
        if sentence.target.value != 100:
            raise AgainstTarget(f"按执行率计分，达到指标值“{sentence.target.printed}”也拿不到满分，请核对标准或指标值")
    return RatioRule(PercentCell(), Decimal(100), full)


def _rate_threshold(sentence: Sentence, bounds: Bounds) -> Decimal:
    """Return the completion rate below which there is nothing: 完成率低于60%不得分."""
    if bounds.low is not None or bounds.high is None or bounds.high_closed or bounds.unit != "%":
        raise NotUnderstood(f"“{bounds.text}”与按比例得分写在一起，还不会算")
    value, cell = sentence.quantity()
    if isinstance(cell, PercentCell) and value != 100:
        raise NotUnderstood(f"“{bounds.text}”是指实际值还是完成比例，不能确定")
    if bounds.subject and not bounds.subject.endswith("率"):
        raise NotUnderstood(f"“{bounds.text}”说的是什么，不能确定")
    if not isinstance(cell, PercentCell) and bounds.subject and not bounds.subject.endswith(RATES):
        raise NotUnderstood(f"“{bounds.text}”说的是什么，不能确定")
    if not 0 < bounds.high < 100:
        raise NotUnderstood(f"“{bounds.text}”的界限不在 0 与 100% 之间")
    return bounds.high / 100


def _met(sentence: Sentence) -> Rule:
    """达到得满分, 否则不得分."""
    if len(sentence.pairs) > 2 or (len(sentence.pairs) == 2 and sentence.otherwise is not None):
        raise NotUnderstood("得分的条件不止两种，还不会算，请手工打分")
    pairs = sorted(sentence.pairs, key=lambda pair: earns_nothing(pair[1]))
    state, award = pairs[0]
    full = sentence.full(award)
    if sentence.points(award) != full:
        raise NotUnderstood("达到要求的得分与满分不一致")
    if len(sentence.pairs) == 2:
        opposite, missed = pairs[1]
        if not are_opposites(state, opposite):
            raise NotUnderstood(f"“{said(state)}”和“{said(opposite)}”写在一起，还不会算")
    elif sentence.otherwise is not None:
        missed = sentence.otherwise
    else:
        raise NotUnderstood("没有写达不到时得几分")
    otherwise = sentence.points(missed)
    if otherwise >= full:
        raise NotUnderstood("达不到的得分不低于达到的得分")
    if isinstance(state, Before):
        return MetRule(DateCell(), "≤", Decimal(serial(sentence.deadline(state))), full, otherwise)
    if name_of(state) == "on_time":
        return MetRule(DateCell(), "≤", Decimal(serial(sentence.deadline())), full, otherwise)
    if name_of(state) not in ("met", "done", "within"):
        raise NotUnderstood(f"“{said(state)}”得分，还不会算")
    if sentence.target.is_calendar and name_of(state) != "within":
        return MetRule(DateCell(), "≤", Decimal(serial(sentence.deadline())), full, otherwise)
    if name_of(state) == "within" and sentence.certain().kind is Kind.PERCENT and sentence.target.value == 0:
        sentence.side(False, "控制在范围内")
        return MetRule(PercentCell(True), "≤", Decimal(0), full, otherwise)
    value, cell = sentence.quantity()
    if name_of(state) == "within":
        sentence.side(False, "控制在范围内")
        return MetRule(cell, "<" if sentence.target.operator is Operator.LT else "≤", value, full, otherwise)
    operator = sentence.target.operator
    if operator is None:
        raise NotUnderstood(f"指标值“{sentence.target.printed}”没有写 ≥、≤ 或 =，不能确定怎样算达到")
    if operator is Operator.EQ:
        # 达到5次: whether 6 reach a target of exactly 5 is not written; above it nothing is claimed.
        return BandRule(cell, (Band(full, value, value), Band(otherwise, None, value, high_closed=False)))
    return MetRule(cell, operator.value, value, full, otherwise)
