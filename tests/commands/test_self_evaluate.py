"""【生成自评表】 after 计算: scores that no spreadsheet has calculated yet are printed all the same."""

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from macros_py.cli import main
from macros_py.model import Evaluation, Indicator
from macros_py.sheets.standard_workbook import build_standard_workbook
from macros_py.sheets.transcription import sample_departments

D = Decimal


@pytest.fixture
def evaluated(read_document):
    """Return a function that makes a project of (target, actual, score) rows that weigh 45 each."""

    def make(*rows):
        indicators = tuple(
            Indicator(
                "2024-001", "产出指标", "数量指标", f"指标{place}", target, weight=D(45), actual=actual, score=score
            )
            for place, (target, actual, score) in enumerate(rows)
        )
        return replace(read_document(""), evaluation=Evaluation(D(100), D(100), D(95)), indicators=indicators)

    return make


def printed(path):
    """Return the texts and numbers of the first printed sheet, row by row."""
    main(["self-evaluate", str(path)])
    book = load_workbook(path.with_name(f"{path.stem}_自评表.xlsx"))
    return [[cell.value for cell in row if cell.value not in (None, "")] for row in book.worksheets[1].iter_rows()]


def row_with(rows, text):
    return next(row for row in rows if any(text == "".join(str(value).split()) for value in row))


def test_fresh_formulas_are_printed_with_their_scores(standard_workbook, evaluated):
    path = standard_workbook(evaluated(("≥10个", "5个", None), ("≥10个", "10个", None)))
    main(["score", str(path)])
    rows = printed(path)

    assert [[45, 22.5], [45, 45]] == [row_with(rows, f"指标{place}")[-2:] for place in (0, 1)]
    assert 77 in row_with(rows, "总分")


def test_the_rate_is_left_out_where_the_full_marks_of_the_sentences_come_to_100(standard_workbook, evaluated):
    """分值 is blank: what each row can earn stands in its 评(扣)分标准, as the formula of 总分 has it."""
    project = evaluated(("≥3次", "3次", None), ("≥3次", "3次", None))
    standard = "大于等于3次的得50分，小于3次的不得分"
    rows = tuple(replace(row, weight=None, standard=standard) for row in project.indicators)
    path = standard_workbook(replace(project, indicators=rows))
    main(["score", str(path)])

    assert 100 in row_with(printed(path), "总分")[2:]


def test_a_score_typed_by_hand_is_printed_as_it_stands(standard_workbook, evaluated):
    path = standard_workbook(evaluated(("≥10个", "5个", D(40)), ("≥10个", "10个", None)))
    main(["score", str(path)])
    rows = printed(path)

    assert [45, 40] == row_with(rows, "指标0")[-2:]
    assert 94.5 in row_with(rows, "总分")


def test_what_is_pending_is_printed_as_such_and_so_is_the_total(standard_workbook, evaluated):
    path = standard_workbook(evaluated(("≥10个", "很多", None), ("≥10个", "10个", None)))
    main(["score", str(path)])
    rows = printed(path)

    assert [45, "待核"] == row_with(rows, "指标0")[-2:]
    assert "待核" in row_with(rows, "总分")


def test_sheets_that_print_pending_are_named_and_an_old_pdf_too(standard_workbook, evaluated, capsys):
    open_one = replace(evaluated(("≥10个", "很多", None), ("≥10个", "10个", None)), name="修路")
    path = standard_workbook(open_one)
    main(["score", str(path)])
    path.with_name(f"{path.stem}_自评表.pdf").write_bytes(b"old")
    capsys.readouterr()
    main(["self-evaluate", str(path)])
    said = capsys.readouterr().out

    assert "有 1 张表的得分或总分还是“待核”：修路；" in said
    assert f"{path.stem}_自评表.pdf 是以前转的，没有更新" in said


def test_nothing_is_said_of_pending_scores_or_an_old_pdf_where_there_is_none(standard_workbook, evaluated, capsys):
    path = standard_workbook(evaluated(("≥10个", "5个", None), ("≥10个", "10个", None)))
    main(["score", str(path)])
    capsys.readouterr()
    main(["self-evaluate", str(path)])

    assert "注意" not in capsys.readouterr().out


def test_blank_targets_are_named_when_the_sheets_are_generated(standard_workbook, evaluated, capsys):
    path = standard_workbook(replace(evaluated(("", "", None), ("≥10个", "", None)), name="修路"))
    main(["generate", str(path)])

    assert "有 1 条指标的指标值是空的，照样打印了：修路；" in capsys.readouterr().out


def test_without_scoring_a_blank_score_stays_blank(standard_workbook, evaluated):
    rows = printed(standard_workbook(evaluated(("≥10个", "5个", None), ("≥10个", "10个", None))))

    assert [45, 45] == [row_with(rows, f"指标{place}")[-1] for place in (0, 1)]
    assert [] == [value for row in rows for value in row if value in ("待核", 22.5)]


@pytest.mark.libreoffice
def test_the_checks_say_nothing_of_fresh_formulas_or_pending_scores(standard_workbook, evaluated, calculate, capsys):
    path = standard_workbook(evaluated(("≥10个", "很多", None), ("≥10个", "10个", None)))
    main(["score", str(path)])
    said = []
    for book in (path, calculate(path)):
        capsys.readouterr()
        main(["check", str(book)])
        said.append(capsys.readouterr())
        book = load_workbook(book)["校验结果"]
        said.append([book.cell(row, 3).value for row in range(4, book.max_row + 1)])

    codes = [code for code in (*said[1], *said[3]) if code]
    assert [] == [code for code in codes if any(f'"{known}"' in code for known in ("P803", "P804", "P805", "P811"))]
    assert ("", "") == (said[0].err, said[2].err)


def test_a_department_s_fresh_total_is_printed(tmp_path, config):
    (real,) = sample_departments()
    blank = replace(
        real,
        total=replace(real.total, rate=None, score=None),
        total_score=None,
        indicators=tuple(row if row.target in ("优秀", "按时保质完成", "2022年12月底") else replace(row, score=None) for row in real.indicators),
    )  # fmt: skip
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [], [blank]))
    main(["score", str(path)])
    rows = printed(path)

    # The printed scores but for the four rows that do not follow note 3, and 执行率 as it is: 97.5 + .42 - .32 + 1 + .95
    assert 99.55 in row_with(rows, "总分")


def test_a_department_s_blank_weights_are_printed_as_they_are_counted(tmp_path, config):
    (real,) = sample_departments()
    blank = replace(real, total=replace(real.total, weight=None), total_weight=None)
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(build_standard_workbook(config, [], [blank]))
    rows = printed(path)

    assert 100 in row_with(rows, "总分")
    assert 10 == rows[rows.index(row_with(rows, "资金来源")) + 1][-3]
