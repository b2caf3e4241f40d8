"""评(扣)分标准 that leave values without points, or whose points do not come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import as_written
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.standards import DoubtfulStandardCheck
from macros_py.model import Indicator
from macros_py.scoring import BandRule, Doubt, StandardReading
from macros_py.scoring.bands import Stretch
from macros_py.scoring.literals import literal
from macros_py.scoring.phrases import N, number


def _holes(reading: StandardReading) -> tuple[BandRule, list[Stretch]] | None:
    """Return the stretches of a banded sentence that no band claims."""
    rule = reading.rule
    if not isinstance(rule, BandRule) or not reading.findings:
        return None
    holes = [stretch for stretch in rule.stretches() if not stretch.bands]
    return (rule, holes) if holes else None


def _is_inner(stretch: Stretch) -> bool:
    return stretch.start is not None and stretch.end is not None


def _is_rounding(stretch: Stretch) -> bool:
    """Tell whether a hole is the one between 89 and 90 of 90分以上、80-89分: points are given in whole numbers."""
    if stretch.start is None or stretch.end is None:
        return False
    low, high = stretch.start[0], stretch.end[0]
    return high - low <= 1 and low == low.to_integral_value() and high == high.to_integral_value()


class GapBetweenBands(DoubtfulStandardCheck):
    """分档计分的两档之间有空当.

    检查什么: 评(扣)分标准的各档之间，有没有哪一段没有写得几分（90分以上、80-89分这样按整数分档的不算）。
    为什么: 实际完成值落在空当里，就不知道得几分，得分只能待核。
    反例: ≥90%得10分；80%-85%得8分；80%以下不得分。
    正例: ≥90%得10分；80%-90%得8分；80%以下不得分。
    依据: 评(扣)分标准应完整。
    """

    code = "W617"
    title = "评分标准两档之间有空当"
    severity = Severity.WARNING
    message = "按这句标准，{span}没有写得几分。"
    hint = "请把各档的界限首尾相接，如 80%-90%。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            found = _holes(reading)
            if found is None:
                continue
            rule, holes = found
            gap = next((hole for hole in holes if _is_inner(hole) and not _is_rounding(hole)), None)
            if gap is not None:
                yield self.finding(
                    owner, indicator, "standard", indicator.standard.strip(), span=rule.span(gap.start, gap.end)
                )


class NothingForTheRest(DoubtfulStandardCheck):
    """分档计分没有写到底.

    检查什么: 评(扣)分标准的几档以外（最低一档以下），有没有写得几分。
    为什么: 没有写“否则不得分”，低于最低一档时不知道得几分，得分只能待核。
    反例: ≥90%得10分；≥80%得8分。
    正例: ≥90%得10分；≥80%得8分；80%以下不得分。
    依据: 评(扣)分标准应完整。
    """

    code = "W618"
    title = "评分标准没有写到底"
    severity = Severity.HINT
    message = "按这句标准，{span}没有写得几分。"
    hint = "请在后面补上这一段得几分，如“否则不得分”。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            found = _holes(reading)
            if found is None or len(found[0].bands) < 2:
                continue
            rule, holes = found
            if any(_is_inner(hole) and not _is_rounding(hole) for hole in holes):
                continue
            # Where more earns more the rest lies below, else above; past either end there may be nothing to claim.
            top = max(rule.bands, key=lambda band: band.points)
            upward = top.high is None or any(band.high == top.low for band in rule.bands)
            rest = [hole for hole in holes if (hole.start if upward else hole.end) is None]
            if rest and rest[0].end != (Decimal(0), 0):
                span = rule.span(rest[0].start, rest[0].end)
                yield self.finding(owner, indicator, "standard", indicator.standard.strip(), span=span)


class OverlappingBands(DoubtfulStandardCheck):
    """分档计分的两档重叠，得分却不同.

    检查什么: 评(扣)分标准里，有没有一段数同时落在得分不同的两档里（只有界限上的一个数重叠的不算）。
    为什么: 实际完成值落在重叠的一段里，就不知道得几分，得分只能待核。
    反例: ≥95%得10分；80%≤满意度＜95%得7分；＜85%不得分。
    正例: ≥95%得10分；85%≤满意度＜95%得7分；＜85%不得分。
    依据: 评(扣)分标准应明确。
    """

    code = "W622"
    title = "评分标准两档重叠"
    severity = Severity.WARNING
    message = "按这句标准，{span}同时落在得 {points}的几档里，不知道得几分。"
    hint = "请核对各档的界限，首尾相接，如 80%（含）-90%。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            rule = reading.rule
            if not isinstance(rule, BandRule) or not any(one.doubt is Doubt.OVERLAP for one in reading.findings):
                continue
            twice = [stretch for stretch in rule.stretches() if len({band.points for band in stretch.bands}) > 1]
            wide = next((stretch for stretch in twice if not _is_one_number(stretch)), None)
            if wide is not None:
                points = "、".join(f"{literal(band.points)} 分" for band in wide.bands)
                span = rule.span(wide.start, wide.end)
                yield self.finding(owner, indicator, "standard", indicator.standard.strip(), span=span, points=points)


def _is_one_number(stretch: Stretch) -> bool:
    return stretch.start is not None and stretch.end is not None and stretch.start[0] == stretch.end[0]


class FullMarkBeyondTarget(DoubtfulStandardCheck):
    """达到指标值还得不到满分.

    检查什么: 评(扣)分标准是否只给最好的情况（一个没有、100%）满分，刚好达到指标值的反而少得几分。
    为什么: 完成了目标却扣分，年末容易有争议；也可能是指标值写错了。
    反例: 火点数 ≤5个，评分标准“无火点得20分，1-5个得15分”。
    正例: 火点数 ≤5个，评分标准“5个及以下得20分，6-10个得15分”。
    依据: 财预〔2020〕10号：完成指标值的得全部分值。
    """

    code = "W623"
    title = "达到指标值得不到满分"
    severity = Severity.HINT
    message = "指标值是“{target}”，按这句标准刚好达到还得不到满分。"
    hint = "请核对指标值和得满分的界限；有意这样定的，不用改。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            if reading.rule is None and any(one.doubt is Doubt.BEYOND_TARGET for one in reading.findings):
                yield self.finding(
                    owner, indicator, "standard", indicator.standard.strip(), target=as_written(indicator)
                )


_EACH = r"(?:各|每(?:项|个|条|次|类)|每完成(?:一|1)(?:项|个|条|次|类))(?:得|计|占)?"
_ITEMS = re.compile(rf"(?<![0-9第.])({N})(?:项|个|条|次|类)[^0-9,，。;；各每]{{0,8}}[,，]?{_EACH}({N})分")
_EACH_FIRST = re.compile(rf"{_EACH}({N})分[,，]?(?:共|合计)({N})(?:项|个|条|次|类)")
_FULL = re.compile(rf"(?:满分|总分|共计)(?:为|是|计)?({N})分")
_EARNED = re.compile(r"(?:得|计|记)([0-9]+(?:\.[0-9]+)?)分(?!以上|以下|及|的|值|钟|制|[-~至到])")
_OPEN = re.compile("最高|最多|不超过|封顶|加分|百分制|附加|其余|另|折算")


class PointsOfStandard(DoubtfulStandardCheck):
    """评分标准里的分数自己对不上.

    检查什么: “三项各得2分，满分10分”一类的，项数乘每项的分是否等于满分（没有写满分的看分值）；某一档的得分是否比写明的满分还高。
    为什么: 全部做到也得不到满分，或得分超过满分，分数就算不出来。
    反例: 三项各得2分，满分10分；满分10分，≥90%得12分。
    正例: 五项各得2分，满分10分；满分10分，≥90%得10分。
    依据: 评(扣)分标准的满分就是指标的分值。
    """

    code = "W621"
    title = "评分标准的分数对不上"
    severity = Severity.ERROR
    message = "评分标准里{fault}。"
    hint = "请核对，改成一致。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, reading in self.standards(owner):
            # A sentence that reads as a rule adds up; its full mark beside 分值 is the business of W604.
            if reading.rule is not None or reading.truncated:
                continue
            fault = _fault(indicator)
            if fault:
                yield self.finding(owner, indicator, "standard", indicator.standard.strip(), fault=fault)


def _fault(indicator: Indicator) -> str:
    text = "".join(indicator.standard.split())
    if _OPEN.search(text):
        return ""
    marks = {number(found) for found in _FULL.findall(text)}
    full = marks.pop() if len(marks) == 1 else None
    items, items_first = _ITEMS.search(text), _EACH_FIRST.search(text)
    if items is not None or items_first is not None:
        count, each = items.groups() if items is not None else items_first.group(2, 1)  # type: ignore[union-attr]
        made = number(count) * number(each)
        wanted = indicator.weight if full is None else full
        what = "分值" if full is None else "满分"
        # Points for anything else may make up the rest.
        alone = len(re.findall(f"(?:得|计|占){N}分", text)) <= 1
        if wanted is not None and made != wanted and alone and not (full is None and indicator.weight is None):
            return f"{count}项各 {literal(number(each))} 分，合计 {literal(made)} 分，{what}却是 {literal(wanted)} 分"
        return ""
    above = [points for found in _EARNED.findall(text) if full is not None and (points := Decimal(found)) > full]
    return f"有一处得 {literal(above[0])} 分，满分却是 {literal(full)} 分" if above and full is not None else ""


CHECKS = (GapBetweenBands, NothingForTheRest, OverlappingBands, FullMarkBeyondTarget, PointsOfStandard)
