"""The formulas of 部门整体: 项目支出 summed from 项目清单, 执行率, its score, 总分 and 绩效结论 where they are blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from macros_py.model import DepartmentEvaluation, Project
from macros_py.scheme import Scheme
from macros_py.scoring import PENDING, ExecutionRule
from macros_py.sheets.departments import SUMMED
from macros_py.sheets.indicator_scores import ScoredRow
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.project_scores import Changes, fill, read_numbers
from macros_py.sheets.rows import column_formulas
from macros_py.sheets.sum_marks import OF_PROJECTS, IndicatorMarks, Mark, sum_marks
from macros_py.sheets.table import Table
from macros_py.sheets.totals import RowSums, counts_execution, grade_formula, note_formula, row_sums

if TYPE_CHECKING:
    import xlwings as xw


def spending_changes(book: xw.Book, master_list: MasterList) -> dict[str, dict[int, object]]:
    """Return a sum over 项目清单 for every 项目支出 of a department that is blank or such a sum, by field and row.

    The sum takes the department's name and year, and turns 元 and 万元 into the unit of its row. An older one may end
    above the projects that came since.
    """
    table, projects = master_list.departments_table, master_list.projects_table
    if table is None or any(f"project_{amount}" not in table.positions for amount in SUMMED):
        return {}
    filled = {
        (project.department, project.year, amount)
        for project in master_list.projects
        for amount, source in SUMMED.items()
        if getattr(project.evaluation, source) is not None
    }
    formulas: dict[str, dict[int, object]] = {}
    for amount, source in SUMMED.items() if filled else ():
        if source not in projects.positions:
            continue
        standing = column_formulas(book, table, f"project_{amount}")
        for department in master_list.departments:
            if (department.department, department.year, amount) not in filled:
                continue
            written = standing[department.row - table.first_row]
            formula = _sum_formula(projects, source, table, department.row, _project_marks(master_list, department))
            if written != formula and (is_summed(written) or not written.strip()):
                formulas.setdefault(f"project_{amount}", {})[department.row] = formula
    return formulas


def _project_marks(master_list: MasterList, department: DepartmentEvaluation) -> tuple[Mark, ...]:
    """Return the marks of the rows of sums among the projects of a department."""

    def its_own(rows: Sequence[Project]) -> list[Project]:
        return [row for row in rows if row.department == department.department and row.year == department.year]

    sums = its_own(master_list.sums)
    return sum_marks(sums, its_own(master_list.projects), OF_PROJECTS, master_list.projects_table) if sums else ()


def is_summed(standing: str) -> bool:
    """Tell whether a cell holds the sum over 项目清单 that 计算 writes."""
    return standing.startswith("=(SUMIFS(") and standing.endswith('="元",1,10000)')


def _sum_formula(projects: Table, source: str, table: Table, row: int, marks: Sequence[Mark]) -> str:
    column = projects.absolute_span
    owner = f"{column('department')},{table.address('department', row)},{column('year')},{table.address('year', row)}"
    owner += "".join(mark.criterion(column(mark.field)) for mark in marks)
    in_yuan = f'SUMIFS({column(source)},{owner},{column("money_unit")},"元")'
    in_wan = f'SUMIFS({column(source)},{owner},{column("money_unit")},"<>元")*10000'
    return f'=({in_yuan}+{in_wan})/IF({table.address("money_unit", row)}="元",1,10000)'


def department_changes(
    book: xw.Book,
    master_list: MasterList,
    departments: Sequence[DepartmentEvaluation],
    rows: Mapping[str, Sequence[ScoredRow]],
    scheme: Scheme,
    *,
    overwrite: bool,
) -> Changes:
    """Return the formulas for the rows of ``departments``; ``rows`` are their indicators by 项目编号.

    绩效结论 is a column of texts: the cells that get a formula are formatted General first, or they would show it.
    """
    table = master_list.departments_table
    assert table is not None
    numbers, marks = read_numbers(master_list), IndicatorMarks(master_list)
    wanted: dict[str, dict[int, object]] = {}

    def want(field: str, row: int, formula: str) -> None:
        wanted.setdefault(field, {})[row] = formula

    for department in departments:
        row = department.row
        at = {field: table.address(field, row) for field in table.positions}
        if {"total_annual", "total_executed", "execution_rate", "execution_score"} <= at.keys():
            rule = ExecutionRule(scheme.execution.of_weight(department.total.weight))
            rate = at["execution_rate"]
            want("execution_rate", row, rule.rate_formula(at["total_annual"], at["total_executed"]))
            want("execution_score", row, rule.score_formula(rate))
            want("score_note", row, note_formula(rate, at["total_annual"], at["total_executed"], rule.explain()))
        mine = rows[department.evaluation_id] if department.indicators else ()
        if not mine or "score" not in master_list.indicators_table.positions:
            continue
        number = at["evaluation_id"]
        sums = row_sums(
            master_list.indicators_table,
            number,
            numbers.confused(table, department),
            marks=marks.of(department),
        )
        counted = counts_execution([one.full for one in mine], scheme.total)
        execution = at.get("execution_score", "") if counted else "0"
        if "total_score" in at and execution:
            want("total_score", row, _total_formula(sums, execution))
            if "conclusion" in at:
                want("conclusion", row, grade_formula(at["total_score"], scheme.grades))
    changes = fill(book, table, wanted, overwrite=overwrite)
    for row in changes.cells.get("conclusion", ()):
        book.sheets[table.sheet].range(table.address("conclusion", row)).number_format = "General"
    return changes


def _total_formula(sums: RowSums, execution: str) -> str:
    scored = f"ISNUMBER({execution})"
    whole = f'IF({scored},ROUND({execution}+{sums.points},2),"{PENDING}：执行率")'
    return (
        f'=IFERROR(IF({sums.whole},{whole},"{PENDING}："&IF({scored},"","执行率、")&{sums.open}&" 条指标"),"{PENDING}")'
    )
