"""汇总 on real files: forms printed from the real data and changed by hand."""

from dataclasses import replace

from openpyxl import load_workbook

from macros_py.engines import open_book
from macros_py.model import MoneyUnit
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.transcription import sample_departments
from tests.commands.collected import as_kept, lines, read, without_number


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
