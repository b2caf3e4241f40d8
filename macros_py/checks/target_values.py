"""指标值: has it an operator and a unit, and do its columns agree with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check, as_written
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.indicator_names import PER_MANY
from macros_py.checks.readings import Readings
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import CONFLICTS, DOWNWARD, UPWARD, Kind, Operator, Target, read_target
from macros_py.targets.columns import read_columns
from macros_py.targets.target import Conflict
from macros_py.targets.units import is_unit

WITH_OPERATOR = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.PERMILLE, Kind.MONEY, Kind.PERIOD})
# A term says how long by itself: 服务期限 12个月, 办理时限 15天.
_TERM = re.compile("期$|期限|时限|限期|工期|周期|服务期|建设期|合同期|期间|时长|时间|时效")


# 1次/15分钟 is how often.
# 公租房租金不高于同地段市场租金 90%
_SAID_IN_NAME = re.compile("不(?:高于|低于|超过|少于|大于|小于|超出)|至少|至多|上限|下限")
_HOW_OFTEN = re.compile("次/[0-9]")


def _is_plain(indicator: Indicator, target: Target) -> bool:
    """Return whether nobody asks for a sign: 100%, 0起, a term."""
    if target.kind is Kind.PERIOD:
        return _TERM.search(indicator.level3.rstrip()) is not None
    # 每季度1次, 1次/15分钟 are just that.
    if target.subject.startswith("每") or target.unit == "年一遇" or _HOW_OFTEN.match(target.unit):
        return True
    if _SAID_IN_NAME.search(indicator.level3) is not None:
        return True
    whole = target.kind is Kind.PERCENT or (target.kind is Kind.NUMBER and unit_in_name(indicator) == "%")
    return target.value == 0 or (whole and target.value == 100)


class NoOperator(Check):
    """数量类指标值没有写 ≥、≤ 或 =.

    检查什么: 数、比率、金额、期限类的指标值前面（或“指标值类型”栏）有没有 ≥、≤、= 等符号；100%、0 和名称里写明的期限（服务期限 12个月）只有一种意思，不查。
    为什么: 不知道是越多越好还是不能超过，就定不了得分。
    反例: 1个。
    正例: ≥1个。
    依据: 2022 年自评表说明 3：正向指标为 ≥，反向指标为 ≤。
    """

    code = "T302"
    about = Readings.unsigned
    title = "指标值没有比较符号"
    severity = Severity.WARNING
    message = "指标值“{value}”没有 ≥、≤ 或 =，看不出是至少、至多还是正好。"
    hint = "请在前面加上 ≥、≤ 或 =。"
    habit = True

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.unsigned(owner):
            if target.kind in WITH_OPERATOR and not _is_plain(indicator, target):
                yield self.finding(owner, indicator, "target", indicator.target)


_PURE_NUMBER = re.compile(
    "(?:容积率|系数|因数|因子|PUE值?|能效比|指数|指标数|(?<!占)比|比值|倍数|pH值?|PH值?|名次|排名|位次|星级)[(（]?[A-Za-z]{0,4}[)）]?$"
)


def is_pure_number(indicator: Indicator) -> bool:
    """Return whether an indicator has no unit by nature: a coefficient, a ratio, a rank."""
    name = indicator.level3.rstrip()
    return _PURE_NUMBER.search(name) is not None or (name.endswith("率") and PER_MANY.search(name) is not None)


_NAMED_UNIT = re.compile("[(（]([^()（）]{1,8})[)）]$")


def unit_in_name(indicator: Indicator) -> str:
    """Return the unit that stands in brackets behind a name, 工程验收合格率（%）, or ""."""
    found = _NAMED_UNIT.search(indicator.level3.rstrip())
    unit = found[1].replace("％", "%") if found is not None else ""
    return unit if unit and is_unit(unit) else ""


class NoUnit(Check):
    """数量类指标值没有单位.

    检查什么: 数字指标值后面（或“度量单位”栏）有没有单位。
    为什么: 95 是 95% 还是 95 分、95 人，没有单位说不清。
    反例: 指标值 ≥95，度量单位空白。
    正例: 指标值 ≥95%。
    依据: 财预〔2021〕101号：指标值应有度量单位。
    """

    code = "T303"
    about = Readings.unnamed
    title = "指标值没有单位"
    severity = Severity.WARNING
    message = "指标值“{value}”没有度量单位。"
    hint = "请在数字后面或“度量单位”栏补上单位，如 个、次、%、万元。"
    habit = True

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, _ in self.readings.unnamed(owner):
            if not is_pure_number(indicator) and not unit_in_name(indicator):
                yield self.finding(
                    owner, indicator, "unit" if indicator.target_type else "target", as_written(indicator)
                )


class ContradictingColumns(Check):
    """指标值与“指标值类型”“度量单位”两栏说法不一.

    检查什么: 符号、单位既写在指标值里又写在单独的栏里时，两处是否一致。
    为什么: 两处不一致就不知道按哪一个考核，工具不会替您选。
    反例: 指标值 ≥95%，指标值类型 ≤。
    正例: 指标值 95，度量单位 %，指标值类型 ≥。
    依据: 2026 年目标表的栏目。
    """

    code = "T305"
    about = Readings.odd
    title = "指标值与类型、单位栏不一致"
    severity = Severity.WARNING
    habit = True
    message = "指标值“{value}”与{columns}对不上：{conflicts}。"
    hint = "{advice}"
    hides = frozenset({"T302"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.odd(owner):
            if target.conflicts and target.is_readable:
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    indicator.target,
                    columns="、".join(
                        f"{heading}“{text.strip()}”"
                        for heading, text in (("指标值类型", indicator.target_type), ("度量单位", indicator.unit))
                        if text.strip()
                    ),
                    conflicts="；".join(
                        CONFLICTS[conflict]
                        for conflict in target.conflicts
                        # Words have no unit to differ from that of the column.
                        if conflict is not Conflict.UNIT or not target.is_words or len(target.conflicts) == 1
                    ),
                    advice="请核对这一栏；整行错了一栏的，请把各栏对齐。"
                    if Conflict.TYPE_UNKNOWN in target.conflicts
                    else "请只留一种写法，或改成一致。",
                )


class OppositeColumns(Check):
    """指标值与“指标值类型”“度量单位”两栏正好相反.

    检查什么: 指标值自己写的符号与“指标值类型”是否一个至少、一个至多；自己写的单位与“度量单位”是否不是同一种东西，或差着倍数（万元与元）。
    为什么: 两处相反，必有一处写错；按哪一处考核，结果都不同。
    反例: 指标值 ≤95%，指标值类型 ≥；指标值 5万元，度量单位 元。
    正例: 指标值 95，度量单位 %，指标值类型 ≥。
    依据: 2026 年目标表的栏目。
    """

    code = "T317"
    about = Readings.odd
    title = "指标值与类型、单位栏相反"
    severity = Severity.ERROR
    habit = True
    message = "指标值“{value}”写的是{own}，“{heading}”栏写的是“{column}”。"
    hint = "请核对，改正写错的一处。"
    hides = frozenset({"T305", "T306", "T307", "T310"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.odd(owner):
            if not target.conflicts or not target.is_quantitative:
                continue
            if Conflict.OPERATOR in target.conflicts:
                columns = read_columns("", indicator.target_type)
                column = columns.operator or columns.direction
                if target.operator is not None and column is not None and _opposite(target.operator, column):
                    shown = {"heading": "指标值类型", "own": target.operator.value, "column": column.value}
                    yield self.finding(owner, indicator, "target", indicator.target.strip(), **shown)
                    continue
            if Conflict.UNIT in target.conflicts and not _like_units(target.unit, indicator.unit):
                shown = {"heading": "度量单位", "own": f"“{target.unit}”", "column": indicator.unit.strip()}
                yield self.finding(owner, indicator, "target", indicator.target.strip(), **shown)


def _opposite(first: Operator, second: Operator) -> bool:
    return (first in UPWARD and second in DOWNWARD) or (first in DOWNWARD and second in UPWARD)


def _like_units(own: str, column: str) -> bool:
    """Tell whether two units may count the same: both are counted things (人 and 名, 个 and 项) of one scale."""
    first, second = read_target(f"=1{own}"), read_target(f"=1{column.strip()}")
    if first.base_unit == second.base_unit:
        return first.base_value == second.base_value
    measured = [_MEASURED.search(target.base_unit) is not None for target in (first, second)]
    return not any(measured) and first.base_value == second.base_value


# Units that cannot stand for a counted thing.
_MEASURED = re.compile("^(?:比率|元|个月|秒|工作日|平方米|立方米|公里|米|亩|公顷|吨|公斤|升|千瓦时)$")

CHECKS = (
    NoOperator,
    NoUnit,
    ContradictingColumns,
    OppositeColumns,
)
