from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.engines import open_book
from macros_py.errors import WorkbookProblem
from macros_py.sheets.columns import INDICATORS, PROJECTS, tag_of
from macros_py.sheets.table import cell_amount, cell_rate, cell_score, cell_text, cell_year, read_table


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("=3次", "=3次"),
        (6.0, "6"),
        (27.37, "27.37"),
        (1e16, "10000000000000000"),
        (0.00005, "0.00005"),
        (-0.0, "-0"),
        (True, "是"),
        (datetime(2026, 12, 31), "2026年12月31日"),
    ],
)
def test_a_cell_reads_as_the_text_a_clerk_sees(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        (27.37, "27.37"),
        ("338,700", "338700"),
        ("１２.５", "12.5"),
        (" 45.00 ", "45.00"),
    ],
)
def test_an_amount_is_exact_whether_number_or_text(value, amount):
    assert cell_amount(value) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    "value", ["约30万", "27.37万元", "NaN", "Infinity", True, datetime(2024, 1, 1), "--", "1e999999"]
)
def test_text_is_no_amount(value):
    with pytest.raises(ValueError):
        cell_amount(value)


def test_a_score_may_await_review():
    assert (cell_score("待核"), cell_score(9.5)) == (None, Decimal("9.5"))


@pytest.mark.parametrize("value", [0.85, "0.85", "85%", " ８５ ％", "85.0%"])
def test_a_rate_is_the_same_as_a_number_and_as_a_percentage(value):
    assert cell_rate(value) == Decimal("0.85")


@pytest.mark.parametrize("value", ["%", "约85%", "85%左右"])
def test_what_is_no_rate_is_refused(value):
    with pytest.raises(ValueError):
        cell_rate(value)


@pytest.mark.parametrize(("value", "year"), [(2024.0, 2024), ("2024年", 2024), ("2024年度", 2024), (None, None)])
def test_a_year_is_read_with_its_word(value, year):
    assert cell_year(value) == year


@pytest.mark.parametrize("value", [202, 2024.5, "去年", 20240])
def test_what_is_no_year_is_refused(value):
    with pytest.raises(ValueError):
        cell_year(value)


@pytest.mark.parametrize("table", [PROJECTS, INDICATORS], ids=lambda table: table.sheet)
def test_headings_fields_and_tags_are_unique_and_hints_fit(table):
    columns = table.columns

    for name in ("field", "heading", "tag"):
        names = [getattr(column, name) for column in columns]
        assert sorted(set(names)) == sorted(names)
    assert all(len(column.hint) <= 255 and len(column.heading) <= 32 for column in columns)
    assert all(column.tag.isidentifier() for column in columns)


def test_a_tag_is_a_heading_without_its_brackets():
    assert [tag_of("全年预算数(A)"), tag_of("评(扣)分标准")] == ["全年预算数", "评分标准"]


def test_an_unknown_field_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        PROJECTS.column("nothing")


def test_a_sheet_that_was_renamed_is_named(standard_workbook, read_document):
    path = standard_workbook(read_document(""))
    book = load_workbook(path)
    book["绩效指标"].title = "绩效指标 (2)"
    book.save(path)
    with open_book(path) as opened, pytest.raises(WorkbookProblem, match="有一张叫“绩效指标 .2.”的，像是改了名"):
        read_table(opened, INDICATORS)
