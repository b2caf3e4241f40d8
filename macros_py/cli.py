"""The command line: every command of the registry as a verb, and the few that need no open workbook."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from macros_py.command_line import Arguments, ChineseParser, log_unexpected
from macros_py.commands import COMMANDS
from macros_py.commands.registry import Command, ExitCode, Outcome, Progress, Task, silent
from macros_py.config import load_config
from macros_py.errors import FileProblem, FubiaoError, UsageProblem


class Verb(NamedTuple):
    """A verb that is no ribbon button: its name, what it is for, how its arguments are added, and what it runs."""

    name: str
    help: str
    add: Callable[[ChineseParser], None]
    run: Callable[[Arguments], int]


def main(words: Sequence[str] | None = None) -> int:
    """Run ``fubiao7``; return 0 (well), 1 (错误 found in the data) or 2 (cannot work, with a Chinese sentence)."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a bare POSIX locale must not stop a Chinese sentence.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = parser().parse_args(words)
        run: Callable[[Arguments], int] = arguments.run
        return run(arguments)
    except FubiaoError as error:
        return _sorry(str(error))
    except KeyboardInterrupt:
        return _sorry("已按您的要求停下，没有改动文件。")
    except BrokenPipeError:
        # The reader of our output went away (fubiao7 … | head); there is nobody left to tell.
        sys.stderr.close()
        return ExitCode.CANNOT_WORK
    except Exception as error:  # noqa: BLE001 - the last door: a clerk never sees a traceback, it goes to the log
        return _sorry(f"程序出了意外，没有改动文件。请把记录文件发给维护人员：{log_unexpected(error)}")


def _sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return ExitCode.CANNOT_WORK


def _say(*sentences: str) -> None:
    for sentence in sentences:
        print(sentence)  # noqa: T201


def _say_json(data: object) -> None:
    _say(json.dumps(data, ensure_ascii=False, indent=2))


def parser() -> ChineseParser:
    """Return the parser of the whole command line."""
    top = ChineseParser("fubiao7", "附表7 工作簿：项目支出绩效目标表的校验、计算与生成。")
    verbs = top.verbs()
    for command in COMMANDS:
        verb = verbs.add(command.id, f"{command.label}：{command.supertip}")
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
    outcome = run_on_file(command, Path(arguments.book), options, silent if arguments.json else bar())
    if arguments.json:
        _say_json(outcome.data)
    else:
        _say(*outcome.sentences)
    return outcome.exit_code


def run_on_file(command: Command, path: Path, options: dict[str, str | bool], progress: Progress) -> Outcome:
    """Open ``path`` with the file engine, run ``command`` on it, and save it when it was changed."""
    from macros_py.engines import open_book

    task = Task(load_config(), options, progress)
    with open_book(path) as book:
        outcome = command.run(book, task)
        if outcome.changed:
            book.save()
    return outcome


def bar() -> Progress:
    """Return a progress bar on the error stream, one for each thing that is being done; silent where nobody looks."""
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def show(doing: str, done: int, total: int) -> None:
        if doing not in bars:
            bars[doing] = tqdm(total=total, desc=doing, unit="项", disable=None, leave=False, file=sys.stderr)
        bars[doing].update(done - bars[doing].n)
        if done >= total:
            bars.pop(doing).close()

    return show


def _add_explain(verb: ChineseParser) -> None:
    what = verb.verbs()
    target = what.add("target", "读一个指标值或实际完成值")
    target.place("text", "指标值", "如 “≥27.37万元”")
    target.option("unit", "写在“度量单位”栏的单位", placeholder="单位")
    target.option("type", "写在“指标值类型”栏的符号", placeholder="类型")
    target.option("json", "结果用 JSON 写出", flag=True)
    target.set_defaults(explain=_explain_target)


def _run_explain(arguments: Arguments) -> int:
    run: Callable[[Arguments], int] = arguments.explain
    return run(arguments)


def _explain_target(arguments: Arguments) -> int:
    from macros_py.targets import explain, read_target, to_json

    target = read_target(arguments.text, unit=arguments.unit or "", target_type=arguments.type or "")
    if arguments.json:
        _say_json(to_json(target))
    else:
        _say(explain(target))
    return ExitCode.WELL


def _add_new(verb: ChineseParser) -> None:
    verb.place("file", "文件名", "新工作簿的文件名，以 .xlsx 结尾")


def _run_new(arguments: Arguments) -> int:
    from macros_py.package.archive import write_beside
    from macros_py.sheets.standard_workbook import build_standard_workbook

    path = Path(arguments.file)
    if path.suffix.lower() != ".xlsx":
        raise UsageProblem(f"新工作簿的文件名要以 .xlsx 结尾，写的是“{path.name}”。")
    if path.exists():
        raise FileProblem(f"“{path}”已经有了，为免盖掉原来的内容没有新建；请换一个文件名。")
    content = build_standard_workbook(load_config())
    write_beside(path, lambda file: file.write(content))
    _say(f"新建了标准工作簿：{path}", "用 Excel 打开它，从“使用说明”开始。")
    return ExitCode.WELL


def _add_build(verb: ChineseParser) -> None:
    verb.option("check", "只比较，不改写；不一致时退出码为 1", flag=True)


def _run_build(arguments: Arguments) -> int:
    from macros_py.artefacts import build_artefacts

    changed = build_artefacts(write=not arguments.check)
    what = "不一致" if arguments.check else "已重建"
    _say(*[f"{what}：{path}" for path in changed] or ["都是最新的。"])
    return ExitCode.ERRORS_FOUND if changed and arguments.check else ExitCode.WELL


def _add_demo(verb: ChineseParser) -> None:
    verb.option("folder", "演示文件放在哪个文件夹，默认 demo", placeholder="文件夹")


def _run_demo(arguments: Arguments) -> int:
    from macros_py.demo import run_demo

    return run_demo(Path(arguments.folder or "demo"), run_on_file, bar(), _say)


VERBS = (
    Verb("new", "新建标准工作簿", _add_new, _run_new),
    Verb("explain", "说明一个指标值是怎样读的", _add_explain, _run_explain),
    Verb("demo", "用 24 个真实项目演示一遍：校验、计算、生成", _add_demo, _run_demo),
    Verb("build", "（维护用）从文本重建 workbook 文件夹里的工作簿", _add_build, _run_build),
)
