"""What a sheet of paper holds: the scale of a form and the rows at which it goes on to the next page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from macros_py.printing.styles import number, truth

#: The smallest print that a form may be shrunk to, in points.
SMALLEST_PRINT = 8.0

_INCH = 72.0
_A4 = 9
# Width and height in points by the number Excel stores (ECMA-376 18.3.1.63).
_SIZES = {
    1: (612.0, 792.0),
    3: (792.0, 1224.0),
    5: (612.0, 1008.0),
    8: (841.9, 1190.6),
    9: (595.3, 841.9),
    11: (419.5, 595.3),
    12: (728.5, 1031.8),
    13: (515.9, 728.5),
    66: (1190.6, 1683.8),
}
# How far an estimate of column widths may be off: the unit depends on the fonts of the machine that prints.
_WIDTH_RESERVE = 0.96
_LEAST_FILLED = 0.75


@dataclass(frozen=True, slots=True)
class Paper:
    """The printable part of a page in points, and the attributes that page setup keeps from the template."""

    width: float
    height: float
    kept: Mapping[str, str]

    @classmethod
    def of(cls, setup: Mapping[str, str], margins: Mapping[str, float]) -> Paper:
        """Return the paper of a template's pageSetup and pageMargins; A4 upright where they say nothing."""
        size = int(number(setup.get("paperSize"), _A4))
        width, height = _SIZES.get(size, _SIZES[_A4])
        if setup.get("orientation") == "landscape":
            width, height = height, width
        across = margins.get("left", 0.7) + margins.get("right", 0.7)
        down = margins.get("top", 0.75) + margins.get("bottom", 0.75)
        kept = {"paperSize": str(size if size in _SIZES else _A4)}
        for name in (
            "orientation",
            "pageOrder",
            "blackAndWhite",
            "draft",
            "cellComments",
            "horizontalDpi",
            "verticalDpi",
        ):
            if name in setup:
                kept[name] = setup[name]
        if truth(setup.get("useFirstPageNumber")) and "firstPageNumber" in setup:
            kept |= {"firstPageNumber": setup["firstPageNumber"], "useFirstPageNumber": "1"}
        return cls(max(72.0, width - across * _INCH), max(72.0, height - down * _INCH), kept)

    @property
    def upright(self) -> bool:
        """Whether the page is higher than wide."""
        return self.height > self.width

    def scale(self, width: float, height: float) -> float:
        """Return the factor at most 1 that brings a form of this size onto one page."""
        return min(1.0, self.width * _WIDTH_RESERVE / width if width else 1.0, self.height / height if height else 1.0)

    def widening(self, width: float) -> float:
        """Return the factor that makes this width fill the page."""
        return self.width * _WIDTH_RESERVE * 0.985 / width if width else 1.0

    def percent(self, width: float) -> int:
        """Return the scale in per cent that brings this width onto the page, 10 to 100 as Excel takes it."""
        return max(10, min(100, int(100 * self.width * _WIDTH_RESERVE / width))) if width else 100


def page_starts(
    heights: Sequence[float], badness: Sequence[int], first_room: float, room: float, titled_from: int
) -> list[int]:
    """Return the rows with which pages after the first begin.

    ``badness[n]`` says how bad it is to begin a page with row n (0: between groups, more: inside a group within
    groups). A group that fits on a page of its own is not cut, unless the page before it would stay mostly empty.
    ``room`` is the height of a page that begins at row ``titled_from`` or later, below the repeated titles;
    earlier pages have ``first_room``.
    """
    starts: list[int] = []
    start = 0
    while True:
        available = room if start >= titled_from else first_room
        end, used = start, 0.0
        while end < len(heights) and (end == start or used + heights[end] <= available):
            used += heights[end]
            end += 1
        if end >= len(heights):
            return starts
        start = _best_start(heights, badness, start, end, available, room)
        starts.append(start)


def _best_start(
    heights: Sequence[float], badness: Sequence[int], start: int, end: int, available: float, room: float
) -> int:
    for level in sorted({badness[row] for row in range(start + 1, end + 1)}):
        row = next(row for row in range(end, start, -1) if badness[row] <= level)
        following = next((at for at in range(row + 1, len(heights)) if badness[at] <= level), len(heights))
        fits_later = sum(heights[row:following]) <= room
        if row == end or (fits_later and sum(heights[start:row]) >= available * _LEAST_FILLED):
            return row
    return end
