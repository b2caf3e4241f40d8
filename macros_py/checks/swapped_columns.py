"""三级指标 and 指标值 that changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import LevelNames
from macros_py.checks.readings import Readings
from macros_py.config import Config
from macros_py.targets import Kind, read_target

_DIGITS = frozenset("0123456789")
# 不低于95%, 大于等于98%
_VALUE_STARTS = _DIGITS | frozenset("≥≤=＝<>＞＜≧≦不等大小至达")


def begins_as_a_value(readings: Readings, owner: Owner) -> bool:
    """Tell whether the name of an indicator begins with a digit or a sign, as 指标值 does."""
    return any([row.level3.lstrip()[:1] in _VALUE_STARTS for row in owner.indicators])  # noqa: C419 - a generator takes twice as long


class TargetAsName(Check):
    """三级指标和指标值两栏写反了.

    检查什么: 三级指标栏里是不是一个指标值（带符号的数，或只有数和单位的 100%、40台，或日期），而指标值栏里是一个名称。
    为什么: 两栏对调，指标没有名称，也没有可以考核的数。
    反例: 三级指标“≥120公里”，指标值“安全生命防护工程里程”。
    正例: 三级指标“安全生命防护工程里程”，指标值“≥120公里”。
    依据: 各表样的栏目。
    """

    code = "F114"
    about = begins_as_a_value
    title = "三级指标和指标值写反"
    severity = Severity.ERROR
    message = "三级指标栏写的是指标值“{value}”，指标值栏写的是“{target}”，两栏写反了。"
    hint = "请把两栏对调。"
    hides = frozenset({"T301", "T302", "T312", "T317", "T320", "T324", "F110", "S210"})

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.names = LevelNames(config.levels)

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator in owner.indicators:
            name = indicator.level3.strip()
            if name[:1] not in _VALUE_STARTS or not indicator.target.strip():
                continue
            bare = name[0] in _DIGITS
            if bare and _ONLY_VALUE.fullmatch(name) is None:
                continue
            read = read_target(name)
            valued = read.is_calendar if bare and "月" in name else read.is_quantitative and bool(bare or read.operator)
            # A value may stand here because the whole row stands one cell to the left: F110 tells of it.
            if self.names.pair(indicator.level1, indicator.level2)[1] is None:
                continue
            if valued and not _DIGIT.search(indicator.target) and _is_name(indicator.target):
                yield self.finding(owner, indicator, "level3", name, target=indicator.target.strip())


def _is_name(text: str) -> bool:
    # 培训合格率 is read as a grade for its 合格.
    return read_target(text).kind is Kind.SENTENCE or _NAME_END.search(text.rstrip()) is not None


_NAME_END = re.compile("[\u4e00-\u9fff]{2}(?:率|度|数|量|比例|占比|时间|时限|成本|费用)$")
_ONLY_VALUE = re.compile(r"[0-9][0-9,.]*(?:[%％‰]|[万亿]?[\u4e00-\u9fff]{1,2})|20[0-9]{2}年[0-9]{1,2}月.{0,5}")
_DIGIT = re.compile("[0-9０-９]")


CHECKS = (TargetAsName,)
