"""The command line as a clerk or a script meets it: real files, exit codes, one Chinese sentence for bad input."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from macros_py.cli import VERBS, main
from macros_py.commands import COMMANDS
from macros_py.commands.registry import Needs
from macros_py.engines import open_book
from macros_py.home import home
from macros_py.sheets.master_list import read_master_list

CHINESE_SENTENCE = re.compile(r"[一-鿿].*[。！]$")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def run(capsys):
    """Return a function that runs the command line and returns exit code, output and complaints."""

    def call(*words):
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_the_sample_is_checked_and_its_real_errors_are_found(run, sample_workbook):
    code, out, _ = run("check", sample_workbook, "--json")
    findings = json.loads(out)
    errors = {(item["code"], item["sheet"], item["project"]) for item in findings if item["severity"] == "错误"}

    assert code == 1
    assert ("M503", "项目清单", "2026-002") in errors
    assert ("D401", "绩效指标", "2026-005") in errors
    assert ("F101", "项目清单", "2026-006") in errors
    assert set(findings[0]) == {"code", "severity", "sheet", "cell", "project", "field", "value", "message", "hint"}
    (money,) = [item for item in findings if item["code"] == "M503"]
    assert "15" in money["message"] and "45" in money["message"]


def test_the_thirteen_forms_of_2023_and_2024_have_no_money_error(run, sample_workbook):
    _, out, _ = run("check", sample_workbook, "--json")
    money = [item for item in json.loads(out) if item["code"].startswith("M") and item["severity"] == "错误"]

    assert [item["project"] for item in money if item["project"] < "2025"] == []


def test_a_finding_points_at_the_cell_that_holds_its_value(run, sample_workbook):
    _, out, _ = run("check", sample_workbook, "--json")
    book = load_workbook(sample_workbook)

    for item in json.loads(out):
        if item["code"] in ("T302", "S201", "S202", "D401"):
            assert book[item["sheet"]][item["cell"]].value == item["value"]


def test_checking_twice_gives_the_same_file(run, sample_workbook):
    run("check", sample_workbook)
    once = digest(sample_workbook)
    run("check", sample_workbook)

    assert digest(sample_workbook) == once


def test_a_book_without_errors_exits_well(run, standard_workbook, read_document):
    project = read_document(
        """
        | 一级指标   | 二级指标           | 三级指标   | 指标值 |
        | 产出指标   | 数量指标           | 培训班次   | ≥3次  |
        | 产出指标   | 质量指标           | 考核合格率 | ≥95%  |
        | 产出指标   | 时效指标           | 完成时限   | 2024年12月底前 |
        | 产出指标   | 成本指标           | 培训经费   | ≤10万元 |
        | 效益指标   | 社会效益指标       | 干部履职能力 | 有所提高 |
        | 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥95%  |
        """
    )
    code, out, _ = run("check", standard_workbook(project))

    assert code == 0
    assert "没有发现问题" in out


def test_score_writes_live_formulas_only_where_a_year_is_closed(run, standard_workbook, read_document):
    indicators = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 班次 | ≥3次 |"
    full = read_document(f"全年预算数(A): 40\n全年执行数(B): 30\n{indicators}")
    half = read_document(f"项目编号: 2024-002\n全年预算数(A): 40\n{indicators}")
    path = standard_workbook(full, half)

    code, out, _ = run("score", path, "--json")
    sheet = load_workbook(path)["项目清单"]
    column = {cell.value: cell.column for cell in sheet[3]}

    assert code == 0
    assert [(item["project"], item["rate"], item["score"]) for item in json.loads(out)] == [
        ("2024-001", "0.7500", "7.50"),
        ("2024-002", None, None),
    ]
    assert sheet.cell(4, column["执行率"]).value.startswith("=IF(")
    assert sheet.cell(5, column["执行率"]).value is None


def test_generate_makes_a_sheet_for_each_project_of_the_form(run, sample_workbook, tmp_path):
    before = digest(sample_workbook)
    code, out, _ = run("generate", sample_workbook, "--out", tmp_path / "表.xlsx")

    assert code == 0
    assert len(load_workbook(tmp_path / "表.xlsx").sheetnames) >= 14
    assert digest(sample_workbook) == before


def test_rows_that_belong_to_no_project_are_named_when_sheets_are_made(run, sample_workbook, tmp_path):
    book = load_workbook(sample_workbook)
    book["绩效指标"]["A5"] = None
    book["绩效指标"]["A9"] = "2023-999"
    book.save(sample_workbook)

    for verb in ("generate", "self-evaluate"):
        _, out, _ = run(verb, sample_workbook, "--out", tmp_path / "表.xlsx")
        assert "2 条指标没有打印" in out and "第 5、9 行" in out


def test_the_department_form_is_not_printed_project_by_project(run, sample_workbook):
    code, _, err = run("generate", sample_workbook, "--form", "部门整体自评表")

    assert code == 2
    assert "self-evaluate" in err


def test_a_percentage_in_a_pasted_cell_is_read_as_it_is_shown(run, sample_workbook):
    book = load_workbook(sample_workbook)
    for row, (value, number_format) in enumerate([(0.95, "0%"), (0.955, "0.00%"), (1.0, "0%"), (0.95, "General")], 4):
        book["绩效指标"][f"F{row}"].value = value
        book["绩效指标"][f"F{row}"].number_format = number_format
    book.save(sample_workbook)

    with open_book(sample_workbook) as opened:
        rows = read_master_list(opened).projects[0].indicators

    assert [row.target for row in rows[:4]] == ["95%", "95.5%", "100%", "0.95"]


def test_a_standard_workbook_is_not_read_as_a_form(run, sample_workbook):
    code, _, err = run("read", sample_workbook)

    assert code == 2
    assert "标准工作簿" in err


@pytest.mark.parametrize("name", ["照片.jpg", "扫描.pdf", "表.docx", "照片.xlsx"])
def test_what_can_be_done_with_a_form_that_is_no_workbook_is_said(name, run, tmp_path):
    (tmp_path / name).write_bytes(b"\xff\xd8\xff\xe0 photo")

    code, _, err = run("read", tmp_path / name)

    assert (2, True) == (code, name in err)
    assert "fubiao7 blank" in err


def test_sheets_without_the_pdf_that_was_asked_for_are_told_from_a_full_success(
    run, sample_workbook, tmp_path, monkeypatch
):
    monkeypatch.setenv("FUBIAO7_SOFFICE", str(tmp_path / "nowhere"))
    code, out, _ = run("generate", sample_workbook, "--out", tmp_path / "表.xlsx", "--pdf", "--json")

    assert 1 == code
    data = json.loads(out)
    assert (25, None) == (len(data["sheets"]) + 1, data["pdf"])
    assert CHINESE_SENTENCE.search(data["pdf_problem"])
    assert (tmp_path / "表.xlsx").exists()


def test_generate_does_not_write_over_the_workbook(run, sample_workbook):
    before = digest(sample_workbook)
    code, _, err = run("generate", sample_workbook, "--out", sample_workbook)

    assert (code, digest(sample_workbook)) == (2, before)
    assert CHINESE_SENTENCE.search(err.strip())


def test_a_target_is_explained_in_words_and_as_json(run):
    _, words, _ = run("explain", "target", "≥27.37万元")
    _, data, _ = run("explain", "target", "≥27.37万元", "--json")

    assert "27.37" in words
    assert {"kind", "operator", "value", "unit", "normal", "reason"} <= json.loads(data).keys()


def test_a_new_workbook_is_the_shipped_one_and_never_replaces_a_file(run, tmp_path):
    path = tmp_path / "我的.xlsx"

    assert run("new", path)[0] == 0
    assert path.read_bytes() == (home() / "workbook" / "附表7.xlsx").read_bytes()
    assert run("new", path)[0] == 2


@pytest.fixture(scope="module")
def made_broken(tmp_path_factory):
    """One file for each way in which a workbook can be unusable, by name."""
    folder = tmp_path_factory.mktemp("broken")

    def standard(name, change=None):
        path = folder / f"{name}.xlsx"
        shutil.copy(home() / "workbook" / "示例.xlsx", path)
        if change:
            book = load_workbook(path)
            change(book)
            book.save(path)
        return path

    def rename(heading, new):
        def change(book):
            for sheet in (book["项目清单"], book["绩效指标"]):
                for cell in sheet[3]:
                    if cell.value == heading:
                        cell.value = new

        return change

    def put(sheet, heading, value):
        def change(book):
            (column,) = [cell.column for cell in book[sheet][3] if cell.value == heading]
            book[sheet].cell(5, column, value)

        return change

    def empty(book):
        for name in ("项目清单", "部门整体"):
            book[name].delete_rows(4, 100)

    other = folder / "别的工作簿.xlsx"
    Workbook().save(other)
    text = folder / "其实是文本.xlsx"
    text.write_text("项目,金额\n", encoding="utf-8")
    truncated = folder / "半个文件.xlsx"
    truncated.write_bytes((home() / "workbook" / "示例.xlsx").read_bytes()[:20000])
    nothing = folder / "空文件.xlsx"
    nothing.write_bytes(b"")
    archive = folder / "压缩包.xlsx"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("a.txt", "a")
    return {
        "no such file": folder / "没有.xlsx",
        "a folder": folder,
        "no workbook": text,
        "truncated": truncated,
        "empty": nothing,
        "a zip": archive,
        "without the tables": other,
        "a missing sheet": standard("缺表", lambda book: book.remove(book["绩效指标"])),
        "a renamed column": standard("改名", rename("指标值", "指标值（新）")),
        "a missing heading row": standard("缺表头", lambda book: book["项目清单"].delete_rows(3)),
        "a doubled column": standard("重名", rename("主管部门", "项目名称")),
        "an empty table": standard("空表", empty),
        "text for an amount": standard("文字金额", put("项目清单", "财政拨款", "约四十五万")),
        "text for a year": standard("文字年份", put("项目清单", "年度", "去年")),
        "an unknown money unit": standard("单位", put("项目清单", "金额单位", "美元")),
        "text for a weight": standard("分值", put("绩效指标", "分值", "十分")),
    }


@pytest.fixture
def broken_books(made_broken, tmp_path):
    """Copies of the unusable files, by what is wrong with them."""
    folder = made_broken["a folder"]
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return {name: tmp_path / path.relative_to(folder) for name, path in made_broken.items()}


@pytest.mark.parametrize("verb", [command.id for command in COMMANDS if command.needs is not Needs.NOTHING])
def test_bad_input_is_one_chinese_sentence_and_touches_nothing(run, broken_books, tmp_path, verb):
    for name, path in broken_books.items():
        if (verb, name) == ("score", "text for a weight"):
            continue  # 计算 goes on: the row is 待核
        if verb in ("check", "tidy") and name in (
            "text for an amount",
            "text for a year",
            "an unknown money unit",
            "text for a weight",
        ):
            continue  # 校验 lists such cells, 规范 changes none of them
        before = digest(path) if path.is_file() else None
        there = sorted(tmp_path.iterdir())

        code, out, err = run(verb, path)

        assert (name, code, out) == (name, 2, "")
        assert CHINESE_SENTENCE.search(err.strip()), (name, err)
        assert "Traceback" not in err
        assert len(err.strip().splitlines()) == 1, (name, err)
        assert (digest(path) if path.is_file() else None) == before
        assert sorted(tmp_path.iterdir()) == there


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["什么"],
        ["check"],
        ["check", "a.xlsx", "--nothing"],
        ["new", "a.doc"],
        ["explain"],
        ["generate", "a.xlsx", "--out"],
    ],
)
def test_a_wrong_call_is_answered_in_chinese(run, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*words)

    assert code == 2
    assert CHINESE_SENTENCE.search(err.strip())


def test_help_is_chinese_and_names_every_verb(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    text = capsys.readouterr().out

    assert stop.value.code == 0
    assert all(verb in text for verb in [*(command.id for command in COMMANDS), *(verb.name for verb in VERBS)])
    assert not re.search(r"usage:|positional|optional|options:|show this", text)


def test_the_module_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "macros_py", "explain", "target", "=3次", "--json"],
        capture_output=True,
        cwd=home(),
        check=False,
    )

    assert (done.returncode, json.loads(done.stdout.decode())["value"]) == (0, "3")


def test_an_unexpected_error_goes_to_the_log_and_not_to_the_clerk(run, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("macros_py.cli._run_command", lambda arguments: 1 / 0)
    code, _, err = run("check", "a.xlsx")

    assert code == 2
    assert "Traceback" not in err and CHINESE_SENTENCE.search(err.strip().split("：")[0] + "。")
    assert "ZeroDivisionError" in (tmp_path / "fubiao7" / "fubiao7.log").read_text(encoding="utf-8")
