"""A goal or a whole set of indicators that two projects share, where the projects have nothing else in common."""

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import Indicator, Project

LONG = "保障全年各项重点任务按期完成，组织实施好年度计划安排的工作，不断提升服务群众的能力和水平。"
NAMED = "完成会议室改造全年任务，提升服务水平。"
ROWS = (("举办活动次数", "≥12次"), ("参加活动人数", "≥300人"), ("活动合格率", "≥95%"), ("群众满意度", "≥90%"))


def project(name: str, goal: str = "", rows: tuple[tuple[str, str], ...] = (), number: int = 1) -> Project:
    indicators = tuple(
        Indicator(f"2024-{number:03}", "产出指标", "数量指标", level3, target, row=number * 10 + place)
        for place, (level3, target) in enumerate(rows)
    )
    return Project(
        f"2024-{number:03}",
        year=2024,
        name=name,
        implementing_unit="某局",
        goal=goal,
        indicators=indicators,
        row=number + 3,
    )


def copies(config, *projects: Project) -> list[tuple[str, str, int, int]]:
    """Return what is told of copies: severity, code, row, how many further ones."""
    findings = run_checks(CATALOGUE, Records(projects), config).findings
    return [
        (one.severity.value, one.code, one.record.row, len(one.also))
        for one in findings
        if one.code in ("X707", "X708")
    ]


def pair(first: str, second: str, goal: str, rows: tuple[tuple[str, str], ...] = ()) -> list[Project]:
    return [project(first, goal, rows), project(second, goal, rows, 2)]


def test_a_long_goal_of_two_unlike_projects_is_told_once(config):
    assert [("提示", "X707", 5, 0)] == copies(config, *pair("会议室改造", "防汛物资采购", LONG, ROWS))


@pytest.mark.parametrize(
    ("first", "second", "row"), [("会议室改造", "防汛物资采购", 5), ("防汛物资采购", "会议室改造", 4)]
)
def test_a_goal_that_names_the_other_project_is_told_at_the_one_that_copied_it(config, first, second, row):
    assert [("警告", "X707", row, 0)] == copies(config, *pair(first, second, NAMED))


def test_indicators_that_are_all_alike_are_told(config):
    first, second = pair("会议室改造", "防汛物资采购", "", ROWS)

    assert [("提示", "X708", 5, 0)] == copies(config, first, second)


def test_one_goal_in_many_projects_is_one_finding(config):
    names = ("会议室改造", "防汛物资采购", "档案整理", "森林管护")

    assert [("提示", "X707", 5, 2)] == copies(
        config, *(project(name, LONG, number=number) for number, name in enumerate(names, 1))
    )


@pytest.mark.parametrize(
    ("first", "second", "goal"),
    [
        # One programme in many units, in batches, in years.
        ("城关镇运转经费", "河口镇运转经费", LONG),
        ("乡村振兴补助资金（第一批）", "乡村振兴补助资金（第二批）", LONG),
        ("2023年义务教育公用经费", "2024年义务教育公用经费", LONG),
        ("义务教育公用经费（某县一中）", "义务教育公用经费（某县二中）", LONG),
        ("党建工作经费", "党建工作经费", LONG),
        # Nothing but common words.
        ("专项工作经费", "会议室改造", LONG),
        ("会议室改造", "", LONG),
    ],
)
def test_projects_that_may_well_share_a_goal_are_left_alone(config, first, second, goal):
    assert [] == copies(config, *pair(first, second, goal, ROWS))


def test_a_short_goal_is_common_to_many(config):
    assert [] == copies(config, *pair("会议室改造", "防汛物资采购", "完成全年任务，提升服务水平。"))


def test_a_few_indicators_or_one_other_target_are_no_copy(config):
    others = (*ROWS[:2], ("活动合格率", "≥90%"), ROWS[3])

    assert [] == copies(config, *pair("会议室改造", "防汛物资采购", "", ROWS[:3]))
    assert [] == copies(config, project("会议室改造", rows=ROWS), project("防汛物资采购", rows=others, number=2))
