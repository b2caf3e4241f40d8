"""What a command says of rows that it leaves out, sums and indicators of no project: nobody is to wonder where they went."""

from __future__ import annotations

from macros_py.sentences import named_rows
from macros_py.sheets.master_list import MasterList


def sums_left_out(master_list: MasterList) -> list[str]:
    """Return a sentence for each table that names its rows of sums, none where there are none."""
    tables = (
        (master_list.projects_table, master_list.sums, "项目"),
        (master_list.indicators_table, master_list.indicator_sums, "指标"),
    )
    return [
        f"{table.sheet}{named_rows([row.row for row in rows])}像是合计行，没有当作{what}，格子没有动；请删去，或按【校验】看怎样改。"
        for table, rows, what in tables
        if rows
    ]


def rows_left_out(master_list: MasterList, what_happened: str) -> list[str]:
    """Return the sentences that name the rows of sums, and the indicators that belong to no project: ``what_happened`` to them."""
    rows = [indicator.row for indicator in master_list.orphans]
    if not rows:
        return sums_left_out(master_list)
    return [
        *sums_left_out(master_list),
        f"注意：有 {len(rows)} 条指标{what_happened}，因为{master_list.indicators_table.sheet}表{named_rows(rows)}的项目编号空白或不在项目清单里；"
        "请改好编号（合并的格子只有第一行有编号，要取消合并再填满）后再做一次。",
    ]
