"""指标值 against what its indicator is: which way it is better, in what unit it is counted, how large it can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from macros_py.checks.base import Check, figure, target_of
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.names import compact
from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.targets import Kind, Operator, read_target

UPWARD = (Operator.GE, Operator.GT)
DOWNWARD = (Operator.LE, Operator.LT)
ONE = Decimal(1)

# What one wants less of, at the end of a name; "投诉处理率" and "事故下降率" are wanted.
_UNWANTED = re.compile(
    "(?:差错|错误|出错|失误|故障|事故|投诉|违约|违规|违纪|失信|返贫|死亡|伤亡|流失|损耗|损坏|缺勤|旷课|逾期|延误|超支|误差|不合格|不达标|空置|闲置|失业|复发|泄密|漏报|错报|退货|返工)"
    "(?:事件|案件|现象|情况)?(?:发生)?(?:率|次数|起数|件数|数量|数|比例)?$"
)
_REMEDY = re.compile(
    "处理|办结|整改|下降|降低|减少|控制|处置|排查|排除|修复|解决|响应|化解|调处|受理|回复|答复|防范|演练|应急|培训|宣传|预防|监测|检查|查处|办理|消除|纠正|挽回|救助|救治|补助|赔付|降幅|压降|接听|接收|零|无|避免"
)
_SPENDING = re.compile(
    "(?:成本|费用|支出|经费|开支|花费|造价|总成本|预算|(?<![消免收缴交付自公补助退欠])费)(?:总额|金额|数)?(?:控制数|控制额)?$"
)
_SAVED = re.compile(
    "节约|节省|降低|减少|压减|收入|增收|带动|投资|效益|标准|补助|补贴|结余|争取|筹集|撬动|到位|拨付|兑现|发放|执行"
)
_LIMITED = re.compile(
    "控制|上限|限额|不超|以内|编制|能耗|耗能|用水|用电|用油|排放|消耗|碳|浓度|公务|接待|三公|因公|出国|出境|公车|超标|超员|欠|缺|漏|退|占用|下降|降低|减少|压减|减|噪|等待|跑动|环节|间隔|差|错|死|伤|亡|病|隐患|违|投诉|事故|故障|失|污染|上访|信访|空|闲置"
)
# Work done on what one wants less of is an output like any other: 隐患点监测数量.
_WORK = re.compile(
    "(?:监测|监控|培训|宣传|检查|演练|排查|整改|治理|处置|办理|处理|查处|化解|调处|巡查|普查|抽检|救治|救助)(?:点|面)?(?:数量|次数|人数|件数|场次|数)?$"
)
_RATE_NAME = re.compile("(?:(?<![效频功汇税利频辨速斜费曲])率|满意度|知晓度|占比|百分比|所占比重)$")
_FEW = (
    "个",
    "次",
    "人",
    "名",
    "场",
    "期",
    "件",
    "项",
    "家",
    "户",
    "份",
    "批",
    "台",
    "套",
    "篇",
    "条",
    "处",
    "人次",
    "场次",
)
_COUNTS = frozenset(_FEW)
_MEASURED: tuple[tuple[re.Pattern[str], frozenset[str], str], ...] = (
    (re.compile("(?:人数|人员数量?)$"), _COUNTS - {"人", "名", "人次"}, "人"),
    (re.compile("人次数?$"), _COUNTS - {"人", "名", "人次"}, "人次"),
    (re.compile("(?<!人)次数$"), frozenset({"个", "人", "名", "家", "户", "台", "套", "份"}), "次"),
    (re.compile("(?:面积)$"), _COUNTS, "平方米、亩"),
    (re.compile("(?:里程|长度)$"), _COUNTS, "公里、米"),
    (re.compile("天数$"), _COUNTS, "天"),
)
_MONEY_NAME = re.compile("(?:成本|费用|支出|金额|造价|单价|经费|(?<![消免收缴交付自公退欠])费)$")
_NOT_MONEY = _COUNTS - {"次", "项", "期", "批"}
_DECLINE = re.compile("(?:下降|降低|减少|压减|削减|缩减|压降)(?:率|比例|幅度)$|降幅$")
# The last characters of the names above: most names end otherwise.
_TELLING_ENDS = frozenset("率度比重数量次积程长用出额价费本 \n。．.；;，,")
_UNWANTED_ENDS = frozenset(
    "率数量例错误障事故诉约规纪信贫亡伤失耗坏勤课期误支差格标置闲业发密报货工件案象况用出费本算额 \n。．.；;，,"
)
_LONGEST_UNWANTED = 12
_LONGEST_ENDING = 6


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})$")


def is_bounded(name: str, config: Config) -> bool:
    """Return whether a compact name ends as a rate that cannot exceed the whole; 不满意度 and 满意度提升率 do not."""
    found = _any_of(config.checks.bounded_rates).search(name)
    return found is not None and name[found.start() - 1 : found.start()] not in ("不", "非")


def is_spending(indicator: Indicator) -> bool:
    """Return whether an indicator limits what is spent, by its 一级 or 二级."""
    return "成本" in indicator.level2 or "成本" in indicator.level1


class OperatorAgainstMeaning(Check):
    """比较符号的方向与指标的意思相反.

    检查什么: 越少越好的（差错率、投诉率、成本金额等）是否写了 ≥，越多越好的（满意度、合格率等）是否写了 ≤。
    为什么: 方向反了，做得越差得分越高。
    反例: 群众满意度 ≤95%；系统故障率 ≥5%。
    正例: 群众满意度 ≥95%；系统故障率 ≤5%；故障处理率 ≥95%。
    依据: 2022 年自评表说明 3：正向指标为 ≥，反向指标为 ≤；bounded_rates 见 config.yaml。
    """

    code = "T306"
    title = "比较符号方向反了"
    severity = Severity.WARNING
    message = "“{name}”一般{better}，指标值却是“{value}”。"
    hint = "请核对符号，应该是 {sign} 的请改正。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            target = target_of(indicator)
            operator = target.operator
            if operator is None or operator is Operator.EQ or not target.is_quantitative or target.is_scale:
                continue
            if operator in UPWARD and indicator.level3[-1:] not in _UNWANTED_ENDS:
                continue
            name = compact(indicator.level3)
            better = ""
            if operator in UPWARD:
                if _UNWANTED.search(name[-_LONGEST_UNWANTED:]) and not _REMEDY.search(name):
                    better, sign = "越少越好", "≤"
                elif (
                    target.kind is Kind.MONEY
                    and is_spending(indicator)
                    and _SPENDING.search(name)
                    and not _SAVED.search(name)
                ):
                    better, sign = "不能超过", "≤"
            elif (
                is_bounded(name, self.config)
                and not _REMEDY.search(name)
                and (target.kind is Kind.PERCENT or not target.unit)
            ):
                better, sign = "越高越好", "≥"
            if better:
                yield self.finding(
                    owner, indicator, "target", target.normal, name=short_name(name), better=better, sign=sign
                )


class LimitOnOutput(Check):
    """产出数量写成了“不超过”.

    检查什么: 数量指标的个数、次数、人数等是否写了 ≤（控制类、下降类的名称不查）。
    为什么: 产出数量一般是至少做到多少；写成 ≤，一件不做也算完成。
    反例: 党建重点工作调研 ≤50人次。
    正例: 党建重点工作调研 ≥50人次；公务接待批次 ≤10批。
    依据: 2022 年自评表说明 3：正向指标为 ≥，反向指标为 ≤。
    """

    code = "T307"
    title = "产出数量写成了上限"
    severity = Severity.WARNING
    message = "数量指标“{name}”写的是“{value}”，一件不做也算完成。"
    hint = "如果是至少要做到的数量，请改成 ≥；确实要控制数量的，可在“已核”栏写明。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            if "数量" not in indicator.level2:
                continue
            target = target_of(indicator)
            if target.operator in DOWNWARD and target.kind is Kind.NUMBER and target.base_unit in _COUNTS:
                name = compact(indicator.level3)
                limited = _LIMITED.search(name) is not None and _WORK.search(name) is None
                if not limited and not _MONEY_NAME.search(name):
                    yield self.finding(owner, indicator, "target", target.normal, name=short_name(name))


class AtLeastWhole(Check):
    """最多 100% 的比率写成了 ≥100%.

    检查什么: 满意度、合格率等（config.yaml 的 bounded_rates）的指标值是否写成 ≥100%。
    为什么: 这类比率最多 100%，“至少 100%”就是“等于 100%”，写 = 更清楚。
    反例: 走访覆盖率 ≥100%。
    正例: 走访覆盖率 =100%。
    依据: 比率的定义；财预〔2021〕101号：指标值应明确。
    """

    code = "T308"
    title = "≥100% 宜写成 =100%"
    severity = Severity.HINT
    message = "“{name}”最多 100%，写的是“{value}”。"
    hint = "建议写成 =100%。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            target = target_of(indicator)
            if target.kind is Kind.PERCENT and target.operator is Operator.GE and target.value == 100:
                name = compact(indicator.level3)
                if is_bounded(name, self.config):
                    yield self.finding(owner, indicator, "target", target.normal, name=short_name(name))


class RateScale(Check):
    """比率的大小像是差了一百倍.

    检查什么: 比率写成 0.97 而没有 %，满意度、合格率等写成 0.95% 或 95‰，1000% 以上的比率，100% 以上的下降率。
    为什么: 小数和百分数混用，指标值会差一百倍。
    反例: 群众满意度 ≥0.97；群众满意度 ≥0.95%。
    正例: 群众满意度 ≥97%；资料差错率 ≤0.5%。
    依据: 比率的定义。
    """

    code = "T309"
    title = "比率的大小不合理"
    severity = Severity.WARNING
    message = "“{name}”的指标值是“{value}”，{guess}。"
    hint = "请核对小数点和百分号。"
    hides = frozenset({"T303", "T315"})

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            target = target_of(indicator)
            value = target.value
            if target.kind is Kind.NUMBER:
                if target.unit or not isinstance(value, Decimal) or not 0 < value <= 1:
                    continue
                name = compact(indicator.level3)
                if not _RATE_NAME.search(name):
                    continue
                guess = f"像是 {figure(value * 100)}%"
            elif target.kind is Kind.PERCENT or target.kind is Kind.PERMILLE:
                if not isinstance(value, Decimal) or (target.kind is Kind.PERCENT and 1 < value <= 100):
                    continue
                share = target.share
                if share is None:
                    continue
                name = compact(indicator.level3)
                bounded = is_bounded(name, self.config)
                if share >= 10 and not bounded:
                    guess = f"即 {figure(share)} 倍，像是多写了零"
                elif share > ONE and _DECLINE.search(name):
                    guess = "减少不会超过 100%，像是多写了零"
                elif bounded and 0 < share < ONE and target.operator not in DOWNWARD and not _REMEDY.search(name):
                    if share > Decimal("0.01") and target.kind is Kind.PERCENT:
                        continue
                    likely = share * 100 if target.kind is Kind.PERCENT else share * 10
                    guess = f"即 {figure(share * 100)}%" + (f"，像是 {figure(likely * 100)}%" if likely <= 1 else "")
                else:
                    continue
            else:
                continue
            yield self.finding(owner, indicator, "target", target.normal, name=short_name(name), guess=guess)


class UnitAgainstName(Check):
    """单位与指标名称不相配.

    检查什么: 率、满意度、占比的单位是否是 %，人数、次数、面积、天数、费用的单位是否相配。
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

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator in owner.indicators:
            target = target_of(indicator)
            if target.kind is not Kind.NUMBER and target.kind is not Kind.MONEY or not target.unit:
                continue
            if indicator.level3[-1:] not in _TELLING_ENDS:
                continue
            name = compact(indicator.level3)
            counted = _base_unit(target.unit)
            if counted not in _COUNTS and counted != "元":
                continue
            usual = _usual_unit(name, counted, is_spending(indicator))
            if usual:
                yield self.finding(owner, indicator, "target", target.normal, name=short_name(name), usual=usual)


@lru_cache(maxsize=1024)
def _base_unit(unit: str) -> str:
    return read_target(f"=1{unit}").base_unit


def _usual_unit(name: str, counted: str, spending: bool) -> str:
    """Return the unit a name asks for, "" where ``counted`` (without its step) will do."""
    name = name[-_LONGEST_ENDING:]
    if _RATE_NAME.search(name):
        return " %"
    for pattern, wrong, usual in _MEASURED:
        if counted in wrong and pattern.search(name):
            return f" {usual}"
    if counted in (_COUNTS if spending else _NOT_MONEY) and _MONEY_NAME.search(name):
        return " 元、万元"
    return ""


def short_name(name: str) -> str:
    """Return a name as it is quoted in a message."""
    return name if len(name) <= 20 else f"{name[:18]}…"


CHECKS = (
    OperatorAgainstMeaning,
    LimitOnOutput,
    AtLeastWhole,
    RateScale,
    UnitAgainstName,
)
