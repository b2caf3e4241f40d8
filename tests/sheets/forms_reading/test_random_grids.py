"""Whatever stands on a sheet, reading never fails, and no text that stands in a form goes missing."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from macros_py.sheets.forms_reading import Grid, read_forms
from macros_py.sheets.forms_reading.grid import Unread
from macros_py.sheets.forms_reading.labels import (
    FUNDS_COLUMNS,
    FUNDS_LABELS,
    HEAD_LABELS,
    INDICATOR_COLUMNS,
    SIDE_LABELS,
    TOTAL_LABELS,
)

WORDS = sorted(
    {
        name
        for table in (HEAD_LABELS, FUNDS_LABELS, FUNDS_COLUMNS, INDICATOR_COLUMNS)
        for names in table.values()
        for name in names.split()[:2]
    }
    | SIDE_LABELS
    | TOTAL_LABELS
    | {
        "附表7",
        "项目支出绩效目标表",
        "（2024年度）",
        "单位：万元",
        "注：",
        "产出指标",
        "数量指标",
        "(50分)",
        "立项依据",
        "其中：",
    }
)
SKELETON = [
    ["项目支出绩效目标表"],
    ["项目名称", "§a", "实施单位", "§b"],
    ["年度资金总额", 5, "年度总体目标", "§c"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "备注"],
    ["", "产出指标", "数量指标", "§d", "§e", "§f"],
    ["填表人：§g"],
]
LIST = [
    ["项目支出绩效目标表"],
    ["单位：万元"],
    ["单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标", "指标值", "备注"],
    ["§a", "§b", 5, "§c", "产出指标", "数量指标", "§d", "§e", "§f"],
    ["", "", "", "", "", "质量指标", "§g", "§h", ""],
    ["", "§i", 6, "§j", "产出指标", "数量指标", "§k", "§l", ""],
    ["合计", "", 11],
    ["注：§m"],
]
values = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["填表人：", "项目名称: ", "单位：", "年度：", "注：1.", "目标1：", "其中：", "主管部门及代码：[12]"]
    ).map(lambda text: text + "§"),
    st.just("§"),
    st.just("§一段很长的文字，" + "写了许多" * 20),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-5, 3000),
    st.booleans(),
    st.dates(),
    st.times(),
    st.text(max_size=8),
)
positions = st.tuples(st.integers(1, 14), st.integers(1, 9))
strays = st.tuples(st.integers(1, 14), st.integers(1, 9), st.sampled_from(["§隐藏", "=SUM(§)", "§框里的字"]))
areas = st.tuples(st.integers(1, 14), st.integers(1, 9), st.integers(0, 4), st.integers(0, 4)).map(
    lambda area: (area[0], area[1], area[0] + area[2], area[1] + area[3])
)


@settings(max_examples=400, deadline=None)
@given(
    skeleton=st.sampled_from([[], SKELETON, LIST]),
    cells=st.dictionaries(positions, values, max_size=40),
    merges=st.lists(areas, max_size=6),
    strays=st.lists(strays, max_size=4),
)
def test_every_text_of_a_form_is_read_or_listed(
    skeleton: list[list[object]], cells: dict, merges: list, strays: list, accounted: Callable[..., None]
) -> None:
    base = {(r, c): text for r, row in enumerate(skeleton, 2) for c, text in enumerate(row, 1) if text != ""}
    filled = {
        place: value.replace("§", f"§{number}§") if isinstance(value, str) else value
        for number, (place, value) in enumerate(sorted((base | cells).items(), key=lambda item: item[0]))
    }
    unread = tuple(
        Unread(row, column, text.replace("§", f"§{number}§"), "看不见")
        for number, (row, column, text) in enumerate(strays, 1000)
    )
    grid = Grid("Sheet1", filled, tuple(merges), unread=unread)
    forms = read_forms(grid)
    assert forms == read_forms(grid)
    if forms:
        accounted(grid, forms)


def test_merged_ranges_over_the_whole_sheet_are_read_in_no_time() -> None:
    cells = {(row, column): "项目名称" for row in range(1, 20) for column in range(1, 5)}
    grid = Grid("Sheet1", cells, ((1, 1, 1_048_576, 16_384), (2, 2, 1_048_576, 2)))
    assert () == read_forms(grid)
