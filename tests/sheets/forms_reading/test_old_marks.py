"""Number formats, errors, hidden rows and text boxes of an old .xls file, made by LibreOffice."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from macros_py.sheets.forms_reading import read_forms, read_sheets
from macros_py.sheets.forms_reading.old_marks import read_old_marks, stream_marks

ROWS: list[list[object]] = [
    ["项目支出绩效目标表", "", "", "", "单位：元"],
    ["项目名称", "路灯维护", "实施单位", "路灯所"],
    ["年度资金总额", 12.3456, "其中：财政拨款", 12.5],
    ["年度总体目标", "亮灯"],
    ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
    ["产出指标", "数量指标", "路灯", 300, 40],
    ["产出指标", "数量指标", "灯杆", 310, 30],
    ["产出指标", "质量指标", "亮灯率", 0.98, 30],
]
FORMATS = {(2, 1): '0.00"万元"', (2, 3): '0.0"万元"', (5, 3): '"≥"0"盏"', (6, 3): '"≥"0"根"', (7, 3): "0%"}


@pytest.mark.libreoffice
def test_an_old_file_shows_what_the_new_one_shows(tmp_path: Path, resaved: Callable[[Path, Path], Path]) -> None:
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        for name in ("正常", "藏", "错"):
            sheet = book.add_worksheet(name)
            for row, values in enumerate(ROWS):
                for column, value in enumerate(values):
                    code = FORMATS.get((row, column))
                    sheet.write(row, column, value, book.add_format({"num_format": code}) if code else None)
            if name == "藏":
                sheet.set_row(6, None, None, {"hidden": True})
                sheet.set_column("E:E", None, None, {"hidden": True})
            if name == "错":
                sheet.write_formula("D6", "=1/0", None, "#DIV/0!")
                sheet.insert_textbox("D7", "这一条改为400根")
                sheet.write_comment("A1", "不算")
    resaved(tmp_path / "表.xlsx", tmp_path / "表.xls")

    new, old = read_sheets(tmp_path / "表.xlsx"), read_sheets(tmp_path / "表.xls")

    assert [True] * 3 == [grid.formatted for grid in old]
    assert [read_forms(grid) for grid in new[:2]] == [read_forms(grid) for grid in old[:2]]
    ((form,), (found,)) = read_forms(new[2]), read_forms(old[2])
    assert found.project == form.project
    assert {place.text for place in form.unplaced} == {place.text for place in found.unplaced}
    assert form.project is not None
    assert ["", "≥310根", "98%"] == [row.target for row in form.project.indicators]

    content = (tmp_path / "表.xls").read_bytes()
    marks = read_old_marks(content)
    assert {"正常", "藏", "错"} == marks.keys()
    rng = random.Random(7)
    for _ in range(300):
        damaged = bytearray(content)
        for _ in range(8):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        assert read_old_marks(bytes(damaged[: rng.randrange(len(damaged))])).keys() is not None
    assert {} == read_old_marks(content[:3000])


def test_sheets_that_claim_to_lie_in_each_other_are_read_once_each():
    """A hostile file names thousands of sheets over the same records; what is read does not grow with them."""
    sheet = record(BOF, b"") + record(ROW, struct.pack("<HHHHHHHH", 4, 0, 0, 0, 0, 0, 0x20, 0)) * 3 + record(EOF, b"")
    names = [f"表{number}" for number in range(2000)]
    globals_length = len(globals_naming(dict.fromkeys(names, 0)))
    places = {name: globals_length + (0 if number % 2 else len(sheet)) for number, name in enumerate(names)}

    marks = stream_marks(globals_naming(places) + sheet + sheet)

    assert names == list(marks)
    assert [frozenset({5})] * 2000 == [marks[name].hidden_rows for name in names]


def test_a_sheet_beyond_the_end_has_no_marks():
    assert {} == stream_marks(globals_naming({"表": 10**6}))


BOF, EOF, BOUND_SHEET, ROW = 0x809, 0x0A, 0x85, 0x208


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def globals_naming(places: dict[str, int]) -> bytes:
    named = b"".join(
        record(BOUND_SHEET, struct.pack("<IHBB", place, 0, len(name), 1) + name.encode("utf-16-le"))
        for name, place in places.items()
    )
    return record(BOF, b"") + named + record(EOF, b"")
