"""A sheet the tool writes its findings or differences on: one heading row, rows below it, links to cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros_py.package.columns import column_letters
from macros_py.sheets.sheet_page import set_up_page

if TYPE_CHECKING:
    import xlwings as xw

HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
ABOUT_CELL = "D1"
HEADING_COLOUR = (48, 84, 150)
LINKS, LINK_COLOUR = "位置", (5, 99, 193)
TITLE_SIZE, TITLE_HEIGHT = 16, 28
TEXT_SIZE = 10
CENTRED_BELOW = 10


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a report; ``text`` ones may hold what begins with "=" and are formatted as Text before writing."""

    heading: str
    width: float
    text: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A report sheet: its name, the sentence beside its title, its columns."""

    sheet: str
    about: str
    columns: tuple[ReportColumn, ...]

    def write(self, book: xw.Book, rows: Sequence[Sequence[object]], summary: str = "") -> None:
        """Replace what the sheet holds by ``rows`` (at least one), in one block, ``summary`` beside the title.

        The sheet is made when missing. A filter that was left on it is taken off: it would hide rows that are new.
        """
        sheet = book.sheets[self.sheet] if self.sheet in [s.name for s in book.sheets] else self._make(book)
        width = len(self.columns)
        last = FIRST_ROW + len(rows) - 1
        used = sheet.used_range
        used_last = used.row + used.shape[0] - 1
        _show_all_rows(sheet, max(last, used_last))
        if used_last > last:
            sheet.range((last + 1, 1), (used_last, width)).clear_contents()
        for position, column in enumerate(self.columns, 1):
            if column.text:
                sheet.range((FIRST_ROW, position), (last, position)).number_format = "@"
        if summary:
            sheet.range(ABOUT_CELL).value = summary
        body = sheet.range((FIRST_ROW, 1), (last, width))
        body.value = [list(row) for row in rows]
        body.wrap_text = True
        body.rows.autofit()
        set_up_page(sheet, HEADING_ROW)
        if self.sheet in [table.name for table in sheet.tables]:
            sheet.tables[self.sheet].resize(sheet.range((HEADING_ROW, 1), (last, width)))

    def _make(self, book: xw.Book) -> xw.Sheet:
        sheet = book.sheets.add(self.sheet, after=book.sheets[-1])
        width = len(self.columns)
        cells = sheet.range(f"A:{column_letters(width)}")
        cells.font.size = TEXT_SIZE
        cells.vertical_alignment = "center"
        for position, column in enumerate(self.columns, 1):
            letters = column_letters(position)
            whole = sheet.range(f"{letters}:{letters}")
            whole.column_width = column.width
            if column.width < CENTRED_BELOW:
                whole.horizontal_alignment = "center"
            if column.heading == LINKS:
                whole.font.color = LINK_COLOUR
        sheet.range("A1").value = self.sheet
        sheet.range("A1").row_height = TITLE_HEIGHT
        sheet.range("A1").font.size = TITLE_SIZE
        sheet.range("A1").font.bold = True
        sheet.range("A1").font.color = HEADING_COLOUR
        sheet.range("A1").horizontal_alignment = "left"
        sheet.range(ABOUT_CELL).value = self.about
        headings = sheet.range((HEADING_ROW, 1), (HEADING_ROW, width))
        headings.value = [[column.heading for column in self.columns]]
        headings.color = HEADING_COLOUR
        headings.font.color = (255, 255, 255)
        headings.font.bold = True
        headings.horizontal_alignment = "center"
        return sheet


def _show_all_rows(sheet: xw.Sheet, last: int) -> None:
    """Take a filter off: it hides rows by their numbers, in which other findings stand by now."""
    for table in sheet.tables:
        if table.show_autofilter:
            table.show_autofilter = False
            table.show_autofilter = True
    sheet.range((FIRST_ROW, 1), (last, 1)).rows.hidden = False


def cell_link(sheet: str, cell: str) -> str:
    """Return the formula of a link to a cell of the same workbook."""
    return f"""=HYPERLINK("#'{sheet}'!{cell}","{sheet} {cell}")"""
