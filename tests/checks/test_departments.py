"""What a department planned and did as a whole is held against its indicators as that of a project is."""

from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import DepartmentEvaluation, FundsLine, Indicator

PLANNED = "新增高效节水灌溉面积1.5万亩，储备帐篷300顶，每人补助800元；农村自来水普及率达到92%以上。"
DONE = "新增高效节水灌溉面积1.5万亩，农村自来水普及率93%；辅具适配268人，其中儿童43人、成人225人。"


def _row(level2: str, level3: str, target: str, actual: str, level1: str = "产出指标(50分)") -> Indicator:
    return Indicator("BM-1", level1, level2, level3, target, weight=Decimal(10), actual=actual, score=Decimal(10))


def _rows() -> tuple[Indicator, ...]:
    return (
        _row("数量", "新增高效节水灌溉面积", "≥1.5万亩", "1.5万亩"),
        _row("数量", "储备帐篷", "≥300顶", "300顶"),
        _row("数量", "辅具适配人数", "≥260人", "268人"),
        _row("成本", "培训补助标准", "≤800元/人", "800元/人"),
        _row("成本", "项目支出总额", "≤35万元", "35万元"),
        _row("社会效益", "农村自来水普及率", "≥92%", "93%", "效益指标(30分)"),
    )


@pytest.fixture
def found(config):
    def run(planned=PLANNED, done=DONE, rows=()):
        total = FundsLine(Decimal("286.2"), Decimal("295.4"), Decimal("295.4"), Decimal(10), Decimal(1), Decimal(10))
        department = DepartmentEvaluation(
            "BM-1",
            2022,
            department="某县水务局",
            total=total,
            goal_expected=planned,
            goal_actual=done,
            indicators=(*_rows()[: 6 - len(rows)], *rows),
        )
        findings = run_checks(CATALOGUE, Records([], [], [department]), config).findings
        return {(one.code, one.field) for one in findings if one.code not in {"P801", "P802", "S206", "F102"}}

    return run


def test_a_goal_and_an_account_that_agree_with_the_table_are_left_alone(found):
    assert set() == found()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("92%", "95%", ("W607", "target")),
        ("300顶", "500顶", ("W607", "target")),
        ("800元", "600元", ("W634", "target")),
        ("1.5万亩", "1.5万公顷", ("T328", "target")),
    ],
)
def test_a_number_of_the_goal_that_is_not_the_target_is_found(found, old, new, expected):
    assert {expected} == found(planned=PLANNED.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("93%", "98%", ("P820", "actual")),
        ("268人", "286人", ("P825", "goal_actual")),
        ("其中儿童43人、成人225人", "其中儿童43人、成人252人", ("P825", "goal_actual")),
    ],
)
def test_a_number_of_the_account_that_is_not_what_was_done_is_found(found, old, new, expected):
    assert expected in found(done=DONE.replace(old, new))


def test_a_cost_above_all_the_money_is_found(found):
    assert {("M526", "target")} == found(rows=(_row("成本", "全部项目支出", "≤350万元", "35万元"),))


def test_a_level_that_prints_other_points_than_its_rows_is_found(config):
    rows = [_row("数量", f"任务{number}", "≥1项", "1项") for number in "甲乙丙丁戊"]
    rows[3] = _row("数量", "任务丁", "≥1项", "1项", "产出指标(40分)")
    department = DepartmentEvaluation("BM-1", 2022, department="某局", indicators=tuple(rows))

    findings = run_checks(CATALOGUE, Records([], [], [department]), config).findings

    assert [("P801", "任务丁")] == [(one.code, one.record.level3) for one in findings if one.code == "P801"]
