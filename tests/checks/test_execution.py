from decimal import Decimal

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import DepartmentEvaluation, FundsLine

OURS = {"P807", "P808", "P810", "M511", "M515"}


@pytest.fixture
def found(config):
    def run(annual, executed, rate, score, goal_actual="已完成"):
        numbers = [None if text is None else Decimal(text) for text in (None, annual, executed, "10", rate, score)]
        department = DepartmentEvaluation(
            "BM-1", 2022, department="某局", total=FundsLine(*numbers), goal_actual=goal_actual
        )
        findings = run_checks(CATALOGUE, Records([], [], [department]), config).findings
        return {finding.code: (finding.field, finding.message) for finding in findings if finding.code in OURS}

    return run


def test_a_score_that_is_not_the_rate_of_the_weight_is_shown_with_its_sum(found):
    assert {"P808": ("execution_score", "执行率得分：99.45% × 10 = 9.95，表上 9。")} == found(
        "3989.07", "3967.29", "0.99", "9"
    )


@pytest.mark.parametrize("score", ["9.95", "9.9", "9.94"])
def test_a_score_of_the_rounded_rate_will_do(found, score):
    assert {} == found("3989.07", "3967.29", "0.99", score)


def test_a_rate_that_is_not_the_quotient_is_found(found):
    assert {"P807": ("execution_rate", "执行率：3967.29 ÷ 3989.07 = 99.45%，表上 90%。")} == found(
        "3989.07", "3967.29", "0.9", "9.95"
    )


def test_more_spent_than_planned_earns_no_more_than_the_weight(found):
    assert {"M511"} == found("100", "120", "1.2", "10").keys()


def test_a_low_rate_asks_for_words_about_the_money(found):
    assert {"P810"} == found("100", "89", "0.89", "8.9").keys()
    assert {} == found("100", "89", "0.89", "8.9", goal_actual="已完成，因招标节约，资金结余11万元")


@pytest.mark.parametrize("annual", [None, "0"])
def test_nothing_is_claimed_without_a_budget(found, annual):
    assert {"M511"} >= found(annual, "10", "0.5", "5").keys()


def test_a_rate_just_below_the_whole_is_not_called_whole(found):
    assert {"P807": ("execution_rate", "执行率：999960 ÷ 1000000 = 99.996%，表上 90%。")} == found(
        "1000000", "999960", "0.9", "9"
    )


@pytest.mark.parametrize(("rate", "score"), [("0.8865", "8.87"), ("0.8865", "8.86"), (None, "8.87")])
def test_a_score_of_the_rate_with_two_decimals_will_do(found, rate, score):
    assert {} == {code: of for code, of in found("486.5", "431.27", rate, score).items() if code != "P810"}


@pytest.mark.parametrize(("annual", "executed"), [("45", "443000"), ("45", "0.0044"), ("450000", "45")])
def test_amounts_in_two_units_are_told_as_such_and_not_as_a_rate(found, annual, executed):
    assert {"M515"} == found(annual, executed, None, None).keys()


@pytest.mark.parametrize(("annual", "executed"), [("45", "4.4"), ("45", "0"), ("45", "0.4"), ("10000", "0.2")])
def test_little_spent_is_no_other_unit(found, annual, executed):
    assert "M515" not in found(annual, executed, None, None)
