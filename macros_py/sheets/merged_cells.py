"""Blank cells that lie under a merge: a sheet shows the text for all rows, but it stands in the first alone."""

from __future__ import annotations

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
    by_row = {record.row: record for record in blank if record.row}
    letters = column_letters(table.positions[field])
    calls = 0
    for first, last in _runs(sorted(by_row)):
        row, calls = first, calls + 1
        if calls > MOST_ASKED or sheet.range(f"{letters}{first}:{letters}{last}").merge_cells is False:
            continue
        while row <= last and calls < MOST_ASKED:
            area, calls = sheet.range(f"{letters}{row}").merge_area, calls + 1
            top, bottom = area.row, area.row + area.shape[0] - 1
            value = _value(table, field, top)
            under = tuple(by_row[place] for place in range(row, min(bottom, last) + 1))
            if top < row and value:
                yield Merged(under, field, area.get_address(False, False), top, value)
            row = max(bottom, row) + 1


def _value(table: Table, field: str, row: int) -> str:
    place = row - table.first_row
    return cell_text(table.rows[place][table.positions[field] - 1]).strip() if place >= 0 else ""


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of rows that stand together."""
    first = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield first, last
            first = row
        last = row
    yield first, last
