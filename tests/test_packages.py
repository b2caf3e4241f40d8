"""Every kind of file the project ships or makes opens in Excel without a repair prompt, as far as that can be told here.

The lint of ``macros_py.package.lint`` knows what Excel insists on, the Open XML SDK validator knows the schema. Besides
these, a fixture in conftest looks at every workbook that our code writes in any test.
"""

import io
import shutil
import zipfile
from dataclasses import fields, replace

import openpyxl
import pytest

from macros_py.cli import main
from macros_py.config import load_config
from macros_py.home import home
from macros_py.model import Heading, Indicator, Project
from macros_py.package import write_beside
from macros_py.package.lint import lint

SHIPPED = sorted(path for folder in ("workbook", "templates_xlsx") for path in (home() / folder).glob("*.xl[st]*"))
KINDS = load_config().form_kinds


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return what a year of work leaves behind: every kind of file that the command line writes, by what made it."""
    folder = tmp_path_factory.mktemp("一年")
    sample, new, back = folder / "示例.xlsx", folder / "新.xlsx", folder / "返回.xlsx"
    files = {}

    def run(name, *words, makes):
        assert main([str(word) for word in words]) < 2, name
        files[name] = shutil.copy(makes, folder / f"{name}.xlsx")

    shutil.copy(home() / "workbook" / "示例.xlsx", sample)
    run("check", "check", sample, makes=sample)
    run("check again", "check", sample, makes=sample)
    run("score", "score", sample, makes=sample)
    run("generate", "generate", sample, "--out", back, makes=back)
    run("self-evaluate", "self-evaluate", sample, "--out", folder / "自评.xlsx", makes=folder / "自评.xlsx")
    run("new", "new", new, makes=new)
    run("collect", "collect", back, "--into", new, makes=new)
    other = openpyxl.load_workbook(back)
    for sheet in other.worksheets[1:]:
        sheet["A2"] = f"{sheet['A2'].value}（改）"
    other.save(back)
    run("collect differences", "collect", back, "--into", new, makes=new)
    for kind in KINDS.values():
        if kind.blank:
            path = folder / f"空白{kind.name}.xlsx"
            run(f"blank {kind.name}", "blank", kind.name, path, makes=path)
    return files


def complaints(files):
    """What the lint says, by file, of the files of which it says something."""
    found = {name: [str(complaint) for complaint in lint(path)] for name, path in files.items()}
    return {name: said for name, said in found.items() if said}


def test_no_shipped_file_gives_a_complaint():
    assert len(SHIPPED) >= 9
    assert {} == complaints({path.name: path for path in SHIPPED})


@pytest.mark.validator
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_file_is_valid(path, validate):
    assert [] == validate(path)


def test_no_file_of_a_year_of_work_gives_a_complaint(made):
    assert {} == complaints(made)


@pytest.mark.validator
def test_every_file_of_a_year_of_work_is_valid(made, validate_new_shapes):
    assert {name: [] for name in made} == {name: validate_new_shapes(path) for name, path in made.items()}


NAMES = [
    "产出/效益:[甲]*?\\",
    "'引号'",
    "'",
    "History",
    "history",
    "很长的名字" * 20,
    "😀" * 40,
    "=1+1",
    "#REF!",
    "A1",
    "R1C1",
    " 前后有空格 ",
    '<甲>&"乙"',
    "]]>",
    "_x0041_",
    "两\n行",
    "\t",
    "１２３（全角）％≥",
    "‮从右到左",
    "e\u0301\u200b",
    "同名",
    "同名",
    "{{ 项目名称 }}",
    "&P &C 页眉",
    "0012",
    "1E400",
    "TRUE",
    "",
]


def odd_projects(kind):
    """One project for every odd name, with that name in each of its texts; the last one as long as a cell can hold."""
    for number, text in enumerate([*NAMES, "长" * 32_767], 1):
        long = len(text) > 1000
        key = f"2026-{number:03d}"
        row = {field.name: text for field in fields(Indicator) if field.type == "str" and field.name != "project_id"}
        heading = Heading(**{field.name: "" if long else text for field in fields(Heading)})
        base = Project(
            key, name=text[:1000], form_kind=kind, year=2026, department=text, implementing_unit=text, goal=text
        )
        project = replace(base, heading=heading, indicators=(replace(Indicator(key), **row),) * 2)
        yield replace(project, indicators=(Indicator(key),)) if long else project


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.name != "部门整体自评表"])
def test_odd_names_and_texts_stay_sound(kind, standard_workbook, tmp_path):
    book = standard_workbook(*odd_projects(kind))
    assert {} == complaints({"工作簿": book})
    assert main(["check", str(book)]) < 2
    assert 0 == main(["generate", str(book), "--out", str(tmp_path / "打印.xlsx")])
    assert {} == complaints({"校验过的工作簿": book, "打印表": tmp_path / "打印.xlsx"})


@pytest.mark.validator
def test_odd_names_and_texts_stay_valid(standard_workbook, tmp_path, validate):
    book = standard_workbook(*(p for kind in KINDS if kind != "部门整体自评表" for p in odd_projects(kind)))
    main(["check", str(book)])
    main(["generate", str(book), "--out", str(tmp_path / "打印.xlsx")])
    assert ([], []) == (validate(book), validate(tmp_path / "打印.xlsx"))


@pytest.mark.validator
def test_the_validator_is_really_asked(tmp_path, validate):
    broken = tmp_path / "坏.xlsx"
    source = zipfile.ZipFile(home() / "workbook" / "附表7.xlsx")
    with source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<sheets>", b"<sheets><nonsense/>"))
    assert any("nonsense" in line for line in validate(broken))


def test_the_watch_over_written_workbooks_sees_what_our_code_writes_and_nothing_else(tmp_path, written_workbooks):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xml", "<a>")
    content = stream.getvalue()
    names = ["写的.xlsx", "写后又改的.xlsx", "写后删掉的.xlsx", "别人写的.xlsx"]
    for name in names[:3]:
        write_beside(tmp_path / name, lambda file: file.write(content))
    (tmp_path / names[1]).write_bytes(content + b"x")
    (tmp_path / names[2]).unlink()
    (tmp_path / names[3]).write_bytes(content)
    write_beside(tmp_path / "文字.txt", lambda file: file.write(content))

    assert {"写的.xlsx": ["bad"]} == written_workbooks.complaints(lambda path: ["bad"])
    assert {} == written_workbooks.complaints(lambda path: ["bad"])
