"""The workbooks that our own code writes while the tests run, and what is said of them."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from macros_py.package.archive import TEMPORARY_PREFIX

_BOOKS = (".xlsx", ".xltx", ".xlsm", ".xlam")


class Written:
    """The workbooks that the code under test put into place during this session, and what was said of them.

    ``write_beside`` renames every file into place from a name of its own, which Python tells an audit hook. A file that
    a test copied, changed or replaced afterwards is another one by its time or size, and is left alone.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: dict[Path, tuple[int, int, int]] = {}
        self._said: dict[str, list[str]] = {}
        sys.addaudithook(self._hear)  # cannot be taken away again; a session has one

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event != "os.rename":
            return
        source, target = (Path(os.fsdecode(name)) for name in arguments[:2])  # type: ignore[arg-type]
        if source.name.startswith(TEMPORARY_PREFIX) and target.suffix.lower() in _BOOKS:
            self._waiting[target] = _mark(source)

    def complaints(self, check: Callable[[Path], list[str]]) -> dict[str, list[str]]:
        """Return what ``check`` says of the files written since the last call, by name; equal files are checked once."""
        found = {}
        while self._waiting:
            path, mark = self._waiting.popitem()
            if not path.is_file() or _mark(path) != mark:
                continue
            content = path.read_bytes()
            # Tests of write_beside itself write texts that are no workbooks.
            if content[:2] == b"PK" and (said := self._remembered(content, path, check)):
                found[path.name] = said
        return found

    def _remembered(self, content: bytes, path: Path, check: Callable[[Path], list[str]]) -> list[str]:
        key = hashlib.sha256(content).hexdigest()
        if key not in self._said:
            self._said[key] = check(path)
        return self._said[key]


def _mark(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size
