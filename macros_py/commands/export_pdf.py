"""【导出PDF】: the generated sheets as one PDF, to be mailed or filed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.commands.printed_book import generated, is_printed_book, pdf_of
from macros_py.commands.printing import OUT, OVERWRITE, PROJECTS
from macros_py.commands.registry import Command, Needs, Outcome, Task

if TYPE_CHECKING:
    import xlwings as xw


def export_pdf(book: xw.Book, task: Task) -> Outcome:
    """Generate the sheets anew and turn them into a PDF; a book that was generated before is turned as it stands."""
    if is_printed_book(book):
        pdf = pdf_of(book, task.config)
        return Outcome((f"PDF 在：{pdf}",), {"pdf": str(pdf)}, show=pdf)
    outcome, files = generated(book, task, pdf=True)
    made = files["pdf"]
    return replace(outcome, show=outcome.show if made is None else Path(made))


COMMAND = Command(
    id="export-pdf",
    label="导出PDF",
    group="生成",
    icon="FileSaveAsPdfOrXps",
    keytip="D",
    screentip="生成附表并转成 PDF",
    supertip="在标准工作簿里按：重新生成附表，再转成一个 PDF 文件，放在工作簿旁边。在打印表里按：把这份打印表照现在的样子转成 PDF。",
    run=export_pdf,
    options=(OUT, PROJECTS, OVERWRITE),
    needs=Needs.WORKBOOK,
    writes=False,
)
