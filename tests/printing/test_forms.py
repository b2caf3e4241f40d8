"""Every kind of form with the real data: what is printed, what is read back from it, what a blank one lets a unit do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from macros_py.config import Config, load_config
from macros_py.model import Evaluation, Funds, FundsLine, Heading, Indicator, MoneyUnit, Project
from macros_py.printing.pdf import to_pdf
from macros_py.printing.project_sheets import Sheet, department_sheet, print_blank, print_sheets, project_sheet
from macros_py.sheets.forms_reading import read_forms, read_sheets
from macros_py.sheets.transcription import sample_departments, sample_projects

Printed = Callable[[Sequence[Sheet]], list[Any]]
REASON = "受培训计划调整影响，部分场次推迟到次年一季度举办；已与承办单位重新商定时间。"


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config()


@pytest.fixture
def printed(tmp_path: Path) -> Printed:
    """Print sheets and return the worksheets behind the 目录."""

    def make(sheets: Sequence[Sheet]) -> list[Any]:
        print_sheets(sheets, tmp_path / "表.xlsx", lambda done, total: None)
        return openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[1:]

    return make


def carried_out(project: Project) -> Project:
    """Return a project at year end: 97.45 % spent, every fourth indicator missed."""
    total = project.funds.total or Decimal(0)
    executed = (total * Decimal("0.9745")).quantize(Decimal("0.01"))
    weight = (Decimal(90) / len(project.indicators)).quantize(Decimal("0.1"))
    indicators = [
        replace(
            indicator,
            weight=weight,
            actual=indicator.target.lstrip("≥≤=＝") or "已完成",
            score=weight / 2 if number % 4 == 0 else weight,
            reason=REASON if number % 4 == 0 else "",
        )
        for number, indicator in enumerate(project.indicators)
    ]
    lines = {"fiscal": FundsLine(total, total, executed), "carryover": FundsLine(Decimal(0), Decimal(0), Decimal(0))}
    done = Evaluation(total, total, executed, f"基本完成。{project.goal[:120]}", **lines)
    return replace(project, evaluation=done, indicators=tuple(indicators))


def without_ids(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    return tuple(replace(indicator, project_id="") for indicator in indicators)


def read_back(path: Path) -> list[Any]:
    return [form for grid in read_sheets(path) if grid.name != "目录" for form in read_forms(grid)]


def test_every_real_project_form_reads_back_as_it_was_printed(config: Config, tmp_path: Path) -> None:
    projects = sample_projects()
    print_sheets([project_sheet(project, config) for project in projects], tmp_path / "表.xlsx", lambda *_: None)
    forms = read_back(tmp_path / "表.xlsx")
    assert [(p.form_kind, replace(p, project_id="", indicators=without_ids(p.indicators))) for p in projects] == [
        (form.kind, replace(form.project, indicators=without_ids(form.project.indicators))) for form in forms
    ]


def test_the_real_department_form_reads_back_as_it_was_printed(config: Config, tmp_path: Path) -> None:
    (department,) = sample_departments()
    print_sheets([department_sheet(department, config, [])], tmp_path / "表.xlsx", lambda *_: None)
    (form,) = read_back(tmp_path / "表.xlsx")
    expected = replace(department, evaluation_id="", indicators=without_ids(department.indicators))
    assert expected == replace(form.department, indicators=without_ids(form.department.indicators))


def test_a_self_evaluation_reads_back_with_what_was_done(config: Config, tmp_path: Path) -> None:
    projects = [carried_out(project) for project in sample_projects()]
    sheets = [project_sheet(project, config, "自评表") for project in projects]
    print_sheets(sheets, tmp_path / "表.xlsx", lambda *_: None)
    for project, form in zip(projects, read_back(tmp_path / "表.xlsx"), strict=True):
        assert ("自评表", project.evaluation) == (form.kind, form.project.evaluation)
        fields = ("level3", "actual", "weight", "score", "reason")
        assert [[getattr(i, field) for field in fields] for i in project.indicators] == [
            [getattr(i, field) for field in fields] for i in form.project.indicators
        ]


@pytest.mark.libreoffice
def test_every_text_is_whole_in_the_pdf_and_every_project_form_is_one_page(
    config: Config, tmp_path: Path, pdf_text: Callable[..., str], pdf_pages: Callable[[Path], list[Any]]
) -> None:
    projects, (department,) = sample_projects(), sample_departments()
    kinds = {
        "自评": [project_sheet(carried_out(project), config, "自评表") for project in projects],
        "部门": [department_sheet(department, config, [])],
        "本表": [project_sheet(project, config) for project in projects],
    }
    paths = [tmp_path / f"{name}.xlsx" for name in kinds]
    for path, sheets in zip(paths, kinds.values(), strict=True):
        print_sheets(sheets, path, lambda *_: None)
    for path, pdf in zip(paths, to_pdf(paths, tmp_path, timeout=600), strict=True):
        text = pdf_text(pdf)
        for sheet in openpyxl.load_workbook(path).worksheets[1:]:
            for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
                assert re.sub(r"\s", "", cell.value) in text, (sheet.title, cell.coordinate)
    assert 1 + len(projects) == len(pdf_pages(tmp_path / "本表.pdf"))


HEADS = {
    "批复表2025": """项目名称 主管部门及代码 实施单位 资金来源 年度资金情况 资金总额(元): 财政拨款 其中:上级补助 本级安排 其他资金
        年度总体目标 一级指标 二级指标 三级指标 指标值 说明""",
    "目标表2026": """部门(单位)名称 项目名称 项目资金(万元) 年度资金总额: 其中:财政拨款 上年结转 其他资金 年度履职目标 一级指标
        二级指标 三级指标 指标值 指标解释(指标值内容) 评(扣分标准) 度量单位 指标值类型 备注 业务股室审核: 绩效股审核: 填表人:
        联系电话: 填报日期: 单位负责人签字:""",
    "自评表": """项目名称 主管部门 实施单位 项目资金（万元） 年初预算数 全年预算数(A) 全年执行数(B) 分值 执行率 得分 年度资金总额
        其中：当年财政拨款 上年结转资金 其他资金 年度总体目标 预期目标 实际完成情况 一级指标 二级指标 三级指标 年度指标值
        实际完成值 分值 得分 偏差原因分析及改进措施 总分""",
    "部门整体自评表": """附件1 部门整体支出绩效目标自评表 （2022年度） 单位（盖章）： 填报日期： 部门（单位）名称
        部门（单位）总体资金（万元） 资金来源 年初预算数 全年预算数（A） 全年执行数（B） 分值 执行率 得分 年度资金总额： 基本支出 项目支出
        其他资金 年度总体目标 预期目标 实际完成情况 一级指标 二级指标 三级指标 年度指标值(A) 实际完成值(B) 分值 得分
        未完成原因分析 总分 绩效结论 联系人： 联系电话：""",
}


@pytest.mark.parametrize("kind", HEADS)
def test_the_labels_stand_in_the_order_of_the_printed_form(kind: str, config: Config, printed: Printed) -> None:
    if kind == "部门整体自评表":
        (sheet,) = printed([department_sheet(sample_departments()[0], config, [])])
    else:
        projects = {project.form_kind: project for project in sample_projects()}
        (sheet,) = printed(
            [project_sheet(projects.get(kind, projects["附表7"]), config, kind if kind == "自评表" else "")]
        )
    texts = [re.sub(r"\s", "", str(cell.value)) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    at = -1
    for label in HEADS[kind].split():
        at = next((n for n in range(at + 1, len(texts)) if texts[n].startswith(label)), -1)
        assert at >= 0, label


@pytest.mark.parametrize(
    ("amount", "format", "expected"),
    [
        (Decimal("338700"), "#,##0", 338700),
        (Decimal("338700.5"), "#,##0.######", 338700.5),
        (Decimal("0"), "#,##0", 0),
        (Decimal("0.0000004"), "#,##0", 0.0000004),
        (None, None, None),
    ],
)
def test_a_whole_amount_is_printed_without_a_point(
    amount: Decimal | None, format: str | None, expected: object, config: Config, printed: Printed
) -> None:
    project = Project("1", "批复表2025", 2025, name="甲", funds=Funds(MoneyUnit.YUAN, total=amount))
    (sheet,) = printed([project_sheet(project, config)])
    cell = sheet["E6"]
    assert (expected, format or cell.number_format) == (cell.value, cell.number_format)


@pytest.mark.parametrize(
    ("unit", "amount", "shown"),
    [
        (MoneyUnit.WAN_YUAN, Decimal("5219.46"), (5219.46, '0.00"万元"')),
        (MoneyUnit.YUAN, Decimal("52194600"), ("52194600.00元", "@")),
        (MoneyUnit.YUAN, None, (None, '0.00"万元"')),
    ],
)
def test_the_unit_behind_a_departments_amount_is_the_one_it_is_in(
    unit: MoneyUnit, amount: Decimal | None, shown: tuple[object, str], config: Config, printed: Printed
) -> None:
    department = replace(sample_departments()[0], unit=unit, total=FundsLine(initial=amount))
    (sheet,) = printed([department_sheet(department, config, [])])
    assert f"部门（单位）总体资金\n（{unit}）" == sheet["A6"].value
    assert shown[0] == sheet["E7"].value
    if amount is not None and unit is MoneyUnit.WAN_YUAN:
        assert shown[1] == sheet["E7"].number_format


def test_rates_and_scores_are_numbers_with_the_decimals_they_have(config: Config, printed: Printed) -> None:
    (department,) = sample_departments()
    half = replace(department, total=replace(department.total, rate=Decimal("0.9946"), score=Decimal("9.95")))
    sheets = printed([department_sheet(one, config, []) for one in (department, half)])
    assert [(10, '0"分"'), (0.99, "0%"), (9, "0")] == [(s.value, s.number_format) for s in sheets[0]["H7:J7"][0]]
    assert [(0.9946, "0.##%"), (9.95, "0.######")] == [(s.value, s.number_format) for s in sheets[1]["I7:J7"][0]]


def test_a_stray_text_left_of_the_levels_is_printed_where_the_side_label_is_cut(
    config: Config, printed: Printed
) -> None:
    rows = [
        Indicator("1", "产出", "数量", text, stray_left=left)
        for text, left in zip("甲乙丙丁", ("", "", "错位", ""), strict=True)
    ]
    (sheet,) = printed([project_sheet(Project("1", "目标表2026", 2026, name="甲", indicators=tuple(rows)), config)])
    assert ["绩\n效\n指\n标", None, "错位", "绩\n效\n指\n标"] == [sheet.cell(row, 1).value for row in range(13, 17)]
    assert "A13:A14" in {str(area) for area in sheet.merged_cells.ranges}


@pytest.mark.parametrize("kind", ["附表7", "批复表2025", "自评表"])
def test_a_target_is_printed_with_the_operator_and_unit_of_their_own_columns(
    kind: str, config: Config, printed: Printed
) -> None:
    rows = (
        Indicator("1", level3="甲", target="95", target_type="≥", unit="%"),
        Indicator("1", level3="乙", target="=3次"),
    )
    (sheet,) = printed([project_sheet(Project("1", kind, 2025, name="甲", indicators=rows), config, kind)])
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "≥95%" in texts and "=3次" in texts


@pytest.mark.parametrize(
    ("kind", "code", "department", "expected"),
    [("批复表2025", "112", "甲局", "[112]甲局"), ("批复表2025", "", "甲局", "甲局"), ("批复表2025", "", "", None)],
)
def test_the_code_of_a_department_stands_in_brackets(
    kind: str, code: str, department: str, expected: str | None, config: Config, printed: Printed
) -> None:
    (sheet,) = printed([project_sheet(Project("1", kind, department=department, department_code=code), config)])
    assert expected == sheet["C4"].value


def test_labels_follow_what_the_project_says(config: Config, printed: Printed) -> None:
    heading = Heading(unit_label="部门(单位名称)", goal_label="年度履职目标")
    projects = [
        Project("1", "目标表2026", 2026, heading=heading, funds=Funds(MoneyUnit.YUAN)),
        Project("2", "目标表2026", 2026),
    ]
    labels = [
        [sheet[c].value for c in ("A2", "A5", "A7", "A11")]
        for sheet in printed([project_sheet(p, config) for p in projects])
    ]
    assert ["(2026)年度", "部门(单位名称)", "项目资金(元)", "年度履职目标"] == labels[0]
    assert ["(2026)年度", "部门(单位)名称", "项目资金(万元)", "年度总体目标"] == labels[1]


@pytest.mark.parametrize("kind", ["附表7", "自评表"])
def test_a_blank_form_lets_a_unit_fill_in_its_cells_and_no_other(kind: str, config: Config, tmp_path: Path) -> None:
    found = config.form_kind(kind)
    assert found is not None
    print_blank(found, 2027, 20, tmp_path / "空白.xlsx", config)
    sheet = openpyxl.load_workbook(tmp_path / "空白.xlsx").worksheets[0]
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    first = next(row for row in range(1, 30) if sheet.cell(row, 2).value == "一级指标") + 1
    assert sheet.protection.sheet and not sheet.protection.password
    assert {f"B{first}", f"C{first + 19}", f"D{first}", f"F{first + 7}"} <= open_cells
    assert all(sheet[place].value is None for place in open_cells)
    assert not any(cell.value is not None and not cell.protection.locked for row in sheet.iter_rows() for cell in row)
    assert {"@"} == {sheet[f"D{row}"].number_format for row in range(first, first + 20)}
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert f'"{",".join(config.levels.level1_names)}"' == rules[f"B{first}:B{first + 19}"].formula1
    assert "warning" == rules[f"C{first}:C{first + 19}"].errorStyle
    assert all(len(rule.formula1 or "") <= 257 for rule in rules.values())
    amounts = [rule for rule in rules.values() if rule.type == "decimal"]
    assert len(amounts) >= 3 and all(rule.operator == "greaterThanOrEqual" for rule in amounts)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["附表7", "自评表"])
def test_a_blank_form_is_one_page(
    kind: str, config: Config, tmp_path: Path, pdf_pages: Callable[[Path], list[Any]]
) -> None:
    found = config.form_kind(kind)
    assert found is not None
    print_blank(found, 2027, 20, tmp_path / "空白.xlsx", config)
    (pdf,) = to_pdf([tmp_path / "空白.xlsx"], tmp_path, timeout=600)
    assert 1 == len(pdf_pages(pdf))


@pytest.mark.parametrize("count", [50, 60, 70])
def test_the_lines_after_the_last_indicator_never_stand_alone_on_a_page(
    count: int, config: Config, printed: Printed
) -> None:
    department = sample_departments()[0]
    rows = tuple(replace(department.indicators[0], level3=f"第{n}项") for n in range(count))
    (sheet,) = printed([department_sheet(replace(department, indicators=rows), config, [])])
    last = max(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 4).value).startswith("第"))
    assert sheet.row_breaks.brk
    assert max(found.id for found in sheet.row_breaks.brk) < last
