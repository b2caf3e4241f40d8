"""【设置】: config.yaml, where the bureau's numbers and names stand, opened for editing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Needs, Outcome, Task
from macros_py.home import settings_file

if TYPE_CHECKING:
    import xlwings as xw


def settings(book: xw.Book | None, task: Task) -> Outcome:
    """Show the file of settings. What is wrong in it was said when it was read, before any command runs."""
    path = settings_file()
    return Outcome(
        (f"设置在：{path}", "每一项都有中文说明；改完保存，下一次按按钮就照新的设置办，不用重开 Excel。"),
        {"file": str(path)},
        show=path,
    )


COMMAND = Command(
    id="settings",
    label="设置",
    group="工具",
    icon="PropertySheet",
    keytip="O",
    screentip="改权重、分档、允许差额等",
    supertip="用记事本打开设置文件 config.yaml：权重、分档、允许差额、表样、不用的校验都在里面，有中文说明。",
    run=settings,
    needs=Needs.NOTHING,
    writes=False,
)
