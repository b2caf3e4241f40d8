"""Files from others are read in a process that may be lost: bounded, one sentence each, nothing run, no network."""

import re
import subprocess
import sys
from itertools import chain

import pytest

from benchmarks.hostile import RUNNING_FORMULAS, SHEET, hostile_files, package_of, parts_of
from benchmarks.odd import odd_files
from macros_py.cli import main
from macros_py.commands.returned_files import FormFiles
from macros_py.config import ReadingLimits
from macros_py.engines import open_book
from macros_py.errors import FileProblem

LIMITS = ReadingLimits(seconds=30, megabytes=512)


@pytest.fixture
def form(sample_workbook):
    """A returned form: the printed sheets of the sample."""
    main(["generate", str(sample_workbook)])
    return sample_workbook.with_name("示例_打印表.xlsx")


def test_one_process_reads_many_files_and_another_follows_when_it_dies(form, tmp_path):
    with FormFiles(LIMITS) as reader:
        assert len(reader.read(form).forms) == 24
        first = reader._process
        assert len(reader.read(form).forms) == 24 and reader._process is first
        first.kill()
        with pytest.raises(FileProblem, match="读不出来"):
            reader.read(form)
        assert len(reader.read(form).forms) == 24
    assert reader._process is None


def test_a_form_on_a_hidden_sheet_is_listed(form):
    with open_book(form) as book:
        names = [sheet.name for sheet in book.sheets]
        book.sheets[names[3]].visible = False
        book.save()
    with FormFiles(LIMITS) as reader:
        forms = reader.read(form).forms
    assert 23 == len(forms)
    assert [names[3]] == [place.text for place in forms[0].unplaced]


def test_a_file_that_takes_too_long_is_given_up(form):
    with FormFiles(ReadingLimits(seconds=0, megabytes=512)) as reader, pytest.raises(FileProblem, match="还没有读完"):
        reader.read(form)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit of Windows is another, and untried")
def test_a_file_that_takes_too_much_memory_is_given_up(form, tmp_path):
    parts = parts_of(form.read_bytes())
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(100, 400_000))
    sheet = parts[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    large = tmp_path / "大.xlsx"
    large.write_bytes(package_of({**parts, SHEET: sheet}))

    with FormFiles(ReadingLimits(seconds=60, megabytes=150)) as reader:
        with pytest.raises(FileProblem, match="150 MB"):
            reader.read(large)
        assert len(reader.read(form).forms) == 24


SLOW = ("百万", "万张", "万种", "万个", "万条", "炸弹", "很多部分", "特别长", "很长的公式", "很大的注释")


def is_quick(name):
    return not any(word in name for word in SLOW)


def test_every_hostile_form_is_answered_with_forms_or_one_sentence(form, tmp_path):
    """The slow ones are tried by make torture."""
    sound, answers = form.read_bytes(), {}
    with FormFiles(LIMITS) as reader:
        for name, content in chain(hostile_files(sound, is_quick), odd_files(sound, is_quick)):
            path = tmp_path / f"坏-{name}"
            path.write_bytes(content)
            try:
                answers[name] = len(reader.read(path).forms)
            except FileProblem as problem:
                answers[name] = str(problem)

    assert {name for name, answer in answers.items() if answer == 24} >= {
        "会运行的公式.xlsx",
        "带宏.xlsm",
        "外部链接.xlsx",
    }
    sentences = [answer for answer in answers.values() if isinstance(answer, str)]
    assert len(sentences) > 40 and all(
        sentence.endswith("。") and "Traceback" not in sentence for sentence in sentences
    )


AUDIT = """
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append((event, str(args))) if event.split(".")[0] in ("socket", "subprocess") or
    event in ("os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.spawn") else None)
from pathlib import Path
from macros_py.commands.returned_files import read_file
from macros_py.errors import FubiaoError
for name in sys.argv[1:]:
    try:
        read_file(Path(name))
    except FubiaoError:
        pass
print([event for event in seen if "uname" not in event[1] and "ldconfig" not in event[1]])
"""


def test_reading_opens_no_connection_and_starts_no_program(form, tmp_path):
    def wanted(name):
        return any(word in name for word in ("实体", "公式", "外部", "宏")) and "炸弹" not in name

    files = []
    for name, content in hostile_files(form.read_bytes(), wanted):
        files.append(tmp_path / f"坏-{name}")
        files[-1].write_bytes(content)
    done = subprocess.run([sys.executable, "-c", AUDIT, *map(str, files)], capture_output=True, text=True, check=True)

    assert len(files) >= 7
    assert done.stdout.strip() == "[]"


def test_texts_that_would_run_come_in_as_text(standard_workbook, form, capsys):
    """Whatever the format of the cells they go to: also where a clerk has set them to General."""
    evil = [text for text in RUNNING_FORMULAS if '"' not in text]
    parts = parts_of(form.read_bytes())
    strings = parts["xl/sharedStrings.xml"].decode()
    targets = list(dict.fromkeys(re.findall(">(≥[^<]*)<", strings)))
    for target, text in zip(targets, evil, strict=False):
        strings = strings.replace(f">{target}<", f">{text.replace('&', '&amp;')}<")
    changed = form.with_name("坏.xlsx")
    changed.write_bytes(package_of({**parts, "xl/sharedStrings.xml": strings.encode()}))
    book_path = standard_workbook(name="收.xlsx")
    main(["collect", str(form), "--into", str(book_path)])
    with open_book(book_path) as book:
        book.sheets["绩效指标"].used_range.number_format = "General"
        book.save()

    main(["collect", str(changed), "--into", str(book_path), "--accept"])

    with open_book(book_path) as book:
        for name in ("绩效指标", "汇总差异"):
            cells = book.sheets[name].used_range
            shown = [value for row in cells.options(ndim=2).value for value in row]
            typed = [formula for row in cells.formula for formula in row]
            found = {(value, formula) for value, formula in zip(shown, typed, strict=True) if formula in evil}
            assert {(text, text) for text in evil} == found, name
