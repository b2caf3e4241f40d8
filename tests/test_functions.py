"""The worksheet functions: what they answer, cell by cell and column by column, and what xlwings makes of them in Excel."""

import json
import subprocess
import sys
from datetime import datetime
from decimal import Decimal

import pytest

from macros_py.cli import main
from macros_py.functions import (
    FUNCTIONS,
    JX_CHECK,
    JX_RATE,
    JX_READ,
    JX_SCORE,
    NOTHING_FOUND,
    SHAPES_DIFFER,
    execution_rate,
    indicator_score,
)
from macros_py.home import home

MET = "满意度大于等于95%的得10分，小于95%的不得分"
ROW = ("产出指标", "数量指标", "培训班次", "≥3次")


@pytest.mark.parametrize(
    ("budget", "executed", "rate"),
    [
        (3989.07, 3967.29, 0.9945),
        (3.0, 1.0, 0.3333),
        ("1,000.00", "９８０", 0.98),
        ("478.99万元", "4789900元", 1.0),
        (100.0, 0.0, 0.0),
        (None, 5.0, ""),
        (5.0, " ", ""),
        (0.0, 5.0, "待核"),
        (100.0, -1.0, "待核"),
        ("约100万元", "90万元", "待核"),
        ("100万元", 90.0, "待核"),
        ("很多", 5.0, "待核"),
        (True, 5.0, "待核"),
        (float("nan"), 5.0, "待核"),
    ],
)
def test_the_rate_of_two_amounts(budget, executed, rate):
    assert rate == JX_RATE(budget, executed)


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ((MET, "≥95%", 10.0, 0.96), 10.0),
        ((MET, "≥95%", None, "94%"), 0.0),
        ((MET, "≥95%", 10.0, None), ""),
        ((MET, "≥95%", 10.0, "很好"), "待核"),
        ((MET, "≥95%", 8.0, "96%"), "待核"),
        ((MET, "≥95%", "十分", "96%"), "待核"),
        (("按比例得分", "13", 1.0, "12个", "个", "≥"), 0.92),
        (("每推迟10天扣1分", "2026年12月20日前", 5.0, datetime(2026, 12, 31)), 4.0),
        (("酌情给分", "≥95%", 10.0, "96%"), "待核"),
    ],
)
def test_the_score_of_an_actual_by_its_sentence(given, score):
    assert score == JX_SCORE(*given)


def test_python_gets_exact_numbers():
    assert execution_rate("3989.07", "3967.29") == Decimal("0.9945")
    assert indicator_score("按比例得分", "≥13个", 1, "12个") == Decimal("0.92")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (("≥ 95 %",), "≥95%"),
        (("95", "%", "≥"), "≥95%"),
        ((95.0, "%"), "95%"),
        ((None,), ""),
        (("/",), ""),
        ((datetime(2026, 12, 20),), "2026年12月20日"),
    ],
)
def test_the_normal_form_of_a_target(given, read):
    assert read == JX_READ(*given)


def test_a_doubtful_target_says_what_to_look_at_and_an_unreadable_one_why():
    assert JX_READ("≥3次", "%").startswith("≥3次（请核对：")
    assert JX_READ("10/20").startswith("读不出来：")


def test_the_findings_of_one_row_are_one_text():
    assert JX_CHECK(*ROW) == NOTHING_FOUND
    assert JX_CHECK("", None, " ", "") == ""
    assert "F102" in JX_CHECK(*ROW[:3], "")
    assert JX_CHECK("效益指标", "数量指标", "", "").count("；") == 2
    assert "十分" in JX_CHECK(*ROW, "", "", "", "十分")
    assert "D401" in JX_CHECK("产出指标", "时效指标", "完成时限", "2023年12月底前", "", "", "", None, "", None, 2026.0)


def test_what_a_row_lacks_of_its_project_is_no_finding_of_the_row(config):
    """A project of one row lacks most dimensions of the indicator system; that is said of projects, not of rows."""
    assert [code for code in ("S203", "S204", "F101") if code in JX_CHECK(*ROW)] == []


def test_a_column_is_answered_in_one_call_and_single_cells_stand_for_every_row():
    assert [[10.0], [0.0], [""], ["待核"]] == JX_SCORE([[MET]], [["≥95%"]], [[10]], [["96%"], [0.9], [None], ["好"]])
    assert [[0.5, 1.0]] == JX_RATE([[100.0, 50.0]], 50.0)
    assert [["≥95%"], ["≤3次"]] == JX_READ(["≥ 95%", "≤3 次"])
    assert 0.5 == JX_RATE([[100.0]], [[50.0]])


@pytest.mark.parametrize("given", [([[1], [2]], [[1], [2], [3]]), ([[1, 2]], [[1, 2, 3]])])
def test_columns_of_different_length_are_answered_with_a_sentence(given):
    assert SHAPES_DIFFER == JX_RATE(*given)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
@pytest.mark.parametrize(
    "junk", [None, "", True, -2146826281, 1e300, "=1+1", "#N/A", "字" * 5000, datetime(1899, 1, 1)]
)
def test_no_cell_makes_a_function_raise(function, junk):
    answer = function.over(*[junk] * len(function.arguments))

    assert isinstance(answer, float) or "记录文件" not in answer


def test_a_bug_is_one_sentence_in_the_cell_and_a_traceback_in_the_log(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("macros_py.functions._settings", lambda: 1 / 0)

    assert JX_RATE(2.0, 1.0).startswith("没有算出来")
    assert "ZeroDivisionError" in (tmp_path / "fubiao7" / "fubiao7.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_help_is_chinese_and_short_enough_for_the_function_wizard(function):
    """Excel's MacroOptions takes 255 characters each; names must be VBA's."""
    texts = [function.help, *(argument.help for argument in function.arguments)]

    assert [text for text in texts if len(text) > 255 or text.isascii()] == []
    assert [a.name for a in function.arguments if not (a.name.isascii() and a.name.isidentifier())] == []
    assert [a.optional for a in function.arguments] == sorted(a.optional for a in function.arguments)


SERVED = """
import io, json, sys, types
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["pythoncom"].CoInitialize = None
sys.modules["pywintypes"].com_error = OSError
sys.modules["win32com.client"].Dispatch = None
from macros_py.engines.port import xw
windows = types.ModuleType("xlwings._xlwindows")
windows.Range = lambda xl: types.SimpleNamespace()
windows.is_range_instance = lambda given: False
server = types.ModuleType("xlwings.com_server")
server.loop = None
sys.modules.update({"xlwings._xlwindows": windows, "xlwings.com_server": server})
xw._xlwindows = windows
from xlwings import udfs
xw.func, xw.arg, xw.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
from macros_py.engines.files.engine import Engine
class Excel(Engine):
    name = "excel"
xw.engines.add(xw.Engine(impl=Excel()))
import macros_py.functions as module
vba = io.StringIO()
udfs.generate_vba_wrapper(module.__name__, module, vba, types.SimpleNamespace(Name="fubiao7.xlam"))
MISSING = -2147352572
call = lambda name, *given: udfs.call_udf(module.__name__, name, given)
print(json.dumps({
    "info": {f.name: {k: v for k, v in getattr(module, f.name).__xlfunc__.items() if k != "argmap"} for f in module.FUNCTIONS},
    "vba": vba.getvalue(),
    "column": call("JX_RATE", ((100.0,), (0.0,), (None,)), ((50.0,), (3.0,), (1.0,))),
    "left out": call("JX_READ", "≥ 95 %", MISSING, MISSING),
}))
"""


@pytest.fixture(scope="module")
def served():
    """What xlwings' own Windows code makes of the functions, in a process of its own with COM left empty."""
    done = subprocess.run([sys.executable, "-c", SERVED], capture_output=True, cwd=home(), check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_xlwings_finds_every_function_with_its_help(served):
    for function in FUNCTIONS:
        info = served["info"][function.name]
        assert (info["name"], info["category"], info["ret"]["doc"]) == (function.name, "附表7", function.help)
        assert [(a["name"], a["doc"], "optional" in a, a["options"]) for a in info["args"]] == [
            (a.name, a.help, a.optional, {"ndim": 2}) for a in function.arguments
        ]


def test_the_vba_that_xlwings_writes_for_them_is_ascii(served):
    assert served["vba"].isascii()
    assert "Function JX_SCORE(standard, target, weight, actual, Optional unit, Optional target_type)" in served["vba"]


def test_xlwings_calls_them_with_columns_and_with_arguments_left_out(served):
    assert [[0.5], ["待核"], [""]] == served["column"]
    assert [["≥95%"]] == served["left out"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["JX_RATE", "3989.07", "3967.29"], "0.9945"),
        (["JX_RATE", "100", "-5"], "待核"),
        (["JX_SCORE", MET, "≥95%", "10", "96%"], "10"),
        (["JX_READ", "≥ 95 %", "--json"], '"≥95%"'),
        (["JX_CHECK", *ROW], NOTHING_FOUND),
    ],
)
def test_the_command_line_answers_as_a_cell_does(capsys, words, shown):
    assert main(["function", *words]) == 0
    assert shown == capsys.readouterr().out.strip()


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_command_line_explains_every_argument(capsys, function):
    with pytest.raises(SystemExit):
        main(["function", function.name, "--help"])
    text = "".join(capsys.readouterr().out.split())

    assert [a.help for a in function.arguments if "".join(a.help.split()) not in text] == []
