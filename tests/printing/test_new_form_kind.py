"""A new form kind is a template and an entry in config.yaml: the worked example of docs/表样.md, done by a test."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from macros_py.cli import main
from macros_py.config import load_config
from macros_py.errors import FileProblem, TemplateProblem
from macros_py.home import home
from macros_py.model import Project
from macros_py.printing.project_sheets import print_sheets, project_sheet
from macros_py.sheets.transcription import sample_projects

ENTRY = """
  县级目标表:
    template: 县级目标表.xlsx
    title: "{年度}年县级项目绩效目标表"
    required: [项目名称, 年度, 实施单位, 年度资金总额, 年度总体目标]
"""


def draw_county_form(folder: Path) -> None:
    """Restyle a copy of 附表7 as a clerk would in Excel: a row of its own for the code, 备注, a line to sign below."""
    book = openpyxl.load_workbook(folder / "附表7.xlsx")
    sheet = book.worksheets[0]
    sheet["A1"] = "附件3"
    sheet["A4"], sheet["C4"] = "部门代码", "{{ 部门代码 or '（无）' }}"
    sheet["F10"] = "备注"
    sheet["E6"] = "{{ 年度资金总额 | 金额 | 千分位 }}{{ 金额单位 }}"
    sheet["A12"] = "填表人：{{ 填表人 }}    联系电话：{{ 联系电话 }}"
    sheet.merge_cells("A12:F12")
    book.save(folder / "县级目标表.xlsx")


@pytest.fixture(scope="module")
def projects() -> tuple[Project, ...]:
    return sample_projects()


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the templates, and config.yaml with one more entry."""
    shutil.copytree(home() / "templates_xlsx", tmp_path / "templates_xlsx")
    text = (home() / "config.yaml").read_text("utf-8")
    (tmp_path / "config.yaml").write_text(text.replace("\nform_kinds:\n", f"\nform_kinds:{ENTRY}", 1), "utf-8")
    monkeypatch.setenv("FUBIAO7_HOME", str(tmp_path))
    return tmp_path


def test_a_template_and_an_entry_make_a_form_kind(projects: tuple[Project, ...], own_home: Path) -> None:
    draw_county_form(own_home / "templates_xlsx")
    heading = replace(projects[0].heading, title="", filled_by="甲")
    county = replace(projects[0], form_kind="县级目标表", heading=heading)
    sheets = [project_sheet(project, load_config()) for project in (county, projects[1])]
    names, _ = print_sheets(sheets, own_home / "表.xlsx", lambda done, total: None)
    contents, first, second = openpyxl.load_workbook(own_home / "表.xlsx").worksheets
    assert names == [first.title, second.title]
    assert ("附件3", "2023年县级项目绩效目标表", "（无）") == (first["A1"].value, first["A2"].value, first["C4"].value)
    assert ("备注", "27.37万元") == (first["F10"].value, first["E6"].value)
    last = 11 + len(county.indicators)
    assert "填表人：甲    联系电话：" == first.cell(last, 1).value
    assert f"A{last}:F{last}" in {str(area) for area in first.merged_cells.ranges}
    assert ["县级目标表", "附表7"] == [contents.cell(row, 7).value for row in (4, 5)]
    assert "附表7" == second["A1"].value


def test_what_of_a_template_is_not_printed_is_told(
    sample_workbook: Path, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = own_home / "templates_xlsx" / "附表7.xlsx"
    book = openpyxl.load_workbook(template)
    book.create_sheet("填表说明")
    book.save(template)
    assert main(["generate", str(sample_workbook), "--projects", "2023-001,2023-002"]) == 0

    assert 1 == capsys.readouterr().out.count("附表7.xlsx：只用第一张工作表")


def test_an_entry_without_its_template_is_told(projects: tuple[Project, ...], own_home: Path) -> None:
    sheet = project_sheet(replace(projects[0], form_kind="县级目标表"), load_config())
    with pytest.raises(FileProblem, match="县级目标表.xlsx"):
        print_sheets([sheet], own_home / "表.xlsx", lambda done, total: None)
    assert not (own_home / "表.xlsx").exists()


def test_an_unknown_form_kind_is_told(projects: tuple[Project, ...], own_home: Path) -> None:
    with pytest.raises(TemplateProblem, match="乡镇表"):
        project_sheet(replace(projects[0], form_kind="乡镇表"), load_config())
