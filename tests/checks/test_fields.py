from dataclasses import replace

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.checks.fields import PROJECT_FIELDS
from macros_py.config import REQUIRED_HEADINGS
from macros_py.model import Indicator


def codes(findings, *families):
    return [
        (finding.code, finding.field, finding.value)
        for finding in findings
        if finding.code.startswith(families or ("F", "T", "D", "M"))
    ]


def test_an_indicator_row_without_a_project_is_reported_where_it_stands(config, read_document):
    orphan = Indicator("2023-01", "产出指标", "数量指标", "班次", "≥3次", row=9)
    project = read_document("| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 班次 | ≥3次 |")

    findings = run_checks(CATALOGUE, Records([project], [orphan]), config).findings

    assert [("F104", "project_id", "2023-01")] == codes(findings)
    assert findings[0].record.row == 9


def test_a_repeated_project_number_is_reported_once_at_the_second_row(config, read_document):
    project = read_document("| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 班次 | ≥3次 |")
    again = replace(project, row=5, indicators=())

    findings = run_checks(CATALOGUE, Records([project, again], []), config).findings

    assert [("F105", "project_id", "2024-001")] == codes(findings)
    assert findings[0].record.row == 5


def test_a_blank_project_number_is_one_finding(config, read_document):
    findings = run_checks(CATALOGUE, Records([replace(read_document(""), project_id="")], []), config).findings

    assert [("F105", "project_id", "")] == codes(findings)


def test_a_form_kind_asks_only_for_the_headings_it_prints(config, read_document):
    """The 2026 form prints no 主管部门 and no 一级项目名称."""
    project = read_document("表样: 目标表2026\n主管部门:\n一级项目名称:\n")

    assert "F101" not in [finding.code for finding in run_checks(CATALOGUE, Records([project], []), config).findings]


def test_a_blank_name_is_told_with_the_name_printed_above_the_form(config, read_document):
    project = read_document("项目名称:\n抬头项目: 考核评价经费")

    (finding,) = [item for item in run_checks(CATALOGUE, Records([project]), config).findings if item.field == "name"]

    assert "F101" == finding.code
    assert "考核评价经费" in finding.message


def test_a_level2_that_stands_as_level1_is_one_finding(config, read_document):
    project = read_document("| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 可持续影响指标 | | 系统使用年限 | ≥1年 |")

    assert [("S201", "level1", "可持续影响指标")] == codes(
        run_checks(CATALOGUE, Records([project]), config).findings, "F102", "S201", "S202", "F110"
    )


@pytest.mark.parametrize("text", ["无", "/", "××", "待定", "—", "同上", "N/A", "***", "……", "某某"])
def test_a_word_that_stands_for_nothing_is_not_an_indicator_s_name(config, read_document, text):
    project = read_document(f"| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | {text} | ≥3次 |")

    assert [("F109", "level3", text)] == codes(run_checks(CATALOGUE, Records([project]), config).findings, "F")


@pytest.mark.parametrize("text", ["无", "/", "——", "待定"])
def test_a_target_that_stands_for_nothing_is_one_finding(config, read_document, text):
    project = read_document(f"| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 维护站点 | {text} |")

    assert [("F109", "target", text)] == codes(
        run_checks(CATALOGUE, Records([project]), config).findings, "F", "T30", "T312"
    )


@pytest.mark.parametrize(
    "text",
    ["无障碍设施改造数量", "xx-2000型设备采购", "DN200×3供水管", "二〇〇五年旧档案", "“无疫小区”创建", "3*4米标牌"],
)
def test_words_that_look_like_a_mark_are_no_placeholder(config, read_document, text):
    project = read_document(f"| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | {text} | ≥3个 |")

    assert [] == codes(run_checks(CATALOGUE, Records([project]), config).findings, "F1")


@pytest.mark.parametrize("unit", ["无", "%", "/"])
def test_a_unit_may_be_said_to_be_none(config, read_document, unit):
    project = read_document(
        f"""
        表样: 目标表2026
        | 一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位 |
        | 产出指标 | 质量指标 | 空气质量指数 | ≤ | 95 | {unit} |
        """
    )

    assert [] == codes(run_checks(CATALOGUE, Records([project]), config).findings, "F107")


def test_a_row_that_says_there_is_no_such_indicator_is_left_alone(config, read_document):
    project = read_document("| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 成本指标 | 社会成本指标 | 无 | 无 |")

    assert [] == codes(run_checks(CATALOGUE, Records([project]), config).findings, "F")


def test_every_heading_that_the_settings_may_ask_for_is_known():
    assert REQUIRED_HEADINGS == tuple(PROJECT_FIELDS)


def test_rows_without_a_project_are_one_finding_for_each_cause(config, read_document):
    """A number that is in no row of 项目清单, and rows whose number was filled in only once."""
    project = read_document("| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 班次 | ≥3次 |")
    project = replace(project, indicators=(replace(project.indicators[0], row=4),))
    numbers = {5: "", 6: "", 7: "", 8: "2023-01", 9: "2023-02", 10: "2023-01", 11: ""}
    orphans = [Indicator(number, "产出指标", "数量指标", "班次", "≥3次", row=row) for row, number in numbers.items()]

    findings = run_checks(CATALOGUE, Records([project], orphans), config).findings

    told = {finding.record.row: finding for finding in findings if finding.code == "F104"}
    assert [5, 8, 9, 11] == list(told)
    assert [[6, 7], [10], [], []] == [[row.row for row in finding.also] for finding in told.values()]
    assert "第 5—7 行" in told[5].message and "第 4 行" in told[5].hint and "2024-001" in told[5].hint
    assert "第 8、10 行" in told[8].message and "这一行" in told[9].message


def test_a_column_left_blank_throughout_is_one_finding_and_no_shift(config, read_document):
    """A satisfaction's name may be a 二级 by its words; with its value in place the row stands in place."""
    project = read_document(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
        "| 产出指标 | | 培训班次 | ≥3次 |\n| 产出指标 | | 培训合格率 | ≥95% |\n"
        "| 效益指标 | | 就业人数 | ≥30人 |\n| 满意度指标 | | 学员满意度 | ≥90% |"
    )

    findings = run_checks(CATALOGUE, Records([project]), config).findings

    (finding,) = [item for item in findings if item.code in ("F102", "F110", "S206")]
    assert ("F102", "level2", project.indicators[0]) == (finding.code, finding.field, finding.record)
    assert project.indicators[1:] == finding.also


def test_two_columns_left_blank_are_two_findings(config, read_document):
    project = read_document(
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
        + "| 产出指标 | 数量指标 | | |\n" * 3
        + "| | | 培训班次 | ≥3次 |"
    )

    findings = run_checks(CATALOGUE, Records([project]), config).findings

    told = {item.field: len(item.also) for item in findings if item.code == "F102"}
    assert {"level3": 2, "target": 2} == {field: count for field, count in told.items() if count}
