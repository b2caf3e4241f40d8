"""Figures of 年度总体目标 that speak of an indicator without naming it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import compact
from macros_py.model import Project
from macros_py.targets import Kind, Operator

# Of each, of a part or of other years.
_OTHER = re.compile(
    "每|各|均|其中|分别|单次|上年|去年|往年|同期|同比|较|增加|新增|增长|减少|累计|以来|现有|共有|覆盖|涉及|第"
)
# What says nothing of what is counted, or does not tell it from the rest.
_GENERAL = frozenset(
    "完成 工作 项目 开展 数量 人数 次数 个数 户数 场次 任务 目标 指标 保障 组织 实施 进行 年度 全年 计划 达到 不少 少于 不低 低于 以上 以下 相关 有关 各类 建设 提供 服务 人员 群众".split()
)
_OF_WHAT_PRECEDES = frozenset("人 人次 次 场 场次 期 批 批次 班次".split())
_DIGIT = re.compile("[1-9]")
_CLAUSE = re.compile("[，,。；;、：:\n]")


class GoalFigureAgainstTarget(Check):
    """年度总体目标里说的像是同一件事，数却不同.

    检查什么: 目标里只有一个这种单位的数、指标里也只有一条用这个单位，前后的文字有同样的词（如培训）时，两个数是否相同；目标写到指标值以上的不算。
    为什么: 指标是目标的分解，同一件事的数应当相同。
    反例: 目标“举办培训班3期，培训200人”，三级指标“参加培训人员数量” ≥300人。
    正例: 目标“举办培训班3期，培训300人”，三级指标“参加培训人员数量” ≥300人。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W614"
    title = "目标里的数与指标值可能不一致"
    severity = Severity.HINT
    message = "年度总体目标写的是“{stated}”，三级指标“{name}”的指标值是“{target}”，说的像是同一件事。"
    hint = "请核对两处的数；说的不是一件事的，不用改。"

    def project(self, project: Project) -> Iterator[Finding]:
        goal = project.goal
        if _DIGIT.search(goal) is None:
            return
        counted = [
            (indicator, target)
            for indicator, target in self.measured(project)
            if target.kind is Kind.NUMBER and target.unit and target.unit in goal and not target.is_rate
        ]
        for indicator, target in counted:
            if sum(other.base_unit == target.base_unit for _, other in counted) > 1:
                continue
            figures = list(
                re.finditer(rf"(?<![0-9.年第])([0-9]+(?:\.[0-9]+)?)\s*余?{re.escape(target.unit)}(?![0-9/次])", goal)
            )
            if states(goal, target.unit, target.value):
                continue
            if len(figures) != 1 or (figure := Decimal(figures[0][1])) == target.value:
                continue
            # "培训300人以上" of a target of at least 200 is no contradiction in what has to be reached.
            if (
                target.operator in (Operator.GE, Operator.GT)
                and isinstance(target.value, Decimal)
                and figure > target.value * 10
            ):
                continue
            before = _CLAUSE.split(goal[: figures[0].start()])[-1]
            after = _CLAUSE.split(goal[figures[0].end() :])[0]
            name = compact(indicator.level3)
            clause = f"{before}{figures[0][0]}{after}"
            # What is counted stands behind 76个 and before 200人. A name beside its number is the business of W607.
            counts = _words(after[:4]) if after and target.unit not in _OF_WHAT_PRECEDES else _words(before[-6:])
            if _OTHER.search(clause) or name in goal or not _words(name) & counts:
                continue
            yield self.finding(
                project, indicator, "target", target.normal, stated=clause.strip(), name=name, target=target.normal
            )


def states(goal: str, unit: str, value: object) -> bool:
    """Return whether a goal gives the very figure somewhere, be it only as the part of this year: 到2026年9座，其中2024年3座."""
    stated = re.finditer(rf"(?<![0-9.第])([0-9]+(?:\.[0-9]+)?)\s*余?{re.escape(unit)}(?![0-9/次])", goal)
    return any(Decimal(figure[1]) == value for figure in stated)


def _words(text: str) -> set[str]:
    """Return the pairs of neighbouring characters that may tell what is counted."""
    pairs = {text[place : place + 2] for place in range(len(text) - 1)}
    return {pair for pair in pairs if pair not in _GENERAL and not any(char in "的和与及0123456789" for char in pair)}


CHECKS = (GoalFigureAgainstTarget,)
