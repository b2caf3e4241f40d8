"""A workbook with everything that saving must not lose, made by XlsxWriter as Excel would."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter


@pytest.fixture
def rich_file(tmp_path):
    path = tmp_path / "样本.xlsx"
    with xlsxwriter.Workbook(path) as book:
        text, date = book.add_format({"num_format": "@"}), book.add_format({"num_format": 31})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("项目清单")
        sheet.set_column("A:D", 18, text)
        sheet.set_column("G:H", None, None, {"hidden": True})
        sheet.write_row("B3", ["编号", "目标", "日期", "得分"])
        sheet.write_string("B4", "001", text)
        sheet.write_string("C4", "=3次", text)
        sheet.write_datetime("D4", dt.datetime(2026, 12, 20), date)
        sheet.write_formula("E4", "=1+2", None, 3)
        sheet.write_string("B5", "002", text)
        sheet.write_string("C5", "甲\n乙 ", text)
        sheet.write_boolean("D5", True)
        sheet.write_formula("E5", "=1/0", None, "#DIV/0!")
        sheet.write_rich_string("F4", "普通", bold, " 粗 ", "尾")
        sheet.write_number("F5", 0.1)
        columns = [{"header": name} for name in ("编号", "目标", "日期", "得分")]
        sheet.add_table("B3:E5", {"name": "项目", "style": "TableStyleLight9", "columns": columns})
        sheet.data_validation("C4:C99", {"validate": "list", "source": "=字典!$A$1:$A$3"})
        sheet.conditional_format("E4:E99", {"type": "cell", "criteria": "<", "value": 60, "format": bold})
        sheet.freeze_panes(3, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.print_area("B3:F99")
        sheet.set_footer("&C第 &P 页")
        sheet.write_url("F9", "internal:'字典'!A1", string="去字典")
        sheet.write_comment("B4", "编号是文本")
        sheet.set_row(3, 33)
        words = book.add_worksheet("字典")
        words.write_column("A1", ["甲", "乙", "丙"])
        words.very_hidden()
        book.define_name("年度", "=项目清单!$F$5")
    return path
