"""Putting the extension into LibreOffice and taking it out again, by LibreOffice's own program ``unopkg``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from macros_py.engines.calc.bridge import uno
from macros_py.engines.calc.office import soffice
from macros_py.errors import FileProblem, MissingPart
from macros_py.toolbar.extension import IDENTIFIER, build_extension

RESTART = "关掉 LibreOffice 的所有窗口再打开，表格窗口上方就有“校验”“计算”等按钮，菜单栏里有“绩效目标”。"
_SECONDS = 120


def install(profile: Path | None = None) -> list[str]:
    """Build the extension for this interpreter and install it; return what to tell the clerk.

    ``profile`` is another folder of LibreOffice's settings than the usual one. The administrator (root) installs for
    everybody on the machine, for unopkg refuses a single user's installation as root.

    Raises:
        MissingPart: no LibreOffice, or one that Python cannot speak to.
        FileProblem: unopkg refused.
    """
    uno()  # better told now than at the first press
    with tempfile.TemporaryDirectory(prefix="fubiao7-calc-") as folder:
        file = Path(folder) / "fubiao7.oxt"
        file.write_bytes(build_extension(sys.executable))
        Path(folder).chmod(0o755)
        _unopkg(["add", "--force", "--suppress-license", str(file)], profile)
    for_all = "（给这台电脑的所有用户）" if _for_all(profile) else ""
    return [f"按钮已装进 LibreOffice{for_all}。", RESTART]


def uninstall(profile: Path | None = None) -> list[str]:
    """Take the extension out again; return what to tell the clerk.

    Raises:
        MissingPart: no LibreOffice.
        FileProblem: unopkg refused, or it was not installed.
    """
    _unopkg(["remove", IDENTIFIER], profile)
    return ["按钮已从 LibreOffice 取下；关掉所有窗口再打开就看不到了。"]


def _for_all(profile: Path | None) -> bool:
    return profile is None and sys.platform != "win32" and os.geteuid() == 0


def _unopkg(words: list[str], profile: Path | None) -> None:
    program = soffice().resolve().with_name("unopkg.com" if sys.platform == "win32" else "unopkg")
    if not program.is_file():
        raise MissingPart(f"没有找到 LibreOffice 的扩展程序管理器（{program}），请重新安装 LibreOffice。")
    command = [str(program), words[0], *(["--shared"] if _for_all(profile) else []), *words[1:]]
    if profile is not None:
        command.append(f"-env:UserInstallation={profile.absolute().as_uri()}")
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired as problem:
        raise FileProblem("LibreOffice 没有回应，按钮没有装好；请关掉 LibreOffice 的所有窗口再试。") from problem
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[:200]
        raise FileProblem(f"LibreOffice 没有接受，按钮没有变动；请关掉它的所有窗口再试。它说的是：{said}")
