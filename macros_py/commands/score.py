"""【计算】: live formulas for 执行率 and its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Outcome, Task
from macros_py.errors import WorkbookProblem
from macros_py.scoring import ExecutionRule
from macros_py.sheets.columns import PROJECTS
from macros_py.sheets.master_list import MasterList, read_master_list
from macros_py.sheets.rows import change_cells
from macros_py.sheets.table import Table

if TYPE_CHECKING:
    import xlwings as xw

SUMMED = {"initial": "initial_budget", "annual": "annual_budget", "executed": "executed"}
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
        sheet = book.sheets[table.sheet]
        sheet.range(table.span("execution_rate")).number_format = "0.00%"
        sheet.range(table.span("execution_score")).number_format = "0.00"
        budget, executed, rate = (
            {row: table.address(field, row) for row in given}
            for field in ("annual_budget", "executed", "execution_rate")
        )
        formulas = {
            "execution_rate": {row: rule.rate_formula(budget[row], executed[row]) for row in given},
            "execution_score": {row: rule.score_formula(rate[row]) for row in given},
        }
        change_cells(book, table, formulas)
    summed = _sum_project_spending(book, master_list)
    return _outcome(master_list, rule, len(given), summed)


def _sum_project_spending(book: xw.Book, master_list: MasterList) -> int:
    """Write a sum over 项目清单 into every blank 项目支出 of a department that has projects; return how many departments.

    The sum takes the department's name and year, and turns 元 and 万元 into the unit of its row.
    """
    table, projects = master_list.departments_table, master_list.projects_table
    if table is None or any(f"project_{amount}" not in table.positions for amount in SUMMED):
        return 0
    owners = {(project.department, project.year) for project in master_list.projects}
    formulas: dict[str, dict[int, object]] = {}
    for department in master_list.departments:
        if (department.department, department.year) not in owners:
            continue
        for amount, source in SUMMED.items():
            if getattr(department.project, amount) is None and source in projects.positions:
                formula = _sum_formula(projects, source, table, department.row)
                formulas.setdefault(f"project_{amount}", {})[department.row] = formula
    change_cells(book, table, formulas)
    return len({row for by_row in formulas.values() for row in by_row})


def _sum_formula(projects: Table, source: str, table: Table, row: int) -> str:
    column = projects.absolute_span
    owner = f"{column('department')},{table.address('department', row)},{column('year')},{table.address('year', row)}"
    in_yuan = f'SUMIFS({column(source)},{owner},{column("money_unit")},"元")'
    in_wan = f'SUMIFS({column(source)},{owner},{column("money_unit")},"<>元")*10000'
    return f'=({in_yuan}+{in_wan})/IF({table.address("money_unit", row)}="元",1,10000)'


def _require_columns(table: Table) -> None:
    missing = [PROJECTS.heading(field) for field in NEEDED if field not in table.positions]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        raise WorkbookProblem(f"“{table.sheet}”工作表缺少{names}栏，无法计算执行率，请把栏目加回来再试。")


def _outcome(master_list: MasterList, rule: ExecutionRule, given: int, summed: int) -> Outcome:
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
    if summed:
        sentences.append(f"给 {summed} 个部门的项目支出写好了从项目清单汇总的公式。")
    return Outcome(tuple(sentences), data, changed=bool(given or summed))


COMMAND = Command(
    id="score",
    label="计算",
    group="计算",
    icon="CalculateNow",
    keytip="S",
    screentip="计算执行率和得分",
    supertip="在填了全年预算数(A)和全年执行数(B)的项目里写上执行率和得分的公式；以后改数会自动重算。",
    run=score,
    large=True,
)
