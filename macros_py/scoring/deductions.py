"""Deductions: 每超出10%扣2分, 每低1个百分点扣1分, 每推迟10天扣1分, 每发现一处扣1分, each with where it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from macros_py.scoring.cells import DateCell, NumberCell, PercentCell
from macros_py.scoring.clauses import AgainstTarget, Before, Bounds, Condition, NotUnderstood, Per
from macros_py.scoring.lateness import MONTHS, months_late
from macros_py.scoring.literals import literal, serial
from macros_py.scoring.row import POINTS, RATES
from macros_py.scoring.rules import MAX_FORMULA, Rule
from macros_py.scoring.sentence import Sentence, State, earns_nothing, said
from macros_py.scoring.steps import DeductionRule, Direction
from macros_py.targets import Kind, Operator

_LONGEST_ADDRESS = "AB12345"


def deduction(sentence: Sentence) -> Rule:
    """Return the rule of a sentence that takes off so many points for so much."""
    if len(sentence.pers) != 1:
        raise NotUnderstood("不止一种扣分办法，还不会算，请手工打分")
    per = sentence.pers[0]
    if sentence.otherwise is not None:
        raise NotUnderstood("既写了每差多少扣几分，又写了“否则”，不能确定各管哪一段")
    if per.points <= 0 or per.count <= 0:
        raise NotUnderstood("每次扣的分数或每档的大小不大于零")
    met = next(((state, award) for state, award in sentence.pairs if not earns_nothing(award)), None)
    cuts = [state for state, award in sentence.pairs if earns_nothing(award)]
    if len(sentence.pairs) - len(cuts) > 1 or len(cuts) > 1:
        raise NotUnderstood("每差多少扣几分之外还有几种得分条件，还不会算，请手工打分")
    full = sentence.full(met[1] if met is not None else None)
    if met is not None and sentence.points(met[1]) != full:
        raise NotUnderstood("达到要求的得分与满分不一致")
    if per.share:
        per = replace(per, points=full * per.points / 100)
    if per.points > full:
        raise NotUnderstood(f"每次扣 {literal(per.points)} 分比满分 {literal(full)} 分还多")
    state = met[0] if met is not None else None
    cut = cuts[0] if cuts else None
    mosts = {until.most for until in sentence.untils if until.most is not None}
    if len(mosts) > 1 or any(most > full for most in mosts):
        raise NotUnderstood("“最多扣”几分写得不合理")
    if mosts and any(until.most is None for until in sentence.untils) and mosts != {full}:
        raise NotUnderstood("既写了“扣完为止”又写了“最多扣”，互相矛盾")
    if (
        per.direction == "late"
        and sentence.target.kind is Kind.PERIOD
        and sentence.target.operator
        not in (
            Operator.GE,
            Operator.GT,
        )
    ):
        per = replace(per, direction="over")  # so much more time than the target allows
    if per.direction == "over" and sentence.counts_events() and sentence.counts_in(per.unit):
        per = replace(per, direction="incident")  # 每增加1起 beside 0起
    floor = full - mosts.pop() if mosts else Decimal(0)
    if per.direction == "late" and per.unit in MONTHS and cut is None:
        return months_late(per, _deadline(sentence, state), full, _begun(sentence, per), floor)
    made = (
        _measured(sentence, per, state, cut, full)
        if per.direction not in ("late", "incident")
        else _counted(sentence, per, state, cut, full)
    )
    made = replace(made, begun=_begun(sentence, per), floor=floor)
    if made.cutoff is not None and len(made.formula(_LONGEST_ADDRESS)) > MAX_FORMULA:
        raise NotUnderstood("逐档扣分之外还有不得分的界限，单位又长，公式会太长，请手工打分")
    return made


def _deadline(sentence: Sentence, state: State | None) -> date:
    if isinstance(state, Before):
        return sentence.deadline(state)
    if state is None or (isinstance(state, Condition) and state.name in ("on_time", "met")):
        return sentence.deadline()
    raise NotUnderstood(f"“{said(state)}”与推迟扣分写在一起，还不会算")


def _begun(sentence: Sentence, per: Per) -> bool:
    if len(sentence.remainders) > 1:
        raise NotUnderstood("不足一档怎样扣分写了两次")
    if not sentence.remainders:
        return sentence.begun
    said = sentence.remainders[0]
    if (said.count, said.unit) != (per.count, per.unit):
        raise NotUnderstood("不足一档的说法与每档的大小不一致")
    return said.begun


def _counted(sentence: Sentence, per: Per, state: State | None, cut: State | None, full: Decimal) -> DeductionRule:
    """每推迟10天扣1分 and 每发现一处扣1分."""
    if cut is not None and not (per.direction == "incident" and _is_more(cut, per.unit)):
        raise NotUnderstood(f"“{said(cut)}”不得分与逐次扣分写在一起，不能确定各管哪一段")
    if per.direction == "late":
        day = _deadline(sentence, state)
        days = {"天": 1, "日": 1, "周": 7}.get(per.unit)
        if days is None:
            raise NotUnderstood(f"每推迟{literal(per.count)}{per.unit}不是固定的天数，还不会算，请改成天")
        if per.count != int(per.count):
            raise NotUnderstood("推迟的天数不是整数")
        return DeductionRule(DateCell(), Direction.OVER, Decimal(serial(day)), per.count * days, per.points, full)
    if state is not None and not (isinstance(state, Bounds) and state.low == state.high == 0):
        raise NotUnderstood(f"“{said(state)}”与按次扣分写在一起，还不会算")
    if "未" in per.what or "没" in per.what:
        raise NotUnderstood(f"“{per.what}”要数的是没有做到的次数，实际完成值里填的是不是它，不能确定")
    target = sentence.target
    if not sentence.is_worded() and not (target.value == 0 and sentence.counts_in(per.unit)):
        raise NotUnderstood(f"标准按发现的次数扣分，指标值却是“{target.printed}”，实际完成值填的是哪一种，不能确定")
    rule = DeductionRule(
        NumberCell(tuple(dict.fromkeys((per.unit, target.unit or per.unit)))),
        Direction.OVER,
        Decimal(0),
        per.count,
        per.points,
        full,
        incidents=True,
    )
    if not isinstance(cut, Bounds):
        return rule
    return replace(rule, cutoff=cut.low, cutoff_closed=cut.low_closed)


def _is_more(cut: State, unit: str) -> bool:
    """Return whether a state is so many events and more."""
    counted = isinstance(cut, Bounds) and cut.unit in ("", unit) and cut.high is None
    return counted and isinstance(cut, Bounds) and cut.low is not None and cut.low > 0


def _measured(sentence: Sentence, per: Per, state: State | None, cut: State | None, full: Decimal) -> DeductionRule:
    """每超出10%扣2分, 每低1个百分点扣1分, 每相差3%扣1分."""
    direction = {"over": Direction.OVER, "under": Direction.UNDER, "both": Direction.BOTH}[per.direction]
    if isinstance(state, Bounds) and sentence.target.kind is Kind.BLANK:
        cell, _ = sentence.limit(state, equal=False)
        limit = state.low if state.low is not None else state.high
        assert limit is not None
        value = limit
        if isinstance(cell, PercentCell):
            cell = PercentCell(value < 10)
    else:
        value, cell = sentence.quantity()
    upward = direction is Direction.UNDER
    if per.base is not None and (per.base != value or (per.base_unit == "%") != isinstance(cell, PercentCell)):
        raise AgainstTarget(f"扣分的起点 {literal(per.base)}{per.base_unit} 与指标值“{sentence.target.printed}”不一致")
    if per.of_rate and per.unit in POINTS and not isinstance(cell, PercentCell):
        per = replace(per, unit="%")
    if isinstance(state, Bounds) and state.unit == "%" and not isinstance(cell, PercentCell):
        cell, base = sentence.limit(state, equal=True)
        if base is not None and per.unit in POINTS:
            per = replace(per, unit="%")  # 完成率100%得满分,每低1个百分点: a point of the rate is 1% of the target
    if direction is Direction.BOTH and sentence.target.operator not in (None, Operator.EQ):
        raise NotUnderstood(f"标准两边都扣分，与指标值“{sentence.target.printed}”只管一边矛盾")
    if direction is not Direction.BOTH:
        sentence.side(upward, f"每{'低于' if upward else '超出'}{literal(per.count)}{per.unit}扣分")
    if isinstance(state, Bounds):
        if (
            direction is Direction.BOTH
            or (state.low is None) == upward
            or (state.low is not None and state.high is not None)
        ):
            raise NotUnderstood(f"“{state.text}”得满分与后面的扣分方向相反")
        if not (state.low_closed if upward else state.high_closed):
            raise NotUnderstood(f"“{state.text}”不含本数，正好等于时得几分没有写")
        if sentence.target.kind is not Kind.BLANK:
            sentence.is_met(state, upward)
    elif isinstance(state, Condition):
        fits = state.name in ("met", "done") or (state.name == "within" and direction is Direction.OVER)
        if not fits:
            raise NotUnderstood(f"“{state.text}”与后面的扣分办法写在一起，还不会算")
    elif state is not None:
        raise NotUnderstood(f"“{said(state)}”与后面的扣分办法写在一起，还不会算")
    step, percent = _step(sentence, per, value, cell)
    rule = DeductionRule(cell, direction, value, step, per.points, full, percent=percent)
    return rule if cut is None else _cut_off(sentence, rule, cut, per)


def _step(
    sentence: Sentence, per: Per, value: Decimal, cell: NumberCell | PercentCell
) -> tuple[Decimal, Decimal | None]:
    units = ("%", *POINTS) if isinstance(cell, PercentCell) else cell.units
    too_large = per.count == value or (per.count > value and per.direction == "under")
    if per.unit in units and per.count != 1 and too_large:
        raise NotUnderstood(f"“{literal(per.count)}{per.unit}”就是指标值，是每一档的大小还是界限，不能确定")
    if isinstance(cell, PercentCell):
        if per.unit == "%" and per.of_target and value != 100:
            raise NotUnderstood(
                f"指标值是百分数，“指标值的{literal(per.count)}%”还是“{literal(per.count)}个百分点”，不能确定"
            )
        if per.unit not in ("%", *POINTS):
            raise NotUnderstood(f"每档的单位“{per.unit}”与指标值“{sentence.target.printed}”不同")
        if per.unit == "%" and value != 100:
            sentence.remarks.append(
                ("percent_step", f"指标值是百分数，“{literal(per.count)}%”按 {literal(per.count)} 个百分点计")
            )
        return per.count, None
    if per.unit == "%":
        return value * per.count / 100, per.count
    if per.unit not in cell.units:
        raise NotUnderstood(f"每档的单位“{per.unit}”与指标值“{sentence.target.printed}”不同")
    return per.count, None


def _cut_away(rule: DeductionRule, cut: Bounds, over: bool) -> DeductionRule:
    """减少50万人次以上不得分: so far from the target."""
    limit = cut.low
    assert limit is not None
    units = (
        ("%", *POINTS)
        if isinstance(rule.cell, PercentCell)
        else rule.cell.units
        if isinstance(rule.cell, NumberCell)
        else ()
    )
    if cut.unit == "%" and not isinstance(rule.cell, PercentCell):
        limit = rule.target * limit / 100
    elif cut.unit not in units or (cut.unit == "%" and rule.target != 100):
        raise NotUnderstood(f"“{cut.text}”是指实际值还是差多少，不能确定")
    if over or rule.direction is Direction.BOTH or not 0 < limit < rule.target:
        raise NotUnderstood(f"“{cut.text}”不得分与扣分的方向相反，或超出了指标值")
    return replace(rule, cutoff=rule.target - limit, cutoff_closed=cut.low_closed)


def _cut_off(sentence: Sentence, rule: DeductionRule, cut: State, per: Per) -> DeductionRule:
    """超过50%不得分, 低于60%不得分: where nothing is left, exactly or not at all."""
    over = rule.direction is Direction.OVER
    if isinstance(cut, Bounds) and cut.away:
        return _cut_away(rule, cut, over)
    if rule.direction is Direction.BOTH or not isinstance(cut, Bounds):
        raise NotUnderstood(f"“{said(cut)}”不得分与逐档扣分写在一起，不能确定各管哪一段")
    limit, other, closed = (cut.low, cut.high, cut.low_closed) if over else (cut.high, cut.low, cut.high_closed)
    if limit is None or other is not None:
        raise NotUnderstood(f"“{cut.text}”不得分与扣分的方向相反")
    if isinstance(rule.cell, PercentCell):
        plain = cut.unit in ("%", "") and not cut.subject.endswith(RATES)
        beyond = limit > rule.target if over else limit == 0 or rule.target / 2 <= limit < rule.target
        if not plain or not beyond or (over and cut.exceeding and limit < 2 * rule.target and rule.target != 100):
            raise NotUnderstood(f"“{cut.text}”是指实际值还是差多少，不能确定")
        return replace(rule, cutoff=limit, cutoff_closed=closed)
    if cut.unit == "%" and over and cut.exceeding and not cut.subject and per.unit == "%" and per.count < limit < 100:
        return replace(rule, cutoff=rule.target * (1 + limit / 100), cutoff_closed=closed)
    if cut.unit == "%" and not over and cut.subject.endswith(RATES) and 0 < limit < 100:
        return replace(rule, cutoff=rule.target * limit / 100, cutoff_closed=closed)
    if (
        isinstance(rule.cell, NumberCell)
        and cut.unit in rule.cell.units
        and (limit > rule.target if over else limit < rule.target)
    ):
        return replace(rule, cutoff=limit, cutoff_closed=closed)
    raise NotUnderstood(f"“{cut.text}”是指实际值、完成率还是差多少，不能确定")
