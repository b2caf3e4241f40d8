"""What every sheet of a workbook holds at one moment, read in a few calls a sheet and one a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from macros_py.sheets.cell_content import Content, content_of

if TYPE_CHECKING:
    import xlwings as xw

_HEADING_ROW = 3
"""Where formats change in every column: of the tables of the standard workbook and of the reports."""
_MOST_FORMAT_READS = 400
"""How often a sheet is asked for number formats besides once a column; what is not known then is left as it is."""


@dataclass(frozen=True, slots=True)
class FormatRun:
    """Rows of one column with one number format."""

    column: int
    first: int
    last: int
    number_format: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """The used cells of a sheet, its list objects by name with their areas, and the number formats where asked for."""

    top: int
    left: int
    rows: tuple[tuple[Content, ...], ...]
    tables: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[FormatRun, ...] = ()

    def cells(self) -> Iterator[tuple[tuple[int, int], Content]]:
        """Yield ((row, column), content) of every cell that is not blank."""
        for row, contents in enumerate(self.rows, self.top):
            for column, content in enumerate(contents, self.left):
                if content is not None:
                    yield (row, column), content

    def at(self, row: int, column: int) -> Content:
        """Return the content of one cell; None outside the used cells."""
        if self.top <= row < self.top + len(self.rows):
            contents = self.rows[row - self.top]
            if self.left <= column < self.left + len(contents):
                return contents[column - self.left]
        return None


Snapshot = Mapping[str, SheetContent]
"""The sheets of a workbook by name, hidden ones too, in the order of their tabs."""


def take_snapshot(book: xw.Book, *, formats: bool = False) -> Snapshot:
    """Read all sheets of ``book``: two blocks a sheet, its tables, and the number formats of its columns when asked."""
    return {sheet.name: _read(sheet, formats) for sheet in book.sheets}


def _read(sheet: xw.Sheet, formats: bool) -> SheetContent:
    used = sheet.used_range
    values = used.options(ndim=2).value
    formulas = used.formula
    # xlwings gives one cell as a text, more as rows.
    typed = [[formulas]] if not isinstance(formulas, list | tuple) else [_as_row(row) for row in formulas]
    rows = tuple(
        tuple(map(content_of, value_row, formula_row)) for value_row, formula_row in zip(values, typed, strict=True)
    )
    tables = {table.name: str(table.range.address) for table in sheet.tables}
    return SheetContent(used.row, used.column, rows, tables, tuple(_formats(sheet, used)) if formats else ())


def _as_row(row: Any) -> Any:
    return row if isinstance(row, list | tuple) else (row,)


def _formats(sheet: xw.Sheet, used: xw.Range) -> Iterator[FormatRun]:
    # Our own engines tell all formats at once; over COM there is no call for that. Calc took 4 s to answer one by one.
    told = getattr(used.impl, "number_formats", None)
    return _runs(told()) if told is not None else _asked(sheet, used)


def _runs(areas: Iterable[tuple[Any, str]]) -> Iterator[FormatRun]:
    """Yield areas of one format each, whichever way they were cut, as the longest runs down each column."""
    parts = sorted(
        (column, area.row, area.last_row, code)
        for area, code in areas
        for column in range(area.column, area.last_column + 1)
    )
    run: FormatRun | None = None
    for column, first, last, code in parts:
        if run is not None and (run.column, run.last + 1, run.number_format) == (column, first, code):
            run = replace(run, last=last)
            continue
        if run is not None:
            yield run
        run = FormatRun(column, first, last, code)
    if run is not None:
        yield run


def _asked(sheet: xw.Sheet, used: xw.Range) -> Iterator[FormatRun]:
    height, width = used.shape
    top, bottom, left = used.row, used.row + height - 1, used.column
    reads = [width + _MOST_FORMAT_READS]
    for first, last in ((top, _HEADING_ROW - 1), (_HEADING_ROW, _HEADING_ROW), (_HEADING_ROW + 1, bottom)):
        if (first := max(first, top)) <= (last := min(last, bottom)):
            yield from _block_formats(sheet, (first, left, last, left + width - 1), reads)


def _block_formats(sheet: xw.Sheet, block: tuple[int, int, int, int], reads: list[int]) -> Iterator[FormatRun]:
    """Yield the formats of a block (first row and column, last ones); where they differ (None) each half is asked for.

    Columns are parted before rows: a column of a table mostly has one format.
    """
    first, left, last, right = block
    if reads[0] <= 0:
        return
    reads[0] -= 1
    found = sheet.range((first, left), (last, right)).number_format
    if found is not None:
        for column in range(left, right + 1):
            yield FormatRun(column, first, last, str(found))
    elif left < right:
        middle = (left + right) // 2
        yield from _block_formats(sheet, (first, left, last, middle), reads)
        yield from _block_formats(sheet, (first, middle + 1, last, right), reads)
    elif first < last:
        middle = (first + last) // 2
        yield from _block_formats(sheet, (first, left, middle, left), reads)
        yield from _block_formats(sheet, (middle + 1, left, last, left), reads)
