"""What an auditor finds in a row is found at its field; forms in other provinces' styles are left alone."""

from pathlib import Path

import pytest

from macros_py.checks import CATALOGUE, Records, Severity, run_checks
from tests.checks.short_forms import project_of

HERE = Path(__file__).parent
PLANTED = [
    line
    for line in (HERE / "planted_rows.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CLEAN = dict(
    block.strip().split("\n", 1) for block in (HERE / "clean_forms.txt").read_text(encoding="utf-8").split("\n= ")[1:]
)
RANK = {Severity.ERROR: 3, Severity.WARNING: 2, Severity.HINT: 1}
# What a form of a row or two cannot have.
OF_A_WHOLE_FORM = {"S206", "P802"}


@pytest.mark.parametrize("line", PLANTED)
def test_a_planted_fault_is_found_at_its_field(config, line):
    wanted, form = line.split(" ← ")
    severity, field = wanted.split()

    findings = run_checks(CATALOGUE, Records([project_of(form.split(" ; "))]), config).findings

    there = [finding.severity for finding in findings if finding.field == field]
    assert RANK[Severity(severity)] <= max(map(RANK.__getitem__, there), default=0)


@pytest.mark.parametrize("head", CLEAN)
def test_a_form_in_another_style_holds_no_error(config, head):
    name, *settings = head.split(" ; ")
    rows, _, expected = CLEAN[head].partition("→ ")

    findings = run_checks(
        CATALOGUE,
        Records([project_of([f"名称={name}", *settings, *rows.split("\n")[: None if expected == "" else -1]])]),
        config,
    ).findings

    told = [f"{one.severity.value} {one.code}" for one in findings if one.code not in OF_A_WHOLE_FORM]
    assert expected == "、".join(told)
    assert "错误" not in expected
