import pytest

from macros_py.printing.area import Area, move_references, parse_area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B2", Area(2, 2, 2, 2)),
        ("$A$1:C9", Area(1, 1, 9, 3)),
        ("A:C", Area(1, 1, 1048576, 3)),
        ("3:5", Area(3, 1, 5, 16384)),
        ("", None),
        ("A0", None),
        ("XFE1", None),
        ("C3:A1", None),
        ("Sheet1", None),
    ],
)
def test_an_address_names_an_area(text: str, area: Area | None) -> None:
    assert area == parse_area(text)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("$E11>0", "$E11>0"),
        ("SUM(E11:E11)", "SUM(E11:E20)"),
        ('A12&"A12"', 'A22&"A12"'),
        ("LOG10(A$12)", "LOG10(A$22)"),
    ],
)
def test_references_follow_their_rows(formula: str, moved: str) -> None:
    """Row 11 repeats ten times; what stood in row 12 stands in row 22."""
    assert moved == move_references(
        formula, lambda row: row if row < 12 else row + 10, lambda row: 20 if row == 11 else row
    )
