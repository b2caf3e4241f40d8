"""Prices and units of 年度总体目标 beside those of the indicators: 每座每月1000元 of 元/座·月, 18.5千米 of 平方米."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.actuals import unlike_units
from macros_py.checks.base import Check, as_written
from macros_py.checks.comparison import agree
from macros_py.checks.explanation_figures import OF_OTHERS, figures_in_quotient
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import goal_of, targets_together
from macros_py.checks.goal_figures import pairs_of
from macros_py.checks.goal_sums import SENTENCE
from macros_py.checks.names import COUNT_TAIL, compact
from macros_py.checks.readings import Readings
from macros_py.checks.stated_figures import CLAUSE, Stated
from macros_py.checks.subjects import goal_numbers
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, Target, read_target
from macros_py.targets.units import base, is_quotient

_SHORTEST_NAME = 4
_PARTS = re.compile("[·/／×]")


class GoalPrice(Check):
    """年度总体目标里的标准与指标值不同.

    检查什么: 目标里写着“600元/人·月”“每座每月1000元”这样的标准，指标里只有一条用这个单位、说的是同一件事的，两个数是否相同；说其中、上年、财政承担多少的不查。
    为什么: 同一个标准在一张表上写了两个数，必有一个写错，或没有跟着改。
    反例: 目标“管护厕所48座，每座每月1000元”，三级指标“管护标准” 100元/座·月。
    正例: 目标“管护厕所48座，每座每月1000元”，三级指标“管护标准” 1000元/座·月。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "W634"
    about = Readings.priced
    title = "目标里的标准与指标值不同"
    severity = Severity.WARNING
    message = "年度总体目标写的是“{stated}”，三级指标“{name}”的指标值是“{value}”。"
    hint = "请核对两处的数，改成一致；说的不是一件事的，在已核栏写 W634 和理由。"
    hides = frozenset({"W614:=", "W624:=", "W630:="})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        _, goal = goal_of(owner)
        if "元" not in goal or not ("每" in goal or "元/" in goal or "元／" in goal):
            return
        rows = self.readings.priced(owner)
        units = [target.unit for _, target in rows]
        for indicator, target in rows:
            if units.count(target.unit) > 1 or target.kind is Kind.RANGE:
                continue
            figures = figures_in_quotient(goal, target.unit) + _for_each(goal, target.unit)
            if len(figures) != 1 or agree(figures[0].read, target):
                continue
            behind = CLAUSE.split(goal[figures[0].start :])[0]
            clause = CLAUSE.split(goal[: figures[0].start])[-1] + behind
            sentence = SENTENCE.split(goal[: figures[0].start])[-1] + behind
            name = compact(indicator.level3)
            # A unit of two parts is that of one thing only; 元/人 may be of anything.
            if OF_OTHERS.search(clause) or not (
                len(_PARTS.split(target.unit)) > 2 or pairs_of(name) & pairs_of(sentence)
            ):
                continue
            yield self.finding(owner, indicator, "target", as_written(indicator), stated=clause.strip(), name=name)


def _for_each(goal: str, unit: str) -> tuple[Stated, ...]:
    """Return the numbers of a goal that it states for each: 每人每月600元 in 元/人·月."""
    money, *each = _PARTS.split(unit)
    if not each or not all(1 <= len(part) <= 3 for part in each):
        return ()
    found = []
    said = "".join(f"每{re.escape(part)}" for part in each)
    number = (
        rf"{said}(?:补助|补贴|发放|标准|为|不超过|控制在|约|达到?)*([0-9]+(?:\.[0-9]+)?){re.escape(money)}(?![/／])"
    )
    for match in re.finditer(number, goal):
        found.append(Stated(match[0], match.start(), match.end(), read_target(f"={match[1]}{unit}")))
    return tuple(found)


_SPELLED = "平方公里|平方千米|平方米|立方米|公里|千米|公顷|万元|亿元|小时|分钟|人次|场次|批次|工作日|亩|吨|米|元|人|名|户|次|场|期|天|个月|%"
_LEADS = re.compile("(?:约|共|为|达到?|不少于|不低于|至少|≥|在|要|应|均|保持|控制){1,3}$")


# Begins with the digit, to which the engine skips.
_STATED = re.compile(rf"([0-9](?<![0-9.].)[0-9]*+(?:\.[0-9]++)?+)(万?)({_SPELLED})(?![/／·均])")


class GoalUnit(Check):
    """年度总体目标里同一个数的单位与指标值不同.

    检查什么: 目标里紧跟三级指标名称（“数量”“人数”等尾字不计）写着同一个数、单位却不是同一类的（千米与平方米，人与元，次与户）或大小不同的（平方米与平方公里），指出来。
    为什么: 数相同、单位不同类，多半是单位选错了。
    反例: 目标“安装波形护栏18.5千米”，三级指标“安装波形护栏” ≥18.5平方米。
    正例: 目标“安装波形护栏18.5千米”，三级指标“安装波形护栏” ≥18.5公里。
    依据: 财预〔2021〕101号：指标值应有相应的度量单位。
    """

    code = "T328"
    about = goal_numbers
    title = "目标里同一个数的单位不同"
    severity = Severity.WARNING
    message = "年度总体目标写的是“{stated}”，三级指标“{name}”的指标值是“{value}”，单位不同。"
    hint = "请核对单位，改正写错的一处。"
    hides = frozenset({"W607", "W614:=", "W624"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        _, goal = goal_of(owner)
        stated = _STATED.findall(goal)
        # Most numbers stand with their unit in some target.
        if stated:
            targets = self.once(targets_together, owner)
            stated = [one for one in stated if one[0] in targets and "".join(one) not in targets]
        if not stated:
            return
        numbers = {Decimal(number) for number, _, _ in stated}
        for indicator, target in self.readings.measured(owner):
            value = target.value
            if value not in numbers or not isinstance(value, Decimal) or not target.unit or is_quotient(target.unit):
                continue
            name = COUNT_TAIL.sub("", compact(indicator.level3))
            said = _in_other_unit(goal, name, target)
            number = re.escape(literal(value) + target.unit)
            if said and re.search(rf"(?<![0-9.]){number}", goal) is None:
                yield self.finding(owner, indicator, "target", as_written(indicator), stated=said, name=name)


def _in_other_unit(goal: str, name: str, target: Target) -> str:
    """Return the number of a target as a goal states it of the same thing in a unit of another kind or size; "" for none."""
    for found in _STATED.finditer(goal):
        before = _LEADS.sub("", CLAUSE.split(goal[: found.start()])[-1])
        # 作业控制面积1800平方公里 of 防雹作业控制面积
        if len(before) < _SHORTEST_NAME or not (name.endswith(before) or before.endswith(name)) or not name:
            continue
        factor, measure = base(found[2] + found[3])
        own, of = base(target.unit)
        other = unlike_units(of, measure) or (of == measure and factor != own and measure in _MEASURED)
        if other and Decimal(found[1]) == target.value:
            return before + found[0]
    return ""


_MEASURED = frozenset("米 亩 公斤 元".split())

CHECKS = (GoalPrice, GoalUnit)
