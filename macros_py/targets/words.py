"""The words of targets as data: what stands for an operator, what is a grade, what means nothing was filled in."""

from __future__ import annotations

import re

from macros_py.targets.target import Operator
from macros_py.targets.units import words

BLANKS = frozenset(
    {
        "",
        "-",
        "/",
        "//",
        "\\",
        "无",
        "暂无",
        "空",
        "N/A",
        "n/a",
        "NA",
        "*",
        "…",
        "……",
        "(无)",
        "(空)",
        "nan",
        "NaN",
        "null",
        "NULL",
        "None",
        ".",
    }
)
"""Folded texts that say that there is no value."""

_BEFORE = {
    Operator.GE: "大于或等于 大于或者等于 大于等于 大于= 高于或等于 高于等于 多于或等于 不低于 不少于 不小于 不得低于 不得少于 不能低于 不能少于 不应低于 "
    "不应少于 不早于 至少 最少 最低 达到 达 不下于 不短于 不弱于 不得小于",
    Operator.LE: "小于或等于 小于或者等于 小于等于 小于= 低于或等于 低于等于 少于或等于 不高于 不超过 不大于 不多于 不超出 不突破 不得超过 不得高于 不得突破 "
    "不能超过 不能高于 不应超过 不应高于 不得大于 不得多于 不晚于 不迟于 至多 最多 最高 最大 未超过 控制在 控制到 降至 降到 不长于",
    Operator.GT: "大于 高于 多于 超过 超出 突破 超",
    Operator.LT: "小于 低于 少于 不足 不满 不到 未满 未达到 未达 不达",
    Operator.EQ: "等于",
}
BEFORE = {word: operator for operator, text in _BEFORE.items() for word in text.split()}
"""Words before a number → operator."""

_AFTER = {
    Operator.GE: "及以上 或以上 和以上 含以上 以上 之上",
    Operator.LE: "及以下 或以下 和以下 含以下 以下 之下 以内 之内 内 及以内 封顶",
    Operator.GT: "以外",
}
AFTER = {word: operator for operator, text in _AFTER.items() for word in text.split()}
"""Words after a number → operator. 民法典第1259条: 以上、以下、以内、届满 include the number; 不满、超过、以外 do not."""


def _alternatives(choices: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True))


BEFORE_PATTERN = _alternatives(list(BEFORE))
AFTER_PATTERN = _alternatives(list(AFTER))

TYPE_OPERATORS = {
    "≥": Operator.GE,
    "≤": Operator.LE,
    "=": Operator.EQ,
    ">": Operator.GT,
    "<": Operator.LT,
    **{
        word: BEFORE[word]
        for word in (
            "大于等于",
            "大于或等于",
            "小于等于",
            "小于或等于",
            "大于",
            "小于",
            "等于",
            "不低于",
            "不少于",
            "不高于",
            "不超过",
        )
    },
}
"""What 指标值类型 may hold, folded, where it states an operator."""

TYPE_DIRECTIONS = {
    **dict.fromkeys(("正向", "正向指标"), Operator.GE),
    **dict.fromkeys(("反向", "反向指标", "负向", "负向指标", "逆向", "逆向指标"), Operator.LE),
}
"""What 指标值类型 holds in other provinces; it tells the side on which the target lies (2022 年自评表说明 3), no more."""

TYPE_TEXT = frozenset({"定性", "定性指标"})
TYPE_NUMBER = frozenset({"定量", "定量指标"})

SCALE_WORDS = words(
    "好坏 高中低 优良中差 优良中低差 优良差 优中差 优良 好中差 好差 高低 大小 强弱 有无 是否 多少 快慢 优劣 长短 深浅 轻重 强中弱 大中小 "
)
"""A whole scale of grades, as 一体化 systems put it in 度量单位 for a target in words; as a target it names no level."""

UNITS_OF_WORDS = words("定性 文字描述 文字 等级 分级 分档")
"""What 度量单位 holds, besides a scale, for a target in words."""

GRADES = words(
    "优 良 中 差 好 坏 高 低 是 否 有 强 弱 大 小 较 √ 优秀 优良 优等 良好 中等 一般 较好 较差 很好 很差 极好 合格 基本合格 不合格 达标 不达标 及格 不及格 "
    "满意 基本满意 较满意 比较满意 很满意 非常满意 不满意 十分满意 完成 已完成 未完成 基本完成 部分完成 全部完成 全面完成 按时完成 按期完成 如期完成 及时完成 "
    "显著 明显 不明显 不显著 较明显 较显著 有效 无效 较高 较低 很高 高效 及时 不及时 较及时 按时 按期 准时 "
    "效果明显 效果显著 效果一般 效果良好 效果较好 效果好 效果较差 成效明显 成效显著 成效良好 有所提高 有所提升 有所加强 有所改善 有所增强 有所下降 有所降低 "
    "及时有效 持续保障 不断提升 不断提高 不断加强 持续提升 持续提高 逐步提升 逐步提高 逐步完善 稳步提升 明显提升 明显提高 明显改善 显著提升 显著提高 显著改善 "
    "进一步提升 进一步提高 进一步加强 进一步改善 进一步增强 进一步完善 按时保质完成 按质按量完成 保质保量完成 保质保量 按时足额 及时足额 全覆盖 全面覆盖 "
    "达成预期目标 达成预期指标 达成预期 达到预期 达到预期目标 符合预期 达成年度指标 达成目标 完成目标 部分达成年度指标 部分达成年度指标并具有一定效果 "
    "部分达成预期指标 部分达成预期指标并具有一定效果 部分实现目标 未达成年度指标 未达成年度指标且效果较差 未达成预期指标且效果较差 实现目标程度较低 基本达成目标 "
    "达到 达成 基本达到 未达到 实现 零投诉 零事故 零差错 零容忍 长期 中长期 长效 持续 稳定 基本稳定 健全 较健全 不健全 完善 较完善 不完善 规范 基本规范 不规范 "
    "合规 不合规 合理 较合理 基本合理 不合理 完整 较完整 不完整 齐全 真实 准确 科学 充分 较充分 不充分 到位 基本到位 不到位 正常 异常 正常运行 安全 无事故 "
    "优级 良级 一级 二级 三级 四级 五级 甲级 乙级 丙级 一等 二等 三等 第一等次 第二等次 好等次 称职 基本称职 不称职 优秀等次 良好等次 通过 未通过 不通过 "
    "符合 基本符合 不符合 提升 提高 增强 改善 加强 促进 推动 保障 增加 减少 下降 降低 增长 有序 有力 有助 支持 落实 执行 强化 可持续"
)
"""Words that name a level, a degree or a state by themselves."""

_MARKERS = re.compile(
    "有所|不断|持续|逐步|逐渐|逐年|稳步|明显|显著|大幅|较|进一步|基本|完全|全部|全面|已|未|达到|达成|及时|有效|良好|优秀|提升|提高|增强|改善|加强|完成|合格|达标"
    "|满意|稳定|正常|规范|完善|健全|按时|按期|如期|按质|保质|保障|充分|符合|零|到位|长期|有力|圆满|顺利|高效|得到|促进|覆盖"
)
_RATED = re.compile(
    r"(?:C|M|MU|LC|DN|HRB|HPB|S|P)[0-9]{1,4}(?:\.[0-9])?|[1-5]?A{1,5}级?|[A-Ea-e](?:级|等|档)|(?:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V|劣Ⅴ|劣V)[类级](?:水质|水|标准)?"
    r"|(?:国家|省部|省|市|县|州|部|厅|区|乡镇)级|[一二三四五六甲乙丙丁][级等类](?:[甲乙丙]等|资质|标准)?|[2-5]星级?"
)
_OR_BETTER = re.compile("(?:及|或)?以[上下]$")
# 进一步 and 统一安排 are words; any other numeral, or one at an end, makes a text no grade.
_NUMERAL = re.compile("^[一二两十百千万半亿]|[三四五六七八九]|[一二两十百千万半亿]$")
_COMPARED = re.compile(rf"({BEFORE_PATTERN})(.{{1,12}})")
_SHORT = re.compile(r"[\u3400-\u9fff]{1,6}")
_DEMANDS = words(
    "及时 完整 准确 真实 规范 合规 合理 齐全 科学 充分 到位 安全 有效 健全 完善 稳定 有序 有力 高效 持续 正常 达标 按时 按期 合格 长期 可持续 保质保量"
)
_SCALE_PARTS = re.compile(r"[/、,;|或]|或者")


def is_scale(folded: str) -> bool:
    """Return whether a text lists the levels to choose from (高中低, 优秀/良好/一般) instead of naming one."""
    # 好坏程度 names no level either.
    if folded.removesuffix("程度") in SCALE_WORDS and folded not in GRADES:
        return True
    parts = _SCALE_PARTS.split(folded)
    # 及时、完整、准确 are three demands.
    if "/" not in folded and "或" not in folded and "|" not in folded and _DEMANDS.issuperset(parts):
        return False
    return 2 <= len(parts) <= 8 and all(part in GRADES or part == "无" for part in parts)


def compared_grade(folded: str) -> tuple[Operator, str] | None:
    """Return the operator and the level of 不低于良好, 达到4A级; None for anything else."""
    found = _COMPARED.fullmatch(folded)
    if found is None or folded in GRADES or (found[2] not in GRADES and not _RATED.fullmatch(found[2])):
        return None
    return BEFORE[found[1]], found[2]


def is_grade(folded: str) -> bool:
    """Return whether a text is a grade: a word of the table, a rating (3A级), or at most six ideographs with a word of degree or state."""
    bare = _OR_BETTER.sub("", folded)
    if bare in GRADES or _RATED.fullmatch(bare):
        return True
    return (
        _SHORT.fullmatch(folded) is not None and _NUMERAL.search(folded) is None and _MARKERS.search(folded) is not None
    )
