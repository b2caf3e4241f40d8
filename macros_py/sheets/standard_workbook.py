"""The standard workbook 附表7.xlsx and its filled-in sister 示例.xlsx, built from the column declarations.

The builder writes files with openpyxl and is used at build time and by 新建标准工作簿; commands never import it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.checks import CATALOGUE
from macros_py.checks.explanation import HEADINGS, explain_check
from macros_py.config import Config
from macros_py.home import home
from macros_py.model import DepartmentEvaluation, MoneyUnit, Project
from macros_py.package.archive import normalise
from macros_py.package.columns import column_letters
from macros_py.sheets import report
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, PROJECTS, Cells, Column, TableColumns
from macros_py.sheets.departments import department_cells
from macros_py.sheets.master_list import indicator_cells, project_cells
from macros_py.sheets.results import EXPLANATIONS, FIRST_EXPLANATION, RESULTS
from macros_py.sheets.table_pages import set_up_fitted, set_up_table

if TYPE_CHECKING:
    from openpyxl.styles import Alignment
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW = 3
LAST_PREPARED_ROW = 20_003
CENTRED_CHOICES = ("金额单位清单", "指标值类型清单")
TARGET_TYPES = ("≥", "≤", "=", "＞", "＜", "定性")

ABOUT = {
    "项目清单": "一行填一个项目；填好后按【校验】检查，按【生成附表】打印。",
    "绩效指标": "一行填一条指标，项目编号与项目清单一致；同一项目的指标按打印次序排在一起。",
    "部门整体": "一行填一个部门的整体支出自评；它的指标填在“绩效指标”表，用同一个项目编号。",
}
BAND_FILLS = ("DCE6F1", "E2EFDA", "FFF2CC", "FCE4D6", "EDEDED", "E4DFEC")
HEADING_FILL = "305496"
SEVERITY_LOOK = {"错误": ("F8CBAD", "9C0006"), "警告": ("FFE699", "7F6000"), "提示": ("DDEBF7", "1F4E78")}
SCREEN_FONT = "微软雅黑"
NUMBER_FORMATS = {
    Cells.TEXT: "@",
    Cells.AMOUNT: "#,##0.00####",
    # "0.##" would show 5 as "5."
    Cells.SCORE: "General",
    Cells.RATE: "0.00%",
    Cells.YEAR: "0",
    Cells.FORMULA: "General",
    Cells.MARK: "General",
}


def build_standard_workbook(
    config: Config, projects: Sequence[Project] = (), departments: Sequence[DepartmentEvaluation] = ()
) -> bytes:
    """Return the bytes of a standard workbook that holds ``projects`` and ``departments``.

    The same input gives the same bytes.
    """
    from openpyxl import Workbook

    book = Workbook()
    _instructions(book.active)
    _data_sheet(book, PROJECTS, [project_cells(project) for project in projects])
    indicators = [row for project in projects for row in project.indicators]
    indicators += [row for department in departments for row in department.indicators]
    rows = [indicator_cells(indicator) for indicator in indicators]
    _data_sheet(book, INDICATORS, rows)
    _data_sheet(book, DEPARTMENTS, [department_cells(department) for department in departments])
    _results_sheet(book)
    _explanations_sheet(book)
    _lists_sheet(book, config)
    book.active = 1 if projects else 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.active
    book.properties.creator = "附表7 工作簿"
    book.properties.title = "附表7 标准工作簿"
    buffer = io.BytesIO()
    book.save(buffer)
    return normalise(buffer.getvalue())


def _font(**look: object) -> object:
    from openpyxl.styles import Font

    return Font(name=SCREEN_FONT, **{"size": 10, **look})


def _fill(colour: str) -> object:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour, end_color=colour)


def _instructions(sheet: Worksheet, source: Path | None = None) -> None:
    from openpyxl.styles import Alignment

    sheet.title = "使用说明"
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = 104
    sheet.sheet_view.showGridLines = False
    text = (source or home() / "workbook" / "source" / "使用说明.md").read_text(encoding="utf-8")
    for row, line in enumerate(text.splitlines(), 2):
        level = len(line) - len(line.lstrip("#"))
        cell = sheet.cell(row, 2, line.lstrip("# "))
        size, bold = {0: (11, False), 1: (18, True)}.get(level, (12, True))
        cell.font = _font(size=size, bold=bold, color=HEADING_FILL if level else "000000")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        lines = -(-len(line) // 56)
        sheet.row_dimensions[row].height = {0: 17.0 * lines + 4, 1: 36.0}.get(level, 28.0)
    set_up_fitted(sheet, "portrait")


def _data_sheet(book: Workbook, table: TableColumns, rows: Sequence[dict[str, object]]) -> None:
    sheet = book.create_sheet(table.sheet)
    _title(sheet, ABOUT[table.sheet])
    for position, column in enumerate(table.columns, 1):
        letters = column_letters(position)
        dimension = sheet.column_dimensions[letters]
        dimension.width = column.width
        dimension.number_format = NUMBER_FORMATS[column.cells]
        dimension.font = _font()
        dimension.alignment = _alignment(column)
        dimension.hidden = column.cells is Cells.MARK
        _validate(sheet, column, letters)
    _bands(sheet, table.columns)
    _headings(sheet, [column.heading for column in table.columns], HEADING_ROW)
    for row, cells in enumerate(rows, HEADING_ROW + 1):
        for position, column in enumerate(table.columns, 1):
            _write(sheet, row, position, column, cells.get(column.field))
        sheet.row_dimensions[row].height = _row_height(table, cells)
    last = HEADING_ROW + max(len(rows), 1)
    _list_object(sheet, table.sheet, f"A{HEADING_ROW}:{column_letters(len(table.columns))}{last}")
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
    cell.font = _font()
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


def _title(sheet: Worksheet, about: str) -> None:
    from openpyxl.styles import Alignment

    sheet["A1"] = sheet.title
    sheet["A1"].font = _font(size=16, bold=True, color=HEADING_FILL)
    sheet["D1"] = about
    sheet["D1"].font = _font(size=10, color="595959")
    for cell in (sheet["A1"], sheet["D1"]):
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 28


def _bands(sheet: Worksheet, columns: Iterable[Column]) -> None:
    from openpyxl.styles import Alignment

    bands: dict[str, int] = {}
    for position, column in enumerate(columns, 1):
        cell = sheet.cell(HEADING_ROW - 1, position)
        if column.band not in bands:
            bands[column.band] = len(bands)
            cell.value = column.band
        cell.fill = _fill(BAND_FILLS[bands[column.band] % len(BAND_FILLS)])
        cell.font = _font(bold=True, color="404040")
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[HEADING_ROW - 1].height = 18


def _headings(sheet: Worksheet, headings: Sequence[str], row: int) -> None:
    from openpyxl.styles import Alignment, Border, Side

    side = Side("thin", color="FFFFFF")
    for position, heading in enumerate(headings, 1):
        cell = sheet.cell(row, position, heading)
        cell.font = _font(bold=True, color="FFFFFF")
        cell.fill = _fill(HEADING_FILL)
        cell.border = Border(left=side, right=side)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = 24


def _list_object(sheet: Worksheet, name: str, reference: str) -> None:
    from openpyxl.worksheet.table import Table, TableStyleInfo

    table = Table(displayName=name, ref=reference)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)


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
    for severity, (fill, ink) in SEVERITY_LOOK.items():
        formula = f'ISNUMBER(FIND("|{severity} "&A${HEADING_ROW}&"|",${mark}{first_row}))'
        rule = FormulaRule([formula], stopIfTrue=True, fill=_cf_fill(fill), font=Font(color=ink))
        sheet.conditional_formatting.add(f"A{first_row}:{last}{LAST_PREPARED_ROW}", rule)


def _cf_fill(colour: str) -> object:
    from openpyxl.styles import PatternFill

    # In a differential format Excel takes the background colour of a solid fill.
    return PatternFill("solid", bgColor=colour)


def _results_sheet(book: Workbook) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(RESULTS.sheet)
    _title(sheet, RESULTS.about)
    for position, column in enumerate(RESULTS.columns, 1):
        dimension = sheet.column_dimensions[column_letters(position)]
        dimension.width = column.width
        dimension.font = _font(underline="single", color="0563C1") if column.heading == "位置" else _font()
        centred = "center" if column.width < report.CENTRED_BELOW else None
        dimension.alignment = Alignment(vertical="center", wrap_text=column.width >= 20, horizontal=centred)
        if column.text:
            dimension.number_format = "@"
    _headings(sheet, [column.heading for column in RESULTS.columns], report.HEADING_ROW)
    last = column_letters(len(RESULTS.columns))
    _list_object(sheet, RESULTS.sheet, f"A{report.HEADING_ROW}:{last}{report.FIRST_ROW}")
    for severity, (fill, ink) in SEVERITY_LOOK.items():
        rule = FormulaRule([f'$B{report.FIRST_ROW}="{severity}"'], fill=_cf_fill(fill), font=Font(color=ink))
        sheet.conditional_formatting.add(f"B{report.FIRST_ROW}:C{LAST_PREPARED_ROW}", rule)
    sheet.freeze_panes = sheet.cell(report.FIRST_ROW, 1)
    set_up_fitted(sheet, "landscape", f"{report.HEADING_ROW}:{report.HEADING_ROW}")


def _explanations_sheet(book: Workbook) -> None:
    """Write every check with its five headings; the codes on 校验结果 lead here."""
    from openpyxl.styles import Alignment

    sheet = book.create_sheet(EXPLANATIONS)
    _title(sheet, "每个校验代码检查什么、为什么、怎样改；“校验结果”表的代码链接到这里。")
    headings = ("代码", "级别", "名称", *HEADINGS)
    widths = (7, 6, 18, 28, 28, 23, 23, 20)
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(position)].width = width
    _headings(sheet, headings, FIRST_EXPLANATION - 1)
    checks = sorted((explain_check(check) for check in CATALOGUE), key=lambda item: item.check.code)
    for row, item in enumerate(checks, FIRST_EXPLANATION):
        check = item.check
        texts = (check.code, check.severity.value, check.title, *(item.parts[heading] for heading in HEADINGS))
        for position, text in enumerate(texts, 1):
            cell = sheet.cell(row, position, text)
            cell.data_type, cell.number_format, cell.font = "s", "@", _font()
            cell.alignment = Alignment(vertical="center", wrap_text=position > 2)
        lines = max(
            -(-len(text.encode("gbk", "replace")) // (width - 3)) for text, width in zip(texts, widths, strict=True)
        )
        sheet.row_dimensions[row].height = 6.0 + 14.0 * lines
    sheet.freeze_panes = sheet.cell(FIRST_EXPLANATION, 3)
    set_up_fitted(sheet, "landscape", f"{FIRST_EXPLANATION - 1}:{FIRST_EXPLANATION - 1}")


def _lists_sheet(book: Workbook, config: Config) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    sheet = book.create_sheet("参数")
    sheet["A1"] = "下拉清单（由 config.yaml 生成；改清单请改 config.yaml 后新建工作簿）"
    sheet["A1"].font = _font(color="595959")
    lists: dict[str, tuple[str, ...]] = {
        "表样清单": tuple(config.form_kinds),
        "金额单位清单": (MoneyUnit.WAN_YUAN.value, MoneyUnit.YUAN.value),
        "指标值类型清单": TARGET_TYPES,
        "一级指标清单": config.levels.level1_names,
        **{level1: config.levels.level2_names(level1) for level1 in config.levels.level1_names},
    }
    _headings(sheet, list(lists), 2)
    for position, (name, values) in enumerate(lists.items(), 1):
        letters = column_letters(position)
        sheet.column_dimensions[letters].width = 20
        for row, value in enumerate(values, 3):
            cell = sheet.cell(row, position, value)
            cell.data_type, cell.number_format, cell.font = "s", "@", _font()
        reference = f"参数!${letters}$3:${letters}${2 + len(values)}"
        book.defined_names[name] = DefinedName(name, attr_text=reference)
    ids = f"项目清单!$A${HEADING_ROW + 1}"
    column = f"{ids}:$A${LAST_PREPARED_ROW}"
    attr_text = f"{ids}:INDEX({column},MAX(1,COUNTA({column})))"
    book.defined_names["项目编号清单"] = DefinedName("项目编号清单", attr_text=attr_text)
    set_up_fitted(sheet, "landscape")
