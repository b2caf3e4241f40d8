"""Running a command on an open book, its changes kept for 撤销: what every door (button, command line) goes through.

What is to be changed is always kept first. A file is changed by saving alone: the step is kept before that, and
forgotten where the file could not be saved. An open workbook is changed cell by cell: all that it holds is kept before
the command begins, and the step when it has ended, however it ended.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Needs, Outcome, Task
from macros_py.commands.undo import book_address, keep_unfinished
from macros_py.errors import FileProblem, FubiaoError
from macros_py.sheets.undoing import KeptSteps, Snapshot, begun, kept_steps, step_between, take_snapshot

if TYPE_CHECKING:
    import xlwings as xw


def run_on_book(command: Command, book: xw.Book, task: Task, save: Callable[[], None] | None = None) -> Outcome:
    """Run ``command`` on an open book; what it changes there is kept, so that 撤销 can restore it.

    ``save`` writes the book to its file; None leaves it open and unsaved, as Excel does.
    """
    if command.needs is Needs.NOTHING or not (command.writes and command.undoable):
        outcome = command.run(None if command.needs is Needs.NOTHING else book, task)
        if outcome.changed and save is not None:
            save()
    else:
        before = take_snapshot(book, formats=True)
        kept = kept_steps(book_address(book), task.config.undo)
        stopped = keep_unfinished(kept, before)
        if save is None:
            outcome = _run_in_host(command, book, task, kept, before)
        else:
            outcome = _run_in_file(command, book, task, kept, before, save)
        if stopped is not None:
            outcome = replace(outcome, sentences=(*outcome.sentences, stopped))
    if outcome.finish is not None:
        outcome.finish()
    return outcome


def _run_in_file(
    command: Command, book: xw.Book, task: Task, kept: KeptSteps, before: Snapshot, save: Callable[[], None]
) -> Outcome:
    outcome = command.run(book, task)
    if outcome.changed:
        take_back = _keep(command, book, kept, before)
        try:
            save()
        except FubiaoError:  # anything else leaves open whether the file was written; 撤销 finds that out
            with contextlib.suppress(FileProblem):
                take_back()
            raise
    return outcome


def _run_in_host(command: Command, book: xw.Book, task: Task, kept: KeptSteps, before: Snapshot) -> Outcome:
    kept.begin(begun(before, command.id, command.label))
    try:
        outcome = command.run(book, task)
    except BaseException:
        _keep(command, book, kept, before)
        kept.end()
        raise
    if outcome.changed:
        _keep(command, book, kept, before)
    kept.end()
    return outcome


def _keep(command: Command, book: xw.Book, kept: KeptSteps, before: Snapshot) -> Callable[[], None]:
    """Keep what has changed since ``before``; return what forgets it again."""
    step = step_between(before, take_snapshot(book, formats=True), command.id, command.label)
    return kept.push(step) if step.sheets else lambda: None
