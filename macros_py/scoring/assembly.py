"""Puts the clauses of a sentence together: which rule they make with the row's target, or why they make none."""

from __future__ import annotations

from decimal import Decimal

from macros_py.scoring.banding import bands_rule, deadlines_rule
from macros_py.scoring.bands import Band, BandRule
from macros_py.scoring.cells import DateCell, NumberCell, PercentCell
from macros_py.scoring.clauses import (
    After,
    AgainstTarget,
    Before,
    Bounds,
    Condition,
    Late,
    NotUnderstood,
    Word,
)
from macros_py.scoring.deductions import deduction
from macros_py.scoring.grades import ChecklistRule, GradeRange, GradeRangeRule
from macros_py.scoring.lateness import late_days_rule, settle_afters
from macros_py.scoring.levels import grades_rule
from macros_py.scoring.literals import literal, serial
from macros_py.scoring.proportion import done_once, for_each_done, ratio_rule
from macros_py.scoring.rules import MetRule, Rule
from macros_py.scoring.sentence import Sentence, are_opposites, earns_nothing, name_of, said
from macros_py.scoring.states import settle
from macros_py.targets import Kind, Operator


def rule_of(sentence: Sentence) -> Rule:
    """Return the rule that the clauses make together."""
    _against_bases(sentence)
    settle(sentence)
    if sentence.checklists or sentence.ranges:
        return _listed(sentence)
    if sentence.per_done:
        return for_each_done(sentence)
    if sentence.ratios:
        return ratio_rule(sentence)
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
    once = done_once(sentence)
    if once is not None:
        sentence.pairs, sentence.per_done = [], [once]
        return for_each_done(sentence)
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
