"""One printed sheet as XML: a laid-out page written into the rows of its form."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache

import jinja2

from macros_py.errors import TemplateProblem, WorkbookProblem
from macros_py.package.columns import LAST_ROW
from macros_py.package.columns import column_letters as letters
from macros_py.package.parts import MAIN
from macros_py.printing.area import Area, address
from macros_py.printing.fingerprints import fingerprint, seen_number, seen_row
from macros_py.printing.fitting import Fitting
from macros_py.printing.form import ROW, Form, RowForm, Slot, Values
from macros_py.printing.layout import HIGHEST_ROW, Layout, printed_area
from macros_py.printing.markup import attributes, quoted
from macros_py.printing.paper import Paper
from macros_py.printing.program import EVALUATION_ERRORS, Page, settled
from macros_py.printing.rules import rules_xml
from macros_py.printing.shared_strings import SharedStrings
from macros_py.printing.spans import origin
from macros_py.printing.text_size import snapped

#: Tells the sheet that a link's text names ("" as the place when there is none).
Linker = Callable[[str], str]

_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN[1:-1]}">'


# A form of several pages counts its own; without this a printed book goes on counting from sheet to sheet.
_COUNTED = {"firstPageNumber": "1", "useFirstPageNumber": "1"}
_PAGE_NUMBERS = "<headerFooter><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter>"

_MOST_PATTERNS = 2000
_MOST_MERGES = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    """A worksheet part with its print area and print titles ("" when none) as absolute references without a sheet.

    ``fingerprint`` is that of what a reader sees.
    """

    xml: bytes
    area: str
    titles: str
    fingerprint: str


@dataclass(slots=True)
class _Place:
    """Where layout rows stand on the sheet: the first and last worksheet row of each."""

    first: list[int] | range
    last: list[int] | range
    heights: list[list[float]] | None = None


def _one_page_setup(paper: Paper) -> str:
    return f"<pageSetup{attributes({**paper.kept, 'fitToWidth': '1', 'fitToHeight': '1'})}/>"


def _several_pages_setup(form: Form, paper: Paper) -> str:
    """Return a plain scale: Excel ignores page breaks in a form that is fitted to pages."""
    printed = form.template.printed
    percent = paper.percent(form.grid.paper_width(printed.left, printed.right))
    return f"<pageSetup{attributes({**paper.kept, **_COUNTED, 'scale': str(percent)})}/>"


class PageWriter:
    """Writes pages of one form into one book."""

    def __init__(self, form: Form, strings: SharedStrings, link: Linker) -> None:
        """Write into a book with these shared strings, whose sheets ``link`` knows."""
        self._form, self._strings, self._link = form, strings, link
        source = form.source
        self._patterns: dict[tuple[int | str, ...], str] = {}
        self._merge_texts: dict[Hashable, str] = {}
        self._paper = Paper.of(source.page_setup, source.margins)
        turned = Paper.of({**source.page_setup, "orientation": "landscape"}, source.margins)
        self._fitting = Fitting(form, self._paper, turned if self._paper.upright else None)
        self._format = f'<sheetFormatPr defaultRowHeight="{source.default_height:g}"/>'
        margins = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75, "header": 0.3, "footer": 0.3}
        margins |= {name: value for name, value in source.margins.items() if name in margins}
        self._margins = f"<pageMargins{attributes({name: f'{value:g}' for name, value in margins.items()})}/>"
        footer = source.header_footer
        self._header_footer = {True: footer, False: footer or _PAGE_NUMBERS}
        self._has_links = bool(source.links) or any(
            slot.links for row in (*form.above, *form.block, *form.below) for slot in row.slots
        )

    def write(self, page: Page, name: str, selected: bool) -> Rendered:
        """Return the sheet ``name`` of ``page``.

        Raises:
            TemplateProblem: a tag cannot be worked out with this page's values.
            WorkbookProblem: a text is longer than a cell can hold.
        """
        try:
            fixed, records = self._form.template.program.run(page)
        except EVALUATION_ERRORS as problem:
            raise self._failed(page, problem) from problem
        count = len(records) or 1
        try:
            form, layout, paper = self._fitting.lay_out(fixed, records)
            place = self._place(layout)
            rows, seen = self._rows(layout, place)
        except WorkbookProblem as problem:
            raise WorkbookProblem(f"表“{page.name}”：{problem}") from problem
        printed = printed_area(form, layout, count)
        area = Area(place.first[printed.top], printed.left, place.last[printed.bottom], printed.right)
        xml = "".join(
            (
                _HEAD,
                self._before(form, layout, place, selected, area),
                "<sheetData>",
                *rows,
                "</sheetData>",
                form.source.protection,
                self._merges(layout, place),
                self._rules(layout, place, count),
                self._links(layout, place, count) if self._has_links else "",
                form.source.print_options,
                self._margins,
                _one_page_setup(paper) if layout.one_page else _several_pages_setup(form, paper),
                self._header_footer[layout.one_page],
                self._breaks(layout, place, count),
                "</worksheet>",
            )
        )
        titles = layout.titles
        return Rendered(
            xml.encode(),
            f"${letters(area.left)}${area.top}:${letters(area.right)}${area.bottom}",
            f"${place.first[titles[0]]}:${place.last[titles[1]]}" if titles else "",
            fingerprint(name, seen),
        )

    def _failed(self, page: Page, problem: BaseException) -> TemplateProblem:
        """Return the problem with the first cell whose tag fails when it is worked out alone."""
        template = self._form.template
        for places, repeated in ((template.fixed, False), (template.repeated, True)):
            for row, column in places:
                tags = [template.tags[row, column]]
                try:
                    template.program.only(tags, repeated).run(page)
                except EVALUATION_ERRORS as failure:
                    text = template.source.cells[row][column].text
                    return TemplateProblem(
                        f"模板 {template.name} 的 {letters(column)}{row} 里的“{text}”算不出来（表“{page.name}”）："
                        f"{_reason(failure)}。请检查这个标签，或表里它用到的数。"
                    )
        return TemplateProblem(f"模板 {template.name} 的标签算不出来（表“{page.name}”）：{_reason(problem)}。")

    def _place(self, layout: Layout) -> _Place:
        heights = layout.heights
        if max(heights, default=0.0) <= HIGHEST_ROW:
            numbers = range(1, len(heights) + 1)
            return _Place(numbers, numbers)
        first, last, parts, row = [], [], [], 1
        for height in heights:
            count = max(1, math.ceil(height / HIGHEST_ROW))
            parts.append([min(HIGHEST_ROW, snapped(height / count))] * count)
            first.append(row)
            row += count
            last.append(row - 1)
        return _Place(first, last, parts)

    def _rows(self, layout: Layout, place: _Place) -> tuple[list[str], list[str]]:
        """Return the worksheet rows as XML, and what a reader sees of each."""
        end, hidden, numbered, written, seen = self._strings.__getitem__, layout.hidden, self._patterns, [], []
        special = {row for row, _ in layout.borrowed}
        if place.heights is not None:
            special.update(row for row, parts in enumerate(place.heights) if len(parts) > 1)
        for index, (form, values, height) in enumerate(zip(layout.forms, layout.values, layout.heights, strict=True)):
            number = place.first[index]
            if index not in special:
                if index in hidden:
                    values = _without(values, hidden[index])
                texts = form.picked(values)
                pattern = numbered.get((form.number, number)) or self._numbered(form, number)
                try:
                    written.append(pattern % (_points(height), *map(end, texts)))
                except TypeError:  # a number is among them
                    row, texts = self._row_with_numbers(form, number, height, texts)
                    written.append(row)
                seen.append(form.seen % texts)
                continue
            cells, texts_seen = self._cells(layout, index)
            heights = [height] if place.heights is None else place.heights[index]
            for part in heights:
                row = f"{form.opened % _points(part)}{cells}</row>".replace(ROW, str(number))
                written.append(row)
                seen.append(texts_seen)
                number, cells, texts_seen = number + 1, "".join([blank for _, _, blank in form.parts]), ""
        return written, seen

    def _numbered(self, form: RowForm, number: int, opened: tuple[str, ...] = ()) -> str:
        """Return a row's pattern with the row number in place; kept, as most sheets have the same rows."""
        made = form.pattern(opened).replace(ROW, str(number))
        if len(self._patterns) < _MOST_PATTERNS:
            self._patterns[(form.number, number, *opened)] = made
        return made

    def _row_with_numbers(
        self, form: RowForm, number: int, height: float, values: Values
    ) -> tuple[str, tuple[str, ...]]:
        """Return a worksheet row as XML, and what a reader sees of the values in it."""
        opened, ends, seen = [], [], []
        for slot, value in zip(form.slots, values, strict=True):
            head, end, text = self._cell(slot, value)
            opened.append(head)
            ends.append(end)
            seen.append(text)
        pattern = self._patterns.get((form.number, number, *opened)) or self._numbered(form, number, tuple(opened))
        return pattern % (_points(height), *ends), tuple(seen)

    def _cells(self, layout: Layout, index: int) -> tuple[str, str]:
        """Return the cells of a row one by one, and what a reader sees of them; a label may be repeated from above."""
        form, values = layout.forms[index], layout.values[index]
        covered = layout.hidden.get(index, ())
        cells, seen = [], {}
        for column, part, blank in form.parts:
            cell, text = blank, ""
            if (index, column) in layout.borrowed:
                above = layout.borrowed[index, column]
                if above is not None:
                    cell, text = self._cell_of(above[0], column, above[0].part(column) or blank, above[1])
            elif not isinstance(part, Slot) or part.index not in covered:
                cell, text = self._cell_of(form, column, part, values)
            cells.append(cell)
            seen[column] = text
        return "".join(cells), seen_row(seen)

    def _cell_of(self, form: RowForm, column: int, part: str | Slot, values: Values) -> tuple[str, str]:
        """Return the XML of the cell ``part`` of a row, and what a reader sees of it."""
        if isinstance(part, Slot):
            opened, end, seen = self._cell(part, values[part.index])
            return f"{opened}{end}", seen
        return part, form.fixed_texts.get(column, "")

    def _cell(self, slot: Slot, value: object) -> tuple[str, str, str]:
        """Return the XML of a cell up to its style, the rest of it, and what a reader sees of it."""
        found = value if type(value) is str else settled(value)
        if isinstance(found, str):
            return slot.opened, self._strings[found], found
        shown = f"{found:f}" if isinstance(found, Decimal) else repr(found)
        opened = slot.opened_for(found)
        if opened:
            return opened, f"><v>{shown}</v></c>", seen_number(found)
        return slot.opened, self._strings[shown], shown

    def _before(self, form: Form, layout: Layout, place: _Place, selected: bool, area: Area) -> str:
        source = self._form.source
        fit = '<pageSetUpPr fitToPage="1"/>' if layout.one_page else ""
        right = max(area.right, form.last_column)
        active = ' tabSelected="1"' if selected else ""
        return (
            f"<sheetPr>{source.tab}{fit}</sheetPr>"
            f'<dimension ref="A1:{letters(right)}{place.last[-1] if len(place.last) else 1}"/>'
            f'<sheetViews><sheetView{source.view}{active} workbookViewId="0"/></sheetViews>'
            f"{self._format}{form.columns}"
        )

    def _merges(self, layout: Layout, place: _Place) -> str:
        if not layout.one_page or place.heights is not None:
            return self._merges_xml(layout, place)
        same = (len(layout.forms), layout.labels)
        if same not in self._merge_texts:
            if len(self._merge_texts) >= _MOST_MERGES:
                self._merge_texts.clear()
            self._merge_texts[same] = self._merges_xml(layout, place)
        return self._merge_texts[same]

    def _merges_xml(self, layout: Layout, place: _Place) -> str:
        first, last = place.first, place.last
        areas = []
        for index, form in enumerate(layout.forms):
            for left, right in form.merges:
                areas.append(f"{letters(left)}{first[index]}:{letters(right)}{last[index]}")
            if first[index] != last[index]:
                areas.extend(self._single_cells(layout, form, index, first[index], last[index]))
        for span in layout.spans:
            top, bottom = first[span.top], last[span.bottom]
            if top != bottom or span.left != span.right:
                areas.append(f"{letters(span.left)}{top}:{letters(span.right)}{bottom}")
        if not areas:
            return ""
        inner = '"/><mergeCell ref="'.join(areas)
        return f'<mergeCells count="{len(areas)}"><mergeCell ref="{inner}"/></mergeCells>'

    @staticmethod
    def _single_cells(layout: Layout, form: RowForm, index: int, top: int, bottom: int) -> list[str]:
        """Return merges for the cells of a spread row that no other merge holds."""
        held = {column for left, right in form.merges for column in range(left, right + 1)}
        for span in layout.spans:
            if span.top <= index <= span.bottom:
                held.update(range(span.left, span.right + 1))
        return [
            f"{letters(column)}{top}:{letters(column)}{bottom}" for column, _, _ in form.parts if column not in held
        ]

    def _row_map(self, layout: Layout, place: _Place, count: int) -> tuple[Callable[[int], int], Callable[[int], int]]:
        """Return the functions from a template row to its first and to its last worksheet row."""
        form = self._form

        def edge(row: int, side: int) -> int:
            if row > form.last_row:
                beyond = row if row == LAST_ROW else row - form.last_row + place.last[-1]
                return min(LAST_ROW, beyond)
            index = origin(form, count, row)[side]
            if layout.moved is not None:
                index = layout.moved[index][side]
            return place.last[index] if side else place.first[index]

        return (lambda row: edge(row, 0)), (lambda row: edge(row, 1))

    def _rules(self, layout: Layout, place: _Place, count: int) -> str:
        source = self._form.source
        if not source.conditional and not source.validations:
            return ""
        return rules_xml(source, self._form.conditional_offset, *self._row_map(layout, place, count))

    def _links(self, layout: Layout, place: _Place, count: int) -> str:
        links = []
        for index, form in enumerate(layout.forms):
            for slot in form.slots:
                if not slot.links or slot.index in layout.hidden.get(index, ()):
                    continue
                text = str(settled(layout.values[index][slot.index]))
                target = self._link(text)
                if target:
                    links.append((f"{letters(slot.column)}{place.first[index]}", target, text))
        first, last = self._row_map(layout, place, count)
        for area, target, tip in self._form.source.links:
            sheet, _, cell = target.rpartition("!")
            found = self._link(sheet.strip("'").replace("''", "'"))
            if found:
                moved = Area(first(area.top), area.left, last(area.bottom), area.right)
                links.append((address(moved), f"{found.rpartition('!')[0]}!{cell}", tip))
        if not links:
            return ""
        inner = "".join(
            f'<hyperlink ref="{ref}" location="{quoted(target)}" display="{quoted(text)}"/>'
            for ref, target, text in links
        )
        return f"<hyperlinks>{inner}</hyperlinks>"

    def _breaks(self, layout: Layout, place: _Place, count: int) -> str:
        rows = {place.first[start] - 1 for start in layout.starts}
        if self._form.source.row_breaks and layout.one_page is False:
            _, last = self._row_map(layout, place, count)
            rows |= {last(row) for row in self._form.source.row_breaks}
        if not rows:
            return ""
        inner = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in sorted(rows))
        return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{inner}</rowBreaks>'


@lru_cache(maxsize=4096)
def _points(height: float) -> str:
    return f"{height:g}"


def _without(values: Values, covered: Collection[int]) -> Values:
    """Return values of which those ``covered`` by a merge above are blank."""
    kept = list(values)
    for at in covered:
        kept[at] = ""
    return tuple(kept)


def _reason(problem: BaseException) -> str:
    if isinstance(problem, ZeroDivisionError | DivisionByZero | InvalidOperation):
        return "除数是 0 或不是数"
    if isinstance(problem, TypeError):
        return "把文字当成了数"
    if isinstance(problem, jinja2.exceptions.SecurityError):
        return f"为了安全不允许（{problem}）"
    return str(problem) or type(problem).__name__
