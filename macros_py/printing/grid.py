"""The columns of a printed sheet in points: what a text may use of them, and what they take on paper."""

from __future__ import annotations

from collections.abc import Mapping

from macros_py.printing.sheet_source import SheetSource
from macros_py.printing.stylebook import digit_pixels
from macros_py.printing.styles import Stylesheet

#: In digits of the default font, where neither the column nor the sheet says anything.
DEFAULT_WIDTH = 8.43

_PIXEL = 0.75
_CELL_PADDING = 5 * _PIXEL
_INDENT = 9.0
_NARROW_DIGIT = 7  # Calibri 11; 宋体 11 gives 8, so this is what surely fits


class Grid:
    """The column widths of a sheet in points."""

    def __init__(
        self, source: SheetSource, styles: Stylesheet, wider: float = 1.0, shares: Mapping[int, float] | None = None
    ) -> None:
        """Take the columns of ``source``, ``wider`` times as wide; ``styles`` gives the unit of their widths.

        ``shares`` are further factors by column.
        """
        self._wider, self._shares = wider, shares or {}
        self._pixels = digit_pixels(styles.default_font)
        self._default = source.default_width or DEFAULT_WIDTH
        self._columns = [column for column in source.columns if column.first <= column.last]
        self._paper_widths: dict[tuple[int, int], float] = {}

    @property
    def usual_gain(self) -> float:
        """How much wider a column usually is than ``text_width`` says, which is what surely fits."""
        return self._pixels / min(_NARROW_DIGIT, self._pixels)

    def sized(self, left: int, right: int) -> bool:
        """Return whether these columns have widths of their own and are all seen."""
        seen = [
            any(column.first <= number <= column.last and not column.hidden for column in self._columns)
            for number in range(left, right + 1)
        ]
        return all(seen)

    def text_width(self, left: int, right: int, indent: int = 0) -> float:
        """Return the width that a text in these columns can surely use."""
        units = sum(self._units(column) for column in range(left, right + 1))
        return max(1.0, units * min(_NARROW_DIGIT, self._pixels) * _PIXEL - _CELL_PADDING - indent * _INDENT)

    def paper_width(self, left: int, right: int) -> float:
        """Return the width that these columns take on paper."""
        width = self._paper_widths.get((left, right))
        if width is None:
            width = sum(self._units(column) for column in range(left, right + 1)) * self._pixels * _PIXEL
            self._paper_widths[left, right] = width
        return width

    def _units(self, number: int) -> float:
        for column in self._columns:
            if column.first <= number <= column.last:
                if column.hidden:
                    return 0.0
                width = self._default if column.width is None else column.width
                return width * self._wider * self._shares.get(number, 1.0)
        return self._default
