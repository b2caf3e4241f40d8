"""A real LibreOffice that recalculates a workbook."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from macros_py.printing.pdf import find_libreoffice

Rows = list[dict[str, object]]


@pytest.fixture(scope="session")
def calculate(
    tmp_path_factory: pytest.TempPathFactory, required_part: Callable[[str, bool], None]
) -> Callable[[Path], Path]:
    """Return a function that lets LibreOffice calculate a workbook and returns the copy it saves."""
    program = find_libreoffice()
    required_part("LibreOffice", program is not None)
    profile = tmp_path_factory.mktemp("libreoffice") / "profile"

    def run(path: Path) -> Path:
        out = tmp_path_factory.mktemp("calculated")
        command = [str(program), "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to"]
        command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return out / path.name

    return run


def rows_of(path: Path, sheet: str) -> Rows:
    """Return the rows of a table by heading, as the file keeps their values."""
    rows = load_workbook(path, data_only=True, read_only=True)[sheet].iter_rows(min_row=3, values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]


@pytest.fixture
def recalculated(calculate: Callable[[Path], Path]) -> Callable[[Path, str], Rows]:
    """Return a function that recalculates a workbook and gives the values of a sheet by heading."""
    return lambda path, sheet: rows_of(calculate(path), sheet)
