"""Reading files that came from somebody else, in a process of its own with bounded time and memory.

One process reads many files; where a file ends it (a crash of the reader, too much memory) or takes too long, that file is
answered with a sentence and a new process reads the next.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from macros_py.config import ReadingLimits
from macros_py.errors import FileProblem, FubiaoError
from macros_py.sheets.forms_reading import ReadForm, Unplaced, read_forms, read_sheets
from macros_py.sheets.master_list import MasterList, is_standard_workbook, read_master_list
from macros_py.sheets.returned import Record, form_of_record, table_of

_LENGTH = struct.Struct(">Q")
_ADVICE = "请让发来的人另存一份只有表样的文件再发。"
NO_NUMBER = "这条指标的项目编号空白，或不在它的项目清单里，没有读入（合并的格子只有第一行有编号，要取消合并再填满）"
A_SUM = "这一行像是合计行，没有当作项目读入"
NO_INDICATOR = "这一行像是合计行，没有当作指标读入"


class Answer(NamedTuple):
    """What was read of a file, or the sentence that says why nothing was."""

    forms: tuple[ReadForm, ...] = ()
    is_standard_workbook: bool = False
    problem: str = ""


class FormFiles:
    """Reads files one after the other, each within ``limits``; to be used in a ``with`` block."""

    def __init__(self, limits: ReadingLimits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        """Return the reader; its process is started with the first file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self._end()

    def read(self, path: Path) -> Answer:
        """Return the forms in the file ``path``, () when it holds none that is known.

        Raises:
            FileProblem: it cannot be read, or not within the limits.
        """
        if self._process is None:
            self._process, self._answers = _start(self.limits)
        stdin = self._process.stdin
        assert stdin is not None
        packed: bytes | None = None
        try:
            stdin.write(f"{os.fspath(path.absolute())}\0".encode("utf-8", "surrogateescape"))
            stdin.flush()
            packed = self._answers.get(timeout=self.limits.seconds)
        except queue.Empty:
            self._end()
            raise FileProblem(
                f"“{path.name}”读了 {self.limits.seconds} 秒还没有读完，没有再读下去。{_ADVICE}"
            ) from None
        except BrokenPipeError:
            packed = None
        if packed is None:
            self._end()
            raise FileProblem(_too_much(path.name, self.limits))
        answer: Answer = pickle.loads(packed)
        if answer.problem:
            raise FileProblem(answer.problem)
        return answer

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue


def _start(limits: ReadingLimits) -> tuple[subprocess.Popen[bytes], queue.SimpleQueue[bytes | None]]:
    # Not -m: what it pickles would then belong to a module called __main__.
    command = [sys.executable, "-c", f"from {__name__} import serve; serve({limits.seconds}, {limits.megabytes})"]
    root = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # A reader that crashes writes its own report there, in English.
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": search},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    assert process.stdout is not None
    threading.Thread(target=_pass_on, args=(process.stdout, answers), daemon=True).start()
    return process, answers


def _pass_on(stream: BinaryIO, answers: queue.SimpleQueue[bytes | None]) -> None:
    """Put each answer of the process into ``answers``, and None when it has ended."""
    try:
        while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
            (length,) = _LENGTH.unpack(head)
            packed = stream.read(length)
            if len(packed) < length:
                break
            answers.put(packed)
    except (OSError, ValueError):  # closed by the other thread
        pass
    answers.put(None)


def _too_much(name: str, limits: ReadingLimits) -> str:
    return f"“{name}”读不出来：内容已损坏，或者太大（超过了 {limits.megabytes} MB 内存）。{_ADVICE}"


def read_file(path: Path) -> Answer:
    """Return what is in the file ``path``: forms by their labels, or the records of a standard workbook.

    Raises:
        FubiaoError: it cannot be read.
    """
    sheets = read_sheets(path, own_process=True)
    grids = [grid for grid in sheets if not grid.hidden]
    if is_standard_workbook(grid.name for grid in grids):
        return Answer(tuple(_forms_of_workbook(path)), is_standard_workbook=True)
    forms = [form for grid in grids for form in read_forms(grid)]
    why = "这张工作表是隐藏的，里面的表没有读入；要读请先取消隐藏"
    hidden = [Unplaced(f"{grid.name}!A1", grid.name, why) for grid in sheets if grid.hidden and read_forms(grid)]
    if forms and hidden:
        forms[0] = replace(forms[0], unplaced=(*forms[0].unplaced, *hidden))
    return Answer(tuple(forms))


def _forms_of_workbook(path: Path) -> list[ReadForm]:
    """Return what a unit that sent back its standard workbook has filled into it, each record as a form of its own."""
    from macros_py.engines import open_book

    with open_book(path, active=False) as book:
        master_list = read_master_list(book)
    records: list[Record] = [*master_list.projects, *master_list.departments]
    forms = [form_of_record(record, table_of(record).sheet) for record in records]
    # What belongs to no record is told with the first one: left out in silence it would be missed by nobody.
    homeless = tuple(_homeless(master_list))
    return [replace(forms[0], unplaced=homeless), *forms[1:]] if forms else []


def _homeless(master_list: MasterList) -> Iterator[Unplaced]:
    """Yield the rows of a standard workbook that belong to no project or department."""
    table = master_list.indicators_table
    for row in master_list.orphans:
        yield Unplaced(f"{table.sheet}!{table.address('level3', row.row)}", row.level3, NO_NUMBER)
    for row in master_list.indicator_sums:
        texts = (row.level1, row.level2, row.level3, row.target, row.project_id)
        yield Unplaced(f"{table.sheet}!{table.address('level1', row.row)}", next(filter(None, texts), ""), NO_INDICATOR)
    table = master_list.projects_table
    for line in master_list.sums:
        yield Unplaced(f"{table.sheet}!{table.address('name', line.row)}", line.name or line.project_id, A_SUM)


def limit_memory(megabytes: int) -> None:
    """Let this process use no more memory than that; beyond it allocations fail, or the system ends it.

    On Windows it is a job object, which was never tried on a real Windows by the makers.
    """
    if sys.platform == "win32":
        from macros_py.commands.windows_job import limit_memory as limit

        limit(megabytes << 20)
    else:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def serve(seconds: int, megabytes: int) -> None:
    """Be the process that reads: take paths, each ended by a zero byte, from stdin, and write answers to stdout."""
    limits = ReadingLimits(seconds, megabytes)
    limit_memory(megabytes)
    # What a library prints must not get between the answers.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    pending = b""
    while chunk := os.read(sys.stdin.fileno(), 65536):
        *names, pending = (pending + chunk).split(b"\0")
        for name in names:
            _alarm(limits.seconds + 5)
            packed = pickle.dumps(_answer(Path(name.decode("utf-8", "surrogateescape")), limits))
            _alarm(0)
            answers.write(_LENGTH.pack(len(packed)) + packed)
            answers.flush()


def _alarm(seconds: int) -> None:
    """End this process after ``seconds`` where the one that asked is gone and cannot do it; 0 calls it off."""
    if sys.platform != "win32":
        import signal

        signal.alarm(seconds)


def _answer(path: Path, limits: ReadingLimits) -> Answer:
    try:
        return read_file(path)
    except FubiaoError as problem:
        return Answer(problem=str(problem))
    except (MemoryError, RecursionError):
        return Answer(problem=_too_much(path.name, limits))
    except BaseException as problem:  # noqa: BLE001 - the door of the process; a panic of calamine is no Exception
        if not type(problem).__module__.startswith("pyo3"):
            from macros_py.log import log_unexpected

            log_unexpected(problem)
        return Answer(problem=f"“{path.name}”读不出来：内容已损坏，请让发来的人重新发一份。")
