"""The office style that all printed forms share: 宋体, thin borders, A4, centred; and the cells of a form to fill in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from macros_py.package.archive import normalise
from macros_py.package.columns import column_letters as letters

TEXT = "@"
AMOUNT = "0.00"
#: A score, or any number printed with the decimals it has.
PLAIN = "0.######"
SIDE_LABEL = "绩\n效\n指\n标"

_SONG, _HEI = "宋体", "黑体"
_THIN = Side(style="thin", color="FF000000")
# As light as a printer can miss; black and white printing leaves it out altogether.
_TO_FILL = PatternFill("solid", fgColor="FFFFFBE6")
_LONGEST_LIST = 255


class FormSheet:
    """The one sheet of a template being drawn; ``to_fill`` makes a form that a unit fills in."""

    def __init__(
        self,
        name: str,
        widths: Sequence[float],
        heights: Mapping[int, float],
        *,
        size: float = 10,
        unit_size: float = 11,
        margins: tuple[float, float] = (0.4, 0.5),
        landscape: bool = False,
        to_fill: bool = False,
    ) -> None:
        """Prepare an A4 page: ``widths`` in digits of 宋体 ``unit_size``, ``heights`` in points, ``margins`` in inches.

        ``margins`` are those at the sides and those above and below.
        """
        self._book, self._size, self.to_fill = Workbook(), size, to_fill
        normal = Font(name=_SONG, size=unit_size)  # the unit of column widths comes from this font
        self._book._named_styles["Normal"].font = normal
        self._book._fonts[0] = normal
        sheet = self._book.active
        assert isinstance(sheet, Worksheet)
        self.sheet = sheet
        sheet.title = name
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[letters(column)].width = width
        for row, height in heights.items():
            sheet.row_dimensions[row].height = height
        sheet.sheet_view.showGridLines = False
        setup = sheet.page_setup
        setup.paperSize, setup.fitToWidth, setup.fitToHeight = 9, 1, 1
        setup.orientation = "landscape" if landscape else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        paper = sheet.page_margins
        paper.left = paper.right = margins[0]
        paper.top = paper.bottom = margins[1]
        paper.header = paper.footer = 0.2
        if to_fill:
            self._protect()

    def title(self, area: str, text: str, size: float = 18) -> None:
        """Write the title of the form."""
        self._write(area, text, "center", Font(name=_HEI, size=size, bold=True))

    def line(self, area: str, text: str, horizontal: str, size: float | None = None, vertical: str = "center") -> None:
        """Write a line outside the table, without borders."""
        self._write(area, text, horizontal, Font(name=_SONG, size=size or self._size), vertical)

    def label(
        self, area: str, text: str, horizontal: str = "center", indent: int = 0, bold: bool = False, open_to: str = ""
    ) -> None:
        """Write a bordered text into an area and merge it; no line is drawn on the side ``open_to``."""
        self._frame(area, open_to)
        self._write(area, text, horizontal, Font(name=_SONG, size=self._size, bold=bold), indent=indent)

    def value(
        self, area: str, tag: str, horizontal: str = "center", form: str = TEXT, fill: bool = True, open_to: str = ""
    ) -> None:
        """Write a bordered tag; in a form to fill in, unless ``fill`` is False, the cell takes what the unit types."""
        self.label(area, tag, horizontal, open_to=open_to)
        for cell in self._cells(area):
            cell.number_format = form
            if self.to_fill and fill:
                cell.fill, cell.protection = _TO_FILL, Protection(locked=False)
        if self.to_fill and fill and form != TEXT:
            self._only_numbers(area)

    def choices(self, area: str, names: Sequence[str], *, strict: bool) -> None:
        """Offer a dropdown in a form to fill in; another text is refused when ``strict``, else asked about."""
        literal = ",".join(dict.fromkeys(names))
        if not self.to_fill or len(literal) > _LONGEST_LIST:
            return
        rule = DataValidation("list", formula1=f'"{literal}"', allow_blank=True, showErrorMessage=True)
        rule.errorStyle = "stop" if strict else "warning"
        rule.errorTitle, rule.error = "请核对", "下拉清单里没有这个名称，请从清单里选。"
        if not strict:
            rule.error = "下拉清单里没有这个名称，确定要用它吗？"
        rule.add(area)
        self.sheet.add_data_validation(rule)

    def hint(self, area: str, text: str) -> None:
        """Show a hint while the cell is chosen, in a form to fill in."""
        if self.to_fill:
            rule = DataValidation(None, showInputMessage=True, prompt=text)
            rule.add(area)
            self.sheet.add_data_validation(rule)

    def merging(self, name: str) -> str:
        """Return the tag of a level label: equal ones are merged, but a unit needs every cell of its own."""
        return f"{{{{ {name} }}}}" if self.to_fill else f"{{{{ {name} | 合并 }}}}"

    def saved(self) -> bytes:
        """Return the bytes of the template."""
        self._book.properties.creator = "附表7 工作簿"
        stream = io.BytesIO()
        self._book.save(stream)
        return normalise(stream.getvalue())

    def _cells(self, area: str) -> list[Any]:
        found = self.sheet[area]
        return [cell for row in found for cell in row] if ":" in area else [found]

    def _frame(self, area: str, open_to: str) -> None:
        sides = {side: _THIN for side in ("left", "right", "top", "bottom") if side != open_to}
        for cell in self._cells(area):
            cell.border = Border(**sides)

    def _write(
        self, area: str, text: str, horizontal: str, font: Font, vertical: str = "center", indent: int = 0
    ) -> None:
        for cell in self._cells(area):
            cell.font, cell.number_format = font, TEXT
            cell.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True, indent=indent)
        self.sheet[area.partition(":")[0]].value = text
        if ":" in area:
            self.sheet.merge_cells(area)

    def _only_numbers(self, area: str) -> None:
        rule = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rule.showErrorMessage, rule.errorTitle, rule.error = (
            True,
            "请填数字",
            "这里只填数字，不带单位和逗号；没有就空着。",
        )
        rule.add(area)
        self.sheet.add_data_validation(rule)

    def _protect(self) -> None:
        protection = self.sheet.protection
        protection.sheet = True
        # A False here allows it: a unit may make rows higher and columns wider to see what it typed.
        protection.formatRows = protection.formatColumns = False
        self.sheet.page_setup.blackAndWhite = True
