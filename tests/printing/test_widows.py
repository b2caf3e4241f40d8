"""A date or a name does not leave one or two characters on a line of their own where another column has room."""

from collections.abc import Callable
from typing import Any

import pytest

from macros_py.printing import Page, Template

Rendered = Callable[..., Any]
DATE = "2024年12月31日前完成"


def widths(sheet: Any) -> dict[str, float]:
    return {letter: sheet.column_dimensions[letter].width for letter in "ABCDEF"}


def page(target: str, level3: str = "完成时限", note: str = "", **values: object) -> Page:
    row = {"一级指标": "产出指标", "二级指标": "时效指标", "三级指标": level3, "指标值": target, "说明": note}
    return Page("表", values, [row, {**row, "二级指标": "质量指标", "三级指标": "合格率", "指标值": "≥95%"}])


@pytest.fixture
def drawn(shipped: dict[str, Template], rendered: Rendered) -> Callable[..., Any]:
    return lambda *args, **values: rendered(shipped["附表7"], [page(*args, **values)]).worksheets[0]


def test_a_date_gets_the_width_that_it_lacks_from_an_empty_column(drawn: Callable[..., Any]) -> None:
    usual, spared = widths(drawn("≥95%")), widths(drawn(DATE))
    assert usual["E"] < spared["E"]
    assert sum(usual.values()) == pytest.approx(sum(spared.values()), abs=0.01)
    assert [usual[letter] for letter in "ABC"] == [spared[letter] for letter in "ABC"]
    # 17.6 half ems of 11 points and the padding of the cell, at 6 points a character (宋体 11).
    assert spared["E"] >= (17.6 * 5.5 + 3.75) / 6


def test_a_long_text_that_ends_in_a_short_line_changes_nothing(drawn: Callable[..., Any]) -> None:
    long = "全面提升各级领导班子和干部队伍引领经济社会发展能力为经济社会发展提供保障"
    assert widths(drawn("≥95%")) == widths(drawn("≥95%", long))


def test_a_column_with_long_texts_gives_nothing(drawn: Callable[..., Any]) -> None:
    long = "逐项完成年度工作任务并及时上报结果，" * 12
    spared = widths(drawn(DATE, long, long))
    assert spared == widths(drawn("≥95%", long, long))


def test_a_name_above_is_not_broken_for_a_date_below(drawn: Callable[..., Any]) -> None:
    plain = widths(drawn("≥95%", "甲乙丙丁戊己庚辛壬癸甲"))
    kept = widths(drawn(DATE, "甲乙丙丁戊己庚辛壬癸甲", 实施单位="某县教体局"))
    assert kept["F"] * 6 - 3.75 >= 5 * 11
    assert kept["E"] > plain["E"]


def test_a_form_of_several_pages_keeps_its_widths(shipped: dict[str, Template], rendered: Rendered) -> None:
    rows = list(page(DATE).rows) * 40
    long = rendered(shipped["附表7"], [Page("表", {}, rows)]).worksheets[0]
    factors = {
        round(long.column_dimensions[letter].width / base, 3) for letter, base in zip("EF", (16.8, 18), strict=True)
    }
    assert 1 == len(factors)
