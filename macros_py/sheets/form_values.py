"""What a printed form can show of a project or a department: values under the names that a template's tags use.

The names are the column headings of the standard workbook without their brackets (see ``Column.tag``), and 总分.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter

from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring import ExecutionRule, rule_for
from macros_py.scoring.execution import shown
from macros_py.sheets.columns import DEPARTMENTS, INDICATORS, PROJECTS, Cells, TableColumns
from macros_py.sheets.departments import SUMMED, department_cells
from macros_py.sheets.master_list import project_cells
from macros_py.sheets.table import PENDING
from macros_py.sheets.totals import counts_execution, grade_of

TOTAL_SCORE, EXECUTION_WEIGHT = "总分", "预算执行率分值"


def _tags(table: TableColumns) -> dict[str, str]:
    unprinted = {"score_note", "basis"}
    return {
        column.field: column.tag
        for column in table.columns
        if column.cells is not Cells.MARK and column.field not in unprinted
    }


PROJECT_TAGS, DEPARTMENT_TAGS = _tags(PROJECTS), _tags(DEPARTMENTS)
INDICATOR_TAGS = {field: tag for field, tag in _tags(INDICATORS).items() if field != "project_id"}
PROJECT_NAMES = frozenset(PROJECT_TAGS.values()) | {TOTAL_SCORE, EXECUTION_WEIGHT}
DEPARTMENT_NAMES = frozenset(DEPARTMENT_TAGS.values())
INDICATOR_NAMES = frozenset(INDICATOR_TAGS.values())


def _tagged(cells: Mapping[str, object], tags: Mapping[str, str]) -> dict[str, object]:
    return {tag: "" if cells[field] is None else cells[field] for field, tag in tags.items()}


def project_values(project: Project, config: Config, form_kind: str = "") -> dict[str, object]:
    """Return a project's values by tag, for its own 表样 or for ``form_kind``; "" for a blank.

    The form kind's default title stands in where none is written, or where another 表样 is asked for. 执行率, its score,
    总分 and 等级 are computed here where the sheet shows none, because a file saved without Excel holds formulas without
    values.
    """
    cells = project_cells(project)
    rule = ExecutionRule(config.execution)
    done = project.evaluation
    rate = rule.rate(done.annual_budget, done.executed) if done.rate is None else done.rate
    score = rule.score(done.annual_budget, done.executed) if done.execution_score is None else done.execution_score
    total = project_total(project, config)
    grade = done.grade or (grade_of(total, config.scheme.grades) if isinstance(total, Decimal) else None)
    cells.update(execution_rate=shown(rate), execution_score=score, indicator_score=_sum_of_scores(project.indicators))
    cells.update(total_score=total, grade=grade)
    values = _tagged(cells, PROJECT_TAGS)
    kind = config.form_kind(form_kind or project.form_kind)
    if kind and (form_kind or not project.heading.title):
        values["标题"] = kind.title.replace("{年度}", str(project.year or ""))
    values["表样"] = kind.name if kind else project.form_kind
    values[EXECUTION_WEIGHT] = config.execution.weight
    return values


def project_total(project: Project, config: Config) -> Decimal | str | None:
    """Return the 总分 of a project as its row shows it, else the sum of its parts; 待核 or None where one is open or missing."""
    done = project.evaluation
    if done.total_score is not None:
        return done.total_score
    rule = ExecutionRule(config.execution)
    score = rule.score(done.annual_budget, done.executed) if done.execution_score is None else done.execution_score
    return _total_score(score, project, config)


def _sum_of_scores(indicators: Iterable[Indicator]) -> Decimal | str | None:
    """Return the sum of the indicators' scores; 待核 where 计算 left one open, None while any is missing."""
    rows = list(indicators)
    if any(row.score is None and row.pending for row in rows):
        return PENDING
    known = [row.score for row in rows if row.score is not None]
    return sum(known, Decimal(0)) if len(known) == len(rows) else None


def _total_score(execution: Decimal | None, project: Project, config: Config) -> Decimal | str | None:
    """Return the sum of all scores; 待核 where 计算 left one open, None while any is missing."""
    rows, scheme = project.indicators, config.scheme
    summed = _sum_of_scores(rows)
    if not isinstance(summed, Decimal):
        return summed
    fulls = (rule_for(row, project.year, scheme).full if row.weight is None else row.weight for row in rows)
    if not counts_execution(fulls, scheme.total):
        return summed
    if execution is None:
        return PENDING if rows else None
    return execution + summed


def department_values(
    department: DepartmentEvaluation, config: Config, projects: Iterable[Project] = ()
) -> dict[str, object]:
    """Return a department's values by tag; a blank 项目支出 is summed from its projects of that year.

    A blank 分值 of 预算执行率 and of 总分 is what 计算 takes it for.
    """
    cells = department_cells(department)
    for amount, summed in project_spending(department, projects).items():
        if cells[f"project_{amount}"] is None:
            cells[f"project_{amount}"] = summed
    cells["execution_rate"] = shown(department.total.rate)
    if department.total.weight is None:
        cells["execution_weight"] = config.execution.weight
    if department.total_weight is None:
        cells["total_weight"] = config.scheme.total
    if department.total_score is None and department.pending:
        cells["total_score"] = PENDING
    values = _tagged(cells, DEPARTMENT_TAGS)
    kind = config.department_form_kind
    if not department.title:
        values["标题"] = kind.title.replace("{年度}", str(department.year or ""))
    # What the 目录 lists of every sheet, under the names a project has.
    listed = {"表样": kind.name, "项目名称": "部门整体支出", "实施单位": department.department}
    return {**values, **listed, "年度资金总额": "" if department.total.annual is None else department.total.annual}


def project_spending(department: DepartmentEvaluation, projects: Iterable[Project]) -> dict[str, Decimal | None]:
    """Return 年初预算数, 全年预算数 and 全年执行数 of the department's projects, in its unit; None where none is filled."""
    mine = [
        project
        for project in projects
        if project.year == department.year and project.department == department.department
    ]
    sums: dict[str, Decimal | None] = {}
    for amount, field in SUMMED.items():
        amounts = [
            project.funds.in_yuan(value)
            for project in mine
            if (value := getattr(project.evaluation, field)) is not None
        ]
        sums[amount] = sum(amounts, Decimal(0)) / department.unit.yuan if amounts else None
    return sums


def indicator_values(indicators: Sequence[Indicator], names: Collection[str]) -> list[dict[str, object]]:
    """Return the values of indicators by tag, those of ``names`` only; "" for a blank, 待核 for a score that 计算 left open."""
    if not names:
        return [{} for _ in indicators]
    fields, tags = zip(*((field, tag) for field, tag in INDICATOR_TAGS.items() if tag in names), strict=True)
    cells_of = attrgetter(*fields) if len(fields) > 1 else lambda row: (getattr(row, fields[0]),)
    scored = "score" in fields
    rows = []
    for indicator in indicators:
        values: dict[str, object] = dict(zip(tags, cells_of(indicator), strict=True))
        if None in values.values():
            values = {tag: "" if value is None else value for tag, value in values.items()}
        if scored and indicator.score is None and indicator.pending:
            values[INDICATOR_TAGS["score"]] = PENDING
        rows.append(values)
    return rows
