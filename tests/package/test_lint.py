"""Every rule of the lint finds what it is about, in a workbook that is sound but for that."""

import io
import zipfile

import pytest

from macros_py.package.lint import RULES, lint
from tests.package.damaged_books import (
    APP,
    AREA,
    BOOK,
    BOOK_RELS,
    CELL,
    COLUMNS,
    CORE,
    CUSTOM,
    FIRST_SHEET,
    FORMULA,
    FORMULAS,
    LONG,
    NOTES,
    OFFICE,
    OTHER,
    RELS,
    ROW_3,
    RULE,
    SHEET,
    STRINGS,
    STYLES,
    TABLE,
    TYPES,
    VALIDATION,
    YEAR,
    damaged,
    rules,
    sound_parts,
)

# rule, part, what stands there, what is put in its place
DAMAGE = [
    ("xml", APP, "</Properties>", ""),
    ("xml", SHEET, "</worksheet>", ""),
    ("xml", STRINGS, "002", "\x01"),
    ("xml", STRINGS, "002", "&#xFFFE;"),
    ("xml", STRINGS, "UTF-8", "GBK"),
    ("xml", SHEET, "UTF-8", "UTF-9"),
    ("xml", APP, "UTF-8", "GB2312"),
    ("xml", CORE, "<cp:core", "<!DOCTYPE a><cp:core"),
    ("content-type-missing", TYPES, '<Default Extension="vml"', '<Default Extension="bin"'),
    ("content-type-wrong", TYPES, "spreadsheetml.table+xml", "spreadsheetml.styles+xml"),
    ("content-type-duplicate", TYPES, "</Types>", '<Default Extension="xml" ContentType="application/xml"/></Types>'),
    ("content-type-orphan", TYPES, "</Types>", '<Override PartName="/xl/x.xml" ContentType="application/xml"/></Types>'),
    ("relationship-dangling", "xl/drawings/_rels/drawing1.xml.rels", "chart1.xml", "chart9.xml"),
    ("relationship-id", RELS, "</Relationships>", f'<Relationship Id="rId4" Type="{OFFICE}/x" Target="../styles.xml"/></Relationships>'),
    ("relationship-id", RELS, 'Id="rId4"', 'Id="4"'),
    ("relationship-missing", SHEET, '<legacyDrawing r:id="rId2"/>', '<legacyDrawing r:id="rId9"/>'),
    ("relationship-missing", SHEET, '<legacyDrawing r:id="rId2"/>', '<legacyDrawing r:id="rId4"/>'),
    ("relationship-missing", OTHER, '<drawing r:id="rId1"/>', '<drawing r:id="rId2"/>'),
    ("relationship-shared", RELS, "</Relationships>", f'<Relationship Id="rId5" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'),
    ("document-properties", CORE, "<dc:title>", "<dc:title>乙</dc:title><dc:title>"),
    ("document-properties", CORE, "2026-01-01T00:00:00Z", "2026年1月1日"),
    ("document-properties", APP, 'size="7"', 'size="8"'),
    ("document-properties", CUSTOM, "</Properties>", '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="乙"/></Properties>'),
    ("workbook-missing", "_rels/.rels", f"{OFFICE}/officeDocument", f"{OFFICE}/custom"),
    ("element-order", SHEET, "</mergeCells>", '</mergeCells><sheetProtection sheet="1"/>'),
    ("element-order", SHEET, "</headerFooter>", "</headerFooter><headerFooter/>"),
    ("element-order", SHEET, "</headerFooter>", "</headerFooter><nonsense/>"),
    ("element-order", BOOK, "</definedNames>", "</definedNames><workbookPr/>"),
    ("element-order", TABLE, "<autoFilter", "<tableStyleInfo/><autoFilter"),
    ("sheet-name", BOOK, 'name="空"', f'name="{"空" * 32}"'),
    ("sheet-name", BOOK, 'name="空"', f'name="{"😀" * 16}"'),
    ("sheet-name", BOOK, 'name="空"', 'name=""'),
    ("sheet-name", BOOK, 'name="空"', 'name="产出/效益"'),
    ("sheet-name", BOOK, 'name="空"', "name=\"'空\""),
    ("sheet-name", BOOK, 'name="空"', 'name="History"'),
    ("sheet-name-duplicate", BOOK, 'name="空"', 'name="表 2"'),
    ("sheet-id", BOOK, 'sheetId="3"', 'sheetId="2"'),
    ("sheet-id", BOOK, 'sheetId="3"', 'sheetId="0"'),
    ("active-tab", BOOK, "<workbookView ", '<workbookView activeTab="3" '),
    ("active-tab", BOOK, "<workbookView ", '<workbookView firstSheet="3" '),
    ("active-tab", BOOK, FIRST_SHEET, FIRST_SHEET.replace("sheetId", 'state="hidden" sheetId')),
    ("sheets-grouped", OTHER, "<sheetView ", '<sheetView tabSelected="1" '),
    ("defined-name", BOOK, 'name="年度"', 'name="A1"'),
    ("defined-name", BOOK, 'name="年度"', 'name="r2C"'),
    ("defined-name", BOOK, 'name="年度"', 'name="2024年度"'),
    ("defined-name", BOOK, 'name="年度"', 'name="年 度"'),
    ("defined-name", BOOK, 'name="年度"', 'name="年度（新）"'),
    ("defined-name", BOOK, 'name="年度"', f'name="{LONG}"'),
    ("defined-name-duplicate", BOOK, YEAR, YEAR + YEAR),
    ("defined-name-scope", BOOK, 'name="本表" localSheetId="1"', 'name="本表" localSheetId="7"'),
    ("defined-name-print", BOOK, AREA, "没有!$A$1:$H$9"),
    ("defined-name-print", BOOK, AREA, "空!$A$1:$H$9"),
    ("defined-name-print", BOOK, AREA, "数据!#REF!"),
    ("defined-name-print", BOOK, "数据!$1:$1", "数据!$A$1:$B$1"),
    ("formula-missing-sheet", BOOK, "'表 2'!$A$2", "'表 3'!$A$2"),
    ("formula-separator", BOOK, "'表 2'!$A$2", "SUM('表 2'!$A$2;1)"),
    ("formula-length", SHEET, FORMULA, "1+" * 4100 + FORMULA),
    ("formula-shared", SHEET, f"<f>{FORMULA}", f'<f t="shared" si="0">{FORMULA}'),
    ("formula-shared", SHEET, '<c r="D2" t="b"><v>1</v></c>', '<c r="D2"><f t="shared" si="3"/></c>'),
    ("formula-shared", SHEET, 'ref="D5:D6"', ""),
    ("cell-reference", SHEET, '<c r="D1"', '<c r="D2"'),
    ("cell-reference", SHEET, '<c r="D1"', '<c r="XFE1"'),
    ("cell-reference", SHEET, '<c r="D1"', '<c r="d1"'),
    ("cell-reference", SHEET, ROW_3, '<row r="1048577">'),
    ("cell-order", SHEET, CELL, CELL + CELL),
    ("cell-order", SHEET, '<c r="D2" t="b"><v>1</v></c><c r="F2" s="2"/>', '<c r="F2"/><c r="D2"/>'),
    ("row-order", SHEET, ROW_3, '<row r="2"/>' + ROW_3),
    ("row-order", SHEET, '<row r="6" spans="1:9">', '<row r="7"/><row r="6">'),
    ("row-height", SHEET, 'ht="30"', 'ht="410"'),
    ("row-height", SHEET, 'ht="30"', 'ht="-1"'),
    ("column-width", SHEET, 'width="20.7109375"', 'width="256"'),
    ("columns", SHEET, 'min="3" max="3"', 'min="2" max="3"'),
    ("columns", SHEET, 'min="3" max="3"', 'min="3" max="16385"'),
    ("cell-type", SHEET, "<v>1.5</v>", "<v>nan</v>"),
    ("cell-type", SHEET, "<v>1.5</v>", "<v>1,5</v>"),
    ("cell-type", SHEET, "<v>1.5</v>", "<v>1e999</v>"),
    ("cell-type", SHEET, '<c r="D2" t="b"><v>1</v>', '<c r="D2" t="b"><v>是</v>'),
    ("cell-type", SHEET, CELL, '<c r="D1" t="e"><v>#错误!</v></c>'),
    ("cell-type", SHEET, CELL, '<c r="D1" t="d"><v>昨天</v></c>'),
    ("cell-type", SHEET, CELL, '<c r="D1" t="text"><v>1</v></c>'),
    ("cell-style", SHEET, CELL, CELL.replace('s="1"', 's="4"')),
    ("cell-style", SHEET, 'style="1"', 'style="4"'),
    ("cell-metadata", SHEET, CELL, CELL.replace("s=", 'cm="1" s=')),
    ("shared-string-index", SHEET, '<c r="H1" t="s"><v>8</v>', '<c r="H1" t="s"><v>11</v>'),
    ("shared-string-index", SHEET, '<c r="H1" t="s"><v>8</v>', '<c r="H1" t="s"><v>-1</v>'),
    ("text-length", STRINGS, "再合并", "长" * 32768),
    ("text-length", STRINGS, "再合并", "😀" * 16384),
    ("text-length", SHEET, "<v>是;否</v>", f"<v>{'x' * 32768}</v>"),
    ("text-escape", STRINGS, "再合并", "再_xD83D_合并"),
    ("text-escape", STRINGS, "再合并", "再_x0000_合并"),
    ("text-space", STRINGS, "再合并", "再合并 "),
    ("text-space", SHEET, CELL, '<c r="D1" t="inlineStr"><is><t> 甲</t></is></c>'),
    ("reference", SHEET, '<mergeCell ref="F3:G4"/>', '<mergeCell ref="G4:F3"/>'),
    ("reference", SHEET, 'sqref="B2:B9"', 'sqref="B2:B9,C1"'),
    ("reference", SHEET, '<conditionalFormatting sqref="D1:D9">', '<conditionalFormatting sqref="">'),
    ("reference", SHEET, '<hyperlink ref="I2"', '<hyperlink ref="I0"'),
    ("merge-overlap", SHEET, 'ref="F3:G4"', 'ref="G2:H3"'),
    ("merge-overlap", SHEET, '<mergeCell ref="F3:G4"/>', '<mergeCell ref="F1:G2"/>'),
    ("merge-single", SHEET, 'ref="F3:G4"', 'ref="F3"'),
    ("merge-table", SHEET, 'ref="F3:G4"', 'ref="B3:C3"'),
    ("autofilter", SHEET, "<mergeCells", '<autoFilter ref="B3:C9"/><mergeCells'),
    ("autofilter", OTHER, 'colId="0"', 'colId="2"'),
    ("validation-length", SHEET, '"甲,乙"', f'"甲,{LONG}"'),
    ("validation-length", SHEET, VALIDATION, VALIDATION.replace("提示", "提" * 256)),
    ("validation-length", SHEET, VALIDATION, VALIDATION.replace("错误", "错" * 226)),
    ("validation-length", SHEET, VALIDATION, VALIDATION.replace("题", "题" * 33)),
    ("validation-length", SHEET, VALIDATION, VALIDATION.replace('"错"', f'"{"错" * 33}"')),
    ("validation-formula", SHEET, '<formula1>"甲,乙"</formula1>', ""),
    ("validation-formula", SHEET, "<formula2>2</formula2>", ""),
    ("formula-malformed", SHEET, '"甲,乙"', "甲,"),
    ("formula-missing-sheet", SHEET, '"甲,乙"', "没有!$A$1:$A$3"),
    ("conditional-format-priority", SHEET, RULE, RULE.replace('priority="1"', 'priority="2"')),
    ("conditional-format-priority", SHEET, RULE, RULE.replace('priority="1"', 'priority="0"')),
    ("conditional-format-style", SHEET, RULE, RULE.replace('dxfId="0"', 'dxfId="1"')),
    ("conditional-format-formula", SHEET, "<formula>60</formula>", ""),
    ("formula-separator", SHEET, "<formula>60</formula>", "<formula>MAX(1;2)</formula>"),
    ("hyperlink-count", SHEET, "<hyperlinks>", "<hyperlinks>" + '<hyperlink ref="J1" location="空!A1"/>' * 65_529),
    ("hyperlink-length", SHEET, 'tooltip="提示"', f'tooltip="{LONG}"'),
    ("hyperlink-length", RELS, "example.org/a", "example.org/" + "a" * 2080),
    ("hyperlink-length", RELS, "example.org/a", "example.org/a b"),
    ("link-dead", SHEET, "location=\"'表 2'!B2\"", 'location="没有!B2"'),
    ("link-dead", SHEET, "location=\"'表 2'!B2\"", "location=\"'表 2'!XFE1\""),
    ("link-dead", SHEET, "location=\"'表 2'!B2\"", 'location="没有这个名字"'),
    ("link-dead", SHEET, "location=\"'表 2'!B2\"", ""),
    ("link-dead", SHEET, "HYPERLINK(\"#'表 2'!B2\"", 'HYPERLINK("#没有!B2"'),
    ("sheet-view", SHEET, 'workbookViewId="0"', 'workbookViewId="1"'),
    ("sheet-view", SHEET, '<selection pane="bottomRight"/>', '<selection pane="bottomRight"/><selection pane="topRight"/>'),
    ("sheet-view", SHEET, 'xSplit="1" ', ""),
    ("sheet-view", SHEET, 'topLeftCell="B2"', 'topLeftCell="B0"'),
    ("sheet-view", SHEET, 'activeCell="A2"', 'activeCell="2A"'),
    ("page-breaks", SHEET, '<brk id="5"', '<brk id="0"'),
    ("page-breaks", SHEET, "</rowBreaks>", "".join(f'<brk id="{n}"/>' for n in range(6, 1100)) + "</rowBreaks>"),
    ("header-footer", SHEET, "第 &amp;P", LONG + "&amp;P"),
    ("page-setup", SHEET, 'scale="90"', 'scale="9"'),
    ("page-setup", SHEET, 'left="0.7"', 'left="-1"'),
    ("comment", NOTES, 'authorId="0"', 'authorId="1"'),
    ("comment", NOTES, "</comment>", '</comment><comment ref="A2" authorId="0"><text><t>乙</t></text></comment>'),
    ("text-length", NOTES, "批注", "批" * 40_000),
    ("table-id", TABLE, 'id="1" name="项目"', 'id="0" name="项目"'),
    ("table-name", BOOK, 'name="年度"', 'name="项目"'),
    ("table-reference", TABLE, 'ref="A1:B3" totals', 'ref="A1:B1" totals'),
    ("table-reference", TABLE, 'ref="A1:B3" totals', 'ref="A1:B1048577" totals'),
    ("table-columns", TABLE, COLUMNS, COLUMNS.replace('id="2"', 'id="1"')),
    ("table-columns", TABLE, 'count="2"', 'count="3"'),
    ("table-columns", TABLE, COLUMNS, COLUMNS + '<tableColumn id="3" name="第三"/>'),
    ("table-heading", TABLE, 'name="编号"', 'name="编码"'),
    ("table-heading", SHEET, '<c r="A1" s="1" t="s"><v>0</v></c>', '<c r="A1" s="1"><v>0</v></c>'),
    ("table-heading", SHEET, '<c r="A1" s="1" t="s"><v>0</v></c>', '<c r="A1" t="str"><f>"编号"</f><v>编号</v></c>'),
    ("table-autofilter", TABLE, '<autoFilter ref="A1:B3"/>', '<autoFilter ref="A1:B2"/>'),
    ("table-autofilter", TABLE, '<autoFilter ref="A1:B3"/>', '<autoFilter ref="A1:B3"><filterColumn colId="2"/></autoFilter>'),
    ("table-style", TABLE, COLUMNS, COLUMNS.replace("/>", ' dataDxfId="1"/>')),
    ("formula-missing-table", TABLE, COLUMNS, COLUMNS.replace("/>", "><calculatedColumnFormula>项目[没有]</calculatedColumnFormula></tableColumn>")),
    ("style-index", STYLES, 'fontId="2"', 'fontId="4"'),
    ("style-index", STYLES, 'borderId="0" xfId="1"', 'borderId="1" xfId="1"'),
    ("style-index", STYLES, 'fillId="0" borderId="0" xfId="1"', 'fillId="2" borderId="0" xfId="1"'),
    ("style-index", STYLES, 'borderId="0" xfId="1"', 'borderId="0" xfId="2"'),
    ("style-index", STYLES, '<cellStyle name="Hyperlink" xfId="1"', '<cellStyle name="Hyperlink" xfId="2"'),
    ("style-index", STYLES, '<xf numFmtId="164"', '<xf numFmtId="165"'),
    ("style-name", STYLES, 'name="Hyperlink"', 'name="normal"'),
    ("style-count", STYLES, "</cellXfs>", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 65_490 + "</cellXfs>"),
    ("number-format", STYLES, "yyyy-mm-dd;@", "yyyy&quot;年"),
    ("number-format", STYLES, "yyyy-mm-dd;@", "0;0;0;@;0"),
    ("number-format", STYLES, "yyyy-mm-dd;@", "[红色"),
    ("number-format", STYLES, "yyyy-mm-dd;@", "0" * 256),
    ("number-format", STYLES, "</numFmts>", '<numFmt numFmtId="164" formatCode="0"/></numFmts>'),
    ("font", STYLES, 'val="Tahoma"', f'val="{"宋" * 32}"'),
    ("font", STYLES, '<sz val="8"/>', '<sz val="410"/>'),
    ("alignment", STYLES, 'indent="1"', 'indent="251"'),
    ("alignment", STYLES, 'indent="1"', 'textRotation="200"'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "part", "old", "new"), DAMAGE, ids=lambda text: text[:40] if text in RULES else "")
def test_exactly_that_rule_complains(rule, part, old, new):
    assert {rule} == rules(damaged((part, old, new)))


def test_all_sheets_hidden_is_found_with_the_hidden_active_one():
    states = [(BOOK, f'sheetId="{n}"', f'state="hidden" sheetId="{n}"') for n in (1, 2, 3)]
    assert {"sheet-visible", "active-tab"} == rules(damaged(*states))


def test_the_calculation_chain_must_lead_to_formulas():
    def chained(place):
        chain = f'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="D3" i="1"/><c r="{place}"/></calcChain>'
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        book = damaged(
            (TYPES, "</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'),
            (BOOK_RELS, "</Rel", f'<Relationship Id="rId9" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Rel'),
        )
        with zipfile.ZipFile(stream := io.BytesIO(book), "a") as archive:
            archive.writestr("xl/calcChain.xml", chain)
        return rules(stream.getvalue())

    assert (set(), {"calc-chain"}) == (chained("D4"), chained("D1"))


def test_tables_are_compared_over_the_whole_workbook():
    table = sound_parts()[TABLE].decode()
    relationship = f'<Relationship Id="rId9" Type="{OFFICE}/table" Target="../tables/table2.xml"/></Relationships>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"

    def beside(**changes):
        text = table
        for old, new in changes.values():
            text = text.replace(old, new)
        book = damaged(
            (TYPES, "</Types>", f'<Override PartName="/xl/tables/table2.xml" ContentType="{kind}"/></Types>'),
            (RELS, "</Relationships>", relationship),
            (SHEET, "</tableParts>", '<tablePart r:id="rId9"/></tableParts>'),
        )
        with zipfile.ZipFile(stream := io.BytesIO(book), "a") as archive:
            archive.writestr("xl/tables/table2.xml", text)
        return rules(stream.getvalue())

    number, name = (' id="1" name="项目"', ' id="2" name="项目"'), ("项目", "项目二")
    assert {"table-id", "table-overlap"} == beside(name=name)
    assert {"table-name", "table-overlap"} == beside(number=number)
    assert {"table-overlap"} == beside(number=number, name=name)


def test_every_rule_has_an_example_of_what_it_finds():
    tested = {rule for rule, *_ in DAMAGE} | FORMULAS.keys() | {"sheet-visible", "calc-chain", "table-overlap"}
    assert set(RULES) == tested | {"zip-damaged", "zip-duplicate-entry", "zip-entry-name"}


def test_a_complaint_names_rule_part_and_place():
    (complaint,) = lint(damaged((SHEET, '<f>IF(D1&gt;1,"是;否","")</f>', "<f>SUM(D1;D2)</f>")))
    assert ("formula-separator", SHEET, "D3") == (complaint.rule, complaint.part, complaint.place)
    assert f"[formula-separator] {SHEET} D3: ';' in SUM(D1;D2)" == str(complaint)
