"""【计算】 of the self-evaluation of whole departments."""

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.commands import check, score
from macros_py.commands.registry import Task
from macros_py.engines import open_book
from macros_py.model import DepartmentEvaluation, Evaluation, FundsLine, Indicator, MoneyUnit
from macros_py.scheme import ExecutionScoring
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.transcription import sample_departments
from tests.commands.table_cells import column_of

D = Decimal


@pytest.mark.libreoffice
def test_a_department_is_scored_where_its_cells_are_blank(tmp_path, config, recalculated):
    (real,) = sample_departments()
    blank = replace(
        real,
        total=replace(real.total, rate=None, score=None),
        total_score=None,
        indicators=tuple(replace(row, score=None, share=D(1)) for row in real.indicators),
    )
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [], [blank]))
    main(["score", str(path)])

    (row,) = recalculated(path, "部门整体")

    assert (0.994540080771, 9.95, "待核：1 条指标", "待核") == (
        row["执行率"],
        row["执行率得分"],
        row["总分"],
        row["绩效结论"],
    )


@pytest.mark.libreoffice
def test_a_department_that_prints_its_own_weight_of_the_rate_is_told_what_its_cells_show(
    tmp_path, config, said, recalculated
):
    row = Indicator("BM-1", "产出指标", "数量指标", "培训班次", "≥3次", weight=D(80), actual="3次")
    spent = FundsLine(D(100), D(100), D(90), weight=D(20))
    department = DepartmentEvaluation("BM-1", year=2024, department="某局", total=spent, indicators=(row,))
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [], [department]))
    (told,) = said(path)
    (shown,) = recalculated(path, "部门整体")

    assert ("18.00", "98.00", "优") == (told["score"], told["total"], told["grade"])
    assert (18, 98, "优") == (shown["执行率得分"], shown["总分"], shown["绩效结论"])


@pytest.mark.libreoffice
def test_bands_are_in_proportion_to_the_weight_that_a_form_prints(tmp_path, config, recalculated):
    bands = ExecutionScoring(D(10), True, ((D(100), D(10)), (D(80), D(7)), (D(60), D(5)), (D(0), D(0))))
    banded = replace(config, scheme=replace(config.scheme, execution=bands))
    row = Indicator("BM-1", "产出指标", "数量指标", "培训班次", "≥3次", weight=D(80), actual="3次")
    department = DepartmentEvaluation(
        "BM-1", year=2024, department="某局", total=FundsLine(D(100), D(100), D(85), weight=D(20)), indicators=(row,)
    )
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [], [department]))
    with open_book(path) as book:
        (told,) = score.score(book, Task(banded)).data
        book.save()
    (shown,) = recalculated(path, "部门整体")

    assert ("14.00", "94.00") == (told["score"], told["total"])
    assert (14, 94) == (shown["执行率得分"], shown["总分"])
    assert shown["计算说明"].startswith("预算执行率 20 分，按执行率分档：达到 100% 得 20 分，达到 80% 得 14 分，")


@pytest.mark.libreoffice
def test_the_2022_self_evaluation_comes_out_as_printed_where_it_follows_its_notes(tmp_path, config, said, recalculated):
    """Rows that name a number: each printed score, or the score that note 3 gives instead."""
    (real,) = sample_departments()
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [], [real]))
    (told,) = said(path)

    by_place = {line["row"] - 3: line for line in told["indicators"]}
    differing = {
        place: (line["typed"], line["score"])
        for place, line in by_place.items()
        if line["score"] is not None and D(line["typed"]) != D(line["score"])
    }
    pending = [place for place, line in by_place.items() if line["score"] is None]
    assert {10: ("0.5", "0.92"), 14: ("2", "1.72"), 15: ("2", "1.96"), 18: ("1", "2.00")} == differing
    assert [11, 12, 13] == pending  # 按时保质完成, 优秀 and 2022年12月底, done: "已完成"

    main(["score", str(path), "--overwrite"])
    scores = [row["得分"] for row in recalculated(path, "绩效指标")]
    assert ["待核" if line["score"] is None else float(line["score"]) for line in told["indicators"]] == scores


@pytest.mark.libreoffice
def test_a_blank_project_spending_is_summed_over_the_department_s_projects(
    tmp_path, config, read_document, recalculated
):
    wan = replace(read_document("项目编号: A"), evaluation=Evaluation(D(10), D(12), D(11)))
    yuan = replace(
        wan,
        project_id="B",
        funds=replace(wan.funds, unit=MoneyUnit.YUAN),
        evaluation=Evaluation(D(50000), D(60000), D(55000)),
    )
    other_year = replace(wan, project_id="C", year=2023)
    department = DepartmentEvaluation("BM-1", year=2024, department="某局", total=FundsLine())
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [wan, yuan, other_year], [department]))
    main(["score", str(path)])

    (row,) = recalculated(path, "部门整体")

    assert [row[f"项目支出{name}"] for name in ("年初预算数", "全年预算数(A)", "全年执行数(B)")] == [15, 18, 16.5]


def test_an_amount_that_stands_is_never_replaced_by_a_sum(sample_workbook):
    before = load_workbook(sample_workbook)["部门整体"]["P4"].value
    main(["score", str(sample_workbook)])

    assert load_workbook(sample_workbook)["部门整体"]["P4"].value == before


def test_an_amount_that_no_project_has_gets_no_sum_and_no_sum_is_called_uncalculated(tmp_path, config, read_document):
    project = replace(read_document("项目编号: A"), evaluation=Evaluation(None, D(12), D(11)))
    department = DepartmentEvaluation("BM-1", year=2024, department="某局", total=FundsLine())
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [project], [department]))
    main(["score", str(path)])

    (initial,), (annual,) = (column_of(path, "部门整体", f"项目支出{name}") for name in ("年初预算数", "全年预算数(A)"))
    with open_book(path) as book:
        codes = {item["code"] for item in check.COMMAND.run(book, Task(config)).data}

    assert initial is None
    assert annual.startswith("=(SUMIFS(")
    assert "F113" not in codes
