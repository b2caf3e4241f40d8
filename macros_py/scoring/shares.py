"""A qualitative indicator where no sentence is written: the office gives a share inside the grade that the actual names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from macros_py.scoring.bands import LOWEST
from macros_py.scoring.cells import PENDING, READ_PLACES, Actual, PercentCell, word_in
from macros_py.scoring.literals import array, half_up, literal, quoted
from macros_py.scoring.rules import RuleKind, score, whole_formula

REACHED = (
    "达成预期指标",
    "达成预期",
    "达成预期目标",
    "达成",
    "达到预期",
    "达到预期目标",
    "达到预期指标",
    "实现预期目标",
)
MISSED3 = ("未达成", "未实现", "未完成", "未达到", "没完成")
MISSED4 = ("没有达成", "没有实现", "没有完成", "没有达到")
POOR = ("较差", "很差")
_BEYOND = "100.0000005"


@lru_cache(maxsize=4096)
def named_grade(actual: Actual) -> int:
    """Return the grade that an actual names: 1 达成预期, 2 部分达成, 3 未达成 or 效果较差; 0 for none."""
    word = word_in(actual)
    if word[:2] == "部分":
        return 2
    if word[:3] in MISSED3 or word[:4] in MISSED4 or word[-2:] in POOR or word == "差":
        return 3
    return 1 if word in REACHED else 0


@dataclass(frozen=True, slots=True)
class ShareRule:
    """A share of the full mark, entered by the office in a cell of its own, or where the sheet has none as the actual.

    An actual that names its grade keeps the share inside it: ``upper``–100%, ``lower``–``upper``, 0–``lower``, each with
    its lower end. Any other words take any share: 无安全事故 is no failure.
    Source: note 4 of the 2022 form; 财预〔2020〕10号.
    """

    upper: Decimal
    lower: Decimal
    full: Decimal

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        return RuleKind.GRADE_RANGES

    def range_of(self, actual: Actual) -> tuple[Decimal, Decimal]:
        """Return the lowest and the highest share, in percent, that an actual allows."""
        ends = (Decimal(100), self.upper, self.lower, Decimal(0))
        grade = named_grade(actual)
        return (ends[3], ends[0]) if grade == 0 else (ends[grade], ends[grade - 1])

    def evaluate(self, actual: Actual, share: Actual = None, *, apart: bool = False) -> Decimal | None:
        """Return share × full, or None where there is none or the grade of the actual does not allow it.

        ``apart`` says that the share has a cell of its own; ``share`` is then a number from 0 to 1 (percent format).
        """
        percent = self._percent(share) if apart else PercentCell().read(actual)
        if percent is None or not 0 <= percent <= 100:
            return None
        if apart:
            if actual is None or actual == "" or (isinstance(actual, str) and not word_in(actual)):
                return None
            low, high = self.range_of(actual)
            if percent < low or (percent >= high and high != 100):
                return None
        return score(percent / 100 * self.full)

    def _percent(self, share: Actual) -> Decimal | None:
        if share is None or isinstance(share, str | bool) or not isinstance(share, int | float | Decimal):
            return None
        return half_up(Decimal(str(share)) * 100, READ_PLACES)

    def formula(self, cell: str, share: str = "") -> str:
        """Return the formula over the actual's cell, and the share's where it has a cell of its own."""
        if not share:
            number = PercentCell().number(cell)
            points = f"{number}*{literal(self.full / 100)}/({number}<=100)"
            return whole_formula(cell, PercentCell(), points)
        percent = f"ROUND({share}*100,6)"
        starts = array((LOWEST, "0", literal(self.lower), literal(self.upper), _BEYOND))
        rank = f'LOOKUP({percent},{starts},{{"x",3,2,1,"x"}})'
        word = f"TRIM({cell})"
        missed = (
            f"LEFT({word},3)={array(map(quoted, MISSED3))},LEFT({word},4)={array(map(quoted, MISSED4))},"
            f'RIGHT({word},2)={array(map(quoted, POOR))},{word}="差"'
        )
        reached = f"IF(OR({word}={array(map(quoted, REACHED))}),1,0)"
        named = f'IF(LEFT({word},2)="部分",2,IF(OR({missed}),3,{reached}))'
        points = f"{percent}*{literal(self.full / 100)}/({rank}*({named}>0)={named})"
        return f'=IFERROR(IF(OR({word}="",NOT(ISNUMBER({share})),ISLOGICAL({share})),"{PENDING}",ROUND(ROUND({points},10),2)),"{PENDING}")'

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        upper, lower = literal(self.upper), literal(self.lower)
        return (
            f"定性指标由单位评定比例，乘{literal(self.full)}分：达成预期100%至{upper}%（含），"
            f"部分达成{upper}%至{lower}%（含），未达成{lower}%至0%。"
        )

    def arithmetic(self, actual: Actual, share: Actual = None, *, apart: bool = False) -> str:
        """Return how the points come about."""
        if apart and (actual is None or not str(actual).strip()):
            return "没有填实际完成值"
        points = self.evaluate(actual, share, apart=apart)
        percent = self._percent(share) if apart else PercentCell().read(actual)
        if points is not None and percent is not None:
            return f"{literal(percent)}% × {literal(self.full)} = {literal(points)}"
        low, high = self.range_of(actual) if apart else (Decimal(0), Decimal(100))
        where = "请在“评定比例”栏填" if apart else "请填评定的比例，如 85%，应在"
        return f"{where} {literal(low)}% 到 {literal(high)}%"
