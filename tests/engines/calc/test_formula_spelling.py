import pytest

from macros_py.engines.calc.formula_spelling import calc_spelling, excel_spelling

SPELLINGS = [
    ('=IF(B1="","",ROUND(C1/B1,2))', '=IF(B1="";"";ROUND(C1/B1;2))'),
    ("=项目清单!$A$1+'表 1'!B2", "=$项目清单.$A$1+$'表 1'.B2"),
    ("='It''s'!A1", "=$'It''s'.A1"),
    ('=HYPERLINK("#\'表\'!A1","a,b;c")', '=HYPERLINK("#\'表\'!A1";"a,b;c")'),
    ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
    ("=SUM((A1,B2))", "=SUM((A1~B2))"),
    ("=SUM(A1:B3 B2:C4)", "=SUM(A1:B3!B2:C4)"),
    ("=STDEV.S(A:A)+1.5%", "=STDEV.S(A:A)+1.5%"),
    ("=IF(A1,#N/A,#REF!)", "=IF(A1;#N/A;#REF!)"),
]


@pytest.mark.parametrize(("excel", "calc"), SPELLINGS)
def test_a_formula_is_spelt_for_calc_and_back(excel, calc):
    assert calc_spelling(excel) == calc
    assert excel_spelling(calc) == excel


def test_a_newer_function_loses_its_prefix():
    assert calc_spelling("=_xlfn.IFNA(A1,2)") == "=IFNA(A1;2)"


def test_a_reference_to_a_deleted_sheet_is_excels():
    assert excel_spelling("=$#REF!.A1+1") == "=#REF!A1+1"
