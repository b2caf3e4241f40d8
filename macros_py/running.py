"""Running a command on a workbook: what every door (ribbon, command line) does around it, and a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros_py.commands.registry import Command, Outcome, Progress, Task
from macros_py.commands.undo import book_address
from macros_py.config import load_config
from macros_py.package.archive import sweep_leftovers
from macros_py.package.inspection import look_closely
from macros_py.package.locks import command_lock
from macros_py.sheets.undoing import Snapshot, kept_steps, step_between, take_snapshot

if TYPE_CHECKING:
    import xlwings as xw

_CELLS_A_MEGABYTE = 1200
"""Measured: the file engine takes 0.75 KB for a cell, and some for what else it does."""


def run_on_file(
    command: Command, path: Path, options: dict[str, str | bool], progress: Progress, files: tuple[Path, ...] = ()
) -> Outcome:
    """Open ``path`` with the file engine, run ``command`` on it, and save it when it was changed.

    Raises:
        FileProblem: the file cannot be read or written, or another command is at work on it.
    """
    from macros_py.engines import open_book

    task = Task(load_config(), options, files, progress)
    with command_lock(path):
        sweep_leftovers(path.absolute().parent)
        look_closely(path, task.config.reading.megabytes * _CELLS_A_MEGABYTE)
        with open_book(path) as book:
            return run_on_book(command, book, task, book.save)


def run_on_book(command: Command, book: xw.Book, task: Task, save: Callable[[], None] | None = None) -> Outcome:
    """Run ``command`` on an open book; what it changes there is kept first, so that 撤销 can restore it.

    ``save`` writes the book to its file; None leaves it open and unsaved, as Excel does. A book that is open in a
    host keeps what a failing command has written so far: that too is kept as a step.
    """
    if not command.writes:
        outcome = command.run(book, task)
    else:
        before = take_snapshot(book, formats=True)
        try:
            outcome = command.run(book, task)
        except BaseException:
            if save is None:
                _keep(command, book, task, before)
            raise
        if outcome.changed:
            _keep(command, book, task, before)
    if outcome.changed and save is not None:
        save()
    if outcome.finish is not None:
        outcome.finish()
    return outcome


def _keep(command: Command, book: xw.Book, task: Task, before: Snapshot) -> None:
    step = step_between(before, take_snapshot(book), command.id, command.label)
    if step.sheets:
        kept_steps(book_address(book), task.config.undo).push(step)


def bar() -> Progress:
    """Return a progress bar on the error stream, one for each thing that is being done; silent where nobody looks."""
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def show(doing: str, done: int, total: int) -> None:
        if doing not in bars:
            bars[doing] = tqdm(total=total, desc=doing, unit="项", disable=None, leave=False, file=sys.stderr)
        bars[doing].update(done - bars[doing].n)
        if done >= total:
            bars.pop(doing).close()

    return show
