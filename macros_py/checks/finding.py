"""A problem in the data: a value that is reported, never raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from macros_py.model import DepartmentEvaluation, Indicator, Project

Owner = Project | DepartmentEvaluation
Record = Project | DepartmentEvaluation | Indicator


class Severity(StrEnum):
    """错误 is provable from the form itself or config.yaml, 警告 very likely wrong, 提示 style or a judgement to make.

    已核 is a finding of any of these that a clerk has accepted with a reason.
    """

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"
    ACCEPTED = "已核"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one cell: the record and ``field`` it stands in, what is there, what is wrong, what to do.

    ``owner`` is the project or department evaluation it belongs to, None for an indicator row without one.
    ``also`` are further records with the same fault in the same field, where one finding speaks of a whole form.
    ``loses`` is the form that seems to lack the rows found: what it lacks without them is not told besides.
    """

    code: str
    severity: Severity
    owner: Owner | None
    record: Record
    field: str
    value: str
    message: str
    hint: str
    also: tuple[Record, ...] = ()
    loses: Owner | None = None


_NAMED = 10


def in_rows(records: Sequence[Record]) -> str:
    """Name the rows that one finding is about: 这一行, 第 5—8 行, 第 5、9 行."""
    rows = [record.row for record in records]
    if len(rows) == 1 or not all(rows):
        return "这一行" if len(rows) == 1 else f"这 {len(rows)} 行"
    if rows == list(range(rows[0], rows[0] + len(rows))):
        return f"第 {rows[0]}—{rows[-1]} 行"
    named = "、".join(map(str, rows[:_NAMED]))
    return f"第 {named} 行" + (f"等 {len(rows)} 行" if len(rows) > _NAMED else "")


def elsewhere(records: Sequence[Record]) -> str:
    """Say in which other rows the same stands."""
    rows = "、".join(str(record.row) for record in records[:_NAMED] if record.row)
    where = f"，在第 {rows} {'行等' if len(records) > _NAMED else '行'}" if rows else ""
    return f"本表另有 {len(records)} 处也是这样{where}。"
