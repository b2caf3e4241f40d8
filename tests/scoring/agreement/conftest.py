"""One real LibreOffice run over one workbook: the referee between a rule's Python and its formula."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell


def _type(cell: Cell, typed: object) -> None:
    cell.value = float(typed) if isinstance(typed, Decimal) else typed
    if isinstance(typed, str):
        cell.data_type = "s"
        cell.number_format = "@"
    elif isinstance(typed, date):
        cell.number_format = "yyyy-mm-dd"


@pytest.fixture(scope="session")
def recalculate(
    tmp_path_factory: pytest.TempPathFactory, required_part: Callable[[str, bool], None]
) -> Callable[[list[tuple[object, Callable[..., str]]]], list[object]]:
    """Return a function from (actual, formula over a cell) to what LibreOffice calculates for each.

    Texts are written into Text cells as the standard workbook has them, numbers and dates as such. openpyxl writes
    formulas without a value, which LibreOffice calculates on load; a missing value comes back as None and fails.
    """
    program = shutil.which("soffice")
    required_part("LibreOffice", program is not None)

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
        out = folder / "out"
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                str(out),
                str(folder / "cases.xlsx"),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        read = load_workbook(Path(out) / "cases.xlsx", data_only=True, read_only=True).worksheets[0]
        return [row[0] for row in read.iter_rows(min_row=1, max_row=len(cases), min_col=2, max_col=2, values_only=True)]

    return run
