"""预算执行率 = 全年执行数(B) ÷ 全年预算数(A), and the points it earns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from macros_py.scheme import EXECUTION, ExecutionScoring
from macros_py.scoring.literals import literal

RATE_PLACES = Decimal("0.0001")
"""What a printed rate shows: 99.45%."""
EXACT_PLACES = Decimal("1E-12")
"""What scores are worked out from: one cent in ten thousand million still counts, a double's last digits do not."""
SCORE_PLACES = Decimal("0.01")
_STEADY_PLACES = Decimal(
    "1E-10"
)  # rounded to first, in Python as in the formula: a double is never quite at half a cent


@dataclass(frozen=True, slots=True)
class ExecutionRule:
    """The bureau's rule for 预算执行率: in proportion and never above the weight, or by bands.

    Source: 财预〔2020〕10号 (proportion), 财预〔2021〕101号 (bands); numbers from config.yaml.
    Rates are fractions with twelve decimals, so that points and bands follow B ÷ A itself and not the rate as it is
    shown; scores have two decimals. Both are rounded half up.
    """

    scoring: ExecutionScoring

    def rate(self, annual_budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
        """Return B ÷ A, or None where either is missing, A is not positive or B is negative."""
        if annual_budget is None or executed is None or annual_budget <= 0 or executed < 0:
            return None
        with localcontext(prec=50):
            return (executed / annual_budget).quantize(EXACT_PLACES, ROUND_HALF_UP)

    def shown_rate(self, annual_budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
        """Return the rate with four decimals, as it is printed (99.45% is 0.9945)."""
        return shown(self.rate(annual_budget, executed))

    def score(self, annual_budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
        """Return the points for the rate, or None where there is no rate."""
        rate = self.rate(annual_budget, executed)
        return None if rate is None else self.points(rate)

    def points(self, rate: Decimal) -> Decimal:
        """Return the points for a rate, also for one that a person wrote down rounded."""
        if self.scoring.banded:
            reached = (points for percent, points in self.scoring.bands if rate * 100 >= percent)
            return next(reached, Decimal(0)).quantize(SCORE_PLACES, ROUND_HALF_UP)
        earned = min(rate, Decimal(1)) * self.scoring.weight
        return earned.quantize(_STEADY_PLACES, ROUND_HALF_UP).quantize(SCORE_PLACES, ROUND_HALF_UP)

    def rate_formula(self, annual_budget: str, executed: str) -> str:
        """Return the formula for the rate over the two cells; "待核" where it cannot be had, never an error value."""
        return (
            f"=IF(AND(ISNUMBER({annual_budget}),ISNUMBER({executed})),"
            f'IF(AND({annual_budget}>0,{executed}>=0),ROUND({executed}/{annual_budget},12),"待核"),"待核")'
        )

    def explain(self) -> str:
        """Return the bands in one Chinese sentence, "" where points are in proportion."""
        if not self.scoring.banded:
            return ""
        earned = [
            (f"达到 {literal(percent)}% 得" if percent else "其余") + f" {literal(points)} 分"
            for percent, points in self.scoring.bands
        ]
        return f"{EXECUTION} {literal(self.scoring.weight)} 分，按执行率分档：{'，'.join(earned)}"

    def score_formula(self, rate: str) -> str:
        """Return the formula for the points over the rate's cell; "待核" where there is no rate."""
        if self.scoring.banded:
            points = "0"
            for percent, earned in reversed(self.scoring.bands):
                points = f"IF({rate}>={percent / 100},{literal(earned)},{points})"
        else:
            points = f"ROUND(MIN({rate},1)*{self.scoring.weight},10)"
        return f'=IF(ISNUMBER({rate}),ROUND({points},2),"待核")'


def shown(rate: Decimal | None) -> Decimal | None:
    """Return a rate with the four decimals that are printed."""
    return None if rate is None else rate.quantize(RATE_PLACES, ROUND_HALF_UP)
