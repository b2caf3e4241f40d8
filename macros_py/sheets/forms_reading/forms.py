"""The forms of a worksheet, found by their labels and read into the model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from macros_py.model import DepartmentEvaluation, Evaluation, Funds, Indicator, MoneyUnit, Project
from macros_py.package.columns import LAST_ROW
from macros_py.sheets.forms_reading.amounts import rare_unit_in
from macros_py.sheets.forms_reading.answers import Answers, unit_names
from macros_py.sheets.forms_reading.department_form import read_department
from macros_py.sheets.forms_reading.entries import Entry, find_entries
from macros_py.sheets.forms_reading.footer import Totals, read_notes
from macros_py.sheets.forms_reading.funds_table import FundsRow, FundsTable, read_funds_table
from macros_py.sheets.forms_reading.grid import Grid, Layout, address
from macros_py.sheets.forms_reading.heading import is_continued, is_marker, read_heading, without_continued
from macros_py.sheets.forms_reading.indicator_columns import Columns, read_columns
from macros_py.sheets.forms_reading.indicator_table import read_indicators
from macros_py.sheets.forms_reading.labels import EXECUTION, SIDE_LABELS, STRUCTURE, folded, label_key, printed_unit
from macros_py.sheets.forms_reading.ledger import Ledger, Unplaced
from macros_py.sheets.forms_reading.panels import partings
from macros_py.sheets.forms_reading.project_form import Parts, read_project
from macros_py.sheets.forms_reading.project_list import ListedProject, NextPage, listed_projects
from macros_py.sheets.forms_reading.spans import form_spans
from macros_py.sheets.forms_reading.tables import Tables

_AMOUNT_OF_THE_YEAR = re.compile(r"(?:年度|当年|本年|本年度|\d{4}年度?).{0,8}(?:资金|预算|金额|总额|经费|支出).{0,6}")
DEPARTMENT, SELF_EVALUATION = "部门整体自评表", "自评表"
_NO_GOAL = "没有找到“年度总体目标”"
TARGETS_2026, APPROVAL_2025, ANNEX_7 = "目标表2026", "批复表2025", "附表7"


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form as read: either ``project`` or ``department``, and the account of what could not be read.

    ``kind`` is the kind whose parts it has (附表7 for layouts from elsewhere that resemble no other). ``unplaced`` are
    the cells whose text went nowhere; ``missing`` says which parts that every form has were not found; ``doubts`` are
    cells that were read, or parts that are missing, and deserve a look.
    ``notes`` are the notes printed under the table. ``area`` is the range of the form, as "A1:F25". ``unprinted`` are the
    fields it has no cell for, of those that a project cannot do without.
    """

    kind: str
    project: Project | None
    department: DepartmentEvaluation | None
    unplaced: tuple[Unplaced, ...]
    missing: tuple[Unplaced, ...]
    doubts: tuple[Unplaced, ...]
    notes: tuple[str, ...]
    sheet: str
    area: str
    unprinted: tuple[str, ...] = ()


def read_forms(grid: Grid) -> tuple[ReadForm, ...]:
    """Return the forms that stand on a worksheet, below or beside one another; none where nothing reads like one.

    Every cell of a form that is not blank is data, a known label, or listed in ``unplaced``. A sheet is taken for forms
    side by side where parting it leaves fewer questions than reading it whole.
    """
    return _read_panels(grid, {})


def _read_panels(grid: Grid, known: dict[int, tuple[ReadForm, ...]]) -> tuple[ReadForm, ...]:
    """Return the forms of a sheet in the parting that leaves the fewest questions.

    The left panel is read as it stands, the rest parted again; ``known`` keeps what was read from a column on, so that
    five forms side by side cost seconds and not minutes.
    """
    whole, settled = _read_whole(grid)
    found = [whole]
    for column, left, right in partings(grid) if not settled else ():
        if column not in known:
            known[column] = _read_panels(right, known)
        found.append(_read_whole(left)[0] + known[column])
    return min(found, key=_questions)


def _read_whole(grid: Grid) -> tuple[tuple[ReadForm, ...], bool]:
    """Return the forms below one another or the projects of a list, and whether the sheet plainly is such a list."""
    layout = Layout(grid)
    forms = _forms_below(layout, form_spans(layout))
    listed = _read_list(layout)
    if len(listed) > max(1, len(forms)) or (listed and not forms):
        return listed, True
    return min([forms, *([listed] if listed else [])], key=_questions), False


def _forms_below(layout: Layout, spans: Sequence[range]) -> tuple[ReadForm, ...]:
    """Return the forms in ``spans``; a page that repeats the name of the project above is the rest of its form."""
    forms: list[ReadForm] = []
    read: list[range] = []
    for span in spans:
        form = _read(layout, span)
        if forms and _goes_on(forms[-1].project, form.project):
            span = range(read.pop().start, span.stop)
            forms.pop()
            form = _read(layout, span)
        forms.append(form)
        read.append(span)
    return tuple(forms)


def _goes_on(above: Project | None, below: Project | None) -> bool:
    """Tell whether the part of a form below says nothing but the project's name and further indicators."""
    if above is None or below is None or not above.name or folded(above.name) != folded(below.name):
        return False
    blank = replace(below.funds, unit=above.funds.unit) == Funds(unit=above.funds.unit)
    units = folded(below.implementing_unit) in ("", folded(above.implementing_unit))
    years = below.year in (None, above.year)
    indicators = bool(above.indicators and below.indicators)
    return indicators and blank and units and years and not below.goal and below.evaluation == Evaluation()


def _questions(forms: tuple[ReadForm, ...]) -> int:
    return sum(len(form.unplaced) + len(form.doubts) for form in forms)


def _read(layout: Layout, span: range) -> ReadForm:
    ledger = Ledger()
    rows = layout.row_numbers(span)
    table = Tables(layout, ledger, span)
    head, columns, notes = table.head, table.columns, table.notes
    lines = read_heading(layout, ledger, head)
    funds_table = read_funds_table(layout, ledger, head)
    if columns is not None:
        _take_headings_again(layout, ledger, columns, columns.top)
        _take_titles_again(layout, ledger, lines.title, table.between)
    searched = [row for row in rows if not any(row in inside for inside in table.rows)]
    found = unit_names(find_entries(layout, ledger, searched))
    units = (*(funds_table.units if funds_table else ()), *_printed_units(layout, head))
    answers = Answers(found, ledger)
    amounts, rare = funds_table or _amounts(answers), _rare_unit(layout, head)
    parts = Parts(lines, answers, amounts, table.indicators, table.totals, notes, units, rare)
    kind = _kind(lines.title, found, funds_table, columns)
    project, department = None, None
    if kind == DEPARTMENT:
        department = read_department(parts, ledger)
    else:
        project = read_project(kind, parts, ledger)
    _refuse_unseen(layout, ledger, span)
    ledger.refuse_rest(layout.begin_in(span))
    _doubt_total(answers, ledger)
    left = min(block.left for block in layout.begin_in(span))
    right = max(block.right for block in layout.begin_in(span))
    area = f"{address(rows[0], left)}:{address(max(block.bottom for block in layout.begin_in(span)), right)}"
    missing = tuple(_missing(kind, found, columns, address(rows[0], left)))
    doubts = (*missing, *ledger.doubts)
    printed = {entry.label.field for entry in found}
    unprinted = () if printed & {"total", "project_total"} else ("total",)
    return ReadForm(kind, project, department, ledger.unplaced, missing, doubts, notes, layout.name, area, unprinted)


def _read_list(layout: Layout) -> tuple[ReadForm, ...]:
    """Read the projects of lists; what belongs to none of them is told with the first one."""
    forms: list[ReadForm] = []
    columns, rest = None, Ledger()
    projects = listed_projects(layout)
    for listed in projects:
        ledger = Ledger()
        if listed.first or columns is None:
            columns = read_columns(layout, ledger, listed.heading_row, listed.rows.stop - 1, listed.headings)
        form = _read_listed(layout, ledger, listed, columns)
        told = {place for other in forms for place in other.unplaced}
        forms.append(replace(form, unplaced=tuple(place for place in form.unplaced if place not in told)))
        rest.take(*ledger.accounted)
    if forms:
        whole = range(1, LAST_ROW + 1)
        _refuse_unseen(layout, rest, whole, [listed.rows for listed in projects])
        rest.refuse_rest(layout.begin_in(whole))
        forms[0] = replace(forms[0], unplaced=(*forms[0].unplaced, *rest.unplaced))
    return tuple(forms)


def _read_listed(layout: Layout, ledger: Ledger, listed: ListedProject, columns: Columns) -> ReadForm:
    """Read one project of a list; what stands above the list is told with the first one."""
    rows = listed.rows
    lines = read_heading(layout, ledger, listed.head)
    lines = replace(lines, title=without_continued(lines.title))
    above = find_entries(layout, ledger, layout.row_numbers(listed.head))
    ledger.take(*listed.headings, *listed.others)
    for entry in listed.entries:
        ledger.take(entry.block, *entry.others)
    for block in listed.different:
        ledger.refuse(block, "同一个项目在这一栏里还有别的内容，只读入了上面的一格")
    top = min(block.top for block in listed.headings)
    upper = layout.begin_in(range(top, columns.bottom + 1))
    ledger.take(*(block for block in upper if label_key(block.text) in SIDE_LABELS))
    inside = replace(columns, top=rows.start - 1, bottom=rows.start - 1)
    indicators = read_indicators(layout, ledger, inside, rows.stop - 1, "")
    for page in listed.pages:
        indicators += _next_page(layout, ledger, page, listed, indicators[-1] if indicators else None)
    found = unit_names([*above, *listed.entries, *listed.carried])
    upper_rows = range(listed.head.start, listed.heading_row + 1)
    units, rare = _printed_units(layout, upper_rows), _rare_unit(layout, upper_rows)
    answers = Answers(found, ledger)
    parts = Parts(lines, answers, _amounts(answers), indicators, Totals(), (), tuple(units), rare)
    kind = _kind(lines.title, found, None, columns)
    project = read_project(ANNEX_7 if kind == DEPARTMENT else kind, parts, ledger)
    _refuse_unseen(layout, ledger, rows)
    ledger.refuse_rest(layout.begin_in(rows))
    for entry in listed.carried:
        ledger.doubt(listed.entries[0].block, f"这个项目的{entry.printed}没有写，照上面的“{entry.text[:20]}”读入")
    begin = rows.start
    if listed.first:
        begin = listed.head.start if listed.head.stop == top else top
    ledger.forget_above(begin)
    for block, why in listed.stray:
        ledger.refuse(block, why)
    notes = read_notes(layout, ledger, listed.foot)
    if listed.first:
        ledger.refuse_rest(layout.begin_in(range(begin, columns.bottom + 1)))
    right = max([columns.last, *(block.right for block in layout.begin_in(rows))])
    first = address(rows.start, min(entry.label_block.left for entry in listed.entries))
    lacking = _missing(kind, found, columns, first)
    # A list may well have no column for the goal; a form of one project has lost it.
    missing = tuple(one for one in lacking if one.why != _NO_GOAL)
    doubts = (*lacking, *ledger.doubts)
    unprinted = () if {entry.label.field for entry in found} & {"total", "project_total"} else ("total",)
    area = f"{first}:{address(rows.stop - 1, right)}"
    return ReadForm(kind, project, None, ledger.unplaced, missing, doubts, notes, layout.name, area, unprinted)


def _next_page(
    layout: Layout, ledger: Ledger, page: NextPage, listed: ListedProject, last: Indicator | None
) -> tuple[Indicator, ...]:
    """Read the indicators of a project that stand under headings printed again."""
    columns = read_columns(layout, ledger, page.heading_row, page.rows.stop - 1, page.headings)
    ledger.take(*page.headings, *page.blocks)
    inside = replace(columns, top=page.rows.start - 1, bottom=page.rows.start - 1)
    found = read_indicators(layout, ledger, inside, page.rows.stop - 1, "", last)
    ledger.refuse_rest(layout.begin_in(range(page.heading_row, page.rows.stop)))
    name = next((entry.text for entry in [*listed.entries, *listed.carried] if entry.label.field == "name"), "")
    first = next(layout.begin_in(page.rows), None)
    if first is not None and not page.named:
        ledger.doubt(first, f"重复的表头下面这几行没有写项目名称，接着上面的“{name[:20]}”读入，请核对")
    return found


def _refuse_unseen(layout: Layout, ledger: Ledger, rows: range, told: Iterable[range] = ()) -> None:
    """Refuse what nobody sees in ``rows``, without that of the rows ``told`` already."""
    for block, why in layout.unseen:
        if block.top in rows and not any(block.top in others for others in told):
            ledger.tell(block, why)


def _amounts(answers: Answers) -> FundsTable | None:
    """Return 全年预算数, 全年执行数 and 执行率 that are printed as labels, as the line of the total in a funds table."""
    found = {field: entry for field in EXECUTION if (entry := answers.entry(field)) and not entry.blank}
    if not found:
        return None
    total = answers.entry("total")
    if total and not total.blank and not found.keys() & {"initial", "annual"}:
        found["annual"] = total
    units = tuple(entry.label.unit for entry in found.values() if entry.label.unit)
    label = next(iter(found.values())).label_block
    # A value may stand in the cell of its label: "执行率：98%".
    cells = {name: replace(entry.block, value=entry.value) for name, entry in found.items()}
    return FundsTable((FundsRow("total", label, None, cells),), units)


def _take_titles_again(layout: Layout, ledger: Ledger, title: str, between: Iterable[range]) -> None:
    """Take the title that is printed again, and 续表, above the headings of a further page."""
    for block in [block for rows in between for block in layout.begin_in(rows)]:
        if is_continued(block.text) or is_marker(block.text) or folded(block.text) == folded(title):
            ledger.take(block)


def _printed_units(layout: Layout, head: range) -> set[MoneyUnit]:
    """Return the one money unit in brackets that the texts above the table name, known labels or not."""
    units = {unit for block in layout.begin_in(head) if (unit := printed_unit(block.text))}
    return units if len(units) == 1 else set()


def _rare_unit(layout: Layout, rows: range) -> str:
    """Return the first unit in ``rows`` that the master list does not keep (千元), "" for none."""
    return next((unit for block in layout.begin_in(rows) if (unit := rare_unit_in(block.text))), "")


def _doubt_total(answers: Answers, ledger: Ledger) -> None:
    """Doubt a total whose label does not name the year where a label nobody knows does (年度资金申请额)."""
    totals = [entry for entry in answers.entries("total") if not entry.blank]
    of_a_year = any(re.search("年度|当年|本年", entry.printed) for entry in totals)
    strange = [place for place in ledger.unplaced if _AMOUNT_OF_THE_YEAR.fullmatch(label_key(place.text))]
    if totals and strange and not of_a_year:
        why = (
            f"{strange[0].cell} 的“{strange[0].text[:20]}”没有认出；这里读入的也许是整个项目的金额，不是年度的，请核对"
        )
        ledger.doubt(totals[0].block, why)


def _take_headings_again(layout: Layout, ledger: Ledger, columns: Columns, row: int) -> None:
    """Take the side label in the heading row, which may begin above it and reach down."""
    for block in layout.begin_in(range(row, columns.bottom + 1)):
        if not ledger.taken(block) and block.left < columns.first and not folded(block.text):
            ledger.take(block)


def _kind(title: str, found: list[Entry], funds_table: FundsTable | None, columns: Columns | None) -> str:
    fields = {entry.label.field for entry in found}
    lines = {row.field for row in funds_table.rows} if funds_table else set()
    headings = set(columns.spans) if columns else set()
    short = folded(title)
    if "整体支出" in short or "部门整体" in short or {"basic", "project"} <= lines:
        return DEPARTMENT
    if "actual" in headings or funds_table or "自评" in short:
        return SELF_EVALUATION
    if len(headings & {"explanation", "standard", "unit", "target_type"}) >= 2:
        return TARGETS_2026
    own_words = {"superior_grant", "local"} & {entry.label.field for entry in found if entry.label.rank == 0}
    if "department_coded" in fields or own_words:
        return APPROVAL_2025
    return ANNEX_7


def _missing(kind: str, found: list[Entry], columns: Columns | None, cell: str) -> list[Unplaced]:
    """Return a doubt for each part that every form has and this one lacks."""
    fields = {entry.label.field for entry in found if entry.label.field != STRUCTURE}
    lacking = []
    if kind != DEPARTMENT and "name" not in fields:
        lacking.append("没有找到“项目名称”")
    if not fields & {"goal", "goal_expected"}:
        lacking.append(_NO_GOAL)
    if columns is None:
        lacking.append("没有找到绩效指标的表头（一级指标、二级指标、三级指标、指标值）")
    else:
        names = {"level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "指标值"}
        lacking += [f"绩效指标的表头里没有“{name}”" for field, name in names.items() if field not in columns.spans]
    return [Unplaced(cell, "", why) for why in lacking]
