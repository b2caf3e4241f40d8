from macros_py.engines.files.format import text_lines


def test_a_row_needs_as_many_lines_as_its_longest_wrapped_cell():
    texts = ["年度总体目标" * 5, "一\n二", "很长" * 50]

    assert text_lines(texts, [21.0, 21.0, 21.0], [True, True, False]) == 3


def test_an_empty_row_needs_one_line():
    assert text_lines(["", ""], [10.0, 10.0], [True, False]) == 1
