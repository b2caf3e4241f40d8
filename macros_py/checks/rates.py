"""Rates: how large they can be, and the scale they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, as_written
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.indicator_names import (
    DECLINE,
    LONGEST_UNWANTED,
    LOWERED,
    PER_MANY,
    RATE_NAME,
    REMEDY,
    TREATED,
    UNWANTED,
    WANTED,
    is_bounded,
    is_no_share,
    may_exceed_whole,
    short_name,
)
from macros_py.checks.names import compact
from macros_py.checks.readings import Read, Readings, Targets, subject, targets_of
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring.literals import literal
from macros_py.targets import DOWNWARD, Kind, Operator

ONE = Decimal(1)
HALF = Decimal("0.5")
# Rates of which nobody plans so little, unlike 覆盖率 or 知晓率.
_HIGH = ("满意度", "合格率", "完好率", "及时率", "准确率", "验收率", "到位率", "出勤率", "优良率")


_TOP = {Kind.PERCENT: 100, Kind.PERMILLE: 1000}


@subject(targets_of)
def above_whole(targets: Targets[list[Read]]) -> list[Read]:
    """Return the rows of a form whose target is more than the whole, be it by its sign."""
    found = []
    for read in targets.rates:
        value, top = read[1].value, _TOP[read[1].kind]
        if isinstance(value, Decimal) and value >= top and (value > top or read[1].operator is Operator.GT):
            found.append(read)
    return found


class RateAboveWhole(Check):
    """不可能超过 100% 的比率超过了 100%.

    检查什么: 满意度、合格率、覆盖率等（名单在 config.yaml 的 bounded_rates）的指标值是否大于 100%（＞100% 也算）。
    为什么: 这类比率的分子是分母的一部分，最多 100%。
    反例: 群众满意度 ≥980%。
    正例: 群众满意度 ≥98%。
    依据: 比率的定义；增长率、完成率等可以超过 100% 的不查。
    """

    code = "T304"
    about = above_whole
    title = "比率超过 100%"
    severity = Severity.ERROR
    message = "“{name}”不可能超过 100%，指标值是“{value}”。"
    hint = "请核对指标值。"
    # What is held against such a target is wrong because the target is.
    hides = frozenset({"W601", "W603", "W607", "P804", "P805", "P812", "P813"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, _ in above_whole(self.readings, owner):
            name = next((word for word in self.config.checks.bounded_rates if word in indicator.level3), "")
            # Pupils of other ages count for 毛入学率 (教育部: 小学毛入学率 102%), 拨备覆盖率 covers what is no part of it.
            if name and is_no_share(name, compact(indicator.level3)):
                continue
            # "满意度提升率", "覆盖率增长": the growth of a rate may well exceed the whole.
            if name and not any(word in indicator.level3 for word in ("增长", "提升", "提高", "增幅")):
                yield self.finding(owner, indicator, "target", as_written(indicator), name=name)


class ShareAboveWhole(Check):
    """占比、比例和别的率超过了 100%，一般不会.

    检查什么: 名称以率、占比、比重、比例结尾的指标值是否大于 100%；增长率、完成率、利用率、负债率等可以超过的不查，名单里的（bounded_rates）由 T304 查。
    为什么: 这些多是部分与全部之比，超过 100% 多半是打错了数。
    反例: 城乡居民参保率 ≥195%。
    正例: 城乡居民参保率 ≥95%。
    依据: 比率的定义。
    """

    code = "T322"
    about = above_whole
    title = "比率一般不会超过 100%"
    severity = Severity.WARNING
    message = "“{name}”一般不会超过 100%，指标值是“{value}”。"
    hint = "请核对指标值；确实可以超过的，在已核栏写 T322 和理由。"
    hides = frozenset({"W601", "W603", "W607", "W615", "P812", "P813"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in above_whole(self.readings, owner):
            top, value = _TOP[target.kind], target.value
            # Ten times the whole is the business of T309.
            if not isinstance(value, Decimal) or not top <= value < top * 10:
                continue
            if target.unit not in ("个百分点", "百分点"):
                name = compact(indicator.level3)
                doubled = value > 2 * top and _CARRIED_OUT.search(name) is not None
                if doubled or not may_exceed_whole(name, self.config):
                    yield self.finding(owner, indicator, "target", as_written(indicator), name=short_name(name))


# Half as much again may be done of a plan, hardly three times as much.
_CARRIED_OUT = re.compile("(?:完成|执行|兑现|履约)率$")


class AtLeastWhole(Check):
    """最多 100% 的比率写成了 ≥100%.

    检查什么: 满意度、合格率等（config.yaml 的 bounded_rates）的指标值是否写成 ≥100%。
    为什么: 这类比率最多 100%，“至少 100%”就是“等于 100%”，写 = 更清楚。
    反例: 走访覆盖率 ≥100%。
    正例: 走访覆盖率 =100%。
    依据: 比率的定义；财预〔2021〕101号：指标值应明确。
    """

    code = "T308"
    about = Readings.whole
    title = "≥100% 宜写成 =100%"
    severity = Severity.HINT
    message = "“{name}”最多 100%，写的是“{value}”。"
    hint = "建议写成 =100%。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.whole(owner):
            if target.operator is Operator.GE and target.value == 100:
                name = compact(indicator.level3)
                if is_bounded(name, self.config):
                    yield self.finding(owner, indicator, "target", as_written(indicator), name=short_name(name))


class RateScale(Check):
    """比率的大小像是差了一百倍.

    检查什么: 比率写成 0.97 而没有 %，满意度、合格率等写成 0.95% 或 95‰，不到 30% 的满意度、合格率，50% 以上的差错率、投诉率上限，50‰ 以上的达标率，1000% 以上的比率，300% 以上的增长率，100% 以上的下降率。
    为什么: 小数和百分数混用，指标值会差一百倍。
    反例: 群众满意度 ≥0.97；群众满意度 ≥0.95%。
    正例: 群众满意度 ≥97%；资料差错率 ≤0.5%。
    依据: 比率的定义。
    """

    code = "T309"
    about = Readings.extreme
    title = "比率的大小不合理"
    severity = Severity.WARNING
    habit = True
    message = "“{name}”的指标值是“{value}”，{guess}。"
    hint = "请核对小数点和百分号。"
    hides = frozenset({"P812", "P813", "T303", "T315", "W601", "W603", "W607", "W615", "W616", "W624"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.extreme(owner):
            value = target.value
            if not isinstance(value, Decimal):
                continue
            if target.kind is Kind.NUMBER:
                name = compact(indicator.level3)
                # 亿元GDP死亡率, 十万人发案率 are counts for so many.
                if not RATE_NAME.search(name) or PER_MANY.search(name):
                    continue
                guess = f"像是 {literal(value * 100)}%"
                if target.operator in DOWNWARD:
                    guess = f"是 {literal(value)}% 还是 {literal(value * 100)}%，看不出来"
            else:
                share = target.share
                if share is None:
                    continue
                name = compact(indicator.level3)
                bounded = is_bounded(name, self.config)
                if share >= (_MOST_GROWTH if name.endswith(_GROWTH) else _MOST_TIMES) and not bounded:
                    guess = f"即 {literal(share)} 倍，像是多写了零"
                elif share > ONE and DECLINE.search(name):
                    guess = "减少不会超过 100%，像是多写了零"
                elif not bounded and target.kind is Kind.PERCENT and 0 < value <= 1 and _said_in_full(indicator, value):
                    guess = f"即百分之{literal(value)}，评分标准或指标解释写的是 {literal(value * 100)}%"
                elif (
                    bounded
                    and 0 < share < ONE
                    and target.operator not in DOWNWARD
                    and (name.endswith(_HIGH) or not REMEDY.search(name))
                ):
                    if share > Decimal("0.01") and target.kind is Kind.PERCENT:
                        # Nobody plans that nine in ten are not content.
                        if not name.endswith(_HIGH) or share >= Decimal("0.3"):
                            continue
                        guess = f"像是 {literal(value * 10)}%" if share * 10 <= 1 else "小得不像"
                        yield self.finding(
                            owner, indicator, "target", as_written(indicator), name=short_name(name), guess=guess
                        )
                        continue
                    likely = share * 100 if target.kind is Kind.PERCENT else share * 10
                    guess = f"即 {literal(share * 100)}%" + (f"，像是 {literal(likely * 100)}%" if likely <= 1 else "")
                elif (
                    share >= HALF and target.operator in DOWNWARD and UNWANTED.search(name) and not REMEDY.search(name)
                ):
                    guess = "等于没有控制" + (f"，像是 {literal(100 - share * 100)}%" if share > HALF else "")
                elif (
                    target.kind is Kind.PERMILLE
                    and _LEAST_PERMILLE <= value <= 100
                    and target.operator not in DOWNWARD
                    and not UNWANTED.search(name)
                ):
                    guess = f"即 {literal(share * 100)}%，像是 {literal(value)}%"
                else:
                    continue
            yield self.finding(owner, indicator, "target", as_written(indicator), name=short_name(name), guess=guess)


# Nobody plans more, as times what there is or was.
_GROWTH = ("增长率", "增速", "增幅")
_MOST_GROWTH, _MOST_TIMES = 3, 10


def _said_in_full(indicator: Indicator, value: Decimal) -> bool:
    """Tell whether the texts of a row say 85% beside a target of 0.85 in %."""
    percent = f"{literal(value * 100)}%"
    texts = f"{indicator.explanation}\n{indicator.standard}".replace("％", "%")
    return percent in texts and f"{literal(value)}%" not in texts


# Births and deaths are counted by the thousand, and are fewer.
_LEAST_PERMILLE = 50


class RateTurnedRound(Check):
    """好的比率要求一个也没有，坏的比率要求全部都是.

    检查什么: 合格率、及时率一类越高越好的，指标值是否写成 0%；逾期率、差错率一类越低越好的，是否写成 100%（带 ≥、≤ 的由 T306 查）。
    为什么: 与指标的意思正好相反，多半是填反了。
    反例: 付息准确率 =0%；债务逾期率 100%。
    正例: 付息准确率 =100%；债务逾期率 0。
    依据: 比率的定义。
    """

    code = "T325"
    about = Readings.whole
    title = "比率的指标值与意思相反"
    severity = Severity.WARNING
    message = "“{name}”{better}，指标值却是“{value}”。"
    hint = "请核对，应该是 {likely} 的请改正。"
    hides = frozenset({"P812", "P813", "W601", "W603", "W607", "W615", "W616", "W624"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.whole(owner):
            if target.operator not in _EQUAL:
                continue
            name = compact(indicator.level3)
            if target.value == 0:
                wanted = any((is_bounded(name, self.config), WANTED.search(name), TREATED.search(name)))
                lowered = LOWERED.search(name) is not None and TREATED.search(name) is None
                wrong, better, likely = wanted and not lowered, "越高越好", "100%"
            else:
                unwanted = name.endswith("率") and UNWANTED.search(name[-LONGEST_UNWANTED:]) is not None
                wrong, better, likely = unwanted and not REMEDY.search(name), "越低越好", "0"
            if wrong:
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    as_written(indicator),
                    name=short_name(name),
                    better=better,
                    likely=likely,
                )


_EQUAL = (None, Operator.EQ)

CHECKS = (RateAboveWhole, ShareAboveWhole, AtLeastWhole, RateScale, RateTurnedRound)
