"""汇总 of blank forms as a unit fills them in."""

import datetime

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.printing.project_sheets import print_blank, project_sheet
from tests.commands.collected import read

# What a unit writes into the blank 附表7.
ANSWERS = {"C4": "民生", "F4": "老旧小区改造", "C5": "住建局", "F5": "房管所", "E6": 10, "E7": 10, "C9": "改造完成"}
ANSWERS |= {"B11": "产出指标", "C11": "数量指标", "D11": "改造小区数", "E11": "≥3个"}


@pytest.fixture
def filled_blank(tmp_path, config):
    """Return a function that fills the blank form of a kind as a unit does: texts and numbers by cell."""

    def fill(kind="附表7", year=2027, **cells):
        path = tmp_path / f"空白{kind}.xlsx"
        print_blank(config.form_kinds[kind], year, 20, path, config)
        book = load_workbook(path)
        (sheet,) = book.worksheets
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.coordinate not in cells or not cell.protection.locked
        for place, value in cells.items():
            sheet[place] = value
        book.save(path)
        return path

    return fill


@pytest.mark.parametrize("accept", [False, True])
def test_a_cell_that_went_nowhere_is_said_and_counts_as_an_error(
    collect, filled_blank, standard_workbook, capsys, accept
):
    into = standard_workbook(name="总表.xlsx")
    form = filled_blank(**ANSWERS | {"E6": 10, "E7": "十"})

    first = collect(into, form, accept=accept)
    again = collect(into, form, accept=accept)
    code = main(["collect", str(form), "--into", str(standard_workbook(name="另一个.xlsx"))])

    assert (1, 1, 1) == (first[0], again[0], code)
    assert {"新增": 1} == first[1]["count"]
    assert [("十", "E7")] == [
        (line["theirs"], line["source"].split()[-1]) for line in first[1]["lines"] if line["kind"] == "没有读入"
    ]
    assert "有 1 格没有读入，在哪一格、为什么，见“汇总差异”表" in capsys.readouterr().out


def test_a_cell_to_look_at_is_said_and_is_no_error(collect, filled_blank, standard_workbook, capsys):
    form = filled_blank(**ANSWERS | {"E6": "10元"})

    code = main(["collect", str(form), "--into", str(standard_workbook(name="总表.xlsx"))])

    assert 0 == code
    assert "有 1 格请核对" in capsys.readouterr().out


def test_the_title_a_form_kind_prints_of_itself_is_not_kept(collect, filled_blank, standard_workbook, tmp_path, config):
    into = standard_workbook(name="总表.xlsx")
    of_year = filled_blank(**ANSWERS).rename(tmp_path / "有年度.xlsx")
    without_year = tmp_path / "没有年度.xlsx"
    book = load_workbook(of_year)
    book.worksheets[0]["A2"] = "年项目支出绩效目标批复表"
    book.worksheets[0]["F4"] = "没有年度的项目"
    book.save(without_year)
    book.worksheets[0]["A2"] = "市级项目支出绩效目标批复表"
    book.worksheets[0]["F4"] = "自己的标题"
    book.save(tmp_path / "自己的.xlsx")

    collect(into, of_year, without_year, tmp_path / "自己的.xlsx")
    projects = read(into).projects

    assert [
        ("老旧小区改造", 2027, ""),
        ("没有年度的项目", None, ""),
        ("自己的标题", None, "市级项目支出绩效目标批复表"),
    ] == [(project.name, project.year, project.heading.title) for project in projects]
    assert "2027年项目支出绩效目标批复表" == project_sheet(projects[0], config).values["标题"]


def test_a_blank_form_without_a_year_given_is_of_this_year(tmp_path, capsys):
    path = tmp_path / "空白附表7.xlsx"
    this_year = datetime.date.today().year

    code = main(["blank", "附表7", str(path)])

    assert 0 == code
    assert f"年度是 {this_year} 年（没有写 --year，用了今年）。" in capsys.readouterr().out
    assert f"{this_year}年项目支出绩效目标批复表" == load_workbook(path).worksheets[0]["A2"].value
