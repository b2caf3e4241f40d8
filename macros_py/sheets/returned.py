"""Returned forms against the master list: which are new, which are equal, where the others differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Indicator, MoneyUnit, Project
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, PROJECTS, Cells, TableColumns
from macros_py.sheets.departments import department_cells
from macros_py.sheets.forms_reading import ReadForm
from macros_py.sheets.master_list import EVALUATION_LINES, MasterList, indicator_cells, project_cells
from macros_py.sheets.table import PENDING, identity
from macros_py.targets import read_target

Record = Project | DepartmentEvaluation
CellValues = Mapping[str, object]

# What a returned form never decides: the number the list gave it, the kind it happens to be printed in, and what the
# tool itself computes.
NOT_COMPARED = {"project_id", "evaluation_id", "form_kind", "money_unit", "accepted"}
# What is printed from a default where the list leaves it blank, and differs from one form kind to another.
HEADING = {"title", "goal_label", "unit_label", "year_line", "unit_line", "project_line"}


@dataclass(frozen=True, slots=True)
class Returned:
    """A form that came back: the file's name, and what was read of it."""

    file: str
    form: ReadForm

    @property
    def record(self) -> Record:
        """The project or the department evaluation the form is about."""
        record = self.form.project or self.form.department
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a returned form differs from the list; ``row`` is the row in ``table`` (0: a row to add)."""

    table: TableColumns
    row: int
    field: str
    ours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Match:
    """A returned form and its record in the list: None for a new one; ``reason`` says why no record could be chosen.

    ``missing`` are rows of the list that the form does not have, ``added`` rows of the form that the list does not.
    """

    returned: Returned
    ours: Record | None
    differences: tuple[Difference, ...] = ()
    missing: tuple[Indicator, ...] = ()
    added: tuple[Indicator, ...] = ()
    reason: str = ""

    @property
    def is_equal(self) -> bool:
        """Whether the form says just what the list says."""
        return self.ours is not None and not (self.differences or self.missing or self.added)


def has_scores(returned: Returned) -> bool:
    """Tell whether a form says anything of a cell that 计算 may have filled in the list."""
    record = returned.record
    return isinstance(record, DepartmentEvaluation) or any(row.score is not None for row in record.indicators)


def without_default_title(returned: Returned, config: Config) -> Returned:
    """Return a form without the title that its form kind prints of itself, be it with the form's year or with none.

    Kept, it would stand on the form when the year changes, or without any year where the blank form had none.
    """
    project, department = returned.form.project, returned.form.department
    if project is not None:
        kind = config.form_kind(returned.form.kind)
        if kind and _is_default(project.heading.title, kind.title, project.year):
            project = replace(project, heading=replace(project.heading, title=""))
    if department is not None and _is_default(department.title, config.department_form_kind.title, department.year):
        department = replace(department, title="")
    return replace(returned, form=replace(returned.form, project=project, department=department))


def _is_default(title: str, default: str, year: int | None) -> bool:
    years = ["", *([str(year)] if year else [])]
    return any(identity(title) == identity(default.replace("{年度}", printed)) for printed in years)


def match_forms(returned: Sequence[Returned], master_list: MasterList) -> list[Match]:
    """Match each form by 项目编号, else by unit, name and year; two forms of one record are both matched to it."""
    return [_match(one, master_list) for one in returned]


def _match(returned: Returned, master_list: MasterList) -> Match:
    candidates = _candidates(returned.record, master_list)
    if len(candidates) > 1:
        rows = "、".join(str(candidate.row) for candidate in candidates)
        return Match(returned, None, reason=f"清单里第 {rows} 行的单位和名称都与它相同，不知道是哪一个")
    if isinstance(returned.record, Project) and not returned.record.name.strip() and not candidates:
        return Match(returned, None, reason="表上没有项目名称，清单里也没有对应的项目编号，不知道是哪个项目")
    if not candidates:
        return Match(returned, None)
    return _compare(returned, candidates[0])


def _candidates(theirs: Record, master_list: MasterList) -> list[Record]:
    if isinstance(theirs, DepartmentEvaluation):
        name = identity(theirs.department)
        return [
            ours
            for ours in master_list.departments
            if (ours.evaluation_id and ours.evaluation_id == theirs.evaluation_id)
            or (identity(ours.department) == name and _same_year(ours.year, theirs.year))
        ]
    if theirs.project_id:
        return [ours for ours in master_list.projects if ours.project_id == theirs.project_id]
    name = identity(theirs.name)
    return [
        ours
        for ours in master_list.projects
        if identity(ours.name) == name and _same_unit(ours, theirs) and _same_year(ours.year, theirs.year)
    ]


def _same_unit(ours: Project, theirs: Project) -> bool:
    """Tell whether the units agree where both name one; a form that names none is known by its project alone."""
    pairs = [(ours.implementing_unit, theirs.implementing_unit), (ours.department, theirs.department)]
    known = [identity(a) == identity(b) for a, b in pairs if a.strip() and b.strip()]
    return known[0] if known else True


def _same_year(ours: int | None, theirs: int | None) -> bool:
    return ours is None or theirs is None or ours == theirs


def form_of_record(record: Record, sheet: str) -> ReadForm:
    """Return a record of another standard workbook as a form that was read without any doubt."""
    project = record if isinstance(record, Project) else None
    department = record if isinstance(record, DepartmentEvaluation) else None
    kind = project.form_kind if project else ""
    return ReadForm(kind, project, department, (), (), (), (), sheet, f"第 {record.row} 行")


def record_cells(record: Record) -> dict[str, object]:
    """Return the cells of a project's or a department's row by field."""
    return project_cells(record) if isinstance(record, Project) else department_cells(record)


def table_of(record: Record) -> TableColumns:
    """Return the table that holds records like this one."""
    return PROJECTS if isinstance(record, Project) else DEPARTMENTS


def _compare(returned: Returned, ours: Record) -> Match:
    theirs = _in_our_unit(returned.record, ours)
    table = table_of(ours)
    same_kind = not isinstance(ours, Project) or ours.form_kind == returned.form.kind
    mine_cells = _with_pending(record_cells(ours), "total_score", pending=getattr(ours, "pending", False))
    differences = [
        difference
        for difference in _field_differences(table, ours.row, mine_cells, record_cells(theirs), same_kind)
        if difference.theirs is not None or difference.field not in returned.form.unprinted
    ]
    missing, added = [], []
    for mine, other in _paired(ours.indicators, theirs.indicators):
        if other is None and mine is not None:
            missing.append(mine)
        elif mine is None and other is not None:
            added.append(other)
        elif mine is not None and other is not None:
            other = _in_our_columns(other, mine)
            mine_cells = _with_pending(indicator_cells(mine), "score", pending=mine.pending)
            differences += _field_differences(INDICATORS, mine.row, mine_cells, indicator_cells(other), same_kind)
    return Match(returned, ours, tuple(differences), tuple(missing), tuple(added))


def _with_pending(cells: CellValues, field: str, *, pending: bool) -> CellValues:
    """Return the cells, 待核 where that is what the sheet shows instead of a score."""
    return {**cells, field: PENDING} if pending and cells[field] is None else cells


def _in_our_columns(theirs: Indicator, ours: Indicator) -> Indicator:
    """Return a row with its target split as in the list: a form without those columns prints 200, 个, ≥ as ≥200个."""
    if theirs.unit or theirs.target_type or not (ours.unit or ours.target_type):
        return theirs
    whole = read_target(ours.target, unit=ours.unit, target_type=ours.target_type).normal
    if identity(whole) != identity(read_target(theirs.target).normal):
        return theirs
    return replace(theirs, target=ours.target, unit=ours.unit, target_type=ours.target_type)


def _in_our_unit(theirs: Record, ours: Record) -> Record:
    """Return a project with its amounts in the unit of the list: 338,700 元 and 33.87 万元 are the same."""
    if not isinstance(theirs, Project) or not isinstance(ours, Project) or theirs.funds.unit is ours.funds.unit:
        return theirs
    return _in_unit(theirs, ours.funds.unit)


def in_yuan(record: Record) -> Record:
    """Return a project with its amounts in 元; a department as it is."""
    return _in_unit(record, MoneyUnit.YUAN) if isinstance(record, Project) else record


def _in_unit(theirs: Project, unit: MoneyUnit) -> Project:
    factor = theirs.funds.unit.yuan / unit.yuan
    done = theirs.evaluation
    lines = {line: _times(getattr(done, line), factor) for line in EVALUATION_LINES}
    return replace(
        theirs,
        funds=replace(_times(theirs.funds, factor), unit=unit),
        evaluation=replace(_times(done, factor), **lines),
    )


def _times(amounts: Any, factor: Decimal) -> Any:
    """Return a dataclass with every Decimal field multiplied."""
    decimals = {name: getattr(amounts, name) for name in amounts.__slots__}
    return replace(amounts, **{name: value * factor for name, value in decimals.items() if isinstance(value, Decimal)})


def _field_differences(
    table: TableColumns, row: int, ours: CellValues, theirs: CellValues, same_kind: bool
) -> Iterator[Difference]:
    """Yield the fields that the form fills in otherwise.

    A field that not every form prints is not different for being blank on this one.
    """
    for column in table.columns:
        field = column.field
        mine, other = ours.get(field), theirs.get(field)
        if field in NOT_COMPARED or column.cells in (Cells.MARK, Cells.FORMULA) or mine == other:
            continue
        if other is None and field not in table.required:
            continue
        if isinstance(mine, str) and isinstance(other, str) and identity(mine) == identity(other):
            continue
        if field in HEADING and (mine is None or not same_kind):
            continue
        yield Difference(table, row, field, mine, other)


def _paired(
    ours: Sequence[Indicator], theirs: Sequence[Indicator]
) -> Iterator[tuple[Indicator | None, Indicator | None]]:
    """Pair rows of the same 三级指标 (the first with the first), then what stands at the same place of the rest."""
    rest = list(theirs)
    unpaired = []
    for mine in ours:
        other = next((row for row in rest if _same_row(mine, row)), None)
        if other is None:
            unpaired.append(mine)
        else:
            rest.remove(other)
            yield mine, other
    if len(unpaired) == len(rest):
        yield from zip(unpaired, rest, strict=True)
    else:
        yield from ((mine, None) for mine in unpaired)
        yield from ((None, row) for row in rest)


def _same_row(ours: Indicator, theirs: Indicator) -> bool:
    return identity(ours.level3) == identity(theirs.level3) and (
        identity(ours.level2) == identity(theirs.level2) or not ours.level2 or not theirs.level2
    )
