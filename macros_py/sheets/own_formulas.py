"""The cells of 得分, 执行率, 总分 and 绩效结论 that hold a formula of 计算: nothing but 计算 may replace them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.sheets.columns import TableColumns
from macros_py.sheets.indicator_scores import is_our_formula
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.rows import column_formulas

if TYPE_CHECKING:
    import xlwings as xw

SCORED = ("score", "execution_rate", "execution_score", "total_score", "conclusion")
Cell = tuple[str, int, str]


def cell_key(columns: TableColumns, row: int, field: str) -> Cell:
    """Return what names a cell: its sheet, row and field."""
    return columns.sheet, row, field


def own_formulas(book: xw.Book, master_list: MasterList) -> frozenset[Cell]:
    """Return the cells of 绩效指标 and 部门整体 that hold a formula of 计算, calculated or not."""
    found = set()
    for table in (master_list.indicators_table, master_list.departments_table):
        for field in SCORED if table is not None and table.records() else ():
            if table is None or field not in table.positions:
                continue
            for row, standing in enumerate(column_formulas(book, table, field), table.first_row):
                if is_our_formula(standing):
                    found.add(cell_key(table.columns, row, field))
    return frozenset(found)
