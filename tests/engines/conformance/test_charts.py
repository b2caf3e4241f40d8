"""Charts and the printed page: made in ordinary xlwings calls, kept in the file, taken away again."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

# LibreOffice 7.4: now and then a file that was just written and is opened again lacks a chart, or the series of one; seen in
# two runs of six of the whole set, in none of these tests alone. Why, is not known; a second try tells the program from us.
pytestmark = pytest.mark.flaky(reruns=2)

ROWS = [["部门", "执行率", "得分"], ["教育局", 0.9945, 96], ["水务局", None, 71.5], ["民政局", 0.6, 88]]


@pytest.fixture
def data(sheet):
    sheet.name = "统计 表"
    sheet["B2"].value = ROWS
    return sheet["B2:D5"]


@pytest.fixture
def chart(sheet, data):
    return sheet.charts.add(
        anchor=sheet["F2"], width=300, height=200, chart_type="bar_clustered", source=data, name="执行率图"
    )


def test_a_chart_takes_names_and_categories_from_its_source(chart, reopen):
    assert [one.name for one in chart.series] == ["执行率", "得分"]
    again = reopen(chart.parent.book).sheets[0].charts
    # The reading was once seen without them: this tells whether it was the writing that had lost them.
    assert 2 == len(load_workbook(chart.parent.book.fullname)["统计 表"]._charts[0].series)
    assert (len(again), again[0].chart_type) == (1, "bar_clustered")
    assert [one.name for one in again[0].series] == ["执行率", "得分"]


@pytest.mark.parametrize(
    ("cells", "plot_by", "names"),
    [
        ("C3:C5", None, ["Series1"]),
        ("B2:C5", "columns", ["执行率"]),
        ("B2:D5", "rows", ["教育局", "水务局", "民政局"]),
        ("C2:D5", None, ["执行率", "得分"]),
    ],
)
def test_what_becomes_a_series_depends_on_the_block(sheet, data, cells, plot_by, names):
    chart = sheet.charts.add(source=sheet[cells], plot_by=plot_by, chart_type="column_clustered")
    shown = [one.name for one in chart.series]
    # An unnamed series is called in the language of the program.
    assert len(shown) == 1 if names == ["Series1"] else shown == names


def test_categories_are_set_by_themselves(sheet, data, reopen):
    chart = sheet.charts.add(source=sheet["C2:C5"], plot_by="columns")
    chart.set_x_axis_values(sheet["B3:B5"])
    assert [one.name for one in reopen(sheet.book).sheets[0].charts[0].series] == ["执行率"]


def test_titles_of_chart_and_axes_survive_saving(chart, reopen):
    chart.title = "各部门预算执行率"
    chart.category_axis.set(title="主管部门", reverse_order=True, crosses="maximum")
    chart.value_axis.set(title="执行率", minimum_scale=0, maximum_scale=1.2, major_unit=0.2, number_format="0%")
    for one in (chart, reopen(chart.parent.book).sheets[0].charts[0]):
        assert one.title == "各部门预算执行率"
        assert (one.category_axis.title, one.value_axis.title) == ("主管部门", "执行率")
        assert (one.value_axis.minimum_scale, one.value_axis.maximum_scale, one.value_axis.major_unit) == (0, 1.2, 0.2)
        assert one.value_axis.number_format == "0%"
        assert (one.category_axis.reverse_order, one.category_axis.crosses) == (True, "maximum")
        assert (one.category_axis.visible, one.value_axis.visible) == (True, True)
    chart.title = None
    chart.value_axis.set(title=None, visible=False)
    assert (chart.title, chart.value_axis.visible) == (None, False)


def test_a_series_that_begins_with_a_blank_keeps_all_its_values(sheet, data, reopen):
    chart = sheet.charts.add(source=sheet["C4:C5"], plot_by="columns", chart_type="bar_clustered")
    chart.series[0].api.Values = sheet["C4:C5"].api
    for one in (chart, reopen(sheet.book).sheets[0].charts[0]):
        assert [value or None for value in one.series[0].api.Values] == [None, 0.6]


def test_the_legend_is_shown_where_asked(chart, reopen):
    chart.legend.position = "bottom"
    assert reopen(chart.parent.book).sheets[0].charts[0].legend.position == "bottom"
    chart.legend.visible = False
    assert (chart.legend.visible, chart.legend.position) == (False, None)


def test_a_series_has_its_colour_its_name_and_labels(chart, reopen):
    chart.series[0].set(name="率", fill_color=(48, 84, 150))
    chart.series[0].api.HasDataLabels = True
    chart.series[0].api.DataLabels().NumberFormat = "0.0%"
    again = reopen(chart.parent.book).sheets[0].charts[0].series
    assert (again[0].name, again[0].fill_color) == ("率", (48, 84, 150))
    assert [bool(one.api.HasDataLabels) for one in again] == [True, False]
    assert again[0].api.DataLabels().NumberFormat == "0.0%"


def test_a_series_is_named_by_a_cell_or_by_a_text(chart, sheet, reopen):
    chart.series[0].set(name="='统计 表'!$B$2")
    chart.series[1].set(name="一个 名字")
    for one in (chart, reopen(sheet.book).sheets[0].charts[0]):
        assert [series.name for series in one.series] == ["部门", "一个 名字"]


@pytest.mark.parametrize("kind", ["column_clustered", "column_stacked", "bar_stacked_100", "line_markers", "pie"])
def test_the_type_can_be_changed_with_everything_kept(chart, reopen, kind):
    chart.title = "标题"
    chart.chart_type = kind
    for one in (chart, reopen(chart.parent.book).sheets[0].charts[0]):
        assert (one.chart_type, one.title, one.name) == (kind, "标题", "执行率图")
        assert one.series[0].name == "执行率"


def test_a_chart_lies_where_it_was_put_and_can_be_moved(chart, sheet, reopen):
    sheet["A:A"].column_width = 30
    moved = sheet.charts.add(left=100, top=50, width=200, height=120, name="另一张")
    moved.set_source_data(sheet["B2:C4"])  # LibreOffice saves a chart of nothing in a way that no schema allows
    moved.top, moved.height = 80, 90
    for one in (moved, reopen(sheet.book).sheets[0].charts["另一张"]):
        assert (one.left, one.top) == pytest.approx((100, 80), abs=1)
        assert (one.width, one.height) == pytest.approx((200, 90), abs=1)
    assert chart.name == "执行率图"


def test_charts_are_found_by_name_and_position_and_deleted(chart, sheet, reopen):
    sheet.charts.add(name="二", source=sheet["B2:C4"])
    again = reopen(sheet.book).sheets[0]
    assert [one.name for one in again.charts] == ["执行率图", "二"]
    assert ("二" in again.charts, "三" in again.charts) == (True, False)
    again.charts["执行率图"].delete()
    assert [one.name for one in reopen(again.book, "二.xlsx").sheets[0].charts] == ["二"]
    with pytest.raises(Exception, match="."):
        sheet.charts["三"].name  # noqa: B018


def test_a_chart_follows_its_sheet_when_that_is_renamed(chart, reopen):
    chart.parent.name = "新名"
    again = reopen(chart.parent.book)
    again.sheets[0]["C2"].value = "新的名字"
    assert [one.name for one in reopen(again, "再存.xlsx").sheets[0].charts[0].series][1] == "得分"


def test_the_page_is_set_up_under_excel_s_names(sheet, reopen):
    page = sheet.page_setup
    page.print_area = "$A$1:$D$9"
    names = {"Orientation": 2, "PaperSize": 9, "Zoom": False, "FitToPagesWide": 1, "FitToPagesTall": 1}
    names |= {"LeftMargin": 36.0, "CenterHorizontally": True, "PrintGridlines": True}
    names |= {"PrintTitleRows": "$3:$4"}
    for name, value in names.items():
        setattr(page.api, name, value)
    page.api.CenterFooter = "第 &P 页，共 &N 页"
    reopened = reopen(sheet.book)
    again = reopened.sheets[0].page_setup
    # Calc shows the numbers that its fields would have.
    assert again.api.CenterFooter in ("第 &P 页，共 &N 页", "第 1 页，共 99 页")
    footer = load_workbook(reopened.fullname).worksheets[0].oddFooter.center
    assert footer.text.endswith("第 &P 页，共 &N 页")
    assert again.print_area == "$A$1:$D$9"
    assert {name: getattr(again.api, name) for name in names} == names
    again.print_area = None
    again.api.PrintTitleRows = again.api.CenterFooter = ""
    assert (again.print_area, again.api.PrintTitleRows, again.api.CenterFooter) == (None, "", "")


def test_lines_around_and_between_cells_survive_saving(sheet, reopen):
    sheet["B2:D4"].borders.set("outside", line_style="continuous", weight="medium", color=(0, 0, 0))
    sheet["B2:D4"].borders.set("inside", line_style="continuous", weight="hairline")
    again = reopen(sheet.book).sheets[0]["B2:D4"].borders
    assert (again["edge_top"].line_style, again["edge_top"].weight) == ("continuous", "medium")
    assert again["inside_horizontal"].weight == "hairline"
    again.clear()
    assert again["edge_top"].line_style is None
