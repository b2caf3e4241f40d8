"""Running a command on a workbook file, with a progress bar where somebody looks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from macros_py.commands.readiness import refuse_protected
from macros_py.commands.registry import Command, Outcome, Progress, Task
from macros_py.config import load_config


def run_on_file(
    command: Command, path: Path, options: dict[str, str | bool], progress: Progress, files: tuple[Path, ...] = ()
) -> Outcome:
    """Open ``path`` with the file engine, run ``command`` on it, and save it when it was changed."""
    from macros_py.engines import open_book

    task = Task(load_config(), options, files, progress)
    with open_book(path) as book:
        refuse_protected(book, command)
        outcome = command.run(book, task)
        if outcome.changed:
            book.save()
    return outcome


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
