"""A row of 项目清单 that adds up the others is told as that, once, and is no project to any check."""

from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import Funds, Indicator, MoneyUnit, Project
from macros_py.model.sum_rows import projects_and_sums


def project(number: int, total: str, **texts: object) -> Project:
    row = Indicator(f"2024-{number:03}", "产出指标", "数量指标", "培训班次", f"≥{number}次", row=number + 3)
    fixed = {
        "name": f"{'甲乙丙丁'[number]}类培训经费",
        "year": 2024,
        "level1_project": "特定目标类",
        "department": "某局",
        "implementing_unit": "某局",
        "goal": f"完成第{number}批任务。",
        "indicators": (row,),
        "funds": Funds(total=Decimal(total)),
        "row": number + 3,
    }
    return Project(f"2024-{number:03}", **{**fixed, **texts})


def listed(*last: Project) -> list[Project]:
    return [project(1, "10"), project(2, "15"), *last]


def sums(**texts: object) -> Project:
    fixed = {"project_id": "", "funds": Funds(total=Decimal(25)), "row": 6}
    return Project(**{**fixed, **texts})


def records_of(rows: list[Project]) -> Records:
    projects, sums = projects_and_sums(rows)
    return Records(projects, sums=sums)


def told(config, *last: Project) -> list[tuple[str, str, str]]:
    """What is told of the last rows."""
    findings = run_checks(CATALOGUE, records_of(listed(*last)), config).findings
    return [(one.code, one.field, one.value) for one in findings if one.record in last]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        (sums(name="合计"), "name", "合计"),
        (sums(project_id="合 计"), "project_id", "合计"),
        (sums(name="总计（万元）："), "name", "总计（万元）："),
        (sums(name="某局小计", year=2024, department="某局", implementing_unit="某局"), "name", "某局小计"),
        (sums(name="合计2个项目"), "name", "合计2个项目"),
        (sums(department="小计"), "department", "小计"),
        (sums(project_id="合计", name="2个项目", funds=Funds()), "project_id", "合计"),
        (sums(), "total", "25"),
        (sums(funds=Funds(MoneyUnit.YUAN, total=Decimal(250000))), "total", "250000"),
        (sums(funds=Funds(MoneyUnit.YUAN, total=Decimal(25))), "total", "25"),
    ],
)
def test_a_row_of_sums_is_one_finding_and_nothing_else_is_said_of_it(config, row, field, value):
    assert [("F116", field, value)] == told(config, row)


@pytest.mark.parametrize(
    "row",
    [
        project(3, "25"),
        project(3, "25", name="综合统计经费"),
        project(3, "25", name="合计法律服务经费", indicators=(), goal=""),
        project(3, "25", department="合计"),
        project(3, "25", name="合计", goal="完成任务。"),
        sums(funds=Funds(total=Decimal(24))),
        sums(funds=Funds()),
        sums(name="某项目"),
    ],
)
def test_a_row_that_may_be_a_project_is_one(config, row):
    assert "F116" not in [code for code, _, _ in told(config, row)]


def test_the_sum_of_one_project_is_not_told_by_its_amount(config):
    findings = run_checks(CATALOGUE, records_of([project(1, "25"), sums()]), config).findings

    assert "F116" not in [one.code for one in findings]
