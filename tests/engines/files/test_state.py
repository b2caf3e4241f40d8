"""How a sheet or a file stands, as the file engine tells it."""

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.filters import FilterColumn, Filters

from macros_py.engines import new_book, open_book
from macros_py.engines.state import is_filtered, is_protected, is_read_only


@pytest.fixture
def changed(sample_workbook):
    def change(what):
        book = load_workbook(sample_workbook)
        what(book["项目清单"])
        book.save(sample_workbook)
        return sample_workbook

    return change


def test_a_plain_workbook_is_open_to_writing(sample_workbook):
    with open_book(sample_workbook) as book:
        assert not is_read_only(book)
        assert not any(is_protected(sheet) or is_filtered(sheet) for sheet in book.sheets)


def test_a_new_book_is_open_to_writing():
    with new_book() as book:
        assert (False, False, False) == (is_read_only(book), is_protected(book.sheets[0]), is_filtered(book.sheets[0]))


def test_protection_is_told_of_the_sheet_that_has_it(changed):
    with open_book(changed(lambda sheet: sheet.protection.enable())) as book:
        assert ["项目清单"] == [sheet.name for sheet in book.sheets if is_protected(sheet)]


def test_settings_of_a_protection_that_is_off_are_none(changed):
    def prepare(sheet):
        sheet.protection.formatCells = False

    with open_book(changed(prepare)) as book:
        assert [] == [sheet.name for sheet in book.sheets if is_protected(sheet)]


def filter_of_table(sheet):
    sheet.tables["项目清单"].autoFilter.filterColumn = [FilterColumn(colId=2, filters=Filters(filter=["2024"]))]


def filter_of_sheet(sheet):
    sheet.auto_filter.ref = "A3:C27"
    sheet.auto_filter.add_filter_column(2, ["2024"])


@pytest.mark.parametrize("make", [filter_of_table, filter_of_sheet])
def test_a_filter_is_told_of_the_sheet_that_has_it(changed, make):
    with open_book(changed(make)) as book:
        assert ["项目清单"] == [sheet.name for sheet in book.sheets if is_filtered(sheet)]


def test_a_file_that_may_not_be_written_is_read_only(sample_workbook):
    sample_workbook.chmod(0o444)
    with open_book(sample_workbook) as book:
        assert is_read_only(book)
