"""What a clerk is told when a button meets something it cannot work with: a sentence each, nothing half written."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import textwrap
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.filters import FilterColumn, Filters

from macros_py.cli import main
from macros_py.commands import COMMANDS, IDS
from macros_py.commands.readiness import WRITTEN
from macros_py.commands.registry import Needs
from macros_py.commands.tidy import RECORD
from macros_py.commands.weights import PROPOSALS
from macros_py.engines import open_book
from macros_py.engines.port import xw
from macros_py.home import home
from macros_py.ribbon import press
from macros_py.sheets.columns import PROJECTS
from macros_py.sheets.differences import DIFFERENCES
from macros_py.sheets.results import RESULTS
from macros_py.sheets.summary_sheet import SHEET as SUMMARY
from macros_py.sheets.table import read_table

WRITING = [command.id for command in COMMANDS if command.writes and command.needs is not Needs.NOTHING]
STANDARD = [command.id for command in COMMANDS if command.needs is Needs.STANDARD_WORKBOOK]
SENTENCE = re.compile(r"[一-鿿].*[。！？]$", re.DOTALL)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def told(pressed_in, screen):
    """Return what presses a button in a file and gives the messages; the app must be as it was, the cells untouched."""

    def press_in(command_id, path, *answers):
        before = digest(path)
        there = sorted(path.parent.rglob("*"))
        screen.answers[:] = answers
        screen.messages.clear()
        with pressed_in(path) as book:
            values = {sheet.name: sheet.used_range.value for sheet in book.sheets}
            press(command_id)
            assert values == {sheet.name: sheet.used_range.value for sheet in book.sheets}
            assert (book.app.status_bar, book.app.screen_updating, book.app.calculation) == (False, True, "automatic")
        assert (before, there) == (digest(path), sorted(path.parent.rglob("*")))
        assert all(SENTENCE.search(message) for message in screen.messages), screen.messages
        assert not any("Traceback" in message or "--" in message for message in screen.messages)
        return screen.messages

    return press_in


@cache
def _changed(content, change):
    book = load_workbook(io.BytesIO(content))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(path, change):
    """Change a file, once for all tests that make the same change to the same file."""
    path.write_bytes(_changed(path.read_bytes(), change))
    return path


def rename_sheet(book):
    book["绩效指标"].title = "指标"


def rename_heading(book):
    (cell,) = [cell for cell in book["绩效指标"][3] if cell.value == "指标值"]
    cell.value = "目标"


def protect(book):
    book["绩效指标"].protection.enable()


def filter_rows(book):
    table = book["项目清单"].tables["项目清单"]
    table.autoFilter.filterColumn = [FilterColumn(colId=2, filters=Filters(filter=["2024"]))]


def put_text(book):
    (column,) = [cell.column for cell in book["项目清单"][3] if cell.value == "财政拨款"]
    book["项目清单"].cell(5, column, "约四十五万")


def edit_title(book):
    book.worksheets[3]["A1"] = "手改的标题"


@pytest.mark.parametrize("command_id", STANDARD)
def test_in_another_workbook_it_says_which_one_it_needs_and_offers_to_make_one(command_id, told, tmp_path):
    Workbook().save(tmp_path / "别的.xlsx")

    (message,) = told(command_id, tmp_path / "别的.xlsx", "no")

    assert "不是附表7标准工作簿" in message and "要新建一本标准工作簿吗" in message


def test_the_standard_workbook_is_made_when_the_clerk_says_yes(pressed_in, screen, tmp_path):
    Workbook().save(tmp_path / "别的.xlsx")
    (tmp_path / "绩效目标.xlsx").write_text("别人的文件")
    screen.answers[:] = ["yes"]

    with pressed_in(tmp_path / "别的.xlsx") as book:
        press("check")
        made = tmp_path / "绩效目标2.xlsx"
        assert made.name in [other.name for other in book.app.books]

    assert made.read_bytes() == (home() / "workbook" / "附表7.xlsx").read_bytes()
    assert str(made) in screen.messages[-1]


@pytest.mark.parametrize("command_id", ["export-pdf", "print"])
def test_printing_needs_a_standard_workbook_or_a_generated_one(command_id, told, tmp_path):
    Workbook().save(tmp_path / "别的.xlsx")

    (message,) = told(command_id, tmp_path / "别的.xlsx")

    assert "既不是标准工作簿，也不是【生成附表】得到的打印表" in message


@pytest.mark.parametrize("command_id", STANDARD)
def test_a_renamed_sheet_is_named(command_id, told, sample_workbook):
    (message,) = told(command_id, changed(sample_workbook, rename_sheet))

    assert "没有“绩效指标”工作表" in message


@pytest.mark.parametrize("command_id", [name for name in STANDARD if name not in ("collect", "undo")])
def test_a_renamed_heading_is_named(command_id, told, sample_workbook):
    (message,) = told(command_id, changed(sample_workbook, rename_heading))

    assert "缺少“指标值”栏" in message


@pytest.mark.parametrize("command_id", WRITING)
def test_a_protected_sheet_is_named_and_nothing_is_written(command_id, told, sample_workbook):
    (message,) = told(command_id, changed(sample_workbook, protect))

    assert "“绩效指标”工作表有保护" in message


@pytest.mark.parametrize("command_id", WRITING)
def test_a_filtered_table_is_not_written_to(command_id, told, sample_workbook):
    (message,) = told(command_id, changed(sample_workbook, filter_rows))

    assert "“项目清单”工作表正在筛选" in message


@pytest.mark.parametrize("command_id", WRITING)
def test_a_read_only_file_is_not_written_to(command_id, told, sample_workbook):
    sample_workbook.chmod(0o444)

    (message,) = told(command_id, sample_workbook)

    assert "是只读打开的" in message


def test_a_sorted_table_is_checked_as_before(pressed_in, screen, sample_workbook):
    """Sorting moves whole rows; a finding follows its row."""
    found = {}
    for order in ("as it was", "turned around"):
        with pressed_in(sample_workbook) as book:
            table = read_table(book, PROJECTS)
            if order == "turned around":
                rows = book.sheets["项目清单"].range((4, 1), (27, len(table.columns.columns)))
                rows.formula = [list(row) for row in reversed(rows.formula)]
            press("check")
            results = book.sheets["校验结果"].used_range.value[3:]
            found[order] = sorted((row[1], row[2], row[3], row[5]) for row in results)

    assert found["as it was"] == found["turned around"]


@pytest.mark.parametrize("command_id", ["score", "generate"])
def test_text_for_an_amount_is_named_with_its_cell(command_id, told, sample_workbook):
    (message,) = told(command_id, changed(sample_workbook, put_text))

    assert "约四十五万" in message


def test_wrong_settings_are_told_and_the_file_is_opened(told, screen, sample_workbook, tmp_path, monkeypatch):
    elsewhere = tmp_path / "家"
    shutil.copytree(home() / "templates_xlsx", elsewhere / "templates_xlsx")
    text = (home() / "config.yaml").read_text(encoding="utf-8")
    (elsewhere / "config.yaml").write_text(text.replace("execution: 按比例", "execution: 随便"), encoding="utf-8")
    monkeypatch.setenv("FUBIAO7_HOME", str(elsewhere))

    for command_id in IDS:
        (message,) = told(command_id, sample_workbook)
        assert "execution 写的是“随便”" in message
    assert set(screen.opened) == {elsewhere / "config.yaml"}


def test_an_unexpected_error_goes_to_the_log_and_the_screen_comes_back(
    pressed_in, screen, sample_workbook, monkeypatch
):
    monkeypatch.setattr("macros_py.commands.checked.run_checks", lambda *rest: 1 / 0)

    with pressed_in(sample_workbook) as book:
        press("check")
        assert (book.app.status_bar, book.app.screen_updating, book.app.calculation) == (False, True, "automatic")

    (message,) = screen.messages
    assert "程序出了意外" in message and "ZeroDivision" not in message


def test_when_excel_refuses_the_clerk_is_told_to_end_editing(pressed_in, screen, sample_workbook, monkeypatch):
    class com_error(Exception):  # noqa: N801 - the name pywin32 gives it
        pass

    def refuse(*rest):
        raise com_error(-2146777998, "call was rejected by callee")

    monkeypatch.setattr("macros_py.commands.checked.run_checks", refuse)
    with pressed_in(sample_workbook):
        press("check")

    assert "正在编辑某个格子" in screen.messages[0]


def test_a_full_disk_leaves_the_last_sheets_as_they_were(sample_workbook, tmp_path):
    """In a process of its own, which may write no file beyond 20 kB: what a full disk is to write_beside."""
    made = tmp_path / "示例_打印表.xlsx"
    main(["generate", str(sample_workbook)])
    last_week = made.read_bytes()
    program = """
        import resource, signal, sys
        from macros_py.engines import open_book
        from macros_py.engines.port import xw
        from macros_py.ribbon import press
        messages = []
        xw.App.alert = lambda app, prompt, *rest, **named: messages.append(prompt)
        with open_book(sys.argv[1]) as book:
            book.set_mock_caller()
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
            press("generate")
        sys.stdout.buffer.write("\\n".join(messages).encode())
    """
    if sys.platform == "win32":
        pytest.skip("Windows has no limit on the size of a file")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(sample_workbook)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(home())},
    )

    assert "没有保存" in done.stdout.decode()
    assert made.read_bytes() == last_week
    assert sorted(path.name for path in tmp_path.iterdir()) == ["示例.xlsx", "示例_打印表.xlsx"]


@pytest.mark.parametrize("command_id", ["generate", "self-evaluate", "export-pdf", "print"])
def test_a_workbook_that_was_never_saved_has_no_place_for_its_sheets(
    command_id, screen, sample_workbook, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    with open_book(sample_workbook) as book:
        book.impl.path = None
        monkeypatch.setattr(xw.Book, "_mock_caller", book, raising=False)
        press(command_id)

    (message,) = screen.messages
    assert "还没有存过盘" in message
    assert [sample_workbook] == list(tmp_path.iterdir())


@pytest.mark.parametrize("command_id", ["generate", "self-evaluate", "export-pdf", "print"])
def test_a_workbook_that_lies_only_in_the_cloud_has_no_place_either(
    command_id, pressed_in, screen, sample_workbook, monkeypatch
):
    def unknown(book):
        raise xw.XlwingsError("couldn't find the local path of https://…")

    with pressed_in(sample_workbook):
        monkeypatch.setattr(xw.Book, "fullname", property(unknown))
        press(command_id)

    (message,) = screen.messages
    assert "只放在网上（OneDrive）" in message


def select(book, address):
    book.sheets["项目清单"].activate()
    book.sheets["项目清单"].range(address).select()


@pytest.mark.parametrize(
    ("address", "answers", "made"),
    [
        ("B5", [], 24),
        ("B5:B7", ["yes"], 3),
        ("B5:B7", ["no"], 24),
        ("A4:C27", [], 24),
    ],
)
def test_selected_rows_of_the_list_choose_the_projects(address, answers, made, pressed_in, screen, sample_workbook):
    screen.answers[:] = answers
    with pressed_in(sample_workbook) as book:
        select(book, address)
        press("generate")

    assert f"生成了 {made} 张表" in screen.messages[-1]
    assert len(screen.messages) == 1 + len(answers)


def test_a_selected_number_may_hold_what_parts_typed_ones(pressed_in, screen, sample_workbook):
    screen.answers[:] = ["yes"]
    with pressed_in(sample_workbook) as book:
        book.sheets["项目清单"].range("A5").value = "教育、01,乙"
        select(book, "B5:B6")
        press("generate")

    assert "生成了 2 张表" in screen.messages[-1]


def test_a_selection_on_another_sheet_chooses_nothing(pressed_in, screen, sample_workbook):
    with pressed_in(sample_workbook) as book:
        book.sheets["绩效指标"].activate()
        book.sheets["绩效指标"].range("A4:A9").select()
        press("generate")

    assert "生成了 24 张表" in screen.messages[-1]


def test_generated_sheets_that_stand_open_are_replaced(pressed_in, screen, sample_workbook):
    with pressed_in(sample_workbook) as book:
        press("generate")
        book.activate()
        press("generate")
        assert len(book.app.books) == 2

    assert [message[:3] for message in screen.messages] == ["生成了"] * 2


@pytest.mark.parametrize("answer", ["no", "yes"])
@pytest.mark.parametrize(
    ("command_id", "made"), [("generate", "打印表"), ("self-evaluate", "自评表"), ("print", "打印表")]
)
def test_a_sheet_edited_by_hand_is_replaced_only_after_a_question(
    pressed_in, screen, sample_workbook, command_id, made, answer
):
    main([command_id if command_id != "print" else "generate", str(sample_workbook)])
    printed = sample_workbook.with_name(f"示例_{made}.xlsx")
    edited = changed(printed, edit_title).read_bytes()
    screen.answers[:] = [answer]
    with pressed_in(sample_workbook):
        press(command_id)

    question, *after = screen.messages
    assert "被人改过" in question and question.endswith("把这个文件改名。") and "--" not in question
    assert len(after) == (answer == "yes")
    assert (printed.read_bytes() == edited) == (answer == "no")


def test_collecting_without_a_folder_says_where_to_put_the_forms(told, sample_workbook):
    (message,) = told("collect", sample_workbook)

    assert "返回的表" in message


def test_an_offer_that_is_declined_changes_nothing_more(pressed_in, screen, sample_workbook):
    screen.answers[:] = ["no"]
    with pressed_in(sample_workbook) as book:
        press("tidy")
        states = {row[5] for row in book.sheets["规范记录"].used_range.value[3:]}

    assert states == {"建议"}


def test_the_sheets_that_are_asked_for_protection_are_those_that_commands_write():
    assert {RESULTS.sheet, RECORD.sheet, PROPOSALS.sheet, DIFFERENCES.sheet, SUMMARY} <= set(WRITTEN)
