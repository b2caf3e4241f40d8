"""What a sentence counts in parts and all together: 一次网8.6公里、二次网15.4公里，共计24公里."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import goal_of
from macros_py.checks.goal_sums import SENTENCE, addition
from macros_py.checks.readings import Readings
from macros_py.checks.stated_figures import Stated
from macros_py.checks.subjects import goal_numbers
from macros_py.checks.texts import HEADINGS
from macros_py.model import Indicator
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, Target

_UNIT = "批次|场次|人次|户次|万人次|万人|平方公里|平方米|公里|千米|公顷|万亩|亩|万吨|吨|米|个|名|人|户|所|座|台|套|辆|件|项|场|期|次|处|家|条|盏|株|册|份|例|起|间|村|头|只|支|棵|口|眼|部|栋"
_COUNT = re.compile(rf"(?<![0-9.第年\-—~～至到])([0-9]+(?:\.[0-9]+)?)({_UNIT})(?![/／次均·])")
_TOGETHER = re.compile(
    rf"(?:合计|共计|总计|总共|累计共|一共)(?:为|达|约)?[:：]?([0-9]+(?:\.[0-9]+)?)({_UNIT})(?![/／次均·])"
)
_OF_WHICH = re.compile(rf"(?<![0-9.第年\-—~～至到])([0-9]+(?:\.[0-9]+)?)({_UNIT})[，,（(]?其中[:：，,]?([^。；;\n]+)")
# Rounds, shares and other years add up to nothing; 每村2名 is a number for each.
_OTHER = re.compile(
    "每|各|分别|均|/|／|约|余|左右|上年|去年|往年|累计|以来|原有|现有|已|不少于|不低于|以上|至少|不超|超过|以内|以下|比例|包含|含|提高|增加|减少|降|由|从|另|还"
)
# A list that names only some of the parts.
_OPEN = re.compile("等|主要|包括|重点|其中.*其中|部分|用于")
_MOST = 8


@dataclass(frozen=True, slots=True)
class CountedSum:
    """A number, its parts and their unit, as one sentence states them."""

    text: str
    whole: Decimal
    parts: tuple[Decimal, ...]
    unit: str

    @property
    def made(self) -> Decimal:
        """What the parts come to."""
        return sum(self.parts, Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether some of the parts in a row make up the whole."""
        parts = self.parts
        return any(
            sum(parts[start:end], Decimal(0)) == self.whole
            for start in range(len(parts))
            for end in range(start + 2, len(parts) + 1)
        )


def counted_sums(text: str) -> Iterator[CountedSum]:
    """Yield the sums that a text states beside two parts or more in the same unit."""
    for sentence in SENTENCE.split("".join(text.split())):
        if not ("计" in sentence or "共" in sentence or "其中" in sentence):
            continue
        together, of_which = _TOGETHER.search(sentence), _OF_WHICH.search(sentence)
        if together is not None and "其中" not in sentence:
            said = sentence[: together.end()]
            if _OPEN.search(said) is not None:
                continue
            parts, whole = _parts(sentence[: together.start()], together[2]), together
        elif of_which is not None and _OPEN.search(of_which[3]) is None:
            parts, whole = _parts(of_which[3].split("）")[0].split(")")[0], of_which[2]), of_which
            said = of_which[0]
        else:
            continue
        if 2 <= len(parts) <= _MOST and _OTHER.search(said) is None:
            yield CountedSum(said.strip("，,"), Decimal(whole[1]), parts, whole[2])


def _parts(text: str, unit: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(found[1]) for found in _COUNT.finditer(text) if found[2] == unit)


def is_told_as_sum(text: str, figure: Stated, target: Target) -> bool:
    """Tell whether a number of a text is the total of a sum that does not add up, while its parts come to the target."""
    return any(
        one.whole == figure.read.value and one.made == target.value and not one.holds for one in counted_sums(text)
    )


def lists_of_counts(readings: Readings, owner: Owner) -> list[tuple[Indicator, str]]:
    """Return the rows of a form whose 指标解释 or 说明 is nothing but a list of counts, and which of the two it is."""
    return [
        (row, field)
        for row in owner.indicators
        if "、" in row.explanation or "、" in row.note
        for field in HEADINGS
        if 8 < len(getattr(row, field)) < _LONGEST and _is_list(getattr(row, field))
    ]


_LONGEST = 80


def _is_list(text: str) -> bool:
    text = "".join(text.split())
    return (
        len(_COUNT.findall(text)) > 1
        and _LIST.fullmatch(text) is not None
        and not (_OTHER.search(text) or _OPEN.search(text))
    )


class CountsAgainstSum(Check):
    """年度总体目标里的分项与它写的总数加不拢.

    检查什么: 目标里同一句写了“A 多少公里、B 多少公里，共计多少公里”，或“多少件，其中A 多少件、B 多少件”的，各项之和是否等于总数；写“等”“包括”“不少于”“每”“分别”的不查，金额由 M518 查。
    为什么: 同一句话里的数加不拢，必有一个写错。
    反例: 目标“改造一次网8.6公里、二次网15.4公里，共计42公里”。
    正例: 目标“改造一次网8.6公里、二次网15.4公里，共计24公里”。
    依据: 算术。
    """

    code = "W626"
    about = goal_numbers
    title = "目标里的数加不拢"
    severity = Severity.WARNING
    message = "年度总体目标“{value}”：{sum}，不是 {whole}{unit}。"
    hint = "请核对各个数，改正写错的一个；漏列了一项的请补上。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        field, goal = goal_of(owner)
        for one in counted_sums(goal):
            # The whole may be the first of the numbers, and 共计 say it again.
            if one.holds or one.whole in one.parts:
                continue
            shown = {"sum": addition(one.parts), "whole": literal(one.whole), "unit": one.unit}
            yield self.finding(owner, owner, field, one.text, **shown)
            return


_LIST = re.compile(
    rf"(?:(?:共|合计)?{_COUNT.pattern}[，,：:]?其中[:：，,]?)?(?:[\u4e00-\u9fff]{{1,8}}{_COUNT.pattern}[、和及]?){{2,{_MOST}}}[。；;]?"
)


class ListAgainstTarget(Check):
    """指标解释列的各项与指标值加不拢.

    检查什么: 指标解释、说明整个是“县道210公里、乡道370公里、村道700公里”这样一串同单位的数的，各项之和是否等于指标值。
    为什么: 指标值就是各项之和，加不拢必有一个写错。
    反例: 指标值 ≥1280公里，指标解释“县道120公里、乡道370公里、村道700公里”。
    正例: 指标值 ≥1280公里，指标解释“县道210公里、乡道370公里、村道700公里”。
    依据: 算术。
    """

    code = "W628"
    about = lists_of_counts
    title = "指标解释的各项与指标值加不拢"
    severity = Severity.WARNING
    message = "{heading}“{value}”：{sum}，指标值是“{target}”。"
    hint = "请核对各个数和指标值，改正写错的一个；只列了其中几项的，在已核栏写 W628 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, field in lists_of_counts(self.readings, owner):
            target = target_of(indicator)
            text = "".join(getattr(indicator, field).split())
            parts = _parts(text.split("其中")[-1], target.unit)
            if len(parts) < 2 or not isinstance(target.value, Decimal) or target.kind is not Kind.NUMBER:
                continue
            made = sum(parts, Decimal(0))
            if made == target.value or (target.value in parts and ("共" in text or "合计" in text)):
                continue
            written = f"{addition(parts)}{target.unit}"
            yield self.finding(
                owner, indicator, field, text, heading=HEADINGS[field], sum=written, target=as_written(indicator)
            )


CHECKS = (CountsAgainstSum, ListAgainstTarget)
