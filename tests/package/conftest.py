"""Workbooks made by XlsxWriter, and packages in which one part is replaced by another text."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter


@pytest.fixture
def workbook(tmp_path):
    """A plain workbook with two sheets, a table, a name, and a formula whose result is an error."""
    path = tmp_path / "普通.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("项目清单")
        sheet.write_row("B3", ["编号", "名称"])
        sheet.write_row("B4", ["001", "甲"])
        sheet.add_table("B3:C4", {"name": "项目", "columns": [{"header": "编号"}, {"header": "名称"}]})
        sheet.write_formula("E9", "=1/0", None, "#DIV/0!")
        hidden = book.add_worksheet("字典")
        hidden.hide()
        book.define_name("年度", "=项目清单!$E$1")
        book.define_name("字典!本表", "=字典!$A$1")
    return path


@pytest.fixture
def changed(workbook, tmp_path):
    """Return a copy of the workbook with some parts replaced or added; None takes a part out."""

    def change(parts, name="改过.xlsx"):
        target = tmp_path / name
        with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w") as copy:
            for info in source.infolist():
                content = parts.get(info.filename, source.read(info))
                if callable(content):
                    content = content(source.read(info).decode())
                if content is not None:
                    copy.writestr(info.filename, content)
            for extra in parts.keys() - set(source.namelist()):
                copy.writestr(extra, parts[extra])
        return target

    return change


@pytest.fixture
def zip_of():
    """Return the bytes of a zip of the given parts."""

    def build(parts):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return stream.getvalue()

    return build
