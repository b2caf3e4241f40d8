"""【分值】 in a workbook: listed first, written on request, a clerk's own weights untouched."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.model import Indicator

LEVELS = ("产出指标", "产出指标", "产出指标", "效益指标", "满意度指标")


@pytest.fixture
def project(read_document):
    """Return a function that makes a project of five rows with the given weights."""

    def make(*weights, project_id="2024-001"):
        rows = tuple(
            Indicator(project_id, level, "", f"指标{place}", "≥3次", weight=None if weight is None else Decimal(weight))
            for place, (level, weight) in enumerate(zip(LEVELS, weights, strict=True))
        )
        return replace(read_document(f"项目编号: {project_id}"), indicators=rows)

    return make


@pytest.fixture
def said(capsys):
    def run(path, *flags):
        code = main(["weights", str(path), "--json", *flags])
        out, err = capsys.readouterr()
        assert (0, "") == (code, err)
        return json.loads(out)

    return run


def weights_in(path):
    sheet = load_workbook(path)["绩效指标"]
    position = next(cell.column for cell in sheet[3] if cell.value == "分值")
    return [sheet.cell(row, position).value for row in range(4, 9)]


def test_weights_are_listed_before_they_are_written(standard_workbook, project, said):
    path = standard_workbook(project(20, None, None, None, None))
    told = said(path)
    listed = load_workbook(path)["分值建议"]

    assert [20, None, None, None, None] == weights_in(path)
    assert [("J5", "15.00", False), ("J6", "15.00", False), ("J7", "30.00", False), ("J8", "10.00", False)] == [
        (line["cell"], line["weight"], line["applied"]) for line in told["weights"]
    ]
    assert [("空白", 15, "建议")] * 2 == [
        tuple(listed.cell(row, column).value for column in (5, 6, 8)) for row in (4, 5)
    ]

    said(path, "--apply")
    assert [20, 15, 15, 30, 10] == weights_in(path)
    assert "已写" == load_workbook(path)["分值建议"]["H4"].value


def test_where_one_hundred_is_out_of_reach_the_project_is_named_and_nothing_written(standard_workbook, project, said):
    path = standard_workbook(project(95, None, None, None, None))
    before = path.read_bytes()
    told = said(path, "--apply")

    assert ([], 1) == (told["weights"], len(told["refused"]))
    assert "2024-001" in told["refused"][0]
    assert before == path.read_bytes()


def test_a_weight_that_is_a_formula_is_left_to_the_office(standard_workbook, project, said):
    path = standard_workbook(project(20, 30, None, None, None))
    book = load_workbook(path)
    book["绩效指标"]["J4"] = "=10+10"
    book.save(path)

    assert "公式" in said(path, "--apply")["refused"][0]
    assert ["=10+10", 30, None, None, None] == weights_in(path)


def test_a_second_time_there_is_nothing_to_write(standard_workbook, project, said):
    path = standard_workbook(project(None, None, None, None, None), project(50, 0, 0, 30, 10, project_id="2024-002"))
    assert 5 == len(said(path, "--apply")["weights"])
    assert [16.67, 16.67, 16.66, 30, 10] == weights_in(path)

    assert {"weights": [], "refused": [], "remarks": []} == said(path, "--apply")
