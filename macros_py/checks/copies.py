"""Forms that were made from another form and still say what that one said."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import compact
from macros_py.model import Indicator, Project

_SHORTEST_GOAL, _LONG_GOAL = 15, 40
_FEWEST_ROWS = 4
# What names of projects have in common without having anything in common.
_GENERAL = re.compile(
    r"[0-9一二三四五六七八九十〇零第年度批期号项（）()《》“”\"\s]|专项|工作|业务|项目|资金|经费|补助|支出|费用|费$|财政|中央|省级|州级|市级|县级|本级|上级"
)
_AKIN = 2


def akin(first: str, second: str) -> bool:
    """Tell whether two names are of one programme: what they begin or end with, beyond 经费, 项目 and numbers, is the same."""
    one, two = _GENERAL.sub("", first), _GENERAL.sub("", second)
    if not one or not two or one in two or two in one:
        return True
    ends = os.path.commonprefix([one, two]), os.path.commonprefix([one[::-1], two[::-1]])
    return max(map(len, ends)) >= _AKIN


def _unlike(group: Sequence[Project]) -> tuple[Project, list[Project]]:
    """Return the first of a group and those whose name has nothing in common with its."""
    first = group[0]
    name = compact(first.name)
    return first, [one for one in group[1:] if one.name.strip() and name and not akin(name, compact(one.name))]


def _groups(pairs: Iterable[tuple[object, Project]]) -> list[list[Project]]:
    found: dict[object, list[Project]] = {}
    for key, project in pairs:
        found.setdefault(key, []).append(project)
    return [group for group in found.values() if len(group) > 1]


def _where(project: Project) -> str:
    return f"“{compact(project.name)}”（{project.project_id or f'第 {project.row} 行'}）"


class CopiedGoal(Check):
    """两个不同项目的年度总体目标一字不差.

    检查什么: 名称没有共同之处的两个项目，年度总体目标（40 个字以上）是否一字不差；目标里写着另一个项目的名称的，短一些的也查，级别为警告。同一个项目分到多个单位、分批、分年度的（名称开头或结尾相同）不查。
    为什么: 多半是复制别的项目的表以后忘了改目标。
    反例: “会议室改造”和“防汛物资采购”两个项目的目标都是“保障会议室改造全年任务按期完成，提升服务水平。”
    正例: 每个项目的目标写自己要做成什么。
    依据: 财预〔2020〕10号：绩效目标应与项目内容对应。
    """

    code = "X707"
    title = "两个项目的目标一字不差"
    severity = Severity.HINT
    message = "年度总体目标与项目{other}的一字不差{named}。"
    hint = "请核对这一段是不是本项目的目标；确实相同的，不用改。"
    hides = frozenset({"X708"})

    def everything(self, records: Records) -> Iterator[Finding]:
        for group in _groups((one.goal, one) for one in records.projects if len(one.goal) >= _SHORTEST_GOAL):
            first, others = _unlike(group)
            goal = "".join(first.goal.split())
            # Of the two, the one that the goal does not name has copied it.
            whose = next((one for one in group if len(compact(one.name)) > 3 and compact(one.name) in goal), None)
            if whose is not None and whose is not first and others:
                first, others = (
                    whose,
                    [one for one in group if one is not whose and not akin(compact(one.name), compact(whose.name))],
                )
            if not others or (whose is not first and len(goal) < _LONG_GOAL):
                continue
            named = f"，里面写着“{compact(first.name)}”" if whose is first else ""
            last = others[0]
            found = self.finding(last, last, "goal", last.goal.strip()[:60], other=_where(first), named=named)
            if named and self.code not in self.config.checks.severity:
                found = replace(found, severity=Severity.WARNING)
            yield replace(found, message=found.message + _others(others[1:]), also=tuple(others[1:]))


def _others(projects: Sequence[Project]) -> str:
    if not projects:
        return ""
    rows = "、".join(str(one.row or one.project_id) for one in projects[:5])
    return f"另有 {len(projects)} 个项目也是这样（第 {rows} 行{'等' if len(projects) > 5 else ''}）。"


class CopiedIndicators(Check):
    """两个不同项目的绩效指标全部相同.

    检查什么: 名称没有共同之处的两个项目，各条三级指标、指标值（4 条以上）是否全部相同。
    为什么: 多半是复制别的项目的指标以后忘了改。
    反例: “会议室改造”和“防汛物资采购”两个项目的 8 条指标和指标值都一样。
    正例: 每个项目的指标考核自己的产出。
    依据: 财预〔2020〕10号：绩效指标应与项目内容对应。
    """

    code = "X708"
    title = "两个项目的指标全部相同"
    severity = Severity.HINT
    message = "{count} 条绩效指标和指标值与项目{other}的全部相同。"
    hint = "请核对这些指标是不是本项目的；确实相同的，不用改。"

    def everything(self, records: Records) -> Iterator[Finding]:
        many = (one for one in records.projects if len(one.indicators) >= _FEWEST_ROWS)
        for alike in _groups((_sketch(one.indicators), one) for one in many):
            for group in _groups((_texts(one.indicators), one) for one in alike):
                first, others = _unlike(group)
                if not others:
                    continue
                last = others[0]
                found = self.finding(
                    last,
                    last,
                    "project_id",
                    last.project_id,
                    count=len(last.indicators),
                    other=_where(first),
                )
                yield replace(found, message=found.message + _others(others[1:]), also=tuple(others[1:]))


def _sketch(rows: Sequence[Indicator]) -> tuple[object, ...]:
    """Return what tells most forms apart without looking at every row."""
    return len(rows), rows[0].level3, rows[-2].level3


def _texts(rows: Sequence[Indicator]) -> tuple[tuple[str, str, str], ...]:
    return tuple((row.level3, row.target, row.unit) for row in rows)


CHECKS = (CopiedGoal, CopiedIndicators)
