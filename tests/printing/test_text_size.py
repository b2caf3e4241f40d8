import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.printing.text_size import TextBox, half_ems


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("产出指标", 1),
        ("十个字正好占满一行呢", 1),
        ("十个字正好占满一行呢。", 2),
        ("一\n二\n三", 3),
        ("服务对象满意度指标情况" * 3, 4),
        ("ABCDEFGHIJKLMN", 1),
        ("2023年12月底前", 1),
        ("见www.example-of-a-long-address.gov.cn", 4),
    ],
)
def test_a_box_of_ten_characters_counts_lines_on_the_safe_side(text: str, lines: int) -> None:
    box = TextBox(width=10 * 11 / 0.96 + 0.5, size=11)
    assert lines == box.lines(text)


def test_a_character_outside_gbk_is_wide() -> None:
    assert (2, 1.2, 4) == (half_ems("指"), half_ems("a"), half_ems("😀"))


def test_stacked_text_takes_a_line_for_every_character() -> None:
    assert TextBox(20, 10, turned=255).height("绩效指标") == pytest.approx(61.5)


@given(st.text(alphabet="绩效，。A1 \n", min_size=1, max_size=400), st.floats(20, 300))
def test_a_cut_text_is_whole_and_every_piece_fits(text: str, room: float) -> None:
    box = TextBox(120, 11)
    pieces = box.cut(text, room, room)
    assert text == "".join(pieces)
    assert all(box.height(piece.rstrip("\n")) <= max(room, box.one_line) for piece in pieces)
