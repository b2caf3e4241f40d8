"""Files that come back: what can be read is, what cannot is said in a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from macros_py.errors import FileProblem
from macros_py.sheets.forms_reading import Grid, read_forms, read_sheets


@pytest.fixture
def good(typed: Callable[..., Grid], written: Callable[..., Path], real_forms: list[dict]) -> Path:
    return written(typed(real_forms[0]), name="好.xlsx")


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info.filename, change(content) if info.filename == part else content)
    return path


def encrypted(path: Path) -> Path:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    return path


def photographed(path: Path) -> Path:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    book = openpyxl.Workbook()
    book.save(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/media/image1.png", picture + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))
        package.writestr("xl/drawings/drawing1.xml", "<xdr/>")
    return path


def emptied(path: Path) -> Path:
    openpyxl.Workbook().save(path)
    return path


def with_shared_texts(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_string(0, 0, "项目名称")
    return path


def truncated(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-200])
    return path


DAMAGES: dict[str, Callable[[Path], Path]] = {
    "加了密码": encrypted,
    "只有图片": photographed,
    "是空的": emptied,
    "已损坏或不完整": truncated,
    "空文件": lambda path: (path.write_bytes(b""), path)[1],
    "找不到": lambda path: path.with_name("没有.xlsx"),
    "文件夹": lambda path: path.parent,
    "已损坏": lambda path: with_part(path, "xl/worksheets/sheet1.xml", lambda content: content[: len(content) // 2]),
    "sharedstrings": lambda path: with_part(
        with_shared_texts(path), "xl/sharedStrings.xml", lambda content: content.replace(b"</si>", b"", 1)
    ),
}


@pytest.mark.parametrize("words", DAMAGES)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(words: str, good: Path) -> None:
    path = DAMAGES[words](good)
    with pytest.raises(FileProblem, match=words) as problem:
        read_sheets(path)
    assert path.name in str(problem.value)


def test_an_old_file_with_a_new_name_is_refused(good: Path) -> None:
    good.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "Workbook".encode("utf-16-le"))
    with pytest.raises(FileProblem, match=r"旧格式.*\.xls"):
        read_sheets(good)


def test_a_damaged_old_file_is_refused_and_says_nothing_else(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    with pytest.raises(FileProblem, match="损坏"):
        read_sheets(path)
    assert "" == capfd.readouterr().err


def test_a_new_file_with_an_old_name_is_read(good: Path) -> None:
    path = good.rename(good.with_suffix(".xls"))
    assert ["附表7"] == [form.kind for grid in read_sheets(path) for form in read_forms(grid)]


def test_hidden_sheets_are_read_and_marked(good: Path) -> None:
    book = openpyxl.load_workbook(good)
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(good)
    assert [("表1", False), ("藏", True)] == [(grid.name, grid.hidden) for grid in read_sheets(good)]


def test_a_sheet_with_a_lone_cell_far_away_is_refused(good: Path) -> None:
    book = openpyxl.load_workbook(good)
    book.active["ZZ90000"] = "远"
    book.save(good)
    with pytest.raises(FileProblem, match="多余的行列|多余的字"):
        read_sheets(good)


def test_a_sheet_that_does_not_begin_at_a1_keeps_its_addresses(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C5"] = "项目名称"
    book.active.merge_cells("C5:D6")
    book.save(tmp_path / "x.xlsx")
    (grid,) = read_sheets(tmp_path / "x.xlsx")
    assert ({(5, 3): "项目名称"}, ((5, 3, 6, 4),)) == (grid.cells, grid.merges)


@pytest.mark.libreoffice
def test_an_old_xls_file_reads_like_the_new_one(
    good: Path, tmp_path: Path, resaved: Callable[[Path, Path], Path]
) -> None:
    path = resaved(good, tmp_path / "old" / "好.xls")
    old, new = read_sheets(path), read_sheets(good)
    assert [read_forms(grid) for grid in new] == [read_forms(grid) for grid in old]
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(FileProblem, match="损坏"):
        read_sheets(path)
