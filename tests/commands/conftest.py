"""A real LibreOffice that recalculates a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

Rows = list[dict[str, object]]


@pytest.fixture(scope="session")
def calculate(
    tmp_path_factory: pytest.TempPathFactory, resaved: Callable[[Path, Path], Path]
) -> Callable[[Path], Path]:
    """Return a function that lets LibreOffice calculate a workbook and returns the copy it saves."""
    return lambda path: resaved(path, tmp_path_factory.mktemp("calculated") / path.name)


def rows_of(path: Path, sheet: str) -> Rows:
    """Return the rows of a table by heading, as the file keeps their values."""
    rows = load_workbook(path, data_only=True, read_only=True)[sheet].iter_rows(min_row=3, values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]


@pytest.fixture
def recalculated(calculate: Callable[[Path], Path]) -> Callable[[Path, str], Rows]:
    """Return a function that recalculates a workbook and gives the values of a sheet by heading."""
    return lambda path, sheet: rows_of(calculate(path), sheet)
