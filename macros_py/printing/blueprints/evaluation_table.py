"""What both self-evaluations share: the columns, the funds table, the goal beside its outcome, the scored indicators."""

from __future__ import annotations

from collections.abc import Sequence

from macros_py.printing.blueprints.drawing import PLAIN, SIDE_LABEL, FormSheet

#: A the side label, B and C the levels, D:E 三级指标, F to J the rest; D ends where the names of the funds end.
WIDTHS = (3, 7, 8, 7, 11.5, 10.5, 10.5, 5.5, 7.2, 16.5)
RATE = "0.##%"


def draw_funds(
    form: FormSheet, top: int, label: str, headings: Sequence[str], lines: Sequence[tuple[str, int, str]], amount: str
) -> None:
    """Draw the funds table: ``lines`` are (label, indent, tag prefix), the first of them has the 执行率 and its score.

    ``amount`` is a pattern of the tag and its number format, split by a line end.
    """
    bottom = top + len(lines)
    form.label(f"A{top}:B{bottom}", label)
    form.label(f"C{top}:D{top}", headings[0])
    for column, heading in zip("EFGHIJ", headings[1:], strict=True):
        form.label(f"{column}{top}", heading)
    tag, number_format = amount.split("\n")
    for row, (name, indent, prefix) in enumerate(lines, start=top + 1):
        form.label(f"C{row}:D{row}", name, "left", indent)
        for column, what in zip("EFG", ("年初预算数", "全年预算数", "全年执行数"), strict=True):
            form.value(f"{column}{row}", tag.format(prefix + what), form=number_format)
        for column in "HIJ":
            if row > top + 1:
                form.label(f"{column}{row}", "—")


def draw_goal(form: FormSheet, top: int, label: str) -> None:
    """Draw 预期目标 beside 实际完成情况."""
    form.label(f"A{top}:A{top + 1}", label)
    form.label(f"B{top}:F{top}", "预期目标")
    form.label(f"G{top}:J{top}", "实际完成情况")
    form.value(f"B{top + 1}:F{top + 1}", "{{ 年度总体目标 }}", "left")
    form.value(f"G{top + 1}:J{top + 1}", "{{ 目标完成情况 }}", "left")


def draw_indicators(form: FormSheet, top: int, headings: Sequence[str]) -> None:
    """Draw the heading and the repeating row of the indicators; ``headings`` from 年度指标值 on."""
    form.label(f"A{top}:A{top + 1}", SIDE_LABEL)
    for area, heading in zip(("B", "C", "D:E", *"FGHIJ"), ("一级指标", "二级指标", "三级指标", *headings), strict=True):
        form.label(f"{area.replace(':', f'{top}:')}{top}", heading)
    row = top + 1
    form.value(f"B{row}", form.merging("一级指标"))
    form.value(f"C{row}", form.merging("二级指标"))
    form.value(f"D{row}:E{row}", "{{ 三级指标 }}", "left")
    form.value(f"F{row}", "{{ 指标值 | 完整(指标值类型, 度量单位) }}")
    form.value(f"G{row}", "{{ 实际完成值 }}")
    form.value(f"H{row}", "{{ 分值 }}", form=PLAIN)
    form.value(f"I{row}", "{{ 得分 }}", form=PLAIN)
    form.value(f"J{row}", "{{ 偏差原因分析 }}", "left")
