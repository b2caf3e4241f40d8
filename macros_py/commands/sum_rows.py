"""What a command says of the rows that are sums: they are no projects and no indicators, and nobody is to wonder where they went."""

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
