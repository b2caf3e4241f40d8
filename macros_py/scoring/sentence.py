"""One scoring sentence with its row: what its clauses say, the full mark, and what the target is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from macros_py.scoring.clauses import (
    After,
    And,
    Award,
    Base,
    Before,
    Bounds,
    Checklist,
    Clause,
    Condition,
    Else,
    FullMark,
    Late,
    NoFullMark,
    NotUnderstood,
    Per,
    PerDone,
    Ranges,
    Ratio,
    Remainder,
    Until,
    Word,
)
from macros_py.scoring.literals import literal
from macros_py.scoring.row import Row
from macros_py.scoring.units import in_units_of
from macros_py.targets import DOWNWARD, UPWARD, Target

State = Condition | Before | After | Late | Bounds | Word
# For isinstance, which makes a union anew each time it is written out.
_STATES = (Condition, Before, After, Late, Bounds, Word, Else)
_CONDITIONS = (Condition, Before, Bounds)


class Sentence(Row):
    """The clauses of one sentence, sorted, with the target and weight of the row.

    Everything here raises NotUnderstood with a Chinese sentence where the sentence or its target does not say enough.
    """

    def __init__(
        self,
        clauses: Sequence[Clause],
        target: Target,
        weight: Decimal | None,
        begun: bool,
        project_year: int | None = None,
    ) -> None:
        super().__init__(target, weight, project_year)
        self.begun = begun
        self.remarks: list[tuple[str, str]] = []
        self.pairs: list[tuple[State, Award]] = []
        self.ratios: list[tuple[State | Else | None, Ratio]] = []
        self.otherwise: Award | None = None
        self.pers: list[Per] = []
        self.untils: list[Until] = []
        self.remainders: list[Remainder] = []
        self.fulls: list[Decimal] = []
        self.checklists: list[Checklist] = []
        self.per_done: list[PerDone] = []
        self.ranges: list[Ranges] = []
        self.bases: list[Base] = []
        self._sort(in_units_of(target, clauses))
        self.fulls += [ratio.points for _, ratio in self.ratios if ratio.points is not None]

    def _sort(self, clauses: list[Clause]) -> None:
        """Pair every state with what it earns."""
        state: State | Else | None = None
        for position, clause in enumerate(clauses):
            following = clauses[position + 1] if position + 1 < len(clauses) else None
            if isinstance(clause, And):
                if not isinstance(state, Bounds) or not isinstance(following, Bounds):
                    raise NotUnderstood("一句里有两个并列的条件（“且”“同时”），还不会算，请改写，或手工打分")
            elif isinstance(clause, Bounds) and isinstance(state, Bounds):
                state = _both(state, clause)
            elif isinstance(clause, _STATES):
                # 46页, 5所学校: a word behind a number is its unit, or what is counted.
                if isinstance(state, Bounds) and isinstance(clause, Word):
                    raise NotUnderstood(f"看不懂“{said(state)}{clause.text}”，请改写，或手工打分")
                if state is not None:
                    raise NotUnderstood(f"“{said(state)}”后面没有写得几分", truncated=False)
                if isinstance(clause, Else) and not self.pairs and not self.ratios:
                    raise NotUnderstood("“否则”前面没有写什么情况得几分")
                state = clause
            elif isinstance(clause, Award) and state is None:
                raise NotUnderstood("有一处得分前面没有写条件")
            elif isinstance(clause, Award) or (isinstance(clause, FullMark) and state is not None):
                award = clause if isinstance(clause, Award) else Award(clause.points, full=True)
                self._pair(state, award)
                state = None
            elif isinstance(clause, Ratio):
                self.ratios.append((state, clause))
                state = None
            elif (
                isinstance(clause, Per)
                and state is not None
                and self._misses(state)
                or isinstance(clause, Per)
                and isinstance(state, Bounds)
                and self._misses_target(state)
            ):
                state = None
                self._file(clause)
            elif state is not None and not (isinstance(clause, Per) and isinstance(state, _CONDITIONS)):
                raise NotUnderstood(f"“{said(state)}”后面没有写得几分")
            else:
                if isinstance(clause, Per) and state is not None:
                    raise NotUnderstood(f"“{said(state)}”之后接着扣分，没有写满分是几分，还不会算")
                self._file(clause)
        if state is not None:
            raise NotUnderstood(f"这句话没有写完，断在“{said(state)}”，请把评分标准补全", truncated=True)

    def _misses(self, state: State | Else) -> bool:
        """Return whether a state is only the other side of the full mark before it: ≥95%得满分,低于95%每低1%扣1分."""
        if not self.pairs or isinstance(state, Else):
            return False
        met, award = self.pairs[-1]
        return not earns_nothing(award) and are_opposites(met, state)

    def _misses_target(self, state: Bounds) -> bool:
        """Return whether a state says only that the target is missed: 少于200个,每少1个扣0.1分 beside ≥200个."""
        upward = self.target.operator in UPWARD
        limit, other = (state.high, state.low) if upward else (state.low, state.high)
        closed = state.high_closed if upward else state.low_closed
        of_row = state.unit in (self.target.unit, self.target.normal_unit)
        first = not (self.pairs or self.ratios or self.pers)
        sided = upward or self.target.operator in DOWNWARD
        return first and sided and of_row and not closed and other is None and limit == self.target.value

    def _file(self, clause: Clause) -> None:
        if isinstance(clause, FullMark):
            self.fulls.append(clause.points)
        elif isinstance(clause, Per):
            self.pers.append(clause)
        elif isinstance(clause, Until):
            self.untils.append(clause)
        elif isinstance(clause, Remainder):
            self.remainders.append(clause)
        elif isinstance(clause, Checklist):
            self.checklists.append(clause)
        elif isinstance(clause, PerDone):
            self.per_done.append(clause)
        elif isinstance(clause, Ranges):
            self.ranges.append(clause)
        elif isinstance(clause, Base):
            self.bases.append(clause)

    def _pair(self, state: State | Else | None, award: Award) -> None:
        if award.full and award.points is not None:
            self.fulls.append(award.points)
        if isinstance(state, Else):
            if self.otherwise is not None:
                raise NotUnderstood("“否则”写了两次")
            self.otherwise = award
        elif state is not None:
            self.pairs.append((state, award))

    def full(self, award: Award | None = None) -> Decimal:
        """Return the full mark; raises where the sentence gives two, or none and the row has no weight."""
        marks = set(self.fulls)
        if award is not None and award.points is not None:
            marks.add(award.points)
        if len(marks) > 1:
            raise NotUnderstood(f"句子里有几个不同的满分：{'、'.join(f'{literal(mark)}分' for mark in sorted(marks))}")
        full = marks.pop() if marks else self.weight
        if full is None:
            raise NoFullMark("句子没有写满分是几分，这一行也没有分值")
        if not 0 < full <= 100:
            raise NotUnderstood(f"满分 {literal(full)} 分不合理")
        return full

    def points(self, award: Award) -> Decimal:
        """Return what an award gives: points as written, a share of the full mark, or the full mark."""
        if award.share is not None:
            return self.full() * award.share / 100
        if award.points is None:
            return self.full()
        return award.points

    def is_met(self, state: State, upward: bool) -> None:
        """Refuse a state that is not the target being met in the given direction."""
        if isinstance(state, Bounds):
            low, high = (state.low, state.high) if upward else (state.high, state.low)
            if low is None or high is not None:
                raise NotUnderstood(f"“{state.text}”得满分与后面的说法方向相反")
            _, base = self.limit(state, equal=True)
            if base is not None and low != 100:
                raise NotUnderstood(f"“{state.text}”说的是完成率，后面却按实际值算，还不会算")
        elif (
            isinstance(state, Condition)
            and state.name in ("met", "done")
            or isinstance(state, Condition)
            and state.name == "within"
            and not upward
        ):
            return
        else:
            raise NotUnderstood(f"“{said(state)}”与后面的计分办法写在一起，还不会算")


def earns_nothing(award: Award) -> bool:
    """Return whether an award is 不得分."""
    return award.points == 0


def name_of(state: State) -> str:
    """Return the name of a state without a number, "before" for a day, else ""."""
    if isinstance(state, Condition):
        return state.name
    return "before" if isinstance(state, Before) else ""


_OPPOSITES = (
    ("met", "unmet"),
    ("done", "undone"),
    ("on_time", "late"),
    ("within", "beyond"),
    ("before", "late"),
    ("met", "undone"),
    ("done", "unmet"),
)


def are_opposites(met: State, missed: State) -> bool:
    """Return whether the second state is what remains when the first one fails; both may claim the limit itself."""
    if not isinstance(met, Bounds) or not isinstance(missed, Bounds):
        return (name_of(met), name_of(missed)) in _OPPOSITES
    if missed.unit != met.unit or missed.subject not in ("", met.subject):
        return False
    if met.high is None:
        return missed.low is None and missed.high == met.low
    return met.low is None and missed.high is None and missed.low == met.high


def said(state: State | Else) -> str:
    """Return a state as the sentence words it."""
    return "否则" if isinstance(state, Else) else state.text


def _both(first: Bounds, second: Bounds) -> Bounds:
    """Join 小于95%且大于等于80%."""
    low, high = (first, second) if first.low is not None else (second, first)
    if low.high is not None or high.low is not None or low.low is None or high.high is None:
        raise NotUnderstood(f"“{first.text}”和“{second.text}”两个条件连在一起，不能确定怎样算")
    if {low.unit, high.unit} - {""} and len({low.unit, high.unit} - {""}) > 1:
        raise NotUnderstood(f"“{first.text}”和“{second.text}”的单位不一样")
    if second.subject and first.subject != second.subject:
        raise NotUnderstood(f"“{first.text}”和“{second.text}”说的不是同一件事")
    if low.low >= high.high:
        raise NotUnderstood(f"“{first.text}”和“{second.text}”互相矛盾")
    unit = low.unit or high.unit
    return Bounds(
        first.subject,
        low.low,
        high.high,
        low.low_closed,
        high.high_closed,
        unit,
        f"{first.text}且{second.text}",
        marked=first.marked | second.marked,
    )
