"""A table that lists several projects, each with its indicators: the layout in which many offices publish their budgets.

Left of 一级指标 stand columns that other forms print above the table: 单位名称, 项目名称, 预算数, 年度目标.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from macros_py.sheets.forms_reading.entries import GOALS, Entry
from macros_py.sheets.forms_reading.footer import is_note
from macros_py.sheets.forms_reading.grid import Block, Layout
from macros_py.sheets.forms_reading.heading import is_continued, is_marker, is_title
from macros_py.sheets.forms_reading.indicator_columns import LEVELS, is_heading_row
from macros_py.sheets.forms_reading.labels import (
    FOREIGN,
    FUNDS_LABELS,
    SOURCES,
    STRUCTURE,
    TOTAL_LABELS,
    Label,
    folded,
    head_label,
    indicator_column,
    label_key,
    tidy,
)
from macros_py.sheets.forms_reading.ledger import NOT_A_PART

NO_NAME = "这一行没有项目名称，没有读入"
_NUMBER = "number"
_PAGE = re.compile(r"[-—]?第?\d{1,4}页?[-—]?(?:[,，/]?共\d{1,4}页)?")
_UNIT_FIELDS = frozenset(("unit_name", "implementing_unit", "department", "department_coded", "department_code"))
#: One column for the unit's line and the lines of its projects under it.
_UNIT_ABOVE_NAME = frozenset(
    "单位名称项目名称 单位项目名称 部门单位项目名称 部门/项目 单位/项目 部门/项目名称 单位/项目名称 单位名称及项目名称 单位及项目名称 部门及项目名称".split()
)


@dataclass(frozen=True, slots=True)
class NextPage:
    """The rows of a project that follow headings printed again: ``named`` says that its name is, too."""

    heading_row: int
    headings: frozenset[Block]
    rows: range
    named: bool
    blocks: tuple[Block, ...] = ()


@dataclass(slots=True)
class ListedProject:
    """One project of a list: its rows, and what its own columns say.

    ``head`` are the rows above the list, ``heading_row`` the row of its headings, ``headings`` those of its own columns.
    ``entries`` are the values of the columns left of the indicators, ``others`` the blocks that say the same once more, ``different`` those that say something else, ``carried`` the
    entries that stand further above only. ``stray`` are blocks of the list that belong to no project, ``foot`` the rows
    under it; both are told with the first one. ``pages`` are its rows under headings that are printed again.
    """

    head: range
    heading_row: int
    headings: frozenset[Block]
    rows: range
    entries: list[Entry] = field(default_factory=list)
    others: list[Block] = field(default_factory=list)
    different: list[Block] = field(default_factory=list)
    carried: list[Entry] = field(default_factory=list)
    stray: list[tuple[Block, str]] = field(default_factory=list)
    first: bool = False
    foot: range = range(0)
    pages: list[NextPage] = field(default_factory=list)


def listed_projects(layout: Layout) -> list[ListedProject]:
    """Return the projects of each list on a sheet, in order; none where the sheet holds no list."""
    headings = [row for row in layout.rows if is_heading_row(layout, row)]
    found: list[ListedProject] = []
    for place, row in enumerate(headings):
        columns, held = _own_columns(layout, row)
        if "name" not in {label.field for label, _ in columns.values()}:
            continue
        top = min(row, *(block.top for block in held))
        begin = found[-1].rows.stop if found else 1
        titled = any(is_title(block.text) for block in layout.begin_in(range(begin, top)))
        head = range(begin, top) if titled or not found else found[-1].head
        stop = headings[place + 1] if place + 1 < len(headings) else max(layout.rows) + 1
        listed = _List(layout, ListedProject(head, row, held, range(0)), columns, stop)
        told = {block for project in found for block, _ in project.stray}
        between = [] if titled or not found else layout.begin_in(range(begin, top))
        above = found[-1] if found and _same_list(layout, range(begin, top)) else None
        found += listed.projects([block for block in between if block not in told], above)
    return found


def _same_list(layout: Layout, between: range) -> bool:
    """Tell whether a list goes on under what stands ``between``: nothing, a page's number, or its title once more."""
    titles = [block.text for block in layout.begin_in(between) if is_title(block.text)]
    first = next((block.text for blocks in layout.rows.values() for block in blocks if is_title(block.text)), "")
    return all(is_continued(text) or folded(text) == folded(first) for text in titles)


def _own_columns(layout: Layout, row: int) -> tuple[Mapping[int, tuple[Label, Block]], frozenset[Block]]:
    """Return what the columns of a heading row hold that are a project's own, by column, and all of their headings."""
    levels = [b.left for b in layout.rows[row] if (label := indicator_column(b.text)) and label.field in LEVELS]
    columns: dict[int, tuple[Label, Block]] = {}
    held: set[Block] = set()
    for column in range(1, min(levels)):
        rows = range(_depth(layout, row), row - 1, -1)
        blocks = [block for number in rows if (block := layout.covering(number, column))]
        for block in blocks or filter(None, [_heading_above(layout, row, column)]):
            label = None if block in held else _own_label(block.text) or _source(layout, row, block)
            above_others = block.right > block.left and column in columns
            if label and (label.field == STRUCTURE or (label.field in FUNDS_LABELS and above_others)):
                held.add(block)
            elif label and label.field != FOREIGN and column not in columns:
                columns[column] = (label, block)
                held.add(block)
    return columns, frozenset(held)


def _source(layout: Layout, row: int, block: Block) -> Label | None:
    """Return what 本级 stands for below 资金 or 其中, where it names a source of money; None anywhere else."""
    above = [layout.covering(number, block.left) for number in range(row, block.top)]
    labels = [label for other in above if other and other != block and (label := head_label(other.text))]
    money = any(label.field == STRUCTURE or label.field in FUNDS_LABELS for label in labels)
    return SOURCES.get(label_key(block.text)) if money else None


def _depth(layout: Layout, row: int) -> int:
    """Return the last row of the headings: the levels' are merged down where others stand in two rows."""
    return max([row, *(block.bottom for block in layout.rows[row] if indicator_column(block.text))])


def _own_label(text: str) -> Label | None:
    if label_key(text) in _UNIT_ABOVE_NAME:
        return Label("name")
    number = indicator_column(text)
    return number if number and number.field == _NUMBER else head_label(text)


def _heading_above(layout: Layout, row: int, column: int) -> Block | None:
    """Return the heading in the row above, where headings stand in two rows that are not merged."""
    upper = layout.rows.get(row - 1, [])
    known = [block for block in upper if head_label(block.text) or indicator_column(block.text)]
    block = next((block for block in upper if block.left <= column <= block.right), None)
    return block if len(known) == len(upper) > 1 else None


class _List:
    def __init__(
        self, layout: Layout, empty: ListedProject, columns: Mapping[int, tuple[Label, Block]], stop: int
    ) -> None:
        self.layout, self.empty, self.columns = layout, empty, columns
        self.name_column = next(column for column, (label, _) in columns.items() if label.field == "name")
        self.depth = _depth(layout, empty.heading_row)
        self.rows = layout.row_numbers(range(self.depth + 1, stop))
        self.stray: list[tuple[Block, str]] = []
        self.foot = range(0)
        self.lead: list[int] = []

    def projects(self, between: Iterable[Block], above: ListedProject | None) -> list[ListedProject]:
        """Return the projects; ``between`` stands between this list and the one above, and belongs to neither.

        ``above`` is the last project above, which may go on under these headings; its further rows are added to it.
        """
        self.stray += [(block, NOT_A_PART) for block in between]
        made: list[ListedProject] = []
        unit: Block | None = None
        for rows in self._groups():
            own = self._own(rows)
            if not self._holds_indicators(rows) and not any(label.field in GOALS for label, _, _ in own):
                unit = self._unit_line(rows) or unit
                continue
            project = replace(self.empty, rows=rows, entries=[], others=[], different=[], carried=[])
            self._fill(project, own, made[-1] if made else above if above and self.lead else None, unit)
            if project.entries:
                made.append(project)
            else:
                self._leave_out(self.layout.begin_in(rows))
        if above and self.lead:
            above.pages.append(self._page(range(self.lead[0], self.lead[-1] + 1), ()))
        elif above and made and _is_same(made[0], above):
            again = made.pop(0)
            blocks = [entry.block for entry in again.entries] + again.others
            above.pages.append(self._page(again.rows, blocks))
        else:
            self._leave_out(block for row in self.lead for block in self.layout.rows[row])
        if made:
            made[0].first, made[0].stray, made[0].foot = True, self.stray, self.foot
        elif above and above.pages:
            above.stray, above.foot = [*above.stray, *self.stray], self.foot or above.foot
        return made

    def _page(self, rows: range, blocks: Iterable[Block]) -> NextPage:
        named = tuple(blocks)
        return NextPage(self.empty.heading_row, self.empty.headings, rows, bool(named), named)

    def _groups(self) -> Iterator[range]:
        """Yield the rows of each project: one begins where its name stands, and another than the one above."""
        begin, last = 0, 0
        whose: list[str] = []
        keys = [self.name_column, *(at for at, (label, _) in self.columns.items() if label.field in _UNIT_FIELDS)]
        for row in self.rows:
            blocks = self.layout.rows[row]
            if len(blocks) == 1 and _PAGE.fullmatch(folded(blocks[0].text)):
                self.stray.append((blocks[0], NOT_A_PART))
                continue
            if is_note(blocks[0].text) or is_marker(blocks[0].text) or (len(blocks) == 1 and is_title(blocks[0].text)):
                self.foot = range(row, self.rows[-1] + 1)
                break
            if any(label_key(block.text) in TOTAL_LABELS and block.left <= self.name_column for block in blocks):
                self.stray += [(block, "这一行是合计，没有读入") for block in blocks]
                continue
            found = [self.layout.covering(row, column) for column in keys]
            texts = [folded(block.text) if block else "" for block in found]
            name = found[0]
            if name is not None and name.top == row and (texts != whose or name.bottom > row):
                if begin:
                    yield range(begin, last + 1)
                begin, whose = row, texts
            elif begin and self._says_anew(row, begin):
                yield range(begin, last + 1)
                begin, whose = row, [new or old for new, old in zip(texts, whose, strict=True)]
            elif not begin:
                self.lead.append(row)
            last = row
        if begin:
            yield range(begin, last + 1)

    def _says_anew(self, row: int, begin: int) -> bool:
        """Tell whether a row says two things anew of what a project has once: another one, its name left out or merged."""
        anew = 0
        for column, (label, _) in self.columns.items():
            block, first = self.layout.covering(row, column), self.layout.covering(begin, column)
            if label.field in ("name", _NUMBER) or block is None or block.top != row or first is None:
                continue
            anew += folded(block.text) != folded(first.text)
        return anew > 1

    def _own(self, rows: range) -> list[tuple[Label, Block, list[Block]]]:
        """Return the label of each column of a project's own, its heading, and the blocks of these rows in it."""
        own = []
        for column, (label, heading) in self.columns.items():
            inside = [block for block in self.layout.begin_in(rows) if heading.left <= block.left <= heading.right]
            above = self.layout.covering(rows.start, column)
            own_column = above is not None and heading.left <= above.left <= heading.right
            if not inside and above is not None and own_column and above.top > self.depth:
                inside = [above]
            if inside:
                own.append((label, heading, inside))
        return own

    def _holds_indicators(self, rows: range) -> bool:
        edge = max(heading.right for _, heading in self.columns.values())
        return any(block.left > edge for block in self.layout.begin_in(rows))

    def _leave_out(self, blocks: Iterable[Block]) -> None:
        self.stray += [(block, NO_NAME) for block in blocks]

    def _unit_line(self, rows: range) -> Block | None:
        """Return the name of a line without indicators and goal: that of the unit whose projects follow.

        None for a line that has no name either, only amounts; it is left out.
        """
        name = self.layout.covering(rows.start, self.name_column)
        if name is None:
            self._leave_out(self.layout.begin_in(rows))
            return None
        others = [block for block in self.layout.begin_in(rows) if block != name]
        self.stray += [(block, "这一行只有名称，当作单位读入，其余没有读入") for block in others]
        return name

    def _fill(
        self,
        project: ListedProject,
        own: list[tuple[Label, Block, list[Block]]],
        above: ListedProject | None,
        unit: Block | None,
    ) -> None:
        for label, heading, blocks in own:
            if label.field == _NUMBER:
                project.others += [block for block in blocks if folded(block.text).strip("().、").isdigit()]
                continue
            first = blocks[0]
            same = [block for block in blocks[1:] if folded(block.text) == folded(first.text)]
            further = [block for block in blocks[1:] if block not in same]
            lines = tuple(further) if label.field in GOALS else ()
            project.entries.append(Entry(label, tidy(heading.text), heading, first, first.value, lines))
            project.others += same
            project.different += [block for block in further if block not in lines]
        found = {entry.label.field for entry in project.entries}
        for entry in [*above.entries, *above.carried] if above else ():
            if entry.label.field in (_UNIT_FIELDS | {"name"}) - found:
                project.carried.append(entry)
        if unit is not None and not found & _UNIT_FIELDS:
            project.entries.append(Entry(Label("unit_name"), "单位名称", unit, unit, unit.value))
            project.carried = [entry for entry in project.carried if entry.label.field == "name"]


def _is_same(project: ListedProject, above: ListedProject) -> bool:
    """Tell whether a project says nothing that the one above does not say: it is that one, printed again on a new page."""
    said = {entry.label.field: folded(entry.text) for entry in [*above.entries, *above.carried]}
    return not project.different and all(said.get(entry.label.field) == folded(entry.text) for entry in project.entries)
