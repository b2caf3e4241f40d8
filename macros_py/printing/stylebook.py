"""The one styles.xml of a book that is printed from several templates."""

from __future__ import annotations

import colorsys
import copy
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from macros_py.package.parts import MAIN
from macros_py.printing.markup import children, local, plain, quoted
from macros_py.printing.styles import Font, Stylesheet, number

_FIRST_OWN_FORMAT = 164
_THEME_COLOUR = re.compile(
    rb"<a:(lt1|dk1|lt2|dk2|accent[1-6]|hlink|folHlink)>\s*<a:(?:sysClr[^>]*lastClr|srgbClr[^>]*val)=\"([0-9A-Fa-f]{6})\""
)
# The order in which the attribute theme="n" counts, which is not the order of the theme part.
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_OFFICE_THEME = [
    "FFFFFF",
    "000000",
    "E7E6E6",
    "44546A",
    "4472C4",
    "ED7D31",
    "A5A5A5",
    "FFC000",
    "5B9BD5",
    "70AD47",
    "0563C1",
    "954F72",
]
# The order the Open XML SDK wants; openpyxl writes another one.
_FONT_ORDER = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)


@dataclass(frozen=True, slots=True)
class Offsets:
    """What a template's indexes become in the book; ``width`` is the factor of its column widths."""

    format: int
    conditional: int
    width: float


def digit_pixels(font: Font) -> float:
    """Return how wide Excel draws a digit of ``font`` at 96 dpi, the unit of column widths.

    Measured in Excel: Calibri 11 → 7, 宋体 11 → 8, Arial 10 → 7; other fonts by the shape of their digits.
    """
    pixels = font.size * 96 / 72
    name = font.name.lower()
    if name in ("calibri", "carlito"):
        return max(1, round(pixels * 0.507))
    if name in ("arial", "helvetica", "liberation sans", "微软雅黑", "microsoft yahei"):
        return max(1, round(pixels * 0.556))
    return max(1, int(round(pixels) / 2 + 0.5))  # 宋体, 仿宋, 楷体, 黑体, Times: half an em, on whole pixels


class Stylebook:
    """Concatenates stylesheets; the first keeps its indexes, its theme and its 常规 style."""

    def __init__(self) -> None:
        """Start without any styles."""
        self._sheets: list[tuple[Stylesheet, Offsets]] = []
        self._parts: dict[str, list[str]] = {
            name: [] for name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
        }
        self._formats: dict[int, str] = {}

    @property
    def theme(self) -> bytes:
        """The theme part of the book; b"" when the first template has none."""
        return self._sheets[0][0].theme if self._sheets else b""

    def add(self, sheet: Stylesheet) -> Offsets:
        """Add a template's styles, once, and return where they lie."""
        for known, offsets in self._sheets:
            if known is sheet:
                return offsets
        first = not self._sheets
        parts = self._parts
        starts = {name: len(items) for name, items in parts.items()}
        formats = self._number_formats(sheet)
        adapt = _Colours(sheet, sheet.theme if first else self.theme)
        for name in ("fonts", "fills", "borders", "dxfs"):
            parts[name].extend(plain(adapt(node)) for node in sheet.lists[name])
        if first:
            parts["cellStyles"].extend(plain(node) for node in sheet.lists["cellStyles"])
            parts["cellStyleXfs"].extend(self._format(node, starts, formats) for node in sheet.lists["cellStyleXfs"])
            width = 1.0
        else:
            width = digit_pixels(sheet.default_font) / digit_pixels(self._sheets[0][0].default_font)
        parts["cellXfs"].extend(self._format(node, starts, formats, own_style=first) for node in sheet.formats)
        offsets = Offsets(starts["cellXfs"], starts["dxfs"], width)
        self._sheets.append((sheet, offsets))
        return offsets

    def xml(self) -> bytes:
        """Return the part xl/styles.xml."""
        lists = []
        if self._formats:
            inner = "".join(
                f'<numFmt numFmtId="{key}" formatCode="{quoted(code)}"/>' for key, code in self._formats.items()
            )
            lists.append(f'<numFmts count="{len(self._formats)}">{inner}</numFmts>')
        for name, items in self._parts.items():
            if items or name == "dxfs":
                lists.append(f'<{name} count="{len(items)}">{"".join(items)}</{name}>')
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<styleSheet xmlns="{MAIN[1:-1]}">{"".join(lists)}</styleSheet>'
        ).encode()

    def _number_formats(self, sheet: Stylesheet) -> dict[int, int]:
        """Return how the number format ids of ``sheet`` change; ids below 164 are Excel's own."""
        known = {code: key for key, code in self._formats.items()}
        moved = {}
        for key, code in sheet.number_formats.items():
            if not self._sheets or key < _FIRST_OWN_FORMAT:
                self._formats.setdefault(key, code)
                continue
            new = known.get(code) or max([_FIRST_OWN_FORMAT - 1, *self._formats]) + 1
            self._formats[new] = code
            known[code] = moved[key] = new
        return moved

    @staticmethod
    def _format(node: Element, starts: dict[str, int], formats: dict[int, int], own_style: bool = True) -> str:
        changed = {
            attribute: str(int(number(node.get(attribute), 0)) + starts[name])
            for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
        }
        key = int(number(node.get("numFmtId"), 0))
        changed["numFmtId"] = str(formats.get(key, key))
        if not own_style:
            # The named styles of a later template are not carried, so its formats say everything themselves.
            changed["xfId"] = "0"
            for name in ("NumberFormat", "Font", "Fill", "Border", "Alignment", "Protection"):
                changed[f"apply{name}"] = "1"
        return plain(node, **changed)


class _Colours:
    """Turns the colours of a palette of its own, and of a theme that is not the book's, into plain ones."""

    def __init__(self, sheet: Stylesheet, theme: bytes) -> None:
        self._other_theme = sheet.theme != theme
        found = {key.decode(): value.decode() for key, value in _THEME_COLOUR.findall(sheet.theme)}
        self._theme = [found.get(key, fallback) for key, fallback in zip(_THEME_ORDER, _OFFICE_THEME, strict=True)]
        palette = sheet.colours.iter(f"{MAIN}rgbColor") if sheet.colours is not None else ()
        self._palette = [node.get("rgb", "FF000000") for node in palette]

    def __call__(self, node: Element) -> Element:
        made = copy.deepcopy(node)
        for element in made.iter():
            if self._other_theme and "theme" in element.attrib:
                index, tint = int(number(element.attrib.pop("theme"), 0)), number(element.attrib.pop("tint", None), 0)
                base = self._theme[index] if 0 <= index < len(self._theme) else "000000"
                element.set("rgb", f"FF{_tinted(base, tint)}")
            elif "indexed" in element.attrib and (index := int(number(element.get("indexed"), 64))) < len(
                self._palette
            ):
                del element.attrib["indexed"]
                element.set("rgb", self._palette[index])
        if self._other_theme:
            for element in [part for part in children(made) if local(part) == "scheme"]:
                made.remove(element)
        if local(made) == "font":
            made[:] = sorted(
                made, key=lambda part: _FONT_ORDER.index(local(part)) if local(part) in _FONT_ORDER else 99
            )
        return made


def _tinted(rgb: str, tint: float) -> str:
    """Return an RGB colour made lighter (tint above 0) or darker, as ECMA-376 18.8.19 says."""
    red, green, blue = (int(rgb[start : start + 2], 16) / 255 for start in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(1, light), saturation))
