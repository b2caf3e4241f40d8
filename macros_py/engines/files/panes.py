"""Frozen rows and columns of a worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.engines.address import Area
from macros_py.package.columns import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from macros_py.engines.files.sheet import Sheet


class FreezePanes:
    """The frozen rows and columns of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        """Stand for the panes of ``sheet``."""
        self._sheet = sheet

    def freeze_at(self, address: str) -> None:
        """Freeze the rows and columns of ``address``, which begins at A1: ``A1:B2``, ``A:A``, ``1:1``."""
        area = Area.parse(address)
        row = 1 if area.rows == LAST_ROW else area.last_row + 1
        column = 1 if area.columns == LAST_COLUMN else area.last_column + 1
        self._sheet.worksheet.freeze_panes = Area(row, column).address(False, False)
        self._sheet.book.changed = True

    def unfreeze(self) -> None:
        """Let all rows and columns scroll."""
        self._sheet.worksheet.freeze_panes = None
        self._sheet.book.changed = True
