"""What 【导出PDF】 and 【打印】 work on: the workbook whose sheets are to be generated, or an open book of generated sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.commands.generate import generate
from macros_py.commands.registry import Outcome, Task
from macros_py.commands.undo import book_address
from macros_py.errors import FileProblem, WorkbookProblem
from macros_py.printing.book import CONTENTS
from macros_py.printing.pdf import to_pdf
from macros_py.sheets.master_list import is_standard_workbook

if TYPE_CHECKING:
    import xlwings as xw

    from macros_py.config import Config


def is_printed_book(book: xw.Book) -> bool:
    """Tell whether ``book`` is one of generated sheets, to be printed as it stands.

    Raises:
        WorkbookProblem: it is neither that nor a standard workbook.
    """
    names = [sheet.name for sheet in book.sheets]
    if is_standard_workbook(names):
        return False
    if CONTENTS in names:
        return True
    raise WorkbookProblem(
        f"工作簿“{book.name}”既不是标准工作簿，也不是【生成附表】得到的打印表；请打开其中一种，再按一次。"
    )


def generated(book: xw.Book, task: Task, **options: bool) -> tuple[Outcome, Mapping[str, str | None]]:
    """Generate the sheets of the standard workbook ``book``; return the outcome, and its files by what they are."""
    outcome = generate(book, replace(task, options={**task.options, **options}))
    assert isinstance(outcome.data, dict)
    return outcome, outcome.data


def pdf_of(book: xw.Book, config: Config) -> Path:
    """Print an open book of generated sheets to a PDF beside it and return its path.

    Raises:
        FileProblem: the book lies in no folder of this machine (never saved, or only on the web), so there is no place beside it.
        MissingPart: outside Excel, where there is no LibreOffice.
    """
    path = Path(book_address(book))
    if not path.is_absolute():
        raise FileProblem(
            f"“{book.name}”还没有存过盘，或只放在网上（OneDrive），不知道 PDF 放在哪里；请先把它存到这台电脑的文件夹里，再做一次。"
        )
    if book.app.engine.name == "files":
        return to_pdf([path], path.parent, config.printing.seconds)[0]
    pdf = path.with_suffix(".pdf")
    book.to_pdf(str(pdf))
    return pdf
