"""Amounts and targets that are formulas without a result: a file that no spreadsheet program has calculated since they were written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros_py.model import DepartmentEvaluation, Indicator, Project
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


TEXTS = ("target", "actual")


def uncomputed_texts(book: xw.Book, master_list: MasterList) -> list[tuple[Indicator, str, str, str]]:
    """Return the blank 指标值 and 实际完成值 that are formulas (=100% typed as it stands): record, field, heading, formula.

    A column is read again only where a row is blank in it.
    """
    table = master_list.indicators_table
    owners: list[Owner] = [*master_list.projects, *master_list.departments]
    rows = [*(row for owner in owners for row in owner.indicators), *master_list.orphans]
    headings = {column.field: column.heading for column in table.columns.columns}
    found = []
    for field in TEXTS:
        blank = [row for row in rows if row.row and not getattr(row, field)] if field in table.positions else []
        if not blank:
            continue
        first = min(row.row for row in blank)
        letters = column_letters(table.positions[field])
        area = f"{letters}{first}:{letters}{max(row.row for row in blank)}"
        cells = _formulas(book, table, area)
        for row in blank:
            formula = str(cells[row.row - first][0])
            if formula.startswith("="):
                found.append((row, field, headings[field], formula))
    return found


def _formulas(book: xw.Book, table: Table, area: str) -> tuple[tuple[object, ...], ...]:
    """Return the formulas and typed values of ``area``, row by row; xlwings gives a single cell as a bare text."""
    formulas = book.sheets[table.sheet].range(area).formula
    return formulas if isinstance(formulas, tuple) else ((formulas,),)


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
    rows = _formulas(book, table, area)
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
