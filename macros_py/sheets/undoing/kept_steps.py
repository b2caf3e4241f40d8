"""Where the steps of a workbook are kept: a file beside it, newest last, bounded in number and size.

Beside and not in the workbook: it is mailed around, and what a cell held before must not travel with it. Where nothing
can be written beside it (a read-only folder, an address on the web, a book never saved), the file lies in the user's own
folder for program data.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from macros_py.config import UndoSettings
from macros_py.errors import FileProblem
from macros_py.log import state_folder
from macros_py.package.archive import write_beside
from macros_py.package.locks import is_there
from macros_py.sheets.undoing.step import Step

SUFFIX = ".撤销"
UNFINISHED = ".没做完"
_HEAD = b"fubiao7 undo 1\n"
_MOST_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class KeptSteps:
    """The steps of one workbook, as kept in ``beside`` or, where that cannot be, in ``elsewhere``.

    It is ``nameless`` when it was never saved: the next 工作簿1 is another one.
    """

    beside: Path | None
    elsewhere: Path
    settings: UndoSettings
    nameless: bool = False

    def last(self) -> Step | None:
        """Return the newest step; None when there is none that can be read."""
        lines = self._lines()
        try:
            return Step.unpacked(base64.b64decode(lines[-1], validate=True)) if lines else None
        except (ValueError, binascii.Error):
            return None

    def count(self) -> int:
        """Return how many steps are kept."""
        return len(self._lines())

    def push(self, step: Step) -> Callable[[], None]:
        """Keep ``step``; the oldest go where there would be too many or too much, the newest always stays.

        What is returned forgets it again, and brings back the oldest: for a change that could not be saved.

        Raises:
            FileProblem: it can be kept nowhere.
        """
        before = self._lines()
        lines = [*before, base64.b64encode(step.packed())][-self.settings.steps :]
        while len(lines) > 1 and sum(map(len, lines)) > self.settings.megabytes << 20:
            lines.pop(0)
        self._write(lines)
        return lambda: self._write(before)

    def drop_last(self) -> None:
        """Forget the newest step."""
        self._write(self._lines()[:-1])

    def begin(self, step: Step) -> None:
        """Keep what an open workbook holds before a command writes into it, until ``end``.

        Raises:
            FileProblem: it cannot be kept.
        """
        if not self.nameless:
            self._write_elsewhere(self._unfinished, step.packed())

    def unfinished(self) -> Step | None:
        """Return what the workbook held before a command that has not ended; None when there was none."""
        try:
            return Step.unpacked(self._unfinished.read_bytes()) if self._unfinished.is_file() else None
        except (OSError, ValueError):
            return None

    def end(self) -> None:
        """Forget what was kept by ``begin``."""
        self._unfinished.unlink(missing_ok=True)

    @property
    def _unfinished(self) -> Path:
        return self.elsewhere.with_suffix(UNFINISHED)

    def _lines(self) -> list[bytes]:
        for path in (self.beside, self.elsewhere):
            try:
                if path is not None and path.stat().st_size <= _MOST_BYTES:
                    content = path.read_bytes()
                    if content.startswith(_HEAD):
                        return content[len(_HEAD) :].splitlines()
            except OSError:
                continue
        return []

    def _write(self, lines: list[bytes]) -> None:
        if not lines:
            for path in (self.beside, self.elsewhere):
                if path is not None and is_there(path):
                    path.unlink()
            return
        content = _HEAD + b"\n".join(lines) + b"\n"
        if self.beside is not None:
            try:
                write_beside(self.beside, lambda file: file.write(content))
            except FileProblem:
                # The folder takes no new file; the workbook's own file may still be written (by Excel).
                pass
            else:
                self.elsewhere.unlink(missing_ok=True)
                return
        self._write_elsewhere(self.elsewhere, content)

    def _write_elsewhere(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise FileProblem(
                f"撤销要用的记录写不进“{path.parent}”（{problem.strerror}），没有改动工作簿。"
            ) from problem
        write_beside(path, lambda file: file.write(content))


def kept_steps(fullname: str, settings: UndoSettings) -> KeptSteps:
    """Return the steps of the workbook whose full name the host gives as ``fullname``, a path or an address."""
    path = Path(fullname)
    local = path.is_absolute() and path.parent.is_dir()
    beside = path.with_name(path.name + SUFFIX) if local else None
    number = hashlib.blake2b(fullname.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    nameless = not path.is_absolute() and "://" not in fullname
    return KeptSteps(beside, state_folder() / "撤销" / f"{number}{SUFFIX}", settings, nameless)
