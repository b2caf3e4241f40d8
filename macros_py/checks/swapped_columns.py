"""指标值 and the cell beside it, 三级指标 or 指标解释, that changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import LevelNames, compact
from macros_py.checks.readings import Readings
from macros_py.config import Config
from macros_py.model import Indicator
from macros_py.targets import Kind, read_target

_DIGITS = frozenset("0123456789")
# 不低于95%, 大于等于98%
_VALUE_STARTS = _DIGITS | frozenset("≥≤=＝<>＞＜≧≦不等大小至达")


def named_as_values(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the rows of a form whose name begins with a digit or a sign, as 指标值 does, or is a word of degree."""
    return [
        row
        for row in owner.indicators
        if row.level3.lstrip()[:1] in _VALUE_STARTS or (len(row.level3) <= _LONGEST_DEGREE and _is_degree(row.level3))
    ]


# No name is so much and nothing else: 有所提升, 效果明显, 优秀.
_DEGREE = re.compile(
    "(?:有所|明显|显著|逐步|不断|进一步)[\u4e00-\u9fff]{1,4}|有效(?:减少|改善|提升|提高|保障|增强|缓解|控制|降低)"
    "|[\u4e00-\u9fff]{0,4}(?:明显|显著)|优秀|良好|优良|合格|较好|较高|通过(?:评审|验收|审核)"
)
_LONGEST_DEGREE = 6


def _is_degree(text: str) -> bool:
    return len(text) <= _LONGEST_DEGREE and _DEGREE.fullmatch(text) is not None


class TargetAsName(Check):
    """三级指标和指标值两栏写反了.

    检查什么: 三级指标栏里是不是一个指标值（带符号的数，或只有数和单位的 100%、40台，或日期，或“有所提升”一类的程度），而指标值栏里是一个名称。
    为什么: 两栏对调，指标没有名称，也没有可以考核的数。
    反例: 三级指标“≥120公里”，指标值“安全生命防护工程里程”。
    正例: 三级指标“安全生命防护工程里程”，指标值“≥120公里”。
    依据: 各表样的栏目。
    """

    code = "F114"
    about = named_as_values
    title = "三级指标和指标值写反"
    severity = Severity.ERROR
    message = "三级指标栏写的是指标值“{value}”，指标值栏写的是“{target}”，两栏写反了。"
    hint = "请把两栏对调。"
    hides = frozenset({"T301", "T302", "T312", "T317", "T320", "T324", "F110", "S210"})

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.names = LevelNames(config.levels)

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in named_as_values(self.readings, owner):
            name, target = indicator.level3.strip(), indicator.target.strip()
            # A value may stand here because the whole row stands one cell to the left: F110 tells of it.
            if not target or self.names.pair(indicator.level1, indicator.level2)[1] is None:
                continue
            read = read_target(name)
            bare = name[0] in _DIGITS
            if _is_degree(name):
                swapped = len(target) > max(len(name), _SHORTEST_NAME) and not _is_degree(target)
            elif bare and _ONLY_VALUE.fullmatch(name) is None:
                continue
            elif bare and ("月" in name or read.is_calendar):
                swapped = read.is_calendar
            else:
                swapped = read.is_quantitative and bool(bare or read.operator)
            signed = read.operator is not None and read_target(target).is_words
            if swapped and (signed or not _DIGIT.search(target)) and _is_name(target):
                yield self.finding(owner, indicator, "level3", name, target=target)


_SHORTEST_NAME = 4


def _is_name(text: str) -> bool:
    # 培训合格率 is read as a grade for its 合格.
    return read_target(text).kind is Kind.SENTENCE or _NAME_END.search(text.rstrip()) is not None


_NAME_END = re.compile("[\u4e00-\u9fff]{2}(?:率|度|数|量|比例|占比|时间|时限|成本|费用)$")
_ONLY_VALUE = re.compile(
    r"[0-9][0-9,.]*(?:[%％‰]|[万亿]?[\u4e00-\u9fff]{1,2})(?:以[上内下])?|20[0-9]{2}年[0-9]{1,2}月.{0,5}"
    r"|20[0-9]{2}[./-][0-9]{1,2}(?:[./-][0-9]{1,2})?|[0-9]{1,2}月(?:底|末|[0-9]{1,2}日)之?前?"
)
_DIGIT = re.compile("[0-9０-９]")


def explained_by_values(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the rows of a form whose 指标解释 is so short that it may be a value."""
    return [row for row in owner.indicators if row.explanation and len(row.explanation) <= _LONGEST_VALUE]


_LONGEST_VALUE = 12


class TargetAsExplanation(Check):
    """指标值和指标解释两栏写反了.

    检查什么: 指标解释栏里是不是只有一个数、一个日期或“效果明显”一类的程度，而指标值栏里是一句解释。
    为什么: 两栏对调，指标值不是一个可以考核的值。
    反例: 指标值“计划培训人数不低于200人”，指标解释“200”。
    正例: 指标值“200”，指标解释“计划培训人数不低于200人”。
    依据: 2026 年目标表的栏目。
    """

    code = "F121"
    about = explained_by_values
    title = "指标值和指标解释写反"
    severity = Severity.ERROR
    message = "指标解释栏写的是指标值“{value}”，指标值栏写的是解释“{target}”，两栏写反了。"
    hint = "请把两栏对调。"
    hides = frozenset({"T301", "T305", "T312", "T313", "T314", "T317", "T320", "T324", "W601", "W602", "W603", "W612"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in explained_by_values(self.readings, owner):
            target, explanation = indicator.target.strip(), indicator.explanation.strip()
            if len(target) < _SHORTEST_EXPLANATION or len(target) < 2 * len(explanation):
                continue
            value = read_target(explanation, unit=indicator.unit)
            stated = (value.is_quantitative or value.is_calendar) and not value.subject and not value.remark
            if not stated and not _is_degree(explanation):
                continue
            if _is_explanation(target, compact(indicator.level3)):
                yield self.finding(owner, indicator, "explanation", explanation, target=target)


def _is_explanation(text: str, name: str) -> bool:
    """Tell whether a text says what an indicator means, as 指标解释 does, rather than what is to be reached."""
    return _EXPLAINS.match(text) is not None or (len(name) >= _SHORTEST_NAME and name in compact(text))


_SHORTEST_EXPLANATION = 8
_EXPLAINS = re.compile("考核|反映|本项目|计划|指|通过|根据|按照|用于|衡量|评价")
CHECKS = (TargetAsName, TargetAsExplanation)
