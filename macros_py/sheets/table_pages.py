"""How the sheets of the standard workbook print: fitted to a page's width, or to several pages side by side.

The tables have far more columns than one page can hold legibly. They take so many pages across that print of 10 points
stays at 8 or more, and every page begins with the columns that say which project or indicator a line belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros_py.package.columns import column_letters
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, PROJECTS, TableColumns
from macros_py.sheets.sheet_page import FOOTER

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9
_MARGIN, _FOOT = 0.28, 0.55


@dataclass(frozen=True, slots=True)
class TablePages:
    """The field of the last column that is repeated on each page, and how many pages a line takes."""

    repeated: str
    across: int


TABLE_PAGES = {
    PROJECTS.sheet: TablePages("name", 8),
    INDICATORS.sheet: TablePages("level3", 3),
    DEPARTMENTS.sheet: TablePages("department", 5),
}


def set_up_table(sheet: Worksheet, table: TableColumns, heading_rows: str) -> None:
    """Let ``table`` print on several pages side by side, the pages of a line one after the other.

    They are fitted, not cut at chosen columns: how wide a column prints depends on the fonts of the machine, and Excel
    ignores page breaks in a sheet that is fitted.
    """
    pages = TABLE_PAGES[table.sheet]
    fields = [column.field for column in table.columns]
    _paper(sheet, "landscape", heading_rows)
    sheet.page_setup.fitToWidth = pages.across
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.print_title_cols = f"A:{column_letters(fields.index(pages.repeated) + 1)}"


def set_up_fitted(sheet: Worksheet, orientation: str, heading_rows: str | None = None) -> None:
    """Let a sheet print as wide as the page and as long as it needs."""
    _paper(sheet, orientation, heading_rows)
    sheet.page_setup.fitToWidth = 1
    sheet.print_options.horizontalCentered = True


def _paper(sheet: Worksheet, orientation: str, heading_rows: str | None) -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if orientation == "landscape":
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = _MARGIN
        margins.bottom, margins.footer, margins.header = _FOOT, _MARGIN, _MARGIN
        sheet.print_options.gridLines = True
    sheet.oddFooter.center.text = FOOTER
    if heading_rows:
        sheet.print_title_rows = heading_rows
