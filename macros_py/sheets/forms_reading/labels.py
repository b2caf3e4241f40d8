"""The words by which the parts of a form are known, with the synonyms of other provinces: data, and how it is compared.

A label is compared by its key: half-width, without spaces, brackets, colons, numbering, "其中：" and the money unit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from macros_py.model import MoneyUnit

STRUCTURE = "structure"
"""A label that heads other labels and has no value of its own (资金情况, 绩效指标)."""
FOREIGN = "foreign"
"""A label of forms from elsewhere whose content has no column in the master list."""

#: field → labels; the earlier a label stands, the more it is preferred where several are printed.
HEAD_LABELS: dict[str, str] = {
    "project_id": "项目编号",
    "year": "年度 项目年度 预算年度 实施年度",
    "level1_project": "一级项目名称 一级项目",
    "name": "二级项目名称 项目名称 二级项目 预算项目名称 项目支出名称 支出项目名称",
    "department_coded": "主管部门及代码 主管部门及编码 部门及代码 主管单位及代码 主管部门名称及代码",
    "department": "主管部门 预算部门 主管部门单位 主管部门名称 主管单位 预算主管部门 一级预算单位 部门名称 一级预算部门 部门",
    "department_code": "部门代码 主管部门代码 部门编码",
    "implementing_unit": "实施单位 项目实施单位 实施单位名称 具体实施单位",
    "unit_name": (
        "部门单位名称 项目单位 单位名称 预算单位 预算单位名称 项目承担单位 承担单位 申报单位 填报单位 "
        "预算部门单位名称 使用单位 资金使用单位 项目单位名称 用款单位 项目用款单位"
    ),
    "seal_line": "单位盖章 填报单位盖章 部门单位盖章 申报单位盖章 预算单位盖章",
    "money_unit": "单位 金额单位 计量单位 货币单位",
    "goal": (
        "年度总体目标 年度履职目标 年度绩效目标 总体目标 年度目标 绩效目标 项目总体目标 项目绩效目标 项目年度目标 "
        "项目绩效总目标 绩效总目标 年度绩效总目标 年度绩效总体目标 绩效总体目标 总体绩效目标 "
        "项目年度绩效目标 项目年度总体目标 项目总体绩效目标 本年度目标 本年度绩效目标 本年度总体目标 当年目标 当年绩效目标 总目标"
    ),
    "goal_expected": (
        "预期目标 年度预期目标 预期总目标 年初设定目标 年初预期目标 年初目标 年度预期总体目标 预期绩效目标 年度设定目标"
    ),
    "goal_actual": (
        "实际完成情况 目标实际完成情况 全年实际完成情况 总体目标完成情况 年度总体目标完成情况 目标完成情况 "
        "年度目标实际完成情况 全年目标实际完成情况 年度目标完成情况 年度总体目标完成情况综述 总体目标完成情况综述 目标完成情况综述"
    ),
    "conclusion": "绩效结论 自评结论 绩效自评结论 评价结论",
    "contact": "联系人",
    "division_review": "业务股室审核 业务科室审核 业务处室审核",
    "performance_review": "绩效股审核 绩效科审核 绩效处审核",
    "filled_by": "填表人 填报人 制表人 填报人员 填表人签字 填表人签名 填报人签名",
    "phone": "联系电话 电话 联系方式 电话号码",
    "fill_date": "填报日期 填表日期 填报时间 填表时间 日期",
    "signed_by": "单位负责人签字 单位负责人 负责人签字 单位负责人签名 单位负责人签章 单位负责人签字盖章 单位主要负责人签字",
}

FUNDS_LABELS: dict[str, str] = {
    "project_total": "项目资金",
    "total": (
        "年度资金总额 资金总额 年度预算金额 预算总额 项目资金总额 年度预算总额 年度预算 预算金额 年度项目资金总额 "
        "项目预算总额 项目金额 预算资金 项目预算资金总额 年度资金 年度预算资金总额 年度资金申请总额 年度资金申请额 年度预算申请总额 年度预算申请额 资金额度 年度申请资金总额 当年资金总额 本年度资金总额 年度资金合计 资金合计 年度预算数 预算数 合计 总额"
    ),
    "fiscal": (
        "财政拨款 当年财政拨款 财政资金 财政性资金 本年财政拨款 年度财政拨款 财政拨款资金 当年财政资金 财政拨款小计 "
        "财政预算资金 当年财政预算资金"
    ),
    "non_fiscal": "非财政拨款 非财政资金 非财政性资金",
    "superior_grant": "上级补助 上级资金 上级补助资金 上级财政资金 上级转移支付 上级专项资金 上级财政补助 上级转移支付资金",
    "local": "本级安排 本级资金 本级财政资金 本级财政安排 本级安排资金 本级财政拨款 本级预算安排",
    "carryover": (
        "上年结转 上年结转资金 结转结余 结转资金 上年结转结余 结转结余资金 以前年度结转 上年结转结余资金 上年结余结转 结余结转资金"
    ),
    "other": "其他资金 其它资金 自有资金 单位自有资金 其他 自筹资金 单位自筹资金 自筹",
    "basic": "基本支出",
    "project": "项目支出",
}

_STRUCTURE = (
    "资金情况 资金来源 年度资金情况 项目资金情况 项目资金来源 部门单位总体资金 部门总体资金 总体资金 预算资金情况 "
    "年度预算资金情况 项目资金构成 资金构成 预算执行情况 项目预算执行情况 年度绩效指标 绩效指标 项目绩效指标 指标 "
    "绩效指标体系 项目概况 项目基本情况 基本情况 绩效目标及指标 其中 绩效目标情况 项目基本信息 预算情况 年度部门资金 "
    "预算执行 资金 部门整体资金 绩效指标完成情况"
)

_FOREIGN = (
    "项目负责人 负责人 项目负责人及电话 项目负责人及联系电话 项目负责人电话 项目联系人 联系人及电话 项目期限 项目周期 "
    "项目起止时间 起止时间 实施期限 项目实施期 开始日期 结束日期 开始时间 完成时间 立项依据 项目立项依据 立项必要性 "
    "项目立项的必要性 项目可行性 可行性 必要性 项目内容 项目主要内容 主要内容 项目类型 项目属性 项目类别 项目性质 项目分类 "
    "资金用途 资金投向 支出方向 支出类型 单位性质 单位代码 单位编码 预算单位编码 预算单位代码 项目代码 项目编码 邮政编码 地址 "
    "单位地址 实施期目标 实施期总目标 实施期绩效目标 中期目标 中期绩效目标 长期目标 三年目标 实施期资金总额 中期资金总额 "
    "项目实施期资金总额 项目总投资 总投资 中央补助 中央资金 中央财政资金 省级资金 省级财政资金 市级资金 县级资金 县区资金 "
    "地方资金 市县资金 社会资金 银行贷款 债券资金 专项债券 一般公共预算 一般公共预算资金 政府性基金 政府性基金预算 国有资本经营预算 "
    "项目期 项目起始年 项目终止年 项目起始年份 项目终止年份 项目总金额 申报金额 实施周期目标 实施周期总目标 "
    "部门意见 财政部门意见 主管部门意见 主管部门审核意见 财政部门审核意见 审核意见 单位意见 项目实施计划 实施进度计划 保障措施 "
    "项目实施进度计划 资金管理办法 专项名称 专项资金名称 政策依据 项目申报理由 项目背景 项目意义 备注 说明 "
    "其他说明的问题 其他需要说明的问题 需要说明的问题 其他说明事项 存在问题 改进措施 财务负责人 审核人 经办人 计划开始日期 计划完成日期 "
    "主管部门编码 财政专户管理资金 单位资金 调整前 调整后 变更前 变更后 项目实施内容及过程概述 项目总目标"
)

#: The columns of a funds table with several amounts a line.
FUNDS_COLUMNS: dict[str, str] = {
    "initial": "年初预算数 年初预算 年初预算金额 年初批复数",
    "annual": "全年预算数 全年预算数A 全年预算 全年预算数A万元 预算数 预算数A 调整后预算数 调整后预算 全年预算金额 调整预算数",
    "executed": "全年执行数 全年执行数B 预算执行数 执行数 执行数B 实际执行数 实际支出数 全年支出数 全年执行金额 实际支出数B 实际支出",
    "weight": "分值 权重 分值权重",
    "rate": "执行率 预算执行率 执行率B/A 执行率% 执行率B/A% 执行率B÷A 执行率B/A×100%",
    "score": "得分 自评得分",
}

#: Those of them that forms without such a table print as labels, each with its amount behind it.
EXECUTION = ("initial", "annual", "executed", "rate")

#: The columns of the indicator table.
INDICATOR_COLUMNS: dict[str, str] = {
    "level1": "一级指标 一级指标名称 一级",
    "level2": "二级指标 二级指标名称 二级",
    "level3": "三级指标 三级指标名称 三级 具体指标 指标名称",
    "target": (
        "指标值 目标值 年度指标值 年度指标值A 绩效指标值 指标目标值 绩效目标值 计划指标值 预期指标值 预期值 年初指标值 "
        "年度目标值 计划值 年度指标值A值 年初设定指标值 指标值A 年度目标值A 目标值A 预期目标值 年度绩效指标值 当年度指标值 "
        "当年指标值 本年指标值 本年度指标值 当年目标值 年度计划值"
    ),
    "actual": (
        "实际完成值 实际完成值B 全年实际值 全年完成值 全年实际完成值 实际完成指标值 完成值 实际完成情况 全年实际完成情况 "
        "实际值 实际完成 完成情况 全年实际完成值B 指标完成值 完成指标值"
    ),
    "target_type": "指标值类型 指标性质 绩效指标性质 计算符号 运算符号 运算符 符号 比较符号",
    "unit": "度量单位 计量单位 单位 指标单位 指标值单位 度量衡单位 绩效度量单位",
    "explanation": "指标解释 指标解释指标值内容 指标值内容 指标值说明 指标释义 指标内涵 指标定义 指标解释指标内容 绩效指标描述 指标描述 绩效指标解释",
    "standard": "评扣分标准 评分标准 扣分标准 评分规则 计分标准 评分细则 评价标准 计分方法 评分方法 评分依据 计分规则",
    "weight": "分值 权重 指标分值 指标权重 权重分值 分值权重 权重% 绩效指标权重",
    "score": "得分 自评得分 指标得分 自评分 自评分数",
    "reason": (
        "偏差原因分析及改进措施 未完成原因分析 偏差原因分析 未完成原因分析及改进措施 未完成原因及改进措施 偏差原因 原因分析 "
        "未完成原因和改进措施 偏差原因分析和改进措施 未完成原因 偏差原因及改进措施 未完成原因分析及拟采取的措施 "
        "未完成原因分析与改进措施 偏差原因分析与改进措施 偏差原因分析及改进 扣分原因 扣分说明 偏差分析 扣分原因分析"
    ),
    "note": "备注",
    "number": "序号 编号",
}

#: Headings whose meaning depends on what else is printed: the first field that has no column yet.
UNCERTAIN_COLUMNS: dict[str, tuple[str, ...]] = {
    "说明": ("note", "explanation"),
    "指标说明": ("note", "explanation"),
    "指标内容": ("target", "level3", "explanation"),
    "绩效指标": ("level3",),
    "指标": ("level3",),
    "内容": ("target",),
    "值": ("target",),
    "指标类别": ("level1",),
    "指标类型": ("level1",),
    "指标分类": ("level2",),
}

TOTAL_LABELS = frozenset("总分 合计 总计 自评总分 总得分 总分值 合计得分 自评总得分".split())
SUM_LABELS = TOTAL_LABELS | {"小计", "分项合计"}
BEFORE_A_CHANGE = frozenset("调整前 变更前 原指标值 调整前指标值 变更前指标值 原目标值".split())
AFTER_A_CHANGE = frozenset("调整后 变更后 调整后指标值 变更后指标值 新指标值".split())
SIDE_LABELS = frozenset(
    "绩效指标 年度绩效指标 项目绩效指标 指标 绩效指标体系 绩效指标完成情况 绩效目标指标 年度指标".split()
)

LEVEL1_WORDS = frozenset("成本指标 产出指标 效益指标 满意度指标 成本 产出 效益 满意度 效果指标".split())
#: 成本指标 and 满意度指标 are printed as 二级指标 too.
LEVEL1_ONLY_WORDS = frozenset("产出指标 效益指标 产出 效益 效果指标".split())
LEVEL2_WORDS = frozenset(
    "数量指标 质量指标 时效指标 经济成本指标 社会成本指标 生态环境成本指标 经济效益指标 社会效益指标 生态效益指标 可持续影响指标 "
    "服务对象满意度指标 数量 质量 时效 社会效益 经济效益 生态效益 可持续影响 服务对象满意度 社会公众或服务对象满意度指标".split()
)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NUMBERING = re.compile(r"^(?:[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?\d{1,2}(?:[)、]|\.(?!\d)))")
_MONEY_UNIT = re.compile(r"[(\[](?:单位:?|金额单位:?|人民币)?(万元|元)[)\]]")
_PUNCTUATION = re.compile(r"[()\[\]【】〔〕〈〉《》“”\"'*:、,，。;]")
_UNITS = {"万元": MoneyUnit.WAN_YUAN, "元": MoneyUnit.YUAN}
#: "实施单位（公章）" is "实施单位", "中期目标（2025年—2027年）" is "中期目标".
_BRACKETS = re.compile(r"(?<=.)[(\[][^()\[\]]{0,20}[)\]][:：]?$")
_SEAL = re.compile(r"(?:加?盖章|公章|签章)$")
#: Under a common heading 指标值: the value of the whole term, and that of the year.
_WHOLE_TERM = re.compile(
    r"(?:项目)?(?:实施期|实施周期|中长期|中期|长期|总体|三年|全周期)(?:绩效|总)?(?:指标|目标)?值?|总目标(?:绩效)?指标"
)
_THIS_YEAR = re.compile(r"(?:当年度?|本年度?|年度|全年|(?:19|20)\d{2}年度?)(?:绩效)?(?:指标|目标|计划)?值?")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label stands for: its field, how far it is preferred (0 most), and the money unit printed in it."""

    field: str
    rank: int = 0
    unit: MoneyUnit | None = None


def folded(text: str) -> str:
    """Return a text half-width, without white space and characters that show nothing."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


def label_key(text: str) -> str:
    """Return what labels are compared by."""
    key = _MONEY_UNIT.sub("", folded(text)).strip(":;；")
    key = _NUMBERING.sub("", key)
    if key.startswith("其中") and len(key) > 2:
        key = key[2:]
    return _PUNCTUATION.sub("", key)


def _index(table: dict[str, str]) -> dict[str, Label]:
    found: dict[str, Label] = {}
    for field, names in table.items():
        for rank, name in enumerate(names.split()):
            found[label_key(name)] = Label(field, rank)
    return found


_HEAD = (
    _index({field: names for field, names in FUNDS_COLUMNS.items() if field in EXECUTION})
    | {label_key(name): Label(FOREIGN) for name in _FOREIGN.split()}
    | {label_key(name): Label(STRUCTURE) for name in _STRUCTURE.split()}
    | _index(HEAD_LABELS)
    | _index(FUNDS_LABELS)
)
#: Sources of money as they stand below a heading 资金 or 其中; who gave the money only 上级 and 本级 say.
SOURCES = _index({"superior_grant": "上级 上级财政", "local": "本级 本级财政 区本级 县本级 市本级 省本级"}) | {
    name: Label(FOREIGN)
    for name in "中央 中央级 中央财政 省级 省级财政 市级 市级财政 县级 县级财政 区级 区县 区县级 乡镇".split()
}
_FUNDS_COLUMNS = _index(FUNDS_COLUMNS)
_INDICATOR_COLUMNS = _index(INDICATOR_COLUMNS)
_LONGEST = max(map(len, _HEAD)) + 12


def head_label(text: str) -> Label | None:
    """Return what a text stands for above or below the indicator table, None for no known label."""
    if len(text) > 4 * _LONGEST:
        return None
    key = label_key(text)
    label = _HEAD.get(key) or _HEAD.get(_SEAL.sub("", key)) or _HEAD.get(label_key(_BRACKETS.sub("", folded(text))))
    if label is None:
        return None
    unit = _MONEY_UNIT.search(folded(text))
    return Label(label.field, label.rank, _UNITS[unit[1]]) if unit else label


def printed_unit(text: str) -> MoneyUnit | None:
    """Return the money unit in brackets that a text of any kind ends with ("资金申请（元）"), None for no such text."""
    found = _MONEY_UNIT.search(folded(text)) if len(text) <= _LONGEST else None
    return _UNITS[found[1]] if found else None


def is_whole_term(text: str) -> bool:
    """Tell whether a text speaks of a project's whole term and not of one year."""
    return _WHOLE_TERM.fullmatch(label_key(text)) is not None


def is_this_year(text: str) -> bool:
    """Tell whether a text speaks of the year of the form."""
    return _THIS_YEAR.fullmatch(label_key(text)) is not None


def funds_column(text: str) -> Label | None:
    """Return the column that a heading of a funds table names."""
    return _heading(_FUNDS_COLUMNS, text)


def indicator_column(text: str) -> Label | None:
    """Return the column that a heading of the indicator table names."""
    return _heading(_INDICATOR_COLUMNS, text)


def _heading(table: dict[str, Label], text: str) -> Label | None:
    if len(text) > 4 * _LONGEST:
        return None
    key = label_key(text)
    # 全年预算数(A) and 指标值(A): the letter is for the formula in the next heading.
    label = table.get(key) or table.get(re.sub(r"[A-Z]$", "", key))
    # 指标值（包含数字及文字描述）, 分值（100分）
    label = label or table.get(label_key(_BRACKETS.sub("", folded(text))))
    if label is None:
        return None
    unit = _MONEY_UNIT.search(folded(text))
    return Label(label.field, label.rank, _UNITS[unit[1]]) if unit else label


def tidy(text: str) -> str:
    """Return a label as printed, without line breaks, spacing between its characters and a colon at its end."""
    text = text.strip().rstrip(":：").strip()
    if re.search(r"[\r\n]", text) or all(len(part) == 1 for part in text.split()):
        return re.sub(r"\s+", "", text)
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", text)
