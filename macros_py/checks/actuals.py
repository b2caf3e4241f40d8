"""实际完成值 of a self-evaluation: a real figure, and a reason where it misses its target or exceeds it by far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from macros_py.checks.base import as_written
from macros_py.checks.calendar_texts import TIMES_A_YEAR
from macros_py.checks.comparison import EvaluatedRow, departing_rows, is_above_whole, rows_above, unmeasured_rows
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.indicator_names import UNWANTED, is_bounded, may_exceed_whole
from macros_py.checks.names import compact
from macros_py.checks.scores import ScoreCheck
from macros_py.model import DepartmentEvaluation, Project
from macros_py.scoring import named_grade
from macros_py.scoring.literals import literal
from macros_py.targets import UPWARD, Kind, Operator, Target, read_actual


class MissingReason(ScoreCheck):
    """没有完成或扣了分，没有写原因.

    检查什么: 实际完成值没有达到指标值（成本超出、日期晚于时限，每月1次全年不到12次也算），或得分低于分值的，偏差原因分析是否空白。
    为什么: 没有完成的要说明原因和改进措施。
    反例: 指标值 ≥13个，实际完成 12个，原因空白。
    正例: 指标值 ≥13个，实际完成 12个，原因“1个项目因政策调整未开展”。
    依据: 2022 年自评表说明 2。
    """

    code = "P812"
    about = departing_rows
    title = "没有写未完成原因"
    severity = Severity.WARNING
    message = "{fault}，没有写原因。"
    hint = "请在“偏差原因分析”说明原因和改进措施。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for row in self.departing(owner):
            indicator = row.indicator
            if not is_blank(indicator.reason):
                continue
            fault = shortfall(row, owner.year)
            if fault:
                yield self.finding(owner, indicator, "reason", "", fault=fault)


def is_blank(reason: str) -> bool:
    """Return whether a reason is none: blank, 无 or a stroke."""
    return not reason.strip() or reason.strip() in _NO_REASON


_NO_REASON = frozenset({"无", "/", "-", "—", "——", "暂无", "没有", "无。", "\\"})


def shortfall(row: EvaluatedRow, year: int | None) -> str:
    """Return what a row did not reach, "" where it reached all or nobody can tell."""
    indicator, target, _, found = row
    if found is not None:
        if found.is_reached:
            times = _times(target, row.actual) if found.forward else 1
            if times in _COUNTED_TIMES and found.target < found.actual < found.target * times:
                whole = f"{literal(found.target * times)}{target.unit}"
                return f"实际完成值 {indicator.actual.strip()} 不够指标值 {as_written(indicator)}（一年应有 {whole}）"
            # A score below the weight all the same is the business of the rule.
            return ""
        verb = "没有达到" if found.forward else "超过了"
        return f"实际完成值 {indicator.actual.strip()} {verb}指标值 {as_written(indicator)}"
    if _is_below_whole(row):
        return f"实际完成值 {indicator.actual.strip()} 没有达到指标值 {as_written(indicator)}"
    if late := lateness(row, year):
        return late
    if indicator.score is None or indicator.weight is None or indicator.score >= indicator.weight:
        return ""
    # 达成预期 leaves the office a band to choose from: nothing is unfinished that a reason could explain.
    if named_grade(compact(indicator.actual)) == 1:
        return ""
    return f"得分 {literal(indicator.score)} 低于分值 {literal(indicator.weight)}"


def _is_below_whole(row: EvaluatedRow) -> bool:
    """Tell whether a rate that was to be 100%, written without an operator or with =, stayed below it."""
    indicator, target, actual, _ = row
    if not (target.kind is actual.kind is Kind.PERCENT and target.is_certain and row.is_figure):
        return False
    if target.operator not in (None, Operator.EQ) or target.is_approximate or target.value != 100:
        return False
    falling = "成本" in indicator.level1 + indicator.level2 or UNWANTED.search(indicator.level3)
    return not falling and isinstance(actual.value, Decimal) and 0 <= actual.value < 100


def lateness(row: EvaluatedRow, year: int | None) -> str:
    """Return how much too late a row was done; a day without a year is one of ``year``, the 年度 of the form."""
    indicator, target, _, _ = row
    deadline = target.deadline or (None if year is None else target.deadline_in(year))
    if deadline is None or not indicator.actual or target.operator in UPWARD:
        return ""
    actual = read_actual(indicator.actual)
    done = actual.deadline_in(deadline.year) if actual.kind in (Kind.DATE, Kind.MONTH) else None
    # Of a month it cannot be told which day is meant: it is late where its first one is.
    if done is not None and actual.kind is Kind.MONTH:
        done = done.replace(day=1)
    if isinstance(done, date) and actual.is_certain and done > deadline:
        return f"实际完成时间 {indicator.actual.strip()} 晚于时限 {as_written(indicator)}"
    return ""


# 每月1次, 每周1期; weeks and days of a year are counted in more than one way.
_COUNTED_TIMES = frozenset((2, 4, 12))
_EACH = re.compile(f"每个?({'|'.join(TIMES_A_YEAR)})")


def _times(target: Target, actual: Target) -> int:
    """Return how often what ``target`` says of a month or week comes in the year of which ``actual`` tells.

    1 where it says nothing of the kind, 0 where nobody can tell: 每村每月1次.
    """
    if "每" not in target.subject or "每" in actual.subject or actual.is_rate:
        return 1
    each = _EACH.fullmatch(target.subject)
    return TIMES_A_YEAR[each[1]] if each is not None else 0


class FarAboveTarget(ScoreCheck):
    """实际完成值远远超过指标值，没有写原因.

    检查什么: 越多越好的定量指标，实际完成值超过指标值 30%（config.yaml 的 explain_above_target）以上的，原因是否空白。
    为什么: 超得太多，多半是指标值定得过低，或数写错了。
    反例: 指标值 ≥100次，实际完成 180次，原因空白。
    正例: 指标值 ≥100次，实际完成 120次。
    依据: 财预〔2020〕10号：偏离较大的应分析原因。
    """

    code = "P813"
    about = rows_above
    title = "超出指标值较多，没有写原因"
    severity = Severity.WARNING
    message = "实际完成值 {value} 比指标值 {target} 多 {over}%，超过 {limit}%，没有写原因。"
    hint = "请核对实际完成值；属实的，在“偏差原因分析”说明原因。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        limit = self.config.checks.explain_above_target
        for indicator, target, actual, found in rows_above(self.readings, owner):
            if found is None or not found.is_far_above(limit) or not is_blank(indicator.reason) or found.target <= 0:
                continue
            wanted = found.target * _times(target, actual)
            if wanted > 0 and replace(found, target=wanted).is_far_above(limit):
                percent = ((found.actual - wanted) * 100 / wanted).quantize(Decimal("0.1"), ROUND_HALF_UP)
                year = f"（一年至多 {literal(wanted)}）" if wanted != found.target else ""
                shown = {"target": f"{as_written(indicator)}{year}", "over": literal(percent), "limit": literal(limit)}
                yield self.finding(owner, indicator, "actual", indicator.actual, **shown)


class ActualAboveWhole(ScoreCheck):
    """实际完成的比率超过了 100%.

    检查什么: 满意度、合格率、覆盖率等（名单在 config.yaml 的 bounded_rates）的实际完成值是否大于 100%。
    为什么: 这类比率的分子是分母的一部分，最多 100%；多半是打错了数。
    反例: 群众满意度 ≥90%，实际完成 193%。
    正例: 群众满意度 ≥90%，实际完成 93%。
    依据: 比率的定义；增长率、完成率等可以超过 100% 的不查。
    """

    code = "P814"
    about = rows_above
    title = "实际完成的比率超过 100%"
    severity = Severity.ERROR
    message = "“{name}”不可能超过 100%，实际完成值是“{value}”。"
    hint = "请核对实际完成值。"
    hides = frozenset({"P813"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, _, actual, _ in rows_above(self.readings, owner):
            if not is_above_whole(actual):
                continue
            if "%" not in indicator.actual and "％" not in indicator.actual and "‰" not in indicator.actual:
                continue
            name = compact(indicator.level3)
            if is_bounded(name, self.config):
                yield self.finding(owner, indicator, "actual", indicator.actual.strip(), name=name)


class ActualShareAboveWhole(ScoreCheck):
    """实际完成的占比、比例和别的率超过了 100%，一般不会.

    检查什么: 名称以率、占比、比重、比例结尾的，实际完成值是否大于 100%、而指标值不大于 100%；增长率、完成率、利用率等可以超过的不查，名单里的（bounded_rates）由 P814 查。
    为什么: 这些多是部分与全部之比，超过 100% 多半是打错了数。
    反例: 城乡居民参保率 ≥95%，实际完成 198%。
    正例: 城乡居民参保率 ≥95%，实际完成 98%。
    依据: 比率的定义。
    """

    code = "P821"
    about = rows_above
    title = "实际完成的比率一般不会超过 100%"
    severity = Severity.WARNING
    message = "“{name}”一般不会超过 100%，实际完成值是“{value}”。"
    hint = "请核对实际完成值；确实可以超过的，在已核栏写 P821 和理由。"
    hides = frozenset({"P813", "P820"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target, actual, _ in rows_above(self.readings, owner):
            if not is_above_whole(actual):
                continue
            if target.share is not None and target.share > 1:
                continue
            name = compact(indicator.level3)
            if actual.base_unit == _SHARE and not may_exceed_whole(name, self.config):
                yield self.finding(owner, indicator, "actual", indicator.actual.strip(), name=name)


# What % and ‰ come down to; 个百分点 do not.
_SHARE = "比率"
# Units that count the same kind of thing; what is in none of them may stand for anything.
_ALIKE = (
    frozenset("人 名 人次 位 人员".split()),
    frozenset("次 场 场次 期 班次 批次 批 轮 趟 节 课时 学时".split()),
    frozenset("户".split()),
    frozenset("元".split()),
    frozenset(("比率",)),
    frozenset("米 公里 里".split()),
    frozenset("平方米 亩 公顷 平方公里".split()),
    frozenset("公斤 吨 斤 克".split()),
    frozenset("秒 个月 工作日 天".split()),
)

# What money, shares, lengths, areas, weights and times are never counted in.
_MEASURED = frozenset((3, 4, 5, 6, 7, 8))
_THINGS = frozenset("个 件 台 套 处 座 栋 所 辆 项 份 本 家".split())


def unlike_units(first: str, second: str) -> bool:
    """Tell whether two units, as they come down to, cannot count the same kind of thing."""
    homes = {number for number, units in enumerate(_ALIKE) for unit in (first, second) if unit in units}
    measured = {number for number in homes if number in _MEASURED}
    # 24300个 beside 平方米 is no area, whatever is counted.
    return len(homes) == 2 or (bool(measured) and (first in _THINGS or second in _THINGS))


class ActualInAnotherUnit(ScoreCheck):
    """实际完成值的单位与指标值不同类.

    检查什么: 指标值和实际完成值都写了单位时，单位是否是同一类（人、次、户、钱、比率、长度、面积、重量、时间；个、项、件一类不查）。
    为什么: 单位不同类，不知道完成了多少，也无法计分。
    反例: 指标值 ≥30人，实际完成 28场次。
    正例: 指标值 ≥30人，实际完成 28人次。
    依据: 2022 年自评表说明 3：得分用实际完成值与指标值相比。
    """

    code = "P816"
    about = unmeasured_rows
    title = "实际完成值的单位不对"
    severity = Severity.WARNING
    message = "指标值是“{target}”，实际完成值“{value}”的单位不同类，无法相比。"
    hint = "请按指标值的单位填实际完成值。"
    hides = frozenset({"P812"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target, actual, _ in unmeasured_rows(self.readings, owner):
            if not actual.is_quantitative:
                continue
            first, second = target.base_unit, actual.base_unit
            if not first or not second or first == second:
                continue
            if unlike_units(first, second):
                yield self.finding(owner, indicator, "actual", indicator.actual.strip(), target=as_written(indicator))


CHECKS = (MissingReason, FarAboveTarget, ActualAboveWhole, ActualShareAboveWhole, ActualInAnotherUnit)
