"""Printing again replaces only what was printed, and asks where somebody has edited it since."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.commands import load_command
from macros_py.commands.printing import OVERWRITE
from macros_py.printing import Page, render_book
from macros_py.printing.fingerprints import edited_sheets


@pytest.fixture
def printed(sample_workbook):
    main(["generate", str(sample_workbook)])
    return sample_workbook.with_name("示例_打印表.xlsx")


def edit(path):
    book = load_workbook(path)
    book.worksheets[3]["A1"] = "手改的标题"
    book.save(path)
    return book.worksheets[3].title


def test_printing_again_gives_the_same_file(printed):
    once = printed.read_bytes()

    assert main(["generate", str(printed.with_name("示例.xlsx"))]) == 0
    assert printed.read_bytes() == once


def test_a_file_that_was_only_saved_again_is_untouched(printed):
    load_workbook(printed).save(printed)

    assert edited_sheets(printed) == []


def test_an_edited_sheet_is_named_and_replaced_only_when_asked(printed, capsys):
    name = edit(printed)
    edited = printed.read_bytes()

    assert edited_sheets(printed) == [name]
    assert main(["generate", str(printed.with_name("示例.xlsx"))]) == 2
    assert f"“{name}”在生成以后被人改过" in capsys.readouterr().err
    assert printed.read_bytes() == edited
    assert main(["generate", str(printed.with_name("示例.xlsx")), "--overwrite"]) == 0
    assert edited_sheets(printed) == []


@pytest.mark.parametrize("command_id", ["generate", "self-evaluate", "export-pdf", "print"])
def test_every_command_that_may_advise_the_option_has_it(command_id):
    assert OVERWRITE in load_command(command_id).options


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", "备忘".encode()])
def test_a_file_of_other_making_is_not_replaced_unasked(sample_workbook, capsys, content):
    out = sample_workbook.with_name("我的.xlsx")
    out.write_bytes(content)

    assert main(["generate", str(sample_workbook), "--out", str(out)]) == 2
    assert "看不出是本工具生成的" in capsys.readouterr().err
    assert out.read_bytes() == content


def test_another_workbook_is_not_replaced_unasked(sample_workbook, standard_workbook):
    out = standard_workbook(name="别的.xlsx")
    before = out.read_bytes()

    assert edited_sheets(out) is None
    assert main(["generate", str(sample_workbook), "--out", str(out)]) == 2
    assert out.read_bytes() == before


@pytest.mark.libreoffice
def test_a_file_that_libreoffice_saved_is_untouched(printed, tmp_path, resaved):
    assert edited_sheets(resaved(printed, tmp_path / "out" / printed.name)) == []


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=[]), max_size=30) | st.sampled_from(
    [
        "",
        " ",
        "_x000D_",
        "_x005F_x000D_",
        "a\r\nb",
        "a\rb",
        "行\n行",
        "\t",
        " 两边 ",
        "45",
        "TRUE",
        "=1+1",
        "␟␞",
        "很长" * 400,
    ]
)
VALUES = TEXTS | st.decimals(-(10**9), 10**9, places=2) | st.integers(-(10**6), 10**6) | st.none() | st.booleans()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(TEXTS, min_size=1, max_size=4), values=st.lists(st.lists(VALUES, min_size=5, max_size=5)))
def test_what_was_just_written_is_untouched(shipped, tmp_path, names, values):
    """Whatever the texts and numbers, a fingerprint taken while writing is the one that is read later."""
    rows = [dict(zip(["一级指标", "二级指标", "三级指标", "指标值", "说明"], row, strict=True)) for row in values]
    fields = {"项目名称": names[0], "年度总体目标": names[-1], "年度资金总额": Decimal("12345678901.23")}
    out = tmp_path / "指纹.xlsx"

    render_book(out, [(shipped["附表7"], Page(name, fields, rows)) for name in names], shipped["目录"])
    assert edited_sheets(out) == []


def test_sheets_of_several_pages_with_spread_rows_are_untouched(shipped, tmp_path):
    rows = [
        {
            "一级指标": "产出指标",
            "二级指标": "数量指标",
            "三级指标": f"第{n}项任务" * n,
            "指标值": Decimal(n),
            "说明": "说明" * 9 * n,
        }
        for n in range(1, 60)
    ]
    out = tmp_path / "指纹.xlsx"
    page = Page("长", {"年度总体目标": "目标很多，写得很长。\n" * 900}, rows)

    render_book(out, [(shipped[form], page) for form in ("附表7", "目标表2026")], shipped["目录"])
    assert edited_sheets(out) == []


def test_the_templates_own_numbers_truths_and_errors_are_seen(draw, load, tmp_path):
    cells = {"A1": 12.5, "B1": True, "C1": "#N/A", "D1": 45000, "E1": "100%", "A2": "{{ 项目名称 }}", "F2": "甲_x0041_"}

    def date_format(sheet):
        sheet["D1"].number_format = "yyyy-mm-dd"

    out = tmp_path / "指纹.xlsx"
    render_book(out, [(load(draw(cells, date_format)), Page("表", {"项目名称": "甲"}, []))])
    assert edited_sheets(out) == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [("A2", None), ("G30", "新"), ("E6", "25.00"), ("E6", 25.01), ("C4", "Ｘ"), ("C9", "目标\n"), ("F12", "移过来")],
)
def test_every_kind_of_edit_is_seen(shipped, pages, tmp_path, cell, value):
    out = tmp_path / "指纹.xlsx"
    render_book(out, [(shipped["附表7"], page) for page in pages[:2]], shipped["目录"])
    book = load_workbook(out)
    sheet = book.worksheets[2]
    assert sheet[cell].value != value
    sheet[cell] = value
    book.save(out)

    assert edited_sheets(out) == [sheet.title]
