"""States without a number of their own, told by the number of the row: 未发生 beside 0起, 足额发放 beside 100%, 超支 beside ≤40万元."""

from __future__ import annotations

import re
from decimal import Decimal

from macros_py.scoring import phrases
from macros_py.scoring.cells import PercentCell
from macros_py.scoring.clauses import After, Award, Before, Bounds, Condition, Late, NotUnderstood, Word
from macros_py.scoring.row import RATES
from macros_py.scoring.sentence import Sentence, State, earns_nothing
from macros_py.targets import DOWNWARD, UPWARD, Kind, Operator

_NOUN = r"(?P<noun>[\u4e00-\u9fff]{0,8})"
_NONE = re.compile(rf"(?:(?:未|不|没有?|无)(?:发生|出现|产生|存在|发现)?|零(?:发生)?)(?:任何)?{_NOUN}")
_SOME = re.compile(rf"(?:有|发生|出现|产生|存在|发现)(?:了)?{_NOUN}")
_SPENT = re.compile("预算|支|概算|成本|费用|经费")
_WORSE = re.compile("重大|较大|特大|严重|一般")
_HELD = re.compile(
    r"(?P<not>未|不|没有|没)?(?:能)?(?P<said>(?:足额|全额|按标准)(?:发放|拨付|支付|兑现|兑付|补助|保障)?(?:到位)?"
    r"|(?:符合|达到)(?:规定|补助|支出|发放)?(?:的)?标准(?:要求)?)"
)
_NOT_BEGUN = re.compile("(?:未|没有|没)(?:能)?(?:开展|组织|举办|召开|实施|启动|发表|引进)")
_COUNTED_NOUN = re.compile(rf"(?:{phrases.HAPPENED})[0-9一两二三]+{phrases.COUNTED}(?:[及或]?以[上下内])?{_NOUN}")
_NO_GROWTH = re.compile("(?:不|未|无|没有|没)增长")
_BELOW_ZERO = ("负增长",)
_HUNDRED = Decimal(100)
_NOTHING_COUNTED = re.compile(r"(?:无|零|未发生|未出现|没有)[\u4e00-\u9fff]{1,6}")


def settle(sentence: Sentence) -> None:
    """Put numbers for the words of a sentence wherever the number of its row tells them; what it does not tell stays."""
    target = sentence.target
    kinds = _kinds(sentence)
    if After in kinds and Before not in kinds:
        # 年内未完工 beside 年内完工 is a word like any other.
        sentence.pairs = [
            (Word(state.text) if isinstance(state, After) and state.month is None else state, award)
            for state, award in sentence.pairs
        ]
    if not target.is_quantitative or target.kind is Kind.RANGE or not isinstance(target.value, Decimal):
        return
    for state, _ in sentence.pairs:
        of_money = isinstance(state, Condition) and state.name in ("within", "beyond") and _SPENT.search(state.text)
        if of_money and "元" not in target.unit and target.unit and target.kind is not Kind.PERCENT:
            raise NotUnderstood(f"“{state.text}”说的是花了多少钱，指标值“{target.printed}”却不是")
    if sentence.counts_events():
        _settle_events(sentence)
    if target.kind is Kind.PERIOD and target.operator not in UPWARD:
        sentence.pairs = [(_in_time(state), award) for state, award in sentence.pairs]
    kinds = _kinds(sentence)
    if Word in kinds:
        sentence.pairs = [(_held(sentence, state), award) for state, award in sentence.pairs]
    if Late in kinds:
        ends = sorted(state.high for state, _ in sentence.pairs if isinstance(state, Late) and state.high is not None)
        sentence.pairs = [(_later(sentence, state, ends), award) for state, award in sentence.pairs]
    if Word in kinds:
        counted = target.kind is Kind.NUMBER and target.operator is Operator.LE
        sentence.pairs = [(_grown(state, counted), award) for state, award in sentence.pairs]
    if not sentence.ratios and not sentence.pers and any(isinstance(state, Bounds) for state, _ in sentence.pairs):
        _settle_beside_numbers(sentence)


def _kinds(sentence: Sentence) -> set[type[State]]:
    return {type(state) for state, _ in sentence.pairs}


def _settle_events(sentence: Sentence) -> None:
    """未发生 is none, 发生 is one and more: where both name what happens, it must be the same."""
    pairs: list[tuple[State, Award]] = []
    named: set[str] = set()
    nouns = {per.what for per in sentence.pers} - {""}
    for state, award in sentence.pairs:
        none, some = (shape.fullmatch(state.text) if isinstance(state, Word) else None for shape in (_NONE, _SOME))
        found = none or some
        if found is not None and isinstance(state, Word):
            if some is not None and _WORSE.search(some["noun"]) and some["noun"] not in named:
                raise NotUnderstood(f"“{state.text}”与其余的说法是不是同一件事，不能确定")
            nouns |= {found["noun"]} - {""}
            named = named | nouns
            end = Decimal(0) if none else None
            pairs.append((Bounds("", Decimal(0), end, none is not None, True, "", state.text), award))
        else:
            counted = _COUNTED_NOUN.fullmatch(state.text) if isinstance(state, Bounds) else None
            if counted is not None and _WORSE.search(counted["noun"]) and counted["noun"] not in named:
                raise NotUnderstood(f"“{state.text}”与其余的说法是不是同一件事，不能确定")
            nouns |= {counted["noun"].removesuffix("的")} - {""} if counted else set()
            pairs.append((state, award))
    if len(nouns) > 1:
        raise NotUnderstood(f"{'、'.join(sorted(nouns))}是不是同一件事，不能确定")
    sentence.pairs = pairs
    counts = [state.low for state, _ in pairs if isinstance(state, Bounds) and state.low is not None]
    for place, (state, award) in enumerate(pairs):
        # Where one event earns nothing, more cannot earn more.
        most = isinstance(state, Bounds) and state.low is not None and state.low == state.high == max(counts)
        if most and isinstance(state, Bounds) and state.low and earns_nothing(award):
            pairs[place] = (_from(state.low, state), award)


def _from(low: Decimal, state: Bounds) -> Bounds:
    return Bounds(state.subject, low, None, True, True, state.unit, state.text, marked=frozenset({low}))


def _held(sentence: Sentence, state: State) -> State:
    """足额发放, 符合标准 and their opposites: the target met or missed."""
    found = _HELD.fullmatch(state.text) if isinstance(state, Word) else None
    if found is None or not isinstance(state, Word):
        return state
    whole = sentence.target.kind is Kind.PERCENT and sentence.target.value == _HUNDRED
    if not whole and "元" not in sentence.target.unit:
        return state
    return Condition("unmet" if found["not"] else "met", state.text)


def _in_time(state: State) -> State:
    """按时完成 beside 60天 is within them."""
    if not isinstance(state, Condition) or state.name not in ("on_time", "late") or "未完成" in state.text:
        return state
    return Condition("within" if state.name == "on_time" else "beyond", state.text)


def _later(sentence: Sentence, state: State, ends: list[Decimal]) -> State:
    """逾期10天以内 beside a target of 60天, and 按时完成 beside it; 逾期20天以内 begins where 逾期10天以内 ends."""
    value, _ = sentence.quantity()
    unit = sentence.target.unit
    if isinstance(state, Condition) and state.name == "within":
        return Bounds("", None, value, True, True, unit, state.text, marked=frozenset({value}))
    if not isinstance(state, Late):
        return state
    if sentence.target.kind is not Kind.PERIOD or state.unit not in (unit, sentence.target.normal_unit):
        raise NotUnderstood(f"“{state.text}”要对照期限，指标值却是“{sentence.target.printed}”")
    if state.high is None:
        assert state.low is not None
        low, high = value + state.low, None
    else:
        before = max((end for end in ends if end < state.high), default=Decimal(0))
        low, high = value + before, value + state.high
    marked = frozenset({low if high is None else high} if state.marked else ())
    low_closed = high is None and state.closed
    return Bounds("", low, high, low_closed, state.closed, unit, state.text, marked=marked, unmarked=not marked)


def _grown(state: State, counted: bool) -> State:
    if isinstance(state, Word) and counted and _NOTHING_COUNTED.fullmatch(state.text):
        return Bounds("", Decimal(0), Decimal(0), True, True, "", state.text, marked=frozenset({Decimal(0)}))
    if isinstance(state, Word) and _NOT_BEGUN.fullmatch(state.text):
        return Bounds("", None, Decimal(0), True, True, "", state.text, marked=frozenset({Decimal(0)}))
    if isinstance(state, Word) and _NO_GROWTH.fullmatch(state.text):
        return Bounds("", None, Decimal(0), True, True, "%", state.text, marked=frozenset({Decimal(0)}))
    if isinstance(state, Word) and state.text in _BELOW_ZERO:
        return Bounds("", None, Decimal(0), True, False, "%", state.text)
    return state


def _settle_beside_numbers(sentence: Sentence) -> None:
    """完成目标值 beside 完成率80%以上 is 100% of it, beside 90%以上 the target itself; 超支 is more than the target."""
    rated = any(
        isinstance(state, Bounds) and state.subject.endswith(RATES) and state.unit == "%" for state, _ in sentence.pairs
    )
    kept: list[tuple[State, Award]] = []
    for state, award in sentence.pairs:
        name = state.name if isinstance(state, Condition) else ""
        if name in ("unmet", "undone") and earns_nothing(award) and sentence.otherwise is None:
            sentence.otherwise = award
        elif name in ("met", "done", "within", "beyond"):
            kept.append((_as_bounds(sentence, state, name, rated), award))
        else:
            kept.append((state, award))
    sentence.pairs = kept


def _as_bounds(sentence: Sentence, state: State, name: str, rated: bool) -> Bounds:
    value, cell = sentence.quantity()
    operator = sentence.target.operator
    if rated and name in ("met", "done"):
        sentence.side(True, state.text)
        if isinstance(cell, PercentCell) and value != _HUNDRED:
            raise NotUnderstood("指标值是百分数，标准里的“完成率”是指实际值还是实际值÷指标值，不能确定")
        return Bounds("完成率", _HUNDRED, None, True, True, "%", state.text, marked=frozenset({_HUNDRED}))
    unit = sentence.target.unit
    marked = frozenset({value})
    if name in ("within", "beyond"):
        sentence.side(False, state.text)
        if name == "within":
            return Bounds("", None, value, True, operator is not Operator.LT, unit, state.text, marked=marked)
        return Bounds("", value, None, operator is Operator.LT, True, unit, state.text)
    if operator in UPWARD:
        return Bounds("", value, None, operator is Operator.GE, True, unit, state.text, marked=marked)
    if operator in DOWNWARD:
        return Bounds("", None, value, True, operator is Operator.LE, unit, state.text, marked=marked)
    if operator is Operator.EQ:
        return Bounds("", value, value, True, True, unit, state.text, marked=marked)
    raise NotUnderstood(f"指标值“{sentence.target.printed}”没有写 ≥、≤ 或 =，不能确定怎样算达到")
