"""Every button, from the ribbon XML to the cells: callback in the built VBA, its text to Python, the command, the message."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from macros_py.cli import main
from macros_py.commands import COMMANDS, IDS
from macros_py.commands.registry import GROUPS
from macros_py.engines import open_book
from macros_py.home import home
from macros_py.sheets.columns import PROJECTS
from macros_py.sheets.table import read_table

#: Every button is pressed in the file engine; in a real LibreOffice one that selects and one that asks. There all are
#: pressed with the mouse (tests/toolbar), and every command leaves the same cells (tests/engines/calc).
PRESSED = [*((command_id, "files") for command_id in IDS), ("check", "calc"), ("tidy", "calc")]
BUTTON = "{http://schemas.microsoft.com/office/2009/07/customui}button"


def ribbon():
    with zipfile.ZipFile(home() / "workbook" / "fubiao7.xlam") as package:
        return ElementTree.fromstring(package.read("customUI/customUI14.xml"))


BUTTONS = {button.get("id"): button for button in ribbon().iter(BUTTON)}


def expect_check(book, screen, path):
    assert book.sheets["校验结果"].range("B4").value in ("错误", "警告", "提示")
    assert any("校验了 24 个项目" in message for message in screen.messages)
    assert book.app.selection is not None and book.app.selection.sheet.name in ("项目清单", "绩效指标", "部门整体")


def expect_tidy(book, screen, path):
    assert [row[5] for row in book.sheets["规范记录"].range("A4:F5").value] == ["已改", "已改"]
    assert "现在就把它们一起改好吗" in screen.messages[1]


def expect_weights(book, screen, path):
    assert book.sheets["分值建议"].range("H4").value == "已写"
    assert "现在就写进“分值”栏吗" in screen.messages[1]


def expect_score(book, screen, path):
    table = read_table(book, PROJECTS)
    assert book.sheets["项目清单"].range(table.address("execution_rate", 4)).formula.startswith("=IF(")
    assert "给 1 个项目写好了" in screen.messages[-1]


def expect_summary(book, screen, path):
    assert book.sheets["汇总统计"].range("A1").value.endswith("项目绩效汇总统计")
    assert book.sheets["汇总统计"].range("C21").value == 24
    assert "汇总统计" in screen.messages[-1]


def expect_generate(book, screen, path):
    made = path.with_name("示例_打印表.xlsx")
    assert made.is_file() and str(made) in screen.messages[-1]
    assert [other.name for other in book.app.books] == [made.name, path.name]
    assert any(re.fullmatch(r"正在生成 12/2\d …", str(text)) for text in screen.status)


def expect_self_evaluate(book, screen, path):
    assert path.with_name("示例_自评表.xlsx").is_file()


def expect_export_pdf(book, screen, path):
    assert screen.opened == [path.with_name("示例_打印表.pdf")]
    assert screen.opened[0].read_bytes()[:5] == b"%PDF-"


def expect_print(book, screen, path):
    if book.app.engine.name != "files":
        assert "请按 Ctrl+P" in screen.messages[-1]
        assert "示例_打印表.xlsx" in [other.name for other in book.app.books]
        return
    printed = path.with_name("printed").read_text(encoding="utf-8").strip()
    assert printed == str(path.with_name("示例_打印表.pdf"))
    assert "已交给打印机" in screen.messages[-1]


def expect_collect(book, screen, path):
    assert "读了 24 张表" in screen.messages[0] or "读了 25 张表" in screen.messages[0]
    assert book.sheets["汇总差异"].range("B4").value


def expect_new(book, screen, path):
    made = path.with_name("绩效目标.xlsx")
    assert made.is_file() and str(made) in screen.messages[-1]
    assert made.name in [other.name for other in book.app.books]


def expect_settings(book, screen, path):
    assert screen.opened == [home() / "config.yaml"]


def expect_help(book, screen, path):
    assert screen.opened == [home() / "workbook" / "帮助.html"]


def expect_undo(book, screen, desk):
    assert "没有可以撤销的操作" in screen.messages[-1]


EXPECTED = {
    name.removeprefix("expect_").replace("_", "-"): check for name, check in globals().items() if name[:7] == "expect_"
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with the sample, one project of it executed, the returned forms, and a printer that keeps what it gets."""
    folder = tmp_path_factory.mktemp("desk")
    sample = Path(shutil.copy(home() / "workbook" / "示例.xlsx", folder))
    with open_book(sample) as book:
        table = read_table(book, PROJECTS)
        for field, amount in (("annual_budget", 40), ("executed", 30)):
            book.sheets["项目清单"].range(table.address(field, 4)).value = amount
        book.save()
    (folder / "返回的表").mkdir()
    main(["generate", str(sample), "--out", str(folder / "返回的表" / "返回.xlsx")])
    program = folder / "lp"
    program.write_text('#!/bin/sh\necho "$@" > "$(dirname "$1")/printed"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.fixture
def desk(prepared, tmp_path, monkeypatch):
    """The sample on a desk of its own."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path / "示例.xlsx"


@pytest.mark.libreoffice
@pytest.mark.parametrize(("command_id", "pressed_in"), PRESSED, indirect=["pressed_in"])
def test_a_button_does_its_work_from_the_ribbon_to_the_cells(
    command_id, books_in_calc, desk, screen, pressed_in, run_vba
):
    button = BUTTONS[command_id.replace("-", "_")]
    callback = button.get("onAction").removeprefix("Fubiao7Buttons.")
    (text,) = run_vba(callback).texts
    screen.answers[:] = ["yes"] if command_id in ("tidy", "weights") else []

    with pressed_in(desk) as book:
        exec(compile(text, "<vba>", "exec"), {})

        EXPECTED[command_id](book, screen, desk)
        assert screen.messages and all(re.search("[一-鿿]", message) for message in screen.messages)
        assert re.fullmatch("正在.+ …", str(screen.status[0])) and screen.status[-1] is False
        assert (book.app.screen_updating, book.app.calculation) == (True, "automatic")


def test_every_command_has_a_test_of_its_button():
    assert set(IDS) == set(EXPECTED)


def test_every_command_has_a_button_in_its_group_in_the_order_of_the_work():
    groups = {
        group.get("label"): [b.get("label") for b in group]
        for tab in ribbon().iter()
        for group in tab
        if group.tag.endswith("group")
    }

    assert [group for group in GROUPS if group in groups] == list(groups)
    assert groups == {group: [command.label for command in COMMANDS if command.group == group] for group in groups}
    assert {command.label for command in COMMANDS} == {label for labels in groups.values() for label in labels}


def test_every_command_has_a_module_of_its_name_a_help_entry_and_a_way_on_the_command_line():
    from macros_py.cli import parser

    page = (home() / "workbook" / "帮助.html").read_text(encoding="utf-8")
    verbs = parser().format_help()

    assert [command.id for command in COMMANDS] == list(IDS)
    for command in COMMANDS:
        assert f"<td>{command.label}</td><td>{command.supertip}" in page
        assert re.search(rf"^ +{command.id}\s", verbs, re.MULTILINE)


def test_the_texts_passed_to_python_are_ascii_and_hold_no_name_of_a_workbook(run_vba):
    for stem in BUTTONS:
        (text,) = run_vba(f"Press_{stem}").texts
        assert re.fullmatch(r"import macros_py\.ribbon;macros_py\.ribbon\.press\('[a-z-]+'\)", text)


def test_a_button_without_an_open_workbook_says_so_in_chinese(run_vba):
    ran = run_vba("Press_check", workbook=False)

    assert (ran.texts, len(ran.boxes)) == ([], 1)
    assert ran.boxes[0].startswith("没有打开可以编辑的工作簿")


def test_a_new_workbook_can_be_made_while_none_is_open(run_vba):
    assert len(run_vba("Press_new", workbook=False).texts) == 1


def test_where_the_interpreter_cannot_be_kept_alive_a_fresh_one_is_started(run_vba):
    ran = run_vba("Press_check", failures=1)

    assert (len(ran.texts), ran.boxes, ran.fresh) == (2, [], True)


def test_where_no_interpreter_starts_the_clerk_is_told_in_chinese_what_to_do(run_vba):
    ran = run_vba("Press_check", failures=2)

    assert (len(ran.texts), len(ran.boxes)) == (2, 1)
    assert "fubiao7 addin doctor" in ran.boxes[0]
