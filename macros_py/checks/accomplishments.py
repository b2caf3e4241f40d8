"""目标完成情况 beside the 实际完成值 of the indicators that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import COUNT_TAIL, compact
from macros_py.checks.readings import Readings
from macros_py.checks.scores import ScoreCheck
from macros_py.checks.stated_figures import CLAUSE
from macros_py.model import Project
from macros_py.targets import Kind

_DIGIT = re.compile("[0-9]")


def accomplishment(owner: Owner) -> str:
    """Return what a form says of how its goal was met."""
    return owner.evaluation.goal_actual if isinstance(owner, Project) else owner.goal_actual


def told_numbers(readings: Readings, owner: Owner) -> bool:
    """Tell whether a form says in numbers how its goal was met."""
    text = accomplishment(owner)
    return text != "" and _DIGIT.search(text) is not None


# Of each, of a part, of what was planned or of other years.
_OTHER = re.compile(
    "每|各|均|其中|分别|单次|上年|去年|往年|同期|同比|较|比|累计|以来|计划|目标|应|拟|原定|任务|预期|第|余|约|近|超|多|以上|以内|以下|左右|不低于|不少于|至少"
)
_SHORTEST = 4
_KINDS = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.PERIOD})


class AccomplishmentAgainstActual(ScoreCheck):
    """目标完成情况里的数与实际完成值不同.

    检查什么: 目标完成情况里紧挨着三级指标名称、单位也相同的数，与这条指标的实际完成值是否一致；说计划、累计、其中、约数的不查。
    为什么: 同一件事在一张表上写了两个完成数，必有一个写错。
    反例: 目标完成情况“新建标准化厂房9座”，三级指标“新建标准化厂房” 实际完成 12座。
    正例: 目标完成情况“新建标准化厂房12座”，三级指标“新建标准化厂房” 实际完成 12座。
    依据: 财预〔2021〕101号：绩效指标是绩效目标的细化。
    """

    code = "P820"
    about = told_numbers
    title = "目标完成情况的数与实际完成值不同"
    severity = Severity.WARNING
    message = "目标完成情况写的是“{stated}”，实际完成值是“{value}”。"
    hint = "请核对两处的数，改成一致。"
    # An actual that is not what was done misses its target and its score as well.
    hides = frozenset({"P805", "P812", "P813", "P823", "P826", "P830"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        text = "".join(accomplishment(owner).split())
        for indicator, _, actual, _ in self.evaluated(owner):
            unit = "%" if actual.kind is Kind.PERCENT else actual.unit
            if actual.kind not in _KINDS or not unit or unit not in text or actual.is_approximate:
                continue
            name = compact(indicator.level3)
            if name not in text:
                name = COUNT_TAIL.sub("", name)
            if len(name) < _SHORTEST or name not in text or not actual.is_certain:
                continue
            stated = _beside(text, name, unit)
            if stated and not any(is_rounded(number, actual.value) for _, number in stated):
                yield self.finding(owner, indicator, "actual", indicator.actual.strip(), stated=stated[0][0])


def is_rounded(stated: Decimal, actual: object) -> bool:
    """Tell whether a number is that of the row, perhaps with fewer decimals."""
    if not isinstance(actual, Decimal):
        return True
    places = Decimal(1).scaleb(min(int(stated.as_tuple().exponent), 0))
    return stated == actual or stated == actual.quantize(places, ROUND_HALF_UP)


def _beside(text: str, name: str, unit: str) -> list[tuple[str, Decimal]]:
    """Return the figures in ``unit`` right beside ``name``, as printed and as numbers; none of a clause that says more."""
    number = rf"([0-9]+(?:\.[0-9]+)?){re.escape(unit)}(?![0-9/／次])"
    beside = re.compile(
        rf"{re.escape(name)}(?:数量|总数|数)?(?:共|为|达到?|完成|实际|提升|保持|至|在){{0,3}}{number}|(?<![0-9.年第]){number}(?:的)?{re.escape(name)}"
    )
    found = []
    for clause in CLAUSE.split(text):
        if _OTHER.search(clause.replace(name, "")) is None:
            found += [(match[0], Decimal(match[1] or match[2])) for match in beside.finditer(clause)]
        elif name in clause and unit in clause:
            # What is planned or meant in part may be told beside what was done: nothing is certain.
            return []
    return found


CHECKS = (AccomplishmentAgainstActual,)
