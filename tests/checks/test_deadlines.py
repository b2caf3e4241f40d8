from dataclasses import replace
from datetime import date

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.checks.review_dates import day_in
from macros_py.model import DepartmentEvaluation

HEADINGS = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"


def found(config, project):
    return [item.code for item in run_checks(CATALOGUE, Records([project]), config).findings if item.code[0] == "D"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("××× 2025.12.15", (date(2025, 12, 15), date(2025, 12, 15))),
        ("20251212", (date(2025, 12, 12), date(2025, 12, 12))),
        ("通过 2025-12-1", (date(2025, 12, 1), date(2025, 12, 1))),
        ("2025年12月12日", (date(2025, 12, 12), date(2025, 12, 12))),
        ("2023年7月", (date(2023, 7, 1), date(2023, 7, 31))),
        ("20251332", "20251332"),
        ("2025.2.30", "2025.2.30"),
        ("2025/6/31", "2025/6/31"),
        ("已核", None),
        ("138××××0000", None),
        ("1381234567", None),
        ("", None),
    ],
)
def test_the_day_is_found_in_a_review_line(text, days):
    assert days == day_in(text)


@pytest.mark.parametrize(
    ("year", "name", "target", "codes"),
    [
        (2024, "完成时限", "2024年12月底前", []),
        (2024, "完成时限", "12月底前", []),
        (2024, "完成时限", "2023年12月底前", ["D401"]),
        (2024, "完成时限", "＝2025年", ["D401"]),
        (2024, "起止时间", "2024.03-2024.11", []),
        (2024, "起止时间", "2024.07-2025.01", ["D402"]),
        (2024, "起止时间", "2022.07-2023.01", ["D401"]),
        (2024, "起止时间", "2025.03-2025.11", ["D401"]),
        (2024, "完成期限", "12个月", []),
        (2024, "完成期限", "18个月", ["D403"]),
        (2024, "完成期限", "2年", ["D403"]),
        (2024, "完成期限", "366天", []),
        (2024, "完成及时率", "≥98%", []),
        (2024, "完成时限", "2024年2月30日前", []),
    ],
)
def test_a_deadline_is_held_against_the_year(config, read_document, year, name, target, codes):
    """A date that cannot be is T301's; a period that only reaches beyond the year is no error."""
    project = read_document(f"年度: {year}\n{HEADINGS}\n| 产出指标 | 时效指标 | {name} | {target} |")

    assert codes == found(config, project)


def test_projects_over_two_years_may_end_in_the_following_one(config, read_document):
    settings = replace(config, checks=replace(config.checks, deadline_years_after=1))
    project = read_document(f"{HEADINGS}\n| 产出指标 | 时效指标 | 完成时限 | 2025年6月底前 |")

    assert ["D401"] == found(config, project)
    assert [] == found(settings, project)


@pytest.mark.parametrize("name", ["使用期限", "贷款期限", "修复2019年旧档案"])
def test_a_date_that_is_no_deadline_is_left_alone(config, read_document, name):
    project = read_document(f"{HEADINGS}\n| 产出指标 | 质量指标 | {name} | 2030年12月 |")

    assert [] == found(config, project)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("填报日期: 20241212\n绩效股审核: 2024.12.11", ["D407"]),
        ("填报日期: 20241212\n业务股室审核: 2024.12.11\n绩效股审核: 2024.12.10", ["D407", "D407"]),
        ("填报日期: 2024年12月\n绩效股审核: 2024.12.11", []),
        ("填报日期: 20241212\n绩效股审核: 通过", []),
        ("填报日期: 20241301\n绩效股审核: 2024.12.11", ["D406"]),
        ("填报日期: 20241212\n绩效股审核: 2024.2.30", ["D406"]),
        ("填报日期: 20221212", ["D408"]),
        ("填报日期: 20231212", []),
    ],
)
def test_review_and_fill_dates_are_held_against_each_other(config, read_document, lines, codes):
    assert codes == found(config, read_document(f"年度: 2024\n{lines}"))


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("年度行: (2025年度)", ["D409"]),
        ("年度行: (2024)年度", []),
        ("标题: 2023年项目支出绩效目标批复表", ["D409"]),
        ("标题: 2023年项目支出绩效目标批复表\n年度行: (2024年)年度", []),
        ("标题: 2023—2024年度项目支出绩效自评表", []),
        ("标题: 项目支出绩效目标表", []),
    ],
)
def test_the_title_is_held_against_the_year(config, read_document, lines, codes):
    assert codes == found(config, read_document(f"年度: 2024\n{lines}"))


def test_a_department_s_dates_are_checked_too(config):
    department = DepartmentEvaluation("BM-1", 2022, department="某局", fill_date="2023年13月", year_line="（2021年度）")

    findings = run_checks(CATALOGUE, Records([], (), [department]), config).findings

    assert [("D406", "fill_date"), ("D409", "year_line")] == [
        (item.code, item.field) for item in findings if item.code[0] == "D"
    ]


@pytest.mark.parametrize(
    ("deadline", "codes"),
    [("2025年1月底前", []), ("2025年6月底前", ["D405"]), ("2026年1月底前", ["D401"]), ("2024年1月底前", ["D405"])],
)
def test_a_project_that_says_it_goes_on_into_the_next_year_may_end_there(config, read_document, deadline, codes):
    project = read_document(
        f"年度总体目标: 建设期2024年3月至2025年2月，建成道路。\n{HEADINGS}\n| 产出指标 | 时效指标 | 完成时限 | {deadline} |"
    )

    assert codes == found(config, project)


@pytest.mark.parametrize(
    ("filled", "codes"), [("2022年12月20日", ["D413"]), ("2024年3月20日", []), ("2023年7月", ["D418"])]
)
def test_nobody_can_evaluate_a_year_that_has_not_begun(config, read_document, filled, codes):
    department = DepartmentEvaluation("BM-1", 2023, department="某局", fill_date=filled)
    project = read_document(f"表样: 自评表\n年度: 2023\n填报日期: {filled}")

    for records in (Records([], (), [department]), Records([project])):
        findings = run_checks(CATALOGUE, records, config).findings
        assert codes == [finding.code for finding in findings if finding.code[0] == "D"]


@pytest.mark.parametrize(
    ("target", "explanation", "codes"),
    [
        ("2024年6月", "10月底前完成", ["W613"]),
        ("6月底前", "10月底前完成", ["W613"]),
        ("2024年6月底前", "6月底前完成招标，10月底前完成验收", []),
        ("2024年12月底前", "3月底前完成招标采购工作", []),
        ("2024年12月底前", "每月25日前完成报表", []),
        ("2024年10月31日前", "11月前完成", []),
        ("2024年上半年", "6月底前完成", []),
        ("2024年12月底前", "2024年3月开工，12月完工", []),
    ],
)
def test_a_month_without_a_year_is_held_against_the_deadline(config, read_document, target, explanation, codes):
    project = read_document(
        f"年度: 2024\n{HEADINGS} 指标解释 |\n| 产出指标 | 时效指标 | 完成时限 | {target} | {explanation} |"
    )

    findings = run_checks(CATALOGUE, Records([project]), config).findings

    assert codes == [finding.code for finding in findings if finding.code == "W613"]


def test_a_month_of_the_scoring_sentence_is_held_against_the_deadline(config, read_document):
    rows = (
        f"{HEADINGS} 评(扣)分标准 |\n| 产出指标 | 时效指标 | 完成时限 | 2024年6月 | {done}前完成得满分，每推迟1个月扣1分 |"
        for done in ("11月", "6月底")
    )

    codes = [
        [
            finding.code
            for finding in run_checks(CATALOGUE, Records([read_document(row)]), config).findings
            if finding.code == "W603"
        ]
        for row in rows
    ]

    assert [["W603"], []] == codes
