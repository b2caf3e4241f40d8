"""【帮助】: the page that explains every button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Needs, Outcome, Task
from macros_py.home import home

if TYPE_CHECKING:
    import xlwings as xw

PAGE = "workbook/帮助.html"


def show_help(book: xw.Book | None, task: Task) -> Outcome:
    """Show the help page, which is built from the commands and lies beside the workbooks: no network is needed."""
    path = home() / PAGE
    return Outcome((f"帮助在：{path}",), {"file": str(path)}, show=path)


COMMAND = Command(
    id="help",
    label="帮助",
    group="工具",
    icon="Help",
    keytip="B",
    screentip="每个按钮做什么",
    supertip="在浏览器里打开帮助：每个按钮做什么、常见问题怎么办。不用联网。",
    run=show_help,
    needs=Needs.NOTHING,
    writes=False,
)
