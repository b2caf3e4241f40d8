"""Rows that hold several indicators are told from names and values that merely wrap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from macros_py.sheets.forms_reading import Grid, read_forms
from macros_py.sheets.forms_reading.several import several_indicators


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("1.修路\n2.架桥", "1.≥3公里\n2.≥2座", 2),
        ("合格率\n优良率", "100%\n≥90%", 2),
        ("1、开工时间 2、完工时间", "1、3月 2、12月", 2),
        ("①人工 ②材料", "≤3万元，≤5万元", 2),
        ("（1）甲；（2）乙；（3）丙", "1个；2个；3个", 3),
        ("指标1：甲 指标2：乙", "10个\n20个", 2),
        ("1.修路\n2.架桥", "全部完成", 1),
        ("1、推动能上能下；2、发现年轻干部", "≥98%", 1),
        ("道路通行\n能力提升", "明显提升", 1),
        ("平均1.5天", "≤1.5天", 1),
        ("培训期数", "3期，每期50人", 1),
        ("用水量", "≥3吨且≤5吨", 1),
        ("", "", 1),
    ],
)
def test_both_columns_must_fall_into_parts(name: str, value: str, count: int) -> None:
    assert count == several_indicators(name, value)


def test_two_indicators_in_one_row_are_read_as_one_and_doubted(page_of: Callable[[str], Grid]) -> None:
    (form,) = read_forms(
        page_of(r"""
        项目名称 | 甲 | 年度总体目标 | 干好
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 1.修路\n2.架桥 | 1.≥3公里\n2.≥2座
        产出指标 | 质量指标 | 合格率 | 100%
    """)
    )
    assert form.project is not None
    assert ["1.修路\n2.架桥", "合格率"] == [row.level3 for row in form.project.indicators]
    assert [("C3", "这一行好像写了 2 条指标")] == [(doubt.cell, doubt.why.split("（")[0]) for doubt in form.doubts]
