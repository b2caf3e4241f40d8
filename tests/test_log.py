"""What is written down of an accident holds nothing of a cell, and nothing else leaves the machine."""

import re
from pathlib import Path

import macros_py
from macros_py.cli import main
from macros_py.log import log_unexpected, state_folder

PACKAGE = Path(macros_py.__file__).parent


def test_the_log_names_code_lines_and_never_the_message(tmp_path, monkeypatch):
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    phone = "138" + "0" * 8
    secret = f"张某的电话{phone}"
    try:
        int(secret)
    except ValueError as problem:
        try:
            raise KeyError(secret) from problem
        except KeyError as error:
            log = log_unexpected(error)

    text = log.read_text(encoding="utf-8")
    assert (log.parent, "KeyError" in text) == (state_folder(), True)
    assert secret not in text and phone not in text


def test_an_accident_in_a_command_shows_a_sentence_and_logs_no_cell(sample_workbook, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def fail(book):
        raise RuntimeError(f"cell holds {book.sheets['项目清单'].range('D4').value}")

    monkeypatch.setattr("macros_py.commands.kept_run.take_snapshot", lambda book, formats=False: fail(book))
    assert main(["check", str(sample_workbook)]) == 2

    said = capsys.readouterr().err
    assert "程序出了意外" in said and "Traceback" not in said
    text = (tmp_path / "state" / "fubiao7" / "fubiao7.log").read_text(encoding="utf-8")
    assert "RuntimeError" in text and "cell holds" not in text.replace('f"cell holds', "")


def test_an_accident_in_a_window_says_that_the_workbook_there_is_not_to_be_saved(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def fail(*given):
        raise RuntimeError

    monkeypatch.setattr("macros_py.cli.run_in_window", fail)
    assert main(["--host", "calc", "check", "工作簿.xlsx"]) == 2

    said = capsys.readouterr().err
    assert "请不要存盘" in said and "没有改动文件" not in said


def test_a_log_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    log = log_unexpected(ValueError())
    log.write_bytes(b"x" * 2_000_000)
    log_unexpected(ValueError())

    assert log.stat().st_size < 2_000_000
    assert len(list(log.parent.iterdir())) == 2


def test_nothing_in_the_package_talks_to_a_network_or_keeps_another_log():
    """The one listener there is (LibreOffice's pipe) is a local one, which UNO opens itself."""
    forbidden = re.compile(
        r"^\s*(?:import|from) (?:socket|ssl|http|urllib\.request|ftplib|smtplib|requests|httpx|logging)\b", re.M
    )
    found = [path.name for path in PACKAGE.rglob("*.py") if forbidden.search(path.read_text(encoding="utf-8"))]
    assert found == []
