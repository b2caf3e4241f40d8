"""Sentences of other offices give the points a person gives, whatever is cut off or slipped in."""

from decimal import Decimal

import pytest

from macros_py.scoring import read_standard
from tests.scoring.sentences import ALL, REFUSED


def reading(row, sentence):
    target_type, target, unit, weight, *_ = row
    return read_standard(sentence, target, Decimal(weight), unit=unit, target_type=target_type, year=2026)


@pytest.mark.parametrize("row", ALL, ids=lambda row: row[4])
def test_every_actual_earns_what_a_person_gives(row):
    read = reading(row, row[4])

    assert (read.is_settled, read.reason) == (True, "")
    assert {actual: points and Decimal(points) for actual, points in row[5].items()} == {
        actual: read.rule.evaluate(actual) for actual in row[5]
    }


@pytest.mark.parametrize(("target_type", "target", "unit", "sentence", "why"), REFUSED)
def test_what_can_be_meant_in_two_ways_is_refused_with_the_reason(target_type, target, unit, sentence, why):
    read = read_standard(sentence, target, Decimal(10), unit=unit, target_type=target_type, year=2026)

    assert read.rule is None
    assert why in read.reason


@pytest.mark.parametrize("row", ALL, ids=lambda row: row[4])
def test_a_word_that_leaves_the_points_open_is_never_skipped(row):
    sentence = row[4]
    for word in ("酌情", "除特殊情况外"):
        for place in range(len(sentence) + 1):
            changed = sentence[:place] + word + sentence[place:]

            assert reading(row, changed).rule is None, changed


@pytest.mark.parametrize("row", ALL, ids=lambda row: row[4])
def test_a_sentence_cut_short_gives_the_same_points_or_none(row):
    sentence, actuals = row[4], row[5]
    whole = reading(row, sentence).rule
    for length in range(len(sentence)):
        # Where a whole clause or 的80% is gone, no reader of the part can know.
        if sentence[length] in "，；的" or sentence[length - 1] in "，；":
            continue
        part = reading(row, sentence[:length])
        if part.rule is not None and part.is_settled:
            for actual in actuals:
                expected = whole.evaluate(actual)

                assert expected is None or part.rule.evaluate(actual) in (None, expected), sentence[:length]


def test_a_month_of_delay_counts_when_it_is_over_or_where_the_office_says_so_when_it_begins():
    sentence, target = "按时完成得10分，每推迟1个月扣2分", "2026年12月31日前"
    days = ["2026-12-31", "2027-01-01", "2027-01-31", "2027-02-01", "2027-02-28", "2027-06-30"]
    over, begun = (read_standard(sentence, target, Decimal(10), begun=begun).rule for begun in (False, True))

    assert [10, 10, 8, 8, 6, 0] == [over.evaluate(day) for day in days]
    assert [10, 8, 8, 6, 6, 0] == [begun.evaluate(day) for day in days]


def test_no_formula_of_these_sentences_is_longer_than_the_limit():
    longest = max((len(reading(row, row[4]).rule.formula("AB12345")), row[4]) for row in ALL)

    assert longest[0] <= 1000, longest
