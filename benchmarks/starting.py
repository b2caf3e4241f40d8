"""How long a press of a button waits before the command begins: the start of Python, xlwings and what the button needs.

Ready is when the status bar can show that something is happening: interpreter, xlwings, settings. Then the command's own
module is loaded. Both are measured as processes of their own, started as the add-in starts them (-B -P), and after the
byte code has been written once, as pip does when it installs. Bound: ready within 0.25 s, with pandas installed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec

from macros_py.commands import IDS

RUNS = 7
BOUND = 0.25
READY = "import macros_py.ribbon as ribbon; ribbon.load_config()"


def measure(program: str) -> tuple[float, float, float]:
    """Return the least and the median wall seconds, and the median processor seconds, of Python running ``program``."""
    walls, processors = [], []
    for _ in range(RUNS):
        before, began = os.times(), time.perf_counter()
        subprocess.run([sys.executable, "-B", "-P", "-c", program], check=True)
        walls.append(time.perf_counter() - began)
        after = os.times()
        processors.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(walls), statistics.median(walls), statistics.median(processors)


def main() -> None:
    """Print the times, and whether being ready keeps within its bound."""
    subprocess.run(
        [sys.executable, "-c", "import macros_py.ribbon; from macros_py.commands import COMMANDS"], check=True
    )
    print(f"pandas is {'installed' if find_spec('pandas') else 'not installed'}; seconds of {RUNS} runs")
    print(f"{'':34} least  median  processor (median)")
    rows = {
        "Python alone": "pass",
        "import xlwings, as it comes": "import xlwings",
        "ready": READY,
        **{f"ready, {name} loaded": f"{READY}; ribbon.load_command({name!r})" for name in IDS},
    }
    times = {}
    for what, program in rows.items():
        times[what] = measure(program)
        print(f"{what:34} {times[what][0]:5.2f}   {times[what][1]:5.2f}   {times[what][2]:5.2f}")
    print(f"ready within {BOUND} s: {'yes' if times['ready'][0] <= BOUND else 'no'}")


if __name__ == "__main__":
    main()
