from __future__ import annotations

import base64
import importlib.util
import io
import zipfile

import pytest
import xlsxwriter

from macros_py.package.losses import losses, refusal

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

HARMLESS = {
    "a chart": lambda book, sheet: sheet.insert_chart("H1", _chart(book)),
    "a note": lambda book, sheet: sheet.write_comment("A1", "批注"),
    "rich text": lambda book, sheet: sheet.write_rich_string("A1", "甲", book.add_format({"bold": True}), "乙"),
    "a drop-down": lambda book, sheet: sheet.data_validation(
        "A1:A9", {"validate": "list", "source": "=字典!$A$1:$A$3"}
    ),
    "a conditional format": lambda book, sheet: sheet.conditional_format(
        "A1:A9", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format({"bg_color": "red"})}
    ),
    "a 2007 data bar": lambda book, sheet: sheet.conditional_format("A1:A9", {"type": "data_bar"}),
    "a table": lambda book, sheet: sheet.add_table("A1:B3"),
    "green triangles switched off": lambda book, sheet: sheet.ignore_errors({"number_stored_as_text": "A1:A9"}),
    "protection, frozen panes, print set-up": lambda book, sheet: (
        sheet.protect("x"),
        sheet.freeze_panes(1, 1),
        sheet.print_area("A1:C9"),
        sheet.repeat_rows(0),
        sheet.set_header('&C&"宋体,常规"附表7'),
    ),
    "custom properties": lambda book, sheet: book.set_custom_property("KSOProductBuildVer", "2052-12.1.0"),
}

LOST = {
    "文本框或图形": lambda book, sheet: sheet.insert_textbox("C3", "请填写"),
    "表单按钮或控件": lambda book, sheet: sheet.insert_button("C3", {"caption": "生成"}),
    "迷你图": lambda book, sheet: sheet.add_sparkline("C3", {"range": "表!A1:A9"}),
    "条件格式（数据条、图标等新样式）": lambda book, sheet: sheet.conditional_format(
        "A1:A9", {"type": "data_bar", "data_bar_2010": True}
    ),
    "页眉页脚里的图片": lambda book, sheet: sheet.set_header(
        "&C&G", {"image_center": "dot.png", "image_data_center": _dot()}
    ),
    "工作表背景图": lambda book, sheet: sheet.set_background(_dot()),
}


def _dot():
    return io.BytesIO(DOT)


def _chart(book):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=表!$A$1:$A$9"})
    return chart


def made(path, add):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        book.add_worksheet("字典").write_column("A1", ["甲", "乙", "丙"])
        add(book, sheet)
    return path


@pytest.mark.parametrize("name", HARMLESS)
def test_what_openpyxl_keeps_is_not_called_lost(tmp_path, name):
    assert losses(made(tmp_path / "甲.xlsx", HARMLESS[name])) == ()


@pytest.mark.parametrize("word", LOST)
def test_what_openpyxl_drops_is_named_with_its_sheet(tmp_path, word):
    assert losses(made(tmp_path / "甲.xlsx", LOST[word])) == (f"工作表“表”的{word}",)


def test_a_dynamic_array_formula_is_lost(tmp_path):
    path = made(tmp_path / "甲.xlsx", lambda book, sheet: sheet.write_dynamic_array_formula("A1", "=SEQUENCE(3)"))
    assert losses(path) == ("动态数组公式",)


def test_a_picture_is_lost_where_it_is_no_plain_one_or_pillow_is_absent(tmp_path):
    path = made(tmp_path / "甲.xlsx", lambda book, sheet: sheet.insert_image("A1", "a.png", {"image_data": _dot()}))
    plain = () if importlib.util.find_spec("PIL") else ("工作表“表”的图片",)
    assert losses(path) == plain
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "乙.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(b"image1.png", b"image1.emf")
            target.writestr(name.replace("image1.png", "image1.emf"), content)
    assert losses(tmp_path / "乙.xlsx") == ("工作表“表”的图片",)


@pytest.mark.parametrize(
    ("extension", "word"),
    [
        ("{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}", "引用其他工作表的数据有效性（下拉列表）"),
        ("{A8765BA9-456A-4dab-B4F3-ACF838C121DE}", "切片器"),
        ("{78C0D931-6437-407d-A8EE-F0AAD7539E65}", "条件格式（数据条、图标等新样式）"),
    ],
)
def test_an_extension_of_excel_2010_is_lost(changed, extension, word):
    ext = f'<extLst><ext uri="{extension}"><x/></ext></extLst></worksheet>'
    path = changed({"xl/worksheets/sheet1.xml": lambda t: t.replace("</worksheet>", ext)})
    assert losses(path) == (f"工作表“项目清单”的{word}",)


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/worksheets/sheet1.xml": lambda t: t.replace(
            "</worksheet>",
            '<extLst><ext uri="{01252117-D84E-4E92-8308-4BE1C098FCBB}"><x/></ext>'
            '<ext uri="{00000000-0000-0000-0000-000000000000}"/></extLst></worksheet>')},
        {"xl/workbook.xml": lambda t: t.replace(
            "</workbook>", '<extLst><ext uri="{7626C862-2A13-11E5-B345-FEFF819CDC9F}"><l/></ext></extLst></workbook>')},
        {"customXml/item1.xml": "<a/>", "xl/printerSettings/printerSettings1.bin": b"x", "xl/calcChain.xml": "<c/>"},
    ],
    ids=["ignored errors and unknown", "LibreOffice's own", "parts nobody misses"],
)  # fmt: skip
def test_harmless_extensions_and_parts_are_passed_over(changed, parts):
    assert losses(changed(parts)) == ()


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("xl/vbaProject.bin", "VBA 宏"),
        ("customUI/customUI14.xml", "自定义功能区按钮"),
        ("xl/connections.xml", "数据连接"),
        ("xl/cellimages.xml", "嵌入单元格的图片"),
        ("_xmlsignatures/sig1.xml", "数字签名"),
    ],
)
def test_parts_of_the_whole_workbook_are_named_without_a_sheet(changed, part, word):
    assert losses(changed({part: b"x"}).read_bytes()) == (word,)


def test_the_refusal_names_the_file_and_says_what_to_do():
    sentence = refusal("甲.xlsx", tuple(f"工作表“{n}”的切片器" for n in range(7)))
    assert "甲.xlsx" in sentence
    assert "等 7 处" in sentence
    assert "在 Excel 里打开" in sentence


@pytest.mark.libreoffice
def test_a_workbook_saved_by_libreoffice_is_not_refused(workbook, tmp_path, resaved):
    assert losses(resaved(workbook, tmp_path / "out" / workbook.name)) == ()
