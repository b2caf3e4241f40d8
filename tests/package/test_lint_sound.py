"""Sound workbooks of several programs give no complaint, and whatever stands in one the lint answers."""

import io
import random
import re
import zipfile
from collections import Counter

import openpyxl
import pytest

from macros_py.home import home
from macros_py.package.lint import lint
from tests.package.damaged_books import SHEET, damaged, packed, sound_book, sound_parts


def saved_by_openpyxl():
    book = openpyxl.load_workbook(io.BytesIO(sound_book()), rich_text=True)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", [sound_book, saved_by_openpyxl], ids=["XlsxWriter", "openpyxl"])
def test_a_sound_book_gives_no_complaint(make):
    assert () == lint(make())


def test_the_standard_workbook_gives_no_complaint_from_a_path_or_bytes():
    path = home() / "workbook" / "附表7.xlsx"
    assert () == lint(path) == lint(str(path)) == lint(path.read_bytes())


def test_a_damage_is_found_in_the_standard_workbook_too():
    with zipfile.ZipFile(home() / "workbook" / "附表7.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name, content in parts.items() if b"<dataValidation " in content)
    parts[sheet] = parts[sheet].replace(b"<dataValidation ", b'<dataValidation prompt="' + b"x" * 256 + b'" ', 1)
    found = Counter(complaint.rule for complaint in lint(packed(parts.items())))
    assert found.keys() <= {"validation-length", "xml"} and found


def test_merges_that_touch_do_not_overlap_and_many_are_compared_at_once():
    """A column of 30,000 merges side by side, and one across the middle of it."""
    merges = "".join(f'<mergeCell ref="K{row}:L{row}"/>' for row in range(1, 30_001))
    crossing = '<mergeCell ref="L15000:M15001"/>'
    old = '<mergeCell ref="F3:G4"/>'
    assert () == lint(damaged((SHEET, old, old + merges)))
    places = [c.place for c in lint(damaged((SHEET, old, old + merges + crossing)))]
    assert ["L15000:M15001"] == places


NASTY = ["", "-1", "0", "²", "٣", "9" * 5000, "1.5", "A1", "ZZZ9999999", "A1:B2:C3", "'", "[[", "nan", "_xZZZZ_", "表!"]


def test_whatever_stands_in_an_attribute_or_text_the_lint_answers():
    """Seeded: 400 books with another value in one place; it may complain or not, but never stops."""
    chance = random.Random(7)
    texts = {name: content.decode() for name, content in sound_parts().items()}
    value = re.compile(r'"([^"<>]*)"(?=[ ?/>])|>([^<>]+)<')
    places = [(part, found.span(found.lastindex)) for part in texts for found in value.finditer(texts[part])]
    complained = 0
    for _ in range(400):
        part, (start, end) = chance.choice(places)
        changed = texts[part][:start] + chance.choice(NASTY) + texts[part][end:]
        complained += bool(lint(packed({**texts, part: changed}.items())))
    assert complained > 100
