"""Every test of this folder runs once in each engine that this machine has, in ordinary xlwings calls."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from macros_py.engines import engine_names, new_book, open_book
from macros_py.engines.calc.office import shared_office


def _marked(name):
    return pytest.param(name, marks=pytest.mark.libreoffice) if name == "calc" else name


@pytest.fixture(scope="module", params=[_marked(name) for name in engine_names()])
def engine(request):
    """An engine's name; the books of Calc are opened in the LibreOffice that all tests share."""
    if request.param != "calc":
        yield request.param
        return
    with shared_office(request.getfixturevalue("office")):
        yield request.param


@pytest.fixture
def book(engine):
    """A new book with one blank sheet."""
    with new_book(engine=engine) as book:
        yield book


@pytest.fixture
def sheet(book):
    return book.sheets[0]


@pytest.fixture
def reopen(engine, tmp_path):
    """Save a book to a file and open that file anew."""
    with ExitStack() as stack:

        def saved_and_opened(book, name="存过的.xlsx"):
            book.save(tmp_path / name)
            return stack.enter_context(open_book(tmp_path / name, engine=engine))

        yield saved_and_opened
