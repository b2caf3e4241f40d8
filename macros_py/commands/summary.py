"""【统计】: one printed page for the leader who asks: money, execution, scores and open problems by group."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.checks import Severity
from macros_py.checks.running import Report
from macros_py.commands.checked import checked
from macros_py.commands.left_out import sums_left_out
from macros_py.commands.registry import Command, Outcome, Task
from macros_py.config import Config
from macros_py.errors import WorkbookProblem
from macros_py.log import log_unexpected
from macros_py.model import Project
from macros_py.scoring import ExecutionRule
from macros_py.scoring.literals import literal
from macros_py.sheets.form_values import project_total
from macros_py.sheets.master_list import MasterList, read_master_list
from macros_py.sheets.summary import Line, Summary, summarize
from macros_py.sheets.summary_sheet import SHEET, headline, remarks, write_summary

if TYPE_CHECKING:
    import xlwings as xw


def summarize_book(book: xw.Book, task: Task) -> Outcome:
    """Write 汇总统计 anew: a table by group, the lowest scores, two charts, on one A4 page."""
    master_list = read_master_list(book)
    if not master_list.projects:
        raise WorkbookProblem("“项目清单”里没有项目，没有可以统计的；请先填项目，一行一个。")
    task.progress("正在统计", 0, 2)
    master_list, _, report = checked(book, master_list, task.config)
    problems, beside, broken = _problems(report)
    task.progress("正在统计", 1, 2)
    summary = summarize(
        master_list.projects,
        _scores(master_list, task.config),
        problems,
        task.config.grades,
        ExecutionRule(task.config.execution),
        task.config.default_form_kind,
        task.config.scheme.total,
    )
    write_summary(book, summary)
    task.progress("正在统计", 2, 2)
    sentences = [headline(summary), *remarks(summary), *sums_left_out(master_list)]
    if beside:
        sentences.append(f"另有 {beside} 个问题不属于哪一个项目（部门整体自评，或没有项目的指标），请按【校验】查看。")
    sentences += broken
    sentences.append(f"统计写在“{SHEET}”工作表，打印出来正好一页 A4；数变了请再按一次【统计】。")
    return Outcome(tuple(sentences), _as_data(summary), changed=True, select=(SHEET, "A1"))


def _scores(master_list: MasterList, config: Config) -> dict[int, Decimal]:
    """Return the 总分 of the projects that have one, by worksheet row, as their 自评表 prints it."""
    totals = {project.row: project_total(project, config) for project in master_list.projects}
    return {row: total for row, total in totals.items() if isinstance(total, Decimal)}


def _problems(report: Report) -> tuple[Counter[int], int, list[str]]:
    """Return the open findings of each project by its row, how many belong to none, and what could not be checked."""
    open_ones = [finding for finding in report.findings if finding.severity is not Severity.ACCEPTED]
    counted = Counter(finding.owner.row for finding in open_ones if isinstance(finding.owner, Project))
    broken = [
        f"校验 {one.code} 自身出了错，它的问题没有计入。请把记录文件发给维护人员：{log_unexpected(one.error)}"
        for one in report.broken
    ]
    return counted, len(open_ones) - counted.total(), broken


def _as_data(summary: Summary) -> dict[str, object]:
    return {
        "years": list(summary.years),
        "total": _line_data(summary.total),
        "rated": {
            "projects": summary.total.projects - summary.unrated,
            "budget_yuan": literal(summary.rated_budget),
            "executed_yuan": literal(summary.rated_executed),
        },
        "groups": {group: [_line_data(line) for line in lines] for group, lines in summary.groups.items()},
        "lowest": [
            {
                "project": one.project.project_id,
                "name": one.project.name,
                "rate": _exact(one.rate),
                "score": _exact(one.score),
                "grade": one.grade,
            }
            for one in summary.lowest
        ],
        "remarks": remarks(summary),
    }


def _line_data(line: Line) -> dict[str, object]:
    return {
        "name": line.name,
        "projects": line.projects,
        "budget_yuan": None if line.budget is None else literal(line.budget),
        "executed_yuan": None if line.executed is None else literal(line.executed),
        "rate": _exact(line.rate),
        "score": _exact(line.score),
        "problems": line.problems,
    }


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


COMMAND = Command(
    id="summary",
    label="统计",
    group="汇总",
    icon="ChartInsert",
    keytip="T",
    screentip="一页纸的汇总统计",
    supertip="按主管部门、一级项目、表样和等级统计项目数、预算、执行、执行率、平均得分和未处理的问题，列出得分最低的十个项目，配两张图，正好一页 A4。",
    run=summarize_book,
)
