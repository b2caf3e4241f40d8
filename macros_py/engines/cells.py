"""Where the cells of a range are: what every engine of ours answers in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from macros_py.engines.address import Area, quote_sheet
from macros_py.engines.formula_text import fill
from macros_py.engines.port import base_classes


class Cells(base_classes.Range):  # type: ignore[misc]
    """The cells of ``area`` on ``sheet``."""

    # The base class declares a property; xlwings sets options on every range it is given.
    sheet: Any = None
    options: Any = None

    def __init__(self, sheet: Any, area: Area) -> None:
        """Stand for ``area`` of ``sheet``."""
        self.sheet = sheet
        self.area = area
        self.options = {}

    def __len__(self) -> int:
        """Return how many cells there are."""
        return self.area.rows * self.area.columns

    def column_numbers(self) -> range:
        """Return the columns, from 1."""
        return range(self.area.column, self.area.last_column + 1)

    def row_numbers(self) -> range:
        """Return the rows, from 1."""
        return range(self.area.row, self.area.last_row + 1)

    @property
    def api(self) -> Self:
        """The range itself: xlwings skips every write to a range whose api is not true."""
        return self

    def __bool__(self) -> bool:
        """Return true: an empty range is a range."""
        return True

    def __call__(self, arg1: int, arg2: int | None = None) -> Self:
        """Return one cell by its row and column in the range, or by its number along the rows, from 1."""
        if arg2 is None:
            row, column = divmod(arg1 - 1, max(self.area.columns, 1))
        else:
            row, column = arg1 - 1, arg2 - 1
        return type(self)(self.sheet, Area(self.area.row + row, self.area.column + column))

    @property
    def row(self) -> int:
        """The first row."""
        return self.area.row

    @property
    def column(self) -> int:
        """The first column."""
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        """The number of rows and of columns."""
        return self.area.rows, self.area.columns

    @property
    def address(self) -> str:
        """The address, ``$A$1:$B$2``."""
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """Return the address, ``[book.xlsx]sheet!$A$1`` when external."""
        address = self.area.address(row_absolute, col_absolute)
        if not external:
            return address
        name = quote_sheet(f"[{self.sheet.book.name}]{self.sheet.name}")
        return f"{name}!{address}"

    def rows_of(self, value: object) -> Sequence[Sequence[object]]:
        """Return ``value`` as rows of this range's shape; one value fills it, a formula as Excel's fill does."""
        rows, columns = self.shape
        if not isinstance(value, (list, tuple)):
            if isinstance(value, str) and value.startswith("=") and len(value) > 1 and len(self) > 1:
                first = self.area.address(False, False).partition(":")[0]
                return [
                    [fill(value, first, Area(r, c).address(False, False)) for c in self.column_numbers()]
                    for r in self.row_numbers()
                ]
            return [[value] * columns] * rows
        if value and not isinstance(value[0], (list, tuple)):
            value = [value] * rows
        if len(value) != rows or any(len(row) != columns for row in value):
            raise ValueError(f"a block of {rows}×{columns} cells cannot take {len(value)} rows of another shape")
        return value
