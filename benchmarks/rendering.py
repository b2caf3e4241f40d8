"""Rendering N forms into one workbook: ours against XlsxWriter, openpyxl's copy_worksheet and bare deflate.

Run from the project folder: ``python -m benchmarks.rendering [25 250 1000]``. One project has 25 indicator rows and
about 28 merges; every way writes the same form with the same texts, which differ from project to project.
"mixed" prints four form kinds by turns and is compared with XlsxWriter writing the same cells, merges and heights;
"deflate" is zlib level 6 over the bytes of the parts that ours wrote (at level 4). Each way runs in a process of its own;
seconds are the best of three, memory is the peak of the process (resident, with the interpreter).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.synthetic import synthetic_projects
from macros_py.model import Project

TEMPLATES = Path(__file__).resolve().parents[1] / "templates_xlsx"
LEVELS = [
    ("产出指标", "数量指标", 6),
    ("产出指标", "质量指标", 5),
    ("产出指标", "时效指标", 3),
    ("产出指标", "成本指标", 3),
    ("效益指标", "社会效益指标", 4),
    ("效益指标", "可持续影响指标", 2),
    ("满意度指标", "服务对象满意度指标", 2),
]
_LABEL = 6  # longer texts are a project's own
_FORMS: list[tuple[list[Any], list[Any]]] = []
LABELS = ("年度资金总额：", "  其中：财政拨款", "             非财政拨款")
PROJECT = (
    "标题",
    "金额单位",
    "一级项目名称",
    "项目名称",
    "主管部门",
    "实施单位",
    "年度资金总额",
    "财政拨款",
    "非财政拨款",
    "年度总体目标",
    "项目编号",
    "表样",
)
ROW = ("一级指标", "二级指标", "三级指标", "指标值", "说明")


def projects(count: int) -> Iterator[tuple[str, dict[str, object], list[dict[str, object]]]]:
    """Yield synthetic projects: a sheet name, the project's values, 25 indicator rows."""
    for number in range(1, count + 1):
        amount = Decimal(number * 137 % 90000) / 100
        values: dict[str, object] = dict(
            zip(
                PROJECT,
                (
                    "黔南州2026年项目支出绩效目标批复表",
                    "万元",
                    "特定目标-原列单位事业发展",
                    f"第{number}号基层治理能力提升经费",
                    "中共黔南州委组织部",
                    "中共黔南州委组织部",
                    amount,
                    amount,
                    Decimal("0.00"),
                    f"围绕第{number}项重点任务，"
                    + "深入开展调查研究，建强基层队伍，规范资金使用，按期完成年度任务。" * 3,
                    f"P{number:04}",
                    "附表7",
                ),
                strict=True,
            )
        )
        rows = []
        for level1, level2, size in LEVELS:
            for line in range(1, size + 1):
                texts = (
                    level1,
                    level2,
                    f"第{number}号{level2[:2]}任务{line}",
                    f"≥{number % 97 + line}次",
                    "按季度核对台账" if line == 1 else "",
                )
                rows.append({**dict(zip(ROW, texts, strict=True)), "指标值类型": "", "度量单位": ""})
        yield f"{number:04}基层治理能力提升经费", values, rows


def ours(count: int, path: Path) -> None:
    """Render with macros_py.printing, loading the templates included."""
    from macros_py.printing import Page, Request, contents_request, load_templates, render_book

    names = frozenset((*PROJECT, "目标栏名称"))
    loaded = load_templates(
        {
            "form": Request(TEMPLATES / "附表7.xlsx", names, frozenset((*ROW, "指标值类型", "度量单位"))),
            "contents": contents_request(TEMPLATES / "目录.xlsx", names),
        }
    )
    pages = ((loaded["form"], Page(name, values, rows)) for name, values, rows in projects(count))
    render_book(path, pages, loaded["contents"])


def mixed(count: int, path: Path) -> None:
    """Render projects of four form kinds by turns, 25 rows each, with the commands' own way from project to sheet."""
    from macros_py.config import load_config
    from macros_py.printing.project_sheets import print_sheets, project_sheet

    config = load_config()
    sheets = [project_sheet(project, config) for project in mixed_projects(count)]
    print_sheets(sheets, path, lambda done, total: None)


@cache
def mixed_projects(count: int) -> tuple[Project, ...]:
    """Return projects of four form kinds by turns; made once, as the way they are compared with has its texts ready."""
    kinds = ("附表7", "批复表2025", "目标表2026", "自评表")
    return tuple(replace(one, form_kind=kinds[n % 4]) for n, one in enumerate(synthetic_projects(count, 25)))


def runs(rows: list[dict[str, object]], keys: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of every run of equal labels."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or any(rows[end][key] != rows[start][key] for key in keys):
            yield start, end - 1
            start = end


def xlsxwriter(count: int, path: Path) -> None:
    """Write the same form by hand, cell by cell."""
    from xlsxwriter import Workbook

    book = Workbook(str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    base = {"font_name": "宋体", "font_size": 11, "border": 1, "text_wrap": True, "valign": "vcenter"}
    centre = book.add_format({**base, "align": "center", "num_format": "@"})
    left = book.add_format({**base, "align": "left", "num_format": "@"})
    money = book.add_format({**base, "align": "center", "num_format": "0.00"})
    title = book.add_format(
        {"font_name": "黑体", "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"}
    )
    bare = book.add_format({"font_name": "宋体", "font_size": 11, "align": "right"})
    for name, values, rows in projects(count):
        sheet = book.add_worksheet(name)
        for column, width in enumerate((4.5, 12, 14, 24, 14, 18)):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.write_string("A1", "附表7", bare)
        sheet.merge_range("A2:F2", values["标题"], title)
        sheet.merge_range("A3:F3", f"单位：{values['金额单位']}", bare)
        for row, (first, second) in enumerate((("一级项目名称", "项目名称"), ("主管部门", "实施单位")), start=4):
            sheet.merge_range(f"A{row}:B{row}", first, centre)
            sheet.merge_range(f"C{row}:D{row}", values[first], centre)
            sheet.write_string(f"E{row}", second, centre)
            sheet.write_string(f"F{row}", str(values[second]), centre)
        sheet.merge_range("A6:B8", "资金情况", centre)
        for row, (label, key) in enumerate(
            zip(LABELS, ("年度资金总额", "财政拨款", "非财政拨款"), strict=True), start=6
        ):
            sheet.merge_range(f"C{row}:D{row}", label, left)
            sheet.merge_range(f"E{row}:F{row}", values[key], money)
        sheet.merge_range("A9:B9", "年度总体目标", centre)
        sheet.merge_range("C9:F9", values["年度总体目标"], left)
        sheet.set_row(8, 96)
        for column, label in enumerate(ROW, start=1):
            sheet.write_string(9, column, label, centre)
        for n, row in enumerate(rows):
            sheet.set_row(10 + n, 15.75 * (1 + len(str(row["三级指标"]).encode("gbk")) // 22) + 6)
            for column, key in enumerate(ROW, start=1):
                sheet.write_string(10 + n, column, str(row[key]), centre if column < 3 or column == 4 else left)
        sheet.merge_range(9, 0, 9 + len(rows), 0, "绩\n效\n指\n标", centre)
        for column, keys in ((1, ROW[:1]), (2, ROW[:2])):
            for first, last in runs(rows, keys):
                if last > first:
                    sheet.merge_range(10 + first, column, 10 + last, column, rows[first][keys[-1]], centre)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)
        sheet.center_horizontally()
        sheet.print_area(0, 0, 9 + len(rows), 5)
    book.close()


def mixed_xlsxwriter(count: int, path: Path) -> None:
    """Write the cells, merges and row heights of the four mixed forms with XlsxWriter, which works out none of them.

    What a form holds is read once from a book of ours; the texts get the project's number, so that they differ.
    """
    import xlsxwriter as writer
    from openpyxl import load_workbook

    if not _FORMS:
        mixed(4, path)
        for sheet in load_workbook(path).worksheets[1:]:
            rows = [
                (n - 1, sheet.row_dimensions[n].height, [(c.column - 1, c.value) for c in row if c.has_style])
                for n, row in enumerate(sheet.iter_rows(), 1)
            ]
            merges = [(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges]
            _FORMS.append((rows, merges))
    book = writer.Workbook(str(path), {"in_memory": True})
    style = book.add_format({"text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"})
    book.add_worksheet("目录").write_column(0, 0, [f"第{n}个项目" for n in range(count)])
    for number in range(count):
        rows, merges = _FORMS[number % len(_FORMS)]
        sheet = book.add_worksheet(f"{number:04}基层治理能力提升经费")
        # Merges first: each leaves blanks behind it, over which the values are then written.
        for area in merges:
            sheet.merge_range(*area, "", style)
        for row, height, cells in rows:
            sheet.set_row(row, height)
            for column, value in cells:
                if isinstance(value, str) and len(value) > _LABEL:
                    sheet.write_string(row, column, f"{value}{number}", style)
                elif value is not None:
                    sheet.write(row, column, value, style)
                else:
                    sheet.write_blank(row, column, None, style)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)
    book.close()


def openpyxl(count: int, path: Path) -> None:
    """Copy the template sheet and fill the copy."""
    from openpyxl import load_workbook

    book: Any = load_workbook(TEMPLATES / "附表7.xlsx")
    form = book.worksheets[0]
    head = {
        "A2": "标题",
        "C4": "一级项目名称",
        "F4": "项目名称",
        "C5": "主管部门",
        "F5": "实施单位",
        "E6": "年度资金总额",
        "E7": "财政拨款",
        "E8": "非财政拨款",
        "C9": "年度总体目标",
    }
    for name, values, rows in projects(count):
        sheet = book.copy_worksheet(form)
        sheet.title = name
        sheet.merged_cells.remove("A10:A11")
        for cell, key in head.items():
            sheet[cell].value = values[key]
        for n, row in enumerate(rows):
            for column in range(1, 7):
                cell = sheet.cell(11 + n, column)
                cell._style = form.cell(11, column)._style
                if column > 1:
                    cell.value = row[ROW[column - 2]]
                    cell.data_type = "s"
        sheet.merge_cells(start_row=10, end_row=10 + len(rows), start_column=1, end_column=1)
        for column, keys in ((2, ROW[:1]), (3, ROW[:2])):
            for first, last in runs(rows, keys):
                if last > first:
                    sheet.merge_cells(start_row=11 + first, end_row=11 + last, start_column=column, end_column=column)
    book.remove(form)
    book.save(path)


WAYS: dict[str, Callable[[int, Path], None]] = {
    "ours": ours,
    "mixed": mixed,
    "xlsxwriter": xlsxwriter,
    "mixed_xlsxwriter": mixed_xlsxwriter,
    "openpyxl": openpyxl,
}


def deflate(path: Path) -> tuple[float, int]:
    """Return the seconds and bytes of zlib level 6 over the parts of a package."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        size = 0
        for part in parts:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            size += len(packer.compress(part)) + len(packer.flush())
        best = min(best, time.perf_counter() - start)
    return best, sum(map(len, parts))


def child(way: str, count: int) -> None:
    """Measure one way in this process and print what came out as JSON."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        WAYS[way](1, path)  # imports are not measured
        best = 1e9
        for _ in range(1 if way == "openpyxl" and count > 250 else 3):
            start = time.perf_counter()
            WAYS[way](count, path)
            best = min(best, time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        floor, size = deflate(path) if way in ("ours", "mixed") else (0.0, 0)
        print(json.dumps({"seconds": best, "peak": peak, "floor": floor, "xml": size, "file": path.stat().st_size}))


def main(counts: list[int]) -> None:
    """Print the table."""
    print(f"{'N':>5} {'way':<16} {'seconds':>8} {'x XlsxWriter':>13} {'x deflate':>10} {'peak MB':>8} {'file KB':>8}")
    for count in counts:
        found = {}
        for way in WAYS:
            command = [sys.executable, "-m", "benchmarks.rendering", "--child", way, str(count)]
            answer = subprocess.run(command, capture_output=True, text=True, check=True)
            found[way] = json.loads(answer.stdout)
        floor, rival = found["ours"]["floor"], found["xlsxwriter"]["seconds"]
        for way, result in found.items():
            seconds = result["seconds"]
            against = found["mixed_xlsxwriter"]["seconds"] if way.startswith("mixed") else rival
            print(
                f"{count:>5} {way:<16} {seconds:>8.3f} {seconds / against:>13.2f} {seconds / (result['floor'] or floor):>10.2f} "
                f"{result['peak']:>8.0f} {result['file'] / 1024:>8.0f}"
            )
        start = time.perf_counter()
        made = sum(1 for _ in projects(count))
        data = time.perf_counter() - start
        print(
            f"{made:>5} {'(data)':<16} {data:>8.3f} {data / rival:>13.2f} {data / floor:>10.2f}   in each of the three ways"
        )
        print(f"{count:>5} {'deflate':<16} {floor:>8.3f} {floor / rival:>13.2f} {1:>10.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], int(sys.argv[3]))
    else:
        main([int(count) for count in sys.argv[1:]] or [25, 250, 1000])
