"""Rows without a sentence, scored by the scheme that the office chose."""

from dataclasses import replace
from decimal import Decimal

import pytest

from macros_py.model import Indicator
from macros_py.scoring import PENDING, ShareRule, Source, rule_for
from macros_py.scoring.row_rules import RowRule


def row(target, actual="", weight="10", level2="质量指标", level1="产出指标", **rest):
    amount = None if weight is None else Decimal(weight)
    return Indicator("P", level1, level2, "指标", target, weight=amount, actual=actual, **rest)


# target, 二级, actual → points by the 2022 notes, by 财预〔2020〕10号 and by 财预〔2021〕101号
POINTS = [
    ("≥300份", "数量指标", "≥300份", "10.00", "10.00", "10.00"),
    ("≥300份", "数量指标", "900份", "10.00", "10.00", "10.00"),
    ("≥300份", "数量指标", "240份", "8.00", "8.00", "5.00"),
    ("≥300份", "数量指标", "180份", "6.00", "6.00", "0.00"),
    ("≥300份", "数量指标", "179份", "5.97", "5.97", "0.00"),
    ("≥300份", "数量指标", "240个", None, None, None),
    ("13个", "数量指标", "12个", "9.23", "9.23", "8.08"),
    ("13个", "数量指标", "13个", "10.00", "10.00", "10.00"),
    ("=13个", "数量指标", "14个", None, None, None),
    ("≥1.2万人次", "数量指标", "6000人次", "5.00", "5.00", "0.00"),
    ("≥1.2万人次", "数量指标", "6000", None, None, None),
    ("≥1.2万人次", "数量指标", "1.2", "10.00", "10.00", "10.00"),
    ("≤27.37万元", "成本指标", "30万元", "9.12", "9.12", "7.81"),
    ("≤27.37万元", "成本指标", "273700元", "10.00", "10.00", "10.00"),
    ("≤27.37万元", "成本指标", "273700", None, None, None),
    ("962.44万元", "成本指标", "1121.06万元", "8.59", "8.59", "6.46"),
    ("962.44万元", "成本指标", "900", "10.00", "10.00", "10.00"),
    ("=100%", "成本指标", "98%", None, None, None),
    ("=100%", "质量指标", "98%", "9.80", "9.80", "9.50"),
    ("=100%", "质量指标", 0.98, "9.80", "9.80", "9.50"),
    ("=100%", "质量指标", "101%", None, None, None),
    ("=3个月", "质量指标", "3个月", "10.00", "10.00", "10.00"),
    ("=3个月", "质量指标", "2个月", None, None, None),
    (">90%", "质量指标", "95%", "10.00", "10.00", "10.00"),
    (">90%", "质量指标", "90%", None, None, None),
    ("<5%", "质量指标", "4%", "10.00", "10.00", "10.00"),
    ("≤0起", "质量指标", "0", "10.00", "10.00", "10.00"),
    ("≤0起", "质量指标", "1起", None, None, None),
    ("80-100次", "质量指标", "90次", "10.00", "10.00", "10.00"),
    ("80-100次", "质量指标", "70次", None, None, None),
    ("2024年12月底前", "时效指标", "2024年12月31日", "10.00", "10.00", "10.00"),
    ("2024年12月底前", "时效指标", "按时完成", "10.00", "10.00", "10.00"),
    ("2024年12月底前", "时效指标", "2025-1-1", None, None, None),
    ("2024年12月底前", "时效指标", "未完成", None, None, None),
    ("2024年12月底前", "时效指标", "已完成", None, None, None),
    ("12月底前", "时效指标", "2024/12/20", "10.00", "10.00", "10.00"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "level2", "actual", "notes", "of2020", "of2021"), POINTS)
def test_a_row_without_a_sentence_is_scored_as_the_document_says(scheme, target, level2, actual, notes, of2020, of2021):
    given = [
        rule_for(row(target, level2=level2), 2024, scheme(name)).rule.evaluate(actual)
        for name in ("2022", "2020", "2021")
    ]

    assert [notes, of2020, of2021] == [None if points is None else str(points) for points in given]


@pytest.mark.parametrize(
    ("actual", "points"),
    [("96%", "10.00"), ("95%", "10.00"), ("94%", "8.00"), ("80%", "8.00"), ("79.9%", "5.00"), ("60%", "5.00"), ("59%", "0.00")],
)  # fmt: skip
def test_satisfaction_below_its_target_earns_the_shares_of_the_scheme(scheme, actual, points):
    rule = rule_for(row("≥95%", level1="满意度指标", level2="服务对象满意度"), 2024, scheme("2021")).rule

    assert points == str(rule.evaluate(actual))


@pytest.mark.parametrize(
    ("indicator", "year", "why"),
    [
        (row("", "3次"), 2024, "没有填指标值"),
        (row("≥95%", weight=None), 2024, "没有填分值"),
        (row("≥95%", weight="0"), 2024, "分值是 0"),
        (row("≥95%", weight="-5"), 2024, "分值是 -5"),
        (row("≥95%", weight="101"), 2024, "不超过 100"),
        (row("约300份"), 2024, "约数"),
        (row("高中低"), 2024, "列了几个等级"),
        (row("≥0起"), 2024, "不能按比例计分"),
        (row("12月底前", level2="时效指标"), None, "没有写哪一年"),
        (row("2023.07-2024.01", level2="时效指标"), 2024, "不是一个完成的期限"),
        (row("≥95%", standard="酌情给分"), 2024, "酌情"),
        (row("≥95%", weight="8", standard="达到指标值得10分，否则不得分"), 2024, "改成一致"),
    ],
)
def test_what_the_documents_do_not_say_has_no_rule_and_says_why(scheme, indicator, year, why):
    found = rule_for(indicator, year, scheme("2022"))

    assert found.rule is None
    assert why in found.reason


def test_a_sentence_comes_before_the_scheme_and_a_missing_sign_is_told(scheme):
    chosen = scheme("2020")
    own = rule_for(row("≥10个", standard="达到计划值得10分，否则不得分"), 2024, chosen)
    plain = rule_for(row("≥10个"), 2024, chosen)
    signless = rule_for(row("10个", level2="数量指标"), 2024, chosen)

    assert (Source.SENTENCE, "") == (own.source, own.basis)
    assert 0 == own.rule.evaluate("9")
    assert (Source.SCHEME, "财预〔2020〕10号") == (plain.source, plain.basis)
    assert 9 == plain.rule.evaluate("9")
    assert Source.ASSUMED is signless.source


def test_a_sentence_that_names_no_year_takes_that_of_the_project(scheme):
    indicator = row("12月31日前", standard="在12月31日前完成得10分，否则不得分")

    assert 10 == rule_for(indicator, 2026, scheme("2022")).rule.evaluate("2026-12-31")
    assert RowRule is type(rule_for(indicator, None, scheme("2022")))
    assert rule_for(indicator, None, scheme("2022")).rule is None


@pytest.mark.parametrize(
    ("actual", "share", "points"),
    [
        ("达成预期指标", 0.8, "8.00"),
        ("达成预期指标", 0.79, None),
        ("达成预期指标", 1, "10.00"),
        ("达成预期指标", 1.01, None),
        ("部分达成预期指标", 0.5, "5.00"),
        ("部分达成预期指标", 0.8, None),
        ("未达成", 0.49, "4.90"),
        ("未达成", 0.5, None),
        ("效果较差", 0.6, None),
        ("群众反映良好", 0.93, "9.30"),
        ("无安全事故", 1, "10.00"),
        ("未发生事故", 1, "10.00"),
        ("不断提升", 0.9, "9.00"),
        ("没有完成", 0.9, None),
        ("群众反映良好", "93%", None),
        ("群众反映良好", None, None),
        ("", 0.9, None),
        (None, 0.9, None),
        ("好", -0.1, None),
        ("好", True, None),
    ],
)
def test_the_office_s_share_stays_in_the_grade_that_the_actual_names(actual, share, points):
    given = ShareRule(Decimal(80), Decimal(50), Decimal(10)).evaluate(actual, share, apart=True)

    assert points == (None if given is None else str(given))


def test_without_a_column_for_the_share_the_actual_is_it():
    rule = ShareRule(Decimal(80), Decimal(60), Decimal(15))

    assert [Decimal("12.75"), Decimal(15), None, None] == [rule.evaluate(actual) for actual in ("85%", 1, "好", 120)]
    assert PENDING in rule.formula("K4")


def test_a_row_may_weigh_as_much_as_the_whole_scheme(scheme):
    chosen = scheme("2022")
    of_a_thousand = replace(chosen, weights={name: weight * 10 for name, weight in chosen.weights.items()})

    assert "150.00" == str(rule_for(row("≥95%", weight="150"), 2024, of_a_thousand).rule.evaluate("95%"))
    assert "不超过 1000" in rule_for(row("≥95%", weight="1001"), 2024, of_a_thousand).reason
