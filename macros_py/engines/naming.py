"""The names that Excel takes for sheets, tables and ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros_py.errors import WorkbookProblem

_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\\/?*:\[\]]")
_TABLE = re.compile(r"[^\W\d][\w.]{0,254}")
_TABLE_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]")
_DEFINED = re.compile(r"[^\W\d][\w.\\?]{0,254}|\\[\w.\\?]*")
_DEFINED_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*")


def refuse_sheet_name(name: str) -> None:
    """Raise WorkbookProblem when Excel would not take ``name`` for a worksheet."""
    if not name or len(name) > 31 or _FORBIDDEN_IN_SHEET_NAME.search(name) or name[0] == "'" or name[-1] == "'":
        raise WorkbookProblem(f"“{name}”不能作工作表的名字：要有 1—31 个字，不能含 \\ / ? * : [ ]，首尾不能是单引号。")


def refuse_table_name(name: str, taken: Sequence[str]) -> None:
    """Raise WorkbookProblem when Excel would not take ``name`` for a table; ``taken`` are those there are, lower case."""
    if not _TABLE.fullmatch(name) or _TABLE_LIKE_A_CELL.fullmatch(name):
        raise WorkbookProblem(f"“{name}”不能作列表的名字：要以文字开头，不能有空格和标点，也不能像单元格地址。")
    if name.lower() in taken:
        raise WorkbookProblem(f"工作簿里已经有名为“{name}”的列表，请换一个名字。")


def refuse_defined_name(name: str) -> None:
    """Raise ValueError when Excel would not take ``name`` for a defined name."""
    if not _DEFINED.fullmatch(name) or _DEFINED_LIKE_A_CELL.fullmatch(name):
        raise ValueError(f"not a name that Excel takes: {name!r}")
