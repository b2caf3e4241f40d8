import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.printing import sheet_names


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (["干部培训经费"], ["干部培训经费"]),
        (["a/b\\c:d*e?f[g]"], ["a／b＼c：d＊e？f［g］"]),
        (["'引号'"], ["引号"]),
        (["O'Brien"], ["O'Brien"]),
        (["", "  ", "'"], ["未命名", "未命名(2)", "未命名(3)"]),
        (["History", "history"], ["History_", "History_(2)"]),
        (["经费", "经费", "经费"], ["经费", "经费(2)", "经费(3)"]),
        (["Abc", "ABC"], ["Abc", "ABC(2)"]),
        (["经费", "经费(2)", "经费"], ["经费", "经费(2)", "经费(3)"]),
        (["长" * 40, "长" * 40], ["长" * 31, "长" * 28 + "(2)"]),
        (["😀" * 20], ["😀" * 15]),
        (["换\n行\t名"], ["换 行 名"]),
    ],
)
def test_a_wish_becomes_a_name_that_excel_takes(wishes: list[str], expected: list[str]) -> None:
    assert expected == sheet_names(wishes)


@given(st.lists(st.text(max_size=50), max_size=30))
def test_names_are_always_allowed_unique_and_stable(wishes: list[str]) -> None:
    names = sheet_names(wishes)
    assert len(wishes) == len({name.casefold() for name in names})
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name == name.strip("'") and name.casefold() != "history"
    assert names == sheet_names(wishes)
