"""【计算】: live formulas for 执行率, every 得分, 总分 and 等级, and what each score rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.commands.left_out import rows_left_out
from macros_py.commands.registry import Command, Offer, Option, Outcome, Task
from macros_py.errors import WorkbookProblem
from macros_py.model import DepartmentEvaluation, FundsLine
from macros_py.scoring import ExecutionRule
from macros_py.scoring.literals import literal
from macros_py.sentences import named
from macros_py.sheets.columns import INDICATORS, PROJECTS
from macros_py.sheets.department_scores import department_changes, spending_changes
from macros_py.sheets.indicator_scores import Owner, ScoredRow, is_evaluated, leftovers, row_changes, score_rows
from macros_py.sheets.master_list import MasterList, read_master_list
from macros_py.sheets.project_scores import project_changes
from macros_py.sheets.rows import change_cells
from macros_py.sheets.table import PENDING, Table
from macros_py.sheets.text_numbers import OF_DEPARTMENTS, OF_INDICATORS, OF_PROJECTS, make_numbers
from macros_py.sheets.totals import counts_execution, grade_of

if TYPE_CHECKING:
    import xlwings as xw

# Not asked at the button: a score that somebody gave by hand is his answer, and 计算 is pressed again and again.
OVERWRITE = Offer("overwrite", "", "要把手工填的得分、执行率和总分全部换成公式，加 --overwrite 再算一次。")
_REASONS_NAMED, _CELLS_A_REASON, _LONGEST_REASON = 4, 3, 60
NEEDED = ("annual_budget", "executed", "execution_rate", "execution_score")


def score(book: xw.Book, task: Task) -> Outcome:
    """Write the formulas of every project and department whose year is closed; what a person typed stays."""
    master_list = read_master_list(book, aside=lambda cell: cell.field == "weight")
    projects_table, indicators_table = master_list.projects_table, master_list.indicators_table
    _require_columns(projects_table)
    scheme, overwrite = task.config.scheme, task.flag("overwrite")
    projects = [project for project in master_list.projects if is_evaluated(project)]
    departments = [department for department in master_list.departments if is_evaluated(department)]
    texts = _make_numbers(book, master_list) if projects or departments else {}
    rows, cells = score_rows(book, master_list, [*projects, *departments], scheme, overwrite=overwrite)
    by_owner: dict[str, list[ScoredRow]] = {}
    for row in rows:
        by_owner.setdefault(row.indicator.project_id, []).append(row)
    kept: list[str] = []
    if projects:
        sheet = book.sheets[projects_table.sheet]
        sheet.range(projects_table.span("execution_rate")).number_format = "0.00%"
        sheet.range(projects_table.span("execution_score")).number_format = "0.00"
        made = project_changes(book, master_list, projects, by_owner, scheme, overwrite=overwrite)
        change_cells(book, projects_table, made.cells)
        kept += made.kept
    changes = row_changes(rows, cells) if rows else {}
    for field in changes:
        book.sheets[indicators_table.sheet].range(indicators_table.span(field)).number_format = "General"
    change_cells(book, indicators_table, changes)
    change_cells(book, indicators_table, leftovers(book, master_list))
    summed = spending_changes(book, master_list)
    if master_list.departments_table is not None:
        change_cells(book, master_list.departments_table, summed)
        made = department_changes(book, master_list, departments, by_owner, scheme, overwrite=overwrite)
        change_cells(book, master_list.departments_table, made.cells)
        kept += made.kept
    sentences = _sentences(master_list, projects, rows, kept, changes)
    if texts:
        places = "；".join(f"{sheet} {named(made, '处')}" for sheet, made in texts.items())
        sentences.append(f"有 {sum(map(len, texts.values()))} 格数是文字，公式读不到，已改成数，大小不变：{places}。")
    if summed:
        count = len({row for by_row in summed.values() for row in by_row})
        sentences.append(f"给 {count} 个部门的项目支出写好了从项目清单汇总的公式。")
    owners: list[Owner] = [*master_list.projects, *departments]
    return Outcome(
        tuple(sentences),
        [_account(owner, by_owner.get(owner.project_id, []), task) for owner in owners],
        changed=bool(projects or departments or summed or texts),
        offer=OVERWRITE if kept or any(row.typed for row in rows) else None,
    )


def _make_numbers(book: xw.Book, master_list: MasterList) -> dict[str, list[str]]:
    """Make numbers of the texts that the formulas of 计算 look at, and return their cells by sheet."""
    sums = [{row.row for row in rows} for rows in (master_list.sums, master_list.indicator_sums)]
    wanted = (
        (master_list.projects_table, OF_PROJECTS, sums[0]),
        (master_list.indicators_table, OF_INDICATORS, sums[1]),
        (master_list.departments_table, OF_DEPARTMENTS, set[int]()),
    )
    return {
        table.sheet: made
        for table, fields, besides in wanted
        if table is not None and (made := make_numbers(book, table, fields, besides))
    }


def _require_columns(table: Table) -> None:
    missing = [PROJECTS.heading(field) for field in NEEDED if field not in table.positions]
    if missing:
        names = "、".join(f"“{name}”" for name in missing)
        raise WorkbookProblem(f"“{table.sheet}”工作表缺少{names}栏，无法计算执行率，请把栏目加回来再试。")


def _sentences(
    master_list: MasterList,
    projects: Sequence[Owner],
    rows: Sequence[ScoredRow],
    kept: Sequence[str],
    changes: Mapping[str, object],
) -> list[str]:
    table = master_list.indicators_table
    sentences = []
    if projects:
        sentences.append(f"给 {len(projects)} 个项目写好了执行率和得分的公式，改动执行数会自动重算。")
    skipped = len(master_list.projects) - len(projects)
    if not projects and not rows:
        sentences.append("没有项目填了“全年执行数(B)”或“实际完成值”，所以没有写公式；请先填这些栏。")
    elif skipped:
        sentences.append(f"另有 {skipped} 个项目没有填“全年执行数(B)”和“实际完成值”，没有计算。")
    ours = [row for row in rows if not row.typed]
    if ours and changes:
        open_rows = [row for row in ours if row.points is None]
        pending = f"，其中 {len(open_rows)} 条待核" if open_rows else ""
        sentences.append(f"给 {len(ours)} 条指标写好了得分的公式，改实际完成值会自动重算{pending}。")
        if open_rows:
            sentences.append(f"待核的有：{_pending(table, open_rows)}；每条的原因写在“计分依据”栏。")
    typed = [row for row in rows if row.typed]
    if typed:
        places = named([table.address("score", row.indicator.row) for row in typed], "处")
        sentences.append(
            f"有 {len(typed)} 条得分是手工填的，没有改：{table.sheet} {places}；要换成公式，把那几格清空后再算一次。"
        )
    differing = [row for row in typed if row.differs]
    if differing:
        told = [
            f"{table.address('score', row.indicator.row)}（填 {_figure(row.indicator.score)}，应为 {_figure(row.points)}）"
            for row in differing
        ]
        sentences.append(f"手工填的得分里有 {len(differing)} 条与计分办法算出的不同：{named(told, '处')}。")
    if kept:
        sentences.append(
            f"手工填的执行率、总分等 {len(kept)} 格没有改：{named(kept, '处')}；要换成公式，也是清空后再算。"
        )
    return sentences + rows_left_out(master_list, "没有计分") + _missing_columns(master_list)


def _pending(table: Table, rows: Sequence[ScoredRow]) -> str:
    """Return the first cells whose score is open, those with the same reason together."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        # A target pasted from Word may hold a line break.
        reason = "".join(row.reason.splitlines())
        reason = reason if len(reason) <= _LONGEST_REASON else f"{reason[:_LONGEST_REASON]}…"
        by_reason.setdefault(reason, []).append(table.address("score", row.indicator.row))
    told = [
        f"{table.sheet} {named(cells, '条', most=_CELLS_A_REASON)}（{reason}）" for reason, cells in by_reason.items()
    ]
    left = sum(len(cells) for cells in list(by_reason.values())[_REASONS_NAMED:])
    return "；".join(told[:_REASONS_NAMED]) + (f"；另有 {left} 条" if left else "")


def _figure(points: Decimal | None) -> str:
    return "" if points is None else literal(points)


def _missing_columns(master_list: MasterList) -> list[str]:
    """Say which columns of today's standard workbook an older one lacks."""
    wanted = (
        (master_list.projects_table, PROJECTS, ("indicator_score", "total_score", "grade", "score_note")),
        (master_list.indicators_table, INDICATORS, ("weight", "actual", "share", "score", "basis")),
    )
    sentences = []
    for table, columns, fields in wanted:
        missing = [f"“{columns.heading(field)}”" for field in fields if field not in table.positions]
        if missing:
            sentences.append(
                f"“{table.sheet}”表没有{'、'.join(missing)}栏，这几项没有写；要的话在表头最右边加上同名的栏目，再算一次。"
            )
    return sentences


def _account(owner: Owner, rows: Sequence[ScoredRow], task: Task) -> dict[str, object]:
    """Return a project or department for programs: rate, scores, total and grade as Python computes them."""
    scheme = task.config.scheme
    line = _execution_line(owner)
    rule = ExecutionRule(scheme.execution.of_weight(line.weight))
    rate, points = rule.shown_rate(line.annual, line.executed), rule.score(line.annual, line.executed)
    counted = counts_execution([row.full for row in rows], scheme.total)
    parts = [row.stands for row in rows] + ([points] if counted else [])
    known = [part for part in parts if part is not None]
    total = sum(known, Decimal(0)) if rows and len(known) == len(parts) else None
    return {
        "project": owner.project_id,
        "rate": None if rate is None else str(rate),
        "score": None if points is None else str(points),
        "total": None if total is None else str(total),
        "grade": grade_of(total, scheme.grades) if rows else PENDING,
        "indicators": [
            {
                "row": row.indicator.row,
                "score": None if row.points is None else str(row.points),
                "typed": row.typed,
                "source": row.found.source.value,
                "reason": row.reason if row.points is None or row.typed else "",
            }
            for row in rows
        ],
    }


def _execution_line(owner: Owner) -> FundsLine:
    """Return what 预算执行率 of a project or a department is made from; only a department prints a 分值 for it."""
    if isinstance(owner, DepartmentEvaluation):
        return owner.total
    done = owner.evaluation
    return FundsLine(annual=done.annual_budget, executed=done.executed)


COMMAND = Command(
    id="score",
    label="计算",
    group="计算",
    icon="CalculateNow",
    keytip="S",
    screentip="计算执行率、得分、总分和等级",
    supertip="把执行率、每条指标的得分、总分和等级写成公式，以后改数会自动重算；每个得分旁边写着依据和算式。手工填的得分不会改。",
    run=score,
    options=(Option("overwrite", "手工填的得分也换成公式", flag=True),),
    large=True,
)
