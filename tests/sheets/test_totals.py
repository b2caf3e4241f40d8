from decimal import Decimal

import pytest

from macros_py.sheets.totals import grade_of, matched_alone


@pytest.mark.parametrize(
    ("ids", "alone"),
    [
        (["2024-001", "2024-002"], {"2024-001", "2024-002"}),
        (["2024-001", "2024-0001"], set()),
        (["1", "01"], set()),
        (["123456789012345", "A1"], {"123456789012345", "A1"}),
        (["1234567890123456789", "A1"], {"A1"}),
        (["A1", "a1"], set()),
        (["A*", "A?", "~A", ">A", "A 1", "Ａ1"], set()),
        (["2024-01", "1/2", "1e5", "5%"], set()),
        (["BM-2022-001", "BM-2022-001 "], set()),
    ],
)
def test_numbers_that_sumifs_could_confuse_are_told_apart(ids, alone):
    assert alone == matched_alone(ids)


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差"), ("-1", "待核"), (None, "待核")],
)  # fmt: skip
def test_the_grade_of_a_total(config, total, grade):
    assert grade == grade_of(None if total is None else Decimal(total), config.scheme.grades)
