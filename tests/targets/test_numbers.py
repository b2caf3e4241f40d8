"""Digits and numerals to exact numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.targets.numbers import chinese, decimal, grouped, mixed, plain

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """Spell a number below 10**8 in numerals, in the full form without 两."""

    def section(part: int) -> str:
        text, gap = "", False
        for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, part = divmod(part, step)
            if digit:
                text += ("零" if gap and text else "") + DIGITS[digit] + name
                gap = False
            else:
                gap = True
        return text

    high, low = divmod(number, 10000)
    if not high:
        return section(low) or "零"
    return section(high) + "万" + (("零" if 0 < low < 1000 else "") + section(low) if low else "")


@given(st.integers(0, 10**8 - 1))
def test_every_spelt_number_reads_back(number: int) -> None:
    assert Decimal(number) == chinese(spell(number))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("二十", 20),
        ("两百", 200),
        ("叁拾", 30),
        ("壹佰贰拾", 120),
        ("二〇二三", 2023),
        ("一亿二千万", 120000000),
        ("半", "0.5"),
        ("九十八点五", "98.5"),
        ("零", 0),
        ("十", 10),
    ],
)
def test_other_ways_of_spelling(text: str, number: int | str) -> None:
    assert Decimal(number) == chinese(text)


@pytest.mark.parametrize(
    "text", ["百", "千", "万", "亿", "点", "一点", "一千三", "三百二", "十百", "一百千", "二三百", "一半", "", "百千万"]
)
def test_what_spells_no_certain_number_is_refused(text: str) -> None:
    assert chinese(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("273,700", "273700"),
        ("1,234,567.89", "1234567.89"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("+3", "3"),
        ("1E5", "100000"),
        ("0.10", "0.10"),
    ],
)
def test_digits_read_exactly(text: str, number: str) -> None:
    assert Decimal(number) == decimal(text)


@pytest.mark.parametrize("text", ["27,3700", "1,2", "1,000,00", ",1", "1" * 40, "1E99"])
def test_uncertain_digits_are_refused(text: str) -> None:
    assert decimal(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("27万3700", 273700),
        ("1亿2000万", 120000000),
        ("3万5千", 35000),
        ("3万5", None),
        ("3万", None),
        ("2000万1亿", None),
        ("5千3万", None),
    ],
)
def test_digits_with_steps(text: str, number: int | None) -> None:
    assert (None if number is None else Decimal(number)) == mixed(text)


def test_numbers_are_written_without_exponent() -> None:
    assert ("100000", "3331.80", "3,331.8", "273,700") == (
        plain(Decimal("1E5")),
        plain(Decimal("3331.80")),
        grouped(Decimal("3331.80")),
        grouped(Decimal("2737E2")),
    )
