"""A press of a ribbon button: the one place that asks Excel which workbook it was pressed in.

The VBA behind a button passes one fixed text, ``import macros_py.ribbon;macros_py.ribbon.press('check')``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.clerk import Cancelled, Clerk
from macros_py.commands import load_command
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.readiness import refuse_unwritable
from macros_py.commands.registry import Command, Declined, Needs, Outcome, Task
from macros_py.config import Config, load_config
from macros_py.engines.port import xw
from macros_py.errors import ConfigProblem, FubiaoError, WorkbookProblem
from macros_py.home import settings_file
from macros_py.log import log_unexpected
from macros_py.quiet import quiet
from macros_py.sheets.columns import INDICATORS, PROJECTS
from macros_py.sheets.master_list import is_standard_workbook

if TYPE_CHECKING:
    from xlwings import Book

BUSY = "Excel 没有让程序做这一步（可能正在编辑某个格子，或开着别的对话框）。请按回车或 Esc 结束编辑，再按一次。"
CHOICE = "projects"


def press(command_id: str) -> None:
    """Do what the button of the command ``command_id`` is for, in the workbook it was pressed in."""
    book = _pressed_in()
    clerk = Clerk(book.app)
    try:
        command = load_command(command_id)
        clerk = Clerk(book.app, command.label)
        _serve(command, book, clerk)
    except Cancelled:
        return
    except ConfigProblem as problem:
        clerk.tell(str(problem), "设置文件就要打开，改好保存后再按一次。")
        clerk.show(settings_file())
    except FubiaoError as problem:
        clerk.tell(str(problem))
    except Exception as error:  # noqa: BLE001 - the last door: a clerk never sees a traceback, it goes to the log
        clerk.tell(_sentence(error))


def _pressed_in() -> Book:
    """Return the workbook the button was pressed in.

    Raises:
        SystemExit: xlwings cannot tell, which a name with "=" in it brings about; its sentence is shown by the VBA.
    """
    try:
        return xw.Book.caller()
    except KeyError as error:
        raise SystemExit("认不出按钮是在哪一本工作簿里按的；请看看文件名里有没有等号（=），去掉后再按一次。") from error


def _sentence(error: Exception) -> str:
    log = log_unexpected(error)
    # pywin32 is on Windows only, so its error is known by its name.
    if type(error).__name__ == "com_error":
        return f"{BUSY}（记录：{log}）"
    return f"程序出了意外，没有做完。请先不要存盘，关闭工作簿时选“不保存”，并把记录文件发给维护人员：{log}"


def _serve(command: Command, book: Book, clerk: Clerk) -> None:
    config = load_config()
    if command.needs is Needs.STANDARD_WORKBOOK and not is_standard_workbook(sheet.name for sheet in book.sheets):
        _offer_new(book, clerk, config)
        return
    if command.needs is not Needs.NOTHING:
        refuse_unwritable(book, command)
    options, files = _choices(command, book, clerk)
    try:
        outcome = _run(command, book, config, options, files)
    except Declined as declined:
        if not clerk.confirm(f"{declined.sentence}\n{declined.offer.question}"):
            return
        options = {**options, declined.offer.option: True}
        outcome = _run(command, book, config, options, files)
    _report(outcome, book, clerk)
    if outcome.offer and outcome.offer.question and clerk.confirm(outcome.offer.question):
        _report(_run(command, book, config, {**options, outcome.offer.option: True}, files), book, clerk)


def _offer_new(book: Book, clerk: Clerk, config: Config) -> None:
    """Say which workbook is needed, and make one when the clerk wants it.

    Raises:
        WorkbookProblem: the workbook has one of the two tables, so the other was renamed or deleted.
    """
    names = [sheet.name for sheet in book.sheets]
    missing = [table.sheet for table in (PROJECTS, INDICATORS) if table.sheet not in names]
    if len(missing) == 1:
        raise WorkbookProblem(
            f"工作簿“{book.name}”里没有“{missing[0]}”工作表，可能改了名或删掉了；请改回这个名字，再按一次。"
        )
    question = (
        f"工作簿“{book.name}”不是附表7标准工作簿（没有“项目清单”“绩效指标”两张表），这个按钮用不上。\n"
        "要新建一本标准工作簿吗？已经有的，请选“否”，打开它再按。"
    )
    if clerk.confirm(question):
        _report(_run(load_command("new"), book, config, {}, (clerk.new_file(book),)), book, clerk)


def _choices(command: Command, book: Book, clerk: Clerk) -> tuple[Mapping[str, str | bool], tuple[Path, ...]]:
    """Return what the command must be told besides the workbook, from the selection or from one question."""
    if command.takes_files:
        return {}, clerk.returned_files(book)
    if command.makes_file:
        return {}, (clerk.new_file(book),)
    if any(option.name == CHOICE for option in command.options):
        return {CHOICE: clerk.selected_projects(book)}, ()
    return {}, ()


def _run(
    command: Command, book: Book, config: Config, options: Mapping[str, str | bool], files: tuple[Path, ...]
) -> Outcome:
    with quiet(book.app, command.label) as progress:
        return run_on_book(command, book, Task(config, options, files, progress))


def _report(outcome: Outcome, book: Book, clerk: Clerk) -> None:
    """Show the first problem or the new file, then the message; a print preview comes last, for it waits."""
    if outcome.select:
        sheet, cell = outcome.select
        book.sheets[sheet].activate()
        book.sheets[sheet].range(cell).select()
    if outcome.show and not outcome.preview:
        clerk.show(outcome.show)
    clerk.tell(*outcome.sentences)
    if outcome.show and outcome.preview:
        clerk.show(outcome.show, preview=True)
