"""【计算】 in a workbook, recalculated by a real LibreOffice."""

import json
import random
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator

from macros_py.cli import main
from macros_py.commands import check, score
from macros_py.commands.registry import Task
from macros_py.engines import open_book
from macros_py.engines.files.range import Range
from macros_py.model import DepartmentEvaluation, Evaluation, FundsLine, Indicator, MoneyUnit
from macros_py.scoring import ExecutionRule
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.transcription import sample_departments
from tests.commands.conftest import rows_of

D = Decimal
YEAR_END = Evaluation(None, D(100), D(95))


@pytest.fixture
def evaluated(read_document):
    """Return a function that makes a project of (target, actual, weight, further fields) rows, its year closed."""

    def make(*rows, project_id="2024-001", evaluation=YEAR_END):
        indicators = tuple(
            replace(
                Indicator(project_id, "产出指标", "数量指标", f"指标{place}", target),
                weight=None if weight is None else D(weight),
                actual=actual,
                **(more[0] if more else {}),
            )
            for place, (target, actual, weight, *more) in enumerate(rows)
        )
        return replace(read_document(f"项目编号: {project_id}"), evaluation=evaluation, indicators=indicators)

    return make


@pytest.fixture
def said(capsys):
    """Return a function that runs 计算 and returns what it says as data."""

    def run(path, *flags):
        code = main(["score", str(path), "--json", *flags])
        out, err = capsys.readouterr()
        assert (0, "") == (code, err)
        return json.loads(out)

    return run


def column_of(path, sheet, heading):
    """Return the cells of a column as they stand in the file."""
    sheet = load_workbook(path)[sheet]
    position = next(cell.column for cell in sheet[3] if cell.value == heading)
    return [sheet.cell(row, position).value for row in range(4, sheet.max_row + 1)]


def put(path, sheet, heading, row, value):
    book = load_workbook(path)
    position = next(cell.column for cell in book[sheet][3] if cell.value == heading)
    book[sheet].cell(row, position).value = value
    book.save(path)


@pytest.mark.libreoffice
def test_the_formulas_give_what_python_gives(standard_workbook, read_document, recalculated, config):
    rule = ExecutionRule(config.execution)
    amounts = [("3989.07", "3967.29"), ("3", "1"), ("100", "130"), ("0", "5"), ("100", "-1"), ("0.03", "0.02")]
    projects = [
        replace(read_document(f"项目编号: P{number}"), evaluation=Evaluation(None, D(a), D(b)))
        for number, (a, b) in enumerate(amounts)
    ]
    path = standard_workbook(*projects)
    main(["score", str(path)])

    rows = recalculated(path, "项目清单")

    for row, (a, b) in zip(rows, amounts, strict=True):
        rate, points = rule.rate(D(a), D(b)), rule.score(D(a), D(b))
        expected = ("待核", "待核") if rate is None else (float(rate), float(points))
        assert expected == (row["执行率"], row["执行率得分"]), (a, b)
        assert (rate is None) == ("执行率待核" in (row["计算说明"] or "")), (a, b)


TARGETS = (
    ("≥300份", "份", 300), ("13个", "个", 13), ("=100%", "%", 100), ("≥95%", "%", 95), ("≤27.37万元", "万元", D("27.37")),
    ("≥1.2万人次", "万人次", D("1.2")), ("962.44万元", "万元", D("962.44")), ("≤0起", "起", 1), ("80-100次", "次", 90),
)  # fmt: skip
SENTENCES = (
    ("≥90%", "达到指标值得满分，每低1个百分点扣1分，扣完为止", ["90%", "88.5%", "50%", "无", "0.9"]),
    ("≤20万元", "控制在预算内得满分，每超出10%扣2分，扣完为止", ["20万元", "23", "400", "19.5万元", "200000"]),
    ("2024年12月31日前", "在2024年12月31日前完成得满分，每推迟10天扣1分，扣完为止", ["2024-12-31", "2025年1月20日", "按时完成", "年底"]),
    ("优秀", "优秀得满分，良好得80%分值，否则不得分", ["优秀", "良好", "差", "还行"]),
    ("≥30人", "酌情给分", ["30人"]),
)  # fmt: skip


def random_row(dice, project_id, place):
    weight = D(dice.choice(["1", "2.5", "3.33", "5", "10"]))
    choice = dice.random()
    if choice < 0.3:
        target, standard, actuals = dice.choice(SENTENCES)
        rest = {"standard": standard, "actual": dice.choice(actuals)}
    elif choice < 0.4:
        target = "效果明显"
        rest = {"actual": dice.choice(["部分达成", "好", "达成", ""]), "share": dice.choice([None, D("0.7"), D("0.9")])}
    else:
        target, unit, near = dice.choice(TARGETS)
        done = (D(near) * D(dice.randrange(50, 130)) / 100).quantize(D(dice.choice(["1", "0.1", "0.01"])))
        rest = {"actual": dice.choice([f"{done}{unit}", str(done), f"≥{done}{unit}", f"{done} {unit}", "", "很多"])}
    level2 = dice.choice(["数量指标", "质量指标", "成本指标"])
    typed = D("1.5") if dice.random() < 0.05 else None
    return replace(
        Indicator(project_id, "产出指标", level2, f"指标{place}", target), weight=weight, score=typed, **rest
    )


@pytest.mark.libreoffice
def test_the_whole_path_agrees_with_python_in_every_cell(tmp_path, config, read_document, said, calculate):
    """Workbook → 计算 → LibreOffice: 得分, 指标得分, 总分 and 等级 are what Python says, for confusable 项目编号 too."""
    dice = random.Random(20241231)
    ids = [f"2024-{number:03d}" for number in range(250)] + [
        "1",
        "01",
        "A*",
        "a1",
        "A1",
        "12345678901234567890",
        "12345678901234567891",
    ]
    projects = []
    for project_id in ids:
        rows = tuple(random_row(dice, project_id, place) for place in range(8))
        if dice.random() < 0.4:
            rows = tuple(
                replace(row, target="≥10个", actual=f"{place + 3}个", standard="") for place, row in enumerate(rows)
            )
        spent = dice.choice([D(95), D(100), D("33.3"), D(95), None, D(-1)])
        projects.append(
            replace(
                read_document(f"项目编号: {project_id}"), evaluation=Evaluation(None, D(100), spent), indicators=rows
            )
        )
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, projects))

    told = {item["project"]: item for item in said(path)}
    done = calculate(path)

    expected, found = [], []
    by_row = {line["row"]: line for item in told.values() for line in item["indicators"]}
    for row, shown in enumerate(rows_of(done, "绩效指标"), 4):
        line = by_row[row]
        points = line["typed"] or line["score"]
        expected.append((row, "待核" if points is None else float(points)))
        found.append((row, shown["得分"]))
        assert shown["计分依据"], row
    for shown in rows_of(done, "项目清单"):
        item = told[str(shown["项目编号"])]
        total = "待核" if item["total"] is None else float(item["total"])
        expected.append((item["project"], total, item["grade"]))
        found.append(
            (item["project"], "待核" if str(shown["总分"]).startswith("待核") else shown["总分"], shown["等级"])
        )
        open_rows = [line for line in item["indicators"] if line["score"] is None and not line["typed"]]
        assert not open_rows or shown["指标得分"] == f"待核 {len(open_rows)} 条"
    assert expected == found
    assert len(by_row) > 1500
    assert len([item for item in told.values() if item["total"] is not None]) > 40


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


def test_scores_typed_by_hand_stay_and_are_named(standard_workbook, evaluated, capsys):
    rows = [("≥10个", "5个", "10", {"score": D(9)}), ("≥10个", "5个", "10"), ("≥10个", "5个", "10", {"score": D(5)})]
    path = standard_workbook(evaluated(*rows))
    put(path, "项目清单", "总分", 4, 88)
    main(["score", str(path)])
    out = capsys.readouterr().out

    scores = column_of(path, "绩效指标", "得分")
    assert [9, 5] == [scores[0], scores[2]]
    assert scores[1].startswith("=IFERROR(")
    assert [88] == column_of(path, "项目清单", "总分")
    assert "有 2 条得分是手工填的，没有改：绩效指标 M4、M6" in out
    assert "加 --overwrite 再算一次" in out.splitlines()[-1]
    assert "1 条与计分办法算出的不同：M4（填 9，应为 5）" in out
    assert "5 ÷ 10 × 10 = 5" in column_of(path, "绩效指标", "计分依据")[0]

    main(["score", str(path), "--overwrite"])
    assert [True] * 3 == [formula.startswith("=IFERROR(") for formula in column_of(path, "绩效指标", "得分")]
    assert column_of(path, "项目清单", "总分")[0].startswith("=IF(")


def test_the_office_s_own_formula_stays_too(standard_workbook, evaluated):
    path = standard_workbook(evaluated(("≥10个", "5个", "10")))
    put(path, "绩效指标", "得分", 4, "=J4*0.9")
    main(["score", str(path)])

    assert ["=J4*0.9"] == column_of(path, "绩效指标", "得分")


@pytest.mark.libreoffice
def test_an_older_workbook_without_the_new_columns_is_scored_all_the_same(
    standard_workbook, evaluated, calculate, capsys
):
    path = standard_workbook(evaluated(("≥10个", "5个", "40"), ("效果明显", "85%", "50")))
    book = load_workbook(path)
    for name, headings in (
        ("绩效指标", ("评定比例", "计分依据")),
        ("项目清单", ("指标得分", "总分", "等级", "计算说明")),
    ):
        sheet = book[name]
        for cell in list(sheet[3]):
            if cell.value in headings:
                cell.value = f"旧{cell.value}"
        del sheet.tables[name]
    book.save(path)
    main(["score", str(path)])

    assert [20, 42.5] == [row["得分"] for row in rows_of(calculate(path), "绩效指标")]
    assert "“评定比例”、“计分依据”栏" in capsys.readouterr().out


@pytest.mark.libreoffice
@pytest.mark.parametrize("share", [0.85, "85%", "0.85"])
def test_a_share_is_scored_alike_as_a_number_and_as_text(standard_workbook, evaluated, recalculated, share):
    path = standard_workbook(evaluated(("效果明显", "达成预期指标", 40), ("≥1个", "1个", 50)))
    book = load_workbook(path)
    (column,) = [cell.column_letter for cell in book["绩效指标"][3] if cell.value == "评定比例"]
    book["绩效指标"][f"{column}4"].number_format = "@"
    book["绩效指标"][f"{column}4"].value = share
    book.save(path)
    main(["score", str(path)])
    row = recalculated(path, "绩效指标")[0]

    assert (row["评定比例"], row["得分"]) == (0.85, 34)


def test_a_year_that_is_not_closed_is_left_alone(standard_workbook, evaluated, said):
    path = standard_workbook(evaluated(("≥10个", "", "90"), evaluation=Evaluation()))
    before = path.read_bytes()
    said(path)

    assert before == path.read_bytes()


def test_however_many_projects_the_writes_are_as_many(standard_workbook, evaluated, config, monkeypatch):
    written = []
    original = Range.raw_value
    noting = property(original.fget, lambda self, value: written.append(self.address) or original.fset(self, value))
    monkeypatch.setattr(Range, "raw_value", noting)

    def writes(count):
        rows = [("≥10个", "5个", "45"), ("效果明显", "好", "45")]
        path = standard_workbook(*(evaluated(*rows, project_id=f"2024-{n:03d}") for n in range(count)))
        written.clear()
        with open_book(path) as book:
            score.score(book, Task(config))
        return len(written)

    assert writes(2) == writes(40) <= 10


def test_formulas_are_short_and_texts_in_them_within_what_excel_takes(standard_workbook, evaluated, real_projects):
    long = "达到计划值得10分，否则不得分。" + "（" + "说明" * 90 + "）"
    rows = [("≥10个", "5个", "10", {"standard": long}), ("效果明显" * 30, "好", "10"), ("≥1.2万人次", "5", "10")]
    scored = tuple(replace(row, weight=D(5), actual="5") for project in real_projects for row in project.indicators)
    path = standard_workbook(
        evaluated(*rows), *(replace(project, evaluation=YEAR_END) for project in real_projects[:1]),
        replace(evaluated(project_id="P"), indicators=tuple(replace(row, project_id="P") for row in scored)),
    )  # fmt: skip
    main(["score", str(path)])
    formulas = [
        cell
        for sheet, headings in (
            ("绩效指标", ("得分", "计分依据")),
            ("项目清单", ("执行率", "指标得分", "总分", "等级", "计算说明")),
        )
        for heading in headings
        for cell in column_of(path, sheet, heading)
        if str(cell).startswith("=")
    ]

    assert max(map(len, formulas)) <= 1000
    assert max(len(text) for formula in formulas for text in re.findall('"((?:[^"]|"")*)"', formula)) <= 255
    assert len(formulas) > 300


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


def test_scoring_twice_gives_the_same_file(standard_workbook, evaluated):
    rows = [("≥10个", "5个", "10"), ("优秀", "好", "10"), ("约5个", "5", "10"), ("≥10个", "5", "10", {"score": D(1)})]
    path = standard_workbook(evaluated(*rows))
    main(["score", str(path)])
    once = path.read_bytes()
    main(["score", str(path)])

    assert path.read_bytes() == once


@pytest.mark.libreoffice
def test_a_check_right_after_scoring_finds_what_it_finds_after_a_recalculation(
    standard_workbook, evaluated, calculate, config
):
    rows = [("≥10个", "5个", "10"), ("≥10个", "12个", "10"), ("优秀", "良好", "10", {"standard": "优秀得满分，良好得80%分值，否则不得分"})]  # fmt: skip
    path = standard_workbook(evaluated(*rows))
    main(["score", str(path)])

    def found(file):
        with open_book(file) as book:
            return {(item["code"], item["cell"]) for item in check.COMMAND.run(book, Task(config)).data}

    before = found(path)

    assert found(calculate(path)) == before
    assert 2 == len([code for code, _ in before if code == "P812"])


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


def test_the_first_open_cells_are_named_with_their_reason(standard_workbook, evaluated, capsys):
    rows = [("≥10个", "5个", 45), *[("≥10个", "", 5)] * 5, ("≥10个", "5个", None)]
    path = standard_workbook(evaluated(*rows))
    main(["score", str(path)])
    (told,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("待核的有")]
    assert "绩效指标 M5、M6、M7 等 5 条（没有填实际完成值）" in told
    assert "绩效指标 M10（没有填分值" in told
