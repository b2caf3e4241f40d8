"""How long a check takes on a workbook open in LibreOffice Calc, beside the file engine on the same workbook.

Run: python -m benchmarks.calc_host [projects …]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.synthetic import synthetic_projects
from macros_py.commands import load_command
from macros_py.commands.registry import Task
from macros_py.config import load_config
from macros_py.engines import open_book
from macros_py.engines.calc.office import shared_office
from macros_py.sheets.standard_workbook import build_standard_workbook


def main() -> None:
    """Print seconds to open and to check, by engine and number of projects."""
    counts = [int(word) for word in sys.argv[1:]] or [25, 1000]
    config, check = load_config(), load_command("check")
    with tempfile.TemporaryDirectory() as folder, shared_office():
        for count in counts:
            path = Path(folder) / f"{count}.xlsx"
            path.write_bytes(build_standard_workbook(config, synthetic_projects(count)))
            for engine in ("files", "calc"):
                began = time.perf_counter()
                with open_book(path, engine=engine) as book:
                    opened = time.perf_counter()
                    check.run(book, Task(config))
                    done = time.perf_counter()
                print(f"{count:5} projects  {engine:5}  open {opened - began:6.2f} s   check {done - opened:6.2f} s")


if __name__ == "__main__":
    main()
