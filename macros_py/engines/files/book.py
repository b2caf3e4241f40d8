"""An open workbook: its bytes, what is read of them, and the openpyxl workbook that takes the changes."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook

from macros_py.engines.files.drawn import Drawn, drawn, unchanged
from macros_py.engines.files.grid import Grid
from macros_py.engines.files.names import Names, NameState
from macros_py.engines.files.references import repointed
from macros_py.engines.files.sheet import Sheet
from macros_py.engines.port import base_classes
from macros_py.errors import FileProblem
from macros_py.package.archive import normalise, write_beside
from macros_py.package.carrying import carry_over
from macros_py.package.drawings import chart_names
from macros_py.package.inspection import look
from macros_py.package.losses import changed_meanwhile, losses, refusal
from macros_py.package.outline import Outline, SheetPart, outline
from macros_py.package.parts import Package

if TYPE_CHECKING:
    from openpyxl import Workbook

    from macros_py.engines.files.engine import App

_WRITABLE = (".xlsx", ".xltx")

#: lxml's and ElementTree's own errors are SyntaxErrors.
_WHAT_OPENPYXL_RAISES = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, SyntaxError, OverflowError, RecursionError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class Book(base_classes.Book):  # type: ignore[misc]
    """A workbook. Nothing is written before ``save``; closing forgets what was not saved."""

    app: Any = None
    name: Any = None

    def __init__(self, app: App, path: Path | None, name: str) -> None:
        """Open the file ``path``, or begin a new book when it is None.

        Raises:
            FileProblem: the file is no workbook that can be read.
        """
        self.app = app
        self.name = name
        self.path = path
        self.changed = path is None
        self._workbook: Workbook | None = None
        self._drawn: Drawn = {}
        self._calamine: CalamineWorkbook | None = None
        self.source = b""
        self._seen: tuple[int, ...] = ()
        plan = Outline((SheetPart("Sheet1", ""),))
        if path is not None:
            look(path)
            self.source = path.read_bytes()
            self._seen = _state_of(path)
            with Package(self.source, name) as package:
                plan = outline(package)
        self._sheets = [Sheet(self, part) for part in plan.sheets if part.kind == "worksheet"]
        active = plan.sheets[plan.active].name
        self.active_sheet = next((s for s in self._sheets if s.name == active), self._sheets[0])
        self.name_states = [NameState(n.name, n.refers_to, n.sheet) for n in plan.names if n.name[:6] != "_xlnm."]

    @property
    def api(self) -> Book:
        """The book itself: there is nothing beneath."""
        return self

    @property
    def fullname(self) -> str:
        """The full path, or the bare name of a book that was never saved."""
        return str(self.path) if self.path else str(self.name)

    @property
    def read_only(self) -> bool:
        """Whether the file could not be replaced by a saved one."""
        return self.path is not None and self.path.exists() and not self.path.stat().st_mode & stat.S_IWUSR

    @property
    def sheets(self) -> Sheets:
        """The worksheets in tab order."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """All defined names but the built-in ones (print areas and titles)."""
        return Names(self)

    def activate(self) -> None:
        """Make this the active book."""
        self.app.books.activate(self)

    def close(self) -> None:
        """Forget the book without saving."""
        if self._calamine is not None:
            self._calamine.close()
        self._calamine = self._workbook = None
        self.app.books.forget(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the book to ``path``, or to where it came from, beside and renamed into place.

        Raises:
            FileProblem: the file cannot be written, or holds what openpyxl would drop.
        """
        if password:
            raise FileProblem(f"“{self.name}”没有保存：在 Excel 之外不能给文件加密码，请在 Excel 里另存。")
        target = Path(path).absolute() if path else self.path or Path(f"{self.name}.xlsx").absolute()
        write = self._content(target.suffix.lower())
        if (
            target == self.path
            and self._seen
            and _state_of(target) != self._seen
            and target.read_bytes() != self.source
        ):
            raise FileProblem(changed_meanwhile(str(self.name)))
        write_beside(target, lambda stream: stream.write(write))
        self.path, self.name = target, target.name
        self._seen = _state_of(target)

    def _content(self, suffix: str) -> bytes:
        """Return the bytes of the file to write: the untouched original, or what openpyxl makes of the changes."""
        if not self.changed and self.path is not None and self.path.suffix.lower() == suffix:
            return self.source
        if suffix not in _WRITABLE:
            raise FileProblem(f"“{self.name}”没有保存：这里只能存成 .xlsx 文件，请换一个以 .xlsx 结尾的文件名。")
        if self.source and (lost := losses(self.source)):
            raise FileProblem(refusal(str(self.name), lost))
        workbook = self.workbook
        for sheet in self._sheets:
            sheet.prepare_to_save(active=sheet is self.active_sheet)
        workbook.active = workbook.worksheets.index(self.active_sheet.worksheet)
        workbook.calculation.fullCalcOnLoad = True  # openpyxl writes no results: Excel has to calculate on opening
        workbook.template = suffix == ".xltx"
        same = unchanged(self._drawn, drawn(workbook))
        stream = io.BytesIO()
        workbook.save(stream)
        content = normalise(stream.getvalue())
        return carry_over(self.source, content, same) if self.source else content

    @property
    def workbook(self) -> Workbook:
        """The openpyxl workbook, loaded when it is first asked for.

        Raises:
            FileProblem: openpyxl cannot make sense of the file.
        """
        if self._workbook is None:
            import openpyxl  # 0.13 s that a pure read does not pay

            if not self.source:
                self._workbook = openpyxl.Workbook()
                self._workbook.worksheets[0].title = self._sheets[0].name
                return self._workbook
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # what it drops is told by package.losses
                    self._workbook = openpyxl.load_workbook(io.BytesIO(self.source), rich_text=True)
            except _WHAT_OPENPYXL_RAISES as problem:
                lost = losses(self.source)
                raise (FileProblem(refusal(str(self.name), lost)) if lost else self._unreadable()) from problem
            self._drawn = drawn(self._workbook)
        return self._workbook

    @property
    def loaded(self) -> bool:
        """Whether openpyxl has been asked already."""
        return self._workbook is not None

    def read_grid(self, sheet: str) -> Grid:
        """Return the values of the sheet that the file calls ``sheet``, as calamine reads them.

        Raises:
            FileProblem: calamine cannot read the file.
        """
        try:
            if self._calamine is None:
                self._calamine = CalamineWorkbook.from_filelike(io.BytesIO(self.source))
            values = self._calamine.get_sheet_by_name(sheet)
            start = values.start
            if start is None:
                return Grid()
            return Grid(values.to_python(skip_empty_area=True), start[0] + 1, start[1] + 1)
        except CalamineError as problem:
            raise self._unreadable() from problem

    def part(self, name: str, limit: int = -1) -> bytes:
        """Return a part of the file as it was opened (its first ``limit`` bytes), b"" for a sheet that is not in it."""
        if not name:
            return b""
        with Package(self.source, str(self.name)) as package:
            return package.read(name, limit)

    def chart_names(self, part: str) -> list[str]:
        """Return the names of the charts on the sheet with this part, as the file was opened."""
        with Package(self.source, str(self.name)) as package:
            return chart_names(package, part)

    def _unreadable(self) -> FileProblem:
        return FileProblem(f"“{self.name}”读不出来：内容不合规范。请用 Excel 打开它，另存为“Excel 工作簿(.xlsx)”再试。")

    def rename_in_references(self, old: str, new: str) -> None:
        """Make formulas, names and links that point to the sheet ``old`` point to ``new``; "" makes them #REF!."""
        for state in self.name_states:
            Names(self).store(state, repointed(state.refers_to, old, new))
        for sheet in self._sheets:
            sheet.repoint(old, new)

    @property
    def sheet_list(self) -> list[Sheet]:
        """The worksheets, in tab order, to be changed in place."""
        return self._sheets


def _state_of(path: Path) -> tuple[int, ...]:
    """Return what changes when somebody else writes the file; () when it is not there."""
    try:
        state = path.stat()
    except OSError:
        return ()
    return state.st_mtime_ns, state.st_size, state.st_ino


class Sheets(base_classes.Sheets):  # type: ignore[misc]
    """The worksheets of a book; names are looked up without regard to case, as in Excel."""

    def __init__(self, book: Book) -> None:
        """Stand for the worksheets of ``book``."""
        self._book = book

    @property
    def api(self) -> Sheets:
        """The collection itself: there is nothing beneath."""
        return self

    @property
    def active(self) -> Sheet:
        """The active sheet."""
        return self._book.active_sheet

    def __call__(self, name_or_index: str | int) -> Sheet:
        """Return a sheet by its name or its position from 1."""
        sheets = self._book.sheet_list
        if isinstance(name_or_index, str):
            for sheet in sheets:
                if sheet.name.lower() == name_or_index.lower():
                    return sheet
        elif 1 <= name_or_index <= len(sheets):
            return sheets[name_or_index - 1]
        raise KeyError(name_or_index)

    def __contains__(self, name: str) -> bool:
        """Whether there is one of that name."""
        return any(sheet.name.lower() == name.lower() for sheet in self._book.sheet_list)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._book.sheet_list)

    def __iter__(self) -> Iterator[Sheet]:
        """Yield them in order."""
        return iter(list(self._book.sheet_list))

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Return a new sheet, by default before the active one, and make it active, as Excel does."""
        sheets = self._book.sheet_list
        if name is None:
            number = len(sheets) + 1
            while f"Sheet{number}" in self:
                number += 1
            name = f"Sheet{number}"
        place = sheets.index(after) + 1 if after else sheets.index(before or self._book.active_sheet)
        workbook = self._book.workbook
        sheet = Sheet(self._book, SheetPart(name, ""))  # refuses a name that Excel would not take
        neighbour = sheets[place].worksheet if place < len(sheets) else None
        workbook.create_sheet(name, len(workbook.sheetnames) if neighbour is None else workbook.index(neighbour))
        sheets.insert(place, sheet)
        self._book.active_sheet = sheet
        self._book.changed = True
        return sheet
