"""Restoring what a step changed: compared with what stands there now, written in blocks, and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macros_py.errors import WorkbookProblem
from macros_py.package.columns import column_letters
from macros_py.sentences import named
from macros_py.sheets.cell_content import fingerprint
from macros_py.sheets.undoing.snapshot import SheetContent, Snapshot, take_snapshot
from macros_py.sheets.undoing.step import ADDED, REMOVED, SheetChange, Step
from macros_py.sheets.writing import Cells, write_contents

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(slots=True)
class Restored:
    """What restoring did: ``edited`` are the cells that differ from what the command left, as “工作表 格”.

    Nothing was written when there are any and they were not to be kept. ``stale`` says that the step had not lasted (the
    workbook was closed without saving, say): everything stands as before it already.
    """

    edited: list[str] = field(default_factory=list)
    cells: int = 0
    added_removed: list[str] = field(default_factory=list)
    removed_added: list[str] = field(default_factory=list)
    stale: bool = False


def restore(book: xw.Book, step: Step, *, keep_edited: bool = False) -> Restored:
    """Put back what ``step`` changed; what was edited since is refused as a whole, or kept when asked.

    Raises:
        WorkbookProblem: a cell did not take what it held; the sentence names the cells.
    """
    now = take_snapshot(book)
    done = Restored()
    plans = [(change, _plan(change, now.get(change.sheet), done)) for change in step.sheets]
    done.stale = not done.edited and stands_as_before(step, now)
    if done.stale or (done.edited and not keep_edited):
        return done
    for change, plan in plans:
        _apply(book, change, plan, now, done)
    _require_restored(take_snapshot(book), plans)
    return done


def stands_as_before(step: Step, now: Snapshot) -> bool:
    """Tell whether nothing of ``step`` is left to take back."""
    return all(_stands_as_before(change, now.get(change.sheet)) for change in step.sheets)


def _plan(change: SheetChange, now: SheetContent | None, done: Restored) -> Cells:
    """Return the cells to write on one sheet, and note those that were edited since."""
    if change.kind == REMOVED:
        if now is not None:
            done.edited.append(f"“{change.sheet}”（又有了同名的工作表）")
        return {(cell.row, cell.column): cell.before for cell in change.cells} if now is None else {}
    if now is None:
        if change.kind != ADDED:
            done.edited.append(f"“{change.sheet}”（工作表已经改名或删去）")
        return {}
    plan: Cells = {}
    for cell in change.cells:
        current = now.at(cell.row, cell.column)
        if fingerprint(current) == cell.after:
            plan[cell.row, cell.column] = cell.before
        elif change.kind == ADDED or fingerprint(current) != fingerprint(cell.before):
            done.edited.append(f"{change.sheet} {column_letters(cell.column)}{cell.row}")
    if change.kind == ADDED:
        known = {(cell.row, cell.column) for cell in change.cells}
        done.edited += [
            f"{change.sheet} {column_letters(column)}{row}"
            for (row, column), _ in now.cells()
            if (row, column) not in known
        ]
    return plan


def _stands_as_before(change: SheetChange, now: SheetContent | None) -> bool:
    if change.kind == ADDED:
        return now is None
    if now is None:
        return False
    if change.kind == REMOVED:
        return True
    return all(fingerprint(now.at(cell.row, cell.column)) == fingerprint(cell.before) for cell in change.cells) and (
        change.tables is None or dict(now.tables) == dict(change.tables)
    )


def _apply(book: xw.Book, change: SheetChange, plan: Cells, now: Snapshot, done: Restored) -> None:
    edited_here = any(edited.startswith((f"{change.sheet} ", f"“{change.sheet}”")) for edited in done.edited)
    if change.kind == ADDED:
        if change.sheet in now and not edited_here:
            book.sheets[change.sheet].delete()
            done.added_removed.append(change.sheet)
        return
    if change.kind == REMOVED:
        if change.sheet in now:
            return
        book.sheets.add(change.sheet, after=book.sheets[-1])
        done.removed_added.append(change.sheet)
    elif change.sheet not in now:
        return
    sheet = book.sheets[change.sheet]
    _restore_formats(sheet, change)
    write_contents(sheet, plan, now[change.sheet].at if change.sheet in now else lambda row, column: None)
    done.cells += len(plan)
    _restore_tables(sheet, change, now.get(change.sheet))


def _restore_formats(sheet: xw.Sheet, change: SheetChange) -> None:
    for run in change.formats:
        cells = sheet.range((run.first, run.column), (run.last, run.column))
        if cells.number_format != run.number_format:
            cells.number_format = run.number_format


def _restore_tables(sheet: xw.Sheet, change: SheetChange, now: SheetContent | None) -> None:
    standing = [table.name for table in sheet.tables]
    for name, area in (change.tables or {}).items():
        if name in standing and now is not None and now.tables.get(name) != area:
            sheet.tables[name].resize(sheet.range(area))


def _require_restored(now: Snapshot, plans: Sequence[tuple[SheetChange, Cells]]) -> None:
    wrong = []
    for change, plan in plans:
        if change.kind == ADDED:
            continue
        sheet = now.get(change.sheet)
        wrong += [
            f"{change.sheet} {column_letters(column)}{row}"
            for (row, column), content in plan.items()
            if sheet is None or fingerprint(sheet.at(row, column)) != fingerprint(content)
        ]
    if wrong:
        raise WorkbookProblem(
            f"撤销时有 {len(wrong)} 个格子没能恢复原样：{named(wrong)}。请看看这些格子是否被保护或合并过。"
        )
