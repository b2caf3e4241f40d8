"""Rules over one number or day: in proportion, met or nothing, and so many points off for so much."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Protocol

from macros_py.scoring.cells import PENDING, Actual, Cell, DateCell, NumberCell, PercentCell, word_in
from macros_py.scoring.literals import array, half_up, literal, quoted

MAX_FORMULA = 1000
"""The longest formula the project writes."""
SCORE_PLACES = Decimal("0.01")
WORK_PLACES = Decimal("1E-10")
STEP_PLACES = Decimal("1E-8")
ON_TIME = ("按时完成", "按期完成", "如期完成")
"""What an actual may say instead of a day: it is within the deadline."""
LATE = ("未按时完成", "未按期完成", "未完成")
"""What an actual may say instead of a day: the deadline was missed, nobody knows by how much."""


class RuleKind(StrEnum):
    """The kinds of rules a scoring standard can be read as."""

    RATIO = "ratio"
    REVERSE_RATIO = "reverse_ratio"
    MET = "met"
    OVERRUN = "overrun"
    SHORTFALL = "shortfall"
    DEVIATION = "deviation"
    DEADLINE = "deadline"
    INCIDENTS = "incidents"
    BANDS = "bands"
    GRADES = "grades"
    GRADE_RANGES = "grade_ranges"
    CHECKLIST = "checklist"


class Rule(Protocol):
    """A scoring rule: what an actual earns, in Python, as a native formula and as a sentence."""

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""

    @property
    def full(self) -> Decimal:
        """The full mark."""

    def evaluate(self, actual: Actual) -> Decimal | None:
        """Return the points with two decimals, or None (待核) where the actual cannot be read."""

    def formula(self, cell: str) -> str:
        """Return the Excel formula over the actual's cell: the same points, or "待核"; at most 1,000 characters."""

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""

    def arithmetic(self, actual: Actual) -> str:
        """Return how the points come about ("12 ÷ 13 × 1 = 0.92"), or why they cannot be told."""


def score(points: Decimal) -> Decimal:
    """Return points with two decimals, half up; ten decimals first, as the formula does against binary noise."""
    return half_up(half_up(points, WORK_PLACES), SCORE_PLACES)


def whole_formula(cell: str, reader: Cell, points: str) -> str:
    """Return the formula around ``points``: rounded, and 待核 for whatever cannot be read."""
    return f'=IFERROR(IF({reader.refused(cell)},"{PENDING}",ROUND(ROUND({points},10),2)),"{PENDING}")'


def worded(cell: str, words: tuple[str, ...], points: str, formula: str) -> str:
    """Return ``formula`` with ``points`` for a cell that holds one of ``words``."""
    return f'=IFERROR(IF(OR(TRIM({cell})={array(map(quoted, words))}),{points},{formula[1:]}),"{PENDING}")'


def unread(actual: Actual, reader: Cell) -> str:
    """Return why an actual cannot be read."""
    if actual is None or (isinstance(actual, str) and not actual.strip()):
        return "没有填实际完成值"
    wanted = {
        NumberCell: "一个不小于零的数"
        + (f"（单位 {reader.unit}）" if isinstance(reader, NumberCell) and reader.units else ""),
        PercentCell: "一个百分数，如 98%",
        DateCell: "完整的年月日，如 2026年12月20日",
    }[type(reader)]
    if isinstance(actual, str) and reader.read(folded := unicodedata.normalize("NFKC", actual)) is not None:
        return f"实际完成值“{actual}”是全角字，公式读不出来，请按【规范】改成“{folded}”"
    return f"实际完成值“{actual}”读不出来，请填{wanted}"


@dataclass(frozen=True, slots=True)
class RatioRule:
    """Points in proportion: actual ÷ target × full, or target ÷ actual × full in reverse, never above ``cap``.

    ``threshold`` is a rate (0.6) below which there is nothing; with ``scaled`` the rest is stretched over it:
    (rate − 60%) ÷ 40% × full (财预〔2021〕101号). ``silent`` is how the actual stands to the target (">", "=") where the
    document says nothing: 待核.
    """

    cell: NumberCell | PercentCell
    target: Decimal
    full: Decimal
    reverse: bool = False
    threshold: Decimal | None = None
    scaled: bool = False
    cap: Decimal | None = None
    silent: str = ""

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        return RuleKind.REVERSE_RATIO if self.reverse else RuleKind.RATIO

    @property
    def _bound(self) -> Decimal:
        """The actual at which the rate is the threshold."""
        assert self.threshold is not None
        with localcontext(prec=50):
            bound = self.target / self.threshold if self.reverse else self.target * self.threshold
            return half_up(bound, STEP_PLACES)

    def evaluate(self, actual: Actual) -> Decimal | None:
        """Return the points, or None where the actual cannot be read."""
        number = self.cell.read(actual)
        if number is None or self._is_silent(number):
            return None
        if self.threshold is None and self.cap is None and self.is_reached(number):
            return score(self.full)
        with localcontext(prec=50):
            rate = self.target / max(number, self.target) if self.reverse else number / self.target
            if self.threshold is not None:
                if self.scaled:
                    rate = (rate - self.threshold) / (1 - self.threshold)
                elif (number > self._bound) if self.reverse else (number < self._bound):
                    rate = Decimal(0)
            return score(max(Decimal(0), min(self._cap, rate * self.full)))

    def is_reached(self, number: Decimal) -> bool:
        """Return whether a number is at least as good as the target."""
        return number <= self.target if self.reverse else number >= self.target

    def _is_silent(self, number: Decimal) -> bool:
        return (self.silent == ">" and number > self.target) or (self.silent == "=" and number == self.target)

    @property
    def _cap(self) -> Decimal:
        return self.full if self.cap is None else self.cap

    def formula(self, cell: str) -> str:
        """Return the formula over the actual's cell."""
        number, target, full = self.cell.number(cell), literal(self.target), literal(self.full)
        rate = f"{target}/MAX({number},{target})" if self.reverse else f"{number}/{target}"
        if self.threshold is not None and self.scaled:
            rate = f"({rate}-{literal(self.threshold)})/{literal(1 - self.threshold)}"
        points = f"MAX(0,MIN({literal(self._cap)},{rate}*{full}))"
        if self.threshold is not None and not self.scaled:
            points = f"IF({number}{'>' if self.reverse else '<'}{literal(self._bound)},0,{points})"
        if self.silent:
            points = f'IF({number}{self.silent}{target},"x",{points})'
        return whole_formula(cell, self.cell, points)

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        rate = f"{self.cell.show(self.target)}÷实际值" if self.reverse else f"实际值÷{self.cell.show(self.target)}"
        text = f"按{rate}×{literal(self.full)}分计分，最高{literal(self._cap)}分"
        if self.threshold is not None:
            percent = f"{literal(self.threshold * 100)}%"
            rest = (
                f"，{percent}以上按(完成率-{percent})÷{literal((1 - self.threshold) * 100)}%×{literal(self.full)}分"
                if self.scaled
                else ""
            )
            text = f"完成率低于{percent}不得分{rest or '，其余' + text}"
            text += f"，最高{literal(self._cap)}分" if self.scaled else ""
        if self.silent:
            text += f"；{'多于' if self.silent == '>' else '正好等于'}{self.cell.show(self.target)}时待核"
        return text + "。"

    def arithmetic(self, actual: Actual) -> str:
        """Return how the points come about."""
        number, points = self.cell.read(actual), self.evaluate(actual)
        if number is None:
            return unread(actual, self.cell)
        if points is None:
            said = "多于" if self.silent == ">" else "正好等于"
            return f"实际值 {self.cell.show(number)} {said}指标值 {self.cell.show(self.target)}，得几分文件没有写"
        first, second = (self.target, number) if self.reverse else (number, self.target)
        plain = self.threshold is None or number == self.target
        if points == self.full and (number < self.target if self.reverse else number > self.target):
            verb = "没有超过" if self.reverse else "达到"
            return f"{literal(number)} {verb} {literal(self.target)}，得满分 {literal(points)}"
        if not plain:
            return f"实际值 {self.cell.show(number)}：{self.explain().rstrip('。')}，得 {literal(points)} 分"
        return f"{literal(first)} ÷ {literal(second)} × {literal(self.full)} = {literal(points)}"


@dataclass(frozen=True, slots=True)
class MetRule:
    """All or nothing: ``full`` where the actual stands to ``target`` as ``comparison`` says (≥ ≤ > < =), else ``otherwise``.

    ``otherwise`` None is 待核: nobody has written what a miss earns. With a DateCell ``target`` is the day's serial number, and the words of ON_TIME and LATE are understood too.
    """

    cell: Cell
    comparison: str
    target: Decimal
    full: Decimal
    otherwise: Decimal | None = Decimal(0)

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        return RuleKind.MET

    def evaluate(self, actual: Actual) -> Decimal | None:
        """Return the points, or None where the actual cannot be read."""
        if isinstance(self.cell, DateCell) and word_in(actual) in ON_TIME + LATE:
            return self._points(word_in(actual) in ON_TIME)
        number = self.cell.read(actual)
        if number is None:
            return None
        met = {
            "≥": number >= self.target,
            "≤": number <= self.target,
            ">": number > self.target,
            "<": number < self.target,
            "=": number == self.target,
        }[self.comparison]
        return self._points(met)

    def _points(self, met: bool) -> Decimal | None:
        earned = self.full if met else self.otherwise
        return None if earned is None else score(earned)

    def formula(self, cell: str) -> str:
        """Return the formula over the actual's cell."""
        sign = {"≥": ">=", "≤": "<="}.get(self.comparison, self.comparison)
        full = literal(self.full)
        otherwise = '"x"' if self.otherwise is None else literal(self.otherwise)
        made = whole_formula(
            cell, self.cell, f"IF({self.cell.number(cell)}{sign}{literal(self.target)},{full},{otherwise})"
        )
        if isinstance(self.cell, DateCell):
            otherwise = quoted(PENDING) if self.otherwise is None else otherwise
            made = worded(cell, LATE, otherwise, worded(cell, ON_TIME, full, made))
        return made

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        other = "待核" if self.otherwise is None else f"得{literal(self.otherwise)}分" if self.otherwise else "不得分"
        if isinstance(self.cell, DateCell):
            return f"{self.cell.show(self.target)}及以前完成得{literal(self.full)}分，否则{other}。"
        return f"实际值{self.comparison}{self.cell.show(self.target)}得{literal(self.full)}分，否则{other}。"

    def arithmetic(self, actual: Actual) -> str:
        """Return how the points come about."""
        points, number = self.evaluate(actual), self.cell.read(actual)
        shown = f"“{actual}”" if number is None else self.cell.show(number)
        if points is None and number is not None and isinstance(self.cell, DateCell):
            return f"{shown}晚于{self.cell.show(self.target)} {literal(number - self.target)} 天，没有规定迟了得几分"
        if points is None and (number is not None or word_in(actual) in LATE):
            miss = "与指标值不同" if self.comparison == "=" else "没有达到指标值"
            return f"实际值 {shown} {miss}，得几分没有写"
        if points is None:
            return unread(actual, self.cell)
        return f"实际值 {shown}：{self.explain().rstrip('。')}，得 {literal(points)} 分"
