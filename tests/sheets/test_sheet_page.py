"""Every sheet that the tool writes prints as wide as its page, its headings on each page and its texts whole."""

import shutil

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.engines import open_book
from macros_py.home import home
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, PROJECTS
from macros_py.sheets.table_pages import TABLE_PAGES

WIDE_ENOUGH = 155
"""So many characters take the whole of A4 turned: print of 10 points in Excel, 7.5 where Calibri is missing."""


@pytest.fixture(scope="module")
def written_file(tmp_path_factory):
    """示例.xlsx after the commands that write a sheet of their own."""
    path = shutil.copy(home() / "workbook" / "示例.xlsx", tmp_path_factory.mktemp("written") / "示例.xlsx")
    for command in ("check", "tidy", "weights"):
        main([command, str(path)])
    return path


@pytest.fixture(scope="module")
def written(written_file):
    return load_workbook(written_file)


@pytest.mark.parametrize("name", ["规范记录", "分值建议", "校验结果", "校验说明"])
def test_a_result_sheet_prints_as_wide_as_the_page_with_its_heading_on_each(written, name):
    sheet = written[name]
    page = sheet.page_setup
    assert ("landscape", "9", 1, 0) == (page.orientation, str(page.paperSize), page.fitToWidth, page.fitToHeight)
    assert (True, "$3:$3") == (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows)
    assert "第 &P 页，共 &N 页" == sheet.oddFooter.center.text
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[3]]
    assert WIDE_ENOUGH >= sum(widths)


@pytest.mark.parametrize("name", ["规范记录", "分值建议", "校验结果"])
def test_texts_of_a_result_sheet_wrap(written, name):
    cells = [cell for row in written[name].iter_rows(min_row=4) for cell in row if isinstance(cell.value, str)]
    assert [] == [cell.coordinate for cell in cells if not cell.alignment.wrap_text]


def test_a_page_that_somebody_has_set_up_stays(written_file, tmp_path):
    book = load_workbook(written_file)
    book["规范记录"].page_setup.paperSize = 8
    book.save(tmp_path / "示例.xlsx")
    main(["tidy", str(tmp_path / "示例.xlsx")])
    assert 8 == load_workbook(tmp_path / "示例.xlsx")["规范记录"].page_setup.paperSize


@pytest.mark.parametrize("table", [PROJECTS, INDICATORS, DEPARTMENTS], ids=lambda table: table.sheet)
def test_a_table_prints_side_by_side_with_the_columns_that_name_its_lines(written, table):
    sheet, pages = written[table.sheet], TABLE_PAGES[table.sheet]
    widths = [column.width for column in table.columns[:-1]]
    repeated = [column.field for column in table.columns].index(pages.repeated) + 1
    assert ("$2:$3", f"$A:${'ABCDE'[repeated - 1]}") == (sheet.print_title_rows, sheet.print_title_cols)
    assert (pages.across, 0, "overThenDown") == (
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.page_setup.pageOrder,
    )
    # 190 characters of Calibri take the page in print of 8 points: the columns, placed one by one, need no further page.
    room, taken, across = 190 - sum(widths[:repeated]), 0.0, 1
    for width in widths[repeated:]:
        across, taken = (across, taken + width) if taken + width <= room else (across + 1, width)
    assert across <= pages.across


@pytest.mark.libreoffice
def test_in_calc_a_new_result_sheet_gets_the_same_page(sample_workbook, books_in_calc):
    from macros_py.commands.registry import Task
    from macros_py.commands.tidy import tidy
    from macros_py.config import load_config

    with open_book(sample_workbook, engine="calc") as book:
        tidy(book, Task(load_config()))
        page = book.sheets["规范记录"].page_setup.api
        assert (2, 9, False, 1, 0) == (
            page.Orientation,
            page.PaperSize,
            page.Zoom,
            page.FitToPagesWide,
            page.FitToPagesTall,
        )
        assert ("$3:$3", True) == (page.PrintTitleRows, page.PrintGridlines)
