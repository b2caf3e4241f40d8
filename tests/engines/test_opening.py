from __future__ import annotations

import subprocess
import sys

import pytest

from macros_py.engines import engine_names, new_book, open_book
from macros_py.errors import FileProblem, MissingPart

READ_ONLY = """
import sys
from macros_py.engines import open_book
with open_book(sys.argv[1]) as book:
    sheet = book.sheets[0]
    sheet.used_range.value, [t.range.address for t in sheet.tables], list(book.names)
kept_out = [name for name in ("openpyxl", "pandas", "numpy") if name in sys.modules]
import xlwings, pandas
print(kept_out, xlwings.engines.active, pandas.DataFrame is not None)
"""


def test_a_pure_read_loads_neither_openpyxl_nor_pandas_and_leaves_both_importable(tmp_path):
    with new_book() as book:
        book.sheets[0]["A1"].value = [["甲", "乙"], [1, 2]]
        book.sheets[0].tables.add(book.sheets[0]["A1:B2"], name="表一")
        book.save(tmp_path / "甲.xlsx")
    command = [sys.executable, "-c", READ_ONLY, str(tmp_path / "甲.xlsx")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[] None True"


def test_the_engine_is_registered_once_and_active_only_inside_the_block():
    from macros_py.engines.port import xw

    active = xw.engines.active
    for _ in range(2):
        with new_book() as book:
            assert book.app.engine.name == xw.engines.active.name == "files"
    assert [engine.name for engine in xw.engines].count("files") == 1
    assert xw.engines.active is active
    assert len(xw.engines["files"].apps) == 0


def test_books_of_the_same_name_from_different_folders_are_open_at_once(tmp_path):
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        with new_book() as book:
            book.sheets[0]["A1"].value = folder
            book.save(tmp_path / folder / "附表7.xlsx")
    with open_book(tmp_path / "甲" / "附表7.xlsx") as one, open_book(tmp_path / "乙" / "附表7.xlsx") as other:
        assert (one.sheets[0]["A1"].value, other.sheets[0]["A1"].value) == ("甲", "乙")
        assert one != other


def test_a_book_that_is_only_read_leaves_the_active_engine_alone(tmp_path):
    from macros_py.engines.port import xw

    with new_book() as book:
        book.save(tmp_path / "甲.xlsx")
    active = xw.engines.active
    with open_book(tmp_path / "甲.xlsx", active=False) as book:
        assert xw.engines.active is active
        assert book.sheets[0].name == "Sheet1"


def test_a_sheet_of_either_of_two_open_books_can_be_activated():
    with new_book() as one, new_book() as other:
        for book in (one, other, one):
            book.sheets.add("新", after=book.sheets[0]) if "新" not in [s.name for s in book.sheets] else None
            book.sheets[0].activate()
            assert book.sheets.active.name == "Sheet1"


def test_a_mock_caller_is_the_book_as_in_excel():
    from macros_py.engines.port import xw

    with new_book() as book:
        book.set_mock_caller()
        try:
            assert xw.Book.caller() == book
        finally:
            del xw.Book._mock_caller


def test_closing_forgets_what_was_not_saved(tmp_path):
    with new_book() as book:
        book.save(tmp_path / "甲.xlsx")
    before = (tmp_path / "甲.xlsx").read_bytes()
    with open_book(tmp_path / "甲.xlsx") as book:
        book.sheets[0]["A1"].value = 1
    assert (tmp_path / "甲.xlsx").read_bytes() == before


def test_what_cannot_be_opened_is_told_in_a_sentence(tmp_path):
    with pytest.raises(FileProblem, match=r"找不到文件“没有.xlsx”"), open_book(tmp_path / "没有.xlsx"):
        pass
    with pytest.raises(MissingPart, match="没有“表格”"), new_book(engine="表格"):
        pass
    assert "files" in engine_names()


def test_an_error_inside_the_block_still_closes_the_book():
    from macros_py.engines.port import xw

    with pytest.raises(ZeroDivisionError), new_book():
        raise ZeroDivisionError
    assert len(xw.engines["files"].apps) == 0
