"""Grades, scales and the rest."""

import pytest

from macros_py.targets.words import is_grade, is_scale


@pytest.mark.parametrize(
    "text",
    "优秀 良好 合格 效果明显 及时有效 有所提高 已完成 持续保障 按时保质完成 不断提升 达成年度指标 部分达成年度指标并具有一定效果 全覆盖 零投诉 3A级 Ⅲ类 省级 良好及以上 是 √ 显著改善 稳步增长 圆满完成 进一步规范".split(),
)
def test_words_of_degree_and_state_are_grades(text: str) -> None:
    assert is_grade(text)


@pytest.mark.parametrize(
    "text",
    "受益对象满意度高 本项目完成时限 持续增强使命感和荣誉感 机关大楼 七一前完成 两不愁三保障 符合GB标准 对76家全覆盖 保障村干部正常履职".split(),
)
def test_sentences_and_names_are_no_grades(text: str) -> None:
    assert not is_grade(text)


@pytest.mark.parametrize(
    "text", "好坏 高中低 优良中差 优良中低差 是/否 有/无 优、良、中、差 优秀/良好/一般 合格或不合格".split()
)
def test_a_list_of_levels_is_a_scale(text: str) -> None:
    assert is_scale(text)


@pytest.mark.parametrize("text", "优良 优秀 良好以上 高 及时有效 台/套".split())
def test_one_level_is_no_scale(text: str) -> None:
    assert not is_scale(text)
