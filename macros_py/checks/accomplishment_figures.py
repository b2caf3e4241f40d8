"""目标完成情况 by itself: what it counts in parts and together, and numbers of the table with two digits that changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.accomplishments import accomplishment, is_rounded, told_numbers
from macros_py.checks.base import Check
from macros_py.checks.counted_sums import CountedSum, counted_sums
from macros_py.checks.execution import percent
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.goal_numbers import NUMBER_TOKEN, numbers_of_others
from macros_py.checks.goal_sums import addition
from macros_py.checks.names import compact
from macros_py.checks.scores import ScoreCheck
from macros_py.checks.stated_figures import Stated, stated_figures
from macros_py.checks.total_costs import is_turned
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, read_target

_KINDS = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
_FEWEST_DIGITS = 3


def broken_sums(owner: Owner) -> list[CountedSum]:
    """Return the sums in the account of a form that do not add up."""
    # The whole may be the first of the numbers, and 共计 say it again.
    return [one for one in counted_sums(accomplishment(owner)) if not one.holds and one.whole not in one.parts]


class AccomplishmentSum(Check):
    """目标完成情况里的分项与它写的总数加不拢.

    检查什么: 目标完成情况里同一句写了“A 多少人、B 多少人，共计多少人”，或“多少人，其中A 多少人、B 多少人”的，各项之和是否等于总数；写“等”“包括”“每”“分别”的不查。
    为什么: 同一句话里的数加不拢，必有一个写错。
    反例: 目标完成情况“筛查13850人，其中宫颈癌6930人、乳腺癌6650人”。
    正例: 目标完成情况“筛查13580人，其中宫颈癌6930人、乳腺癌6650人”。
    依据: 算术。
    """

    code = "P825"
    about = told_numbers
    title = "目标完成情况里的数加不拢"
    severity = Severity.WARNING
    message = "目标完成情况“{value}”：{sum}，不是 {whole}{unit}。"
    hint = "请核对各个数，改正写错的一个；漏列了一项的请补上。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for one in self.once(broken_sums, owner)[:1]:
            shown = {"sum": addition(one.parts), "whole": literal(one.whole), "unit": one.unit}
            yield self.finding(owner, owner, "goal_actual", one.text, **shown)


class AccomplishmentTurned(ScoreCheck):
    """目标完成情况里的数与实际完成值只差两个数字的顺序.

    检查什么: 目标完成情况里一个三位以上、单位相同的数，不是任何一条指标的实际完成值或指标值，却与某条的实际完成值只差相邻两个数字的顺序，而这条的实际完成值在目标完成情况里没有。
    为什么: 多半是打字时两个数字打颠倒了。
    反例: 目标完成情况“审结4836件”，三级指标“审结案件数” 实际完成 4386件。
    正例: 目标完成情况“审结4386件”，三级指标“审结案件数” 实际完成 4386件。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "P826"
    about = told_numbers
    title = "目标完成情况的数像是打颠倒了两个数字"
    severity = Severity.WARNING
    message = "目标完成情况写的是“{stated}”，三级指标“{name}”的实际完成值是“{value}”，只差两个数字的顺序。"
    hint = "请核对两处的数；说的不是一件事的，在已核栏写 P826 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        text = accomplishment(owner)
        read = [row for row in self.evaluated(owner) if row.actual.kind in _KINDS and row.actual.unit]
        known = {value for row in read for value in (row.actual.value, row.target.value)}
        for indicator, _, actual, _ in read:
            value = actual.value
            if not isinstance(value, Decimal) or not _has_digits(value):
                continue
            # A wage for each is said of one, whatever it was.
            said = stated_figures(text, read_target(f"={literal(value)}{actual.unit}"))
            if any(one.read.base_value == actual.base_value for one in said):
                continue
            turned = next((one for one in said if _is_turned(one, value, actual.unit)), None)
            if turned is None or turned.read.value in known or _AT_LEAST.match(text, turned.end):
                continue
            if any(turned.text in one.text for one in self.once(broken_sums, owner)):
                continue
            name, done = compact(indicator.level3), indicator.actual.strip()
            yield self.finding(owner, indicator, "actual", done, stated=turned.text, name=name)


_AT_LEAST = re.compile("以[上下内]|左右|余")


def _has_digits(value: Decimal) -> bool:
    return len(literal(value).replace(".", "").strip("0")) >= _FEWEST_DIGITS


def _is_turned(one: Stated, value: Decimal, unit: str) -> bool:
    said = one.read.value
    return one.read.unit == unit and isinstance(said, Decimal) and is_turned(said, value)


# 排查2316件，化解2247件，化解率97.02%
_QUOTIENT = re.compile(
    r"(?<![0-9.第])([0-9]+(?:\.[0-9]+)?)(万?[\u4e00-\u9fff]{1,2})[，,、](?:其中|已|共|实际|成功|按时|按期){0,2}([\u4e00-\u9fff]{2,4})([0-9]+(?:\.[0-9]+)?)\2[，,、]\3率(?:为|达到?|是)?([0-9]+(?:\.[0-9]+)?)[%％]"
)


class AccomplishmentRate(Check):
    """目标完成情况里的比率与它前面的两个数对不上.

    检查什么: 目标完成情况写“排查2316件，化解2247件，化解率97.02%”这样两个同单位的数和它们的比率的，比率是否等于后一个数除以前一个数（按写的小数位四舍五入）。
    为什么: 同一句话里的三个数对不上，必有一个写错。
    反例: 目标完成情况“排查纠纷2316件，化解2247件，化解率92.07%”。
    正例: 目标完成情况“排查纠纷2316件，化解2247件，化解率97.02%”。
    依据: 算术。
    """

    code = "P829"
    about = told_numbers
    title = "目标完成情况里的比率算得不对"
    severity = Severity.WARNING
    message = "目标完成情况“{value}”：{part} ÷ {whole} = {rate}。"
    hint = "请核对三个数，改正写错的一个。"
    hides = frozenset({"P826"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        text = "".join(accomplishment(owner).split())
        if "率" not in text:
            return
        for found in _QUOTIENT.finditer(text):
            whole, part, said = Decimal(found[1]), Decimal(found[4]), Decimal(found[5])
            if not 0 < part <= whole:
                continue
            rate = part * 100 / whole
            # Who cuts the rest off is not told of it.
            if abs(rate - said) >= Decimal(1).scaleb(min(int(said.as_tuple().exponent), 0)):
                shown = {"part": literal(part), "whole": literal(whole), "rate": percent(rate / 100)}
                yield self.finding(owner, owner, "goal_actual", found[0], **shown)


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# What was planned, is compared or rounded.
_NOT_DONE = re.compile(
    "计划|目标|应|拟|原定|任务|预期|预计|超|以[上下内]|至少|不低于|不少于|低于|高于|比|较|提高|增|减|降|升|未|余|约|近|多|每|各|均|首|次年|来年|下年|明年"
)


class AccomplishmentOfAnotherNumber(ScoreCheck):
    """目标完成情况里说同一件事的数与实际完成值不一致.

    检查什么: 目标完成情况里的一个数，前后的文字说的是某条三级指标（名称的字都在这一句里，或这一句说的都在名称里），单位相同，而实际完成值是另一个数；表上别处有这个数的、几条加起来正好的，以及说计划、累计、其中、比上年的不查，紧挨着名称的由 P820 查。
    为什么: 同一件事在一张表上写了两个完成数，必有一个写错。
    反例: 目标完成情况“改扩建乡镇卫生院4所”，三级指标“改扩建卫生院” 实际完成 3所。
    正例: 目标完成情况“改扩建乡镇卫生院3所”，三级指标“改扩建卫生院” 实际完成 3所。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "P830"
    about = told_numbers
    title = "目标完成情况的数与实际完成值对不上"
    severity = Severity.WARNING
    message = "目标完成情况写的是“{stated}”，三级指标“{name}”的实际完成值是“{value}”。"
    hint = "请核对两处的数，改成一致；说的不是一件事的，在已核栏写 P830 和理由。"
    hides = frozenset({"P805", "P812", "P813", "P823", "P826"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        text = accomplishment(owner)
        done = "\n".join([row.actual for row in owner.indicators])
        if set(NUMBER_TOKEN.findall(done)).issuperset(NUMBER_TOKEN.findall(text)):
            return
        rows = [(row.indicator, row.actual) for row in self.evaluated(owner) if row.is_figure and row.actual.unit]
        values = {id(indicator): actual.value for indicator, actual in rows}
        for indicator, stated in numbers_of_others(text, rows):
            if any(is_rounded(Decimal(number), values[id(indicator)]) for number in _NUMBER.findall(stated)):
                continue
            if _NOT_DONE.search(stated.replace(compact(indicator.level3), "")) is None:
                name, value = compact(indicator.level3), indicator.actual.strip()
                yield self.finding(owner, indicator, "actual", value, stated=stated, name=name)


CHECKS = (AccomplishmentSum, AccomplishmentTurned, AccomplishmentRate, AccomplishmentOfAnotherNumber)
