"""【计算】 in a workbook: what it writes, and what it leaves."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.commands import check, score
from macros_py.commands.registry import Task
from macros_py.engines import open_book
from macros_py.engines.files.range import Range
from macros_py.model import Evaluation
from tests.commands.conftest import YEAR_END
from tests.commands.table_cells import column_of, put, rows_of

D = Decimal


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


@pytest.mark.libreoffice
def test_numbers_that_are_text_count_in_the_formulas_as_they_do_in_python(
    standard_workbook, evaluated, said, recalculated, capsys
):
    """Pasted amounts come as text: "12.5" is no number to ISNUMBER, SUMIFS and COUNTIFS, and full-width digits to none."""
    path = standard_workbook(evaluated(("≥10个", "5个", "40"), ("≥10个", "9个", "50")))
    cells = {"全年预算数(A)": " 1,000.00 ", "全年执行数(B)": "９５０", "年度": "2024年"}
    for heading, text in cells.items():
        put(path, "项目清单", heading, 4, text)
    for heading, text in (("分值", "４0"), ("得分", "20 ")):
        put(path, "绩效指标", heading, 4, text)
    main(["score", str(path)])
    out = capsys.readouterr().out
    (told,) = said(path)
    (shown,) = recalculated(path, "项目清单")

    assert "有 5 格数是文字，公式读不到，已改成数，大小不变：项目清单 C4、T4、U4；绩效指标 J4、M4。" in out
    assert ("74.50", 74.5, 2024) == (told["total"], shown["总分"], shown["年度"])
    assert [20] == [row["得分"] for row in recalculated(path, "绩效指标")][:1]


@pytest.mark.libreoffice
def test_the_basis_says_why_just_this_actual_has_no_score(standard_workbook, evaluated, recalculated):
    rows = [
        ("≥600人", "５８０", "20"),
        ("≥1.2万人", "11860人", "20"),
        ("≥8000人", "0.6万人", "20"),
        ("=95%", "96%", "20", {"level2": "满意度指标"}),
        ("2024年11月底前", "2024年12月5日", "10", {"level2": "时效指标"}),
    ]
    path = standard_workbook(evaluated(*rows))
    main(["score", str(path)])

    assert [
        "待核：实际完成值“５８０”是全角字，公式读不出来，请按【规范】改成“580”",
        "11860人 ÷ 1.2万人 × 20 = 19.77",
        "0.6万人 ÷ 8000人 × 20 = 15",
        "待核：实际值 96% 与指标值不同，得几分没有写",
        "待核：2024年12月5日晚于2024年11月30日 5 天，没有规定迟了得几分",
    ] == [row["计分依据"].split("。")[0] for row in recalculated(path, "绩效指标")]


@pytest.mark.libreoffice
def test_a_number_is_matched_with_the_blanks_that_people_paste(standard_workbook, evaluated, said, recalculated):
    """ " A-1　" of 项目清单 is A-1 of 绩效指标 to Python; a number that matches nothing gives no total."""
    blanks = {"A-1": " A-1　", "A-2": "A-2\u00a0", "A-3": "A-3\n", "a-4": "a-4"}
    rows = [("≥10个", "5个", "40"), ("≥10个", "9个", "50")]
    path = standard_workbook(*(evaluated(*rows, project_id=number) for number in blanks))
    said(path)
    for line, number in enumerate(blanks.values(), 4):
        put(path, "项目清单", "项目编号", line, number)
    for line in (10, 11):
        put(path, "绩效指标", "项目编号", line, "A-4")
    told = said(path)
    shown = recalculated(path, "项目清单")

    assert ["74.50", "74.50", "74.50", None] == [one["total"] for one in told]
    assert [74.5, 74.5, 74.5, "待核：0 条指标"] == [row["总分"] for row in shown]
    assert max(len(cell) for cell in column_of(path, "项目清单", "指标得分")[:4]) <= 1000


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
