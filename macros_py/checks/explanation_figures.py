"""The one number of an 指标解释 that speaks of its indicator without naming it, and its day, held against 指标值."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.comparison import agree
from macros_py.checks.deadlines import is_deadline
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.goal_figures import pairs_of
from macros_py.checks.names import compact
from macros_py.checks.standard_limits import other_deadline
from macros_py.checks.stated_figures import Stated, stated_figures
from macros_py.checks.subjects import dates_in_texts
from macros_py.checks.texts import HEADINGS, unnamed_rows
from macros_py.targets import Kind, Target, read_target

# Of each, of a part or of other years; a measure that things must have to be counted; what another paper says.
_OTHER = re.compile(
    "每|各|均|其中|分别|单|上年|去年|往年|历年|同期|同比|环比|较|比上|比[0-9]|增|减|降|提高|提升|累计|以来|原|现有|已|共有|目前|截至|首|含|包括|抽|样|标准|规格|口径|定义|规模|不足|除|外"
    "|剩余|另|还|上半年|下半年|季度|一期|二期|第|部分|至少.*至多|满(?=[0-9])|面积[0-9]|价|岁|从|由|按|以内|最|之一|占|达标|[<＜>＞≤≥=＝×÷*/／]|分(?![级类布])"
)
_KINDS = (Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.PERIOD)


class ExplanationFigure(Check):
    """指标解释里说的像是同一件事，数却不同.

    检查什么: 指标解释里只有一个这种单位的数，前后的文字与指标名称有同样的词（如培训），这个数与指标值是否一致；每人、其中、标准、公式里的数不算，“计划……多少”的由 W601 查。
    为什么: 同一行里两个数不同，多半有一个写错或没有跟着改。
    反例: 三级指标“培训人数” ≥80人，指标解释“组织业务骨干50人参加培训”。
    正例: 三级指标“培训人数” ≥80人，指标解释“组织业务骨干80人参加培训”。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W615"
    about = unnamed_rows
    title = "指标解释的数与指标值可能不一致"
    severity = Severity.WARNING
    message = "指标解释写的是“{stated}”，指标值是“{target}”。"
    hint = "请核对，改正写错的一个；说的不是一件事的，在已核栏写 W615 和理由。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in unnamed_rows(self.readings, owner):
            text = indicator.explanation
            if not text:
                continue
            figure = _figure(text, indicator.level3, target_of(indicator))
            if figure is not None:
                yield self.finding(
                    owner,
                    indicator,
                    "explanation",
                    text.strip(),
                    heading=HEADINGS["explanation"],
                    stated=figure.text,
                    target=as_written(indicator),
                )


def _figure(text: str, level3: str, target: Target) -> Stated | None:
    """Return the only number in the target's unit where it is said of the indicator and is not the target."""
    if target.kind not in _KINDS or not target.unit or target.is_approximate:
        return None
    if target.is_rate:
        return _figure_of_each(text, target) or _figure_in_quotient(text, target)
    figures = stated_figures(text, target)
    if len(figures) != 1 or agree(figures[0].read, target):
        return None
    if text[figures[0].end :][:3].lstrip("以上下内").startswith("的"):
        return None
    name = compact(level3)
    rest = text[: figures[0].start] + text[figures[0].end :]
    if _ALONE.fullmatch("".join(rest.split())) is not None:
        return figures[0]
    if _says_more(rest.replace(name, "") if name else rest, name) or not pairs_of(name) & pairs_of(rest):
        return None
    return figures[0]


def _says_more(rest: str, name: str) -> bool:
    """Tell whether the words around a number say something of their own; growth over last year does not beside 增长率."""
    rest = rest.replace("平均", "")
    if _GROWS.search(name) is not None:
        rest = _COMPARED.sub("", rest)
    return _OTHER.search(rest) is not None


_GROWS = re.compile("增长|增幅|增速|下降|降低|降幅|减少")
_COMPARED = re.compile("同比|比上年|较上年|比去年|较去年|与上年相比|增长|增加|下降|降低|减少")


def _figure_of_each(text: str, target: Target) -> Stated | None:
    """Return the only number of a text for each of what the target is so much for: 每所补助6万元 beside 60万元/所."""
    money, slash, each = target.unit.replace("／", "/").partition("/")
    if not slash or "元" not in money or not isinstance(target.value, Decimal) or not 1 <= len(each) <= _LONGEST_EACH:
        return None
    plain = read_target(f"={target.value}{money}")
    figures = stated_figures(text, plain)
    if len(figures) != 1 or agree(figures[0].read, plain):
        return None
    before = re.split("[，,。；;]", text[: figures[0].start])[-1]
    parts = re.split("[·/／×]", each)
    if not all(f"每{part}" in before for part in parts) or before.count("每") != len(parts):
        return None
    if _SHARED.search(text) is not None:
        return None
    return figures[0]


def figures_in_quotient(text: str, unit: str) -> tuple[Stated, ...]:
    """Return the numbers of a text in just such a quotient: 600元/人·月."""
    text = text.replace("／", "/")
    return tuple(
        Stated(found[0], found.start(), found.end(), read_target(f"={found[1]}{unit}"))
        for found in _in_quotient(unit.replace("／", "/")).finditer(text)
    )


@lru_cache(maxsize=256)
def _in_quotient(unit: str) -> re.Pattern[str]:
    # Begins with the digit, to which the engine skips.
    return re.compile(rf"([0-9](?<![0-9.\-—~～至到].)[0-9]*(?:\.[0-9]+)?)\s*{re.escape(unit)}(?![/·年月日天人次])")


def _figure_in_quotient(text: str, target: Target) -> Stated | None:
    """Return the only number of a text in the quotient that the target is in, where it is another one."""
    figures = figures_in_quotient(text, target.unit) if "/" in target.unit or "／" in target.unit else ()
    if len(figures) != 1 or agree(figures[0].read, target) or OF_OTHERS.search(text) is not None:
        return None
    return figures[0]


OF_OTHERS = re.compile(
    "其中|财政|自筹|中央|省级|市级|县级|上年|去年|原|由|从|提高|调整|增|降|最高|最低|不等|分别|另|平均|市场|不足|超过部分"
)
"""What makes a price or wage in a text that of others: of a part, of another year, of who pays for it."""
_LONGEST_EACH = 5
_SHARED = re.compile("其中|财政|自筹|上年|去年|最高|最低|以内|至|到|[-—~～]|[0-9]个?月|[0-9][天日]|分别|另")
# 不少于210人次, 控制在3‰以内: of what else should it speak.
_ALONE = re.compile(
    "(?:计划|预计|目标|全年|年度|本年|共|约|控制在|不少于|不低于|不高于|不超过|不多于|不大于|不小于|至少|至多|达到?|为|以上|以内|以下|及|[，,。；;≥≤=])*"
)


class ExplanationDeadline(Check):
    """指标解释里的期限与指标值不一致.

    检查什么: 完成时限一类的指标，指标解释、说明里写的完成日期与指标值是否一致（只写几月的看月份；写了不止一个日期、其中有指标值那一天的，和招标、采购一类中间环节的不查）。
    为什么: 同一行里两个日期不同，必有一个写错，多半是沿用了上一年的表。
    反例: 指标值 2026年12月31日前，指标解释“计划于2025年12月31日前完成”。
    正例: 指标值 2026年12月31日前，指标解释“计划于2026年12月31日前完成”。
    依据: 2026 年目标表的栏目：指标解释说明指标值的含义。
    """

    code = "W613"
    about = dates_in_texts
    title = "指标解释的期限与指标值不一致"
    severity = Severity.WARNING
    message = "{heading}写的是“{stated}”，指标值是“{target}”。"
    hint = "请核对，改正写错的一个。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in owner.indicators:
            if not indicator.explanation and not indicator.note or not is_deadline(indicator):
                continue
            target = target_of(indicator)
            for field, heading in HEADINGS.items():
                text: str = getattr(indicator, field)
                stated = other_deadline(text, target, owner.year) if "月" in text or "20" in text else ""
                stated = stated or _other_day_of_each(text, target)
                if stated:
                    yield self.finding(
                        owner, indicator, field, text, heading=heading, stated=stated, target=as_written(indicator)
                    )


def _other_day_of_each(text: str, target: Target) -> str:
    """Return the day of each month or quarter that a text states where the target is another one: 每月10日前 beside 每月15日前."""
    wanted = _DAY_OF_EACH.findall("".join(target.printed.split())) if "每" in text and "每" in target.printed else []
    if len(wanted) != 1:
        return ""
    said = list(_DAY_OF_EACH.finditer("".join(text.split())))
    if len(said) != 1 or said[0][1] != wanted[0][0] or said[0][2] == wanted[0][1]:
        return ""
    return said[0][0]


_DAY_OF_EACH = re.compile("(每(?:个?月|季度?末?月?|季度首月))([0-9]{1,2})[日号](?:之|以)?前")

CHECKS = (ExplanationFigure, ExplanationDeadline)
