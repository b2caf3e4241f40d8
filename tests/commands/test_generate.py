"""【生成附表】: what a selection of projects leaves untouched."""

import pytest
from openpyxl import load_workbook

from macros_py.cli import main


@pytest.mark.parametrize(("verb", "whole"), [("generate", "示例_打印表.xlsx"), ("self-evaluate", "示例_自评表.xlsx")])
def test_a_selection_goes_beside_the_file_of_all_projects(verb, whole, sample_workbook, capsys):
    main([verb, str(sample_workbook)])
    before = sample_workbook.with_name(whole).read_bytes()
    capsys.readouterr()

    assert 0 == main([verb, str(sample_workbook), "--projects", "2023-001，2026-001"])
    assert f"“{whole}”没有动" in capsys.readouterr().out
    assert before == sample_workbook.with_name(whole).read_bytes()
    part = load_workbook(sample_workbook.with_name(whole.replace(".xlsx", "_部分.xlsx")))
    assert 3 == len(part.sheetnames)


def test_a_selection_can_be_given_a_name(sample_workbook, tmp_path, capsys):
    out = tmp_path / "两个.xlsx"
    assert 0 == main(["generate", str(sample_workbook), "--projects", "2023-001", "--out", str(out)])
    assert "单独的文件" not in capsys.readouterr().out
    assert 2 == len(load_workbook(out).sheetnames)
