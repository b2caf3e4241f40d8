"""The sheets of the standard workbook that a clerk reads: 使用说明, 校验说明, and 参数 with the dropdown lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.checks import CATALOGUE
from macros_py.checks.explanation import HEADINGS, explain_check
from macros_py.config import Config
from macros_py.home import home
from macros_py.model import MoneyUnit
from macros_py.package.columns import column_letters
from macros_py.sheets.results import EXPLANATIONS, FIRST_EXPLANATION
from macros_py.sheets.screen_look import HEADING_FILL, HEADING_ROW, LAST_PREPARED_ROW, font, put_headings, put_title
from macros_py.sheets.table_pages import set_up_fitted

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TARGET_TYPES = ("≥", "≤", "=", "＞", "＜", "定性")


def write_instructions(sheet: Worksheet) -> None:
    """Write 使用说明 line by line. Source: workbook/source/使用说明.md."""
    from openpyxl.styles import Alignment

    sheet.title = "使用说明"
    sheet.column_dimensions["A"].width = 3
    sheet.column_dimensions["B"].width = 104
    sheet.sheet_view.showGridLines = False
    text = (home() / "workbook" / "source" / "使用说明.md").read_text(encoding="utf-8")
    for row, line in enumerate(text.splitlines(), 2):
        level = len(line) - len(line.lstrip("#"))
        cell = sheet.cell(row, 2, line.lstrip("# "))
        size, bold = {0: (11, False), 1: (18, True)}.get(level, (12, True))
        cell.font = font(size=size, bold=bold, color=HEADING_FILL if level else "000000")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        lines = -(-len(line) // 56)
        sheet.row_dimensions[row].height = {0: 17.0 * lines + 4, 1: 36.0}.get(level, 28.0)
    set_up_fitted(sheet, "portrait")


def write_explanations(book: Workbook) -> None:
    """Write every check with its five headings; the codes on 校验结果 lead here."""
    from openpyxl.styles import Alignment

    sheet = book.create_sheet(EXPLANATIONS)
    put_title(sheet, "每个校验代码检查什么、为什么、怎样改；“校验结果”表的代码链接到这里。")
    headings = ("代码", "级别", "名称", *HEADINGS)
    widths = (7, 6, 18, 28, 28, 23, 23, 20)
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(position)].width = width
    put_headings(sheet, headings, FIRST_EXPLANATION - 1)
    checks = sorted((explain_check(check) for check in CATALOGUE), key=lambda item: item.check.code)
    for row, item in enumerate(checks, FIRST_EXPLANATION):
        check = item.check
        texts = (check.code, check.severity.value, check.title, *(item.parts[heading] for heading in HEADINGS))
        for position, text in enumerate(texts, 1):
            cell = sheet.cell(row, position, text)
            cell.data_type, cell.number_format, cell.font = "s", "@", font()
            cell.alignment = Alignment(vertical="center", wrap_text=position > 2)
        lines = max(
            -(-len(text.encode("gbk", "replace")) // (width - 3)) for text, width in zip(texts, widths, strict=True)
        )
        sheet.row_dimensions[row].height = 6.0 + 14.0 * lines
    sheet.freeze_panes = sheet.cell(FIRST_EXPLANATION, 3)
    set_up_fitted(sheet, "landscape", f"{FIRST_EXPLANATION - 1}:{FIRST_EXPLANATION - 1}")


def write_lists(book: Workbook, config: Config) -> None:
    """Write 参数: each dropdown list as a column with a defined name, and the name of the 项目编号 filled in so far."""
    from openpyxl.workbook.defined_name import DefinedName

    sheet = book.create_sheet("参数")
    sheet["A1"] = "下拉清单（由 config.yaml 生成；改清单请改 config.yaml 后新建工作簿）"
    sheet["A1"].font = font(color="595959")
    lists: dict[str, tuple[str, ...]] = {
        "表样清单": tuple(config.form_kinds),
        "金额单位清单": (MoneyUnit.WAN_YUAN.value, MoneyUnit.YUAN.value),
        "指标值类型清单": TARGET_TYPES,
        "一级指标清单": config.levels.level1_names,
        **{level1: config.levels.level2_names(level1) for level1 in config.levels.level1_names},
    }
    put_headings(sheet, list(lists), 2)
    for position, (name, values) in enumerate(lists.items(), 1):
        letters = column_letters(position)
        sheet.column_dimensions[letters].width = 20
        for row, value in enumerate(values, 3):
            cell = sheet.cell(row, position, value)
            cell.data_type, cell.number_format, cell.font = "s", "@", font()
        reference = f"参数!${letters}$3:${letters}${2 + len(values)}"
        book.defined_names[name] = DefinedName(name, attr_text=reference)
    ids = f"项目清单!$A${HEADING_ROW + 1}"
    column = f"{ids}:$A${LAST_PREPARED_ROW}"
    attr_text = f"{ids}:INDEX({column},MAX(1,COUNTA({column})))"
    book.defined_names["项目编号清单"] = DefinedName("项目编号清单", attr_text=attr_text)
    set_up_fitted(sheet, "landscape")
