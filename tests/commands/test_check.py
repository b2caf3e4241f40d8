"""校验 of files as other programs leave them."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from macros_py.commands.check import COMMAND
from macros_py.commands.registry import Task
from macros_py.engines import open_book
from macros_py.package.columns import column_letters
from macros_py.sheets.columns import INDICATORS, PROJECTS
from macros_py.sheets.standard_workbook import HEADING_ROW


def test_a_formula_that_nobody_calculated_is_told_and_no_amount_called_missing(
    config, standard_workbook, read_document
):
    """A total of two parts as openpyxl writes it: the formula is in the file, its result is not."""
    project = read_document("财政拨款: 10\n非财政拨款: 0")
    path = standard_workbook(replace(project, form_kind="附表7"))
    book = load_workbook(path)
    sheet = book[PROJECTS.sheet]
    places = {column.field: column_letters(place) for place, column in enumerate(PROJECTS.columns, 1)}
    total = f"{places['total']}{HEADING_ROW + 1}"
    sheet[total] = f"={places['fiscal']}{HEADING_ROW + 1}+{places['non_fiscal']}{HEADING_ROW + 1}"
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert [("F113", total)] == [
        (item["code"], item["cell"])
        for item in found
        if item["severity"] != "提示" and item["code"][0] in "FM" and item["code"] != "F103"
    ]


def test_a_target_that_excel_takes_for_a_formula_is_not_called_missing(config, standard_workbook, read_document):
    """=100% as openpyxl writes it: a formula, without the result that a spreadsheet program would keep."""
    path = standard_workbook(
        read_document("| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 质量指标 | 合格率 | ≥95% |")
    )
    book = load_workbook(path)
    places = {column.field: column_letters(place) for place, column in enumerate(INDICATORS.columns, 1)}
    target = f"{places['target']}{HEADING_ROW + 1}"
    book[INDICATORS.sheet][target] = "=100%"
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert [("F115", target, "=100%")] == [
        (item["code"], item["cell"], item["value"]) for item in found if item["code"][0] == "F"
    ]


def _typed(path: Path, **cells: object) -> dict[str, str]:
    """Write into the row of the first project, by field; return the cells written."""
    book = load_workbook(path)
    places = {column.field: column_letters(place) for place, column in enumerate(PROJECTS.columns, 1)}
    written = {field: f"{places[field]}{HEADING_ROW + 1}" for field in cells}
    for field, value in cells.items():
        book[PROJECTS.sheet][written[field]] = value
    book.save(path)
    return written


def test_a_typed_rate_and_grade_are_told_at_their_cells(config, standard_workbook, read_document):
    """85% typed as a text, as a pasted cell holds it, and the grade of another total."""
    path = standard_workbook(read_document("全年预算数(A): 100\n全年执行数(B): 90"))
    cells = _typed(path, execution_rate="85%", total_score=85, grade="优")

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert [("P807", cells["execution_rate"]), ("P818", cells["grade"])] == [
        (item["code"], item["cell"]) for item in found if item["code"] in ("P807", "P808", "P811", "P818")
    ]


@pytest.mark.parametrize(("formula", "codes"), [("={A}/{B}", ["P807"]), ('=IF(ISNUMBER({A}),{A}/{B},"待核")', [])])
def test_a_formula_of_the_tool_is_not_accused_of_an_old_result(
    config, standard_workbook, read_document, formula, codes
):
    """A result that a spreadsheet program kept from before the amounts changed, in a formula of ours and in another."""
    path = standard_workbook(read_document("全年预算数(A): 100\n全年执行数(B): 90"))
    places = {column.field: column_letters(place) for place, column in enumerate(PROJECTS.columns, 1)}
    amounts = {"A": f"{places['executed']}4", "B": f"{places['annual_budget']}4"}
    cell = _typed(path, execution_rate=formula.format(**amounts))["execution_rate"]
    _keep_result(path, cell, "0.85")

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert codes == [item["code"] for item in found if item["code"] == "P807"]


def _keep_result(path: Path, cell: str, result: str) -> None:
    """Put a result beside the formula of a cell of 项目清单, as a spreadsheet program does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    kept = rf"\g<1><v>{result}</v>"
    xml, count = re.subn(rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v></v>', kept, parts[name].decode())
    assert 1 == count
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in {**parts, name: xml.encode()}.items():
            archive.writestr(part, content)
