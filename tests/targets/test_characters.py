"""Look-alikes fold to one form, white space goes, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.targets.characters import fold, squeeze


@pytest.mark.parametrize("alike", "≥ ≧ ⩾ >= => ＞= ＞＝ ≥= ≮ \uf0b3".split())
def test_every_look_alike_of_at_least_folds(alike: str) -> None:
    assert "≥5" == fold(squeeze(f"{alike}5"))


@pytest.mark.parametrize("alike", "≤ ≦ ⩽ <= ＜= =< ‹= ≯ \uf0a3".split())
def test_every_look_alike_of_at_most_folds(alike: str) -> None:
    assert "≤5" == fold(squeeze(f"{alike}5"))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("＝５％", "=5%"),
        ("═5﹪", "=5%"),
        ("﹥５", ">5"),
        ("﹤5", "<5"),
        ("5——6", "5-6"),
        ("5～6", "5~6"),
        ("人•月", "人·月"),
        ("￥5", "¥5"),
        ("（５，０００）", "(5,000)"),
    ],
)
def test_other_look_alikes_fold(text: str, folded: str) -> None:
    assert folded == fold(squeeze(text))


def test_contradictory_operators_stay_as_they_are() -> None:
    assert ("<>5", "≥≤5") == (fold("<>5"), fold("≥≤5"))


def test_a_line_break_between_digits_stays_a_space() -> None:
    assert ("100 200", "完成100次", "≥95%") == (
        squeeze("100\n200"),
        squeeze("完成\n100\r\n次"),
        fold(squeeze("≥\u00a095\n%")),
    )


@given(st.text(max_size=60))
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    once = squeeze(text)
    assert once == squeeze(once)
    assert fold(once) == fold(squeeze(fold(once)))
