"""How much the tool survives: killed at any moment, fed broken files, undone, run twice. Prints the counts.

Run: python -m benchmarks.torture [quick]

Each kill is followed by an undo in a copy: the workbook must then hold what it held before the command, whether the
killed command had come to its save or not.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.hostile import damaged_parts, flipped_files, hostile_files, truncated_files, write_files
from macros_py.cli import main as command_line
from macros_py.commands import load_command
from macros_py.commands.kept_run import run_on_book
from macros_py.commands.registry import Task
from macros_py.config import load_config
from macros_py.engines import open_book
from macros_py.engines.calc.bridge import properties
from macros_py.engines.calc.office import new_pipe_name, running_office
from macros_py.errors import WorkbookProblem
from macros_py.home import home
from macros_py.package.archive import TEMPORARY_PREFIX
from macros_py.package.locks import LOCK_PREFIX
from macros_py.sheets.undoing import Snapshot, take_snapshot
from macros_py.toolbar.live import adopted

BOOK, FORMS, PRINTED = "工作簿.xlsx", "返回", "工作簿_打印表.xlsx"
SENTENCE = re.compile(r"[一-鿿].*[。！]$", re.DOTALL)


@dataclass(slots=True)
class Tally:
    """How many of a kind were tried and how many went well, the sentences of those that did not, the worst cost."""

    tried: int = 0
    well: int = 0
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    megabytes: float = 0.0
    remark: str = ""

    def count(self, name: str, trouble: str = "", seconds: float = 0.0, megabytes: float = 0.0) -> None:
        """Count one trial."""
        self.tried += 1
        self.well += not trouble
        self.seconds, self.megabytes = max(self.seconds, seconds), max(self.megabytes, megabytes)
        if trouble:
            self.failures.append(f"{name}: {trouble}")


def prepare(folder: Path) -> None:
    """Make the sample workbook and a folder of returned forms, one of them changed, in ``folder``."""
    shutil.copy(home() / "workbook" / "示例.xlsx", folder / BOOK)
    run_here("generate", folder / BOOK)
    (folder / FORMS).mkdir()
    (folder / PRINTED).rename(folder / FORMS / "一.xlsx")
    budgets = {f"{letter}{row}": 100 + row for row in range(4, 12) for letter in "ST"}
    with open_book(folder / BOOK) as book:
        sheet = book.sheets["项目清单"]
        headings = sheet.used_range.options(ndim=2).value[2]
        for name in ("全年预算数(A)", "全年执行数(B)"):
            column = headings.index(name) + 1
            sheet.range((4, column), (3 + len(budgets) // 2, column)).value = [
                [90 + n] for n in range(len(budgets) // 2)
            ]
        name = headings.index("年度总体目标") + 1
        sheet.range((5, name)).value = "另一个目标"
        sheet.range((6, 1), (6, len(headings))).value = [[None] * len(headings)]
        book.save()


COMMANDS = {
    "check": ("check", BOOK),
    "score": ("score", BOOK),
    "tidy": ("tidy", BOOK, "--apply"),
    "collect": ("collect", FORMS, "--into", BOOK, "--accept"),
    "generate": ("generate", BOOK),
}


def run_here(*words: object) -> tuple[int, str, str]:
    """Run the command line in this process; return its exit code, output and complaints."""
    out, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
        code = command_line([str(word) for word in words])
    return code, out.getvalue(), complaints.getvalue()


def start(folder: Path, words: Iterable[str]) -> subprocess.Popen[bytes]:
    """Start the command line in ``folder``."""
    command = [sys.executable, "-m", "macros_py", *words]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of ``folder`` by name; not the kept steps, which hold the time of day."""
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".撤销"
    }


@contextlib.contextmanager
def copy_of(source: Path) -> Iterator[Path]:
    """Give a copy of the folder ``source`` that is removed at the end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "f"
        shutil.copytree(source, folder)
        yield folder


def killed(source: Path, points: int) -> Tally:
    """Kill each command at random moments, every second time just while it writes; the file must be old or new."""
    tally, chance, states = Tally(), random.Random(20260103), Counter[str]()
    before = seen(source / BOOK)
    for name, words in COMMANDS.items():
        with copy_of(source) as folder:
            old = contents(folder)
            began = time.perf_counter()
            start(folder, words).wait()
            lasts, new = time.perf_counter() - began, contents(folder)
        for number in range(points // len(COMMANDS)):
            with copy_of(source) as folder:
                process = start(folder, words)
                if number % 2:
                    _await_writing(folder, process)
                    time.sleep(chance.random() * 0.01)
                else:
                    time.sleep(chance.random() * lasts)
                process.kill()
                states["杀死时还在做" if process.wait() < 0 else "杀死时已经做完"] += 1
                states["工作簿是新的" if contents(folder)[BOOK] != old[BOOK] else "工作簿是旧的"] += 1
                trouble = _after_undo(folder, old, before) or _after_kill(folder, words, old, new)
                tally.count(f"{name} {number}", trouble)
    tally.remark = "，".join(f"{state} {number} 次" for state, number in states.items())
    return tally


def _after_undo(folder: Path, old: dict[str, bytes], before: Snapshot) -> str:
    with copy_of(folder) as copy:
        is_old = contents(copy)[BOOK] == old[BOOK]
        code, _, complaints = run_here("undo", copy / BOOK)
        if is_old and (code != 2 or "没有可以撤销的" not in complaints):
            return "an undo where nothing was done"
        return "" if seen(copy / BOOK) == before else "undo does not bring back the old workbook"


def killed_in_host(source: Path, points: int) -> Tally:
    """Kill the buttons at work in a workbook that LibreOffice has open; undo must bring back every cell."""
    tally, chance, states = Tally(), random.Random(20260104), Counter[str]()
    pipe, buttons = new_pipe_name(), ("check", "score", "tidy")
    with running_office(f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext") as office:
        for number in range(points):
            name = buttons[number % len(buttons)]
            with copy_of(source) as folder:
                hidden = properties(Hidden=True)
                document = office.desktop.loadComponentFromURL((folder / BOOK).as_uri(), "_blank", 0, hidden)
                with adopted(office, document) as book:
                    before = take_snapshot(book)
                words = [sys.executable, "-m", "macros_py.calc_button", name, pipe, document.RuntimeUID]
                process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(0.3 + chance.random() * 3)
                process.kill()
                states["杀死时还在做" if process.wait() < 0 else "杀死时已经做完"] += 1
                with adopted(office, document) as book:
                    states["已有改动" if take_snapshot(book) != before else "还没有改动"] += 1
                    with contextlib.suppress(WorkbookProblem):
                        run_on_book(load_command("undo"), book, Task(load_config(), {"unfinished": True}))
                    same = _cells(take_snapshot(book)) == _cells(before)
                document.close(True)
            tally.count(f"{name} {number}", "" if same else "not as before")
    tally.remark = "，".join(f"{state} {number} 次" for state, number in states.items())
    return tally


def _cells(snapshot: Snapshot) -> dict[str, object]:
    return {name: dict(sheet.cells()) for name, sheet in snapshot.items()}


def _await_writing(folder: Path, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and not any(path.name.startswith(TEMPORARY_PREFIX) for path in folder.iterdir()):
        time.sleep(0.0005)


def _after_kill(folder: Path, words: Iterable[str], old: dict[str, bytes], new: dict[str, bytes]) -> str:
    now = contents(folder)
    for name in (BOOK, PRINTED):
        if now.get(name) not in (old.get(name), new.get(name)):
            return f"{name} is neither old nor new"
    process = start(folder, words)
    if process.wait() not in (0, 1):
        return "the next run failed"
    left = [name for name in contents(folder) if name.startswith((TEMPORARY_PREFIX, LOCK_PREFIX))]
    if left:
        return f"left behind: {left}"
    return "" if contents(folder) == new else "the next run gave another file"


def damaged(source: Path, quick: bool) -> Tally:
    """Feed broken and hostile files to 校验 (as the workbook) and to ``read`` (as a returned form)."""
    tally, limits = Tally(), load_config().reading
    book, form = (source / BOOK).read_bytes(), (source / FORMS / "一.xlsx").read_bytes()
    times = 10 if quick else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for verb, sound in (("check", book), ("read", form)):
            for path in write_files(folder, hostile_files(sound)):
                code, said, seconds, megabytes = measured(verb, path)
                trouble = unanswered(code, said)
                # The limits are those of reading the file; what starts and ends around it takes about a second.
                if seconds > limits.seconds + 2 or megabytes > limits.megabytes:
                    trouble = trouble or f"{seconds:.1f} s, {megabytes:.0f} MB"
                tally.count(f"{verb} {path.name}", trouble, seconds, megabytes)
            broken: Iterable[tuple[str, bytes]] = [
                *truncated_files(sound, 8192 if quick else 1024),
                *flipped_files(sound, times),
                *damaged_parts(sound, times),
            ]
            for path in write_files(folder, iter(broken)):
                code, said, seconds, megabytes = measured_in_fork(verb, path)
                path.with_name(f"{path.name}.撤销").unlink(missing_ok=True)
                tally.count(f"{verb} {path.name}", unanswered(code, said), seconds, megabytes)
    return tally


def measured(verb: str, path: Path) -> tuple[int, str, float, float]:
    """Run a verb on ``path`` in a process of its own: exit code, complaints, seconds, megabytes at most."""
    script = (
        "import sys; from benchmarks.torture import peak; from macros_py.cli import main; code = main(sys.argv[1:]);"
        "print(f'\\n{peak()}', file=sys.stderr); sys.exit(code)"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, verb, str(path)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    seconds = time.perf_counter() - began
    complaints, _, peak = done.stderr.strip().rpartition("\n")
    return done.returncode, complaints, seconds, int(peak) / 1024 if peak.isdigit() else 0.0


def measured_in_fork(verb: str, path: Path) -> tuple[int, str, float, float]:
    """Run a verb on ``path`` in a fork of this process, which has all modules: for files by the hundred."""
    began = time.perf_counter()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code, _, complaints = run_here(verb, path)
        os.write(write, f"{complaints[:4000]}\n{peak()}".encode())
        os._exit(code)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as stream:
        complaints, _, most = stream.read().rpartition("\n")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, complaints, time.perf_counter() - began, int(most) / 1024 if most.isdigit() else 0.0


def peak() -> int:
    """Return the most memory this process, or one that it started, has had, in kilobytes."""
    # Not ru_maxrss of the process itself: on Linux that begins with what its parent used at most.
    found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return max(int(found[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def unanswered(code: int, complaints: str) -> str:
    """Say why a call was not answered as a clerk may expect; "" when it was."""
    if code not in (0, 1, 2):
        return f"ended with {code}"
    if "Traceback" in complaints or "程序出了意外" in complaints:
        return complaints.strip()[:80]
    if code == 2 and not SENTENCE.search(complaints.strip()):
        return f"no sentence: {complaints[:80]!r}"
    return ""


def seen(path: Path) -> Snapshot:
    """Return everything the workbook holds, number formats too."""
    with open_book(path) as book:
        return take_snapshot(book, formats=True)


def undone(source: Path) -> Tally:
    """Undo each command, and all of them after one another: the workbook must hold what it held."""
    tally = Tally()
    writing = {name: words for name, words in COMMANDS.items() if name != "generate"}
    for name, words in writing.items():
        with copy_of(source) as folder, contextlib.chdir(folder):
            before = seen(folder / BOOK)
            run_here(*words)
            changed = seen(folder / BOOK) != before
            run_here("undo", BOOK)
            trouble = "" if changed else "it changed nothing"
            tally.count(name, trouble or ("" if seen(folder / BOOK) == before else "not as before"))
    with copy_of(source) as folder, contextlib.chdir(folder):
        states = []
        for words in writing.values():
            states.append(seen(folder / BOOK))
            run_here(*words)
        for name, before in reversed(list(zip(writing, states, strict=True))):
            run_here("undo", BOOK)
            tally.count(f"chain {name}", "" if seen(folder / BOOK) == before else "not as before")
    return tally


def repeated(source: Path) -> Tally:
    """Run each command twice: the second run must leave every file as it is."""
    tally = Tally()
    for name, words in COMMANDS.items():
        with copy_of(source) as folder, contextlib.chdir(folder):
            run_here(*words)
            once = contents(folder)
            run_here(*words)
            again = contents(folder)
            # 汇总 reports the second time that nothing differs any more; the third is like the second.
            if name in ("collect", "tidy") and again != once:
                once = again
                run_here(*words)
                again = contents(folder)
            tally.count(name, "" if again == once else "another file")
    return tally


def main() -> int:
    """Print the counts; return 1 when anything went wrong."""
    quick = "quick" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = name
        source = Path(name) / "source"
        source.mkdir()
        prepare(source)
        trials: dict[str, Callable[[], Tally]] = {
            "杀死（kill -9）后完好": lambda: killed(source, 10 if quick else 50),
            "在 LibreOffice 里做到一半被杀死，撤销后与原来相同": lambda: killed_in_host(source, 3 if quick else 21),
            "破损和恶意文件有答复": lambda: damaged(source, quick),
            "撤销后与原来相同": lambda: undone(source),
            "重复运行结果相同": lambda: repeated(source),
        }
        failed = False
        for title, trial in trials.items():
            began = time.perf_counter()
            tally = trial()
            cost = f"，最慢 {tally.seconds:.1f} 秒，最多 {tally.megabytes:.0f} MB" if tally.megabytes else ""
            print(f"{title}：{tally.well}/{tally.tried}{cost}（用时 {time.perf_counter() - began:.0f} 秒）", flush=True)
            if tally.remark:
                print(f"  {tally.remark}", flush=True)
            for failure in tally.failures:
                print(f"  {failure}", flush=True)
            failed = failed or tally.well < tally.tried
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
