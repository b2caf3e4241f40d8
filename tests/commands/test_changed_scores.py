"""Rows that are changed, wrong or incomplete after 【计算】: recalculated or pending, never wrong."""

from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator

from macros_py.cli import main
from macros_py.model import Evaluation
from tests.commands.table_cells import put, rows_of

D = Decimal


@pytest.mark.libreoffice
def test_editing_and_sorting_without_the_tool_recalculates(standard_workbook, evaluated, calculate):
    project = evaluated(("≥10个", "5个", "40"), ("≥10个", "10个", "50"))
    path = standard_workbook(project, evaluated(("≥10个", "9个", "90"), project_id="2024-002"))
    main(["score", str(path)])
    done = calculate(path)
    put(done, "绩效指标", "实际完成值", 4, "8个")
    swap_rows(done, "绩效指标", 4, 6)

    assert [(82 + 9.5, "优"), (81 + 9.5, "优")] == [
        (row["总分"], row["等级"]) for row in rows_of(calculate(done), "项目清单")
    ]


def swap_rows(path, name, one, other):
    """Change places of two rows as a sort in Excel does: formulas go along, their references to their own row too."""
    book = load_workbook(path)
    sheet = book[name]
    for column in range(1, sheet.max_column + 1):
        cells = sheet.cell(one, column), sheet.cell(other, column)
        moved = [
            Translator(cell.value, cell.coordinate).translate_formula(place.coordinate)
            if cell.data_type == "f"
            else cell.value
            for cell, place in (cells, cells[::-1])
        ]
        cells[1].value, cells[0].value = moved
    book.save(path)


@pytest.mark.libreoffice
def test_a_row_changed_after_the_scoring_is_pending_until_the_next(standard_workbook, evaluated, calculate):
    rows = [("≥10个", "5个", "10")] * 3 + [("≥10个", "5个", "10", {"standard": "达到计划值得10分，否则不得分"})]
    path = standard_workbook(evaluated(*rows))
    main(["score", str(path)])
    put(path, "绩效指标", "指标值", 4, "≥20个")
    put(path, "绩效指标", "分值", 5, 20)
    put(path, "绩效指标", "评(扣)分标准", 7, "达到计划值得10分，否则得3分")

    changed = rows_of(calculate(path), "绩效指标")
    assert ["待核", "待核", 5, "待核"] == [row["得分"] for row in changed]
    reason = "待核：指标值、分值或评分标准已改，请再按【计算】"
    assert [True, True, False, True] == [row["计分依据"].startswith(reason) for row in changed]

    main(["score", str(path)])
    assert [2.5, 10, 5, 3] == [row["得分"] for row in rows_of(calculate(path), "绩效指标")]


@pytest.mark.libreoffice
def test_bad_weights_and_amounts_are_pending_with_the_reason(standard_workbook, evaluated, calculate):
    rows = [("≥10个", "5个", weight) for weight in ("10", "0", "-5", None, "10", "10")]
    path = standard_workbook(evaluated(*rows, evaluation=Evaluation(None, D(0), D(-1))))
    put(path, "绩效指标", "分值", 8, "五分")
    put(path, "绩效指标", "分值", 9, "=J9")
    main(["score", str(path)])

    done = calculate(path)
    scores = [(row["得分"], row["计分依据"]) for row in rows_of(done, "绩效指标")]
    (project,) = rows_of(done, "项目清单")

    assert [5, "待核", "待核", "待核", "待核", "待核"] == [points for points, _ in scores]
    reasons = ("分值是 0", "分值是 -5", "没有填分值", "“五分”不是数", "循环引用")
    assert [True] * 5 == [reason in told for reason, (_, told) in zip(reasons, scores[1:], strict=True)]
    assert ("待核 5 条", "待核：执行率、5 条指标", "待核") == (project["指标得分"], project["总分"], project["等级"])
    assert "要大于零" in project["计算说明"]


@pytest.mark.libreoffice
def test_numbers_and_dates_typed_into_cells_that_are_not_text_are_read(standard_workbook, evaluated, calculate):
    rows = [("≥95%", "", "10"), ("≥300份", "", "10"), ("2024年12月底前", "", "10")]
    path = standard_workbook(evaluated(*rows))
    main(["score", str(path)])
    book = load_workbook(path)
    position = next(cell.column for cell in book["绩效指标"][3] if cell.value == "实际完成值")
    for row, (value, look) in enumerate([(0.98, "0%"), (150, "General"), (datetime(2024, 12, 20), "yyyy/m/d")], 4):
        cell = book["绩效指标"].cell(row, position)
        cell.value, cell.number_format = value, look
    book.save(path)

    rows = rows_of(calculate(path), "绩效指标")

    assert [10, 5, 10] == [row["得分"] for row in rows]
    assert "2024-12-20 达到要求" in rows[2]["计分依据"]


@pytest.mark.libreoffice
def test_an_error_or_a_pasted_date_in_a_clerk_s_cell_is_pending_and_spreads_nowhere(
    standard_workbook, evaluated, calculate
):
    path = standard_workbook(evaluated(("≥10个", "", "10"), ("≥10个", "", "10"), ("≥10个", "", "10")))
    for row, value in enumerate(("=1/0", datetime(2026, 1, 5), "=2+3"), 4):
        put(path, "绩效指标", "实际完成值", row, value)
    put(path, "项目清单", "全年执行数(B)", 4, "=1/0")
    main(["score", str(path)])

    done = calculate(path)
    rows = rows_of(done, "绩效指标")
    (project,) = rows_of(done, "项目清单")

    assert ["待核", "待核", 5] == [row["得分"] for row in rows]
    assert rows[0]["计分依据"].startswith("待核：实际完成值是错误值")
    assert ("待核", "待核", "待核 2 条") == (project["执行率"], project["等级"], project["指标得分"])
    shown = [value for row in (*rows, project) for value in row.values()]
    assert 2 == len([value for value in shown if str(value).startswith("#")])


def test_the_first_open_cells_are_named_with_their_reason(standard_workbook, evaluated, capsys):
    rows = [("≥10个", "5个", 45), *[("≥10个", "", 5)] * 5, ("≥10个", "5个", None)]
    path = standard_workbook(evaluated(*rows))
    main(["score", str(path)])
    (told,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("待核的有")]
    assert "绩效指标 M5、M6、M7 等 5 条（没有填实际完成值）" in told
    assert "绩效指标 M10（没有填分值" in told
