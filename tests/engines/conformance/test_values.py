"""What a cell makes of what is written to it, and hands out again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from macros_py.errors import WorkbookProblem

DAY = dt.datetime(2026, 12, 20)

#: written to a General cell → (read back, number format)
GENERAL = [
    (None, None, "General"),
    ("", None, "General"),
    ("项目", "项目", "General"),
    ("≥95%", "≥95%", "General"),
    ("＝3次", "＝3次", "General"),
    ("12", 12.0, "General"),
    ("-3.50", -3.5, "General"),
    ("007", 7.0, "General"),
    ("95%", 0.95, "0%"),
    ("27.5%", 0.275, "0.00%"),
    ("1,200", 1200.0, "#,##0"),
    ("1,234.5", 1234.5, "#,##0.00"),
    ("1e3", 1000.0, "0.00E+00"),
    (" 8 ", 8.0, "General"),
    ("12个", "12个", "General"),
    ("1,20", "1,20", "General"),
    ("+", "+", "General"),
    ("-", "-", "General"),
    ("%", "%", "General"),
    ("'007", "007", "General"),
    ("'=3次", "=3次", "General"),
    ("true", True, "General"),
    ("2026-12-20", DAY, "yyyy/m/d"),
    ("2026/2/30", "2026/2/30", "General"),
    ("2026年12月20日", DAY, 'yyyy"年"m"月"d"日"'),
    ("2026年12月底前", "2026年12月底前", "General"),
    (12, 12.0, "General"),
    (0, 0.0, "General"),
    (0.1, 0.1, "General"),
    (Decimal("27.37"), 27.37, "General"),
    (float("nan"), None, "General"),
    (True, True, "General"),
    (False, False, "General"),
    (DAY, DAY, "yyyy/m/d"),
    (dt.date(2026, 12, 20), DAY, "yyyy/m/d"),
    (dt.datetime(2026, 12, 20, 8, 30), dt.datetime(2026, 12, 20, 8, 30), "yyyy/m/d h:mm"),
]

#: written to a Text cell → read back
TEXT = [
    ("=3次", "=3次"),
    ("=100%", "=100%"),
    ("=1+1", "=1+1"),
    ("95%", "95%"),
    ("12", "12"),
    ("'12", "'12"),
    ("007", "007"),
    ("2026-12-20", "2026-12-20"),
    ("TRUE", "TRUE"),
    ("#N/A", "#N/A"),
    ("110101199003071234", "110101199003071234"),
    (12, "12"),
    (0.1 + 0.2, "0.3"),
    (Decimal("27.37"), "27.37"),
    (True, "TRUE"),
    (None, None),
]

TEXTS = ["甲\n乙", " 前后有空格 ", "a&b<c>\"d'", "_x000D_", "a_x0041_b", "竖\x0b制表", "①②③㎡", "𠮷", "字" * 32767]


@pytest.mark.parametrize(("written", "read", "number_format"), GENERAL)
def test_a_general_cell_reads_what_was_written_as_if_it_were_typed(sheet, written, read, number_format):
    sheet["B2"].value = written
    assert sheet["B2"].value == read
    assert type(sheet["B2"].value) is type(read)
    assert sheet["B2"].number_format == number_format


def test_what_general_cells_hold_survives_saving(sheet, reopen):
    sheet["B2"].value = [[written] for written, _, _ in GENERAL]
    again = reopen(sheet.book).sheets[0]["B2"].resize(len(GENERAL), 1).options(ndim=1)
    assert again.value == [read for _, read, _ in GENERAL]
    assert [type(value) for value in again.value] == [type(read) for _, read, _ in GENERAL]


@pytest.mark.parametrize(("written", "read"), TEXT)
def test_a_text_cell_keeps_everything_as_text(sheet, written, read):
    sheet["B2"].number_format = "@"
    sheet["B2"].value = written
    assert sheet["B2"].value == read
    assert sheet["B2"].formula == (read or "")


def test_what_text_cells_hold_survives_saving(sheet, reopen):
    cells = sheet["B2"].resize(len(TEXT), 1)
    cells.number_format = "@"
    cells.value = [[written] for written, _ in TEXT]
    again = reopen(sheet.book).sheets[0].range(cells.address)
    assert again.value == [read for _, read in TEXT]
    assert again.formula == tuple((read or "",) for _, read in TEXT)
    assert again.number_format == "@"


def test_texts_survive_saving_letter_by_letter(sheet, reopen):
    cells = sheet["A1"].resize(len(TEXTS), 1)
    cells.number_format = "@"
    cells.value = [[text] for text in TEXTS]
    assert cells.value == TEXTS
    assert reopen(sheet.book).sheets[0].range(cells.address).value == TEXTS


def test_a_formatted_number_cell_keeps_its_format_when_a_percentage_is_typed(sheet):
    sheet["A1"].number_format = "0.00"
    sheet["A1"].value = "95%"
    assert (sheet["A1"].value, sheet["A1"].number_format) == (0.95, "0.00")


def test_a_column_formatted_as_text_keeps_text_in_cells_that_were_never_touched(sheet, reopen):
    sheet["C:C"].number_format = "@"
    sheet["C7"].value = "=3次"
    assert sheet["C7"].value == "=3次"
    again = reopen(sheet.book).sheets[0]
    again["C9"].value = "=5%"
    assert (again["C7"].value, again["C9"].value, again["C:C"].number_format) == ("=3次", "=5%", "@")


def test_a_formula_has_no_value_until_something_calculates_it(sheet):
    sheet["A1"].value = "=1+1"
    assert sheet["A1"].formula == "=1+1"
    assert sheet["A1"].value in (None, 2.0)


@pytest.mark.parametrize("text", ["=3次", "=≥95%", "=100%以上", "=≤27.37万元", "=IF(A1", '="甲', "=1+"])
def test_what_looks_like_a_formula_and_is_none_is_refused_as_in_excel(sheet, text):
    with pytest.raises(Exception, match=".") as caught:
        sheet["A1"].value = text
    assert not isinstance(caught.value, AssertionError)
    assert sheet["A1"].value is None


def test_nothing_of_a_block_is_written_when_one_of_its_cells_is_refused(sheet, engine):
    if engine == "excel":
        pytest.skip("Excel writes up to the cell that it refuses")
    with pytest.raises(WorkbookProblem, match=r"Sheet1.*B2"):
        sheet["A1"].value = [["甲", 1], ["乙", "=3次"]]
    assert sheet["A1:B2"].options(ndim=2).value == [[None, None], [None, None]]


def test_a_text_that_is_too_long_for_a_cell_is_refused_and_not_cut(sheet):
    with pytest.raises(Exception, match="."):
        sheet["A1"].value = "字" * 32768
    assert sheet["A1"].value is None


def test_dates_and_numbers_come_out_in_the_type_that_is_asked_for(sheet):
    sheet["A1"].value = [DAY, 3]
    assert sheet["A1"].options(dates=dt.date).value == dt.date(2026, 12, 20)
    assert sheet["B1"].options(numbers=int).value == 3
    assert sheet["C1"].options(empty="空").value == "空"


def test_an_error_reads_none_or_its_text_when_asked(sheet, reopen):
    sheet["A1"].value = "#N/A"
    for cell in (sheet["A1"], reopen(sheet.book).sheets[0]["A1"]):
        assert cell.value is None
        assert cell.options(err_to_str=True).value == "#N/A"


def test_clearing_contents_keeps_the_format(sheet, reopen):
    sheet["A1:B2"].number_format = "@"
    sheet["A1"].value = [["a", "b"], ["c", "d"]]
    sheet["A2:B2"].clear_contents()
    again = reopen(sheet.book).sheets[0]
    for cells in (sheet["A1:B2"], again["A1:B2"]):
        assert cells.value == [["a", "b"], [None, None]]
        assert cells.number_format == "@"


def test_none_clears_a_cell(sheet):
    sheet["A1"].value = 1
    sheet["A1"].value = None
    assert (sheet["A1"].value, sheet["A1"].formula) == (None, "")
