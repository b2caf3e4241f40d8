"""【生成附表】: a print-ready sheet for every project, a 目录 with links, and a PDF when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.left_out import rows_left_out
from macros_py.commands.printing import OUT, OVERWRITE, PDF, PROJECTS, blank_targets, chosen, print_book
from macros_py.commands.registry import Command, Option, Outcome, Task
from macros_py.errors import UsageProblem, WorkbookProblem
from macros_py.model import Project
from macros_py.printing.project_sheets import project_sheet
from macros_py.sentences import named
from macros_py.sheets.master_list import read_master_list

if TYPE_CHECKING:
    import xlwings as xw


def generate(book: xw.Book, task: Task) -> Outcome:
    """Render the projects, each in its 表样 or all in the one of --form, into a new file; the workbook is not touched."""
    master_list = read_master_list(book)
    projects = chosen(master_list.projects, task)
    form_kind = task.text("form")
    if form_kind == task.config.department_form_kind.name:
        raise UsageProblem(f"“{form_kind}”是部门的表，不按项目打印；请用 self-evaluate（生成自评表）。")
    if form_kind and task.config.form_kind(form_kind) is None:
        raise UsageProblem(f"没有名为“{form_kind}”的表样，可用的有：{'、'.join(task.config.form_kinds)}。")
    printable: list[Project] = []
    skipped: dict[str, list[str]] = {}
    for project in projects:
        kind = task.config.form_kind(form_kind or project.form_kind)
        if kind and kind.template:
            printable.append(project)
        else:
            name = form_kind or project.form_kind
            skipped.setdefault(name, []).append(project.project_id or f"第 {project.row} 行")
    if not printable:
        raise WorkbookProblem("没有可以打印的项目：项目清单是空的，或各项目的表样都没有模板，请检查“表样”栏。")
    sheets = [project_sheet(project, task.config, form_kind) for project in printable]
    remarks = [
        f"表样“{name}”没有模板，{len(left)} 个项目没有生成：{named(left, most=10)}；"
        f"请把“表样”栏改成 {'、'.join(task.config.form_kinds)} 之一。"
        for name, left in skipped.items()
    ]
    return print_book(
        book, task, sheets, "打印表", [*remarks, *blank_targets(sheets), *rows_left_out(master_list, "没有打印")]
    )


COMMAND = Command(
    id="generate",
    label="生成附表",
    group="生成",
    icon="CreateReport",
    keytip="G",
    screentip="为每个项目生成可打印的表",
    supertip="按项目清单给每个项目生成一张可以直接打印的 A4 表，另附带链接的目录；要 PDF 请按【导出PDF】。",
    run=generate,
    writes=False,
    large=True,
    options=(
        OUT,
        PDF,
        PROJECTS,
        OVERWRITE,
        Option("form", "全部项目都按这种表样打印，不看“表样”栏", placeholder="表样"),
    ),
)
