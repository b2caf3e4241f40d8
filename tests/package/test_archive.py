from __future__ import annotations

import datetime as dt
import errno
import io
import os
import re
import zipfile

import openpyxl
import pytest
import python_calamine
from openpyxl import Workbook, load_workbook

from macros_py.errors import FileProblem
from macros_py.package.archive import TEMPORARY_PREFIX, normalise, package_bytes, write_beside


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(TEMPORARY_PREFIX)]


def test_a_package_is_the_same_bytes_every_time_and_begins_with_its_content_types():
    parts = {"xl/workbook.xml": b"<a/>", "_rels/.rels": b"<r/>", "[Content_Types].xml": b"<t/>"}
    data = package_bytes(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}
        assert archive.read("xl/workbook.xml") == b"<a/>"
    assert package_bytes(parts.items()) == data


def test_a_workbook_of_openpyxl_becomes_reproducible(tmp_path):
    made = []
    for year in (2001, 2026):
        book = openpyxl.Workbook()
        book.active["A1"] = "甲"
        book.properties.created = book.properties.modified = dt.datetime(year, 5, 6)
        book.save(tmp_path / "甲.xlsx")
        made.append(normalise(tmp_path / "甲.xlsx"))
    assert made[0] == made[1] == normalise(made[0])
    assert openpyxl.load_workbook(io.BytesIO(made[0])).active["A1"].value == "甲"


def test_the_properties_of_fonts_come_in_the_order_of_the_schema(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"].font = openpyxl.styles.Font(name="宋体", size=14, bold=True, color="FF0000", underline="single")
    book.save(tmp_path / "甲.xlsx")
    data = normalise(tmp_path / "甲.xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        fonts = re.findall(r"<font>(.*?)</font>", archive.read("xl/styles.xml").decode())
    assert re.findall(r"<(\w+)", fonts[1]) == ["b", "u", "sz", "color", "name"]
    font = openpyxl.load_workbook(io.BytesIO(data)).active["A1"].font
    assert (font.name, font.sz, font.b, font.u, font.color.rgb) == ("宋体", 14, True, "single", "00FF0000")


def test_print_titles_name_their_columns_first():
    """Of any other order LibreOffice keeps a second name and writes both, which Excel repairs."""
    book = Workbook()
    both, rows = book.active, book.create_sheet("二")
    both.title = "一"
    both.print_title_rows, both.print_title_cols = "2:3", "A:C"
    rows.print_title_rows = "1:1"
    stream = io.BytesIO()
    book.save(stream)

    again = load_workbook(io.BytesIO(normalise(stream.getvalue())))
    with zipfile.ZipFile(io.BytesIO(normalise(stream.getvalue()))) as archive:
        names = re.findall("Print_Titles[^>]*>([^<]*)<", archive.read("xl/workbook.xml").decode())

    assert ["'一'!$A:$C,'一'!$2:$3", "'二'!$1:$1"] == names
    assert ("$2:$3", "$A:$C") == (again["一"].print_title_rows, again["一"].print_title_cols)


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path):
    target = tmp_path / "甲.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_beside(target, lambda stream: stream.write(b"new"))
    assert (target.read_bytes(), target.stat().st_mode & 0o777, leftovers(tmp_path)) == (b"new", 0o640, [])


def test_a_new_file_obeys_the_umask_so_that_colleagues_can_read_it(tmp_path):
    old = os.umask(0o022)
    try:
        write_beside(tmp_path / "甲.xlsx", lambda stream: stream.write(b"new"))
    finally:
        os.umask(old)
    assert (tmp_path / "甲.xlsx").stat().st_mode & 0o777 == 0o644


def test_a_link_is_followed(tmp_path):
    (tmp_path / "真.xlsx").write_bytes(b"old")
    (tmp_path / "链.xlsx").symlink_to(tmp_path / "真.xlsx")
    write_beside(tmp_path / "链.xlsx", lambda stream: stream.write(b"new"))
    assert (tmp_path / "链.xlsx").is_symlink()
    assert (tmp_path / "真.xlsx").read_bytes() == b"new"


@pytest.mark.parametrize("failure", [ValueError("x"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_whatever_goes_wrong_while_writing_the_old_file_stays(tmp_path, failure):
    target = tmp_path / "甲.xlsx"
    target.write_bytes(b"old")

    def writer(stream):
        stream.write(b"half")
        raise failure

    with pytest.raises((ValueError, KeyboardInterrupt, FileProblem)):
        write_beside(target, writer)
    assert (target.read_bytes(), leftovers(tmp_path)) == (b"old", [])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "正在 Excel、WPS 中打开"),
        (errno.EROFS, "只读"),
        (errno.EIO, "没有保存"),
    ],
)
def test_each_failure_has_its_sentence_with_the_name_of_the_file(tmp_path, code, words):
    target = tmp_path / "附表7.xlsx"
    target.write_bytes(b"old")

    def writer(_):
        raise OSError(code, os.strerror(code))

    with pytest.raises(FileProblem, match=words) as caught:
        write_beside(target, writer)
    assert "附表7.xlsx" in str(caught.value)


def test_a_read_only_file_a_missing_folder_and_a_folder_are_refused(tmp_path):
    read_only = tmp_path / "只读.xlsx"
    read_only.write_bytes(b"old")
    read_only.chmod(0o444)
    (tmp_path / "夹.xlsx").mkdir()
    for target, words in (
        (read_only, "只读"),
        (tmp_path / "没有的夹" / "甲.xlsx", "找不到文件夹"),
        (tmp_path / "夹.xlsx", "文件夹"),
    ):
        with pytest.raises(FileProblem, match=words):
            write_beside(target, lambda stream: stream.write(b"new"))
    assert read_only.read_bytes() == b"old"


def test_a_text_that_looks_like_an_escape_stays_what_it_is(tmp_path):
    from openpyxl import Workbook, load_workbook

    book = Workbook()
    book.active["A1"] = "编号_x0041_号"
    book.active["A2"] = "_xD83D_"
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(normalise(tmp_path / "a.xlsx"))
    load_workbook(tmp_path / "b.xlsx").save(tmp_path / "c.xlsx")
    (tmp_path / "d.xlsx").write_bytes(normalise(tmp_path / "c.xlsx"))

    for name in ("b.xlsx", "d.xlsx"):
        grid = python_calamine.CalamineWorkbook.from_path(str(tmp_path / name)).get_sheet_by_index(0).to_python()
        assert [row[0] for row in grid] == ["编号_x0041_号", "_xD83D_"]
