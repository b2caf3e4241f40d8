"""【统计】 in a workbook, and its page printed by a real LibreOffice."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.commands import summary
from macros_py.commands.registry import Task
from macros_py.engines import new_book, open_book
from macros_py.model import Evaluation, Funds, MoneyUnit, Project
from macros_py.scoring import ExecutionRule
from macros_py.sheets.summary import summarize
from macros_py.sheets.summary_sheet import CHARTS, HEADING, SHEET, write_summary

D = Decimal


@pytest.fixture
def summary_of(capsys):
    """Return a function that runs the command and gives its data."""

    def run(path):
        assert main(["summary", str(path), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_the_sample_is_summed_up_by_department_project_form_and_grade(sample_workbook, summary_of):
    data = summary_of(sample_workbook)
    rows = {row[0]: row for row in load_workbook(sample_workbook)[SHEET].iter_rows(min_row=HEADING, values_only=True)}

    assert data["total"]["projects"] == 24
    assert rows["合计"][2:4] == (24, float(D(data["total"]["budget_yuan"]) / 10000))
    assert {"主管部门", "一级项目", "表样", "等级"} < rows.keys()
    for lines in data["groups"].values():
        assert sum(line["projects"] for line in lines) == 24
        assert sum(line["problems"] for line in lines) == data["total"]["problems"]


def test_open_problems_are_the_findings_that_are_not_accepted(sample_workbook, summary_of, capsys):
    main(["check", str(sample_workbook), "--json"])
    findings = json.loads(capsys.readouterr().out)
    with open_book(sample_workbook) as book:
        ids = set(book.sheets["项目清单"].range("A4:A27").value)
    expected = Counter(item["project"] in ids for item in findings if item["severity"] != "已核")

    assert expected[True] == summary_of(sample_workbook)["total"]["problems"]


@pytest.mark.parametrize("scored", [False, True])
def test_problems_are_counted_as_they_are_checked_where_amounts_and_scores_are_fresh_formulas(
    standard_workbook, read_document, summary_of, capsys, scored
):
    done = [("A", 10, "4次"), ("B", 9, "2次"), ("C", 9, "不清楚")]
    path = standard_workbook(*[read_document(SCORED.format(*one)) for one in done])
    book = load_workbook(path)
    (column,) = [cell.column_letter for cell in book["项目清单"][3] if cell.value == "财政拨款"]
    book["项目清单"][f"{column}4"] = "=5+5"
    book.save(path)
    if scored:
        main(["score", str(path)])
    capsys.readouterr()
    main(["check", str(path), "--json"])
    findings = json.loads(capsys.readouterr().out)
    listed = [item for item in findings if item["project"] in "ABC" and item["severity"] != "已核"]

    assert len(listed) == summary_of(path)["total"]["problems"]


SCORED = """
项目编号: {}
全年预算数(A): 10
全年执行数(B): {}
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 实际完成值 |
| 产出指标 | 数量指标 | 班次     | ≥4次  | 50   | {}         |
| 效益指标 | 社会效益指标 | 知晓率 | ≥90% | 40   | 90%        |
"""


def test_totals_that_no_program_has_worked_out_yet_are_worked_out(standard_workbook, read_document, summary_of, capsys):
    done = [("A", 10, "4次"), ("B", 9, "2次"), ("C", 9, "不清楚")]
    path = standard_workbook(*[read_document(SCORED.format(*one)) for one in done])
    main(["score", str(path)])
    capsys.readouterr()
    data = summary_of(path)

    assert [(one["project"], one["score"], one["grade"]) for one in data["lowest"]] == [
        ("B", "74.00", "中"),
        ("A", "100.00", "优"),
    ]
    assert data["total"]["score"] == "87.00"
    assert any("1 个项目还没有总分" in remark for remark in data["remarks"])


def test_points_that_do_not_come_to_the_whole_are_told_beside_the_mean(
    standard_workbook, read_document, summary_of, capsys
):
    even, uneven = SCORED.format("A", 10, "4次"), SCORED.format("B", 10, "4次").replace("| 50 ", "| 70 ")
    path = standard_workbook(read_document(even), read_document(uneven))
    main(["score", str(path)])
    capsys.readouterr()
    data = summary_of(path)

    assert ["100.00", "120.00"] == sorted(one["score"] for one in data["lowest"])
    assert ["B"] == [name for name in "AB" for remark in data["remarks"] if f"（{name}）的分值合计不是满分" in remark]


@pytest.mark.parametrize("verb", ["summary", "score", "generate", "self-evaluate"])
def test_a_row_of_sums_is_no_project_and_every_command_says_so(standard_workbook, read_document, capsys, verb):
    sums = Project("合计", funds=Funds(total=D(20)), evaluation=Evaluation(D(20), D(20), D(20)))
    projects = [read_document(SCORED.format(name, 10, "4次")) for name in "AB"]
    path = standard_workbook(*projects, sums)

    assert 0 == main([verb, str(path)])

    said = capsys.readouterr().out
    assert "项目清单第 6 行像是合计行" in said
    counted = {"summary": "共 2 个项目", "score": "给 2 个项目", "generate": "生成了 2 张表", "self-evaluate": "2 张表"}
    assert counted[verb] in said
    if verb == "score":
        assert [None, None, None] == [
            cell.value
            for row in load_workbook(path)["项目清单"].iter_rows(min_row=6, max_row=6)
            for cell, heading in zip(row, load_workbook(path)["项目清单"][3], strict=True)
            if heading.value in ("执行率", "总分", "等级")
        ]


def test_without_scores_the_page_says_what_to_press_first(standard_workbook, read_document, summary_of):
    data = summary_of(standard_workbook(read_document("")))

    assert data["total"]["score"] is None
    assert data["lowest"] == []
    assert any("【计算】" in remark for remark in data["remarks"])


def test_a_second_run_replaces_the_charts_and_gives_the_same_file(sample_workbook, summary_of):
    summary_of(sample_workbook)
    once = sample_workbook.read_bytes()
    summary_of(sample_workbook)

    assert sample_workbook.read_bytes() == once
    with open_book(sample_workbook) as book:
        assert [chart.name for chart in book.sheets[SHEET].charts] == ["主管部门图", "等级图"]


def test_a_shorter_list_leaves_nothing_of_a_longer_one(standard_workbook, read_document, summary_of):
    projects = [replace(read_document(f"项目编号: P{n}"), department=f"第{n}局") for n in range(30)]
    long, fresh = standard_workbook(*projects), standard_workbook(projects[0], name="新.xlsx")
    summary_of(long)
    book = load_workbook(long)
    book["项目清单"].delete_rows(5, 40)
    book.save(long)
    summary_of(long)
    summary_of(fresh)

    def shown(path):
        sheet = load_workbook(path)[SHEET]
        cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        return cells, sorted(map(str, sheet.merged_cells.ranges)), sheet.print_area

    assert shown(fresh) == shown(long)


def test_what_stands_elsewhere_in_the_workbook_stays(sample_workbook, summary_of):
    before = load_workbook(sample_workbook)
    summary_of(sample_workbook)
    after = load_workbook(sample_workbook)

    assert [*before.sheetnames, SHEET] == after.sheetnames
    for name in before.sheetnames:
        old, new = ([[cell.value for cell in row] for row in book[name].iter_rows()] for book in (before, after))
        assert old == new


def many(departments, projects):
    units = list(MoneyUnit)
    return [
        Project(
            f"P{n}",
            year=2025,
            level1_project=f"一级项目{n % 12}",
            name=f"第{n}个项目，名字相当长，用来看看一行写不下的时候怎样换行",
            department=f"黔南布依族苗族自治州第{n % departments}人民医院（第{n % departments}社区服务中心）",
            funds=Funds(units[n % 2]),
            evaluation=Evaluation(None, D(100 + n), D(100 + n) * (90 + n % 15) / 100),
            row=n + 4,
        )
        for n in range(projects)
    ]


PAGES = {
    "a thousand projects of sixty departments": (many(60, 1000), True),
    "one project": (many(1, 1), True),
    "nothing but numbers of projects": ([Project(f"P{n}", row=n + 4) for n in range(3)], False),
    "names that look like formulas": ([replace(many(1, 1)[0], name="=1+1", department="=SUM(A1)")], True),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory, config, resaved):
    """The pages of ``PAGES`` as one LibreOffice prints them: sizes in points, and the text of the first."""
    folder = tmp_path_factory.mktemp("printed")
    rule = ExecutionRule(config.execution)
    files = [folder / f"{number}.xlsx" for number in range(len(PAGES))]
    for file, (projects, scored) in zip(files, PAGES.values(), strict=True):
        scores = {project.row: D(40 + project.row % 60) + D("0.37") for project in projects} if scored else {}
        summed = summarize(projects, scores, {4: 2}, config.grades, rule, config.default_form_kind)
        with new_book() as book:
            write_summary(book, summed)
            book.sheets["Sheet1"].delete()
            book.save(file)

    def read(file):
        pages = pypdfium2.PdfDocument(resaved(file, file.with_suffix(".pdf")))
        text = pages[0].get_textpage().get_text_bounded()
        return [tuple(round(side) for side in page.get_size()) for page in pages], "".join(text.split())

    return {case: read(file) for case, file in zip(PAGES, files, strict=True)}


@pytest.mark.libreoffice
@pytest.mark.parametrize("case", PAGES)
def test_the_page_is_one_a4_with_the_words_of_both_charts(printed, case):
    sizes, text = printed[case]

    assert sizes == [(595, 842)]
    assert "##" not in text  # a number too wide for its cell
    assert [words for words in ("各等级项目数", "项目数（个）", "等级", "得分最低的") if words not in text] == []
    assert ("各主管部门预算执行率" in text) == PAGES[case][1]


@pytest.mark.libreoffice
def test_labels_have_their_unit_and_names_stay_text(printed):
    assert "1个" in printed["one project"][1]
    assert [text for text in ("=1+1", "=SUM(A1)") if text not in printed["names that look like formulas"][1]] == []


@pytest.mark.libreoffice
def test_long_lists_and_names_are_wrapped_and_folded_not_cut(printed):
    text = printed["a thousand projects of sixty departments"][1]

    assert "其他52个" in text
    assert text.count("用来看看一行写不下的时候怎样换行") == 10


def test_charts_and_table_do_not_overlap(sample_workbook, summary_of):
    summary_of(sample_workbook)
    charts = load_workbook(sample_workbook)[SHEET]._charts
    places = [(c.anchor._from.col, c.anchor._from.row, c.anchor.to.col, c.anchor.to.row) for c in charts]

    # Columns and rows from 0: the first chart ends where column E begins, the second lies in E to H.
    assert [(0, CHARTS - 1, 4), (4, CHARTS - 1, 8)] == [place[:3] for place in places]
    assert all(place[3] < HEADING - 1 for place in places)


@pytest.mark.libreoffice
def test_calc_draws_the_page_as_the_file_engine_does(sample_workbook, config, books_in_calc):
    drawn = {}
    for engine in ("files", "calc"):
        with open_book(sample_workbook, engine=engine) as book:
            first = summary.COMMAND.run(book, Task(config))
            assert first == summary.COMMAND.run(book, Task(config))
            sheet = book.sheets[SHEET]
            charts = [
                (
                    chart.name, chart.chart_type, chart.title, chart.category_axis.title, chart.value_axis.title,
                    chart.legend.visible, [(one.name, one.fill_color, one.api.Values) for one in chart.series],
                )
                for chart in sheet.charts
            ]  # fmt: skip
            page = sheet.page_setup
            drawn[engine] = (charts, page.print_area, page.api.Orientation, page.api.FitToPagesTall, first.sentences)
    assert drawn["calc"] == drawn["files"]
    assert len(drawn["calc"][0]) == 2
