"""The main job on the real forms, once through: check, rates, print-ready sheets, PDF."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from macros_py.checks import CATALOGUE, Severity
from macros_py.commands import check, generate, score
from macros_py.commands.registry import Command, ExitCode, Outcome, Progress
from macros_py.errors import FileProblem
from macros_py.home import home
from macros_py.sheets.columns import PROJECTS
from macros_py.sheets.table import cell_amount, read_table

RunOnFile = Callable[[Command, Path, dict[str, str | bool], Progress], Outcome]

# What the demonstration assumes was spent of each budget, in turn; the real forms are plans and print no execution.
ASSUMED_SHARES = (Decimal("1"), Decimal("0.9837"), Decimal("0.86"), Decimal("0.995"))


def run_demo(folder: Path, run: RunOnFile, progress: Progress, say: Callable[..., None]) -> int:
    """Run the demonstration in ``folder`` and say in Chinese what was done and where the files are."""
    began = time.monotonic()
    book = _fresh_copy(folder)
    say(f"1. 拷贝了示例工作簿（24 个真实项目，错误照原样保留）：{book}")
    found = run(check.COMMAND, book, {}, progress)
    say(f"2. 校验：{found.sentences[0]}", *_by_kind(found))
    _assume_execution(book)
    say("3. 计算：真实表上没有执行数，这里假定了全年执行数（只写在拷贝里），再写执行率和得分的公式。")
    say(*(f"   {sentence}" for sentence in run(score.COMMAND, book, {}, progress).sentences))
    out = folder / "示例_打印表.xlsx"
    made = run(generate.COMMAND, book, {"out": str(out), "pdf": True}, progress)
    say("4. 生成：", *(f"   {sentence}" for sentence in made.sentences))
    say(f"完成，用时 {time.monotonic() - began:.1f} 秒。文件都在文件夹：{folder.resolve()}")
    return ExitCode.WELL


def _fresh_copy(folder: Path) -> Path:
    source, book = home() / "workbook" / "示例.xlsx", folder / "示例.xlsx"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, book)
    except OSError as error:
        raise FileProblem(f"演示文件夹“{folder}”写不进去（{error.strerror}），请用 --folder 换一个文件夹。") from error
    return book


def _by_kind(outcome: Outcome) -> list[str]:
    titles = {kind.code: kind.title for kind in CATALOGUE}
    assert isinstance(outcome.data, list)
    count = Counter((Severity(item["severity"]), item["code"]) for item in outcome.data)
    order = list(Severity)
    kinds = sorted(count.items(), key=lambda kind: (order.index(kind[0][0]), kind[0][1]))
    return [f"   {severity.value} {code} {titles[code]}：{number} 个" for (severity, code), number in kinds]


def _assume_execution(path: Path) -> None:
    from macros_py.engines import open_book

    with open_book(path) as book:
        table = read_table(book, PROJECTS)
        records = list(table.records())
        totals = [cell_amount(record.raw("total")) or Decimal(0) for record in records]
        shares = [ASSUMED_SHARES[place % len(ASSUMED_SHARES)] for place in range(len(totals))]
        sheet = book.sheets[table.sheet]
        sheet.range(table.span("annual_budget")).value = [[float(total)] for total in totals]
        spent = [
            [float((total * share).quantize(Decimal("0.01")))] for total, share in zip(totals, shares, strict=True)
        ]
        sheet.range(table.span("executed")).value = spent
        book.save()
