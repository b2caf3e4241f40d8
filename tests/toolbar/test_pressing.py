"""Buttons of Calc's toolbar, pressed with the mouse in a window, do what the commands do; all of them: test_every_button."""

from __future__ import annotations

import shutil

import pytest

from macros_py.commands import COMMANDS, load_command
from macros_py.commands.registry import silent
from macros_py.engines import open_book
from macros_py.home import home
from macros_py.running import run_in_window, run_on_file
from macros_py.toolbar.live import adopted

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def sample(tmp_path):
    return shutil.copy(home() / "workbook" / "示例.xlsx", tmp_path / "示例 甲.xlsx")


@pytest.fixture
def opened(screen, sample):
    document = screen.open(sample)
    yield document
    document.close(True)


def cells(book):
    """The values and formulas of every sheet, by its name."""
    return {
        sheet.name: (sheet.used_range.address, sheet.used_range.formula)
        for sheet in book.sheets
        if sheet.name not in ("使用说明", "校验说明")
    }


def shown(screen, document):
    with adopted(screen.office, document) as book:
        return cells(book)


def commanded(command_id, path, **options):
    """What the command line says and leaves behind for the same workbook."""
    outcome = run_on_file(load_command(command_id), path, options, silent)
    with open_book(path) as book:
        return outcome, cells(book)


def test_the_toolbar_has_a_button_for_every_command_in_the_order_of_the_groups(screen, opened):
    assert set(screen.buttons(opened)) == {command.label for command in COMMANDS}


def test_check_lists_the_problems_colours_their_cells_and_selects_the_first(screen, opened, tmp_path):
    screen.press(opened, "校验")
    message = screen.message("绩效目标 · 校验")

    outcome, expected = commanded("check", shutil.copy(home() / "workbook" / "示例.xlsx", tmp_path / "乙.xlsx"))
    assert message == "\n".join(outcome.sentences)
    assert shown(screen, opened) == expected
    sheet, cell = outcome.select
    assert opened.CurrentSelection.AbsoluteName == f"${sheet}.${cell[0]}${cell[1:]}"
    assert opened.isModified()


def test_a_button_pressed_in_another_workbook_says_which_one_it_needs(screen):
    document = screen.office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, 1500, 900, 15)
    screen.press(document, "规范")

    assert "不是附表7标准工作簿" in screen.message("绩效目标 · 规范")
    document.close(True)


def test_the_command_line_works_in_the_clerks_window_and_leaves_it_open_unsaved(screen, profile, sample, monkeypatch):
    monkeypatch.setenv("FUBIAO7_OFFICE_PROFILE", str(profile))
    before = sample.read_bytes()
    outcome = run_in_window(load_command("check"), sample, {}, silent)

    (document,) = [one for one in screen.office.documents() if one.URL == sample.as_uri()]
    results = document.Sheets.getByName("校验结果").getCellRangeByName("A4:C4").DataArray[0]
    assert results[0] == 1.0
    assert outcome.sentences[-1].startswith("结果在 LibreOffice 的窗口里，还没有存盘")
    assert sample.read_bytes() == before
    document.close(True)
