"""校验结果: the findings as rows with a link to each cell, and the marks that light the cells up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros_py.checks import Finding
from macros_py.sheets.columns import PROJECTS
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.table import Table

if TYPE_CHECKING:
    import xlwings as xw

SHEET = "校验结果"
HEADINGS = ("序号", "级别", "代码", "项目", "位置", "问题", "当前值", "建议")
HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
NOTHING_FOUND = "没有发现问题。"


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the sheet and cell it points at."""

    finding: Finding
    sheet: str
    cell: str

    def as_json(self) -> dict[str, str]:
        """Return the finding for machines: code, severity, sheet, cell, project, field, value, message, hint."""
        finding = self.finding
        project = finding.project
        return {
            "code": finding.code,
            "severity": finding.severity.value,
            "sheet": self.sheet,
            "cell": self.cell,
            "project": project.project_id if project else "",
            "field": finding.field,
            "value": finding.value,
            "message": finding.message,
            "hint": finding.hint,
        }


def locate(findings: Sequence[Finding], master_list: MasterList) -> list[Located]:
    """Return the findings with their cells, in the order of 项目清单 and then of the rows they stand in."""
    located = []
    for finding in findings:
        table = master_list.table_of(finding.record)
        located.append(Located(finding, table.sheet, table.address(finding.field, finding.record.row)))
    order = {project.row: place for place, project in enumerate(master_list.projects)}
    last = len(order)

    def place(item: Located) -> tuple[int, bool, int]:
        project = item.finding.project
        return (order[project.row] if project else last, item.sheet != PROJECTS.sheet, item.finding.record.row)

    return sorted(located, key=place)


def result_rows(located: Sequence[Located]) -> list[list[object]]:
    """Return the rows of 校验结果; one row that says so where nothing was found."""
    if not located:
        return [[None, None, None, None, None, NOTHING_FOUND, None, None]]
    rows: list[list[object]] = []
    for number, item in enumerate(located, 1):
        finding = item.finding
        project = finding.project
        name = "" if project is None else f"{project.project_id} {project.name}".strip()
        link = f"""=HYPERLINK("#'{item.sheet}'!{item.cell}","{item.sheet} {item.cell}")"""
        rows.append(
            [number, finding.severity.value, finding.code, name, link, finding.message, finding.value, finding.hint]
        )
    return rows


def write_results(book: xw.Book, located: Sequence[Located]) -> None:
    """Replace what 校验结果 holds, in one block; the sheet is made when it is missing."""
    names = [sheet.name for sheet in book.sheets]
    if SHEET in names:
        sheet = book.sheets[SHEET]
    else:
        sheet = book.sheets.add(SHEET, after=book.sheets[-1])
        sheet.range((HEADING_ROW, 1), (HEADING_ROW, len(HEADINGS))).value = [list(HEADINGS)]
    rows = result_rows(located)
    last = FIRST_ROW + len(rows) - 1
    used = sheet.used_range
    used_last = used.row + used.shape[0] - 1
    if used_last > last:
        sheet.range((last + 1, 1), (used_last, len(HEADINGS))).clear_contents()
    # 项目, 问题, 当前值 and 建议 may begin with "=", so their cells are Text before anything is written.
    for column in (4, 6, 7, 8):
        sheet.range((FIRST_ROW, column), (last, column)).number_format = "@"
    sheet.range((FIRST_ROW, 1), (last, len(HEADINGS))).value = rows
    sheet.range((FIRST_ROW, 1), (last, len(HEADINGS))).rows.autofit()
    if SHEET in [table.name for table in sheet.tables]:
        sheet.tables[SHEET].resize(sheet.range((HEADING_ROW, 1), (last, len(HEADINGS))))


def write_marks(book: xw.Book, table: Table, located: Sequence[Located]) -> None:
    """Write the hidden 校验标记 column of ``table`` in one block; its conditional formats light up the cells.

    A mark reads "|错误 指标值|警告 度量单位|": severity and heading of each cell of the row that has a finding.
    """
    if "mark" not in table.positions:
        return
    marks: dict[int, str] = {}
    for item in located:
        if item.sheet == table.sheet:
            heading = table.columns.heading(item.finding.field)
            row = item.finding.record.row
            marks[row] = f"{marks.get(row, '|')}{item.finding.severity.value} {heading}|"
    block = [[marks.get(row)] for row in range(table.first_row, table.last_row + 1)]
    book.sheets[table.sheet].range(table.span("mark")).value = block
