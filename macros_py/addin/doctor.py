"""What keeps the buttons from working on a machine, in Chinese, with what to do about it."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from macros_py.addin.installing import NOT_HERE
from macros_py.addin.machine import ADDIN_NAME, APP_PATHS, OFFICE, POLICIES, XLWINGS_VERSION, Machine, zone
from macros_py.home import home

OLDEST = (3, 11)
INTERNET = 3


class State(Enum):
    """How a part of the machine stands."""

    WELL = "正常"
    DOUBT = "注意"
    ILL = "有问题"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, how it stands, and in a sentence what was found and what to do."""

    state: State
    what: str
    sentence: str

    def __str__(self) -> str:
        """Return the line the doctor says."""
        return f"{self.state.value}  {self.what}：{self.sentence}"


def examine(machine: Machine) -> list[Finding]:
    """Return what was found, one by one; on a machine without Windows only what works there."""
    if machine.platform != "win32":
        return [Finding(State.DOUBT, "电脑", NOT_HERE)]
    return [
        finding
        for look in (_python, _xlwings, _excel, _addin, _configuration, _library, _security, _disabled, _marks, _wps)
        for finding in look(machine)
    ]


def _python(machine: Machine) -> Iterator[Finding]:
    version = ".".join(map(str, machine.version))
    if machine.version < OLDEST:
        yield Finding(State.ILL, "Python", f"版本是 {version}，太旧；请装 3.11 或更新的，再运行 install.bat。")
    else:
        yield Finding(State.WELL, "Python", f"{version}，{machine.bits} 位，{machine.python}")


def _xlwings(machine: Machine) -> Iterator[Finding]:
    version = importlib.metadata.version("xlwings")
    wanted = XLWINGS_VERSION
    if version == wanted:
        yield Finding(State.WELL, "xlwings", version)
    else:
        yield Finding(
            State.ILL, "xlwings", f"装的是 {version}，加载项要用 {wanted}；请运行 pip install xlwings=={wanted}。"
        )


def _excel(machine: Machine) -> Iterator[Finding]:
    program = machine.value(rf"HKLM\{APP_PATHS}\excel.exe", "")
    if program is None:
        yield Finding(
            State.ILL, "Excel", "没有找到 Excel 2016 或更新的版本。没有 Excel，按钮用不上；工作簿和命令照常能用。"
        )
        return
    bits = f"{machine.excel_bits} 位" if machine.excel_bits else "看不出是几位"
    yield Finding(State.WELL, "Excel", f"{program}，{bits}")


def _addin(machine: Machine) -> Iterator[Finding]:
    if not machine.addin.is_file():
        yield Finding(State.ILL, "加载项", "还没有装上；请运行 fubiao7 addin install，再重新打开 Excel。")
    elif machine.addin.read_bytes() != (home() / "workbook" / ADDIN_NAME).read_bytes():
        yield Finding(State.ILL, "加载项", "装的是另一个版本；请关闭 Excel，再运行一次 fubiao7 addin install。")
    else:
        yield Finding(State.WELL, "加载项", str(machine.addin))


def _configuration(machine: Machine) -> Iterator[Finding]:
    again = "请运行一次 fubiao7 addin install。"
    if not machine.configuration.is_file():
        yield Finding(State.ILL, "加载项的设置", f"没有记下 Python 在哪里；{again}")
        return
    named = interpreter_in(machine.configuration.read_bytes().decode(machine.ansi, "replace"))
    if named is None:
        yield Finding(State.ILL, "加载项的设置", f"里面没有写 Python 在哪里；{again}")
    elif not Path(named).is_file():
        yield Finding(State.ILL, "加载项的设置", f"记的 Python 已经不在了（{named}），文件夹可能移动过；{again}")
    elif Path(named) != machine.python:
        yield Finding(State.DOUBT, "加载项的设置", f"按钮用的是另一个 Python：{named}。不是有意的话，{again}")
    else:
        yield Finding(State.WELL, "加载项的设置", str(machine.configuration))


def _library(machine: Machine) -> Iterator[Finding]:
    wanted = [
        f"xlwings{bits}-{XLWINGS_VERSION}.dll" for bits in ([machine.excel_bits] if machine.excel_bits else [32, 64])
    ]
    folders = (machine.python.parent, machine.python.parent.parent)
    missing = [name for name in wanted if not any((folder / name).is_file() for folder in folders)]
    if missing:
        yield Finding(
            State.DOUBT,
            "快速启动",
            f"缺少 {'、'.join(missing)}，按钮仍能用，只是每按一次要多等一两秒，格子里的函数用不上；重新运行 install.bat 可以补上。",
        )
    else:
        yield Finding(State.WELL, "快速启动", "、".join(wanted))


def _security(machine: Machine) -> Iterator[Finding]:
    places = (rf"HKCU\{POLICIES}\Security", rf"HKCU\{OFFICE}\Security")
    whose = {places[0]: "单位统一设置的", places[1]: "这台电脑的"}
    told = 0
    for key in places:
        settings = "Excel“信任中心”"
        if machine.value(key, "DisableAllAddins") == 1:
            told += 1
            yield Finding(
                State.ILL,
                "信任中心",
                f"{whose[key]}{settings}禁用了所有加载项；请在“加载项”里取消“禁用所有应用程序加载项”。",
            )
        if machine.value(key, "RequireAddinSig") == 1:
            told += 1
            yield Finding(
                State.ILL,
                "信任中心",
                f"{whose[key]}{settings}要求加载项有数字签名，本工具没有签名；请请信息科放行或取消这一项。",
            )
        if machine.value(rf"{key}\Trusted Locations", "AllLocationsDisabled") == 1:
            told += 1
            yield Finding(
                State.ILL,
                "信任中心",
                f"{whose[key]}{settings}禁用了所有受信任位置，加载项的宏不会运行；请恢复“受信任位置”。",
            )
        if machine.value(key, "VBAWarnings") in (3, 4):
            told += 1
            yield Finding(
                State.DOUBT,
                "信任中心",
                f"{whose[key]}{settings}不许运行没有签名的宏。装在 XLSTART 的加载项是受信任位置，一般不受影响；"
                "附表7.xlsm 会打不开按钮，请用 附表7.xlsx。",
            )
    if not told:
        yield Finding(State.WELL, "信任中心", "没有挡住加载项的设置。")


def _disabled(machine: Machine) -> Iterator[Finding]:
    items = machine.registry.get(rf"HKCU\{OFFICE}\Resiliency\DisabledItems", {}).values()
    if any(_names_addin(item) for item in items):
        yield Finding(
            State.ILL,
            "禁用项目",
            "Excel 曾经把加载项列为“禁用的项目”；请在 Excel 的 文件 → 选项 → 加载项 → 管理“禁用项目”里启用它。",
        )


def _names_addin(item: object) -> bool:
    # An entry is binary: flags, then the path of the file in UTF-16.
    return isinstance(item, bytes) and ADDIN_NAME in item.decode("utf-16-le", "ignore").lower()


def _marks(machine: Machine) -> Iterator[Finding]:
    marked = [
        path for path in (machine.addin, *sorted((home() / "workbook").glob("*.xl*"))) if (zone(path) or 0) >= INTERNET
    ]
    for path in marked:
        yield Finding(
            State.ILL if path == machine.addin or path.suffix == ".xlsm" else State.DOUBT,
            "来自网络的文件",
            f"“{path}”带着“来自网络”的记号，Excel 会挡住里面的宏或只读打开；请右键它 → 属性 → 勾选“解除锁定”。",
        )


def _wps(machine: Machine) -> Iterator[Finding]:
    if any(machine.value(rf"{root}\{APP_PATHS}\et.exe", "") for root in ("HKLM", "HKCU")):
        yield Finding(
            State.DOUBT,
            "WPS",
            "这台电脑装有 WPS。按钮没有在 WPS 里验证过；要按按钮，请右键工作簿 → 打开方式 → Excel。",
        )


def interpreter_in(text: str) -> str | None:
    """Return the interpreter that the text of the add-in's settings names."""
    for line in text.splitlines():
        name, _, value = line.partition(",")
        if name.strip().strip('"').upper() == "INTERPRETER_WIN":
            return value.strip().strip('"') or None
    return None
