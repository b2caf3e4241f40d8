"""Fixtures of the printing tests: the real forms as pages, small templates drawn on the spot, a real LibreOffice."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from macros_py.printing import Page, Request, Template, contents_request, load_template, load_templates, render_book
from macros_py.printing.pdf import find_libreoffice
from macros_py.sheets import form_values

ROOT = Path(__file__).resolve().parents[2]
PROJECT_NAMES = frozenset(
    "标题 项目编号 表样 年度 一级项目名称 项目名称 主管部门 部门代码 实施单位 金额单位 年度资金总额 财政拨款 非财政拨款 年度总体目标 目标栏名称".split()
)
ROW_NAMES = frozenset("一级指标 二级指标 三级指标 指标值 指标值类型 度量单位 说明 分值".split())
REQUIRED = "FUBIAO7_REQUIRE_PARTS"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs LibreOffice where it is missing; fail instead where it is required."""
    if item.get_closest_marker("libreoffice") is None:
        return
    missing = [name for name in ("pdftotext", "pdfinfo") if shutil.which(name) is None]
    if find_libreoffice() is None:
        missing.append("soffice")
    if missing:
        reason = f"not on this machine: {', '.join(missing)} (apt install libreoffice-calc poppler-utils)"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def forms() -> list[dict[str, Any]]:
    """The 13 real forms of the kind 附表7."""
    every = json.loads((ROOT / "workbook" / "source" / "forms.json").read_text("utf-8"))
    return [form for form in every if form["kind"] == "附表7"]


@pytest.fixture(scope="session")
def to_page() -> Callable[[dict[str, Any]], Page]:
    def make(form: dict[str, Any]) -> Page:
        values = {
            "标题": form["title"],
            "项目编号": f"{form['seed']}-{form['no']}",
            "表样": form["kind"],
            "年度": form["year"],
            "一级项目名称": form["level1_project"],
            "项目名称": form["level2_project"],
            "主管部门": form["department"],
            "实施单位": form["implementing_unit"],
            "金额单位": form["money_unit"],
            "年度总体目标": form["goal"],
        } | {name: Decimal(amount) for name, amount in form["funds"].items()}
        fields = {"一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "指标值": "target", "说明": "note"}
        rows = [{name: line[field] for name, field in fields.items()} for line in form["indicators"]]
        return Page(form["level2_project"], values, rows)

    return make


@pytest.fixture(scope="session")
def pages(forms: list[dict[str, Any]], to_page: Callable[[dict[str, Any]], Page]) -> list[Page]:
    return [to_page(form) for form in forms]


@pytest.fixture(scope="session")
def shipped() -> dict[str, Template]:
    """Three templates of the project."""
    folder = ROOT / "templates_xlsx"
    return load_templates(
        {
            "附表7": Request(folder / "附表7.xlsx", PROJECT_NAMES, ROW_NAMES),
            "目标表2026": Request(folder / "目标表2026.xlsx", form_values.PROJECT_NAMES, form_values.INDICATOR_NAMES),
            "目录": contents_request(folder / "目录.xlsx", PROJECT_NAMES),
        }
    )


@pytest.fixture
def draw(tmp_path: Path) -> Callable[..., Path]:
    """Draw a template from {"A1": text}; ``arrange`` gets the openpyxl sheet before it is saved."""

    def make(
        cells: dict[str, object], arrange: Callable[[Any], None] = lambda sheet: None, name: str = "表.xlsx"
    ) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for place, value in cells.items():
            sheet[place] = value
        arrange(sheet)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def load() -> Callable[[Path], Template]:
    return lambda path: load_template(path, PROJECT_NAMES, ROW_NAMES)


@pytest.fixture
def rendered(tmp_path: Path) -> Callable[..., Any]:
    """Render pages and open the book with openpyxl."""

    def make(template: Template, pages: Sequence[Page], contents: Template | None = None) -> Any:
        path = tmp_path / "out.xlsx"
        render_book(path, [(template, page) for page in pages], contents)
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))

    return make


@pytest.fixture(scope="session")
def pdf_text() -> Callable[..., str]:
    """Return the text of a PDF, or of one page of it, cell after cell, without white space."""

    def read(path: Path, page: int | None = None) -> str:
        chosen = [] if page is None else ["-f", str(page), "-l", str(page)]
        answer = subprocess.run(["pdftotext", "-raw", *chosen, str(path), "-"], capture_output=True, check=True)
        return re.sub(r"\s", "", answer.stdout.decode())

    return read


@pytest.fixture(scope="session")
def pdf_pages() -> Callable[[Path], list[tuple[float, float]]]:
    """Return the width and height in points of every page."""

    def read(path: Path) -> list[tuple[float, float]]:
        answer = subprocess.run(["pdfinfo", "-f", "1", "-l", "9999", str(path)], capture_output=True, check=True)
        found = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", answer.stdout.decode())
        return [(float(width), float(height)) for width, height in found]

    return read
