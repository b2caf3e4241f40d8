"""Findings on totals that 计算 wrote as formulas: a formula follows its figures, so what it shows is nobody's slip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros_py.checks import Finding
from macros_py.model import Indicator
from macros_py.sheets.indicator_scores import is_our_formula
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.rows import column_formulas

if TYPE_CHECKING:
    import xlwings as xw

TOTALS = frozenset({"execution_rate", "execution_score", "indicator_score", "total_score", "grade", "conclusion"})


def on_typed_totals(book: xw.Book, master_list: MasterList, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return ``findings`` without those on a total that is a formula of 计算.

    A workbook saved while Excel calculated by hand only shows old results until the next recalculation; to have them
    typed over would make them wrong for good. A column is read only where something was found in it.
    """
    columns: dict[tuple[str, str], list[str]] = {}
    kept = []
    for finding in findings:
        record, field = finding.record, finding.field
        if field in TOTALS and not isinstance(record, Indicator):
            table = master_list.table_of(record)
            if field in table.positions and (key := (table.sheet, field)) not in columns:
                columns[key] = column_formulas(book, table, field)
            standing = columns.get((table.sheet, field))
            written = standing[record.row - table.first_row] if standing else ""
            if is_our_formula(written):
                continue
        kept.append(finding)
    return tuple(kept)
