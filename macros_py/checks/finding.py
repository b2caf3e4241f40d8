"""A problem in the data: a value that is reported, never raised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from macros_py.model import Indicator, Project


class Severity(StrEnum):
    """错误 is provable from the form itself or config.yaml, 警告 very likely wrong, 提示 style or a judgement to make."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one cell: the record and ``field`` it stands in, what is there, what is wrong, what to do.

    ``project`` is the project it belongs to, None for an indicator row without one.
    """

    code: str
    severity: Severity
    project: Project | None
    record: Project | Indicator
    field: str
    value: str
    message: str
    hint: str
