"""What speaks on the command line: an argparse in Chinese, plain sentences, JSON."""

from __future__ import annotations

import argparse
import json
import re
from typing import Any, NoReturn

from macros_py.errors import UsageProblem

Arguments = argparse.Namespace

# argparse's English complaints, as Chinese sentences.
COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"还缺少：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的写法：\1"),
    (r"argument .*: invalid choice: '(.*?)' \(choose from (.*)\)", r"没有“\1”这个命令，可用的有：\2"),
    (r"argument (.*): expected one argument", r"\1 后面要跟一个内容"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 写得不完整，可能是：\2"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 后面不用带内容 \2"),
)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and complaints are Chinese; a complaint is raised as UsageProblem."""

    def __init__(self, prog: str, description: str = "", **rest: Any) -> None:
        super().__init__(prog, description=description, add_help=False, formatter_class=_ChineseHelp, **rest)
        self._positionals.title = "要写的"
        self._optionals.title = "可以加的"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def place(self, name: str, placeholder: str, about: str, *, optional: bool = False) -> None:
        """Add an argument known by its place; one that is ``optional`` reads "" when it is left out."""
        if optional:
            self.add_argument(name, metavar=placeholder, help=_plain(about), nargs="?", default="")
        else:
            self.add_argument(name, metavar=placeholder, help=_plain(about))

    def option(self, name: str, about: str, *, flag: bool = False, placeholder: str = "") -> None:
        """Add ``--name``, a flag or with a text behind it."""
        if flag:
            self.add_argument(f"--{name}", action="store_true", help=_plain(about))
        else:
            self.add_argument(f"--{name}", metavar=placeholder, help=_plain(about))

    def verbs(self) -> Verbs:
        """Return the place where the verbs below this one are added."""
        return Verbs(self)

    def error(self, message: str) -> NoReturn:
        """Raise the complaint as a Chinese sentence."""
        for pattern, chinese in COMPLAINTS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, chinese, message).replace("'", "").replace(", ", "、")
                break
        raise UsageProblem(f"命令写得不对，{message}。写上 {self.prog} --help 看说明。")


class Verbs:
    """The verbs of a parser."""

    def __init__(self, parser: ChineseParser) -> None:
        self._prog = parser.prog
        self._actions = parser.add_subparsers(
            title="命令", metavar="命令", required=True, dest=f"verb_of_{parser.prog}", parser_class=ChineseParser
        )

    def add(self, name: str, about: str) -> ChineseParser:
        """Add a verb and return its parser."""
        verb: ChineseParser = self._actions.add_parser(
            name, help=_plain(about.split("：")[0]), prog=f"{self._prog} {name}", description=about
        )
        return verb


def _plain(about: str) -> str:
    """Return a help text in which a % is a %: argparse formats help texts."""
    return about.replace("%", "%%")


class _ChineseHelp(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


def say(*sentences: str) -> None:
    """Print sentences for the clerk, a line each."""
    for sentence in sentences:
        print(sentence)  # noqa: T201


def say_json(data: object) -> None:
    """Print data as JSON, Chinese characters as they are."""
    say(json.dumps(data, ensure_ascii=False, indent=2))
