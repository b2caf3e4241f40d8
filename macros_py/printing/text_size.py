"""How high a text is once it is wrapped: measured wide, so that no program cuts a line off."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache

# Noto CJK, which stands in for 宋体 in LibreOffice, needs 1.448 em a line; 宋体 itself about 1.28, Calibri 1.36.
_LINE = 1.45
_LINE_WIDE_FONT = 1.6  # 微软雅黑 draws the tallest lines of the fonts that offices use
_PADDING = 3.0
_USUAL_LINES = 30  # heights of so many lines are worked out beforehand
# Excel lays text out again with the printer's metrics, some per cent wider than on the screen.
_USABLE = 0.96
# Latin letters and digits of proportional fonts are wider than half an em; capitals are wider still.
_LATIN = 1.2
_CAPITAL = 0.3

_LATIN_RUN = re.compile(r"[!-~]{4,}")
_WORDS = re.compile(r"[!-~]+|[^!-~]")
_NEVER_FIRST = frozenset("，。、；：？！）》〉】〕』」”’％…—～·＂")
_NEVER_LAST = frozenset("（《〈【〔『「“‘＄￥")
_GOOD_CUT = "\n。；！？;"


@lru_cache(maxsize=4096)
def half_ems(text: str) -> float:
    """Return the width of a text in half ems: a Chinese character 2, a Latin one 1.2, one outside GBK up to 4."""
    size = len(text.encode("gb18030", "replace"))
    single = 2 * len(text) - size
    return size + single * (_LATIN - 1) if single > 0 else size


def is_tall(font_name: str) -> bool:
    """Return whether a font is known for lines higher than 1.45 em."""
    return "雅黑" in font_name or "yahei" in font_name.lower()


def snapped(points: float) -> float:
    """Return a height rounded up to the pixel that Excel will give it (0.75 pt)."""
    return math.ceil(round(points / 0.75, 6)) * 0.75


@dataclass(frozen=True, slots=True)
class TextBox:
    """The room that a cell or a merged area gives its text.

    ``width`` in points, without the padding of the cell; ``size`` of the font in points.
    ``wraps`` is False where the text stays on one line; ``turned`` holds the text rotation of the style (255: stacked).
    """

    width: float
    size: float
    tall: bool = False
    wraps: bool = True
    turned: int = 0
    capacity: float = field(init=False)
    usable: tuple[int, int] = field(init=False)
    quick: int = field(init=False)
    line: float = field(init=False)
    one_line: float = field(init=False)
    heights: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what a line holds."""
        capacity = max(2.0, self.width * _USABLE / (self.size / 2))
        object.__setattr__(self, "capacity", capacity)
        usable = (max(2, int(capacity) // 2 * 2 - 2), max(2, int(capacity)))
        object.__setattr__(self, "usable", usable)
        # Up to this many characters surely stand on one line of the height that every row has.
        object.__setattr__(self, "quick", 0 if self.turned or not self.wraps else int(capacity) // 2)
        line = self.size * (_LINE_WIDE_FONT if self.tall else _LINE)
        object.__setattr__(self, "line", line)
        heights = tuple(snapped(lines * line + _PADDING) for lines in range(_USUAL_LINES))
        object.__setattr__(self, "heights", heights)
        object.__setattr__(self, "one_line", heights[1])

    def lines(self, text: str) -> int:
        """Return how many lines the text takes at most."""
        if not self.wraps:
            return text.count("\n") + 1
        if "\n" not in text:
            return self._paragraph(text)
        return sum(map(self._paragraph, text.split("\n")))

    def height(self, text: str) -> float:
        """Return the height in points that shows the whole text."""
        if not text:
            return 0.0
        if "\n" not in text and self.wraps and not self.turned:
            lines = 1 if len(text) <= self.quick else self._paragraph(text)
        elif self.turned:
            return self._turned_height(text)
        else:
            lines = self.lines(text)
        return self.heights[lines] if lines < _USUAL_LINES else snapped(lines * self.line + _PADDING)

    def _turned_height(self, text: str) -> float:
        if self.turned == 255:
            return snapped((len(text) + text.count("\n")) * self.line + _PADDING)
        widest = max(half_ems(part) for part in text.split("\n"))
        return snapped(widest * self.size / 2 / _USABLE + 2 * _PADDING)

    def cut(self, text: str, first: float, rest: float) -> list[str]:
        """Return the text in pieces that fit ``first`` points, then ``rest`` points each, cut after a sentence if it can."""
        pieces = []
        room = first
        while text and self.height(text) > room:
            allowed = max(1, int((room - _PADDING - 0.75) / self.line))
            low, high = 1, len(text)
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (
                    (middle, high) if self.lines(text[:middle].removesuffix("\n")) <= allowed else (low, middle - 1)
                )
            good = max(text.rfind(mark, low * 3 // 4, low) for mark in _GOOD_CUT) + 1
            end = good or low
            pieces.append(text[:end])
            text = text[end:]
            room = rest
        return [*pieces, text] if text or not pieces else pieces

    def _paragraph(self, text: str) -> int:
        if len(text) <= self.quick:
            return 1
        width = half_ems(text)
        if width <= self.capacity:
            return 1
        if width == 2 * len(text):
            return self._chinese_lines(text)
        # 避头尾 may move one character, an em, to the next line; without such a mark a line loses at most half an em.
        moved, plain = self.usable
        runs = _LATIN_RUN.search(text) is not None
        most, fewest = math.ceil(width / moved), math.ceil(width / plain)
        if most == fewest and not runs:
            return most
        moves = not _NEVER_FIRST.isdisjoint(text) or not _NEVER_LAST.isdisjoint(text)
        if runs:
            return self._filled_lines(text, moved if moves else plain)
        return most if moves else fewest

    def _chinese_lines(self, text: str) -> int:
        """Count lines of whole ems: none begins with a closing mark, none ends with an opening one (避头尾)."""
        most, lines, start = max(1, int(self.capacity) // 2), 1, 0
        while start + most < len(text):
            end = start + most
            while end > start + 1 and (text[end] in _NEVER_FIRST or text[end - 1] in _NEVER_LAST):
                end -= 1
            start, lines = end, lines + 1
        return lines

    @staticmethod
    def _filled_lines(text: str, usable: int) -> int:
        """Count lines by filling them: a Latin run does not break unless it is longer than a line."""
        lines, used = 1, 0.0
        for word in _WORDS.findall(text):
            width = half_ems(word)
            if word.isascii():
                width += _CAPITAL * sum(map(str.isupper, word))
            if used + width <= usable:
                used += width
            elif width <= usable:
                lines, used = lines + 1, width
            else:
                lines += math.ceil(width / usable)
                used = width % usable
        return lines
