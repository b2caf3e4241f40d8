"""The files that 【汇总】 is to read: those that were given, and what lies in the folders that were given."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from macros_py.errors import FileProblem, UsageProblem
from macros_py.package.inspection import ASK_FOR_ORIGINAL

FORM_FILES = (".xlsx", ".xlsm", ".xls", ".et")
_ORIGINAL = f"没有收进。{ASK_FOR_ORIGINAL}"
_SAVE_AS = "没有收进。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿(.xlsx)”再汇总。"
NO_WORKBOOKS = {
    "Word 文件": (".doc", ".docx", ".wps", ".rtf"),
    "PDF 文件": (".pdf", ".ofd"),
    "图片": (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"),
    "压缩包": (".zip", ".rar", ".7z"),
}
NOT_TAKEN = {
    suffix: f"这是{what}，不是 Excel 表，" + ("没有收进。请先解压，再汇总里面的表。" if what == "压缩包" else _ORIGINAL)
    for what, suffixes in NO_WORKBOOKS.items()
    for suffix in suffixes
} | {
    suffix: f"这是{what}，{_SAVE_AS}"
    for what, suffixes in {
        "二进制工作簿": (".xlsb",),
        "模板": (".xlt", ".xltx", ".xltm", ".ett"),
        "OpenDocument 表格": (".ods",),
        "文本": (".csv", ".tsv"),
        "网页": (".htm", ".html", ".mht", ".mhtml"),
    }.items()
    for suffix in suffixes
}
"""Why a file that plainly is no workbook is not taken, by the end of its name."""
_NO_FORM = {suffix: what for what, suffixes in NO_WORKBOOKS.items() for suffix in suffixes if what != "压缩包"}
_DEEPEST = 10
_MOST_FOLDERS = 2000


class GivenFile(NamedTuple):
    """A file, and how a clerk is told of it: its name, or its way from the folder that was given (甲局/附表7.xlsx)."""

    path: Path
    shown: str


def look_for_workbook(path: Path) -> None:
    """Refuse a form that by the end of its name came as a picture, as PDF or as Word: nothing of it can be read.

    Raises:
        FileProblem: it did.
    """
    if (what := _NO_FORM.get(path.suffix.lower())) and path.is_file():
        raise FileProblem(f"“{path.name}”是{what}，里面的表读不出来。{ASK_FOR_ORIGINAL}")


def given_files(given: Sequence[Path], book: Path) -> list[GivenFile]:
    """Return the files, a folder standing for what is in it and in its subfolders; ``book`` and locks are left out.

    Of a folder those are left out too that nobody could take for a form; a form sent as Word, PDF or a picture is not.

    Raises:
        FileProblem: nothing that was given is there, or a folder holds too many others.
        UsageProblem: there is no file to read.
    """
    if not any(path.exists() for path in given):
        raise FileProblem(f"找不到要汇总的文件或文件夹“{given[0]}”，请看看名字和位置对不对。")
    files: dict[Path, str] = {}
    for path in given:
        inside = _inside(path) if path.is_dir() else [GivenFile(path, path.name)]
        for file in inside:
            files.setdefault(file.path, file.shown)
    chosen = [
        GivenFile(file, shown)
        for file, shown in files.items()
        if not file.name.startswith(("~", ".")) and file.resolve() != book.resolve()
    ]
    if not chosen:
        raise UsageProblem(
            "没有要汇总的文件：除了工作簿自己，文件夹和它的子文件夹里没有别的 .xlsx 或 .xls 文件，请检查后再试。"
        )
    return chosen


def _inside(folder: Path) -> Iterator[GivenFile]:
    """Yield the files of ``folder`` by name, then those of its subfolders; hidden and linked ones are not entered."""
    for number, (place, below, names) in enumerate(os.walk(folder)):
        inner = Path(place).relative_to(folder)
        if number >= _MOST_FOLDERS or len(inner.parts) > _DEEPEST:
            raise FileProblem(f"“{folder}”里的子文件夹太多或太深，没有汇总；请只选放返回表的那个文件夹。")
        below[:] = sorted(name for name in below if not name.startswith(("~", ".")))
        for name in sorted(names):
            if Path(name).suffix.lower() in (*FORM_FILES, *NOT_TAKEN):
                yield GivenFile(Path(place, name), (inner / name).as_posix())
