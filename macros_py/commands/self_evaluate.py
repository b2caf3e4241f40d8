"""【生成自评表】: the year-end 自评表 of every project and the 部门整体自评表 of every department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.left_out import rows_left_out
from macros_py.commands.printing import OUT, OVERWRITE, PDF, PROJECTS, chosen, pending_ones, print_book
from macros_py.commands.registry import Command, Outcome, Task
from macros_py.model import DepartmentEvaluation, Project
from macros_py.printing.project_sheets import department_sheet, project_sheet
from macros_py.sheets.fresh_scores import with_fresh_scores
from macros_py.sheets.master_list import read_master_list

if TYPE_CHECKING:
    import xlwings as xw


def self_evaluate(book: xw.Book, task: Task) -> Outcome:
    """Render the self-evaluations of ``book`` into a new file; the workbook is not touched."""
    master_list = with_fresh_scores(book, read_master_list(book), task.config.scheme)
    kind = task.config.self_evaluation_form_kind
    every: list[Project | DepartmentEvaluation] = [*master_list.projects, *master_list.departments]
    sheets = [
        project_sheet(record, task.config, kind.name)
        if isinstance(record, Project)
        else department_sheet(record, task.config, master_list.projects)
        for record in chosen(every, task)
    ]
    return print_book(book, task, sheets, "自评表", [*pending_ones(sheets), *rows_left_out(master_list, "没有打印")])


COMMAND = Command(
    id="self-evaluate",
    label="生成自评表",
    group="生成",
    icon="ReviewAcceptChange",
    keytip="Z",
    screentip="为每个项目和部门生成自评表",
    supertip="按项目清单和部门整体两张表，给每个项目生成《项目支出绩效自评表》，给每个部门生成《部门整体支出绩效目标自评表》。",
    run=self_evaluate,
    writes=False,
    large=True,
    options=(OUT, PDF, PROJECTS, OVERWRITE),
)
