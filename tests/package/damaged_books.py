"""A sound workbook by its parts, and copies of it in which something is damaged."""

import datetime as dt
import io
import zipfile
from functools import cache

import xlsxwriter

from macros_py.package.lint import lint

BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
SHEET, OTHER, TABLE, NOTES = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/tables/table1.xml",
    "xl/comments1.xml",
)
TYPES, RELS, BOOK_RELS = "[Content_Types].xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/_rels/workbook.xml.rels"
CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def sound_book():
    """The bytes of a workbook with one of everything, as XlsxWriter writes it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        date, bold = book.add_format({"num_format": "yyyy-mm-dd;@"}), book.add_format({"bold": True, "indent": 1})
        data, other = book.add_worksheet("数据"), book.add_worksheet("表 2")
        book.add_worksheet("空")
        data.set_column("A:B", 20, date)
        data.set_column("C:C", 9)
        data.set_row(0, 30)
        data.write_row("A1", ["编号", "目标"])
        data.write_row("A2", ["001", "=3次"])
        data.write_row("A3", ["002", " 前有空格"])
        data.add_table("A1:B3", {"name": "项目", "columns": [{"header": "编号"}, {"header": "目标"}]})
        data.write_number("D1", 1.5, date)
        data.write_boolean("D2", True)
        data.write_formula("D3", '=IF(D1>1,"是;否","")', None, "是;否")
        data.write_formula("D4", "=_xlfn.TEXTJOIN(\"、\",TRUE,项目[目标])&'表 2'!A1", bold, "x")
        data.write_array_formula("D5:D6", "{=SUM(D1*{1,2;3,4})}", None, 3)
        data.write_formula("D7", '=HYPERLINK("#\'表 2\'!B2","去")', None, "去")
        data.merge_range("F1:G2", "合并", bold)
        data.merge_range("F3:G4", "再合并")
        data.write_rich_string("H1", "普通", bold, " 粗 ", "尾")
        texts = {"input_title": "题", "input_message": "提示", "error_title": "错", "error_message": "错误"}
        data.data_validation("A2:A9", {"validate": "list", "source": ["甲", "乙"], **texts})
        data.data_validation("B2:B9", {"validate": "decimal", "criteria": "between", "minimum": 1, "maximum": 2})
        data.conditional_format("D1:D9", {"type": "cell", "criteria": "<", "value": 60, "format": bold})
        data.conditional_format("D1:D9", {"type": "formula", "criteria": "=$D1>5", "format": bold})
        data.write_url("I1", "internal:'表 2'!B2", string="去")
        data.write_url("I2", "https://example.org/a", string="网", tip="提示")
        data.write_comment("A2", "批注")
        data.freeze_panes(1, 1)
        data.repeat_rows(0)
        data.print_area("A1:H9")
        data.set_footer("&C第 &P 页")
        data.set_h_pagebreaks([5])
        data.set_print_scale(90)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='表 2'!$A$1:$A$3"})
        other.insert_chart("H1", chart)
        other.write_column("A1", [1, 2, 3])
        other.autofilter("A1:B9")
        other.filter_column("A", "x > 1")
        book.define_name("年度", "='表 2'!$A$1")
        book.define_name("'表 2'!本表", "='表 2'!$A$2")
        book.set_custom_property("版本", "1")
        book.set_properties({"title": "甲", "created": dt.datetime(2026, 1, 1)})
    return stream.getvalue()


@cache
def sound_parts():
    with zipfile.ZipFile(io.BytesIO(sound_book())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    """The bytes of a package of ``parts``, name and content, in which a name may come twice."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def damaged(*changes):
    """The sound book with ``old`` replaced by ``new`` in a part, for each (part, old, new)."""
    parts = {name: content.decode() for name, content in sound_parts().items()}
    for part, old, new in changes:
        assert old in parts[part], f"{part} holds no {old}"
        parts[part] = parts[part].replace(old, new, 1)
    return packed(parts.items())


def rules(source):
    return {complaint.rule for complaint in lint(source)}


LONG = "长" * 300
FORMULA = "IF(D1&gt;1,"
CELL = '<c r="D1" s="1"><v>1.5</v></c>'
RULE = 'sqref="D1:D9"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan">'
VALIDATION = 'errorTitle="错" error="错误" promptTitle="题" prompt="提示" sqref="A2:A9"'
FIRST_SHEET = '<sheet name="数据" sheetId="1" r:id="rId1"/>'
YEAR = "<definedName name=\"年度\">'表 2'!$A$1</definedName>"
AREA = "数据!$A$1:$H$9"
COLUMNS = '<tableColumn id="2" name="目标"/>'
ROW_3 = '<row r="3" spans="1:9">'
CHAIN = '<c r="{0}" i="1"/>'
FORMULAS = {
    "formula-length": ["1+" * 4100 + "1"],
    "formula-separator": ["SUM(A1;B1)", "IF(A1>1;\"是\";\"否\")", "A1;B1"],
    "formula-prefix": ["XLOOKUP(A1,B:B,C:C)", "IFS(A1>1,2)", "concat(A1,B1)", "_xlfn.LET(x,FILTER(A:A,A:A>1),x)"],
    "formula-malformed": [
        "3次", "≥95%", "A1+", "*A1", "SUM(A1", "SUM A1)", "A1)", '"甲', "'表 2!A1", "A1 5", '"甲""乙', "1 2", "SUM(A1,B1}",
        "A1>≥3", "IF(A1＞1,2,3)", "SUM（A1）", "{1,2", "(A1,)", "%", "{1,A1;}", "项目[目标", "A1(", "95%%次", "A1,", "()",
    ],
    "formula-text-length": [f'A1&"{LONG}"', f'IF(A1="{"😀" * 128}",1,2)'],
    "formula-nesting": ["ABS(" * 65 + "1" + ")" * 65, f"SUM({','.join(['1'] * 256)})"],
    "formula-missing-sheet": ["没有!A1", "'没 有'!A1:B2", "SUM(数据:没有!A1)", "[1]数据!A1", "'[书.xlsx]数据'!A1", "没有!$1:$3"],
    "formula-missing-table": ["没有[目标]", "项目[没有]", "SUM(项目[[#This Row],[没有]])", "项目[@目标]", "项目[[编号]:[没有]]"],
    "link-dead": ['HYPERLINK("#没有!A1")', 'HYPERLINK("#数据!A0","去")', 'hyperlink( "#没有" , "去")'],
}  # fmt: skip
