"""Rules that count or name: grades in words, ranges of a share, and a checklist."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from macros_py.scoring.bands import LOWEST, Band, BandRule
from macros_py.scoring.cells import PENDING, Actual, NumberCell, PercentCell, word_in
from macros_py.scoring.literals import array, literal, quoted
from macros_py.scoring.rules import RuleKind, score, unread, whole_formula

OTHERWISE_WORDS = "效果不明显 效果较差 效果差 效果很差 无效果 没有效果 无明显效果 不明显 较差 差 很差 未完成 未达到 未达标 不达标 不合格 不满意 未达成 未实现".split()
"""What an actual may say for 否则: plainly a level below every level that earns points."""


@dataclass(frozen=True, slots=True)
class GradeRule:
    """Points by words: each level has its words; ``otherwise`` is for the words of OTHERWISE_WORDS, None for nothing said.

    A word that no level names is 待核: nobody can tell which level "还可以" is.
    """

    levels: tuple[tuple[tuple[str, ...], Decimal], ...]
    otherwise: Decimal | None = None

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        return RuleKind.GRADES

    @property
    def full(self) -> Decimal:
        """The full mark: the most points of any level."""
        return max(points for _, points in self.levels)

    def _table(self) -> dict[str, Decimal]:
        table = {word: points for words, points in self.levels for word in words}
        if self.otherwise is not None and self._takes_poor():
            table = dict.fromkeys(OTHERWISE_WORDS, self.otherwise) | table
        return table

    def _takes_poor(self) -> bool:
        """Whether 不明显 and its like must mean 否则; beside 负面影响不明显得10分 they may mean the best."""
        least = self.otherwise or Decimal(0)
        earning = (word for words, points in self.levels if points > least for word in words)
        return not any(set(word) & set("未不无没零") for word in earning)

    def evaluate(self, actual: Actual) -> Decimal | None:
        """Return the points, or None where the cell holds none of the words."""
        points = self._table().get(word_in(actual))
        return None if points is None else score(points)

    def formula(self, cell: str) -> str:
        """Return the formula over the actual's cell."""
        table = self._table()
        words = array(map(quoted, table))
        points = array(literal(score(earned)) for earned in table.values())
        return f'=IFERROR(IF(OR(TRIM({cell})={words}),SUMPRODUCT((TRIM({cell})={words})*{points}),"{PENDING}"),"{PENDING}")'

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        parts = [f"“{words[0]}”得{literal(points)}分" for words, points in self.levels]
        if self.otherwise is not None:
            parts.append(f"否则{f'得{literal(self.otherwise)}分' if self.otherwise else '不得分'}")
        return "，".join(parts) + "。"

    def arithmetic(self, actual: Actual) -> str:
        """Return how the points come about."""
        points = self.evaluate(actual)
        if points is not None:
            return f"“{word_in(actual)}”得 {literal(points)} 分"
        known = "、".join(words[0] for words, _ in self.levels)
        return f"实际完成值应填 {known}" + (
            "（或“效果较差”一类的话）" if self.otherwise is not None and self._takes_poor() else ""
        )


@dataclass(frozen=True, slots=True)
class GradeRange:
    """A grade and the share of the full mark (in percent) that an office may give it."""

    words: tuple[str, ...]
    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = False


@dataclass(frozen=True, slots=True)
class GradeRangeRule:
    """The office enters a share of the full mark inside the range of the grade. Source: the 2022 form, 财预〔2020〕10号.

    The share stands in the actual's cell itself (85%), or in a cell of its own beside the grade in words; then it must
    lie in that grade's range.
    """

    ranges: tuple[GradeRange, ...]
    full: Decimal

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        return RuleKind.GRADE_RANGES

    def _bands(self) -> BandRule:
        """Return the ranges as bands whose "points" are the number of the range, 1 being the first."""
        bands = (
            Band(Decimal(number), rank.low, rank.high, rank.low_closed, rank.high_closed)
            for number, rank in enumerate(self.ranges, 1)
        )
        return BandRule(PercentCell(), tuple(bands))

    def evaluate(self, actual: Actual, share: Actual = None) -> Decimal | None:
        """Return share × full, or None where there is no share or it lies outside the range of the grade."""
        given = actual if share is None else share
        percent, rank = PercentCell().read(given), self._bands().evaluate(given)
        if percent is None or rank is None:
            return None
        if share is not None:
            named = [number for number, entry in enumerate(self.ranges, 1) if word_in(actual) in entry.words]
            if named != [rank]:
                return None
        return score(percent / 100 * self.full)

    def formula(self, cell: str, share: str = "") -> str:
        """Return the formula over the actual's cell, and the share's where it has a cell of its own."""
        given = share or cell
        looked_up = self._bands()
        starts, ranks = [], []
        for stretch in looked_up.stretches():
            if stretch.start is None and stretch.points is None:
                continue  # below its first start LOOKUP gives an error, which is 待核
            starts.append(LOWEST if stretch.start is None else literal(looked_up._edge(stretch.start)))
            ranks.append('"x"' if stretch.points is None else literal(stretch.points))
        number = PercentCell().number(given)
        rank = f"LOOKUP({number},{array(starts)},{array(ranks)})"
        if share:
            named = [(word, str(rank_)) for rank_, entry in enumerate(self.ranges, 1) for word in entry.words]
            words, numbers = array(quoted(word) for word, _ in named), array(number_ for _, number_ in named)
            condition = f"{rank}=SUMPRODUCT((TRIM({cell})={words})*{numbers})"
        else:
            condition = f"ISNUMBER({rank})"
        points = f"{number}*{literal(self.full / 100)}/({condition})"
        return whole_formula(given, PercentCell(), points)

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        parts = []
        for entry in self.ranges:
            ends = [
                literal(end) + "%" + ("（含）" if closed else "")
                for end, closed in ((entry.high, entry.high_closed), (entry.low, entry.low_closed))
            ]
            parts.append(f"“{entry.words[0]}”{ends[0]}至{ends[1]}")
        return f"由单位在等级的区间内填百分比，乘{literal(self.full)}分：{'，'.join(parts)}。"

    def arithmetic(self, actual: Actual, share: Actual = None) -> str:
        """Return how the points come about."""
        points = self.evaluate(actual, share)
        given = actual if share is None else share
        percent = PercentCell().read(given)
        if percent is None:
            return "请填所评等级对应的百分比，如 85%"
        if points is None:
            return f"{literal(percent)}%不在所评等级的区间内"
        return f"{literal(percent)}% × {literal(self.full)} = {literal(points)}"


@dataclass(frozen=True, slots=True)
class ChecklistRule:
    """So many points for each of so many things done; the actual is how many were done."""

    cell: NumberCell
    items: int
    each: Decimal

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        return RuleKind.CHECKLIST

    @property
    def full(self) -> Decimal:
        """The full mark: everything done."""
        return self.items * self.each

    def evaluate(self, actual: Actual) -> Decimal | None:
        """Return the points, or None where the cell holds no count or more than there are things."""
        number = self.cell.read(actual)
        if number is None or number > self.items:
            return None
        return score(self.each * number.to_integral_value(ROUND_FLOOR))

    def formula(self, cell: str) -> str:
        """Return the formula over the actual's cell."""
        number = self.cell.number(cell)
        return whole_formula(cell, self.cell, f'IF({number}>{self.items},"x",INT({number})*{literal(self.each)})')

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        return f"共{self.items}项，每完成一项得{literal(self.each)}分。"

    def arithmetic(self, actual: Actual) -> str:
        """Return how the points come about."""
        number, points = self.cell.read(actual), self.evaluate(actual)
        if number is None:
            return unread(actual, self.cell)
        if points is None:
            return f"完成了{literal(number)}项，多于标准里的{self.items}项，请核对"
        return f"{literal(number.to_integral_value(ROUND_FLOOR))} × {literal(self.each)} = {literal(points)}"
