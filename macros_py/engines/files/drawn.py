"""What is drawn on the sheets of an openpyxl workbook, to be compared: what nobody has changed is saved as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

if TYPE_CHECKING:
    from openpyxl import Workbook

Drawn = Mapping[str, tuple[object, ...]]
"""By the name of its sheet, every chart and picture that is drawn there, and where."""


def drawn(workbook: Workbook) -> Drawn:
    """Return what is drawn on the sheets that have anything."""
    sheets = [*workbook.worksheets, *workbook.chartsheets]
    return {sheet.title: _on_sheet(sheet) for sheet in sheets if sheet._charts or _pictures(sheet)}


def unchanged(before: Drawn, now: Drawn) -> frozenset[str]:
    """Return the names of the sheets on which the same is drawn."""
    return frozenset(name for name, things in now.items() if before.get(name) == things)


def _on_sheet(sheet: Any) -> tuple[object, ...]:
    charts = tuple((_written(chart), _place(chart.anchor)) for chart in sheet._charts)
    return charts, tuple((id(picture), _place(picture.anchor)) for picture in _pictures(sheet))


def _pictures(sheet: Any) -> list[Any]:
    return getattr(sheet, "_images", [])  # a chartsheet has none


def _written(chart: Any) -> bytes:
    return bytes(tostring(chart._write()))


def _place(anchor: Any) -> object:
    """Return where an anchor is; its name, which the engine restores, is no part of that."""
    corners = [getattr(anchor, side, None) for side in ("_from", "to")]
    places = [(c.col, c.colOff, c.row, c.rowOff) for c in corners if c is not None]
    size = getattr(anchor, "ext", None)
    return anchor if isinstance(anchor, str) else (places, (size.width, size.height) if size is not None else None)
