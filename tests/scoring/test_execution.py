from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.scoring import ExecutionRule

BANDS = ((100, 10), (80, 7), (60, 5), (0, 0))
AMOUNTS = st.decimals(min_value=-10, max_value=10**9, places=2)


@pytest.fixture(scope="module")
def proportional(config):
    return ExecutionRule(config.execution)


@pytest.fixture(scope="module")
def banded(config):
    return ExecutionRule(
        replace(config.execution, banded=True, bands=tuple((Decimal(a), Decimal(b)) for a, b in BANDS))
    )


@pytest.mark.parametrize(
    ("budget", "executed", "rate", "score"),
    [
        ("3989.07", "3967.29", "0.9945", "9.95"),
        ("100", "100", "1", "10"),
        ("100", "120", "1.2", "10"),
        ("100", "0", "0", "0"),
        ("3", "1", "0.3333", "3.33"),
        ("10000", "9999.5", "1.0000", "10"),
        ("486.5", "431.27", "0.8865", "8.86"),
        ("2000", "1773", "0.8865", "8.87"),
        ("0", "5", None, None),
        ("-1", "5", None, None),
        ("100", "-5", None, None),
    ],
)
def test_the_rate_and_its_points(proportional, budget, executed, rate, score):
    a, b = Decimal(budget), Decimal(executed)

    assert proportional.shown_rate(a, b) == (None if rate is None else Decimal(rate))
    assert proportional.score(a, b) == (None if score is None else Decimal(score))


def test_a_blank_gives_no_rate(proportional):
    assert proportional.rate(None, Decimal(1)) is None
    assert proportional.score(Decimal(1), None) is None


@pytest.mark.parametrize(
    ("executed", "score"), [("100", 10), ("99.99", 7), ("80", 7), ("79.99", 5), ("60", 5), ("59.99", 0)]
)
def test_bands_are_closed_at_their_lower_end(banded, executed, score):
    assert banded.score(Decimal(100), Decimal(executed)) == score


@pytest.mark.parametrize(
    ("budget", "executed", "score"),
    [(1000000, 999960, 7), ("10000000000", "9999999999.99", 7), (100000, 79997, 5), ("99", "79.2", 7)],
)
def test_bands_follow_the_quotient_and_not_the_rate_as_it_is_shown(banded, budget, executed, score):
    assert score == banded.score(Decimal(budget), Decimal(executed))


@pytest.mark.parametrize(
    ("weight", "earned"),
    [("20", ("20", "14", "10", "0")), ("15", ("15", "10.5", "7.5", "0")), ("9.5", ("9.5", "6.65", "4.75", "0"))],
)
def test_bands_of_another_weight_earn_the_same_part_of_it(banded, weight, earned):
    """Source: 财预〔2021〕101号 gives the bands for 10 points."""
    rule = ExecutionRule(banded.scoring.of_weight(Decimal(weight)))

    assert tuple(map(Decimal, earned)) == tuple(
        rule.score(Decimal(100), Decimal(part)) for part in ("100", "80", "60", "59.99")
    )
    assert f"{weight} 分，按执行率分档：达到 100% 得 {weight} 分" in rule.explain()


@given(budget=AMOUNTS, executed=AMOUNTS)
def test_points_lie_between_nothing_and_the_weight(config, budget, executed):
    rule = ExecutionRule(config.execution)
    points = rule.score(budget, executed)

    assert points is None or 0 <= points <= config.execution.weight


def test_the_formulas_say_what_they_need_and_never_give_an_error_value(proportional, banded):
    assert (
        proportional.rate_formula("T4", "U4")
        == '=IF(AND(ISNUMBER(T4),ISNUMBER(U4)),IF(AND(T4>0,U4>=0),ROUND(U4/T4,12),"待核"),"待核")'
    )
    assert proportional.score_formula("V4") == '=IF(ISNUMBER(V4),ROUND(ROUND(MIN(V4,1)*10,10),2),"待核")'
    assert (
        banded.score_formula("V4")
        == '=IF(ISNUMBER(V4),ROUND(IF(V4>=1,10,IF(V4>=0.8,7,IF(V4>=0.6,5,IF(V4>=0,0,0)))),2),"待核")'
    )
