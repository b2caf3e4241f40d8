"""Whether an open workbook can be written to from end to end, asked before the first cell changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command
from macros_py.engines.state import is_filtered, is_protected, is_read_only
from macros_py.errors import WorkbookProblem
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, PROJECTS

if TYPE_CHECKING:
    import xlwings as xw

TABLES = (PROJECTS.sheet, INDICATORS.sheet, DEPARTMENTS.sheet)
#: By their names: to import what writes them would cost every press the import of the checks.
WRITTEN = (*TABLES, "校验结果", "规范记录", "分值建议", "汇总差异", "汇总统计")


def refuse_protected(book: xw.Book, command: Command) -> None:
    """Raise WorkbookProblem when ``command`` writes and a sheet that it may write to is protected."""
    if not command.writes:
        return
    locked = [sheet.name for sheet in book.sheets if sheet.name in WRITTEN and is_protected(sheet)]
    if locked:
        raise WorkbookProblem(
            f"{_named(locked)}工作表有保护，写不进去，什么都没有改；请在“审阅”里撤消工作表保护，再做一次。"
        )


def refuse_unwritable(book: xw.Book, command: Command) -> None:
    """Raise WorkbookProblem when ``command`` writes and ``book`` is read-only, protected or filtered.

    A block that is written over hidden rows is not known to arrive whole in every version of Excel, and a clerk does
    not see what happens to rows that a filter hides.
    """
    if not command.writes:
        return
    if is_read_only(book):
        raise WorkbookProblem(
            f"工作簿“{book.name}”是只读打开的，改了也存不进去，所以没有改；请另存一份再按，或取消文件的只读后重新打开。"
        )
    refuse_protected(book, command)
    filtered = [sheet.name for sheet in book.sheets if sheet.name in TABLES and is_filtered(sheet)]
    if filtered:
        raise WorkbookProblem(
            f"{_named(filtered)}工作表正在筛选，有些行藏着，所以没有改；请先在“数据”里点“清除”取消筛选，再按一次。"
        )


def _named(sheets: list[str]) -> str:
    return "".join(f"“{name}”" for name in sheets)
