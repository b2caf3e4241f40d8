import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from macros_py.commands import load_command
from macros_py.commands.registry import Task
from macros_py.config import Config, PrintingLimits
from macros_py.engines import open_book
from macros_py.errors import FileProblem, MissingPart
from macros_py.printing import Page, Template, load_template, render_book
from macros_py.printing.pdf import find_libreoffice, to_pdf
from macros_py.sheets.form_values import INDICATOR_NAMES, PROJECT_NAMES


def squeezed(value: object) -> str:
    return re.sub(r"\s", "", str(value))


def texts(page: Page) -> list[str]:
    """Return every text that the form of a page prints, without white space."""
    values = [squeezed(value) for name, value in page.values.items() if name not in ("项目编号", "表样", "年度")]
    return [text for text in [*values, *(squeezed(value) for row in page.rows for value in row.values())] if text]


@pytest.fixture(scope="module")
def real_book(tmp_path_factory: pytest.TempPathFactory, shipped: dict[str, Template], pages: list[Page]) -> Path:
    path = tmp_path_factory.mktemp("book") / "附表7 全部.xlsx"
    render_book(path, [(shipped["附表7"], page) for page in pages], shipped["目录"])
    return path


@pytest.mark.libreoffice
def test_the_real_forms_print_one_a4_page_each_with_every_text_whole(
    real_book: Path,
    pages: list[Page],
    tmp_path: Path,
    pdf_text: Callable[..., str],
    pdf_pages: Callable[[Path], list[tuple[float, float]]],
) -> None:
    (pdf,) = to_pdf([real_book], tmp_path, timeout=600)
    assert [(842, 595)] + [(595, 842)] * 13 == [(round(width), round(height)) for width, height in pdf_pages(pdf)]
    contents = pdf_text(pdf, 1)
    for number, page in enumerate(pages, start=2):
        printed = pdf_text(pdf, number)
        assert [] == [text for text in texts(page) if text not in printed]
        assert squeezed(page.values["项目名称"]) in contents


@pytest.mark.libreoffice
def test_long_odd_and_many_texts_print_whole(
    shipped: dict[str, Template], tmp_path: Path, pdf_text: Callable[..., str]
) -> None:
    """
    A goal of 3,000 characters, 80 rows, one row, latin runs, texts that begin like formulas, XML specials.
    """
    goal = "".join(f"目标{n}：深入推进第{n}项工作，取得实效；" for n in range(160))
    odd = [
        "=3次",
        "+5%",
        "-1",
        "@甲",
        '<b>&"乙"',
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "见https://www.example.gov.cn/2026/report",
        "WWWWWWWWWWWWWWWWWWWWWWWW",
    ]
    rows = [
        {
            "一级指标": f"第{n // 30}类指标",
            "二级指标": f"第{n // 7}种服务对象满意度指标",
            "三级指标": f"第{n}项任务的完成情况达到年初确定的要求",
            "指标值": odd[n % len(odd)],
            "说明": "。，；" * (n % 9),
        }
        for n in range(80)
    ]
    values = {
        "标题": "长标题" * 30,
        "项目名称": "项目" * 40,
        "年度总体目标": goal,
        "年度资金总额": Decimal("123456789.12"),
    }
    many, long, one = (
        Page("many", {**values, "年度总体目标": "短"}, rows),
        Page("long", values, rows[:3]),
        Page("one", values, rows[:1]),
    )
    sources = []
    for page in (many, long, one):
        sources.append(tmp_path / f"{page.name}.xlsx")
        render_book(sources[-1], [(shipped["附表7"], page)])
    (tmp_path / "pdf").mkdir()
    for page, pdf in zip((many, long, one), to_pdf(sources, tmp_path / "pdf", timeout=600), strict=True):
        printed = pdf_text(pdf)
        assert [] == [
            text for text in texts(page) if text not in printed and text not in (squeezed(goal), "123456789.12")
        ]
        assert 0 == sum(f"目标{n}：深入推进第{n}项" not in printed for n in range(160)) or page is many


@pytest.mark.libreoffice
def test_a_template_saved_again_by_libreoffice_prints_the_same_cells(
    shipped: dict[str, Template], pages: list[Page], tmp_path: Path, rendered: Callable[..., Any]
) -> None:
    root = Path(__file__).resolve().parents[2]
    program = find_libreoffice()
    assert program is not None
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            tmp_path / "again",
            root / "templates_xlsx" / "附表7.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    again = load_template(tmp_path / "again" / "附表7.xlsx", PROJECT_NAMES, INDICATOR_NAMES)
    before, after = rendered(shipped["附表7"], pages), rendered(again, pages)
    for old, new in zip(before.worksheets, after.worksheets, strict=True):
        assert [[cell.value for cell in row] for row in old.iter_rows()] == [
            [cell.value for cell in row] for row in new.iter_rows()
        ]
        assert set(map(str, old.merged_cells.ranges)) == set(map(str, new.merged_cells.ranges))
        assert {cell.border.left.style for row in new["B11:F14"] for cell in row} == {"thin"}
    (pdf,) = to_pdf([tmp_path / "out.xlsx"], tmp_path, timeout=600)
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.libreoffice
def test_books_of_one_name_get_a_pdf_each(real_book: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "书.xlsx").write_bytes(real_book.read_bytes())
    made = to_pdf([tmp_path / "a" / "书.xlsx", tmp_path / "b" / "书.xlsx"], tmp_path / "a", timeout=600)
    assert ["书.pdf", "书(2).pdf"] == [pdf.name for pdf in made]


@pytest.mark.libreoffice
def test_a_run_that_takes_too_long_is_ended_and_leaves_nothing(real_book: Path, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="还没有转完"):
        to_pdf([real_book], tmp_path, timeout=0.05)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.libreoffice
def test_the_limit_of_the_settings_holds_for_a_button(real_book: Path, config: Config) -> None:
    task = Task(replace(config, printing=PrintingLimits(0)))
    with open_book(real_book) as book, pytest.raises(FileProblem, match="0 秒还没有转完.*printing 的 seconds"):
        load_command("export-pdf").run(book, task)


@pytest.mark.parametrize(
    ("chosen", "said"), [("", "没有找到 LibreOffice"), ("/nowhere/soffice", "FUBIAO7_SOFFICE 写的“/nowhere/soffice”")]
)
def test_a_machine_without_libreoffice_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str
) -> None:
    monkeypatch.setenv("FUBIAO7_SOFFICE", chosen)
    monkeypatch.setenv("PATH", str(tmp_path))
    book = tmp_path / "书.xlsx"
    book.write_bytes(b"")
    with pytest.raises(MissingPart, match=said):
        to_pdf([book], tmp_path, timeout=600)


def test_a_missing_book_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到"):
        to_pdf([tmp_path / "无.xlsx"], tmp_path, timeout=600)
