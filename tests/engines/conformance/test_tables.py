"""Tables (列表): made, found by Chinese names, resized, kept."""

from __future__ import annotations

import pytest

ROWS = [["编号", "项目名称", "金额"], ["001", "甲", 1.5], ["002", "乙", 2.5]]


@pytest.fixture
def table(sheet):
    sheet["B3:B9"].number_format = "@"
    sheet["B3"].value = ROWS
    return sheet.tables.add(sheet["B3"].expand(), name="项目清单")


def test_a_table_with_a_chinese_name_survives_saving(table, reopen):
    again = reopen(table.parent.book).sheets[0].tables
    assert [one.name for one in again] == ["项目清单"]
    for one in (table, again["项目清单"]):
        assert one.range.address == "$B$3:$D$5"
        assert one.header_row_range.value == ROWS[0]
        assert one.data_body_range.value == ROWS[1:]
        assert one.parent.name == "Sheet1"


def test_a_table_is_found_by_a_range_on_any_sheet(table):
    book = table.parent.book
    assert book.sheets[0].range("项目清单").address == "$B$4:$D$5"
    assert book.sheets[0].range("项目清单[项目名称]").address == "$C$4:$C$5"
    assert book.sheets[0].range("项目清单[#All]").address == "$B$3:$D$5"
    assert "项目清单" in [one.name for one in book.sheets[0].tables]


def test_an_unknown_table_is_a_plain_error(table):
    with pytest.raises(Exception, match=".") as caught:
        table.parent.tables["没有"].name  # noqa: B018
    assert isinstance(caught.value, KeyError) or type(caught.value).__name__ == "com_error"


def test_a_table_grows_and_shrinks(table, reopen):
    sheet = table.parent
    table.resize(sheet["B3:E9"])
    assert table.data_body_range.address == "$B$4:$E$9"
    assert sheet["E3"].value not in (None, "")
    again = reopen(sheet.book).sheets[0].tables["项目清单"]
    assert again.range.address == "$B$3:$E$9"
    again.resize(again.parent["B3:D4"])
    assert again.data_body_range.value == ["001", "甲", 1.5]


def test_a_header_that_is_written_anew_names_its_column(table, reopen):
    table.header_row_range.value = ["编号", "名称\n（全称）", 2026]
    again = reopen(table.parent.book).sheets[0]
    assert again["B3:D3"].value == ["编号", "名称\n（全称）", "2026"]
    assert again.range("项目清单[2026]").address == "$D$4:$D$5"


def test_a_table_of_a_header_alone_gets_a_row_for_data(sheet):
    sheet["A1"].value = [["甲", "乙"]]
    table = sheet.tables.add(sheet["A1:B1"], name="空表")
    assert table.range.address == "$A$1:$B$2"


@pytest.mark.parametrize("name", ["项目清单", "A1", "有 空格", "1表"])
def test_a_name_that_is_taken_or_not_allowed_is_refused(table, name):
    sheet = table.parent
    sheet["H1"].value = [["甲"], ["乙"]]
    with pytest.raises(Exception, match="."):
        sheet.tables.add(sheet["H1:H2"], name=name)


def test_a_table_that_would_overlap_another_is_refused(table):
    sheet = table.parent
    with pytest.raises(Exception, match="."):
        sheet.tables.add(sheet["D4:F8"], name="另一张")
    assert len(sheet.tables) == 1


def test_its_style_is_kept(table, reopen):
    table.table_style = "TableStyleLight9"
    assert reopen(table.parent.book).sheets[0].tables[0].table_style == "TableStyleLight9"
