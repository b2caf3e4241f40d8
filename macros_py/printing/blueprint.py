"""Draws the printed forms in templates_xlsx/ from text: ``python -m macros_py.printing.blueprint [folder]``.

Clerks restyle the drawn files in Excel; this is where they first come from.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from macros_py.home import home
from macros_py.package.archive import normalise, write_beside

_THIN = Side(style="thin", color="FF000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SONG, _HEI = "宋体", "黑体"
_TEXT = "@"
_AMOUNT = "0.00"


def _put(
    sheet: Worksheet, area: str, text: str, horizontal: str = "center", size: float = 11, form: str = _TEXT
) -> None:
    """Write a bordered, wrapped text into an area and merge it."""
    for row in sheet[area] if ":" in area else ((sheet[area],),):
        for cell in row:
            cell.border = _BOX
            cell.font = Font(name=_SONG, size=size)
            cell.number_format = form
            cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    sheet[area.partition(":")[0]].value = text
    if ":" in area:
        sheet.merge_cells(area)


def _line(sheet: Worksheet, area: str, text: str, horizontal: str, font: Font) -> None:
    """Write a line above the table, without borders."""
    cell = sheet[area.partition(":")[0]]
    cell.value, cell.font, cell.number_format = text, font, _TEXT
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    if ":" in area:
        sheet.merge_cells(area)


def _prepare(book: Workbook, title: str, widths: tuple[float, ...], heights: dict[int, float]) -> Worksheet:
    normal = book._named_styles["Normal"]  # the unit of column widths comes from its font
    normal.font = Font(name=_SONG, size=11)
    book._fonts[0] = Font(name=_SONG, size=11)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for column, width in zip("ABCDEFGHIJ", widths, strict=False):
        sheet.column_dimensions[column].width = width
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height
    sheet.sheet_view.showGridLines = False
    setup = sheet.page_setup
    setup.paperSize, setup.fitToWidth, setup.fitToHeight = 9, 1, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    return sheet


def attachment7() -> bytes:
    """Return 附表7《项目支出绩效目标批复表》, as 黔南州 printed it in 2023 and 2024."""
    book = Workbook()
    heights = {1: 18, 2: 33, 3: 18, 4: 30, 5: 30, 6: 21, 7: 21, 8: 21, 9: 96, 10: 24, 11: 22.5}
    sheet = _prepare(book, "附表7", (4, 12, 14, 24, 14.7, 18), heights)
    sheet.page_setup.orientation = "portrait"
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.6
    _line(sheet, "A1:B1", "附表7", "left", Font(name=_SONG, size=11))
    _line(sheet, "A2:F2", "{{ 标题 }}", "center", Font(name=_HEI, size=18, bold=True))
    _line(sheet, "A3:F3", "单位：{{ 金额单位 }}", "right", Font(name=_SONG, size=11))
    _put(sheet, "A4:B4", "一级项目名称")
    _put(sheet, "C4:D4", "{{ 一级项目名称 }}")
    _put(sheet, "E4", "二级项目名称")
    _put(sheet, "F4", "{{ 项目名称 }}")
    _put(sheet, "A5:B5", "主管部门")
    _put(sheet, "C5:D5", "{{ 主管部门 }}")
    _put(sheet, "E5", "实施单位")
    _put(sheet, "F5", "{{ 实施单位 }}")
    _put(sheet, "A6:B8", "资金情况")
    for row, (label, name) in enumerate(
        (
            ("年度资金总额：", "年度资金总额"),
            ("  其中：财政拨款", "财政拨款"),
            ("             非财政拨款", "非财政拨款"),
        ),
        start=6,
    ):
        _put(sheet, f"C{row}:D{row}", label, "left")
        _put(sheet, f"E{row}:F{row}", f"{{{{ {name} }}}}", form=_AMOUNT)
    _put(sheet, "A9:B9", "年度总体目标")
    _put(sheet, "C9:F9", "{{ 年度总体目标 }}", "left")
    _put(sheet, "A10:A11", "绩\n效\n指\n标")
    for column, label in zip("BCDEF", ("一级指标", "二级指标", "三级指标", "指标值", "说明"), strict=True):
        _put(sheet, f"{column}10", label)
    _put(sheet, "B11", "{{ 一级指标 | 合并 }}")
    _put(sheet, "C11", "{{ 二级指标 | 合并 }}")
    _put(sheet, "D11", "{{ 三级指标 }}", "left")
    _put(sheet, "E11", "{{ 指标值 }}")
    _put(sheet, "F11", "{{ 说明 }}", "left")
    return _saved(book)


def contents() -> bytes:
    """Return the 目录: one line for each printed sheet, with a link to it."""
    book = Workbook()
    sheet = _prepare(book, "目录", (6, 14, 34, 27, 15, 9, 12, 31), {1: 33, 2: 18, 3: 24, 4: 22.5})
    sheet.page_setup.orientation = "landscape"
    _line(sheet, "A1:H1", "项目绩效表目录", "center", Font(name=_HEI, size=18, bold=True))
    _line(sheet, "A2:H2", "共 {{ 项目数 }} 个项目", "right", Font(name=_SONG, size=11))
    columns = (
        ("序号", "{{ 序号 }}", "center", "0"),
        ("项目编号", "{{ 项目编号 }}", "center", _TEXT),
        ("项目名称", "{{ 项目名称 }}", "left", _TEXT),
        ("实施单位", "{{ 实施单位 }}", "left", _TEXT),
        ("年度资金总额", "{{ 年度资金总额 }}", "right", "#,##0.00"),
        ("金额单位", "{{ 金额单位 }}", "center", _TEXT),
        ("表样", "{{ 表样 }}", "center", _TEXT),
        ("工作表", "{{ 工作表 | 链接 }}", "left", _TEXT),
    )
    for column, (label, tag, horizontal, form) in zip("ABCDEFGH", columns, strict=True):
        _put(sheet, f"{column}3", label)
        _put(sheet, f"{column}4", tag, horizontal, form=form)
        sheet[f"{column}3"].font = Font(name=_SONG, size=11, bold=True)
    sheet["H4"].font = Font(name=_SONG, size=11, color="FF0563C1", underline="single")
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    return _saved(book)


BLUEPRINTS = {"附表7.xlsx": attachment7, "目录.xlsx": contents}


def _saved(book: Workbook) -> bytes:
    book.properties.creator = "附表7 工作簿"
    stream = io.BytesIO()
    book.save(stream)
    return normalise(stream.getvalue())


def main(arguments: list[str]) -> None:
    """Write every printed form into the folder named first, templates_xlsx/ by default."""
    folder = Path(arguments[0]) if arguments else home() / "templates_xlsx"
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in BLUEPRINTS.items():
        content = draw()
        write_beside(folder / name, lambda stream, content=content: stream.write(content))  # type: ignore[misc]


if __name__ == "__main__":
    main(sys.argv[1:])
