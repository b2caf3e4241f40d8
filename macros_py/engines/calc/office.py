"""LibreOffice as a program: started with a profile and a pipe of its own, or found running."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from macros_py.desktop import end_program, signals_held
from macros_py.engines.calc.bridge import uno, uno_error
from macros_py.errors import MissingPart
from macros_py.printing.pdf import find_libreoffice

_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 5.0
#: Work every formula out on opening; no tip of the day and no questions in a window that nobody answers.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="WarnAlienFormat" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class Office:
    """A running LibreOffice that this program speaks to."""

    def __init__(self, context: Any, *, hidden: bool = False) -> None:
        """Speak to the LibreOffice of ``context``; ``hidden`` is one that was started without a screen."""
        self.context = context
        self._hidden = hidden
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name: str) -> Any:
        """Return a new instance of a UNO service."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def documents(self) -> Iterator[Any]:
        """Yield the spreadsheets that are open."""
        found = self.desktop.getComponents().createEnumeration()
        while found.hasMoreElements():
            document = found.nextElement()
            if hasattr(document, "Sheets"):
                yield document

    def run_script(self, url: str) -> None:
        """Run a macro of an installed extension."""
        provider = self.service("com.sun.star.script.provider.MasterScriptProviderFactory").createScriptProvider("")
        provider.getScript(url).invoke((), (), ())

    @property
    def is_shown(self) -> bool:
        """Whether somebody sees its windows."""
        # One without a screen says of its windows that they are visible, on a screen of 1024 by 768.
        frame = None if self._hidden else self.desktop.getCurrentFrame()
        return frame is not None and bool(frame.getContainerWindow().isVisible())


#: The LibreOffice that the apps of this block share; None: each starts its own.
_SHARED: ContextVar[Office | None] = ContextVar("shared_office", default=None)


@contextlib.contextmanager
def shared_office(running: Office | None = None) -> Iterator[Office]:
    """Open all books of the block in one LibreOffice, ``running`` or one of the block's own: a start takes a second."""
    with contextlib.nullcontext(running) if running is not None else running_office() as office:
        before = _SHARED.set(office)
        try:
            yield office
        finally:
            _SHARED.reset(before)


@contextlib.contextmanager
def office_for_books() -> Iterator[Office]:
    """Give the LibreOffice of the block around it, or one that ends with this block."""
    shared = _SHARED.get()
    if shared is not None:
        yield shared
    else:
        with running_office() as office:
            yield office


@contextlib.contextmanager
def running_office(*arguments: str, profile: Path | None = None, hidden: bool = True) -> Iterator[Office]:
    """Start LibreOffice with a pipe of its own, and end it with the block whatever happens.

    ``profile`` is its folder of settings, by default a fresh one that is thrown away; ``arguments`` go to the program.

    Raises:
        MissingPart: there is none on this machine, or it does not start.
    """
    program = soffice()
    uno()  # before anything runs: it may be missing, and a signal in the middle of this import reads like that
    with contextlib.ExitStack() as stack:
        if profile is None:
            profile = Path(stack.enter_context(_folder()))
        _write_settings(profile)
        pipe = new_pipe_name()
        options = ["--headless"] if hidden else []
        command = [
            str(program),
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept={_accept(pipe)}",
            *("--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            *options,
            *arguments,
        ]
        process = office = None
        try:
            with signals_held():
                process = _start(command)
            office = Office(connect(pipe, process), hidden=hidden)
            yield office
        finally:
            if process is not None:
                _end(process, office)


def soffice() -> Path:
    """Return the program; MissingPart when there is none."""
    program = find_libreoffice()
    if program is None:
        raise MissingPart("这台电脑上没有找到 LibreOffice，请先安装 LibreOffice（只需要其中的 Calc）。")
    return program


def new_pipe_name() -> str:
    """Return a name for a pipe that nobody can guess."""
    return f"fubiao7_{secrets.token_hex(16)}"


def _accept(pipe: str) -> str:
    return f"pipe,name={pipe};urp;StarOffice.ComponentContext"


def connect(pipe: str, process: subprocess.Popen[bytes] | None = None) -> Any:
    """Return the context behind ``pipe`` as soon as it answers; ``process`` is the program that is starting.

    Raises:
        MissingPart: it ended, or did not answer in time.
    """
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    # A program that starts itself anew with a new profile hangs up on whoever was quick.
    refused = (
        uno_error("com.sun.star.connection.NoConnectException"),
        uno_error("com.sun.star.lang.DisposedException"),
    )
    until = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(f"uno:{_accept(pipe)}")
        except refused as problem:
            ended = process is not None and process.poll() not in (None, 0)
            if ended or time.monotonic() > until:
                raise MissingPart(
                    "LibreOffice 没有启动起来，请看看磁盘是否已满，再自己打开一次 LibreOffice 看看它是否正常。"
                ) from problem
            time.sleep(0.02)


@contextlib.contextmanager
def clerks_office() -> Iterator[Office]:
    """Give the LibreOffice that the clerk has open, or start it in a window; it goes on when the block ends.

    A second start of the program hands the pipe's name to the one that is running and ends; the pipe is closed again at the end.

    Raises:
        MissingPart: there is none on this machine, or it does not start.
    """
    uno()
    pipe = new_pipe_name()
    command = [str(soffice()), *_profile_of_clerk(), "--norestore", "--nologo", "--nodefault"]
    process = _start([*command, f"--accept={_accept(pipe)}"])
    office = Office(connect(pipe, process))
    try:
        yield office
    finally:
        _start([*command, f"--unaccept={_accept(pipe)}"])


def _profile_of_clerk() -> Sequence[str]:
    """Return the option that names the clerk's folder of settings where it is not the usual one."""
    folder = os.environ.get("FUBIAO7_OFFICE_PROFILE")
    return [f"-env:UserInstallation={Path(folder).absolute().as_uri()}"] if folder else []


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    quiet: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    try:
        return subprocess.Popen(command, start_new_session=sys.platform != "win32", **quiet)
    except OSError as problem:
        raise MissingPart(f"LibreOffice（{command[0]}）不能启动，请重新安装它。") from problem


def _end(process: subprocess.Popen[bytes], office: Office | None) -> None:
    """Ask LibreOffice to end; when it does not, end it and what it started by the id of the process we started."""
    try:
        if office is not None and process.poll() is None:
            with contextlib.suppress(uno_error()):
                office.desktop.terminate()
        process.wait(_SECONDS_TO_END if office is not None else 0.0)
    except subprocess.TimeoutExpired:
        end_program(process)
    except BaseException:  # somebody who waits no longer: Ctrl+C once more
        end_program(process)
        raise


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    name = tempfile.mkdtemp(prefix="fubiao7-calc-")
    try:
        yield name
    finally:
        shutil.rmtree(name, ignore_errors=True)


def _write_settings(profile: Path) -> None:
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
