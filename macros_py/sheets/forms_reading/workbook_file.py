"""The worksheets of a returned file (.xlsx, .xlsm, .xls) as grids, read within bounds."""

from __future__ import annotations

import datetime
import io
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from macros_py.errors import FileProblem
from macros_py.package.columns import column_letters
from macros_py.package.inspection import ASK_FOR_ORIGINAL, look, look_closely
from macros_py.package.outline import outline, workbook_part
from macros_py.package.parts import Package
from macros_py.sheets.forms_reading.entries import labels_in
from macros_py.sheets.forms_reading.grid import Grid, Position, Unread, Value, is_blank, seen_text
from macros_py.sheets.forms_reading.heading import is_title, is_year_line
from macros_py.sheets.forms_reading.old_marks import read_old_marks
from macros_py.sheets.forms_reading.sheet_marks import CellFormats, SheetMarks, read_marks
from macros_py.sheets.forms_reading.shown import shown_number, shown_text
from macros_py.sheets.forms_reading.shown_dates import shown_date

MAX_FILE = 64 << 20
"""A returned form of more than 64 MiB is a mistake."""
MAX_AREA = 1_000_000
"""The most cells between the first and the last used one of a sheet; a form has a few hundred."""
SECONDS = 60

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_COUNTS = re.compile(rb'\b(?:uniqueCount|count)="(\d+)"')
_SAVE_AS = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿(.xlsx)”再试。"


def read_sheets(path: str | Path, *, own_process: bool = False) -> list[Grid]:
    """Return the worksheets of a file in order, hidden ones marked.

    An old .xls file is read in a child process (unless this already is one that may be lost, ``own_process``): a damaged
    one makes calamine panic, with a traceback on stderr.

    Raises:
        FileProblem: the file is missing, encrypted, damaged, too large, no workbook, or holds no cell at all.
    """
    path = Path(path)
    marks = _look_at(path)
    try:
        apart = _is_old_file(path) and not own_process
        grids = _from_old_file(path) if apart else grids_of(path.read_bytes(), path.name, marks)
    except OSError as problem:
        raise FileProblem(f"“{path.name}”读不出来（{problem.strerror or problem}），请看看它是否被占用。") from problem
    if not any(grid.cells or grid.unread for grid in grids):
        raise FileProblem(_empty_sentence(path))
    return grids


def grids_of(content: bytes, name: str, marks: Mapping[str, SheetMarks] = MappingProxyType({})) -> list[Grid]:
    """Return the worksheets of the workbook whose bytes are ``content``; ``name`` is what sentences call it.

    ``marks`` are those of the sheets by name; those of an old .xls are read here. A number on a sheet without marks is
    read without its format.

    Raises:
        FileProblem: the workbook is encrypted or damaged, or a sheet spans more than MAX_AREA cells.
    """
    marks = marks or (read_old_marks(content) if content.startswith(_OLE) else {})
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            worksheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
            return [
                _grid(
                    book.get_sheet_by_name(meta.name),
                    name,
                    meta.visible != SheetVisibleEnum.Visible,
                    marks.get(meta.name),
                )
                for meta in worksheets
            ]
    except CalamineError as problem:
        if "password" in f"{type(problem).__name__} {problem}".lower():
            raise FileProblem(f"“{name}”加了密码，读不了。请用 Excel 打开、去掉“打开密码”后保存再试。") from problem
        raise _damaged(name) from problem


def _damaged(name: str) -> FileProblem:
    return FileProblem(f"“{name}”打不开：文件已损坏或不完整，请让发来的人重新发一份。")


def _grid(sheet: CalamineSheet, name: str, hidden: bool, marks: SheetMarks | None) -> Grid:
    formatted, marks = marks is not None, marks or SheetMarks()
    unread = list(marks.unread)
    cells: dict[Position, Value] = {}
    merges: tuple[tuple[int, int, int, int], ...] = ()
    if sheet.start is not None:
        if sheet.height * sheet.width > MAX_AREA:
            raise FileProblem(
                f"“{name}”的工作表“{sheet.name}”占用了 {sheet.height} 行 {sheet.width} 列，不像是一张表样。"
                "请删去下方和右侧多余的行列（或另存只有表样的一份）再试。"
            )
        top, left = sheet.start
        cells = {
            (top + row + 1, left + column + 1): value
            for row, values in enumerate(sheet.to_python(skip_empty_area=True))
            for column, value in enumerate(values)
            if not is_blank(value)
        }
        ranges = sheet.merged_cell_ranges or []
        merges = tuple((r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sorted(ranges))
    for one in marks.unread:
        cells.pop((one.row, one.column), None)
    for place, code in marks.formats.items():
        if place in cells:
            value = cells.pop(place)
            shown = _shown(value, code)
            if not is_blank(shown):
                cells[place] = shown
            elif value:  # a zero that is not shown is a blank
                unread.append(Unread(*place, seen_text(value), "这一格的数字格式让它不显示，没有读入"))
    unread += _take_hidden(cells, merges, marks)
    unread += _place_drawn(cells, marks.drawn)
    return Grid(sheet.name, cells, merges, hidden, tuple(unread), formatted)


def _shown(value: Value, code: str) -> Value:
    """Return a value as its cell shows it, the value itself where that is no different."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int):
        return shown_number(value, code) or value
    if isinstance(value, str):
        return shown_text(value, code)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return shown_date(value, code) or value
    return value


def _take_hidden(
    cells: dict[Position, Value], merges: tuple[tuple[int, int, int, int], ...], marks: SheetMarks
) -> Iterator[Unread]:
    """Take the cells out of ``cells`` that lie in hidden rows or columns only."""
    rows, columns = marks.hidden_rows, marks.hidden_columns
    if not rows and not columns:
        return
    areas = {(top, left): (range(top, bottom + 1), range(left, right + 1)) for top, left, bottom, right in merges}
    for row, column in list(cells):
        if row not in rows and column not in columns:
            continue
        over, across = areas.get((row, column), (range(row, row + 1), range(column, column + 1)))
        if all(one in rows for one in over):
            why = f"第 {row} 行是隐藏的，表上看不见，没有读入；要读请先取消隐藏"
        elif all(one in columns for one in across):
            why = f"{column_letters(column)} 列是隐藏的，表上看不见，没有读入；要读请先取消隐藏"
        else:
            continue
        yield Unread(row, column, seen_text(cells.pop((row, column))), why)


def _place_drawn(cells: dict[Position, Value], drawn: Iterable[Unread]) -> Iterator[Unread]:
    """Put a title or a line like 单位：万元 from a text box into the blank row it lies over; yield all other such texts."""
    filled = {row for row, _ in cells}
    for one in drawn:
        if one.row < min(filled, default=0) and (is_title(one.text) or is_year_line(one.text) or labels_in(one.text)):
            cells[one.row, one.column] = one.text
            filled.add(one.row)
        else:
            yield one


def _is_old_file(path: Path) -> bool:
    with path.open("rb") as stream:
        return path.suffix.lower() in (".xls", ".xlt", ".et") and stream.read(8) == _OLE


def _look_at(path: Path) -> dict[str, SheetMarks]:
    """Refuse what cannot be read before anything opens it, and return the marks of the sheets; none of a truthful .xls."""
    try:
        size, old = path.stat().st_size, _is_old_file(path)
    except OSError:
        size, old = 0, False
    if size > MAX_FILE:
        raise FileProblem(f"“{path.name}”有 {size >> 20} MB，不像是一份表样，没有打开它。请与发来的人核对。")
    if not old:
        look_closely(path)
        return _look_at_parts(path)
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        look(path)  # says that it carries a password
    return {}


def _look_at_parts(path: Path) -> dict[str, SheetMarks]:
    """Refuse a file with a damaged part: calamine reads broken XML as far as it goes, without a word."""
    marks = {}
    with Package(path) as package:
        texts = [name for name in package.names if name.endswith("sharedstrings.xml")]
        for part in texts:
            counts = [int(number) for number in _COUNTS.findall(package.read(part, 1024))]
            if max(counts, default=0) > MAX_FILE:
                raise package.damaged(part)
            package.xml(part)
        formats = CellFormats(package)
        for sheet in outline(package).sheets:
            if sheet.kind == "worksheet":
                marks[sheet.name] = read_marks(package, sheet.part, formats)
    return marks


def _from_old_file(path: Path) -> list[Grid]:
    command = [sys.executable, "-m", "macros_py.sheets.forms_reading.old_file", str(path.resolve())]
    root = Path(__file__).resolve().parents[3]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=root, check=False)
    except subprocess.TimeoutExpired as problem:
        raise FileProblem(f"“{path.name}”读了一分钟还没有读完，没有再读下去。{_SAVE_AS}") from problem
    if done.returncode != 0:
        raise _damaged(path.name)
    answer: list[Grid] | str = pickle.loads(done.stdout)
    if isinstance(answer, str):
        raise FileProblem(answer)
    return answer


def _empty_sentence(path: Path) -> str:
    if not _is_old_file(path):
        with Package(path) as package:
            pictures = any(name.startswith(("xl/media/", "xl/drawings/drawing")) for name in package.names)
            if pictures and workbook_part(package):
                return f"“{path.name}”里只有图片，没有表格，读不出内容。表不能拍照或截图贴进去。{ASK_FOR_ORIGINAL}"
    return f"“{path.name}”是空的：每张工作表里都没有内容，请看看是否选错了文件。"
