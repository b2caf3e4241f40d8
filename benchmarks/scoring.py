"""How long 计算 takes over a whole county: rules and formulas in Python, block writes, and LibreOffice's recalculation.

Run: python -m benchmarks.scoring [projects]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from benchmarks.synthetic import synthetic_projects
from macros_py.commands import score
from macros_py.commands.registry import Task
from macros_py.config import load_config
from macros_py.engines import open_book
from macros_py.engines.files.range import Range
from macros_py.model import Evaluation, Indicator, Project
from macros_py.sheets.indicator_scores import row_changes, score_rows
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.standard_workbook import build_standard_workbook

WEIGHTS = (5, 5, 5, 5, 5, 10, 10, 5, 10, 10, 10, 10)


def evaluated_projects(count: int) -> list[Project]:
    """Return synthetic projects at year end: weights, what was spent and what was done."""
    return [_evaluated(project) for project in synthetic_projects(count)]


def _evaluated(project: Project) -> Project:
    rows = tuple(
        replace(row, weight=Decimal(weight), actual=_actual(row, place), share=Decimal("0.9"))
        for place, (row, weight) in enumerate(zip(project.indicators, WEIGHTS, strict=True))
    )
    total = project.funds.total
    return replace(project, indicators=rows, evaluation=Evaluation(total, total, total))


def _actual(row: Indicator, place: int) -> str:
    if row.target[0] not in "≥≤=":
        return "2024年12月20日" if place == 5 else "达成预期指标"
    return row.target[1:]


@contextmanager
def counted_writes() -> Iterator[list[str]]:
    """Note every write of a block to a worksheet while the block runs."""
    writes: list[str] = []
    original = Range.raw_value

    def note(self: Range, value: object) -> None:
        writes.append(self.address)
        assert original.fset is not None
        original.fset(self, value)

    Range.raw_value = property(original.fget, note)  # type: ignore[assignment,misc]
    try:
        yield writes
    finally:
        Range.raw_value = original  # type: ignore[misc]


def main() -> None:
    """Print a table of seconds."""
    from benchmarks.recalculation import recalculation_seconds

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    config = load_config()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(build_standard_workbook(config, evaluated_projects(count)))
        with open_book(path) as book, counted_writes() as writes:
            book.sheets[0].range("A1").formula  # noqa: B018 - lets the file engine load what Excel has open already
            master_list = read_master_list(book)
            began = time.perf_counter()
            rows, cells = score_rows(book, master_list, master_list.projects, config.scheme)
            row_changes(rows, cells)
            rules = time.perf_counter() - began
            began = time.perf_counter()
            score.score(book, Task(config))
            took = time.perf_counter() - began
            book.save()
        print(f"{count} projects, {count * len(WEIGHTS)} indicator rows")
        print(f"  rules, scores, formulas {rules:6.3f} s")
        print(f"  计算, reading to writing {took:6.3f} s   {len(writes)} block writes")
        print(f"  LibreOffice, all cells {recalculation_seconds(path):6.3f} s")


if __name__ == "__main__":
    main()
