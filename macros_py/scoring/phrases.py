"""The phrases of scoring sentences: the words they are made of, and what each phrase says."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from macros_py.scoring.clauses import (
    After,
    Award,
    Base,
    Before,
    Condition,
    FullMark,
    Late,
    NotUnderstood,
    Per,
    Ranges,
    Ratio,
    Remainder,
    Word,
)

_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

N = r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九半])"
OWN = "\ue000"
"""Stands in a sentence for the unit of its row where that is none of these: 46万页, 3对, 2兆瓦."""
UNIT = (
    "个百分点|百分点|%|‰|[万亿]?(?:元|人次|人日|人天|人|个月|个?工作日|个|场次|批次|户次|台套|次|份|天|日|周|月|户|套|台|项|件|家|名|场|期|篇|起|处|例|批|册|所|座"
    "|平方公里|平方米|立方米|公里|公顷|公斤|千克|亩|吨|米|课时|学时|分钟|小时|村|张|辆|(?<![12][0-9]{3})年|棵|株|只|头|条|部|本|幅|支|盏|根|间|栋|栏|分"
    rf"|{OWN})"
    "(?:/(?:人次|场次|人|户|亩|次|年|月|天|日|家|个|平方米|立方米|平方公里|公里|米|吨|公斤|台|套|件|课时|学时|间|棵|株|头|只|份|座|村|场|期)(?:×[年月天日次])?)?"
)
INCLUDED = r"\((?:含|包含|包括|不含|不包含|不包括)(?:本数|本级|[0-9.]+[\u4e00-\u9fff%‰]{0,3})?\)"
# No negation and no second thing may hide in the name of what is measured.
SUBJECT = r"(?:(?:(?!未|不|没|无|非|除|如|若|且|或|和|与|并|每|及(?!时)|低于|高于|超过|少于|多于|达到|完成(?!率))[\u4e00-\u9fff]){0,14}?(?:率|度|比例|占比|比重|人数|次数|数量|数|金额|成本|费用|支出|面积|时间|时长|周期|天数|得分|实际值|完成值|目标值))"
DOING = "完成|开展|举办|组织|召开|建设|建成|新建|购置|采购|培训|发放|编制|印发|安装|改造|维修|慰问|实施|制作"
REACHING = "覆盖|走访|服务|受理|办理|检查|巡查|宣传|帮扶|救助|培育|引进|新增|发表|审核|调解|整治"
THING = r"(?:(?!未|不|没|无|每|超|低|高|少|或|且)[\u4e00-\u9fff]){0,8}"
AT_LEAST = "大于等于|大于或等于|大于=|高于或等于|高于等于|不低于|不少于|不小于|达到|达|≥"
AT_MOST = "小于等于|小于或等于|小于=|低于或等于|低于等于|不高于|不超过?|不大于|不多于|≤"
ABOVE = "大于|高于|超过|超出|多于|>"
BELOW = "小于|低于|少于|不足|未达到|不到|<"
TAIL = "及以上|或以上|以上|及以下|或以下|以下|以内"
DONE_BY = "(?:人均|户均|村均)?增收|支持|扶持|资助|奖励|补助|培养|办结|接待|增长"
HAPPENING = "发生"
"""The subject of bounds that count events."""
HAPPENED = "发生|出现|发现|存在|有"
COUNTED = r"(?:人次|场次|户次|批次|台套|人|个|次|份|户|套|台|项|件|家|名|场|期|篇|起|处|例|批|册|所|座|村|宗|笔|条|部)"
CARRIED_OUT = r"(?:全部|按时|及时)?(?:完成|办结|修复|上架|处置|到位|响应|处理|到达|解决|办理|支付|拨付|发放|兑付|答复|回复|送达|整改|恢复|交付|验收|竣工|交货|供货|完工|上报|报送|反馈|受理|审核|审批|抢通|抢修|到场|出动)?(?:完毕|完成|到位)?"
PLAN = (
    r"(?:(?:年初|年度|既定|预期|预定)?(?:计划|目标|指标|预期)(?:完成)?(?:指标值|目标值|值|数量|数|量|任务)?(?:\(A\))?)"
)
REAL = r"(?:(?:(?:年度)?实际(?:完成)?(?:值|数量|数|量|率|比例|场次|天数|人数|次数|户数|件数|个数|面积|支出数?|支出额)?|完成(?:值|数量|数|量))(?:\(B\))?)"
MARK = r"(?:(?:该|本)?项?(?:指标)?(?:的)?(?:权重分值|权重分数|权重分|权重|标准分值|标准分|分值|分数|满分|全分))"
WEIGHT = rf"(?:(?:该|本)?项?指标(?:的)?(?:分值|权重|分数|满分|标准分)|(?:标准)?分值|权重(?:分值|分数?)?|满分|标准分值?|(?P<points>{N})分)"
COUNT = r"(?:进行)?(?:计分|记分|计算得分|折算得分|计算|得分|给分|折算|核算|赋分|计得分)?"
END = r"(?=[,;。]|$)"
OFF = r"(?:的)?,?(?:则|应|相应|各)?(?:扣减|扣除|减扣|减|扣)"
SPAN = r"(?:总成本|总预算|预算数|预算|成本|计划值|目标值|指标值|计划数|计划|目标|规定时限|规定时间|时限|期限|(?:规定|支出|补助|开支|定额)?标准|(?:批复|总)?概算|合同(?:总)?(?:单价|价款|价|金额)|单价|限价|限额)"


def number(text: str) -> Decimal:
    """Return the value of digits or of Chinese numerals up to 99 (半 is a half)."""
    if text[0].isascii():
        return Decimal(text)
    if text == "半":
        return Decimal("0.5")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return Decimal(_NUMERALS[text])
    return Decimal((_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0))


def included(mark: str | None, *limits: Decimal) -> bool | None:
    """Return what (含) or (不含) says, None without it; (含90%) must name one of ``limits``."""
    if not mark:
        return None
    named = named_limit(mark)
    if named is not None and limits and named not in limits:
        raise NotUnderstood(f"“{mark}”说的不是它前面的数，不能确定含不含本数")
    return not mark.startswith("(不")


def named_limit(mark: str | None) -> Decimal | None:
    """Return the number that (含90%) names, None for (含)."""
    found = re.search(r"[0-9]+(?:\.[0-9]+)?", mark or "")
    return Decimal(found[0]) if found else None


DIRECTIONS = {
    "over": "超出|超过|超支|超额|超|高于|高出|高|增加|上升|增高|突破",
    "under": "低于|低|降低|减少|下降|降|少完成|少于|少|未完成|差|欠|缺少|缺",
    "both": "相差|偏差|偏离|偏移|浮动|误差",
    "late": "推迟|逾期|延迟|延期|拖延|延后|滞后|超期|拖后|迟|晚",
}


def per(found: re.Match[str]) -> Per:
    """Read 每超出10%扣2分 with the side it punishes."""
    verb = found["verb"]
    direction = next(name for name, verbs in DIRECTIONS.items() if verb in verbs.split("|"))
    unit = found["unit"]
    if direction != "late" and found["subject"] and direction == "under" and verb == "未完成":
        raise NotUnderstood(f"看不懂“{found[0]}”")
    if verb == "未完成" and unit == "%":
        raise NotUnderstood(f"看不懂“{found[0]}”")
    of_target = bool(found["span"] or found["plan"])
    base = number(found["base"]) if found["base"] else None
    return Per(
        direction, number(found["count"]), unit, number(found["points"]), of_target=of_target,
        share=bool(found["share"]), of_rate="完成率" in (found["subject"], found["who"]), base=base, base_unit=found["base_unit"] or "",
    )  # fmt: skip


_A_YEAR = {"月": 12, "个月": 12, "季度": 4, "个季度": 4, "季": 4, "半年": 2, "年": 1}


def frequency(found: re.Match[str]) -> Base:
    """Read 每季度1次: four a year."""
    return Base(number(found["count"]) * _A_YEAR[found["span"]], found["unit"], found[0])


def once(found: re.Match[str]) -> Per:
    """Read 少1座扣0.3分, which is 每少1座: for one the two say the same."""
    verb = found["verb"] or found["verb2"] or found["verb3"]
    direction = next((name for name, verbs in DIRECTIONS.items() if verb in verbs.split("|")), "under")
    count, unit = (
        (found["count"] or found["count2"] or found["count3"]),
        (found["unit"] or found["unit2"] or found["unit3"]),
    )
    return Per(direction, number(count), unit, number(found["points"]), share=bool(found["share"]))


def incident(found: re.Match[str]) -> Per:
    """Read 每发现1处扣2分."""
    points, share = number(found["points"]), bool(found["share"])
    return Per("incident", number(found["count"]), found["unit"], points, found["what"], share=share)


def before(found: re.Match[str]) -> Before:
    """Read 在2026年12月31日前完成."""
    year, month, day = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
    return Before(year, month, day, found[0])


def ranges(found: re.Match[str]) -> Ranges:
    """Read 达成100%-80%(含80%),部分达成80%-50%(含50%),未达成50%-0%."""
    entries = []
    for word, first, first_mark, second, second_mark in re.findall(
        rf"([\u4e00-\u9fff、]+?)[:为得在]?([0-9]+)%?({INCLUDED})?[-~至]([0-9]+)%({INCLUDED})?", found[0]
    ):
        top, top_in, low, low_in = (
            Decimal(first),
            included(first_mark, Decimal(first)),
            Decimal(second),
            included(second_mark, Decimal(second)),
        )
        entries.append((word.strip("、"), top, low, top_in, low_in))
    return _closed_ranges(entries)


def listed_ranges(found: re.Match[str]) -> Ranges:
    """Read 甲、乙、丙三档,分别按照100%-80%(含80%)、80%-50%(含50%)、50%-0%确定分值, the wording of the 2022 form."""
    words = re.split("[、,]", found["words"])
    shares = re.findall(rf"([0-9]+)%({INCLUDED})?[-~至]([0-9]+)%({INCLUDED})?", found["shares"])
    if len(words) != len(shares):
        raise NotUnderstood(f"“{found['words']}”有{len(words)}个等级，后面却有{len(shares)}个区间")
    entries = [
        (
            word,
            Decimal(first),
            Decimal(second),
            included(first_mark, Decimal(first)),
            included(second_mark, Decimal(second)),
        )
        for word, (first, first_mark, second, second_mark) in zip(words, shares, strict=True)
    ]
    return _closed_ranges(entries)


def _closed_ranges(entries: list[tuple[str, Decimal, Decimal, bool | None, bool | None]]) -> Ranges:
    """Return the ranges with their ends settled: 100 and 0 belong to theirs, an inner limit to the range that says 含."""
    settled = []
    for position, (word, top, low, top_in, low_in) in enumerate(entries):
        if low >= top or (position and entries[position - 1][2] != top):
            raise NotUnderstood("各等级的百分比区间没有首尾相接")
        above = entries[position - 1][4] if position else None
        below = entries[position + 1][3] if position + 1 < len(entries) else None
        high_closed = top_in if top_in is not None else (position == 0 or (above is False))
        low_closed = low_in if low_in is not None else (position + 1 == len(entries) or below is False)
        settled.append((word, low, top, low_closed, high_closed))
    for (_, low, _, closed, _), (_, _, _, _, next_closed) in zip(settled, settled[1:], strict=False):
        if closed == next_closed:
            raise NotUnderstood(f"各等级的分界 {low}% 归哪一级没有写明，请在百分比后面注明（含）")
    return Ranges(tuple(settled))


def condition(name: str) -> Callable[[re.Match[str]], Condition]:
    """Return the reader of a state without a number."""
    return lambda found: Condition(name, found[0])


def written_out(found: re.Match[str]) -> Ratio:
    """Read 实际/100×15: the target and the points as numbers; ``plan`` stands before the stroke in reverse."""
    return Ratio(
        reverse=found["plan"] is not None,
        points=points_in(found),
        base=number(found["plan"] or found["base"]),
        base_unit=found["plan_unit"] or found["base_unit"] or "",
    )


def cap(found: re.Match[str]) -> FullMark:
    """Read 超过5分的按5分计."""
    if number(found["points"]) != number(found["again"]):
        raise NotUnderstood(f"“{found[0]}”里的两个分数不一样")
    return FullMark(number(found["points"]))


def late(found: re.Match[str]) -> Late:
    """Read 逾期10天以内 and 逾期10天以上."""
    days, tail = number(found["number"]), found["tail"]
    marks = {included(found["inner"], days), included(found["outer"], days)} - {None}
    if len(marks) > 1:
        raise NotUnderstood(f"“{found[0]}”前后两种说法不一致，不能确定含不含本数")
    closed = marks.pop() if marks else True
    marked = closed and (found["inner"] or found["outer"] or "及" in tail or "或" in tail)
    low, high = (days, None) if tail.endswith("上") else (None, days)
    return Late(low, high, found["unit"], found[0], bool(closed), bool(marked))


def after(found: re.Match[str]) -> After:
    """Read 8月底后完成 and 年内未完工."""
    year, month, day = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
    return After(year, month, day, found[0])


def left_open(found: re.Match[str]) -> Award:
    """Refuse 得8-14分: whoever scores decides."""
    raise NotUnderstood(f"“{found[0]}”没有说定几分，要由评分的人在区间里定，请手工打分")


def points_in(found: re.Match[str]) -> Decimal | None:
    """Return the points a formula names, None where it says 分值."""
    points = found["points"] or found.groupdict().get("bare")
    return number(points) if points else None


_NO_GRADE = re.compile(
    "原则|适当|情况|计划|目标|指标|预算|且|或|并|和|与|及(?!时)|酌|每|超|扣|视|按(?!时|期|标准)|约|除|若|如(?!期)|低于|高于"
)


def word(found: re.Match[str]) -> Word:
    """A grade names one level; words that join two conditions or compare are none."""
    if _NO_GRADE.search(found["word"]):
        raise NotUnderstood(f"看不懂“{found['word']}”，请改写，或手工打分")
    return Word(found["word"])


def share(found: re.Match[str]) -> Award:
    """Read 得分值的50%."""
    return Award(None, Decimal(found["share"])) if found["share"] else Award(None, full=True)


def half(found: re.Match[str]) -> Award:
    """Read 得一半分."""
    return Award(None, Decimal(50))


def above_threshold(found: re.Match[str]) -> Ratio:
    """Read (完成率-60%)/40%×分值."""
    above = Decimal(found["above"])
    rest = 100 - Decimal(found["again"]) if found["again"] else Decimal(found["rest"])
    if not 0 < above < 100 or above + rest != 100:
        raise NotUnderstood(f"“{found[0]}”里的两个百分比对不上")
    return Ratio(points=points_in(found), above=above)


def remainder(found: re.Match[str]) -> Remainder:
    """Read 不足10天按10天计算 and 不足10天不扣."""
    count = number(found["count"])
    if not found["none"] and (number(found["count2"]) != count or found["unit2"] != found["unit"]):
        raise NotUnderstood(f"看不懂“{found[0]}”，前后两个数不一样")
    return Remainder(not found["none"], count, found["unit"])
