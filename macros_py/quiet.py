"""What a command runs inside of when a button was pressed: no flicker, no recalculation, progress in the status bar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from macros_py.commands.registry import Progress

if TYPE_CHECKING:
    import xlwings as xw

#: Every word to the status bar is a call to the host; a thousand projects get no more of them than twenty-five.
STEPS = 25


@contextmanager
def quiet(app: xw.App, label: str) -> Iterator[Progress]:
    """Hold back the screen and the recalculation of ``app`` for the button ``label``; give what shows its progress.

    Whatever happens inside, all three are as they were afterwards.
    """
    calculation = app.calculation
    updating = app.screen_updating
    try:
        app.status_bar = f"正在运行【{label}】 …"
        app.screen_updating = False
        app.calculation = "manual"
        yield _in_status_bar(app)
    finally:
        try:
            app.calculation = calculation
        finally:
            app.screen_updating = updating
            app.status_bar = False


def _in_status_bar(app: xw.App) -> Progress:
    shown: dict[str, int] = {}

    def show(doing: str, done: int, total: int) -> None:
        step = done * STEPS // max(total, 1)
        if shown.get(doing) != step:
            shown[doing] = step
            app.status_bar = f"{doing} {done}/{total} …"

    return show
