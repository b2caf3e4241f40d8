"""read_target and read_actual against tables that were reviewed line by line."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from macros_py.targets import Conflict, Kind, Note, Operator, Target, read_actual, read_target

HERE = Path(__file__).parent
FORMS = HERE.parents[1] / "workbook" / "source" / "forms.json"


def lines(name: str) -> list[list[str]]:
    rows = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [[*(cell.strip(" ") for cell in row.split("|")), ""][:9] for row in rows if row and not row.startswith("# ")]


def written(number: Decimal | date | None) -> str:
    if number is None:
        return ""
    return f"{number:f}" if isinstance(number, Decimal) else number.isoformat()


def value_of(target: Target) -> str:
    if target.kind is not Kind.RANGE:
        return written(target.value)
    left, right = "[" if target.lower_closed else "(", "]" if target.upper_closed else ")"
    return f"{left}{written(target.value)},{written(target.upper)}{right}"


@pytest.mark.parametrize("row", lines("reviewed_forms.txt") + lines("reviewed_texts.txt"), ids=" ".join)
def test_a_target_reads_as_the_reviewed_table_says(row: list[str]) -> None:
    printed, unit, target_type, *expected = row
    target = read_target(printed, unit=unit, target_type=target_type)
    said = " ".join([*target.conflicts, *target.notes])
    assert expected == [target.kind, target.operator or "", value_of(target), target.unit, target.normal.strip(), said]


def test_every_target_and_actual_of_the_real_forms_is_in_the_reviewed_table() -> None:
    reviewed = {tuple(row[:3]) for row in lines("reviewed_forms.txt")}
    indicators = [row for form in json.loads(FORMS.read_text(encoding="utf-8")) for row in form["indicators"]]
    assert 269 == len(indicators)
    printed = {(row["target"], row.get("unit") or "", row.get("type") or "") for row in indicators}
    printed |= {(row["actual"], "", "") for row in indicators if "actual" in row}
    assert set() == printed - reviewed


def test_no_target_of_the_real_forms_is_unreadable() -> None:
    assert [] == [row for row in lines("reviewed_forms.txt") if row[3] == Kind.UNREADABLE]


@pytest.mark.parametrize(
    ("printed", "kind", "value"),
    [
        ("12个", Kind.NUMBER, Decimal(12)),
        ("98%", Kind.PERCENT, Decimal(98)),
        ("0.98", Kind.NUMBER, Decimal("0.98")),
        ("≥300份", Kind.NUMBER, Decimal(300)),
        ("478.99万元", Kind.MONEY, Decimal("478.99")),
        ("已完成", Kind.GRADE, None),
        ("2026年12月20日", Kind.DATE, date(2026, 12, 20)),
        ("2026-12-20", Kind.DATE, date(2026, 12, 20)),
        ("2026.12.20", Kind.DATE, date(2026, 12, 20)),
        ("20261220", Kind.DATE, date(2026, 12, 20)),
        ("2026/12/20 0:00:00", Kind.DATE, date(2026, 12, 20)),
        ("20261320", Kind.NUMBER, Decimal(20261320)),
        ("", Kind.BLANK, None),
    ],
)
def test_an_actual_value_reads_as_itself(printed: str, kind: Kind, value: object) -> None:
    actual = read_actual(printed)
    assert (kind, value) == (actual.kind, actual.value)


def test_a_small_actual_under_a_percent_column_is_kept_and_doubted() -> None:
    actual = read_actual("0.98", unit="%")
    assert (Decimal("0.98"), (Note.AMBIGUOUS,)) == (actual.value, actual.notes)
    assert "98%" in actual.doubt
    assert not actual.is_certain


@pytest.mark.parametrize(
    "printed",
    [
        "≥",
        "≥个",
        "≥**平方米",
        "2023年2月30日",
        "2023年13月",
        "13月",
        "12/12",
        "≥1:15",
        "27,3700元",
        "95%-90%",
        "≥90%-95%",
        "≥3次，≥50人",
        "100 200",
        "#REF!",
        "26年12月",
        "≥95%以下",
        "2023年以上",
        "1,2,3",
        "1.2.3",
        "9" * 30,
        "2023年6月31日前",
        "2月30日前",
        "2024年5月-2024年3月",
    ],
)
def test_what_cannot_be_told_says_why_in_chinese(printed: str) -> None:
    target = read_target(printed)
    assert (Kind.UNREADABLE, None, printed) == (target.kind, target.value, target.printed)
    assert any("\u4e00" <= char <= "\u9fff" for char in target.reason)


@pytest.mark.parametrize(
    ("broken", "printed"),
    [
        *(
            (True, text)
            for text in "≥ ≥个 ≥**平方米 2023年2月30日 2024年13月 95%-90% ≥≤5 ≥95%以下 1,2,3 1.2.3 ≥3O人 ≥12.人 100-≥人 #REF!".split()
        ),
        *((True, text) for text in "2月30日、6月30日前 ≥%95 95%≥ ≥二00人 13/45/6 2204年12月 ≥1000‰以上1%".split()),
        *(
            (False, text)
            for text in "≥6期360人 2+1辆 12种48份 60元/人，共120万元 90%→95% 6月底50%，12月底100% ≥3次，≥50人".split()
        ),
        *(
            (False, text)
            for text in "≥6-8年 16/16 ≥1:15 24月 26年12月 15日前 2024年3月起 ≤28.40/株 2024年11月至3月 ≥去年水平".split()
        ),
    ],
)
def test_only_what_nobody_could_mean_is_broken(broken: bool, printed: str) -> None:
    target = read_target(printed)
    assert (Kind.UNREADABLE, broken) == (target.kind, target.broken)


@pytest.mark.parametrize(
    ("printed", "unit", "target_type", "conflicts"),
    [
        ("≥95%", "%", "≥", ()),
        ("≥95%", "%", "≤", (Conflict.OPERATOR,)),
        ("≥95%", "个", "≤", (Conflict.OPERATOR, Conflict.UNIT)),
        ("16万元", "元", "≤", (Conflict.UNIT,)),
        ("超过90%以上", "", "", (Conflict.WORDING,)),
        ("效果明显", "", "≥", (Conflict.TYPE_SAYS_NUMBER,)),
        ("95%", "", "定性", (Conflict.TYPE_SAYS_TEXT,)),
        ("95", "满意度大于等于95%的得10分", "≥", (Conflict.UNIT_UNKNOWN,)),
        ("95", "%", "受益对象", (Conflict.TYPE_UNKNOWN,)),
        ("2026年12月31日前", "", "定性", ()),
        ("2026年12月31日前", "", "≤", ()),
        ("2026年12月31日前", "个", "", (Conflict.UNIT,)),
        ("好坏", "", "=", (Conflict.TYPE_SAYS_NUMBER,)),
        ("100", "％", "＝", ()),
        ("50㎡", "平方米", "≥", ()),
    ],
)
def test_text_and_columns_that_disagree_are_named(
    printed: str, unit: str, target_type: str, conflicts: tuple[Conflict, ...]
) -> None:
    target = read_target(printed, unit=unit, target_type=target_type)
    assert conflicts == target.conflicts


def test_a_bare_number_takes_unit_and_operator_from_their_columns() -> None:
    target = read_target("6", unit="万元", target_type="≤")
    assert (Kind.MONEY, Operator.LE, Decimal(6), "万元", Decimal(60000), "≤6万元") == (
        target.kind,
        target.operator,
        target.value,
        target.unit,
        target.yuan,
        target.normal,
    )


def test_twelve_months_and_december_are_told_apart_by_the_operator_and_doubted() -> None:
    period, month, plain = read_target("=12月"), read_target("12月"), read_target("=12个月")
    assert (Kind.PERIOD, Kind.MONTH, Kind.PERIOD) == (period.kind, month.kind, plain.kind)
    assert (True, True, False) == (bool(period.doubt), bool(month.doubt), bool(plain.doubt))


@pytest.mark.parametrize(
    "space", [" ", "\u00a0", "\u3000", "\u2009", "\u200b", "\ufeff", "\n", "\r\n", "\t", "_x000D_\n", "\x0b"]
)
def test_white_space_of_every_kind_is_tolerated(space: str) -> None:
    target = read_target(f"{space}≥{space}95{space}%{space}")
    assert (Operator.GE, Decimal(95), "≥95%") == (target.operator, target.value, target.normal)
    assert "2026年12月31日前" == read_target(f"2026{space}年12月{space}31日{space}前").normal
