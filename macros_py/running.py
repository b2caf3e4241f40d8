"""Running a command on a workbook: what every door (ribbon, command line) does around it, and a progress bar."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from macros_py.commands.kept_run import run_on_book
from macros_py.commands.readiness import refuse_protected, refuse_unwritable
from macros_py.commands.registry import Command, Outcome, Progress, Task
from macros_py.config import load_config
from macros_py.package.archive import sweep_leftovers
from macros_py.package.inspection import look_closely
from macros_py.package.locks import command_lock

_CELLS_A_MEGABYTE = 1200
"""Measured: the file engine takes 0.75 KB for a cell, and some for what else it does."""


def run_on_file(
    command: Command,
    path: Path,
    options: dict[str, str | bool],
    progress: Progress,
    files: tuple[Path, ...] = (),
    engine: str = "files",
) -> Outcome:
    """Open ``path`` with the engine of that name, run ``command`` on it, and save it when it was changed.

    Raises:
        FileProblem: the file cannot be read or written, or another command is at work on it.
    """
    from macros_py.engines import open_book

    task = Task(load_config(), options, files, progress)
    with command_lock(path):
        sweep_leftovers(path.absolute().parent)
        look_closely(path, task.config.reading.megabytes * _CELLS_A_MEGABYTE)
        with open_book(path, engine=engine) as book:
            refuse_protected(book, command)
            return run_on_book(command, book, task, book.save)


def run_in_window(
    command: Command, path: Path, options: dict[str, str | bool], progress: Progress, files: tuple[Path, ...] = ()
) -> Outcome:
    """Run ``command`` on ``path`` in a LibreOffice window, which stays open with the result for the clerk to save."""
    from macros_py.quiet import quiet
    from macros_py.toolbar.live import window_book

    with window_book(path) as book:
        refuse_unwritable(book, command)
        with quiet(book.app, command.label) as in_status_bar:

            def show(doing: str, done: int, total: int) -> None:
                progress(doing, done, total)
                in_status_bar(doing, done, total)

            outcome = run_on_book(command, book, Task(load_config(), options, files, show))
        if outcome.select:
            sheet, cell = outcome.select
            book.sheets[sheet].range(cell).select()
        if outcome.show and outcome.show.suffix.lower() == ".xlsx":
            book.app.books.open(str(outcome.show))
    if not outcome.changed:
        return outcome
    unsaved = "结果在 LibreOffice 的窗口里，还没有存盘；看过之后请在窗口里保存。"
    return replace(outcome, sentences=(*outcome.sentences, unsaved))


def run_without_book(command: Command, files: tuple[Path, ...] = ()) -> Outcome:
    """Run a command that needs no open workbook."""
    return command.run(None, Task(load_config(), files=files))


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
