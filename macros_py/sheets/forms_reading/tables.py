"""The indicator tables of one form: that under its first headings, and those of the pages on which it goes on."""

from __future__ import annotations

from macros_py.model import Indicator
from macros_py.sheets.forms_reading.footer import Totals, read_notes, read_totals, table_end
from macros_py.sheets.forms_reading.grid import Block, Layout
from macros_py.sheets.forms_reading.indicator_columns import Columns, is_heading_row, read_columns
from macros_py.sheets.forms_reading.indicator_table import read_indicators
from macros_py.sheets.forms_reading.labels import is_whole_term
from macros_py.sheets.forms_reading.ledger import Ledger


class Tables:
    """What the tables hold: ``indicators``, ``totals`` and ``notes``; ``columns`` of the first that is read.

    ``rows`` are those of each table, ``between`` those between two of them, ``head`` those above the first. A table of
    the whole term (长期绩效指标) that stands above or below that of the year is refused.
    """

    def __init__(self, layout: Layout, ledger: Ledger, rows: range) -> None:
        """Read the tables in ``rows``, those of a form."""
        self._layout, self._ledger = layout, ledger
        self.columns: Columns | None = None
        self.rows: list[range] = []
        self.between: list[range] = []
        self.indicators: tuple[Indicator, ...] = ()
        self.totals = Totals()
        self.notes: tuple[str, ...] = ()
        headings = _headings(layout, rows)
        self.head = range(rows.start, headings[0] if headings else rows.stop)
        terms = [_term_over(layout, row) for row in headings]
        for place, row in enumerate(headings):
            stop = headings[place + 1] if place + 1 < len(headings) else rows.stop
            term = terms[place]
            end = self._refuse(row, stop, term) if term and not all(terms) else self._read(row, stop, rows.stop)
            if term and all(terms):
                ledger.doubt(term, "这张表只有整个实施期的指标，已当作年度的读入，请核对")
            self.rows.append(range(row, end + 1))
            if stop < rows.stop:
                self.between.append(range(end + 1, stop))

    def _read(self, row: int, stop: int, last: int) -> int:
        """Read the table whose headings stand in ``row``, and what is under it above row ``stop``; return its last row."""
        columns = read_columns(self._layout, self._ledger, row, last - 1)
        end = min(table_end(self._layout, columns, last - 1), stop - 1)
        above = self.indicators[-1] if self.indicators else None
        self.indicators += read_indicators(self._layout, self._ledger, columns, end, "", above)
        self.columns = self.columns or columns
        foot = range(end + 1, stop)
        totals = read_totals(self._layout, self._ledger, columns, foot)
        if totals != Totals():
            self.totals = totals
        self.notes += read_notes(self._layout, self._ledger, foot)
        return end

    def _refuse(self, row: int, stop: int, term: Block) -> int:
        columns = read_columns(self._layout, Ledger(), row, stop - 1)
        end = min(table_end(self._layout, columns, stop - 1), stop - 1)
        why = f"这些是“{term.text.strip()[:20]}”下面的，不是年度的，没有读入"
        for block in [*self._layout.begin_in(range(row, end + 1)), term]:
            if not self._ledger.taken(block):
                self._ledger.refuse(block, why)
        return end


def _headings(layout: Layout, rows: range) -> list[int]:
    """Return the heading rows; of two next to each other, whose headings stand in both, the upper one."""
    found: list[int] = []
    bottom = 0
    for row in layout.row_numbers(rows):
        if row > bottom and is_heading_row(layout, row):
            found.append(row)
            bottom = read_columns(layout, Ledger(), row, rows.stop - 1).bottom
    return found


def _term_over(layout: Layout, row: int) -> Block | None:
    """Return the label of the whole term left of the headings in ``row``, or alone in the row above them; None for none."""
    first = layout.rows[row][0]
    beside = [block for column in range(1, first.right + 1) if (block := layout.covering(row, column))]
    above = layout.rows.get(row - 1, [])
    candidates = [*beside, *(above if len(above) == 1 else [])]
    return next((block for block in candidates if is_whole_term(block.text) and "指标" in block.text), None)
