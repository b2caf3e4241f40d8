"""The rows of the indicator table: each block in the column it stands in; sums, blank offers and lines of levels told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from macros_py.sheets.forms_reading.grid import Block, Layout
from macros_py.sheets.forms_reading.indicator_columns import Columns
from macros_py.sheets.forms_reading.labels import SIDE_LABELS, SUM_LABELS, folded, label_key
from macros_py.sheets.forms_reading.ledger import Ledger

#: As ``folded`` leaves it: half-width, "……" as six points.
_FILLER = re.compile(r"(?:指标\d{0,2}:?|[.…·。]{2,})")
#: Merged over several rows, these plainly belong to each of them; a weight would count twice.
SHARED = ("level3",)


@dataclass(slots=True)
class Row:
    """A row: the block of each column by its field, and text that strayed out of the columns, left or right of them."""

    number: int
    blocks: dict[str, Block] = field(default_factory=dict)
    left: Block | None = None
    right: Block | None = None


def find_rows(layout: Layout, ledger: Ledger, columns: Columns, rows: range) -> list[Row]:
    """Return those of ``rows`` that hold an indicator, in reading order; what is none is refused with its reason."""
    return _Search(layout, ledger, columns, rows).rows()


class _Search:
    def __init__(self, layout: Layout, ledger: Ledger, columns: Columns, rows: range) -> None:
        self.layout, self.ledger, self.columns, self.range = layout, ledger, columns, rows

    def rows(self) -> list[Row]:
        unnamed: dict[int, list[Block]] = {}
        rows = []
        for number in self.layout.row_numbers(self.range):
            row = Row(number)
            for block in self.layout.rows[number]:
                if not self.ledger.taken(block):
                    self._place(row, block, unnamed)
            if row.blocks and self._is_sum(row):
                strays = [block for block in (row.left, row.right) if block is not None]
                for block in (*row.blocks.values(), *strays):
                    self.ledger.refuse(block, "这一行是小计，没有读入")
                for block in strays:
                    unnamed[block.left].remove(block)
            elif row.blocks and not row.left and not row.right and self._is_filler(row):
                for block in row.blocks.values():
                    self.ledger.refuse(block, "这一行没有填指标，没有读入")
            elif row.blocks.keys() - self.columns.shared or row.left or row.right:
                rows.append(row)
        self._refuse_unnamed(unnamed, rows)
        return self._under_levels([row for row in rows if row.blocks or row.left or row.right])

    def _under_levels(self, rows: list[Row]) -> list[Row]:
        """Return the rows, those under levels that stand on lines of their own with these levels.

        Only where no indicator has a level in its own row: else a line with a level alone is an indicator not filled in.
        """
        lines = [row for row in rows if len(row.blocks) == 1 and row.blocks.keys() <= {"level1", "level2"}]
        under = [row for row in rows if row not in lines]
        own = any(row.blocks.keys() & {"level1", "level2"} for row in under)
        if not lines or not under or rows[0] not in lines or own:
            return rows
        levels: dict[str, Block] = {}
        used: set[Block] = set()
        for row in rows:
            if row in lines:
                levels = {name: block for name, block in levels.items() if name < min(row.blocks)} | row.blocks
            else:
                row.blocks.update(levels)
                used.update(levels.values())
        for block in [block for row in lines for block in row.blocks.values() if block not in used]:
            self.ledger.refuse(block, "这一级下面没有指标，没有读入")
        return under

    @staticmethod
    def _is_sum(row: Row) -> bool:
        """Tell whether a row adds up the weights above it."""
        named = not row.blocks.keys() & {"target", "actual"}
        return named and any(label_key(block.text) in SUM_LABELS for block in row.blocks.values())

    @staticmethod
    def _is_filler(row: Row) -> bool:
        """Tell whether a row is one that the form offers and nobody filled in: 指标1：, ……"""
        texts = [block.text for name, block in row.blocks.items() if name not in ("level1", "level2")]
        if not texts:
            texts = [row.blocks["level2"].text] if set(row.blocks) == {"level2"} else []
            return bool(texts) and _FILLER.fullmatch(folded(texts[0])) is not None
        return all(_FILLER.fullmatch(folded(text)) for text in texts)

    def _place(self, row: Row, block: Block, unnamed: dict[int, list[Block]]) -> None:
        name = self.columns.field_of(block)
        if label_key(block.text) in SIDE_LABELS and block.left < self.columns.first:
            self.ledger.take(block)
        elif name == "number":
            taken = folded(block.text).strip("().、").isdigit()
            self.ledger.take(block) if taken else self.ledger.refuse(block, "序号栏里不是序号，没有读入")
        elif name and name not in row.blocks:
            row.blocks[name] = block
            self.ledger.take(block)
            self._doubt_extent(name, block)
        elif name:
            self.ledger.refuse(block, f"这一行的同一栏里还有 {row.blocks[name].address}，只读入了那一格")
        elif block.left < self.columns.first and "level1" in self.columns.spans and not row.left:
            row.left = block
            unnamed.setdefault(block.left, []).append(block)
        elif block.left > self.columns.last and "note" in self.columns.spans and not row.right:
            row.right = block
            unnamed.setdefault(block.left, []).append(block)
        else:
            self.ledger.refuse(block, "这一列没有认得的栏目名称，没有读入")

    def _doubt_extent(self, name: str, block: Block) -> None:
        left, right = self.columns.spans[name]
        others = [span for other, span in self.columns.spans.items() if other != name and block.overlap(*span)]
        if others:
            self.ledger.doubt(block, "这一格横跨了几栏，按最左一栏读入，请核对")
        if block.bottom > block.top and name not in ("level1", "level2", *SHARED):
            below = range(block.top + 1, block.bottom + 1)
            if any(left <= other.left <= self.columns.last for other in self.layout.begin_in(below)) or any(
                self.columns.field_of(other) for other in self.layout.begin_in(below)
            ):
                self.ledger.doubt(block, "这一格上下合并了几行，只读入第一行，请核对")

    def _refuse_unnamed(self, unnamed: dict[int, list[Block]], rows: list[Row]) -> None:
        """Tell text that strayed out of a row from a column whose heading is missing: that one is filled in most rows."""
        for blocks in unnamed.values():
            numbers = all(folded(block.text).isdigit() for block in blocks)
            whole = len(blocks) > 1 and len(blocks) * 2 > len(rows)
            side = any(block.bottom > block.top for block in blocks)
            for block in blocks:
                if whole or numbers or side:
                    self.ledger.refuse(block, "这一列没有认得的栏目名称，没有读入")
                    row = next(row for row in rows if row.number == block.top)
                    row.left = None if row.left == block else row.left
                    row.right = None if row.right == block else row.right
                else:
                    self.ledger.take(block)
                    side_name = "一级指标左边" if block.left < self.columns.first else "备注右边"
                    self.ledger.doubt(
                        block, f"这些字印在{side_name}、不在任何一栏里，这一行可能错位了；已原样保留，请核对"
                    )
