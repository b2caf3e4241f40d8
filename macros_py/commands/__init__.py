"""One module per ribbon button. To add a button is to add one module with its ``COMMAND`` and its name below.

A press of a button imports its own module only: all of them together take four times as long as the start of Python.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros_py.commands.registry import Command

    COMMANDS: tuple[Command, ...]

#: The ids of the commands, in the order of the ribbon within each group.
IDS = (
    "check",
    "tidy",
    "score",
    "weights",
    "generate",
    "self-evaluate",
    "export-pdf",
    "print",
    "collect",
    "summary",
    "undo",
    "new",
    "settings",
    "help",
)


def load_command(command_id: str) -> Command:
    """Return the command of that id; its module is imported when it is first asked for."""
    command: Command = import_module(f"{__name__}.{command_id.replace('-', '_')}").COMMAND
    return command


def __getattr__(name: str) -> object:
    if name == "COMMANDS":
        return tuple(map(load_command, IDS))
    raise AttributeError(name)
