"""【撤销】 as a clerk meets it: step by step back, after closing, refused where cells were edited since."""

import signal
import subprocess
import sys

import pytest

from macros_py.cli import main
from macros_py.commands import load_command
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.registry import Task
from macros_py.config import load_config
from macros_py.engines import open_book
from macros_py.engines.calc.bridge import properties
from macros_py.engines.calc.office import new_pipe_name, running_office
from macros_py.printing.pdf import find_libreoffice
from macros_py.sheets.undoing import begun, kept_steps, take_snapshot
from macros_py.toolbar.live import adopted


def seen(path):
    with open_book(path) as book:
        return take_snapshot(book, formats=True)


def edit(path, sheet, cell, value):
    with open_book(path) as book:
        book.sheets[sheet].range(cell).value = value
        book.save()


@pytest.fixture
def spent(sample_workbook):
    """The sample with two projects' budgets filled in, so that 计算 has something to write."""
    with open_book(sample_workbook) as book:
        sheet = book.sheets["项目清单"]
        headings = sheet.used_range.options(ndim=2).value[2]
        for name in ("全年预算数(A)", "全年执行数(B)"):
            column = headings.index(name) + 1
            sheet.range((4, column), (5, column)).value = [[100], [90]]
        book.save()
    return sample_workbook


def test_three_steps_are_taken_back_one_by_one_and_each_is_exact(spent, capsys):
    states = [seen(spent)]
    for words in (("check",), ("tidy", "--apply"), ("score",)):
        main([words[0], str(spent), *words[1:]])
        states.append(seen(spent))

    assert len({id(state) for state in states}) == 4 and all(a != b for a, b in zip(states, states[1:], strict=False))
    for before in reversed(states[:-1]):
        assert main(["undo", str(spent)]) == 0
        assert seen(spent) == before
    assert main(["undo", str(spent)]) == 2
    assert "没有可以撤销的" in capsys.readouterr().err
    assert not list(spent.parent.glob("*.撤销"))


def test_a_command_that_changes_nothing_more_leaves_no_step(sample_workbook):
    main(["check", str(sample_workbook)])
    main(["check", str(sample_workbook)])

    assert kept_steps(str(sample_workbook), load_config().undo).count() == 1


def test_edited_cells_are_listed_and_nothing_is_undone(sample_workbook, capsys):
    main(["tidy", str(sample_workbook), "--apply"])
    with open_book(sample_workbook) as book:
        link = book.sheets["规范记录"].range("A4").formula
    cell = link.rsplit(" ", 1)[1].rstrip('")')
    sheet = link.rsplit('"', 2)[1].split(" ")[0]
    edit(sample_workbook, sheet, cell, "我后来改的")
    before = sample_workbook.read_bytes()
    capsys.readouterr()

    assert main(["undo", str(sample_workbook)]) == 2
    assert f"{sheet} {cell}" in capsys.readouterr().out
    assert sample_workbook.read_bytes() == before

    assert main(["undo", str(sample_workbook), "--keep"]) == 0
    with open_book(sample_workbook) as book:
        assert book.sheets[sheet].range(cell).value == "我后来改的"
        assert "规范记录" not in [sheet.name for sheet in book.sheets]


def test_a_sheet_the_command_made_stays_when_somebody_wrote_on_it(sample_workbook, capsys):
    main(["tidy", str(sample_workbook)])
    edit(sample_workbook, "规范记录", "Z99", "备注")

    assert main(["undo", str(sample_workbook)]) == 2
    assert "规范记录 Z99" in capsys.readouterr().out
    assert main(["undo", str(sample_workbook), "--keep"]) == 0
    with open_book(sample_workbook) as book:
        assert book.sheets["规范记录"].range("Z99").value == "备注"


def test_a_step_that_did_not_last_is_passed_over(sample_workbook):
    """A kill between keeping the step and saving the workbook, or a workbook closed without saving, looks like this."""
    main(["check", str(sample_workbook)])
    checked = sample_workbook.read_bytes()
    before = seen(sample_workbook)
    main(["tidy", str(sample_workbook), "--apply"])
    sample_workbook.write_bytes(checked)

    assert main(["undo", str(sample_workbook)]) == 0
    assert seen(sample_workbook) != before
    assert kept_steps(str(sample_workbook), load_config().undo).count() == 0


def test_rows_that_came_in_go_again_and_the_list_shrinks_back(standard_workbook, sample_workbook, capsys):
    empty = standard_workbook()
    before = seen(empty)
    main(["collect", str(sample_workbook), "--into", str(empty)])
    assert seen(empty)["项目清单"].tables != before["项目清单"].tables

    assert main(["undo", str(empty)]) == 0
    now = seen(empty)
    assert {name: dict(content.cells()) for name, content in now.items()} == {
        name: dict(content.cells()) for name, content in before.items()
    }
    assert [content.tables for content in now.values()] == [content.tables for content in before.values()]


def test_the_workbook_itself_carries_nothing_of_what_was_before(sample_workbook):
    """It is mailed around: what a cell held before must not travel with it."""
    main(["check", str(sample_workbook)])
    once = sample_workbook.read_bytes()
    sample_workbook.with_name("示例.xlsx.撤销").unlink()
    main(["check", str(sample_workbook)])

    assert sample_workbook.read_bytes() == once


@pytest.mark.libreoffice
def test_steps_are_taken_back_in_an_open_libreoffice_too(sample_workbook, books_in_calc):
    """The book is not saved between: the steps are kept as each command ends."""
    config = load_config()
    with open_book(sample_workbook, engine="calc") as book:
        states = []
        for command_id in ("check", "tidy"):
            states.append(take_snapshot(book))
            run_on_book(load_command(command_id), book, Task(config, {"apply": True}))
        for before in reversed(states):
            run_on_book(load_command("undo"), book, Task(config))
            now = take_snapshot(book)
            assert {name: dict(sheet.cells()) for name, sheet in now.items()} == {
                name: dict(sheet.cells()) for name, sheet in before.items()
            }


def interrupted(book, cell="A5", value="写到一半"):
    """Leave behind what a command leaves whose process is killed in the middle of its writing."""
    kept = kept_steps(book.fullname, load_config().undo)
    kept.begin(begun(take_snapshot(book, formats=True), "score", "计算"))
    book.sheets["项目清单"].range(cell).value = value
    book.sheets.add("计分依据新").range("A1").value = "一半"
    return kept


def test_what_a_killed_command_left_in_an_open_workbook_is_restored_after_a_question(sample_workbook):
    config = load_config()
    with open_book(sample_workbook) as book:
        before = take_snapshot(book, formats=True)
        kept = interrupted(book)
        asked = run_on_book(load_command("undo"), book, Task(config))
        assert (asked.offer.option, asked.data["changed"]) == ("unfinished", ["“计分依据新”", "项目清单 A5"])
        assert not asked.changed

        done = run_on_book(load_command("undo"), book, Task(config, {"unfinished": True}))
        assert done.changed and kept.count() == 0
        assert take_snapshot(book, formats=True) == before


def test_the_next_command_tells_of_one_that_did_not_finish_and_both_can_be_undone(sample_workbook):
    config = load_config()
    with open_book(sample_workbook) as book:
        before = take_snapshot(book, formats=True)
        kept = interrupted(book)
        outcome = run_on_book(load_command("check"), book, Task(config))
        assert "没有做完" in outcome.sentences[-1]
        assert (kept.count(), kept.unfinished()) == (2, None)

        run_on_book(load_command("undo"), book, Task(config))
        run_on_book(load_command("undo"), book, Task(config, {"unfinished": True}))
        assert take_snapshot(book, formats=True) == before


def test_a_killed_command_whose_workbook_was_closed_without_saving_leaves_nothing_to_undo(sample_workbook, capsys):
    with open_book(sample_workbook) as book:
        kept = interrupted(book)

    assert main(["undo", str(sample_workbook)]) == 2
    assert "没有可以撤销的" in capsys.readouterr().err
    assert kept.unfinished() is None


KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.registry import Command, Task
from macros_py.config import load_config
from macros_py.engines.calc.office import Office, connect
from macros_py.toolbar.live import adopted

def run(book, task):
    book.sheets["项目清单"].range("A4:A6").value = [["一"], ["二"], ["三"]]
    os.kill(os.getpid(), signal.SIGKILL)

office = Office(connect(sys.argv[1]))
document = next(one for one in office.documents() if one.RuntimeUID == sys.argv[2])
with adopted(office, document) as book:
    run_on_book(Command("x", "试", "工具", "Undo", "X", "试", "试", run), book, Task(load_config()))
"""


@pytest.mark.libreoffice
def test_a_button_killed_while_it_writes_into_an_open_libreoffice_is_undone(sample_workbook, required_part):
    required_part("LibreOffice", find_libreoffice() is not None)
    pipe, config = new_pipe_name(), load_config()
    with running_office(f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext") as office:
        document = office.desktop.loadComponentFromURL(sample_workbook.as_uri(), "_blank", 0, properties(Hidden=True))
        with adopted(office, document) as book:
            before = take_snapshot(book)
        words = [sys.executable, "-c", KILLED_IN_THE_MIDDLE, pipe, document.RuntimeUID]
        assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
        with adopted(office, document) as book:
            assert book.sheets["项目清单"].range("A5").value == "二"
            asked = run_on_book(load_command("undo"), book, Task(config))
            assert asked.data["changed"] == ["项目清单 A4", "项目清单 A5", "项目清单 A6"]
            run_on_book(load_command("undo"), book, Task(config, {"unfinished": True}))
            assert take_snapshot(book) == before
        document.close(True)


def test_unfinished_is_refused_where_the_last_step_was_finished(sample_workbook, capsys):
    assert 0 == main(["tidy", str(sample_workbook)])
    before = sample_workbook.read_bytes()
    assert 2 == main(["undo", str(sample_workbook), "--unfinished"])
    assert "没有做到一半停下的操作" in capsys.readouterr().err
    assert before == sample_workbook.read_bytes()

    assert 0 == main(["undo", str(sample_workbook)])
    assert "撤销了“规范”" in capsys.readouterr().out
