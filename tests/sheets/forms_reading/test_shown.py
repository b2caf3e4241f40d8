"""What a person sees of a number or a date with a format, and how exactly it is read."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros_py.sheets.forms_reading.amounts import amount, rate, weight
from macros_py.sheets.forms_reading.shown import Shown, shown_number, shown_text
from macros_py.sheets.forms_reading.shown_dates import shown_date

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "text", "exact"),
    [
        (50, '"≥"0"人"', "≥50人", "≥50人"),
        (0.95, "0%", "95%", "95%"),
        (0.9208333, "0.00%", "92.08%", "92.08333%"),
        (12.3456, '0.00"万元"', "12.35万元", "12.3456万元"),
        (123456, '0!.0,"万元"', "12.3万元", "12.3456万元"),
        (1234567.5, "#,##0.00", "1,234,567.50", "1234567.5"),
        (-1234567, "#,##0;(#,##0)", "(1,234,567)", "-1234567"),
        (-5, "0;[红色]0", "5", "-5"),
        (-5, '0"个"', "-5个", "-5个"),
        (1234.5, ACCOUNTING, "1,234.50", "1234.5"),
        (0, ACCOUNTING, "-", "0"),
        (0, "0;-0;;@", "", ""),
        (100, '[>=100]"≥"0"人";0"人"', "≥100人", "≥100人"),
        (20, '[>=100]"≥"0"人";0"人"', "20人", "20人"),
        (12, "000000", "000012", "12"),
        (1500, "[$￥-804]#,##0.00", "￥1,500.00", "￥1500"),
        (98.5, '0.0"%"', "98.5%", "98.5%"),
        (5, 'G/通用格式"次"', "5次", "5次"),
        (3.1, '"第"#\\期', "第3期", "第3.1期"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(number: float, code: str, text: str, exact: str) -> None:
    shown = shown_number(number, code)
    assert shown is not None
    assert (text, exact) == (shown.text, shown.exact.strip())


@pytest.mark.parametrize("code", ["General", "0", "#", "0.##", "@", '[Red]0;"x"0', "#,##0"])
def test_a_number_shown_plainly_stays_a_number(code: str) -> None:
    assert shown_number(12.0, code) is None


@pytest.mark.parametrize(
    ("number", "code", "doubtful"),
    [
        (12.6, "0", True),
        (0.9208333, "0.00%", False),
        (1234567, "#,##0,", True),
        (0.5, "# ?/?", True),
        (3, "[DBNum1]0", True),
        (1200, "0.00E+00", True),
        (10000000001, "000-0000-0000", False),
    ],
)
def test_a_format_that_hides_the_number_is_doubted(number: float, code: str, doubtful: bool) -> None:
    shown = shown_number(number, code)
    assert shown is not None
    assert doubtful == bool(shown.doubt)


def test_amounts_rates_and_weights_keep_the_digits_a_format_rounds() -> None:
    def read(number: float, code: str) -> Shown:
        shown = shown_number(number, code)
        assert shown is not None
        return shown

    assert ("12.3456", "万元") == (
        str(amount(read(12.3456, '0.0"万元"')).number),
        str(amount(read(12.3456, '0.0"万元"')).unit.value),
    )
    assert "0.9208333" == str(rate(read(0.9208333, "0.00%")))
    assert "12.5" == str(weight(read(0.125, "0%")))
    for number, code in [(50, '0"人"'), (0.5, "0%"), (1234567, "#,##0,")]:
        with pytest.raises(ValueError, match="."):
            amount(read(number, code))


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (datetime.date(2024, 12, 1), 'yyyy"年"m"月"', "2024年12月"),
        (datetime.date(2024, 12, 1), "mmm-yy", "2024年12月"),
        (datetime.date(2024, 3, 5), 'yyyy"年"m"月底前"', "2024年3月底前"),
        (datetime.date(2024, 3, 5), 'm"月"d"日"', "3月5日"),
        (datetime.date(2024, 3, 5), "yyyy", "2024年"),
        (datetime.datetime(2024, 3, 5, 8, 30), "yyyy-mm-dd hh:mm", "2024年3月5日 8:30"),
        (datetime.time(8, 5), "h:mm", "8:05"),
        (datetime.timedelta(hours=36), "[h]:mm:ss", "36:00"),
        (datetime.date(2024, 3, 5), "yyyy/m/d", None),
        (datetime.date(2024, 3, 5), '[$-804]yyyy"年"m"月"d"日";@', None),
        (datetime.date(2024, 3, 5), "dddd", None),
    ],
)
def test_a_date_shows_no_more_than_its_format(value: datetime.date, code: str, text: str | None) -> None:
    shown = shown_date(value, code)
    assert text == (shown and shown.text)


def test_a_month_and_a_day_may_have_been_typed_as_a_range() -> None:
    shown = shown_date(datetime.date(2024, 3, 5), 'm"月"d"日"')
    assert shown is not None
    assert "“3-5”" in shown.doubt


def test_a_text_is_read_with_what_its_format_puts_around_it() -> None:
    assert ["第3号", "甲", "甲", "3元"] == [
        shown_text("3", '"第"@"号"'),
        shown_text("甲", ACCOUNTING),
        shown_text("甲", "0"),
        shown_text("3", '@"元"'),
    ]


@settings(deadline=None)
@given(
    st.floats(),
    st.text('0#?.,%;"\\!_*[]>=<≥人万元@yYmdhs()-+ EG/年月$￥', max_size=14) | st.sampled_from([ACCOUNTING, '"≥"0%']),
)
def test_no_format_breaks_the_reading(number: float, code: str) -> None:
    for shown in (shown_number(number, code), shown_date(datetime.datetime(2024, 2, 3, 4, 5), code)):
        assert shown is None or isinstance(shown.text, str)
    assert isinstance(shown_text("甲", code), str)
