from dataclasses import replace

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import Indicator


def codes(findings):
    return [(finding.code, finding.field, finding.value) for finding in findings]


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
