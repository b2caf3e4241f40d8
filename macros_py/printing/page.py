"""One printed sheet as XML: a laid-out page written into the rows of its form."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import DivisionByZero, InvalidOperation

import jinja2

from macros_py.errors import TemplateProblem, WorkbookProblem
from macros_py.package.columns import LAST_ROW
from macros_py.package.columns import column_letters as letters
from macros_py.package.parts import MAIN
from macros_py.printing.area import Area, address
from macros_py.printing.fingerprints import fingerprint
from macros_py.printing.fitting import Fitted, Fitting
from macros_py.printing.form import Form
from macros_py.printing.layout import Layout, printed_area
from macros_py.printing.markup import attributes, quoted
from macros_py.printing.paper import Paper
from macros_py.printing.program import EVALUATION_ERRORS, Page, settled
from macros_py.printing.row_form import RowForm, Values
from macros_py.printing.rules import rules_xml
from macros_py.printing.shared_strings import SharedStrings
from macros_py.printing.sheet_rows import Place, SheetRows, placed
from macros_py.printing.spans import origin
from macros_py.printing.widows import Widows

#: Tells the sheet that a link's text names ("" as the place when there is none).
Linker = Callable[[str], str]

_HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN[1:-1]}">'


# A form of several pages counts its own; without this a printed book goes on counting from sheet to sheet.
_COUNTED = {"firstPageNumber": "1", "useFirstPageNumber": "1"}
_PAGE_NUMBERS = "<headerFooter><oddFooter>&amp;C第 &amp;P 页</oddFooter></headerFooter>"

_MOST_MERGES = 200
_MOST_SPARED = 50


@dataclass(frozen=True, slots=True)
class Rendered:
    """A worksheet part with its print area and print titles ("" when none) as absolute references without a sheet.

    ``fingerprint`` is that of what a reader sees.
    """

    xml: bytes
    area: str
    titles: str
    fingerprint: str


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
        self._form, self._rows, self._link = form, SheetRows(strings), link
        source = form.source
        self._merge_texts: dict[Hashable, str] = {}
        self._paper = Paper.of(source.page_setup, source.margins)
        turned = Paper.of({**source.page_setup, "orientation": "landscape"}, source.margins)
        self._turned = turned if self._paper.upright else None
        self._fitting = Fitting(form, self._paper, self._turned)
        self._widows = Widows(form)
        self._spared: dict[tuple[tuple[int, float], ...], Fitting] = {}
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
            form, layout, paper = self._fitted(fixed, records)
            place = placed(layout)
            rows, seen = self._rows.write(layout, place)
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

    def _fitted(self, fixed: Values, records: list[Values]) -> Fitted:
        """Return the form on its pages, its columns divided so that fewer texts have a widow, if that takes no page."""
        # A form of several pages is not drawn twice for this.
        shares = self._widows.shares(fixed, records) if self._fitting.least_pages(records) == 1 else {}
        if not shares:
            return self._fitting.lay_out(fixed, records)
        key = tuple(sorted(shares.items()))
        if key not in self._spared:
            if len(self._spared) >= _MOST_SPARED:
                self._spared.clear()
            self._spared[key] = Fitting(self._form.divided(shares), self._paper, self._turned)
        spared = self._spared[key].lay_out(fixed, records)
        if spared.pages == 1 and spared.paper is self._paper:
            return spared
        usual = self._fitting.lay_out(fixed, records)
        return spared if (spared.pages, spared.paper is usual.paper) == (usual.pages, True) else usual

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

    def _before(self, form: Form, layout: Layout, place: Place, selected: bool, area: Area) -> str:
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

    def _merges(self, layout: Layout, place: Place) -> str:
        if not layout.one_page or place.heights is not None:
            return self._merges_xml(layout, place)
        same = (len(layout.forms), layout.labels)
        if same not in self._merge_texts:
            if len(self._merge_texts) >= _MOST_MERGES:
                self._merge_texts.clear()
            self._merge_texts[same] = self._merges_xml(layout, place)
        return self._merge_texts[same]

    def _merges_xml(self, layout: Layout, place: Place) -> str:
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

    def _row_map(self, layout: Layout, place: Place, count: int) -> tuple[Callable[[int], int], Callable[[int], int]]:
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

    def _rules(self, layout: Layout, place: Place, count: int) -> str:
        source = self._form.source
        if not source.conditional and not source.validations:
            return ""
        return rules_xml(source, self._form.conditional_offset, *self._row_map(layout, place, count))

    def _links(self, layout: Layout, place: Place, count: int) -> str:
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

    def _breaks(self, layout: Layout, place: Place, count: int) -> str:
        rows = {place.first[start] - 1 for start in layout.starts}
        if self._form.source.row_breaks and layout.one_page is False:
            _, last = self._row_map(layout, place, count)
            rows |= {last(row) for row in self._form.source.row_breaks}
        if not rows:
            return ""
        inner = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in sorted(rows))
        return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{inner}</rowBreaks>'


def _reason(problem: BaseException) -> str:
    if isinstance(problem, ZeroDivisionError | DivisionByZero | InvalidOperation):
        return "除数是 0 或不是数"
    if isinstance(problem, TypeError):
        return "把文字当成了数"
    if isinstance(problem, jinja2.exceptions.SecurityError):
        return f"为了安全不允许（{problem}）"
    return str(problem) or type(problem).__name__
