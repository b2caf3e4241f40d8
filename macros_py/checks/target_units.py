"""The unit of 指标值 against what its indicator counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from macros_py.checks.base import Check, as_written
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.form_texts import goal_of
from macros_py.checks.indicator_names import (
    COUNTS,
    LONGEST_ENDING,
    MEASURED_NAMES,
    MEASURES,
    MONEY_NAME,
    NOT_MONEY,
    RATE_NAME,
    SHARE,
    TELLING_ENDS,
    WAITED,
    WHOLE,
    is_spending,
    short_name,
)
from macros_py.checks.names import compact
from macros_py.checks.readings import Read, Readings, Targets, subject, targets_of
from macros_py.model import DepartmentEvaluation, Project
from macros_py.scoring.literals import literal
from macros_py.targets import Kind, read_target


class UnitAgainstName(Check):
    """单位与指标名称不相配.

    检查什么: 率、满意度、占比的单位是否是 %，人数、次数、面积、里程、时间、天数、费用、增幅的单位是否相配。
    为什么: 名称和单位说的不是一回事，不知道考核什么。
    反例: 大组工网络运维费用 1个；培训人数 ≥50次；出勤率 ≥30人。
    正例: 大组工网络运维费用 ≤27万元；培训人数 ≥50人；出勤率 ≥95%。
    依据: 财预〔2021〕101号：指标值应有相应的度量单位。
    """

    code = "T310"
    title = "单位与名称不相配"
    severity = Severity.WARNING
    message = "“{name}”的单位一般是{usual}，指标值写的是“{value}”。"
    hint = "请核对单位，或把指标名称改清楚。"
    hides = frozenset({"P816", "T309", "T318"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.measured(owner):
            ending = indicator.level3[-1:]
            if not target.unit or ending not in TELLING_ENDS or target.kind not in _KINDS:
                continue
            if target.kind is _PERCENT and ending in "率度比例重":
                continue
            name = compact(indicator.level3)
            counted = _base_unit(target.unit)
            if counted not in _TOLD:
                continue
            usual = _usual_unit(name[-LONGEST_ENDING:], counted, is_spending(indicator))
            if usual:
                yield self.finding(
                    owner, indicator, "target", as_written(indicator), name=short_name(name), usual=usual
                )


_KINDS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.PERIOD, Kind.PERCENT})
# To name a member of an enum takes ten times as long.
_MONEY, _PERCENT = Kind.MONEY, Kind.PERCENT
_TOLD = WHOLE | MEASURES | {SHARE}
# 收入增幅 is counted in %, in 元 or in what grows, never in people or times.
_GROWTH = re.compile("(?:增幅|涨幅|降幅|增速)$")
_NO_GROWTH = frozenset("人 名 人次 次 场 期 批".split())
_PEOPLE = frozenset({"人", "名", "人次", "户"})
# What has a number of its own, not one of people: 采购设备数量, 发放宣传资料份数.
_THINGS = re.compile(
    "(?:设备|车辆|器材|仪器|电脑|软件|图书|房屋|路灯|桥梁|树木|苗木|摄像头|资料|手册|简报)(?:数量|台数|套数|份数|数)$"
)


# The last characters of RATE_NAME, MONEY_NAME and _THINGS.
_RATE_ENDS = frozenset("率度比重例")
_MONEY_ENDS = frozenset("本用出额价费")
_COUNT_ENDS = frozenset("数量")
_WAITING_ENDS = frozenset("限间长时")
_GROWING_ENDS = frozenset("幅速")


@lru_cache(maxsize=1024)
def _base_unit(unit: str) -> str:
    return read_target(f"=1{unit}").base_unit


@lru_cache(maxsize=4096)
def _usual_unit(name: str, counted: str, spending: bool) -> str:
    """Return the unit that the end of a name asks for, "" where ``counted`` (without its step) will do."""
    ending = name.removesuffix("数量")[-2:] if name.endswith("人员数量") else name[-2:]
    if ending in MEASURED_NAMES:
        people = name.endswith("人次数")
        wrong, usual = MEASURED_NAMES["人次" if people else ending]
        if counted in wrong:
            return f" {'人次' if people or ending == '人次' else usual}"
    # What a name ends in tells sooner than a pattern.
    last = name[-1:]
    if counted == SHARE and last in _WAITING_ENDS and WAITED.search(name):
        return "天、小时、分钟"
    if last in _GROWING_ENDS and counted in _NO_GROWTH and _GROWTH.search(name):
        return " %"
    if last in _RATE_ENDS and RATE_NAME.search(name):
        return "" if counted == SHARE else " %"
    if last in _COUNT_ENDS and counted in _PEOPLE and _THINGS.search(name):
        return "台、套、个等"
    if last in _MONEY_ENDS and counted in (COUNTS if spending else NOT_MONEY) and MONEY_NAME.search(name):
        return " 元、万元"
    return ""


@subject(targets_of)
def shares_and_money(targets: Targets[list[Read]]) -> list[Read]:
    """Return the 数量 of a form that are counted in % or 元 though their names speak of neither."""
    return [
        (row, target)
        for row, target in targets.measured
        if "数量" in row.level2
        and (target.kind is _PERCENT or (target.kind is _MONEY and target.unit == "元"))
        and isinstance(target.value, Decimal)
        and target.value != 100
        and _OF_ITS_OWN.search(row.level3) is None
    ]


_OF_ITS_OWN = re.compile(
    "率|比|度|占|覆盖|完成|增|降|幅|费|钱|款|资金|金额|成本|价|补|奖|额|标准|经费|支出|投资|收入|产值|工资|津贴"
)


class PartOfAWhole(Check):
    """数得清的东西写成了小数或负数.

    检查什么: 单位是人、次、个、场、户、辆、所、座、头、棵等数得清的，指标值是否有小数；带单位的数（公里、亩、天等也算）是否小于 0（温度、分贝、百分点、名次等可以为负的除外，人均、平均、增减一类和带“万”的不查）。
    为什么: 半个人、半次没有意义，多半是打错了小数点。
    反例: 培训人数 ≥50.5人；购置车辆 ≥4.5辆；举办培训班 ≥-2期；新建道路 ≥-3公里。
    正例: 培训人数 ≥505人；受益人口 ≥1.5万人。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T318"
    about = Readings.uneven
    title = "指标值是小数或负数"
    severity = Severity.WARNING
    message = "“{name}”的指标值是“{value}”，{unit}不会是{what}。"
    hint = "请核对小数点、负号和单位。"
    hides = frozenset({"P805", "P812", "W607", "W624"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.uneven(owner):
            value = target.value
            if not isinstance(value, Decimal):
                continue
            below = value < 0
            counted = target.unit in WHOLE
            if not counted and (not below or target.unit in BELOW_ZERO):
                continue
            broken = counted and value != value.to_integral_value()
            if (broken or below) and not AVERAGE.search(indicator.level3) and not target.is_rate:
                what = "负数" if below else "小数"
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    as_written(indicator),
                    name=short_name(compact(indicator.level3)),
                    unit=f"{target.unit}数" if counted else "",
                    what=what,
                )


# A temperature, a level or a change may lie below zero.
BELOW_ZERO = frozenset(
    {"", "℃", "°C", "度", "摄氏度", "dB", "分贝", "分", "个百分点", "位", "名", "米", "m", "元", "BP", "bp"}
)
AVERAGE = re.compile("均|每|[百千万]人(?!次|以|数)|增减|净增|变化|变动|增长|下降|提高|降低|指数|当量|比")


class CountInAnotherUnit(Check):
    """数量指标的单位与指标解释、年度总体目标里的不同.

    检查什么: 单位是 %、元一类的数量指标，名称说的不是率也不是钱，指标解释或年度总体目标里有同一个数、单位却是人、套、个一类的，指出来。
    为什么: 数相同、单位不同，多半是单位选错了。
    反例: 租赁设备 =5%，指标解释“租赁设备5套”；救助儿童 180元，目标“救助残疾儿童180名”。
    正例: 租赁设备 =5套，指标解释“租赁设备5套”。
    依据: 财预〔2021〕101号：指标值应有相应的度量单位。
    """

    code = "T327"
    about = shares_and_money
    title = "数量指标的单位与文字不同"
    severity = Severity.WARNING
    message = "数量指标“{name}”的指标值是“{value}”，{place}写的是“{said}”。"
    hint = "请核对单位，改正写错的一处。"
    hides = frozenset({"T302", "T322"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        _, goal = goal_of(owner)
        for indicator, target in shares_and_money(self.readings, owner):
            number = re.escape(literal(target.value) if isinstance(target.value, Decimal) else "")
            for place, text in (("指标解释", indicator.explanation), ("年度总体目标", goal)):
                said = re.search(rf"(?<![0-9.年月第]){number}(?:{_COUNTED})(?![/／均])", "".join(text.split()))
                if number and said is not None:
                    name = short_name(compact(indicator.level3))
                    value = as_written(indicator)
                    yield self.finding(owner, indicator, "target", value, name=name, place=place, said=said[0])
                    break


_COUNTED = "人次|场次|批次|人|名|套|台|辆|座|所|户|件|项|处|株|册|盏|艘|条|份|间"

CHECKS = (UnitAgainstName, PartOfAWhole, CountInAnotherUnit)
