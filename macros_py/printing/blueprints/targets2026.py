"""《项目支出绩效目标表》 of 2026, with 指标解释 and 评(扣)分标准 for each indicator and the lines for review."""

from __future__ import annotations

from macros_py.printing.blueprints.drawing import PLAIN, SIDE_LABEL, FormSheet

_FUNDS = (
    ("年度资金总额:", 0, "年度资金总额"),
    ("其中:财政拨款", 1, "财政拨款"),
    ("上年结转", 4, "上年结转"),
    ("其他资金", 4, "其他资金"),
)
_COLUMNS = (
    ("一级指标", "{{ 一级指标 | 合并 }}", "center"),
    ("二级指标", "{{ 二级指标 | 合并 }}", "center"),
    ("三级指标", "{{ 三级指标 }}", "left"),
    ("指标值", "{{ 指标值 }}", "center"),
    ("指标解释(指标值内容)", "{{ 指标解释 }}", "left"),
    ("评(扣分标准)", "{{ 评分标准 }}", "left"),
    ("度量\n单位", "{{ 度量单位 }}", "center"),
    ("指标值\n类型", "{{ 指标值类型 }}", "center"),
    ("备注", "{{ 说明 }}", "center"),
)


def targets2026() -> bytes:
    """Return the template.

    A text that stands left of 一级指标 is printed in the column of the side label, which is cut there; one that stands
    right of 备注 is printed in a narrow column without a heading.
    """
    heights = {1: 30, 2: 16.5, 3: 15, 4: 15, 5: 21, 6: 21, 11: 30, 12: 27, 13: 24, 14: 24, 15: 24}
    heights |= dict.fromkeys(range(7, 11), 18)
    widths = (3, 6.2, 7, 12, 7.5, 17, 20.5, 4.8, 4.3, 3.4, 1.8)
    form = FormSheet("目标表2026", widths, heights, size=9, margins=(0.35, 0.35))
    form.title("A1:K1", "{{ 标题 }}", 16)
    form.line("A2:K2", '{{ 年度行 or ("(" ~ 年度 ~ ")年度" if 年度 else "") }}', "center")
    form.line("A3:K3", "{{ 抬头单位 }}", "center")
    form.line("A4:K4", "{{ 抬头项目 }}", "center")
    form.label("A5:C5", '{{ 单位栏名称 or "部门(单位)名称" }}')
    form.value("D5:K5", "{{ 实施单位 }}")
    form.label("A6:C6", "项目名称")
    form.value("D6:K6", "{{ 项目名称 }}")
    form.label("A7:C10", "项目资金({{ 金额单位 }})")
    form.value("D7:D10", "{{ 项目资金 }}", form=PLAIN)
    for row, (label, indent, tag) in enumerate(_FUNDS, start=7):
        form.label(f"E{row}:F{row}", label, "left", indent)
        form.value(f"G{row}:K{row}", f"{{{{ {tag} }}}}", form=PLAIN)
    form.label("A11:C11", '{{ 目标栏名称 or "年度总体目标" }}')
    form.value("D11:K11", "{{ 年度总体目标 }}", "left")
    form.label("A12", "", open_to="bottom")
    side = SIDE_LABEL.replace("\n", "\\n")
    form.value("A13", f'{{{{ (表左错位文字 or "{side}") | 合并 }}}}', open_to="top")
    for column, (label, tag, horizontal) in zip("BCDEFGHIJ", _COLUMNS, strict=True):
        form.label(f"{column}12", label)
        form.value(f"{column}13", tag, horizontal)
    form.label("K12", "")
    form.value("K13", "{{ 表右错位文字 }}")
    form.label("A14:E14", "业务股室审核: {{ 业务股室审核 }}", "left")
    form.label("F14:K14", "绩效股审核: {{ 绩效股审核 }}", "left")
    form.line("A15:C15", "填表人: {{ 填表人 }}", "left")
    form.line("D15:E15", "联系电话: {{ 联系电话 }}", "left")
    form.line("F15", "填报日期: {{ 填报日期 }}", "left")
    form.line("G15:K15", "单位负责人签字: {{ 单位负责人签字 }}", "left")
    return form.saved()
