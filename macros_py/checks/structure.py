"""The 一级 / 二级 system: names that are known, pairs that may stand together, rows that stand twice, what is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity, elsewhere
from macros_py.checks.names import LevelColumns, OfColumns, compact, level_columns
from macros_py.checks.readings import Readings
from macros_py.checks.shifts import shifted_rows
from macros_py.checks.subjects import strange_levels
from macros_py.config import Config
from macros_py.model import Project


class UnknownLevel1(Check):
    """一级指标的名字不在指标体系里.

    检查什么: 一级指标是否是 config.yaml 的 indicator_levels 列出的名字（后面带分值的、省去“指标”二字的也认）。
    为什么: 名字不对，权重和汇总都归不了类；常见的原因是二级指标写进了一级指标栏，或整行错位。
    反例: 一级指标填“可持续影响指标”（它是二级指标）。
    正例: 一级指标“效益指标”，二级指标“可持续影响指标”。
    依据: 财预〔2020〕10号、财预〔2021〕101号的指标体系。
    """

    code = "S201"
    about = strange_levels
    title = "一级指标不认识"
    severity = Severity.ERROR
    message = "没有名为“{value}”的一级指标{because}。"
    hint = "{advice}"

    def rows(self, owner: Owner) -> Iterator[Finding]:
        made: list[Finding] = []
        for indicator in owner.indicators:
            # Self-evaluations print 预算执行率 as a row of its own, beside 产出, 效益 and 满意度.
            if not indicator.level1.strip() or self.names.level1(indicator.level1) or "执行率" in indicator.level1:
                continue
            homes = self.names.homes(indicator.level1)
            if homes:
                because = "，它是二级指标"
                advice = f"请把它移到二级指标栏，一级指标改为“{homes[0]}”；如果整行错位，请整行对齐。"
            else:
                because = ""
                advice = f"一级指标只有：{'、'.join(self.config.levels.level1_names)}。"
            made.append(self.finding(owner, indicator, "level1", indicator.level1, because=because, advice=advice))
        yield from _once_a_name(made)


class UnknownPair(Check):
    """二级指标不认识，或与一级指标不相配.

    检查什么: 二级指标是否是所填一级指标下面的二级指标。
    为什么: 归错类会使各类指标的权重和得分错位。
    反例: 一级指标“产出指标”，二级指标“社会效益指标”。
    正例: 一级指标“效益指标”，二级指标“社会效益指标”。
    依据: 财预〔2020〕10号、财预〔2021〕101号的指标体系。
    """

    code = "S202"
    about = strange_levels
    title = "二级指标与一级指标不相配"
    severity = Severity.ERROR
    message = "“{level1}”下面没有二级指标“{value}”。"
    hint = "{advice}"
    hides = frozenset({"S208"})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        made: list[Finding] = []
        for indicator in owner.indicators:
            level1, level2 = self.names.pair(indicator.level1, indicator.level2)
            if level1 is None or level2 is not None or not indicator.level2.strip():
                continue
            homes = self.names.homes(indicator.level2)
            if homes:
                advice = f"“{compact(indicator.level2)}”属于“{'、'.join(homes)}”，请改一级指标，或重选二级指标。"
            else:
                advice = f"“{level1}”的二级指标有：{'、'.join(self.config.levels.level2_names(level1))}。"
            made.append(
                self.finding(owner, indicator, "level2", indicator.level2, level1=indicator.level1, advice=advice)
            )
        yield from _once_a_name(made)


def _once_a_name(found: list[Finding]) -> Iterator[Finding]:
    """Make one finding of the rows of a form that say the same; the others are named and marked."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.message, []).append(finding)
    for first, *others in groups.values():
        rest = tuple(finding.record for finding in others)
        yield replace(first, message=f"{first.message}{elsewhere(rest)}", also=rest) if rest else first


class EmptyDimension(Check):
    """项目缺少某一类指标.

    检查什么: config.yaml 的 checks.dimensions 列出的各类指标，项目是否至少各有一条。
    为什么: 缺了一类，绩效目标就不完整；确实不适用的（如没有服务对象的项目）可以不填。
    反例: 一个项目只有数量指标和满意度指标。
    正例: 数量、质量、时效、成本、效益、满意度指标都有。
    依据: 财预〔2020〕10号、财预〔2021〕101号的指标体系。
    """

    code = "S206"
    title = "缺少一类指标"
    severity = Severity.HINT
    message = "没有{missing}。"
    hint = "请看是否应当补上；确实不适用的可以不填，在已核栏写 S206 和理由。"

    def __init__(self, config: Config, readings: Readings | None = None) -> None:
        super().__init__(config, readings)
        self._missing = OfColumns(self._not_among)

    def rows(self, owner: Owner) -> Iterator[Finding]:
        if not owner.indicators:
            return
        columns = self.once(level_columns, owner)
        strangers = strange_levels(self.readings, owner)
        missing = self._not_among(self._in_place(owner, strangers)) if strangers else self._missing(columns)
        if missing:
            yield self.finding(
                owner,
                owner,
                "project_id" if isinstance(owner, Project) else "evaluation_id",
                owner.project_id,
                missing="、".join(missing),
            )

    def _not_among(self, columns: Iterable[tuple[str, str]]) -> list[str]:
        """Return the dimensions of which no row is; a row whose levels are told as wrong may be of each that it can be."""
        there: set[str | None] = set()
        for level1, level2 in columns:
            found = self.names.pair(level1, level2)
            there.update(found)
            if found[0] is None:
                there.update(self.names.homes(level1))
            if found[1] is None:
                there.update(self._possible(found[0], level2))
        return [name for name in self.config.checks.dimensions if name not in there]

    def _possible(self, level1: str | None, level2: str) -> Iterator[str | None]:
        """Yield what a row may be whose 二级 is not known under its 一级: a 二级 in place there, or any of that 一级."""
        homes = self.names.homes(level2)
        for home in homes:
            yield from self.names.pair(home, level2)
        if level1 is not None and not homes:
            yield from self.config.levels.level2_names(level1)

    def _in_place(self, owner: Owner, strangers: frozenset[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield 一级 and 二级 of each row, of those that stand off their columns as they would read in place."""
        shifts = {id(row): shift.reading for row, shift in shifted_rows(self.readings, owner)}
        for indicator in owner.indicators:
            pair = (indicator.level1, indicator.level2)
            reading = shifts.get(id(indicator)) if pair in strangers else None
            known = reading is not None and self.names.level1(reading.level1) is not None
            yield (reading.level1, reading.level2) if reading is not None and known else pair


class BrokenGroup(Check):
    """同一类指标分成了两段，或一级指标的次序颠倒.

    检查什么: 同一一级、二级指标的各条是否连在一起；一级指标是否按指标体系的次序。一个项目只报第一处。
    为什么: 打印时同类指标合并成一格，分成两段就会印成两组，小计也会漏算。
    反例: 产出、效益、满意度之后又出现一条产出指标。
    正例: 产出指标各条连在一起，然后是效益指标、满意度指标。
    依据: 各表样的排列次序。
    """

    code = "S207"
    title = "同类指标没有排在一起"
    severity = Severity.HINT
    message = "{fault}。"
    hint = "请把同类指标排在一起，按{order}的次序。"

    def __init__(self, config: Config, readings: Readings | None = None) -> None:
        super().__init__(config, readings)
        self._broken = OfColumns(self._first_broken)

    def rows(self, owner: Owner) -> Iterator[Finding]:
        broken = self._broken(self.once(level_columns, owner))
        if broken is not None:
            place, field, fault = broken
            indicator = owner.indicators[place]
            order = "、".join(self.config.levels.level1_names)
            yield self.finding(owner, indicator, field, getattr(indicator, field), fault=fault, order=order)

    def _first_broken(self, columns: LevelColumns) -> tuple[int, str, str] | None:
        """Return the first row that stands out of its group, the field that tells, and how."""
        closed: set[tuple[str, ...]] = set()
        current: tuple[str, ...] = ()
        latest = 0
        order = self.config.levels.level1_names
        written: tuple[str, str] | None = None
        for row, pair in enumerate(columns):
            if pair == written:
                continue
            written = pair
            level1, level2 = self.names.pair(*pair)
            if level1 is None or level2 is None:
                continue
            group = (level1, level2)
            if group == current:
                continue
            place = order.index(level1)
            if group in closed:
                return row, "level2", f"“{level2}”在前面已经有一组，这里又出现"
            if current and level1 != current[0] and (level1,) in closed:
                return row, "level1", f"“{level1}”在前面已经有一组，这里又出现"
            # 成本指标 stands first in the 2026 form and last in others.
            if current and level1 != current[0] and place and order.index(current[0]) and place < latest:
                return row, "level1", f"“{level1}”排在了“{order[latest]}”后面"
            if current:
                closed.add(current)
                if level1 != current[0]:
                    closed.add((current[0],))
            current, latest = group, max(latest, place)
        return None


CHECKS = (
    UnknownLevel1,
    UnknownPair,
    EmptyDimension,
    BrokenGroup,
)
