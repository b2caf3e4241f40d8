"""What Excel's own objects offer and xlwings only passes on as ``api``, under Excel's names: page set-up, data labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from macros_py.engines.files.chart_source import numbers_of
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.files.range import Range
    from macros_py.engines.files.sheet import Sheet

_POINTS_AN_INCH = 72
_ORIENTATIONS = {1: "portrait", 2: "landscape"}
#: The fields of openpyxl's page_margins, by Excel's name.
_MARGINS = {
    "LeftMargin": "left", "RightMargin": "right", "TopMargin": "top", "BottomMargin": "bottom",
    "HeaderMargin": "header", "FooterMargin": "footer",
}  # fmt: skip
_OPTIONS = {"CenterHorizontally": "horizontalCentered", "PrintGridlines": "gridLines"}


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
        return str(self._worksheet.print_area).rpartition("!")[2] or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        self._worksheet.print_area = value

    @property
    def _worksheet(self) -> Any:
        return self._sheet.worksheet

    def __getattr__(self, name: str) -> Any:
        """Return a setting by Excel's name."""
        worksheet = self._worksheet
        if name in _MARGINS:
            return getattr(worksheet.page_margins, _MARGINS[name]) * _POINTS_AN_INCH
        if name == "Orientation":
            return 2 if worksheet.page_setup.orientation == "landscape" else 1
        if name == "PaperSize":
            return int(worksheet.page_setup.paperSize or 1)
        if name in ("FitToPagesWide", "FitToPagesTall"):
            field = "fitToWidth" if name == "FitToPagesWide" else "fitToHeight"
            pages = getattr(worksheet.page_setup, field)
            return 1 if pages is None else int(pages)
        if name == "Zoom":
            return False if worksheet.sheet_properties.pageSetUpPr.fitToPage else int(worksheet.page_setup.scale or 100)
        if name in _OPTIONS:
            return bool(getattr(worksheet.print_options, _OPTIONS[name]))
        if name == "PrintTitleRows":
            return worksheet.print_title_rows or ""
        if name == "CenterFooter":
            return worksheet.oddFooter.center.text or ""
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        """Change a setting by Excel's name; a name this engine does not know is an AttributeError."""
        worksheet = self._worksheet
        if name == "print_area":
            type(self).print_area.fset(self, value)  # type: ignore[attr-defined]
        elif name in _MARGINS:
            setattr(worksheet.page_margins, _MARGINS[name], value / _POINTS_AN_INCH)
        elif name == "Orientation":
            worksheet.page_setup.orientation = _ORIENTATIONS[value]
        elif name == "PaperSize":
            worksheet.page_setup.paperSize = value
        elif name in ("FitToPagesWide", "FitToPagesTall"):
            # False leaves the number of pages open, which the file calls 0.
            setattr(worksheet.page_setup, "fitToWidth" if name == "FitToPagesWide" else "fitToHeight", int(value))
        elif name == "Zoom":
            worksheet.sheet_properties.pageSetUpPr.fitToPage = value is False
            worksheet.page_setup.scale = None if value is False else value
        elif name in _OPTIONS:
            setattr(worksheet.print_options, _OPTIONS[name], bool(value))
        elif name == "PrintTitleRows":
            if value:
                worksheet.print_title_rows = value
            else:
                worksheet._print_rows = None  # openpyxl takes no None here
        elif name == "CenterFooter":
            worksheet.oddFooter.center.text = value or None
        else:
            raise AttributeError(name)
        self._sheet.book.changed = True


class Labels:
    """The data labels of a series."""

    def __init__(self, series: Any) -> None:
        """Stand for the labels of an openpyxl series."""
        self._series = series

    @property
    def NumberFormat(self) -> str:  # noqa: N802 - Excel's name
        """The number format of the labels."""
        labels = self._series.dLbls
        return labels.numFmt or "General" if labels else "General"

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:  # noqa: N802
        self._series.dLbls.numFmt = value


class NativeSeries:
    """What Excel's Series object says of its values and its data labels."""

    def __init__(self, series: Any, outside: bool) -> None:
        """Stand for an openpyxl series, whose labels stand ``outside`` the ends of its bars."""
        self._series = series
        self._outside = outside

    @property
    def Values(self) -> tuple[float | None, ...]:  # noqa: N802 - Excel's name
        """The values as they were when the chart was made, None for a blank; they are set by a range."""
        cache = self._series.val.numRef.numCache
        found = {point.idx: float(point.v) for point in cache.pt}
        return tuple(found.get(place) for place in range(cache.ptCount))

    @Values.setter
    def Values(self, cells: Range) -> None:  # noqa: N802
        self._series.val = numbers_of(cells)

    @property
    def HasDataLabels(self) -> bool:  # noqa: N802 - Excel's name
        """Whether each point shows its value."""
        return self._series.dLbls is not None and bool(self._series.dLbls.showVal)

    @HasDataLabels.setter
    def HasDataLabels(self, value: bool) -> None:  # noqa: N802
        from openpyxl.chart.label import DataLabelList

        self._series.dLbls = None
        if value:
            self._series.dLbls = DataLabelList(
                showVal=True, showLegendKey=False, showCatName=False, showSerName=False, showPercent=False,
                showBubbleSize=False, dLblPos="outEnd" if self._outside else None,
            )  # fmt: skip

    def DataLabels(self) -> Labels:  # noqa: N802 - Excel's name
        """Return the labels."""
        return Labels(self._series)
