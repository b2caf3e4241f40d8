"""Scores that stand in the workbook as formulas nobody has calculated yet: computed here, so that they can be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from macros_py.model import DepartmentEvaluation, Indicator
from macros_py.scheme import Scheme
from macros_py.scoring import PENDING, ExecutionRule
from macros_py.sheets.department_scores import is_summed
from macros_py.sheets.departments import SUMMED
from macros_py.sheets.form_values import project_spending
from macros_py.sheets.indicator_scores import Owner, ScoredRow, is_our_formula, score_rows
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.rows import column_formulas
from macros_py.sheets.table import Table
from macros_py.sheets.totals import counts_execution, grade_of

if TYPE_CHECKING:
    import xlwings as xw

_TOTALS = ("execution_rate", "execution_score", "total_score", "conclusion")
_SUMS = ("indicator_score", "total_score", "grade", "conclusion")


def with_fresh_scores(book: xw.Book, master_list: MasterList, scheme: Scheme) -> MasterList:
    """Return ``master_list`` with what the formulas of 计算 will show, where a cell holds one and no value.

    A file saved without Excel is such; a value that stands, typed or calculated, is never replaced. Blank cells stay blank.
    The totals of who has a row of sums are worked out anew: a formula older than that row counts it.
    """
    master_list = _without_counted_sums(book, _with_spending(book, master_list))
    projects = [project for project in master_list.projects if _lacks_a_score(project)]
    departments = [department for department in master_list.departments if _lacks_a_score(department)]
    if not projects and not departments:
        return master_list
    table = master_list.indicators_table
    scores = column_formulas(book, table, "score") if "score" in table.positions else []
    open_rows = {row for row, standing in enumerate(scores, table.first_row) if standing.startswith("=")}
    formulas = _department_formulas(book, master_list) if departments else {}
    # Rules are read for those alone that have a formula: a workbook before 计算 is none the slower.
    projects = [project for project in projects if any(row.row in open_rows for row in project.indicators)]
    departments = [
        one for one in departments if one.row in formulas or any(row.row in open_rows for row in one.indicators)
    ]
    if not projects and not departments:
        return master_list
    rows, _ = score_rows(book, master_list, [*projects, *departments], scheme)
    by_row = {row.indicator.row: row for row in rows}
    scored = tuple(replace(project, indicators=_fresh(project.indicators, by_row)) for project in master_list.projects)
    evaluated = tuple(
        _fresh_department(department, by_row, formulas.get(department.row, frozenset()), scheme)
        for department in master_list.departments
    )
    return replace(master_list, projects=scored, departments=evaluated)


def _without_counted_sums(book: xw.Book, master_list: MasterList) -> MasterList:
    """Return ``master_list`` without what 计算's formulas show of the projects and departments that have rows of sums."""
    counted = {row.project_id for row in master_list.indicator_sums} - {""}
    if not counted:
        return master_list
    projects, departments = list(master_list.projects), list(master_list.departments)
    for place, ours in _own_formulas(book, master_list.projects_table, _SUMS, projects):
        project = projects[place]
        if project.project_id in counted:
            blank: dict[str, Any] = {field: "" if field == "grade" else None for field in ours}
            projects[place] = replace(project, evaluation=replace(project.evaluation, **blank))
    if master_list.departments_table is not None:
        for place, ours in _own_formulas(book, master_list.departments_table, _SUMS, departments):
            if departments[place].project_id in counted:
                blank = {field: "" if field == "conclusion" else None for field in ours}
                departments[place] = replace(departments[place], **blank)
    return replace(master_list, projects=tuple(projects), departments=tuple(departments))


def _own_formulas(
    book: xw.Book, table: Table, fields: Sequence[str], owners: Sequence[Owner]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the place of each owner with those of ``fields`` that hold a formula of 计算."""
    standing = {field: column_formulas(book, table, field) for field in fields if field in table.positions}
    for place, owner in enumerate(owners):
        yield place, [field for field in standing if is_our_formula(standing[field][owner.row - table.first_row])]


def _with_spending(book: xw.Book, master_list: MasterList) -> MasterList:
    """Return ``master_list`` with 项目支出 of the departments where 计算's sum over 项目清单 has no value yet."""
    table = master_list.departments_table
    if table is None:
        return master_list
    summed: dict[int, dict[str, Decimal | None]] = {}
    for amount in SUMMED:
        field = f"project_{amount}"
        lacking = [one for one in master_list.departments if getattr(one.project, amount) is None]
        if not lacking or field not in table.positions:
            continue
        standing = column_formulas(book, table, field)
        for one in lacking:
            if is_summed(standing[one.row - table.first_row]):
                summed.setdefault(one.row, {})[amount] = project_spending(one, master_list.projects)[amount]
    if not summed:
        return master_list
    departments = tuple(
        replace(one, project=replace(one.project, **summed.get(one.row, {}))) for one in master_list.departments
    )
    return replace(master_list, departments=departments)


def _lacks_a_score(owner: Owner) -> bool:
    """Tell whether something may have to be computed: asking for formulas is slow where the file engine is the host."""
    if any(row.score is None and not row.pending for row in owner.indicators):
        return True
    return isinstance(owner, DepartmentEvaluation) and owner.total_score is None


def _fresh(indicators: Sequence[Indicator], by_row: Mapping[int, ScoredRow]) -> tuple[Indicator, ...]:
    fresh = []
    for indicator in indicators:
        row = by_row.get(indicator.row)
        if row is not None and row.has_formula and indicator.score is None:
            fresh.append(replace(indicator, score=row.points, pending=row.points is None))
        else:
            fresh.append(indicator)
    return tuple(fresh)


def _department_formulas(book: xw.Book, master_list: MasterList) -> dict[int, frozenset[str]]:
    """Return by row the fields of 部门整体 that hold a formula of 计算."""
    table = master_list.departments_table
    if table is None:
        return {}
    found: dict[int, set[str]] = {}
    for field in _TOTALS:
        if field in table.positions:
            for row, standing in enumerate(column_formulas(book, table, field), table.first_row):
                if is_our_formula(standing):
                    found.setdefault(row, set()).add(field)
    return {row: frozenset(fields) for row, fields in found.items()}


def _fresh_department(
    department: DepartmentEvaluation, by_row: Mapping[int, ScoredRow], formulas: frozenset[str], scheme: Scheme
) -> DepartmentEvaluation:
    indicators = _fresh(department.indicators, by_row)
    line = department.total
    rule = ExecutionRule(scheme.execution.of_weight(line.weight))
    if line.rate is None and "execution_rate" in formulas:
        line = replace(line, rate=rule.rate(line.annual, line.executed))
    if line.score is None and "execution_score" in formulas:
        line = replace(line, score=rule.score(line.annual, line.executed))
    total, conclusion = department.total_score, department.conclusion
    if total is None and "total_score" in formulas:
        rows = [by_row[row.row] for row in indicators if row.row in by_row]
        parts = [row.score for row in indicators] + (
            [line.score] if counts_execution([row.full for row in rows], scheme.total) else []
        )
        known = [part for part in parts if part is not None]
        total = sum(known, Decimal(0)) if len(known) == len(parts) else None
    if not conclusion and "conclusion" in formulas:
        conclusion = grade_of(total, scheme.grades)
    return replace(
        department,
        indicators=indicators,
        total=line,
        total_score=total,
        pending=total is None and "total_score" in formulas,
        conclusion="" if conclusion == PENDING else conclusion,
    )
