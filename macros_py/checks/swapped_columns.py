"""指标值 and the cell beside it, 三级指标 or 指标解释, that changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import compact
from macros_py.checks.readings import Read, Readings, Targets, subject, targets_of
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
    "|规范|健全|完善|稳定|及时|可持续|持续(?:保障|发展|提升|改善)|长期(?:有效|稳定)"
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
    """Return the rows of a form whose 指标解释 is so short that it may be a value, and whose 指标值 so long that it may be none."""
    return [
        row
        for row in owner.indicators
        if row.explanation
        and len(row.explanation) <= _LONGEST_VALUE
        and len(row.target) >= _SHORTEST_EXPLANATION
        and _EXPLAINS.match(row.explanation) is None
    ]


_LONGEST_VALUE = 12


_DONE = re.compile(
    "已(?:全部|按期|按时|如期)?(?:完成|达到|达标|实现)|(?:部分|基本)?(?:达成|实现)预期(?:目标|指标)?|未(?:完成|达成)"
)


@subject(targets_of)
def done_as_targets(targets: Targets[list[Read]]) -> list[Indicator]:
    """Return the rows of a form whose target says how far something was done."""
    return [row for row, _ in targets.words if _DONE.fullmatch(row.target.strip()) is not None]


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
            value = read_target(explanation, unit=indicator.unit)
            counted = value.is_quantitative and len(target) >= 2 * len(explanation)
            stated = (counted or value.is_calendar) and not value.subject and not value.remark
            if (stated or value.kind is Kind.GRADE) and _is_explanation(target, compact(indicator.level3)):
                yield self.finding(owner, indicator, "explanation", explanation, target=target)


def _is_explanation(text: str, name: str) -> bool:
    """Tell whether a text says what an indicator means, as 指标解释 does, rather than what is to be reached."""
    return _EXPLAINS.match(text) is not None or (len(name) >= _SHORTEST_NAME and name in compact(text))


_SHORTEST_EXPLANATION = 7
_EXPLAINS = re.compile("考核|反映|本项目|计划|指|通过|根据|按照|用于|衡量|评价")


class DoneAsTarget(Check):
    """指标值写的是完成情况.

    检查什么: 填了实际完成值的表，指标值是不是“已完成”“达成预期目标”一类的完成情况，而实际完成值不是。
    为什么: 多半是指标值和实际完成值两栏写反了；没有指标值，就看不出完成得怎样。
    反例: 指标值“已按期完成”，实际完成值“2024年9月30日”。
    正例: 指标值“2024年9月30日前”，实际完成值“已按期完成”。
    依据: 2022 年自评表的栏目：指标值是年初定的，实际完成值是年末填的。
    """

    code = "F124"
    about = done_as_targets
    title = "指标值写的是完成情况"
    severity = Severity.WARNING
    message = "指标值写的是完成情况“{value}”，实际完成值写的是“{actual}”。"
    hint = "请核对两栏，写反了的对调。"
    hides = frozenset({"P809", "P812", "P816", "T312"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in done_as_targets(self.readings, owner):
            actual = indicator.actual.strip()
            if actual and _DONE.fullmatch(actual) is None:
                yield self.finding(owner, indicator, "target", indicator.target.strip(), actual=actual)


CHECKS = (TargetAsName, TargetAsExplanation, DoneAsTarget)
