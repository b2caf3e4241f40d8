"""Cells of the tables that hold something else than what belongs there: words for an amount, a unit that is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from macros_py.errors import WorkbookProblem
from macros_py.model import MoneyUnit
from macros_py.sentences import named
from macros_py.sheets.columns import Cells
from macros_py.sheets.table import READERS, Record, Table, cell_text

_ADVICE = {
    Cells.AMOUNT: "金额只填数字，单位写在“金额单位”栏",
    Cells.SCORE: "分值和得分只填数字",
    Cells.RATE: "比例填数字或百分数，如 60%",
    Cells.YEAR: "年度填四位数，如 2026",
}
_UNIT_ADVICE = "金额单位只填“万元”或“元”"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A cell of ``sheet`` that cannot be read as what its column holds: ``text`` is what stands there, ``advice`` what belongs."""

    sheet: str
    row: int
    field: str
    heading: str
    text: str
    advice: str


def misplaced_cells(table: Table, records: Sequence[Record]) -> list[Misplaced]:
    """Return the cells with text where an amount, a score, a year or a money unit belongs, in the order of rows and columns."""
    found: list[tuple[int, int, Misplaced]] = []
    for column in table.columns.columns:
        place = table.positions.get(column.field)
        read = _money_unit if column.field == "money_unit" else READERS.get(column.cells)
        if place is None or read is None:
            continue
        advice = _UNIT_ADVICE if read is _money_unit else _ADVICE[column.cells]
        for record, value in zip(records, table.column(column.field, records), strict=True):
            if value is None:
                continue
            try:
                read(value)
            except ValueError:
                text = record.text(column.field)
            else:
                continue
            cell = Misplaced(table.sheet, record.row, column.field, column.heading, text, advice)
            found.append((record.row, place, cell))
    return [cell for _, _, cell in sorted(found, key=lambda one: one[:2])]


def _money_unit(value: object) -> MoneyUnit | None:
    """Return a cell's value as a money unit, None for a blank; ValueError for anything else."""
    text = cell_text(value).strip()
    return MoneyUnit(text) if text else None


def refuse_misplaced(table: Table, cells: Sequence[Misplaced]) -> None:
    """Raise WorkbookProblem naming ``cells`` of ``table`` where there are any."""
    if not cells:
        return
    places = [f"{table.address(cell.field, cell.row)}（{cell.heading}）的“{cell.text[:20]}”" for cell in cells]
    advice = "；".join(dict.fromkeys(cell.advice for cell in cells))
    raise WorkbookProblem(f"“{table.sheet}”工作表有的格子填了别的内容：{named(places, '处')}；{advice}。")


def without_misplaced(records: Sequence[Record], cells: Sequence[Misplaced]) -> list[Record]:
    """Return the records with ``cells`` read as blank."""
    if not cells:
        return list(records)
    blank: dict[int, set[int]] = {}
    for cell in cells:
        blank.setdefault(cell.row, set()).add(records[0].table.positions[cell.field] - 1)
    return [
        replace(
            record, values=[None if place in blank[record.row] else value for place, value in enumerate(record.values)]
        )
        if record.row in blank
        else record
        for record in records
    ]
