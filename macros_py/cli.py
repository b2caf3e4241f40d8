"""The command line: every command of the registry as a verb, and the few that need no open workbook."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from macros_py.command_line import Arguments, ChineseParser, say, say_json
from macros_py.commands import COMMANDS
from macros_py.commands.registry import Command, ExitCode, Needs, silent
from macros_py.errors import FubiaoError, UsageProblem
from macros_py.log import log_unexpected
from macros_py.running import bar, run_in_window, run_on_file, run_without_book
from macros_py.verbs import VERBS

#: The words behind --host, and the engine each stands for.
HOSTS = {"files": "files", "calc": "calc", "calc-hidden": "calc"}
#: What a command that did not end has done: a file is changed by saving alone, which comes last; a window at once.
UNTOUCHED, HALF_DONE = "没有改动文件", "窗口里的工作簿可能只改了一半，请不要存盘，直接关掉"


def main(words: Sequence[str] | None = None) -> int:
    """Run ``fubiao7``; return 0 (well), 1 (错误 found in the data) or 2 (cannot work, with a Chinese sentence)."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a bare POSIX locale must not stop a Chinese sentence.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    stopped: list[int] = []
    left = UNTOUCHED
    try:
        arguments = parser().parse_args(words)
        if arguments.host == "calc":
            left = HALF_DONE
        run: Callable[[Arguments], int] = arguments.run
        with _leaving_orderly(stopped):
            return run(arguments)
    except KeyboardInterrupt:
        return _leave(signal.SIGINT, left)
    except FubiaoError as error:
        return _leave(stopped[0], left) if stopped else _sorry(str(error))
    except BrokenPipeError:
        # The reader of our output went away (fubiao7 … | head); there is nobody left to tell.
        sys.stderr.close()
        return ExitCode.CANNOT_WORK
    except Exception as error:  # noqa: BLE001 - the last door: a clerk never sees a traceback, it goes to the log
        if stopped:
            return _leave(stopped[0], left)
        return _sorry(f"程序出了意外，{left}。请把记录文件发给维护人员：{log_unexpected(error)}")


@contextmanager
def _leaving_orderly(stopped: list[int]) -> Iterator[None]:
    """Let a signal to end, or the closing of the terminal, leave through every ``finally``: a LibreOffice ends with us.

    The signal is noted in ``stopped``: a call into LibreOffice that it interrupts may turn it into an error of its own.
    """

    def leave(number: int, frame: object) -> NoReturn:
        stopped.append(number)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    names = [name for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]  # Windows has no SIGHUP
    try:
        before = {getattr(signal, name): signal.signal(getattr(signal, name), leave) for name in names}
    except ValueError:  # only the main thread may set them
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, left: str) -> int:
    """Return the code with which a program that a signal stopped ends, and say what it has ``left`` when a person stopped it."""
    return _sorry(f"已按您的要求停下，{left}。") if number == signal.SIGINT else 128 + number


def _sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return ExitCode.CANNOT_WORK


def parser() -> ChineseParser:
    """Return the parser of the whole command line."""
    top = ChineseParser("fubiao7", "附表7 工作簿：项目支出绩效目标表的校验、计算与生成。")
    top.option(
        "host",
        "在哪里做：files（默认，直接改文件）、calc（在 LibreOffice 窗口里）、calc-hidden（用 LibreOffice，不开窗口）",
        placeholder="程序",
    )
    verbs = top.verbs()
    for command in COMMANDS:
        verb = verbs.add(command.id, f"{command.label}：{command.supertip}")
        if command.takes_files:
            verb.add_argument(
                "files",
                metavar="文件",
                nargs="+",
                help="一个或多个返回的表（.xlsx、.xls），也可以是文件夹（连同子文件夹）",
            )
            verb.add_argument(
                "--into", metavar="工作簿", dest="book", required=True, help="收进哪个标准工作簿（.xlsx）"
            )
        elif command.makes_file:
            verb.add_argument("files", metavar="文件名", nargs=1, help="新文件的名字，以 .xlsx 结尾")
        elif command.needs is not Needs.NOTHING:
            verb.place("book", "工作簿", "标准工作簿（.xlsx）")
        for option in command.options:
            verb.option(option.name, option.help, flag=option.flag, placeholder=option.placeholder)
        verb.option("json", "结果用 JSON 写出，给程序用", flag=True)
        verb.set_defaults(run=_run_command, command=command)
    for extra in VERBS:
        verb = verbs.add(extra.name, extra.help)
        extra.add(verb)
        verb.set_defaults(run=extra.run)
    return top


def _run_command(arguments: Arguments) -> int:
    command: Command = arguments.command
    options = {option.name: getattr(arguments, option.name) or "" for option in command.options}
    files = tuple(Path(name) for name in getattr(arguments, "files", ()))
    host, progress = arguments.host or "files", silent if arguments.json else bar()
    if host not in HOSTS:
        raise UsageProblem(f"没有名为“{host}”的程序，--host 后面可以写：{'、'.join(HOSTS)}。")
    if command.needs is Needs.NOTHING:
        outcome = run_without_book(command, files)
    elif host == "calc":
        outcome = run_in_window(command, Path(arguments.book), options, progress, files)
    else:
        outcome = run_on_file(command, Path(arguments.book), options, progress, files, HOSTS[host])
    if arguments.json:
        say_json(outcome.data)
    else:
        say(*outcome.sentences, *([outcome.offer.advice] if outcome.offer else []))
    return outcome.exit_code
