"""Opening a book in an engine of one's choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from macros_py.errors import FileProblem, MissingPart
from macros_py.package.inspection import look


def _files() -> Any:
    from macros_py.engines.files.engine import Engine

    return Engine()


def _calc() -> Any:
    from macros_py.engines.calc.engine import Engine

    return Engine()


#: The engines of this project, by name; xlwings' own ("excel" on Windows and macOS) are known to xlwings.
_FACTORIES: dict[str, Callable[[], Any]] = {"files": _files, "calc": _calc}


def engine_names() -> tuple[str, ...]:
    """Return the names of the engines this machine can open a book in."""
    from macros_py.engines.port import xw

    own = tuple(_FACTORIES)
    return own + tuple(e.name for e in xw.engines if e.name == "excel" and e.name not in own)


@contextmanager
def open_book(path: str | Path, *, engine: str = "files", active: bool = True) -> Iterator[Any]:
    """Give the ``xlwings.Book`` in the file ``path``; it is closed at the end, unsaved unless ``save`` was called.

    The engine is xlwings' active one inside the block, without which ``Sheet.activate`` raises; ``active=False`` leaves
    Excel the active one, for a command that runs in Excel and only reads another file.

    Raises:
        FileProblem: the file is missing, or no workbook that can be read.
        MissingPart: this machine has no such engine.
    """
    look(path)
    with _app(engine, active) as app:
        yield app.books.open(str(Path(path).absolute()))


@contextmanager
def new_book(*, engine: str = "files") -> Iterator[Any]:
    """Give a new ``xlwings.Book`` with one blank sheet; it is closed at the end, unsaved unless ``save`` was called."""
    with _app(engine, active=True) as app:
        yield app.books.add()


def registered(name: str) -> Any:
    """Return the xlwings engine ``name``, registered with xlwings once.

    Raises:
        MissingPart: this machine has no such engine.
    """
    from macros_py.engines.port import xw

    known = {engine.name: engine for engine in xw.engines}
    if name not in known and name in _FACTORIES:
        known[name] = xw.Engine(impl=_FACTORIES[name]())
        xw.engines.add(known[name])
    if name not in known:
        raise MissingPart(f"这台电脑上没有“{name}”，打不开工作簿。可用的有：{'、'.join(engine_names())}。")
    return known[name]


@contextmanager
def _app(name: str, active: bool) -> Iterator[Any]:
    """Give an app of its own of the engine ``name``."""
    from macros_py.engines.port import xw

    engine = registered(name)
    options = {"add_book": False, "visible": False} if name == "excel" else {}
    app = engine.apps.add(**options)
    before = xw.engines.active
    if active:
        engine.activate()
    try:
        yield app
    except FileNotFoundError as problem:
        raise FileProblem(f"找不到文件“{problem.filename or ''}”，请看看它是否已改名或移走。") from problem
    finally:
        xw.engines.active = before
        app.quit()
