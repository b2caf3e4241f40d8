"""The labels above and below the indicator table, each with the value printed beside, below or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from macros_py.sheets.forms_reading.amounts import amount
from macros_py.sheets.forms_reading.grid import Block, Layout, Value, is_blank, seen_text
from macros_py.sheets.forms_reading.labels import (
    EXECUTION,
    FOREIGN,
    FUNDS_LABELS,
    HEAD_LABELS,
    STRUCTURE,
    Label,
    head_label,
    tidy,
)
from macros_py.sheets.forms_reading.ledger import Ledger

GOALS = frozenset(("goal", "goal_expected", "goal_actual"))
_HEADS_A_COLUMN = frozenset(("goal_expected", "goal_actual"))
#: Labels that are typed several to a cell: "填表人：张三    联系电话：138…".
_ON_ONE_LINE = frozenset(HEAD_LABELS) - GOALS - {"year"}
_COLON = re.compile("[:：﹕∶]")
_NUMBER_BEHIND = re.compile(r"(\D*[^\d\s.,，+\-])\s*([+-]?[\d０-９][\d０-９,，.．]*\s*(?:万元|元)?)", re.DOTALL)
#: A date, or the place for one: of the signature beside it, never the answer of another label.
_DATE = re.compile(r"\s*(?:20)?[\d\s_]*年[\d\s_]*月[\d\s_]*日\s*")
_LONGEST_LINE_LABEL = 24
#: "2025年度    单位：万元" in one cell.
_YEAR_BEFORE = re.compile(r"\s*[(（\[]?\s*(\d{4})\s*年?\s*度?\s*(?:[)）\]]\s*(?=\S)|\s+(?=\S))")
_LOOKS_LIKE_A_LABEL = re.compile(
    r"[:：]\s*$|(?:名称|单位|代码|编码|编号|日期|时间|期限|负责人|联系人|经办人|电话|类别|类型|属性|性质|依据|方式|地点|级次|情况|"
    r"措施|内容|金额|总额|资金|目标|意见|签字|盖章|审核|必要性|可行性)\s*(?:[(（][^)）]*[)）])?$"
)
_LONGEST_LABEL = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A label with its value: ``block`` is where the value stands, the label's own block when it stands inside.

    ``printed`` is the label as printed. ``value`` is None where nothing is printed. ``others`` are further blocks
    of a value that is spread over several rows.
    """

    label: Label
    printed: str
    label_block: Block
    block: Block
    value: Value = None
    others: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The value as text; the parts of a value over several rows on lines of their own."""
        return "\n".join([seen_text(self.value), *(block.text for block in self.others)])

    @property
    def blank(self) -> bool:
        """Whether nothing is printed for the label."""
        return is_blank(self.value)


def find_entries(layout: Layout, ledger: Ledger, rows: Iterable[int]) -> list[Entry]:
    """Return the labels of ``rows`` in reading order; they and their values are taken, foreign ones refused."""
    return list(_Search(layout, ledger, sorted(rows)).entries())


def labels_in(text: str) -> list[tuple[Label, str, str | None]]:
    """Return the labels of one cell's text as (label, as printed, value behind it); a value of None stands elsewhere."""
    whole = head_label(text)
    if whole:
        return [(whole, tidy(text), None)]
    year = _YEAR_BEFORE.match(text)
    if year and (further := labels_in(text[year.end() :].strip())) and further[0][2] is not None:
        return [(Label("year"), "年度", year[0].strip()), *further]
    first = _before_colon(text)
    if first and first[0].field in _ON_ONE_LINE:
        return list(_line(text))
    if first:
        label, end = first
        return [(label, tidy(text[:end]), text[end + 1 :].strip())]
    return list(_amount_lines(text))


def _before_colon(text: str) -> tuple[Label, int] | None:
    for colon in _COLON.finditer(text[: 2 * _LONGEST_LINE_LABEL]):
        head = text[: colon.start()]
        label = head_label(head)
        if label and head.strip() not in ("其中", "其 中") and label.field != STRUCTURE:
            return label, colon.start()
    return None


def _line(text: str) -> Iterator[tuple[Label, str, str | None]]:
    """Yield the labels of a line that holds several of them."""
    found: list[tuple[Label, int, int]] = []
    begin = 0
    for colon in _COLON.finditer(text):
        for start in range(max(begin, colon.start() - _LONGEST_LINE_LABEL), colon.start()):
            label = None if text[start].isspace() else head_label(text[start : colon.start()])
            if label and label.field in _ON_ONE_LINE and (found or not text[:start].strip()):
                found.append((label, start, colon.end()))
                break
        begin = colon.end()
    for place, (label, start, end) in enumerate(found):
        stop = found[place + 1][1] if place + 1 < len(found) else len(text)
        value = text[end:stop].strip()
        yield label, tidy(text[start : end - 1]), value if value or place + 1 < len(found) else None


def _amount_lines(text: str) -> Iterator[tuple[Label, str, str | None]]:
    """Yield "年度资金总额 27.37" line by line, if every line of the cell is such a one."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        parts = _NUMBER_BEHIND.fullmatch(line.strip())
        label = head_label(parts[1]) if parts else None
        if not parts or not label or label.field not in FUNDS_LABELS:
            return
        found.append((label, tidy(parts[1]), parts[2].strip()))
    yield from found


class _Search:
    def __init__(self, layout: Layout, ledger: Ledger, rows: list[int]) -> None:
        self.layout, self.ledger, self.rows = layout, ledger, rows
        self.labels: dict[Block, list[tuple[Label, str, str | None]]] = {}
        self.values: set[Block] = set()
        self.several: list[Block] = []
        for row in rows:
            for block in layout.rows.get(row, ()):
                labels = [] if ledger.taken(block) else labels_in(block.text)
                if labels:
                    self.labels[block] = labels

    def entries(self) -> Iterator[Entry]:
        for block in list(self.labels):
            if block in self.values:
                continue
            for label, printed, value in self.labels[block]:
                self.ledger.take(block)
                entry = Entry(label, printed, block, block, value)
                if value is None:
                    entry = self._valued(entry)
                while self.several:
                    self.ledger.doubt(self.several.pop(), "这一行有几个金额，不知道哪一个是年度的，都没有读入")
                if label.field == FOREIGN:
                    self._refuse(entry)
                else:
                    yield entry

    def _refuse(self, entry: Entry) -> None:
        why = f"“{entry.printed[:20]}”在项目清单里没有对应的栏目，没有读入"
        self.ledger.refuse(entry.label_block, why)
        if entry.block != entry.label_block:
            self.ledger.refuse(entry.block, why)

    def _valued(self, entry: Entry) -> Entry:
        blocks = self._blocks_of_value(entry)
        if not blocks:
            return entry
        self.values.update(blocks)
        self.ledger.take(*blocks)
        return Entry(entry.label, entry.printed, entry.label_block, blocks[0], blocks[0].value, tuple(blocks[1:]))

    def _blocks_of_value(self, entry: Entry) -> list[Block]:
        label, block = entry.label, entry.label_block
        if label.field == STRUCTURE:
            return []
        below = self._below(block) if label.field in _HEADS_A_COLUMN else None
        if below:
            return [below]
        right = self._right(block, block.top, label)
        if label.field not in GOALS:
            return [right] if right else []
        if right is None and any(other.left > block.right for other in self.layout.rows[block.top]):
            return self._under_heading(block)
        more = [self._right(block, row, label) for row in range(block.top + 1, block.bottom + 1)]
        spread = [found for found in (right, *more) if found]
        if len(spread) == 1 and block.bottom == block.top:
            spread += self._lines_below(spread[0])
        return spread or self._under_heading(block) or [found for found in [self._alone_below(block)] if found]

    def _free(self, block: Block) -> bool:
        return not self.ledger.taken(block) and block not in self.values

    def _right(self, block: Block, row: int, label: Label) -> Block | None:
        """Return the first block right of a label in ``row``, unless another label comes before it."""
        for other in self.layout.rows.get(row, ()):
            if other.left <= block.right:
                continue
            if not self._free(other):
                return None
            adjacent = other.left == block.right + 1
            if other in self.labels and not (adjacent and self._is_text_of(label, other)):
                heads = label.field in FUNDS_LABELS and self._heads_amounts(block)
                return self._below(block) if heads else None
            if label.field in FUNDS_LABELS and self._heads_amounts(block):
                return self._below(block)
            if label.field in FUNDS_LABELS and self._is_one_of_several(other, row):
                return None
            if _DATE.fullmatch(other.text) and label.field not in ("fill_date", "year", *GOALS):
                return None
            if label.field in FUNDS_LABELS or label.field in EXECUTION:
                return other if adjacent or _is_amount(other) else None
            like_a_label = len(other.text.strip()) <= _LONGEST_LABEL and _LOOKS_LIKE_A_LABEL.search(other.text.strip())
            return other if adjacent or not like_a_label else None
        return self._below(block) if label.field in FUNDS_LABELS and self._heads_amounts(block) else None

    def _is_one_of_several(self, block: Block, row: int) -> bool:
        """Tell whether different amounts follow each other without a label between: of several years, or of a plan and a change."""
        amounts: set[str] = set()
        for other in self.layout.rows[row]:
            if other.left < block.left:
                continue
            if other in self.labels or not self._free(other) or not _is_amount(other):
                break
            amounts.add(other.text.strip())
        several = len(amounts - {""}) > 1
        if several:
            self.several.append(block)
        return several

    def _heads_amounts(self, block: Block) -> bool:
        """Tell whether labels of money stand in a row of headings, their amounts in the row below."""
        row = self.layout.rows[block.top]
        below = self.layout.rows.get(block.bottom + 1, [])
        heads = [
            b
            for b in row
            if b.left >= block.left or any(one[0].field in FUNDS_LABELS for one in self.labels.get(b, ()))
        ]
        under = [b for b in below if any((b.left, b.right) == (head.left, head.right) for head in heads)]
        known = [
            b for b in heads if any(one[0].field in FUNDS_LABELS and one[2] is None for one in self.labels.get(b, ()))
        ]
        amounts = bool(under) and all(_is_amount(b) for b in under)
        return len(known) > 1 and amounts and not any(_is_amount(b) for b in heads) and len(under) > len(heads) // 2

    def _is_text_of(self, label: Label, block: Block) -> bool:
        """Tell whether a block that begins like a label is the text of a goal ("目标：…", "总体目标：…")."""
        return (
            label.field in GOALS
            and any(value for _, _, value in self.labels[block])
            and (self.labels[block][0][0].field == "goal" or len(block.text) > 2 * _LONGEST_LINE_LABEL)
        )

    def _below(self, block: Block) -> Block | None:
        for other in self.layout.rows.get(block.bottom + 1, ()):
            if other.overlap(block.left, block.right) and other.left >= block.left:
                return other if self._free(other) and other not in self.labels else None
        return None

    def _under_heading(self, block: Block) -> list[Block]:
        """Return the text under a goal's label that heads a column beside another one (实施期目标 | 年度目标)."""
        first = self.layout.rows[block.top][0]
        below = self._below(block) if first != block else None
        return [below] if below and (below.left, below.right) == (block.left, block.right) else []

    def _lines_below(self, block: Block) -> list[Block]:
        """Return the further lines of a goal that is typed line by line, each in a row of its own under the first."""
        lines: list[Block] = []
        row = block.bottom + 1
        while row in self.rows and len(self.layout.rows[row]) == 1:
            (other,) = self.layout.rows[row]
            if other.left != block.left or other in self.labels or not self._free(other):
                break
            lines.append(other)
            row = other.bottom + 1
        return lines

    def _alone_below(self, block: Block) -> Block | None:
        """Return the text of a goal that is printed across the table, in the row under its label."""
        if self.layout.rows.get(block.top, [block]) != [block] or block.bottom + 1 not in self.rows:
            return None
        others = self.layout.rows.get(block.bottom + 1, [])
        alone = len(others) == 1 and others[0] not in self.labels and self._free(others[0])
        return others[0] if alone else None


def _is_amount(block: Block) -> bool:
    try:
        amount(block.value)
    except ValueError:
        return False
    return True
