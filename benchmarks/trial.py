"""What the trials of torture have in common: counting, the sample workbook with its returned forms, running commands."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from macros_py.cli import main as command_line
from macros_py.engines import open_book
from macros_py.home import home
from macros_py.sheets.undoing import Snapshot, take_snapshot

BOOK, FORMS, PRINTED = "工作簿.xlsx", "返回", "工作簿_打印表.xlsx"


@dataclass(slots=True)
class Tally:
    """How many of a kind were tried and how many went well, the sentences of those that did not, the worst cost."""

    tried: int = 0
    well: int = 0
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    megabytes: float = 0.0
    remark: str = ""

    def count(self, name: str, trouble: str = "", seconds: float = 0.0, megabytes: float = 0.0) -> None:
        """Count one trial."""
        self.tried += 1
        self.well += not trouble
        self.seconds, self.megabytes = max(self.seconds, seconds), max(self.megabytes, megabytes)
        if trouble:
            self.failures.append(f"{name}: {trouble}")


def prepare(folder: Path) -> None:
    """Make the sample workbook and a folder of returned forms, one of them changed, in ``folder``."""
    shutil.copy(home() / "workbook" / "示例.xlsx", folder / BOOK)
    run_here("generate", folder / BOOK)
    (folder / FORMS).mkdir()
    (folder / PRINTED).rename(folder / FORMS / "一.xlsx")
    with open_book(folder / BOOK) as book:
        sheet = book.sheets["项目清单"]
        headings = sheet.used_range.options(ndim=2).value[2]
        for name in ("全年预算数(A)", "全年执行数(B)"):
            column = headings.index(name) + 1
            sheet.range((4, column), (11, column)).value = [[90 + number] for number in range(8)]
        name = headings.index("年度总体目标") + 1
        sheet.range((5, name)).value = "另一个目标"
        sheet.range((6, 1), (6, len(headings))).value = [[None] * len(headings)]
        book.save()


COMMANDS = {
    "check": ("check", BOOK),
    "score": ("score", BOOK),
    "tidy": ("tidy", BOOK, "--apply"),
    "collect": ("collect", FORMS, "--into", BOOK, "--accept"),
    "generate": ("generate", BOOK),
}


def run_here(*words: object) -> tuple[int, str, str]:
    """Run the command line in this process; return its exit code, output and complaints."""
    out, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
        code = command_line([str(word) for word in words])
    return code, out.getvalue(), complaints.getvalue()


def start(folder: Path, words: Iterable[str]) -> subprocess.Popen[bytes]:
    """Start the command line in ``folder``."""
    command = [sys.executable, "-m", "macros_py", *words]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of ``folder`` by name; not the kept steps, which hold the time of day."""
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".撤销"
    }


@contextlib.contextmanager
def copy_of(source: Path) -> Iterator[Path]:
    """Give a copy of the folder ``source`` that is removed at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "f"
        shutil.copytree(source, folder)
        yield folder


def seen(path: Path) -> Snapshot:
    """Return everything the workbook holds, number formats too."""
    with open_book(path) as book:
        return take_snapshot(book, formats=True)
