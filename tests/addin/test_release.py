"""The release for machines without network, but for the packages, which only the network has."""

from __future__ import annotations

import zipfile

import pytest

from macros_py.addin.installing import HOUSEHOLD
from macros_py.addin.release import BATCHES, NAME, PAGES, SOURCES, build_release, missing_on_windows
from macros_py.home import home


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    path = build_release(tmp_path_factory.mktemp("dist"), pythons=())
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix(f"{NAME}/"): archive.read(name) for name in archive.namelist()}


def test_the_release_holds_what_a_clerk_needs(release):
    assert {*BATCHES, *(f"{page}.txt" for page in PAGES), "config.yaml"} <= set(release)
    for product in ("fubiao7.xlam", "附表7.xlsx", "附表7.xlsm", "示例.xlsx", "帮助.html", "source/使用说明.md"):
        assert release[f"workbook/{product}"] == (home() / "workbook" / product).read_bytes()
    assert {f"templates_xlsx/{path.name}" for path in (home() / "templates_xlsx").glob("*.xlsx")} <= set(release)
    assert not any(name.startswith(SOURCES) for name in release)


def test_the_release_is_the_same_each_time(tmp_path):
    first, second = (build_release(tmp_path / name, pythons=()).read_bytes() for name in ("一", "二"))

    assert first == second


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_file_is_what_cmd_of_a_chinese_windows_reads(release, name):
    content = release[name]
    text = content.decode("gbk")

    assert text.startswith("@echo off\r\n") and "\n" not in text.replace("\r\n", "")
    # A second byte that cmd takes for an operator would cut the line in two where the code page is another one.
    assert [] == [
        c for c in text if len(c.encode("gbk")) == 2 and c.encode("gbk")[1:] in (b"|", b"^", b"&", b"<", b">")
    ]


def test_the_batch_file_calls_verbs_that_there_are(release):
    from macros_py.cli import parser

    text = release["install.bat"].decode("gbk")
    assert "-m macros_py addin install --from" in text and "-m macros_py addin doctor" in text
    for words in (["addin", "install", "--from", "."], ["addin", "doctor"], ["addin", "uninstall"]):
        assert parser().parse_args(words)
    assert set(HOUSEHOLD) == {"config.yaml", "templates_xlsx", "workbook"}


def test_the_pages_for_notepad_begin_with_a_mark_and_have_its_line_ends(release):
    for page in PAGES:
        content = release[f"{page}.txt"]
        text = content.decode("utf-8-sig")
        assert content[:3] == b"\xef\xbb\xbf" and text.startswith(f"■ {page}\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert [mark for mark in ("**", "`", "](", "\n#", "|---") if mark in text] == []


def test_what_a_package_needs_on_windows_only_is_found(tmp_path):
    def wheel(name, *requirements):
        path = tmp_path / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            lines = [f"Name: {name}", *(f"Requires-Dist: {requirement}" for requirement in requirements)]
            archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n")
        return path

    wheels = [
        wheel("xlwings", "pywin32>=224 ; platform_system == 'Windows'", 'psutil>=2 ; platform_system == "Darwin"'),
        wheel("tqdm", 'colorama; platform_system == "Windows"', "pytest>=6; extra == 'dev'"),
        wheel("pandas", 'tzdata; sys_platform == "win32"', "numpy>=2"),
        wheel("tzdata"),
    ]
    assert {"pywin32>=224", "colorama"} == missing_on_windows(wheels)
