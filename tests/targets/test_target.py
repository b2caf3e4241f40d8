"""What a Target tells of itself: yuan, share, deadline, base value."""

from datetime import date
from decimal import Decimal

import pytest

from macros_py.targets import read_target


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("≤27.37万元", "273700"),
        ("≤273,700元", "273700"),
        ("1.2亿元", "120000000"),
        ("3千元", "3000"),
        ("2百万元", "2000000"),
        ("¥3000", "3000"),
        ("5角", "0.5"),
        ("二十万元", "200000"),
        ("27万3700元", "273700"),
        ("5万", None),
        ("8000元/人·月", None),
        ("每人≥500元", None),
        ("人均≤300元", None),
        ("500美元", None),
        ("95%", None),
        ("1-2万元", None),
        ("优秀", None),
    ],
)
def test_only_plain_money_has_yuan(printed: str, yuan: str | None) -> None:
    assert (None if yuan is None else Decimal(yuan)) == read_target(printed).yuan


@pytest.mark.parametrize(
    ("printed", "share"),
    [
        ("≥95%", "0.95"),
        ("百分之三", "0.03"),
        ("3‰", "0.003"),
        ("≥100百分比", "1"),
        ("2个百分点", "0.02"),
        ("0.98", None),
        ("3次", None),
        ("90%-95%", None),
    ],
)
def test_percent_and_permille_have_a_share(printed: str, share: str | None) -> None:
    assert (None if share is None else Decimal(share)) == read_target(printed).share


@pytest.mark.parametrize(
    ("printed", "deadline"),
    [
        ("2023年12月底", date(2023, 12, 31)),
        ("2023年12月底前", date(2023, 12, 31)),
        ("2023年12月", date(2023, 12, 31)),
        ("2024年2月底", date(2024, 2, 29)),
        ("2023年2月", date(2023, 2, 28)),
        ("2026年12月31日前", date(2026, 12, 31)),
        ("＝2024年", date(2024, 12, 31)),
        ("2024年上半年", date(2024, 6, 30)),
        ("2024年第三季度", date(2024, 9, 30)),
        ("2023.07-2024.01", date(2024, 1, 31)),
        ("2024年6月中旬", date(2024, 6, 20)),
        ("12月底前", None),
        ("12个月", None),
        ("95%", None),
    ],
)
def test_the_deadline_is_the_last_day_that_still_counts(printed: str, deadline: date | None) -> None:
    assert deadline == read_target(printed).deadline


@pytest.mark.parametrize(
    ("printed", "deadline"),
    [
        ("12月底前", date(2025, 12, 31)),
        ("2月底前", date(2025, 2, 28)),
        ("12月15日前", date(2025, 12, 15)),
        ("年底前", date(2025, 12, 31)),
        ("第二季度", date(2025, 6, 30)),
        ("6月1日至8月31日", date(2025, 8, 31)),
        ("2月29日前", None),
        ("2024年6月", date(2024, 6, 30)),
        ("优秀", None),
    ],
)
def test_a_deadline_without_a_year_takes_the_year_of_the_project(printed: str, deadline: date | None) -> None:
    assert deadline == read_target(printed).deadline_in(2025)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3万人次", "30000人次"),
        ("27.37万元", "273700元"),
        ("95%", "950‰"),
        ("1年", "12个月"),
        ("2小时", "120分钟"),
        ("5000平方米", "0.5万㎡"),
        ("3公里", "3km"),
        ("1周", "7日"),
        ("2个季度", "6个月"),
    ],
)
def test_like_units_compare_by_their_base_value(one: str, other: str) -> None:
    left, right = read_target(one), read_target(other)
    assert (left.base_value, left.base_unit) == (right.base_value, right.base_unit)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5个工作日", "5天"),
        ("3人/次", "3人次"),
        ("1学年", "1年"),
        ("5%", "5个百分点"),
        ("3个", "3次"),
        ("500元", "500元/人"),
    ],
)
def test_unlike_units_stay_apart(one: str, other: str) -> None:
    assert read_target(one).base_unit != read_target(other).base_unit


def test_kinds_fall_into_number_calendar_and_words() -> None:
    sorts = {
        text: (t.is_quantitative, t.is_calendar, t.is_words)
        for text in ("3次", "1-2个", "2024年", "6月-8月底", "优秀", "全力做好各项服务保障工作", "", "≥")
        for t in [read_target(text)]
    }
    assert {
        "3次": (True, False, False),
        "1-2个": (True, False, False),
        "2024年": (False, True, False),
        "6月-8月底": (False, True, False),
        "优秀": (False, False, True),
        "全力做好各项服务保障工作": (False, False, True),
        "": (False, False, False),
        "≥": (False, False, False),
    } == sorts


def test_so_much_for_each_is_a_rate() -> None:
    assert [True, True, True, False, False] == [
        read_target(text).is_rate for text in ("2次/月", "800元每人每月", "每人≥500元", "3台/套", "3次")
    ]


def test_a_season_that_goes_on_into_the_next_year_has_no_last_day_in_this_one() -> None:
    assert read_target("10月15日—次年4月15日").deadline_in(2024) is None
    assert date(2024, 9, 30) == read_target("6月1日—9月30日").deadline_in(2024)
