"""Running a command on an open book, its changes kept for 撤销: what every door (button, command line) goes through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Needs, Outcome, Task
from macros_py.commands.undo import book_address
from macros_py.sheets.undoing import Snapshot, kept_steps, step_between, take_snapshot

if TYPE_CHECKING:
    import xlwings as xw


def run_on_book(command: Command, book: xw.Book, task: Task, save: Callable[[], None] | None = None) -> Outcome:
    """Run ``command`` on an open book; what it changes there is kept, so that 撤销 can restore it.

    ``save`` writes the book to its file, after the step is kept; None leaves it open and unsaved, as Excel does. A book
    that is open in a host keeps what a failing command has written so far: that too is kept as a step.
    """
    if command.needs is Needs.NOTHING or not (command.writes and command.undoable):
        outcome = command.run(None if command.needs is Needs.NOTHING else book, task)
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
    step = step_between(before, take_snapshot(book, formats=True), command.id, command.label)
    if step.sheets:
        kept_steps(book_address(book), task.config.undo).push(step)
