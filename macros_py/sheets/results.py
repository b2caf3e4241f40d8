"""校验结果: the findings as rows with a link to each cell, and the marks that light the cells up."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros_py.checks import CATALOGUE, Finding, Severity
from macros_py.checks.finding import Owner
from macros_py.sheets.columns import INDICATORS
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.report import Report, ReportColumn, cell_link
from macros_py.sheets.table import Table

if TYPE_CHECKING:
    import xlwings as xw

RESULTS = Report(
    "校验结果",
    "按【校验】后自动填写；点“位置”跳到有问题的格子。",
    (
        ReportColumn("序号", 6),
        ReportColumn("级别", 6),
        ReportColumn("代码", 7),
        ReportColumn("项目", 22, text=True),
        ReportColumn("位置", 15),
        ReportColumn("问题", 42, text=True),
        ReportColumn("当前值", 20, text=True),
        ReportColumn("建议", 32, text=True),
    ),
)
LONGEST_VALUE = 40
NOTHING_FOUND = "没有发现问题。"
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the sheet and cell it points at."""

    finding: Finding
    sheet: str
    cell: str

    def as_json(self) -> dict[str, str]:
        """Return the finding for machines: code, severity, sheet, cell, project, field, value, message, hint."""
        finding = self.finding
        owner = finding.owner
        return {
            "code": finding.code,
            "severity": finding.severity.value,
            "sheet": self.sheet,
            "cell": self.cell,
            "project": owner.project_id if owner else "",
            "field": finding.field,
            "value": finding.value,
            "message": finding.message,
            "hint": finding.hint,
        }


def locate(findings: Sequence[Finding], master_list: MasterList) -> list[Located]:
    """Return the findings with their cells, in the order of 项目清单, 部门整体, and then of the rows they stand in.

    What is found in a row of 绩效指标 without a project comes after the project whose rows stand above it; of one row the worst comes first.
    """
    located = []
    for finding in findings:
        table = master_list.table_of(finding.record)
        located.append(Located(finding, table.sheet, table.address(finding.field, finding.record.row)))
    owners: tuple[Owner, ...] = (*master_list.projects, *master_list.departments)
    order = {id(owner): place for place, owner in enumerate(owners)}
    starts = sorted((row.row, place) for place, owner in enumerate(owners) for row in owner.indicators[:1])

    def place(item: Located) -> tuple[int, bool, int, int, str]:
        finding = item.finding
        row = finding.record.row
        on_indicators = item.sheet == INDICATORS.sheet
        form = order.get(id(finding.owner))
        if form is None:
            above = bisect(starts, (row, len(order))) if on_indicators else 0
            form = starts[above - 1][1] if above else len(order)
        return (form, on_indicators, row, _SEVERITIES.index(finding.severity), finding.code)

    return sorted(located, key=place)


EXPLANATIONS = "校验说明"
FIRST_EXPLANATION = 4


def code_link(code: str) -> str:
    """Return the formula that shows a code and leads to its line on the sheet 校验说明."""
    row = FIRST_EXPLANATION + sorted(check.code for check in CATALOGUE).index(code)
    return f"""=HYPERLINK("#'{EXPLANATIONS}'!A{row}","{code}")"""


def result_rows(located: Sequence[Located], explained: bool) -> list[list[object]]:
    """Return the rows of 校验结果; one row that says so where nothing was found.

    ``explained`` says whether the workbook has the sheet 校验说明, which the codes then lead to.
    """
    if not located:
        return [[None, None, None, None, None, NOTHING_FOUND, None, None]]
    rows: list[list[object]] = []
    for number, item in enumerate(located, 1):
        finding = item.finding
        owner = finding.owner
        name = finding.record.project_id if owner is None else f"{owner.project_id} {owner.name}".strip()
        link = cell_link(item.sheet, item.cell)
        rows.append(
            [
                number,
                finding.severity.value,
                code_link(finding.code) if explained else finding.code,
                name,
                link,
                finding.message,
                _in_short(finding.value),
                finding.hint,
            ]
        )
    return rows


def _in_short(text: str) -> str:
    """Return a long text by its beginning: a goal would fill a page, and what is wrong in it is quoted in the message."""
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE].strip()}…（共 {len(text)} 字）"


def write_results(book: xw.Book, located: Sequence[Located], summary: str) -> None:
    """Replace what 校验结果 holds; ``summary`` says beside its title what was checked and how much was found."""
    explained = EXPLANATIONS in [sheet.name for sheet in book.sheets]
    told = f"{summary}点“位置”跳到有问题的格子。" if located else summary
    RESULTS.write(book, result_rows(located, explained), told)


def worst(located: Sequence[Located]) -> Located | None:
    """Return the finding to look at first: the first of the worst."""
    return min(located, key=lambda item: _SEVERITIES.index(item.finding.severity), default=None)


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
            for row in (item.finding.record.row, *(record.row for record in item.finding.also)):
                marks[row] = f"{marks.get(row, '|')}{item.finding.severity.value} {heading}|"
    block = [[marks.get(row)] for row in range(table.first_row, table.last_row + 1)]
    book.sheets[table.sheet].range(table.span("mark")).value = block
