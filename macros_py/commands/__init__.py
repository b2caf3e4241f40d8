"""One module per ribbon button. To add a button is to add one function and its ``COMMAND``."""

from __future__ import annotations

from macros_py.commands import check, collect, generate, score, self_evaluate, tidy, undo
from macros_py.commands.registry import Command

COMMANDS: tuple[Command, ...] = (
    check.COMMAND,
    tidy.COMMAND,
    score.COMMAND,
    generate.COMMAND,
    self_evaluate.COMMAND,
    collect.COMMAND,
    undo.COMMAND,
)
