"""Layouts of other provinces and of the central departments: what each taught about reading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from macros_py.model import MoneyUnit
from macros_py.sheets.forms_reading import Grid, ReadForm, read_forms
from tests.sheets.forms_reading.told import listed, project, targets

TERM_BESIDE_YEAR = """
    项目支出绩效目标申报表 | < | < | < | < | < | < | < | <
    （2023年度） | < | < | < | < | < | < | < | <
    项目名称 | < | 科技创新专项 | < | < | < | < | < | <
    主管部门及代码 | < | [105]某部 | < | < | 实施单位 | < | 某大学 | <
    项目资金\\n（万元） | < | 实施期资金总额： | < | 3000 | 年度资金总额： | < | 1000 | <
    ^ | ^ | 其中：财政拨款 | < | 2500 | 其中：财政拨款 | < | 900 | <
    总体目标 | 实施期目标 | < | < | < | 年度目标 | < | < | <
    ^ | 三年建成实验室 | < | < | < | 今年完成设备采购 | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值
    ^ | 产出指标 | 数量指标 | 实验室 | ≥3个 | 产出指标 | 数量指标 | 设备 | ≥20台
    ^ | ^ | 质量指标 | 验收合格率 | 100% | ^ | 质量指标 | 采购合格率 | 98%
"""

TERM_ABOVE_YEAR = """
    项目支出绩效目标申报表（2025年度） | < | < | < | < | <
    项目名称 | 道路养护 | < | 单位：万元 | < | <
    实施单位 | 公路局 | < | 主管部门 | 交通局 | <
    总体目标 | 中期目标（2025年—2027年） | < | 年度目标 | < | <
    ^ | 养护300公里 | < | 养护100公里 | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | <
    ^ | ^ | ^ | ^ | 中期指标值 | 年度指标值
    ^ | 产出指标 | 数量指标 | 养护里程 | 300公里 | 100公里
    ^ | ^ | 质量指标 | 合格率 | 100% | 95%
"""

WHOLE_PERIOD_COLUMN = """
    2024年度省级财政资金项目绩效目标表 | < | < | < | < | <
    单位：元 | < | < | < | < | <
    项目名称 | 驻镇帮镇 | < | 主管部门 | 某厅 | <
    项目总金额 | 3,000,000.00 | < | 申报金额 | 1,000,000.00 | <
    总体绩效目标 | 帮扶100个镇 | < | < | < | <
    年度绩效目标 | 帮扶30个镇 | < | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 实施周期指标值 | 当年度指标值
    ^ | 产出指标 | 数量指标 | 帮扶镇数 | 100个 | 30个
"""

LABELS_IN_A_ROW = """
    预算项目绩效目标申报表（2024年度） | < | < | < | < | < | < | < | <
    项目名称 | < | 信息化运维 | < | 实施单位\\n（公章） | 某信息中心 | < | < | <
    项目基本情况 | < | 1.项目年度目标： | < | 系统稳定运行 | < | < | < | <
    预算执行情况（万元） | 年度预算数(万元)： | 80 | 年初预算 | 70 | 调整后预算 | 80 | 预算执行数 | 79.2
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 绩效指标值 | 绩效度量单位 | 权重 | 指标方向性
    ^ | 产出指标 | 数量指标 | 运维系统 | ＝ | 6 | 套 | 30 | 正向指标
"""

TOWNSHIP = """
    XX镇2024年项目绩效目标申报表
    填报单位（盖章）：XX镇人民政府 | | | 填报日期：2024年1月5日 |
    项目名称 | 环境整治
    资金申请（元） | 合计：500000 | 财政拨款：400000 | 自筹：100000
    项目绩效目标 | 目标1：整治12个村 | |
    | 目标2：建成2个示范村 | |
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    | 产出指标 | 数量指标 | 指标1：整治村数 | 12个
    | | | 指标2： |
    | | | …… |
"""

EVALUATION = """
    2023年度项目支出绩效自评表 | < | < | < | < | < | < | < | <
    项目支出名称 | < | 运行维护 | < | < | < | < | < | <
    项目资金（元） | < | 资金来源 | 年初预算数 | 全年执行数 | 分值 | 执行率 | 得分 | 偏差原因
    ^ | ^ | 年度资金总额 | 150.00 | 148.50 | 10 | 99.00 | 9.9 |
    ^ | ^ | 其中：中央补助 | 100 | 100 | — | — | — |
    ^ | ^ | 其中：财政拨款 | 50 | 48.50 | — | — | — |
    年度总体目标 | < | 预期目标 | < | < | 年度总体目标完成情况综述 | < | < | <
    ^ | < | 保障运行 | < | < | 运行稳定 | < | < | <
    一级指标 | < | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 权重 | 得分 | 扣分原因
    产出指标（90%） | < | 数量指标 | 系统数 | 5个 | 5个 | 40% | 40 |
    ^ | < | 质量指标 | 可用率 | ≥99% | 98% | 50% | 48 | 停机一次
"""


def test_of_indicators_beside_each_other_those_of_the_year_are_read(read: Callable[[str], ReadForm]) -> None:
    form = read(TERM_BESIDE_YEAR)
    assert [("设备", "≥20台"), ("采购合格率", "98%")] == targets(form)
    assert "今年完成设备采购" == project(form).goal
    assert (Decimal(1000), Decimal(900)) == (project(form).funds.total, project(form).funds.fiscal)
    term = {"C5", "E5", "E6", "B7", "B8", "B9", "C9", "D9", "E9", "B10", "C10", "D10", "E10", "C11", "D11", "E11"}
    assert term == listed(form)


def test_where_nothing_says_which_indicators_are_the_years_the_left_ones_are_doubted(
    read: Callable[[str], ReadForm],
) -> None:
    form = read(TERM_BESIDE_YEAR.replace("实施期目标", "目标甲").replace("| 年度目标 |", "| 目标乙 |"))
    assert [("实验室", "≥3个"), ("验收合格率", "100%")] == targets(form)
    assert "B9" in [doubt.cell for doubt in form.doubts]


def test_the_years_values_are_read_under_a_common_heading(read: Callable[[str], ReadForm]) -> None:
    form = read(TERM_ABOVE_YEAR)
    assert [("养护里程", "100公里"), ("合格率", "95%")] == targets(form)
    assert ("养护100公里", {"B4", "B5", "E7", "E8", "E9"}) == (project(form).goal, listed(form))


def test_the_amount_of_all_years_is_not_taken_for_the_years(read: Callable[[str], ReadForm]) -> None:
    form = read(WHOLE_PERIOD_COLUMN)
    assert [("帮扶镇数", "30个")] == targets(form)
    assert (None, "帮扶30个镇") == (project(form).funds.total, project(form).goal)
    assert {"A4", "B4", "D4", "E4", "B5", "E7", "E8"} == listed(form)


def test_labels_with_their_amounts_in_one_row_are_no_table(read: Callable[[str], ReadForm]) -> None:
    form = read(LABELS_IN_A_ROW)
    (row,) = project(form).indicators
    assert ("＝", "6", "套", Decimal(30)) == (row.target_type, row.target, row.unit, row.weight)
    assert ("某信息中心", "系统稳定运行", Decimal(80)) == (
        project(form).implementing_unit,
        project(form).goal,
        project(form).funds.total,
    )
    done = project(form).evaluation
    assert (Decimal(70), Decimal(80), Decimal("79.2")) == (done.initial_budget, done.annual_budget, done.executed)
    assert {"I5", "I6"} == listed(form)


EXECUTION_IN_A_ROW = """
    2024年度项目支出绩效自评表 | < | < | < | < | <
    项目名称 | 道路养护 | < | 主管部门 | 交通局 | <
    项目资金（万元） | 预算数： | 100 | 执行数： | 98 | 执行率：98%
    年度目标 | 养护100公里 | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 得分
    产出指标 | 数量指标 | 里程 | 100公里 | 100公里 | 10
"""


def test_the_execution_in_one_row_is_read(read: Callable[[str], ReadForm]) -> None:
    form = read(EXECUTION_IN_A_ROW)
    done = project(form).evaluation
    assert (Decimal(100), Decimal(98)) == (done.annual_budget, done.executed)
    assert (Decimal(100), MoneyUnit.WAN_YUAN) == (project(form).funds.total, project(form).funds.unit)
    assert ((), ()) == (form.unplaced, form.doubts)


def test_a_unit_in_a_label_nobody_knows_is_the_forms_unit(read: Callable[[str], ReadForm]) -> None:
    form = read(TOWNSHIP)
    funds = project(form).funds
    assert (MoneyUnit.YUAN, Decimal(500000), Decimal(400000), Decimal(100000)) == (
        funds.unit,
        funds.total,
        funds.fiscal,
        funds.other,
    )
    assert "目标1：整治12个村\n目标2：建成2个示范村" == project(form).goal
    assert [("指标1：整治村数", "12个")] == targets(form)
    assert {"A4", "D9", "D10"} == listed(form)


def test_sources_without_a_column_do_not_end_the_funds_and_shares_are_points(read: Callable[[str], ReadForm]) -> None:
    form = read(EVALUATION)
    done = project(form).evaluation
    assert ("运行维护", "运行稳定", ()) == (project(form).name, done.goal_actual, form.doubts)
    assert (Decimal("150.00"), Decimal("148.50")) == (done.initial_budget, done.executed)
    assert (Decimal(50), Decimal("48.50")) == (done.fiscal.initial, done.fiscal.executed)
    assert [(Decimal(40), ""), (Decimal(50), "停机一次")] == [
        (row.weight, row.reason) for row in project(form).indicators
    ]
    assert {"I3", "C5", "D5", "E5", "F5", "G5", "H5"} == listed(form)


def test_shares_that_a_cell_format_shows_as_per_cent_are_points(page_of: Callable[[str], Grid]) -> None:
    grid = page_of(EVALUATION)
    cells = {**grid.cells, (10, 7): 0.4, (11, 7): 0.5}
    (form,) = read_forms(Grid("表", cells, grid.merges))
    assert [Decimal(40), Decimal(50)] == [row.weight for row in project(form).indicators]
    assert ["G10"] == [doubt.cell for doubt in form.doubts]
