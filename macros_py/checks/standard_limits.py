"""The numbers and dates in a 评(扣)分标准 that no rule could be read from, held against the 指标值 of its row."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from macros_py.scoring.literals import literal
from macros_py.targets import Kind, Operator, Target, read_target

_DATE = r"(?:19|20)[0-9]{2}(?:年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[.\-/][0-9]{1,2}(?:[.\-/][0-9]{1,2})?)(?:底|末)?"
# 10月底 of the year of the form; 每月25日 and 1-10月 are no deadline.
_MONTH = r"(?<![0-9年每逐各\-—－~～至到])(?:本年|当年|年内)?(?:1[0-2]|[1-9])月份?(?:[0-9]{1,2}日|底|末)?"
_DONE_BY = re.compile(
    rf"(?<![0-9.])({_DATE}|{_MONTH})(?:之前|以前|前|内|止)?[，,]?(?:全部|全面|按时|按期|基本)?(?:完成|完工|竣工|办结|支付|拨付|发放|到位|交付|配送|送达|安装|建成|投用|投入使用|兑付|兑现|印发)"
    rf"|(?:时限|时间|期限)(?:为|是|：|:)({_DATE}|{_MONTH})(?:之前|以前|前|内|止)?(?:[，,。；;]|$)"
)
_ANY_DATE = re.compile(rf"(?<![0-9.])({_DATE}|{_MONTH})(前|之前|以前)?(?![0-9])")
# What is done on the way has a day of its own.
_STAGE = re.compile(
    "招标|招投标|采购|设计|方案|前期|立项|可研|申报|选址|合同|备案|审批|审核|摸底|调研|动员|部署|阶段|半年|首批|第一批|进度|拨付|支付|开工|启动|报名|征求|验收前|初"
)
_LIMIT = r"(?:大于或?等于|不低于|不少于|不小于|达到|≥|>=|小于或?等于|不高于|不超过|不大于|≤|<=)"
_POINTS = r"(?:及?以上|以内|以下)?[的时]?[，,]?\s*(?:的|可)?(?:得|计)\s*(?:满分|[0-9])"
_STEP = re.compile("每|各")
# What earns so many points: 购置5架得5分, 24小时内处置得10分, 扶助197人得满分15分.
_EARNS = r"(?:及以[上下内]|以[上下内]|内)?[^0-9，,。；;]{0,6}?[的,，]?(?:得|计)(?:满分)?([0-9]+(?:\.[0-9]+)?)分"
_POINTS_OF_ANY = re.compile(r"(?:得|计)(?:满分)?([0-9]+(?:\.[0-9]+)?)分")
# 得分=实际数/1200×6分: what the actual is divided by.
_DIVIDED = re.compile(r"实际[^0-9，,。；;/÷／]{0,12}[/÷／]([0-9]+(?:\.[0-9]+)?)(?![0-9.]|月|日)")


def limit_against(standard: str, target: Target, year: int | None) -> str:
    """Return in a Chinese sentence how a scoring sentence contradicts ``target``, "" where it does not for certain.

    Only a sentence that names a limit of the target's own kind for its points, and the target nowhere, contradicts it.
    """
    text = "".join(standard.split())
    if target.is_calendar:
        return _deadline_against(text, target, year)
    if (
        target.kind in (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.PERIOD)
        and target.unit
        and isinstance(target.value, Decimal)
    ):
        return _number_against(text, target) or _full_mark_against(text, target) or _base_against(text, target)
    return ""


def _deadline_against(text: str, target: Target, year: int | None) -> str:
    stated = other_deadline(text, target, year)
    return f"标准里的期限“{stated}”与指标值“{target.printed.strip()}”不一致" if stated else ""


def other_deadline(text: str, target: Target, year: int | None) -> str:
    """Return the day by which a text says that something is to be done, where ``target`` is a day that it nowhere names; else "".

    A month without a year is one of ``year``, the 年度 of the form.
    """
    text = "".join(text.split())
    found = _DONE_BY.search(text)
    if found is None or target.kind is Kind.RANGE:
        return ""
    wanted = target.deadline_in(year) if year is not None else target.deadline
    stated = found[1] or found[2]
    # 12月31日前 of a sentence that has named its year before.
    if wanted is None or re.search(rf"(?<![0-9年]){wanted.month}月(?:{wanted.day}日|底|末)", text):
        return ""
    if _STAGE.search(re.split("[，,。；;]", text[found.end() :])[0]):
        return ""
    named = [(read_target(other[1]), other) for other in _ANY_DATE.finditer(text)]
    for read, other in named:
        day = read.deadline_in(wanted.year)
        if day is None or _same(day, wanted, read.kind, target.kind):
            return ""
        # By the first of a month is by the end of the one before.
        if other[2] and read.kind is Kind.MONTH and wanted == day.replace(day=1) - timedelta(days=1):
            return ""
    return stated


def _same(one: date, other: date, first: Kind, second: Kind) -> bool:
    """Tell whether two deadlines agree as far as both say: a month against a day of that month does."""
    if Kind.YEAR in (first, second):
        return one.year == other.year
    if Kind.MONTH in (first, second):
        return (one.year, one.month) == (other.year, other.month)
    return one == other


def _full_mark_against(text: str, target: Target) -> str:
    """Return how the one number that earns the most points differs from the target; "" where several do, or none in its unit."""
    if target.operator not in (Operator.GE, Operator.LE, Operator.EQ):
        return ""
    unit = re.escape(target.unit)
    most = max((Decimal(points) for points in _POINTS_OF_ANY.findall(text)), default=None)
    earning = [
        found
        for found in re.finditer(rf"(?<![0-9.\-—~～至到])([0-9]+(?:\.[0-9]+)?){unit}{_EARNS}", text)
        if Decimal(found[2]) == most
    ]
    others = [points for points in _POINTS_OF_ANY.findall(text) if Decimal(points) == most]
    if len(earning) != 1 or len(others) != 1 or Decimal(earning[0][1]) == target.value:
        return ""
    clause = re.split("[，,。；;]", text[: earning[0].start()])[-1]
    if _STEP.search(text[: earning[0].start()]) or _NO_LIMIT.search(clause) or _NO_LIMIT.search(earning[0][0]):
        return ""
    stated = f"{literal(Decimal(earning[0][1]))}{target.unit}"
    return f"标准里得满分的是“{stated}”，指标值是“{target.printed.strip()}”"


# Shares of a target, or what is beyond the limit, earn points of their own.
_NO_LIMIT = re.compile(
    "超|多|少|低于|高于|未|不足|不到|增|减|提前(?!量)|推迟|逾期|小于|大于|第|另|其中|比|<|>|＜|＞|且|并|和"
)


def _base_against(text: str, target: Target) -> str:
    """Return how a formula divides by another number than the target; "" where it does not."""
    found = _DIVIDED.search(text)
    if found is None or target.value is None or not isinstance(target.value, Decimal):
        return ""
    base = Decimal(found[1])
    if base in (target.value, target.base_value, Decimal(100), Decimal(1)) or _DIVIDED.search(text, found.end()):
        return ""
    # 10.8万吨 may be divided as 108000.
    if any(base == target.value * Decimal(10) ** power for power in range(-4, 9)):
        return ""
    return f"标准的公式里除以“{found[1]}”，指标值是“{target.printed.strip()}”"


def _number_against(text: str, target: Target) -> str:
    unit = re.escape(target.unit)
    numbers = re.findall(rf"([0-9]+(?:\.[0-9]+)?){unit}", text)
    stated = re.search(rf"{_LIMIT}([0-9]+(?:\.[0-9]+)?){unit}{_POINTS}", text)
    if (
        stated is None
        or target.value in [Decimal(number) for number in numbers]
        or _STEP.search(text[: stated.start()])
    ):
        return ""
    # 90%以上得满分 of a target ≤95% and the like: which way it counts is for a person to say.
    if target.operator not in (Operator.GE, Operator.LE, Operator.EQ, Operator.GT, Operator.LT):
        return ""
    return f"标准里的“{literal(Decimal(stated[1]))}{target.unit}”与指标值“{target.printed.strip()}”不一致"
