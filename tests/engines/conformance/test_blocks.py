"""Blocks of every shape, the used range, and finding one's way on a sheet."""

from __future__ import annotations

import datetime as dt

import pytest

BLOCKS = [
    [["x"]],
    [["a", 2.0, None, True]],
    [["a"], [2.0], [None], [False]],
    [["项目", 1.0], ["二", dt.datetime(2026, 1, 2)]],
]


def test_blocks_read_back_in_their_shapes(sheet, reopen):
    places = dict(zip(["A1", "C5", "J2", "M9"], BLOCKS, strict=True))
    for corner, block in places.items():
        sheet[corner].value = block
    again = reopen(sheet.book).sheets[0]
    for one in (sheet, again):
        for corner, block in places.items():
            assert one[corner].resize(len(block), len(block[0])).options(ndim=2).value == block


def test_values_flatten_as_xlwings_says_without_ndim(sheet):
    sheet["A1"].value = [[1, 2], [3, 4]]
    assert sheet["A1"].value == 1.0
    assert sheet["A1:B1"].value == [1.0, 2.0]
    assert sheet["A1:A2"].value == [1.0, 3.0]
    assert sheet["A1:B2"].value == [[1.0, 2.0], [3.0, 4.0]]


def test_a_big_block_survives_saving(sheet, reopen):
    block = [[f"第{r}行", float(r), None, r % 2 == 0] for r in range(3000)]
    sheet["B3"].value = block
    assert reopen(sheet.book).sheets[0]["B3:E3002"].value == block


def test_a_range_wider_than_what_is_filled_reads_none_around_it(sheet, reopen):
    sheet["C3"].value = 1
    expected = [[None, None, None], [None, 1.0, None], [None, None, None]]
    assert sheet["B2:D4"].value == expected
    assert reopen(sheet.book).sheets[0]["B2:D4"].value == expected


def test_one_value_fills_a_range(sheet):
    sheet["A1:B2"].value = "同"
    assert sheet["A1:B2"].value == [["同", "同"], ["同", "同"]]


def test_formulas_are_read_and_written_in_whole_blocks(sheet, reopen):
    sheet["A1:B2"].formula = [["=1+1", "甲"], ["12", "=A1*2"]]
    for cells in (sheet["A1:B2"], reopen(sheet.book).sheets[0]["A1:B2"]):
        assert cells.formula == (("=1+1", "甲"), ("12", "=A1*2"))


def test_one_formula_fills_a_range_with_its_relative_references_moved(sheet):
    sheet["C1:C3"].formula = "=SUM(A$1:A1)*$B$1"
    assert sheet["C1:C3"].formula == (("=SUM(A$1:A1)*$B$1",), ("=SUM(A$1:A2)*$B$1",), ("=SUM(A$1:A3)*$B$1",))


def test_constants_read_as_text_where_formulas_are_asked_for(sheet):
    sheet["A1"].value = [[None, "甲", 0.5, True, dt.datetime(2026, 12, 20)]]
    assert sheet["A1:E1"].formula == (("", "甲", "0.5", "TRUE", "46376"),)


def test_formulas_of_the_standard_workbook_are_accepted(sheet):
    formulas = [
        '=IF(B1="","",ROUND(IFERROR(C1/B1,0)*10,2))',
        "=SUMIFS($B$1:$B$9,$A$1:$A$9,A1)",
        '=SUMPRODUCT(--(A1:A9<>""),B1:B9)',
        '=INDEX(A:A,MATCH("x",B:B,0))',
        '=VALUE(SUBSTITUTE(A1,"%",""))/100',
    ]
    sheet["E1"].value = [[f] for f in formulas]
    assert sheet["E1:E5"].formula == tuple((f,) for f in formulas)


def test_the_used_range_of_an_empty_sheet_is_a1(sheet):
    assert sheet.used_range.address == "$A$1"
    assert sheet.used_range.value is None


def test_the_used_range_begins_at_the_first_used_cell_and_counts_formulas(sheet, reopen):
    sheet["B3"].value = 1
    sheet["D9"].value = "=B3+1"
    assert sheet.used_range.address == "$B$3:$D$9"
    assert reopen(sheet.book).sheets[0].used_range.address == "$B$3:$D$9"


def test_expand_and_end_and_current_region_stop_at_blanks(sheet):
    sheet["B2"].value = [["a", "b", None, "远"], [1, 2, None, None], [3, None, None, None]]
    assert sheet["B2"].expand().address == "$B$2:$C$4"
    assert sheet["B2"].expand("down").address == "$B$2:$B$4"
    assert sheet["B2"].expand("right").address == "$B$2:$C$2"
    assert sheet["B2"].end("right").address == "$C$2"
    assert sheet["C2"].end("right").address == "$E$2"
    assert sheet["B4"].end("up").address == "$B$2"
    assert sheet["B4"].end("down").address == "$B$1048576"
    assert sheet["C3"].current_region.address == "$B$2:$C$4"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("b3", "$B$3"),
        ("$C$5:A1", "$A$1:$C$5"),
        ("A:C", "$A:$C"),
        ("2:3", "$2:$3"),
        ((2, 3), "$C$2"),
    ],
)
def test_ranges_are_named_in_every_usual_way(sheet, asked, address):
    assert sheet.range(asked).address == address


def test_slices_and_resizes_of_ranges(sheet):
    area = sheet["B2:E9"]
    assert area[0, 0].address == "$B$2"
    assert area[-1, 1:3].address == "$C$9:$D$9"
    assert area.last_cell.address == "$E$9"
    assert area.offset(1, 1).resize(2, 1).address == "$C$3:$C$4"
    assert [row.address for row in sheet["A1:B2"].rows] == ["$A$1:$B$1", "$A$2:$B$2"]
    assert sheet.range((1, 1), (2, 3)).shape == (2, 3)


def test_constants_between_formulas_of_a_column_stay_what_they_are(sheet):
    sheet["B1:B20"].number_format = "@"
    column = ["=1+1", "12", "'03", None, "=2+2", 0.1, 1 / 3, "=3+3", True, "一\n二", "=4+4", "95%", "=5+5"]
    sheet["A1"].value = [[value] for value in column]
    sheet["B1"].value = [[value] for value in column]

    alone = []
    for row, value in enumerate(column, 1):
        sheet["D1"].clear()
        sheet["D1"].value = value
        alone.append((sheet["D1"].formula, sheet["D1"].number_format))
        assert (sheet[f"A{row}"].formula, sheet[f"A{row}"].number_format) == alone[-1], row
    assert sheet["B1:B13"].number_format == "@"
    assert [row[0] for row in sheet["B1:B13"].formula][:4] == ["=1+1", "12", "'03", ""]
