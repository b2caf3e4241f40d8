"""Tables that list several projects, as Sichuan, Yunnan and others publish them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from macros_py.model import MoneyUnit
from macros_py.sheets.forms_reading import Grid, ReadForm, read_forms

MERGED = """
    表13 | < | < | < | < | < | < | < | < | < | <
    部门预算项目支出绩效目标表（2024年度） | < | < | < | < | < | < | < | < | < | <
    部门：某市农业农村局 | < | < | < | < | < | < | < | < | 金额单位：万元 | <
    单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重
    某市农技站 | 高标准农田管护 | 120.50 | 管护农田3万亩 | 产出指标 | 数量指标 | 管护面积 | ≥ | 3 | 万亩 | 30
    ^ | ^ | ^ | ^ | ^ | 质量指标 | 合格率 | ≥ | 95 | % | 30
    ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 受益农户 | ≥ | 800 | 户 | 30
    ^ | 农技培训 | 8 | 培训农民200人 | 产出指标 | 数量指标 | 培训人数 | ≥ | 200 | 人 | 50
    ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥ | 90 | % | 40
    某市种子站 | 种子抽检 | 15 | 抽检60批次 | 产出指标 | 数量指标 | 抽检批次 | ＝ | 60 | 批次 | 90
    注：本表公开到项目。 | < | < | < | < | < | < | < | < | < | <
"""

REPEATED = """
    2025年项目支出绩效目标表
    单位：元
    序号 | 项目名称 | 主管部门 | 资金总额 | 总体目标 | 绩效指标 | < | < | <
    ^ | ^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值
    1 | 图书采购 | 文旅局 | 50000 | 买书1000册 | 产出指标 | 数量指标 | 采购册数 | ≥1000册
    2 | 图书采购 | 文旅局 | 50000 | 买书1000册 | 产出指标 | 时效指标 | 完成时间 | 2025年6月底前
    3 | 场馆开放 | 文旅局 | 30000 | 开放300天 | 产出指标 | 数量指标 | 开放天数 | ≥300天
"""

TREE = """
    项目支出绩效目标表（本级下达） | < | < | < | < | < | < | < | <
    单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标内容
    某县教育体育局 | | | | | | | |
    校园安保经费 | 配齐安保人员 | | | | | | |
    | | 产出指标 | | | | | |
    | | | 数量指标 | | | | |
    | | | | 安保人员数 | = | 120 | 人 | 按实际人数考核
    | | | | 巡查次数 | >= | 365 | 次 | 查看记录
    | | | 质量指标 | | | | |
    | | | | 持证上岗率 | >= | 95 | % | 查看证书
    | | 效益指标 | | | | | |
    | | | 社会效益指标 | | | | |
    | | | | 安全事故 | <= | 0 | 起 | 查看通报
    营养餐补助 | 让学生吃饱 | | | | | | |
    | | 产出指标 | | | | | |
    | | | 数量指标 | | | | |
    | | | | 受助学生 | >= | 5000 | 人 | 学籍系统
"""


@pytest.fixture
def read(page_of: Callable[[str], Grid]) -> Callable[[str], tuple[ReadForm, ...]]:
    return lambda page: read_forms(page_of(page))


def test_each_project_of_a_merged_list_is_read(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(MERGED)

    projects = [form.project for form in forms]
    assert ["高标准农田管护", "农技培训", "种子抽检"] == [project.name for project in projects]
    assert ["某市农技站", "某市农技站", "某市种子站"] == [project.implementing_unit for project in projects]
    assert [Decimal("120.50"), Decimal(8), Decimal(15)] == [project.funds.total for project in projects]
    assert ["管护农田3万亩", "培训农民200人", "抽检60批次"] == [project.goal for project in projects]
    assert [3, 2, 1] == [len(project.indicators) for project in projects]
    assert [2024] * 3 == [project.year for project in projects]
    first = projects[0].indicators
    assert ["产出指标", "产出指标", "效益指标"] == [row.level1 for row in first]
    assert ("合格率", "95", "≥", "%", Decimal(30)) == (
        first[1].level3, first[1].target, first[1].target_type, first[1].unit, first[1].weight,
    )  # fmt: skip
    assert ["A5:K7", "A8:K9", "A10:K10"] == [form.area for form in forms]
    assert [(), (), ()] == [form.doubts for form in forms]
    assert [[], [], []] == [[cell.cell for cell in form.unplaced] for form in forms]


def test_each_project_of_a_list_that_repeats_its_columns_is_read(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(REPEATED)

    assert ["图书采购", "场馆开放"] == [form.project.name for form in forms]
    assert [MoneyUnit.YUAN, MoneyUnit.YUAN] == [form.project.funds.unit for form in forms]
    assert [Decimal(50000), Decimal(30000)] == [form.project.funds.total for form in forms]
    assert [["≥1000册", "2025年6月底前"], ["≥300天"]] == [[r.target for r in f.project.indicators] for f in forms]
    assert [(), ()] == [form.unplaced for form in forms]


def test_a_list_whose_levels_stand_on_lines_of_their_own_is_read(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(TREE)

    first, second = (form.project for form in forms)
    assert ("校园安保经费", "某县教育体育局", "配齐安保人员") == (first.name, first.implementing_unit, first.goal)
    assert ("营养餐补助", "某县教育体育局") == (second.name, second.implementing_unit)
    assert [
        ("产出指标", "数量指标", "安保人员数", "120"),
        ("产出指标", "数量指标", "巡查次数", "365"),
        ("产出指标", "质量指标", "持证上岗率", "95"),
        ("效益指标", "社会效益指标", "安全事故", "0"),
    ] == [(row.level1, row.level2, row.level3, row.target) for row in first.indicators]
    assert "查看记录" == first.indicators[1].explanation
    assert [(), ()] == [form.unplaced for form in forms]


UNITS_AND_SUMS = """
    2024年部门预算项目绩效目标表（表12-2）
    单位名称 | 项目名称 | 项目类别 | 预算金额（元） | 项目总体绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    合计 | | | 260000 | | | | |
    A局 | | | 160000 | | | | |
    A局 | 甲项目 | 特定目标类 | 100000 | 干好甲 | 产出指标 | 数量指标 | 次数 | ≥3次
    | | | | | 效益指标 | 社会效益指标 | 受益人数 | ≥10人
    | 乙项目 | 运转类 | 60000 | 干好乙 | 产出指标 | 数量指标 | 份数 | ≥3份
    B局 | 甲项目 | 特定目标类 | 100000 | B的甲 | 产出指标 | 数量指标 | 次数 | ≥5次
"""

TWO_PAGES = """
    附件3 | | | | | |
    XX县2026年项目支出绩效目标汇总表 | < | < | < | < | < | <
    填报单位：XX县水务局 | | | | | 单位：万元 |
    项目名称 | 资金情况 | < | 年度目标 | 一级指标 | 三级指标 | 指标值
    ^ | 资金总额 | 财政拨款 | ^ | ^ | ^ | ^
    水库除险 | 300 | 280 | 除险2座 | 产出指标 | 除险座数 | 2座
    ^ | ^ | ^ | ^ | 效益指标 | 受益人口 | 2万人
    第 1 页 | | | | | |
    项目名称 | 资金情况 | < | 年度目标 | 一级指标 | 三级指标 | 指标值
    ^ | 资金总额 | 财政拨款 | ^ | ^ | ^ | ^
    河道清淤 | 50 | 50 | 清淤5公里 | 产出指标 | 清淤长度 | 5公里
    备注：数据为预算数
"""

EVALUATED = """
    2023年项目支出绩效自评汇总表 | | | | | | | | | | 单位：万元 |
    项目名称 | 预算数 | 执行数 | 执行率 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
    甲 | 10 | 9 | 90% | 目标 | 产出指标 | 数量指标 | 次数 | ≥3次 | 4次 | 50 | 50
    ^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 人数 | ≥3人 | 4人 | 40 | 40
    乙 | 20 | 20 | 50% | 目标2 | 产出指标 | 数量指标 | 次数 | ≥3次 | 4次 | 90 | 90
"""


def test_sums_are_listed_and_a_unit_that_is_left_out_is_that_above(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(UNITS_AND_SUMS)

    assert [("甲项目", "A局"), ("乙项目", "A局"), ("甲项目", "B局")] == [
        (form.project.name, form.project.implementing_unit) for form in forms
    ]
    assert {"A3", "D3", "A4", "D4", "C2", "C5"} == {cell.cell for cell in forms[0].unplaced}
    assert ["这个项目的单位名称没有写，照上面的“A局”读入"] == [doubt.why for doubt in forms[1].doubts]
    assert ["C8"] == [cell.cell for cell in forms[2].unplaced]


def test_a_list_goes_on_under_headings_that_are_repeated(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(TWO_PAGES)

    assert [("水库除险", 2), ("河道清淤", 1)] == [(form.project.name, len(form.project.indicators)) for form in forms]
    assert [Decimal(280), Decimal(50)] == [form.project.funds.fiscal for form in forms]
    assert {"XX县水务局"} == {form.project.implementing_unit for form in forms}
    assert {2026} == {form.project.year for form in forms}
    assert [["A8"], []] == [[cell.cell for cell in form.unplaced] for form in forms]
    assert [(), ("数据为预算数",)] == [form.notes for form in forms]


def test_what_was_spent_is_read_and_a_wrong_rate_is_doubted(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(EVALUATED)

    done = [form.project.evaluation for form in forms]
    assert [(Decimal(10), Decimal(9)), (Decimal(20), Decimal(20))] == [
        (one.annual_budget, one.executed) for one in done
    ]
    assert [Decimal(10), Decimal(20)] == [form.project.funds.total for form in forms]
    assert [[], ["D5"]] == [[doubt.cell for doubt in form.doubts] for form in forms]
    assert ["4次", "4人"] == [row.actual for row in forms[0].project.indicators]


def test_a_list_of_one_project_is_read(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    (form,) = read("\n".join(EVALUATED.strip().splitlines()[:4]))

    assert "甲" == form.project.name
    assert 2 == len(form.project.indicators)


def test_every_cell_of_a_list_is_accounted_for(
    page_of: Callable[[str], Grid], accounted: Callable[[Grid, tuple[ReadForm, ...]], None]
) -> None:
    for page in (MERGED, REPEATED, TREE, UNITS_AND_SUMS, TWO_PAGES):
        grid = page_of(page)
        first = {position: f"{value}§{n}§" for n, (position, value) in enumerate(grid.cells.items()) if position[0] > 5}
        marked = Grid(grid.name, {**grid.cells, **first}, grid.merges)
        accounted(marked, read_forms(marked))


MERGED_UNITS = """
    2025年项目支出绩效目标表 | < | < | < | < | < | <
    项目名称 | 项目金额（万元） | 年度总体目标 | 一级 | 二级 | 三级 | 指标值（含符号和单位）
    县教育局 | < | < | < | < | < | <
    甲项目 | 10 | 甲目标 | 产出指标 | 数量指标 | 甲数 | ≥2个
    县水务局 | < | < | < | < | < | <
    乙项目 | 20 | 乙目标 | 产出指标 | 数量指标 | 乙数 | ≥3个
"""

ONE_NAME_TWO_UNITS = """
    2025年项目支出绩效目标表 | < | < | < | < | < | < | <
    项目名称 | 实施单位 | 预算数（万元） | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    校园运转 | 一中 | 60 | 保障一中 | 产出指标 | 数量指标 | 班级数 | 30个
    ^ | 二中 | 45 | 保障二中 | 产出指标 | 数量指标 | 班级数 | 20个
"""

NO_GOALS = """
    2025年项目支出绩效目标表 | < | < | < | < | <
    部门/项目 | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值
    甲项目 | 60 | 产出指标 | 数量指标 | 班级数 | 30个
    乙项目 | 45 | 产出指标 | 数量指标 | 班级数 | 20个
"""


def test_a_unit_merged_over_the_table_is_the_unit_of_what_follows(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(MERGED_UNITS)

    assert [("甲项目", "县教育局", "甲目标", Decimal(10)), ("乙项目", "县水务局", "乙目标", Decimal(20))] == [
        (form.project.name, form.project.implementing_unit, form.project.goal, form.project.funds.total)
        for form in forms
    ]


def test_units_under_one_merged_name_are_projects_of_their_own(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(ONE_NAME_TWO_UNITS)

    assert [("校园运转", "一中", "保障一中", 1), ("校园运转", "二中", "保障二中", 1)] == [
        (form.project.name, form.project.implementing_unit, form.project.goal, len(form.project.indicators))
        for form in forms
    ]


def test_a_list_without_goals_is_read_and_says_so(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(NO_GOALS)

    assert ["甲项目", "乙项目"] == [form.project.name for form in forms]
    assert [(), ()] == [form.missing for form in forms]
    assert ["没有找到“年度总体目标”"] == [doubt.why for doubt in forms[0].doubts]


SOURCES_BELOW = """
    2025年项目支出绩效目标汇总表 | < | < | < | < | < | < | < | < | < | <
    序号 | 项目名称 | 预算资金（万元） | < | < | < | < | 一级指标 | 二级指标 | 三级指标 | 指标值
    ^ | ^ | 合计 | 其中 | < | < | < | ^ | ^ | ^ | ^
    ^ | ^ | ^ | 中央 | 省级 | 本级 | 其他资金 | ^ | ^ | ^ | ^
    1 | 甲 | 100 | 40 | 30 | 20 | 10 | 产出指标 | 数量指标 | 次数 | ≥3次
    2 | 乙 | 50 | | 30 | 20 | | 产出指标 | 数量指标 | 次数 | ≥4次
"""


def test_sources_below_a_heading_are_read_or_listed(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(SOURCES_BELOW)

    funds = [form.project.funds for form in forms]
    assert [(Decimal(100), Decimal(20), Decimal(10)), (Decimal(50), Decimal(20), None)] == [
        (one.total, one.local, one.other) for one in funds
    ]
    assert {MoneyUnit.WAN_YUAN} == {one.unit for one in funds}
    assert [["D4", "E4", "D5", "E5"], ["E6"]] == [[place.cell for place in form.unplaced] for form in forms]


def test_a_line_with_an_amount_and_no_name_is_listed(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read("""
        单位名称 | 项目名称 | 预算金额（元） | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        A局 | 甲项目 | 100000 | 干好甲 | 产出指标 | 数量指标 | 次数 | ≥3次
        A局本级 | | 260000 | | | | |
        B局 | 乙项目 | 60000 | 干好乙 | 产出指标 | 数量指标 | 份数 | ≥3份
    """)

    assert ["甲项目", "乙项目"] == [form.project.name for form in forms]
    assert [("A3", "这一行没有项目名称，没有读入"), ("C3", "这一行没有项目名称，没有读入")] == [
        (place.cell, place.why) for place in forms[0].unplaced
    ]


def test_a_name_that_begins_under_a_heading_nobody_knows_names_no_project(
    read: Callable[[str], tuple[ReadForm, ...]],
) -> None:
    (form,) = read("""
        项目支出绩效目标表
        科目的说明 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        某市农技站 | 农技培训 | 8 | 培训农民200人 | 产出指标 | 数量指标 | 培训人数 | 200
        某市种子站的项目 | < | | | 产出指标 | 数量指标 | 抽检批次 | 60
    """)

    assert ("农技培训", Decimal(8), 1) == (form.project.name, form.project.funds.total, len(form.project.indicators))
    assert "某市种子站的项目" in [cell.text for cell in form.unplaced]
    assert any("没有项目名称" in cell.why for cell in form.unplaced)
