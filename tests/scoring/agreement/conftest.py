"""The referees between a rule's Python and its formula: a real LibreOffice, and pyOpenVBA's copy of Excel's arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBAUnsupportedError

from macros_py.package.columns import column_letters


def _type(cell: Cell, typed: object) -> None:
    cell.value = float(typed) if isinstance(typed, Decimal) else typed
    if isinstance(typed, str):
        cell.data_type = "s"
        cell.number_format = "@"
    elif isinstance(typed, date):
        cell.number_format = "yyyy-mm-dd"


@pytest.fixture(scope="session")
def recalculate(
    tmp_path_factory: pytest.TempPathFactory, resaved: Callable[[Path, Path], Path]
) -> Callable[[list[tuple[object, Callable[..., str]]]], list[object]]:
    """Return a function from (actual, formula over a cell) to what LibreOffice calculates for each.

    Texts are written into Text cells as the standard workbook has them, numbers and dates as such. openpyxl writes
    formulas without a value, which LibreOffice calculates on load; a missing value comes back as None and fails.
    """

    def run(cases: list[tuple[object, Callable[..., str]]]) -> list[object]:
        folder = tmp_path_factory.mktemp("agreement")
        book = Workbook()
        sheet = book.active
        for row, (actual, formula) in enumerate(cases, 1):
            # A grade with the share it is given takes two cells.
            actuals = actual if isinstance(actual, tuple) else (actual,)
            for column, typed in enumerate(actuals, 3):
                _type(sheet.cell(row, column), typed)
            sheet.cell(row, 2).value = formula(*(f"{'CD'[place]}{row}" for place in range(len(actuals))))
        book.save(folder / "cases.xlsx")
        calculated = resaved(folder / "cases.xlsx", folder / "calculated.xlsx")
        read = load_workbook(calculated, data_only=True, read_only=True).worksheets[0]
        return [row[0] for row in read.iter_rows(min_row=1, max_row=len(cases), min_col=2, max_col=2, values_only=True)]

    return run


NOT_KNOWN = "not implemented"
RECALCULATE = """
Sub Recalculate(rows)
    Worksheets(1).Range("B1:B" & rows).Calculate
End Sub
"""


@pytest.fixture(scope="session")
def calculate_like_excel(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[list[tuple[Callable[..., str], list[tuple[object, ...]]]]], list[list[object]]]:
    """Return a function from (formula over one or two cells, the cells' contents in turn) to what pyOpenVBA calculates.

    pyOpenVBA reads a formula in 3 ms and works it out in 0.3 ms, so each formula is given several contents: they stand
    to the right, in cells of their own type, and are copied in turn to where the formula looks. What the engine has no
    function for comes back as ``NOT_KNOWN``.
    """

    def run(cases: list[tuple[Callable[..., str], list[tuple[object, ...]]]]) -> list[list[object]]:
        path = tmp_path_factory.mktemp("like_excel") / "cases.xlsx"
        book = Workbook()
        sheet = book.active
        for row, (formula, turns) in enumerate(cases, 1):
            sheet.cell(row, 2).value = formula(*(f"{'CD'[place]}{row}" for place in range(len(turns[0]))))
            for turn, contents in enumerate(turns, 1):
                for place, typed in enumerate(contents):
                    _type(sheet.cell(row, 3 + 2 * turn + place), typed)
        book.save(path)
        view = ExcelApplication.open(path, with_vba=False)
        view.add_module(RECALCULATE)
        cells, last = view.sheet(1), len(cases)
        calculated: list[list[object]] = [[] for _ in cases]
        for turn in range(1, max(len(turns) for _, turns in cases) + 1):
            left, right = column_letters(3 + 2 * turn), column_letters(4 + 2 * turn)
            cells.copy_range(f"{left}1:{right}{last}", cells, "C1")
            try:
                view.run("Recalculate", last)
                block = cells.value(f"B1:B{last}")
                values = [row[0] for row in block] if isinstance(block, list | tuple) else [block]
            except VBAUnsupportedError:
                values = [_value(cells, f"B{row}") for row in range(1, last + 1)]
            for given, value, (_, turns) in zip(calculated, values, cases, strict=True):
                if len(given) < len(turns):
                    given.append(value)
        return calculated

    return run


def _value(cells: object, address: str) -> object:
    try:
        return cells.value(address)  # type: ignore[attr-defined]
    except VBAUnsupportedError:
        return NOT_KNOWN
