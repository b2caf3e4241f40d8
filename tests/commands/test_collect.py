"""汇总 on real files: forms printed from the real data, changed by hand, and files that are no forms."""

import datetime
import json
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.engines import open_book
from macros_py.model import MoneyUnit
from macros_py.printing.project_sheets import department_sheet, print_blank, print_sheets, project_sheet
from macros_py.sheets.fresh_scores import with_fresh_scores
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.transcription import sample_departments

# What a unit writes into the blank 附表7.
ANSWERS = {"C4": "民生", "F4": "老旧小区改造", "C5": "住建局", "F5": "房管所", "E6": 10, "E7": 10, "C9": "改造完成"}
ANSWERS |= {"B11": "产出指标", "C11": "数量指标", "D11": "改造小区数", "E11": "≥3个"}


@pytest.fixture
def collect(capsys):
    """Return a function that collects files into a workbook and returns exit code and what was said as data."""

    def run(into, *files, accept=False):
        words = ["collect", *map(str, files), "--into", str(into), "--json", *(["--accept"] if accept else [])]
        code = main(words)
        out, err = capsys.readouterr()
        assert err == ""
        return code, json.loads(out)

    return run


@pytest.fixture
def printed(tmp_path, config):
    """Return a function that prints projects and departments into a file."""

    def write(*records, name="返回.xlsx"):
        sheets = [
            project_sheet(record, config) if hasattr(record, "funds") else department_sheet(record, config, ())
            for record in records
        ]
        print_sheets(sheets, tmp_path / name, lambda done, total: None)
        return tmp_path / name

    return write


def read(path):
    with open_book(path) as book:
        return read_master_list(book, may_be_empty=True)


def lines(data, kind):
    return [
        (line["project"].split(" ")[0], line["field"], line["ours"], line["theirs"])
        for line in data["lines"]
        if line["kind"] == kind
    ]


def without_number(record):
    rows = tuple(replace(row, project_id="") for row in record.indicators)
    number = "project_id" if hasattr(record, "funds") else "evaluation_id"
    return replace(record, indicators=rows, **{number: ""})


def as_kept(record, config):
    """Return a record as it is kept: without its number, and without the title its form kind prints of itself."""
    record = without_number(record)
    if not hasattr(record, "funds"):
        default = config.department_form_kind.title
        return replace(record, title="" if record.title == default else record.title)
    untitled = replace(record, heading=replace(record.heading, title=""))
    return untitled if project_sheet(untitled, config).values["标题"] == record.heading.title else record


def test_all_25_real_forms_come_back_into_an_empty_workbook_as_they_were(
    collect, printed, standard_workbook, real_projects, config
):
    into = standard_workbook()
    named = [project for project in real_projects if project.name]

    code, data = collect(into, printed(*named, *sample_departments()))
    found = read(into)

    assert (code, data["count"]) == (0, {"新增": 24})
    assert [without_number(project) for project in found.projects] == [as_kept(project, config) for project in named]
    assert [without_number(one) for one in found.departments] == [as_kept(one, config) for one in sample_departments()]


def test_a_form_without_a_project_name_is_listed_and_left_out(collect, printed, standard_workbook, real_projects):
    into = standard_workbook()
    (nameless,) = [project for project in real_projects if not project.name]

    code, data = collect(into, printed(nameless))

    assert (code, data["count"]) == (1, {"没有收进": 1})
    assert read(into).projects == ()


def test_equal_forms_change_nothing(collect, printed, sample_workbook, real_projects):
    named = [project for project in real_projects if project.name]
    before = read(sample_workbook)

    code, data = collect(sample_workbook, printed(*named, *sample_departments()))

    assert (code, data["count"]) == (0, {"相同": 24})
    assert read(sample_workbook) == before


def test_a_different_form_is_shown_field_by_field_and_overwrites_nothing(
    collect, printed, sample_workbook, real_projects
):
    ours = real_projects[1]
    rows = (replace(ours.indicators[0], target="=5次"), *ours.indicators[1:])
    theirs = replace(ours, funds=replace(ours.funds, fiscal=ours.funds.fiscal - 1), indicators=rows)
    before = read(sample_workbook)

    code, data = collect(sample_workbook, printed(theirs))

    assert code == 1
    assert lines(data, "不同") == [
        ("2023-002", "财政拨款", "45", "44"),
        ("2023-002", "指标值", "=3次", "=5次"),
    ]
    assert read(sample_workbook) == before


def test_accepted_differences_are_written_and_a_second_run_finds_none(collect, printed, sample_workbook, real_projects):
    ours = real_projects[1]
    rows = (replace(ours.indicators[0], target="=5次"), *ours.indicators[1:])
    theirs = printed(replace(ours, goal="新的目标", indicators=rows))

    collect(sample_workbook, theirs, accept=True)
    again, data = collect(sample_workbook, theirs)
    project = read(sample_workbook).projects[1]

    assert (project.goal, project.indicators[0].target) == ("新的目标", "=5次")
    assert (again, data["count"]) == (0, {"相同": 1})


def test_accepting_keeps_formulas_that_stand_in_other_cells(collect, printed, sample_workbook, real_projects):
    book = load_workbook(sample_workbook)
    (column,) = [cell.column_letter for cell in book["项目清单"][3] if cell.value == "财政拨款"]
    book["项目清单"][f"{column}9"] = "=200+200"
    book.save(sample_workbook)
    ours = real_projects[1]
    theirs = printed(replace(ours, funds=replace(ours.funds, fiscal=ours.funds.fiscal - 1)))

    collect(sample_workbook, theirs, accept=True)
    sheet = load_workbook(sample_workbook)["项目清单"]

    assert (sheet[f"{column}5"].value, sheet[f"{column}9"].value) == (44, "=200+200")


def test_missing_and_added_rows_are_named_and_missing_ones_kept(collect, printed, sample_workbook, real_projects):
    ours = real_projects[1]
    added = replace(ours.indicators[0], level3="新增的调研", target="≥2次")
    theirs = printed(replace(ours, indicators=(*ours.indicators[1:], added, replace(added, level3="又一项"))))

    _, data = collect(sample_workbook, theirs, accept=True)
    names = [row.level3 for row in read(sample_workbook).projects[1].indicators]

    assert ("2023-002", "三级指标", "基层党建现场观摩", "") in lines(data, "不同")
    assert names == [*(row.level3 for row in ours.indicators), "新增的调研", "又一项"]


def test_amounts_in_another_unit_are_the_same_money(collect, printed, sample_workbook, real_projects, config):
    approved = next(project for project in real_projects if project.project_id == "2025-001")
    in_ten_thousands = replace(
        approved,
        funds=replace(
            approved.funds,
            unit=real_projects[0].funds.unit,
            **{
                name: None if getattr(approved.funds, name) is None else getattr(approved.funds, name) / 10000
                for name in ("total", "fiscal", "superior_grant", "local", "other")
            },
        ),
    )

    code, data = collect(sample_workbook, printed(in_ten_thousands))

    assert (code, data["count"]) == (0, {"相同": 1})


def test_indicators_whose_project_was_deleted_are_not_mixed_with_a_new_project(
    collect, printed, standard_workbook, real_projects
):
    """The number of the deleted project is the first free one, and its indicators still stand in 绩效指标."""
    into = standard_workbook(
        *(replace(project, project_id=f"2023-00{n}") for n, project in enumerate(real_projects[:2], 1))
    )
    with open_book(into) as book:
        book.sheets["项目清单"].range("A5").expand("right").value = None
        book.save()
    form = printed(without_number(replace(real_projects[2], year=2023)))

    assert collect(into, form)[1]["count"] == {"新增": 1}
    (added,) = [project for project in read(into).projects if project.name == real_projects[2].name]
    assert len(added.indicators) == len(real_projects[2].indicators)
    assert collect(into, form)[1]["count"] == {"相同": 1}

    back = standard_workbook(replace(real_projects[3], project_id="2023-002"), name="退回.xlsx")
    code, data = collect(into, back)
    assert (code, data["count"]) == (1, {"没有收进": 1})


def test_rows_of_a_returned_workbook_that_belong_to_no_project_are_listed(collect, standard_workbook, real_projects):
    """A unit merged 项目编号: only the first row of the merge has it. Another added a row of sums."""
    project = real_projects[1]
    first, *rest = project.indicators
    merged = replace(project, indicators=(first, *(replace(row, project_id="") for row in rest)))
    total = replace(without_number(project), name="合计", goal="", indicators=())
    back = standard_workbook(merged, total, name="退回.xlsx")
    code, data = collect(standard_workbook(), back)

    told = [(line["theirs"], line["source"].split(" ")[1]) for line in data["lines"] if line["kind"] == "没有读入"]
    assert (code, data["count"]) == (1, {"新增": 1})
    assert told == [*((row.level3, f"绩效指标!D{line}") for line, row in enumerate(rest, 5)), ("合计", "项目清单!E5")]


def test_two_different_forms_of_one_project_are_both_left_out(collect, printed, standard_workbook, real_projects):
    into = standard_workbook()
    first, second = real_projects[1], replace(real_projects[1], goal="另一个目标")

    code, data = collect(into, printed(first, name="甲.xlsx"), printed(second, name="乙.xlsx"))

    assert (code, data["count"]) == (1, {"没有收进": 2})
    assert read(into).projects == ()


def test_two_equal_forms_of_one_project_are_one(collect, printed, standard_workbook, real_projects):
    into = standard_workbook()
    one = printed(real_projects[1], name="甲.xlsx")

    _, data = collect(into, one, printed(real_projects[1], name="乙.xlsx"))

    assert data["count"] == {"新增": 1, "相同": 1}
    assert len(read(into).projects) == 1


def test_forms_that_differ_in_blanks_money_unit_and_form_kind_alone_are_one(
    collect, printed, standard_workbook, real_projects, config
):
    project = real_projects[0]
    yuan = replace(project.funds, unit=MoneyUnit.YUAN, total=project.funds.total * 10000)
    yuan = replace(yuan, fiscal=project.funds.fiscal * 10000, non_fiscal=None)
    first = replace(project, funds=replace(project.funds, non_fiscal=None))
    second = replace(first, name=f"{project.name} ", implementing_unit=f" {project.implementing_unit}", funds=yuan)
    code, data = collect(standard_workbook(), printed(first, name="一.xlsx"), printed(second, name="二 [#&%]‘怪’.xlsx"))

    assert (0, {"新增": 1, "相同": 1}) == (code, data["count"])


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


def test_a_form_with_a_deleted_label_is_not_half_imported(collect, printed, standard_workbook, real_projects):
    into = standard_workbook()
    path = printed(real_projects[0])
    book = load_workbook(path)
    for row in book.worksheets[1].iter_rows():
        for cell in row:
            if cell.value == "指标值":
                cell.value = None
    book.save(path)

    code, data = collect(into, path)

    assert (code, data["count"]) == (1, {"没有收进": 1})
    assert "指标值" in data["lines"][0]["remark"]
    assert read(into).projects == ()


def test_an_older_form_of_another_year_is_another_project(collect, printed, sample_workbook, real_projects):
    next_year = replace(
        real_projects[1], year=2027, heading=replace(real_projects[1].heading, title="2027年项目支出绩效目标批复表")
    )

    _, data = collect(sample_workbook, printed(next_year))

    assert data["count"] == {"新增": 1}
    assert read(sample_workbook).projects[-1].project_id == "2027-001"


def test_a_self_evaluation_fills_in_what_was_done_and_changes_no_target(
    collect, tmp_path, sample_workbook, real_projects, config
):
    """A project of the 2026 form keeps 200, 个 and ≥ in three columns; the 自评表 prints ≥200个."""
    ours = next(project for project in real_projects if project.project_id == "2026-001")
    rows = tuple(replace(row, actual="已完成", score=Decimal(5)) for row in ours.indicators)
    print_sheets(
        [project_sheet(replace(ours, indicators=rows), config, "自评表")], tmp_path / "自评.xlsx", lambda a, b: None
    )

    _, data = collect(sample_workbook, tmp_path / "自评.xlsx", accept=True)
    project = next(one for one in read(sample_workbook).projects if one.project_id == "2026-001")

    assert {line["field"] for line in data["lines"] if line["kind"] == "已采用"} == {"实际完成值", "得分"}
    assert [row.target for row in project.indicators] == [row.target for row in ours.indicators]
    assert {row.actual for row in project.indicators} == {"已完成"}


def test_a_returned_standard_workbook_is_collected_record_by_record(
    collect, standard_workbook, tmp_path, real_projects, config
):
    into = standard_workbook(name="总表.xlsx")
    (tmp_path / "返回.xlsx").write_bytes(build_standard_workbook(config, real_projects[:3], sample_departments()))

    code, data = collect(into, tmp_path / "返回.xlsx")
    found = read(into)

    assert (code, data["count"]) == (0, {"新增": 4})
    assert found.projects == real_projects[:3]
    assert [without_number(one) for one in found.departments] == [as_kept(one, config) for one in sample_departments()]


def test_a_missing_folder_is_one_sentence_and_touches_nothing(standard_workbook, tmp_path, capsys):
    into = standard_workbook()
    before = into.read_bytes()

    code = main(["collect", str(tmp_path / "没有"), "--into", str(into)])

    assert (code, into.read_bytes()) == (2, before)
    assert "找不到" in capsys.readouterr().err


def test_a_department_form_is_not_half_imported_into_a_workbook_without_its_sheet(collect, printed, standard_workbook):
    """An older standard workbook has no 部门整体; the form's rows must not go in without their department."""
    into = standard_workbook()
    book = load_workbook(into)
    book.remove(book["部门整体"])
    book.save(into)

    code, data = collect(into, printed(*sample_departments()))
    found = read(into)

    assert (code, data["count"]) == (1, {"没有收进": 1})
    assert "部门整体" in data["lines"][0]["remark"]
    assert (found.departments, found.orphans) == ((), ())


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


def scored(path, number):
    """Give a project of a workbook actuals and formulas that nobody has calculated, and return it."""
    with open_book(path) as book:
        sheet = book.sheets["绩效指标"]
        rows = sheet.used_range.options(ndim=2).value
        line = next(n for n, row in enumerate(rows) if "实际完成值" in row)
        column = rows[line].index("实际完成值")
        identifier = rows[line].index("项目编号")
        for n, row in enumerate(rows):
            if row[identifier] == number:
                sheet[n, column].value = "3次"
        book.save()
    main(["weights", str(path), "--apply"])
    main(["score", str(path)])
    return next(one for one in read(path).projects if one.project_id == number)


def test_a_score_that_stands_as_a_formula_is_compared_by_its_value_and_never_overwritten(
    collect, tmp_path, sample_workbook, config, capsys
):
    ours = scored(sample_workbook, "2023-002")
    capsys.readouterr()
    with open_book(sample_workbook) as book:
        fresh = with_fresh_scores(book, read_master_list(book), config.scheme)
    shown = next(one for one in fresh.projects if one.project_id == "2023-002")
    first = next(n for n, row in enumerate(shown.indicators) if row.score is not None)
    other = replace(shown.indicators[first], score=shown.indicators[first].score + 1)
    theirs = replace(shown, indicators=(*shown.indicators[:first], other, *shown.indicators[first + 1 :]))
    for name, project in (("同", shown), ("异", theirs)):
        print_sheets([project_sheet(project, config, "自评表")], tmp_path / f"{name}.xlsx", lambda a, b: None)
    before = load_workbook(sample_workbook)["绩效指标"]

    _, same = collect(sample_workbook, tmp_path / "同.xlsx", accept=True)
    code, data = collect(sample_workbook, tmp_path / "异.xlsx", accept=True)

    after = load_workbook(sample_workbook)["绩效指标"]
    assert all(row.score is None for row in ours.indicators)
    assert [] == [line for line in same["lines"] if line["field"] == "得分" or line["kind"] == "没有读入"]
    assert [("得分", str(shown.indicators[first].score), str(other.score), "不同")] == [
        (line["field"], line["ours"], line["theirs"], line["kind"]) for line in data["lines"] if line["field"] == "得分"
    ]
    assert "公式" in data["lines"][0]["remark"]
    assert (1, {"不同": 1}) == (code, data["count"])
    assert [[cell.value for cell in row] for row in before.iter_rows()] == [
        [cell.value for cell in row] for row in after.iter_rows()
    ]


def test_what_a_self_evaluation_has_no_cell_for_is_not_listed_as_blank(
    collect, tmp_path, sample_workbook, real_projects, config
):
    ours = next(project for project in real_projects if project.project_id == "2023-002")
    done = replace(ours.evaluation, annual_budget=Decimal(45), executed=Decimal(44))
    form = tmp_path / "自评.xlsx"
    print_sheets([project_sheet(replace(ours, evaluation=done), config, "自评表")], form, lambda a, b: None)

    _, data = collect(sample_workbook, form)

    assert {"全年预算数(A)", "全年执行数(B)"} == {field for _, field, _, _ in lines(data, "不同")}
