"""A workbook open in Calc."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros_py.engines.calc.bridge import properties, uno, uno_error
from macros_py.engines.calc.names import Names
from macros_py.engines.calc.number_formats import NumberFormats
from macros_py.engines.calc.saving import restored, table_styles
from macros_py.engines.calc.sheet import Sheet
from macros_py.engines.naming import refuse_sheet_name
from macros_py.engines.port import base_classes
from macros_py.errors import FileProblem
from macros_py.package.archive import write_beside
from macros_py.package.columns import LAST_COLUMN
from macros_py.package.inspection import look
from macros_py.package.losses import changed_meanwhile, losses, refusal

if TYPE_CHECKING:
    from macros_py.engines.calc.engine import App

XLSX = "Calc MS Excel 2007 XML"


class Book(base_classes.Book):  # type: ignore[misc]
    """A Calc document that stands for a workbook file.

    One that this engine opened is a copy in a folder of its own: the file is not locked, and is replaced only when the
    new one is complete. One that the clerk has open in a window is that document itself.
    """

    app: Any = None
    name: Any = None

    def __init__(self, app: App, document: Any, path: Path | None, name: str, folder: Path | None = None) -> None:
        """Stand for ``document``; ``folder`` holds the copy it was opened from and goes with it."""
        self.app = app
        self.document = document
        self.path = path
        self.name = name
        self.folder = folder
        self.source = path.read_bytes() if path is not None and folder is not None else b""
        self.table_styles = table_styles(self.source)
        self.number_formats = NumberFormats(document)
        self.last_column = min(document.Sheets.getByIndex(0).Columns.getCount(), LAST_COLUMN)

    @classmethod
    def opened(cls, app: App, path: Path) -> Book:
        """Open a copy of the file ``path``.

        Raises:
            FileProblem: the file is no workbook that can be read.
        """
        look(path)
        folder = Path(tempfile.mkdtemp(prefix="fubiao7-calc-"))
        copy = folder / f"book{path.suffix}"
        shutil.copyfile(path, copy)
        document = load(app, copy.as_uri())
        if document is None:
            shutil.rmtree(folder, ignore_errors=True)
            raise FileProblem(
                f"“{path.name}”读不出来：LibreOffice 打不开它。请用 Excel 或 WPS 打开它，另存为 .xlsx 再试。"
            )
        return cls(app, document, path, path.name, folder)

    @classmethod
    def blank(cls, app: App, name: str) -> Book:
        """Begin a new book with one blank sheet."""
        document = load(app, "private:factory/scalc")
        document.Sheets.getByIndex(0).Name = "Sheet1"
        return cls(app, document, None, name, Path(tempfile.mkdtemp(prefix="fubiao7-calc-")))

    @classmethod
    def shown(cls, app: App, document: Any) -> Book:
        """Stand for a document that the clerk has open in a window."""
        path = cls.path_of(document)
        return cls(app, document, path, path.name if path else str(document.Title))

    @staticmethod
    def path_of(document: Any) -> Path | None:
        """Return where a document was opened from, None for one that was never saved."""
        return Path(uno().fileUrlToSystemPath(document.URL)) if document.URL.startswith("file:") else None

    @property
    def read_only(self) -> bool:
        """Whether what is written could not be saved under its name."""
        return self.folder is None and bool(self.document.isReadonly())

    def preview(self) -> None:
        """Show the print preview in the window."""
        dispatcher = self.app.office.service("com.sun.star.frame.DispatchHelper")
        dispatcher.executeDispatch(self.controller.getFrame(), ".uno:PrintPreview", "", 0, ())

    @property
    def api(self) -> Any:
        """The UNO document."""
        return self.document

    @property
    def controller(self) -> Any:
        """What shows the document in a window, None without one."""
        return self.document.getCurrentController()

    @property
    def fullname(self) -> str:
        """The full path, or the bare name of a book that was never saved."""
        return str(self.path) if self.path else str(self.name)

    @property
    def sheets(self) -> Sheets:
        """The worksheets in tab order."""
        return Sheets(self)

    @property
    def sheet_list(self) -> list[Sheet]:
        """The worksheets in tab order."""
        return list(self.sheets)

    @property
    def names(self) -> Names:
        """All defined names but the built-in ones (print areas and titles)."""
        return Names(self)

    def show(self, sheet: Sheet) -> None:
        """Make ``sheet`` the active one."""
        if self.controller is not None and sheet.visible:
            self.controller.setActiveSheet(sheet.spreadsheet)

    def activate(self) -> None:
        """Make this the active book."""
        self.app.books.activate(self)

    def close(self) -> None:
        """Close the document without saving; one that the clerk has open stays open."""
        if self.folder is not None:
            with contextlib.suppress(uno_error()):
                self.document.close(True)
            shutil.rmtree(self.folder, ignore_errors=True)
        self.app.books.forget(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the book to ``path``, or to where it came from, beside and renamed into place.

        Table styles, and validation that reaches further down than Calc writes it, are put back into the file.

        Raises:
            FileProblem: the file cannot be written, was written by somebody else meanwhile, or holds what would be lost.
        """
        if password:
            raise FileProblem(f"“{self.name}”没有保存：在 Excel 之外不能给文件加密码，请在 Excel 里另存。")
        target = Path(path).absolute() if path else self.path or Path(f"{self.name}.xlsx").absolute()
        if target.suffix.lower() != ".xlsx":
            raise FileProblem(f"“{self.name}”没有保存：这里只能存成 .xlsx 文件，请换一个以 .xlsx 结尾的文件名。")
        if self.folder is not None and target == self.path:
            self._refuse_to_lose(target)
        for sheet in self.sheets:
            for table in sheet.table_list:
                table.name_columns()
        content = restored(self._stored(XLSX, ".xlsx"), self.source, self.table_styles)
        write_beside(target, lambda stream: stream.write(content))
        if self.folder is not None:
            self.path, self.name, self.source = target, target.name, content

    def _refuse_to_lose(self, target: Path) -> None:
        if lost := losses(self.source):
            raise FileProblem(refusal(str(self.name), lost))
        if target.exists() and target.read_bytes() != self.source:
            raise FileProblem(changed_meanwhile(str(self.name)))

    def to_pdf(self, path: str, quality: str | None = None) -> None:
        """Print the whole book to a PDF file."""
        content = self._stored("calc_pdf_Export", ".pdf")
        write_beside(path, lambda stream: stream.write(content))

    def _stored(self, export_filter: str, suffix: str) -> bytes:
        """Return the bytes that LibreOffice writes for the document."""
        with tempfile.TemporaryDirectory(prefix="fubiao7-calc-") as folder:
            file = Path(folder) / f"out{suffix}"
            try:
                self.document.storeToURL(file.as_uri(), properties(FilterName=export_filter))
                return file.read_bytes()
            except (*(uno_error(),), OSError) as problem:
                raise FileProblem(f"“{self.name}”没有保存：LibreOffice 写不出文件，请看看磁盘是否已满。") from problem


def load(app: App, url: str, **more: object) -> Any:
    """Return the document at ``url``, None when LibreOffice cannot open it. Its macros and links stay asleep."""
    settings = properties(MacroExecutionMode=0, UpdateDocMode=0, **more)
    try:
        return app.office.desktop.loadComponentFromURL(url, "_blank", 0, settings)
    except uno_error():
        return None


class Sheets(base_classes.Sheets):  # type: ignore[misc]
    """The worksheets of a book; names are looked up without regard to case, as in Excel."""

    def __init__(self, book: Book) -> None:
        """Stand for the worksheets of ``book``."""
        self._book = book

    @property
    def api(self) -> Any:
        """The UNO collection."""
        return self._book.document.Sheets

    @property
    def active(self) -> Sheet:
        """The active sheet."""
        controller = self._book.controller
        return Sheet(self._book, controller.ActiveSheet if controller is not None else self.api.getByIndex(0))

    def __call__(self, name_or_index: str | int) -> Sheet:
        """Return a sheet by its name or its position from 1."""
        if isinstance(name_or_index, str):
            for name in self.api.ElementNames:
                if name.lower() == name_or_index.lower():
                    return Sheet(self._book, self.api.getByName(name))
        elif 1 <= name_or_index <= len(self):
            return Sheet(self._book, self.api.getByIndex(name_or_index - 1))
        raise KeyError(name_or_index)

    def __contains__(self, name: str) -> bool:
        """Whether there is one of that name."""
        return name.lower() in (standing.lower() for standing in self.api.ElementNames)

    def __len__(self) -> int:
        """Return how many there are."""
        return int(self.api.getCount())

    def __iter__(self) -> Iterator[Sheet]:
        """Yield them in order."""
        return iter([Sheet(self._book, self.api.getByName(name)) for name in self.api.ElementNames])

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Return a new sheet, by default before the active one, and make it active, as Excel does."""
        if name is None:
            number = len(self) + 1
            while f"Sheet{number}" in self:
                number += 1
            name = f"Sheet{number}"
        refuse_sheet_name(name)
        place = after.index if after else (before or self.active).index - 1
        self.api.insertNewByName(name, place)
        made = self(name)
        made.activate()
        return made
