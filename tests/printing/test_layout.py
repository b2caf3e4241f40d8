from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from macros_py.printing import Page, Template
from macros_py.printing.paper import Paper, page_starts

Rendered = Callable[..., Any]


def lines(*groups: tuple[str, str, int], text: str = "完成情况") -> list[dict[str, object]]:
    return [
        {"一级指标": one, "二级指标": two, "三级指标": f"{two}{n}{text}", "指标值": "≥1次"}
        for one, two, size in groups
        for n in range(size)
    ]


def height(sheet: Any, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[row].height for row in range(first, last + 1))


def breaks(sheet: Any) -> list[int]:
    return [one.id for one in sheet.row_breaks.brk]


@pytest.mark.parametrize(
    ("heights", "badness", "room", "starts"),
    [
        ([10] * 5, [0] * 5, 100, []),
        ([10] * 5, [0] * 5, 25, [2, 4]),
        ([10] * 7, [0, 1, 1, 1, 0, 1, 1], 52, [4]),
        ([10] * 8, [0, 1, 1, 1, 1, 1, 1, 1], 50, [5]),
        ([10] * 6, [0, 0, 1, 1, 1, 1], 50, [5]),
        ([10] * 8, [0, 1, 1, 0, 1, 1, 1, 1], 50, [5]),
        ([200, 10], [0, 0], 50, [1]),
    ],
    ids=[
        "fits",
        "anywhere",
        "before a group",
        "a group longer than a page",
        "the page would stay empty",
        "a third of the page would stay empty",
        "a row higher than a page",
    ],
)
def test_a_page_ends_between_groups_where_it_can(
    heights: list[float], badness: list[int], room: float, starts: list[int]
) -> None:
    assert starts == page_starts(heights, badness, room, room, 0)


def test_a_paper_without_settings_is_a4_upright() -> None:
    paper = Paper.of({}, {})
    assert (494.5, 733.9) == (round(paper.width, 1), round(paper.height, 1))


def test_a_form_that_stays_legible_is_one_page_without_titles(
    shipped: dict[str, Template], pages: list[Page], rendered: Rendered
) -> None:
    for sheet in rendered(shipped["附表7"], pages).worksheets:
        assert (True, [], None) == (
            bool(sheet.sheet_properties.pageSetUpPr.fitToPage),
            breaks(sheet),
            sheet.print_title_rows,
        )


def test_eighty_rows_go_over_pages_with_titles_and_labels_again(
    shipped: dict[str, Template], rendered: Rendered
) -> None:
    rows = lines(
        ("产出指标", "数量指标", 60), ("效益指标", "社会效益指标", 15), ("满意度指标", "服务对象满意度指标", 5)
    )
    sheet = rendered(shipped["附表7"], [Page("表", {"年度总体目标": "目标"}, rows)]).worksheets[0]
    assert "$10:$10" == sheet.print_title_rows
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    starts = [row + 1 for row in breaks(sheet)]
    assert starts
    for start in starts:
        assert "绩\n效\n指\n标" == sheet.cell(start, 1).value
        assert sheet.cell(start, 2).value in {"产出指标", "效益指标", "满意度指标"}
    for area in sheet.merged_cells.ranges:
        assert not any(area.min_row < start <= area.max_row for start in starts)
    edges = [1, *starts, sheet.max_row + 1]
    room = (841.9 - 1.2 * 72) * 100 / sheet.page_setup.scale
    assert all(height(sheet, first, after - 1) <= room for first, after in zip(edges, edges[1:], strict=False))
    assert [row["三级指标"] for row in rows] == [sheet.cell(row, 4).value for row in range(11, 91)]


def test_a_group_that_fits_on_a_page_is_not_cut(shipped: dict[str, Template], rendered: Rendered) -> None:
    rows = lines(*((f"第{n}类指标", "数量指标", 9) for n in range(8)))
    sheet = rendered(shipped["附表7"], [Page("表", {}, rows)]).worksheets[0]
    assert {0} == {(row + 1 - 11) % 9 for row in breaks(sheet)}


def test_a_text_higher_than_a_row_is_spread_over_merged_rows(shipped: dict[str, Template], rendered: Rendered) -> None:
    goal = "深入开展调查研究，建强基层队伍。" * 60
    sheet = rendered(shipped["附表7"], [Page("表", {"年度总体目标": goal}, lines(("产出", "数量", 1)))]).worksheets[0]
    merges = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A9:B10", "C9:F10"} <= merges
    assert goal == sheet["C9"].value
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(1, sheet.max_row + 1))
    assert ("一级指标", "数量0完成情况") == (sheet["B11"].value, sheet["D12"].value)


def test_a_text_longer_than_a_page_is_cut_between_lines_and_none_is_lost(
    shipped: dict[str, Template], rendered: Rendered
) -> None:
    goal = "".join(f"第{n}项任务要按期完成，取得实效。" for n in range(220))
    sheet = rendered(shipped["附表7"], [Page("表", {"年度总体目标": goal}, lines(("产出", "数量", 3)))]).worksheets[0]
    pieces = [sheet.cell(row, 3).value for row in range(9, sheet.max_row) if sheet.cell(row, 1).value == "年度总体目标"]
    assert len(pieces) > 1
    assert goal == "".join(pieces)
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(1, sheet.max_row + 1))


def test_a_label_over_few_rows_makes_them_high_enough(shipped: dict[str, Template], rendered: Rendered) -> None:
    rows = [
        {"一级指标": "很长的一级指标名称需要好几行才写得下" * 2, "二级指标": "数量", "三级指标": text}
        for text in ("甲", "乙")
    ]
    sheet = rendered(shipped["附表7"], [Page("表", {}, rows)]).worksheets[0]
    assert height(sheet, 11, 12) >= 8 * 11 * 1.45


def test_a_wide_amount_shrinks_instead_of_turning_into_signs(
    draw: Callable[..., Path], load: Callable[[Path], Template], rendered: Rendered
) -> None:
    template = load(draw({"A1": "{{ 财政拨款 }}"}))
    cell = rendered(template, [Page("表", {"财政拨款": Decimal("123456789012.34")}, [])]).worksheets[0]["A1"]
    assert cell.alignment.shrink_to_fit
