"""Figures of 年度总体目标 right beside the name of an indicator, held against its 指标值."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.comparison import agree
from macros_py.checks.counted_sums import is_told_as_sum
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import COUNT_TAIL, compact
from macros_py.checks.stated_figures import Stated, figures_of_goal, stated_figures
from macros_py.checks.subjects import goal_numbers
from macros_py.model import Indicator, Project
from macros_py.targets import Kind, Target

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
    hides = frozenset({"W614:=", "W615", "W616:=", "W624:=", "W630:="})

    def project(self, project: Project) -> Iterator[Finding]:
        goal = project.goal
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
            named = [
                figure for figure in figures if _names(goal, figure, name) and not is_of_its_own(goal, figure, target)
            ]
            if not named or any(agree(figure.read, target) for figure in named):
                continue
            if not _says(_of_others_left_out(project, indicator, name), target) and not is_told_as_sum(
                goal, named[0], target
            ):
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


_EVERY = re.compile("每个?(?:月|季|周|日|天|旬|学期|半年)|[^，,。；;]*各(?![类项级种界族])")
# About so many is no other number than a little less.
_ABOUT = Decimal("0.1")


def is_of_its_own(goal: str, figure: Stated, target: Target) -> bool:
    """Tell whether a number is one of every month beside a target of the year, or about as much as the target."""
    clause = _CLAUSE.split(goal[: figure.start])[-1]
    if (
        _EVERY.search(clause) is not None
        and "每" not in target.printed
        and target.kind is Kind.NUMBER
        and "/" not in target.unit
    ):
        return True
    said, wanted = figure.read.base_value, target.base_value
    about = clause.rstrip().endswith(("约", "近")) or "余" in figure.text
    return about and said is not None and bool(wanted) and wanted is not None and abs(said - wanted) <= wanted * _ABOUT


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


CHECKS = (GoalAgainstTarget,)
