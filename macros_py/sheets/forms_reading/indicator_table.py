"""The indicators of a form's table: its rows as texts and numbers, the levels of a group filled in where evident."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from macros_py.model import Indicator
from macros_py.sheets.forms_reading.amounts import score, weight
from macros_py.sheets.forms_reading.grid import Block, Layout, Value
from macros_py.sheets.forms_reading.indicator_columns import Columns, is_heading_row, read_columns
from macros_py.sheets.forms_reading.indicator_rows import SHARED, Row, find_rows
from macros_py.sheets.forms_reading.labels import LEVEL1_ONLY_WORDS, LEVEL1_WORDS, LEVEL2_WORDS, folded
from macros_py.sheets.forms_reading.ledger import Ledger
from macros_py.sheets.forms_reading.several import several_indicators
from macros_py.sheets.forms_reading.shown import Shown

_WEIGHT_ALONE = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*(?:分|%|％)?\s*[)）]")
_NUMBERS = ("weight", "score")
_LISTED = 8


def read_indicators(
    layout: Layout,
    ledger: Ledger,
    columns: Columns,
    last_row: int,
    project_id: str,
    above: Indicator | None = None,
) -> tuple[Indicator, ...]:
    """Return the indicators between the headings and ``last_row``.

    A heading row that is repeated at the top of a page is read anew. Blank rows of a form to fill in are no indicators.
    ``above`` is the last indicator of the page before, whose group may go on.
    """
    indicators: list[Indicator] = []
    first = columns.bottom + 1
    while first <= last_row:
        again = next((row for row in range(first, last_row + 1) if is_heading_row(layout, row)), None)
        stop = last_row if again is None else again - 1
        previous = indicators[-1] if indicators else above
        indicators += _Table(layout, ledger, columns, range(first, stop + 1), project_id).indicators(previous)
        if again is None:
            break
        columns = read_columns(layout, ledger, again, last_row)
        first = columns.bottom + 1
    return tuple(indicators)


class _Table:
    def __init__(self, layout: Layout, ledger: Ledger, columns: Columns, rows: range, project_id: str) -> None:
        self.layout, self.ledger, self.columns, self.range = layout, ledger, columns, rows
        self.project_id = project_id
        self.merged: dict[str, bool] = {
            level: layout.merged_down(rows, *columns.spans[level])
            for level in ("level1", "level2")
            if level in columns.spans
        }
        self.above: Indicator | None = None
        self.carried: dict[str, list[Block]] = {"level1": [], "level2": []}
        self.rows = find_rows(layout, ledger, columns, rows)

    def indicators(self, above: Indicator | None = None) -> list[Indicator]:
        found = [self._texts(row) for row in self.rows]
        previous = self.above = above
        for place, row in enumerate(self.rows):
            found[place] = previous = self._filled(row, found[place], previous)
        self._note_carried()
        return self._whole_weights(self._with_weights(found))

    def _texts(self, row: Row) -> Indicator:
        texts: dict[str, str] = {}
        for name, block in row.blocks.items():
            if name not in _NUMBERS:
                texts[name] = tidy_level(block.text) if name in ("level1", "level2") else block.text
                if isinstance(block.value, Shown) and block.value.doubt:
                    self.ledger.doubt(block, block.value.doubt)
                if name in ("target", "actual") and not self.layout.formatted:
                    self._doubt_fraction(block)
        count = several_indicators(*(texts.get(name, "") for name in ("level3", "target", "actual")))
        if count > 1:
            why = f"这一行好像写了 {count} 条指标（三级指标和指标值都分成几项），当作一条读入；请分成几行再读"
            self.ledger.doubt(row.blocks["level3"], why)
        for name in SHARED:
            if name not in texts and name in self.columns.spans:
                above = self.layout.covering(row.number, self.columns.spans[name][0])
                if above and above.top < row.number and above.top in self.range:
                    texts[name] = above.text
        indicator = Indicator(self.project_id, row=row.number, **texts)  # type: ignore[arg-type]
        return replace(
            indicator,
            stray_left=row.left.text if row.left else "",
            stray_right=row.right.text if row.right else "",
            weight=self._number(row.blocks.get("weight"), weight, "分值"),
            score=self._number(row.blocks.get("score"), score, "得分"),
        )

    def _number(self, block: Block | None, read: Callable[[Value], Decimal | None], heading: str) -> Decimal | None:
        if block is None:
            return None
        try:
            return read(block.value)
        except ValueError:
            self.ledger.refuse(block, f"{heading}这一格不是数字，没有读入")
            return None

    def _doubt_fraction(self, block: Block) -> None:
        if isinstance(block.value, float) and 0 < block.value < 1:
            percent = f"{block.value:.15g}"
            self.ledger.doubt(block, f"这一格是数字 {percent}，表上也许显示成百分数；请核对，必要时改成带 % 的文字")

    def _filled(self, row: Row, indicator: Indicator, previous: Indicator | None) -> Indicator:
        """Return the indicator with the levels of its group."""
        shifted = self._doubt_shift(row, indicator)
        trusted = previous is not None and not _looks_shifted(previous)
        level1 = indicator.level1
        if not level1 and "level1" in self.columns.spans:
            level1 = self._level("level1", row, previous.level1 if previous and trusted else "", shifted)
        same_group = previous is not None and (
            "level1" not in self.columns.spans
            or (trusted and bool(level1) and level1 == previous.level1)
            or bool(_WEIGHT_ALONE.fullmatch(level1))
        )
        level2 = indicator.level2
        if not level2 and "level2" in self.columns.spans:
            level2 = self._level("level2", row, previous.level2 if previous and same_group else "", shifted)
        return replace(indicator, level1=level1, level2=level2)

    def _level(self, name: str, row: Row, above: str, shifted: bool) -> str:
        """Return the level of a row whose own cell is blank: of the merged range it lies in, else that above if evident."""
        left, _ = self.columns.spans[name]
        heading = "一级指标" if name == "level1" else "二级指标"
        area = self.layout.merge_at(row.number, left)
        if area and area[0] < row.number:
            block = self.layout.covering(row.number, left)
            inside = block is not None and area[0] in self.range
            return tidy_level(block.text) if block and inside else ""
        cell = Block(row.number, left, row.number, left, None)
        goes_on = self.above is not None and row == self.rows[0]
        if above and not shifted and (goes_on or not self.merged[name]):
            self.carried[name].append(cell)
            return above
        if not shifted:
            self.ledger.doubt(cell, f"这一行的{heading}是空白，没有替它填，请核对")
        return ""

    def _note_carried(self) -> None:
        for name, heading in (("level1", "一级指标"), ("level2", "二级指标")):
            anchors = self.carried[name]
            if anchors:
                rows = "、".join(str(block.top) for block in anchors[:_LISTED])
                more = f"等 {len(anchors)} 行" if len(anchors) > _LISTED else "行"
                self.ledger.doubt(anchors[0], f"{heading}只写在每组的第一行，第 {rows} {more}照上一行读入")

    def _doubt_shift(self, row: Row, indicator: Indicator) -> bool:
        if indicator.stray_left:
            return True
        if _looks_shifted(indicator):
            block = row.blocks.get("level1") or row.blocks["level2"]
            self.ledger.doubt(block, "一级、二级指标没有印在自己的栏里，这一行可能错位了；已照印的位置读入，请核对")
            return True
        if indicator.level3 and "target" in self.columns.spans and not indicator.target:
            left, _ = self.columns.spans["target"]
            cell = Block(row.number, left, row.number, left, None)
            self.ledger.doubt(cell, "这一行的指标值是空白，也可能整行错位了一列，请核对")
        return False

    def _whole_weights(self, indicators: list[Indicator]) -> list[Indicator]:
        """Return weights that a percent format shows as 40% and the cells hold as 0.4 as points of a hundred."""
        weights = [indicator.weight for indicator in indicators if indicator.weight]
        if len(weights) < 2 or max(weights) >= 1 or not Decimal("0.5") < sum(weights) <= Decimal("1.01"):
            return indicators
        block = next(row.blocks["weight"] for row in self.rows if "weight" in row.blocks)
        self.ledger.doubt(block, "这一栏的分值都小于 1，按百分数读入（0.4 即 40 分），请核对")
        return [replace(one, weight=None if one.weight is None else one.weight * 100) for one in indicators]

    def _with_weights(self, indicators: list[Indicator]) -> list[Indicator]:
        """Join a weight that is printed in a cell of its own ("(50分)" under 产出指标) to the level of its group."""
        group: list[int] = []
        name = ""
        for place, indicator in enumerate(indicators):
            if indicator.level1 == name or (group and _WEIGHT_ALONE.fullmatch(indicator.level1)):
                if indicator.level1 != name:
                    whole = indicators[group[0]].level1
                    whole = whole if _WEIGHT_ALONE.search(whole) else whole + indicator.level1
                    group.append(place)
                    for member in group:
                        indicators[member] = replace(indicators[member], level1=whole)
                    name = indicator.level1
                else:
                    group.append(place)
                    indicators[place] = replace(indicator, level1=indicators[group[0]].level1)
            else:
                group, name = [place], indicator.level1
        return indicators


def _looks_shifted(indicator: Indicator) -> bool:
    """Tell whether a row's labels stand in the wrong columns: a 二级 label under 一级指标, or the reverse."""
    level1, level2 = folded(indicator.level1), folded(indicator.level2)
    return (
        bool(indicator.stray_left)
        or (level1 in LEVEL2_WORDS and level1 not in LEVEL1_WORDS)
        or level2 in LEVEL1_ONLY_WORDS
    )


def tidy_level(text: str) -> str:
    """Return a level's label as a clerk reads it, without the line breaks of a narrow column."""
    if re.search(r"[\r\n]", text) or (" " in text and all(len(part) == 1 for part in text.split())):
        return re.sub(r"\s+", "", text)
    return text
