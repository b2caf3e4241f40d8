"""A funds table with several amounts a line: 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from macros_py.model import MoneyUnit
from macros_py.sheets.forms_reading.amounts import amount
from macros_py.sheets.forms_reading.grid import Block, Layout
from macros_py.sheets.forms_reading.labels import FOREIGN, FUNDS_LABELS, STRUCTURE, funds_column, head_label
from macros_py.sheets.forms_reading.ledger import Ledger


@dataclass(frozen=True, slots=True)
class FundsRow:
    """A line of the table: the field of its label, and its blocks by column."""

    field: str
    label_block: Block
    unit: MoneyUnit | None
    cells: dict[str, Block] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FundsTable:
    """The lines of a funds table, and the money units printed in its labels and headings."""

    rows: tuple[FundsRow, ...]
    units: tuple[MoneyUnit, ...]

    def row(self, name: str) -> FundsRow | None:
        """Return the first line of a field."""
        return next((row for row in self.rows if row.field == name), None)


def read_funds_table(layout: Layout, ledger: Ledger, rows: range) -> FundsTable | None:
    """Find a funds table in ``rows`` by its headings and take its blocks; None where there is none."""
    for row in layout.row_numbers(rows):
        headings = {block: label for block in layout.rows[row] if (label := funds_column(block.text))}
        fields = {label.field for label in headings.values()}
        # "年初预算 | 80 | 预算执行数 | 79" is a row of labels, each with its amount behind it.
        amounts = any(block not in headings and _is_number(block) for block in layout.rows[row])
        if len(fields) >= 2 and fields & {"initial", "annual", "executed"} and not amounts:
            return _read(layout, ledger, row, range(row + 1, rows.stop))
    return None


def _is_number(block: Block) -> bool:
    try:
        return amount(block.value).number is not None
    except ValueError:
        return False


def _read(layout: Layout, ledger: Ledger, heading_row: int, rows: range) -> FundsTable:
    columns: dict[str, Block] = {}
    units: list[MoneyUnit] = []
    for block in layout.rows[heading_row]:
        label = funds_column(block.text)
        structure = head_label(block.text)
        if label and label.field not in columns:
            columns[label.field] = block
            ledger.take(block)
        elif structure and structure.field in (STRUCTURE, "project_total"):
            ledger.take(block)
        else:
            ledger.refuse(block, "不认得这个栏目名称，这一栏没有读入")
        unit = (label and label.unit) or (structure and structure.unit)
        if unit:
            units.append(unit)
    found: list[FundsRow] = []
    last = max(block.bottom for block in columns.values())
    for row in range(last + 1, rows.stop):
        if _refused(layout, ledger, row, columns):
            continue
        line = _line(layout, ledger, row, columns)
        if line is None:
            if row in layout.rows:
                break
            continue
        # A line that stands twice is two lines of a plan and its change, or of two sources: not ours to choose.
        if any(other.field == line.field for other in found):
            for block in (line.label_block, *line.cells.values()):
                ledger.refuse(block, "这一行资金重复出现，只读入了前一行")
            continue
        found.append(line)
        if line.unit:
            units.append(line.unit)
    return FundsTable(tuple(found), tuple(units))


def _refused(layout: Layout, ledger: Ledger, row: int, columns: dict[str, Block]) -> bool:
    """Refuse a line of a source that the master list has no column for (中央补助); tell whether it was one."""
    first = min(block.left for block in columns.values())
    blocks = layout.rows.get(row, [])
    labels = [label for block in blocks if block.left < first and (label := head_label(block.text))]
    amounts = [block for block in blocks if block.left >= first]
    if not labels or labels[-1].field != FOREIGN or not amounts:
        return False
    for block in blocks:
        if not ledger.taken(block):
            ledger.refuse(block, "项目清单里没有这项资金的栏目，没有读入")
    return True


def _line(layout: Layout, ledger: Ledger, row: int, columns: dict[str, Block]) -> FundsRow | None:
    first = min(block.left for block in columns.values())
    labels = [
        (label, block) for block in layout.rows.get(row, ()) if block.left < first and (label := head_label(block.text))
    ]
    named = [(label, block) for label, block in labels if label.field in FUNDS_LABELS]
    if not named:
        return None
    label, label_block = named[-1]
    ledger.take(*(block for _, block in labels))
    line = FundsRow(label.field, label_block, label.unit)
    for block in layout.rows[row]:
        for name, heading in columns.items():
            if block.overlap(heading.left, heading.right) and name not in line.cells and not ledger.taken(block):
                line.cells[name] = block
                ledger.take(block)
    return line
