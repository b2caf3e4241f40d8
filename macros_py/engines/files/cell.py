"""Putting a value into an openpyxl cell without letting openpyxl guess what it is."""

from __future__ import annotations

import re
from typing import Any

from macros_py.engines.entry import Entry, Kind

#: Characters XML cannot hold, and text that would be read as an escape: both are written as Excel's _xHHHH_.
_NEEDS_ESCAPE = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


def is_hidden(cell: Any) -> bool:
    """Whether the cell lies under a merge: Excel takes a value for it without a word, openpyxl raises."""
    return type(cell).__name__ == "MergedCell"


def store(cell: Any, entry: Entry) -> None:
    """Put ``entry`` into an openpyxl cell without letting openpyxl guess its type."""
    if entry.kind is Kind.TEXT:
        cell.value = _NEEDS_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", str(entry.value))
        cell.data_type = "s"  # openpyxl makes "=…" a formula and "#N/A" an error
        if entry.forced or cell.quotePrefix:
            cell.quotePrefix = int(entry.forced)
        return
    number_format = entry.number_format
    if entry.kind is Kind.DATE and number_format is None:
        number_format = cell.number_format
    cell.value = entry.value
    if number_format is not None:
        cell.number_format = number_format  # openpyxl gives dates a format of its own
