"""The sums of money inside 年度总体目标: its parts beside the funds table, and parts beside the whole that it states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from macros_py.checks.amounts import listed_amounts
from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.money import SCALES, TEN_THOUSAND, in_yuan
from macros_py.checks.subjects import goal_money
from macros_py.model import Project
from macros_py.scoring.literals import literal

AMOUNT = r"([0-9]+(?:\.[0-9]+)?)(万元|亿元|元)(?![/／])"
_MONEY = re.compile(rf"(?<![0-9.]){AMOUNT}")
SENTENCE = re.compile("[。；;\n!！]")
# Money of other years, for each, or in all the years of a plan says nothing of this year's table.
OTHER_MONEY = re.compile(
    "每|各|人均|户均|亩均|均价|单价|标准|累计|以来|十[三四五]五|规划|上年度?(?!结转)|去年|往年|历年|[两三五]年|收入|产值|增收|节约|贷款"
    "|争取|力争|撬动|带动|吸引|超过|以上|不超|至少|[0-9](?:万?元)?[-—－~～至到][0-9]"
)
_YEAR = re.compile("(20[0-9]{2})年")
_WHOLE_PLAN = re.compile("总投资|概算|匡算|估算")
_LABELS = {
    "上级补助": "superior_grant",
    "本级安排": "local",
    "财政拨款": "fiscal",
    "财政资金": "fiscal",
    "非财政拨款": "non_fiscal",
    "上年结转": "carryover",
    "其他资金": "other",
}
_LABELLED = re.compile(rf"(?<![非央级省市县区州])({'|'.join(_LABELS)})(?:资金)?(?:为|共|计|共计)?{AMOUNT}")
_CENTRAL = re.compile(
    rf"(?:中央|上级)(?:财政)?(?:专项|补助|转移支付|预算内|衔接|奖补|直达)*(?:资金|经费|补助|投资)*(?:为|共|计|共计|安排|下达|补助)?{AMOUNT}"
)


def goal_sentences(project: Project) -> list[str]:
    """Return the sentences of 年度总体目标 that speak of money, without blanks."""
    goal = project.goal.replace(" ", "").replace("\u3000", "")
    return [text for text in SENTENCE.split(goal) if "元" in text]


class GoalPartAgainstFunds(Check):
    """年度总体目标里写的一项资金与资金情况的同一项不同.

    检查什么: 目标里紧跟“上级补助”“本级安排”“财政拨款”“上年结转”“其他资金”写的金额，是否等于资金情况的这一项；中央、上级补助的各笔之和，是否大于上级补助（没有这一项的，看是否大于年度资金总额）。说几年的、每人的、累计的不查。
    为什么: 一张表上同一笔钱写了两个数，必有一个没有改。
    反例: 上级补助 200 万元，目标“使用中央补助220万元，建设道路3公里”。
    正例: 上级补助 220 万元，目标“使用中央补助220万元，建设道路3公里”。
    依据: 年度总体目标与“资金情况”应当一致。
    """

    code = "M517"
    about = goal_money
    title = "目标里的一项资金与资金情况不同"
    severity = Severity.WARNING
    message = "年度总体目标写的是“{value}”，资金情况的{heading}是 {amount} {unit}。"
    hint = "请核对两处的数，改成一致；说的不是同一笔钱的，在已核栏写 M517 和理由。"
    hides = frozenset({"M516", "M525:="})

    def project(self, project: Project) -> Iterator[Finding]:
        sentences = [
            text
            for text in self.once(goal_sentences, project)
            if OTHER_MONEY.search(text) is None
            and _WHOLE_PLAN.search(text) is None
            and {match[1] for match in _YEAR.finditer(text)} <= {str(project.year)}
        ]
        if not sentences:
            return
        funds, tolerance = project.funds, self.config.checks.money_tolerance_yuan
        known = [funds.in_yuan(amount) for _, _, amount in self.once(listed_amounts, project)]
        labelled = [(match, _LABELS[match[1]], match[1]) for text in sentences for match in _LABELLED.finditer(text)]
        for match, field, heading in labelled:
            amount: Decimal | None = getattr(funds, field)
            said = in_yuan(match[2], match[3])
            # Said of several sums, it is the parts of one; ten thousand times apart is the business of M508.
            if amount is None or sum(other == field for _, other, _ in labelled) > 1 or _confused(said, known):
                continue
            gap = abs(said - funds.in_yuan(amount))
            if gap >= tolerance and gap > _rounded(match[2], match[3]):
                yield self._found(project, match[0], heading, amount)
                return
        central = [match for text in sentences for match in _CENTRAL.finditer(text) if not _LABELLED.match(match[0])]
        heading = "上级补助" if funds.superior_grant is not None else "年度资金总额"
        whole = funds.superior_grant if funds.superior_grant is not None else funds.total
        spent = sum((in_yuan(match[1], match[2]) for match in central), Decimal(0))
        if whole is None or not central or _confused(spent, known):
            return
        allowed = sum((_rounded(match[1], match[2]) for match in central), Decimal(0))
        if spent - funds.in_yuan(whole) >= max(tolerance, allowed):
            yield self._found(project, "、".join(match[0] for match in central), heading, whole)

    def _found(self, project: Project, said: str, heading: str, amount: Decimal) -> Finding:
        unit = project.funds.unit.value
        return self.finding(project, project, "goal", said, heading=heading, amount=literal(amount), unit=unit)


def _rounded(number: str, unit: str) -> Decimal:
    """Return by how much in yuan an amount printed with decimals may have been rounded: half of its last place."""
    places = int(Decimal(number).as_tuple().exponent)
    return Decimal("0.5").scaleb(places) * SCALES[unit] if places < 0 else Decimal(0)


def _confused(said: Decimal, known: Sequence[Decimal]) -> bool:
    return any(amount and said in (amount * TEN_THOUSAND, amount / TEN_THOUSAND) for amount in known)


_OF_WHICH = re.compile(rf"(?<![0-9.]){AMOUNT}[^0-9，,（(]{{0,6}}[，,（(:：]?其中[:：，,]?([^。；;\n]+)")
_TOGETHER = re.compile(rf"(?:合计|共计|总计|总共)(?:为|需|投入|安排|资金|经费|投资)*{AMOUNT}")
_OPEN_LIST = re.compile("等|主要|包括|含")


def addition(parts: Sequence[Decimal]) -> str:
    """Return the addition of some numbers as people write it: 8.6 + 15.4 = 24."""
    return f"{' + '.join(map(literal, parts))} = {literal(sum(parts, Decimal(0)))}"


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A whole and its parts, in yuan, as one sentence states them; ``of_which`` where 其中 may leave some parts out."""

    text: str
    whole: Decimal
    parts: tuple[Decimal, ...]
    of_which: bool

    @property
    def made(self) -> Decimal:
        """What the parts come to, in yuan."""
        return sum(self.parts, Decimal(0))

    @property
    def excess(self) -> Decimal:
        """By how much the parts exceed the whole; 0 where some of them in a row already make it up (by source, then by use).

        One part alone is the whole only where it stands first: 财政拨款500万元，用于土建300万元、设备200万元.
        """
        parts = self.parts
        runs = (
            sum(parts[start:end], Decimal(0))
            for start in range(len(parts))
            for end in range(start + (2 if start else 1), len(parts) + 1)
        )
        return Decimal(0) if len(parts) > _MOST_PARTS or self.whole in runs else self.made - self.whole

    @property
    def written(self) -> str:
        """The addition as people write it."""
        return literal(self.made) if len(self.parts) == 1 else addition(self.parts)


_MOST_PARTS = 12


def stated_sums(project: Project) -> list[StatedSum]:
    """Return the sums that the goal states together with their parts."""
    found: list[StatedSum] = []
    for text in goal_sentences(project):
        if OTHER_MONEY.search(text) is not None:
            continue
        whole = _OF_WHICH.search(text)
        together = _TOGETHER.search(text)
        if whole is not None and text.count("其中") == 1:
            parts = _amounts(whole[3].split("）")[0].split(")")[0])
            if parts:
                found.append(StatedSum(whole[0].strip("，,"), in_yuan(whole[1], whole[2]), parts, of_which=True))
        elif together is not None and "其中" not in text:
            parts = _amounts(text[: together.start()])
            if len(parts) > 1:
                said = text[: together.end()].strip("，,")
                found.append(StatedSum(said, in_yuan(together[1], together[2]), parts, of_which=False))
    return found


def _amounts(text: str) -> tuple[Decimal, ...]:
    return tuple(in_yuan(match[1], match[2]) for match in _MONEY.finditer(text))


class GoalSum(Check):
    """年度总体目标里的分项与它写的合计加不拢.

    检查什么: 目标里同一句写了“A 多少、B 多少，合计（共计）多少”的，各项之和是否等于合计；写了“总投资多少，其中A 多少、B 多少”的，各项之和是否超过总数（分两种口径各列一遍的不查）。
    为什么: 同一句话里的数加不拢，必有一个写错。
    反例: 目标“总投资500万元，其中土建300万元、设备250万元”。
    正例: 目标“总投资550万元，其中土建300万元、设备250万元”。
    依据: 算术。
    """

    code = "M518"
    about = goal_money
    title = "目标里的金额加不拢"
    severity = Severity.WARNING
    message = "年度总体目标“{value}”：{sum}，{sign} {whole} 元。"
    hint = "请核对各项金额，改正写错的一个。"
    hides = frozenset({"M525:="})

    def project(self, project: Project) -> Iterator[Finding]:
        for one in self.once(stated_sums, project):
            excess = one.excess
            if not excess or (one.of_which and excess < 0):
                continue
            # 总投资500万元，…万元，共计: the first amount may be the whole of the rest.
            if not one.of_which and one.parts[0] in (one.whole, sum(one.parts[1:])):
                continue
            if abs(excess) >= self.config.checks.money_tolerance_yuan:
                sign = "大于" if excess > 0 else "小于"
                yield self.finding(
                    project, project, "goal", one.text, sum=one.written, sign=sign, whole=literal(one.whole)
                )
                return


class GoalPartsShort(Check):
    """年度总体目标里“其中”各项加起来不到总数.

    检查什么: 目标里写“总投资多少，其中A 多少、B 多少”，列了两项以上、没有写“等”“主要”“包括”的，各项之和是否小于总数。
    为什么: 可能漏列了一项，或有一个数写错。
    反例: 目标“总投资500万元，其中土建200万元、设备250万元”。
    正例: 目标“总投资450万元，其中土建200万元、设备250万元”。
    依据: 算术。
    """

    code = "M519"
    about = goal_money
    title = "目标里“其中”各项不到总数"
    severity = Severity.HINT
    message = "年度总体目标“{value}”：{sum}，比 {whole} 元少 {difference} 元。"
    hint = "漏列了一项或写错了数的，请改正；只列了其中几项的，不用改。"

    def project(self, project: Project) -> Iterator[Finding]:
        for one in self.once(stated_sums, project):
            if not one.of_which or len(one.parts) < 2 or _OPEN_LIST.search(one.text) or _YEAR.search(one.text):
                continue
            short = one.whole - one.made
            if short >= self.config.checks.money_tolerance_yuan:
                whole, difference = literal(one.whole), literal(short)
                yield self.finding(
                    project, project, "goal", one.text, sum=one.written, whole=whole, difference=difference
                )
                return


CHECKS = (GoalPartAgainstFunds, GoalSum, GoalPartsShort)
