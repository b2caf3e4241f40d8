"""【撤销】: put back what the last command changed; press again for the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, ExitCode, Offer, Option, Outcome, Task
from macros_py.errors import WorkbookProblem
from macros_py.package.columns import column_letters
from macros_py.sentences import named
from macros_py.sheets.undoing import (
    CHANGED,
    KeptSteps,
    Restored,
    Snapshot,
    Step,
    kept_steps,
    restore,
    since,
    stands_as_before,
    take_snapshot,
)

if TYPE_CHECKING:
    import xlwings as xw

_SHOWN = 10


def undo(book: xw.Book, task: Task) -> Outcome:
    """Restore what the newest step that lasted has changed.

    Raises:
        WorkbookProblem: there is no step, or --unfinished was given and the newest one did not stop in the middle.
    """
    kept = kept_steps(book_address(book), task.config.undo)
    if kept.unfinished() is not None:
        keep_unfinished(kept, take_snapshot(book, formats=True))
    while (step := kept.last()) is not None:
        if step.finished and task.flag("unfinished"):
            raise WorkbookProblem(
                f"没有做到一半停下的操作，什么也没有改。最近的一步“{step.label}”（{step.when}）是做完了的，要撤销它，请不加 --unfinished。"
            )
        if not step.finished and not task.flag("unfinished") and not stands_as_before(step, take_snapshot(book)):
            return _question(step)
        done = restore(book, step, keep_edited=task.flag("keep"))
        if done.stale:
            kept.drop_last()
            continue
        if done.edited and not task.flag("keep"):
            return _refusal(step, done)
        return _outcome(kept, step, done)
    raise WorkbookProblem("没有可以撤销的操作：这个工作簿还没有用本工具改过，或撤销记录已不在。")


def keep_unfinished(kept: KeptSteps, now: Snapshot) -> str | None:
    """Make a step of what a command that ended in the middle has left; return the sentence that tells of it, if it did."""
    stopped = kept.unfinished()
    if stopped is None:
        return None
    step = since(stopped, now)
    if step.sheets:
        kept.push(step)
    kept.end()
    return f"上一次“{step.label}”（{step.when}）没有做完就停了，它改过的可以用【撤销】恢复。" if step.sheets else None


def book_address(book: xw.Book) -> str:
    """Return where ``book`` lies, a path or an address; its bare name where the host cannot tell."""
    from macros_py.engines.port import xw as port

    try:
        return str(book.fullname)
    except port.XlwingsError:  # a workbook in OneDrive or SharePoint that is not synchronised to this machine
        return str(book.name)


def _question(step: Step) -> Outcome:
    places = [
        f"{change.sheet} {column_letters(cell.column)}{cell.row}" if change.kind == CHANGED else f"“{change.sheet}”"
        for change in step.sheets
        for cell in change.cells
    ]
    places = list(dict.fromkeys(places)) or [f"“{change.sheet}”的格式" for change in step.sheets]
    return Outcome(
        (
            f"“{step.label}”（{step.when}）没有做完就停了。从那时起改动了 {_listed(places)}，里面可能有您自己改的，所以还没有撤销。",
        ),
        {"command": step.command, "when": step.when, "changed": places},
        ExitCode.CANNOT_WORK,
        offer=Offer(
            "unfinished",
            f"要把这些都恢复到【{step.label}】之前的样子吗？",
            f"要把这些都恢复到“{step.label}”之前的样子，请加 --unfinished 再撤销。",
        ),
    )


def _listed(places: Sequence[str]) -> str:
    return named(places, "处", most=_SHOWN)


def _refusal(step: Step, done: Restored) -> Outcome:
    return Outcome(
        (f"没有撤销“{step.label}”（{step.when}）：它写过的格子后来又改过：{_listed(done.edited)}。",),
        {"command": step.command, "when": step.when, "edited": done.edited},
        ExitCode.CANNOT_WORK,
        offer=Offer(
            "keep",
            "要保留您后来改过的，只恢复其余的吗？",
            "请先把这些格子改回去；或者加 --keep 再撤销，保留您改过的，只恢复其余的。",
        ),
    )


def _outcome(kept: KeptSteps, step: Step, done: Restored) -> Outcome:
    left = kept.count() - 1
    sentences = [f"撤销了“{step.label}”（{step.when}）：恢复了 {done.cells} 个格子。"]
    if done.added_removed:
        sentences.append(f"删去了当时新建的工作表：{'、'.join(done.added_removed)}。")
    if done.removed_added:
        sentences.append(f"恢复了当时删去的工作表：{'、'.join(done.removed_added)}；内容都在，样子请自己调整。")
    if done.edited:
        sentences.append(f"后来改过的 {len(done.edited)} 处照旧保留：{named(done.edited, most=_SHOWN)}。")
    sentences.append(f"还可以再撤销 {left} 步。" if left else "再往前没有可以撤销的了。")
    data = {
        "command": step.command,
        "when": step.when,
        "cells": done.cells,
        "sheets_removed": done.added_removed,
        "kept": done.edited,
        "steps_left": left,
    }
    return Outcome(tuple(sentences), data, changed=True, finish=kept.drop_last)


COMMAND = Command(
    id="undo",
    label="撤销",
    group="工具",
    icon="Undo",
    keytip="U",
    screentip="撤销上一步",
    supertip="把上一个按钮改动的格子恢复原样，可以一步一步往回退，关闭后再打开也可以；之后您又改过的格子会先列出来，不会盖掉。",
    run=undo,
    options=(
        Option("keep", "后来改过的格子保留，只恢复其余的", flag=True),
        Option("unfinished", "上一个命令没有做完就停了，也恢复到它之前的样子", flag=True),
    ),
    undoable=False,
)
