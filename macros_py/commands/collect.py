"""【汇总】: read the forms that came back into the workbook; show what differs, overwrite nothing unasked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.commands.given_files import NO_WORKBOOKS, NOT_TAKEN, GivenFile, given_files
from macros_py.commands.left_out import sums_left_out
from macros_py.commands.registry import Command, ExitCode, Offer, Option, Outcome, Task
from macros_py.commands.returned_files import FormFiles
from macros_py.commands.undo import book_address
from macros_py.errors import FileProblem
from macros_py.sentences import named
from macros_py.sheets.collecting import Plan, plan_collection, write_collection
from macros_py.sheets.differences import (
    ACCEPTED,
    COPY,
    DIFFERENT,
    DOUBTED,
    EQUAL,
    NEW,
    REFUSED,
    UNPLACED,
    Line,
    is_listed,
    unreadable,
)
from macros_py.sheets.fresh_scores import with_fresh_scores
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.own_formulas import Cell, own_formulas
from macros_py.sheets.returned import Returned, has_scores

if TYPE_CHECKING:
    import xlwings as xw

_COPIES = (*NO_WORKBOOKS["PDF 文件"], *NO_WORKBOOKS["图片"])
#: What the name of a signed, scanned or dated copy has beyond that of its workbook.
_OF_A_COPY = re.compile(
    r"[已加]?(?:盖章?|签[章字]|公章|扫描|打印|正式)+[件版稿表]?|副本|scan|copy|\d{4}[-.年]\d\d?[-.月]\d\d?日?|\d{8}|\d{6}|[\W_]",
    re.IGNORECASE,
)
NO_FORM = "里面没有认得出的绩效目标表或自评表（找不到项目名称、一级指标、指标值这些字），没有收进。"


def collect(book: xw.Book, task: Task) -> Outcome:
    """Read every file of ``task.files``, add new projects, leave equal ones, list the rest in 汇总差异."""
    master_list = read_master_list(book, may_be_empty=True)
    accept = task.flag("accept")
    returned, failed = _read_files(given_files(task.files, Path(book_address(book))), task)
    formulas: frozenset[Cell] = frozenset()
    if any(map(has_scores, returned)):
        master_list = with_fresh_scores(book, master_list, task.config.scheme)
        formulas = own_formulas(book, master_list)
    plan = plan_collection(returned, master_list, task.config, accept, formulas)
    copies = _copies(failed, {one.file for one in returned})
    failed = [line for line in failed if line not in copies]
    plan.lines += [*failed, *copies]
    listed = not (plan.added or plan.changed) and is_listed(book, plan.lines, {one.file for one in returned})
    if not listed:
        write_collection(book, plan, master_list, accept)
    sentences = _sentences(len(returned), plan, listed, [line.source for line in failed], len(copies))
    sentences += sums_left_out(master_list)
    trouble = failed or plan.of_kind(UNPLACED) or plan.count[REFUSED] or plan.count[DIFFERENT]
    exit_code = ExitCode.ERRORS_FOUND if trouble else ExitCode.WELL
    offer = _offer(plan.acceptable) if plan.acceptable and not accept and not listed else None
    return Outcome(tuple(sentences), _as_data(len(returned), plan), exit_code, changed=not listed, offer=offer)


def _sentences(forms: int, plan: Plan, listed: bool, failed: Sequence[str], copies: int) -> list[str]:
    """Return what is said: of ``forms`` read, of files that ``failed``; ``listed`` says that 汇总差异 stays as it was."""
    count = plan.count
    sentences = [
        f"读了 {forms} 张表：新增 {count[NEW]} 个，与清单相同 {count[EQUAL]} 个，"
        f"不同 {count[DIFFERENT] + count[ACCEPTED]} 个，没有收进 {count[REFUSED]} 个。"
    ]
    if listed:
        sentences.append("没有要改的；“汇总差异”表还是上一次收这些表时的样子。")
    elif count[ACCEPTED]:
        sentences.append(f"{count[ACCEPTED]} 个不同的项目已按返回的表改好，改动列在“汇总差异”表。")
    elif count[DIFFERENT]:
        sentences.append("不同之处逐栏列在“汇总差异”表，清单没有改动。")
    unread, doubted = len(plan.of_kind(UNPLACED)), len(plan.of_kind(DOUBTED))
    if unread or doubted:
        counts = [f"{unread} 格没有读入"] * bool(unread) + [f"{doubted} 格请核对"] * bool(doubted)
        sentences.append(f"返回的表里有 {'、'.join(counts)}，在哪一格、为什么，见“汇总差异”表。")
    if failed:
        sentences.append(f"另有 {len(failed)} 个文件没有收进，原因列在“汇总差异”表：{named(failed)}。")
    if copies:
        sentences.append(f"{copies} 个 PDF 或图片是读过的表的盖章件或打印件（看名字），列为附件，不用收。")
    return sentences


def _offer(acceptable: int) -> Offer:
    return Offer(
        "accept",
        f"要把这 {acceptable} 个项目全部改成返回表的内容吗？没有逐栏看过请选“否”。",
        "要采用返回的表，加 --accept 再汇总一次（只采用其中几份，就只写那几个文件）。",
    )


def _as_data(forms: int, plan: Plan) -> dict[str, object]:
    return {
        "forms": forms,
        "count": {kind: number for kind, number in plan.count.items() if number},
        "lines": [
            {"kind": line.kind, "project": line.project, "field": line.heading, "ours": line.ours}
            | {"theirs": line.theirs, "source": line.source, "remark": line.remark}
            for line in plan.lines
        ],
    }


def _copies(failed: Iterable[Line], read: Iterable[str]) -> list[Line]:
    """Take the PDFs and pictures out of ``failed`` whose workbook, by its name, was read: units send both, one signed."""
    workbooks = {_name_of_original(name): name for name in read}
    copies = []
    for line in failed:
        original = _name_of_original(line.source)
        workbook = workbooks.get(original) if original else None
        if workbook and Path(line.source).suffix.lower() in _COPIES:
            line.kind = COPY
            line.remark = f"看名字是“{workbook}”的盖章件或打印件；那份 Excel 表已经读过，这份不用收。"
            copies.append(line)
    return copies


def _name_of_original(source: str) -> tuple[Path, str] | None:
    """Return the folder and the name without what makes it a copy: 附表7.pdf of one folder is no copy of another's."""
    path = Path(source)
    name = _OF_A_COPY.sub("", path.stem)
    return (path.parent, name) if name else None


def _read_files(files: Sequence[GivenFile], task: Task) -> tuple[list[Returned], list[Line]]:
    returned: list[Returned] = []
    failed: list[Line] = []
    with FormFiles(task.config.reading) as reader:
        for number, (file, shown) in enumerate(files, 1):
            task.progress("正在读取返回的表", number, len(files))
            if (why := NOT_TAKEN.get(file.suffix.lower())) and file.is_file():
                failed.append(unreadable(shown, why))
                continue
            try:
                forms = reader.read(file).forms
            except FileProblem as problem:
                failed.append(unreadable(shown, str(problem)))
                continue
            returned += [Returned(shown, form) for form in forms]
            if not forms:
                failed.append(unreadable(shown, NO_FORM))
    return returned, failed


COMMAND = Command(
    id="collect",
    label="汇总",
    group="汇总",
    icon="ImportExcel",
    keytip="H",
    screentip="收回各单位填好的表",
    supertip="把各单位返回的表读进项目清单和绩效指标：新项目加进来，相同的不动，不同的逐栏列在“汇总差异”表，不会自动覆盖。",
    run=collect,
    options=(Option("accept", "不同的地方都采用返回的表", flag=True),),
    takes_files=True,
    large=True,
)
