"""A template's worksheet as it was drawn: cells, rows, columns and page setup, from a whitelist of elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from macros_py.package.columns import LAST_COLUMN, LAST_ROW
from macros_py.package.parts import RELATIONSHIP
from macros_py.printing.area import Area, names_other_sheet, parse_area
from macros_py.printing.markup import attributes, child, children, local, plain
from macros_py.printing.styles import number, truth

_PICTURES = {"drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"}
_VIEW = ("showGridLines", "showRowColHeaders", "showZeros", "rightToLeft", "zoomScale", "zoomScaleNormal")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_HEADER_PICTURE = re.compile("&G")


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell: ``kind`` is "" (blank), "s" (text), "n", "b" or "e"; ``rich`` the ready ``<si>`` of a text with own fonts."""

    style: int
    kind: str = ""
    text: str = ""
    rich: str = ""


@dataclass(frozen=True, slots=True)
class RowSource:
    """A row's own height in points (None: the sheet's default), its style and whether it is hidden."""

    height: float | None = None
    style: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """Columns ``first`` to ``last`` of one width, in units of the default font's digit; None is the default width."""

    first: int
    last: int
    width: float | None
    style: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A conditional format or a data validation with the areas it lies on."""

    areas: tuple[Area, ...]
    elements: tuple[Element, ...]


@dataclass(slots=True)
class SheetSource:
    """Everything of a template sheet that is carried into a printed one."""

    name: str
    cells: dict[int, dict[int, CellSource]] = field(default_factory=dict)
    formulas: list[Area] = field(default_factory=list)
    rows: dict[int, RowSource] = field(default_factory=dict)
    columns: list[ColumnSource] = field(default_factory=list)
    default_height: float = 15.0
    default_width: float | None = None
    merges: list[Area] = field(default_factory=list)
    tab: str = ""
    view: str = ""
    protection: str = ""
    conditional: list[Rule] = field(default_factory=list)
    validations: list[Rule] = field(default_factory=list)
    links: list[tuple[Area, str, str]] = field(default_factory=list)
    print_options: str = ""
    margins: dict[str, float] = field(default_factory=dict)
    page_setup: dict[str, str] = field(default_factory=dict)
    header_footer: str = ""
    row_breaks: list[int] = field(default_factory=list)
    print_area: Area | None = None
    print_titles: tuple[int, int] | None = None
    warnings: list[str] = field(default_factory=list)


def rich_text(node: Element) -> tuple[str, str]:
    """Return the text of an ``<si>`` or ``<is>`` element, its runs joined, and its ``<si>`` when a run has its own font."""
    runs = [part for part in children(node) if local(part) in ("t", "r")]
    texts = [part if local(part) == "t" else child(part, "t") for part in runs]
    joined = "".join(part.text or "" for part in texts if part is not None)
    if not any(child(part, "rPr") is not None for part in runs):
        return _unescaped(joined), ""
    return _unescaped(joined), f"<si>{''.join(plain(part) for part in runs)}</si>"


def read_sheet(root: Element, name: str, strings: Sequence[tuple[str, str]]) -> SheetSource:
    """Return the sheet under the root element of a worksheet part; ``strings`` are the book's shared strings."""
    source = SheetSource(name)
    for node in children(root):
        kind = local(node)
        if kind == "sheetPr":
            tab = child(node, "tabColor")
            source.tab = plain(tab) if tab is not None else ""
        elif kind == "sheetViews":
            view = child(node, "sheetView")
            if view is not None:
                source.view = attributes({key: view.get(key, "") for key in _VIEW if view.get(key)})
        elif kind == "sheetFormatPr":
            source.default_height = number(node.get("defaultRowHeight"), 15.0)
            width = number(node.get("defaultColWidth"), 0.0)
            source.default_width = width or None
        elif kind == "cols":
            source.columns.extend(_columns(node))
        elif kind == "sheetData":
            _read_rows(source, node, strings)
        elif kind == "sheetProtection":
            source.protection = plain(node)
        elif kind == "mergeCells":
            source.merges.extend(_areas(part.get("ref", "") for part in children(node)))
        elif kind == "conditionalFormatting":
            _keep_rule(
                source, source.conditional, node, tuple(part for part in children(node) if local(part) == "cfRule")
            )
        elif kind == "dataValidations":
            for part in children(node):
                _keep_rule(source, source.validations, part, (part,))
        elif kind == "hyperlinks":
            for part in children(node):
                _keep_link(source, part)
        elif kind == "printOptions":
            source.print_options = plain(node)
        elif kind == "pageMargins":
            source.margins = {key: number(value, 0.7) for key, value in node.attrib.items()}
        elif kind == "pageSetup":
            source.page_setup = {key: value for key, value in node.attrib.items() if not key.startswith("{")}
        elif kind == "headerFooter":
            source.header_footer = _HEADER_PICTURE.sub("", plain(node)).replace("&amp;G", "")
        elif kind == "rowBreaks":
            source.row_breaks = [int(number(part.get("id"), 0)) for part in children(node)]
        elif kind in _PICTURES and not any("图片" in text for text in source.warnings):
            source.warnings.append("模板里有图片、图形或按钮，生成的表里不会有它们。")
    return source


def _read_rows(source: SheetSource, data: Element, strings: Sequence[tuple[str, str]]) -> None:
    row = 0
    for node in children(data):
        row = int(number(node.get("r"), row + 1))
        height = number(node.get("ht"), 0.0)
        styled = truth(node.get("customFormat")) and node.get("s")
        source.rows[row] = RowSource(
            height or None, int(number(node.get("s"), 0)) if styled else None, truth(node.get("hidden"))
        )
        column = 0
        for part in children(node):
            if local(part) != "c":
                continue
            place = parse_area(part.get("r", ""))
            column = place.left if place is not None else column + 1
            if child(part, "f") is not None:
                source.formulas.append(Area(row, column, row, column))
            source.cells.setdefault(row, {})[column] = _cell(part, strings)


def _cell(node: Element, strings: Sequence[tuple[str, str]]) -> CellSource:
    style, kind = int(number(node.get("s"), 0)), node.get("t", "n")
    inline, value = child(node, "is"), child(node, "v")
    text, rich = (value.text or "", "") if value is not None else ("", "")
    if kind == "s":
        index = int(number(text, -1))
        text, rich = strings[index] if 0 <= index < len(strings) else ("", "")
    elif inline is not None:
        text, rich = rich_text(inline)
    elif kind == "str":
        text = _unescaped(text)
    if not text:
        return CellSource(style)
    return CellSource(style, kind if kind in "nbe" else "s", text, rich)


def _columns(node: Element) -> Iterator[ColumnSource]:
    for part in children(node):
        first, last = int(number(part.get("min"), 1)), int(number(part.get("max"), 1))
        width = number(part.get("width"), 0.0)
        style = part.get("style")
        yield ColumnSource(
            max(1, first),
            min(LAST_COLUMN, last),
            width if part.get("width") else None,
            int(number(style, 0)) if style else None,
            truth(part.get("hidden")),
        )


def _keep_rule(source: SheetSource, kept: list[Rule], place: Element, elements: tuple[Element, ...]) -> None:
    """Keep a rule unless it speaks of another sheet of the template, which is not carried."""
    formulas = [node.text or "" for element in elements for node in element.iter() if "formula" in local(node).lower()]
    if any(names_other_sheet(formula) for formula in formulas):
        source.warnings.append(f"模板里 {place.get('sqref', '')} 的规则用到了别的工作表，生成的表里不带这条规则。")
    elif elements:
        kept.append(Rule(tuple(_areas(place.get("sqref", "").split())), elements))


def _keep_link(source: SheetSource, node: Element) -> None:
    area, target = parse_area(node.get("ref", "")), node.get("location", "")
    if area is None:
        return
    if target and node.get(f"{RELATIONSHIP}id") is None:
        source.links.append((area, target, node.get("tooltip", "")))
    else:
        source.warnings.append(f"模板里 {node.get('ref')} 链接到工作簿以外，生成的表里不带这个链接。")


def _areas(texts: Iterable[str]) -> Iterator[Area]:
    for text in texts:
        area = parse_area(text)
        if area is not None and area.top <= LAST_ROW:
            yield area


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
