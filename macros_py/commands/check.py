"""【校验】: find what is wrong, list it with links, light up the cells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from macros_py.checks import Records, Severity, run_checks
from macros_py.commands.registry import Command, ExitCode, Outcome, Task
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.results import locate, write_marks, write_results

if TYPE_CHECKING:
    import xlwings as xw


def check(book: xw.Book, task: Task) -> Outcome:
    """Check every project of ``book``, write 校验结果 and the marks, and count what was found."""
    master_list = read_master_list(book)
    findings = run_checks(Records(master_list.projects, master_list.orphans), task.config)
    located = locate(findings, master_list)
    write_results(book, located)
    write_marks(book, master_list.projects_table, located)
    write_marks(book, master_list.indicators_table, located)
    count = Counter(item.finding.severity for item in located)
    rows = sum(len(project.indicators) for project in master_list.projects) + len(master_list.orphans)
    checked = f"校验了 {len(master_list.projects)} 个项目、{rows} 条指标"
    if located:
        counts = "、".join(f"{severity.value} {count[severity]} 个" for severity in Severity)
        sentences: tuple[str, ...] = (
            f"{checked}：{counts}。",
            "问题列在“校验结果”工作表，点“位置”可以跳到有问题的格子。",
        )
    else:
        sentences = (f"{checked}，没有发现问题。",)
    return Outcome(
        sentences,
        [item.as_json() for item in located],
        ExitCode.ERRORS_FOUND if count[Severity.ERROR] else ExitCode.WELL,
        changed=True,
        select=(located[0].sheet, located[0].cell) if located else None,
    )


COMMAND = Command(
    id="check",
    label="校验",
    group="校验",
    icon="ReviewTrackChanges",
    keytip="J",
    screentip="检查指标和金额",
    supertip="检查每个项目的必填内容、指标体系、指标值、时限和资金，把问题列在“校验结果”表，并给有问题的格子上色。",
    run=check,
)
