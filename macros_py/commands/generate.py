"""【生成】: a print-ready sheet for every project, a 目录 with links, and a PDF when asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Option, Outcome, Task
from macros_py.errors import UsageProblem, WorkbookProblem
from macros_py.model import Project
from macros_py.printing.project_sheets import print_projects
from macros_py.sheets.master_list import read_master_list

if TYPE_CHECKING:
    import xlwings as xw


def generate(book: xw.Book, task: Task) -> Outcome:
    """Render the projects whose 表样 has a template into a new file; the workbook itself is not touched."""
    master_list = read_master_list(book)
    printable: list[Project] = []
    skipped: dict[str, int] = {}
    for project in master_list.projects:
        kind = task.config.form_kind(project.form_kind)
        if kind and kind.template:
            printable.append(project)
        else:
            name = kind.name if kind else project.form_kind
            skipped[name] = skipped.get(name, 0) + 1
    if not printable:
        raise WorkbookProblem("没有可以打印的项目：项目清单里各项目的表样都没有模板，请检查“表样”栏。")
    out = _out_path(book, task)
    pages = print_projects(printable, task.config, out, lambda done, total: task.progress("正在生成", done, total))
    sentences = [f"生成了 {len(pages)} 张表和 1 张目录：{out}"]
    sentences += [f"表样“{name}”还没有模板，{count} 个项目没有生成。" for name, count in skipped.items()]
    data: dict[str, object] = {"file": str(out), "sheets": pages, "skipped": skipped}
    if task.flag("pdf"):
        from macros_py.printing.pdf import to_pdf

        task.progress("正在转成 PDF", 0, 1)
        (pdf,) = to_pdf([out], out.parent)
        task.progress("正在转成 PDF", 1, 1)
        sentences.append(f"PDF 在：{pdf}")
        data["pdf"] = str(pdf)
    return Outcome(tuple(sentences), data)


def _out_path(book: xw.Book, task: Task) -> Path:
    source = Path(book.fullname)
    out = Path(task.text("out")) if task.text("out") else source.with_name(f"{source.stem}_打印表.xlsx")
    if out.suffix.lower() != ".xlsx":
        raise UsageProblem(f"生成的文件名要以 .xlsx 结尾，写的是“{out.name}”。")
    if out.resolve() == source.resolve():
        raise UsageProblem("生成的文件不能和工作簿同名，否则会盖掉原始数据；请换一个文件名。")
    return out


COMMAND = Command(
    id="generate",
    label="生成附表",
    group="生成",
    icon="FileSaveAsExcelXlsx",
    keytip="G",
    screentip="为每个项目生成可打印的表",
    supertip="按项目清单给每个项目生成一张可以直接打印的 A4 表，另附带链接的目录；可以同时转成 PDF。",
    run=generate,
    options=(
        Option("out", "生成的文件，默认放在工作簿旁边", placeholder="文件名.xlsx"),
        Option("pdf", "同时转成 PDF（需要 LibreOffice 或 Excel）", flag=True),
    ),
)
