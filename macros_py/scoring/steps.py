"""So many points off for every step away from the target, whichever side, day or fault it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from enum import StrEnum

from macros_py.scoring.cells import Actual, Cell, DateCell, PercentCell, word_in
from macros_py.scoring.literals import half_up, literal
from macros_py.scoring.rules import ON_TIME, STEP_PLACES, RuleKind, score, unread, whole_formula, worded


class Direction(StrEnum):
    """Which side of the target costs points."""

    OVER = "over"
    UNDER = "under"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class DeductionRule:
    """Points off for every ``step`` away from the target, down to ``floor``.

    ``step`` is in the unit of the cell (days for a DateCell); ``percent`` is what the sentence said where the step is a
    share of the target. A step counts when it is completed, with ``begun`` as soon as it is begun.
    Beyond ``cutoff`` (at it, too, with ``cutoff_closed``) there is nothing. ``incidents`` marks a count of faults.
    """

    cell: Cell
    direction: Direction
    target: Decimal
    step: Decimal
    per: Decimal
    full: Decimal
    begun: bool = False
    floor: Decimal = Decimal(0)
    percent: Decimal | None = None
    cutoff: Decimal | None = None
    cutoff_closed: bool = False
    incidents: bool = False

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        if isinstance(self.cell, DateCell):
            return RuleKind.DEADLINE
        if self.incidents:
            return RuleKind.INCIDENTS
        return {
            Direction.OVER: RuleKind.OVERRUN,
            Direction.UNDER: RuleKind.SHORTFALL,
            Direction.BOTH: RuleKind.DEVIATION,
        }[self.direction]

    def _steps(self, number: Decimal) -> Decimal:
        away = number - self.target
        away = {Direction.OVER: away, Direction.UNDER: -away, Direction.BOTH: abs(away)}[self.direction]
        with localcontext(prec=50):
            quotient = half_up(max(Decimal(0), away) / self.step, STEP_PLACES)
        return quotient.to_integral_value(ROUND_CEILING if self.begun else ROUND_FLOOR)

    def _cut(self, number: Decimal) -> bool:
        if self.cutoff is None:
            return False
        beyond = number > self.cutoff if self.direction is Direction.OVER else number < self.cutoff
        return beyond or (self.cutoff_closed and number == self.cutoff)

    def evaluate(self, actual: Actual) -> Decimal | None:
        """Return the points, or None where the actual cannot be read."""
        if isinstance(self.cell, DateCell) and word_in(actual) in ON_TIME:
            return score(self.full)
        number = self.cell.read(actual)
        if number is None:
            return None
        if self._cut(number):
            return score(Decimal(0))
        return score(max(self.floor, self.full - self.per * self._steps(number)))

    def formula(self, cell: str) -> str:
        """Return the formula over the actual's cell."""
        number, target = self.cell.number(cell), literal(self.target)
        away = {
            Direction.OVER: f"MAX(0,{number}-{target})",
            Direction.UNDER: f"MAX(0,{target}-{number})",
            Direction.BOTH: f"ABS({number}-{target})",
        }[self.direction]
        steps = f"ROUND({away}/{literal(self.step)},8)"
        steps = f"-INT(-{steps})" if self.begun else f"INT({steps})"
        points = f"MAX({literal(self.floor)},{literal(self.full)}-{literal(self.per)}*({steps}))"
        if self.cutoff is not None:
            sign = (">" if self.direction is Direction.OVER else "<") + ("=" if self.cutoff_closed else "")
            points = f"IF({number}{sign}{literal(self.cutoff)},0,{points})"
        made = whole_formula(cell, self.cell, points)
        if isinstance(self.cell, DateCell):
            made = worded(cell, ON_TIME, literal(self.full), made)
        return made

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        per, full, show = literal(self.per), literal(self.full), self.cell.show
        end = f"，最低{literal(self.floor)}分" if self.floor else "，扣完为止"
        counted = "（不足一档按一档扣）" if self.begun else "（不足一档不扣）"
        if isinstance(self.cell, DateCell):
            return f"{show(self.target)}及以前完成得{full}分，每推迟{literal(self.step)}天扣{per}分{counted}{end}。"
        if self.incidents:
            cut = (
                ""
                if self.cutoff is None
                else f"；{'达到或' if self.cutoff_closed else ''}超过{show(self.cutoff)}不得分"
            )
            return f"满分{full}分，每发现{show(self.step)}扣{per}分{counted}{end}{cut}。"
        verb = {Direction.OVER: "超出", Direction.UNDER: "低于", Direction.BOTH: "偏离"}[self.direction]
        met = {Direction.OVER: "不超过", Direction.UNDER: "达到", Direction.BOTH: "等于"}[self.direction]
        step = f"{literal(self.step)}个百分点" if isinstance(self.cell, PercentCell) else show(self.step)
        if self.percent is not None:
            step = f"{literal(self.percent)}%（{step}）"
        text = f"实际值{met}{show(self.target)}得{full}分，每{verb}{step}扣{per}分{counted}{end}"
        if self.cutoff is not None:
            sign = {Direction.OVER: "超过", Direction.UNDER: "低于"}.get(self.direction, "")
            text += f"；{'达到或' if self.cutoff_closed else ''}{sign}{show(self.cutoff)}不得分"
        return text + "。"

    def arithmetic(self, actual: Actual) -> str:
        """Return how the points come about."""
        points = self.evaluate(actual)
        if points is None:
            return unread(actual, self.cell)
        number = self.cell.read(actual)
        if number is None:
            return f"“{actual}”：得满分 {literal(points)} 分"
        shown = self.cell.show(number)
        if self._cut(number):
            return f"实际值 {shown}，达到不得分的界限，得 0 分"
        steps = self._steps(number)
        raw = self.full - self.per * steps
        sum_ = f"{literal(self.full)} - {literal(self.per)} × {literal(steps)} = {literal(points)}"
        if raw < self.floor:
            sum_ = f"{literal(self.full)} - {literal(self.per)} × {literal(steps)}，扣到 {literal(points)} 分为止"
        return f"实际值 {shown}，计 {literal(steps)} 档：{sum_}"
