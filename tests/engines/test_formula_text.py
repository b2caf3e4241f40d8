from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros_py.engines.formula_text import fill, refuse_malformed
from macros_py.errors import WorkbookProblem

SOUND = [
    "=1+1", '=IF(A1>0,"a;b",0)', "=SUM(A1:B2)*100%", "='Sheet 1'!A1", "=SUMIFS(指标[得分],指标[编号],[@编号])", "=100%",
    "=ROUND(IFERROR(项目[[#This Row],[执行数(B)]]/项目[[#This Row],[预算数(A)]],0),2)", "={1,2;3,4}", "=-A1", "=A:A", "=1:3",
    "=Sheet1!$1:$3", "=我的名字", "=NOW()", "=IF(A1=1,,2)", "=(A1+B1)*-2", "=A1 B1", "=TRUE", "=[1]Sheet1!A1",
    "='[别的 簿.xlsx]表'!A1", "=#REF!", "=IF(,1,2)", '="a"&A1', "=A1:INDEX(B:B,3)", "=SUM((A1,B2))", "=.5", "=A1%", "=1.5E+3",
    '=SUMPRODUCT(--(A1:A9="x"))', '=IF(1,"(","x")', "= A1 + 1 ", '=IF(A1="",\n "x",1)', "=SUM(Sheet1:Sheet3!A1)",
]  # fmt: skip

MALFORMED = [
    "=3次", "=≥95%", "=IF(A1", "=IF(A1))", "=100%以上", '="abc', "=1+", "=A1 3次", "=IF(A1;1;2)", "=95%≤", "=10-", "==",
    "=≤27.37万元", "=2023年12月底前", "=3%3", "=100元/人",
]  # fmt: skip


@pytest.mark.parametrize("formula", SOUND)
def test_what_excel_takes_passes(formula):
    assert refuse_malformed(formula) is None


@pytest.mark.parametrize("formula", MALFORMED)
def test_what_excel_refuses_is_refused_with_a_way_out(formula):
    with pytest.raises(WorkbookProblem, match="“文本”格式"):
        refuse_malformed(formula)


def test_a_formula_over_8192_characters_is_refused():
    with pytest.raises(WorkbookProblem, match="8192"):
        refuse_malformed("=" + "+".join(["1"] * 5000))


def test_a_fill_moves_relative_references_only():
    assert fill("=SUM(A$1:B1)+$C1+表!D1", "E1", "F3") == "=SUM(B$1:C3)+$C3+表!E3"


def texts_of(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts_of(value)


def test_no_text_of_the_real_forms_slips_through_as_a_formula_but_bare_numbers():
    """The targets of real forms that begin with = are numbers (=100%) or refused; none becomes a quiet formula."""
    forms = json.loads((Path(__file__).parents[2] / "workbook/source/forms.json").read_text(encoding="utf-8"))
    passed = set()
    for text in {text for text in texts_of(forms) if text.startswith("=")}:
        try:
            refuse_malformed(text)
        except WorkbookProblem:
            continue
        passed.add(text)
    assert all(text.strip("=%.0123456789") == "" for text in passed)
