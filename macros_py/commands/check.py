"""【校验】: find what is wrong, list it with links, light up the cells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from macros_py.checks import Records, Severity
from macros_py.checks.finding import Owner
from macros_py.commands.checked import checked
from macros_py.commands.registry import Command, ExitCode, Outcome, Task
from macros_py.log import log_unexpected
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.results import locate, worst, write_marks, write_results

if TYPE_CHECKING:
    import xlwings as xw


def check(book: xw.Book, task: Task) -> Outcome:
    """Check every project of ``book``, write 校验结果 and the marks, and count what was found."""
    master_list, records, report = checked(book, read_master_list(book, aside=lambda cell: True), task.config)
    located = locate(report.findings, master_list)
    count = Counter(item.finding.severity for item in located)
    summary = _summary(records, count)
    write_results(book, located, summary)
    for table in master_list.tables:
        write_marks(book, table, located)
    sentences = [summary]
    if located:
        sentences.append("问题列在“校验结果”工作表，点“位置”可以跳到有问题的格子。")
    for broken in report.broken:
        log = log_unexpected(broken.error)
        sentences.append(f"校验 {broken.code} 自身出了错，没有查完；其余校验不受影响。请把记录文件发给维护人员：{log}")
    first = worst(located)
    return Outcome(
        tuple(sentences),
        [item.as_json() for item in located],
        ExitCode.ERRORS_FOUND if count[Severity.ERROR] else ExitCode.WELL,
        changed=True,
        select=(first.sheet, first.cell) if first else None,
    )


def _summary(records: Records, count: Counter[Severity]) -> str:
    owners: list[Owner] = [*records.projects, *records.departments]
    rows = sum(len(owner.indicators) for owner in owners) + len(records.orphans)
    departments = f"、{len(records.departments)} 个部门整体自评" if records.departments else ""
    checked = f"校验了 {len(records.projects)} 个项目{departments}、{rows} 条指标"
    if not count:
        return f"{checked}，没有发现问题。"
    shown = [severity for severity in Severity if severity is not Severity.ACCEPTED or count[severity]]
    return f"{checked}：{'、'.join(f'{severity.value} {count[severity]} 个' for severity in shown)}。"


COMMAND = Command(
    id="check",
    label="校验",
    group="校验",
    icon="ReviewTrackChanges",
    keytip="J",
    screentip="检查指标和金额",
    supertip="检查每个项目的必填内容、指标体系、指标值、时限和资金，把问题列在“校验结果”表，并给有问题的格子上色。",
    run=check,
    large=True,
)
