"""Dates by themselves; what the whole reader makes of them is in reviewed_texts.txt."""

from datetime import date

import pytest

from macros_py.targets.dates import is_compact_date, read_date
from macros_py.targets.target import Kind


@pytest.mark.parametrize(
    ("text", "kind", "last", "before"),
    [
        ("2023年12月底", Kind.MONTH, date(2023, 12, 31), False),
        ("截至2023年12月31日", Kind.DATE, date(2023, 12, 31), False),
        ("2023年12月31日以前", Kind.DATE, date(2023, 12, 31), True),
        ("2023年12月31号前", Kind.DATE, date(2023, 12, 31), True),
        ("2023年底", Kind.YEAR, date(2023, 12, 31), False),
        ("2023年年末前", Kind.YEAR, date(2023, 12, 31), True),
        ("2023年内", Kind.YEAR, date(2023, 12, 31), True),
        ("二〇二三年十二月三十一日", Kind.DATE, date(2023, 12, 31), False),
        ("2024年二季度末", Kind.QUARTER, date(2024, 6, 30), False),
        ("2024年下半年", Kind.QUARTER, date(2024, 12, 31), False),
        ("2024-6-5", Kind.DATE, date(2024, 6, 5), False),
        ("2024-06", Kind.MONTH, date(2024, 6, 30), False),
        ("2024/06/05前完成", Kind.DATE, date(2024, 6, 5), True),
        ("2024年3-6月", Kind.RANGE, date(2024, 6, 30), False),
        ("2024年3月5日至15日", Kind.RANGE, date(2024, 3, 15), False),
        ("2023年11月至2024年3月", Kind.RANGE, date(2024, 3, 31), False),
        ("12月底", Kind.MONTH, None, False),
        ("当年12月31日前", Kind.DATE, None, True),
        ("本年度内", Kind.YEAR, None, True),
        ("2024年10月(含)前", Kind.MONTH, date(2024, 10, 31), True),
        ("2024年10月15日(含)前", Kind.DATE, date(2024, 10, 15), True),
    ],
)
def test_a_date_is_found_with_its_last_day(text: str, kind: Kind, last: date | None, before: bool) -> None:
    found = read_date(text)
    assert found is not None
    assert (kind, last, before, "") == (found.kind, found.last, found.before, found.problem)


@pytest.mark.parametrize(
    "text",
    [
        "2023年2月29日",
        "2023年13月",
        "2月30日前",
        "0月",
        "2023-02-30",
        "2023年4月31日",
        "26年12月",
        "2024年6月-2024年3月",
        "2204年12月底前",
        "1899年12月",
    ],
)
def test_an_impossible_date_says_so(text: str) -> None:
    found = read_date(text)
    assert found is not None
    assert found.problem


@pytest.mark.parametrize(
    "text",
    [
        "12年",
        "12个月",
        "3年以上",
        "三年行动计划",
        "每年12月",
        "95%",
        "2023.12",
        "4个季度",
        "2024年党建工作经费",
        "1.5",
        "半年",
        "3000年",
    ],
)
def test_what_is_no_date_is_left_to_others(text: str) -> None:
    assert read_date(text) is None


def test_eight_digits_are_a_date_only_if_the_calendar_has_it() -> None:
    assert [True, False, False, False] == [
        is_compact_date(text) for text in ("20261231", "20260230", "20261331", "12345678")
    ]
