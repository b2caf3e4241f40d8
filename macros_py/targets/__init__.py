"""Reads 指标值 and 实际完成值: "≥95%", "≤27.37万元", "2023年12月底前", "效果明显" → typed values."""

from macros_py.targets.explanation import CONFLICTS, explain, to_json
from macros_py.targets.reading import read_actual, read_target
from macros_py.targets.target import DOWNWARD, UPWARD, Conflict, Kind, Note, Operator, Target

__all__ = [
    "CONFLICTS",
    "DOWNWARD",
    "UPWARD",
    "Conflict",
    "Kind",
    "Note",
    "Operator",
    "Target",
    "explain",
    "read_actual",
    "read_target",
    "to_json",
]
