"""What a command is: declared once, offered by the ribbon, the command line and the help page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from macros_py.config import Config
from macros_py.errors import FileProblem

if TYPE_CHECKING:
    import xlwings as xw


#: The groups of the ribbon, in the order of the work.
GROUPS = ("校验", "计算", "生成", "汇总", "工具")


class Needs(Enum):
    """What a command works on: a standard workbook, any open workbook, or nothing that is open."""

    STANDARD_WORKBOOK = "standard workbook"
    WORKBOOK = "workbook"
    NOTHING = "nothing"


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
class Offer:
    """What can follow at once: the command run again with the flag ``option``.

    ``question`` is asked at the button (none when it is ""), ``advice`` is said on the command line.
    """

    option: str
    question: str
    advice: str


class Declined(FileProblem):
    """A file was not replaced because something in it would be lost; the flag of ``offer`` replaces it all the same.

    Its text has the advice of the command line; at the button ``sentence`` is said and the question asked.
    """

    def __init__(self, sentence: str, offer: Offer) -> None:
        super().__init__(sentence + offer.advice)
        self.sentence = sentence
        self.offer = offer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: sentences for the clerk, the same as data, and the cell to show first.

    ``changed`` says whether the workbook itself was changed and must be saved; ``finish`` is called when it is. ``show`` is
    a file to open for the clerk, in its print preview when ``preview``; ``offer`` is what can follow.
    """

    sentences: tuple[str, ...]
    data: object
    exit_code: ExitCode = ExitCode.WELL
    changed: bool = False
    select: tuple[str, str] | None = None
    finish: Callable[[], None] | None = None
    show: Path | None = None
    preview: bool = False
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A ribbon button and its command-line twin.

    ``id`` is the verb on the command line, the name of its module and the stem of every generated name; ``icon`` an
    Office imageMso. One that ``takes_files`` is given files besides the workbook, one that ``makes_file`` the name of a
    new one. A command that ``writes`` changes cells of the workbook,
    which 撤销 restores when it is ``undoable``. One that needs nothing is run with the book None.
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
    needs: Needs = Needs.STANDARD_WORKBOOK
    writes: bool = True
    makes_file: bool = False
    large: bool = False
    undoable: bool = True
