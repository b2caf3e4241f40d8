"""校验 of files as other programs leave them."""

from dataclasses import replace

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
