"""【规范】: mechanical corrections proposed cell by cell, before → after; written only when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Offer, Option, Outcome, Task
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.report import Report, ReportColumn, cell_link
from macros_py.sheets.rows import change_cells
from macros_py.sheets.table import Table
from macros_py.sheets.tidying import Correction, corrections

if TYPE_CHECKING:
    import xlwings as xw

RECORD = Report(
    "规范记录",
    "只改全角半角、空格、形近的符号和引号方向，不改意思；数和单位有变化的一律不改。",
    (
        ReportColumn("位置", 15),
        ReportColumn("栏目", 13),
        ReportColumn("原来", 40, text=True),
        ReportColumn("改为", 40, text=True),
        ReportColumn("改了什么", 30),
        ReportColumn("状态", 8),
    ),
)


def tidy(book: xw.Book, task: Task) -> Outcome:
    """Propose the corrections of ``book`` on 规范记录, and write them with the option ``apply``."""
    master_list = read_master_list(book, aside=lambda cell: True)
    found = [correction for table in master_list.tables for correction in corrections(table)]
    apply = task.flag("apply")
    if not found:
        return Outcome(("没有需要规范的格子。",), [])
    if apply:
        for table in master_list.tables:
            _write(book, table, found)
    state = "已改" if apply else "建议"
    RECORD.write(book, [_line(correction, state) for correction in found])
    offer = None
    if apply:
        sentence = f"规范了 {len(found)} 个格子，改动列在“规范记录”工作表。"
    else:
        sentence = f"有 {len(found)} 个格子可以规范，逐格列在“规范记录”工作表，还没有改动。"
        offer = Offer(
            "apply", "现在就把它们一起改好吗？意思都不变。", "看过没有问题，加 --apply 再规范一次，就一起改好。"
        )
    return Outcome(
        (sentence,),
        [
            {
                "sheet": correction.table.sheet,
                "cell": correction.table.address(correction.field, correction.row),
                "before": correction.before,
                "after": correction.after,
                "what": correction.what,
                "applied": apply,
            }
            for correction in found
        ],
        changed=True,
        select=(RECORD.sheet, "A1"),
        offer=offer,
    )


def _write(book: xw.Book, table: Table, found: list[Correction]) -> None:
    changes: dict[str, dict[int, object]] = {}
    for correction in found:
        if correction.table is table:
            changes.setdefault(correction.field, {})[correction.row] = correction.after
    change_cells(book, table, changes, as_text=True)


def _line(correction: Correction, state: str) -> list[object]:
    table = correction.table
    link = cell_link(table.sheet, table.address(correction.field, correction.row))
    return [link, table.columns.heading(correction.field), correction.before, correction.after, correction.what, state]


COMMAND = Command(
    id="tidy",
    label="规范",
    group="校验",
    icon="ReplaceDialog",
    keytip="F",
    screentip="全角、空格、引号改规范",
    supertip="把指标值等格子里的全角符号、多余空格、形近的字符和方向不对的引号列出来，逐格给出改前和改后；意思不变，确认后一起改好。",
    run=tidy,
    options=(Option("apply", "把建议的改动写进表里", flag=True),),
)
