"""Feeding broken and hostile files to the tool: each must be answered, in bounded time and memory."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from benchmarks.hostile import damaged_parts, flipped_files, hostile_files, truncated_files, write_files
from benchmarks.odd import odd_files
from benchmarks.trial import BOOK, FORMS, Tally, run_here
from macros_py.config import load_config

SENTENCE = re.compile(r"[一-鿿].*[。！]$", re.DOTALL)


def damaged(source: Path, quick: bool) -> Tally:
    """Feed broken and hostile files to 校验 (as the workbook) and to ``read`` (as a returned form)."""
    tally, limits = Tally(), load_config().reading
    book, form = (source / BOOK).read_bytes(), (source / FORMS / "一.xlsx").read_bytes()
    times = 10 if quick else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for verb, sound in (("check", book), ("read", form)):
            for path in write_files(folder, chain(hostile_files(sound), odd_files(sound))):
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
        "import sys; from benchmarks.damaging import peak; from macros_py.cli import main; code = main(sys.argv[1:]);"
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
