"""Readings told to a clerk, and as JSON."""

import pytest

from macros_py.targets import CONFLICTS, Conflict, explain, read_target, to_json


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("≥27.37万元", "至少 27.37 万元（含本数）；合 273,700 元"),
        ("≤273,700元", "最多 273,700 元（含本数）"),
        ("≥95%", "至少 95%（含本数）"),
        ("＞90%", "多于 90%（不含本数）"),
        ("低于5%", "少于 5%（不含本数）"),
        ("=3次", "正好 3 次"),
        ("3万人次", "3 万人次；合 30,000 人次；没有写比较符号"),
        ("100", "100；没有写单位；没有写比较符号"),
        ("满意度≥95%", "满意度：至少 95%（含本数）"),
        ("90%-95%", "从 90%（含）到 95%（含）"),
        ("[80,90)分", "从 80 分（含）到 90 分（不含）"),
        ("2023年12月底前", "最晚 2023 年 12 月底（含当日）；最后一天是 2023 年 12 月 31 日"),
        ("2026年12月31日前", "最晚 2026 年 12 月 31 日（含当日）"),
        ("12月底前", "最晚 12 月底（含当日）；没有写年份"),
        ("＝2024年", "时间为 2024 年；最后一天是 2024 年 12 月 31 日"),
        ("2024年6月—12月", "从 2024 年 6 月 1 日到 2024 年 12 月 31 日"),
        ("约100人", "100 人；没有写比较符号；原文是约数"),
        ("优秀", "等级或状态（定性）：优秀"),
        ("高中低", "“高中低”是一组可选的等级，没有指明要达到哪一级"),
        ("", "没有填指标值"),
        ("≥", "读不出来：“≥”后面没有数，请补上"),
        ("持续增强使命感和荣誉感", "文字描述（定性），不按数比较"),
    ],
)
def test_a_reading_is_explained_in_one_sentence(printed: str, sentence: str) -> None:
    assert sentence == explain(read_target(printed))


def test_doubts_and_conflicts_stand_behind_the_reading() -> None:
    assert "有疑问：“12月”按期限读作12个月" in explain(read_target("=12月"))
    assert CONFLICTS[Conflict.OPERATOR] in explain(read_target("≥95%", target_type="≤"))


def test_every_conflict_has_its_sentence() -> None:
    assert set(Conflict) == set(CONFLICTS)


@pytest.mark.parametrize(
    ("printed", "kind", "operator", "value", "unit", "normal"),
    [
        ("≥27.37万元", "money", "≥", "27.37", "万元", "≥27.37万元"),
        ("3331.80万元", "money", None, "3331.80", "万元", "3331.80万元"),
        ("1.5E+05", "number", None, "150000", "", "150000"),
        ("90%~95%", "range", None, ["90", "95"], "%", "90%-95%"),
        ("2023年12月底前", "month", "≤", "2023-12-31", "", "2023年12月底前"),
        ("2023.07-2024.01", "range", None, ["2023-07-01", "2024-01-31"], "", "2023.07-2024.01"),
        ("12月底前", "month", "≤", None, "", "12月底前"),
        ("优秀", "grade", None, None, "", "优秀"),
    ],
)
def test_json_is_exact(printed: str, kind: str, operator: str | None, value: object, unit: str, normal: str) -> None:
    expected = {
        "kind": kind,
        "operator": operator,
        "value": value,
        "unit": unit,
        "normal": normal,
        "reason": "",
        "conflicts": [],
        "notes": [],
    }
    assert expected == to_json(read_target(printed))
