from __future__ import annotations

from macros_py.package.cell_marks import claimed_extent, error_places, formula_places
from macros_py.package.outline import NamePart, SheetPart, TablePart, outline
from macros_py.package.parts import Package


def test_the_outline_tells_sheets_tables_and_names(workbook):
    with Package(workbook) as package:
        plan = outline(package)
    table = TablePart("项目", "B3:C4", ("编号", "名称"), style="TableStyleMedium9")
    assert plan.sheets == (
        SheetPart("项目清单", "xl/worksheets/sheet1.xml", tables=(table,)),
        SheetPart("字典", "xl/worksheets/sheet2.xml", "hidden"),
    )
    assert plan.names == (NamePart("年度", "项目清单!$E$1"), NamePart("本表", "字典!$A$1", "字典"))
    assert plan.active == 0


def test_formulas_and_errors_are_found_in_the_sheet(workbook):
    with Package(workbook) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
        other = package.read("xl/worksheets/sheet2.xml")
    assert formula_places(xml) == [(9, 5)]
    assert error_places(xml) == {(9, 5): "#DIV/0!"}
    assert claimed_extent(xml) == (3, 2, 9, 5)
    assert (formula_places(other), error_places(other)) == ([], {})


def test_parts_are_found_whatever_their_case_and_slashes(zip_of):
    data = zip_of({"XL\\Workbook.XML": b"<a/>"})
    with Package(data) as package:
        assert package.read("xl/workbook.xml") == b"<a/>"
