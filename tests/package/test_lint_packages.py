"""Files that are no packages or damaged ones, as the lint answers them."""

import io
import zipfile

import pytest

from macros_py.errors import FileProblem
from macros_py.package.lint import lint
from tests.package.damaged_books import SHEET, packed, rules, sound_book, sound_parts


@pytest.mark.parametrize(
    "name", ["/xl/a.xml", "xl\\a.xml", "xl/../a.xml", "xl//a.xml", "xl/表.xml", "C:a b.xml", "xl/a."]
)
def test_an_entry_of_no_sound_name_is_found(name):
    parts = [*sound_parts().items(), (name, b"<a/>")]
    assert "zip-entry-name" in rules(packed(parts))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET, SHEET.upper()])
def test_two_entries_of_one_name_are_found(name):
    assert {"zip-duplicate-entry"} == rules(packed([*sound_parts().items(), (name, sound_parts()[SHEET])]))


def flipped():
    """The sound book with one byte of a part's compressed content changed."""
    book = bytearray(sound_book())
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        entry = archive.getinfo(SHEET)
    book[entry.header_offset + 30 + len(SHEET) + entry.compress_size // 2] ^= 0xFF
    return bytes(book)


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"x" * 100, sound_book()[:2000], flipped()])
def test_what_is_no_whole_zip_is_said_to_be_damaged(content):
    assert ["zip-damaged"] == [complaint.rule for complaint in lint(content)]


def test_a_packing_method_that_excel_does_not_know_is_found():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in sound_parts().items():
            archive.writestr(name, content)
    assert ["zip-damaged"] == [complaint.rule for complaint in lint(stream.getvalue())]


def test_an_empty_zip_is_no_workbook():
    assert {"content-type-missing", "workbook-missing"} == rules(packed([]))


def test_a_missing_file_is_a_file_problem(tmp_path):
    with pytest.raises(FileProblem):
        lint(tmp_path / "没有.xlsx")
