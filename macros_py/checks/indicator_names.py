"""What the name of an indicator tells: whether less of it is better, whether it is a rate, how it is counted."""

from __future__ import annotations

import re

from macros_py.config import Config
from macros_py.model import Indicator

# What one wants less of, at the end of a name; "投诉处理率" and "事故下降率" are wanted.
UNWANTED = re.compile(
    "(?:差错|错误|出错|失误|故障|事故|投诉|违约|违规|违纪|失信|返贫|死亡|伤亡|流失|损耗|损坏|缺勤|旷课|逾期|延误|超支|误差|不合格|不达标|空置|闲置|失业|不满意|复发|泄密|漏报|错报|退货|返工|脱管|漏管|漏检|漏诊|误诊|误报|成灾|脱班|乱埋乱葬|缺陷|脱失|错保|漏保|错发|漏发|改判|发回重审|服务中断|受害|受灾|发案|上访|信访|辍学|脱保|欠薪|拖欠|发病|致残|破损|漏损|返修|再犯|再犯罪|重新犯罪|投诉举报|感染|损失|超载|差异|缺测|丢失|断电|停电)"
    "(?:事件|案件|现象|情况)?(?:发生)?(?:率|人数|次数|起数|件数|批次|人次|数量|数|比例)?$"
)
# What one wants more of, besides the bounded rates of config.yaml.
WANTED = re.compile(
    "(?:节约|节支|成活|存活|参保|参训|结业|在线|可用|侦破|破案|接种|治愈|就业|巩固|升学|利用|按期完成|达产|上座|有效)率$|(?:收入|产值|产量|增加值|利润|税收|客流|人次|用户|粉丝|就业)[\u4e00-\u9fff]{0,4}(?:增长率|增幅|增速)$"
)
# A rate that is to be at most 90% though nothing speaks against more of it: 无公害防治率.
MAY_BE_LIMITED = re.compile(
    "控制|限|超|支出|预算|变更|偏差|压|费|空|依赖|集中度|风险|发生|重复|排放|损|耗|误|错|漏|退|欠|逾|滞|逃|不|非|未"
)
# How long one waits is better short: 办理时限, 应急响应时间.
WAITED = re.compile(
    "(?:结算|办理|办结|响应|处置|修复|审批|到场|等待|答复|受理|报修|维修|抢修|送达|拨付|出具|速报|调派|到达|接警|出警|抢通|结案|兑付|兑现|交付|供货|调运|复核|检测|检验|停机|停运|停电|中断|断网|开工)(?:完成|完毕|所需|平均)?(?:时限|时间|时长)$|(?:平均|办理|办结|审理|执行|通关|候诊|检索)(?:所需)?(?:用时|耗时)$"
)
REMEDY = re.compile(
    "处理|办结|整改|下降|降低|减少|控制|处置|排查|排除|修复|解决|响应|化解|调处|受理|回复|答复|防范|演练|应急|培训|宣传|预防|监测|检查|查处|办理|消除|纠正|挽回|救助|救治|补助|赔付|降幅|压降|接听|接收|零|无|避免|挽损|追赃|保险|理赔|钉螺|害虫|害鼠|病媒|蚊|蝇|蟑|虫害?(?=死亡)"
)
SPENDING = re.compile(
    "(?:成本|费用|支出|经费|开支|花费|造价|单价|总成本|预算|(?<![消免收缴交付自公补助退欠])费)(?:总额|金额|数)?(?:控制数|控制额)?$"
)
SAVED = re.compile(
    "节约|节省|降低|减少|压减|收入|增收|带动|投资|效益|标准|补助|补贴|结余|争取|筹集|撬动|到位|拨付|兑现|发放|执行"
)
LIMITED = re.compile(
    "控制|上限|限额|不超|以内|编制|能耗|编外|临聘|会议(?:召开)?(?:次数|数|场次)|会议$|会议[（(]|培训批次|聘用|聘请|雇佣|在岗|发文|文件数|耗能|用水|用电|用油|排放|消耗|碳|浓度|公务|接待(?!读者|游客|群众|观众|参观|学生)|三公|因公|出国|出境|公车|超标|超员|欠|缺|漏|退|占用|下降|降低|减少|压减|减|噪|等待|跑动|环节|间隔|差|错|死|伤|亡|病|隐患|违|投诉|事故|故障|失|污染|上访|信访|空|闲置|疫[点区木]"
)
# Work done on what one wants less of is an output like any other: 隐患点监测数量.
WORK = re.compile(
    "(?:监测|监控|培训|宣传|检查|演练|排查|整改|治理|处置|办理|处理|查处|化解|调处|巡查|普查|抽检|救治|救助|扫描)(?:点|面)?(?:数量|次数|人数|件数|场次|数)?$"
)
# 亿元GDP死亡率, 十万人发案率: so many for so many, no share of a whole.
PER_MANY = re.compile("[亿万][元人辆台]|百万|每")
RATE_NAME = re.compile(
    "(?:(?<![效频功汇税利辨速斜费曲转积赔杠])率|有效率|满意度|知晓度|占比|百分比|所占比重|(?<![配对之比])比例)$"
)
# 不合格产品处置率: of what was found amiss all is to be dealt with.
TREATED = re.compile("(?:处置|处理|整改|办结|化解|修复|回复|救治|查处)率$")
# Rates whose upper part is no part of the lower one: growth, leverage, what covers a risk, what is got for what is given.
MAY_EXCEED = re.compile(
    "完成|执行(?!完毕)|增|提升|提高|提速|升|涨|加|超|变化|变动|波动|升降|利率|汇率|费率|税率|倍率|(?<!有)效率|频率|功率|速率|斜率|曲率|曲折|分辨率|容积率|概率|拨备|流动性|备付|杠杆|负债|偿债|充足|周转|利用率|使用率|债务率|负荷|负载|载率|上座|饱和"
    "|产销|自给|保障倍|回报|收益|利润|毛入学|达产|产能|产出|产率|贡献|弹性|赔付|结案|结收|结率|清偿|复种|繁殖|成交|转速|折现|贴现|换手|配比|供需|师生|生师|性别|男女|溢价|贴水|放大|撬动|杠杆|带动|人均|户均|成本|相比|同比|环比|指数|办结|回款|入库|征收|征缴|收缴|清欠|缴费|均衡|当量|入园|入住|出租|床位|报名|竞争|比值|对比|流通"
)
SHARE_NAME = re.compile("(?:率|盖度|郁闭度|免疫密度|满意程度|占比|比重|(?<![配对之比])比例)$")
COUNTS = frozenset("个 次 人 名 场 期 件 项 家 户 份 批 台 套 篇 条 处 人次 场次".split())
# Besides what names count by: half a car or half a school is no target either.
WHOLE = COUNTS | frozenset("批次 例 辆 所 座 栋 幢 架 艘 头 只 匹 株 棵 册 本 部 口 眼 盏 把 枚 扇 台套 起 宗".split())
_LENGTHS = frozenset("米 公里 厘米 毫米 海里".split())
_AREAS = frozenset("平方米 亩 公顷 平方公里".split())
_TIMES = frozenset("秒 个月 工作日".split())
# What nobody counts families by.
_NO_FAMILY = frozenset("次 场 期 件 篇 台 套".split())
MEASURES = _LENGTHS | _AREAS | _TIMES | {"元"}
SHARE = "比率"
# The last two characters of a name: units in which it is not counted, and the usual one.
MEASURED_NAMES: dict[str, tuple[frozenset[str], str]] = {
    **dict.fromkeys(("人数", "人员", "人次"), ((COUNTS - {"人", "名", "人次"}) | MEASURES | {SHARE}, "人")),
    "次数": (frozenset("个 人 名 家 户 台 套 份".split()) | MEASURES | {SHARE}, "次"),
    "面积": (COUNTS | _LENGTHS | _TIMES | {"元", SHARE}, "平方米、亩"),
    "时限": (_LENGTHS | _AREAS | frozenset("元 人 名 人次 台 套 家 户 个 次 件 份".split()), "天、小时、分钟"),
    **dict.fromkeys(("里程", "长度"), (COUNTS | _AREAS | _TIMES | {"元", SHARE}, "公里、米")),
    "时间": (_LENGTHS | _AREAS | {"元", "人", "名", "人次", "台", "套", "家", "户"}, "天、小时、分钟"),
    # What is counted is told by the name: no measure, no share.
    **{
        ending: (MEASURES | {SHARE} | (_NO_FAMILY if unit == "户" else frozenset()), unit)
        for unit, endings in {
            "家": "家数",
            "户": "户数",
            "份": "份数",
            "件": "件数",
            "个": "个数",
            "项": "项数",
            "台": "台数",
            "场": "场次 场数",
        }.items()
        for ending in endings.split()
    },
    "天数": (COUNTS | _LENGTHS | _AREAS | {"元", SHARE, "个月"}, "天"),
    "月数": (COUNTS | _LENGTHS | _AREAS | {"元", SHARE, "秒", "工作日"}, "个月"),
}
MONEY_NAME = re.compile("(?:成本|费用|支出|金额|造价|单价|经费|(?<![消免收缴交付自公退欠])费)$")
NOT_MONEY = COUNTS - {"次", "项", "期", "批"}
DECLINE = re.compile("(?:下降|降低|减少|压减|削减|缩减|压降)(?:率|比例|幅度)$|降幅$")
# The last characters of the names above: most names end otherwise.
TELLING_ENDS = frozenset("间限时幅速率度比例重数量次积程长用出额价费本 \n。．.；;，,")
UNWANTED_ENDS = frozenset(
    "率数量次例错误障事故诉约规纪信贫亡伤失耗坏勤课期误支差格标置闲业发密报货工件案象况用出费本算额 \n。．.；;，,"
)
# A bounded rate of what is to become less may well be an upper limit.
LOWERED = re.compile(
    "水面|水草|杂草|裸土|积雪|藻|违规|违纪|错误|重复|虚报|冒领|下降|降低|减少|压减|压降|降幅|控制|缺陷|不合格|超标"
)
LONGEST_UNWANTED = 12
LONGEST_ENDING = 6


def is_bounded(name: str, config: Config) -> bool:
    """Return whether a compact name ends as a rate that cannot exceed the whole; 不满意度, 满意度提升率 and 毛入学率 do not."""
    words = config.checks.bounded_rates
    # Asked of every rate: one call tells of nearly all the others.
    if not name.endswith(words):
        return False
    if _PERHAPS_NO_SHARE.search(name) is None:
        return True
    return _COVER.search(name) is None and any(
        name.endswith(word) and name[: -len(word)][-1:] not in _TURNED for word in words
    )


_TURNED = frozenset("不非毛")
# 拨备覆盖率, 流动性覆盖率: what is put by, held against what may be lost.
_COVER = re.compile("拨备|流动性|备付|利息|偿债")
_PERHAPS_NO_SHARE = re.compile(f"[不非毛]|{_COVER.pattern}")


def is_no_share(rate: str, name: str) -> bool:
    """Return whether a name holds a bounded ``rate`` only by its letters: 毛入学率, 拨备覆盖率."""
    return f"毛{rate}" in name or _COVER.search(name) is not None


def may_exceed_whole(name: str, config: Config) -> bool:
    """Return whether a compact name is a share that is rarely more than the whole, but not provably so."""
    if SHARE_NAME.search(name) is None or is_bounded(name, config):
        return True
    # Whatever 缴费占比 is of, it is a part of it; only its growth is none.
    return (_GROWTH if name.endswith(("占比", "比重")) else MAY_EXCEED).search(name) is not None


_GROWTH = re.compile("增|提升|提高|升|变化|变动|同比|环比|相比")


def is_spending(indicator: Indicator) -> bool:
    """Return whether an indicator limits what is spent, by its 一级 or 二级."""
    return "成本" in indicator.level2 or "成本" in indicator.level1


def short_name(name: str) -> str:
    """Return a name as it is quoted in a message."""
    return name if len(name) <= 20 else f"{name[:18]}…"
