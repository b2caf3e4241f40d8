"""A button pressed over something it cannot work with, in documents open in a real LibreOffice: a sentence, no change."""

from __future__ import annotations

import re
import shutil

import pytest

from macros_py.engines.calc.bridge import properties, struct
from macros_py.engines.port import xw
from macros_py.home import home
from macros_py.ribbon import press
from macros_py.sheets.columns import PROJECTS
from macros_py.toolbar.live import adopted

pytestmark = pytest.mark.libreoffice
SENTENCE = re.compile(r"[一-鿿].*[。！？]$", re.DOTALL)


@pytest.fixture
def opened(office, tmp_path):
    """Return what opens the sample as a clerk's document; all are closed at the end."""
    path = shutil.copy(home() / "workbook" / "示例.xlsx", tmp_path / "示例.xlsx")
    documents = []

    def load(**how):
        documents.append(office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, properties(**how)))
        return documents[-1]

    yield load
    for document in documents:
        document.close(True)


@pytest.fixture
def told(office, monkeypatch):
    """Return what presses a button in a document and gives the messages; by default not one cell may change."""
    messages = []

    def alert(app, prompt, title=None, buttons="ok", *rest):
        messages.append(prompt)
        return "no" if buttons != "ok" else "ok"

    monkeypatch.setattr(xw.App, "alert", alert)

    def press_in(command_id, document, *, changes=False):
        messages.clear()
        with adopted(office, document) as book:
            before = {sheet.name: sheet.used_range.formula for sheet in book.sheets}
            monkeypatch.setattr(xw.Book, "_mock_caller", book, raising=False)
            press(command_id)
            after = {sheet.name: sheet.used_range.formula for sheet in book.sheets}
            assert (after != before) == changes
            assert (book.app.status_bar, book.app.screen_updating, book.app.calculation) == (False, True, "automatic")
        assert all(SENTENCE.search(message) for message in messages), messages
        return list(messages)

    return press_in


def rows_of(document):
    """The database range behind the table 项目清单."""
    return document.DatabaseRanges.getByName("项目清单")


def test_another_workbook_is_told_which_one_is_needed(told, office):
    document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    (message,) = told("check", document)
    document.close(True)

    assert "不是附表7标准工作簿" in message and "要新建一本标准工作簿吗" in message


@pytest.mark.parametrize("command_id", ["check", "tidy", "score", "weights", "collect", "summary", "undo"])
def test_a_protected_sheet_is_named(command_id, told, opened):
    document = opened()
    document.Sheets.getByName("绩效指标").protect("")

    (message,) = told(command_id, document)

    assert "“绩效指标”工作表有保护" in message


@pytest.mark.parametrize("command_id", ["check", "score"])
def test_a_filtered_table_is_named(command_id, told, opened):
    document = opened()
    rows = rows_of(document)
    year = struct("com.sun.star.sheet.TableFilterField", Field=2, IsNumeric=True, NumericValue=2024.0)
    filters = rows.getFilterDescriptor()
    filters.ContainsHeader = True
    filters.setFilterFields((year,))
    rows.refresh()

    (message,) = told(command_id, document)

    assert "“项目清单”工作表正在筛选" in message


def test_a_sorted_table_is_checked_as_before(told, opened):
    document = opened()
    (as_it_was,) = told("check", document, changes=True)
    field = struct("com.sun.star.table.TableSortField", Field=2, IsAscending=False)
    area = rows_of(document).DataArea
    cells = document.Sheets.getByIndex(area.Sheet).getCellRangeByPosition(
        area.StartColumn, area.StartRow, area.EndColumn, area.EndRow
    )
    first = cells.getCellByPosition(0, 1).String
    sort = {"SortFields": struct_sequence(field), "ContainsHeader": True, "IsSortColumns": False}
    cells.sort(properties(**sort))
    assert cells.getCellByPosition(0, 1).String != first

    (message,) = told("check", document, changes=True)

    assert message == as_it_was


def struct_sequence(*fields):
    from macros_py.engines.calc.bridge import uno

    return uno().Any("[]com.sun.star.table.TableSortField", fields)


def test_a_renamed_sheet_is_named(told, opened):
    document = opened()
    document.Sheets.getByName("绩效指标").Name = "指标"

    (message,) = told("check", document)

    assert "没有“绩效指标”工作表" in message


def test_a_renamed_heading_is_named(told, opened):
    document = opened()
    sheet = document.Sheets.getByName("项目清单")
    heads = sheet.getCellRangeByName("A3:BZ3").DataArray[0]
    sheet.getCellByPosition(heads.index(PROJECTS.heading("name")), 2).String = "名字"

    (message,) = told("check", document)

    assert "缺少“项目名称”栏" in message


@pytest.mark.parametrize("command_id", ["check", "score", "undo"])
def test_a_read_only_document_is_named(command_id, told, opened):
    (message,) = told(command_id, opened(ReadOnly=True))

    assert "是只读打开的" in message


def test_collecting_where_nobody_can_pick_files_says_where_to_put_them(told, opened):
    (message,) = told("collect", opened())

    assert "弹不出选文件的对话框" in message and "“返回的表”" in message


def test_a_cell_that_is_being_edited_is_entered_by_the_click(screen, tmp_path):
    """Calc takes what is being typed before a toolbar button runs; the check then sees it."""
    path = shutil.copy(home() / "workbook" / "示例.xlsx", tmp_path / "示例.xlsx")
    document = screen.open(path)
    try:
        sheet = document.Sheets.getByName("项目清单")
        document.CurrentController.setActiveSheet(sheet)
        document.CurrentController.select(sheet.getCellRangeByName("H4"))
        screen.type(document, "typed")
        assert sheet.getCellRangeByName("H4").String != "typed"
        screen.press(document, "校验")
        message = screen.message("绩效目标 · 校验")
        assert message.startswith("校验了 24 个项目")
        assert sheet.getCellRangeByName("H4").String == "typed"
    finally:
        document.close(True)


def test_a_filter_on_the_results_is_taken_off(told, opened):
    document = opened()
    told("check", document, changes=True)
    results = document.DatabaseRanges.getByName("校验结果")
    hints = struct("com.sun.star.sheet.TableFilterField", Field=1, IsNumeric=False, StringValue="没有这样的级别")
    filters = results.getFilterDescriptor()
    filters.ContainsHeader = True
    filters.setFilterFields((hints,))
    results.refresh()
    rows = document.Sheets.getByName("校验结果").Rows
    assert not rows.getByIndex(3).IsVisible

    told("check", document)

    assert rows.getByIndex(3).IsVisible and rows.getByIndex(results.DataArea.EndRow).IsVisible
    assert not document.DatabaseRanges.getByName("校验结果").getFilterDescriptor().getFilterFields()
    assert document.DatabaseRanges.getByName("校验结果").AutoFilter
