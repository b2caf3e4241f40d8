"""Who else has a file: another command, Excel, a process that was killed."""

import signal
import subprocess
import sys

import pytest

from macros_py.errors import FileProblem
from macros_py.package.archive import TEMPORARY_PREFIX, sweep_leftovers, write_beside
from macros_py.package.locks import LOCK_PREFIX, command_lock

HOLD = """
import sys, time
from pathlib import Path
from macros_py.package.locks import command_lock
from macros_py.package.archive import write_beside
def wait(stream=None):
    print("held", flush=True)
    time.sleep(60)
if sys.argv[1] == "lock":
    with command_lock(Path(sys.argv[2])):
        wait()
write_beside(sys.argv[2], wait)
"""


@pytest.fixture
def holder(tmp_path):
    """Return a function that starts a process which holds a workbook or writes it, and waits for it to be at it."""
    started = []

    def start(what, path):
        process = subprocess.Popen([sys.executable, "-c", HOLD, what, str(path)], stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout.readline() == b"held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_second_command_is_told_and_may_work_afterwards(tmp_path, holder):
    book = tmp_path / "书.xlsx"
    process = holder("lock", book)
    with pytest.raises(FileProblem, match="另一个命令正在处理“书.xlsx”"), command_lock(book):
        pass
    process.kill()
    process.wait()
    with command_lock(book):
        assert [path.name for path in tmp_path.iterdir()] == [f"{LOCK_PREFIX}书.xlsx"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_file_has_no_lock(tmp_path):
    with command_lock(tmp_path / "没有" / "书.xlsx"):
        assert not (tmp_path / "没有").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_what_a_killed_save_left_is_removed_and_what_is_being_written_stays(tmp_path, holder):
    holder("write", tmp_path / "乙.xlsx")
    dead = holder("write", tmp_path / "甲.xlsx")
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    (tmp_path / f"{LOCK_PREFIX}丙.xlsx").write_bytes(b"")
    assert len(list(tmp_path.iterdir())) == 3

    sweep_leftovers(tmp_path)

    (left,) = tmp_path.iterdir()
    assert left.name.startswith(TEMPORARY_PREFIX)


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows the system refuses")
@pytest.mark.parametrize("mark", ["~$书.xlsx", ".~书.xlsx", ".~lock.书.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_not_replaced(tmp_path, mark):
    book = tmp_path / "书.xlsx"
    book.write_bytes(b"old")
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(FileProblem, match=r"打开着"):
        write_beside(book, lambda stream: stream.write(b"new"))
    assert book.read_bytes() == b"old"


def test_the_writer_can_read_back_what_it_wrote(tmp_path):
    def write(stream):
        stream.write(b"abc")
        stream.seek(1)
        assert stream.read() == b"bc"

    write_beside(tmp_path / "书.xlsx", write)
    assert (tmp_path / "书.xlsx").read_bytes() == b"abc"


def test_many_saves_at_once_all_succeed(tmp_path):
    """Each sweeps the folder while the others write."""
    script = "import sys; from macros_py.package.archive import write_beside\nfor n in range(60): write_beside(sys.argv[1], lambda s: s.write(b'x'))"
    processes = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path / f"{n}.xlsx")]) for n in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.xlsx", "1.xlsx", "2.xlsx"]
