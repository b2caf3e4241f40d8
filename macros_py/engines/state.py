"""How a worksheet or a workbook stands in the program that has it open: protected, filtered, read-only.

xlwings has no words for these. Excel is asked over COM; an engine of ours answers through properties of the same
meaning on its own objects (``protected`` and ``filtered`` of a sheet, ``read_only`` of a book), or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings as xw


def is_protected(sheet: xw.Sheet) -> bool:
    """Return whether the cells of ``sheet`` are protected against writing."""
    return _ask(sheet, "ProtectContents", "protected")


def is_filtered(sheet: xw.Sheet) -> bool:
    """Return whether a filter hides rows of ``sheet``."""
    if sheet.book.app.engine.name != "excel":
        return _ask(sheet, "", "filtered")
    # A table has a filter of its own, of which FilterMode of the sheet tells nothing unless a cell of it is selected.
    return bool(sheet.api.FilterMode) or any(
        table.api.ShowAutoFilter and table.api.AutoFilter.FilterMode for table in sheet.tables
    )


def is_read_only(book: xw.Book) -> bool:
    """Return whether what is written to ``book`` could not be saved under its name."""
    return _ask(book, "ReadOnly", "read_only")


def _ask(of: Any, in_excel: str, elsewhere: str) -> bool:
    engine = (of if hasattr(of, "app") else of.book).app.engine
    return bool(getattr(of.api, in_excel) if engine.name == "excel" else getattr(of.impl, elsewhere, False))
