"""What a cell holds comes back when it is written again, in a Text cell and in any other."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros_py.engines.entry import Kind, enter
from macros_py.sheets.cell_content import content_of, entered, fingerprint


@pytest.mark.parametrize(
    ("value", "formula", "content"),
    [
        (None, "", None),
        ("=3次", "=3次", "'=3次"),
        (None, "=A1+1", "=A1+1"),
        (3.0, "=1+2", "=1+2"),
        (None, "#N/A", "#N/A"),
        (True, "TRUE", True),
        (2024.0, "2024", 2024.0),
        ("2024", "2024", "'2024"),
        (dt.datetime(2024, 5, 1), "45413", "@2024-05-01T00:00:00"),
    ],
)
def test_a_content_is_told_by_value_and_formula(value, formula, content):
    found = content_of(value, formula if not str(content).startswith("#") else formula)
    assert found == (f"#{formula}" if str(content).startswith("#") else content)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20), st.booleans())
def test_a_text_stays_the_text_it_was(text, text_cell):
    entry = enter(entered(f"'{text}", text_cell), "@" if text_cell else "General")
    assert (entry.kind, entry.value) == (Kind.TEXT, text)


def test_what_another_program_writes_otherwise_is_the_same():
    assert fingerprint("='甲'!A1 + 1") == fingerprint("=甲!a1+1")
    assert fingerprint("'一\r\n二") == fingerprint("'一\n二")
    assert fingerprint(0.1 + 0.2) == fingerprint(0.3)


def test_what_a_clerk_changes_is_another():
    contents = [None, "'1", 1.0, True, "=1", "@2024-01-01T00:00:00", "'A", "'a"]
    assert len({fingerprint(content) for content in contents}) == len(contents)
