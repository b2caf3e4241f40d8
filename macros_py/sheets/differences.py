"""汇总差异: the sheet that tells of every returned form, line by line: taken in, different from the list, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros_py.model import Project
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.report import Report, ReportColumn, cell_link
from macros_py.sheets.returned import Difference, Record, Returned
from macros_py.sheets.table import cell_text

if TYPE_CHECKING:
    import xlwings as xw

DIFFERENCES = Report(
    "汇总差异",
    "按【汇总】后自动填写：哪些表收进来了、哪里与清单不同、哪些没有读入。",
    (
        ReportColumn("序号", 6),
        ReportColumn("类别", 8, text=True),
        ReportColumn("项目", 20, text=True),
        ReportColumn("位置", 15),
        ReportColumn("栏目", 12, text=True),
        ReportColumn("清单里的内容", 24, text=True),
        ReportColumn("返回表的内容", 24, text=True),
        ReportColumn("来源", 17, text=True),
        ReportColumn("说明", 24, text=True),
    ),
)
NEW, EQUAL, DIFFERENT, ACCEPTED = "新增", "相同", "不同", "已采用"
REFUSED, UNREADABLE, UNPLACED, DOUBTED, COPY = "没有收进", "读不出", "没有读入", "请核对", "附件"


@dataclass(slots=True)
class Line:
    """One line of 汇总差异, before its number."""

    kind: str
    project: str = ""
    link: str = ""
    heading: str = ""
    ours: str = ""
    theirs: str = ""
    source: str = ""
    remark: str = ""

    def cells(self) -> list[str]:
        """Return its cells from 类别 on."""
        return [
            self.kind,
            self.project,
            self.link,
            self.heading,
            self.ours,
            self.theirs,
            self.source,
            self.remark,
        ]


def name_of(record: Record) -> str:
    """Return how the column 项目 names a record: its number and its name."""
    if isinstance(record, Project):
        return f"{record.project_id} {record.name}".strip()
    return f"{record.evaluation_id} {record.department}（部门整体）".strip()


def source_of(returned: Returned) -> str:
    """Return where a form stands, as the column 来源 has it: 退回.xlsx［附表7］."""
    return f"{returned.file}［{returned.form.sheet}］"


def difference_line(difference: Difference, kind: str, about: str, source: str, master_list: MasterList) -> Line:
    """Return the line of one field that differs, with a link to its cell in the list; ``kind`` says whether it was taken over."""
    table = next(table for table in master_list.tables if table.columns is difference.table)
    link = cell_link(table.sheet, table.address(difference.field, difference.row))
    blank = difference.theirs is None
    if blank:
        remark = "返回的表这一栏空白；清单里的照旧保留。"
    elif kind == ACCEPTED:
        remark = "已改成返回表的内容。"
    else:
        remark = "清单没有改动；要采用返回表的内容，再汇总一次，问到时选“是”（命令加 --accept）。"
    return Line(
        DIFFERENT if blank else kind,
        about,
        link,
        difference.table.heading(difference.field),
        _shown(difference.ours),
        _shown(difference.theirs),
        source,
        remark,
    )


def _shown(value: object) -> str:
    return "（空白）" if value is None else cell_text(value)


def unreadable(shown: str, why: str) -> Line:
    """Return the line for a file that could not be read."""
    return Line(UNREADABLE, source=shown, remark=why)


def write_lines(book: xw.Book, lines: Sequence[Line]) -> None:
    """Replace what 汇总差异 holds; without any lines it says that nothing differs."""
    told = lines or [Line(EQUAL, remark="返回的表与清单完全相同。")]
    DIFFERENCES.write(book, [[number, *line.cells()] for number, line in enumerate(told, 1)])


def is_listed(book: xw.Book, lines: Sequence[Line], files: Iterable[str]) -> bool:
    """Tell whether 汇总差异 tells of all ``files`` and of those of ``lines`` that say what was not taken: collecting them again then need not wipe it."""
    if DIFFERENCES.sheet not in [sheet.name for sheet in book.sheets]:
        return False
    headings = [column.heading for column in DIFFERENCES.columns]
    kind, source = headings.index("类别"), headings.index("来源")
    rows = book.sheets[DIFFERENCES.sheet].used_range.options(ndim=2).value
    told = {(row[kind], row[source]) for row in rows if len(row) == len(headings)}
    named = {str(place).partition("［")[0] for _, place in told}
    kept_out = {(line.kind, line.source) for line in lines if line.kind in (REFUSED, UNREADABLE, UNPLACED, DOUBTED)}
    return kept_out <= told and named >= set(files)
