"""Amounts that are formulas without a result: a file that no spreadsheet program has calculated since they were written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros_py.model import DepartmentEvaluation, Project
from macros_py.package.columns import column_letters
from macros_py.sheets.columns import Cells
from macros_py.sheets.department_scores import is_summed
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.table import Table

if TYPE_CHECKING:
    import xlwings as xw

Owner = Project | DepartmentEvaluation


def uncomputed_amounts(book: xw.Book, master_list: MasterList) -> list[tuple[Owner, str, str]]:
    """Return the amounts of projects and departments that are formulas without a number: record, field and heading.

    Scores, rates and the sums over 项目清单 are left out: 【计算】 itself writes them as formulas.
    """
    found = _of_table(book, master_list.projects_table, master_list.projects)
    if master_list.departments_table is not None:
        found += _of_table(book, master_list.departments_table, master_list.departments)
    return found


def _of_table(book: xw.Book, table: Table, owners: Sequence[Owner]) -> list[tuple[Owner, str, str]]:
    amounts = [
        (column.field, column.heading, table.positions[column.field])
        for column in table.columns.columns
        if column.cells is Cells.AMOUNT and column.field in table.positions
    ]
    if not owners or not amounts:
        return []
    first, last = min(place for *_, place in amounts), max(place for *_, place in amounts)
    area = f"{column_letters(first)}{table.first_row}:{column_letters(last)}{table.last_row}"
    formulas = book.sheets[table.sheet].range(area).formula
    # One row or one cell comes without its outer tuples.
    rows = formulas if isinstance(formulas, tuple) else ((formulas,),)
    by_row = {owner.row: owner for owner in owners}
    found: list[tuple[Owner, str, str]] = []
    for offset, (written, values) in enumerate(zip(rows, table.rows, strict=False)):
        owner = by_row.get(table.first_row + offset)
        for field, heading, place in amounts:
            formula = str(written[place - first])
            if owner is None or values[place - 1] not in (None, "") or is_summed(formula):
                continue
            if formula.startswith("="):
                found.append((owner, field, heading))
    return found
