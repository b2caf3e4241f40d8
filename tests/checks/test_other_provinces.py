"""Rows from other provinces, with other units, operators and wordings, are read and checked without a false 错误."""

from decimal import Decimal
from pathlib import Path

import pytest

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.model import Funds, Indicator, Project

FIELDS = "level1 level2 level3 target target_type unit explanation standard actual score reason".split()
LINES = [
    line
    for line in Path(__file__).with_name("other_provinces.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# What a form of one row cannot have, and how its marks are written.
OF_THE_FORM = {"S206", "P802", "W606", "T316", "W610"}


def project_of(text: str) -> Project:
    cells: dict[str, object] = dict(zip(FIELDS, text.split("|"), strict=False))
    score = cells.pop("score", "")
    if score:
        cells |= {"score": Decimal(str(score)), "weight": Decimal(10)}
    typed = bool(cells.get("target_type") or cells.get("unit") or cells.get("explanation"))
    return Project(
        "2024-001",
        form_kind="目标表2026" if typed else "附表7",
        year=2024,
        level1_project="特定目标类",
        name="某项目经费",
        department="某局",
        implementing_unit="某局",
        funds=Funds(total=Decimal(100), fiscal=Decimal(100)),
        goal="完成全年任务。",
        indicators=(Indicator("2024-001", row=5, **cells),),  # type: ignore[arg-type]
        row=4,
    )


@pytest.mark.parametrize("line", LINES)
def test_a_row_of_another_province_is_no_error(config, line):
    text, _, expected = line.partition(" → ")

    findings = run_checks(CATALOGUE, Records([project_of(text)]), config).findings

    told = [f"{finding.severity.value} {finding.code}" for finding in findings if finding.code not in OF_THE_FORM]
    assert expected.split("、") == (told or [""])
    assert "错误" not in expected
