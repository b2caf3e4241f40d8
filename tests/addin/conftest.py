"""A spreadsheet program with a clerk in front of it, and the VBA of the built add-in run without Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBARuntimeError

from macros_py.engines import open_book
from macros_py.engines.port import xw
from macros_py.home import home


@dataclass
class Screen:
    """What the clerk saw, and how the questions are answered: from ``answers`` in turn, then by the host itself."""

    messages: list[str] = field(default_factory=list)
    status: list[object] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


@pytest.fixture
def screen(monkeypatch) -> Screen:
    """Record what xlwings is told to show, in whatever engine, and let nothing open on the machine of the test."""
    seen = Screen()
    status_bar, alert = xw.App.status_bar, xw.App.alert

    def set_status(app: Any, value: object) -> None:
        seen.status.append(value)
        status_bar.fset(app, value)

    def show_alert(app: Any, prompt: str, title: str | None = None, buttons: str = "ok", *rest: Any) -> Any:
        seen.messages.append(prompt)
        if buttons != "ok" and seen.answers:
            return seen.answers.pop(0)
        return alert(app, prompt, title, buttons, *rest)

    def opened(path: Path) -> bool:
        seen.opened.append(path)
        return True

    monkeypatch.setattr(xw.App, "status_bar", property(status_bar.fget, set_status))
    monkeypatch.setattr(xw.App, "alert", show_alert)
    monkeypatch.setattr("macros_py.clerk.open_file", opened)
    return seen


@pytest.fixture
def pressed_in(request, screen, monkeypatch) -> Callable[[Path], Any]:
    """Return what opens a workbook in a host (the file engine by itself) and makes the buttons be pressed in it."""
    engine = getattr(request, "param", "files")

    @contextmanager
    def opened(path: Path) -> Iterator[Any]:
        with open_book(path, engine=engine) as book:
            monkeypatch.setattr(xw.Book, "_mock_caller", book, raising=False)
            yield book

    return opened


class _Hooked:
    """The global members of the VBA interpreter, with RunPython ours."""

    def __init__(self, members: Any, failures: int) -> None:
        self._members = members
        self._failures = failures
        self.texts: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._members, name)

    def has_global_member(self, name: str) -> bool:
        return name.lower() == "runpython" or self._members.has_global_member(name)

    def call_global(self, name: str, args: list[Any], named: dict[str, Any]) -> Any:
        if name.lower() != "runpython":
            return self._members.call_global(name, args, named)
        self.texts.append(*args)
        if len(self.texts) <= self._failures:
            raise VBARuntimeError(1, "Could not load the DLL")
        return None


@dataclass
class Ran:
    """What a VBA procedure did: the texts it passed to Python, its message boxes, whether it gave up the UDF server."""

    texts: list[str]
    boxes: list[str]
    fresh: bool


@pytest.fixture(scope="session")
def modules() -> dict[str, str]:
    """The VBA modules of the built add-in, as pyOpenVBA reads them back, without the line that names each."""
    with ExcelFile(home() / "workbook" / "fubiao7.xlam") as file:
        return {name: file.get_module(name).replace("\r\n", "\n") for name in file.module_names()}


@pytest.fixture
def run_vba(modules) -> Callable[..., Ran]:
    """Return what runs a callback of the built VBA; RunPython fails ``failures`` times before it works."""

    def run(callback: str, *, workbook: bool = True, failures: int = 0) -> Ran:
        app = ExcelApplication()
        if workbook:
            app.add_workbook()
        hooked = app.interpreter.host = _Hooked(app.interpreter.host, failures)
        app.add_module(modules["Fubiao7Buttons"].partition("\n")[2], name="Fubiao7Buttons")
        app.add_module(f"Sub Pressed()\n    {callback} Nothing\nEnd Sub\n", name="Pressed")
        app.run("Pressed")
        return Ran(hooked.texts, [box[1] for box in app.dialogs], bool(app.evaluate("FreshInterpreter")))

    return run
