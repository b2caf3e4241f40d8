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
