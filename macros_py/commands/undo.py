"""【撤销】: put back what the last command changed; press again for the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, ExitCode, Offer, Option, Outcome, Task
from macros_py.errors import WorkbookProblem
from macros_py.sheets.undoing import KeptSteps, Restored, Step, kept_steps, restore

if TYPE_CHECKING:
    import xlwings as xw

_SHOWN = 10


def undo(book: xw.Book, task: Task) -> Outcome:
    """Restore what the newest step that lasted has changed.

    Raises:
        WorkbookProblem: there is no step.
    """
    kept = kept_steps(book_address(book), task.config.undo)
    while (step := kept.last()) is not None:
        done = restore(book, step, keep_edited=task.flag("keep"))
        if done.stale:
            kept.drop_last()
            continue
        if done.edited and not task.flag("keep"):
            return _refusal(step, done)
        return _outcome(kept, step, done)
    raise WorkbookProblem("没有可以撤销的操作：这个工作簿还没有用本工具改过，或撤销记录已不在。")


def book_address(book: xw.Book) -> str:
    """Return where ``book`` lies, a path or an address; its bare name where the host cannot tell."""
    from macros_py.engines.port import xw as port

    try:
        return str(book.fullname)
    except port.XlwingsError:  # a workbook in OneDrive or SharePoint that is not synchronised to this machine
        return str(book.name)


def _refusal(step: Step, done: Restored) -> Outcome:
    shown = "、".join(done.edited[:_SHOWN])
    more = f" 等 {len(done.edited)} 处" if len(done.edited) > _SHOWN else ""
    return Outcome(
        (f"没有撤销“{step.label}”（{step.when}）：它写过的格子后来又改过：{shown}{more}。",),
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
        sentences.append(f"后来改过的 {len(done.edited)} 处照旧保留：{'、'.join(done.edited[:_SHOWN])}。")
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
    options=(Option("keep", "后来改过的格子保留，只恢复其余的", flag=True),),
    undoable=False,
)
