from __future__ import annotations

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from macros_py.errors import FileProblem
from macros_py.package.inspection import BookKind, look, look_closely

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def test_a_workbook_is_known_for_what_it_is(workbook):
    assert look(workbook) is BookKind.WORKBOOK
    assert look_closely(workbook) is BookKind.WORKBOOK


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", BookKind.MACRO_WORKBOOK),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", BookKind.TEMPLATE),
    ],
)
def test_other_kinds_of_workbook_are_told_by_their_content_type(changed, mark, kind):
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert look(changed({"[Content_Types].xml": lambda text: text.replace(plain, mark)})) is kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (OLE + "Workbook".encode("utf-16-le"), r"旧格式.*另存为"),
        (OLE, "不是 Excel 工作簿"),
        (b"\xef\xbb\xbf<html><table>", "网页"),
        ("\ufeff<HTML>".encode("utf-16"), "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML 表格"),
        ("编号,名称\r\n1,甲".encode("gbk"), "CSV"),
        (b"%PDF-1.4\n", "PDF"),
        (bytes(range(256)), "不是 Excel 工作簿"),
        (b"PK\x03\x04" + bytes(100), "损坏或不完整"),
    ],
)
def test_a_file_that_only_has_the_name_of_a_workbook_is_told_apart(tmp_path, content, words):
    path = tmp_path / "绩效目标.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=words) as caught:
        look(path)
    assert "绩效目标.xlsx" in str(caught.value)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"甲.xlsx": b"x"}, "压缩包"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "OpenDocument"),
        ({"[Content_Types].xml": b"<Types>wordprocessingml</Types>"}, "Word"),
        ({"[Content_Types].xml": b"<Types>application/vnd.ms-excel.sheet.binary.macroEnabled.main</Types>"}, "xlsb"),
        ({"[Content_Types].xml": b"<Types/>"}, "不是 Excel 工作簿"),
    ],
)
def test_another_kind_of_package_is_told_apart(tmp_path, zip_of, parts, words):
    path = tmp_path / "甲.xlsx"
    path.write_bytes(zip_of(parts))
    with pytest.raises(FileProblem, match=words):
        look(path)


def test_a_missing_file_a_folder_and_an_owner_file_are_refused(tmp_path):
    (tmp_path / "夹.xlsx").mkdir()
    for name, words in (("没有.xlsx", "找不到文件“没有.xlsx”"), ("夹.xlsx", "文件夹"), ("~$甲.xlsx", "临时")):
        with pytest.raises(FileProblem, match=words):
            look(tmp_path / name)


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.98])
def test_a_truncated_workbook_is_refused(workbook, keep):
    data = workbook.read_bytes()
    workbook.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(FileProblem, match="损坏或不完整"):
        look(workbook)


def test_a_strict_workbook_is_refused_because_openpyxl_would_see_no_sheets(changed):
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    plain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    path = changed({"xl/workbook.xml": lambda text: text.replace(plain, strict)})
    with pytest.raises(FileProblem, match="严格"):
        look(path)


def test_a_workbook_that_lost_a_sheet_is_refused_with_the_name_of_the_sheet(changed):
    with pytest.raises(FileProblem, match="工作表“字典”"):
        look(changed({"xl/worksheets/sheet2.xml": None}))


def test_a_document_type_is_refused(changed):
    path = changed({"xl/workbook.xml": lambda text: text.replace("<workbook", "<!DOCTYPE x []><workbook", 1)})
    with pytest.raises(FileProblem, match="损坏"):
        look(path)


def test_a_bomb_is_refused_by_what_it_declares(tmp_path, changed):
    import zipfile

    path = changed({})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", bytes(30_000_000))
    with pytest.raises(FileProblem, match="压缩比例异常"):
        look(path)


@pytest.mark.parametrize(
    ("value", "words"), [("填了的格子", "内容太多，一次最多 1 万个"), (None, "格式一直刷到了最后一行")]
)
def test_more_cells_than_can_be_read_are_told_by_what_is_in_them(tmp_path, value, words):
    book = Workbook()
    for row in range(1, 5001):
        for column in range(1, 4):
            book.active.cell(row, column, value).font = Font(bold=True)
    book.save(tmp_path / "大.xlsx")

    with pytest.raises(FileProblem, match=words):
        look_closely(tmp_path / "大.xlsx", 10_000)


def test_a_lone_cell_in_the_last_corner_is_refused_and_mere_formatting_there_is_not(changed):
    corner = '<row r="1048576"><c r="XFD1048576"{}</row></sheetData>'
    filled = changed({"xl/worksheets/sheet1.xml": lambda t: t.replace("</sheetData>", corner.format("><v>1</v></c>"))})
    with pytest.raises(FileProblem, match="占用的范围太大"):
        look_closely(filled)
    declared = changed(
        {
            "xl/worksheets/sheet1.xml": lambda t: t.replace("</sheetData>", corner.format(' s="1"/>')).replace(
                '<dimension ref="B3:E9"/>', '<dimension ref="A1:XFD1048576"/>'
            )
        }
    )
    assert look(declared) is BookKind.WORKBOOK
    assert look_closely(declared) is BookKind.WORKBOOK
