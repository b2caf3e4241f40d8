"""Installing, taking away and the doctor, on Windows machines that are described by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from macros_py.addin.doctor import State, examine, interpreter_in
from macros_py.addin.installing import FRESH, RECORD, configuration_text, install, lay_out, uninstall
from macros_py.addin.machine import (
    APP_PATHS,
    CLICK_TO_RUN,
    OFFICE,
    POLICIES,
    XLWINGS_VERSION,
    Machine,
    survey,
    zone_of,
)
from macros_py.addin.source import xlwings_module
from macros_py.cli import main
from macros_py.errors import FileProblem, MissingPart
from macros_py.home import home

SECURITY = rf"HKCU\{OFFICE}\Security"
POLICY = rf"HKCU\{POLICIES}\Security"


@pytest.fixture
def machine(tmp_path):
    """A Windows machine with a 64-bit Excel and a virtual environment, the add-in not installed yet."""
    python = tmp_path / "王 小明" / "fubiao7" / "python" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.touch()
    for bits in (32, 64):
        (python.parents[1] / f"xlwings{bits}-{XLWINGS_VERSION}.dll").touch()
    registry = {
        rf"HKLM\{APP_PATHS}\excel.exe": {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"},
        rf"HKLM\{CLICK_TO_RUN}": {"platform": "x64"},
    }
    return Machine("win32", tmp_path / "Roaming", tmp_path, python, (3, 12), 64, "gbk", registry)


@pytest.fixture
def installed(machine):
    install(machine)
    return machine


def ills(machine):
    return [finding.what for finding in examine(machine) if finding.state is State.ILL]


def with_values(machine, key, **values):
    return replace(machine, registry={**machine.registry, key: {name.lower(): value for name, value in values.items()}})


def test_the_add_in_lies_where_excel_starts_and_knows_its_interpreter(machine):
    said = install(machine)

    assert machine.addin == machine.app_data / "Microsoft" / "Excel" / "XLSTART" / "fubiao7.xlam"
    assert machine.addin.read_bytes() == (home() / "workbook" / "fubiao7.xlam").read_bytes()
    assert machine.configuration.read_bytes().decode("gbk") == f'"INTERPRETER_WIN","{machine.python}"\r\n'
    assert any("绩效目标" in sentence for sentence in said)


def test_the_folder_of_the_configuration_is_the_one_the_vba_looks_in(machine):
    name = machine.configuration.relative_to(machine.user_profile).parts

    assert name == (".fubiao7", "fubiao7.conf")
    assert 'Environ("USERPROFILE") & "\\." & PROJECT_NAME & "\\" & PROJECT_NAME & ".conf"' in xlwings_module()
    assert 'PROJECT_NAME As String = "fubiao7"' in xlwings_module()


def test_the_version_of_xlwings_is_the_one_of_the_vba_and_of_the_project():
    assert f'XLWINGS_VERSION As String = "{XLWINGS_VERSION}"' in xlwings_module()
    assert f'"xlwings=={XLWINGS_VERSION}"' in (home() / "pyproject.toml").read_text(encoding="utf-8")


def test_installing_twice_and_taking_away_leave_nothing_behind(installed):
    install(installed)
    uninstall(installed)

    assert not installed.addin.exists() and not installed.configuration.exists()
    assert uninstall(installed) == ["没有装过加载项，什么都没有动。"]


def test_an_add_in_that_is_open_in_excel_is_told(installed):
    installed.addin.chmod(0o444)

    with pytest.raises(FileProblem, match="请关闭全部 Excel"):
        install(installed)


def test_a_path_that_the_code_page_of_windows_cannot_hold_is_refused(machine):
    with pytest.raises(MissingPart, match="认不出的字"):
        configuration_text(replace(machine, python=Path("C:/😀/python.exe")))


@pytest.mark.parametrize("verb", ["install", "uninstall", "doctor"])
@pytest.mark.skipif(survey().platform == "win32", reason="says where the buttons cannot be installed")
def test_elsewhere_than_on_windows_it_says_honestly_what_works(verb, capsys):
    code = main(["addin", verb])
    said = "".join(capsys.readouterr())

    assert code == (0 if verb == "doctor" else 2)
    assert "按钮只能装在 Windows 的 Excel 里" in said and "fubiao7 的命令" in said


def test_a_sound_machine_has_no_complaint(installed):
    assert [] == [str(finding) for finding in examine(installed) if finding.state is not State.WELL]


def test_a_machine_without_the_add_in_is_told_to_install_it(machine):
    assert ["加载项", "加载项的设置"] == ills(machine)


def test_an_older_add_in_is_told(installed):
    installed.addin.write_bytes(b"last year's")

    assert ["加载项"] == ills(installed)


def test_a_python_that_was_moved_away_is_told(installed):
    installed.python.unlink()

    assert ["加载项的设置"] == ills(installed)


def test_an_old_python_and_a_missing_excel_are_told(installed):
    assert ["Python", "Excel"] == ills(replace(installed, version=(3, 8), registry={}))


def test_without_the_dll_the_buttons_work_but_slowly(installed):
    (installed.python.parents[1] / f"xlwings64-{XLWINGS_VERSION}.dll").unlink()

    assert [] == ills(installed)
    assert any(found.what == "快速启动" and found.state is State.DOUBT for found in examine(installed))
    assert not any(
        found.what == "快速启动" and found.state is State.DOUBT
        for found in examine(with_values(installed, rf"HKLM\{CLICK_TO_RUN}", Platform="x86"))
    )


@pytest.mark.parametrize("key", [SECURITY, POLICY])
@pytest.mark.parametrize("name", ["DisableAllAddins", "RequireAddinSig"])
def test_a_trust_center_that_stops_add_ins_is_told(key, name, installed):
    assert ["信任中心"] == ills(with_values(installed, key, **{name: 1}))
    assert [] == ills(with_values(installed, key, **{name: 0}))


def test_switched_off_trusted_locations_are_told(installed):
    assert ["信任中心"] == ills(with_values(installed, rf"{SECURITY}\Trusted Locations", AllLocationsDisabled=1))


@pytest.mark.parametrize(("level", "doubts"), [(1, 0), (2, 0), (3, 1), (4, 1)])
def test_a_ban_of_unsigned_macros_is_a_doubt_for_the_single_file(level, doubts, installed):
    found = examine(with_values(installed, SECURITY, VBAWarnings=level))

    assert doubts == len([one for one in found if one.what == "信任中心" and one.state is State.DOUBT])


def test_an_add_in_that_excel_has_disabled_is_told(installed):
    entry = b"\x01\0\0\0" * 3 + str(installed.addin).encode("utf-16-le") + b"\0\0"
    other = b"\x01\0\0\0" * 3 + "C:\\别的.xlam".encode("utf-16-le") + b"\0\0"

    key = rf"HKCU\{OFFICE}\Resiliency\DisabledItems"
    assert ["禁用项目"] == ills(with_values(installed, key, **{"1A2B": entry}))
    assert [] == ills(with_values(installed, key, **{"1A2B": other}))


def test_a_file_marked_as_coming_from_the_internet_is_told(installed):
    # Windows keeps the mark in a second stream of the file, whose name has a colon; elsewhere that is a file.
    Path(f"{installed.addin}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n", encoding="ascii")

    assert ["来自网络的文件"] == ills(installed)


@pytest.mark.parametrize(
    ("mark", "zone"), [("[ZoneTransfer]\nZoneId=3\nHostUrl=http://x", 3), ("[ZoneTransfer]\nZoneId=0", 0), ("", None)]
)
def test_the_mark_of_the_web_is_read(mark, zone):
    assert zone == zone_of(mark)


def test_wps_beside_excel_is_a_doubt(installed):
    found = examine(with_values(installed, rf"HKCU\{APP_PATHS}\et.exe", **{"": r"C:\WPS\et.exe"}))

    assert ["WPS"] == [one.what for one in found if one.state is State.DOUBT]


def test_every_word_of_the_doctor_is_chinese_and_says_what_to_do(machine):
    bad = with_values(replace(machine, version=(3, 8)), SECURITY, DisableAllAddins=1, RequireAddinSig=1, VBAWarnings=4)
    for finding in examine(bad):
        assert finding.what == "xlwings" or re.search("[一-鿿]", finding.what + finding.sentence)
        if finding.state is State.ILL:
            assert "请" in finding.sentence or "照常能用" in finding.sentence


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('"INTERPRETER_WIN","C:\\a\\python.exe"', "C:\\a\\python.exe"),
        ('"PYTHONPATH","C:\\b"\n"interpreter_win","D:\\python.exe"', "D:\\python.exe"),
        ('"INTERPRETER_WIN",""', None),
        ("", None),
    ],
)
def test_the_interpreter_is_read_from_the_settings(text, path):
    assert path == interpreter_in(text)


def test_an_update_keeps_what_the_bureau_has_changed(tmp_path):
    release, target = tmp_path / "解压", tmp_path / "装在这里"
    for name in ("config.yaml", "templates_xlsx/附表7.xlsx", "workbook/附表7.xlsx"):
        (release / name).parent.mkdir(parents=True, exist_ok=True)
        (release / name).write_text("第一版", encoding="utf-8")
    assert [] == lay_out(release, target)

    (target / "config.yaml").write_text("单位改的", encoding="utf-8")
    for path in release.rglob("*.*"):
        path.write_text("第二版", encoding="utf-8")
    said = lay_out(release, target)

    files = [path for path in target.rglob("*.*") if path.name != RECORD]
    texts = {path.relative_to(target).as_posix(): path.read_text(encoding="utf-8") for path in files}
    assert texts == {
        "config.yaml": "单位改的",
        f"config.{FRESH}.yaml": "第二版",
        "templates_xlsx/附表7.xlsx": "第二版",
        "workbook/附表7.xlsx": "第二版",
    }
    assert len(said) == 1 and "“config.yaml”您改过，没有动" in said[0]


def test_a_folder_that_is_no_release_is_told_and_nothing_is_laid_out(tmp_path):
    target = tmp_path / "装在这里"
    with pytest.raises(FileProblem, match="不是解压出来的安装包"):
        lay_out(tmp_path / "别的文件夹", target)
    assert not target.exists()


def test_a_damaged_record_of_what_was_laid_out_keeps_what_differs(tmp_path):
    release, target = tmp_path / "解压", tmp_path / "装在这里"
    for folder, text in ((release, "第二版"), (target, "第一版")):
        folder.mkdir()
        (folder / "config.yaml").write_text(text, encoding="utf-8")
    (target / RECORD).write_text('{"config.yaml": ', encoding="utf-8")

    assert ["“config.yaml”您改过，没有动；这一版的放在旁边：config.新版.yaml"] == lay_out(release, target)
    assert "第一版" == (target / "config.yaml").read_text(encoding="utf-8")


def test_the_household_beside_the_environment_is_found(tmp_path, monkeypatch):
    import macros_py.home as home_module

    elsewhere = tmp_path / "site-packages" / "macros_py"
    (tmp_path / "fubiao7" / "templates_xlsx").mkdir(parents=True)
    (tmp_path / "fubiao7" / "config.yaml").touch()
    monkeypatch.setattr(home_module, "__file__", str(elsewhere / "home.py"))
    monkeypatch.setattr(home_module.sys, "prefix", str(tmp_path / "fubiao7" / "python"))

    assert tmp_path / "fubiao7" == home_module.home()
    (tmp_path / "fubiao7" / "config.yaml").unlink()
    # A checkout has no copy inside: the folder that lost its settings is the one to name.
    assert tmp_path / "fubiao7" == home_module.home()
    (elsewhere / "_home").mkdir(parents=True)
    assert elsewhere / "_home" == home_module.home()
