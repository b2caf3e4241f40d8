"""Layouts that were once misread without a word: long-term tables above the year's, amounts below their labels, changes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from macros_py.model import MoneyUnit
from macros_py.sheets.forms_reading import Grid, ReadForm, read_forms
from tests.sheets.forms_reading.told import listed, project, targets

LONG_TERM_ABOVE = """
    某县财政支出项目绩效目标申报表 | < | < | < | < | <
    （2025年度） | < | < | < | < | <
    项目名称 | 基础设施 | < | 项目属性 | 新增项目 | <
    主管部门 | 某镇 | < | 项目实施单位 | 某镇政府 | <
    项目资金申请（万元） | 资金总额：106.75 | < | < | < | <
    ^ | 财政拨款：69.23 | < | < | < | <
    项目绩效目标 | 长期目标 | < | 年度目标 | < | <
    ^ | 改善基础设施 | < | 完成改造 | < | <
    长期绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
    ^ | 产出指标 | 数量指标 | 长期里程 | 300公里 |
    ^ | 效益指标 | 社会效益指标 | 长期人口 | 3万人 |
    年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值 | 备注
    ^ | 产出指标 | 数量指标 | 年度里程 | 100公里 |
    ^ | 效益指标 | 社会效益指标 | 年度人口 | 1万人 |
    其他说明的问题 | 无 | < | < | < | <
    填报人：李四 | < | 单位负责人：王五 | < | 填报日期：2025-1-3 | <
"""

WHOLE_PROJECT_BESIDE_YEAR = """
    财政项目支出绩效目标申报表 | < | < | < | <
    （2026年度） | < | < | < | <
    项目名称： | 甲 | 实施单位： | 某所 |
    项目资金（元） | 项目资金总额： | 9000 | {label}： | 3000
    ^ | 其中：财政资金 | 9000 | 其中：当年财政拨款 | 2800
    项目绩效目标 | 项目总目标 | < | 年度总体目标 | <
    ^ | 建成 | < | 完成目标任务。 | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标目标值
    ^ | 产出指标 | 数量 | 设备数 | ≥3台
"""

AMOUNTS_BELOW = """
    项目支出绩效目标表 | < | < | < | < | < | <
    2025年度　　　　　单位：元 | < | < | < | < | < | <
    项目名称 | 甲 | < | 实施单位 | 乙 | < | <
    资金来源 | 合计 | 一般公共预算 | 政府性基金 | 上级补助 | 本级安排 | 其他资金
    金额 | 100000 | 80000 | 0 | 50000 | 30000 | 20000
    年度总体目标 | 完成甲 | < | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | 说明 | |
    产出指标 | 数量指标 | 次数 | 3次 | | |
"""

VERTICAL = r"""
    财政支出绩效目标表（2025年度） | < | < | < | < | <
    项\n目\n名\n称 | 甲 | < | 主\n管\n部\n门 | 乙 | <
    资金\n来源\n︵\n万\n元\n︶ | 其他资金：20 | 本级资金：30 | 上级资金：50 | 财政资金：80 | 资金总额：100
    总\n体\n目\n标 | 完成 | < | < | < | <
    绩\n效\n指\n标 | 一级\n指标 | 二级\n指标 | 三级\n指标 | 指标值 | 指标值\n单位
    ^ | 产\n出\n指\n标 | 数\n量\n指\n标 | 次数 | 3 | 次
"""

CHANGED = """
    2025年项目支出绩效目标调整表 | < | < | < | < | < | <
    项目名称 | 甲 | < | 实施单位 | 乙 | < | <
    年度资金总额（万元） | 调整前 | 50 | 调整后 | 60 | < | <
    年度总体目标 | 调整前 | 干好 | 调整后 | 干得更好 | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | < | 备注 |
    ^ | ^ | ^ | 调整前 | 调整后 | ^ |
    产出指标 | 数量指标 | 次数 | 3次 | 4次 | |
"""

COLUMNS_IN_ANOTHER_ORDER = """
    2025年项目支出绩效自评表 | < | < | < | < | < | <
    项目名称 | 甲 | < | 实施单位 | 乙 | < | <
    项目资金（万元） | 全年执行数 | 全年预算数 | 年初预算数 | 执行率 | 分值 | 得分
    财政拨款 | 45 | 45 | 40 | | |
    年度资金总额 | 50 | 50 | 45 | 100% | 10 | 10
    年度总体目标 | 预期目标：干好 | < | < | 实际完成情况：干好了 | < | <
    一级指标 | 二级指标 | 三级指标 | 实际完成值 | 年度指标值 | 得分 | 分值
    产出指标 | 数量指标 | 次数 | 4次 | 3次 | 50 | 50
    小计 | | | | | 50 | 50
    效益指标 | 社会效益指标 | 人数 | 10人 | 10人 | 38 | 40
    总分 | < | < | < | < | 98 | 100
"""

SUM_BESIDE_BARE_NUMBERS = """
    2025年项目支出绩效自评表 | < | < | < | < | < | <
    项目名称 | < | 甲 | < | 实施单位 | 乙 | <
     | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分
    1 | 产出指标 | 数量指标 | 里程 | ≥3公里 | 25 | 25
    2 | 产出指标 | 数量指标 | 次数 | ≥3次 | 25 | 25
    3 | 小计 | | | | 50 | 50
"""

HEADING_ABOVE = """
    2025年项目支出绩效目标表 | < | < | < | < | < | <
    项目名称 | 甲 | < | 实施单位 | 乙 | < | <
    年度总体目标 | 干好 | < | < | < | < | <
    绩效指标 | < | < | 年度指标值 | < | < | 备注
    一级指标 | 二级指标 | 三级指标 | 符号 | 值 | 单位 | ^
    产出指标 | 数量指标 | 次数 | ≥ | 3 | 次 | 说
"""


@pytest.mark.parametrize(("term", "year"), [("长期绩效指标", "年度绩效指标"), ("总目标绩效指标", "本年度绩效指标")])
def test_of_tables_above_each_other_that_of_the_year_is_read(
    term: str, year: str, read: Callable[[str], ReadForm]
) -> None:
    form = read(LONG_TERM_ABOVE.replace("长期绩效指标", term).replace("年度绩效指标", year))
    assert [("年度里程", "100公里"), ("年度人口", "1万人")] == targets(form)
    assert {"A9", "B9", "D10", "E10", "D11", "E11", "A15", "B15"} <= listed(form)
    assert ("完成改造", Decimal("106.75")) == (project(form).goal, project(form).funds.total)


def test_a_sum_in_a_table_whose_numbers_have_no_heading_is_refused_as_one(read: Callable[[str], ReadForm]) -> None:
    form = read(SUM_BESIDE_BARE_NUMBERS)
    assert [("里程", "≥3公里"), ("次数", "≥3次")] == targets(form)
    assert {"A4", "A5", "A6", "B6", "F6", "G6"} == listed(form)


def test_a_table_of_the_whole_term_alone_is_read_and_doubted(read: Callable[[str], ReadForm]) -> None:
    lines = LONG_TERM_ABOVE.strip().splitlines()
    form = read("\n".join(lines[:11] + lines[14:]))
    assert [("长期里程", "300公里"), ("长期人口", "3万人")] == targets(form)
    assert "A9" in {doubt.cell for doubt in form.doubts}


def test_the_years_total_is_read_beside_the_whole_projects(read: Callable[[str], ReadForm]) -> None:
    form = read(WHOLE_PROJECT_BESIDE_YEAR.format(label="年度资金申请总额"))
    funds = project(form).funds
    assert (Decimal(3000), Decimal(2800), MoneyUnit.YUAN) == (funds.total, funds.fiscal, funds.unit)
    assert {"C4", "C5"} <= listed(form)


def test_a_total_beside_an_unknown_one_of_the_year_is_doubted(read: Callable[[str], ReadForm]) -> None:
    form = read(WHOLE_PROJECT_BESIDE_YEAR.format(label="本年度拟申请资金数额"))
    assert "C4" in {doubt.cell for doubt in form.doubts}
    assert {"D4", "E4"} <= listed(form)


def test_amounts_below_their_labels_are_read(read: Callable[[str], ReadForm]) -> None:
    form = read(AMOUNTS_BELOW)
    funds = project(form).funds
    assert (Decimal(100000), Decimal(50000), Decimal(30000), Decimal(20000)) == (
        funds.total,
        funds.superior_grant,
        funds.local,
        funds.other,
    )
    assert (MoneyUnit.YUAN, 2025) == (funds.unit, project(form).year)
    assert {"C4", "D4", "A5", "C5", "D5"} == listed(form)


def test_labels_written_downwards_are_read(read: Callable[[str], ReadForm]) -> None:
    form = read(VERTICAL)
    assert ("甲", "乙", "完成") == (project(form).name, project(form).department, project(form).goal)
    funds = project(form).funds
    assert (Decimal(100), Decimal(80), Decimal(50), Decimal(30), Decimal(20), MoneyUnit.WAN_YUAN) == (
        funds.total,
        funds.fiscal,
        funds.superior_grant,
        funds.local,
        funds.other,
        funds.unit,
    )
    assert [("产出指标", "数量指标", "3", "次")] == [
        (row.level1, row.level2, row.target, row.unit) for row in project(form).indicators
    ]
    assert ((), ()) == (form.unplaced, form.doubts)


def test_of_a_change_the_new_target_is_read_and_the_rest_listed(read: Callable[[str], ReadForm]) -> None:
    form = read(CHANGED)
    assert ([("次数", "4次")], "", None) == (targets(form), project(form).goal, project(form).funds.total)
    assert {"B3", "C3", "D3", "E3", "B4", "C4", "D4", "E4", "D6", "D7"} == listed(form)


def test_columns_in_another_order_and_sums_between_are_read(read: Callable[[str], ReadForm]) -> None:
    form = read(COLUMNS_IN_ANOTHER_ORDER)
    done = project(form).evaluation
    assert (Decimal(45), Decimal(50), Decimal(50)) == (done.initial_budget, done.annual_budget, done.executed)
    assert ("干好", "干好了") == (project(form).goal, done.goal_actual)
    assert [("3次", "4次", Decimal(50)), ("10人", "10人", Decimal(40))] == [
        (row.target, row.actual, row.weight) for row in project(form).indicators
    ]
    assert {"A9", "F9", "G9"} == listed(form)


def test_a_heading_that_begins_in_the_row_above_is_one(read: Callable[[str], ReadForm]) -> None:
    form = read(HEADING_ABOVE)
    (row,) = project(form).indicators
    assert ("≥", "3", "次", "说") == (row.target_type, row.target, row.unit, row.note)


BY_YEAR = """
    2025年项目支出绩效目标表 | < | < | < | < | <
    项目名称 | 甲 | < | 实施单位 | 乙 | <
    资金来源 | 2024年 | 2025年 | 2026年 | |
    年度资金总额（万元） | 40 | 50 | 60 | |
    财政拨款 | 40 | 50 | 60 | |
    年度总体目标 | 干好 | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 |
    产出指标 | 数量指标 | 次数 | 3次 | |
    主管部门（盖章） | | | 年 月 日 | |
"""


def test_of_several_amounts_none_is_chosen_and_the_place_of_a_date_is_no_answer(
    read: Callable[[str], ReadForm],
) -> None:
    form = read(BY_YEAR)
    assert (None, None, "") == (project(form).funds.total, project(form).funds.fiscal, project(form).department)
    assert {"B4", "C4", "D4", "B5", "C5", "D5", "D9"} <= listed(form)
    assert {"B4", "B5"} <= {doubt.cell for doubt in form.doubts}


def test_every_cell_is_accounted_for(
    page_of: Callable[[str], Grid], accounted: Callable[[Grid, tuple[ReadForm, ...]], None]
) -> None:
    for page in (LONG_TERM_ABOVE, AMOUNTS_BELOW, CHANGED, COLUMNS_IN_ANOTHER_ORDER, HEADING_ABOVE):
        grid = page_of(page)
        marked = {place: f"{text}§{n}§" for n, (place, text) in enumerate(grid.cells.items()) if place[0] > 5}
        changed = Grid(grid.name, {**grid.cells, **marked}, grid.merges)
        accounted(changed, read_forms(changed))
