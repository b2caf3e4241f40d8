"""Putting the add-in where Excel starts, with the interpreter's path in its settings; and taking both away again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from macros_py.addin.machine import ADDIN_NAME, Machine
from macros_py.errors import FileProblem, MissingPart
from macros_py.home import SETTINGS, TEMPLATES, home
from macros_py.package.archive import write_beside

NOT_HERE = (
    "按钮只能装在 Windows 的 Excel 里，这台电脑不是 Windows。"
    "工作簿和公式在这里照常能用；校验、计算、生成、汇总请用 fubiao7 的命令来做。"
)
#: What lies beside the Python environment of an installed tool, so that a clerk finds and may change it.
HOUSEHOLD = (SETTINGS, TEMPLATES, "workbook")
FRESH = "新版"
RECORD = ".fubiao7-laid-out.json"


def install(machine: Machine) -> list[str]:
    """Put the add-in into XLSTART and the interpreter into its settings; return what was done, as sentences.

    Raises:
        MissingPart: the machine has no Windows, or the tool lies in a folder whose name its code page cannot hold.
        FileProblem: the add-in is open in Excel, or a folder cannot be written.
    """
    _require_windows(machine)
    settings = configuration_text(machine)
    content = (home() / "workbook" / ADDIN_NAME).read_bytes()
    for path, data in ((machine.configuration, settings), (machine.addin, content)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileProblem(f"建不了文件夹“{path.parent}”（{error.strerror}），没有装上。") from error
        try:
            write_beside(path, lambda file, data=data: file.write(data))  # type: ignore[misc]
        except FileProblem as problem:
            raise FileProblem(f"没有装上：{problem}请关闭全部 Excel 后再试。") from problem
    return [
        f"加载项装在：{machine.addin}",
        f"它用的 Python 是：{machine.python}",
        "重新打开 Excel，上方会有“绩效目标”选项卡。",
    ]


def uninstall(machine: Machine) -> list[str]:
    """Take the add-in and its settings away; workbooks, config.yaml and templates stay.

    Raises:
        MissingPart: the machine has no Windows.
        FileProblem: the add-in is open in Excel.
    """
    _require_windows(machine)
    there = [path for path in (machine.addin, machine.configuration) if path.exists()]
    for path in there:
        try:
            path.unlink()
        except OSError as error:
            raise FileProblem(f"“{path}”删不掉（{error.strerror}），请关闭全部 Excel 后再试。") from error
    if not there:
        return ["没有装过加载项，什么都没有动。"]
    return [
        *(f"删去了：{path}" for path in there),
        "工作簿、设置和表样都没有动。重新打开 Excel 后，“绩效目标”选项卡就没有了。",
    ]


def configuration_text(machine: Machine) -> bytes:
    """Return the file of settings that VBA reads with ``Input #``: quoted names and values in the code page of Windows.

    Raises:
        MissingPart: the path of the interpreter has characters outside that code page.
    """
    try:
        return f'"INTERPRETER_WIN","{machine.python}"\r\n'.encode(machine.ansi)
    except UnicodeEncodeError as error:
        raise MissingPart(
            f"文件夹“{machine.python.parent}”的名字里有 Excel 的宏认不出的字，没有装上；请装到名字简单的文件夹里再试。"
        ) from error


def lay_out(source: Path, target: Path) -> list[str]:
    """Copy settings, templates and workbooks from an unpacked release into ``target``; return what was kept, as sentences.

    A file that somebody has changed since it was laid out stays; the one of the release is put beside it under a name
    that says so. What was laid out is remembered by its digests.

    Raises:
        FileProblem: ``source`` is no unpacked release, or a file cannot be written.
    """
    if not (source / SETTINGS).is_file():
        raise FileProblem(f"“{source}”里没有 {SETTINGS}，不是解压出来的安装包，没有装；请换成解压的文件夹再试。")
    record = target / RECORD
    known = _laid_out(record)
    kept = []
    for name in HOUSEHOLD:
        place = source / name
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if not file.is_file():
                continue
            inside = file.relative_to(source).as_posix()
            content, goal = file.read_bytes(), target / inside
            if goal.is_file() and _digest(goal.read_bytes()) not in (known.get(inside), _digest(content)):
                goal = goal.with_stem(f"{goal.stem}.{FRESH}")
                kept.append(f"“{inside}”您改过，没有动；这一版的放在旁边：{goal.name}")
            else:
                known[inside] = _digest(content)
            goal.parent.mkdir(parents=True, exist_ok=True)
            write_beside(goal, lambda stream, content=content: stream.write(content))  # type: ignore[misc]
    write_beside(record, lambda stream: stream.write(json.dumps(known, ensure_ascii=False, indent=1).encode("utf-8")))
    return kept


def _laid_out(record: Path) -> dict[str, str]:
    """Return the digests of what was laid out last time; without them whatever differs counts as somebody's change."""
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in known.items()} if isinstance(known, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _require_windows(machine: Machine) -> None:
    if machine.platform != "win32":
        raise MissingPart(NOT_HERE)
