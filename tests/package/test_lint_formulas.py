"""Formulas that Excel refuses, found by the lint."""

from html import escape

import pytest

from macros_py.package.lint import lint
from tests.package.damaged_books import FORMULAS, SHEET, damaged, rules


@pytest.mark.parametrize(("rule", "formula"), [(rule, text) for rule, texts in FORMULAS.items() for text in texts])
def test_a_formula_that_excel_refuses_is_found(rule, formula):
    assert {rule} == rules(damaged((SHEET, '<f>IF(D1&gt;1,"是;否","")</f>', f"<f>{escape(formula, quote=False)}</f>")))


@pytest.mark.parametrize(
    "formula",
    [
        "A1", "-A1%", "+1", "--A1", "1E-3+.5", '"甲"""', '""', "TRUE", "#N/A", "A1:B2 B1:C3", "(A1:B2,C3)", "A1=B1",
        "{1,2;3,-4}", '{"甲","乙"}', "SUM(A:A,$3:$5,数据!$A$1:B2,数据!3:5)", "IF(A1,,1)", "NOW()", "ROUND(MIN(B4/A4,1)*10,2)",
        "'表 2'!A1+数据!B2", "SUM('数据:表 2'!A1)", "SUM(数据:空!A1)", "年度+本表", "#REF!+数据!#REF!", "#REF!$A$1", "_xlfn.IFS(A1>1,2)",
        "_xlfn._xlws.FILTER(A:A,A:A>1)", "项目[目标]", "SUM(项目[[#This Row],[目标]])", "项目[[编号]:[目标]]", "项目[#All]", "项目[]",
        'HYPERLINK("#数据!A1","去")', "HYPERLINK(\"#'表 2'!A1:B3\")", 'HYPERLINK("#"&A1,"去")', 'HYPERLINK("#年度")',
        'HYPERLINK("https://example.org/a","网")', "  SUM( A1 , B1 )  ", "A1\n+B1", "RANK(A1,A:A)", "INDIRECT($G4)", "没有的函数(1)",
        "没有的名字+1", "SUM((A1),(B1))", 'SUBSTITUTE(A1,"≥","")', "A1<>B1", "1%+2", "数据!A1:INDEX(数据!A:A,5)", "[0]!年度",
    ],
)  # fmt: skip
def test_a_formula_that_excel_takes_is_passed(formula):
    assert () == lint(damaged((SHEET, '<f>IF(D1&gt;1,"是;否","")</f>', f"<f>{escape(formula, quote=False)}</f>")))
