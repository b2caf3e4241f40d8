"""Texts against figures: 指标解释 and the goal beside the 指标值 they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.comparison import agree
from macros_py.checks.deadlines import is_deadline
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import COUNT_TAIL, compact
from macros_py.checks.readings import Readings
from macros_py.checks.standard_limits import other_deadline
from macros_py.checks.stated_figures import STATES_A_NUMBER, Stated, figures_of_goal, stated_figures
from macros_py.checks.subjects import dates_in_texts, goal_numbers
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import Kind, Operator, Target, read_target

_AT_LEAST = "不低于|不少于|不小于|至少|达到|大于等于|大于或等于|≥|>="
_AT_MOST = "不超过|不高于|不大于|不多于|至多|控制在|小于等于|小于或等于|≤|<="
_STATED = re.compile(
    rf"(?P<sign>{_AT_LEAST}|{_AT_MOST})\s*(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>[^\s0-9,，。；;、（）()]{{0,6}}?)(?:以上|以下|以内)?(?=[，,。；;、（(]|$)"
)
_BARE = re.compile(
    r"(?<![0-9.第年月])(?P<sign>)(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>[^\s0-9,，。；;、（）()]{1,4}?)(?:以上|以内)?[。；;]?$"
)
_PLANNED = re.compile(r"^(?:[0-9]+[.、])?\s*(?:本项目)?(?:全年|年度|本年度?)?(?:计划|目标|要求|预计|预期|拟|所有)")
# A number for each, of a part or of another year is not the target.
_PART = re.compile("每|各|均|其中|分别|单次|单场|上年|去年|往年|同期|同比|较|比上|增加|增长|累计|以来|至少.*至多")
# 第3期 states no number.
_NUMBER = re.compile("(?<![0-9.第])[0-9]")
HEADINGS = {"explanation": "指标解释", "note": "说明（备注）"}
_UP, _DOWN = (Operator.GE, Operator.GT), (Operator.LE, Operator.LT)


@dataclass(frozen=True, slots=True)
class Statement:
    """The one number that a sentence states, as printed and as read; whether it is said of the indicator by name or as the plan."""

    text: str
    read: Target
    named: bool
    planned: bool


Said = tuple[Indicator, str, Statement]


def statements(owner: Owner) -> tuple[list[Said], list[Indicator]]:
    """Return the numbers that 指标解释 states, with row and field, and the rows whose numbers are stated of nothing by name.

    说明 is what the older forms print in place of 指标解释.
    """
    found: list[Said] = []
    unnamed: list[Indicator] = []
    for indicator in owner.indicators:
        field = "explanation" if indicator.explanation else "note"
        text = indicator.explanation or indicator.note
        if not text or _NUMBER.search(text) is None:
            continue
        stated = _stated(text.strip(), compact(indicator.level3))
        if stated is not None:
            found.append((indicator, field, stated))
        if stated is None or not (stated.named or stated.planned):
            unnamed.append(indicator)
    return found, unnamed


def stated_rows(readings: Readings, owner: Owner) -> list[Said]:
    """Return the numbers that 指标解释 states, read once a run."""
    return readings.once(statements, owner)[0]


def unnamed_rows(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the rows whose 指标解释 states numbers of nothing by name, read once a run."""
    return readings.once(statements, owner)[1]


@lru_cache(maxsize=16384)
def _stated(text: str, name: str) -> Statement | None:
    """Return the one number that a sentence states, with its comparison if any; None for several."""
    found = list(_STATED.finditer(text)) or list(_BARE.finditer(text))
    # 增长率 may stand in the name itself.
    if len(found) != 1 or _PART.search(text.replace(name, "") if name else text) is not None:
        return None
    unit = found[0]["unit"]
    if unit and len(re.findall(rf"[0-9]\s*{re.escape(unit)}", text)) != 1:
        return None
    sign = {True: "≥", False: "≤"}[found[0]["sign"] in _AT_LEAST.split("|")] if found[0]["sign"] else ""
    read = read_target(f"{sign}{found[0]['number'].replace(',', '')}{found[0]['unit']}")
    before = "".join(text[: found[0].start()].split())
    named = len(name) >= 4 and before.endswith(name)
    return Statement(found[0][0], read, named, _PLANNED.match(text) is not None)


class ExplanationAgainstTarget(Check):
    """指标解释里的计划数与指标值不一致.

    检查什么: 指标解释（没有的看说明、备注）写“计划……不低于（不少于、达到、不超过）多少”、或紧跟指标名称写了多少的，数和单位与指标值是否一致。
    为什么: 同一行里两个数不同，必有一个写错。
    反例: 指标解释“计划远教站点维护不低于200个”，指标值 ≥150个。
    正例: 指标解释“计划远教站点维护不低于200个”，指标值 ≥200个。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W601"
    about = stated_rows
    title = "指标解释的数与指标值不一致"
    severity = Severity.ERROR
    message = "{heading}写的是“{stated}”，指标值是“{target}”。"
    hint = "请核对，改正写错的一个。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, field, stated in stated_rows(self.readings, owner):
            target = target_of(indicator)
            if not target.is_quantitative or target.kind is Kind.RANGE or target.is_approximate:
                continue
            if not (stated.named or stated.planned) or stated.read.kind is not target.kind:
                continue
            if stated.read.base_unit == target.base_unit and not agree(stated.read, target):
                yield self.finding(
                    owner,
                    indicator,
                    field,
                    getattr(indicator, field),
                    heading=HEADINGS[field],
                    stated=stated.text,
                    target=as_written(indicator),
                )


class ExplanationDirection(Check):
    """指标解释的方向与指标值的符号相反.

    检查什么: 指标解释写“不低于”而指标值是 ≤，或写“不超过”而指标值是 ≥。
    为什么: 不知道是至少还是至多。
    反例: 指标解释“计划培训不少于50人”，指标值 ≤50人。
    正例: 指标解释“计划培训不少于50人”，指标值 ≥50人。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W602"
    about = stated_rows
    title = "指标解释与比较符号相反"
    severity = Severity.WARNING
    message = "指标解释写的是“{stated}”，指标值是“{target}”，方向相反。"
    hint = "请核对，改正写错的一个。"
    hides = frozenset({"T306", "T307"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, field, stated in stated_rows(self.readings, owner):
            target = target_of(indicator)
            read = stated.read
            if field != "explanation" or read.operator is None or not target.is_quantitative:
                continue
            if read.base_unit != target.base_unit or read.base_value != target.base_value:
                continue
            if target.operator in (_DOWN if read.operator in _UP else _UP):
                yield self.finding(
                    owner,
                    indicator,
                    "explanation",
                    indicator.explanation,
                    stated=stated.text,
                    target=as_written(indicator),
                )


_CLAUSE = re.compile("[，,。；;、\n]")


class GoalAgainstTarget(Check):
    """年度总体目标里的数与指标值不一致.

    检查什么: 年度总体目标里紧挨着三级指标名称（“数量”“人数”等尾字不计）、单位也相同的数，与指标值是否一致，单位前的“万”是否漏抄；目标里另有一处写着指标值的（几年的总数和当年数）不查。
    为什么: 指标是目标的分解，同一件事的数应当相同。
    反例: 目标“保障全县218个远教站点维护经费”，三级指标“远教站点维护” ≥200个；目标“培训合格率达到95%”，三级指标“培训合格率” ≥90%。
    正例: 目标“新建立科技特派员示范基地3个以上”，三级指标“科技特派员示范基地” ≥3个。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W607"
    about = goal_numbers
    title = "目标里的数与指标值不一致"
    severity = Severity.WARNING
    message = "年度总体目标写的是“{stated}”，指标值是“{target}”。"
    hint = "请核对两处的数；确有不同的，把指标名称写清楚。"

    def project(self, project: Project) -> Iterator[Finding]:
        goal = project.goal
        if STATES_A_NUMBER.search(goal) is None:
            return
        for indicator, target, figures in self.once(figures_of_goal, project):
            start = indicator.level3[:3]
            if start not in goal and " " not in start:
                continue
            name = compact(indicator.level3)
            shortest = 3 if target.kind is Kind.PERCENT else 4
            if len(name) < shortest:
                continue
            if name not in goal:
                name = COUNT_TAIL.sub("", name)
                if len(name) < 4 or name not in goal:
                    continue
            named = [figure for figure in figures if _names(goal, figure, name)]
            if not named or any(agree(figure.read, target) for figure in named):
                continue
            if not _says(_of_others_left_out(project, indicator, name), target):
                yield self.finding(
                    project,
                    indicator,
                    "target",
                    as_written(indicator),
                    stated=_quoted(goal, named[0], name),
                    target=as_written(indicator),
                )


_LEADS = re.compile("(?:约|共|为|达到?|不少于|不低于|至少|≥|在|要|应|均|保持|控制){0,3}$")
# 合格率 behind another word is that word's: 产品抽检合格率 is no 合格率 of the training.
_BOUNDARY = re.compile("(?:^|[^\u4e00-\u9fff]|[的使保持确证且和及])$")


def _names(goal: str, figure: Stated, name: str) -> bool:
    """Tell whether a number stands right beside ``name``."""
    before = _LEADS.sub("", goal[: figure.start].rstrip())
    if before.endswith(name):
        return len(name) > 3 or _BOUNDARY.search(before[: -len(name)]) is not None
    return figure.read.kind is Kind.NUMBER and goal[figure.end :].removeprefix("的").startswith(name)


def _quoted(goal: str, figure: Stated, name: str) -> str:
    """Return the number with the name beside it, as the goal writes them."""
    start = goal.rfind(name, 0, figure.start)
    if start >= 0 and _LEADS.sub("", goal[: figure.start].rstrip()).endswith(name):
        return goal[start : figure.end]
    return goal[figure.start : goal.find(name, figure.end) + len(name)]


def _says(text: str, target: Target) -> bool:
    """Tell whether a text gives the number of a target somewhere."""
    return any(agree(figure.read, target) for figure in stated_figures(text, target))


def _of_others_left_out(project: Project, indicator: Indicator, name: str) -> str:
    """Return the clauses of the goal that do not name another indicator only."""
    if target_of(indicator).kind is Kind.PERCENT:
        # Every rate is some 90%: only what is said of this one counts.
        return "，".join(clause for clause in _CLAUSE.split(project.goal) if name in clause)
    others = {COUNT_TAIL.sub("", compact(other.level3)) for other in project.indicators if other is not indicator}
    return "，".join(
        clause
        for clause in _CLAUSE.split(project.goal)
        if name in clause or not any(len(other) >= 4 and other in clause for other in others)
    )


class ExplanationDeadline(Check):
    """指标解释里的期限与指标值不一致.

    检查什么: 完成时限一类的指标，指标解释、说明里写的完成日期与指标值是否一致（只写几月的看月份；写了不止一个日期、其中有指标值那一天的，和招标、采购一类中间环节的不查）。
    为什么: 同一行里两个日期不同，必有一个写错，多半是沿用了上一年的表。
    反例: 指标值 2026年12月31日前，指标解释“计划于2025年12月31日前完成”。
    正例: 指标值 2026年12月31日前，指标解释“计划于2026年12月31日前完成”。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W613"
    about = dates_in_texts
    title = "指标解释的期限与指标值不一致"
    severity = Severity.WARNING
    message = "{heading}写的是“{stated}”，指标值是“{target}”。"
    hint = "请核对，改正写错的一个。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            if not indicator.explanation and not indicator.note or not is_deadline(indicator):
                continue
            target = target_of(indicator)
            for field, heading in HEADINGS.items():
                text: str = getattr(indicator, field)
                stated = other_deadline(text, target, owner.year) if "月" in text or "20" in text else ""
                if stated:
                    yield self.finding(
                        owner, indicator, field, text, heading=heading, stated=stated, target=as_written(indicator)
                    )


CHECKS = (
    ExplanationAgainstTarget,
    ExplanationDirection,
    ExplanationDeadline,
    GoalAgainstTarget,
)
