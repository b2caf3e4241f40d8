"""The styles of a template workbook, read once; asked for fonts and alignments, extended by variants."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from xml.etree.ElementTree import Element, SubElement

from macros_py.package.parts import MAIN
from macros_py.printing.markup import child, children, local

_TEXT_FORMAT = 49
_LISTS = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_QUOTED_SECTION = re.compile(r'"[^"]*"|\\.')
_OPTIONAL_DECIMALS = re.compile(r'("[^"]*"|\\.)|\.(#+)(?![#0?])')
_FIRST_OWN_FORMAT = 164


@dataclass(frozen=True, slots=True)
class Font:
    """The name and size (points) of a font."""

    name: str
    size: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a style lays its text: wrapped or not, shrunk, turned (degrees, 255 stacked), indented."""

    horizontal: str = ""
    wraps: bool = False
    shrinks: bool = False
    turned: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class WholeNumbers:
    """The cell format ``style`` for numbers that are whole once rounded to ``places``, as per cent ``per_cent`` times."""

    style: int
    places: int
    per_cent: int

    def holds(self, value: int | float | Decimal) -> bool:
        """Return whether ``value`` is shown without decimals."""
        shown = Decimal(str(value)).scaleb(2 * self.per_cent)
        with localcontext(prec=60):
            rounded = shown.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
            return rounded == rounded.to_integral_value()


def truth(value: str | None) -> bool:
    """Return whether an XML boolean is true."""
    return value in ("1", "true", "on")


def number(value: str | None, default: float) -> float:
    """Return an XML number, ``default`` where there is none."""
    try:
        return float(value) if value else default
    except ValueError:
        return default


class Stylesheet:
    """The parts of one styles.xml as lists of elements in the order of their indexes."""

    def __init__(self, root: Element, theme: bytes = b"") -> None:
        """Take the root element of styles.xml and the bytes of the theme it refers to."""
        self.theme = theme
        self.lists: dict[str, list[Element]] = {}
        for name in _LISTS:
            found = child(root, name)
            self.lists[name] = list(children(found)) if found is not None else []
        self.number_formats: dict[int, str] = {}
        formats = child(root, "numFmts")
        for node in children(formats) if formats is not None else ():
            self.number_formats[int(number(node.get("numFmtId"), 0))] = node.get("formatCode", "")
        self.colours = child(root, "colors")
        self._variants: dict[tuple[int, bool], int] = {}
        self._whole: dict[int, WholeNumbers] = {}
        self._fonts: dict[int, Font] = {}
        self._alignments: dict[int, Alignment] = {}
        self._complete()

    @property
    def formats(self) -> Sequence[Element]:
        """The cell formats (cellXfs)."""
        return self.lists["cellXfs"]

    @property
    def default_font(self) -> Font:
        """The font of the style 常规, which the unit of column widths comes from."""
        base = self.lists["cellStyleXfs"][0]
        return self._font(base)

    def font(self, style: int) -> Font:
        """Return the font of a cell format."""
        found = self._fonts.get(style)
        if found is None:
            found = self._fonts[style] = self._font(self._format(style))
        return found

    def alignment(self, style: int) -> Alignment:
        """Return the alignment of a cell format."""
        found = self._alignments.get(style)
        if found is None:
            found = self._alignments[style] = self._read_alignment(style)
        return found

    def _read_alignment(self, style: int) -> Alignment:
        node = child(self._format(style), "alignment")
        if node is None:
            return Alignment()
        return Alignment(
            node.get("horizontal", ""),
            truth(node.get("wrapText")),
            truth(node.get("shrinkToFit")),
            int(number(node.get("textRotation"), 0)),
            int(number(node.get("indent"), 0)),
        )

    def is_text(self, style: int) -> bool:
        """Return whether a cell format stores what it shows as text (@)."""
        return _QUOTED_SECTION.sub("", self._code(style)).strip() == "@"

    def is_visible(self, style: int) -> bool:
        """Return whether a cell format shows a border or a fill even in an empty cell."""
        found = self._format(style)
        border = self._item("borders", found.get("borderId"))
        fill = self._item("fills", found.get("fillId"))
        if border is not None and any(node.get("style", "none") != "none" for node in children(border)):
            return True
        pattern = child(fill, "patternFill") if fill is not None else None
        return pattern is not None and pattern.get("patternType", "none") not in ("none", "")

    def variant(self, style: int, *, shrink: bool) -> int:
        """Return a format that differs from ``style`` in wrapping its text, or in shrinking what it shows to the cell.

        A wrapped text is never cut off by its neighbour, a shrunk number never turns into ####.
        """
        alignment = self.alignment(style)
        if alignment.shrinks and not alignment.wraps:
            return style
        if not shrink and (alignment.wraps or alignment.horizontal in ("centerContinuous", "fill")):
            return style
        key = (style, shrink)
        if key not in self._variants:
            made = copy.deepcopy(self._format(style))
            node = child(made, "alignment")
            if node is None:
                node = Element(f"{MAIN}alignment")
                made.insert(0, node)
            for name in ("wrapText", "shrinkToFit"):
                node.attrib.pop(name, None)
            node.set("shrinkToFit" if shrink else "wrapText", "1")
            made.set("applyAlignment", "1")
            self.lists["cellXfs"].append(made)
            self._variants[key] = len(self.lists["cellXfs"]) - 1
        return self._variants[key]

    def whole_numbers(self, style: int) -> WholeNumbers | None:
        """Return how whole numbers are shown where all decimals are optional (0.##), None where they are not.

        Excel leaves the point of ``#,##0.##`` standing behind a whole number: 338,700.
        """
        code = self._code(style)
        optional = [found[2] for found in _OPTIONAL_DECIMALS.finditer(code) if found[2]]
        if not optional:
            return None
        if style not in self._whole:
            bare = _OPTIONAL_DECIMALS.sub(lambda found: found[1] or "", code)
            key = next((key for key, known in self.number_formats.items() if known == bare), None)
            if key is None:
                key = max([_FIRST_OWN_FORMAT - 1, *self.number_formats]) + 1
                self.number_formats[key] = bare
            made = copy.deepcopy(self._format(style))
            made.set("numFmtId", str(key))
            self.lists["cellXfs"].append(made)
            per_cent = _QUOTED_SECTION.sub("", code).count("%")
            self._whole[style] = WholeNumbers(len(self.lists["cellXfs"]) - 1, len(optional[0]), per_cent)
        return self._whole[style]

    def _code(self, style: int) -> str:
        key = int(number(self._format(style).get("numFmtId"), 0))
        return self.number_formats.get(key, "@" if key == _TEXT_FORMAT else "")

    def _complete(self) -> None:
        """Add what a stylesheet must have where a small program left it out."""
        if not self.lists["fonts"]:
            font = Element(f"{MAIN}font")
            SubElement(font, f"{MAIN}sz", {"val": "11"})
            SubElement(font, f"{MAIN}name", {"val": "宋体"})
            self.lists["fonts"].append(font)
        for pattern in ("none", "gray125")[len(self.lists["fills"]) :]:
            fill = Element(f"{MAIN}fill")
            SubElement(fill, f"{MAIN}patternFill", {"patternType": pattern})
            self.lists["fills"].append(fill)
        if not self.lists["borders"]:
            self.lists["borders"].append(Element(f"{MAIN}border"))
        base = {"numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"}
        if not self.lists["cellStyleXfs"]:
            self.lists["cellStyleXfs"].append(Element(f"{MAIN}xf", base))
        if not self.lists["cellXfs"]:
            self.lists["cellXfs"].append(Element(f"{MAIN}xf", {**base, "xfId": "0"}))

    def _format(self, style: int) -> Element:
        formats = self.lists["cellXfs"]
        return formats[style] if 0 <= style < len(formats) else formats[0]

    def _item(self, name: str, index: str | None) -> Element | None:
        items = self.lists[name]
        position = int(number(index, 0))
        return items[position] if 0 <= position < len(items) else None

    def _font(self, found: Element) -> Font:
        node = self._item("fonts", found.get("fontId"))
        if node is None:
            return Font("宋体", 11.0)
        values = {local(part): part.get("val", "") for part in children(node)}
        return Font(values.get("name", "宋体"), max(1.0, number(values.get("sz"), 11.0)))
