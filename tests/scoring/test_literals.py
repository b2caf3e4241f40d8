"""Numbers as they stand in formulas and in what is said of them."""

from decimal import Decimal

import pytest

from macros_py.scoring.literals import literal


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("10", "10"),
        ("1E+3", "1000"),
        ("7.50", "7.5"),
        ("0.00", "0"),
        ("-0.50", "-0.5"),
        ("1E-7", "0.0000001"),
        ("100", "100"),
    ],
)
def test_a_number_has_plain_digits_and_no_idle_zeros(number, text):
    assert text == literal(Decimal(number))
