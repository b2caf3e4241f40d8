"""汇总统计: the summary as one printed page, with a table, the lowest scores and two charts over its cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.sentences import named
from macros_py.sheets.report import HEADING_COLOUR
from macros_py.sheets.rows import host_value
from macros_py.sheets.summary import GROUPS, LOWEST, Line, Summary

if TYPE_CHECKING:
    import xlwings as xw

SHEET = "汇总统计"
PRESS_FIRST = "还没有一个项目有总分：请填好实际完成值、按【计算】，待核的照“计分依据”栏补好，再按【统计】。"
HEADINGS = ("分类", "名称", "项目数", "预算(万元)", "执行(万元)", "执行率", "平均得分", "未处理问题")
LOWEST_HEADINGS = ("序号", "项目名称", "主管部门", None, None, "执行率", "总分", "等级")
WIDTHS = (9.0, 34.0, 8.0, 14.0, 14.0, 9.0, 9.0, 11.0)
FORMATS = {"D": "#,##0.00_ ", "E": "#,##0.00_ ", "F": "0.0%", "G": "0.00"}
LAST = "H"
# The frame of the right chart would be cut where the printed area ends with it.
EDGE, EDGE_WIDTH = "I", 0.5

TITLE, ABOUT, REMARK, CHARTS, HEADING = 1, 2, 3, 5, 20
CHART_ROWS = HEADING - CHARTS - 1
ROW_HEIGHT, LINE_HEIGHT, TITLE_HEIGHT = 16.0, 14.0, 32.0
GREY, PALE, GREEN = (191, 191, 191), (221, 235, 247), (84, 130, 53)
MARGIN, CHART_GAP = 36, 6
# What Excel calls these pages and papers; xlwings passes them on as they are.
PORTRAIT, A4 = 1, 9
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Page:
    """Where things stand on the sheet: the first and last row of each group, the rows of the lowest scores."""

    rows: tuple[tuple[object, ...], ...]
    groups: dict[str, tuple[int, int]]
    lowest: int
    last: int


def write_summary(book: xw.Book, summary: Summary) -> None:
    """Replace what 汇总统计 holds, or make the sheet."""
    page = _page(summary)
    sheet = _cleared(book)
    for names in (f"B{HEADING + 1}:B{page.last}", f"C{page.lowest + 1}:C{page.last}"):
        # A name may begin with "=".
        sheet.range(names).number_format = "@"
    sheet.range(f"A1:{LAST}{page.last}").value = [list(row) for row in page.rows]
    _dress(sheet, page)
    _set_page(sheet, page)
    _draw(sheet, page, summary)


def headline(summary: Summary) -> str:
    """Return the summary in one sentence."""
    total = summary.total
    parts = [f"{total.projects} 个项目，{summary.departments} 个主管部门"]
    parts.append(f"预算 {_wan_text(total.budget)}" if total.budget is not None else "没有填预算")
    if total.executed is not None:
        rate = f"，执行率 {total.rate * 100:.1f}%" if total.rate is not None else ""
        parts.append(f"执行 {_wan_text(total.executed)}{rate}{_rated(summary)}")
    if total.score is not None:
        parts.append(f"平均得分 {total.score} 分")
    parts.append(f"未处理的问题 {total.problems} 个")
    return f"共 {'；'.join(parts)}。"


def _rated(summary: Summary) -> str:
    """Return what the rate divides where that is not the budget and the spending beside it."""
    if summary.total.rate is None or not summary.unrated:
        return ""
    rated = summary.total.projects - summary.unrated
    return (
        f"（按填全了两个数的 {rated} 个项目算：执行 {_wan_text(summary.rated_executed)} ÷ "
        f"预算 {_wan_text(summary.rated_budget)}）"
    )


def remarks(summary: Summary) -> list[str]:
    """Return what the reader of the numbers should know."""
    said = []
    if summary.unrated == summary.total.projects:
        said.append("还没有填全年预算数(A)和全年执行数(B)，没有执行率；预算按年度资金总额统计。")
    elif summary.unrated:
        said.append(
            f"有 {summary.unrated} 个项目没有填全全年预算数(A)和全年执行数(B)（或数不合理），没有计入执行率；"
            "没有填全年预算数的，预算按年度资金总额统计。"
        )
    if summary.total.score is None:
        said.append(PRESS_FIRST)
    elif summary.unscored:
        said.append(f"有 {summary.unscored} 个项目还没有总分（待核或没有计算），没有计入平均得分。")
    if summary.uneven:
        uneven = named([one.project_id or one.name for one in summary.uneven])
        said.append(
            f"有 {len(summary.uneven)} 个项目（{uneven}）的分值合计不是满分，或总分超过满分，总分不能同别的项目比，"
            "平均得分里却算了它们；请按【校验】改好分值和总分再统计。"
        )
    return said


def _wan(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan / 10000


def _wan_text(yuan: Decimal) -> str:
    return f"{yuan / 10000:,.2f} 万元"


def _page(summary: Summary) -> Page:
    blank: tuple[object, ...] = (None,) * len(HEADINGS)
    years = summary.years
    span = "" if not years else f"{years[0]}" if len(years) == 1 else f"{years[0]}—{years[-1]}"
    rows: list[tuple[object, ...]] = [blank] * (HEADING - 1)
    rows[TITLE - 1] = (f"{span}年度项目绩效汇总统计" if span else "项目绩效汇总统计", *blank[1:])
    rows[ABOUT - 1] = (headline(summary), *blank[1:])
    rows[REMARK - 1] = (" ".join(remarks(summary)) or None, *blank[1:])
    rows.append(HEADINGS)
    rows.append(("合计", None, *_cells(summary.total)))
    groups = {}
    for group in GROUPS:
        lines = summary.groups[group]
        groups[group] = (len(rows) + 1, len(rows) + len(lines))
        rows += [(group if place == 0 else None, _short(line.name), *_cells(line)) for place, line in enumerate(lines)]
    rows.append(blank)
    rows.append((f"得分最低的 {min(LOWEST, len(summary.lowest)) or LOWEST} 个项目", *blank[1:]))
    rows.append(LOWEST_HEADINGS)
    lowest = len(rows)
    rows += [
        (
            str(place),
            _short(one.project.name),
            _short(one.project.department),
            None,
            None,
            host_value(one.rate),
            host_value(one.score),
            one.grade,
        )
        for place, one in enumerate(summary.lowest, 1)
    ] or [(PRESS_FIRST, *blank[1:])]
    return Page(tuple(rows), groups, lowest, len(rows))


def _cells(line: Line) -> tuple[object, ...]:
    numbers = (_wan(line.budget), _wan(line.executed), line.rate, line.score)
    return (line.projects, *map(host_value, numbers), line.problems)


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _cleared(book: xw.Book) -> xw.Sheet:
    if SHEET not in [sheet.name for sheet in book.sheets]:
        return book.sheets.add(SHEET, after=book.sheets[-1])
    sheet = book.sheets[SHEET]
    used = sheet.used_range
    sheet.range((1, 1), (used.row + used.shape[0] - 1, 1)).row_height = ROW_HEIGHT
    for chart in list(sheet.charts):
        chart.delete()
    sheet.clear()
    return sheet


def _dress(sheet: xw.Sheet, page: Page) -> None:
    whole = sheet.range(f"A1:{LAST}{page.last}")
    whole.font.size = 10
    whole.vertical_alignment = "center"
    whole.row_height = ROW_HEIGHT
    for position, width in enumerate(WIDTHS, 1):
        sheet.range((1, position)).column_width = width
    sheet.range(f"{EDGE}1").column_width = EDGE_WIDTH
    sheet.range("A1").font.size = 18
    sheet.range("A1").font.bold = True
    for row, alignment in ((TITLE, "center"), (ABOUT, "left"), (REMARK, "left")):
        line = sheet.range(f"A{row}:{LAST}{row}")
        line.merge()
        line.wrap_text = True
        line.horizontal_alignment = alignment
    sheet.range("A1").row_height = TITLE_HEIGHT
    for row in (ABOUT, REMARK):
        _fit(sheet, row, str(page.rows[row - 1][0] or ""), sum(WIDTHS))
    _dress_table(sheet, HEADING, page.groups[GROUPS[-1]][1], page)
    _dress_table(sheet, page.lowest, page.last, page)
    sheet.range(f"A{page.lowest - 1}").font.bold = True
    sheet.range(f"A{HEADING + 1}:{LAST}{HEADING + 1}").font.bold = True
    sheet.range(f"A{HEADING + 1}:B{HEADING + 1}").merge()
    for first, last in page.groups.values():
        label = sheet.range(f"A{first}:A{last}")
        label.merge()
        label.color = PALE
    for row in range(page.lowest, page.last + 1):
        has_project = row == page.lowest or page.rows[row - 1][1] is not None
        sheet.range(f"C{row}:E{row}" if has_project else f"A{row}:{LAST}{row}").merge()


def _dress_table(sheet: xw.Sheet, heading: int, last: int, page: Page) -> None:
    names = sheet.range(f"A{heading}:{LAST}{heading}")
    names.color, names.font.color, names.font.bold = HEADING_COLOUR, (255, 255, 255), True
    body = sheet.range(f"A{heading}:{LAST}{last}")
    body.horizontal_alignment = "center"
    body.borders.set("all", line_style="continuous", weight="thin", color=GREY)
    sheet.range(f"B{heading + 1}:B{last}").horizontal_alignment = "left"
    sheet.range(f"A{heading + 1}:C{last}").wrap_text = True
    for column, number_format in FORMATS.items():
        cells = sheet.range(f"{column}{heading + 1}:{column}{last}")
        cells.number_format = number_format
        if heading == HEADING:
            cells.horizontal_alignment = "right"
    for row in range(heading + 1, last + 1):
        name, beside = page.rows[row - 1][1], page.rows[row - 1][2]
        _fit(sheet, row, str(name or ""), WIDTHS[1])
        if isinstance(beside, str):
            _fit(sheet, row, beside, sum(WIDTHS[2:5]))


def _fit(sheet: xw.Sheet, row: int, text: str, width: float) -> None:
    """Give a row the height of its wrapped lines; a Chinese character takes two of ``width``."""
    # One character of each line may be lost where the break falls.
    lines = -(-len(text.encode("gbk", "replace")) // int(width - 2))
    cell = sheet.range((row, 1))
    if lines > 1 and cell.row_height < lines * LINE_HEIGHT:
        cell.row_height = lines * LINE_HEIGHT + 2


def _set_page(sheet: xw.Sheet, page: Page) -> None:
    """One A4 page, whatever its length. xlwings has no words for it and passes Excel's own on."""
    sheet.page_setup.print_area = f"$A$1:${EDGE}${page.last}"
    native = sheet.page_setup.api
    for name in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
        setattr(native, name, MARGIN)
    native.Orientation, native.PaperSize, native.CenterHorizontally = PORTRAIT, A4, True
    native.Zoom = False
    native.FitToPagesWide = native.FitToPagesTall = 1


def _draw(sheet: xw.Sheet, page: Page, summary: Summary) -> None:
    bars = _chart(sheet, f"A{CHARTS}:D{CHARTS + CHART_ROWS - 1}", "bar_clustered", "主管部门图")
    first, last = page.groups["主管部门"]
    names = f"B{first}:B{last}"
    rates = [line.rate for line in summary.groups["主管部门"] if line.rate is not None]
    if rates:
        _fill(sheet, bars, f"F{first}:F{last}", names, "0.0%", HEADING_COLOUR)
        bars.title = "各主管部门预算执行率"
        bars.value_axis.set(title="执行率", minimum_scale=0, number_format="0%")
    else:
        _fill(sheet, bars, f"D{first}:D{last}", names, "#,##0.00", HEADING_COLOUR)
        bars.title = "各主管部门预算（还没有执行率）"
        bars.value_axis.set(title="预算（万元）", minimum_scale=0, number_format="#,##0")
    if rates and max(rates) <= 1:
        # Room for the labels behind a full bar.
        bars.value_axis.set(maximum_scale=1.2, major_unit=0.2)
    # A bar chart begins at the bottom; the greatest budget belongs on top, as in the table.
    bars.category_axis.set(title="主管部门", reverse_order=True, crosses="maximum")
    first, last = page.groups["等级"]
    columns = _chart(sheet, f"E{CHARTS}:{LAST}{CHARTS + CHART_ROWS - 1}", "column_clustered", "等级图", CHART_GAP)
    _fill(sheet, columns, f"C{first}:C{last}", f"B{first}:B{last}", '0"个"', GREEN)
    columns.title = "各等级项目数"
    columns.category_axis.set(title="等级")
    most = max(line.projects for line in summary.groups["等级"])
    columns.value_axis.set(title="项目数（个）", minimum_scale=0, number_format="0", major_unit=_step(most))


def _step(most: int) -> int:
    """Return the distance of the marks on an axis up to ``most``: a round number, five or so of them."""
    step = 1
    while most / step > 6:
        step = step * 2 if str(step)[0] == "1" else step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _chart(sheet: xw.Sheet, cells: str, kind: str, name: str, gap: float = 0) -> xw.Chart:
    """Return a chart over ``cells``, ``gap`` points from their left; it ends with them whatever a host makes of widths."""
    area = sheet.range(cells)
    return sheet.charts.add(
        left=area.left + gap,
        top=area.top,
        width=area.width - gap,
        height=area.height,
        chart_type=kind,
        name=name,
    )


def _fill(
    sheet: xw.Sheet,
    chart: xw.Chart,
    values: str,
    categories: str,
    labels: str,
    colour: tuple[int, int, int],
) -> None:
    chart.set_source_data(sheet.range(values), plot_by="columns")
    chart.set_x_axis_values(sheet.range(categories))
    chart.legend.visible = False
    series = chart.series[0]
    # The heading of the column; a text that is no cell's would be written by LibreOffice in a way Excel may not read.
    series.set(name=f"='{SHEET}'!${values[0]}${HEADING}", fill_color=colour)
    # xlwings has no words for these and passes Excel's own series on. A column that begins with a blank or a text would
    # lose its first cell to the series' name.
    series.api.Values = sheet.range(values).api
    series.api.HasDataLabels = True
    series.api.DataLabels().NumberFormat = labels
