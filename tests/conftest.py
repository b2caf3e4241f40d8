"""Fixtures every test may use: the settings, the real projects, workbooks on disk, and projects from a document."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from macros_py.config import Config, load_config
from macros_py.engines.calc.bridge import properties
from macros_py.engines.calc.office import Office, running_office, shared_office
from macros_py.home import home
from macros_py.model import Evaluation, Funds, Heading, Indicator, MoneyUnit, Project
from macros_py.package.lint import lint
from macros_py.printing.pdf import find_libreoffice
from macros_py.sheets.columns import INDICATORS, PROJECTS
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.table import cell_amount
from macros_py.sheets.transcription import sample_projects
from tests.validator import ShapeValidator, validated, validator_program
from tests.written_workbooks import Written


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes a minute in one test: at the end the other processes would wait for it."""
    items.sort(key=lambda item: "toolbar" not in item.path.parts)


@pytest.fixture(scope="session")
def config() -> Config:
    return load_config()


@pytest.fixture(scope="session")
def real_projects() -> tuple[Project, ...]:
    return sample_projects()


@pytest.fixture(scope="session")
def grown_workbooks(
    tmp_path_factory: pytest.TempPathFactory, config: Config, real_projects: tuple[Project, ...]
) -> dict[int, Path]:
    """Workbooks of 25 and of 125 projects, the real ones again and again, every second one executed."""
    folder = tmp_path_factory.mktemp("grown")
    made = {}
    for size in (25, 125):
        projects = []
        for number in range(size):
            real, key = real_projects[number % len(real_projects)], f"P{number:04d}"
            rows = tuple(replace(row, project_id=key) for row in real.indicators[:2])
            executed = Decimal(10) if number % 2 else None
            done = replace(real.evaluation, annual_budget=Decimal(20), executed=executed)
            projects.append(replace(real, project_id=key, indicators=rows, evaluation=done))
        made[size] = folder / f"{size}.xlsx"
        made[size].write_bytes(build_standard_workbook(config, projects))
    return made


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


_SHOWN = ("execution_score", "indicator_score", "total_score")


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
    shown = {
        field: cell_amount(cells.pop(name))
        for name, field in (("execution_rate", "rate"), *((name, name) for name in _SHOWN))
        if name in cells
    }
    evaluation = Evaluation(**done, **shown, goal_actual=cells.pop("goal_actual", ""), grade=cells.pop("grade", ""))
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


@pytest.fixture(scope="session")
def office(required_part: Callable[[str, bool], None]) -> Iterator[Office]:
    """The LibreOffice that all tests of this process share which do not try out its start: that takes 2 s of the machine."""
    required_part("LibreOffice", find_libreoffice() is not None)
    with running_office() as running:
        yield running


@pytest.fixture
def books_in_calc(office: Office) -> Iterator[Office]:
    """Open the books of the engine ``calc`` in the LibreOffice that all share."""
    with shared_office(office):
        yield office


_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
}


@pytest.fixture(scope="session")
def resaved(office: Office) -> Callable[[Path, Path], Path]:
    """Return a function that lets LibreOffice calculate a workbook and save it under another name, as its ending says."""

    def save(path: Path, target: Path) -> Path:
        target.parent.mkdir(parents=True, exist_ok=True)
        document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, properties(Hidden=True))
        try:
            document.storeToURL(target.as_uri(), properties(FilterName=_FILTERS[target.suffix]))
        finally:
            document.close(True)
        return target

    return save


@pytest.fixture(scope="session")
def validate(required_part: Callable[[str, bool], None]) -> Callable[[Path], list[str]]:
    """Return the Open XML SDK validator: what it finds in a file, each as one line."""
    required_part("the Open XML SDK validator (npm install)", validator_program().is_file())
    return validated


@pytest.fixture(scope="session")
def validate_new_shapes(
    tmp_path_factory: pytest.TempPathFactory, validate: Callable[[Path], list[str]]
) -> ShapeValidator:
    """The same validator, not asked of a file in which nothing stands that is new to it; one for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shapes"
    folder.mkdir(exist_ok=True)
    return ShapeValidator(folder)


@pytest.fixture(scope="session", autouse=True)
def written_workbooks() -> Written:
    return Written()


@pytest.fixture(scope="session")
def say_of_workbooks(request: pytest.FixtureRequest) -> Callable[[Path], list[str]]:
    """What is asked of every workbook that a test wrote: our lint; where CI requires every part, the validator too."""
    if not os.environ.get("FUBIAO7_REQUIRE_PARTS"):
        return say_lint
    validator = request.getfixturevalue("validate_new_shapes")
    return lambda path: say_lint(path) + validator(path)


def say_lint(path: Path) -> list[str]:
    return [str(complaint) for complaint in lint(path)]


@pytest.fixture(autouse=True)
def every_written_workbook_is_sound(
    written_workbooks: Written, say_of_workbooks: Callable[[Path], list[str]]
) -> Iterator[None]:
    """Look at every workbook that our own code wrote during a test."""
    yield
    complaints = written_workbooks.complaints(say_of_workbooks)
    assert not complaints, complaints
