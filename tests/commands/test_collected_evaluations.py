"""汇总 of self-evaluations: what was done and its scores, beside scores that are formulas."""

from dataclasses import replace
from decimal import Decimal

from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.engines import open_book
from macros_py.printing.project_sheets import print_sheets, project_sheet
from macros_py.sheets.fresh_scores import with_fresh_scores
from macros_py.sheets.master_list import read_master_list
from tests.commands.collected import lines, read


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
