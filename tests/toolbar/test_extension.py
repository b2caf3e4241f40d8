from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from macros_py.commands import COMMANDS
from macros_py.commands.registry import GROUPS
from macros_py.toolbar.extension import build_extension


def parts(python="/opt/fubiao7/bin/python"):
    with zipfile.ZipFile(io.BytesIO(build_extension(python))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_same_input_gives_the_same_bytes():
    assert build_extension("/a/python") == build_extension("/a/python")


@pytest.mark.parametrize("name", parts())
def test_every_part_is_well_formed(name):
    assert ElementTree.fromstring(parts()[name]).tag


def test_every_command_has_a_button_and_a_menu_entry_with_its_chinese_label_and_a_macro():
    files = parts()
    labels = re.findall(r'<value xml:lang="zh-CN">(.*?)</value>', files["Addons.xcu"])
    macros = re.findall(r"^Sub Press_(\w+)$", files["fubiao7/Buttons.xba"], re.MULTILINE)
    called = re.findall(r"Buttons\.Press_(\w+)\?", files["Addons.xcu"])
    by_group = sorted(COMMANDS, key=lambda command: GROUPS.index(command.group))
    assert [label for label in labels if label != "绩效目标"] == [command.label for command in by_group] * 2
    assert macros == [command.id.replace("-", "_") for command in by_group]
    assert called == macros * 2


def test_a_program_in_a_folder_with_spaces_is_quoted_for_basic():
    module = ElementTree.fromstring(parts("/home/王 三/python")["fubiao7/Buttons.xba"])
    assert 'Shell("""/home/王 三/python""", 0' in "".join(module.itertext())
