"""What a cell is read as; the agreement tests show that the formulas read the same."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from macros_py.scoring import DateCell, NumberCell, PercentCell
from macros_py.scoring.literals import serial


@pytest.mark.parametrize(
    ("actual", "number"),
    [
        ("300", "300"), ("≥300份", "300"), ("＝300 份", "300"), (" 300份 ", "300"), ("1,200份", "1200"), ("1,234,567.5", "1234567.5"),
        (300, "300"), (0.1, "0.1"), (Decimal("2.5"), "2.5"), ("0", "0"), (".5", "0.5"), ("478.9900000001", "478.99"),
    ],
)  # fmt: skip
def test_a_count_is_read_with_its_operator_unit_and_thousands(actual, number):
    assert NumberCell(("份",)).read(actual) == Decimal(number)


@pytest.mark.parametrize(
    "actual",
    [
        None, "", " ", "无", "已完成", "300人", "约300", ">300", "3,5", "12,34", "1,2345", "1/2", "12:30", "1e3", "5%", "-5", -5, True, "２", "2个3个",
        "98≥95", "(5)", "5-", "1 000", "2026-12-20", float("nan"), float("inf"), "5\xa0",
    ],
)  # fmt: skip
def test_what_is_no_plain_count_is_pending(actual):
    assert NumberCell(("份",)).read(actual) is None


@pytest.mark.parametrize(
    ("actual", "percent"),
    [
        ("98%", "98"), ("98％", "98"), ("≥95.5%", "95.5"), (0.98, "98"), ("0.98", "98"), (98, "98"), ("98", "98"), (1, "100"), ("100%", "100"),
        ("1%", "1"), ("120%", "120"), (0, "0"), ("-2%", "-2"), (0.57, "57"), (1.2, None), ("1.2", None), ("5", None), (9.99, None), (-0.02, None),
        ("98 %", None), ("9,8%", None), ("98人", None), ("", None), (True, None),
    ],
)  # fmt: skip
def test_a_rate_is_percent_with_its_sign_a_share_up_to_one_and_percent_from_ten(actual, percent):
    assert PercentCell().read(actual) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    ("actual", "percent"),
    [("3%", "3"), (3, "3"), ("0.5%", "0.5"), (0, "0"), (0.03, None), ("0.5", None), (1, None), (1.2, "1.2")],
)
def test_beside_a_small_limit_a_bare_number_up_to_one_is_pending(actual, percent):
    assert PercentCell(small=True).read(actual) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    "actual",
    [
        date(2026, 12, 5), datetime(2026, 12, 5, 17, 30), "2026年12月5日", "2026年12月05日", "2026-12-5", "2026-12-05", "2026/12/05", "2026.12.5",
        "2026-12-05 ", serial(date(2026, 12, 5)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_writing(actual):
    assert DateCell().read(actual) == serial(date(2026, 12, 5))


@pytest.mark.parametrize(
    "actual",
    [
        "2026年12月",
        "12月5日",
        "2026年2月29日",
        "2026-2-30",
        "26-12-5",
        "20261205",
        20261205,
        "2026年12月5日前",
        "1999-12-31",
        "已完成",
        2026,
        None,
        "",
    ],
)
def test_what_is_no_whole_day_is_pending(actual):
    assert DateCell().read(actual) is None


def test_the_leap_day_exists_in_leap_years_only():
    assert DateCell().read("2028年2月29日") == serial(date(2028, 2, 29))
    assert DateCell().read("2027年2月29日") is None
