"""Forms and lists that go on under headings printed again: 续表, page breaks of a printed list."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from macros_py.sheets.forms_reading import Grid, ReadForm, read_forms

LIST = """
    2025年项目支出绩效目标表 | < | < | < | < | < | < | <
    单位：万元
    单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    甲局 | 甲项目 | 10 | 干好甲 | 产出指标 | 数量指标 | 次数 | ≥3次
    | | | | | 质量指标 | 合格率 | 100%
    单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    | | | | | 时效指标 | 完成时间 | 12月
    | | | | 效益指标 | 社会效益指标 | 人数 | ≥10人
    | 乙项目 | 20 | 干好乙 | 产出指标 | 数量指标 | 次数 | ≥5次
    注：到此为止。
"""

NAMED_AGAIN = """
    2025年项目支出绩效目标表 | < | < | < | < | < | < | <
    单位名称 | 项目名称 | 预算数（万元） | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    甲局 | 甲项目 | 10 | 干好甲 | 产出指标 | 数量指标 | 次数 | ≥3次
    ^ | ^ | ^ | ^ | ^ | 质量指标 | 合格率 | 100%
    第1页 共2页
    2025年项目支出绩效目标表（续） | < | < | < | < | < | < | <
    单位名称 | 项目名称 | 预算数（万元） | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
    甲局 | 甲项目 | 10 | 干好甲 | 产出指标 | 时效指标 | 完成时间 | 12月
    ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 人数 | ≥10人
    ^ | 乙项目 | 20 | 干好乙 | 产出指标 | 数量指标 | 次数 | ≥5次
"""

HEAD = """
    项目支出绩效目标表 | < | < | < | < | <
    （2025年度） | < | < | < | < | <
    项目名称 | 甲项目 | < | 实施单位 | 甲局 | <
    年度资金总额 | 10 | < | 单位：万元 | |
    年度总体目标 | 干好甲 | < | < | < | <
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
    ^ | 产出指标 | 数量指标 | 次数 | ≥3次 |
    ^ | ^ | 质量指标 | 合格率 | 100% |
"""
TAIL = """
    绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
    ^ | | 时效指标 | 完成时间 | 12月 |
    ^ | 效益指标 | 社会效益指标 | 人数 | ≥10人 |
    填表人：张三 | < | < | < | < | <
"""
BREAKS = {
    "the headings alone": "",
    "续表": "续表 | < | < | < | < | <",
    "the title with 续": "项目支出绩效目标表（续） | < | < | < | < | <",
    "the title and the name": "项目支出绩效目标表 | < | < | < | < | <\n项目名称 | 甲项目 | < | 实施单位 | 甲局 | <",
    "the name alone": "项目名称 | 甲项目 | < | < | < | <",
}


@pytest.fixture
def read(page_of: Callable[[str], Grid]) -> Callable[[str], tuple[ReadForm, ...]]:
    return lambda document: read_forms(page_of(document))


def levels(form: ReadForm) -> list[tuple[str, str, str]]:
    assert form.project is not None
    return [(row.level1, row.level2, row.target) for row in form.project.indicators]


WHOLE = [
    ("产出指标", "数量指标", "≥3次"),
    ("产出指标", "质量指标", "100%"),
    ("产出指标", "时效指标", "12月"),
    ("效益指标", "社会效益指标", "≥10人"),
]


def test_a_list_goes_on_with_the_project_above_its_repeated_headings(
    read: Callable[[str], tuple[ReadForm, ...]],
) -> None:
    first, second = read(LIST)
    assert WHOLE == levels(first)
    assert [("产出指标", "数量指标", "≥5次")] == levels(second)
    assert ["E5", "E7", "F7"] == [doubt.cell for doubt in first.doubts]
    assert ("甲局", ("到此为止。",)) == (second.project and second.project.implementing_unit, second.notes)
    assert ((), ()) == (first.unplaced, second.unplaced)


def test_a_project_whose_name_is_repeated_on_the_next_page_is_one(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    first, second = read(NAMED_AGAIN)
    assert (WHOLE, ()) == (levels(first), first.doubts)
    assert [("产出指标", "数量指标", "≥5次")] == levels(second)
    assert ["A5"] == [place.cell for form in (first, second) for place in form.unplaced]
    assert "2025年项目支出绩效目标表" == (second.project and second.project.heading.title)


def test_a_project_of_one_name_with_another_amount_is_another(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(NAMED_AGAIN.replace("| 10 | 干好甲 | 产出指标 | 时效", "| 11 | 干好甲 | 产出指标 | 时效"))
    assert [Decimal(10), Decimal(11), Decimal(20)] == [form.project.funds.total for form in forms if form.project]


def test_a_list_of_another_year_does_not_go_on(read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    forms = read(NAMED_AGAIN.replace("2025年项目支出绩效目标表（续）", "2026年项目支出绩效目标表"))
    assert [("甲项目", 2025), ("甲项目", 2026), ("乙项目", 2026)] == [
        (form.project.name, form.project.year) for form in forms if form.project
    ]


@pytest.mark.parametrize("between", BREAKS)
def test_a_form_goes_on_under(between: str, read: Callable[[str], tuple[ReadForm, ...]]) -> None:
    lines = [HEAD.strip(), BREAKS[between], TAIL.strip()]
    (form,) = read("\n".join(filter(None, lines)))
    assert form.project is not None
    assert WHOLE == levels(form)
    assert ("张三", "干好甲", ()) == (form.project.heading.filled_by, form.project.goal, form.unplaced)
    assert ["一级指标只写在每组的第一行"] == [doubt.why.split("，")[0] for doubt in form.doubts]


def test_another_form_with_the_same_name_and_its_own_goal_is_another(
    read: Callable[[str], tuple[ReadForm, ...]],
) -> None:
    assert 2 == len(read(HEAD + HEAD.replace("干好甲", "干好别的").replace("| 10 |", "| 11 |")))


def test_every_cell_is_accounted_for(
    page_of: Callable[[str], Grid], accounted: Callable[[Grid, tuple[ReadForm, ...]], None]
) -> None:
    for page in (LIST, NAMED_AGAIN, HEAD + BREAKS["the title with 续"] + TAIL):
        grid = page_of(page)
        marked = {place: f"{text}§{n}§" for n, (place, text) in enumerate(grid.cells.items()) if place[0] > 6}
        changed = Grid(grid.name, {**grid.cells, **marked}, grid.merges)
        accounted(changed, read_forms(changed))
