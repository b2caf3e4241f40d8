"""Every check has a code of its own, a page under the five headings, one bad and one good example."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from macros_py.checks import CATALOGUE, Records, Severity, run_checks

HEADINGS = ("检查什么", "为什么", "反例", "正例", "依据")

FOLDER = Path(__file__).with_name("examples")


def read_examples() -> dict[str, tuple[str, str, str]]:
    """Return code → (bad document, field of the finding, good document) from the files of examples, one a family."""
    examples = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for example in path.read_text(encoding="utf-8").split("\n= ")[1:]:
            first, rest = example.split("\n", 1)
            code, field = first.split()
            bad, good = f"\n{rest}".split("\n-\n")
            assert code not in examples
            examples[code] = (bad, field, good)
    return examples


EXAMPLES = read_examples()

# Checks that look across projects, or at a self-evaluation's funds, have their examples in test_fields.py, test_across.py
# and test_money.py.
ACROSS = {"D413", "M515", "F104", "F105", "M510", "M512", "X701", "X702", "X703", "X705", "X706", "X707", "X708"}

# A row of sums is told apart before the checks run: test_sum_rows.py.
ACROSS |= {"F116"}

# A formula without a result, a merge, and words for an amount stand in a file: tests/commands/test_check.py.
ACROSS |= {"F113", "F115", "F117", "F118"}

# Checks of department evaluations have their examples in test_execution.py, test_scores.py and test_departments.py.
ACROSS |= {"P807", "P808", "P811", "M526"}

# The fill date of a self-evaluation has its examples in test_deadlines.py.
ACROSS |= {"D418"}


def test_every_code_is_unique_and_well_formed():
    codes = [check.code for check in CATALOGUE]

    assert sorted(set(codes)) == sorted(codes)
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in codes)


@pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.code)
def test_every_check_explains_itself_under_the_five_headings(check):
    lines = (check.__doc__ or "").splitlines()
    found = [heading for line in lines for heading in HEADINGS if line.strip().startswith(f"{heading}: ")]

    assert found == list(HEADINGS)
    assert isinstance(check.severity, Severity)


def test_every_check_has_its_examples():
    assert {check.code for check in CATALOGUE} == EXAMPLES.keys() | ACROSS


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_bad_example_is_found_at_its_field(code, config, read_document):
    bad, field, _ = EXAMPLES[code]

    findings = run_checks(CATALOGUE, Records([read_document(bad)], []), config).findings

    assert field in [finding.field for finding in findings if finding.code == code]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_good_example_is_left_alone(code, config, read_document):
    good = EXAMPLES[code][2]

    findings = run_checks(CATALOGUE, Records([read_document(good)], []), config).findings

    assert code not in [finding.code for finding in findings]


def test_a_check_that_is_switched_off_finds_nothing(config, read_document):
    settings = replace(config, checks=replace(config.checks, skip=frozenset({"F101"})))

    findings = run_checks(CATALOGUE, Records([read_document("项目名称:")], []), settings).findings

    assert "F101" not in [finding.code for finding in findings]


def test_a_severity_of_config_yaml_replaces_the_check_s_own(config, read_document):
    settings = replace(config, checks=replace(config.checks, severity={"F101": "提示"}))

    findings = run_checks(CATALOGUE, Records([read_document("项目名称:")], []), settings).findings

    assert [finding.severity for finding in findings if finding.code == "F101"] == [Severity.HINT]
