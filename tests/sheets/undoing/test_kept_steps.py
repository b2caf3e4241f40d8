"""The file of kept steps: bounded, elsewhere where it cannot lie beside, harmless when damaged."""

import os
import zlib

import pytest

from macros_py.config import UndoSettings
from macros_py.sheets.undoing.kept_steps import kept_steps
from macros_py.sheets.undoing.snapshot import FormatRun, SheetContent
from macros_py.sheets.undoing.step import Step, step_between
from macros_py.sheets.undoing.unfinished import begun, since


def step(number, text="旧"):
    before = {"甲": SheetContent(1, 1, ((f"'{text}", float(number)),), {"甲": "$A$1:$B$1"}, (FormatRun(1, 1, 1, "@"),))}
    after = {"甲": SheetContent(1, 1, (("'新", None),)), "乙": SheetContent(1, 1, (("=甲!A1",),))}
    return step_between(before, after, "check", f"第{number}步")


def test_a_step_comes_back_as_it_was_kept():
    kept = step(1)
    back = Step.unpacked(kept.packed())
    assert (back.label, back.when) == (kept.label, kept.when)
    assert [(c.sheet, c.kind, c.cells, c.formats, dict(c.tables or {})) for c in back.sheets] == [
        (c.sheet, c.kind, c.cells, c.formats, dict(c.tables or {})) for c in kept.sheets
    ]


def test_the_oldest_go_when_there_are_too_many(tmp_path):
    kept = kept_steps(str(tmp_path / "书.xlsx"), UndoSettings(steps=3, megabytes=1))
    for number in range(5):
        kept.push(step(number))

    assert (kept.count(), kept.last().label) == (3, "第4步")
    kept.drop_last()
    assert (kept.count(), kept.last().label) == (2, "第3步")


def test_the_oldest_go_when_they_take_too_much_and_the_newest_stays(tmp_path):
    kept = kept_steps(str(tmp_path / "书.xlsx"), UndoSettings(steps=10, megabytes=1))
    for number in range(3):
        kept.push(step(number, os.urandom(600_000).hex()))

    assert (kept.count(), kept.last().label) == (1, "第2步")


@pytest.mark.parametrize("name", ["https://d.docs.live.net/1/书.xlsx", "工作簿1"])
def test_a_workbook_without_a_folder_keeps_its_steps_with_the_user(tmp_path, monkeypatch, name):
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kept_steps(name, UndoSettings(3, 1)).push(step(1))

    assert kept_steps(name, UndoSettings(3, 1)).last().label == "第1步"
    assert kept_steps(name + "2", UndoSettings(3, 1)).last() is None
    assert [path.parent.name for path in tmp_path.rglob("*.撤销")] == ["撤销"]


@pytest.mark.parametrize(
    ("name", "found"), [("https://d.docs.live.net/1/书.xlsx", True), ("书.xlsx", False), ("/某处/书.xlsx", True)]
)
def test_what_a_command_began_with_is_kept_for_a_workbook_that_can_be_found_again(tmp_path, monkeypatch, name, found):
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    kept = kept_steps(name, UndoSettings(3, 1))
    before = {
        "甲": SheetContent(2, 2, (("'旧", 1.0), (None, True)), {"甲": "$B$2:$C$3"}, (FormatRun(2, 2, 3, "@"),)),
        "空": SheetContent(1, 1, ()),
    }
    kept.begin(begun(before, "check", "校验"))

    assert (kept.unfinished() is not None) == found
    if found:
        assert since(kept.unfinished(), before).sheets == ()
        assert [change.kind for change in since(kept.unfinished(), {"乙": before["甲"]}).sheets] == [
            "added",
            "removed",
            "removed",
        ]
    kept.end()
    assert kept.unfinished() is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"fubiao7", b"strange"),
        lambda content: content[:20] + b"\xff\xfe" + content[22:],
        lambda content: content.splitlines(True)[0] + b"AAAA\n",
    ],
)
def test_a_damaged_file_holds_no_step(tmp_path, damage):
    kept = kept_steps(str(tmp_path / "书.xlsx"), UndoSettings(3, 1))
    kept.push(step(1))
    kept.beside.write_bytes(damage(kept.beside.read_bytes()))

    assert kept.last() is None


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b'{"command": 1}',
        b'{"command":"c","label":"l","when":"w","sheets":[{"sheet":"s","kind":"changed","rows":[0],"columns":[1],'
        b'"before":["=1"],"after":[""],"formats":[],"tables":{}}]}',
        b'{"command":"c","label":"l","when":"w","sheets":[{"sheet":"s","kind":"changed","rows":[1],"columns":[1],'
        b'"before":["cmd"],"after":[""],"formats":[],"tables":{}}]}',
        b'{"command":"c","label":"l","when":"w","sheets":[{"sheet":"s","kind":"changed","rows":[],"columns":[],'
        b'"before":[],"after":[],"formats":[],"tables":{"t":"=1"}}]}',
        b'{"command":"c","label":"l","when":"w","sheets":[{"sheet":"s","kind":"changed","rows":[],"columns":[],'
        b'"before":[],"after":[],"formats":[],"tables":[]}]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_step_is_refused(data):
    with pytest.raises(ValueError):
        Step.unpacked(zlib.compress(data))
