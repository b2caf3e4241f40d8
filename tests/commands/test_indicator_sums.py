"""A 合计 row that a clerk typed among the indicators is an indicator to no button; its cells stay as they are."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.engines import open_book
from macros_py.model import DepartmentEvaluation, Evaluation, Funds, FundsLine, Indicator, Project
from macros_py.sheets.master_list import read_master_list
from macros_py.sheets.standard_workbook import build_standard_workbook
from tests.commands.table_cells import column_of, put

D = Decimal
ROWS = (("≥10个", "5个", "40"), ("≥10个", "10个", "50"))
TOLD = "绩效指标第 6 行像是合计行，没有当作指标，格子没有动"
TYPED = ("一级指标", "分值", "得分")


def sums(project_id="N", **texts):
    return Indicator(project_id, **{"weight": D(90), "score": D(70), **texts})


SUM_ROWS = (
    [sums(level1="合计")],
    [sums(level1="合　计", level2="小计")],
    [sums(level1="合计", level2="合计", level3="合计", target="合计")],
    [sums(level3="小计", weight=D(40), score=D(20)), sums(standard="合计：90分")],
    [sums(level1="产出指标", level2="小计", target="90"), sums(level1="总分(分)")],
    [sums()],
    [sums(level1="产出指标小计", score=None), sums(project_id="", level1="合计"), sums(project_id="合计")],
)


@pytest.fixture
def with_sums(standard_workbook, evaluated):
    """Return a function that writes a workbook whose project has rows of sums below its two indicators."""

    def write(*rows, indicators=ROWS):
        project = evaluated(*indicators)
        mine = [replace(row, project_id="2024-001") for row in rows]
        return standard_workbook(replace(project, indicators=(*project.indicators, *mine)))

    return write


@pytest.fixture
def spoken(capsys):
    """Return a function that runs a command and returns what it says."""

    def run(*words):
        main([*map(str, words)])
        return capsys.readouterr().out

    return run


@pytest.mark.libreoffice
@pytest.mark.parametrize("number", ["2024-00{}", "2024-1{}"])
def test_the_formulas_leave_rows_of_sums_out_as_python_does(tmp_path, config, said, recalculated, evaluated, number):
    """2024-12 is a month to SUMIFS: there the formula compares each character."""
    projects = []
    for place, rows in enumerate(SUM_ROWS):
        own = number.format(place)
        project = evaluated(*ROWS, project_id=own)
        mine = [replace(row, project_id=row.project_id.replace("N", own)) for row in rows]
        projects.append(replace(project, indicators=(*project.indicators, *mine)))
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, projects))
    written = [row for project in projects for row in project.indicators]
    of_sums = [place for place, row in enumerate(written) if not row.level3.startswith("指标")]
    before = [[column_of(path, "绩效指标", heading)[place] for place in of_sums] for heading in TYPED]
    told = said(path)
    shown = recalculated(path, "项目清单")

    totals = [*column_of(path, "项目清单", "指标得分"), *column_of(path, "项目清单", "总分")]

    assert max(len(formula) for formula in totals if formula) <= 1000
    assert ["79.50"] * len(SUM_ROWS) == [line["total"] for line in told]
    assert [(70, 79.5, "中")] * len(SUM_ROWS) == [(row["指标得分"], row["总分"], row["等级"]) for row in shown]
    assert before == [[column_of(path, "绩效指标", heading)[place] for place in of_sums] for heading in TYPED]
    assert [None] * len(of_sums) == [column_of(path, "绩效指标", "计分依据")[place] for place in of_sums]


@pytest.mark.libreoffice
def test_a_sum_that_came_after_the_formula_is_printed_and_counted_as_none(with_sums, spoken, calculate):
    """The formula of before counts the row: 总分 stands wrong in the cell until 计算 is pressed again."""
    path = with_sums()
    spoken("score", path)
    for heading, value in (("项目编号", "2024-001"), ("一级指标", "合计"), ("分值", 90), ("得分", 70)):
        put(path, "绩效指标", heading, 6, value)
    calculated = calculate(path)
    assert load_workbook(calculated, data_only=True)["项目清单"]["Y4"].value == 149.5

    said = spoken("self-evaluate", calculated)
    sheet = load_workbook(calculated.with_name(f"{calculated.stem}_自评表.xlsx")).worksheets[1]
    printed = [cell.value for row in sheet.iter_rows() for cell in row]
    assert (True, True, False) == (TOLD in said, D("79.5") in printed, "合计" in printed)

    said = spoken("summary", calculated)
    assert (True, True) == (TOLD in said, "79.5" in said)


def test_generate_prints_the_indicators_alone(with_sums, spoken):
    path = with_sums(sums(level1="合计", level3="合计"))
    said = spoken("generate", path)
    sheet = load_workbook(path.with_name(f"{path.stem}_打印表.xlsx")).worksheets[1]
    printed = ["".join(str(cell.value).split()) for row in sheet.iter_rows() for cell in row if cell.value]

    assert (True, True, False) == (TOLD in said, "指标1" in printed, "合计" in printed)


def test_weights_are_shared_out_among_the_indicators_alone(with_sums, spoken):
    path = with_sums(sums(level1="合计", weight=None), indicators=(("≥10个", "5个", None), ("≥10个", "10个", "10")))
    said = spoken("weights", path, "--apply")

    assert ([80, 10, None], True) == (column_of(path, "绩效指标", "分值"), TOLD in said)


def test_words_among_the_points_of_a_sum_stop_nothing(with_sums, spoken):
    path = with_sums(sums(level1="合计", score=None))
    put(path, "绩效指标", "得分", 6, "共70分")
    said = spoken("score", path)

    assert (True, "共70分") == (TOLD in said, column_of(path, "绩效指标", "得分")[2])


def test_what_an_earlier_run_left_in_such_a_row_is_taken_away(with_sums, spoken):
    path = with_sums(replace(sums(level3="其他", target="≥1个"), score=None, actual="1个"))
    spoken("score", path)
    for heading, value in (("一级指标", "合计"), ("二级指标", None), ("三级指标", None), ("指标值", None)):
        put(path, "绩效指标", heading, 6, value)
    spoken("score", path)

    assert [None, None] == [column_of(path, "绩效指标", heading)[2] for heading in ("得分", "计分依据")]


@pytest.mark.libreoffice
def test_a_department_with_rows_of_sums_is_scored_by_its_indicators(tmp_path, config, said, recalculated):
    row = Indicator("BM-1", "产出指标", "数量指标", "培训班次", "≥3次", weight=D(90), actual="3次")
    spent = FundsLine(D(100), D(100), D(90))
    department = DepartmentEvaluation(
        "BM-1", 2024, department="某局", total=spent, indicators=(row, replace(sums("BM-1"), level1="合计"))
    )
    money, done = Funds(total=D(10)), Evaluation(annual_budget=D(10), executed=D(9))
    fields = {"year": 2024, "department": "某局", "funds": money, "evaluation": done}
    project = Project("1", name="甲", goal="目标", **fields)
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [project, Project("", name="小计", **fields)], [department]))
    (_, told) = said(path)
    (shown,) = recalculated(path, "部门整体")

    assert (("99.00", "优"), (99, "优")) == ((told["total"], told["grade"]), (shown["总分"], shown["绩效结论"]))
    assert (10, 9) == (shown["项目支出全年预算数(A)"], shown["项目支出全年执行数(B)"])


@pytest.mark.libreoffice
def test_projects_that_came_later_are_counted_by_the_department_s_sum(tmp_path, config, spoken, recalculated):
    money = {"funds": Funds(total=D(10)), "evaluation": Evaluation(annual_budget=D(10), executed=D(9))}
    first, second = (
        Project(str(number), name=name, goal="目标", year=2024, department="某局", **money)
        for number, name in ((1, "甲"), (2, "乙"))
    )
    path = tmp_path / "工作簿.xlsx"
    department = DepartmentEvaluation("BM-1", 2024, department="某局", indicators=())
    path.write_bytes(build_standard_workbook(config, [first], [department]))
    spoken("score", path)
    back = tmp_path / "返回.xlsx"
    back.write_bytes(build_standard_workbook(config, [second]))
    spoken("collect", back, "--into", path)
    spoken("score", path)
    (shown,) = recalculated(path, "部门整体")

    assert (20, 18) == (shown["项目支出全年预算数(A)"], shown["项目支出全年执行数(B)"])


def test_a_returned_workbook_s_sums_are_told_of_and_not_taken_in(standard_workbook, evaluated, collect):
    project = evaluated(*ROWS)
    back = standard_workbook(
        replace(project, indicators=(*project.indicators, replace(sums("2024-001"), level1="合计"))), name="退回.xlsx"
    )
    into = standard_workbook(project)
    code, data = collect(into, back)

    told = [(line["theirs"], line["source"].split(" ")[1], line["remark"]) for line in data["lines"]]
    assert (1, {"相同": 1}) == (code, data["count"])
    assert [("合计", "绩效指标!B6", "这一行像是合计行，没有当作指标读入。")] == told


def test_one_s_own_rows_of_sums_differ_from_no_returned_form(with_sums, standard_workbook, evaluated, spoken):
    path = with_sums(sums(level1="合计"))
    said = spoken("collect", standard_workbook(evaluated(*ROWS), name="退回.xlsx"), "--into", path)

    assert (True, True) == ("与清单相同 1 个，不同 0 个" in said, TOLD in said)


def test_check_says_one_thing_of_each(with_sums, capsys):
    path = with_sums(sums(level1="合计"), sums(weight=D(90), score=None))
    main(["check", str(path), "--json"])
    found = [one for one in json.loads(capsys.readouterr().out) if one["cell"][1:] in ("6", "7")]

    assert [("F120", "B6"), ("F120", "J7")] == [(one["code"], one["cell"]) for one in found]
    assert [
        "这一行像是合计行（写着“合计”），不是指标。",
        "这一行像是合计行（没有文字，分值 90 正好是上面各条之和），不是指标。",
    ] == [one["message"] for one in found]
    with open_book(path) as book:
        assert [6, 7] == [row.row for row in read_master_list(book).indicator_sums]
