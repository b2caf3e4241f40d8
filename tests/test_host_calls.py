"""How often a command asks the host: over COM a call takes about a millisecond, whatever it carries.

The counting engine is the file engine with every access that xlwings makes to an app, book, sheet, range, table or name
counted. xlwings reads and writes blocks in as many pieces as ``chunksize`` asks for; none of the commands does.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from macros_py.commands import COMMANDS, load_command
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.registry import Needs, Task, silent
from macros_py.config import load_config
from macros_py.engines import open_book
from macros_py.engines.files.engine import Engine
from macros_py.engines.port import xw
from macros_py.quiet import STEPS, quiet
from macros_py.running import run_on_file

COUNTED = "macros_py.engines.files."
#: What xlwings asks of its own objects, no call in Excel either: who they belong to, and what they are.
FREE = {"api", "options", "sheet", "book", "app", "engine", "books", "impl", "area", "parent"}
#: What our own engines tell at once, and Excel has no call for.
OURS = {"number_formats"}


def _is_part(value: Any) -> bool:
    """Return whether a value is an object of the host: a book, a range, a font, a chart; the engine itself is Python."""
    return type(value).__module__.startswith(COUNTED) and not isinstance(value, Engine)


class Counting:
    """Stands before an object of the file engine and counts what xlwings asks of it."""

    def __init__(self, behind: Any, count: Counter[str]) -> None:
        object.__setattr__(self, "_behind", behind)
        object.__setattr__(self, "_count", count)

    def _wrapped(self, value: Any) -> Any:
        return Counting(value, self._count) if _is_part(value) else value

    def _plain(self, value: Any) -> Any:
        return value._behind if isinstance(value, Counting) else value

    def __getattr__(self, name: str) -> Any:
        if name in OURS:
            raise AttributeError(name)
        if name not in FREE:
            self._count[f"{type(self._behind).__name__}.{name}"] += 1
        value = getattr(self._behind, name)
        if not callable(value) or _is_part(value):
            return self._wrapped(value)
        return lambda *args, **named: self._wrapped(
            value(*map(self._plain, args), **{key: self._plain(given) for key, given in named.items()})
        )

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in FREE:
            self._count[f"{type(self._behind).__name__}.{name}="] += 1
        setattr(self._behind, name, self._plain(value))

    def __call__(self, *args: Any) -> Any:
        self._count[f"{type(self._behind).__name__}()"] += 1
        return self._wrapped(self._behind(*map(self._plain, args)))

    def __iter__(self) -> Iterator[Any]:
        for item in self._behind:
            self._count[f"{type(self._behind).__name__} item"] += 1
            yield self._wrapped(item)

    def __len__(self) -> int:
        self._count[f"len({type(self._behind).__name__})"] += 1
        return len(self._behind)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: str) -> bool:
        self._count[f"in {type(self._behind).__name__}"] += 1
        return name in self._behind


@contextmanager
def counted(path: Any) -> Iterator[tuple[Any, Counter[str]]]:
    """Give the workbook in ``path`` behind the counting engine, and the count."""
    count: Counter[str] = Counter()
    with open_book(path) as book:
        yield xw.Book(impl=Counting(book.impl, count)), count


def calls(
    command_id: str, path: Any, files: tuple[Path, ...] = (), *, kept: bool = True, **options: bool
) -> Counter[str]:
    """Run a command as a button does, what it changes ``kept`` for 撤销; return what was asked of the host."""
    command = load_command(command_id)
    with counted(path) as (book, count):
        with quiet(book.app, command.label) as progress:
            task = Task(load_config(), options, files, progress)
            if kept:
                run_on_book(command, book, task)
            else:
                command.run(book, task)
        return count


@pytest.mark.parametrize(
    ("command_id", "options"),
    [
        ("check", {}),
        ("tidy", {}),
        ("tidy", {"apply": True}),
        ("score", {}),
        ("weights", {"apply": True}),
        ("self-evaluate", {}),
        ("collect", {}),
        ("summary", {}),
        ("undo", {}),
    ],
)
def test_the_calls_of_a_command_do_not_grow_with_the_projects(command_id, options, grown_workbooks, tmp_path):
    files = ()
    if command_id == "collect":
        files = (tmp_path / "返回.xlsx",)
        run_on_file(load_command("generate"), grown_workbooks[25], {"out": str(files[0])}, silent)
    found = []
    for size in (25, 125):
        path = shutil.copy(grown_workbooks[size], tmp_path / f"{size}.xlsx")
        if command_id == "undo":
            run_on_file(load_command("score"), path, {}, silent)
        found.append(calls(command_id, path, files, **options))
    few, many = found

    assert few.total() > 10
    assert abs(many.total() - few.total()) <= 2, {
        name: (few[name], many[name]) for name in few | many if few[name] != many[name]
    }


def test_every_command_that_works_on_a_book_is_counted():
    """All but 导出PDF and 打印, which ask the host what 生成附表 asks and hand the file on."""
    counted_here = {"check", "tidy", "score", "weights", "generate", "self-evaluate", "collect", "summary", "undo"}
    on_a_book = {command.id for command in COMMANDS if command.needs is not Needs.NOTHING}

    assert on_a_book - {"export-pdf", "print"} == counted_here


def test_generating_asks_no_more_for_many_projects_than_the_steps_of_its_progress(grown_workbooks, tmp_path):
    few, many = (calls("generate", grown_workbooks[size]) for size in (25, 125))

    assert few["App.status_bar="] <= many["App.status_bar="] <= STEPS + 3
    assert abs(many.total() - few.total()) <= 2


def test_numbers_pasted_into_text_columns_are_asked_for_their_format_in_blocks(grown_workbooks, tmp_path):
    """A column of pasted percentages is asked once, one with a border in it a few times."""
    from openpyxl import load_workbook

    path = tmp_path / "贴过来的.xlsx"
    book = load_workbook(grown_workbooks[25])
    for row in range(4, 94):
        cell = book["绩效指标"].cell(row, 6, 0.95)
        cell.number_format = "0%" if row < 50 else "0.00%"
    book.save(path)

    pasted, plain = (calls("check", place, kept=False) for place in (path, grown_workbooks[25]))
    assert pasted.total() - plain.total() < 60


def test_the_counter_counts_what_is_asked_cell_by_cell(grown_workbooks):
    with counted(grown_workbooks[25]) as (book, count):
        values = [book.sheets["项目清单"].range((row, 1)).value for row in range(4, 29)]
    one_by_one = count.total()
    with counted(grown_workbooks[25]) as (book, count):
        assert values == book.sheets["项目清单"].range((4, 1), (28, 1)).value

    assert count.total() * 10 < one_by_one
