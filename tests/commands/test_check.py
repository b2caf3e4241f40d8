"""校验 of files as other programs leave them."""

import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.commands.check import COMMAND
from macros_py.commands.registry import Task
from macros_py.config import Config
from macros_py.engines import open_book
from macros_py.model import DepartmentEvaluation, Evaluation, Funds, FundsLine, Project
from macros_py.package.columns import column_letters
from macros_py.sheets.columns import INDICATORS, PROJECTS
from macros_py.sheets.screen_look import HEADING_ROW
from macros_py.sheets.standard_workbook import build_standard_workbook

D = Decimal


def test_a_formula_that_nobody_calculated_is_told_and_no_amount_called_missing(
    config, standard_workbook, read_document
):
    """A total of two parts as openpyxl writes it: the formula is in the file, its result is not."""
    project = read_document("财政拨款: 10\n非财政拨款: 0")
    path = standard_workbook(replace(project, form_kind="附表7"))
    book = load_workbook(path)
    sheet = book[PROJECTS.sheet]
    places = {column.field: column_letters(place) for place, column in enumerate(PROJECTS.columns, 1)}
    total = f"{places['total']}{HEADING_ROW + 1}"
    sheet[total] = f"={places['fiscal']}{HEADING_ROW + 1}+{places['non_fiscal']}{HEADING_ROW + 1}"
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert [("F113", total)] == [
        (item["code"], item["cell"])
        for item in found
        if item["severity"] != "提示" and item["code"][0] in "FM" and item["code"] != "F103"
    ]


def test_a_target_that_excel_takes_for_a_formula_is_not_called_missing(config, standard_workbook, read_document):
    """=100% as openpyxl writes it: a formula, without the result that a spreadsheet program would keep."""
    path = standard_workbook(
        read_document("| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 质量指标 | 合格率 | ≥95% |")
    )
    book = load_workbook(path)
    places = {column.field: column_letters(place) for place, column in enumerate(INDICATORS.columns, 1)}
    target = f"{places['target']}{HEADING_ROW + 1}"
    book[INDICATORS.sheet][target] = "=100%"
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert [("F115", target, "=100%")] == [
        (item["code"], item["cell"], item["value"]) for item in found if item["code"][0] == "F"
    ]


MISPLACED = {
    (PROJECTS, "fiscal"): "约四十五万",
    (PROJECTS, "year"): "去年",
    (INDICATORS, "weight"): "十分",
    (INDICATORS, "score"): "满分",
}


@pytest.mark.parametrize(("table", "field"), MISPLACED, ids=lambda part: getattr(part, "sheet", part))
def test_words_for_a_number_are_one_finding_at_their_cell(config, standard_workbook, read_document, table, field):
    """The rest is checked as if the cell were blank, and neither the blank nor a sum without it is told besides."""
    path = standard_workbook(
        read_document(
            "年度: 2024\n年度资金总额: 45\n财政拨款: 45\n非财政拨款: 0\n"
            "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 实际完成值 | 得分 |\n"
            "| 产出指标 | 数量指标 | 培训班次 | ≥5次 | 50 | 5次 | 50 |\n"
            "| 产出指标 | 质量指标 | 培训合格率 | ≥95% | 40 | 96% | 40 |"
        )
    )
    before = _found(path, config)
    book = load_workbook(path)
    place = [column.field for column in table.columns].index(field) + 1
    cell = f"{column_letters(place)}{HEADING_ROW + 1}"
    book[table.sheet][cell] = MISPLACED[table, field]
    book.save(path)

    assert {("F118", table.sheet, cell, MISPLACED[table, field])} == _found(path, config) - before


def test_a_money_unit_that_is_none_silences_the_sums(config, standard_workbook, read_document):
    path = standard_workbook(read_document("年度资金总额: 45\n财政拨款: 40\n非财政拨款: 0"))
    book = load_workbook(path)
    place = [column.field for column in PROJECTS.columns].index("money_unit") + 1
    book[PROJECTS.sheet].cell(HEADING_ROW + 1, place).value = "千元"
    book.save(path)

    found = _found(path, config)

    assert ("F118", PROJECTS.sheet, f"{column_letters(place)}{HEADING_ROW + 1}", "千元") in found
    assert not [code for code, *_ in found if code.startswith("M5")]


def _found(path: Path, config: Config) -> set[tuple[str, str, str, str]]:
    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data
    return {(item["code"], item["sheet"], item["cell"], item["value"]) for item in found}


def _typed(path: Path, **cells: object) -> dict[str, str]:
    """Write into the row of the first project, by field; return the cells written."""
    book = load_workbook(path)
    places = {column.field: column_letters(place) for place, column in enumerate(PROJECTS.columns, 1)}
    written = {field: f"{places[field]}{HEADING_ROW + 1}" for field in cells}
    for field, value in cells.items():
        book[PROJECTS.sheet][written[field]] = value
    book.save(path)
    return written


def test_a_typed_rate_and_grade_are_told_at_their_cells(config, standard_workbook, read_document):
    """85% typed as a text, as a pasted cell holds it, and the grade of another total."""
    path = standard_workbook(read_document("全年预算数(A): 100\n全年执行数(B): 90"))
    cells = _typed(path, execution_rate="85%", total_score=85, grade="优")

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert [("P807", cells["execution_rate"]), ("P818", cells["grade"])] == [
        (item["code"], item["cell"]) for item in found if item["code"] in ("P807", "P808", "P811", "P818")
    ]


@pytest.mark.parametrize(("formula", "codes"), [("={A}/{B}", ["P807"]), ('=IF(ISNUMBER({A}),{A}/{B},"待核")', [])])
def test_a_formula_of_the_tool_is_not_accused_of_an_old_result(
    config, standard_workbook, read_document, formula, codes
):
    """A result that a spreadsheet program kept from before the amounts changed, in a formula of ours and in another."""
    path = standard_workbook(read_document("全年预算数(A): 100\n全年执行数(B): 90"))
    places = {column.field: column_letters(place) for place, column in enumerate(PROJECTS.columns, 1)}
    amounts = {"A": f"{places['executed']}4", "B": f"{places['annual_budget']}4"}
    cell = _typed(path, execution_rate=formula.format(**amounts))["execution_rate"]
    _keep_result(path, cell, "0.85")

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    assert codes == [item["code"] for item in found if item["code"] == "P807"]


def _keep_result(path: Path, cell: str, result: str) -> None:
    """Put a result beside the formula of a cell of 项目清单, as a spreadsheet program does."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    kept = rf"\g<1><v>{result}</v>"
    xml, count = re.subn(rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v></v>', kept, parts[name].decode())
    assert 1 == count
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in {**parts, name: xml.encode()}.items():
            archive.writestr(part, content)


ROWS = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 培训班次 | ≥3次 |
| 产出指标 | 数量指标 | 培训人数 | ≥90人 |
| 产出指标 | 质量指标 | 合格率 | ≥95% |
| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90% |
"""


@pytest.mark.parametrize(
    ("sheet", "area", "field", "rows"),
    [
        (INDICATORS, "A4:A7", "project_id", "第 5—7 行"),
        (INDICATORS, "A6:A7", "project_id", "第 7 行"),
        (INDICATORS, "B4:B6", "level1", "第 5—6 行"),
        (PROJECTS, "A4:A5", "project_id", "第 5 行"),
        (PROJECTS, "F4:F5", "department", "第 5 行"),
    ],
)
def test_a_merge_that_leaves_rows_blank_is_one_finding_that_names_it(
    config, standard_workbook, read_document, sheet, area, field, rows
):
    path = standard_workbook(read_document(ROWS), read_document("项目编号: 2024-002\n项目名称: 会议经费"))
    book = load_workbook(path)
    for (cell,) in book[sheet.sheet][area][1:]:
        cell.value = None
    book[sheet.sheet].merge_cells(area)
    top = book[sheet.sheet][area][0][0].value
    book.save(path)

    with open_book(path) as opened:
        outcome = COMMAND.run(opened, Task(config))
        # Every cell under the merge is coloured.
        mark = column_letters(len(sheet.columns))
        marked = [str(row) for row in opened.sheets[sheet.sheet].range(f"{mark}4:{mark}7").value]

    found = [item for item in outcome.data if item["code"] in ("F101", "F102", "F104", "F105", "F117")]
    assert [("F117", field, sheet.sheet)] == [(item["code"], item["field"], item["sheet"]) for item in found]
    assert f"{area} 合并成了一格，“{top}”" in found[0]["message"]
    assert rows in found[0]["message"]
    first, last = (int(name[1:]) for name in area.split(":"))
    heading = sheet.heading(field)
    assert list(range(first + 1, last + 1)) == [row for row, text in enumerate(marked, 4) if f"错误 {heading}" in text]


def test_blank_cells_beside_a_merge_are_told_apart_from_it(config, standard_workbook, read_document):
    path = standard_workbook(read_document(ROWS))
    book = load_workbook(path)
    for row in (5, 6, 7):
        book[INDICATORS.sheet][f"A{row}"].value = None
    book[INDICATORS.sheet].merge_cells("A4:A5")
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    told = [item for item in found if item["code"] in ("F104", "F117")]
    assert [("F117", "A5"), ("F104", "A6")] == [(item["code"], item["cell"]) for item in told]
    assert "第 6—7 行不属于任何项目" in told[1]["message"]


def test_rows_without_a_number_are_no_indicators_of_a_row_of_sums(config, standard_workbook, read_document):
    """A merged 项目编号 above, a row 合计 without one below."""
    sums = replace(read_document("项目编号:\n项目名称: 合计\n年度总体目标:"), indicators=())
    path = standard_workbook(read_document(ROWS), sums)
    book = load_workbook(path)
    for row in (5, 6, 7):
        book[INDICATORS.sheet][f"A{row}"].value = None
    book[INDICATORS.sheet].merge_cells("A4:A7")
    book.save(path)

    with open_book(path) as opened:
        outcome = COMMAND.run(opened, Task(config))

    assert "校验了 1 个项目、4 条指标" in outcome.sentences[0]
    assert {("F116", "E5"), ("F117", "A5")} == {
        (item["code"], item["cell"]) for item in outcome.data if item["code"][0] == "F"
    }


def test_a_single_project_without_a_number_keeps_its_indicators(config, standard_workbook, read_document):
    path = standard_workbook(read_document(f"项目编号:{ROWS}"))

    with open_book(path) as opened:
        outcome = COMMAND.run(opened, Task(config))

    assert [("F105", "A4")] == [
        (item["code"], item["cell"]) for item in outcome.data if item["code"] in ("F103", "F104", "F105")
    ]


def test_every_merge_of_a_long_column_is_found(config, standard_workbook, read_document):
    """Twenty projects with a merged number each, blank cells without a merge among them."""
    projects = [read_document(f"项目编号: P{number:02}{ROWS}") for number in range(20)]
    path = standard_workbook(*projects)
    book = load_workbook(path)
    sheet = book[INDICATORS.sheet]
    for number in range(20):
        first = 4 + 4 * number
        for row in range(first + 1, first + 4):
            sheet[f"A{row}"].value = None
        if number % 7:
            sheet.merge_cells(f"A{first}:A{first + 3}")
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    merged = [4 + 4 * number for number in range(20) if number % 7]
    lost = [5 + 4 * number for number in (0, 7, 14)]
    assert [f"A{first + 1}" for first in merged] == [item["cell"] for item in found if item["code"] == "F117"]
    assert [f"A{row}" for row in lost] == [item["cell"] for item in found if item["code"] == "F104"]


def test_a_blank_sum_of_projects_is_checked_as_it_will_be_printed(tmp_path, config, capsys):
    """项目支出 may stay blank: 9 of the department itself and 3 of its project are the 12 of the whole."""
    spent = {"year": 2024, "department": "某局", "goal": "目标"}
    project = Project("1", name="甲", funds=Funds(total=D(3)), evaluation=Evaluation(D(3), D(3), D(2)), **spent)
    lines = {"total": FundsLine(D(12), D(12), D(10)), "basic": FundsLine(D(9), D(9), D(8))}
    department = DepartmentEvaluation("BM-1", 2024, department="某局", **lines)

    def told(*departments):
        path = tmp_path / "工作簿.xlsx"
        path.write_bytes(build_standard_workbook(config, [project], departments))
        main(["check", str(path), "--json"])
        return [one["message"] for one in json.loads(capsys.readouterr().out) if one["code"] == "M512"]

    assert [] == told(department)
    (message,) = told(replace(department, basic=FundsLine(D(9), D(8), D(8))))
    assert "基本支出 8 + 项目支出 3 = 11" in message


def test_a_filter_left_on_the_results_hides_no_new_finding(config, standard_workbook, read_document):
    """As a clerk leaves it who looked at one severity: the rows stay hidden, whatever comes to stand in them."""
    path = standard_workbook(read_document("项目名称:\n年度总体目标:\n主管部门:"))
    assert 1 == main(["check", str(path)])
    book = load_workbook(path)
    sheet = book["校验结果"]
    sheet.tables["校验结果"].autoFilter.add_filter_column(1, ["提示"])
    for row in range(4, sheet.max_row + 1):
        sheet.row_dimensions[row].hidden = True
    book.save(path)

    assert 1 == main(["check", str(path)])

    sheet = load_workbook(path)["校验结果"]
    assert [] == [row for row in range(4, sheet.max_row + 1) if sheet.row_dimensions[row].hidden]
    assert [] == sheet.tables["校验结果"].autoFilter.filterColumn
    assert f"A3:H{sheet.max_row}" == sheet.tables["校验结果"].autoFilter.ref


def test_the_results_begin_with_what_was_checked_and_the_first_error_is_shown(config, standard_workbook, read_document):
    """Of two projects the second one has an error."""
    path = standard_workbook(
        read_document(f"年度: 2024{ROWS}"), read_document(f"项目编号: 2024-002\n项目名称:\n年度: 2024{ROWS}")
    )

    with open_book(path) as opened:
        outcome = COMMAND.run(opened, Task(config))
        summary = opened.sheets["校验结果"].range("D1").value

    errors = [(item["sheet"], item["cell"]) for item in outcome.data if item["severity"] == "错误"]
    assert summary.startswith(outcome.sentences[0])
    assert "2024-001" == outcome.data[0]["project"]
    assert errors[0] == outcome.select != (outcome.data[0]["sheet"], outcome.data[0]["cell"])


def test_rows_of_no_project_are_listed_where_they_stand(config, standard_workbook, read_document):
    """Between the findings of the project above them and of the one below; its number stands for the project."""
    path = standard_workbook(read_document(f"项目名称:{ROWS}"), read_document(f"项目编号: 2024-002\n项目名称:{ROWS}"))
    book = load_workbook(path)
    book[INDICATORS.sheet]["A7"] = "2024-009"
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data
        listed = opened.sheets["校验结果"].range(f"D4:D{3 + len(found)}").value

    place = next(place for place, item in enumerate(found) if item["code"] == "F104")
    assert {"2024-001"} == {item["project"] for item in found[:place]}
    assert {"2024-002"} == {item["project"] for item in found[place + 1 :]}
    assert "2024-009" == listed[place]


WEIGHTED = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 实际完成值 |
| 产出指标 | 数量指标 | 培训班次 | ≥3次 | 30 | 3次 |
| 产出指标 | 质量指标 | 培训合格率 | ≥95% | 30 | 96% |
| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90% | 30 | 91% |
"""


@pytest.mark.parametrize(("merged", "code"), [(True, "F117"), (False, "F104")])
def test_what_a_form_lacks_without_its_lost_rows_is_not_told_besides(
    config, standard_workbook, read_document, merged, code
):
    """The number of a project stands in its first row alone: neither its weights nor its dimensions are to be judged."""
    path = standard_workbook(read_document(f"年度: 2024{WEIGHTED}"), read_document(f"项目编号: 2{WEIGHTED}"))
    book = load_workbook(path)
    for row in (5, 6):
        book[INDICATORS.sheet][f"A{row}"].value = None
    if merged:
        book[INDICATORS.sheet].merge_cells("A4:A6")
    book.save(path)

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data

    told = [(item["code"], item["cell"]) for item in found if item["code"] in ("F104", "F117", "S206", "P802")]
    # The other project lacks dimensions as well, and says so.
    assert [(code, "A5"), ("S206", "A5")] == told


def test_of_a_long_text_the_results_show_the_beginning(config, standard_workbook, read_document):
    """In full it would fill a page of the printed list; the message quotes the place."""
    goal = f"{'保障学校正常教育教学活动开展，' * 10}落实“双减政策。"
    path = standard_workbook(read_document(f"年度总体目标: {goal}{ROWS}"))

    with open_book(path) as opened:
        found = COMMAND.run(opened, Task(config)).data
        shown = opened.sheets["校验结果"].range(f"G4:G{3 + len(found)}").value

    place = next(place for place, item in enumerate(found) if item["code"] == "W608")
    assert goal == found[place]["value"]
    assert f"{goal[:40]}…（共 {len(goal)} 字）" == shown[place]
