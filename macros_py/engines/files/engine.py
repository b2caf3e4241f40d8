"""The engine, its apps and their open books, as xlwings asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from macros_py.engines.entry import as_datetime
from macros_py.engines.files.book import Book
from macros_py.engines.files.grid import Value
from macros_py.engines.port import base_classes

NAME = "files"
_PLAIN = {str, float, int, bool, type(None)}
_CAUTIOUS = {"ok": "ok", "ok_cancel": "cancel", "yes_no": "no", "yes_no_cancel": "cancel"}


class Engine:
    """The engine "files". xlwings keeps one of it; everything open hangs on its apps."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        """Start with no app."""
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        """Pass a value on as it is; ``entry.enter`` decides what a cell makes of it."""
        return value

    @staticmethod
    def clean_value_data(
        data: list[list[Value]],
        datetime_builder: Callable[..., Any],
        empty_as: object,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Return raw rows as xlwings hands them out: datetimes built, blanks as ``empty_as``, numbers built.

        Rows of plain values, nearly all there are, take a path of their own: 30 ms for 240,000 cells instead of 90.
        """
        if number_builder is None and set(map(type, chain.from_iterable(data))) <= _PLAIN:
            return [[v or (empty_as if v is None or v == "" else v) for v in row] for row in data]

        def clean(value: Value) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, (dt.date, dt.time, dt.timedelta)):
                m = as_datetime(value)
                return datetime_builder(
                    year=m.year, month=m.month, day=m.day, hour=m.hour, minute=m.minute, second=m.second,
                    microsecond=m.microsecond, tzinfo=None,
                )  # fmt: skip
            if number_builder is not None and isinstance(value, float) and not isinstance(value, bool):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):  # type: ignore[misc]
    """The apps of the engine; each is a set of open books of its own."""

    def __init__(self, engine: Engine) -> None:
        """Start with no app."""
        self._engine = engine
        self._apps: list[App] = []

    def add(self, **_options: object) -> App:
        """Return a new app without a book."""
        app = App(self._engine)
        self._apps.insert(0, app)
        return app

    def remove(self, app: App) -> None:
        """Forget an app that has quit."""
        self._apps = [other for other in self._apps if other is not app]

    def put_first(self, app: App) -> None:
        """Make ``app`` the active one."""
        self._apps.sort(key=lambda other: other is not app)

    def keys(self) -> list[int]:
        """Return the numbers that stand for process ids."""
        return [app.pid for app in self._apps]

    def __iter__(self) -> Iterator[App]:
        """Yield them in order."""
        return iter(self._apps)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        """Return the app with that number."""
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class App(base_classes.App):  # type: ignore[misc]
    """A set of open books, with Excel's switches as plain attributes that only remember what was set."""

    # The base class declares these as properties that cannot be set: plain attributes have to shadow them first.
    engine: Any = None
    books: Any = None
    status_bar: Any = False
    screen_updating = True
    display_alerts = True
    enable_events = True
    interactive = True
    visible = False
    calculation = "automatic"
    cut_copy_mode: Any = False
    selection: Any = None
    version = "16.0"
    path = ""
    hwnd = 0

    def __init__(self, engine: Engine) -> None:
        """Start with no book."""
        self.engine = engine
        self.books = Books(self)

    @property
    def api(self) -> App:
        """The app itself: there is nothing beneath."""
        return self

    @property
    def pid(self) -> int:
        """A number of its own; xlwings compares apps by it."""
        return id(self)

    def activate(self, steal_focus: bool = False) -> None:
        """Become the first app of the engine; xlwings checks that after every ``Sheet.activate``."""
        self.engine.apps.put_first(self)

    def calculate(self) -> None:
        """Do nothing: this engine does not calculate, Excel does when it opens the file."""

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: str) -> str:
        """Return the careful answer (cancel, no): nobody is there to be asked."""
        return _CAUTIOUS.get(buttons or "ok", "cancel")

    def quit(self) -> None:
        """Close all books without saving."""
        for book in list(self.books):
            book.close()
        self.engine.apps.remove(self)

    kill = quit


class Books(base_classes.Books):  # type: ignore[misc]
    """The open books of an app, the active one first."""

    def __init__(self, app: App) -> None:
        """Start with no book."""
        self.app = app
        self._books: list[Book] = []

    @property
    def api(self) -> Books:
        """The collection itself: there is nothing beneath."""
        return self

    @property
    def active(self) -> Book:
        """The book opened or activated last."""
        if not self._books:
            raise KeyError("no book is open")
        return self._books[0]

    def __call__(self, name_or_index: str | int) -> Book:
        """Return a book by its name or its position from 1."""
        if isinstance(name_or_index, str):
            for book in self._books:
                if book.name.lower() == name_or_index.lower():
                    return book
        elif 1 <= name_or_index <= len(self._books):
            return self._books[name_or_index - 1]
        raise KeyError(name_or_index)

    def __contains__(self, name: str) -> bool:
        """Whether there is one of that name."""
        return any(book.name.lower() == name.lower() for book in self._books)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        """Yield them in order."""
        return iter(self._books)

    def add(self) -> Book:
        """Return a new book with one blank sheet."""
        number = 1
        while f"工作簿{number}" in self:
            number += 1
        return self._opened(Book(self.app, None, f"工作簿{number}"))

    def open(self, fullname: str, *_options: object, **_more: object) -> Book:
        """Return the book in the file ``fullname``, which is looked at before it is opened.

        Raises:
            FileProblem: it is no workbook that can be read.
        """
        path = Path(fullname)
        return self._opened(Book(self.app, path, path.name))

    def activate(self, book: Book) -> None:
        """Put ``book`` first."""
        self._books.sort(key=lambda other: other is not book)

    def forget(self, book: Book) -> None:
        """Drop a book that was closed."""
        self._books = [other for other in self._books if other is not book]

    def _opened(self, book: Book) -> Book:
        self._books.insert(0, book)
        return book
