"""What a command says of the rows of 项目清单 that are sums: they are no projects, and nobody is to wonder where they went."""

from __future__ import annotations

from macros_py.sheets.master_list import MasterList
from macros_py.sheets.table import NAMED_IN_A_SENTENCE


def sums_left_out(master_list: MasterList) -> list[str]:
    """Return the sentence that names the rows, none where there are none."""
    rows = [project.row for project in master_list.sums]
    if not rows:
        return []
    shown = "、".join(str(row) for row in rows[:NAMED_IN_A_SENTENCE])
    more = " 等" if len(rows) > NAMED_IN_A_SENTENCE else ""
    return [f"项目清单第 {shown}{more} 行像是合计行，没有当作项目；请删去，或按【校验】看怎样改。"]
