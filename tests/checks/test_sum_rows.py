"""A row of 项目清单 that adds up the others is told as that, once, and is no project to any check."""

from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import Funds, Indicator, MoneyUnit, Project
from macros_py.model.sum_rows import indicator_sum_word, indicators_and_sums, projects_and_sums


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


def row(*texts: str, weight: str = "", number: str = "1", **more: str) -> Indicator:
    """A row of 项目编号 ``number`` with its levels, its name and its target."""
    return Indicator(number, *texts, weight=Decimal(weight) if weight else None, **more)


@pytest.mark.parametrize(
    ("sum_", "field"),
    [
        (row("合计"), "level1"),
        (row("", "小 计", "", "90"), "level2"),
        (row("产出指标小计"), "level1"),
        (row("产出指标", "产出指标（50分）小计"), "level2"),
        (row("产出指标", "", "分值合计（分）"), "level3"),
        (row("合计", "合计", "合计", "合计"), "level1"),
        (row("合计：", "", "80分", "80"), "level1"),
        (row("", "", "", "", standard="合计100分"), "standard"),
        (row("", "", "", "", actual="总分"), "actual"),
        (row("", number="合计"), "project_id"),
    ],
)
def test_a_row_that_calls_itself_a_sum_of_points_is_one(sum_, field):
    assert field == indicator_sum_word(sum_)[0]


@pytest.mark.parametrize(
    "indicator",
    [
        row("产出指标", "数量指标", "培训人数合计", "≥500人"),
        row("产出指标", "数量指标", "总计", "500人"),
        row("", "", "合计培训人数", "500人"),
        row("合计", "", "培训班次", "≥3次"),
        row("产出指标", "数量指标", "完成审计"),
        row("产出指标", "成本指标", "", "≤100万元", explanation="合计"),
        row("效益指标", "社会效益指标", "合计", "效果明显"),
    ],
)
def test_what_has_a_name_or_a_target_of_its_own_is_an_indicator(indicator):
    assert indicator_sum_word(indicator) is None


@pytest.mark.parametrize(
    ("bare", "sums"),
    [
        (row(weight="30"), 1),
        (row(weight="30", number=""), 1),
        (row(weight="40", number=""), 1),
        (row(weight="31"), 0),
        (row(weight="30", reason="漏填"), 0),
        (row(weight="40"), 0),
        (row(weight="10", number="2"), 0),
        (row(), 0),
    ],
)
def test_a_row_of_points_alone_is_a_sum_where_it_adds_up_what_stands_above(bare, sums):
    above = [
        row("", "", "", "≥1", weight=points, number=number)
        for points, number in (("10", "2"), ("10", "1"), ("20", "1"))
    ]
    rows = [*above, bare]

    assert (len(rows) - sums, sums) == tuple(map(len, indicators_and_sums(rows)))
