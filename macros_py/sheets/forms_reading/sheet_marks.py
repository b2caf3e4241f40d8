"""What a worksheet's part says beyond its values: number formats, hidden rows, errors, and text outside the cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from macros_py.package.columns import LAST_COLUMN, column_number
from macros_py.package.number_formats import BUILT_IN_FORMATS
from macros_py.package.parts import MAIN, Package
from macros_py.sheets.forms_reading.grid import Position, Unread

NO_RESULT = "这一格是公式，文件里没有存它算出来的数，没有读入；请用 Excel 打开、保存后再读"
IN_A_BOX = "这些字在文本框（图形）里，不在格子里，没有读入"
_IN_THE_MARGIN = "这些字在页眉页脚里，不在格子里，没有读入"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
PLAIN_FORMATS = ("General", "G/通用格式", "@")
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+\-]{6}|\d+|[A-Za-z])')
_PAGE = re.compile(r"[第共页张总\s/\-—\d,，]*")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The marks of one worksheet.

    ``formats`` are number formats of cells that hold a value and are not shown plainly; ``unread`` cells without a value
    of their own to read (errors, pictures, formulas without a result); ``drawn`` the texts outside the cells, at the cell they lie
    over.
    """

    formats: dict[Position, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    drawn: tuple[Unread, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class CellFormats:
    """The number formats of a workbook's cell styles, read when a sheet first needs them."""

    def __init__(self, package: Package) -> None:
        """Remember the ``package``."""
        self._package = package
        self._codes: list[str] | None = None

    def code(self, style: str) -> str:
        """Return the format of the style with this number, "" where the cell is shown plainly."""
        if self._codes is None:
            self._codes = self._read()
        return self._codes[int(style)] if style.isdigit() and int(style) < len(self._codes) else ""

    def _read(self) -> list[str]:
        part = next((name for name in self._package.names if name.endswith("/styles.xml")), "")
        if not part:
            return []
        root = self._package.xml(part)
        own = {
            node.get("numFmtId", ""): node.get("formatCode", "")
            for node in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
        }
        codes = []
        for node in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
            number = node.get("numFmtId", "0")
            code = own.get(number) or (BUILT_IN_FORMATS.get(int(number), "") if number.isdigit() else "")
            codes.append("" if code in PLAIN_FORMATS else code)
        return codes


def read_marks(package: Package, part: str, formats: CellFormats) -> SheetMarks:
    """Return the marks of the worksheet in ``part``; its XML is read whole.

    Raises:
        FileProblem: a part is damaged.
    """
    root = package.xml(part)
    codes: dict[Position, str] = {}
    unread: list[Unread] = []
    hidden: set[int] = set()
    row = 0
    for line in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = line.get("r", "")
        row = int(number) if number.isdigit() else row + 1
        if line.get("hidden") in ("1", "true") or (line.get("ht") == "0" and line.get("customHeight")):
            hidden.add(row)
        column = 0
        for cell in line:
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = column_number(place[1]) if place else column + 1
            if not len(cell):
                continue
            style = cell.get("s")
            if style is not None and (code := formats.code(style)):
                codes[row, column] = code
            if found := _unread(cell, row, column):
                unread.append(found)
    drawn = (*_boxes(package, part), *_margins(root))
    return SheetMarks(codes, tuple(unread), drawn, frozenset(hidden), frozenset(_hidden_columns(root)))


def error_cell(row: int, column: int, error: str) -> Unread:
    """Return a cell that shows an error instead of a value."""
    return Unread(row, column, error, f"这一格显示错误 {error}，没有读入；请在表里改好再读")


def _unread(cell: ElementTree.Element, row: int, column: int) -> Unread | None:
    value = cell.find(f"{MAIN}v")
    if cell.get("t") == "e":
        error = (value.text if value is not None else None) or "#错误"
        return error_cell(row, column, error)
    formula = cell.find(f"{MAIN}f")
    if formula is not None and "DISPIMG(" in (formula.text or ""):  # WPS keeps a picture in a cell so
        return Unread(row, column, "图片", "这一格放的是图片，里面的字没有读入")
    if formula is None or cell.get("t") == "str" or (value is not None and value.text) or formula.text == '""':
        return None
    return Unread(row, column, f"={(formula.text or '…')[:_LONGEST]}", NO_RESULT)


def _hidden_columns(root: ElementTree.Element) -> Iterator[int]:
    for node in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, last = node.get("min", ""), node.get("max", "")
        unseen = node.get("hidden") in ("1", "true") or node.get("width") == "0"
        if unseen and first.isdigit() and last.isdigit():
            yield from range(int(first), min(int(last), LAST_COLUMN) + 1)


def _boxes(package: Package, part: str) -> Iterator[Unread]:
    """Yield the texts of text boxes and other shapes, each at its upper left cell."""
    for relationship in package.relationships(part):
        if relationship.kind != "drawing" or relationship.target not in package:
            continue
        for anchor in package.xml(relationship.target):
            lines = _without_repeats(
                "".join(run.text or "" for run in paragraph.iter(f"{_DRAWING}t"))
                for paragraph in anchor.iter(f"{_DRAWING}p")
            )
            text = "\n".join(line for line in lines if line.strip())
            if text:
                row, column = (anchor.findtext(f"{_PLACE}from/{_PLACE}{name}", "0").strip() for name in ("row", "col"))
                yield Unread(_number(row) + 1, _number(column) + 1, text[:_LONGEST], IN_A_BOX)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _without_repeats(lines: Iterable[str]) -> list[str]:
    """Return lines once: a shape may be stored twice, for new and for old programs."""
    return list(dict.fromkeys(lines))


def _margins(root: ElementTree.Element) -> Iterator[Unread]:
    for node in root.iterfind(f"{MAIN}headerFooter/*"):
        text = _MARGIN_CODE.sub(" ", node.text or "").strip()
        if text and not _PAGE.fullmatch(text):
            yield Unread(1, 1, text[:_LONGEST], _IN_THE_MARGIN)
