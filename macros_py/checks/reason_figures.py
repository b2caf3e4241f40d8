"""What a reason says is left to do, beside what the figures of its row leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from macros_py.checks.base import as_written
from macros_py.checks.comparison import departing_rows
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.scores import ScoreCheck
from macros_py.checks.stated_figures import CLAUSE, stated_figures
from macros_py.scoring.literals import literal
from macros_py.targets import Kind

_LEFT = re.compile("(?:余下|剩余|剩下|还差|尚差|相差|少完成|未完成|尚未完成|还有|尚有|仍有|另有)的?$")
# Of what else there was, or what the rest consists of.
_OTHER = re.compile("其中|每|各|均|分别|已|又|再|和|及|以及|、")
_KINDS = frozenset({Kind.NUMBER, Kind.MONEY})


class ReasonAgainstShortfall(ScoreCheck):
    """原因里说还差多少，与指标值减实际完成值不等.

    检查什么: 没有完成的定量指标，原因里只有一处写了“余下（剩余、还差、未完成）多少”、单位相同的，这个数是否等于指标值减实际完成值。
    为什么: 同一行的三个数对不上，必有一个写错。
    反例: 指标值 ≥1.2万株，实际完成 1.08万株，原因“药剂到货晚，余下0.21万株下年补种”。
    正例: 指标值 ≥1.2万株，实际完成 1.08万株，原因“药剂到货晚，余下0.12万株下年补种”。
    依据: 算术。
    """

    code = "P828"
    about = departing_rows
    title = "原因里的差额与表上的不同"
    severity = Severity.WARNING
    message = "原因写的是“{value}”，指标值 {target}、实际完成值 {actual}，相差 {gap}{unit}。"
    hint = "请核对三处的数，改正写错的一个。"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, target, actual, found in self.departing(owner):
            if found is None or not indicator.reason or target.kind not in _KINDS or target.unit != actual.unit:
                continue
            if found.is_reached or not found.forward:
                continue
            reason = "".join(indicator.reason.split())
            said = [one for one in stated_figures(reason, target) if _LEFT.search(reason[: one.start])]
            if len(said) != 1 or said[0].read.base_unit != target.base_unit:
                continue
            gap, stated = found.target - found.actual, said[0].read.base_value
            scale = target.base_value / found.target if isinstance(target.base_value, Decimal) and found.target else 1
            before = CLAUSE.split(reason[: said[0].start])[-1]
            if stated is None or stated == gap * scale or _OTHER.search(before):
                continue
            shown = {"target": as_written(indicator), "actual": indicator.actual.strip(), "unit": target.unit}
            left = _LEFT.search(reason[: said[0].start])
            words = f"{left[0] if left else ''}{said[0].text}"
            yield self.finding(owner, indicator, "reason", words, gap=literal(gap), **shown)


CHECKS = (ReasonAgainstShortfall,)
