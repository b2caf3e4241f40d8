"""规范 on the real forms: proposals first, written on request, the meaning of every cell kept."""

import json

import pytest

from macros_py.cli import main
from macros_py.engines import open_book
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.tidying import tidied
from macros_py.targets import read_target


@pytest.fixture
def tidy(capsys, sample_workbook):
    """Return a function that runs 规范 on a copy of 示例.xlsx and returns what was said as data."""

    def run(*flags):
        code = main(["tidy", str(sample_workbook), "--json", *flags])
        out, err = capsys.readouterr()
        assert (0, "") == (code, err)
        return json.loads(out)

    return run


def projects(path):
    with open_book(path) as book:
        return read_master_list(book).projects


def test_corrections_are_only_proposed_until_asked_for(tidy, sample_workbook):
    before = projects(sample_workbook)

    said = tidy()

    assert before == projects(sample_workbook)
    assert ("＝100%", "=100%") in [(line["before"], line["after"]) for line in said]
    assert ("“两优一先“表彰人数", "“两优一先”表彰人数") in [(line["before"], line["after"]) for line in said]
    assert [False] == sorted({line["applied"] for line in said})


def test_applied_corrections_keep_what_every_target_means(tidy, sample_workbook):
    before = [
        read_target(row.target, unit=row.unit) for project in projects(sample_workbook) for row in project.indicators
    ]

    tidy("--apply")

    after = [
        read_target(row.target, unit=row.unit) for project in projects(sample_workbook) for row in project.indicators
    ]
    assert [(target.normal, target.kind, target.operator) for target in before] == [
        (target.normal, target.kind, target.operator) for target in after
    ]
    assert not [target.printed for target in after if "＝" in target.printed]


def test_a_second_time_there_is_nothing_to_correct(tidy):
    tidy("--apply")

    assert [] == tidy("--apply")


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("target", "＝ 100％", "=100%"),
        ("target", "≧９５％", "≥95%"),
        ("target", " ≥12次\n", "≥12次"),
        ("target", "≥5次（每季度1次）", "≥5次（每季度1次）"),
        ("target", "100 200", "100 200"),
        ("target", "不断强化， 逐步提升", "不断强化， 逐步提升"),
        ("unit", "％", "%"),
        ("unit", "平 方米", "平方米"),
        ("level1", "产出 指标", "产出指标"),
        ("goal", "开展”七一“活动", "开展“七一”活动"),
        ("goal", "开展“七一“活动和“八一”活动“", "开展“七一“活动和“八一”活动“"),
        ("goal", "1. 完成任务 ", "1. 完成任务"),
        ("level3", "开展“七一“、”八一“、“十一活动", "开展“七一“、”八一“、“十一活动"),
    ],
)
def test_a_cell_becomes(field, before, after):
    assert after == tidied(field, before)[0]
