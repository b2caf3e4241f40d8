"""Every rule gives in LibreOffice what it gives in Python, cell by cell."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from macros_py.scoring import ExecutionRule, ShareRule
from macros_py.scoring.cells import PENDING
from macros_py.scoring.rules import RuleKind
from tests.scoring.agreement.cases import all_cases

D = Decimal
NOT_KNOWN = "not implemented"
ACTUALS_A_RULE = 8


def differing(kind: RuleKind, rule: object, actual: object, calculated: object) -> tuple[object, ...]:
    """The case, with what Python gives, where a calculated cell shows anything else; () where both agree."""
    expected = evaluated(rule, actual)
    if expected is None:
        agrees = calculated == PENDING
    else:
        agrees = type(calculated) in (int, float) and calculated == float(expected)
    return () if agrees else (kind.value, rule, actual, expected, calculated)


def evaluated(rule: object, actual: object) -> Decimal | None:
    """What Python gives; a grade and its share come as a pair."""
    if isinstance(rule, ShareRule):
        return rule.evaluate(*actual, apart=True)
    return rule.evaluate(*actual) if isinstance(actual, tuple) else rule.evaluate(actual)


@pytest.fixture(scope="module")
def results(recalculate):
    cases = all_cases()
    return list(zip(cases, recalculate([(actual, rule.formula) for _, rule, actual in cases]), strict=True))


@pytest.mark.libreoffice
def test_the_formula_gives_what_python_gives_in_every_cell(results):
    found = [differing(*case, calculated) for case, calculated in results]
    differences = [difference for difference in found if difference]

    assert [] == [str(found) for found in differences[:20]], len(differences)
    assert len(results) >= 10_000


@pytest.mark.libreoffice
def test_the_cases_hold_full_marks_nothing_parts_and_pending_of_every_kind(results):
    seen = Counter()
    for (kind, rule, _), calculated in results:
        outcome = (
            calculated if calculated == PENDING else {0: "nothing", float(rule.full): "full"}.get(calculated, "part")
        )
        seen[kind, outcome] += 1

    assert [] == [
        (kind, outcome)
        for kind in RuleKind
        for outcome in ("full", "nothing", "part", PENDING)
        if seen[kind, outcome] < 20
    ]


@pytest.fixture(scope="module")
def results_like_excel(calculate_like_excel):
    """What pyOpenVBA calculates for half of the actuals (it takes 1.5 ms for one); eight of a kind, one after the other, go to the first one's rule."""
    alike = defaultdict(list)
    for kind, rule, actual in all_cases()[::2]:
        alike[kind, type(rule), isinstance(actual, tuple)].append((kind, rule, actual))
    taken = [
        cases[start : start + ACTUALS_A_RULE]
        for cases in alike.values()
        for start in range(0, len(cases), ACTUALS_A_RULE)
    ]
    turns = [[actual if isinstance(actual, tuple) else (actual,) for _, _, actual in cases] for cases in taken]
    calculated = calculate_like_excel(
        [(cases[0][1].formula, actuals) for cases, actuals in zip(taken, turns, strict=True)]
    )
    return [
        ((kind, cases[0][1], actual), value)
        for cases, values in zip(taken, calculated, strict=True)
        for (kind, _, actual), value in zip(cases, values, strict=True)
    ]


def test_excel_s_own_arithmetic_gives_what_python_gives(results_like_excel):
    found = [differing(*case, calculated) for case, calculated in results_like_excel]
    differences = [difference for difference in found if difference]

    assert [] == [str(found) for found in differences[:20]], len(differences)
    assert len(results_like_excel) >= 10_000


def test_pyopenvba_knows_every_function_the_rules_compile_to(results_like_excel):
    assert [] == [case for case, calculated in results_like_excel if calculated in (NOT_KNOWN, "#NAME?")]


@pytest.mark.parametrize("banded", [False, True])
def test_excel_s_own_arithmetic_gives_the_execution_rate_and_its_points(calculate_like_excel, config, banded):
    dice = random.Random(7)
    rule = ExecutionRule(replace(config.execution, banded=banded))
    amounts = [(D(dice.randrange(-5, 10**7)) / 100, D(dice.randrange(-5, 10**7)) / 100) for _ in range(200)]
    amounts += [(D(3), D(1)), (D(0), D(5)), (None, D(5)), (D(5), None), (D(100), D(80)), (D(100), D("79.995"))]
    amounts += [(D("486.5"), D("431.27")), (D(10**6), D(999960)), (D(99), D("79.2")), (D(10**10), D("9999999999.99"))]
    # Ties at half a cent: B ÷ A × 10 is exactly n.nn5.
    amounts += [(D(2000) * times / 100, D(odd) * times / 100) for odd in range(1, 2000, 26) for times in (3, 7, 4865)]
    typed = [tuple(None if amount is None else float(amount) for amount in pair) for pair in amounts]
    (rates,) = calculate_like_excel([(rule.rate_formula, typed)])
    (scores,) = calculate_like_excel([(rule.score_formula, [(rate,) for rate in rates])])

    expected = [PENDING if (rate := rule.rate(*pair)) is None else float(rate) for pair in amounts]
    # A rate of thousands has no twelve decimals in a double.
    assert [rate if rate == PENDING else pytest.approx(rate, rel=1e-14, abs=0) for rate in expected] == rates
    assert [PENDING if (score := rule.score(*pair)) is None else float(score) for pair in amounts] == scores


def test_no_formula_is_longer_than_a_clerk_can_stand():
    """1,000 characters is the limit of the project; the cell stands for the longest address on a full sheet."""
    longest = max(
        len(rule.formula(*("AB12345", "AC12345")[: len(actual) if isinstance(actual, tuple) else 1]))
        for _, rule, actual in all_cases()
    )

    assert longest <= 1000
