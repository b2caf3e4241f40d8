"""A command that is at work in an open workbook: all cells as they were, kept until it ends.

A button writes straight into the workbook that the clerk has open. Where its process ends in the middle (killed, no
power), no step tells what it has changed; this is what remains, and the difference to what stands there is the step.
"""

from __future__ import annotations

from dataclasses import replace

from macros_py.sheets.cell_content import Content
from macros_py.sheets.undoing.snapshot import SheetContent, Snapshot
from macros_py.sheets.undoing.step import CHANGED, CellChange, SheetChange, Step, present, step_between


def begun(before: Snapshot, command: str, label: str) -> Step:
    """Return the whole of ``before`` as a step that is not finished: what its cells will hold is not known yet."""
    sheets = tuple(
        SheetChange(
            name,
            CHANGED,
            tuple(CellChange(row, column, held, "") for (row, column), held in content.cells()),
            content.formats,
            content.tables,
        )
        for name, content in before.items()
    )
    return Step(command, label, present(), sheets, finished=False)


def since(begun_step: Step, now: Snapshot) -> Step:
    """Return what has changed since ``begun_step``, by the command or by anybody after it; no sheets when nothing has."""
    before = {change.sheet: _content(change) for change in begun_step.sheets}
    changed = step_between(before, now, begun_step.command, begun_step.label)
    return replace(changed, when=begun_step.when, finished=False)


def _content(change: SheetChange) -> SheetContent:
    tables = change.tables or {}
    held = {(cell.row, cell.column): cell.before for cell in change.cells}
    if not held:
        return SheetContent(1, 1, (), tables, change.formats)
    rows, columns = [row for row, _ in held], [column for _, column in held]
    top, left, width = min(rows), min(columns), max(columns) + 1
    grid: list[tuple[Content, ...]] = [
        tuple(held.get((row, column)) for column in range(left, width)) for row in range(top, max(rows) + 1)
    ]
    return SheetContent(top, left, tuple(grid), tables, change.formats)
