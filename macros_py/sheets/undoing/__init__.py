"""Steps that can be taken back: what a command changed, kept beside the workbook, and how it is restored."""

from macros_py.sheets.undoing.kept_steps import KeptSteps, kept_steps
from macros_py.sheets.undoing.restoring import Restored, restore
from macros_py.sheets.undoing.snapshot import Snapshot, take_snapshot
from macros_py.sheets.undoing.step import Step, step_between

__all__ = ["KeptSteps", "Restored", "Snapshot", "Step", "kept_steps", "restore", "step_between", "take_snapshot"]
