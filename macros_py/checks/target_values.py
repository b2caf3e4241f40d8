"""指标值: can it be read, has it an operator and a unit, can a rate be that high."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.indicator_names import PER_MANY
from macros_py.checks.named_values import names_time, says_something
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import CONFLICTS, Kind, Operator, Target, read_target
from macros_py.targets.columns import read_columns
from macros_py.targets.target import Conflict

WITH_OPERATOR = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.PERMILLE, Kind.MONEY, Kind.PERIOD})
# A term says how long by itself: 服务期限 12个月, 办理时限 15天.
_TERM = re.compile("期$|期限|时限|限期|工期|周期|服务期|建设期|合同期|期间|时长|时间|时效")


class UnreadableTarget(Check):
    """指标值读不懂.

    检查什么: 指标值能否读成数、金额、比率、时间、等级或一句话。
    为什么: 读不懂的指标值无法考核，也无法计分。
    反例: ≥**平方米（数没有填）、2024年2月30日（没有这一天）。
    正例: ≥1200平方米、2024年2月29日前。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T301"
    title = "指标值读不懂"
    severity = Severity.ERROR
    message = "指标值“{value}”读不懂：{reason}"
    hint = "请写成“≥数量单位”（如 ≥12次）、日期（如 2024年12月底前）或等级（如 优秀）。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.odd(owner):
            if target.kind is not Kind.UNREADABLE or _says_several(target) or names_time(target):
                continue
            if not says_something(indicator, target):
                yield self.finding(owner, indicator, "target", indicator.target, reason=target.reason)


_SEVERAL = re.compile("[，,；;、和及\n]")
# 3期，每期50人; 2辆×12个月; ≥3期/150人: a count and what belongs to one of it.
_COUNT = r"[≥≤=＝]?[0-9.]+[\u3400-\u9fff]{1,3}"
_COUNT_OF_COUNTS = re.compile(
    rf"{_COUNT}(?:[×*xX/／]|[，,；;、]?(?:每|共|各|合计)[\u3400-\u9fff]{{0,2}}|[，,；;、]){_COUNT}"
)


def _says_several(target: Target) -> bool:
    """Tell whether a text is two or more targets, each of which could be read by itself."""
    if "不止一个" not in target.reason:
        return False
    if _COUNT_OF_COUNTS.fullmatch("".join(target.printed.split())):
        return True
    parts = [part for part in _SEVERAL.split(target.printed) if part.strip()]
    reads = [read_target(part) for part in parts]
    return len(reads) > 1 and all(read.is_quantitative and read.operator is not None for read in reads)


class SeveralTargets(Check):
    """一格里写了几个指标值.

    检查什么: 一个指标值格里是否写了几个各带符号和单位的数。
    为什么: 一条指标只能按一个数考核和计分。
    反例: SCI论文≥5篇，核心期刊≥10篇。
    正例: 拆成“SCI论文 ≥5篇”“核心期刊论文 ≥10篇”两条指标。
    依据: 财预〔2021〕101号：指标应细化、可衡量。
    """

    code = "T320"
    title = "一格里写了几个指标值"
    severity = Severity.WARNING
    message = "指标值“{value}”里有几个数，不能确定按哪一个考核。"
    hint = "请拆成几条指标，一条一个指标值。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.odd(owner):
            if target.kind is Kind.UNREADABLE and _says_several(target):
                yield self.finding(owner, indicator, "target", indicator.target.strip())


def _is_plain(indicator: Indicator, target: Target) -> bool:
    """Return whether nobody asks for a sign: 100%, 0起, a term."""
    if target.kind is Kind.PERIOD:
        return _TERM.search(indicator.level3.rstrip()) is not None
    # 每季度1次 is just that.
    if target.subject.startswith("每") or target.unit == "年一遇":
        return True
    return target.value == 0 or (target.kind is Kind.PERCENT and target.value == 100)


class NoOperator(Check):
    """数量类指标值没有写 ≥、≤ 或 =.

    检查什么: 数、比率、金额、期限类的指标值前面（或“指标值类型”栏）有没有 ≥、≤、= 等符号；100%、0 和名称里写明的期限（服务期限 12个月）只有一种意思，不查。
    为什么: 不知道是越多越好还是不能超过，就定不了得分。
    反例: 1个。
    正例: ≥1个。
    依据: 2022 年自评表说明 3：正向指标为 ≥，反向指标为 ≤。
    """

    code = "T302"
    title = "指标值没有比较符号"
    severity = Severity.WARNING
    message = "指标值“{value}”没有 ≥、≤ 或 =，看不出是至少、至多还是正好。"
    hint = "请在前面加上 ≥、≤ 或 =。"
    habit = True

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.measured(owner):
            if target.operator is None and target.kind in WITH_OPERATOR and not _is_plain(indicator, target):
                yield self.finding(owner, indicator, "target", indicator.target)


_PURE_NUMBER = re.compile(
    "(?:容积率|系数|因数|指数|指标数|比|比值|倍数|pH值?|PH值?|名次|排名|位次|星级)[(（]?[A-Za-z]{0,4}[)）]?$"
)


def is_pure_number(indicator: Indicator) -> bool:
    """Return whether an indicator has no unit by nature: a coefficient, a ratio, a rank."""
    name = indicator.level3.rstrip()
    return _PURE_NUMBER.search(name) is not None or (name.endswith("率") and PER_MANY.search(name) is not None)


class NoUnit(Check):
    """数量类指标值没有单位.

    检查什么: 数字指标值后面（或“度量单位”栏）有没有单位。
    为什么: 95 是 95% 还是 95 分、95 人，没有单位说不清。
    反例: 指标值 ≥95，度量单位空白。
    正例: 指标值 ≥95%。
    依据: 财预〔2021〕101号：指标值应有度量单位。
    """

    code = "T303"
    title = "指标值没有单位"
    severity = Severity.WARNING
    message = "指标值“{value}”没有度量单位。"
    hint = "请在数字后面或“度量单位”栏补上单位，如 个、次、%、万元。"
    habit = True

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.measured(owner):
            # None at all is none of anything: 事故发生数 =0.
            unnamed = target.kind is Kind.NUMBER and not target.unit and target.value != 0
            if unnamed and not is_pure_number(indicator):
                yield self.finding(owner, indicator, "unit" if indicator.target_type else "target", target.normal)


class ContradictingColumns(Check):
    """指标值与“指标值类型”“度量单位”两栏说法不一.

    检查什么: 符号、单位既写在指标值里又写在单独的栏里时，两处是否一致。
    为什么: 两处不一致就不知道按哪一个考核，工具不会替您选。
    反例: 指标值 ≥95%，指标值类型 ≤。
    正例: 指标值 95，度量单位 %，指标值类型 ≥。
    依据: 2026 年目标表的栏目。
    """

    code = "T305"
    title = "指标值与类型、单位栏不一致"
    severity = Severity.WARNING
    message = "指标值“{value}”（类型“{target_type}”，单位“{unit}”）对不上：{conflicts}。"
    hint = "请只留一种写法，或改成一致。"
    hides = frozenset({"T302"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.odd(owner):
            if target.conflicts and target.is_readable:
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    indicator.target,
                    target_type=indicator.target_type,
                    unit=indicator.unit,
                    conflicts="；".join(CONFLICTS[conflict] for conflict in target.conflicts),
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
    title = "指标值与类型、单位栏相反"
    severity = Severity.ERROR
    message = "指标值“{value}”写的是{own}，“{heading}”栏写的是“{column}”。"
    hint = "请核对，改正写错的一处。"
    hides = frozenset({"T305", "T306", "T307", "T310"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.odd(owner):
            if not target.conflicts or not target.is_quantitative:
                continue
            if Conflict.OPERATOR in target.conflicts:
                column = read_columns("", indicator.target_type).operator
                if target.operator is not None and column is not None and _opposite(target.operator, column):
                    shown = {"heading": "指标值类型", "own": target.operator.value, "column": column.value}
                    yield self.finding(owner, indicator, "target", indicator.target.strip(), **shown)
                    continue
            if Conflict.UNIT in target.conflicts and not _like_units(target.unit, indicator.unit):
                shown = {"heading": "度量单位", "own": f"“{target.unit}”", "column": indicator.unit.strip()}
                yield self.finding(owner, indicator, "target", indicator.target.strip(), **shown)


_UP, _DOWN = (Operator.GE, Operator.GT), (Operator.LE, Operator.LT)


def _opposite(first: Operator, second: Operator) -> bool:
    return (first in _UP and second in _DOWN) or (first in _DOWN and second in _UP)


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
    UnreadableTarget,
    SeveralTargets,
    NoOperator,
    NoUnit,
    ContradictingColumns,
    OppositeColumns,
)
