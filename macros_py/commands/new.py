"""【新建标准工作簿】: an empty standard workbook under a name of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros_py.commands.registry import Command, Needs, Outcome, Task
from macros_py.errors import FileProblem, UsageProblem
from macros_py.package.archive import write_beside

if TYPE_CHECKING:
    import xlwings as xw


def new(book: xw.Book | None, task: Task) -> Outcome:
    """Write the standard workbook to the file of ``task``, which must not be there yet.

    Raises:
        UsageProblem: the name does not end in .xlsx.
        FileProblem: there is such a file already, or it cannot be written.
    """
    from macros_py.sheets.standard_workbook import build_standard_workbook

    (path,) = task.files
    if path.suffix.lower() != ".xlsx":
        raise UsageProblem(f"新文件的名字要以 .xlsx 结尾，写的是“{path.name}”。")
    if path.exists():
        raise FileProblem(f"“{path}”已经有了，为免盖掉原来的内容没有新建；请换一个文件名。")
    content = build_standard_workbook(task.config)
    write_beside(path, lambda file: file.write(content))
    return Outcome((f"新建了标准工作簿：{path}", "从“使用说明”表开始看。"), {"file": str(path)}, show=path)


COMMAND = Command(
    id="new",
    label="新建标准工作簿",
    group="工具",
    icon="FileNew",
    keytip="N",
    screentip="新建一本空的标准工作簿",
    supertip="新建一本空的标准工作簿并打开，里面有项目清单、绩效指标、部门整体等表和使用说明。已有的文件不会被盖掉。",
    run=new,
    needs=Needs.NOTHING,
    writes=False,
    makes_file=True,
)
