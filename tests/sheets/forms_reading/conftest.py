"""Grids laid out like the source texts, built from the transcription of the real forms; and pages typed as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from macros_py.sheets.forms_reading import Grid
from macros_py.sheets.forms_reading.grid import address
from macros_py.sheets.transcription import load_forms

Rows = list[list[object]]


class Page:
    """A sheet being typed: rows of texts from column A; a text and a number is a text merged over so many columns."""

    def __init__(self, name: str = "Sheet1") -> None:
        self.name, self.cells, self.merges, self.row = name, {}, [], 0

    def line(self, *texts: object) -> int:
        """Type one row; (text, width) merges, None leaves a cell blank. Returns its row number."""
        self.row += 1
        column = 1
        for text in texts:
            width = 1
            if isinstance(text, tuple):
                text, width = text
            if text not in (None, ""):
                self.cells[self.row, column] = text
            if width > 1:
                self.merges.append((self.row, column, self.row, column + width - 1))
            column += width
        return self.row

    def merge_down(self, column: int, top: int, bottom: int) -> None:
        if bottom > top:
            self.merges.append((top, column, bottom, column))

    def grid(self) -> Grid:
        return Grid(self.name, dict(self.cells), tuple(self.merges))


def _table(page: Page, form: dict, fields: tuple[str, ...], merged: bool, first_column: int = 2) -> None:
    """Type the indicators; the labels of a group stand once, merged over the group or with blank cells below."""
    top = page.row + 1
    rows = form["indicators"]
    for place, row in enumerate(rows):
        texts = [row.get(field) or "" for field in fields]
        above = rows[place - 1] if place else None
        if above and row["level1"] == above["level1"]:
            texts[0] = ""
            if row["level2"] == above["level2"]:
                texts[1] = ""
        page.line(*[None] * (first_column - 1), *texts)
    if merged:
        for level in (1, 2):
            start = top
            for _, group in groupby(rows, key=lambda row: tuple(row[f"level{n}"] for n in range(1, level + 1))):
                size = len(list(group))
                page.merge_down(first_column + level - 1, start, start + size - 1)
                start += size


def annex7_page(form: dict, page: Page, merged: bool = True) -> None:
    page.line("附表7")
    page.line((form["title"], 6))
    page.line(*[None] * 5, f"单位：{form['money_unit']}")
    page.line("一级项目名称", (form["level1_project"], 2), "二级项目名称", (form["level2_project"], 2))
    page.line("主管部门", (form["department"], 2), "实施单位", (form["implementing_unit"], 2))
    first = page.row + 1
    for place, (label, text) in enumerate(form["funds_printed"]):
        page.line("资金情况" if not place else None, (("  " if place else "") + label, 2), float(text))
    page.merge_down(1, first, page.row)
    page.line(form["goal_label"], (form["goal"], 5))
    page.line("绩\n效\n指\n标", "一级指标", "二级指标", "三级指标", "指标值", "说明")
    top = page.row
    _table(page, form, ("level1", "level2", "level3", "target", "note"), merged)
    page.merge_down(1, top, page.row)


def approval2025_page(form: dict, page: Page, merged: bool = True) -> None:
    page.line((form["title"], 6))
    page.line((form["title_year_line"], 6))
    page.line(("项目名称", 2), (form["project_name"], 4))
    page.line(("主管部门及代码", 2), form["department_printed"], "实施单位", (form["implementing_unit"], 2))
    page.line(("资金来源", 2), ("年度资金情况", 4))
    for label, text in form["funds_printed"]:
        page.line(None, None, label, text)
    page.line(("年度总体目标", 2), (form["goal"], 4))
    page.line("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "说明")
    _table(page, form, ("level1", "level2", "level3", "target", "note"), merged)


def targets2026_page(form: dict, page: Page, merged: bool = True) -> None:
    """Type the form cell by cell as printed; ``merged`` has no meaning, the printed form repeats or omits labels."""
    page.line((form["title"], 11))
    page.line((form["title_year_line"], 11))
    page.line((form["heading_unit"], 11))
    page.line((form["heading_project"], 11))
    page.line(form["unit_label"], (form["implementing_unit"], 10))
    page.line("项目名称", (form["project_name"], 10))
    (label, amount), *lines = form["funds_printed"]
    for place, (name, text) in enumerate(lines):
        page.line(*([label, amount] if not place else [None, None]), name, *[None] * 7, float(text) if text else None)
    page.line(form["goal_label"], (form["goal"], 10))
    page.line(*form["printed_header"])
    for row in form["indicators"]:
        page.line(*row["printed_cells"])
    foot = form["footer"]
    page.line(f"业务股室审核: {foot['业务股室审核']}", None, None, None, f"绩效股审核: {foot['绩效股审核']}")
    for label in ("填表人", "联系电话", "填报日期", "单位负责人签字"):
        page.line(f"{label}: {foot[label]}")


def department_page(form: dict, page: Page, merged: bool = True) -> None:
    page.line(form["attachment"])
    page.line((form["title"], 9))
    page.line((form["title_year_line"], 9))
    page.line((f"单位（盖章）：{form['unit_seal_line']}", 5), (f"填报日期：{form['fill_date']}", 4))
    page.line(("部门（单位）名称", 2), (form["unit_name"], 7))
    heads = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率", "得分")
    first = page.line(("部门（单位）总体资金\n（万元）", 2), "资 金 来 源", *heads)
    for row in form["funds"]:
        label = row["source"] + ("：" if row["source"] == "年度资金总额" else "")
        page.line(None, None, label, *(row[k] for k in ("initial", "annual", "executed", "weight", "rate", "score")))
    page.merges.append((first + 1, 1, page.row, 2))
    top = page.line("年度总\n体目标", ("预期目标", 4), ("实际完成情况", 4))
    page.line(None, (form["goal_expected"], 4), (form["goal_actual"], 4))
    page.merge_down(1, top, page.row)
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值(A)", "实际完成值(B)", "分值", "得分", "未完成原因分析")
    top = page.line("绩\n效\n指\n标", *heads)
    rows = [{**row, "level1": "\n".join(row["level1"]) + "\n\n" + row["level1_weight"]} for row in form["indicators"]]
    fields = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")
    _table(page, {"indicators": rows}, fields, merged)
    page.merge_down(1, top, page.row)
    page.line(("总         分", 6), form["total_weight"], form["total_score"])
    page.line("绩效  \n结论", (form["conclusion"] or None, 8))
    page.line((f"联系人：{form['contact']}", 5), (f"联系电话：{form['phone']}", 4))
    for place, note in enumerate(form["notes"]):
        page.line((("注：" if not place else "   ") + note, 9))


PAGES: dict[str, Callable[..., None]] = {
    "附表7": annex7_page,
    "批复表2025": approval2025_page,
    "目标表2026": targets2026_page,
    "部门整体自评表": department_page,
}


@pytest.fixture(scope="session")
def real_forms() -> list[dict]:
    return load_forms()


@pytest.fixture(scope="session")
def typed() -> Callable[..., Grid]:
    """Return a function that types forms one below another on a sheet, as their source texts are laid out."""

    def type_forms(*forms: dict, merged: bool = True) -> Grid:
        page = Page()
        for form in forms:
            PAGES[form["kind"]](form, page, merged)
            page.row += 1
        return page.grid()

    return type_forms


@pytest.fixture
def new_page() -> Callable[..., Page]:
    return Page


@pytest.fixture
def page_of() -> Callable[[str], Grid]:
    """Return the reader of a page typed as a table of "|"; a cell of "<" or "^" belongs to the one left of or above it."""

    def read(document: str) -> Grid:
        rows = [[cell.strip() for cell in line.strip().split("|")] for line in document.strip().splitlines()]
        cells, areas = {}, {}
        for row, texts in enumerate(rows, 1):
            for column, text in enumerate(texts, 1):
                if text in ("<", "^"):
                    owner = areas[(row, column - 1) if text == "<" else (row - 1, column)]
                else:
                    owner = [row, column, row, column]
                    if text:
                        cells[row, column] = text.replace("\\n", "\n")
                owner[2], owner[3] = max(owner[2], row), max(owner[3], column)
                areas[row, column] = owner
        merges = {tuple(area) for area in areas.values() if area[:2] != area[2:]}
        return Grid("Sheet1", cells, tuple(sorted(merges)))

    return read


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes grids to a real .xlsx."""

    def write(*grids: Grid, name: str = "表样.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for number, grid in enumerate(grids, 1):
            sheet = book.create_sheet(f"表{number}")
            for (row, column), value in grid.cells.items():
                cell = sheet.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
            for top, left, bottom, right in grid.merges:
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture(scope="session")
def accounted() -> Callable[..., None]:
    """Return a check that every text of a grid is in the read forms, a label, or listed as unplaced."""

    def check(grid: Grid, forms: tuple) -> None:
        shown = repr(forms)
        for one in grid.unread:
            (marker,) = re.findall("§\\d+§", one.text)
            assert marker in shown, f"{address(one.row, one.column)}: {one.text}"
        for (row, column), value in grid.cells.items():
            for marker in re.findall("§\\d+§", value) if isinstance(value, str) else ():
                assert marker in shown, f"{address(row, column)}: {value}"

    return check
