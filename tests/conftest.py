"""Fixtures every test may use: the settings, the real projects, workbooks on disk, and projects from a document."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros_py.config import Config, load_config
from macros_py.home import home
from macros_py.model import Evaluation, Funds, Heading, Indicator, MoneyUnit, Project
from macros_py.sheets.columns import INDICATORS, PROJECTS
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.table import cell_amount
from macros_py.sheets.transcription import sample_projects


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="session")
def real_projects() -> tuple[Project, ...]:
    return sample_projects()


@pytest.fixture
def standard_workbook(tmp_path: Path, config: Config) -> Callable[..., Path]:
    """Return a function that writes a standard workbook with the given projects and returns its path."""

    def write(*projects: Project, name: str = "工作簿.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(build_standard_workbook(config, projects))
        return path

    return write


@pytest.fixture
def sample_workbook(tmp_path: Path) -> Path:
    """A copy of 示例.xlsx that a test may change."""
    return Path(shutil.copy(home() / "workbook" / "示例.xlsx", tmp_path / "示例.xlsx"))


@pytest.fixture
def read_document() -> Callable[[str], Project]:
    """Return the reader of a test document.

    Lines "heading: text" fill the project by the headings of 项目清单, a Markdown table fills its indicators by the
    headings of 绩效指标. What is left out gets a value no check complains of, unless the line says "heading:".
    """
    return _project_of


_DEFAULTS = {
    "项目编号": "2024-001",
    "年度": "2024",
    "一级项目名称": "特定目标类",
    "项目名称": "培训经费",
    "主管部门": "某局",
    "实施单位": "某局",
    "年度资金总额": "10",
    "年度总体目标": "完成全年培训。",
}


def _project_of(document: str) -> Project:
    texts, rows = dict(_DEFAULTS), []
    headings: list[str] = []
    for line in (line.strip() for line in document.splitlines()):
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not headings:
                headings = cells
            elif not set("".join(cells)) <= {"-", ":"}:
                rows.append(dict(zip(headings, cells, strict=True)))
        elif ":" in line:
            heading, text = line.split(":", 1)
            texts[heading.strip()] = text.strip()
    fields = {column.heading: column.field for column in PROJECTS.columns}
    cells = {fields[heading]: text for heading, text in texts.items()}
    project_id = cells.pop("project_id")
    row_fields = {column.heading: column.field for column in INDICATORS.columns}
    indicators = [
        _indicator_of({row_fields[heading]: text for heading, text in row.items()}, project_id, number)
        for number, row in enumerate(rows, 4)
    ]

    def take(kind: type, **rest: object) -> object:
        names = [name for name in kind.__slots__ if name in cells]
        return kind(**{name: cells.pop(name) for name in names}, **rest)

    amounts = {name: cell_amount(cells.pop(name)) for name in Funds.__slots__ if name in cells}
    funds = Funds(unit=MoneyUnit(cells.pop("money_unit", "万元")), **amounts)
    done = {
        name: cell_amount(cells.pop(name)) for name in ("initial_budget", "annual_budget", "executed") if name in cells
    }
    evaluation = Evaluation(**done, goal_actual=cells.pop("goal_actual", ""))
    year = cells.pop("year")
    return Project(
        project_id,
        year=int(year) if year else None,
        funds=funds,
        evaluation=evaluation,
        heading=take(Heading),
        indicators=tuple(indicators),
        row=4,
        **cells,
    )


def _indicator_of(cells: dict[str, str], project_id: str, row: int) -> Indicator:
    project_id = cells.pop("project_id", project_id)
    numbers = {name: cell_amount(cells.pop(name)) for name in ("weight", "score") if name in cells}
    return Indicator(project_id, row=row, **numbers, **cells)


@pytest.fixture(scope="session")
def required_part() -> Callable[[str, bool], None]:
    """Return a function that skips a test for want of a system part, or fails it where CI requires every part."""

    def need(name: str, there: bool) -> None:
        if not there:
            missing = f"{name} is not on this machine"
            pytest.fail(missing) if os.environ.get("FUBIAO7_REQUIRE_PARTS") else pytest.skip(missing)

    return need


@pytest.fixture(autouse=True)
def private_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the log file of a test out of the home of whoever runs it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
