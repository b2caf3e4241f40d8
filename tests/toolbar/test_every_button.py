"""A day's work by mouse: every button of Calc's toolbar in the order of the work, and what each of them did."""

from __future__ import annotations

import os
import shutil

import pytest

from macros_py.commands import COMMANDS, load_command
from macros_py.commands.registry import silent
from macros_py.engines import open_book
from macros_py.home import home
from macros_py.running import run_on_file
from macros_py.sheets.columns import INDICATORS, PROJECTS
from macros_py.sheets.table import read_table
from macros_py.toolbar.live import adopted

pytestmark = pytest.mark.libreoffice
ORDER = (
    *("check", "tidy", "score", "weights", "generate", "self-evaluate", "export-pdf", "print", "collect", "summary"),
    *("undo", "settings", "help", "new"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with the sample, three of its projects executed and measured, and a form that came back."""
    folder = tmp_path_factory.mktemp("desk")
    path = folder / "sample.xlsx"
    shutil.copy(home() / "workbook" / "示例.xlsx", path)
    with open_book(path) as book:
        table = read_table(book, PROJECTS)
        for field, amounts in (("annual_budget", [100.0, 50.0, 40.0]), ("executed", [75.0, 50.0, 10.0])):
            book.sheets[table.sheet].range(table.address(field, 4)).value = [[amount] for amount in amounts]
        book.save()
    returned = folder / "returned.xlsx"
    run_on_file(load_command("generate"), path, {"out": str(returned), "projects": "2025-001"}, silent)
    with open_book(path) as book:
        # The form that comes back says more than the list does now.
        table = read_table(book, PROJECTS)
        row = next(one.row for one in table.records() if one.raw("project_id") == "2025-001")
        book.sheets[table.sheet].range(table.address("goal", row)).value = "还没有写好"
        book.save()
    return path


@pytest.fixture(scope="module")
def opened_files(tmp_path_factory):
    """What the desktop was asked to open: an xdg-open ahead of the others only writes it down."""
    folder = tmp_path_factory.mktemp("programs")
    record = folder / "opened.txt"
    record.touch()
    program = folder / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {record}\n')
    program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        yield record


@pytest.fixture
def document(opened_files, screen, desk):
    """The sample in a window."""
    document = screen.open(desk)
    yield document
    document.close(True)


def commanded(command_id, path, copy, **options):
    """What the command says on the command line for a copy of the workbook."""
    shutil.copy(path, copy)
    return run_on_file(load_command(command_id), copy, options, silent)


def test_every_button_pressed_with_the_mouse_in_the_order_of_the_work(document, desk, opened_files, screen, tmp_path):
    sheets, said = document.Sheets, {}
    before = desk.read_bytes()

    def press(command_id, *answers):
        """Press a button; answer each message with one of its buttons, by default the last."""
        label = load_command(command_id).label
        screen.press(document, label)
        said[command_id] = [screen.message(f"绩效目标 · {label}", answer) for answer in (*answers, -1)]

    def cell(sheet, field, row):
        table_sheet = sheets.getByName(sheet.sheet)
        heads = table_sheet.getCellRangeByName("A3:BZ3").DataArray[0]
        return table_sheet.getCellByPosition(heads.index(sheet.heading(field)), row - 1)

    def window_of(path):
        return next(one for one in screen.office.documents() if one.URL == path.as_uri())

    expected = commanded("check", desk, tmp_path / "检查.xlsx")
    press("check")
    assert said["check"] == ["\n".join(expected.sentences)]
    sheet, address = expected.select
    assert document.CurrentSelection.AbsoluteName == f"${sheet}.${address[0]}${address[1:]}"
    assert sheets.getByName("校验结果").getCellRangeByName("A4").Value == 1.0

    # Yes, tidy them at once.
    press("tidy", -1, 0)
    listed, asked, done = said["tidy"]
    assert listed.startswith("有 ") and asked == "现在就把它们一起改好吗？意思都不变。" and done.startswith("规范了 ")
    assert sheets.getByName("规范记录").getCellRangeByName("F4").String == "已改"

    press("score")
    rate = cell(PROJECTS, "execution_rate", 4)
    assert said["score"][0].startswith("给 3 个项目写好了执行率和得分的公式")
    assert (rate.Value, rate.Formula[:1]) == (0.75, "=")

    press("weights", -1, 0)
    assert said["weights"][1] == "现在就写进“分值”栏吗？已填的分值不会改。"
    assert cell(INDICATORS, "weight", 4).Value > 0

    for command_id, name, count in (("generate", "打印表", 25), ("self-evaluate", "自评表", 26)):
        press(command_id)
        made = desk.with_name(f"sample_{name}.xlsx")
        assert len(window_of(made).Sheets.ElementNames) == count
        window_of(made).close(True)

    press("export-pdf")
    assert desk.with_name("sample_打印表.pdf").read_bytes()[:5] == b"%PDF-"

    press("print")
    assert said["print"][0].endswith("打印表已经打开，请按 Ctrl+P 选择打印机打印。")
    window_of(desk.with_name("sample_打印表.xlsx")).close(True)

    screen.press(document, "汇总")
    screen.enter_file("绩效目标 · 汇总：.*", desk.with_name("returned.xlsx"))
    collected = [screen.message("绩效目标 · 汇总", button) for button in (-1, 0, -1)]
    assert collected[0].startswith("读了 1 张表：新增 0 个，与清单相同 0 个，不同 1 个")
    assert collected[1].startswith("要把这 1 个项目全部改成返回表的内容吗？")
    assert sheets.hasByName("汇总差异")

    press("summary")
    assert len(sheets.getByName("汇总统计").Charts.ElementNames) == 2

    press("undo")
    assert said["undo"][0].startswith("撤销了“统计”")
    assert not sheets.hasByName("汇总统计")

    press("settings")
    press("help")
    shown = [name.rpartition("/")[2] for name in opened_files.read_text(encoding="utf-8").splitlines()]
    assert shown == ["sample_打印表.pdf", "config.yaml", "帮助.html"]

    screen.press(document, load_command("new").label)
    screen.enter_file("绩效目标 · 新建标准工作簿：.*")
    assert screen.message("绩效目标 · 新建标准工作簿").startswith("新建了标准工作簿：")
    fresh = window_of(desk.with_name("绩效目标.xlsx"))
    with adopted(screen.office, fresh) as book:
        assert {"项目清单", "绩效指标", "部门整体"} <= {sheet.name for sheet in book.sheets}
    fresh.close(True)

    assert {*said, "collect", "new"} == set(ORDER) == {command.id for command in COMMANDS}
    # Nothing is saved unasked.
    assert desk.read_bytes() == before
