"""Who else has a file: another command of this tool, Excel, WPS or LibreOffice."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macros_py.errors import FileProblem

LOCK_PREFIX = "~附表7正在处理-"
"""How the file begins that stands beside a workbook while a command works on it."""


def hold(descriptor: int) -> bool:
    """Take the lock of an open file for as long as it is open; False when another process has it.

    The system lets go of it when the process ends, however it ends: a killed command leaves no lock behind.
    """
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without locks: working without one is what every other program does there.
        return True
    return True


def is_there(path: Path) -> bool:
    """Tell whether there is such a file; no when the name is too long for there to be one, where Path.exists raises."""
    try:
        return path.exists()
    except OSError:
        return False


def still_named(descriptor: int, path: Path) -> bool:
    """Tell whether the open file is the one that ``path`` names: another process may have removed it meanwhile."""
    try:
        opened, named = os.fstat(descriptor), path.stat()
    except OSError:
        return False
    return (opened.st_dev, opened.st_ino) == (named.st_dev, named.st_ino)


@contextmanager
def command_lock(workbook: Path) -> Iterator[None]:
    """Hold ``workbook`` for one command; in a folder that takes no new file there is nothing to hold.

    Raises:
        FileProblem: another command holds it.
    """
    path = Path(os.path.realpath(workbook))
    path = path.with_name(f"{LOCK_PREFIX}{path.name}")
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            yield
            return
        held = hold(descriptor)
        if held and still_named(descriptor, path):
            break
        os.close(descriptor)
        if not held:
            raise FileProblem(f"另一个命令正在处理“{workbook.name}”，请等它做完再试。")
    try:
        yield
    finally:
        _let_go(descriptor, path)


def _let_go(descriptor: int, path: Path) -> None:
    # Windows deletes no open file, Linux must delete it before another process can take it.
    if sys.platform == "win32":
        os.close(descriptor)
        with contextlib.suppress(OSError):
            path.unlink()
        return
    with contextlib.suppress(OSError):
        path.unlink()
    os.close(descriptor)


def refuse_open_elsewhere(target: Path) -> None:
    """Refuse to replace a file that Excel, WPS or LibreOffice has open, by the mark they put beside it.

    On Windows the system itself refuses, and a mark may be left over from a crash: there it is not looked at.

    Raises:
        FileProblem: there is such a mark.
    """
    if sys.platform == "win32":
        return
    name = target.name
    marks = [f"~${name}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#"]
    for mark in marks:
        if is_there(target.with_name(mark)):
            raise FileProblem(
                f"“{name}”没有保存：它正在 Excel、WPS 或 LibreOffice 里打开着。请先关闭它再试；"
                f"如果确实没有打开，请删去旁边的“{mark}”。"
            )


def sweep(folder: Path, prefix: str) -> None:
    """Remove the files beginning with ``prefix`` that a killed command left in ``folder``; those in use stay."""
    try:
        leftovers = [path for path in folder.iterdir() if path.name.startswith(prefix)]
    except OSError:
        return
    for path in leftovers:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                path.unlink()  # refused while its writer has it open
                continue
            descriptor = os.open(path, os.O_RDWR)
            try:
                if hold(descriptor) and still_named(descriptor, path):
                    path.unlink()
            finally:
                os.close(descriptor)
