"""《项目支出绩效目标批复表》 of 2025, as 黔南州委督查考评局 printed it."""

from __future__ import annotations

from macros_py.printing.blueprints.drawing import SIDE_LABEL, FormSheet

#: 338,700 as the form prints it; whole amounts lose the point (see ``Stylesheet.whole_numbers``).
_THOUSANDS = "#,##0.######"
_FUNDS = (
    ("资金总额({{ 金额单位 }}):", 0, "年度资金总额"),
    ("财政拨款", 1, "财政拨款"),
    ("其中: 上级补助", 2, "上级补助"),
    ("本级安排", 5, "本级安排"),
    ("其他资金", 1, "其他资金"),
)


def approval2025() -> bytes:
    """Return the template."""
    heights = {1: 36, 2: 21, 3: 27, 4: 30, 11: 96, 12: 24, 13: 22.5} | dict.fromkeys(range(5, 11), 21)
    form = FormSheet("批复表2025", (4, 9.5, 11.5, 25, 12, 24.7), heights, size=10, margins=(0.5, 0.5))
    form.title("A1:F1", "{{ 标题 }}")
    form.line("A2:F2", '{{ 年度行 or ("(" ~ 年度 ~ "年度)" if 年度 else "") }}', "center")
    form.label("A3:B3", "项目名称")
    form.value("C3:F3", "{{ 项目名称 }}")
    form.label("A4:B4", "主管部门及代码")
    form.value("C4:D4", "{% if 部门代码 %}[{{ 部门代码 }}]{% endif %}{{ 主管部门 }}")
    form.label("E4", "实施单位")
    form.value("F4", "{{ 实施单位 }}")
    form.label("A5:B10", "资金来源")
    form.label("C5:F5", "年度资金情况")
    for row, (label, indent, tag) in enumerate(_FUNDS, start=6):
        form.label(f"C{row}:D{row}", label, "left", indent)
        form.value(f"E{row}:F{row}", f"{{{{ {tag} }}}}", form=_THOUSANDS)
    form.label("A11:B11", '{{ 目标栏名称 or "年度总体目标" }}')
    form.value("C11:F11", "{{ 年度总体目标 }}", "left")
    form.label("A12:A13", SIDE_LABEL)
    for column, label in zip("BCDEF", ("一级指标", "二级指标", "三级指标", "指标值", "说明"), strict=True):
        form.label(f"{column}12", label)
    form.value("B13", form.merging("一级指标"))
    form.value("C13", form.merging("二级指标"))
    form.value("D13", "{{ 三级指标 }}", "left")
    form.value("E13", "{{ 指标值 | 完整(指标值类型, 度量单位) }}")
    form.value("F13", "{{ 说明 }}", "left")
    return form.saved()
