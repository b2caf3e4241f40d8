"""The engine, its apps and their open books, as xlwings asks for them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros_py.engines.calc.book import Book, load
from macros_py.engines.calc.bridge import enum, uno_error
from macros_py.engines.calc.office import Office, office_for_books
from macros_py.engines.calc.range import Range
from macros_py.engines.calc.reading import area_of
from macros_py.engines.calc.sheet import Sheet
from macros_py.engines.files import engine as file_engine
from macros_py.errors import FileProblem

NAME = "calc"
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
# com.sun.star.awt.MessageBoxResults
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_KINDS = {"info": "INFOBOX", "critical": "ERRORBOX"}


class Engine(file_engine.Engine):
    """The engine "calc"; what it reads is cleaned as the file engine does."""

    name = NAME

    def __init__(self) -> None:
        """Start with no app."""
        self.apps: Apps = Apps(self)


class Apps(file_engine.Apps):
    """The apps of the engine, each with a LibreOffice of its own or that of ``shared_office``."""

    def add(self, **_options: object) -> App:
        """Return a new app without a book.

        Raises:
            MissingPart: there is no LibreOffice on this machine.
        """
        with contextlib.ExitStack() as stack:
            app = App(self._engine, stack.enter_context(office_for_books()))
            app.held = stack.pop_all()
        self._apps.insert(0, app)
        return app

    def attach(self, office: Office) -> App:
        """Return an app for a LibreOffice that goes on when the app quits."""
        app = App(self._engine, office)
        app.live = True
        self._apps.insert(0, app)
        return app


class App(file_engine.App):
    """A LibreOffice with the books that were opened in it through this app."""

    def __init__(self, engine: file_engine.Engine, office: Office) -> None:
        """Speak to ``office``."""
        self.engine = engine
        self.office = office
        self.held = contextlib.ExitStack()
        self.books = Books(self)
        self._status: str | bool = False
        self._indicator: Any = None
        self._frozen: list[Any] = []
        self.live = False

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self.office.desktop

    @property
    def _document(self) -> Any:
        return self.books.active.document if len(self.books) else None

    @property
    def status_bar(self) -> str | bool:
        """What the status bar says; False when it is Calc's own."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        controller = self.books.active.controller if len(self.books) else None
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        if isinstance(value, str) and value and controller is not None:
            self._indicator = controller.getFrame().createStatusIndicator()
            self._indicator.start(value, 0)
        self._status = value or False

    @property
    def screen_updating(self) -> bool:
        """Whether windows show what is changed."""
        return not self._frozen

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value:
            for document in self._frozen:
                with contextlib.suppress(uno_error()):
                    document.unlockControllers()
            self._frozen.clear()
        elif not self._frozen and self._document is not None:
            self._document.lockControllers()
            self._frozen.append(self._document)

    @property
    def calculation(self) -> str:
        """Whether formulas are worked out at once: automatic or manual."""
        document = self._document
        return "automatic" if document is None or document.isAutomaticCalculationEnabled() else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if self._document is not None:
            # Calc leaves formulas that nobody looks at for later; held back, they would read as they were.
            self._document.calculate()
            self._document.enableAutomaticCalculation(value == "automatic")
            self._document.calculate()

    def calculate(self) -> None:
        """Work every formula of the open books out."""
        for book in self.books:
            book.document.calculateAll()

    @property
    def selection(self) -> Range | None:
        """The selected cells of the active book, None when something else is selected."""
        document = self._document
        chosen = document.CurrentSelection if document is not None and document.getCurrentController() else None
        if chosen is None or not hasattr(chosen, "RangeAddress"):
            return None
        return Range(Sheet(self.books.active, chosen.Spreadsheet), area_of(chosen.RangeAddress))

    @property
    def can_ask(self) -> bool:
        """Whether somebody sits before a window and can answer a dialog."""
        return len(self.books) > 0 and self.books.active.controller is not None and self.office.is_shown

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: str) -> str:
        """Show a message and return the button that was pressed; the careful one where nobody is there to press it."""
        if not self.can_ask:
            answer: str = super().alert(prompt, title, buttons, mode, callback)
            return answer
        window = self.books.active.controller.getFrame().getContainerWindow()
        kind = "QUERYBOX" if buttons in ("yes_no", "yes_no_cancel") else _KINDS.get(mode or "info", "INFOBOX")
        box = window.getToolkit().createMessageBox(
            window,
            enum("com.sun.star.awt.MessageBoxType", kind),
            _BUTTONS.get(buttons or "ok", 1),
            title or "附表7",
            prompt,
        )
        pressed = _ANSWERS.get(box.execute(), "cancel")
        box.dispose()
        return "ok" if (buttons or "ok") == "ok" else pressed

    def quit(self) -> None:
        """Close what this app opened without saving, and end LibreOffice when this app started it."""
        with contextlib.suppress(uno_error()):
            self.status_bar = False
            self.screen_updating = True
        try:
            for book in list(self.books):
                book.close()
        finally:
            self.engine.apps.remove(self)
            self.held.close()

    kill = quit


class Books(file_engine.Books):
    """The open books of an app, the active one first."""

    _books: list[Any]

    def __iter__(self) -> Iterator[Any]:
        """Yield them in order."""
        return iter(self._books)

    def add(self) -> Any:
        """Return a new book with one blank sheet."""
        number = 1
        while f"工作簿{number}" in self:
            number += 1
        return self._opened(Book.blank(self.app, f"工作簿{number}"))

    def open(self, fullname: str, *_options: object, **_more: object) -> Any:
        """Return the book in a copy of the file ``fullname``, or in the clerk's LibreOffice the file in a window.

        Raises:
            FileProblem: it is no workbook that can be read.
        """
        app: App = self.app
        if app.live:
            document = load(app, Path(fullname).absolute().as_uri())
            if document is None:
                raise FileProblem(f"“{Path(fullname).name}”没有打开：LibreOffice 读不了它，或它正被别人打开。")
            return self.adopt(document)
        return self._opened(Book.opened(self.app, Path(fullname)))

    def adopt(self, document: Any) -> Any:
        """Return the book that stands for a document which the clerk has open."""
        return self._opened(Book.shown(self.app, document))
