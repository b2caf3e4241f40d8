"""A template made ready for one book: every row as pieces of XML in which only the values are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from macros_py.package.columns import LAST_COLUMN
from macros_py.package.columns import column_letters as letters
from macros_py.printing.area import Area
from macros_py.printing.fingerprints import seen_number, seen_row
from macros_py.printing.grid import DEFAULT_WIDTH, Grid
from macros_py.printing.markup import escaped
from macros_py.printing.row_form import ROW, RowForm, Slot, picker
from macros_py.printing.shared_strings import SharedStrings
from macros_py.printing.sheet_source import CellSource, ColumnSource, RowSource
from macros_py.printing.stylebook import Offsets
from macros_py.printing.template import Template
from macros_py.printing.text_size import TextBox, is_tall, snapped


@dataclass(frozen=True, slots=True)
class Tall:
    """A cell merged over several template rows; its text is ``index``'s value, or needs ``height`` when fixed."""

    area: Area
    box: TextBox
    index: int | None
    height: float


@dataclass(frozen=True, slots=True)
class FixedText:
    """A cell outside the repeating rows: its columns, its room, the index of its value, or else its text."""

    left: int
    right: int
    box: TextBox
    index: int | None
    text: str


class Form:
    """The rows of a template above, in and below its repeating block, ready to be filled."""

    def __init__(
        self,
        template: Template,
        offsets: Offsets,
        strings: SharedStrings,
        wider: float = 1.0,
        shares: Mapping[int, float] | None = None,
    ) -> None:
        """Prepare ``template`` for a book in which its styles lie at ``offsets``, its columns ``wider`` times as wide.

        ``shares`` are further factors by column.
        """
        self.template, self._offsets, self._strings, self._wider = template, offsets, strings, wider
        self._shares = shares or {}
        self.source, self._styles = template.source, template.styles
        self.conditional_offset = offsets.conditional
        self.grid = Grid(self.source, self._styles, wider, shares)
        printed = template.printed
        self.last_row = max([printed.bottom, *self.source.cells, *self.source.rows])
        first, last = template.block or (self.last_row + 1, self.last_row)
        self.first, self.size = first, last - first + 1
        self._slot_indexes = {
            place: n for group in (template.fixed, template.repeated) for n, place in enumerate(group)
        }
        self._areas: Mapping[tuple[int, int], Area] = {(area.top, area.left): area for area in self.source.merges}
        self.smallest_font = min(self._fonts(), default=11.0)
        self.rows = rows = [self._row(number) for number in range(1, self.last_row + 1)]
        self.last_column = max((row.parts[-1][0] for row in rows if row.parts), default=1)
        self.above, self.block, self.below = rows[: first - 1], rows[first - 1 : last], rows[last:]
        merging = [slot for form in self.block for slot in form.slots if slot.merges]
        self.merging = tuple(sorted(merging, key=lambda slot: slot.column))
        run_areas = {(first, slot.column) for slot in merging}
        tall = [
            self._tall(area)
            for area in self.source.merges
            if area.top < area.bottom and (area.top, area.left) not in run_areas
        ]
        inside = range(first, last + 1)
        self.fixed_tall = tuple(one for one in tall if one.area.top not in inside)
        self.repeated_tall = tuple(one for one in tall if one.area.top in inside)
        self.run_boxes = {slot.column: self._box(Area(first, slot.column, first, slot.right)) for slot in merging}
        self.columns = self._columns()

    def wider(self, factor: float) -> Form:
        """Return this form with its columns ``factor`` times as wide."""
        return Form(self.template, self._offsets, self._strings, self._wider * factor, self._shares)

    def divided(self, shares: Mapping[int, float]) -> Form:
        """Return this form with the widths of some columns multiplied."""
        together = {column: self._shares.get(column, 1.0) * share for column, share in shares.items()}
        return Form(self.template, self._offsets, self._strings, self._wider, {**self._shares, **together})

    @property
    def columns_repeated(self) -> int:
        """How many tagged cells the repeating rows have side by side."""
        return max((len(row.slots) for row in self.block), default=0)

    @cached_property
    def block_boxes(self) -> Mapping[int, TextBox]:
        """The room of each value of the repeating rows, by its index."""
        slots = [(row.number, slot) for row in self.block for slot in row.slots]
        return {slot.index: self._box(Area(row, slot.column, row, slot.right)) for row, slot in slots}

    def covers_block(self, area: Area) -> bool:
        """Return whether a merge reaches from above the repeating rows over all of them."""
        return bool(self.size) and area.top < self.first <= area.bottom

    def fixed_texts(self) -> Iterator[FixedText]:
        """Yield the wrapped texts of the cells outside the repeating rows that lie in one row."""
        for number, cells in self.source.cells.items():
            for column, cell in cells.items() if not self.first <= number < self.first + self.size else ():
                index = self._slot_indexes.get((number, column))
                area = self._areas.get((number, column), Area(number, column, number, column))
                if area.top == area.bottom and (index is not None or cell.kind == "s"):
                    box = self._box(area)
                    if box.wraps and not box.turned:
                        yield FixedText(area.left, area.right, box, index, cell.text)

    def _fonts(self) -> list[float]:
        return [
            self._styles.font(cell.style).size
            for cells in self.source.cells.values()
            for cell in cells.values()
            if cell.kind
        ]

    def _box(self, area: Area) -> TextBox:
        cell = self.source.cells.get(area.top, {}).get(area.left, CellSource(0))
        alignment = self._styles.alignment(self._text_style(area.top, area.left, cell))
        font = self._styles.font(cell.style)
        width = self.grid.text_width(area.left, area.right, alignment.indent)
        wraps = alignment.wraps or alignment.horizontal in ("justify", "distributed")
        return TextBox(width, font.size, is_tall(font.name), wraps, alignment.turned)

    def _text_style(self, row: int, column: int, cell: CellSource) -> int:
        tagged = (row, column) in self._slot_indexes
        return self._styles.variant(cell.style, shrink=False) if tagged else cell.style

    def _tall(self, area: Area) -> Tall:
        box = self._box(area)
        index = self._slot_indexes.get((area.top, area.left))
        cell = self.source.cells.get(area.top, {}).get(area.left, CellSource(0))
        return Tall(area, box, index, box.height(cell.text) if index is None else 0.0)

    def _row(self, number: int) -> RowForm:
        source = self.source.rows.get(number, RowSource())
        height = min(409.0, source.height or self.source.default_height)
        pieces = [""]
        fixed_texts: dict[int, str] = {}
        slots: list[Slot] = []
        parts: list[tuple[int, str | Slot, str]] = []
        boxes: list[tuple[int, int, TextBox]] = []
        merges: list[tuple[int, int]] = []
        for column, cell in sorted(self.source.cells.get(number, {}).items()):
            area = self._areas.get((number, column), Area(number, column, number, column))
            name = letters(column)
            style = self._offsets.format + self._text_style(number, column, cell)
            opened = f'<c r="{name}{ROW}" s="{style}"'
            blank = f"{opened}/>"
            index = self._slot_indexes.get((number, column))
            if index is None:
                ready = self._static(name, cell)
                pieces[-1] += ready
                parts.append((column, ready, blank))
                if cell.kind in ("s", "n", "b"):  # an error is read as a blank
                    fixed_texts[column] = seen_number(cell.text) if cell.kind in "nb" else cell.text
                if cell.kind == "s" and area.bottom == number:
                    height = max(height, self._static_height(area, cell))
            else:
                slot = self._slot(index, area, cell, opened)
                slots.append(slot)
                pieces.append("")
                parts.append((column, slot, blank))
                if area.bottom == number and not slot.merges:
                    box = self._box(area)
                    boxes.append((index, box.quick, box))
            if area.bottom == number and area.right > column:
                merges.append((column, area.right))
        styled = "" if source.style is None else f' s="{source.style + self._offsets.format}" customFormat="1"'
        hidden = ' hidden="1"' if source.hidden else ""
        row_opened = f'<row r="{ROW}"{styled}{hidden} ht="%s" customHeight="1">'
        return RowForm(
            number,
            0.0 if source.hidden else snapped(height),
            source.hidden,
            row_opened,
            tuple(pieces),
            seen_row(
                {slot.column: "%s" for slot in slots} | {at: s.replace("%", "%%") for at, s in fixed_texts.items()}
            ),
            fixed_texts,
            picker([slot.index for slot in slots]),
            tuple(slots),
            tuple(parts),
            tuple(boxes),
            tuple(merges),
        )

    def _static_height(self, area: Area, cell: CellSource) -> float:
        box = self._box(area)
        return box.height(cell.text) if box.wraps or box.turned else 0.0

    def _static(self, name: str, cell: CellSource) -> str:
        head = f'<c r="{name}{ROW}" s="{self._offsets.format + cell.style}"'
        if not cell.kind:
            return f"{head}/>"
        if cell.kind == "s":
            return f"{head}{self._strings.rich(cell.rich) if cell.rich else self._strings[cell.text]}"
        return f'{head} t="{cell.kind}"><v>{escaped(cell.text)}</v></c>'

    def _slot(self, index: int, area: Area, cell: CellSource, opened: str) -> Slot:
        tag = self.template.tags[area.top, area.left]
        name = letters(area.left)
        numeric, whole, whole_numbers = "", "", None
        if not self._styles.is_text(cell.style) and tag.expression is not None:
            shrunk = self._styles.variant(cell.style, shrink=True)
            numeric = f'<c r="{name}{ROW}" s="{self._offsets.format + shrunk}"'
            whole_numbers = self._styles.whole_numbers(shrunk)
            if whole_numbers is not None:
                whole = f'<c r="{name}{ROW}" s="{self._offsets.format + whole_numbers.style}"'
        return Slot(index, area.left, opened, numeric, tag.merges, tag.links, area.right, whole, whole_numbers)

    def _columns(self) -> str:
        columns = [column for column in self.source.columns if column.first <= min(column.last, LAST_COLUMN)]
        kept = [self._column(part) for column in columns for part in self._parted(column)]
        return f"<cols>{''.join(kept)}</cols>" if kept else ""

    def _parted(self, column: ColumnSource) -> list[ColumnSource]:
        """Return columns that the template describes together one by one, if their widths differ now."""
        if not any(column.first <= number <= column.last for number in self._shares):
            return [column]
        last = min(column.last, max(self._shares))
        single = [replace(column, first=number, last=number) for number in range(column.first, last + 1)]
        return [*single, replace(column, first=last + 1)] if last < column.last else single

    def _column(self, column: ColumnSource) -> str:
        width = (self.source.default_width or DEFAULT_WIDTH) if column.width is None else column.width
        width *= self._shares.get(column.first, 1.0)
        style = "" if column.style is None else f' style="{column.style + self._offsets.format}"'
        hidden = ' hidden="1"' if column.hidden else ""
        return (
            f'<col min="{column.first}" max="{column.last}" width="{min(255.0, width * self._offsets.width * self._wider):.9g}"'
            f'{style}{hidden} customWidth="1"/>'
        )
