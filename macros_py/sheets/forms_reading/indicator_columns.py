"""The heading row of the indicator table: which column holds what."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from macros_py.sheets.forms_reading.grid import Block, Layout, address
from macros_py.sheets.forms_reading.labels import (
    AFTER_A_CHANGE,
    BEFORE_A_CHANGE,
    LEVEL1_WORDS,
    SIDE_LABELS,
    UNCERTAIN_COLUMNS,
    folded,
    head_label,
    indicator_column,
    is_this_year,
    is_whole_term,
    label_key,
)
from macros_py.sheets.forms_reading.ledger import Ledger

LEVELS = ("level1", "level2", "level3")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of an indicator table: ``spans`` maps a field to its first and last column.

    ``top`` and ``bottom`` are the first and last row of the headings; ``unknown`` the headings nobody knows, or of
    columns that are not read. ``shared`` are the levels that are printed once for two tables beside each other.
    """

    top: int
    bottom: int
    spans: dict[str, tuple[int, int]]
    unknown: tuple[Block, ...] = ()
    shared: frozenset[str] = frozenset()

    @property
    def first(self) -> int:
        """The first column that has a heading."""
        return min(left for left, _ in [*self.spans.values(), *((b.left, b.right) for b in self.unknown)])

    @property
    def last(self) -> int:
        """The last column that has a heading."""
        return max(right for _, right in [*self.spans.values(), *((b.left, b.right) for b in self.unknown)])

    def field_of(self, block: Block) -> str | None:
        """Return the field in whose columns a block begins, else the one it covers most of; None for none."""
        for field, (left, right) in self.spans.items():
            if left <= block.left <= right:
                return field
        if any(heading.left <= block.left <= heading.right for heading in self.unknown):
            return None
        overlaps = [(block.overlap(left, right), field) for field, (left, right) in self.spans.items()]
        most, field = max(overlaps, default=(0, ""))
        return field if most else None

    def moved_right(self) -> Columns:
        """Return the columns one to the right."""
        spans = {field: (left + 1, right + 1) for field, (left, right) in self.spans.items()}
        return replace(self, spans=spans)


def is_heading_row(layout: Layout, row: int) -> bool:
    """Tell whether a row is the heading row of an indicator table: two headings or more, one of them a level."""
    found = [label.field for block in layout.rows.get(row, ()) if (label := indicator_column(block.text))]
    return len(set(found)) >= 2 and any(level in found for level in LEVELS)


def read_columns(
    layout: Layout, ledger: Ledger, row: int, bottom: int, others: Collection[Block] = frozenset()
) -> Columns:
    """Return the columns that the headings in ``row`` name, without ``others``; ``bottom`` is the last row of the form.

    Headings may stand in two rows, the upper one merged over the lower ones. Raises nothing: a heading that nobody
    knows, or one that stands twice, is refused and its column stays without a field.
    """
    headings = [block for block in _headings(layout, row, bottom) if block not in others]
    chosen = _columns_of_the_year(layout, ledger, headings, row)
    bands = _whole_term_bands(layout, headings, row)
    shared: set[str] = set()
    spans: dict[str, tuple[int, int]] = {}
    unknown: list[Block] = []
    uncertain: list[Block] = []
    covered: set[int] = set()
    # The lower headings first: they say what the columns under a common upper heading hold.
    for block in sorted(headings, key=lambda block: (-block.top, chosen(block), block.left)):
        free = [column for column in range(block.left, block.right + 1) if column not in covered]
        label = indicator_column(block.text)
        lower = block.top > row
        if lower and not label and _is_target(headings, block):
            key = label_key(block.text)
            label = indicator_column("指标值") if is_this_year(block.text) or key in AFTER_A_CHANGE else None
            if is_whole_term(block.text) or key in BEFORE_A_CHANGE:
                covered.update(free)
                unknown.append(block)
                what = "调整前的指标值" if key in BEFORE_A_CHANGE else "整个实施期的指标值，项目清单里只有年度的"
                ledger.refuse(block, f"这一栏是{what}，没有读入")
                continue
            if not label and key not in UNCERTAIN_COLUMNS:
                ledger.doubt(block, "指标值下面又分了几栏，不知道是哪一栏，请核对读入的指标值")
        if lower and not label and label_key(block.text) not in UNCERTAIN_COLUMNS:
            continue
        covered.update(free)
        if (term := _band_over(bands, block)) or chosen(block):
            if not (label and label.field in LEVELS[:2] and _stands_once(headings, label.field)):
                unknown.append(block)
                what = f"在“{term.text.strip()[:20]}”下面，不是年度的" if term else "属于旁边另一组指标"
                ledger.refuse(block, f"这一栏{what}，没有读入")
                continue
            shared.add(label.field)
            ledger.doubt(block, "年度的这一组没有写这一栏，用了旁边一组的，请核对")
        if label_key(block.text) in SIDE_LABELS and not any(other.left < block.left for other in headings):
            ledger.take(block)
        elif label and label.field not in spans and free:
            spans[label.field] = (free[0], free[-1])
            ledger.take(block)
        elif label and free:
            ledger.refuse(
                block,
                f"同一张表里有两栏“{block.text.strip()[:20]}”，只读入了{address(row, spans[label.field][0])} 那一栏",
            )
            unknown.append(block)
        elif label_key(block.text) in UNCERTAIN_COLUMNS and free:
            uncertain.append(block)
        elif free:
            unknown.append(block)
            ledger.refuse(block, "不认得这个栏目名称，这一栏没有读入")
        else:
            ledger.take(block)
    for block in sorted(uncertain, key=lambda block: block.left):
        choices = UNCERTAIN_COLUMNS[label_key(block.text)]
        field = next((choice for choice in choices if choice not in spans), None)
        if field:
            spans[field] = (block.left, block.right)
            ledger.take(block)
        else:
            unknown.append(block)
            ledger.refuse(block, "不知道这一栏是什么，没有读入")
    last = max((block.bottom for block in headings if not _is_side(block) or indicator_column(block.text)), default=row)
    columns = Columns(row, min(last, row + 2, bottom), spans, tuple(unknown), frozenset(shared))
    return _straightened(layout, ledger, columns, headings, bottom)


def _headings(layout: Layout, row: int, bottom: int) -> list[Block]:
    """Return the headings of a row, and those under a merged one beside headings that reach further down."""
    upper = layout.rows[row]
    known = [block for block in upper if indicator_column(block.text)]
    depth = min(max((block.bottom for block in known), default=row), row + 2, bottom)
    lower = [block for block in layout.begin_in(range(row + 1, depth + 1)) if block.bottom <= depth]
    over = [
        block
        for block in layout.begin_in(range(max(1, row - 2), row))
        if row <= block.bottom <= depth and indicator_column(block.text)
    ]
    return [*over, *(block for block in upper if block.bottom <= depth or block in known or _is_side(block)), *lower]


def _is_target(headings: list[Block], block: Block) -> bool:
    """Tell whether a lower heading stands under 指标值."""
    over = [one for one in headings if one.top < block.top and one.left <= block.left <= one.right]
    return any((label := indicator_column(one.text)) and label.field == "target" for one in over)


def _columns_of_the_year(layout: Layout, ledger: Ledger, headings: list[Block], row: int) -> Callable[[Block], int]:
    """Return the order in which headings are taken that stand twice: those under 年度目标 before those of 实施期目标.

    The forms of central departments print the indicators of the whole term beside those of the year. Where nothing
    above says which are which, the left ones are taken and doubted.
    """
    of_level = [
        [one for one in headings if (label := indicator_column(one.text)) and label.field == level] for level in LEVELS
    ]
    firsts = next((found for found in of_level if len(found) > 1), [])
    if not firsts:
        return lambda block: 0
    edges = sorted(one.left for one in firsts)
    above = [block for other in sorted(layout.rows, reverse=True) if other < row for block in layout.rows[other]]
    term = next((block for block in above if is_whole_term(block.text)), None)
    beside = [block for block in above if term and block.top == term.top and block != term]
    year = next(
        (
            one
            for one in beside
            if is_this_year(one.text) or ((known := head_label(one.text)) and known.field == "goal")
        ),
        None,
    )
    of_the_term = {
        max(edge for edge in edges if edge <= one.left)
        for one in headings
        if one.left >= edges[0] and is_whole_term(one.text) and not indicator_column(one.text)
    }
    rest = [edge for edge in edges if edge not in of_the_term]
    if of_the_term and len(rest) == 1:
        wanted = rest[0]
    elif term and year:
        wanted = edges[-1] if year.left > term.left else edges[0]
    else:
        wanted = edges[0]
        ledger.doubt(firsts[0], "表头里有两组指标，不知道哪一组是年度的，读入了左边一组，请核对")

    def order(block: Block) -> int:
        begins = [edge for edge in edges if edge <= block.left]
        return 0 if not begins or begins[-1] == wanted else 1

    return order


def _whole_term_bands(layout: Layout, headings: list[Block], row: int) -> list[Block]:
    """Return the headings over several columns of the whole term (实施期绩效指标), where another is of the year's."""
    above = [block for number in range(max(1, row - 2), row + 1) for block in layout.rows.get(number, ())]
    wide = [block for block in above if block.right > block.left and not indicator_column(block.text)]
    lower = max((block.top for block in headings), default=row)
    edges = {block.left for block in headings}, {block.right for block in headings}
    # Goals printed above may be wider or narrower than the indicators under them.
    wide = [b for b in wide if "指标" in folded(b.text) and b.bottom < lower]
    wide = [b for b in wide if b.left in edges[0] and b.right in edges[1]]
    term = [block for block in wide if is_whole_term(block.text)]
    year = [block for block in wide if is_this_year(block.text)]
    twice = _fields_under(term, headings) & _fields_under(year, headings)
    return term if twice & {"level3", "target"} else []


def _fields_under(bands: list[Block], headings: list[Block]) -> set[str]:
    return {label.field for b in headings if _band_over(bands, b) and (label := indicator_column(b.text))}


def _band_over(bands: list[Block], block: Block) -> Block | None:
    return next(
        (band for band in bands if band.top < block.top and band.left <= block.left and block.right <= band.right), None
    )


def _stands_once(headings: list[Block], field: str) -> bool:
    return sum((label := indicator_column(one.text)) is not None and label.field == field for one in headings) == 1


def _is_side(block: Block) -> bool:
    return label_key(block.text) in SIDE_LABELS


def _straightened(layout: Layout, ledger: Ledger, columns: Columns, headings: list[Block], bottom: int) -> Columns:
    """Move the headings right by one where they plainly stand one column left of what is under them.

    Measured: one of the 2026 forms lacks the blank cell left of 一级指标 in its heading row, so that the side label
    绩效指标 stands under 一级指标 and 成本指标, 产出指标 … under 二级指标.
    """
    level1, level2 = columns.spans.get("level1"), columns.spans.get("level2")
    if not level1 or not level2 or level2[0] != level1[1] + 1:
        return columns
    rows = range(columns.bottom + 1, bottom + 1)
    firsts = [block for block in layout.begin_in(rows) if level1[0] <= block.left <= level1[1]]
    seconds = [block for block in layout.begin_in(rows) if level2[0] <= block.left <= level2[1]]
    side = any(label_key(block.text) in SIDE_LABELS for block in firsts)
    if side and any(folded(block.text) in LEVEL1_WORDS for block in seconds):
        ledger.doubt(headings[0], "表头这一行比下面的内容靠左一列，已按内容的位置读入，请核对")
        return columns.moved_right()
    return columns
