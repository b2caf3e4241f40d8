"""Killing the tool at any moment (kill -9), with files and in an open LibreOffice.

Each kill is followed by an undo in a copy: the workbook must then hold what it held before the command, whether the
killed command had come to its save or not.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.trial import BOOK, COMMANDS, PRINTED, Tally, contents, copy_of, run_here, seen, start
from macros_py.commands import load_command
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.registry import Task
from macros_py.config import load_config
from macros_py.engines.calc.bridge import properties
from macros_py.engines.calc.office import new_pipe_name, running_office
from macros_py.errors import WorkbookProblem
from macros_py.package.archive import TEMPORARY_PREFIX
from macros_py.package.locks import LOCK_PREFIX
from macros_py.sheets.undoing import Snapshot, take_snapshot
from macros_py.sheets.undoing.kept_steps import SUFFIX
from macros_py.toolbar.live import adopted

if TYPE_CHECKING:
    import xlwings as xw


def killed(source: Path, points: int) -> Tally:
    """Kill each command at moments spread over its whole run, three quarters of them about its writing.

    The file must be old or new, and nothing is left behind by the next run, which gives what one run gives.
    """
    tally, chance, states = Tally(), random.Random(20260103), Counter[str]()
    before = seen(source / BOOK)
    for name, words in COMMANDS.items():
        with copy_of(source) as folder:
            old = contents(folder)
            began = time.perf_counter()
            start(folder, words).wait()
            lasts, new = time.perf_counter() - began, contents(folder)
        for number in range(points // len(COMMANDS)):
            with copy_of(source) as folder:
                process = start(folder, words)
                _wait_a_while(folder, process, number, number / (points // len(COMMANDS)), lasts, chance)
                process.kill()
                states["杀死时还在做" if process.wait() < 0 else "杀死时已经做完"] += 1
                states["工作簿是新的" if contents(folder)[BOOK] != old[BOOK] else "工作簿是旧的"] += 1
                trouble = _after_undo(folder, old, before) or _after_kill(folder, words, old, new)
                tally.count(f"{name} {number}", trouble)
    tally.remark = "，".join(f"{state} {number} 次" for state, number in states.items())
    return tally


def _after_undo(folder: Path, old: dict[str, bytes], before: Snapshot) -> str:
    with copy_of(folder) as copy:
        is_old = contents(copy)[BOOK] == old[BOOK]
        code, _, complaints = run_here("undo", copy / BOOK)
        if is_old and (code != 2 or "没有可以撤销的" not in complaints):
            return "an undo where nothing was done"
        return "" if seen(copy / BOOK) == before else "undo does not bring back the old workbook"


def killed_in_host(source: Path, points: int) -> Tally:
    """Kill the buttons at work in a workbook that LibreOffice has open; undo must bring back every cell."""
    tally, chance, states = Tally(), random.Random(20260104), Counter[str]()
    lasts: dict[str, float] = {}
    pipe, buttons = new_pipe_name(), ("check", "score", "tidy")
    with running_office(f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext") as office:
        for number in range(points):
            name = buttons[number % len(buttons)]
            with copy_of(source) as folder:
                hidden = properties(Hidden=True)
                document = office.desktop.loadComponentFromURL((folder / BOOK).as_uri(), "_blank", 0, hidden)
                with adopted(office, document) as book:
                    before = take_snapshot(book)
                words = [sys.executable, "-m", "macros_py.calc_button", name, pipe, document.RuntimeUID]
                process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                began = time.perf_counter()
                if name in lasts:
                    time.sleep(lasts[name] * (0.3 + 0.75 * chance.random()))
                    process.kill()
                else:
                    process.wait()
                    lasts[name] = time.perf_counter() - began
                states["杀死时还在做" if process.wait() < 0 else "杀死时已经做完"] += 1
                with adopted(office, document) as book:
                    states["已有改动" if take_snapshot(book) != before else "还没有改动"] += 1
                    _undo(book)
                    same = _cells(take_snapshot(book)) == _cells(before)
                document.close(True)
            tally.count(f"{name} {number}", "" if same else "not as before")
    tally.remark = "，".join(f"{state} {number} 次" for state, number in states.items())
    return tally


def _undo(book: xw.Book) -> None:
    """Undo the button that was killed; one that had finished left nothing unfinished, its step is the last."""
    for options in ({"unfinished": True}, {}):
        with contextlib.suppress(WorkbookProblem):
            run_on_book(load_command("undo"), book, Task(load_config(), options))
            return


def _cells(snapshot: Snapshot) -> dict[str, object]:
    return {name: dict(sheet.cells()) for name, sheet in snapshot.items()}


def _wait_a_while(
    folder: Path, process: subprocess.Popen[bytes], number: int, part: float, lasts: float, chance: random.Random
) -> None:
    """Wait for one of four kinds of moment.

    Anywhere in the run; while the first file is written (the step, in most commands); between the step and the
    workbook; while the workbook is written.
    """
    way = number % 4
    if way == 0:
        time.sleep((part + chance.random() * 0.1) * lasts)
        return
    _await(folder, process, _is_writing if way == 1 else _is_kept)
    if way == 2:
        time.sleep(chance.random() * 0.3 * lasts)
    elif way == 3:
        _await(folder, process, _is_writing)
    if way != 2:
        time.sleep(chance.random() * 0.01)


def _await(folder: Path, process: subprocess.Popen[bytes], is_so: Callable[[Path], bool]) -> None:
    while process.poll() is None and not is_so(folder):
        time.sleep(0.0002)


def _is_writing(folder: Path) -> bool:
    return any(path.name.startswith(TEMPORARY_PREFIX) for path in folder.iterdir())


def _is_kept(folder: Path) -> bool:
    """Tell whether the step is kept, after which the workbook is written; of a command without one, its file."""
    return any(path.suffix == SUFFIX or path.name == PRINTED for path in folder.iterdir())


def _after_kill(folder: Path, words: Iterable[str], old: dict[str, bytes], new: dict[str, bytes]) -> str:
    now = contents(folder)
    for name in (BOOK, PRINTED):
        if now.get(name) not in (old.get(name), new.get(name)):
            return f"{name} is neither old nor new"
    process = start(folder, words)
    if process.wait() not in (0, 1):
        return "the next run failed"
    left = [name for name in contents(folder) if name.startswith((TEMPORARY_PREFIX, LOCK_PREFIX))]
    if left:
        return f"left behind: {left}"
    return "" if contents(folder) == new else "the next run gave another file"
