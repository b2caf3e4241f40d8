"""Sheets, names, looks: what commands do besides values."""

from __future__ import annotations

import pytest


def names(book):
    return [sheet.name for sheet in book.sheets]


def test_sheets_are_added_where_asked_and_kept_in_order(book, reopen):
    first = book.sheets[0]
    first.name = "中"
    book.sheets.add("左", before=first)
    book.sheets.add("右", after=first)
    assert names(book) == ["左", "中", "右"]
    assert names(reopen(book)) == ["左", "中", "右"]


def test_an_unknown_sheet_or_book_is_a_plain_error(book):
    with pytest.raises(Exception, match=".") as caught:
        book.sheets["没有"].name  # noqa: B018
    assert isinstance(caught.value, KeyError) or type(caught.value).__name__ == "com_error"
    with pytest.raises(Exception, match=".") as caught:
        book.app.books["没有.xlsx"].name  # noqa: B018
    assert isinstance(caught.value, KeyError) or type(caught.value).__name__ == "com_error"


def test_a_sheet_is_found_whatever_the_case_of_its_name(book):
    book.sheets[0].name = "Data"
    assert book.sheets["dATA"].name == "Data"
    assert "data" in [name.lower() for name in names(book)]


def test_a_sheet_of_the_same_name_is_refused(book):
    book.sheets[0].name = "项目清单"
    with pytest.raises(ValueError, match="项目清单"):
        book.sheets.add("项目清单")


@pytest.mark.parametrize("name", ["", "甲/乙", "[甲]", "字" * 32])
def test_a_name_that_excel_would_not_take_is_refused(book, name):
    with pytest.raises(Exception, match="."):
        book.sheets[0].name = name
    assert names(book) == ["Sheet1"]


def test_deleting_a_sheet_turns_references_to_it_into_errors(book):
    book.sheets[0]["A1"].value = 1
    book.sheets.add("要删", after=book.sheets[0])
    book.sheets[0]["A2"].value = "=要删!A1+1"
    book.sheets["要删"].delete()
    assert names(book) == ["Sheet1"]
    assert book.sheets[0]["A2"].formula == "=#REF!A1+1"
    with pytest.raises(Exception, match="."):
        book.sheets[0].delete()


def test_renaming_a_sheet_carries_references_along(book):
    other = book.sheets.add("旧 名", after=book.sheets[0])
    book.sheets[0]["A1"].value = "='旧 名'!B2*2"
    book.names.add("总额", "='旧 名'!$B$2")
    other.name = "新名"
    assert book.sheets[0]["A1"].formula == "=新名!B2*2"
    assert book.names["总额"].refers_to == "=新名!$B$2"


def test_a_sheet_is_hidden_and_shown(book, reopen):
    book.sheets.add("藏", after=book.sheets[0]).visible = False
    again = reopen(book)
    assert [bool(sheet.visible) for sheet in again.sheets] == [True, False]
    again.sheets["藏"].visible = True
    assert bool(again.sheets["藏"].visible) is True


def test_a_copy_of_a_sheet_holds_the_same_values_and_formulas(book, reopen):
    sheet = book.sheets[0]
    sheet["A1"].value = [["甲", 1], ["乙", "=B1+1"]]
    sheet["A:A"].column_width = 30
    copied = sheet.copy(name="副本")
    assert names(book) == ["Sheet1", "副本"]
    assert copied["A1:B2"].formula == (("甲", "1"), ("乙", "=B1+1"))
    assert reopen(book).sheets["副本"]["A1"].column_width == 30


def test_defined_names_are_added_used_and_deleted(book, reopen):
    book.sheets[0]["B3"].value = 7
    book.names.add("年度", "=Sheet1!$B$3")
    book.sheets[0]["C3:D4"].name = "块"
    for one in (book, reopen(book)):
        found = {name.name: name.refers_to for name in one.names}
        assert found == {"块": "=Sheet1!$C$3:$D$4", "年度": "=Sheet1!$B$3"}
        assert one.names["年度"].refers_to_range.value == 7.0
        assert one.sheets[0].range("年度").address == "$B$3"
        assert "没有" not in one.names
    book.names["年度"].delete()
    assert "年度" not in book.names


def test_number_formats_of_blocks_agree_or_read_none(sheet, reopen):
    sheet["A1:B1"].number_format = "0.00"
    sheet["C1"].number_format = 'yyyy"年"m"月"'
    again = reopen(sheet.book).sheets[0]
    for one in (sheet, again):
        assert one["A1:B1"].number_format == "0.00"
        assert one["C1"].number_format == 'yyyy"年"m"月"'
        assert one["A1:C1"].number_format is None


def test_colours_fonts_and_sizes_survive_saving(sheet, reopen):
    sheet["A1"].value = "红"
    sheet["A1:B2"].color = (255, 199, 206)
    sheet["A1"].font.bold = True
    sheet["A1"].font.color = (156, 0, 6)
    sheet["A1"].font.size = 14
    sheet["B:C"].column_width = 22
    sheet["3:4"].row_height = 30
    again = reopen(sheet.book).sheets[0]
    assert again["A1:B2"].color == (255, 199, 206)
    assert again["C3"].color is None
    assert (again["A1"].font.bold, again["A1"].font.color, again["A1"].font.size) == (True, (156, 0, 6), 14)
    assert again["B1:C1"].column_width == pytest.approx(22, abs=0.5)
    assert again["A3:A4"].row_height == 30
    again["A1"].color = None
    assert again["A1"].color is None


def test_merged_cells_keep_the_first_content(sheet, reopen):
    sheet["A1"].value = [["甲", "乙"], ["丙", "丁"]]
    sheet["A1:B2"].merge()
    again = reopen(sheet.book).sheets[0]
    for one in (sheet, again):
        assert one["A1"].merge_area.address == "$A$1:$B$2"
        assert one["A1"].merge_cells is True
        assert one["A1"].value == "甲"
    again["A1:B2"].unmerge()
    assert again["A1"].merge_cells is False


def test_merging_one_cell_changes_nothing(sheet, reopen):
    sheet["A1"].value = "甲"
    sheet["A1"].merge()
    assert reopen(sheet.book).sheets[0]["A1"].merge_cells is False


def test_links_are_kept_with_their_text(sheet, reopen):
    sheet["A1"].add_hyperlink("https://example.org/a", "看这里", "打开网页")
    again = reopen(sheet.book).sheets[0]["A1"]
    assert (again.value, again.hyperlink) == ("看这里", "https://example.org/a")


def test_switches_of_the_application_can_be_set(book):
    app = book.app
    with app.properties(screen_updating=False, calculation="manual", display_alerts=False):
        app.status_bar = "第 3 个，共 25 个"
        book.sheets[0]["A1"].value = 1
    assert app.calculation == "automatic"
    assert app.screen_updating is True


def test_saving_under_a_name_makes_it_the_name_of_the_book(book, tmp_path):
    book.sheets[0]["A1"].value = 1
    book.save(tmp_path / "甲.xlsx")
    assert (book.name, (tmp_path / "甲.xlsx").is_file()) == ("甲.xlsx", True)
    book.sheets[0]["A1"].value = 2
    book.save()
    assert book.fullname == str(tmp_path / "甲.xlsx")


def test_clearing_takes_contents_formats_and_merges_but_no_sizes(sheet, reopen):
    sheet["A1:B2"].merge()
    sheet["A1"].value = "甲"
    sheet["A1"].color = (255, 0, 0)
    sheet["A1"].number_format = "0.00"
    sheet["A:A"].column_width = 30
    sheet["C3"].value = "=A1"
    sheet.clear()
    again = reopen(sheet.book).sheets[0]
    assert again["A1:C3"].options(ndim=2).value == [[None] * 3] * 3
    assert (again["A1"].color, again["A1"].number_format, again["A1"].merge_cells) == (None, "General", False)
    assert again["A1"].column_width == pytest.approx(30, abs=0.5)
    assert again.used_range.address == "$A$1"


def test_a_range_knows_its_place_in_points(sheet):
    sheet["A:B"].column_width = 20
    sheet["1:2"].row_height = 30
    assert sheet["C3"].left == pytest.approx(2 * sheet["A1"].width, abs=0.1)
    assert sheet["C3"].top == pytest.approx(60, abs=0.1)
    assert sheet["A1:B2"].height == pytest.approx(60, abs=0.1)
