"""The verbs of the command line that are no ribbon buttons: they need no open workbook, or change none."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from macros_py.command_line import Arguments, ChineseParser, say, say_json
from macros_py.commands.registry import ExitCode
from macros_py.config import load_config
from macros_py.errors import FileProblem, UsageProblem
from macros_py.running import bar, run_on_file


class Verb(NamedTuple):
    """A verb that is no ribbon button: its name, what it is for, how its arguments are added, and what it runs."""

    name: str
    help: str
    add: Callable[[ChineseParser], None]
    run: Callable[[Arguments], int]


def _add_explain(verb: ChineseParser) -> None:
    what = verb.verbs()
    target = what.add("target", "读一个指标值或实际完成值")
    target.place("text", "指标值", "如 “≥27.37万元”")
    target.option("unit", "写在“度量单位”栏的单位", placeholder="单位")
    target.option("type", "写在“指标值类型”栏的符号", placeholder="类型")
    target.option("json", "结果用 JSON 写出", flag=True)
    target.set_defaults(explain=_explain_target)
    standard = what.add("standard", "读一句评(扣)分标准，说明怎样计分")
    standard.place("text", "评(扣)分标准", "如 “满意度大于等于95%的得10分，小于95%的不得分”")
    standard.option("target", "指标值", placeholder="指标值")
    standard.option("unit", "度量单位", placeholder="单位")
    standard.option("type", "指标值类型", placeholder="类型")
    standard.option("weight", "分值", placeholder="分值")
    standard.option("actual", "实际完成值，给了就算出得分", placeholder="实际完成值")
    standard.option("json", "结果用 JSON 写出", flag=True)
    standard.set_defaults(explain=_explain_standard)


def _run_explain(arguments: Arguments) -> int:
    run: Callable[[Arguments], int] = arguments.explain
    return run(arguments)


def _explain_target(arguments: Arguments) -> int:
    from macros_py.targets import explain, read_target, to_json

    target = read_target(arguments.text, unit=arguments.unit or "", target_type=arguments.type or "")
    if arguments.json:
        say_json(to_json(target))
    else:
        say(explain(target))
    return ExitCode.WELL


def _explain_standard(arguments: Arguments) -> int:
    from macros_py.scoring import explain_standard, explanation_text
    from macros_py.sheets.table import cell_amount

    try:
        weight = cell_amount(arguments.weight)
    except ValueError:
        raise UsageProblem(f"分值要填一个数，写的是“{arguments.weight}”。") from None
    explained = explain_standard(
        arguments.text,
        arguments.target or "",
        weight,
        arguments.actual or "",
        unit=arguments.unit or "",
        target_type=arguments.type or "",
        begun=load_config().begun_steps_count,
    )
    if arguments.json:
        say_json(explained)
    else:
        say(explanation_text(explained))
    return ExitCode.WELL


def _add_function(verb: ChineseParser) -> None:
    from macros_py.functions import FUNCTIONS

    what = verb.verbs()
    for function in FUNCTIONS:
        one = what.add(function.name, function.help)
        for argument in function.arguments:
            one.place(argument.name, re.split("[，；：]", argument.help)[0], argument.help, optional=argument.optional)
        one.option("json", "结果用 JSON 写出", flag=True)
        one.set_defaults(function=function)


def _run_function(arguments: Arguments) -> int:
    from macros_py.sheets.table import cell_text

    function = arguments.function
    answer = function.over(*(getattr(arguments, argument.name) for argument in function.arguments))
    if arguments.json:
        say_json(answer)
    else:
        say(cell_text(answer))
    return ExitCode.WELL


def _add_blank(verb: ChineseParser) -> None:
    verb.place("kind", "表样", "哪种表的空白表，如 附表7、自评表")
    verb.place("file", "文件名", "空白表的文件名，以 .xlsx 结尾")
    verb.option("year", "印在标题里的年度，默认今年", placeholder="年度")
    verb.option("rows", "留几行指标，默认 20", placeholder="行数")


def _run_blank(arguments: Arguments) -> int:
    from macros_py.printing.project_sheets import print_blank

    config = load_config()
    kind = config.form_kinds.get(arguments.kind)
    if kind is None:
        raise UsageProblem(f"没有名为“{arguments.kind}”的表样，可用的有：{'、'.join(config.form_kinds)}。")
    path = _new_file(arguments.file)
    given = arguments.year
    year = _whole_number(given, "年度", 1900, 2100) if given else datetime.date.today().year
    made = print_blank(kind, year, _whole_number(arguments.rows or "20", "行数", 1, 500), path, config)
    by_default = "" if given else "（没有写 --year，用了今年）"
    say(
        f"空白表在：{path}，年度是 {year} 年{by_default}。",
        "浅色的格子可以填，其余的锁着；填好后用“汇总”收回。",
        *made.warnings,
    )
    return ExitCode.WELL


def _whole_number(text: str, name: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise UsageProblem(f"{name}要填 {least} 到 {most} 的整数，写的是“{text}”。")
    return int(text)


def _new_file(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() != ".xlsx":
        raise UsageProblem(f"新文件的名字要以 .xlsx 结尾，写的是“{path.name}”。")
    if path.exists():
        raise FileProblem(f"“{path}”已经有了，为免盖掉原来的内容没有新建；请换一个文件名。")
    return path


def _add_read(verb: ChineseParser) -> None:
    verb.place("file", "文件", "填好的表（.xlsx 或 .xls），可以有几张表")
    verb.option("json", "结果用 JSON 写出", flag=True)


def _run_read(arguments: Arguments) -> int:
    from macros_py.commands.given_files import look_for_workbook
    from macros_py.commands.returned_files import FormFiles
    from macros_py.form_account import account, as_data

    look_for_workbook(Path(arguments.file))
    with FormFiles(load_config().reading) as reader:
        answer = reader.read(Path(arguments.file))
    if answer.is_standard_workbook:
        raise FileProblem(
            f"“{Path(arguments.file).name}”是标准工作簿，不是打印的表；请用 check 校验它，或用 collect 把它收进另一个工作簿。"
        )
    forms = answer.forms
    if not forms:
        raise FileProblem(
            f"“{Path(arguments.file).name}”里没有认得出的绩效目标表或自评表（找不到项目名称、一级指标这些字）。"
        )
    if arguments.json:
        say_json([as_data(form) for form in forms])
    else:
        say(*(line for form in forms for line in account(form)))
    return ExitCode.WELL


def _add_preview(verb: ChineseParser) -> None:
    verb.place("kind", "表样", "哪种表，如 附表7、目标表2026、部门整体自评表")
    verb.option("out", "图片文件名，默认是表样的名字", placeholder="文件名.png")


def _run_preview(arguments: Arguments) -> int:
    from macros_py.preview import preview

    say(f"图片在：{preview(arguments.kind, Path(arguments.out or f'{arguments.kind}.png'), load_config())}")
    return ExitCode.WELL


def _add_build(verb: ChineseParser) -> None:
    verb.option("check", "只比较，不改写；不一致时退出码为 1", flag=True)


def _run_build(arguments: Arguments) -> int:
    from macros_py.artefacts import build_artefacts

    changed = build_artefacts(write=not arguments.check)
    what = "不一致" if arguments.check else "已重建"
    say(*[f"{what}：{path}" for path in changed] or ["都是最新的。"])
    return ExitCode.ERRORS_FOUND if changed and arguments.check else ExitCode.WELL


def _add_addin(verb: ChineseParser) -> None:
    what = verb.verbs()
    install = what.add("install", "把按钮装进 Windows 的 Excel")
    install.option("from", "解压的安装包，先把里面的设置、表样和工作簿拷过来", placeholder="文件夹")
    install.set_defaults(act=_install_addin)
    what.add("uninstall", "把按钮从 Excel 里取下").set_defaults(act=_uninstall_addin)
    what.add("doctor", "看看按钮为什么用不了").set_defaults(act=_examine)


def _run_addin(arguments: Arguments) -> int:
    act: Callable[[Arguments], int] = arguments.act
    return act(arguments)


def _install_addin(arguments: Arguments) -> int:
    from macros_py.addin.installing import install, lay_out
    from macros_py.addin.machine import survey

    source = getattr(arguments, "from")
    kept = lay_out(Path(source), Path(sys.prefix).parent) if source else []
    say(*kept, *install(survey()))
    return ExitCode.WELL


def _uninstall_addin(arguments: Arguments) -> int:
    from macros_py.addin.installing import uninstall
    from macros_py.addin.machine import survey

    say(*uninstall(survey()))
    return ExitCode.WELL


def _examine(arguments: Arguments) -> int:
    from macros_py.addin.doctor import State, examine
    from macros_py.addin.machine import survey

    found = examine(survey())
    say(*map(str, found))
    return ExitCode.ERRORS_FOUND if any(finding.state is State.ILL for finding in found) else ExitCode.WELL


def _add_release(verb: ChineseParser) -> None:
    verb.option("folder", "压缩包放在哪个文件夹，默认 dist", placeholder="文件夹")
    verb.option("without-packages", "不带程序包（不联网时）", flag=True)


def _run_release(arguments: Arguments) -> int:
    from macros_py.addin.release import PYTHONS, build_release

    path = build_release(Path(arguments.folder or "dist"), () if arguments.without_packages else PYTHONS)
    say(f"压缩包在：{path}（{path.stat().st_size / 1e6:.1f} MB）")
    return ExitCode.WELL


def _add_demo(verb: ChineseParser) -> None:
    verb.option("folder", "演示文件放在哪个文件夹，默认 demo", placeholder="文件夹")


def _run_demo(arguments: Arguments) -> int:
    from macros_py.demo import run_demo

    return run_demo(Path(arguments.folder or "demo"), run_on_file, bar(), say)


def _add_calc(verb: ChineseParser) -> None:
    what = verb.verbs()
    for name, about, run in (
        ("install", "把按钮装进 LibreOffice Calc 的工具栏", _install_toolbar),
        ("uninstall", "把按钮取下", _uninstall_toolbar),
    ):
        action = what.add(name, about)
        action.option("profile", "LibreOffice 设置所在的文件夹，默认用平时的", placeholder="文件夹")
        action.set_defaults(calc=run)


def _run_calc(arguments: Arguments) -> int:
    run: Callable[[Path | None], list[str]] = arguments.calc
    say(*run(Path(arguments.profile) if arguments.profile else None))
    return ExitCode.WELL


def _install_toolbar(profile: Path | None) -> list[str]:
    from macros_py.toolbar.installing import install

    return install(profile)


def _uninstall_toolbar(profile: Path | None) -> list[str]:
    from macros_py.toolbar.installing import uninstall

    return uninstall(profile)


VERBS = (
    Verb("blank", "生成发给单位填写的空白表", _add_blank, _run_blank),
    Verb("read", "读一张填好的表，看看认出了什么、什么没有认出", _add_read, _run_read),
    Verb("preview", "用示例数据把一种表样画成图片", _add_preview, _run_preview),
    Verb("explain", "说明一个指标值或一句评(扣)分标准是怎样读的", _add_explain, _run_explain),
    Verb("function", "算一次工作表函数（JX_RATE 等）", _add_function, _run_function),
    Verb("demo", "用 24 个真实项目演示一遍：校验、计算、生成", _add_demo, _run_demo),
    Verb("addin", "把按钮装进 Excel、取下，或看看为什么用不了", _add_addin, _run_addin),
    Verb("calc", "把按钮装进 LibreOffice（麒麟、统信等系统），或取下", _add_calc, _run_calc),
    Verb("release", "（维护用）做不联网电脑用的安装包", _add_release, _run_release),
    Verb("build", "（维护用）从文本重建 workbook 文件夹里的工作簿", _add_build, _run_build),
)
