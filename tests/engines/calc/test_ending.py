"""A command that is stopped takes the LibreOffice it started along and leaves the workbook and the folder as they were."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros_py.engines.calc.office import running_office
from macros_py.home import home
from macros_py.printing.pdf import find_libreoffice

pytestmark = [pytest.mark.libreoffice, pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")]
PATIENCE = 60.0


@pytest.fixture(autouse=True)
def libreoffice(required_part):
    required_part("LibreOffice", find_libreoffice() is not None)


def offices(temporary):
    """The processes whose LibreOffice profile lies in the folder ``temporary``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(temporary).encode() in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def until(what):
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, f"waited {PATIENCE:g} s in vain"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stopped_command_ends_its_office(number, sample_workbook, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = sample_workbook.read_bytes()
    command = [sys.executable, "-m", "macros_py", "--host", "calc-hidden", "check", str(sample_workbook)]
    settings = {**os.environ, "PYTHONPATH": str(home()), "TMPDIR": str(temporary)}
    with subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        # oosplash and what it starts: stopped while LibreOffice is coming up or already at work.
        until(lambda: len(offices(temporary)) > 1)
        process.send_signal(number)
        said = process.communicate(timeout=PATIENCE)[1].decode()

    until(lambda: not offices(temporary))
    if log := re.search(r"：(/.*\.log)", said):
        said += Path(log[1]).read_text()[-2000:]
    stopped = "已按您的要求停下，没有改动文件。\n"
    assert (process.returncode, said) == ((2, stopped) if number == signal.SIGINT else (128 + number, ""))
    assert sample_workbook.read_bytes() == before
    assert list(temporary.iterdir()) == []


def test_an_office_that_does_not_end_is_ended(monkeypatch):
    """A LibreOffice that is stopped answers nothing; it is ended by the id of what was started."""
    monkeypatch.setattr("macros_py.engines.calc.office._SECONDS_TO_END", 0.5)
    before = children()
    with pytest.raises(KeyboardInterrupt), running_office() as office:
        monkeypatch.setattr(office, "desktop", _Deaf())
        (child,) = children() - before
        raise KeyboardInterrupt
    assert not Path(f"/proc/{child}").exists()


def children():
    """The processes that this one has started."""
    return set(map(int, Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()))


class _Deaf:
    def terminate(self):
        """Do nothing."""
