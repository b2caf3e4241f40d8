import pytest

from macros_py.checks.punctuation import unpaired


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("“两优一先“表彰人数", "“两优一先“表彰人数"),
        ("开展”七一“活动", "开展”七一“活动"),
        ("培训（含网络培训", "培训（含网络培训"),
        ("培训含网络培训）的人数", "培训含网络培训）的人数"),
        ('"两优一先表彰', '"两优一先表彰'),
        ("《纲要收官之年", "《纲要收官之年"),
        ("按照（《规定）》执行", "按照（《规定）》执行"),
    ],
)
def test_a_mark_without_its_partner_is_shown_with_its_surroundings(text, piece):
    assert piece == unpaired(text)


@pytest.mark.parametrize(
    "text",
    [
        "“两优一先”表彰（含《章程》学习）",
        "包括：1）培训；2）考核；一）汇报",
        "培训(含网络）人数",
        '"两优一先"表彰，显示屏55"',
        "“‘四新’主攻‘四化’”",
        "",
    ],
)
def test_paired_marks_and_list_numbers_are_left_alone(text):
    assert "" == unpaired(text)
