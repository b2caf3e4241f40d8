"""Real files whose cells show something else than they hold: formats, errors, hidden rows, text outside the cells."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from macros_py.model import MoneyUnit
from macros_py.sheets.forms_reading import ReadForm, read_forms, read_sheets

ROWS: list[list[object]] = [
    ["项目支出绩效目标表"],
    ["（2025年度）"],
    ["项目名称", "路灯维护", "实施单位", "路灯所"],
    ["年度资金总额", 12.3456, "其中：财政拨款", 12.3456],
    ["年度总体目标", "亮灯"],
    ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
    ["产出指标", "数量指标", "路灯", 300, 0.4],
    ["产出指标", "质量指标", "亮灯率", 0.98, 0.3],
    ["产出指标", "时效指标", "完成时间", datetime.datetime(2025, 12, 1), 0.3],
]
FORMATS = {(3, 1): '0.00"万元"', (3, 3): '0.00"万元"', (6, 3): '"≥"0"盏"', (7, 3): "0%", (8, 3): 'yyyy"年"m"月"'}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., ReadForm]:
    """Return a function that writes ROWS to a file, lets the caller change it, and reads its only form."""

    def write(change: Callable[..., None] | None = None, formats: dict | None = None) -> ReadForm:
        with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
            sheet = book.add_worksheet("表")
            for row, values in enumerate(ROWS):
                for column, value in enumerate(values):
                    code = (formats if formats is not None else FORMATS).get((row, column))
                    sheet.write(row, column, value, book.add_format({"num_format": code}) if code else None)
            if change:
                change(sheet, book)
        ((form,),) = [read_forms(grid) for grid in read_sheets(tmp_path / "表.xlsx")]
        return form

    return write


def targets(form: ReadForm) -> list[str]:
    assert form.project is not None
    return [row.target for row in form.project.indicators]


def unplaced(form: ReadForm) -> dict[str, str]:
    return {place.cell: place.text for place in form.unplaced}


def test_what_the_formats_show_is_read(read: Callable[..., ReadForm]) -> None:
    form = read()
    assert form.project is not None
    assert ["≥300盏", "98%", "2025年12月"] == targets(form)
    funds = form.project.funds
    assert (Decimal("12.3456"), MoneyUnit.WAN_YUAN) == (funds.total, funds.unit)
    assert {} == unplaced(form)


def test_an_amount_in_wan_yuan_is_not_taken_for_yuan(read: Callable[..., ReadForm]) -> None:
    form = read(lambda sheet, book: sheet.write("F1", "单位：元"))
    assert form.project is not None
    assert (Decimal("123456"), MoneyUnit.YUAN) == (form.project.funds.total, form.project.funds.unit)
    assert {"B4", "D4"} == {doubt.cell for doubt in form.doubts if "换算" in doubt.why}


def test_an_amount_without_a_unit_beside_one_with_it_is_doubted(read: Callable[..., ReadForm]) -> None:
    form = read(formats={(3, 3): '0.00"万元"'})
    assert form.project is not None
    assert (Decimal("12.3456"), MoneyUnit.WAN_YUAN) == (form.project.funds.total, form.project.funds.unit)
    assert ["B4"] == [doubt.cell for doubt in form.doubts if "单位" in doubt.why]


def test_hidden_rows_and_columns_are_listed_and_not_read(read: Callable[..., ReadForm]) -> None:
    def hide(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.set_column("E:E", None, None, {"hidden": True})

    form = read(hide)
    assert ["≥300盏", "2025年12月"] == targets(form)
    assert {"A8": "产出指标", "B8": "质量指标", "C8": "亮灯率", "D8": "98%"}.items() <= unplaced(form).items()
    assert {"E6", "E7", "E8", "E9"} <= unplaced(form).keys()


def test_a_merged_cell_that_begins_in_a_hidden_row_is_seen(read: Callable[..., ReadForm]) -> None:
    def hide(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.merge_range("D7:D8", "≥300盏")
        sheet.set_row(6, None, None, {"hidden": True})

    assert "D7" not in unplaced(read(hide))


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#VALUE!"])
def test_an_error_is_listed(error: str, read: Callable[..., ReadForm]) -> None:
    form = read(lambda sheet, book: sheet.write_formula("D7", "=A1/0", None, error))
    assert ["", "98%", "2025年12月"] == targets(form)
    assert {"D7": error} == unplaced(form)


def test_a_formula_without_a_result_is_listed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for values in ROWS:
        book.active.append(values)
    book.active["B4"] = "=SUM(D4:D4)"
    book.save(tmp_path / "表.xlsx")
    ((form,),) = [read_forms(grid) for grid in read_sheets(tmp_path / "表.xlsx")]
    assert form.project is not None
    assert None is form.project.funds.total
    assert {"B4": "=SUM(D4:D4)"} == unplaced(form)


def test_the_text_of_a_formula_and_of_rich_text_is_read(read: Callable[..., ReadForm]) -> None:
    def change(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_formula("B3", '="路灯"&"维护"', None, "路灯维护")
        sheet.write_rich_string("B5", "亮", book.add_format({"bold": True}), "灯")
        sheet.write_formula("F7", '=""', None, "")

    form = read(change)
    assert form.project is not None
    assert ("路灯维护", "亮灯") == (form.project.name, form.project.goal)
    assert {} == unplaced(form)


def test_a_picture_that_wps_put_into_a_cell_is_listed(read: Callable[..., ReadForm]) -> None:
    shown = '=DISPIMG("ID_0A",1)'
    form = read(lambda sheet, book: sheet.write_formula("D7", '=_xlfn.DISPIMG("ID_0A",1)', None, shown))
    assert ["", "98%", "2025年12月"] == targets(form)
    assert {"D7": "图片"} == unplaced(form)


def test_text_boxes_and_page_headings_are_listed(read: Callable[..., ReadForm]) -> None:
    def change(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.insert_textbox("D7", "这一条改为400盏")
        sheet.set_header("&C&14某市财政局 第&P页")
        sheet.set_footer("第 &P 页 共 &N 页")

    form = read(change)
    assert ["≥300盏", "98%", "2025年12月"] == targets(form)
    assert {"D7": "这一条改为400盏", "A1": "某市财政局 第 页"} == unplaced(form)


def test_a_title_in_a_text_box_above_the_table_is_the_title(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        sheet = book.add_worksheet("表")
        sheet.insert_textbox("A1", "2025年度项目支出绩效目标表")
        for row, values in enumerate(ROWS[2:], 3):
            for column, value in enumerate(values):
                sheet.write(row, column, str(value))
    ((form,),) = [read_forms(grid) for grid in read_sheets(tmp_path / "表.xlsx")]
    assert form.project is not None
    assert ("2025年度项目支出绩效目标表", 2025) == (form.project.heading.title, form.project.year)


def test_a_number_that_its_format_hides_is_listed(read: Callable[..., ReadForm]) -> None:
    form = read(formats={(6, 3): ";;;", (7, 3): "0%"})
    assert {"D7": "300"} == unplaced(form)
    assert ["", "98%"] == targets(form)[:2]
