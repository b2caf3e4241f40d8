"""What the columns beside a target say of it: 度量单位 and 指标值类型."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from macros_py.targets.characters import fold, squeeze
from macros_py.targets.target import Conflict, Operator
from macros_py.targets.units import is_unit
from macros_py.targets.words import (
    BLANKS,
    GRADES,
    SCALE_WORDS,
    TYPE_DIRECTIONS,
    TYPE_NUMBER,
    TYPE_OPERATORS,
    TYPE_TEXT,
    UNITS_OF_WORDS,
    is_scale,
)

CALENDAR_UNITS = frozenset(
    {"年", "月", "日", "天", "年月日", "年月", "日期", "时间", "时限", "前", "号", "年/月/日", "月底", "年底"}
)
"""What 度量单位 may hold beside a date."""


@dataclass(frozen=True, slots=True)
class Columns:
    """度量单位 and 指标值类型, folded.

    ``says_text`` and ``says_number`` are 指标值类型 定性 and 定量, ``worded`` a 度量单位 for grades (高中低), ``direction`` the
    operator that 正向 or 反向 stands for where the target is a number without one of its own.
    """

    unit: str = ""
    operator: Operator | None = None
    says_text: bool = False
    says_number: bool = False
    worded: bool = False
    direction: Operator | None = None
    conflicts: tuple[Conflict, ...] = ()


@lru_cache(maxsize=1024)
def _columns(unit: str, target_type: str) -> Columns:
    folded_unit, folded_type = _bare(unit), _bare(target_type)
    conflicts: list[Conflict] = []
    worded = (
        folded_unit in SCALE_WORDS or folded_unit in UNITS_OF_WORDS or (bool(folded_unit) and is_scale(folded_unit))
    )
    if folded_unit in BLANKS or worded:
        folded_unit = ""
    elif folded_unit in GRADES or (folded_unit not in CALENDAR_UNITS and not is_unit(folded_unit, free=True)):
        conflicts.append(Conflict.UNIT_UNKNOWN)
        folded_unit = ""
    operator = TYPE_OPERATORS.get(folded_type)
    says_text, says_number = folded_type in TYPE_TEXT, folded_type in TYPE_NUMBER
    direction = TYPE_DIRECTIONS.get(folded_type)
    if folded_type not in BLANKS and operator is None and direction is None and not says_text and not says_number:
        conflicts.append(Conflict.TYPE_UNKNOWN)
    return Columns(folded_unit, operator, says_text, says_number, worded, direction, tuple(conflicts))


def read_columns(unit: str, target_type: str) -> Columns:
    """Read the texts of 度量单位 and 指标值类型 as printed; a text that can be neither is a conflict and otherwise ignored."""
    if not unit and not target_type:
        return NONE
    return _columns(unit[:60], target_type[:60])


def _bare(text: str) -> str:
    folded = fold(squeeze(text)).removeprefix("单位:")
    if folded[:1] == "(" and folded[-1:] == ")":
        folded = folded[1:-1]
    return folded


NONE = Columns()
