"""How often a command asks LibreOffice: a request takes up to half a millisecond, whatever it carries.

The document is opened behind a counter: every attribute read or set and every method called, of it and of every UNO
object that comes from it, is one request.
"""

from __future__ import annotations

import shutil
from collections import Counter
from typing import Any

import pytest

from macros_py.commands import load_command
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.registry import Task
from macros_py.engines import open_book
from macros_py.engines.calc import book as calc_book

pytestmark = [pytest.mark.libreoffice, pytest.mark.usefixtures("books_in_calc")]


class Counted:
    """Stands before a UNO object and counts what is asked of it."""

    def __init__(self, behind: Any, count: Counter[str]) -> None:
        object.__setattr__(self, "_behind", behind)
        object.__setattr__(self, "_count", count)

    def _wrapped(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(self._wrapped, value))
        return Counted(value, self._count) if type(value).__name__ == "pyuno" else value

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._behind, name)
        if callable(value):
            return lambda *args: self._called(name, value, args)
        self._count[name] += 1
        return self._wrapped(value)

    def _called(self, name: str, method: Any, args: tuple[Any, ...]) -> Any:
        self._count[name] += 1
        return self._wrapped(method(*map(_plain, args)))

    def __setattr__(self, name: str, value: Any) -> None:
        self._count[name] += 1
        setattr(self._behind, name, _plain(value))


def _plain(value: Any) -> Any:
    return value._behind if isinstance(value, Counted) else value


@pytest.mark.parametrize("command_id", ["check", "score"])
def test_the_requests_of_a_command_do_not_grow_with_the_rows(
    command_id, grown_workbooks, config, tmp_path, monkeypatch
):
    load, found = calc_book.load, []
    for size in (25, 125):
        count: Counter[str] = Counter()
        monkeypatch.setattr(
            calc_book, "load", lambda app, url, count=count, **more: Counted(load(app, url, **more), count)
        )
        path = shutil.copy(grown_workbooks[size], tmp_path / f"{size}.xlsx")
        with open_book(path, engine="calc") as book:
            count.clear()
            run_on_book(load_command(command_id), book, Task(config))
            found.append(Counter(count))
    few, many = found

    assert few.total() > 100
    assert abs(many.total() - few.total()) <= 2, {
        name: (few[name], many[name]) for name in few | many if few[name] != many[name]
    }
