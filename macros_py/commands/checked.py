"""Reading a workbook and running every check on it: what 【校验】 lists is what 【统计】 counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.checks.finding import Owner, Record
from macros_py.checks.running import Report
from macros_py.config import Config
from macros_py.sheets.departments import SUMMED
from macros_py.sheets.form_values import project_spending
from macros_py.sheets.formula_cells import uncomputed_amounts, uncomputed_texts
from macros_py.sheets.fresh_scores import with_fresh_scores
from macros_py.sheets.live_totals import on_typed_totals
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.merged_cells import merged_blanks

if TYPE_CHECKING:
    import xlwings as xw


class Checked(NamedTuple):
    """A workbook as it was checked, its fresh scores worked out, and what the checks found."""

    master_list: MasterList
    records: Records
    report: Report


def checked(book: xw.Book, master_list: MasterList, config: Config) -> Checked:
    """Run every check on ``master_list``, which was read from ``book``."""
    master_list = _with_project_spending(with_fresh_scores(book, master_list, config.scheme))
    by_cell = _records_by_cell(master_list) if master_list.misplaced else {}
    records = Records(
        master_list.projects,
        master_list.orphans,
        master_list.departments,
        uncomputed_amounts(book, master_list),
        uncomputed_texts(book, master_list),
        master_list.sums,
        merged_blanks(book, master_list),
        misplaced=[
            (record, cell.field, cell.heading, cell.text, cell.advice)
            for cell in master_list.misplaced
            if (record := by_cell.get((cell.sheet, cell.row))) is not None
        ],
        indicator_sums=master_list.indicator_sums,
    )
    report = run_checks(CATALOGUE, records, config)
    findings = on_typed_totals(book, master_list, report.findings)
    return Checked(master_list, records, replace(report, findings=findings))


def _with_project_spending(master_list: MasterList) -> MasterList:
    """Return ``master_list`` with every blank 项目支出 of a department summed over its projects, as 计算 and the form do."""
    departments = []
    for one in master_list.departments:
        blank = [amount for amount in SUMMED if getattr(one.project, amount) is None]
        summed = project_spending(one, master_list.projects) if blank else {}
        known = {amount: summed[amount] for amount in blank if summed[amount] is not None}
        departments.append(replace(one, project=replace(one.project, **known)) if known else one)
    return replace(master_list, departments=tuple(departments))


def _records_by_cell(master_list: MasterList) -> dict[tuple[str, int], Record]:
    """Return the projects, departments and indicators by sheet and row; a row of sums is none of them."""
    owners: list[Owner] = [*master_list.projects, *master_list.departments]
    records = (*owners, *(row for owner in owners for row in owner.indicators), *master_list.orphans)
    return {(master_list.table_of(record).sheet, record.row): record for record in records}
