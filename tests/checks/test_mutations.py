"""The checks find the errors that are planted in clean forms, at their cells, and call nothing wrong in the clean ones.

``python -m tests.checks.mutation 50`` prints the whole table, for any number of forms and any seeds.
"""

import pytest

from macros_py.checks import Severity
from tests.checks.mutation.measuring import FAMILIES, MUTATIONS, Measure, measure


@pytest.fixture(scope="module")
def measured(config) -> Measure:
    return measure(config, range(400, 403))


@pytest.mark.parametrize("family", [family.name for family in FAMILIES if family.name != "across"])
def test_99_of_100_planted_errors_are_found_at_their_cells(measured, family):
    planted, found = measured.of(family, Severity.ERROR)

    assert planted >= 20
    assert found >= planted * 0.99, _missed(measured, family, Severity.ERROR)


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.HINT])
def test_what_is_very_likely_wrong_is_found_nearly_always(measured, severity):
    planted, found = (
        sum(numbers) for numbers in zip(*(measured.of(one.name, severity) for one in FAMILIES), strict=True)
    )

    assert found >= planted * 0.97, [_missed(measured, family.name, severity) for family in FAMILIES]


def test_nothing_is_called_wrong_in_clean_forms(measured):
    called = {code: count for (severity, code), count in measured.clean.items() if severity is not Severity.HINT}

    assert {} == called


def test_every_mutation_is_planted(measured):
    assert [] == [mutation.name for mutation in MUTATIONS if not measured.tallies[mutation].planted]


def _missed(measured: Measure, family: str, severity: Severity) -> list[str]:
    return [
        seed
        for mutation, tally in measured.tallies.items()
        if mutation.family == family and mutation.severity is severity
        for seed in tally.missed
    ]
