"""What stands under the indicators: the line of totals, the notes, and where the table ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from macros_py.sheets.forms_reading.amounts import BLANK_MARKS
from macros_py.sheets.forms_reading.entries import labels_in
from macros_py.sheets.forms_reading.grid import Block, Layout
from macros_py.sheets.forms_reading.heading import is_marker, is_title
from macros_py.sheets.forms_reading.indicator_columns import Columns
from macros_py.sheets.forms_reading.labels import FOREIGN, HEAD_LABELS, TOTAL_LABELS, folded, label_key
from macros_py.sheets.forms_reading.ledger import Ledger
from macros_py.sheets.table import PENDING

_NOTES = re.compile(r"\s*(?:备\s*注|填表说明|填\s*报\s*说\s*明|注|说\s*明)\s*[:：]\s*")
_NEXT_NOTE = re.compile(r"\n+\s*(?=[(（]?\d{1,2}[)）.．、])")
_FOOT_LABELS = frozenset(HEAD_LABELS) - {"money_unit", "year", "goal", "goal_expected", "goal_actual"}


@dataclass(frozen=True, slots=True)
class Totals:
    """The blocks of the line 总分: those under 分值 and 得分."""

    weight: Block | None = None
    score: Block | None = None


def is_note(text: str) -> bool:
    """Tell whether a text begins the notes under a table."""
    return _NOTES.match(text) is not None


def table_end(layout: Layout, columns: Columns, last_row: int) -> int:
    """Return the last row of the indicator table: the one above the totals, the signatures or the notes."""
    end = columns.bottom
    for row in layout.row_numbers(range(columns.bottom + 1, last_row + 1)):
        if _is_foot(layout.rows[row], columns):
            break
        end = row
    return end


def _is_foot(blocks: list[Block], columns: Columns) -> bool:
    first = blocks[0]
    edge = min(left for left, _ in columns.spans.values())
    if _is_total(first, columns) or is_marker(first.text) or (len(blocks) == 1 and is_title(first.text)):
        return True
    if is_note(first.text) and first.left <= edge:
        return True
    labels = labels_in(first.text)
    if labels and labels[0][0].field in (*_FOOT_LABELS, FOREIGN):
        return first.left <= edge or labels[0][2] is not None
    covered = sum(bool(first.overlap(*span)) for span in columns.spans.values())
    return len(blocks) == 1 and covered >= max(3, len(columns.spans) - 1)


def _is_total(block: Block, columns: Columns) -> bool:
    level3 = columns.spans.get("level3", (block.left, block.left))
    return label_key(block.text) in TOTAL_LABELS and block.left <= level3[1]


def read_totals(layout: Layout, ledger: Ledger, columns: Columns, rows: range) -> Totals:
    """Find the line of totals in ``rows`` and take it; where no heading stands above, the first number is the weight."""
    for row in layout.row_numbers(rows):
        blocks = layout.rows[row]
        if not _is_total(blocks[0], columns):
            continue
        numbers = [block for block in blocks[1:] if re.fullmatch(r"\d+(?:\.\d+)?分?", folded(block.text))]
        found: dict[str, Block] = {}
        for name in ("weight", "score"):
            span = columns.spans.get(name)
            under = [block for block in numbers if span and block.overlap(*span)]
            if under:
                found[name] = under[0]
        if not found and len(numbers) == 2 and "weight" not in columns.spans:
            found = {"weight": numbers[0], "score": numbers[1]}
        spans = [columns.spans[name] for name in ("weight", "score") if name in columns.spans]
        open_ones = [b for b in blocks[1:] if _is_open(b) and any(b.overlap(*span) for span in spans)]
        ledger.take(blocks[0], *found.values(), *open_ones)
        return Totals(found.get("weight"), found.get("score"))
    return Totals()


def _is_open(block: Block) -> bool:
    """Tell whether a total is printed as not yet known: 待核, —."""
    return block.text.strip().startswith(PENDING) or set(folded(block.text)) <= BLANK_MARKS


def read_notes(layout: Layout, ledger: Ledger, rows: range) -> tuple[str, ...]:
    """Return the notes that begin with 注： in ``rows``, each numbered one for itself, and take them."""
    notes: list[str] = []
    inside = False
    for row in layout.row_numbers(rows):
        blocks = [block for block in layout.rows[row] if not ledger.taken(block)]
        begin = _NOTES.match(blocks[0].text) if blocks else None
        if begin:
            inside = True
        elif not inside or len(blocks) != 1 or labels_in(blocks[0].text):
            inside = inside and not blocks
            continue
        text = blocks[0].text[begin.end() :] if begin else blocks[0].text
        following = blocks[1] if begin and not text.strip() and len(blocks) == 2 else None
        text = following.text if following else text
        notes += [note.strip() for note in _NEXT_NOTE.split(text) if note.strip()]
        ledger.take(blocks[0], *([following] if following else []))
    return tuple(notes)
