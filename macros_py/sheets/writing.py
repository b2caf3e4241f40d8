"""Writing contents to cells, here and there on a sheet, so that each holds just what it is to hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from macros_py.sheets.cell_content import Content, entered

if TYPE_CHECKING:
    import xlwings as xw

_TEXT = "@"
Cells = dict[tuple[int, int], Content]
Standing = Callable[[int, int], Content]
Block = tuple[int, int, int, int]


def write_contents(sheet: xw.Sheet, plan: Cells, standing: Standing) -> None:
    """Write ``plan`` to ``sheet``, a block for each column; texts stay texts and formulas formulas in every format.

    ``standing`` tells what the other cells hold: those between are written with the rest, so that many scattered changes
    do not become a thousand calls.
    """
    blocks = _blocks(plan)
    for top, left, bottom, right in blocks:
        rows = [
            [plan[row, column] if (row, column) in plan else standing(row, column) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        _write_block(sheet, (top, left, bottom, right), rows)


def _write_block(sheet: xw.Sheet, block: Block, rows: Sequence[Sequence[Content]]) -> None:
    """Write a block that is Text throughout or nowhere; a mixed one is halved until it is."""
    top, left, bottom, right = block
    cells = sheet.range((top, left), (bottom, right))
    contents = {type(content) for row in rows for content in row}
    number_format = cells.number_format if contents != {type(None)} else ""
    if number_format is None and (bottom, right) != (top, left):
        if left < right:
            middle = (left + right) // 2
            width = middle - left + 1
            _write_block(sheet, (top, left, bottom, middle), [row[:width] for row in rows])
            _write_block(sheet, (top, middle + 1, bottom, right), [row[width:] for row in rows])
        else:
            middle = (top + bottom) // 2
            height = middle - top + 1
            _write_block(sheet, (top, left, middle, right), rows[:height])
            _write_block(sheet, (middle + 1, left, bottom, right), rows[height:])
        return
    text_cells = number_format == _TEXT
    # A number or formula that is written to a Text cell becomes text; where it stood in one, the format came later.
    changes_format = text_cells and any(_no_text(content) for row in rows for content in row)
    if changes_format:
        cells.number_format = "General"
    literal = text_cells and not changes_format
    cells.value = [[entered(content, literal) for content in row] for row in rows]
    if changes_format:
        cells.number_format = _TEXT


def _no_text(content: Content) -> bool:
    return content is not None and not (isinstance(content, str) and content.startswith("'"))


def _blocks(plan: Mapping[tuple[int, int], Content]) -> Iterator[Block]:
    """Yield the rows from the first to the last of ``plan`` in each column, columns with the same rows joined."""
    spans: dict[int, tuple[int, int]] = {}
    for row, column in plan:
        first, last = spans.get(column, (row, row))
        spans[column] = (min(first, row), max(last, row))
    columns = sorted(spans)
    while columns:
        left = right = columns.pop(0)
        while columns and columns[0] == right + 1 and spans[columns[0]] == spans[left]:
            right = columns.pop(0)
        yield spans[left][0], left, spans[left][1], right
