"""Programs beside ours: a file is opened in the one a clerk would use, and one that we started is ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

#: What is edited as text: Windows often has no program for .yaml, and Notepad reads UTF-8 since 2018.
TEXTS = (".yaml", ".txt", ".log")


def opening_words(path: Path, platform: str = sys.platform) -> list[str]:
    """Return the program and its arguments that open ``path``; [] on Windows where the file's own program does."""
    if platform == "win32":
        return ["notepad.exe", str(path)] if path.suffix.lower() in TEXTS else []
    if platform == "darwin":
        return ["open", *(["-t"] if path.suffix.lower() in TEXTS else []), str(path)]
    return ["xdg-open", str(path)]


def open_file(path: Path) -> bool:
    """Open ``path`` for the person at the screen and return at once; False where this machine has no way to."""
    words = opening_words(path)
    try:
        if not words:
            os.startfile(path)  # type: ignore[attr-defined]  # only on Windows
        elif shutil.which(words[0]):
            quiet = subprocess.DEVNULL
            subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        else:
            return False
    except OSError:
        return False
    return True


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Let signals to end wait until the block is over: a program that starts in it is known by then, and can be ended."""
    waiting: list[int] = []
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
    try:
        before = {number: signal.signal(number, lambda came, _: waiting.append(came)) for number in numbers}
    except ValueError:  # only the main thread may set them, and only it is interrupted
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if waiting:
            signal.raise_signal(waiting[0])


def end_program(process: subprocess.Popen[bytes]) -> None:
    """End a program and those it started, by the id of the process that we started (a group of its own), if it still runs."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
