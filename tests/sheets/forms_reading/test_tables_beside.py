"""Indicators of the whole term beside those of the year, in tables of unequal width: never mixed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from macros_py.sheets.forms_reading import Grid, ReadForm, read_forms

WIDER = """
    项目支出绩效目标申报表 | < | < | < | < | < | < | < | < | < | <
    项目名称 | < | 甲 | < | < | 实施单位 | < | 乙局 | < | < | <
    总体目标 | 实施期目标 | < | < | < | < | 年度目标 | < | < | < | <
    ^ | 三年建成 | < | < | < | < | 今年设备 | < | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 评分标准 | 分值
    ^ | 产出指标 | 数量指标 | 实验室 | ≥3个 | 产出指标 | 数量指标 | 设备 | ≥20台 | 按比例 | 50
    ^ | ^ | 质量指标 | 验收 | 100% | ^ | 质量指标 | 采购 | 98% | 按比例 | 40
    ^ | 效益指标 | 社会效益指标 | 论文 | 10篇 | | | | | |
"""

NARROWER = """
    项目支出绩效目标申报表 | < | < | < | < | < | < | < | < | <
    项目名称 | < | 甲 | < | < | 实施单位 | < | 乙局 | < | <
    总体目标 | 实施期目标 | < | < | < | < | 年度目标 | < | < | <
    ^ | 三年建成 | < | < | < | < | 今年设备 | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 | 一级指标 | 二级指标 | 三级指标 | 指标值
    ^ | 产出指标 | 数量指标 | 实验室 | ≥3个 | 分三年 | 产出指标 | 数量指标 | 设备 | ≥20台
"""

COMMON_LEVEL1 = """
    项目支出绩效目标申报表 | < | < | < | < | < | < | < | < | <
    项目名称 | < | 甲 | < | < | 实施单位 | < | 乙局 | < | <
    绩效指标 | 实施期绩效指标 | < | < | < | < | 年度绩效指标 | < | < | <
    ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 | 二级指标 | 三级指标 | 指标值 | 备注
    ^ | 产出指标 | 数量指标 | 实验室 | ≥3个 | 注1 | 数量指标 | 设备 | ≥20台 | 注3
    ^ | ^ | 质量指标 | 验收 | 100% | 注2 | 质量指标 | 采购 | 98% | 注4
    ^ | 效益指标 | 社会效益指标 | 论文 | 10篇 | | | | |
"""

COMMON_LEVELS = """
    项目支出绩效目标申报表 | < | < | < | < | < | <
    项目名称 | < | 甲 | < | 实施单位 | < | 乙局
    绩效指标 | 一级指标 | 二级指标 | 实施期绩效指标 | < | 年度绩效指标 | <
    ^ | ^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值
    ^ | 产出指标 | 数量指标 | 实验室 | ≥3个 | 设备 | ≥20台
    ^ | ^ | 质量指标 | 验收 | 100% | 采购 | 98%
"""

COMMON_LEVEL1_BELOW_GOALS = """
    项目支出绩效目标申报表 | < | < | < | < | < | < | <
    项目名称 | < | 甲 | < | < | 实施单位 | 乙局 | <
    总体目标 | < | 实施期目标 | < | < | 年度目标 | < | <
    ^ | < | 三年建成 | < | < | 今年设备 | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
    ^ | 产出指标 | 数量指标 | 实验室 | ≥3个 | 数量指标 | 设备 | ≥20台
"""

NAMED_BY_VALUES = """
    项目支出绩效目标申报表 | < | < | < | < | < | < | <
    项目名称 | < | 甲 | < | 实施单位 | < | 乙局 | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 一级指标 | 三级指标 | 实施期指标值
    ^ | 产出指标 | 数量指标 | 设备 | ≥20台 | 产出指标 | 实验室 | ≥3个
"""

PAGES = [WIDER, NARROWER, COMMON_LEVEL1, COMMON_LEVELS, COMMON_LEVEL1_BELOW_GOALS, NAMED_BY_VALUES]


@pytest.fixture
def read(page_of: Callable[[str], Grid]) -> Callable[[str], ReadForm]:
    def read_one(document: str) -> ReadForm:
        (form,) = read_forms(page_of(document))
        return form

    return read_one


@pytest.mark.parametrize("page", PAGES)
def test_only_the_years_indicators_are_read(page: str, read: Callable[[str], ReadForm]) -> None:
    form = read(page)
    assert form.project is not None
    rows = form.project.indicators
    assert ("产出指标", "数量指标", "设备", "≥20台") == (rows[0].level1, rows[0].level2, rows[0].level3, rows[0].target)
    assert [("产出指标", "质量指标", "采购", "98%")] * (len(rows) - 1) == [
        (row.level1, row.level2, row.level3, row.target) for row in rows[1:]
    ]
    listed = {place.text for place in form.unplaced}
    assert {"实验室", "≥3个"} <= listed


def test_what_only_the_whole_term_has_is_not_the_years(read: Callable[[str], ReadForm]) -> None:
    form = read(NARROWER)
    assert form.project is not None
    assert [""] == [row.note for row in form.project.indicators]
    assert "分三年" in {place.text for place in form.unplaced}


def test_the_further_columns_of_the_year_are_read(read: Callable[[str], ReadForm]) -> None:
    form = read(WIDER)
    assert form.project is not None
    assert [(Decimal(50), "按比例"), (Decimal(40), "按比例")] == [
        (row.weight, row.standard) for row in form.project.indicators
    ]


def test_a_level_printed_once_for_both_is_read_and_doubted(read: Callable[[str], ReadForm]) -> None:
    form = read(COMMON_LEVEL1)
    assert "B4" in {doubt.cell for doubt in form.doubts}
    assert form.project is not None
    assert 2 == len(form.project.indicators)
