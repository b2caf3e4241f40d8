"""The printed page of a sheet that a command writes: A4 turned, as wide as the page, the headings on every page."""

from __future__ import annotations

import contextlib
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

# What Excel calls these pages and papers; xlwings has no words for them and passes Excel's own on.
_LANDSCAPE, _A4 = 2, 9
_MARGIN, _FOOT = 20, 54  # the footer begins half an inch above the edge
FOOTER = "第 &P 页，共 &N 页"


def set_up_page(sheet: xw.Sheet, heading_row: int) -> None:
    """Let ``sheet`` print as wide as a turned A4 page, with its heading row on every page.

    A sheet whose page is fitted already stays as it is: somebody may have chosen another paper. Where Excel has no
    printer it refuses all of this; the sheet itself is complete without.
    """
    with contextlib.suppress(*_refusals()):
        native = sheet.page_setup.api
        if native.Zoom is False:
            return
        native.Orientation, native.PaperSize = _LANDSCAPE, _A4
        native.LeftMargin = native.RightMargin = native.TopMargin = _MARGIN
        native.BottomMargin = _FOOT
        native.Zoom = False
        native.FitToPagesWide, native.FitToPagesTall = 1, False
        native.PrintTitleRows = f"${heading_row}:${heading_row}"
        native.CenterHorizontally = native.PrintGridlines = True
        native.CenterFooter = FOOTER


def _refusals() -> tuple[type[Exception], ...]:
    """Return what Excel raises when it refuses; nothing where there is no Excel."""
    try:
        return (importlib.import_module("pywintypes").com_error,)
    except ImportError:
        return ()
