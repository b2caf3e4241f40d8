"""评(扣)分标准 that reward the wrong side, or that speak of another indicator than the one beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from macros_py.checks.base import as_written, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.indicator_names import UNWANTED
from macros_py.checks.names import compact
from macros_py.checks.standards import DoubtfulStandardCheck, StandardCheck
from macros_py.model import Indicator
from macros_py.scoring import GradeRule, StandardReading
from macros_py.targets import DOWNWARD, UPWARD, Target

_STEP = r"[^,，。;；]{0,6}?[0-9一二三五十半]+(?:\.[0-9]+)?(?:个百分点|百分点|[%％‰]|[\u4e00-\u9fff]{1,2}?)"
_BETTER_COSTS = re.compile(rf"每(?:提高|增加|上升|增长|提升|多完成|超额完成|多)(?:了)?{_STEP}[,，]?(?:则|相应)?扣")
_WORSE_EARNS = re.compile(
    rf"每(?:降低|减少|下降|少完成|低于|少|低)(?:了)?{_STEP}[,，]?(?:则|相应)?(?:得|加|计)[0-9.]+分"
)
_WORSE_COSTS = re.compile(rf"每(?:降低|减少|下降|少)(?:了)?{_STEP}[,，]?(?:则|相应)?扣")
# What the sentence itself counts: 差错率每提高1%扣1分 beside a 合格率.
# Points that are added until there are none left to take off.
_ADDED_TO_NONE = re.compile(
    r"每(?:发生|发现|出现|推迟|延迟|逾期|超出|超过|超|少|缺|低)[^，,。；;]{0,10}[,，]?加[0-9.]+分[,，](?:直至)?扣完"
)
_SUBJECT = re.compile(r"([\u4e00-\u9fff]{2,10})(?=每)")
_NEGATIVE = re.compile("负面|不良|危害|影响|风险|污染|投诉|事故|干扰|损害")


class StandardDirection(DoubtfulStandardCheck):
    """评分标准的方向反了.

    检查什么: 越多越好的指标是否写成“每提高（增加）多少扣分”“每降低多少得分”，越少越好的是否写成“每降低多少扣分”；文字等级里较差的是否比较好的得分高。
    为什么: 做得越好扣得越多，得分与完成情况相反。
    反例: 完成率每提高1%扣1分；效果差得10分，效果明显得5分。
    正例: 完成率每降低1%扣1分；效果明显得10分，效果差得5分。
    依据: 2022 年自评表说明 3：正向指标完成得越多得分越高。
    """

    code = "W619"
    title = "评分标准的方向反了"
    severity = Severity.WARNING
    message = "{fault}，做得越好得分反而越低。"
    hint = "请核对方向，改正写反的一处。"
    hides = frozenset({"P804"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            rule = reading.rule
            if isinstance(rule, GradeRule):
                fault = _reversed_grades(indicator, reading)
            elif _ADDED_TO_NONE.search(indicator.standard) is not None:
                fault = "标准写的是“加分”，后面却是“扣完为止”"
            elif rule is None and "每" in indicator.standard and not reading.contradiction and not reading.truncated:
                fault = _reversed_steps(indicator, target_of(indicator))
            else:
                continue
            if fault:
                yield self.finding(owner, indicator, "standard", indicator.standard.strip(), fault=fault)


def _reversed_steps(indicator: Indicator, target: Target) -> str:
    text, name = "".join(indicator.standard.split()), compact(indicator.level3)
    found = _SUBJECT.search(text)
    said = found[1] if found is not None else ""
    if not target.is_quantitative or _NEGATIVE.search(said + name):
        return ""
    unwanted = (
        any(UNWANTED.search(what) for what in (said, name)) or "成本" in indicator.level1 + indicator.level2 + said
    )
    if target.operator in UPWARD and not unwanted:
        wrong = _BETTER_COSTS.search(text) or _WORSE_EARNS.search(text)
    elif target.operator in DOWNWARD and (found is None or found[1].endswith(name) or name.endswith(found[1])):
        wrong = _WORSE_COSTS.search(text)
    else:
        return ""
    return f"标准写的是“{wrong[0]}”，指标值是“{as_written(indicator)}”" if wrong is not None else ""


_POOR = re.compile("差|不|未|没|无|低|弱")
_FAIR = re.compile("一般|中等|^中$|基本|部分|较小|及格")
_GOOD = re.compile("明显|显著|优|良好|^良$|较好|效果好|很好|^好$")


def _rank(word: str) -> int | None:
    """Return how good a grade is: 0 poor, 1 fair, 2 good; None where the word does not tell."""
    ranks = (_POOR, _FAIR, _GOOD)
    return next((rank for rank, pattern in enumerate(ranks) if pattern.search(word)), None)


def _reversed_grades(indicator: Indicator, reading: StandardReading) -> str:
    if not isinstance(reading.rule, GradeRule):
        return ""
    fault = _out_of_order(reading.rule.levels)
    return fault if fault and _NEGATIVE.search(indicator.level3 + indicator.standard) is None else ""


@lru_cache(maxsize=4096)
def _out_of_order(levels: tuple[tuple[tuple[str, ...], Decimal], ...]) -> str:
    """Return in words which worse grade earns more than a better one, "" for none."""
    ranked = [(rank, points, words[0]) for words, points in levels if (rank := _rank(words[0])) is not None]
    best: dict[int, tuple[Decimal, str]] = {}
    for rank, points, word in ranked:
        best[rank] = max(best.get(rank, (points, word)), (points, word))
    for worse in sorted(best):
        for better in sorted(best, reverse=True):
            if better > worse and best[better][0] < best[worse][0]:
                return f"标准里“{best[worse][1]}”得分比“{best[better][1]}”高"
    return ""


_RATE = re.compile("[\u4e00-\u9fff]{2}[率度](?![假量量化])")
# Any sentence may speak of these, whatever its row is called.
_OF_ANY = frozenset(
    "完成率 执行率 达标率 实现率 进度 年度 程度 力度 季度 月度 制度 额度 幅度 温度 难度 速度 高度 深度 长度 宽度 厚度 角度 态度".split()
)
_SAID_OF = re.compile(
    r"([\u4e00-\u9fff]{4,16}?)(?:达到|完成|大于|不少于|不低于|超过|不超过|小于|≥|≤|>=|<=|＞|＜|每[减增降提超低少])"
)
_FORMULA = re.compile("[÷×/／*]|比例|比重|之比")


class StandardOfAnother(StandardCheck):
    """评分标准说的是另一条指标.

    检查什么: 评(扣)分标准里考核的名称（如满意度、培训班次）是不是同一张表上另一条指标的，而本条指标的名称里没有。
    为什么: 多半是复制时错了行，照这句话算出的是另一条指标的得分。
    反例: 三级指标“验收合格率”，评分标准“满意度≥90%得10分”，另有一条“群众满意度”。
    正例: 三级指标“验收合格率”，评分标准“合格率≥90%得10分”。
    依据: 评(扣)分标准是本条指标的计分办法。
    """

    code = "W620"
    title = "评分标准说的是另一条指标"
    severity = Severity.WARNING
    message = "这条指标是“{name}”，评分标准说的是“{said}”，那是第 {row} 行“{other}”的。"
    hint = "请核对是不是错了行，换成这条指标自己的评分标准。"
    hides = frozenset({"W603", "P804"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        spoken = [
            (indicator, said)
            for indicator, _ in self.standards(owner)
            if (said := _spoken_of(indicator.standard)) is not None and not said.is_of(indicator.level3)
        ]
        if not spoken:
            return
        rates: dict[str, Indicator] = {}
        names: dict[str, Indicator] = {}
        for row in owner.indicators:
            name = compact(row.level3)
            if name[-1:] in ("率", "度") and len(name) > 2 and not _is_general(name[-3:]):
                rates.setdefault(name[-3:], row)
            if len(name) >= 4:
                names.setdefault(name, row)
        for indicator, sentence in spoken:
            name = compact(indicator.level3)
            words, other = _other_rate(sentence, indicator, name, rates) or _other_name(
                sentence, indicator, name, names
            )
            if other is not None:
                yield self.finding(
                    owner,
                    indicator,
                    "standard",
                    indicator.standard.strip(),
                    name=name,
                    said=words,
                    row=other.row or "",
                    other=compact(other.level3),
                )


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a sentence rewards: the one rate that it names, "" for none or several, and the words before its limits."""

    text: str
    rate: str
    names: tuple[str, ...]

    def is_of(self, name: str) -> bool:
        """Return whether a row of that name is plainly meant."""
        return (self.rate in name) if self.rate else all(said in name for said in self.names)


@lru_cache(maxsize=8192)
def _spoken_of(standard: str) -> Spoken | None:
    """Return what a sentence speaks of by name, None for nothing, or for a formula."""
    text = "".join(standard.split())
    if _FORMULA.search(text):
        return None
    rates = {rate for rate in _RATE.findall(text) if not _is_general(rate)}
    names = tuple(found[1] for found in _SAID_OF.finditer(text))
    # A sentence that names two rates compares them, or weighs both.
    rate = rates.pop() if len(rates) == 1 else ""
    return Spoken(text, rate, names) if rate or names else None


def _is_general(rate: str) -> bool:
    return rate in _OF_ANY or rate[1:] in _OF_ANY


def _other_rate(
    said: Spoken, indicator: Indicator, name: str, rates: dict[str, Indicator]
) -> tuple[str, Indicator | None] | None:
    rate = said.rate
    if rate not in rates or rates[rate] is indicator or not target_of(indicator).is_quantitative:
        return None
    about = f"{name}{indicator.level2}{indicator.explanation}{indicator.note}"
    own = name[-3:] if name[-1:] in ("率", "度") else name[:2]
    return None if rate[:2] in about or own in said.text else (rate, rates[rate])


def _other_name(
    said: Spoken, indicator: Indicator, name: str, names: dict[str, Indicator]
) -> tuple[str, Indicator | None]:
    if not name or name in said.text:
        return "", None
    for words in said.names:
        for start in range(len(words) - 3):
            ending = words[start:]
            other = names.get(ending)
            if other is not None and other is not indicator and ending not in name + indicator.explanation:
                return ending, other
    return "", None


CHECKS = (StandardDirection, StandardOfAnother)
