"""Talking with the person at the spreadsheet: one message at the end, and the few simple questions a command needs.

In Excel the dialogs are Excel's own, in a window of LibreOffice LibreOffice's. Where nobody can be asked each question
gets its default, which the message at the end then names.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.commands.given_files import FORM_FILES
from macros_py.commands.undo import book_address
from macros_py.desktop import open_file
from macros_py.errors import UsageProblem
from macros_py.sheets.columns import PROJECTS
from macros_py.sheets.table import cell_text, read_table

if TYPE_CHECKING:
    import xlwings as xw

TITLE = "绩效目标"
NEW_NAME = "绩效目标.xlsx"
RETURNED = "返回的表"
PICK_TITLE, NEW_TITLE = "选各单位返回的表，可以选多个", "新工作簿放在哪里"
_PATTERNS = ";".join(f"*{suffix}" for suffix in FORM_FILES)
FILE_FILTER = f"Excel 工作簿 ({_PATTERNS}),{_PATTERNS}"
#: A message box of Windows cuts longer texts off.
LONGEST_MESSAGE = 900
#: Excel cuts the address of many selected blocks off at 255 characters.
LONGEST_ADDRESS = 240
_ROWS = re.compile(r"\$?[A-Z]{0,3}\$?(\d+)(?::\$?[A-Z]{0,3}\$?(\d+))?")


class Cancelled(Exception):
    """The clerk answered a question with 取消: nothing is done and nothing is said."""


class Clerk:
    """The person in front of ``app``."""

    def __init__(self, app: xw.App, label: str = "") -> None:
        self._app = app
        self._title = f"{TITLE} · {label}" if label else TITLE

    @property
    def _in_excel(self) -> bool:
        return bool(self._app.engine.name == "excel")

    @property
    def _can_answer(self) -> bool:
        """Whether somebody sees a dialog and can answer it."""
        return self._in_excel or (self._app.engine.name == "calc" and bool(self._app.impl.can_ask))

    def tell(self, *sentences: str) -> None:
        """Show one message."""
        text = "\n".join(sentences)
        if len(text) > LONGEST_MESSAGE:
            text = f"{text[: LONGEST_MESSAGE - 1]}…"
        self._app.alert(text, self._title, "ok")

    def confirm(self, question: str) -> bool:
        """Ask 是 or 否."""
        return bool(self._app.alert(question, self._title, "yes_no") == "yes")

    def choose(self, question: str) -> bool:
        """Ask 是, 否 or 取消; a host that cannot be asked cancels nothing and says 否.

        Raises:
            Cancelled: the answer was 取消.
        """
        answer = self._app.alert(question, self._title, "yes_no_cancel")
        if answer == "cancel" and self._can_answer:
            raise Cancelled
        return bool(answer == "yes")

    def returned_files(self, book: xw.Book) -> tuple[Path, ...]:
        """Return the files to collect: those that are picked, or the folder 返回的表 beside the workbook.

        Raises:
            Cancelled: nothing was picked.
            UsageProblem: nothing can be picked here and there is no such folder.
        """
        folder = _folder_of(book) / RETURNED
        if folder.is_dir() and (
            not self._can_answer or self.choose(f"把文件夹“{RETURNED}”里的表全部汇总进来吗？\n选“否”自己挑文件。")
        ):
            return (folder,)
        if not self._can_answer:
            raise UsageProblem(
                "这里没有窗口，弹不出选文件的对话框；请把各单位返回的表放进工作簿旁边"
                f"名为“{RETURNED}”的文件夹，再按一次【汇总】。"
            )
        picked = self._picked_files(folder.parent)
        if not picked:
            raise Cancelled
        return picked

    def _picked_files(self, folder: Path) -> tuple[Path, ...]:
        """Return the files the clerk picks in a dialog, none when it was closed."""
        if not self._in_excel:
            from macros_py.engines.calc.dialogs import files_to_open

            return files_to_open(self._app.impl, f"{self._title}：{PICK_TITLE}", folder, FORM_FILES)
        picked = self._app.api.GetOpenFilename(FileFilter=FILE_FILTER, Title=PICK_TITLE, MultiSelect=True)
        return tuple(Path(name) for name in picked) if isinstance(picked, (list, tuple)) else ()

    def new_file(self, book: xw.Book | None) -> Path:
        """Return where a new workbook goes: where the dialog says, else a free name beside the open workbook.

        Raises:
            Cancelled: no name was given.
        """
        proposed = _free_name(_folder_of(book) / NEW_NAME)
        if not self._can_answer:
            return proposed
        if not self._in_excel:
            from macros_py.engines.calc.dialogs import file_to_save

            chosen = file_to_save(self._app.impl, f"{self._title}：{NEW_TITLE}", proposed)
        else:
            answer = self._app.api.GetSaveAsFilename(
                InitialFileName=str(proposed), FileFilter="Excel 工作簿 (*.xlsx),*.xlsx", Title=NEW_TITLE
            )
            chosen = Path(answer) if isinstance(answer, str) else None
        if chosen is None:
            raise Cancelled
        return chosen if chosen.suffix else chosen.with_suffix(".xlsx")

    def selected_projects(self, book: xw.Book) -> str:
        """Return the 项目编号 of the rows selected in 项目清单, a line each; "" when all projects are meant.

        Only a selection of several rows, or of whole rows, is a choice; the clerk is asked whether it was meant.

        Raises:
            Cancelled: the answer was 取消.
            UsageProblem: the selected blocks are too many to tell, or the rows have no 项目编号.
        """
        if book.sheets.active.name != PROJECTS.sheet:
            return ""
        selection = self._app.selection
        if selection is None:
            return ""
        address = str(selection.address)
        if len(address) > LONGEST_ADDRESS:
            raise UsageProblem("选中的块太多，认不全是哪些项目；请分几次选，或点一个格子再按，就是全部项目。")
        table = read_table(book, PROJECTS)
        rows = _rows_of(address, table.last_row)
        records = [record for record in table.records() if record.row in rows]
        total = sum(1 for _ in table.records())
        whole_row = not re.search("[A-Z]", address)
        if not records or len(records) == total or (len(records) == 1 and not whole_row):
            return ""
        names = [cell_text(record.raw("project_id")).strip() for record in records]
        if not all(names):
            raise UsageProblem("选中的行里有没填“项目编号”的，请先填好，或点一个格子再按，就是全部项目。")
        if not self.choose(f"选中了 {len(names)} 个项目。只做这 {len(names)} 个吗？\n选“否”做全部 {total} 个。"):
            return ""
        return "".join(f"{name}\n" for name in names)

    def show(self, path: Path, *, preview: bool = False) -> None:
        """Open a file: a workbook in the host, in its print preview when ``preview``; anything else by its program."""
        if path.suffix.lower() not in (".xlsx", ".xlsm"):
            open_file(path)
            return
        # By name first: Excel opens no two of one name, and asking a book in the cloud for its path may fail.
        books = [book for book in self._app.books if book.name.lower() == path.name.lower()]
        book = books[0] if books else self._app.books.open(str(path))
        if preview:
            self._preview(book)

    def _preview(self, book: xw.Book) -> None:
        """Show the print preview: in Excel of the selected sheets, of the whole book where only one is selected."""
        if self._app.engine.name == "calc":
            book.impl.preview()
            return
        sheets = self._app.api.ActiveWindow.SelectedSheets
        (sheets if sheets.Count > 1 else book.api).PrintOut(Preview=True)


def _rows_of(address: str, last_row: int) -> set[int]:
    """Return the row numbers of an address such as "$A$4:$C$6,$8:$8", none below ``last_row``."""
    rows: set[int] = set()
    for part in address.split(","):
        found = _ROWS.fullmatch(part.rpartition("!")[2])
        if found:
            rows.update(range(int(found[1]), min(int(found[2] or found[1]), last_row) + 1))
        else:
            rows.update(range(1, last_row + 1))  # whole columns
    return rows


def _folder_of(book: xw.Book | None) -> Path:
    """Return the folder of an open workbook; that of the clerk's documents where it has none on this machine."""
    path = Path(book_address(book)) if book is not None else Path()
    if path.is_absolute():
        return path.parent
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}{number}"), number + 1
    return free
