"""【计算】: live formulas for 执行率 and its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Outcome, Task
from macros_py.errors import WorkbookProblem
from macros_py.scoring import ExecutionRule
from macros_py.sheets.columns import PROJECTS
from macros_py.sheets.master_list import MasterList, read_master_list
from macros_py.sheets.table import Table

if TYPE_CHECKING:
    import xlwings as xw

NEEDED = ("annual_budget", "executed", "execution_rate", "execution_score")


def score(book: xw.Book, task: Task) -> Outcome:
    """Write the formulas where 全年预算数 and 全年执行数 are given; every other cell stays as it is."""
    master_list = read_master_list(book)
    table = master_list.projects_table
    _require_columns(table)
    rule = ExecutionRule(task.config.execution)
    given = {
        project.row: project
        for project in master_list.projects
        if project.evaluation.annual_budget is not None and project.evaluation.executed is not None
    }
    if given:
        _write(
            book,
            table,
            "execution_rate",
            {
                row: rule.rate_formula(table.address("annual_budget", row), table.address("executed", row))
                for row in given
            },
        )
        _write(
            book,
            table,
            "execution_score",
            {row: rule.score_formula(table.address("execution_rate", row)) for row in given},
        )
    return _outcome(master_list, rule, len(given))


def _require_columns(table: Table) -> None:
    missing = [PROJECTS.heading(field) for field in NEEDED if field not in table.positions]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        raise WorkbookProblem(f"“{table.sheet}”工作表缺少{names}栏，无法计算执行率，请把栏目加回来再试。")


def _write(book: xw.Book, table: Table, field: str, formulas: dict[int, str]) -> None:
    cells = book.sheets[table.sheet].range(table.span(field))
    cells.number_format = "0.00%" if field == "execution_rate" else "0.00"
    standing = cells.formula
    # xlwings gives one formula as a text, more as rows.
    rows = [[standing]] if isinstance(standing, str) else [list(row) for row in standing]
    for row, formula in formulas.items():
        rows[row - table.first_row][0] = formula
    cells.formula = rows


def _outcome(master_list: MasterList, rule: ExecutionRule, given: int) -> Outcome:
    data = []
    for project in master_list.projects:
        done = project.evaluation
        rate = rule.rate(done.annual_budget, done.executed)
        points = rule.score(done.annual_budget, done.executed)
        data.append(
            {
                "project": project.project_id,
                "rate": None if rate is None else str(rate),
                "score": None if points is None else str(points),
            }
        )
    skipped = len(master_list.projects) - given
    sentences = [f"给 {given} 个项目写好了执行率和得分的公式，改动执行数会自动重算。"]
    if not given:
        sentences = ["没有项目填了“全年预算数(A)”和“全年执行数(B)”，所以没有写公式；请先填这两栏。"]
    elif skipped:
        sentences.append(f"另有 {skipped} 个项目没填全“全年预算数(A)”和“全年执行数(B)”，没有计算。")
    return Outcome(tuple(sentences), data, changed=bool(given))


COMMAND = Command(
    id="score",
    label="计算",
    group="计算",
    icon="CalculateNow",
    keytip="S",
    screentip="计算执行率和得分",
    supertip="在填了全年预算数(A)和全年执行数(B)的项目里写上执行率和得分的公式；以后改数会自动重算。",
    run=score,
)
