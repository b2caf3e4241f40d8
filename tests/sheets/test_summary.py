"""The numbers of the summary: exact whatever the money unit, folded where there are many, blank where nothing is known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.model import Evaluation, Funds, MoneyUnit, Project
from macros_py.scoring import ExecutionRule
from macros_py.sheets.summary import MOST_LINES, NOT_FILLED, NOT_SCORED, summarize
from macros_py.sheets.summary_sheet import headline

D = Decimal
GRADES = ((D(90), "优"), (D(80), "良"), (D(60), "中"), (D(0), "差"))


def project(row, department="某局", total=None, annual=None, executed=None, unit=MoneyUnit.WAN_YUAN, **rest):
    return Project(
        f"P{row}",
        department=department,
        funds=Funds(unit, total=None if total is None else D(total)),
        evaluation=Evaluation(None, *(None if amount is None else D(amount) for amount in (annual, executed))),
        row=row,
        **rest,
    )


@pytest.fixture(scope="module")
def summarized(config):
    def run(*projects, scores=None, problems=None):
        rule = ExecutionRule(config.execution)
        scores = {row: D(score) for row, score in (scores or {}).items()}
        return summarize(projects, scores, problems or {}, GRADES, rule, "附表7")

    return run


def test_yuan_and_wan_yuan_are_added_exactly(summarized):
    lines = [project(row, annual="0.1", executed="0.00001") for row in range(3)]
    lines += [project(9, annual="0.03", executed="0.01", unit=MoneyUnit.YUAN)]
    total = summarized(*lines).total

    assert (total.budget, total.executed) == (D("3000.03"), D("0.31"))


amounts = st.decimals(min_value=0, max_value=10**7, places=4)


@given(
    st.lists(
        st.tuples(st.sampled_from(["甲局", "乙局", "", "丙 局", "丙局"]), amounts, amounts, st.sampled_from(MoneyUnit)),
        min_size=1,
        max_size=30,
    )
)
def test_the_lines_of_a_group_add_up_to_the_whole(summarized, rows):
    projects = [project(row, name, None, a, b, unit) for row, (name, a, b, unit) in enumerate(rows)]
    summary = summarized(*projects)
    lines = summary.groups["主管部门"]

    assert sum(line.projects for line in lines) == len(rows)
    assert sum(line.budget for line in lines) == sum(a * unit.yuan for _, a, _, unit in rows) == summary.total.budget
    assert sum(line.executed for line in lines) == summary.total.executed
    assert [line.name for line in lines].count(NOT_FILLED) <= 1


def test_a_project_without_execution_does_not_lower_the_rate(summarized):
    summary = summarized(
        project(1, annual=100, executed=90),
        project(2, annual=100),
        project(3, total=50),
        project(4, annual=0, executed=5),
    )

    assert (summary.total.rate, summary.unrated) == (D("0.9000"), 3)
    assert (summary.total.budget, summary.total.executed) == (D(2500000), D(950000))
    # What the rate divides is said, for it is not the two amounts beside it.
    assert (summary.rated_budget, summary.rated_executed) == (D(1000000), D(900000))
    assert "执行率 90.0%（按填全了两个数的 1 个项目算：执行 90.00 万元 ÷ 预算 100.00 万元）" in headline(summary)


def test_a_rate_of_all_projects_is_that_of_the_amounts_beside_it(summarized):
    said = headline(summarized(project(1, annual=100, executed=90), project(2, annual=100, executed=30)))

    assert "预算 200.00 万元；执行 120.00 万元，执行率 60.0%；" in said


def test_what_nobody_filled_in_stays_blank(summarized):
    total = summarized(project(1), project(2)).total

    assert (total.budget, total.executed, total.rate, total.score) == (None, None, None, None)


def test_the_greatest_budgets_have_a_line_and_the_rest_is_folded(summarized):
    projects = [project(row, f"{row:02}局", annual=row, executed=row) for row in range(1, 61)]
    summary = summarized(*projects, problems={1: 3, 60: 2})
    lines = summary.groups["主管部门"]

    assert (len(lines), summary.departments) == (MOST_LINES["主管部门"], 60)
    assert [line.name for line in lines[:2]] == ["60局", "59局"]
    assert (lines[-1].name, lines[-1].members, lines[-1].projects, lines[-1].problems) == ("其他 52 个", 52, 52, 3)
    assert sum(line.budget for line in lines) == summary.total.budget


def test_blank_names_are_one_line_at_the_end_and_spellings_one_group(summarized):
    lines = summarized(
        project(1, "", annual=900),
        project(2, " ", annual=9),
        project(3, "某 局", annual=1),
        project(4, "某局", annual=1),
    ).groups["主管部门"]

    assert [(line.name, line.projects) for line in lines] == [("某 局", 2), (NOT_FILLED, 2)]


def test_every_grade_has_a_line_and_the_mean_is_of_those_with_a_score(summarized):
    summary = summarized(*[project(row) for row in range(4)], scores={0: "90.01", 1: "90", 2: "59.005"})

    assert [(line.name, line.projects) for line in summary.groups["等级"]] == [
        ("优", 2),
        ("良", 0),
        ("中", 0),
        ("差", 1),
        (NOT_SCORED, 1),
    ]
    assert (summary.total.score, summary.groups["等级"][0].score, summary.unscored) == (D("79.67"), D("90.01"), 1)


def test_the_lowest_scores_come_lowest_first_and_ties_by_number(summarized):
    scores = {row: 50 + row % 3 for row in range(30)}
    summary = summarized(*[project(row) for row in range(30)], scores=scores)

    assert len(summary.lowest) == 10
    assert {one.score for one in summary.lowest} == {D(50)}
    assert [one.project.project_id for one in summary.lowest] == sorted(f"P{row}" for row in range(0, 30, 3))


def test_a_thousand_projects_with_a_blank_form_kind_take_the_default(summarized):
    summary = summarized(*[project(row) for row in range(1000)])

    assert [(line.name, line.projects) for line in summary.groups["表样"]] == [("附表7", 1000)]
