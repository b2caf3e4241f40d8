"""The texts the add-in is made of."""

import pytest

from macros_py.addin import source
from macros_py.addin.source import Wrapper, functions_module, xlwings_module
from macros_py.clerk import RETURNED


def test_a_worksheet_function_calls_python_and_shows_the_failure_in_its_cell():
    text = functions_module([Wrapper("JX_SCORE", "按标准算得分", ("standard", "actual"), ("unit",))])

    assert "Public Function JX_SCORE(standard, actual, Optional unit)" in text
    assert (
        'JX_SCORE = XLPy.CallUDF("macros_py.functions", "JX_SCORE", Array(standard, actual, unit),'
        " ActiveWorkbook, Application.Caller)" in text
    )
    assert "Failed:\n    JX_SCORE = Err.Description\nEnd Function" in text


def test_the_configuration_of_an_open_workbook_and_of_its_folder_is_never_read():
    text = xlwings_module()

    assert "If False And SheetExists(ActiveWorkbook, PROJECT_NAME" in text
    assert 'If source = "" Or source = "directory"' not in text
    assert "For i = 2 To 2" in text


def test_python_is_started_without_any_path_of_a_workbook():
    starts = [line for line in xlwings_module().splitlines() if " -c " in line and "import" in line]

    assert len(starts) == 2
    assert all("-B -P -c" in line and "PYTHONPATH" not in line for line in starts)


def test_another_text_of_xlwings_stops_the_build(monkeypatch):
    monkeypatch.setattr(source, "_XLWINGS_CHANGES", (("no such line", ""),))

    with pytest.raises(ValueError, match="0 times: no such line"):
        xlwings_module()


def test_the_licence_of_xlwings_stays_in_its_module():
    assert "Zoomer Analytics LLC" in xlwings_module()


def test_the_help_page_is_whole_and_leads_nowhere_outside():
    from lxml import html

    page = html.document_fromstring(source.help_page())
    buttons = source.buttons()

    assert [button.stem for button in buttons] == [row.get("id") for row in page.iter("tr") if row.get("id")]
    assert not [node for node in page.iter() if node.get("src") or node.get("href")]
    text = page.text_content()
    assert not any(mark in text for mark in ("{{", "{%", "None"))
    assert all(button.command.supertip in text for button in buttons)


def test_the_help_page_and_the_button_name_the_same_folder():
    assert source.RETURNED == RETURNED
