"""A form too high for one page gets wider columns before it is cut into pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros_py.printing import Page, Template

Rendered = Callable[..., Any]


def lines(count: int, text: str) -> list[dict[str, object]]:
    return [{"一级指标": "产出", "二级指标": f"数量{n // 3}", "三级指标": text, "指标值": "1次"} for n in range(count)]


def widths(sheet: Any) -> list[float]:
    return [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJK" if letter in sheet.column_dimensions]


@pytest.mark.parametrize(
    ("count", "wider", "one_page"),
    [(5, False, True), (14, True, True), (60, True, False)],
)
def test_columns_grow_only_where_that_saves_a_page(
    count: int, wider: bool, one_page: bool, shipped: dict[str, Template], rendered: Rendered
) -> None:
    text = "完成全年督查考评任务并按时上报结果，对发现的问题逐项整改"
    sheet = rendered(shipped["附表7"], [Page("表", {}, lines(count, text))]).worksheets[0]
    factors = {round(width / base, 3) for width, base in zip(widths(sheet), (3.6, 10.3, 14, 24, 16.8, 18), strict=True)}
    assert 1 == len(factors)
    assert (wider, one_page) == (factors != {1.0}, bool(sheet.sheet_properties.pageSetUpPr.fitToPage))
    assert 1 <= max(factors) <= 11 / 8


def test_only_a_form_of_several_pages_numbers_them_from_one(shipped: dict[str, Template], rendered: Rendered) -> None:
    short, long = rendered(
        shipped["附表7"], [Page("短", {}, lines(3, "甲")), Page("长", {}, lines(80, "甲"))]
    ).worksheets
    assert [None, "第 &P 页"] == [sheet.oddFooter.center.text for sheet in (short, long)]
    assert (True, 1) == (long.page_setup.useFirstPageNumber, long.page_setup.firstPageNumber)


def test_a_label_made_by_a_tag_stands_on_each_page_of_a_cut_row(
    draw: Callable[..., Path], load: Callable[[Path], Template], rendered: Rendered
) -> None:
    def arrange(sheet: Any) -> None:
        sheet.column_dimensions["B"].width = 60

    template = load(draw({"A1": "{{ 目标栏名称 }}", "B1": "{{ 年度总体目标 }}"}, arrange))
    page = Page("表", {"目标栏名称": "履职目标", "年度总体目标": "逐项完成。" * 2000}, [])
    sheet = rendered(template, [page]).worksheets[0]
    labels = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value]
    assert len(labels) > 1 and {"履职目标"} == set(labels)


WIDE = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "甲", "指标值": "1", "评分标准": "", "说明": ""}


def wide(count: int, **texts: str) -> list[dict[str, object]]:
    return [{**WIDE, **texts} for _ in range(count)]


def test_a_column_with_long_texts_takes_room_from_the_others_where_that_saves_a_page(
    shipped: dict[str, Template], rendered: Rendered
) -> None:
    drawn, one, several = rendered(
        shipped["目标表2026"],
        [Page("原样", {}, wide(9)), Page("一页", {}, wide(9, 说明="数据来自上一年度统计年鉴"))]
        + [Page("几页", {}, wide(60, 三级指标="按要求组织开展基层治理能力提升培训并形成成果" * 4))],
    ).worksheets
    before, after = widths(drawn), widths(one)
    assert bool(one.sheet_properties.pageSetUpPr.fitToPage)
    assert after[9] > 1.5 * before[9] and after[:3] == before[:3]
    assert round(sum(before), 2) == round(sum(after), 2)
    # 三级指标 is the widest column now, not 评(扣分标准).
    assert max(widths(several)) == widths(several)[3]


def test_a_wide_form_that_upright_paper_cannot_hold_is_printed_across(
    shipped: dict[str, Template], rendered: Rendered
) -> None:
    text = "满意度大于等于95%的得满分，小于95%且大于等于80%的得一半分，小于80%的不得分" * 3
    short, long = rendered(
        shipped["目标表2026"], [Page("短", {}, wide(3)), Page("长", {}, wide(24, 三级指标=text, 评分标准=text))]
    ).worksheets
    assert ["portrait", "landscape"] == [sheet.page_setup.orientation for sheet in (short, long)]
    assert sum(widths(long)) > 1.3 * sum(widths(short))
