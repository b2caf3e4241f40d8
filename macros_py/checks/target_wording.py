"""How 指标值 are worded: words where a number is asked for, scales, about so much, two readings, mixed widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.indicator_names import UNWANTED, is_bounded, short_name
from macros_py.checks.names import compact
from macros_py.checks.readings import Readings
from macros_py.checks.subjects import noted_rows
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring.literals import literal
from macros_py.targets import DOWNWARD, Kind, Note, Target


class NoteAgainstTarget(Check):
    """备注说定性（定量），指标值却是数（文字）.

    检查什么: 备注（说明）栏写着“定性”“定量”的，指标值是否相符；“指标值类型”栏的由 T305 查。
    为什么: 定性和定量的计分办法不同。
    反例: 备注 定性，指标值 ≥200个。
    正例: 备注 定性，指标值 效果明显；备注 定性，指标值 2026年12月31日前。
    依据: 2026 年目标表的备注栏。
    """

    code = "T311"
    about = noted_rows
    title = "备注的定性定量与指标值不符"
    severity = Severity.WARNING
    message = "说明（备注）写的是“{kind}”，指标值却是{what}“{value}”。"
    hint = "请改正说明（备注），或核对指标值。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            if not indicator.note:
                continue
            kind = compact(indicator.note).removesuffix("指标")
            if kind not in ("定性", "定量"):
                continue
            target = target_of(indicator)
            if kind == "定性" and target.is_quantitative:
                yield self.finding(owner, indicator, "note", as_written(indicator), kind=kind, what="数")
            elif kind == "定量" and target.is_words:
                yield self.finding(owner, indicator, "note", as_written(indicator), kind=kind, what="文字")


class WordsForQuantity(Check):
    """数量指标、比率没有写数.

    检查什么: 二级指标是数量指标的，名称是及时率、合格率一类比率（config.yaml 的 bounded_rates）的，指标值是否是文字而没有数（逐年提高一类说变化的比率不查）。
    为什么: 数量指标考核做了多少，没有数就只能凭印象打分。
    反例: 数量指标“系统功能优化”，指标值“及时有效”；质量指标“发放及时率”，指标值“及时发放”。
    正例: 数量指标“系统功能优化”，指标值 ≥4次。
    依据: 财预〔2021〕101号：数量指标反映预期提供的产品和服务数量。
    """

    code = "T312"
    about = Readings.words
    title = "数量指标、比率没有写数"
    severity = Severity.HINT
    habit = True
    message = "{what}“{name}”的指标值是文字“{value}”。"
    hint = "{how}。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.words(owner):
            counted = "数量" in indicator.level2
            if not counted and indicator.level3[-1:] != "率":
                continue
            if target.is_scale or _SOME_NUMBER.search(target.normal):
                continue
            name = compact(indicator.level3)
            if counted or (is_bounded(name, self.config) and not _BETTER.search(target.normal)):
                yield self.finding(
                    owner,
                    indicator,
                    "target",
                    as_written(indicator),
                    what="数量指标" if counted else "比率",
                    name=short_name(name),
                    how="能用数说明的请写数，如 ≥4次；不能的，放到质量指标更合适"
                    if counted
                    else "请写成百分数，如 ≥95%；不是比率的，把名称改清楚",
                )


_SOME_NUMBER = re.compile("[0-9０-９一二三四五六七八九十百全]")
# 逐年提高: where a rate goes says something, too.
_BETTER = re.compile("提高|提升|上升|增|升|下降|降低|减|改善|好转|稳|保持|不低|不高|超过|高于|低于|优于")


class ScaleForGrade(Check):
    """指标值列出了各个等级，没有说达到哪一级.

    检查什么: 定性指标值是否写成“好坏”“高中低”“优秀/良好/一般”这样的一组等级。
    为什么: 没有指明要达到哪一级，就无法考核。
    反例: 好坏。
    正例: 好。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T313"
    about = Readings.odd
    title = "写了一组等级，没有选定"
    severity = Severity.WARNING
    message = "指标值“{value}”列出了几个等级，没有说要达到哪一级。"
    hint = "请只写要达到的那一级，如 优秀、效果明显。"
    hides = frozenset({"T305"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.odd(owner):
            if target.notes and Note.SCALE in target.notes:
                yield self.finding(owner, indicator, "target", indicator.target)


class ApproximateTarget(Check):
    """指标值是约数.

    检查什么: 指标值是否写了约、左右、余等字。
    为什么: 约数没有明确的界线，年末不好判断是否完成。
    反例: 约30人。
    正例: ≥30人。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T314"
    about = Readings.odd
    title = "指标值是约数"
    severity = Severity.HINT
    message = "指标值“{value}”是约数，年末不好判断是否完成。"
    hint = "建议改成确切的数，如 ≥{number}{unit}。"
    hides = frozenset({"T302"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.odd(owner):
            if target.notes and Note.APPROXIMATE in target.notes:
                number = literal(target.value) if isinstance(target.value, Decimal) else ""
                yield self.finding(owner, indicator, "target", indicator.target, number=number, unit=target.unit)


class DoubtfulTarget(Check):
    """指标值有两种读法.

    检查什么: 指标值能否读成两种意思，而指标名称也说不清（如 12月 是十二月份还是十二个月）。
    为什么: 读法不同，考核的结果就不同。
    反例: 设备维护 =12月。
    正例: 设备维护期限 =12个月；完成时间 12月底前。
    依据: 财预〔2021〕101号：指标值应明确。
    """

    code = "T315"
    about = Readings.odd
    title = "指标值有两种读法"
    severity = Severity.HINT
    message = "指标值“{value}”：{doubt}。"
    hint = "请照这个提示写明确。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.odd(owner):
            if not target.notes or not target.doubt or _name_settles(indicator, target):
                continue
            yield self.finding(owner, indicator, "target", indicator.target, doubt=target.doubt.rstrip("。"))


_TERM = re.compile("期限|年限|时长|周期|工期|期间|月数|持续|服务期")
_SEASON = re.compile("时间|时段|时期|时节|工期|季|期$")
_MOMENT = re.compile("时间|时限|日期|时点|截止|及时")


def _name_settles(indicator: Indicator, target: Target) -> bool:
    if target.kind is Kind.RANGE and isinstance(target.value, Decimal):
        # 增殖放流时间 5-7月 are months of the year.
        return target.unit == "月" and _SEASON.search(indicator.level3) is not None
    if target.kind is Kind.PERCENT:
        # 差错率 ≤1 in %: nobody bounds it by the whole.
        return target.operator in DOWNWARD and UNWANTED.search(compact(indicator.level3)) is not None
    pattern = _TERM if target.kind is Kind.PERIOD else _MOMENT if target.is_calendar else None
    return pattern is not None and pattern.search(indicator.level3) is not None


class MixedWidth(Check):
    """指标值里全角、半角混用或有空格.

    检查什么: 数字类指标值里是否有全角的数字、符号（＝ ％ ５）、形近符号（≧）或空格；一个项目只报一次，指着第一处。
    为什么: 打印出来宽窄不一，筛选和统计时会当成不同的值；不影响读数。
    反例: ＝ 100%。
    正例: =100%。
    依据: 版面要求；【规范】可以一次改好。
    """

    code = "T316"
    about = Readings.untidy
    title = "全角半角混用或有空格"
    severity = Severity.HINT
    message = "指标值“{value}”里{what}，规范的写法是“{tidy}”{count}。"
    hint = "可用【规范】一次改好。"

    _ODD = re.compile(r"[０-９Ａ-Ｚａ-ｚ＝＞＜％．＋≧≦⩾⩽﹪═﹤﹥]|≥{2}|≤{2}|={2}|\S\s+\S")

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        odd = [
            (indicator, target, found[0])
            for indicator, target in self.readings.untidy(owner)
            if (found := self._ODD.search(indicator.target)) is not None
        ]
        if odd:
            indicator, target, mark = odd[0]
            what = f"有全角或形近的符号“{mark}”"
            if len(mark) > 1:
                what = f"“{mark[0]}”写了两遍" if mark[0] == mark[1] else "有空格"
            count = f"（本项目共 {len(odd)} 格）" if len(odd) > 1 else ""
            yield self.finding(owner, indicator, "target", indicator.target, what=what, tidy=target.normal, count=count)


CHECKS = (
    NoteAgainstTarget,
    WordsForQuantity,
    ScaleForGrade,
    ApproximateTarget,
    DoubtfulTarget,
    MixedWidth,
)
