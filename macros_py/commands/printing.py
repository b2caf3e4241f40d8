"""What the commands that print have in common: where the file goes, progress, the PDF, what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from macros_py.commands.registry import Declined, ExitCode, Offer, Option, Outcome, Task
from macros_py.commands.undo import book_address
from macros_py.errors import FileProblem, FubiaoError, UsageProblem
from macros_py.model import DepartmentEvaluation, Project
from macros_py.package.locks import is_there
from macros_py.printing.fingerprints import edited_sheets
from macros_py.printing.pdf import to_pdf
from macros_py.printing.project_sheets import Sheet, print_sheets
from macros_py.sentences import named
from macros_py.sheets.table import PENDING

if TYPE_CHECKING:
    import xlwings as xw

    from macros_py.config import Config

OUT = Option("out", "生成的文件，默认放在工作簿旁边", placeholder="文件名.xlsx")
PDF = Option("pdf", "同时转成 PDF（在 Excel 里由 Excel 转，否则需要 LibreOffice）", flag=True)
PROJECTS = Option("projects", "只做这些项目，写项目编号，几个之间用逗号隔开", placeholder="编号,编号")

Printable = TypeVar("Printable", bound=Project | DepartmentEvaluation)


def chosen(records: Sequence[Printable], task: Task) -> list[Printable]:
    """Return those of ``records`` that --projects names by their 项目编号, all of them when it was not given.

    Raises:
        UsageProblem: there is no record of one of the names.
    """
    wanted = _named(task)
    missing = wanted - {record.project_id for record in records}
    if missing:
        raise UsageProblem(f"没有编号为“{'”“'.join(sorted(missing))}”的项目，请照“项目编号”栏填写。")
    return [record for record in records if not wanted or record.project_id in wanted]


def _named(task: Task) -> set[str]:
    # A button gives a line for each, for a 项目编号 may hold a comma; who types them on one line parts them by commas.
    given = task.text(PROJECTS.name)
    return {name.strip() for name in re.split("\n" if "\n" in given else "[,，、]", given) if name.strip()}


OVERWRITE = Option("overwrite", "打印表被人改过，或同名的文件不是本工具生成的，也照样换掉", flag=True)


def print_book(book: xw.Book, task: Task, sheets: Sequence[Sheet], suffix: str, remarks: Sequence[str] = ()) -> Outcome:
    """Print ``sheets`` into the file of --out (or beside the workbook, its name and ``suffix``), and its PDF when asked.

    A selection of projects goes into a file of its own, so that the one of all projects is not lost.
    A PDF that cannot be made leaves the sheets in place; it is said, and the exit code is 1.

    Raises:
        UsageProblem: the file would not be an .xlsx, or would replace the workbook itself.
        FileProblem: the workbook was never saved and so has no place beside it, or the file cannot be written.
        Declined: the file was edited by hand since, or is of other making, and --overwrite was not given.
    """
    if _is_part(task):
        # The file of all projects stays as it is.
        suffix, remarks = f"{suffix}_部分", [*remarks, _beside_the_whole(book, task, suffix)]
    out = _out_path(book, task, suffix)
    if is_there(out) and not task.flag(OVERWRITE.name):
        _refuse_to_lose(out)
    _close_last(book, out)
    names, warnings = print_sheets(sheets, out, lambda done, total: task.progress("正在生成", done, total))
    sentences = [f"生成了 {len(names)} 张表和 1 张目录：{out}", *remarks, *warnings]
    data: dict[str, object] = {"file": str(out), "sheets": names}
    exit_code = ExitCode.WELL
    if task.flag("pdf"):
        task.progress("正在转成 PDF", 0, 1)
        try:
            pdf = _pdf(book, out, task.config)
        except FubiaoError as problem:
            # The sheets are there and can be printed; only the PDF that was asked for is not.
            exit_code = ExitCode.ERRORS_FOUND
            sentences.append(f"PDF 没有转成：{problem}")
            data |= {"pdf": None, "pdf_problem": str(problem)}
            if out.with_suffix(".pdf").exists():
                sentences.append(f"旁边的 {out.with_suffix('.pdf').name} 是以前的，与这次生成的表不一定相同。")
        else:
            sentences.append(f"PDF 在：{pdf}")
            data["pdf"] = str(pdf)
        task.progress("正在转成 PDF", 1, 1)
    elif (old := out.with_suffix(".pdf")).exists():
        sentences.append(stale(old))
    return Outcome(tuple(sentences), data, exit_code, show=out)


def _is_part(task: Task) -> bool:
    return bool(_named(task)) and not task.text("out")


def _beside_the_whole(book: xw.Book, task: Task, suffix: str) -> str:
    whole = _out_path(book, task, suffix)
    kept = f"，全部项目的“{whole.name}”没有动" if whole.exists() else ""
    return f"只做了指定的几个项目，放在单独的文件里{kept}。"


def stale(pdf: Path) -> str:
    """Return the sentence that says of a PDF beside the new sheets that it is an old one."""
    return f"注意：旁边的 {pdf.name} 是以前转的，没有更新，与这次生成的表不一定相同；要新的请连 PDF 一起再生成。"


def pending_ones(sheets: Sequence[Sheet]) -> list[str]:
    """Return the sentence that says which of ``sheets`` print 待核 for a score or a total."""
    names = [
        sheet.name
        for sheet in sheets
        if PENDING in sheet.values.values() or any(row.score is None and row.pending for row in sheet.indicators)
    ]
    if not names:
        return []
    return [
        f"注意：有 {len(names)} 张表的得分或总分还是“待核”：{named(names, '个')}；"
        "原因看“计分依据”栏（或是全年预算数、执行数没有填），补好、按【计算】后请重新生成。"
    ]


def blank_targets(sheets: Sequence[Sheet]) -> list[str]:
    """Return the sentence that says which of ``sheets`` have indicators without a 指标值."""
    blank = [(sheet.name, sum(not row.target.strip() for row in sheet.indicators)) for sheet in sheets]
    names = [name for name, count in blank if count]
    if not names:
        return []
    return [
        f"注意：有 {sum(count for _, count in blank)} 条指标的指标值是空的，照样打印了：{named(names, '个')}；补好后请重新生成。"
    ]


def _close_last(book: xw.Book, out: Path) -> None:
    """Close what was generated last time, which stands open in Excel and could not be replaced.

    Raises:
        FileProblem: somebody has changed it since.
    """
    for other in book.app.books:
        if other.name.lower() == out.name.lower() and Path(book_address(other)) == out:
            # Only Excel tells whether a book has changes that are not saved.
            if not getattr(other.api, "Saved", True):
                raise FileProblem(f"“{out.name}”正开着，里面有没存的改动；请先存到别的名字或不存关闭它，再按一次。")
            other.close()


def _refuse_to_lose(out: Path) -> None:
    try:
        edited = edited_sheets(out)
    except FileProblem:
        edited = None
    if edited is None:
        raise Declined(
            f"没有生成：“{out.name}”已经有了，而且看不出是本工具生成的。",
            Offer(
                OVERWRITE.name,
                "要把它换成新生成的表吗？它里面的内容会丢失；要留着请选“否”，把它移走或改名后再按一次。",
                "请把它移走或改名，或者加 --overwrite 把它换掉。",
            ),
        )
    if edited:
        shown = named([f"“{name}”" for name in edited], "张")
        raise Declined(
            f"没有生成：“{out.name}”里的{shown}在生成以后被人改过，再生成就会盖掉。",
            Offer(
                OVERWRITE.name,
                "不要这些改动、现在就重新生成吗？要留着请选“否”，先把改动填回工作簿，或把这个文件改名。",
                "请先把改动填回工作簿，再加 --overwrite 生成；或者把这个文件改名留着。",
            ),
        )


def _pdf(book: xw.Book, out: Path, config: Config) -> Path:
    """Print ``out`` to a PDF beside it: by Excel where it is the host, else by LibreOffice."""
    if book.app.engine.name != "excel":
        return to_pdf([out], out.parent, config.printing.seconds)[0]
    pdf = out.with_suffix(".pdf")
    printed = book.app.books.open(str(out))
    try:
        printed.to_pdf(str(pdf))
    finally:
        printed.close()
    return pdf


def _out_path(book: xw.Book, task: Task, suffix: str) -> Path:
    source = Path(book_address(book))
    if not task.text("out") and not source.is_absolute():
        raise FileProblem(
            f"工作簿“{book.name}”还没有存过盘，或只放在网上（OneDrive），不知道生成的表放在哪里；"
            "请先把它存到这台电脑的文件夹里，再做一次。"
        )
    out = Path(task.text("out")) if task.text("out") else source.with_name(f"{source.stem}_{suffix}.xlsx")
    if out.suffix.lower() != ".xlsx":
        raise UsageProblem(f"生成的文件名要以 .xlsx 结尾，写的是“{out.name}”。")
    if out.resolve() == source.resolve():
        raise UsageProblem("生成的文件不能和工作簿同名，否则会盖掉原始数据；请换一个文件名。")
    return out
