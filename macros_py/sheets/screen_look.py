"""How the sheets of the standard workbook look on the screen: their font, titles, heading rows and colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW = 3
LAST_PREPARED_ROW = 20_003
"""So far down the cells of a table have their format, dropdowns and colours before anything is filled in."""
HEADING_FILL = "305496"
SEVERITY_LOOK = {"错误": ("F8CBAD", "9C0006"), "警告": ("FFE699", "7F6000"), "提示": ("DDEBF7", "1F4E78")}
"""The colours of a cell with a finding and of its text, by severity."""
SCREEN_FONT = "微软雅黑"


def font(**look: object) -> Font:
    """Return the font of the screen at 10 points, or as ``look`` has it otherwise."""
    from openpyxl.styles import Font

    return Font(name=SCREEN_FONT, **{"size": 10, **look})


def fill(colour: str) -> PatternFill:
    """Return a fill of one colour."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour, end_color=colour)


def put_title(sheet: Worksheet, about: str) -> None:
    """Write the name of a sheet into its first row, and beside it what the sheet is for."""
    from openpyxl.styles import Alignment

    sheet["A1"] = sheet.title
    sheet["A1"].font = font(size=16, bold=True, color=HEADING_FILL)
    sheet["D1"] = about
    sheet["D1"].font = font(size=10, color="595959")
    for cell in (sheet["A1"], sheet["D1"]):
        cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 28


def put_headings(sheet: Worksheet, names: Sequence[str], row: int) -> None:
    """Write ``names`` as the heading row of a table."""
    from openpyxl.styles import Alignment, Border, Side

    side = Side("thin", color="FFFFFF")
    for position, heading in enumerate(names, 1):
        cell = sheet.cell(row, position, heading)
        cell.font = font(bold=True, color="FFFFFF")
        cell.fill = fill(HEADING_FILL)
        cell.border = Border(left=side, right=side)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = 24


def put_list_object(sheet: Worksheet, name: str, reference: str) -> None:
    """Make the cells of ``reference``, headings included, a list object: it grows with its rows and has filter buttons."""
    from openpyxl.worksheet.table import Table, TableStyleInfo

    table = Table(displayName=name, ref=reference)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)


def marking_fill(colour: str) -> PatternFill:
    """Return the fill of a conditional format."""
    from openpyxl.styles import PatternFill

    # In a differential format Excel takes the background colour of a solid fill.
    return PatternFill("solid", bgColor=colour)
