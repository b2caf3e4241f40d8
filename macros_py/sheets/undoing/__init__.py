"""Steps that can be taken back: what a command changed, kept beside the workbook, and how it is restored."""

from macros_py.sheets.undoing.kept_steps import KeptSteps, kept_steps
from macros_py.sheets.undoing.restoring import Restored, restore, stands_as_before
from macros_py.sheets.undoing.snapshot import Snapshot, take_snapshot
from macros_py.sheets.undoing.step import CHANGED, Step, step_between
from macros_py.sheets.undoing.unfinished import begun, since

__all__ = [
    "CHANGED",
    "KeptSteps",
    "Restored",
    "Snapshot",
    "Step",
    "begun",
    "kept_steps",
    "restore",
    "since",
    "stands_as_before",
    "step_between",
    "take_snapshot",
]
