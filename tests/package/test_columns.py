from macros_py.package.columns import LAST_COLUMN, column_letters, column_number


def test_columns_count_from_a_to_xfd():
    letters = [column_letters(number) for number in (1, 26, 27, 702, 703, LAST_COLUMN)]

    assert letters == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(number)) == number for number in range(1, LAST_COLUMN + 1))


def test_small_letters_name_the_same_column():
    assert column_number("xfd") == LAST_COLUMN
