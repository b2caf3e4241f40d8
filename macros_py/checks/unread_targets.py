"""指标值 that could not be read: broken, several in one cell, or only unusual."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.named_values import names_time, says_something
from macros_py.checks.readings import Read, Readings
from macros_py.model import DepartmentEvaluation, Project
from macros_py.targets import Kind, Target


class UnreadCheck(Check):
    """What the checks of unread targets share."""

    about = Readings.odd

    def unread(self, owner: Owner) -> list[Read]:
        """Return the rows whose target says nothing that could be held against an actual."""
        return [
            (indicator, target)
            for indicator, target in self.readings.odd(owner)
            if target.kind is Kind.UNREADABLE and not names_time(target) and not says_something(indicator, target)
        ]


class UnreadableTarget(UnreadCheck):
    """指标值读不懂.

    检查什么: 指标值里是否有肯定写错的地方：符号后面没有数，两个符号互相矛盾，没有这个日期，数字中间断开、夹着字母或多了小数点。
    为什么: 写错的指标值无法考核，也无法计分。
    反例: ≥**平方米（数没有填）、2024年2月30日（没有这一天）。
    正例: ≥1200平方米、2024年2月29日前。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T301"
    title = "指标值读不懂"
    severity = Severity.ERROR
    message = "指标值“{value}”读不懂：{reason}。"
    hint = "请写成“≥数量单位”（如 ≥12次）、日期（如 2024年12月底前）或等级（如 优秀）。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.unread(owner):
            if target.broken:
                yield self.finding(owner, indicator, "target", indicator.target, reason=target.reason)


def _holds_several(target: Target) -> bool:
    return not target.broken and "不止一个" in target.reason


class SeveralTargets(UnreadCheck):
    """一格里写了几个指标值.

    检查什么: 一个指标值格里是否写了几个数或几个日期，看不出按哪一个考核。
    为什么: 一条指标只能按一个数考核和计分。
    反例: SCI论文≥5篇，核心期刊≥10篇；≥24批次/1200人；6月底50%，12月底100%。
    正例: 拆成“SCI论文 ≥5篇”“核心期刊论文 ≥10篇”两条指标。
    依据: 财预〔2021〕101号：指标应细化、可衡量。
    """

    code = "T320"
    title = "一格里写了几个指标值"
    severity = Severity.WARNING
    message = "指标值“{value}”里有几个数，不能确定按哪一个考核。"
    hint = "请拆成几条指标，一条一个指标值。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.unread(owner):
            if _holds_several(target):
                yield self.finding(owner, indicator, "target", indicator.target.strip())


class UnusualTarget(UnreadCheck):
    """指标值的写法工具读不出来.

    检查什么: 指标值像是数或日期，工具却读不出是多少，又不能断定写错的。
    为什么: 读不出数，工具就不能核对和计分，别人看了也可能有别的理解。
    反例: ≥6-8年（既写了“≥”又写了区间）。
    正例: ≥6年。
    依据: 财预〔2021〕101号：指标值应明确、可衡量。
    """

    code = "T324"
    title = "指标值读不准"
    severity = Severity.WARNING
    message = "指标值“{value}”读不准：{reason}。"
    hint = "请写成“≥数量单位”（如 ≥12次）或日期（如 2024年12月底前）；写法没有错的，在已核栏写 T324 和理由。"

    def rows(self, owner: Project | DepartmentEvaluation) -> Iterator[Finding]:
        for indicator, target in self.unread(owner):
            if not target.broken and not _holds_several(target):
                yield self.finding(owner, indicator, "target", indicator.target.strip(), reason=target.reason)


CHECKS = (UnreadableTarget, SeveralTargets, UnusualTarget)
