"""Units of a target: which text is one, how much money it stands for, and what it can be converted to."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache


def words(text: str) -> frozenset[str]:
    """Return the words of a table that is written as running text."""
    return frozenset(text.split())


CLASSIFIERS = frozenset(
    "个次人份期套家户名件项篇条台座处所场批册本张部辆只头株棵亩吨米升克瓦度分倍元角块间栋幢层门宗组支队届轮班"
    "类种款版幅面块根片盒箱袋瓶桶车趟天日年月周秒时村镇乡县市州岁位起例单节课讲集期封卷页字组枚架艘口眼盏把"
    "尾羽匹窝筐垛副顶床匙管听罐剂针岗点站线段孔号席桌双对格柜排堆串"
)
_KNOWN = words(
    "人次 人天 人日 人月 人年 人·次 人·天 人·月 人·年 人份 课时 学时 学分 场次 台套 台次 架次 车次 班次 批次 期次 户次 件次 家次 频次 轮次 趟次 "
    "分钟 小时 个小时 工作日 个工作日 自然日 日历天 个月 星期 个星期 季度 个季度 学年 个学年 学期 个学期 年度 个年度 个周 昼夜 "
    "平方米 平米 平方公里 平方千米 立方米 立方 公里 千米 厘米 毫米 公顷 公斤 千克 毫克 公吨 毫升 公升 海里 千瓦 千瓦时 兆瓦 千伏 千伏安 "
    "摄氏度 分贝 微克 纳克 微米 纳米 吨公里 人公里 车公里 千升 兆帕 标准煤 吨标准煤 标箱 标方 个百分点 百分点 百分比 百分率 比例 比率 "
    "美元 港元 欧元 日元 英镑 港币 个项目 人员 对象 学生 教师 村民 群众 党员 干部 户数 人数 次数 个数 条数 项数 数量 件套 套件 人头 床位 车位 工位 点位 年一遇 并发 并发数 并发用户 BP bp "
    "㎡ m² m³ km² km ㎞ ㎏ kg ㎎ mg g t m cm ㎝ mm ㎜ ㎥ m2 m3 km2 hm² hm2 ha L ml mL h min s d kW kWh MW kV KV V W A Hz GHz MHz MB GB TB KB PB Mbps Gbps MB/s "
    "dB ℃ °C ppm μg mg/L μg/m³ 字节 兆 兆字节 比特 折 成 元整 星 星级 级 等 % ‰"
)
_PERCENT = frozenset({"%", "百分比", "百分率", "pct", "PCT"})
_POINTS = frozenset({"百分点", "个百分点"})
_SYNONYMS = {
    **dict.fromkeys(_PERCENT, "%"),
    **dict.fromkeys(_POINTS, "个百分点"),
    **dict.fromkeys(("㎡", "m²", "m2", "平米", "平方"), "平方米"),
    **dict.fromkeys(("㎥", "m³", "m3", "立方"), "立方米"),
    **dict.fromkeys(("km²", "km2", "平方千米"), "平方公里"),
    **dict.fromkeys(("km", "㎞", "千米"), "公里"),
    **dict.fromkeys(("kg", "㎏", "千克"), "公斤"),
    **dict.fromkeys(("hm²", "hm2", "ha"), "公顷"),
    **dict.fromkeys(("m",), "米"),
    **dict.fromkeys(("人·次",), "人次"),
    **dict.fromkeys(("日", "自然日", "日历天"), "天"),
    **dict.fromkeys(("个工作日",), "工作日"),
    **dict.fromkeys(("月",), "个月"),
    **dict.fromkeys(("个小时", "h"), "小时"),
    "min": "分钟",
    "s": "秒",
    "d": "天",
    **dict.fromkeys(("星期", "个星期", "个周"), "周"),
    **dict.fromkeys(("个季度",), "季度"),
    **dict.fromkeys(("个学年",), "学年"),
    **dict.fromkeys(("个学期",), "学期"),
    **dict.fromkeys(("个年度",), "年"),
}
_PER_HEAD = re.compile("每|人均|户均|村均|亩均|平均|单价|单位成本|日均|月均|年均")
_PERIODS = {
    "年": (Decimal(12), "个月"),
    "季度": (Decimal(3), "个月"),
    "个月": (Decimal(1), "个月"),
    "周": (Decimal(7 * 86400), "秒"),
    "天": (Decimal(86400), "秒"),
    "小时": (Decimal(3600), "秒"),
    "分钟": (Decimal(60), "秒"),
    "秒": (Decimal(1), "秒"),
    "工作日": (Decimal(1), "工作日"),
    "学年": (Decimal(1), "学年"),
    "学期": (Decimal(1), "学期"),
}
# 亩 and not 平方米 for areas: 15 亩 are a hectare, and the reverse has no end of decimals.
_MEASURES = {
    "公里": (Decimal(1000), "米"),
    "厘米": (Decimal("0.01"), "米"),
    "毫米": (Decimal("0.001"), "米"),
    "平方公里": (Decimal(1500), "亩"),
    "公顷": (Decimal(15), "亩"),
    "平方米": (Decimal("0.0015"), "亩"),
    "吨": (Decimal(1000), "公斤"),
    "公吨": (Decimal(1000), "公斤"),
    "斤": (Decimal("0.5"), "公斤"),
    "克": (Decimal("0.001"), "公斤"),
}
_SCALES = {
    "百": Decimal(10**2),
    "千": Decimal(10**3),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "十亿": Decimal(10**9),
    "百亿": Decimal(10**10),
    "千亿": Decimal(10**11),
    "万亿": Decimal(10**12),
}
_SCALED = re.compile(
    r"(十万|百万|千万|十亿|百亿|千亿|万亿|百|千|万|亿)(?!米|克|瓦|伏|卡|帕|分点|分比|分率|兆|[%‰])(.*)"
)
_MONEY = re.compile(r"(?:人民币)?(元|圆|块|块钱|元人民币|元整|圆整|元钱)")
_SHAPE = re.compile(r"[\u3400-\u9fffA-Za-zμµ°℃Ω²³㎡㎞㎏㎝㎜㎥㎎%‰/·*×²³0-9'\"“”‘’、&.]+")
_EITHER = re.compile(r"([^()]+)\(([^()]+)\)次?")
# 吨CO2当量, 吨标煤: of what, or like what, the weight is.
_LIKE = re.compile(r"(.+?)(?:CO2|CO₂|二氧化碳|标准煤|标煤|油)(?:e|当量)?")
_PER_MANY = re.compile(r"(?:[\u3400-\u9fff]{0,2}|1)/[0-9]*[十百千万亿]+[人口户辆例台]?")
# 1次/15分钟
_SO_LONG = re.compile("[1-9][0-9]{0,2}(?:秒|分钟|小时|天|日|周|个月|年)")
_ALTERNATIVES = words("台/套 部/套 件/套 场/次 套/件 个/处 人/次 户/次 批/次")
_CALENDAR_WORDS = frozenset("年月日时")
_PARTS = re.compile(r"[/·*×.]|每")
_STATEMENT = re.compile(
    "完成|达到|达标|合格|覆盖|到位|通过|提高|提升|增长|增加|降低|减少|下降|以上|以下|以内|之内|左右|控制|确保|落实|开展|实现|保障|满意|优秀|良好"
    "|按时|及时|有效|或|和|及|与|并|的|为|是|不|无|前|后|内|已|未|将|均|全"
)
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+")
_NUMERAL = re.compile("[一二三四五六七八九十]")
_LETTERS = re.compile(r"[A-Za-zμµ°℃Ω²³]{1,8}[23]?")


@lru_cache(maxsize=4096)
def is_unit(text: str, free: bool = False) -> bool:
    """Return whether a (folded) text can be the unit of a number.

    Known units, known units with a step (万人次), quotients (元/人·月) and classifiers with a short noun (个行政村) always are.
    With ``free`` (an operator stands before the number, or the text stands in 度量单位) any short word without a verb is.
    """
    if len(text) > 16:
        return False
    if not text or _known(text):
        return True
    if text[0] in _CALENDAR_WORDS and len(text) > 1 and _PARTS.search(text) is None:
        return False
    if _PER_MANY.fullmatch(text):
        return True
    like = _LIKE.fullmatch(text)
    if like is not None and _known(like[1]):
        return True
    either = _EITHER.fullmatch(text)
    if either is not None:
        return _known(either[1]) and _known(either[2])
    if not _SHAPE.fullmatch(text) or text[0] in "/·*×0123456789.、":
        return False
    parts = _PARTS.split(text)
    if len(parts) > 1:
        # 元/生·年, 名/网格: for what it is so much, no table can list.
        each = free or (text[len(parts[0])] == "/" and _known(parts[0]) and parts[0] not in _PERCENT)
        return bool(parts[-1]) and all(
            not part
            or _known(part)
            or _noun(part)
            or bool(_LETTERS.fullmatch(part))
            or (f"/{part}" in text and bool(_SO_LONG.fullmatch(part)))
            or (each and _short_word(part) and (free or not _NUMERAL.search(part)))
            for part in parts
        )
    if _noun(text) or _LETTERS.fullmatch(text):
        return True
    return len(text) <= (8 if free else 2) and bool(_IDEOGRAPHS.fullmatch(text)) and not _STATEMENT.search(text)


def is_quotient(unit: str) -> bool:
    """Return whether the unit is so much for each (次/月, 元/人); 台/套 names two ways to count and 人/次 may."""
    return ("/" in unit or "每" in unit) and unit not in _ALTERNATIVES


@lru_cache(maxsize=4096)
def is_known(text: str) -> bool:
    """Return whether a text is in the table of units (with a step or not), the strict test for Chinese numerals."""
    return _known(text)


def _known(text: str) -> bool:
    if text in CLASSIFIERS or text in _KNOWN or _MONEY.fullmatch(text):
        return True
    scaled = _SCALED.fullmatch(text)
    return scaled is not None and (
        not scaled[2] or scaled[2] in CLASSIFIERS or scaled[2] in _KNOWN or bool(_MONEY.fullmatch(scaled[2]))
    )


def _short_word(text: str) -> bool:
    return len(text) <= 6 and bool(_IDEOGRAPHS.fullmatch(text)) and not _STATEMENT.search(text)


def _noun(text: str) -> bool:
    """Return whether a text is a classifier with a short noun: 个村, 名工作人员, 场次培训."""
    bare = _split(text)[1]
    head = 2 if bare[:2] in _KNOWN else 1
    noun = bare[head:]
    return (
        bool(bare)
        and (head == 2 or bare[0] in CLASSIFIERS - _CALENDAR_WORDS)
        and len(noun) <= 6
        and bool(_IDEOGRAPHS.fullmatch(noun))
        and not _STATEMENT.search(noun)
    )


def _split(unit: str) -> tuple[Decimal, str]:
    scaled = _SCALED.fullmatch(unit)
    return (_SCALES[scaled[1]], scaled[2]) if scaled else (Decimal(1), unit)


@lru_cache(maxsize=4096)
def normal_unit(unit: str) -> str:
    """Return the unit under its usual name where the meaning is certain (㎡ → 平方米); 人/次 stays as it is."""
    scaled = _SCALED.fullmatch(unit)
    if scaled and scaled[2]:
        return scaled[1] + _SYNONYMS.get(scaled[2], "元" if _MONEY.fullmatch(scaled[2]) else scaled[2])
    if _MONEY.fullmatch(unit):
        return "元"
    return _SYNONYMS.get(unit, unit)


@lru_cache(maxsize=4096)
def money_scale(unit: str) -> Decimal | None:
    """Return how many yuan one of the unit is, or None for anything but plain money (元/人 and 美元 are none)."""
    if unit == "角":
        return Decimal("0.1")
    scale, bare = _split(unit)
    return scale if _MONEY.fullmatch(bare) else None


def is_percent(unit: str) -> bool:
    """Return whether the unit means hundredths: %, 百分比, 个百分点."""
    return unit in _PERCENT or unit in _POINTS


def is_per_head(subject: str) -> bool:
    """Return whether the words before a number say that it is so much for each: 每人, 人均."""
    return _PER_HEAD.search(subject) is not None


@lru_cache(maxsize=4096)
def is_period(unit: str) -> bool:
    """Return whether the unit measures a stretch of time: 年, 个月, 工作日, 分钟."""
    return normal_unit(unit) in _PERIODS


@lru_cache(maxsize=4096)
def base(unit: str) -> tuple[Decimal, str]:
    """Return the factor and the unit in which values of like units can be compared.

    Money comes down to 元, counts lose their step (万人次 → 人次 × 10000), % and ‰ become a fraction (unit 比率), lengths 米,
    areas 亩, weights 公斤, time 个月 or 秒. 工作日 stays itself: how long five of them are depends on the calendar.
    """
    if unit in _PERCENT:
        return Decimal("0.01"), "比率"
    if unit == "‰":
        return Decimal("0.001"), "比率"
    money = money_scale(unit)
    if money is not None:
        return money, "元"
    normal = normal_unit(unit)
    if normal in _PERIODS:
        return _PERIODS[normal]
    scale, bare = _split(unit)
    bare = normal_unit(bare)
    factor, measure = _MEASURES.get(bare, (Decimal(1), bare))
    return scale * factor, measure
