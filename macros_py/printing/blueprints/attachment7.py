"""附表7《项目支出绩效目标批复表》, as 黔南州 printed it in 2023 and 2024; and blank, for a unit to fill in."""

from __future__ import annotations

from macros_py.config import load_config
from macros_py.printing.blueprints.drawing import AMOUNT, SIDE_LABEL, FormSheet
from macros_py.printing.blueprints.levels import offer_levels

_FUNDS = (
    ("年度资金总额：", "年度资金总额"),
    ("  其中：财政拨款", "财政拨款"),
    ("             非财政拨款", "非财政拨款"),
)


def attachment7(to_fill: bool = False) -> bytes:
    """Return the template; ``to_fill`` gives the blank form."""
    heights = {1: 18, 2: 33, 3: 18, 4: 30, 5: 30, 6: 21, 7: 21, 8: 21, 9: 96, 10: 24, 11: 27 if to_fill else 22.5}
    # 指标值 holds a whole date, 2025年12月31日前, on one line.
    widths = (3.6, 10.3, 14, 24, 16.8, 18)
    name = "空白附表7" if to_fill else "附表7"
    form = FormSheet(name, widths, heights, size=11, margins=(0.5, 0.6), to_fill=to_fill)
    form.line("A1:B1", "附表7", "left")
    form.title("A2:F2", "{{ 标题 }}")
    form.line("A3:F3", "单位：{{ 金额单位 }}", "right")
    form.label("A4:B4", "一级项目名称")
    form.value("C4:D4", "{{ 一级项目名称 }}")
    form.label("E4", "二级项目名称")
    form.value("F4", "{{ 项目名称 }}")
    form.label("A5:B5", "主管部门")
    form.value("C5:D5", "{{ 主管部门 }}")
    form.label("E5", "实施单位")
    form.value("F5", "{{ 实施单位 }}")
    form.label("A6:B8", "资金情况")
    for row, (label, tag) in enumerate(_FUNDS, start=6):
        form.label(f"C{row}:D{row}", label, "left")
        form.value(f"E{row}:F{row}", f"{{{{ {tag} }}}}", form=AMOUNT)
    form.label("A9:B9", '{{ 目标栏名称 or "年度总体目标" }}')
    form.value("C9:F9", "{{ 年度总体目标 }}", "left")
    form.label("A10:A11", SIDE_LABEL)
    for column, label in zip("BCDEF", ("一级指标", "二级指标", "三级指标", "指标值", "说明"), strict=True):
        form.label(f"{column}10", label)
    form.value("B11", form.merging("一级指标"))
    form.value("C11", form.merging("二级指标"))
    form.value("D11", "{{ 三级指标 }}", "left")
    form.value("E11", "{{ 指标值 | 完整(指标值类型, 度量单位) }}")
    form.value("F11", "{{ 说明 }}", "left")
    if to_fill:
        offer_levels(form, load_config().levels, "B11", "C11")
        form.hint("E11", "如 ≥95%、=3次、≤27.37万元、2024年12月底前、效果明显。")
    return form.saved()
