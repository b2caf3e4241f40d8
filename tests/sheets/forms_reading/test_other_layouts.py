"""Pages in the layouts of other provinces, and 自评表: read as far as their labels allow, the rest listed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from macros_py.model import Evaluation, FundsLine, MoneyUnit
from macros_py.sheets.forms_reading import Grid, ReadForm, read_forms

SELF_EVALUATION = """
    附件2
    项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
    （2024年度） | < | < | < | < | < | < | < | < | <
    项目名称 | < | 培训经费 | < | < | < | < | < | < | <
    主管部门 | < | 某局 | < | < | 实施单位 | < | 某中心 | < | <
    项目资金\\n（万元） | < | | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    ^ | ^ | 年度资金总额 | < | 100 | 120 | 110.5 | 10 | 92.08% | 9.21
    ^ | ^ | 其中：当年财政拨款 | < | 80 | | | — | | —
    ^ | ^ | 上年结转资金 | < | 20 | | | — | | —
    ^ | ^ | 其他资金 | < | | | | — | | —
    年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | <
    ^ | 培训500人 | < | < | < | 已培训510人 | < | < | < | <
    绩\\n效\\n指\\n标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | <
    ^ | 产出指标 | 数量指标 | 人数 | ≥500人 | 510人 | 50 | 50 | | <
    ^ | ^ | 质量指标 | 合格率 | ≥95% | 90% | 30 | 28.4 | 师资不足 | <
    ^ | 满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% | 93% | 10 | 10 | | <
    总分 | < | < | < | < | < | 100 | 97.61 | | <
    填表人：张三    联系电话：138    填报日期：2025年1月3日 | < | < | < | < | < | < | < | < | <
    注：1.得分最高不能超过分值上限。\\n2.定量指标若为正向指标。 | < | < | < | < | < | < | < | < | <
"""

SHANDONG_LIKE = """
    项目支出绩效目标申报表 | < | < | < | < | <
    （2025 年度） | < | < | < | < | <
    填报单位：某县农业农村局 | < | < | 单位：万元 | < | <
    项目名称 | 高标准农田建设 | < | 项目编码 | 1234567 | <
    主管部门（单位） | 某县农业农村局 | < | 项目实施单位 | 某县农田站 | <
    项目负责人及电话 | 李四 138 | < | 项目期限 | 1年 | <
    项目资金\\n（万元） | 年度资金总额： | 500 | 其中：财政资金 | 480 |
    ^ | 自有资金 | 20 | 上级资金 | 300 |
    ^ | 本级资金 | 180 | 专项债券 | 30 |
    立项依据 | 省政府文件 | < | < | < | <
    总体目标 | 建成高标准农田1万亩 | < | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
    ^ | 产出指标 | 数量指标 | 建设面积 | ≥1万亩 |
    ^ | | 质量指标 | 合格率 | 100% |
    ^ | 效益指标 | 社会效益指标 | 受益农户 | ≥500户 | 含脱贫户
"""

PLAIN_COLUMNS = """
    2024年度项目支出绩效目标表
    项目名称： | 老旧小区改造 | 单位名称： | 住建局 | |
    预算总额(元) | 1,234,500.50 | 其中：财政拨款 | 1,000,000 | 其他资金 | 234,500.50
    年度绩效目标 | 改造10个小区 | | | |
    一级指标 | 二级指标 | 三级指标 | 绩效指标 | 指标值 | 说明
    产出指标 | 数量指标 | 指标1 | 改造小区 | 10个 |
    产出指标 | 数量指标 | 指标2 | 惠及户数 | 3000户 |
"""

WHOLE_TERM_BESIDE_YEAR = """
    项目绩效目标表 | < | < | < | < | < | < | <
    项目名称 | 智慧交通 | < | < | < | < | < | <
    预算单位 | 交警队 | < | < | 实施单位 | 交警二队 | < | <
    项目资金（万元） | 实施期资金总额 | 300 | < | < | 年度资金总额 | 100 | <
    ^ | 其中：财政拨款 | 200 | < | < | 其中：财政拨款 | 80 | <
    ^ | 其他资金 | 100 | < | < | 其他资金 | 20 | <
    总体目标 | 实施期目标 | < | < | < | 年度目标 | < | <
    ^ | 建成全套系统 | < | < | < | 完成一期 | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | < | 权重
    ^ | ^ | ^ | ^ | 运算符号 | 内容 | 度量单位 | ^
    ^ | 产出指标 | 数量指标 | 路口 | ≥ | 20 | 个 | 20
"""

TYPED_IN_LINES = """
    项目支出绩效目标表（2024年度）
    项目名称：路灯维护    单位：万元
    实施单位：城管局　主管部门：住建局
    年度资金总额： 27.37万元
    其中：财政拨款 20
    非财政拨款：7.37
    年度总体目标：路灯亮灯率达到98%以上，联系电话：12345 全天接听。
    一级指标 | 二级指标 | 指标内容 | 指标值
    产出 | 数量 | 路灯 | 300盏
    填表人：王五联系电话：139 填报日期：2024-1-1
"""


def cells(form: ReadForm) -> dict[str, str]:
    return {unplaced.cell: unplaced.text for unplaced in form.unplaced}


def amounts(form: ReadForm) -> dict[str, Decimal]:
    assert form.project is not None
    funds = form.project.funds
    return {name: value for name in funds.__slots__ if isinstance(value := getattr(funds, name), Decimal)}


def test_a_self_evaluation_form_is_read_with_its_scores(read: Callable[[str], ReadForm]) -> None:
    form = read(SELF_EVALUATION)
    project = form.project
    assert project is not None
    assert ("自评表", (), ()) == (form.kind, form.unplaced, form.doubts)
    assert ("培训经费", "某局", "某中心", 2024) == (
        project.name,
        project.department,
        project.implementing_unit,
        project.year,
    )
    assert (
        Evaluation(
            Decimal(100),
            Decimal(120),
            Decimal("110.5"),
            "已培训510人",
            fiscal=FundsLine(Decimal(80)),
            carryover=FundsLine(Decimal(20)),
        )
        == project.evaluation
    )
    assert {} == amounts(form)
    assert "培训500人" == project.goal
    assert [("510人", Decimal(50), Decimal(50), ""), ("90%", Decimal(30), Decimal("28.4"), "师资不足")] == [
        (row.actual, row.weight, row.score, row.reason) for row in project.indicators[:2]
    ]
    assert ("张三", "138", "2025年1月3日") == (
        project.heading.filled_by,
        project.heading.phone,
        project.heading.fill_date,
    )
    assert ("1.得分最高不能超过分值上限。", "2.定量指标若为正向指标。") == form.notes


@pytest.mark.parametrize(
    ("printed", "changed", "cell"),
    [("92.08%", "99%", "I7"), ("97.61", "99", "H17"), ("| 100 | 97", "| 90 | 97", "G17")],
)
def test_a_printed_rate_or_total_that_does_not_add_up_is_doubted(
    printed: str, changed: str, cell: str, read: Callable[[str], ReadForm]
) -> None:
    assert [cell] == [doubt.cell for doubt in read(SELF_EVALUATION.replace(printed, changed)).doubts]


def test_the_amounts_of_each_source_are_read_in_their_columns(read: Callable[[str], ReadForm]) -> None:
    form = read(SELF_EVALUATION.replace("| 80 | | | —", "| 80 | 100 | 90.5 | —"))
    assert form.project is not None
    assert {} == cells(form)
    assert FundsLine(Decimal(80), Decimal(100), Decimal("90.5")) == form.project.evaluation.fiscal


def test_a_form_with_labels_in_other_words_is_read_and_strange_parts_listed(read: Callable[[str], ReadForm]) -> None:
    form = read(SHANDONG_LIKE)
    project = form.project
    assert project is not None
    assert ("高标准农田建设", "某县农业农村局", "某县农田站") == (
        project.name,
        project.department,
        project.implementing_unit,
    )
    assert "建成高标准农田1万亩" == project.goal
    expected = {"total": 500, "fiscal": 480, "other": 20, "superior_grant": 300, "local": 180}
    assert {name: Decimal(number) for name, number in expected.items()} == amounts(form)
    assert {
        "A3": "填报单位：某县农业农村局",
        "D4": "项目编码",
        "E4": "1234567",
        "A6": "项目负责人及电话",
        "B6": "李四 138",
        "D6": "项目期限",
        "E6": "1年",
        "D9": "专项债券",
        "E9": "30",
        "A10": "立项依据",
        "B10": "省政府文件",
    } == cells(form)
    assert ["产出指标", "产出指标", "效益指标"] == [row.level1 for row in project.indicators]


def test_an_extra_column_is_listed_cell_by_cell(read: Callable[[str], ReadForm]) -> None:
    form = read(PLAIN_COLUMNS)
    project = form.project
    assert project is not None
    assert MoneyUnit.YUAN is project.funds.unit
    assert {"total": Decimal("1234500.50"), "fiscal": Decimal(1000000), "other": Decimal("234500.50")} == amounts(form)
    assert {"D5": "绩效指标", "D6": "改造小区", "D7": "惠及户数"} == cells(form)
    assert [("指标1", "10个"), ("指标2", "3000户")] == [(row.level3, row.target) for row in project.indicators]
    assert ("住建局", "单位名称") == (project.implementing_unit, project.heading.unit_label)


def test_the_year_is_told_from_the_whole_term_that_is_printed_beside_it(read: Callable[[str], ReadForm]) -> None:
    form = read(WHOLE_TERM_BESIDE_YEAR)
    project = form.project
    assert project is not None
    assert {"total": Decimal(100), "fiscal": Decimal(80), "other": Decimal(20)} == amounts(form)
    assert "完成一期" == project.goal
    (row,) = project.indicators
    assert ("≥", "20", "个", Decimal(20)) == (row.target_type, row.target, row.unit, row.weight)
    assert {"B3", "B4", "C4", "C5", "C6", "B7", "B8"} == set(cells(form))


def test_labels_and_values_typed_in_one_cell_are_parted(read: Callable[[str], ReadForm]) -> None:
    form = read(TYPED_IN_LINES)
    project = form.project
    assert project is not None
    assert () == form.unplaced
    assert ("路灯维护", "城管局", "住建局", 2024) == (
        project.name,
        project.implementing_unit,
        project.department,
        project.year,
    )
    assert {"total": Decimal("27.37"), "fiscal": Decimal(20), "non_fiscal": Decimal("7.37")} == amounts(form)
    assert "路灯亮灯率达到98%以上，联系电话：12345 全天接听。" == project.goal
    heading = project.heading
    assert ("王五", "139", "2024-1-1") == (heading.filled_by, heading.phone, heading.fill_date)


@pytest.mark.parametrize(
    ("document", "expected", "refused"),
    [
        ("年度资金总额 | 约5万元", {}, {"B2": "约5万元"}),
        ("年度资金总额 | 1,23", {}, {"B2": "1,23"}),
        ("年度资金总额（元） | 338，700", {"total": Decimal(338700)}, {}),
        ("年度资金总额 | — | 财政拨款 | /", {}, {}),
        ("单位：元 | | 年度资金总额 | 5万元", {"total": Decimal(50000)}, {}),
        ("财政拨款 | 3 | 其中：当年财政拨款 | 4", {"fiscal": Decimal(3)}, {"D2": "4"}),
        ("自有资金 | 3 | 其他资金 | 3", {"other": Decimal(3)}, {"B2": "3"}),
        ("项目资金（万元） | 8", {"total": Decimal(8)}, {}),
        ("项目资金（万元） | 8 | 年度资金总额 | 9", {"project_total": Decimal(8), "total": Decimal(9)}, {}),
        ("单位：千元 | | 年度资金总额 | 50", {"total": Decimal(5)}, {}),
        ("年度资金总额（亿元） | 0.5 | 财政拨款 | 3000万元", {"total": Decimal(5000), "fiscal": Decimal(3000)}, {}),
        ("单位：美元 | | 年度资金总额 | 50", {}, {"D2": "50"}),
        ("资金总额 | | 项目负责人 | 张三", {}, {"C2": "项目负责人", "D2": "张三"}),
        ("资金总额 | | 某某负责人 | 张三", {}, {"C2": "某某负责人", "D2": "张三"}),
        ("实施单位 | | 某某负责人 | 张三", {}, {"C2": "某某负责人", "D2": "张三"}),
    ],
)
def test_amounts_are_read_exactly_or_refused(
    document: str, expected: dict, refused: dict, read: Callable[[str], ReadForm]
) -> None:
    form = read(f"项目名称 | 甲\n{document}\n一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 乙 | 1个")
    assert (expected, refused) == (amounts(form), cells(form))


@pytest.mark.parametrize(
    ("beside", "doubted"),
    [("项目资金（万元）", ["C3"]), ("资金情况（万元）", ["C3"]), ("项目资金（元）", []), ("项目资金", [])],
)
def test_a_form_that_prints_two_money_units_is_doubted(
    beside: str, doubted: list[str], read: Callable[[str], ReadForm]
) -> None:
    """The unit wrote 元 above the table of a form that has 万元 printed in it."""
    form = read(f"""
        填报单位：甲局 | < | 单位：元 |
        项目名称 | 乙 | < | <
        {beside} | 年度资金总额 | 96000 | <
        ^ | 其中：财政拨款 | 96000 | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 丙 | 1个
    """)

    assert Decimal(96000) == amounts(form)["total"]
    assert doubted == [place.cell for place in form.doubts if "表上方的单位" in place.why]


def test_numbers_and_dates_in_text_columns_are_read_as_a_clerk_sees_them(page_of: Callable[[str], Grid]) -> None:
    import datetime

    grid = page_of("项目名称 | 甲\n一级指标 | 二级指标 | 三级指标 | 指标值 | 备注\n产出指标 | 数量指标 | 乙 | ? | ?")
    read = []
    for value in (6.0, 0.95, 0.1 + 0.2, datetime.datetime(2024, 12, 31), True):
        (form,) = read_forms(Grid("x", {**grid.cells, (3, 4): value}, ()))
        assert form.project is not None
        read.append((form.project.indicators[0].target, [doubt.cell for doubt in form.doubts if doubt.cell == "D3"]))
    assert [("6", []), ("0.95", ["D3"]), ("0.3", ["D3"]), ("2024年12月31日", []), ("是", [])] == read
