"""The 目录: one line for each printed sheet, with a link to it."""

from __future__ import annotations

from openpyxl.styles import Alignment, Font

from macros_py.printing.blueprints.drawing import TEXT, FormSheet

_COLUMNS = (
    ("序号", "{{ 序号 }}", "center", "0"),
    ("项目编号", "{{ 项目编号 }}", "center", TEXT),
    ("项目名称", "{{ 项目名称 }}", "left", TEXT),
    ("实施单位", "{{ 实施单位 }}", "left", TEXT),
    ("年度资金总额", "{{ 年度资金总额 }}", "right", "#,##0.00"),
    ("金额单位", "{{ 金额单位 }}", "center", TEXT),
    ("表样", "{{ 表样 }}", "center", TEXT),
    ("工作表", "{{ 工作表 | 链接 }}", "left", TEXT),
)


def contents() -> bytes:
    """Return the template."""
    heights = {1: 33, 2: 18, 3: 24, 4: 20.25}
    # A third of the width: the longest name that a sheet can have, 31 characters, is printed in 8 points or more.
    widths = (5, 11, 25, 24.5, 13.5, 8, 10.5, 48)
    form = FormSheet("目录", widths, heights, size=10, margins=(0.4, 0.6), landscape=True)
    form.title("A1:H1", "项目绩效表目录")
    form.line("A2:H2", "共 {{ 项目数 }} 个项目", "right")
    for column, (label, tag, horizontal, number_format) in zip("ABCDEFGH", _COLUMNS, strict=True):
        form.label(f"{column}3", label, bold=True)
        form.value(f"{column}4", tag, horizontal, number_format)
    # LibreOffice does not wrap the text of a link; a long sheet name shrinks instead of being cut at the border.
    form.sheet["H4"].alignment = Alignment(horizontal="left", vertical="center", shrink_to_fit=True)
    form.sheet["H4"].font = Font(name="宋体", size=10, color="FF0563C1", underline="single")
    form.sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    return form.saved()
