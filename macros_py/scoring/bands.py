"""Points by bands of a number or a completion rate, whichever ends belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from macros_py.scoring.cells import NEXT, PENDING, READ_PLACES, Actual, Cell, DateCell
from macros_py.scoring.literals import array, half_up, literal
from macros_py.scoring.rules import RuleKind, score, unread

LOWEST = "-9E99"

Edge = tuple[Decimal, int]
"""A place on the number line: (x, 0) is x itself, (x, 1) is just above x."""


@dataclass(frozen=True, slots=True)
class Band:
    """From ``low`` to ``high`` (None is without end) earns ``points``; each end belongs to it or not."""

    points: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True

    @property
    def start(self) -> Edge | None:
        """Where it begins; None at the far left."""
        return None if self.low is None else (self.low, 0 if self.low_closed else 1)

    @property
    def end(self) -> Edge | None:
        """The first place behind it; None at the far right."""
        return None if self.high is None else (self.high, 1 if self.high_closed else 0)

    def covers(self, edge: Edge | None) -> bool:
        """Return whether the stretch that begins at ``edge`` (None: the far left) lies in the band."""
        if edge is None:
            return self.low is None
        return (self.start is None or self.start <= edge) and (self.end is None or edge < self.end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What earns the same, from ``start`` to before ``end``; ``bands`` are those that claim it."""

    start: Edge | None
    end: Edge | None
    bands: tuple[Band, ...]

    @property
    def points(self) -> Decimal | None:
        """What it earns; None where no band claims it, or several with different points."""
        claimed = {band.points for band in self.bands}
        return claimed.pop() if len(claimed) == 1 else None


@dataclass(frozen=True, slots=True)
class BandRule:
    """Points by bands; where bands contradict each other or leave a gap the score is 待核.

    ``base`` is the target where the bands speak of the completion rate: what is looked up is actual ÷ base in percent.
    """

    cell: Cell
    bands: tuple[Band, ...]
    base: Decimal | None = None

    @property
    def kind(self) -> RuleKind:
        """Which kind of rule it is."""
        return RuleKind.BANDS

    @property
    def full(self) -> Decimal:
        """The full mark: the most points of any band."""
        return max(band.points for band in self.bands)

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the number line from left to right in stretches of the same bands."""
        edges = sorted({edge for band in self.bands for edge in (band.start, band.end) if edge is not None})
        starts: list[Edge | None] = [None, *edges]
        ends: list[Edge | None] = [*edges, None]
        return tuple(
            Stretch(start, end, tuple(band for band in self.bands if band.covers(start)))
            for start, end in zip(starts, ends, strict=True)
        )

    def _looked_up(self, actual: Actual) -> Decimal | None:
        number = self.cell.read(actual)
        if number is None or self.base is None:
            return number
        with localcontext(prec=50):
            return half_up(number / self.base * 100, READ_PLACES)

    def evaluate(self, actual: Actual) -> Decimal | None:
        """Return the points, or None where the actual cannot be read or no single band claims it."""
        number = self._looked_up(actual)
        if number is None:
            return None
        found = [stretch for stretch in self.stretches() if stretch.start is None or stretch.start <= (number, 0)][-1]
        return None if found.points is None else score(found.points)

    def formula(self, cell: str) -> str:
        """Return the formula over the actual's cell."""
        starts: list[str] = []
        points: list[str] = []
        for stretch in self.stretches():
            claimed = f'"{PENDING}"' if stretch.points is None else literal(score(stretch.points))
            if not points or points[-1] != claimed:
                starts.append(LOWEST if stretch.start is None else literal(self._edge(stretch.start)))
                points.append(claimed)
        number = self.cell.number(cell)
        if self.base is not None:
            number = f"ROUND({number}/{literal(self.base)}*100,6)"
        looked_up = f"LOOKUP({number},{array(starts)},{array(points)})"
        return f'=IFERROR(IF({self.cell.refused(cell)},"{PENDING}",{looked_up}),"{PENDING}")'

    def _edge(self, edge: Edge) -> Decimal:
        return edge[0] + edge[1] * (1 if isinstance(self.cell, DateCell) else NEXT)

    def shown(self, number: Decimal) -> str:
        """Return a limit with its unit, for a sentence."""
        return f"{literal(number)}%" if self.base is not None else self.cell.show(number)

    def span(self, low: Edge | None, high: Edge | None) -> str:
        """Return the stretch between two edges in words."""
        parts = []
        if low is not None and high == (low[0], 1) and low[1] == 0:
            return f"等于{self.shown(low[0])}"
        if low is not None:
            parts.append(f"{'大于' if low[1] else '大于等于'}{self.shown(low[0])}")
        if high is not None:
            parts.append(f"{'小于等于' if high[1] else '小于'}{self.shown(high[0])}")
        return "且".join(parts) or "任何值"

    def explain(self) -> str:
        """Return the rule as one Chinese sentence."""
        name = "完成率" if self.base is not None else "实际值"
        bands = sorted(self.bands, key=lambda band: -band.points)
        parts = [f"{self.span(band.start, band.end)}得{literal(band.points)}分" for band in bands]
        base = f"（完成率=实际值÷{self.cell.show(self.base)}）" if self.base is not None else ""
        return f"{name}{'，'.join(parts)}{base}。"

    def arithmetic(self, actual: Actual) -> str:
        """Return how the points come about."""
        number, points = self._looked_up(actual), self.evaluate(actual)
        if number is None:
            return unread(actual, self.cell)
        if points is None:
            claimed = sorted({band.points for band in self.bands if band.covers((number, 0))}, reverse=True)
            if not claimed:
                return f"{self.shown(number)}不在任何一档里，请核对评分标准"
            shares = "、".join(f"{literal(one)} 分" for one in claimed)
            return f"{self.shown(number)}同时落在得 {shares}的几档里，请核对评分标准"
        return f"{self.shown(number)}落在得 {literal(points)} 分的一档"
