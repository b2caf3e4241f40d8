"""《项目支出绩效自评表》 of one project, in the layout of 财预〔2020〕10号; and blank, for a unit to fill in."""

from __future__ import annotations

from macros_py.config import load_config
from macros_py.printing.blueprints.drawing import PLAIN, FormSheet
from macros_py.printing.blueprints.evaluation_table import RATE, draw_funds, draw_goal, draw_indicators
from macros_py.printing.blueprints.levels import offer_levels

_HEADINGS = ("", "年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率", "得分")
_LINES = (
    ("年度资金总额", 0, ""),
    ("其中：当年财政拨款", 1, "财政拨款"),
    ("上年结转资金", 4, "上年结转"),
    ("其他资金", 4, "其他资金"),
)
# 年度指标值 and 实际完成值 hold a whole date, 2025年12月31日前, on one line.
_WIDTHS = (3, 7, 8, 7, 11.5, 13.9, 12.4, 5.5, 7.2, 11.2)


def self_evaluation(to_fill: bool = False) -> bytes:
    """Return the template; ``to_fill`` gives the blank form."""
    heights = {1: 33, 2: 18, 3: 24, 4: 27, 5: 27, 10: 21, 11: 72, 12: 27, 13: 22.5, 14: 24}
    heights |= dict.fromkeys(range(6, 10), 21)
    form = FormSheet("空白自评表" if to_fill else "自评表", _WIDTHS, heights, size=9, to_fill=to_fill)
    form.title("A1:J1", "{{ 标题 }}")
    form.line("A2:J2", "（{{ 年度 }}年度）", "center")
    form.label("A3:B3", "项目名称")
    form.value("C3:J3", "{{ 项目名称 }}")
    form.label("A4:B4", "主管部门")
    form.value("C4:E4", "{{ 主管部门 }}")
    form.label("F4", "实施单位")
    form.value("G4:J4", "{{ 实施单位 }}")
    draw_funds(form, 5, "项目资金\n（{{ 金额单位 }}）", _HEADINGS, _LINES, "{{{{ {} }}}}\n#,##0.00")
    form.value("H6", "{{ 预算执行率分值 }}", form=PLAIN, fill=False)
    form.value("I6", "{{ 执行率 }}", form=RATE)
    form.value("J6", "{{ 执行率得分 }}", form=PLAIN)
    draw_goal(form, 10, "年度总体目标")
    draw_indicators(form, 12, ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析\n及改进措施"))
    form.label("A14:G14", "总分")
    form.label("H14", "100")
    form.value("I14", "{{ 总分 }}", form=PLAIN)
    form.label("J14", "")
    if to_fill:
        offer_levels(form, load_config().levels, "B13", "C13")
        form.hint("F13", "年初批复的指标值，如 ≥95%、=3次、2024年12月底前、效果明显。")
        form.hint("G13", "实际做到多少，如 12次、98%、2024年12月20日。")
    return form.saved()
