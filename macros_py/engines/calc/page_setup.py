"""The printed page of a Calc sheet, under the names Excel gives to its settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.calc.reading import area_of
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.calc.sheet import Sheet

#: Calc measures in hundredths of a millimetre.
_POINT = 2540 / 72
PORTRAIT, LANDSCAPE = 1, 2
#: Excel's numbers of papers, upright.
_PAPERS = {
    1: (21590, 27940),
    5: (21590, 35560),
    8: (29700, 42000),
    9: (21000, 29700),
    11: (14800, 21000),
    13: (18200, 25700),
}
_MARGINS = {
    "LeftMargin": "LeftMargin",
    "RightMargin": "RightMargin",
    "TopMargin": "TopMargin",
    "BottomMargin": "BottomMargin",
}
_PAGES = {"FitToPagesWide": "ScaleToPagesX", "FitToPagesTall": "ScaleToPagesY"}
_OPTIONS = {"CenterHorizontally": "CenterHorizontally", "PrintGridlines": "PrintGrid"}
#: What Excel writes in a footer for a number that is known only in print, and the field that Calc puts there.
_FIELDS = {"&P": "com.sun.star.text.TextField.PageNumber", "&N": "com.sun.star.text.TextField.PageCount"}
#: What a page of its own takes over from the one its sheet shared with others.
_TAKEN_OVER = ("IsLandscape", "Width", "Height", *_MARGINS.values(), *_OPTIONS.values(), "PageScale")


class PageSetup(base_classes.PageSetup):  # type: ignore[misc]
    """The page of a sheet. ``page_setup.api`` takes Excel's names; lengths are in points, as there."""

    def __init__(self, sheet: Sheet) -> None:
        """Stand for the page of ``sheet``."""
        object.__setattr__(self, "_sheet", sheet)

    @property
    def api(self) -> PageSetup:
        """The object itself, for what follows under Excel's names."""
        return self

    @property
    def print_area(self) -> str | None:
        """The area that is printed, None for all that is filled."""
        areas = self._sheet.spreadsheet.getPrintAreas()
        return ",".join(area_of(area).address() for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        parts = [self._sheet.cells_of(Area.parse(part)).RangeAddress for part in value.split(",")] if value else []
        self._sheet.spreadsheet.setPrintAreas(tuple(parts))

    def __getattr__(self, name: str) -> Any:
        """Return a setting by Excel's name."""
        style = self._styles.getByName(self._sheet.spreadsheet.PageStyle)
        if name in _MARGINS:
            return round(getattr(style, _MARGINS[name]) / _POINT, 1)
        if name == "Orientation":
            return LANDSCAPE if style.IsLandscape else PORTRAIT
        if name == "PaperSize":
            size = sorted((style.Width, style.Height))
            return min(_PAPERS, key=lambda paper: sum(abs(a - b) for a, b in zip(size, _PAPERS[paper], strict=True)))
        if name in _PAGES:
            return int(getattr(style, _PAGES[name]))
        if name == "Zoom":
            return False if style.ScaleToPagesX or style.ScaleToPagesY else int(style.PageScale)
        if name in _OPTIONS:
            return bool(getattr(style, _OPTIONS[name]))
        if name == "PrintTitleRows":
            return self._title_rows()
        if name == "CenterFooter":
            return _footer(style) if style.FooterIsOn else ""
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Change a setting by Excel's name; a name this engine does not know is an AttributeError."""
        if name == "print_area":
            type(self).print_area.fset(self, value)  # type: ignore[attr-defined]
            return
        style = self._own_style()
        if name in _MARGINS:
            setattr(style, _MARGINS[name], round(value * _POINT))
        elif name in ("Orientation", "PaperSize"):
            landscape = value == LANDSCAPE if name == "Orientation" else style.IsLandscape
            short, long = _PAPERS[value] if name == "PaperSize" else sorted((style.Width, style.Height))
            style.IsLandscape = landscape
            style.Width, style.Height = (long, short) if landscape else (short, long)
        elif name in _PAGES:
            # False leaves the number of pages open, which Calc calls 0.
            setattr(style, _PAGES[name], int(value))
        elif name == "Zoom":
            style.ScaleToPagesX = style.ScaleToPagesY = 1 if value is False else 0
            if value is not False:
                style.PageScale = value
        elif name in _OPTIONS:
            setattr(style, _OPTIONS[name], bool(value))
        elif name == "PrintTitleRows":
            self._set_title_rows(value)
        elif name == "CenterFooter":
            style.FooterIsOn = bool(value)
            if value:
                _set_footer(self._sheet.book.document, style, value)
        else:
            raise AttributeError(name)

    def _title_rows(self) -> str:
        spreadsheet = self._sheet.spreadsheet
        if not spreadsheet.getPrintTitleRows():
            return ""
        rows = spreadsheet.getTitleRows()
        return f"${rows.StartRow + 1}:${rows.EndRow + 1}"

    def _set_title_rows(self, value: str) -> None:
        spreadsheet = self._sheet.spreadsheet
        spreadsheet.setPrintTitleRows(bool(value))
        if value:
            first, _, last = value.replace("$", "").partition(":")
            spreadsheet.setTitleRows(spreadsheet.getCellRangeByName(f"A{first}:A{last}").RangeAddress)

    @property
    def _styles(self) -> Any:
        return self._sheet.book.document.StyleFamilies.getByName("PageStyles")

    def _own_style(self) -> Any:
        """Return the page style of the sheet, made when it shares one: new sheets in Calc all have the same."""
        sheet, styles = self._sheet.spreadsheet, self._styles
        shared = styles.getByName(sheet.PageStyle)
        if not any(
            other.spreadsheet.PageStyle == sheet.PageStyle
            for other in self._sheet.book.sheets
            if other.name != self._sheet.name
        ):
            return shared
        number = 1
        while styles.hasByName(name := f"PageStyle_{self._sheet.name}_{number}"):
            number += 1
        styles.insertByName(name, self._sheet.book.document.createInstance("com.sun.star.style.PageStyle"))
        style = styles.getByName(name)
        for field in _TAKEN_OVER:
            setattr(style, field, getattr(shared, field))
        # Calc prints the sheet's name above and a page number below by itself; Excel prints neither.
        style.HeaderIsOn = style.FooterIsOn = False
        sheet.PageStyle = name
        return style


def _footer(style: Any) -> str:
    """Return the middle of a page's footer as it is printed, its fields as Calc shows them beforehand."""
    content = style.RightPageFooterContent  # its texts are gone as soon as nobody holds it
    return str(content.CenterText.getString())


def _set_footer(document: Any, style: Any, value: str) -> None:
    """Give a page this footer in the middle, and none at the sides."""
    content = style.RightPageFooterContent
    for side in (content.LeftText, content.CenterText, content.RightText):
        side.setString("")
    text = content.CenterText
    cursor = text.createTextCursor()
    for part in re.split("(&[PN])", value):
        cursor.gotoEnd(False)
        if part in _FIELDS:
            text.insertTextContent(cursor, document.createInstance(_FIELDS[part]), False)
        else:
            text.insertString(cursor, part, False)
    cursor.gotoStart(False)
    cursor.gotoEnd(True)
    cursor.CharColor = 0  # what has no colour of its own Calc saves as white
    style.RightPageFooterContent = content
