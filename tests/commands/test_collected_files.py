"""汇总 of files and folders: which of them are taken, and what is said of the others."""

from contextlib import suppress

from macros_py.cli import main
from tests.commands.collected import read


def test_files_that_cannot_be_read_are_named_and_the_others_go_in(
    collect, printed, standard_workbook, real_projects, tmp_path
):
    into = standard_workbook()
    broken = tmp_path / "坏文件.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 photo")

    code, data = collect(into, broken, tmp_path / "照片.xlsx", tmp_path / "没有.xlsx", printed(real_projects[0]))

    assert (code, data["count"]) == (1, {"新增": 1})
    assert [line["source"] for line in data["lines"] if line["kind"] == "读不出"] == [
        "坏文件.xlsx",
        "照片.xlsx",
        "没有.xlsx",
    ]
    assert len(read(into).projects) == 1


def test_a_folder_stands_for_the_workbooks_in_it(collect, printed, standard_workbook, real_projects, tmp_path):
    into = standard_workbook(name="总表.xlsx")
    printed(real_projects[0], name="a.xlsx")
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")

    _, data = collect(into, tmp_path)

    assert data["count"] == {"新增": 1}


def test_a_folder_stands_for_its_subfolders_too_but_not_for_hidden_and_linked_ones(
    collect, printed, standard_workbook, real_projects, tmp_path
):
    into = standard_workbook(name="总表.xlsx")
    folder = tmp_path / "返回"
    for name in ("甲局", "乙局/二科", ".回收站"):
        (folder / name).mkdir(parents=True)
    printed(real_projects[0], name="返回/甲局/附表7.xlsx")
    printed(real_projects[1], name="返回/乙局/二科/附表7.xlsx")
    printed(real_projects[2], name="返回/.回收站/附表7.xlsx")
    (folder / "甲局" / "附表7（盖章）.pdf").write_bytes(b"whatever")
    (folder / "乙局" / "附表7.pdf").write_bytes(b"whatever")
    (folder / "甲局" / "总表.xlsx.撤销").write_bytes(b"whatever")
    with suppress(OSError):  # Windows lets few users make links
        (folder / "圈").symlink_to(folder)

    _, data = collect(into, folder)
    sources = {line["kind"]: line["source"] for line in data["lines"] if line["kind"] in ("附件", "读不出")}

    assert (data["forms"], data["count"]) == (2, {"新增": 2})
    assert sources == {"附件": "甲局/附表7（盖章）.pdf", "读不出": "乙局/附表7.pdf"}


def test_a_folder_of_too_many_folders_is_refused_with_a_sentence(standard_workbook, tmp_path, capsys):
    into = standard_workbook(name="总表.xlsx")
    tmp_path.joinpath("返回", *"一二三四五六七八九十末").mkdir(parents=True)

    assert main(["collect", str(tmp_path / "返回"), "--into", str(into)]) == 2
    assert "太多或太深" in capsys.readouterr().err


def test_word_files_pdf_and_pictures_in_a_folder_are_named_as_not_taken(
    collect, printed, standard_workbook, real_projects, tmp_path
):
    into = standard_workbook(name="总表.xlsx")
    (tmp_path / "返回").mkdir()
    printed(real_projects[0], name="返回/甲.xlsx")
    for name in ("乙.docx", "丙.PDF", "丁.jpg", "戊.zip", "己.xlsb", "庚.csv", "~$乙.docx", "说明.txt"):
        (tmp_path / "返回" / name).write_bytes(b"whatever")

    code, data = collect(into, tmp_path / "返回")

    assert (1, {"新增": 1}) == (code, data["count"])
    told = {line["source"]: line["remark"] for line in data["lines"] if line["kind"] == "读不出"}
    assert {
        "乙.docx": "Word 文件",
        "丙.PDF": "PDF 文件",
        "丁.jpg": "图片",
        "戊.zip": "压缩包",
        "己.xlsb": "二进制工作簿",
        "庚.csv": "文本",
    } == {name: why.removeprefix("这是").split("，")[0] for name, why in told.items()}


def test_a_signed_copy_of_a_form_that_was_read_is_listed_and_is_no_failure(
    collect, printed, standard_workbook, real_projects, tmp_path
):
    into = standard_workbook(name="总表.xlsx")
    (tmp_path / "返回").mkdir()
    printed(real_projects[0], name="返回/附表7-甲局.xlsx")
    copies = (
        "附表7-甲局_20260101.pdf",
        "附表7-甲局（盖章扫描件）.PDF",
        "已盖章 附表7-甲局.jpg",
        "附表7-甲局2026.1.5.ofd",
    )
    for name in copies:
        (tmp_path / "返回" / name).write_bytes(b"whatever")

    code, data = collect(into, tmp_path / "返回")

    assert (code, data["count"]) == (0, {"新增": 1})
    assert {line["source"] for line in data["lines"] if line["kind"] == "附件"} == set(copies)

    for name in ("附表7-乙局.pdf", "盖章.pdf", "附表7-甲局.docx"):
        (tmp_path / "返回" / name).write_bytes(b"whatever")
    code, data = collect(into, tmp_path / "返回")
    assert code == 1
    assert {line["source"] for line in data["lines"] if line["kind"] == "读不出"} == {
        "附表7-乙局.pdf",
        "盖章.pdf",
        "附表7-甲局.docx",
    }


def test_a_missing_folder_is_one_sentence_and_touches_nothing(standard_workbook, tmp_path, capsys):
    into = standard_workbook()
    before = into.read_bytes()

    code = main(["collect", str(tmp_path / "没有"), "--into", str(into)])

    assert (code, into.read_bytes()) == (2, before)
    assert "找不到" in capsys.readouterr().err
