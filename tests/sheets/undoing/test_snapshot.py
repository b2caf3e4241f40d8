"""The number formats of a snapshot: told at once by our own engines, asked for block by block in Excel, alike."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from macros_py.engines import engine_names, open_book
from macros_py.sheets.undoing import snapshot
from macros_py.sheets.undoing.snapshot import FormatRun, take_snapshot

ENGINES = [pytest.param(name, marks=pytest.mark.libreoffice) if name == "calc" else name for name in engine_names()]


@pytest.fixture(params=ENGINES)
def engine(request):
    if request.param == "calc":
        request.getfixturevalue("books_in_calc")
    return request.param


def formats_of(runs):
    """The format of every cell by row and column."""
    return {(row, run.column): run.number_format for run in runs for row in range(run.first, run.last + 1)}


def test_what_an_engine_tells_at_once_is_what_it_answers_block_by_block(engine, sample_workbook):
    with open_book(sample_workbook, engine=engine) as book:
        told = take_snapshot(book, formats=True)
        for sheet in book.sheets:
            asked = formats_of(snapshot._asked(sheet, sheet.used_range))
            # The file engine answers General for a blank cell, Excel and Calc with its column's format.
            held = {place for place, _ in told[sheet.name].cells()} if engine == "files" else asked.keys()
            found = formats_of(told[sheet.name].formats)
            assert {place: asked[place] for place in held} == {place: found[place] for place in held}


def test_runs_are_as_long_as_the_format_goes_and_blank_cells_have_their_column_s(engine, tmp_path):
    made = Workbook()
    sheet = made.active
    for row in (1, 2, 3, 4, 6, 7, 9):
        sheet.cell(row, 2, row).number_format = "0.00" if row in (6, 7) else "0"
    sheet.cell(1, 1, 5).number_format = "0%"
    sheet.column_dimensions["A"].number_format = "@"
    made.save(tmp_path / "格式.xlsx")

    with open_book(tmp_path / "格式.xlsx", engine=engine) as book:
        (content,) = take_snapshot(book, formats=True).values()

    assert content.formats == (
        FormatRun(1, 1, 1, "0%"),
        FormatRun(1, 2, 9, "@"),
        FormatRun(2, 1, 4, "0"),
        FormatRun(2, 5, 5, "General"),
        FormatRun(2, 6, 7, "0.00"),
        FormatRun(2, 8, 8, "General"),
        FormatRun(2, 9, 9, "0"),
    )
