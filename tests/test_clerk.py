"""Questions to the clerk, where they can be put without a program on the screen."""

from pathlib import Path

import pytest

from macros_py.clerk import LONGEST_MESSAGE, Clerk, _free_name, _rows_of
from macros_py.desktop import opening_words


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("$A$4", {4}),
        ("$A$4:$C$6", {4, 5, 6}),
        ("$4:$6", {4, 5, 6}),
        ("$A$4:$C$5,$8:$8", {4, 5, 8}),
        ("$B:$C", set(range(1, 11))),
        ("$A$9:$A$1048576", {9, 10}),
    ],
)
def test_the_rows_of_a_selection_are_read_from_its_address(address, rows):
    assert rows == _rows_of(address, 10)


def test_a_free_name_never_is_that_of_a_file(tmp_path):
    for name in ("表.xlsx", "表2.xlsx"):
        (tmp_path / name).touch()

    assert tmp_path / "表3.xlsx" == _free_name(tmp_path / "表.xlsx")


def test_a_long_message_is_cut_where_a_message_box_would_cut_it():
    class App:
        shown = ""

        def alert(self, prompt, title, buttons):
            self.shown = prompt

    app = App()
    Clerk(app).tell("长" * 2000)

    assert (len(app.shown), app.shown[-1]) == (LONGEST_MESSAGE, "…")


@pytest.mark.parametrize(
    ("platform", "name", "words"),
    [
        ("win32", "config.yaml", ["notepad.exe", "config.yaml"]),
        ("win32", "帮助.html", []),
        ("darwin", "config.yaml", ["open", "-t", "config.yaml"]),
        ("linux", "帮助.html", ["xdg-open", "帮助.html"]),
    ],
)
def test_a_file_is_opened_by_what_the_system_has(platform, name, words):
    assert words == opening_words(Path(name), platform)
