"""【计算】 in a workbook, recalculated by a real LibreOffice."""

import subprocess
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.model import DepartmentEvaluation, Evaluation, MoneyUnit
from macros_py.printing.pdf import find_libreoffice
from macros_py.scoring import ExecutionRule
from macros_py.sheets.standard_workbook import build_standard_workbook


@pytest.fixture
def recalculated(tmp_path, required_part):
    """Return a function that lets LibreOffice recalculate a workbook and gives the values of a sheet by heading."""
    program = find_libreoffice()
    required_part("LibreOffice", program is not None)

    def run(path, sheet):
        out = tmp_path / "recalculated"
        profile = (tmp_path / "profile").as_uri()
        command = [
            str(program),
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        rows = load_workbook(out / path.name, data_only=True)[sheet].iter_rows(min_row=3, values_only=True)
        headings = next(rows)
        return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]

    return run


@pytest.mark.libreoffice
def test_the_formulas_give_what_python_gives(standard_workbook, read_document, recalculated, config):
    rule = ExecutionRule(config.execution)
    amounts = [("3989.07", "3967.29"), ("3", "1"), ("100", "130"), ("0", "5"), ("100", "-1"), ("0.03", "0.02")]
    projects = [
        replace(read_document(f"项目编号: P{number}"), evaluation=Evaluation(None, Decimal(a), Decimal(b)))
        for number, (a, b) in enumerate(amounts)
    ]
    path = standard_workbook(*projects)
    main(["score", str(path)])

    rows = recalculated(path, "项目清单")

    for row, (a, b) in zip(rows, amounts, strict=True):
        rate, score = rule.rate(Decimal(a), Decimal(b)), rule.score(Decimal(a), Decimal(b))
        expected = ("待核", "待核") if rate is None else (float(rate), float(score))
        assert expected == (row["执行率"], row["执行率得分"]), (a, b)


@pytest.mark.libreoffice
def test_a_blank_project_spending_is_summed_over_the_department_s_projects(
    tmp_path, config, read_document, recalculated
):
    wan = replace(read_document("项目编号: A"), evaluation=Evaluation(Decimal(10), Decimal(12), Decimal(11)))
    yuan = replace(
        wan,
        project_id="B",
        funds=replace(wan.funds, unit=MoneyUnit.YUAN),
        evaluation=Evaluation(Decimal(50000), Decimal(60000), Decimal(55000)),
    )
    other_year = replace(wan, project_id="C", year=2023)
    department = DepartmentEvaluation("BM-1", year=2024, department="某局")
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [wan, yuan, other_year], [department]))
    main(["score", str(path)])

    (row,) = recalculated(path, "部门整体")

    assert [row[f"项目支出{name}"] for name in ("年初预算数", "全年预算数(A)", "全年执行数(B)")] == [15, 18, 16.5]


def test_an_amount_that_stands_is_never_replaced_by_a_sum(sample_workbook):
    before = load_workbook(sample_workbook)["部门整体"]["P4"].value
    main(["score", str(sample_workbook)])

    assert load_workbook(sample_workbook)["部门整体"]["P4"].value == before


def test_scoring_twice_gives_the_same_file(standard_workbook, read_document):
    project = replace(read_document(""), evaluation=Evaluation(None, Decimal(100), Decimal(99)))
    path = standard_workbook(project)
    main(["score", str(path)])
    once = path.read_bytes()
    main(["score", str(path)])

    assert path.read_bytes() == once
