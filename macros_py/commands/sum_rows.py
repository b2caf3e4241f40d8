"""What a command says of the rows of 项目清单 that are sums: they are no projects, and nobody is to wonder where they went."""

from __future__ import annotations

from macros_py.sentences import named
from macros_py.sheets.master_list import MasterList


def sums_left_out(master_list: MasterList) -> list[str]:
    """Return the sentence that names the rows, none where there are none."""
    rows = [str(project.row) for project in master_list.sums]
    if not rows:
        return []
    return [f"项目清单第 {named(rows)} 行像是合计行，没有当作项目；请删去，或按【校验】看怎样改。"]
