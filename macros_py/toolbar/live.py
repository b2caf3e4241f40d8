"""A document that somebody has open in a LibreOffice window, as an xlwings book."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from macros_py.engines.calc.book import Book
from macros_py.engines.calc.bridge import properties
from macros_py.engines.calc.engine import NAME
from macros_py.engines.calc.office import Office, clerks_office
from macros_py.engines.opening import registered
from macros_py.errors import FileProblem, MissingPart
from macros_py.package.inspection import look


@contextmanager
def window_book(path: Path) -> Iterator[Any]:
    """Give the ``xlwings.Book`` of ``path`` in the clerk's own LibreOffice; it is opened there when it is not yet.

    Nothing is saved: the clerk looks at the result and saves it. The window stays open.

    Raises:
        MissingPart: there is no LibreOffice, or no screen to show a window on.
        FileProblem: the file is missing, or no workbook that can be read.
    """
    look(path)
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise MissingPart(
            "这里没有图形桌面，开不了 LibreOffice 的窗口；请用 --host calc-hidden，或在桌面的终端里运行。"
        )
    with clerks_office() as office:
        document = _found(office, path) or _opened(office, path)
        with adopted(office, document) as book:
            yield book
        window = document.getCurrentController().getFrame().getContainerWindow()
        window.setVisible(True)
        window.toFront()


@contextmanager
def adopted(office: Office, document: Any) -> Iterator[Any]:
    """Give the ``xlwings.Book`` that stands for an open ``document``; engine and caller are set inside the block only."""
    from macros_py.engines.port import xw

    engine = registered(NAME)
    app = engine.impl.apps.attach(office)
    book = xw.Book(impl=app.books.adopt(document))
    before = xw.engines.active
    engine.activate()
    try:
        yield book
    finally:
        xw.engines.active = before
        app.quit()


def _found(office: Office, path: Path) -> Any:
    """Return the document that is open for ``path``, None when there is none."""
    for document in office.documents():
        if document.URL == path.absolute().as_uri() or Book.path_of(document) == path.resolve():
            return document
    return None


def _opened(office: Office, path: Path) -> Any:
    settings = properties(MacroExecutionMode=0, UpdateDocMode=0)
    document = office.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, settings)
    if document is None:
        raise FileProblem(f"“{path.name}”没有打开：它可能正被别人打开，或 LibreOffice 读不了它。")
    document.calculateAll()  # LibreOffice shows the values that the file was saved with, whatever they were
    return document
