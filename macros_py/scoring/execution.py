"""预算执行率 = 全年执行数(B) ÷ 全年预算数(A), and the points it earns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from macros_py.scheme import ExecutionScoring

RATE_PLACES = Decimal("0.0001")
SCORE_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ExecutionRule:
    """The bureau's rule for 预算执行率: in proportion and never above the weight, or by bands.

    Source: 财预〔2020〕10号 (proportion), 财预〔2021〕101号 (bands); numbers from config.yaml.
    Rates are fractions with four decimals (99.45% is 0.9945), scores have two decimals, both rounded half up.
    """

    scoring: ExecutionScoring

    def rate(self, annual_budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
        """Return B ÷ A, or None where either is missing, A is not positive or B is negative."""
        if annual_budget is None or executed is None or annual_budget <= 0 or executed < 0:
            return None
        with localcontext(prec=50):
            return (executed / annual_budget).quantize(RATE_PLACES, ROUND_HALF_UP)

    def score(self, annual_budget: Decimal | None, executed: Decimal | None) -> Decimal | None:
        """Return the points for the rate, or None where there is no rate."""
        rate = self.rate(annual_budget, executed)
        if rate is None:
            return None
        if self.scoring.banded:
            reached = (points for percent, points in self.scoring.bands if rate * 100 >= percent)
            return next(reached, Decimal(0)).quantize(SCORE_PLACES, ROUND_HALF_UP)
        earned = min(rate, Decimal(1)) * self.scoring.weight
        return earned.quantize(SCORE_PLACES, ROUND_HALF_UP)

    def rate_formula(self, annual_budget: str, executed: str) -> str:
        """Return the formula for the rate over the two cells; "待核" where it cannot be had, never an error value."""
        return (
            f"=IF(AND(ISNUMBER({annual_budget}),ISNUMBER({executed})),"
            f'IF(AND({annual_budget}>0,{executed}>=0),ROUND({executed}/{annual_budget},4),"待核"),"待核")'
        )

    def score_formula(self, rate: str) -> str:
        """Return the formula for the points over the rate's cell; "待核" where there is no rate."""
        if self.scoring.banded:
            points = "0"
            for percent, earned in reversed(self.scoring.bands):
                points = f"IF({rate}>={percent / 100},{earned},{points})"
        else:
            points = f"MIN({rate},1)*{self.scoring.weight}"
        return f'=IF(ISNUMBER({rate}),ROUND({points},2),"待核")'
