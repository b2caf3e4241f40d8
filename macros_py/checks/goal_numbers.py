"""Numbers and days of 年度总体目标 that belong to an indicator by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from macros_py.checks.base import Check, as_written
from macros_py.checks.comparison import agree
from macros_py.checks.counted_sums import is_told_as_sum
from macros_py.checks.deadlines import deadline_rows
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import goal_of, targets_together
from macros_py.checks.goal_names import is_of_its_own
from macros_py.checks.names import COUNT_TAIL, compact
from macros_py.checks.readings import Read
from macros_py.checks.standard_limits import other_deadline
from macros_py.checks.stated_figures import CLAUSE, Stated, stated_figures
from macros_py.checks.subjects import goal_numbers
from macros_py.model import Indicator
from macros_py.targets import UPWARD, Kind, Target, read_target

NUMBER_TOKEN = re.compile(r"[0-9](?<![0-9.第].)[0-9]*(?:\.[0-9]+)?[%％‰]?(?!年|月|[0-9.])")
"""A number as it stands in a text, with what tells its scale; the year of a date is none."""
# Of other years, of a part, of what there was before.
_OTHER = re.compile(
    "其中|分别|上年|去年|往年|历年|同期|同比|比上|较|累计|以来|现有|共有|原有|已|目前|截至|第|十[三四五]五|规划|总投资|[两三五]年|至20|-20|余下|剩余|到20|另|还|约占|占比|突破|首批|上半年|下半年|一期|二期|季度"
)
_SHORT_LEADS = re.compile(
    "(?:共|约|近|为|达到?|不少于|不低于|不超过|不高于|至少|控制在|确保|保证|保障|力争|计划|预计|完成|开展|举办|组织|实施|新建|进行|以上|以内|以下|余|左右|的|对|向|将|全[省市州县区年]|本[省市州县区年]?|辖区|按照?|≥|≤|=)"
)
_VERBS = re.compile(
    "^(?:享受|发放|开展|举办|组织|完成|实施|提供|办理|保障|保护|进行|支持|购置|采购|新建|建设|修建|更换|安装|栽植|配备|新增|印制|接待|补助)"
)
_TAIL = re.compile("(?:标准|次数|场次|批次|人次|期数|金额|总额|数目|规模|长度|里程|面积|时限|期限)$")
_KINDS = frozenset({Kind.NUMBER, Kind.PERIOD, Kind.MONEY, Kind.PERMILLE, Kind.PERCENT})
_SHARES = (Kind.PERCENT, Kind.PERMILLE)
_EACH_ALONE = re.compile("每[人户亩生村校具例件台套辆]")
_EACH_OF = re.compile("([人户亩村生校])均")
_EACH = re.compile("每|均|/|／")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a clause speaks of an indicator: ``plain`` where its name, or all that is counted, stands there as one piece."""

    share: Decimal
    plain: bool


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    """Return what a name says is counted: 补助学生 of 补助学生人数, 展览 of 举办展览场次."""
    bare = COUNT_TAIL.sub("", _TAIL.sub("", COUNT_TAIL.sub("", name)))
    return bare if len(bare) >= 2 else name


def likeness(name: str, before: str, after: str) -> Likeness:
    """Return how far the words on both sides of a number are those of a name."""
    core = _EACH_OF.sub(r"每\1", _core(name))
    before, after = _EACH_OF.sub(r"每\1", before), _EACH_OF.sub(r"每\1", after)
    text = before + after
    if (len(core) >= 3 and core in text) or (len(name) >= 4 and name in text):
        return Likeness(Decimal(1), True)
    bare = _VERBS.sub("", core)
    # 覆盖学校68所 of 营养改善计划覆盖学校数: all that is said is in the name.
    for side in (_SHORT_LEADS.sub("", after), _SHORT_LEADS.sub("", before)):
        if 4 <= len(side) and side in core:
            return Likeness(Decimal(1), True)
        if len(side) >= 2 and side == bare:
            return Likeness(Decimal(1), True)
        # 每周开放时间 of 每周免费开放时间
        if len(side) >= (4 if side.startswith("每") else 5) and _holds(core, side):
            return Likeness(Decimal(1), False)
        # 人均3000元 of 人均培训成本
        if _EACH_ALONE.fullmatch(side) is not None and core.startswith(side):
            return Likeness(Decimal(1), False)
    bare = bare if len(bare) >= 4 else core
    if len(bare) < 4:
        return Likeness(Decimal(0), False)
    pairs = sum(1 for place in range(len(bare) - 1) if bare[place : place + 2] in text)
    found = sum(1 for character in bare if character in text)
    # 补助学生 of 为21500名学生提供膳食补助: every word of it, in any order.
    return Likeness(Decimal(found) / len(bare) if pairs * 2 >= len(bare) - 1 else Decimal(0), False)


def _holds(text: str, characters: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in characters)


class GoalNumberAgainstTarget(Check):
    """年度总体目标里的数与说同一件事的指标值不一致.

    检查什么: 目标里的一个数，前后的文字说的是某条三级指标（名称的字都在这一句里，或这一句说的都在名称里），单位相同而数不同；指标值在目标别处写着的、这个数是别的指标值的、几条指标加起来正好的，以及说累计、现有、其中、上年的不查。
    为什么: 指标是目标的分解，同一件事的数应当相同；多半有一个写错或没有跟着改。
    反例: 目标“覆盖学校68所”，三级指标“营养改善计划覆盖学校数” 86所。
    正例: 目标“覆盖学校86所”，三级指标“营养改善计划覆盖学校数” 86所。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W624"
    about = goal_numbers
    title = "目标里的数与指标值不同"
    severity = Severity.WARNING
    message = "年度总体目标写的是“{stated}”，三级指标“{name}”的指标值是“{target}”。"
    hint = "请核对两处的数，改成一致；说的不是一件事的，在已核栏写 W624 和理由。"
    hides = frozenset({"W614:=", "W615", "W616:=", "W630:="})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        _, goal = goal_of(owner)
        # Where every number of the goal stands in some target, nothing can be amiss.
        known = set(NUMBER_TOKEN.findall(self.once(targets_together, owner)))
        if known.issuperset(NUMBER_TOKEN.findall(goal)):
            return
        for indicator, stated in numbers_of_others(goal, self.readings.measured(owner)):
            name, written = compact(indicator.level3), as_written(indicator)
            yield self.finding(owner, indicator, "target", written, stated=stated, name=name, target=written)


def numbers_of_others(goal: str, rows: Sequence[Read]) -> Iterator[tuple[Indicator, str]]:
    """Yield the rows of which a text states another number than theirs, and what it says."""
    # What a goal states in a unit, and whose target it may be, is looked for once a unit.
    units = {target.unit: target for _, target in rows if target.kind in _KINDS}
    stated = {unit: figures for unit, target in units.items() if (figures := _figures(goal, target))}
    if not stated:
        return
    counted = [row for row in rows if row[1].unit in stated and row[1].kind in _KINDS]
    measures = {unit: _measure(units[unit]) for unit in stated}
    alike: dict[str, list[Read]] = {}
    for row in counted:
        alike.setdefault(measures[row[1].unit], []).append(row)
    unknown = {
        unit: [figure for figure in stated[unit] if not any(_same(figure, other) for _, other in alike[measure])]
        for unit, measure in measures.items()
    }
    taken: set[int] = set()
    for indicator, target in counted:
        figures = stated[target.unit]
        if not unknown[target.unit] or any(_same(figure, target) for figure in figures):
            continue
        name = compact(indicator.level3)
        others = alike[measures[target.unit]]
        best: tuple[Likeness, Stated, str] | None = None
        for figure in unknown[target.unit]:
            if figure.start in taken or is_of_its_own(goal, figure, target):
                continue
            said = _said(goal, figure, figures, target)
            if said is None:
                continue
            here = likeness(name, *said)
            if here.share == 1 and not here.plain and not _near(figure, target):
                continue
            if here.share == 1 and (best is None or here.plain > best[0].plain):
                best = (here, figure, "".join((said[0], figure.text, said[1])))
        if best is None:
            continue
        # Another indicator may be meant as well, or several together.
        before, after = best[2].split(best[1].text, 1)
        rivals = [other for other, _ in others if other is not indicator and _is_meant(other, before, after)]
        if rivals or _is_sum(best[1], [other for _, other in others], figures, target):
            continue
        taken.add(best[1].start)
        if not is_told_as_sum(goal, best[1], target):
            yield indicator, best[2].strip()


def _is_meant(indicator: Indicator, before: str, after: str) -> bool:
    return likeness(compact(indicator.level3), before, after).share == 1


def _near(figure: Stated, target: Target) -> bool:
    said, wanted = figure.read.base_value, _plain_unit(target).base_value
    return said is not None and bool(wanted) and wanted is not None and _LEAST <= said / wanted <= _MOST


def _plain_unit(target: Target) -> Target:
    """Return a target by what it counts: 3000元 of 3000元/亩."""
    if "/" not in target.unit and "／" not in target.unit:
        return target
    money = target.unit.replace("／", "/").partition("/")[0]
    if not isinstance(target.value, Decimal):
        return target
    return read_target(f"={target.value}{money}")


_PEOPLE = ("人", "名")
_COUNTED_PEOPLE = tuple(read_target(f"=1{unit}") for unit in _PEOPLE)


def _figures(goal: str, target: Target) -> tuple[Stated, ...]:
    plain = _plain_unit(target)
    if plain.unit not in _PEOPLE:
        return stated_figures(goal, plain)
    # 21500名学生 are counted in 人 as well.
    return tuple(figure for one in _COUNTED_PEOPLE for figure in stated_figures(goal, one))


def _same(figure: Stated, target: Target) -> bool:
    plain = _plain_unit(target)
    if plain.unit in _PEOPLE:
        return figure.read.base_value == plain.base_value
    return agree(figure.read, plain)


def _measure(target: Target) -> str:
    """Return what the number of a target can be compared in; whoever counts 名 counts 人."""
    return _PEOPLE[0] if target.unit in _PEOPLE else _plain_unit(target).base_unit


def _said(goal: str, figure: Stated, figures: Sequence[Stated], target: Target) -> tuple[str, str] | None:
    """Return the words before and behind a number in its clause; None where it says something of its own."""
    before = CLAUSE.split(goal[: figure.start])[-1]
    after = CLAUSE.split(goal[figure.end :])[0]
    # Two numbers of a unit in one clause are told apart by nobody.
    start, end = figure.start - len(before), figure.end + len(after)
    if sum(1 for other in figures if start <= other.start < end) != 1 or _OTHER.search(before + after) is not None:
        return None
    # A price for each is no total, and the reverse.
    priced = "/" in target.unit or "／" in target.unit or _EACH.search(target.printed) is not None
    each = _EACH.search(before + after[:4]) is not None
    if each and not priced and target.kind is not Kind.PERIOD and target.kind is not Kind.MONEY:
        return None
    if priced and not each:
        return None
    return "".join(before.split()), "".join(after.split())


def _is_sum(figure: Stated, targets: list[Target], figures: Sequence[Stated], target: Target) -> bool:
    """Tell whether a number is what several targets come to, or a target what several numbers do; or too far off."""
    said, wanted = figure.read.base_value, _plain_unit(target).base_value
    if said is None or not wanted or not said:
        return True
    # A goal may say a little more than at least is to be reached; 754 beside 745 are digits that changed places.
    a_little_more = wanted < said <= wanted * _A_LITTLE_MORE and sorted(str(said)) != sorted(str(wanted))
    if a_little_more and target.operator in UPWARD:
        return True
    if target.kind in _SHARES:
        return False
    values = [value for one in targets if (value := _plain_unit(one).base_value) is not None]
    # What another target says is no part of this one.
    stated = [value for one in figures if (value := one.read.base_value) is not None and value not in values]
    if said == sum(values, Decimal(0)) or wanted == sum(stated, Decimal(0)):
        return True
    pairs = {values[one] + values[other] for one in range(len(values)) for other in range(one)}
    parts = {stated[one] + stated[other] for one in range(len(stated)) for other in range(one)}
    return said in pairs or wanted in parts or not Decimal("0.02") <= said / wanted <= 50


_LEAST, _MOST, _A_LITTLE_MORE = Decimal("0.2"), Decimal(5), Decimal("1.02")


class GoalDeadlineAgainstTarget(Check):
    """年度总体目标里的期限与完成时限不一致.

    检查什么: 只有一条完成时限的表，目标里写的完成日期与它是否一致（只写几月的看月份；目标里另有一处写着指标值那一天的，和招标、采购一类中间环节的不查）。
    为什么: 同一件事写了两个期限，必有一个写错，或沿用了上一年的目标没有改。
    反例: 完成时限 2026年10月底前，目标“2026年9月底前完工”。
    正例: 完成时限 2026年10月底前，目标“2026年10月底前完工”。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W625"
    about = goal_numbers
    title = "目标里的期限与指标值不一致"
    severity = Severity.WARNING
    message = "年度总体目标写的是“{stated}”，{other}。"
    hint = "请核对，改正写错的一个；说的不是一件事的，在已核栏写 W625 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        field, goal = goal_of(owner)
        if "月" not in goal or ("前" not in goal and "底" not in goal):
            return
        rows = [row for row in self.once(deadline_rows, owner) if row[1].is_calendar]
        if len(rows) != 1:
            return
        indicator, target = rows[0]
        handed_over = _HANDED_OVER.search(indicator.level3) is not None
        if not handed_over and _COMPLETED.search(indicator.level3) is None:
            return
        # What the explanation says as well is told there.
        if indicator.explanation and other_deadline(indicator.explanation, target, owner.year):
            return
        stated = other_deadline(goal, target, owner.year)
        if stated and handed_over:
            # 9月底完工 is another stage.
            said = goal[goal.find(stated) + len(stated) :]
            stated = (
                stated if _HANDED_OVER.match(re.sub("^(?:之前|以前|前|内)?[，,]?(?:全部|全面|按时)?", "", said)) else ""
            )
        if stated:
            other = f"“{indicator.level3.strip()}”是“{as_written(indicator)}”"
            yield self.finding(owner, owner, field, goal.strip(), stated=stated, other=other)


_HANDED_OVER = re.compile("交付|投入使用|投用")
_COMPLETED = re.compile("完成|完工|竣工|办结|时限")
CHECKS = (GoalNumberAgainstTarget, GoalDeadlineAgainstTarget)
