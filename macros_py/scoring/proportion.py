"""Points in proportion: 按比例得分, 实际值/计划值×分值, 每覆盖1个得0.5分."""

from __future__ import annotations

from decimal import Decimal

from macros_py.scoring.cells import PercentCell
from macros_py.scoring.clauses import AgainstTarget, Award, Bounds, Condition, Else, NotUnderstood, PerDone, Ratio
from macros_py.scoring.literals import literal
from macros_py.scoring.row import RATES
from macros_py.scoring.rules import RatioRule, Rule
from macros_py.scoring.sentence import Sentence, are_opposites, earns_nothing, said
from macros_py.targets import Kind


def ratio_rule(sentence: Sentence) -> Rule:
    """Return the rule of a sentence that gives points in proportion."""
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
    if sentence.otherwise is not None:
        nothing_else = threshold is None and met is None and earns_nothing(sentence.otherwise)
        if not nothing_else or not isinstance(state, Bounds):
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
    between = met is not None and isinstance(state, Bounds) and _lies_between(state, met[0], threshold)
    if between or (met is not None and isinstance(state, Bounds) and are_opposites(met[0], state)):
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
        # 实际值/100% is the percentage itself.
        raise NotUnderstood(against) if isinstance(cell, PercentCell) and ratio.base == 100 else AgainstTarget(against)
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


def for_each_done(sentence: Sentence) -> Rule:
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
    "个 次 人 名 户 家 场 期 件 项 份 批 台 套 篇 条 处 起 例 所 座 册 村 辆 人次 场次 户次 批次 台套 栋 幢 架 艘 头 只 匹 株 棵 羽 尾"
    " 本 部 口 眼 盏 枚 扇 宗 张 页 对 支 间 根".split()
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


def done_once(sentence: Sentence) -> PerDone | None:
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
