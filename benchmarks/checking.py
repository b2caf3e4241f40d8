"""How long reading and checking takes, beside what merely reading the same file takes with other readers.

Run: python -m benchmarks.checking [projects]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import python_calamine
from openpyxl import load_workbook

from benchmarks.synthetic import evaluated_projects, real_projects, synthetic_projects
from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.config import Config, load_config
from macros_py.engines import open_book
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.standard_workbook import build_standard_workbook


def seconds(run: Callable[[], object], repeats: int = 3, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the best of a few runs, in seconds of ``clock``."""
    best = float("inf")
    for _ in range(repeats):
        began = clock()
        run()
        best = min(best, clock() - began)
    return best


def main() -> None:
    """Print a table of seconds and ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    config = load_config()
    projects = synthetic_projects(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(build_standard_workbook(config, projects))

        def read_and_check() -> None:
            with open_book(path) as book:
                master_list = read_master_list(book)
                run_checks(CATALOGUE, Records(master_list.projects, master_list.orphans), config)

        def calamine() -> None:
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()

        def openpyxl_read_only() -> None:
            book = load_workbook(path, read_only=True)
            for sheet in book.worksheets:
                for _ in sheet.iter_rows(values_only=True):
                    pass

        read_and_check()
        ours, theirs = seconds(read_and_check), seconds(calamine)
        print(f"{count} projects, {count * len(projects[0].indicators)} indicator rows")
        print(f"  read and check         {ours:6.3f} s   {ours / theirs:5.1f} x calamine alone")
        print(
            f"  check alone            {seconds(lambda: run_checks(CATALOGUE, Records(projects, []), config).findings):6.3f} s"
        )
        print(f"  calamine read alone    {theirs:6.3f} s")
        print(f"  openpyxl read_only     {seconds(openpyxl_read_only, 1):6.3f} s")
    growth(config)


KINDS = {
    "plans": synthetic_projects,
    "evaluated": evaluated_projects,
    "real forms": real_projects,
    "plans, distinct": partial(synthetic_projects, distinct=True),
    "evaluated, distinct": partial(evaluated_projects, distinct=True),
}


def growth(config: Config) -> None:
    """Print the processor time of checking alone for ten and a hundred times as many rows.

    As plans and as self-evaluations; as the real forms, with their mistakes and under other names; and with no texts alike.
    Of these each text is met once only: no run finds what another has kept.
    """
    print("check alone, by rows   " + "".join(f"{kind:>22}" for kind in KINDS))
    for count in (84, 834, 8334):
        took = []
        for kind, make in KINDS.items():
            projects = make(count, first=count // 4)
            rows = sum(len(project.indicators) for project in projects)
            check = partial(run_checks, CATALOGUE, Records(projects), config)
            repeats = 1 if kind.endswith("distinct") else 3
            # The real forms have not just twelve rows.
            took.append(seconds(check, repeats, time.process_time) * count * 12 / rows)
        print(f"  {count * 12:>7} rows         " + "".join(f"{second:20.3f} s" for second in took))


if __name__ == "__main__":
    main()
