"""Printing again replaces only what was printed, and asks where somebody has edited it since."""

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.commands import load_command
from macros_py.commands.printing import OVERWRITE
from macros_py.printing.fingerprints import edited_sheets
from macros_py.printing.pdf import find_libreoffice


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
def test_a_file_that_libreoffice_saved_is_untouched(printed, tmp_path, required_part):
    import subprocess

    program = find_libreoffice() or required_part("LibreOffice")
    profile = (tmp_path / "profile").as_uri()
    words = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "out"]
    subprocess.run([program, *words, printed], check=True, capture_output=True, timeout=120)

    assert edited_sheets(tmp_path / "out" / printed.name) == []
