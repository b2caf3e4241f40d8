"""Indicators that name themselves parts of the one above them: 其中：特困户."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import Check, as_written, target_of
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import names_together
from macros_py.checks.names import compact
from macros_py.checks.readings import subject
from macros_py.model import Indicator
from macros_py.targets import DOWNWARD, Kind

_PART = re.compile("(?:[(（]?[一二三四五六0-9]{1,2}[)）.、])?其中[:：，,]?")
_KINDS = frozenset({Kind.NUMBER, Kind.MONEY})


@subject(names_together)
def named_parts(names: str) -> bool:
    """Tell whether an indicator of a form may call itself a part of another."""
    return "其中" in names


class PartAboveWhole(Check):
    """“其中”一条的指标值大于它上面的总数.

    检查什么: 三级指标写着“其中：”的，单位与上面不带“其中”的一条相同时，每一条的指标值是否大于那一条的指标值。
    为什么: 部分不会比全部多，必有一个写错。
    反例: 适老化改造户数 =150户，“其中：低保户” =170户。
    正例: 适老化改造户数 =150户，“其中：低保户” =110户。
    依据: 算术。
    """

    code = "T329"
    about = named_parts
    title = "“其中”大于总数"
    severity = Severity.ERROR
    message = "“{name}”是“{value}”，它上面的“{whole_name}”是“{whole}”，部分大于全部。"
    hint = "请核对两个数，改正写错的一个。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        whole: Indicator | None = None
        for row in owner.indicators:
            if _PART.match("".join(row.level3.split())) is None:
                whole = row
                continue
            if whole is None or whole.level2.strip() != row.level2.strip():
                continue
            part, of = target_of(row), target_of(whole)
            if part.kind not in _KINDS or part.kind is not of.kind or part.base_unit != of.base_unit:
                continue
            # 其中 at most so many of a number that is to be reached says nothing.
            if (part.operator in DOWNWARD) != (of.operator in DOWNWARD) or part.is_rate or of.is_rate:
                continue
            if part.is_approximate or of.is_approximate:
                continue
            value, total = part.base_value, of.base_value
            if isinstance(value, Decimal) and isinstance(total, Decimal) and value > total:
                shown = {"whole_name": compact(whole.level3), "whole": as_written(whole)}
                yield self.finding(owner, row, "target", as_written(row), name=compact(row.level3), **shown)


CHECKS = (PartAboveWhole,)
