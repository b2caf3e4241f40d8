"""Frozen rows and columns of a worksheet, in the window that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.engines.address import Area
from macros_py.package.columns import LAST_COLUMN, LAST_ROW

if TYPE_CHECKING:
    from macros_py.engines.calc.sheet import Sheet


class FreezePanes:
    """The frozen rows and columns of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        """Stand for the panes of ``sheet``."""
        self._sheet = sheet

    def freeze_at(self, address: str) -> None:
        """Freeze the rows and columns of ``address``, which begins at A1: ``A1:B2``, ``A:A``, ``1:1``."""
        area = Area.parse(address)
        rows = 0 if area.rows == LAST_ROW else area.last_row
        columns = 0 if area.columns == LAST_COLUMN else area.last_column
        self._freeze(columns, rows)

    def unfreeze(self) -> None:
        """Let all rows and columns scroll."""
        self._freeze(0, 0)

    def _freeze(self, columns: int, rows: int) -> None:
        controller = self._sheet.book.controller
        if controller is not None:
            self._sheet.activate()
            controller.freezeAtPosition(columns, rows)
