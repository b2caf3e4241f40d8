"""校验 of files as other programs leave them."""

from dataclasses import replace

from openpyxl import load_workbook

from macros_py.commands.check import COMMAND
from macros_py.commands.registry import Task
from macros_py.engines import open_book
from macros_py.package.columns import column_letters
from macros_py.sheets.columns import PROJECTS
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
