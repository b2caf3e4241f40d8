"""What is asked of Excel's own objects: dialogs, print preview, protection, filters.

There is no Excel here. The file engine plays it under the name "excel", and what only COM has (``api``) is spelled out by
hand after Excel's object model; whether Excel answers so is on the list for people in docs/验收清单.md.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from macros_py.engines.files import book as books
from macros_py.engines.files import engine as engines
from macros_py.engines.files import sheet as sheets
from macros_py.engines.files import table as tables
from macros_py.engines.port import xw
from macros_py.home import home
from macros_py.ribbon import press


class Com:
    """The few members of Excel.Application that are called, with what they were called with."""

    def __init__(self):
        self.calls = []
        self.answers = {}
        self.selected = 1

    def __getattr__(self, name):
        def call(*args, **named):
            self.calls.append((name, *args, *named.items()))
            return self.answers.get(name, False)

        return call

    @property
    def ActiveWindow(self):  # noqa: N802 - Excel's name
        return SimpleNamespace(
            SelectedSheets=SimpleNamespace(
                Count=self.selected, PrintOut=lambda **named: self.calls.append(("selected", named))
            )
        )


@pytest.fixture
def com(monkeypatch):
    """Excel's application object; books, sheets and tables answer what a plain open workbook does."""
    api = Com()
    monkeypatch.setattr(engines.App, "api", property(lambda self: api))
    monkeypatch.setattr(books.Book, "ReadOnly", False, raising=False)
    monkeypatch.setattr(books.Book, "Saved", True, raising=False)
    monkeypatch.setattr(
        books.Book, "PrintOut", lambda self, **named: api.calls.append((self.name, named)), raising=False
    )
    monkeypatch.setattr(sheets.Sheet, "ProtectContents", False, raising=False)
    monkeypatch.setattr(sheets.Sheet, "FilterMode", False, raising=False)
    monkeypatch.setattr(tables.Table, "ShowAutoFilter", True, raising=False)
    monkeypatch.setattr(tables.Table, "AutoFilter", SimpleNamespace(FilterMode=False), raising=False)
    return api


@pytest.fixture
def excel_book(com, screen, sample_workbook, monkeypatch):
    """The sample, open in what calls itself Excel, with a button about to be pressed in it."""
    engine = engines.Engine()
    engine.name = "excel"
    app = xw.App(impl=engine.apps.add())
    before = xw.engines.active
    xw.Engine(impl=engine).activate()
    book = app.books.open(str(sample_workbook))
    monkeypatch.setattr(xw.Book, "_mock_caller", book, raising=False)
    yield book
    xw.engines.active = before
    app.quit()


def test_the_files_to_collect_are_picked_in_excels_dialog(excel_book, com, screen, tmp_path):
    press("generate")
    com.answers["GetOpenFilename"] = (str(tmp_path / "示例_打印表.xlsx"),)
    press("collect")

    name, *words = com.calls[0]
    assert (name, dict(words)["MultiSelect"]) == ("GetOpenFilename", True)
    assert "读了 24 张表" in screen.messages[1]


def test_leaving_the_dialog_does_nothing_and_says_nothing(excel_book, com, screen):
    press("collect")
    press("new")

    assert [call[0] for call in com.calls] == ["GetOpenFilename", "GetSaveAsFilename"]
    assert screen.messages == []


def test_a_new_workbook_goes_where_the_dialog_says(excel_book, com, screen, tmp_path):
    com.answers["GetSaveAsFilename"] = str(tmp_path / "我的.xlsx")
    press("new")

    assert (tmp_path / "我的.xlsx").read_bytes() == (home() / "workbook" / "附表7.xlsx").read_bytes()
    assert dict(com.calls[0][1:])["InitialFileName"] == str(tmp_path / "绩效目标.xlsx")


@pytest.mark.parametrize(("selected", "previewed"), [(1, "示例_打印表.xlsx"), (2, "selected")])
def test_printing_opens_the_preview_of_the_book_or_of_the_selected_sheets(excel_book, com, screen, selected, previewed):
    com.selected = selected
    press("print")

    assert com.calls == [(previewed, {"Preview": True})]
    assert "打印预览" in screen.messages[-1]
    assert [book.name for book in excel_book.app.books] == ["示例_打印表.xlsx", "示例.xlsx"]


def test_generated_sheets_with_changes_that_are_not_saved_stay(excel_book, com, screen, monkeypatch, tmp_path):
    press("generate")
    before = (tmp_path / "示例_打印表.xlsx").read_bytes()
    monkeypatch.setattr(books.Book, "Saved", False)
    excel_book.activate()
    press("generate")

    assert "里面有没存的改动" in screen.messages[-1]
    assert before == (tmp_path / "示例_打印表.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("owner", "name", "value", "words"),
    [
        (sheets.Sheet, "ProtectContents", True, "有保护"),
        (sheets.Sheet, "FilterMode", True, "正在筛选"),
        (tables.Table, "AutoFilter", SimpleNamespace(FilterMode=True), "正在筛选"),
        (books.Book, "ReadOnly", True, "只读"),
    ],
)
def test_what_keeps_excel_from_being_written_to_is_asked_first(
    excel_book, screen, monkeypatch, owner, name, value, words
):
    monkeypatch.setattr(owner, name, value)
    values = {sheet.name: sheet.used_range.value for sheet in excel_book.sheets}
    press("check")

    assert words in screen.messages[0] and len(screen.messages) == 1
    assert values == {sheet.name: sheet.used_range.value for sheet in excel_book.sheets}


def test_a_table_without_filter_buttons_is_written_to(excel_book, screen, monkeypatch):
    monkeypatch.setattr(tables.Table, "ShowAutoFilter", False)
    monkeypatch.setattr(tables.Table, "AutoFilter", None)
    press("check")

    assert "校验了 24 个项目" in screen.messages[0]


def test_cancelling_the_question_about_the_selected_rows_does_nothing(excel_book, screen, tmp_path):
    screen.answers[:] = ["cancel"]
    excel_book.sheets["项目清单"].activate()
    excel_book.sheets["项目清单"].range("A4:A6").select()
    press("generate")

    assert len(screen.messages) == 1
    assert not (tmp_path / "示例_打印表.xlsx").exists()
