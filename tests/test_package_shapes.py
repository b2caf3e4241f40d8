"""What makes a workbook another one for the validator, and what does not."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from macros_py.sheets.standard_workbook import build_standard_workbook
from tests.package_shapes import shapes
from tests.validator import ShapeValidator

SHEET, BOOK, STYLES = "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml"


@pytest.fixture(scope="module")
def parts(config, real_projects):
    with zipfile.ZipFile(io.BytesIO(build_standard_workbook(config, real_projects))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def edited(parts, part, old, new):
    content = parts[part]
    assert old.encode() in content, content[:2000]
    return packed(parts | {part: content.replace(old.encode(), new.encode(), 1)})


#: What a schema forbids; the validator says so of all but the odd address and the misplaced texts.
BROKEN = {
    "an element that there is not": (BOOK, "<sheets>", "<sheets><nonsense/>"),
    "an element in a wrong place": (BOOK, "<sheets>", "<calcPr/><sheets>"),
    "an element twice": (SHEET, "<sheetData>", "<sheetData></sheetData><sheetData>"),
    "a child twice where one may be": (SHEET, "<v>", "<v>1</v><v>"),
    "an element that is missing": (STYLES, "<cellStyleXfs", "<cellXfs/><cellStyleXfs"),
    "an attribute that there is not": (SHEET, "<row ", '<row nonsense="1" '),
    "a required attribute that is missing": (BOOK, "sheetId=", "sheetIdentity="),
    "a word that there is not": (SHEET, 't="inlineStr"', 't="string"'),
    "a word for a number": (SHEET, '<row r="1"', '<row r="one"'),
    "a number below nothing": (SHEET, '<row r="1"', '<row r="-1"'),
    "a column of number nothing": (SHEET, 'min="1"', 'min="0"'),
    "a number too long": (SHEET, '<row r="1"', '<row r="99999999999"'),
    "a word for a size": (SHEET, 'width="', 'width="wide'),
    "no address": (SHEET, '<c r="A1"', '<c r="A1?"'),
    "the name of a sheet too long": (BOOK, 'name="使用说明"', f'name="{"使" * 32}"'),
    "a text that is too long": (SHEET, "<sheetPr", f'<sheetPr codeName="{"x" * 300}"'),
    "a text where none may be": (SHEET, "<sheetData>", "<sheetData>text"),
    "a text between elements": (SHEET, "</row>", "</row>text"),
    "another namespace": (SHEET, "spreadsheetml/2006/main", "spreadsheetml/2006/other"),
    "an ill-formed part": (SHEET, "</sheetData>", ""),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_a_schema_finds_fault_with_has_a_shape_of_its_own(broken, parts):
    assert shapes(edited(parts, *broken)) - shapes(packed(parts))


def test_other_data_is_no_other_shape(config, real_projects, parts):
    others = [
        replace(
            project,
            name=f"{project.name}（续）",
            goal="另一个目标。",
            funds=replace(project.funds, total=Decimal("123.45")),
            indicators=project.indicators[:3],
        )
        for project in real_projects[5:]
    ]

    assert shapes(build_standard_workbook(config, others)) <= shapes(packed(parts))


def test_another_part_or_another_kind_of_picture_is_another_shape(parts):
    assert shapes(packed(parts | {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n1"})) - shapes(packed(parts))
    one, other, kind = (
        shapes(packed({"xl/media/image1.png": content}))
        for content in (b"\x89PNG\r\n\x1a\n1", b"\x89PNG\r\n\x1a\n2", b"GIF89a")
    )
    assert one == other != kind


@pytest.fixture
def asked(monkeypatch):
    """The files that the validator is asked of; it finds fault with those that are called so."""
    files = []

    def validated(path):
        files.append(path.name)
        return ["bad"] if "bad" in path.name else []

    monkeypatch.setattr("tests.validator.validated", validated)
    return files


def test_the_validator_is_asked_of_new_shapes_only_and_of_no_other_shapes_in_another_process(asked, parts, tmp_path):
    files = {
        "first.xlsx": packed(parts),
        "same.xlsx": edited(parts, SHEET, "<v>", "<v>1"),
        "bad.xlsx": edited(parts, *BROKEN["an element that there is not"]),
        "bad again.xlsx": edited(parts, *BROKEN["an element that there is not"]),
    }
    paths = {name: tmp_path / name for name in files}
    for name, content in files.items():
        paths[name].write_bytes(content)
    one, other = ShapeValidator(tmp_path), ShapeValidator(tmp_path)

    assert [[], [], ["bad"], ["bad"]] == [one(path) for path in paths.values()]
    assert [[], ["bad"]] == [other(paths[name]) for name in ("same.xlsx", "bad.xlsx")]
    assert ["first.xlsx", "bad.xlsx", "bad again.xlsx", "bad.xlsx"] == asked
