"""附件1《部门整体支出绩效目标自评表》, as 黔南州委组织部 printed it for 2022."""

from __future__ import annotations

from macros_py.printing.blueprints.drawing import PLAIN, FormSheet
from macros_py.printing.blueprints.evaluation_table import RATE, WIDTHS, draw_funds, draw_goal, draw_indicators

_HEADINGS = ("资 金 来 源", "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率", "得分")
_LINES = (
    ("年度资金总额：", 0, "年度资金总额"),
    ("基本支出", 1, "基本支出"),
    ("项目支出", 1, "项目支出"),
    ("其他资金", 1, "其他资金"),
)
# The unit printed behind an amount belongs to the number format, which cannot follow the data: 元 is written as text.
_AMOUNT = '{{{{ {0} if 金额单位 == "万元" or {0} == "" else {0} | 金额 ~ 金额单位 }}}}\n0.00"万元"'


def department_evaluation() -> bytes:
    """Return the template."""
    heights = {1: 18, 2: 30, 3: 18, 4: 21, 5: 24, 6: 27, 11: 21, 12: 72, 13: 27, 14: 24, 15: 24, 16: 36, 17: 24}
    heights |= dict.fromkeys(range(7, 11), 21) | {18: 15}
    form = FormSheet("部门整体自评表", WIDTHS, heights, size=9)
    form.line("A1:B1", "附件1", "left")
    form.title("A2:J2", "{{ 标题 }}")
    form.line("A3:J3", '{{ 年度行 or ("（" ~ 年度 ~ "年度）" if 年度 else "") }}', "center")
    form.line("A4:F4", "单位（盖章）：{{ 盖章单位 }}", "left")
    form.line("G4:J4", "填报日期：{{ 填报日期 }}", "right")
    form.label("A5:B5", "部门（单位）名称")
    form.value("C5:J5", "{{ 部门名称 }}")
    draw_funds(form, 6, "部门（单位）总体资金\n（{{ 金额单位 }}）", _HEADINGS, _LINES, _AMOUNT)
    form.value("H7", "{{ 预算执行率分值 }}", form='0.######"分"')
    form.value("I7", "{{ 执行率 }}", form=RATE)
    form.value("J7", "{{ 执行率得分 }}", form=PLAIN)
    draw_goal(form, 11, "年度总体目标")
    draw_indicators(form, 13, ("年度指标值(A)", "实际完成值(B)", "分值", "得分", "未完成原因分析"))
    form.label("A15:G15", "总         分")
    form.value("H15", "{{ 总分分值 }}", form=PLAIN)
    form.value("I15", "{{ 总分 }}", form=PLAIN)
    form.label("J15", "")
    form.label("A16:B16", "绩效\n结论")
    form.value("C16:J16", "{{ 绩效结论 }}", "left")
    form.label("A17:F17", "联系人：{{ 联系人 }}", "left")
    form.label("G17:J17", "联系电话：{{ 联系电话 }}", "left")
    notes = '{% if 填表说明 %}注：{{ 填表说明 | replace("\\n", "\\n   ") }}{% endif %}'
    form.line("A18:J18", notes, "left", 9, "top")
    return form.saved()
