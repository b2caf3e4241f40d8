"""The indicator tables of one form: that under its first headings, and those of the pages on which it goes on."""

from __future__ import annotations

from macros_py.model import Indicator
from macros_py.sheets.forms_reading.footer import Totals, read_notes, read_totals, table_end
from macros_py.sheets.forms_reading.grid import Layout
from macros_py.sheets.forms_reading.indicator_columns import Columns, is_heading_row, read_columns
from macros_py.sheets.forms_reading.indicator_table import read_indicators
from macros_py.sheets.forms_reading.ledger import Ledger


class Tables:
    """What the tables hold: ``indicators``, ``totals`` and ``notes``; ``rows`` of each table, and ``between`` them."""

    def __init__(self, layout: Layout, ledger: Ledger, columns: Columns, end: int, stop: int) -> None:
        """Read the table under ``columns``, which ends in row ``end``, and all that follow above row ``stop``."""
        self.rows: list[range] = []
        self.between: list[range] = []
        self.indicators: tuple[Indicator, ...] = ()
        self.totals = Totals()
        self.notes: tuple[str, ...] = ()
        self._layout, self._ledger = layout, ledger
        while True:
            above: Indicator | None = self.indicators[-1] if self.indicators else None
            self.indicators += read_indicators(layout, ledger, columns, end, "", above)
            self.rows.append(range(columns.top, end + 1))
            again = next((row for row in layout.row_numbers(range(end + 1, stop)) if is_heading_row(layout, row)), None)
            self._read_foot(columns, range(end + 1, stop if again is None else again))
            if again is None:
                break
            self.between.append(range(end + 1, again))
            columns = read_columns(layout, ledger, again, stop - 1)
            end = table_end(layout, columns, stop - 1)

    def _read_foot(self, columns: Columns, foot: range) -> None:
        totals = read_totals(self._layout, self._ledger, columns, foot)
        if totals != Totals():
            self.totals = totals
        self.notes += read_notes(self._layout, self._ledger, foot)
