"""Blank cells that lie under a merge: a sheet shows the text for all rows, but it stands in the first alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from macros_py.checks.base import Merged
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.package.columns import column_letters
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.table import Table, cell_text

if TYPE_CHECKING:
    import xlwings as xw

OF_PROJECTS = ("project_id", "year", "level1_project", "name", "department", "implementing_unit")
OF_INDICATORS = ("project_id", "level1", "level2")
# Each costs a call to the host; whoever has more merges is told of the rest as of blank cells.
MOST_ASKED = 1000


def merged_blanks(book: xw.Book, master_list: MasterList) -> list[Merged]:
    """Return the merges over rows of 项目清单 and 绩效指标 that leave a name or number blank in some of them.

    The host is asked only about columns that have a blank cell.
    """
    projects: list[Project | Indicator] = [*master_list.projects]
    owners: list[Project | DepartmentEvaluation] = [*master_list.projects, *master_list.departments]
    rows: list[Project | Indicator] = [row for owner in owners for row in owner.indicators]
    rows += master_list.orphans
    asked = [
        (master_list.projects_table, field, [one for one in projects if not getattr(one, field)])
        for field in OF_PROJECTS
    ]
    lacking = [row for row in rows if not (row.project_id and row.level1 and row.level2)]  # type: ignore[union-attr]
    asked += [
        (master_list.indicators_table, field, [row for row in lacking if not getattr(row, field)])
        for field in OF_INDICATORS
    ]
    found: list[Merged] = []
    for table, field, blank in asked:
        if blank and field in table.positions:
            found += _merges(book.sheets[table.sheet], table, field, blank)
    return found


def _merges(sheet: xw.Sheet, table: Table, field: str, blank: Sequence[Project | Indicator]) -> Iterator[Merged]:
    """Yield the merges over blank cells of a column.

    A block without any is told in one call, others are halved: a column without merges costs one call, however long.
    """
    by_row = {record.row: record for record in blank if record.row}
    rows = sorted(by_row)
    letters = column_letters(table.positions[field])
    asked, told, blocks = 0, 0, [(0, len(rows))]
    while blocks and asked < MOST_ASKED:
        start, end = blocks.pop()
        # A merge reaches over the middle at which a block was halved.
        start = max(start, told)
        if start >= end:
            continue
        first = rows[start]
        asked += 1
        if sheet.range(f"{letters}{first}:{letters}{rows[end - 1]}").merge_cells is False:
            continue
        asked += 1
        area = sheet.range(f"{letters}{first}").merge_area
        bottom = area.row + area.shape[0] - 1
        told = behind = max(bisect_right(rows, bottom, start), start + 1)
        if area.row < first and (value := _value(table, field, area.row)):
            under = tuple(by_row[row] for row in rows[start:behind])
            yield Merged(under, field, area.get_address(False, False), area.row, value)
        middle = (behind + end + 1) // 2 if area.row == bottom else behind
        blocks += [(low, high) for low, high in ((middle, end), (behind, middle)) if low < high]


def _value(table: Table, field: str, row: int) -> str:
    place = row - table.first_row
    return cell_text(table.rows[place][table.positions[field] - 1]).strip() if place >= 0 else ""
