from __future__ import annotations

import pytest

from macros_py.engines.address import Area, quote_sheet, split_sheet


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B3", Area(3, 2)),
        ("$b$3:A1", Area(1, 1, 3, 2)),
        ("A:C", Area(1, 1, 1048576, 3)),
        ("2:3", Area(2, 1, 2, 16384)),
        ("XFD1048576", Area(1048576, 16384)),
    ],
)
def test_addresses_are_read(text, area):
    assert Area.parse(text) == area


@pytest.mark.parametrize("text", ["", "A0", "A1048577", "XFE1", "项目", "A1:", "A1,B2", "1A", "A:1"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="."):
        Area.parse(text)


@pytest.mark.parametrize("text", ["$A$1", "$B$3:$D$9", "$A:$C", "$2:$3", "$XFD$1048576"])
def test_an_address_prints_as_it_was_read(text):
    assert Area.parse(text).address() == text


@pytest.mark.parametrize(
    ("name", "quoted"),
    [("项目清单", "项目清单"), ("Sheet1", "Sheet1"), ("2026年", "'2026年'"), ("A1", "'A1'"), ("甲 乙", "'甲 乙'"),
     ("it's", "'it''s'"), ("表(2)", "'表(2)'"), ("R1", "'R1'")],
)  # fmt: skip
def test_a_sheet_is_quoted_where_a_formula_needs_it(name, quoted):
    assert quote_sheet(name) == quoted
    assert split_sheet(f"={quoted}!$A$1") == (name, "$A$1")


def test_clipping_gives_what_two_areas_share():
    assert Area(1, 1, 5, 5).clip(Area(3, 4, 9, 9)) == Area(3, 4, 3, 2)
    assert Area(1, 1).clip(Area(2, 2)) is None
