"""What a command is: declared once, offered by the ribbon, the command line and the help page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from macros_py.config import Config

if TYPE_CHECKING:
    import xlwings as xw


class ExitCode(IntEnum):
    """What a command line caller is told: all well, 错误 found in the data, or could not work."""

    WELL = 0
    ERRORS_FOUND = 1
    CANNOT_WORK = 2


class Progress(Protocol):
    """Told how far a command is: "正在生成 12/25"."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done of what is being ``doing``."""


def silent(doing: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice a command takes: ``name`` on the command line (--name), a flag or a text, and what it is for."""

    name: str
    help: str
    flag: bool = False
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What a command is given besides the workbook: settings, chosen options and files, where to show progress."""

    config: Config
    options: Mapping[str, str | bool] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    progress: Progress = silent

    def text(self, name: str) -> str:
        """Return the text of an option, "" when it was not given."""
        value = self.options.get(name, "")
        return value if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        """Tell whether a flag was given."""
        return bool(self.options.get(name, False))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: sentences for the clerk, the same as data, and the cell to show first.

    ``changed`` says whether the workbook itself was changed and must be saved; ``finish`` is called when it is.
    """

    sentences: tuple[str, ...]
    data: object
    exit_code: ExitCode = ExitCode.WELL
    changed: bool = False
    select: tuple[str, str] | None = None
    finish: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A ribbon button and its command-line twin.

    ``id`` is the verb on the command line and the stem of every generated name; ``icon`` an Office imageMso. One that
    ``takes_files`` is given files besides the workbook. What one that ``writes`` to the workbook changes can be undone.
    """

    id: str
    label: str
    group: str
    icon: str
    keytip: str
    screentip: str
    supertip: str
    run: Callable[[xw.Book, Task], Outcome]
    options: tuple[Option, ...] = ()
    takes_files: bool = False
    writes: bool = True
