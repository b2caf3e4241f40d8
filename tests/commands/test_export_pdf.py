"""【导出PDF】 on a machine that cannot make a PDF."""

from macros_py.cli import main


def test_without_libreoffice_the_sheets_are_there_and_a_sentence_says_what_is_missing(
    sample_workbook, capsys, monkeypatch
):
    monkeypatch.setenv("FUBIAO7_SOFFICE", "没有这个程序")

    assert 1 == main(["export-pdf", str(sample_workbook)])

    said = capsys.readouterr().out
    assert "PDF 没有转成" in said and "不能转 PDF" in said
    assert sample_workbook.with_name("示例_打印表.xlsx").is_file()
