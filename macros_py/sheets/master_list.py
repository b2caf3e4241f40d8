"""项目清单 and 绩效指标 as projects of the model, and back into rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from macros_py.errors import WorkbookProblem
from macros_py.memory import no_collection
from macros_py.model import DepartmentEvaluation, Evaluation, Funds, Heading, Indicator, MoneyUnit, Project
from macros_py.model.sum_rows import indicators_and_sums, projects_and_sums
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, PROJECTS
from macros_py.sheets.departments import funds_line, funds_line_cells, read_department
from macros_py.sheets.misplaced import Misplaced, misplaced_cells, refuse_misplaced, without_misplaced
from macros_py.sheets.table import (
    Record,
    Table,
    cell_amount,
    cell_rate,
    cell_score,
    cell_year,
    is_pending,
    read_table,
    shown_number,
    shown_rate,
)

if TYPE_CHECKING:
    import xlwings as xw

FUNDS_FIELDS = tuple(field.name for field in fields(Funds) if field.name != "unit")
EVALUATION_LINES = ("fiscal", "carryover", "other")
HEADING_FIELDS = tuple(field.name for field in fields(Heading))
INDICATOR_TEXTS = tuple(
    field.name
    for field in fields(Indicator)
    if field.name not in ("project_id", "weight", "score", "share", "pending", "row")
)


@dataclass(frozen=True, slots=True)
class MasterList:
    """What a standard workbook holds: projects and department evaluations in order, and rows that belong to none.

    ``departments_table`` is None for a workbook without the sheet 部门整体. ``sums`` are the rows of 项目清单 that add up
    the projects (合计), ``indicator_sums`` those of 绩效指标 that add up indicators: no command takes them for either.
    ``misplaced`` are the cells that could not be read as what belongs there, and were read as blank.
    """

    projects: tuple[Project, ...]
    departments: tuple[DepartmentEvaluation, ...]
    orphans: tuple[Indicator, ...]
    projects_table: Table
    indicators_table: Table
    departments_table: Table | None
    sums: tuple[Project, ...] = ()
    misplaced: tuple[Misplaced, ...] = ()
    indicator_sums: tuple[Indicator, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that the workbook has."""
        tables = (self.projects_table, self.indicators_table, self.departments_table)
        return tuple(table for table in tables if table is not None)

    def table_of(self, record: Project | Indicator | DepartmentEvaluation) -> Table:
        """Return the table a record was read from."""
        if isinstance(record, DepartmentEvaluation) and self.departments_table:
            return self.departments_table
        return self.projects_table if isinstance(record, Project) else self.indicators_table


def is_standard_workbook(sheets: Iterable[str]) -> bool:
    """Tell from its sheet names whether a workbook is a standard workbook and no collection of printed forms."""
    return {PROJECTS.sheet, INDICATORS.sheet} <= set(sheets)


@no_collection()
def read_master_list(
    book: xw.Book, *, may_be_empty: bool = False, aside: Callable[[Misplaced], bool] = lambda cell: False
) -> MasterList:
    """Read the tables of ``book`` into projects and department evaluations.

    Indicator rows go to the first record with their 项目编号; those without one become ``orphans``.

    Raises:
        WorkbookProblem: a table or column is missing, nothing is filled in (unless that is fine), or text stands where
            an amount, a year or a money unit belongs and ``aside`` does not say to read the cell as blank.
    """
    projects_table = read_table(book, PROJECTS)
    indicators_table = read_table(book, INDICATORS)
    with_departments = DEPARTMENTS.sheet in [sheet.name for sheet in book.sheets]
    departments_table = read_table(book, DEPARTMENTS) if with_departments else None
    misplaced: list[Misplaced] = []
    project_records = _usable_records(projects_table, misplaced)
    indicator_records = _usable_records(indicators_table, misplaced)
    department_records = _usable_records(departments_table, misplaced) if departments_table else []
    if not project_records and not department_records and not may_be_empty:
        raise WorkbookProblem("“项目清单”工作表还没有填项目，请从表头下面一行开始，一行填一个项目。")
    rows: dict[str, list[Indicator]] = {record.text("project_id").strip(): [] for record in project_records}
    rows.update({record.text("evaluation_id").strip(): [] for record in department_records})
    orphans: list[Indicator] = []
    indicators, indicator_sums = indicators_and_sums(list(_indicators(indicators_table, indicator_records)))
    for indicator in indicators:
        rows.get(indicator.project_id, orphans).append(indicator)
    # A repeated 项目编号 is a finding; its rows are shown once, with the first project that has it.
    unnumbered = rows.pop("", [])
    projects, sums = projects_and_sums(_project(record, rows) for record in project_records)
    misplaced = _of_others(misplaced, projects_table, sums)
    misplaced = _of_others(misplaced, indicators_table, indicator_sums)
    for table in (projects_table, indicators_table, departments_table):
        if table is not None:
            refuse_misplaced(table, [cell for cell in misplaced if cell.sheet == table.sheet and not aside(cell)])
    if unnumbered:
        projects, left = _with_unnumbered(projects, unnumbered)
        if any(not record.text("evaluation_id").strip() for record in department_records):
            rows[""] = left
        else:
            orphans = sorted([*orphans, *left], key=lambda row: row.row)
    departments = tuple(
        read_department(record, tuple(rows.pop(record.text("evaluation_id").strip(), ())))
        for record in department_records
    )
    tables = (projects_table, indicators_table, departments_table)
    return MasterList(projects, departments, tuple(orphans), *tables, sums, tuple(misplaced), indicator_sums)


def _with_unnumbered(
    projects: tuple[Project, ...], rows: list[Indicator]
) -> tuple[tuple[Project, ...], list[Indicator]]:
    """Give the indicators without 项目编号 to the first project without one, a row of sums being none; return what is left."""
    place = next((place for place, project in enumerate(projects) if not project.project_id), None)
    if place is None:
        return projects, rows
    named = replace(projects[place], indicators=tuple(rows))
    return (*projects[:place], named, *projects[place + 1 :]), []


def _usable_records(table: Table, kept: list[Misplaced]) -> list[Record]:
    records = list(table.records())
    found = misplaced_cells(table, records)
    kept += found
    return without_misplaced(records, found)


def _of_others(cells: list[Misplaced], table: Table, sums: Iterable[Project | Indicator]) -> list[Misplaced]:
    """Return ``cells`` without those in rows of sums, whose cells nobody reads."""
    left_out = {row.row for row in sums}
    return [cell for cell in cells if cell.sheet != table.sheet or cell.row not in left_out]


def _indicators(table: Table, records: Sequence[Record]) -> Iterator[Indicator]:
    """Make the indicators a column at a time: row by row takes twice as long for twelve thousand rows."""
    columns: dict[str, Iterable[object]] = {field: table.texts(field, records) for field in INDICATOR_TEXTS}
    columns["project_id"] = map(str.strip, table.texts("project_id", records))
    columns["weight"] = map(cell_amount, table.column("weight", records))
    columns["score"] = map(cell_score, table.column("score", records))
    columns["share"] = map(cell_rate, table.column("share", records))
    columns["pending"] = map(is_pending, table.column("score", records))
    columns["row"] = [record.row for record in records]
    return map(Indicator, *(columns[field.name] for field in fields(Indicator)))


def _project(record: Record, rows: dict[str, list[Indicator]]) -> Project:
    project_id = record.text("project_id").strip()
    amounts = {field: cell_amount(record.raw(field)) for field in FUNDS_FIELDS}
    return Project(
        project_id=project_id,
        form_kind=record.text("form_kind").strip(),
        year=cell_year(record.raw("year")),
        level1_project=record.text("level1_project"),
        name=record.text("name"),
        department=record.text("department"),
        department_code=record.text("department_code"),
        implementing_unit=record.text("implementing_unit"),
        funds=Funds(unit=MoneyUnit(record.text("money_unit").strip() or MoneyUnit.WAN_YUAN), **amounts),
        goal=record.text("goal"),
        evaluation=Evaluation(
            cell_amount(record.raw("initial_budget")),
            cell_amount(record.raw("annual_budget")),
            cell_amount(record.raw("executed")),
            record.text("goal_actual"),
            **{line: funds_line(record, line) for line in EVALUATION_LINES},
            rate=shown_rate(record.raw("execution_rate")),
            execution_score=shown_number(record.raw("execution_score")),
            indicator_score=shown_number(record.raw("indicator_score")),
            total_score=shown_number(record.raw("total_score")),
            grade="" if is_pending(record.raw("grade")) else record.text("grade").strip(),
        ),
        heading=Heading(**{field: record.text(field) for field in HEADING_FIELDS}),
        indicators=tuple(rows.pop(project_id, ())),
        accepted=record.text("accepted"),
        row=record.row,
    )


def project_cells(project: Project) -> dict[str, object]:
    """Return the cells of a project's row by field; None for a blank."""
    cells: dict[str, object] = {
        field: getattr(project, field) or None
        for field in (
            "project_id",
            "form_kind",
            "year",
            "level1_project",
            "name",
            "department",
            "department_code",
            "implementing_unit",
            "goal",
            "accepted",
        )
    }
    cells["money_unit"] = project.funds.unit.value
    cells.update({field: getattr(project.funds, field) for field in FUNDS_FIELDS})
    cells.update({field: getattr(project.heading, field) or None for field in HEADING_FIELDS})
    evaluation = project.evaluation
    cells.update(
        initial_budget=evaluation.initial_budget,
        annual_budget=evaluation.annual_budget,
        executed=evaluation.executed,
        goal_actual=evaluation.goal_actual or None,
    )
    for line in EVALUATION_LINES:
        cells.update(funds_line_cells(line, getattr(evaluation, line)))
    return cells


def indicator_cells(indicator: Indicator) -> dict[str, object]:
    """Return the cells of an indicator's row by field; None for a blank."""
    cells: dict[str, object] = {field: getattr(indicator, field) or None for field in INDICATOR_TEXTS}
    cells.update(
        project_id=indicator.project_id or None,
        weight=indicator.weight,
        score=indicator.score,
        share=indicator.share,
    )
    return cells
