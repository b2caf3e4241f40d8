"""How much the tool survives: killed at any moment, fed broken files, undone, run twice. Prints the counts.

Run: python -m benchmarks.torture [quick]
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.damaging import damaged
from benchmarks.killing import killed, killed_in_host
from benchmarks.trial import BOOK, COMMANDS, Tally, contents, copy_of, prepare, run_here, seen


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
