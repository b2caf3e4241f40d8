"""汇总: what is to be written of the forms that came back, and what is only to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Project
from macros_py.sheets.differences import (
    ACCEPTED,
    DIFFERENT,
    DOUBTED,
    EQUAL,
    NEW,
    REFUSED,
    UNPLACED,
    Line,
    difference_line,
    name_of,
    source_of,
    write_lines,
)
from macros_py.sheets.master_list import MasterList, indicator_cells
from macros_py.sheets.own_formulas import Cell, cell_key
from macros_py.sheets.report import cell_link
from macros_py.sheets.returned import (
    HEADING,
    NOT_COMPARED,
    Match,
    Record,
    Returned,
    in_yuan,
    match_forms,
    record_cells,
    without_default_title,
)
from macros_py.sheets.rows import append_rows, change_cells
from macros_py.sheets.table import PENDING, Table, identity

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(slots=True)
class Plan:
    """What 汇总 will do: records to add, fields to change, and the lines that tell of everything.

    ``acceptable`` is the number of differing records of which accepting changes anything.
    """

    added: list[Record] = field(default_factory=list)
    changed: list[Match] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    acceptable: int = 0

    def tell(self, kind: str, line: Line) -> None:
        """Count a form under ``kind`` and list it."""
        self.count[kind] += 1
        self.lines.append(line)

    def of_kind(self, *kinds: str) -> list[Line]:
        """Return the lines of these kinds."""
        return [line for line in self.lines if line.kind in kinds]


def plan_collection(
    returned: Sequence[Returned],
    master_list: MasterList,
    config: Config,
    accept: bool,
    formulas: frozenset[Cell] = frozenset(),
) -> Plan:
    """Decide what becomes of each form; nothing is written. The cells of ``formulas`` are listed and never changed.

    A form that lacks a part every form has, whose record cannot be told, or of which two different ones came back, is
    listed and left out as a whole.
    """
    plan = Plan()
    whole = []
    for one in (without_default_title(one, config) for one in returned):
        if one.form.missing:
            _refuse(plan, one, "；".join(part.why for part in one.form.missing))
        elif one.form.department and master_list.departments_table is None:
            _refuse(plan, one, "工作簿里没有“部门整体”工作表，请换用新建的标准工作簿")
        else:
            whole.append(one)
    numbers = _Numbers(master_list)
    for match in _one_of_each(match_forms(whole, master_list), plan):
        if match.reason:
            _refuse(plan, match.returned, match.reason)
        elif match.ours is None and (number := _given_number(match.returned.record)) in numbers.orphaned:
            _refuse(
                plan,
                match.returned,
                f"绩效指标表里已有编号为“{number}”的指标，项目清单里却没有这个项目，收进来就会混在一起；请先在项目清单补上它，或删去那些指标",
            )
        elif match.ours is None:
            record = numbers.give(match.returned.record, match.returned.form.kind, config)
            plan.added.append(record)
            plan.tell(
                NEW,
                Line(NEW, name_of(record), source=source_of(match.returned), remark=f"{len(record.indicators)} 条指标"),
            )
            _tell_cells(plan, match.returned)
        elif match.is_equal:
            plan.count[EQUAL] += 1
            _tell_cells(plan, match.returned)
        else:
            _tell_differences(plan, match, master_list, accept, formulas)
            _tell_cells(plan, match.returned)
    return plan


def _one_of_each(matches: Iterable[Match], plan: Plan) -> Iterator[Match]:
    """Yield one match of each record; of several forms of one record all must be the same."""
    groups: dict[object, list[Match]] = {}
    for number, match in enumerate(matches):
        record = match.returned.record
        if match.reason:
            key: object = number
        elif match.ours is not None:
            key = (type(match.ours).__name__, match.ours.row)
        elif isinstance(record, Project):
            unit = identity(record.implementing_unit or record.department)
            key = record.project_id or (unit, identity(record.name), record.year)
        else:
            key = (identity(record.department), record.year, "部门整体")
        groups.setdefault(key, []).append(match)
    for group in groups.values():
        first = group[0]
        contents = {_content(match.returned.record) for match in group}
        if len(contents) == 1:
            plan.count[EQUAL] += len(group) - 1
            yield first
        else:
            files = "、".join(dict.fromkeys(match.returned.file for match in group))
            for match in group:
                _refuse(plan, match.returned, f"同一个项目收到了 {len(group)} 份不同的表（{files}），请只留一份再汇总")


def _given_number(record: Record) -> str:
    return record.project_id if isinstance(record, Project) else ""


def _content(record: Record) -> str:
    """Return what tells two forms of one record apart: as in a comparison with the list, no blanks, units or titles."""
    cells = record_cells(in_yuan(record))
    kept = sorted((name, _plain(value)) for name, value in cells.items() if name not in NOT_COMPARED | HEADING)
    return repr((kept, [tuple(map(_plain, indicator_cells(row).values())) for row in record.indicators]))


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return identity(value) if isinstance(value, str) else str(value)


class _Numbers:
    """Gives new records a 项目编号 that the list does not have yet."""

    def __init__(self, master_list: MasterList) -> None:
        self._taken = {project.project_id for project in master_list.projects}
        self._taken |= {department.evaluation_id for department in master_list.departments}
        # Indicators whose project was deleted from the list: a new project of that number would get them too.
        self.orphaned = {indicator.project_id for indicator in master_list.orphans} - {""}
        self._taken |= self.orphaned

    def give(self, record: Record, kind: str, config: Config) -> Record:
        if isinstance(record, DepartmentEvaluation):
            number = self._free("BM-", record.year)
            rows = tuple(replace(row, project_id=number, row=0) for row in record.indicators)
            return replace(record, evaluation_id=number, indicators=rows, row=0)
        number = record.project_id or self._free("", record.year)
        self._taken.add(number)
        rows = tuple(replace(row, project_id=number, row=0) for row in record.indicators)
        known = kind if kind in config.form_kinds else ""
        return replace(record, project_id=number, form_kind=known, indicators=rows, row=0)

    def _free(self, prefix: str, year: int | None) -> str:
        count = 1
        while (number := f"{prefix}{year or '未定'}-{count:03d}") in self._taken:
            count += 1
        self._taken.add(number)
        return number


def write_collection(book: xw.Book, plan: Plan, master_list: MasterList, accept: bool) -> None:
    """Write the new records, the differences when they are accepted, and 汇总差异."""
    if accept:
        for table in master_list.tables:
            _change(book, plan, table)
    rows = [row for match in plan.changed if accept for row in _rows_to_add(match)]
    projects = [record for record in plan.added if isinstance(record, Project)]
    departments = [record for record in plan.added if isinstance(record, DepartmentEvaluation)]
    append_rows(book, master_list.projects_table, [record_cells(project) for project in projects])
    if master_list.departments_table is not None:
        append_rows(book, master_list.departments_table, [record_cells(department) for department in departments])
    rows += [indicator_cells(row) for record in plan.added for row in record.indicators]
    append_rows(book, master_list.indicators_table, rows)
    write_lines(book, plan.lines)


def _change(book: xw.Book, plan: Plan, table: Table) -> None:
    changes: dict[str, dict[int, object]] = {}
    for match in plan.changed:
        for difference in match.differences:
            known = difference.table is table.columns and difference.field in table.positions
            if known and difference.theirs is not None:
                changes.setdefault(difference.field, {})[difference.row] = difference.theirs
    change_cells(book, table, changes, as_text=True)


def _rows_to_add(match: Match) -> list[dict[str, object]]:
    ours = match.ours
    assert ours is not None
    return [indicator_cells(replace(row, project_id=ours.project_id, row=0)) for row in match.added]


def _refuse(plan: Plan, returned: Returned, why: str) -> None:
    remark = f"{why}。整张表没有收进。"
    plan.tell(REFUSED, Line(REFUSED, name_of(returned.record), source=source_of(returned), remark=remark))


def _tell_cells(plan: Plan, returned: Returned) -> None:
    """List the cells of a form that went nowhere, and those that deserve a look."""
    for kind, places in ((UNPLACED, returned.form.unplaced), (DOUBTED, returned.form.doubts)):
        for place in places:
            if place in returned.form.missing:
                continue
            where = f"{source_of(returned)} {place.cell}"
            plan.lines.append(
                Line(kind, name_of(returned.record), theirs=place.text, source=where, remark=f"{place.why}。")
            )


def _tell_differences(
    plan: Plan, match: Match, master_list: MasterList, accept: bool, formulas: frozenset[Cell]
) -> None:
    assert match.ours is not None
    open_ones = tuple(one for one in match.differences if cell_key(one.table, one.row, one.field) not in formulas)
    acceptable = bool(match.added) or any(difference.theirs is not None for difference in open_ones)
    kind = ACCEPTED if accept and acceptable else DIFFERENT
    plan.count[kind] += 1
    plan.acceptable += acceptable
    plan.changed.append(replace(match, differences=open_ones))
    about, source = name_of(match.ours), source_of(match.returned)
    for difference in match.differences:
        line = difference_line(difference, kind, about, source, master_list)
        if difference not in open_ones:
            line.kind, line.ours = DIFFERENT, PENDING if difference.ours is None else line.ours
            line.remark = "清单这一格是【计算】的公式，没有改，会随实际完成值重算；要用返回的分数，请在清单里手工填上。"
        plan.lines.append(line)
    for row in match.missing:
        link = cell_link("绩效指标", master_list.indicators_table.address("level3", row.row))
        remark = "返回的表没有这一条指标；清单里的照旧保留。"
        plan.lines.append(Line(DIFFERENT, about, link, "三级指标", row.level3, "", source, remark))
    for row in match.added:
        remark = "已加到绩效指标表末尾。" if accept else "清单里没有这一条指标。"
        plan.lines.append(Line(kind, about, "", "三级指标", "", f"{row.level3} {row.target}", source, remark))
