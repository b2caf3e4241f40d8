"""计分依据: the formula that tells, live in the cell, by what a row is scored and how its points come about."""

from __future__ import annotations

from collections.abc import Sequence

from macros_py.scoring.bands import BandRule
from macros_py.scoring.cells import PENDING, SCALES, Cell, DateCell, NumberCell, PercentCell
from macros_py.scoring.grades import ChecklistRule, GradeRangeRule, GradeRule
from macros_py.scoring.literals import literal, quoted, text_literal
from macros_py.scoring.row_rules import RowRule, Source
from macros_py.scoring.rules import MAX_FORMULA, MetRule, RatioRule, Rule, RuleKind
from macros_py.scoring.shares import ShareRule
from macros_py.scoring.steps import DeductionRule


def guarded(formula: str, guards: Sequence[str]) -> str:
    """Return a rule's formula that holds only while the row still says what it was made from; else 待核.

    ``guards`` go from the strongest to the weakest; the first is taken with which the formula is not too long.
    """
    inner = formula.removeprefix("=IFERROR(").removesuffix(f',"{PENDING}")')
    for guard in guards:
        made = f'=IFERROR(IF({guard},{inner},"{PENDING}"),"{PENDING}")'
        if len(made) <= MAX_FORMULA:
            return made
    return formula


def trace_formula(
    found: RowRule,
    actual: str,
    score: str,
    standard: str,
    share: str = "",
    unchanged: str = "",
    pending: tuple[str, str] | None = None,
) -> str:
    """Return the formula for 计分依据 over the cells of 实际完成值, 得分, 评(扣)分标准 and 评定比例.

    ``unchanged`` is the condition under which the row still says what the rule was made from, ``pending`` a text as
    实际完成值 and why just that one has no score. The arithmetic comes first: a row shows no more than the beginning.
    """
    rule = found.rule
    assert rule is not None
    if found.source is Source.SENTENCE:
        head = f'"。评(扣)分标准“"&TRIM({standard})&"”，读作："&'
    else:
        signless = "，指标值没有写≥或≤" if found.source is Source.ASSUMED else ""
        head = text_literal(f"。没有评分标准，依据{found.basis}{signless}：") + "&"
    shown = _shown(rule, actual)
    wrong = f'IF(ISERROR({actual}),"待核：实际完成值是错误值，请改正",'
    working = _working(rule, shown, score, share)
    why = "" if pending is None else f"IF(EXACT(TRIM({actual}),{text_literal(pending[0])}),{text_literal(pending[1])},"
    reasons = [_missing(rule, actual, shown, unchanged, why), _missing(rule, actual, shown, unchanged)]
    told = [f"{wrong}IF(ISNUMBER({score}),{working},{reason}))" for reason in (*reasons, _missing(rule, actual, shown))]
    plain = told[-1]
    for telling, ending in [*((one, rule.explain()) for one in told), *((one, "") for one in told)]:
        made = f"={telling}&{head}{text_literal(ending)}"
        if len(made) <= MAX_FORMULA:
            return made
    return f"={plain}"


def _shown(rule: Rule, actual: str) -> str:
    """Return the actual as text; a real date would show its number."""
    if isinstance(getattr(rule, "cell", None), DateCell):
        return f'IF(ISNUMBER({actual}),TEXT({actual},"yyyy-m-d"),TRIM({actual}))'
    return f"TRIM({actual})"


def _working(rule: Rule, shown: str, score: str, share: str) -> str:
    """Return the arithmetic as a formula part: 12 ÷ 13 × 1 = 0.92."""
    full = literal(rule.full)
    if isinstance(rule, RatioRule):
        target = _target(rule, shown)
        first, second = (target, shown) if rule.reverse else (shown, target)
        rate = f'{first}&" ÷ "&{second}'
        if rule.threshold is not None and rule.scaled:
            low, rest = literal(rule.threshold * 100), literal((1 - rule.threshold) * 100)
            part = f'"("&{rate}&" - {low}%) ÷ {rest}% × {full} = "&{score}'
        else:
            part = f'{rate}&" × {full} = "&{score}'
        if rule.threshold is not None:
            part = f'IF({score}=0,"完成率低于{literal(rule.threshold * 100)}%，得 0 分",{part})'
        verb = "没有超过" if rule.reverse else "达到"
        return f'IF({score}={full},{shown}&" {verb} "&{target}&"，得满分 {full}",{part})'
    if isinstance(rule, DeductionRule):
        floor, per = literal(rule.floor), literal(rule.per)
        steps = f'"{full} - {per} × "&ROUND(({full}-{score})/{per},4)&" = "&{score}'
        return f'{shown}&"："&IF({score}={full},"得满分 {full}",IF({score}={floor},"扣到 {floor} 分",{steps}))'
    if isinstance(rule, MetRule):
        return f'{shown}&IF({score}={full}," 达到要求，得 "," 没有达到要求，得 ")&{score}&" 分"'
    if isinstance(rule, ShareRule | GradeRangeRule):
        given = f'ROUND({share}*100,4)&"%"' if share else shown
        return f'{given}&" × {full} = "&{score}'
    if isinstance(rule, ChecklistRule):
        return f'{shown}&" × {literal(rule.each)} = "&{score}'
    return f'{shown}&"：得 "&{score}&" 分"'


def _target(rule: RatioRule, shown: str) -> str:
    """Return the target as a formula part, with its unit where the arithmetic would be wrong without: 11860人 ÷ 1.2万人."""
    if isinstance(rule.cell, PercentCell):
        return quoted(rule.cell.show(rule.target))
    unit, bare = rule.cell.unit, quoted(literal(rule.target))
    if unit[:1] in SCALES:
        return quoted(rule.cell.show(rule.target))
    return f'{bare}&IF(RIGHT({shown},{len(unit)})={quoted(unit)},{quoted(unit)},"")' if unit else bare


def _missing(rule: Rule, actual: str, shown: str, unchanged: str = "", why: str = "") -> str:
    """Return why there is no score, as a formula part; without ``unchanged`` it can only name a change as possible.

    ``why`` is the beginning of a condition under which the reason is known.
    """
    if isinstance(rule, ShareRule | GradeRangeRule):
        said = text_literal("待核：请在“评定比例”栏填所评等级对应的比例，如 85%，要在等级的区间内")
    else:
        said = f'"待核：“"&{shown}&"”读不出来，"&{text_literal(_wanted(rule))}'
    if unchanged:
        changed = '"待核：指标值、分值或评分标准已改，请再按【计算】"'
        said = f"{why}{said})" if why else said
        return f'IF(TRIM({actual})="","待核：没有填实际完成值",IF({unchanged},{said},{changed}))'
    changed = "；指标值、分值、标准改过的，请再按【计算】"
    return f'IF(TRIM({actual})="","待核：没有填实际完成值",{said}&{text_literal(changed)})'


def _wanted(rule: Rule) -> str:
    """Return what the actual should have been."""
    if isinstance(rule, GradeRule):
        return "请填 " + "、".join(words[0] for words, _ in rule.levels)
    cell: Cell | None = getattr(rule, "cell", None)
    wanted = "请填一个不小于零的数"
    if isinstance(cell, PercentCell):
        wanted = "请填百分数，如 98%"
    elif isinstance(cell, DateCell):
        wanted = "请填年月日，如 2026年12月20日"
    elif isinstance(cell, NumberCell) and cell.units:
        wanted += f"（单位 {cell.unit}）"
    if isinstance(rule, MetRule) and rule.otherwise is None:
        wanted += f"，或{'与指标值不同' if rule.comparison == '=' else '没有达到指标值'}，得几分没有写"
    elif isinstance(rule, RatioRule) and rule.silent:
        wanted += f"，或{'多于' if rule.silent == '>' else '正好等于'}指标值，得几分没有写"
    elif isinstance(rule, BandRule) or rule.kind is RuleKind.CHECKLIST:
        wanted += "，或不在标准写的范围里"
    return wanted
