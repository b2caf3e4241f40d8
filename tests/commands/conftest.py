"""A real LibreOffice that recalculates a workbook, projects to be scored, and the command line as data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from macros_py.cli import main
from macros_py.model import Evaluation, Indicator
from macros_py.printing.project_sheets import department_sheet, print_sheets, project_sheet
from tests.commands.table_cells import Rows, rows_of

D = Decimal
YEAR_END = Evaluation(None, D(100), D(95))


@pytest.fixture(scope="session")
def calculate(
    tmp_path_factory: pytest.TempPathFactory, resaved: Callable[[Path, Path], Path]
) -> Callable[[Path], Path]:
    """Return a function that lets LibreOffice calculate a workbook and returns the copy it saves."""
    return lambda path: resaved(path, tmp_path_factory.mktemp("calculated") / path.name)


@pytest.fixture
def recalculated(calculate: Callable[[Path], Path]) -> Callable[[Path, str], Rows]:
    """Return a function that recalculates a workbook and gives the values of a sheet by heading."""
    return lambda path, sheet: rows_of(calculate(path), sheet)


@pytest.fixture
def collect(capsys):
    """Return a function that collects files into a workbook and returns exit code and what was said as data."""

    def run(into, *files, accept=False):
        words = ["collect", *map(str, files), "--into", str(into), "--json", *(["--accept"] if accept else [])]
        code = main(words)
        out, err = capsys.readouterr()
        assert err == ""
        return code, json.loads(out)

    return run


@pytest.fixture
def printed(tmp_path, config):
    """Return a function that prints projects and departments into a file."""

    def write(*records, name="返回.xlsx"):
        sheets = [
            project_sheet(record, config) if hasattr(record, "funds") else department_sheet(record, config, ())
            for record in records
        ]
        print_sheets(sheets, tmp_path / name, lambda done, total: None)
        return tmp_path / name

    return write


@pytest.fixture
def evaluated(read_document):
    """Return a function that makes a project of (target, actual, weight, further fields) rows, its year closed."""

    def make(*rows, project_id="2024-001", evaluation=YEAR_END):
        indicators = tuple(
            replace(
                Indicator(project_id, "产出指标", "数量指标", f"指标{place}", target),
                weight=None if weight is None else D(weight),
                actual=actual,
                **(more[0] if more else {}),
            )
            for place, (target, actual, weight, *more) in enumerate(rows)
        )
        return replace(read_document(f"项目编号: {project_id}"), evaluation=evaluation, indicators=indicators)

    return make


@pytest.fixture
def said(capsys):
    """Return a function that runs 计算 and returns what it says as data."""

    def run(path, *flags):
        code = main(["score", str(path), "--json", *flags])
        out, err = capsys.readouterr()
        assert (0, "") == (code, err)
        return json.loads(out)

    return run
