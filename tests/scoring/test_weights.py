"""Weights that are split: by the scheme, by the printed points, by the sentences, and always to exactly 100."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.model import Indicator
from macros_py.scoring.weights import plan_weights

LEVELS = {"产": "产出指标", "效": "效益指标", "满": "满意度指标", "成": "成本指标"}


def rows(text):
    """Read "产 产20 效 满": a level each, with the weight that stands."""
    return [
        Indicator("P", LEVELS[word[0]], "", f"指标{place}", weight=Decimal(word[1:]) if word[1:] else None)
        for place, word in enumerate(text.split())
    ]


def split(plan):
    return [str(proposed.weight) for proposed in plan.proposed]


@pytest.mark.parametrize(
    ("text", "name", "weights"),
    [
        ("产 产 产 效 效 满", "2022", ["16.67", "16.67", "16.66", "15.00", "15.00", "10.00"]),
        ("成 产 产 效 满", "2021", ["20.00", "20.00", "20.00", "20.00", "10.00"]),
        ("产 产 效", "2021", ["25.00", "25.00", "40.00"]),
        ("产20 产 产 效 满", "2022", ["15.00", "15.00", "30.00", "10.00"]),
        ("产50 效 满10", "2022", ["30.00"]),
        ("产40 效40 满", "2022", ["10.00"]),
        ("产40 效 满", "2022", ["37.50", "12.50"]),
    ],
)
def test_blank_weights_are_split_by_the_scheme(scheme, config, text, name, weights):
    assert weights == split(plan_weights(rows(text), scheme(name), config.levels))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("产60 产30 效 满", "剩下的 2 条分不到分"),
        ("产50 产 效 满", "“产出指标”按办法共 50 分，已填的已经用完"),
        ("产-5 效 满", "负数"),
    ],
)
def test_where_one_hundred_cannot_be_reached_it_says_so(scheme, config, text, why):
    plan = plan_weights(rows(text), scheme("2022"), config.levels)

    assert () == plan.proposed
    assert why in plan.refusal


def test_an_unknown_level_is_not_guessed(scheme, config):
    plan = plan_weights([Indicator("P", "时效指标", "", "指标")], scheme("2022"), config.levels)

    assert (0, True) == (len(plan.proposed), "时效指标" in plan.refusal)


def test_points_printed_behind_a_level_come_before_the_scheme(scheme, config):
    printed = [
        Indicator("P", "产出指标（60分）", "", "甲"),
        Indicator("P", "产出指标（60分）", "", "乙"),
        Indicator("P", "效益指标(30分)", "", "丙"),
    ]

    assert ["30.00", "30.00", "30.00"] == split(plan_weights(printed, scheme("2022"), config.levels))


def test_full_marks_that_the_sentences_state_are_the_weights(scheme, config):
    marks = ((40, "产出指标"), (40, "效益指标"), (10, "满意度指标"))
    stated = [
        Indicator("P", level, "", "指标", "≥5次", standard=f"达到计划值得{mark}分，否则不得分") for mark, level in marks
    ]
    short = stated[:2]

    assert ["40", "40", "10"] == split(plan_weights(stated, scheme("2022"), config.levels))
    assert "合计 90 分，不是 100 分" in plan_weights(short, scheme("2022"), config.levels).refusal


@given(st.lists(st.sampled_from("产效满成"), min_size=1, max_size=40), st.sampled_from(["2022", "2020", "2021"]))
def test_the_total_is_always_exactly_one_hundred(scheme, config, letters, name):
    proposed = plan_weights(rows(" ".join(letters)), scheme(name), config.levels).proposed
    sizes = Counter(letters)

    assert len(letters) == len(proposed)
    assert Decimal(90) == sum(weight.weight for weight in proposed)
    for letter in sizes:
        group = [weight.weight for weight in proposed if weight.indicator.level1 == LEVELS[letter]]
        assert max(group) - min(group) <= Decimal("0.01")
