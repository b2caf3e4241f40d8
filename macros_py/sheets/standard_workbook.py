"""The standard workbook 附表7.xlsx and its filled-in sister 示例.xlsx, built from the column declarations.

The builder writes files with openpyxl. Of the commands only 新建标准工作簿 imports it, when it is pressed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Project
from macros_py.package.archive import normalise
from macros_py.package.columns import column_letters
from macros_py.sheets import report
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, NUMBER_FORMATS, PROJECTS, Cells, Column, TableColumns
from macros_py.sheets.departments import department_cells
from macros_py.sheets.master_list import indicator_cells, project_cells
from macros_py.sheets.reference_sheets import write_explanations, write_instructions, write_lists
from macros_py.sheets.results import RESULTS
from macros_py.sheets.screen_look import (
    HEADING_ROW,
    LAST_PREPARED_ROW,
    SEVERITY_LOOK,
    fill,
    font,
    marking_fill,
    put_headings,
    put_list_object,
    put_title,
)
from macros_py.sheets.table_pages import set_up_fitted, set_up_table

if TYPE_CHECKING:
    from openpyxl.styles import Alignment
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CENTRED_CHOICES = ("金额单位清单", "指标值类型清单")

ABOUT = {
    "项目清单": "一行填一个项目；填好后按【校验】检查，按【生成附表】打印。",
    "绩效指标": "一行填一条指标，项目编号与项目清单一致；同一项目的指标按打印次序排在一起。",
    "部门整体": "一行填一个部门的整体支出自评；它的指标填在“绩效指标”表，用同一个项目编号。",
}
BAND_FILLS = ("DCE6F1", "E2EFDA", "FFF2CC", "FCE4D6", "EDEDED", "E4DFEC")


def build_standard_workbook(
    config: Config, projects: Sequence[Project] = (), departments: Sequence[DepartmentEvaluation] = ()
) -> bytes:
    """Return the bytes of a standard workbook that holds ``projects`` and ``departments``.

    The same input gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    write_instructions(book.active)
    _data_sheet(book, PROJECTS, [project_cells(project) for project in projects])
    indicators = [row for project in projects for row in project.indicators]
    indicators += [row for department in departments for row in department.indicators]
    rows = [indicator_cells(indicator) for indicator in indicators]
    _data_sheet(book, INDICATORS, rows)
    _data_sheet(book, DEPARTMENTS, [department_cells(department) for department in departments])
    _results_sheet(book)
    write_explanations(book)
    write_lists(book, config)
    book.active = 1 if projects else 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.active
    book.properties.creator = "附表7 工作簿"
    book.properties.title = "附表7 标准工作簿"
    buffer = io.BytesIO()
    book.save(buffer)
    return normalise(buffer.getvalue())


def _data_sheet(book: Workbook, table: TableColumns, rows: Sequence[dict[str, object]]) -> None:
    sheet = book.create_sheet(table.sheet)
    put_title(sheet, ABOUT[table.sheet])
    for position, column in enumerate(table.columns, 1):
        letters = column_letters(position)
        dimension = sheet.column_dimensions[letters]
        dimension.width = column.width
        dimension.number_format = NUMBER_FORMATS[column.cells]
        dimension.font = font()
        dimension.alignment = _alignment(column)
        dimension.hidden = column.cells is Cells.MARK
        _validate(sheet, column, letters)
    _bands(sheet, table.columns)
    put_headings(sheet, [column.heading for column in table.columns], HEADING_ROW)
    for row, cells in enumerate(rows, HEADING_ROW + 1):
        for position, column in enumerate(table.columns, 1):
            _write(sheet, row, position, column, cells.get(column.field))
        sheet.row_dimensions[row].height = _row_height(table, cells)
    last = HEADING_ROW + max(len(rows), 1)
    put_list_object(sheet, table.sheet, f"A{HEADING_ROW}:{column_letters(len(table.columns))}{last}")
    _highlight(sheet, table)
    fixed = {PROJECTS.sheet: 6, DEPARTMENTS.sheet: 4}.get(table.sheet, 5)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, fixed)
    set_up_table(sheet, table, f"{HEADING_ROW - 1}:{HEADING_ROW}")


def _write(sheet: Worksheet, row: int, position: int, column: Column, value: object) -> None:
    cell = sheet.cell(row, position)
    if value is not None:
        # A target such as "=3次" is text; openpyxl would make it a formula.
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    cell.number_format = NUMBER_FORMATS[column.cells]
    cell.font = font()
    cell.alignment = _alignment(column)


def _alignment(column: Column) -> Alignment:
    from openpyxl.styles import Alignment

    centred = column.cells in (Cells.YEAR, Cells.SCORE) or column.choices in CENTRED_CHOICES or column.field == "grade"
    # 计分依据 is longer than any row is high: its first line, the arithmetic, is what shows.
    vertical = "top" if column.field == "basis" else "center"
    return Alignment(vertical=vertical, wrap_text=_wraps(column), horizontal="center" if centred else None)


def _wraps(column: Column) -> bool:
    """Long texts wrap, except goals and notes: wrapped, they would make every row as tall as a page."""
    return column.width >= 20 and column.field not in ("goal", "goal_expected", "notes")


def _row_height(table: TableColumns, cells: dict[str, object]) -> float:
    lines = 1
    for column in table.columns:
        text = cells.get(column.field)
        if isinstance(text, str) and _wraps(column):
            half_ems = len(text.encode("gbk", "replace"))
            lines = max(lines, -(-half_ems // int(column.width - 1)))
    return 6.0 + 14.0 * min(lines, 6)


def _bands(sheet: Worksheet, columns: Iterable[Column]) -> None:
    from openpyxl.styles import Alignment

    bands: dict[str, int] = {}
    for position, column in enumerate(columns, 1):
        cell = sheet.cell(HEADING_ROW - 1, position)
        if column.band not in bands:
            bands[column.band] = len(bands)
            cell.value = column.band
        cell.fill = fill(BAND_FILLS[bands[column.band] % len(BAND_FILLS)])
        cell.font = font(bold=True, color="404040")
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[HEADING_ROW - 1].height = 18


def _validate(sheet: Worksheet, column: Column, letters: str) -> None:
    """Give a column its dropdown or number rule and its input hint.

    Dropdowns only warn: real forms hold other words, and a clerk must be able to keep what is printed.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    reference = f"{letters}{HEADING_ROW + 1}:{letters}{LAST_PREPARED_ROW}"
    if column.field == "level2":
        level1 = column_letters(next(i for i, c in enumerate(INDICATORS.columns, 1) if c.field == "level1"))
        rule = DataValidation("list", formula1=f"INDIRECT(${level1}{HEADING_ROW + 1})", errorStyle="warning")
    elif column.choices:
        rule = DataValidation("list", formula1=column.choices, errorStyle="warning")
    elif column.cells in (Cells.AMOUNT, Cells.SCORE, Cells.RATE):
        rule = DataValidation("decimal", operator="between", formula1="-1E+12", formula2="1E+12", errorStyle="stop")
        rule.errorTitle, rule.error = "这里填数字", "请只填数字，不要带“万元”等文字。"
    elif column.cells is Cells.YEAR:
        rule = DataValidation("whole", operator="between", formula1="1900", formula2="2100", errorStyle="stop")
        rule.errorTitle, rule.error = "这里填年份", "请填四位数的年份，如 2024。"
    elif column.hint:
        rule = DataValidation(None)
    else:
        return
    if rule.type == "list":
        rule.errorTitle, rule.error = "不在清单里", "填的内容不在下拉清单里，确定要这样填吗？"
    rule.allow_blank = True
    rule.showErrorMessage = rule.type is not None
    if column.hint:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.heading, column.hint
    rule.add(reference)
    sheet.add_data_validation(rule)


def _highlight(sheet: Worksheet, table: TableColumns) -> None:
    """Light up the cells that the hidden mark column names; clearing that column clears the colours."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font

    mark = column_letters(len(table.columns))
    last = column_letters(len(table.columns) - 1)
    first_row = HEADING_ROW + 1
    for severity, (colour, ink) in SEVERITY_LOOK.items():
        formula = f'ISNUMBER(FIND("|{severity} "&A${HEADING_ROW}&"|",${mark}{first_row}))'
        rule = FormulaRule([formula], stopIfTrue=True, fill=marking_fill(colour), font=Font(color=ink))
        sheet.conditional_formatting.add(f"A{first_row}:{last}{LAST_PREPARED_ROW}", rule)


def _results_sheet(book: Workbook) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(RESULTS.sheet)
    put_title(sheet, RESULTS.about)
    for position, column in enumerate(RESULTS.columns, 1):
        dimension = sheet.column_dimensions[column_letters(position)]
        dimension.width = column.width
        dimension.font = font(underline="single", color="0563C1") if column.heading == "位置" else font()
        centred = "center" if column.width < report.CENTRED_BELOW else None
        dimension.alignment = Alignment(vertical="center", wrap_text=column.width >= 20, horizontal=centred)
        if column.text:
            dimension.number_format = "@"
    put_headings(sheet, [column.heading for column in RESULTS.columns], report.HEADING_ROW)
    last = column_letters(len(RESULTS.columns))
    put_list_object(sheet, RESULTS.sheet, f"A{report.HEADING_ROW}:{last}{report.FIRST_ROW}")
    for severity, (colour, ink) in SEVERITY_LOOK.items():
        rule = FormulaRule([f'$B{report.FIRST_ROW}="{severity}"'], fill=marking_fill(colour), font=Font(color=ink))
        sheet.conditional_formatting.add(f"B{report.FIRST_ROW}:C{LAST_PREPARED_ROW}", rule)
    sheet.freeze_panes = sheet.cell(report.FIRST_ROW, 1)
    set_up_fitted(sheet, "landscape", f"{report.HEADING_ROW}:{report.HEADING_ROW}")
