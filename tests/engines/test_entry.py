from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.engines.entry import Entry, Kind, as_text, enter, serial


@given(st.text(max_size=30))
def test_a_text_cell_keeps_any_text_as_it_is(text):
    assert enter(text, "@") == (Entry(Kind.TEXT, text) if text else Entry(Kind.BLANK))


@given(st.text(max_size=30))
def test_an_apostrophe_keeps_any_text_as_it_is(text):
    assert enter("'" + text).read_back == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_that_is_typed_is_the_number_that_is_written(number):
    assert enter(f"{number:f}").value == enter(number).value == float(number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"), (1e15, "1000000000000000"), (1e21, "1E+21"), (Decimal("1.50"), "1.5"), (-0.5, "-0.5"),
        (dt.date(2026, 1, 2), "2026/1/2"), (dt.datetime(2026, 1, 2, 8, 5), "2026/1/2 8:05:00"), (False, "FALSE"), (None, ""),
    ],
)  # fmt: skip
def test_what_a_value_becomes_in_a_text_cell(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize("value", [object(), [1], {"a": 1}, b"x"])
def test_what_no_cell_can_hold_is_a_type_error(value):
    with pytest.raises(TypeError):
        enter(value)


def test_serial_numbers_count_from_the_end_of_1899():
    assert serial(dt.datetime(2026, 12, 20, 12)) == 46376.5


def test_times_are_datetimes_of_day_zero():
    assert enter("8:30").value == enter(dt.time(8, 30)).value == dt.datetime(1899, 12, 30, 8, 30)
