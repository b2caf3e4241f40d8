"""指标值 against what its indicator is: which way it is better."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from macros_py.checks.base import Check, as_written
from macros_py.checks.deadlines import dated_rows, deadline_rows
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.indicator_names import (
    LIMITED,
    LONGEST_UNWANTED,
    LOWERED,
    MAY_BE_LIMITED,
    MAY_EXCEED,
    MEASURES,
    MONEY_NAME,
    REMEDY,
    SAVED,
    SPENDING,
    TREATED,
    UNWANTED,
    UNWANTED_ENDS,
    WAITED,
    WANTED,
    WHOLE,
    WORK,
    is_bounded,
    is_spending,
    short_name,
)
from macros_py.checks.names import compact
from macros_py.checks.readings import Readings
from macros_py.checks.target_units import BELOW_ZERO
from macros_py.model import DepartmentEvaluation, Project
from macros_py.targets import UPWARD, Kind, Operator, Target


class OperatorAgainstMeaning(Check):
    """比较符号的方向与指标的意思相反.

    检查什么: 越少越好的（差错率、投诉率，成本的金额和单价，污染物的浓度，办理、响应、维修等要等多久的时间）是否写了 ≥，越多越好的（满意度、合格率、考核得分等，不带单位的也算）是否写了 ≤；人均经费一类要保障的标准不查。
    为什么: 方向反了，做得越差得分越高。
    反例: 群众满意度 ≤95%；系统故障率 ≥5%；单车购置成本 ≥18万元/辆；投诉办理时限 ≥3天。
    正例: 群众满意度 ≥95%；系统故障率 ≤5%；故障处理率 ≥95%。
    依据: 2022 年自评表说明 3：正向指标为 ≥，反向指标为 ≤；bounded_rates 见 config.yaml。
    """

    code = "T306"
    about = Readings.bounded
    title = "比较符号方向反了"
    severity = Severity.WARNING
    message = "“{name}”一般{better}，指标值却是“{value}”。"
    hint = "请核对符号，应该是 {sign} 的请改正。"
    # A sign that the meaning, the explanation and the sentence all speak against is the one that is wrong.
    hides = frozenset({"P805", "P812", "P823", "T326", "W602", "W603"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.bounded(owner):
            operator, kind = target.operator, target.kind
            # 投诉率 同比下降≥10%: the target is of the change.
            if target.subject and _CHANGED.search(target.subject) is not None:
                continue
            if (
                operator in UPWARD
                and indicator.level3[-1:] not in _TELLING_UP
                and not (kind is _MONEY and is_spending(indicator))
            ):
                continue
            name = compact(indicator.level3)
            better = ""
            if operator in UPWARD:
                if _is_unwanted(name[-LONGEST_UNWANTED:]) and not REMEDY.search(name):
                    better, sign = "越少越好", "≤"
                elif "浓度" in name and _POLLUTED.search(name) is not None:
                    better, sign = "越低越好", "≤"
                elif name[-1:] == "耗" and _CONSUMED.search(name) is not None:
                    better, sign = "越少越好", "≤"
                elif (kind is _PERIOD or target.unit[:2] in _WAITING) and WAITED.search(name):
                    better, sign = "越短越好", "≤"
                elif (
                    (kind is _MONEY or _is_unit_price(name, target))
                    and is_spending(indicator)
                    and (SPENDING.search(name) or kind is _MONEY)
                    and not SAVED.search(_WHOLE_COST.sub("", name))
                    and not _KEPT_UP.search(name)
                ):
                    better, sign = "不能超过", "≤"
                if better and is_bounded(name, self.config):
                    continue
            elif (
                (
                    (
                        is_bounded(name, self.config)
                        and (name.endswith("满意度") or not LOWERED.search(name))
                        and (kind is _PERCENT or not target.unit or (target.unit == "分" and name.endswith("满意度")))
                    )
                    or kind is _PERCENT
                    and (WANTED.search(name) or _is_high_rate(name, target))
                )
                or target.unit == "分"
                and _RATED.search(name) is not None
                and LOWERED.search(name) is None
            ):
                better, sign = "越高越好", "≥"
            elif kind is _PERIOD and _LASTS.search(name) is not None:
                better, sign = "越长越好", "≥"
            elif "效益" in indicator.level2 and kind in _COUNTED and _GAINED.search(name) is not None:
                better, sign = "越多越好", "≥"
            if better:
                yield self.finding(
                    owner, indicator, "target", as_written(indicator), name=short_name(name), better=better, sign=sign
                )


@lru_cache(maxsize=4096)
def _is_unwanted(ending: str) -> bool:
    # Names end in a few ways.
    return UNWANTED.search(ending) is not None


def _is_high_rate(name: str, target: Target) -> bool:
    """Return whether a rate that may well be all of it is bounded from above all the same: 无公害防治率 ≤90%."""
    if not name.endswith("率") or not isinstance(target.value, Decimal) or not _HIGH <= target.value <= 100:
        return False
    if TREATED.search(name) is not None:
        return True
    return not any(words.search(name) for words in (UNWANTED, LOWERED, MAY_EXCEED, MAY_BE_LIMITED))


_HIGH = 80
_COUNTED = (Kind.NUMBER, Kind.MONEY)
# To name a member of an enum takes ten times as long.
_MONEY, _PERIOD, _PERCENT = Kind.MONEY, Kind.PERIOD, Kind.PERCENT
# 惠及居民户数, 每年节约标煤: a gain is to be as much as can be had.
_GAINED = re.compile(
    "^年?(?:均|度)?(?:减少|节约|节省|挽回|增加|新增|带动|惠及|受益|吸纳|稳定|促进|撬动)(?!.{0,8}(?:支出|费用|成本|次数|时间|投诉|事故|排队|跑))|(?:增收|增产|受益(?:人数|户数|群众|人口|农户)?|惠及(?:人数|户数|群众|人口)?)$"
)
# 考核得分 ≤90分; points taken off or of risk are another thing.
_RATED = re.compile("^(?!.*[扣失罚险差负]).*(?:得分|评分|考核成绩|考核分数|测评成绩)$")
_LASTS = re.compile("(?:使用|设计)?(?:年限|寿命)$|(?:管护|质保|保修)期限?$")
_CONSUMED = re.compile("(?:油|电|水|能|气|煤)耗$")
_WAITING = frozenset(("小时", "分钟"))


def _is_unit_price(name: str, target: Target) -> bool:
    """Return whether a target is what each may cost: 万元/辆, 元/亩. 人均…经费 ≥89元/人 is a standard to be kept up."""
    return (
        "元" in target.unit
        and target.kind is Kind.NUMBER
        and _PRICE.match(target.unit) is not None
        and _COST.search(name) is not None
    )


# A wage, a guarantee, an income: what is to be at least so much.
_KEPT_UP = re.compile("保障|工资|薪酬|待遇|最低|人均|生均|配套|自筹|产值|利润|税|贷款|担保|效")
# 营养膳食补助总成本, 补贴项目总支出: whatever is paid out, all of it is a cost.
_WHOLE_COST = re.compile(r"^.*(?:总成本|总支出|总费用|总造价|总额)$")
_CHANGED = re.compile("下降|降低|减少|压减|缩短|提高|提升|增长|增加|升")
_COST = re.compile("^(?!.*[人生]均).*(?:成本|造价|单价)(?:控制数)?$")
_PRICE = re.compile("[百千万亿]{0,2}元(?:/|每)")
# PM2.5年均浓度, 氨氮浓度: of what pollutes less is better; of oxygen or a medicine more may be.
_POLLUTED = re.compile(
    "(?:PM2.?5|PM10|颗粒物|二氧化硫|二氧化氮|氮氧化物|臭氧|污染物|氨氮|总磷|总氮|化学需氧量|COD|粉尘|扬尘|甲醛|氡)[^率]{0,6}浓度(?:均值|平均值)?$"
)
_TELLING_UP = UNWANTED_ENDS | frozenset("限间长时度值价耗")


class DeadlineFrom(Check):
    """完成的期限写成了“不早于”.

    检查什么: 完成、竣工、办结一类的时限，日期前面是否写了 ≥ 或 ＞。
    为什么: “≥2024年12月”是 12 月以后，越晚完成越合格。
    反例: 项目完成时间 ≥2024年12月。
    正例: 项目完成时间 ≤2024年12月；项目完成时间 2024年12月底前。
    依据: 财预〔2021〕101号时效指标。
    """

    code = "T321"
    about = dated_rows
    title = "完成时限写成了不早于"
    severity = Severity.WARNING
    message = "“{name}”写的是“{value}”，越晚完成越合格。"
    hint = "请改成 ≤，或写“…底前”。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.once(deadline_rows, owner):
            if target.is_calendar and target.operator in UPWARD and _BEGINS.search(indicator.level3) is None:
                yield self.finding(
                    owner, indicator, "target", as_written(indicator), name=short_name(compact(indicator.level3))
                )


_BEGINS = re.compile("开工|开始|启动|动工|起始|最早|开展|投入使用|有效|质保|保修")


class LimitOnOutput(Check):
    """产出数量写成了“不超过”.

    检查什么: 数量指标的个数、次数、人数等是否写了 ≤（控制类、下降类的名称不查），养护里程、改造面积一类做了多少的也查。
    为什么: 产出数量一般是至少做到多少；写成 ≤，一件不做也算完成。
    反例: 党建重点工作调研 ≤50人次。
    正例: 党建重点工作调研 ≥50人次；公务接待批次 ≤10批。
    依据: 2022 年自评表说明 3：正向指标为 ≥，反向指标为 ≤。
    """

    code = "T307"
    about = Readings.limits
    title = "产出数量写成了上限"
    severity = Severity.WARNING
    message = "数量指标“{name}”写的是“{value}”，一件不做也算完成。"
    hint = "如果是至少要做到的数量，请改成 ≥；确实要控制数量的，在已核栏写 T307 和理由。"
    # A sign that the meaning, the explanation and the sentence all speak against is the one that is wrong.
    hides = frozenset({"W602", "W603"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.limits(owner):
            if "数量" in indicator.level2:
                name = compact(indicator.level3)
                measured = target.base_unit in MEASURES and _MADE.search(name) is not None
                if target.base_unit not in WHOLE and not measured and not _is_moved(name, target.base_unit):
                    continue
                limited = LIMITED.search(name) is not None and WORK.search(name) is None
                if not limited and not MONEY_NAME.search(name):
                    yield self.finding(owner, indicator, "target", as_written(indicator), name=short_name(name))


# How far or how much was worked on: 县道养护里程. A building area alone may well be limited.
_MADE = re.compile(
    "(?:新建|改建|扩建|建设|修建|修复|修缮|维修|养护|改造|整治|治理|清扫|保洁|清淤|绿化|造林|种植|抚育|播种|防治|整理|管护|铺设|疏浚|硬化|测绘|巡查|监测|[查灭]螺|调查|清查|勘测|除治|消杀|喷洒|禁牧|覆盖|复垦|供热|供水)[\u4e00-\u9fff]{0,6}(?:里程|面积|长度)$"
)


class NothingAtLeast(Check):
    """指标值写成了 ≥0.

    检查什么: 指标值是否是 ≥0；增长、增减、变化一类可以为负的不查。
    为什么: 不可能比 0 还少，什么也不做就达到了；不许发生的，应当写 =0。
    反例: 急性感染病例数 ≥0例。
    正例: 急性感染病例数 =0例；税收增长率 ≥0%。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T326"
    about = Readings.nothing
    title = "指标值写成了 ≥0"
    severity = Severity.WARNING
    message = "“{name}”写的是“{value}”，什么也不做就达到了。"
    hint = "不许发生的请写 =0，至少要做到多少的请写上数。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.readings.nothing(owner):
            if target.value != 0 or target.operator is not Operator.GE or target.is_calendar:
                continue
            name = compact(indicator.level3)
            if _MAY_FALL.search(name) is None and target.unit not in BELOW_ZERO - {
                "分",
                "名",
                "米",
                "m",
                "元",
                "",
                "位",
            }:
                yield self.finding(owner, indicator, "target", as_written(indicator), name=short_name(name))


# What may as well be less than none: growth, a balance, what two others differ by.
_MAY_FALL = re.compile("增|减|变|升|降|净|差额|盈|余|利润|收益|温|海拔|同比|环比|提高|波动|平衡")

# What is fetched or handed out is weighed: 打捞水草 ≤4.5万吨.
_MOVED = re.compile("^(?:打捞|清理|清运|收运|收集|回收|处理|处置|储备|供应|收购|种植|发放|投放)")


def _is_moved(name: str, unit: str) -> bool:
    return unit in ("公斤", "立方米") and _MOVED.match(name) is not None


CHECKS = (OperatorAgainstMeaning, DeadlineFrom, LimitOnOutput, NothingAtLeast)
