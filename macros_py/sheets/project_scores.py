"""执行率, its score, 指标得分, 总分 and 等级 of 项目清单: which formula goes into which cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros_py.model import DepartmentEvaluation, Project
from macros_py.scheme import Scheme
from macros_py.scoring import ExecutionRule
from macros_py.sheets.indicator_scores import ScoredRow, is_our_formula, is_ours
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.rows import column_formulas
from macros_py.sheets.sum_marks import IndicatorMarks
from macros_py.sheets.table import Table, cell_text
from macros_py.sheets.totals import (
    ODD_BLANKS,
    Blanks,
    counts_execution,
    grade_formula,
    matched_alone,
    note_formula,
    row_sums,
    total_formula,
)

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(frozen=True, slots=True)
class Changes:
    """Cells to write by field and row, and the addresses of the cells that a person filled and that stay."""

    cells: dict[str, dict[int, object]]
    kept: tuple[str, ...]


def fill(book: xw.Book, table: Table, wanted: Mapping[str, Mapping[int, object]], *, overwrite: bool) -> Changes:
    """Return what of ``wanted`` may be written: cells that are blank or 计算's own, all with ``overwrite``."""
    cells: dict[str, dict[int, object]] = {}
    kept = []
    for field, by_row in wanted.items():
        if field not in table.positions or not by_row:
            continue
        standing = column_formulas(book, table, field)
        for row, formula in by_row.items():
            if overwrite or is_ours(standing[row - table.first_row]):
                cells.setdefault(field, {})[row] = formula
            else:
                kept.append(f"{table.sheet} {table.address(field, row)}")
    return Changes(cells, tuple(kept))


def _without_indicators(book: xw.Book, table: Table, projects: Sequence[Project]) -> frozenset[int]:
    """Return the rows of projects that 计算 gave a 总分 and that have no indicators any more: the sum would stand there."""
    bare = [project.row for project in projects if not project.indicators]
    standing = column_formulas(book, table, "total_score") if bare else []
    return frozenset(row for row in bare if is_our_formula(standing[row - table.first_row]))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The 项目编号 of a workbook: which of them SUMIFS tells apart from all others, and the odd blanks in 绩效指标."""

    alone: frozenset[str]
    blanks: tuple[str, ...]

    def confused(self, table: Table, owner: Project | DepartmentEvaluation) -> Blanks | None:
        """Return the blanks to take off before the owner's number is compared; None where SUMIFS cannot confuse it."""
        if owner.project_id in self.alone:
            return None
        field = table.columns.columns[0].field
        cell = cell_text(table.rows[owner.row - table.first_row][table.positions[field] - 1])
        return Blanks(self.blanks, _odd_blanks([cell]))


def _odd_blanks(numbers: Iterable[str]) -> tuple[str, ...]:
    together = "".join(numbers)
    return tuple(blank for blank in ODD_BLANKS if blank in together)


def read_numbers(master_list: MasterList) -> Numbers:
    """Return the 项目编号 of the workbook as formulas meet them."""
    ids: dict[str, list[str]] = {}
    for table in master_list.tables:
        position = table.positions[table.columns.columns[0].field] - 1
        ids[table.sheet] = list(dict.fromkeys(cell_text(row[position]) for row in table.rows))
    # The same number stands in two sheets; only another spelling makes a second one.
    every = (number for numbers in ids.values() for number in numbers)
    return Numbers(matched_alone(every), _odd_blanks(ids[master_list.indicators_table.sheet]))


def project_changes(
    book: xw.Book,
    master_list: MasterList,
    projects: Sequence[Project],
    rows: Mapping[str, Sequence[ScoredRow]],
    scheme: Scheme,
    *,
    overwrite: bool,
) -> Changes:
    """Return the formulas for the rows of ``projects``; ``rows`` are their indicators by 项目编号."""
    table = master_list.projects_table
    rule = ExecutionRule(scheme.execution)
    numbers, marks = read_numbers(master_list), IndicatorMarks(master_list)
    wanted: dict[str, dict[int, object]] = {}

    def want(field: str, row: int, formula: str) -> None:
        wanted.setdefault(field, {})[row] = formula

    summed = {"indicator_score", "total_score"} <= table.positions.keys()
    summed = summed and {"score", "weight"} <= master_list.indicators_table.positions.keys()
    stale = _without_indicators(book, table, projects) if summed else frozenset()
    for project in projects:
        row = project.row
        at = {field: table.address(field, row) for field in table.positions}
        budget, executed, rate = at["annual_budget"], at["executed"], at["execution_rate"]
        want("execution_rate", row, rule.rate_formula(budget, executed))
        want("execution_score", row, rule.score_formula(rate))
        want("score_note", row, note_formula(rate, budget, executed, rule.explain()))
        if not summed or (not project.indicators and row not in stale):
            continue
        sums = row_sums(
            master_list.indicators_table,
            at["project_id"],
            numbers.confused(table, project),
            marks=marks.of(project),
        )
        want("indicator_score", row, sums.formula())
        fulls = [one.full for one in rows.get(project.project_id, ())]
        execution = at["execution_score"] if counts_execution(fulls, scheme.total) else ""
        want("total_score", row, total_formula(execution, at["indicator_score"]))
        want("grade", row, grade_formula(at["total_score"], scheme.grades))
    return fill(book, table, wanted, overwrite=overwrite)
