"""A price, how many, and what they come to, where one sentence says all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from macros_py.checks.amounts import listed_amounts
from macros_py.checks.base import Check, as_written
from macros_py.checks.costs import cost_targets
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.goal_sums import SENTENCE
from macros_py.checks.money import in_yuan
from macros_py.checks.subjects import goal_money, money_in_texts
from macros_py.model import Project
from macros_py.scoring.literals import literal

# What may be a factor besides: 3期, 2批.
_FACTORS = "次|批次|批|班次|班|轮|季|学期|周|倍|村|乡镇|县"
_COUNTED = "人次|人|名|户|亩|个|台|套|辆|座|所|平方米|公里|吨|份|场次|场|期|头|只|株|盏|件"
_EACH = re.compile(
    rf"每(?P<a>{_COUNTED})(?:补助|补贴|奖励|标准|发放|成本|单价|为|约|按)*(?P<b>[0-9]+(?:\.[0-9]+)?)(?P<c>万元|元)"
    rf"|(?P<d>[0-9]+(?:\.[0-9]+)?)(?P<e>万元|元)[/／每](?P<f>{_COUNTED})"
)
_NUMBER = rf"(?<![0-9.第每/／])([0-9]+(?:\.[0-9]+)?)(万)?({_COUNTED})(?![/／])"
_QUANTITY = re.compile(_NUMBER)
_FACTOR = re.compile(rf"[0-9两三四五六七八九十](?:{_FACTORS})")
# 投入资金60万元 may pay for more than what is multiplied; 共60万元 is its sum.
_SUM = re.compile(
    r"((?:[共合总]?计|[共总]需?|=|＝)(?:为|需|发放|补助|资金|经费|投入|支出|安排){0,2})?(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(万元|亿元|元)"
)
# A price for each month or day needs a third factor; a range or a rough number multiplies to nothing certain.
_MORE = re.compile(
    "每[年月天日周次学季]|[/／·][年月天日周次]|[0-9]个?月(?!底|初|末|[0-9]+日)|[0-9][天日](?!前|底)|分别|不等|左右|余|约|以上|以下|不超|不低|其中|至|-|—|~|～|结转|另"
)
_OF_EACH = re.compile("均|每|单价|标准|单位成本")
_PEOPLE = frozenset("人 名".split())


@dataclass(frozen=True, slots=True)
class Multiplied:
    """What a sentence multiplies: as printed, the price in yuan, how many, and the sum it states (None: none)."""

    text: str
    price: Decimal
    count: Decimal
    stated: Decimal | None

    @property
    def product(self) -> Decimal:
        """What price and count come to, in yuan."""
        return self.price * self.count

    def contradicts(self, tolerance: Decimal) -> bool:
        """Tell whether the sum that the sentence states differs from the product by ``tolerance`` yuan or more."""
        return self.stated is not None and abs(self.stated - self.product) >= tolerance

    @property
    def said(self) -> str:
        """The sum as the sentence states it."""
        return "" if self.stated is None else f"写的是 {literal(self.stated)} 元"

    @property
    def written(self) -> str:
        """The multiplication as people write it."""
        return f"{literal(self.price)} × {literal(self.count)} = {literal(self.product)} 元"


def multiplied(text: str) -> Multiplied | None:
    """Return the multiplication of a text with one price, one count in its unit and at most one sum; None for others."""
    text = "".join(text.split())
    prices = list(_EACH.finditer(text))
    if len(prices) != 1 or _MORE.search(text) is not None:
        return None
    price = prices[0]
    of = price["a"] or price["f"]
    rest = f"{text[: price.start()]}#{text[price.end() :]}"
    same = _PEOPLE if of in _PEOPLE else {of}
    counts = list(_QUANTITY.finditer(rest))
    sums = [in_yuan(match[2], match[3]) for match in _SUM.finditer(rest) if match[1]]
    # 3期，100人 may be three times as many.
    if len(counts) != 1 or counts[0][3] not in same or len(sums) > 1 or _FACTOR.search(rest) is not None:
        return None
    yuan = in_yuan(price["b"] or price["d"], price["c"] or price["e"])
    count = Decimal(counts[0][1]) * (10000 if counts[0][2] else 1)
    return Multiplied(text, yuan, count, sums[0] if sums else None)


def _of_goal(project: Project) -> list[Multiplied]:
    goal = project.goal
    if not ("每" in goal or "元/" in goal or "元／" in goal):
        return []
    return [found for text in SENTENCE.split(goal) if "元" in text and (found := multiplied(text)) is not None]


class PriceTimesCount(Check):
    """单价乘数量与写的金额不符.

    检查什么: 年度总体目标的一句话、成本指标的指标解释（说明）里，写了一个单价（每人500元、500元/人）、一个数量（100人）和一个金额的，单价×数量是否等于这个金额；指标解释里没有写金额的，看是否等于这条指标的指标值。按月、按天的，约数，“其中”“分别”都不查。
    为什么: 同一句话里的数乘出来不对，必有一个写错。
    反例: 指标解释“每人补助500元，100人，共6万元”。
    正例: 指标解释“每人补助500元，100人，共5万元”。
    依据: 算术；财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M520"
    about = money_in_texts
    title = "单价乘数量与金额不符"
    severity = Severity.WARNING
    message = "“{value}”：{sum}，{said}。"
    hint = "请核对单价、数量和金额，改正写错的一个。"

    def project(self, project: Project) -> Iterator[Finding]:
        tolerance = self.config.checks.money_tolerance_yuan
        for found in self.once(_of_goal, project):
            if found.contradicts(tolerance):
                yield self.finding(project, project, "goal", found.text[:60], sum=found.written, said=found.said)
        for indicator, _, yuan in self.once(cost_targets, project):
            field = "explanation" if indicator.explanation else "note"
            text: str = getattr(indicator, field)
            made = multiplied(text) if "元" in text else None
            # A target may be the price itself: 人均培训成本 ≤500元.
            if made is None or made.price == yuan or _OF_EACH.search(indicator.level3) is not None:
                continue
            if made.contradicts(tolerance):
                said = made.said
            elif abs(made.product - yuan) >= tolerance:
                said = f"指标值是 {as_written(indicator)}"
            else:
                continue
            yield self.finding(project, indicator, field, text.strip()[:60], sum=made.written, said=said)


class GoalProductAgainstAmounts(Check):
    """目标里单价乘数量的金额，表上找不到.

    检查什么: 年度总体目标里单价×数量得出的金额（一句话里写全的），有金额类成本指标的表上，是否等于某一条成本指标、资金情况的某一项。
    为什么: 说的多半就是那条成本指标，两处的数应当相同。
    反例: 目标“培训100人，每人500元，共5万元”，成本指标“培训费” ≤6万元，年度资金总额 6 万元。
    正例: 目标“培训100人，每人500元，共5万元”，成本指标“培训费” ≤5万元。
    依据: 财预〔2021〕101号：成本指标应与预算资金相匹配。
    """

    code = "M521"
    about = goal_money
    title = "目标里算出的金额与成本指标不同"
    severity = Severity.HINT
    message = "年度总体目标“{value}”：{sum}，成本指标和资金情况里都没有这个数。"
    hint = "说的就是成本指标的，请改成一致；只是其中一部分的，不用改。"

    def project(self, project: Project) -> Iterator[Finding]:
        tolerance = self.config.checks.money_tolerance_yuan
        made = [one for one in self.once(_of_goal, project) if not one.contradicts(tolerance)]
        if not made or not (costs := self.once(cost_targets, project)):
            return
        known = [project.funds.in_yuan(amount) for _, _, amount in self.once(listed_amounts, project)]
        known += [yuan for _, _, yuan in costs]
        for one in made:
            if all(abs(one.product - yuan) >= tolerance for yuan in known):
                yield self.finding(project, project, "goal", one.text[:60], sum=one.written)


CHECKS = (PriceTimesCount, GoalProductAgainstAmounts)
