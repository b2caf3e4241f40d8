"""【打印】: the print preview in Excel; elsewhere what the machine has, or a sentence that says how."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.commands.printed_book import generated, is_printed_book, pdf_of
from macros_py.commands.printing import OUT, OVERWRITE, PROJECTS, stale
from macros_py.commands.registry import Command, Needs, Option, Outcome, Task
from macros_py.commands.undo import book_address
from macros_py.errors import MissingPart
from macros_py.printing.pdf import to_pdf

if TYPE_CHECKING:
    import xlwings as xw

PREVIEW = "接着打开打印预览，看过没有问题再点“打印”。"
BY_HAND = "打印表已经打开，请按 Ctrl+P 选择打印机打印。"


def print_out(book: xw.Book, task: Task) -> Outcome:
    """Generate the sheets anew and print them; a book that was generated before is printed as it stands.

    In Excel that is the print preview of the whole book, or of the sheets the clerk has selected in it. Without a
    spreadsheet program on the screen the sheets go to the default printer of the system (or --printer) as a PDF.
    """
    printed = is_printed_book(book)
    if printed:
        address = book_address(book)
        outcome = Outcome((), {"file": address}, show=Path(address))
    else:
        outcome, _ = generated(book, task)
    assert outcome.show is not None
    if book.app.engine.name == "files":
        seconds = task.config.printing.seconds
        pdf = pdf_of(book, task.config) if printed else to_pdf([outcome.show], outcome.show.parent, seconds)[0]
        send_to_printer(pdf, task.text("printer"))
        # The PDF beside the sheets is a new one by now.
        said = [sentence for sentence in outcome.sentences if sentence != stale(pdf)]
        return replace(outcome, sentences=(*said, f"已交给打印机：{pdf.name}"), show=None)
    in_excel = book.app.engine.name == "excel"
    return replace(outcome, sentences=(*outcome.sentences, PREVIEW if in_excel else BY_HAND), preview=in_excel)


def send_to_printer(pdf: Path, printer: str = "") -> None:
    """Hand ``pdf`` to the printing system of Linux or macOS (lp).

    Raises:
        MissingPart: there is none, or it refuses; the PDF stays for printing by hand.
    """
    program = shutil.which("lp")
    if program is None:
        raise MissingPart(f"这台电脑上没有打印命令 lp，没有打印；PDF 已经做好，请打开它打印：{pdf}")
    words = [program, *(["-d", printer] if printer else []), str(pdf)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        whose = f"打印机“{printer}”" if printer else "默认打印机"
        raise MissingPart(f"{whose}没有接受这份文件（可能没有连好），没有打印；PDF 已经做好，请打开它打印：{pdf}")


COMMAND = Command(
    id="print",
    label="打印",
    group="生成",
    icon="FilePrint",
    keytip="P",
    screentip="打开打印预览",
    supertip="在标准工作簿里按：重新生成附表，打开打印预览。在打印表里按：预览选中的几张表，没有选就预览整本。看过再点“打印”，不会直接出纸。",
    run=print_out,
    options=(OUT, PROJECTS, OVERWRITE, Option("printer", "打印机的名字，默认用系统的默认打印机", placeholder="打印机")),
    needs=Needs.WORKBOOK,
    writes=False,
)
