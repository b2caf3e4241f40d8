"""What every door does around a command: one at a time, nothing lost when somebody else writes or the process dies."""

import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest

from macros_py.cli import main
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.registry import Command, Outcome, Task, silent
from macros_py.config import UndoSettings, load_config
from macros_py.engines import open_book
from macros_py.errors import FileProblem, WorkbookProblem
from macros_py.package.locks import command_lock
from macros_py.running import run_on_file
from macros_py.sheets.undoing import kept_steps


def command(run):
    return Command("x", "试", "工具", "Undo", "X", "试", "试", run)


def test_the_second_of_two_commands_on_a_workbook_says_so(sample_workbook, capsys):
    before = sample_workbook.read_bytes()
    script = (
        "import sys; from pathlib import Path; from macros_py.package.locks import command_lock\n"
        "with command_lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(sample_workbook)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline().strip() == b"held"
        assert main(["check", str(sample_workbook)]) == 2
        other.stdin.close()
        other.wait()

    assert "另一个命令正在处理" in capsys.readouterr().err
    assert sample_workbook.read_bytes() == before
    assert main(["check", str(sample_workbook)]) == 1


def test_a_file_that_somebody_wrote_meanwhile_is_not_overwritten(sample_workbook, standard_workbook):
    theirs = standard_workbook(name="别人的.xlsx").read_bytes()

    def run(book, task):
        book.sheets["项目清单"].range("A5").value = "我的"
        sample_workbook.write_bytes(theirs)
        return Outcome((), [], changed=True)

    with pytest.raises(FileProblem, match="被别的程序改过"):
        run_on_file(command(run), sample_workbook, {}, silent)
    assert sample_workbook.read_bytes() == theirs


def test_a_workbook_open_in_excel_is_not_saved_under_its_feet(sample_workbook, capsys):
    if sys.platform == "win32":
        pytest.skip("on Windows the system refuses")
    before = sample_workbook.read_bytes()
    sample_workbook.with_name("~$示例.xlsx").write_bytes(b"")

    assert main(["check", str(sample_workbook)]) == 2
    assert "打开着" in capsys.readouterr().err
    assert sample_workbook.read_bytes() == before


def test_what_a_failing_command_wrote_in_an_open_host_can_be_undone(sample_workbook):
    def run(book, task):
        book.sheets["项目清单"].range("A5").value = "写到一半"
        raise WorkbookProblem("坏了。")

    with open_book(sample_workbook) as book, pytest.raises(WorkbookProblem):
        run_on_book(command(run), book, Task(load_config()))
    (change,) = kept_steps(str(sample_workbook), load_config().undo).last().sheets
    assert [(cell.row, cell.column) for cell in change.cells] == [(5, 1)]


def test_a_name_as_long_as_the_system_takes_is_worked_on_and_a_longer_one_is_told(sample_workbook, capsys):
    """Beside such a file there is no room for the name of its kept steps, nor for that of its printed sheets."""
    path = sample_workbook.rename(sample_workbook.with_name("名" * 81 + "a.xlsx"))

    assert main(["check", str(path)]) == 1
    assert main(["generate", str(path)]) == 2
    assert "文件名太长" in capsys.readouterr().err
    assert main(["undo", str(path)]) == 0
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_failing_command_on_a_file_leaves_file_and_steps_alone(sample_workbook):
    def run(book, task):
        book.sheets["项目清单"].range("A5").value = "写到一半"
        raise WorkbookProblem("坏了。")

    before = sample_workbook.read_bytes()
    with pytest.raises(WorkbookProblem):
        run_on_file(command(run), sample_workbook, {}, silent)
    assert [path.name for path in sample_workbook.parent.iterdir()] == ["示例.xlsx"]
    assert sample_workbook.read_bytes() == before


def test_a_step_whose_change_could_not_be_saved_is_forgotten_and_the_older_ones_stay(sample_workbook):
    if sys.platform == "win32":
        pytest.skip("there the marks of Excel are not looked at")

    def run(book, task):
        book.sheets["项目清单"].range("A5").value = task.text("number")
        return Outcome((), [], changed=True)

    settings = UndoSettings(steps=2, megabytes=1)
    kept = kept_steps(str(sample_workbook), settings)
    for number in ("甲", "乙"):
        run_on_file(command(run), sample_workbook, {"number": number}, silent)
    before = kept.beside.read_bytes()
    sample_workbook.with_name("~$示例.xlsx").write_bytes(b"")

    with open_book(sample_workbook) as book, pytest.raises(FileProblem, match="打开着"):
        task = Task(replace(load_config(), undo=settings), {"number": "丙"})
        run_on_book(command(run), book, task, book.save)
    assert kept.beside.read_bytes() == before and kept.count() == 2


@pytest.mark.parametrize("words", [("check",), ("tidy", "--apply"), ("score",)])
def test_a_command_run_twice_gives_the_file_it_gave_once(sample_workbook, words):
    main([words[0], str(sample_workbook), *words[1:]])
    once = sample_workbook.read_bytes()
    main([words[0], str(sample_workbook), *words[1:]])

    assert sample_workbook.read_bytes() == once


def test_collecting_twice_gives_the_file_it_gave_once(sample_workbook, standard_workbook):
    empty = standard_workbook()
    main(["collect", str(sample_workbook), "--into", str(empty)])
    once = empty.read_bytes()
    main(["collect", str(sample_workbook), "--into", str(empty)])

    assert empty.read_bytes() == once


def test_the_lock_is_gone_after_a_command(sample_workbook):
    main(["check", str(sample_workbook)])
    with command_lock(sample_workbook):
        assert len([path for path in sample_workbook.parent.iterdir() if path.name.startswith("~")]) == 1


@pytest.mark.libreoffice
def test_libreoffice_without_a_window_replaces_no_file_with_less_or_with_older(
    sample_workbook, standard_workbook, books_in_calc
):
    theirs = standard_workbook(name="别人的.xlsx").read_bytes()
    mine = sample_workbook.read_bytes()

    def run(book, task):
        book.sheets["项目清单"].range("A5").value = "我的"
        if task.flag("meanwhile"):
            sample_workbook.write_bytes(theirs)
        return Outcome((), [], changed=True)

    with pytest.raises(FileProblem, match="被别的程序改过"):
        run_on_file(command(run), sample_workbook, {"meanwhile": True}, silent, engine="calc")
    assert sample_workbook.read_bytes() == theirs

    sample_workbook.write_bytes(mine)
    with zipfile.ZipFile(sample_workbook, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    before = sample_workbook.read_bytes()
    with pytest.raises(FileProblem, match="VBA 宏"):
        run_on_file(command(run), sample_workbook, {}, silent, engine="calc")
    assert sample_workbook.read_bytes() == before
    assert not list(sample_workbook.parent.glob("*.撤销"))
