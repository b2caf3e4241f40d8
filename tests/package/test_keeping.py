"""What a clerk's workbook may hold, feature by feature: the file engine keeps it, or refuses to save and names it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile

import pytest
from openpyxl import load_workbook

from macros_py.engines import open_book
from macros_py.errors import FileProblem
from macros_py.package.losses import losses
from tests.package.surgery import (
    BOOK,
    CHART,
    DRAWING,
    OFFICE,
    SHEET,
    chart,
    dot,
    edited,
    in_sheet,
    linked,
    on_parts,
    picture,
    text_of,
    workbook_with,
)

MICROSOFT = "http://schemas.microsoft.com/office"


def note(**look):
    return lambda book, sheet: sheet.write_comment("A1", "批注内容", look)


def styles(old, new):
    return on_parts(
        lambda parts: parts.update({"xl/styles.xml": re.sub(old, new, parts["xl/styles.xml"].decode()).encode()})
    )


def external(link):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = "xl/externalLinks/externalLink1.xml"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    reference = f'<externalReferences><externalReference xmlns:r="{OFFICE}" r:id="rIdX"/></externalReferences>'
    return (
        linked(BOOK, "externalLink", part, f'<externalLink xmlns="{main}">{link}</externalLink>', content_type=kind),
        edited(BOOK, "</sheets>", f"</sheets>{reference}"),
    )


OUTSIDE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/externalLinkPath" Target="x.xlsx" TargetMode="External"/></Relationships>'
)


def series_extension(xml):
    return edited(CHART, "</c:ser>", f'<c:extLst><c:ext uri="x" xmlns:c15="x">{xml}</c:ext></c:extLst></c:ser>')


KEPT = {
    "chart: labels from cells": ("datalabelsRange", chart(), series_extension("<c15:datalabelsRange/>")),
    "chart: filtered series": ("filteredBarSeries", chart(), series_extension("<c15:filteredBarSeries/>")),
    "chart: labels of one's own": (
        "自己写的",
        chart(series={"data_labels": {"value": True, "custom": [{"value": "自己写的"}]}}),
    ),
    "chart: font of all its texts": (
        'sz="1300"',
        chart(),
        edited(CHART, "</c:chart>", '</c:chart><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1300"/></a:pPr></a:p></c:txPr>'),
    ),
    "chart: round corners": (
        'roundedCorners val="1"',
        chart(),
        edited(CHART, "<c:chart>", '<c:roundedCorners val="1"/><c:chart>'),
    ),
    "chart: three dimensions": (
        'rotX val="15"',
        chart(),
        edited(CHART, "<c:plotArea>", '<c:view3D><c:rotX val="15"/></c:view3D><c:plotArea>'),
    ),
    "chart: its table": ("dTable", chart(table={})),
    "chart: its number of style": ('style val="37"', chart(), edited(CHART, "<c:chart>", '<c:style val="37"/><c:chart>')),
    "chart: shapes inside": (
        "userShapes",
        chart(),
        linked(
            CHART,
            "chartUserShapes",
            "xl/drawings/drawing9.xml",
            '<userShapes xmlns="http://schemas.openxmlformats.org/drawingml/2006/chart"/>',
            content_type="application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml",
        ),
        edited(CHART, "</c:chartSpace>", '<c:userShapes r:id="rIdX"/></c:chartSpace>'),
    ),
    "chart: alternative text": ('descr="图"', chart(), edited(DRAWING, 'name="Chart 1"', 'name="Chart 1" descr="图"')),
    "chartsheet": (
        'sz="1300"',
        lambda book, sheet: book.add_chartsheet("图").set_chart(
            (drawn := book.add_chart({"type": "line"}), drawn.add_series({"values": "=表!$B$1:$B$3"}))[0]
        ),
        edited(CHART, "</c:chart>", '</c:chart><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1300"/></a:pPr></a:p></c:txPr>'),
    ),
    "picture": ("<xdr:pic>", picture),
    "picture: cut": ("srcRect l=", picture, edited(DRAWING, "<a:stretch>", '<a:srcRect l="10000"/><a:stretch>')),
    "picture: grey": ("a:grayscl", picture, edited(DRAWING, 'r:embed="rId1"/>', 'r:embed="rId1"><a:grayscl/></a:blip>')),
    "note": ("批注内容", note()),
    "note: its size": ("width:300", note(width=400, height=200)),
    "note: always shown": ("<x:Visible", note(visible=True)),
    "note: its colour": ('fillcolor="#ff0000"', note(color="#ff0000")),
    "note: bold words": ("<b/>", note(), edited("xl/comments1.xml", "<rPr>", "<rPr><b/>")),
    "rich text": ('<b( val="1")? ?/>(?s:.*)粗', lambda b, s: s.write_rich_string("D1", "细", b.add_format({"bold": 1}), "粗")),
    "ignored errors": ("ignoredError ", lambda b, s: s.ignore_errors({"number_stored_as_text": "A1:A9"})),
    "properties": ("某局单位", lambda b, s: b.set_properties({"company": "某局单位"})),
    "base of links": ("HyperlinkBase>x", lambda b, s: b.set_properties({"hyperlink_base": "x"})),
    "label as a property": ("MSIP_Label", lambda b, s: b.set_custom_property("MSIP_Label_1", "true")),
    "array formula": ('t="array"', lambda b, s: s.write_array_formula("D1:D3", "{=A1:A3*2}")),
    "data table": (
        't="dataTable"',
        edited(SHEET, '<c r="B1">', '<c r="B1"><f t="dataTable" ref="B1:B3" dt2D="0" dtr="0" r1="A1"/>'),
    ),
    "theme": ("我的主题", edited("xl/theme/theme1.xml", 'name="Office Theme"', 'name="我的主题"')),
    "name: remark": (
        'comment="说明"',
        lambda b, s: b.define_name("甲", "=表!$A$1"),
        edited(BOOK, 'name="甲"', 'name="甲" comment="说明"'),
    ),
    "name: dead": ("#REF!", lambda b, s: b.define_name("甲", "=#REF!")),
    "name: of an old macro": (
        'xlm="1"',
        lambda b, s: b.define_name("甲", "=表!$A$1"),
        edited(BOOK, 'name="甲"', 'name="甲" xlm="1" function="1"'),
    ),
    "outside link": ("77777", *external(
        f'<externalBook xmlns:r="{OFFICE}" r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames><sheetDataSet>'
        '<sheetData sheetId="0"><row r="1"><cell r="A1"><v>77777</v></cell></row></sheetData></sheetDataSet></externalBook>'),
        on_parts(lambda parts: parts.update({"xl/externalLinks/_rels/externalLink1.xml.rels": OUTSIDE.encode()})),
    ),
    "header of the first page": ('differentFirst="1"', edited(SHEET, "</worksheet>", '<headerFooter differentFirst="1"><firstHeader>&amp;C首</firstHeader></headerFooter></worksheet>')),
    "protection with hashes": (
        'spinCount="100000"(?s:.*)',
        in_sheet('<sheetProtection algorithmName="SHA-512" hashValue="YQ==" saltValue="YQ==" spinCount="100000" sheet="1"/>'),
    ),
    "protection of the workbook": (
        'workbookSpinCount="100000"',
        edited(BOOK, "<bookViews>", '<workbookProtection workbookHashValue="YQ==" workbookSaltValue="YQ==" workbookSpinCount="100000" lockStructure="1"/><bookViews>'),
    ),
    "scenario": ("<scenario ", in_sheet('<scenarios><scenario name="甲"><inputCells r="A1" val="1"/></scenario></scenarios>')),
    "filter by date": ("dateGroupItem", in_sheet('<autoFilter ref="A1:B9"><filterColumn colId="0"><filters><dateGroupItem year="2024" dateTimeGrouping="year"/></filters></filterColumn></autoFilter>')),
    "calculation by hand": ('calcMode="manual"', edited(BOOK, "<calcPr", '<calcPr calcMode="manual"')),
    "table style of one's own": ('tableStyle name="我的"', styles(r"<tableStyles[^>]*/>", '<tableStyles count="1"><tableStyle name="我的" pivot="0" count="0"/></tableStyles>')),
    "drop-down prompt": ("请从", lambda b, s: s.data_validation("D1", {"validate": "list", "source": ["甲"], "input_message": "请从"})),
    "icons": ("iconSet", lambda b, s: s.conditional_format("A1:A9", {"type": "icon_set", "icon_style": "3_arrows"})),
    "very hidden sheet": ("veryHidden", lambda b, s: b.worksheets()[1].very_hidden()),
    "dates from 1904": ('date1904="(1|true)"', edited(BOOK, "<workbookPr", '<workbookPr date1904="1"')),
}  # fmt: skip

LOST = {
    "工作表“表”的文本框或图形": ("请填写", lambda b, s: s.insert_textbox("C3", "请填写")),
    "工作表“表”的表单按钮或控件": ("ObjectType", lambda b, s: s.insert_button("C3", {"caption": "生成"})),
    "单元格里的复选框": ("featurePropertyBag", lambda b, s: s.insert_checkbox("C3", True)),
    "工作表“表”的迷你图": ("x14:sparkline", lambda b, s: s.add_sparkline("C3", {"range": "表!A1:A9"})),
    "工作表“表”的会话式批注": (
        "threadedComment",
        linked(SHEET, "threadedComment", "xl/threadedComments/threadedComment1.xml", office=f"{MICROSOFT}/2017/10/relationships"),
    ),
    "工作表“表”的带图片的批注": (
        "media/image1.png",
        note(),
        linked("xl/drawings/vmlDrawing1.vml", "image", "xl/media/image1.png"),
    ),
    "工作表“表”的嵌入的对象": ("oleObject", edited(SHEET, "</worksheet>", "<oleObjects><oleObject/></oleObjects></worksheet>")),
    "工作表“表”的页眉页脚里的图片": ("legacyDrawingHF", lambda b, s: s.set_header("&C&G", {"image_center": "a.png", "image_data_center": dot()})),
    "工作表“表”的工作表背景图": ("<picture ", lambda b, s: s.set_background(dot())),
    "工作表“表”的自定义视图": ("customSheetView ", in_sheet("<customSheetViews><customSheetView guid='{11111111-1111-1111-1111-111111111111}'/></customSheetViews>")),
    "自定义视图": ("customWorkbookView ", edited(BOOK, "</sheets>", '</sheets><customWorkbookViews><customWorkbookView name="我" guid="{11111111-1111-1111-1111-111111111111}" windowWidth="1" windowHeight="1" activeSheetId="1"/></customWorkbookViews>')),
    "工作表“表”的合并计算的设置": ("dataConsolidate", in_sheet('<dataConsolidate function="sum"/>')),
    "工作表“表”的插件存在工作表里的数据": ("customPr ", edited(SHEET, "</worksheet>", f'<customProperties><customPr xmlns:r="{OFFICE}" name="x" r:id="rIdX"/></customProperties></worksheet>'), linked(SHEET, "customProperty", "xl/customProperty1.bin")),
    "工作表“表”的允许用户编辑的区域": ("protectedRange ", in_sheet('<protectedRanges><protectedRange sqref="A1" name="区"/></protectedRanges>')),
    "工作表“表”的列表的替代文字": ("altText", lambda b, s: s.add_table("D1:E5"), edited("xl/tables/table1.xml", "</table>", '<extLst><ext uri="x"><t altText="表"/></ext></extLst></table>')),
    "工作表“表”的XML 映射": ("singleXmlCells", linked(SHEET, "tableSingleCells", "xl/tables/tableSingleCells1.xml", "<singleXmlCells/>")),
    "XML 映射": ("MapInfo", linked(BOOK, "xmlMaps", "xl/xmlMaps.xml", "<MapInfo/>")),
    "“建议只读”或修改权限密码": ("readOnlyRecommended", edited(BOOK, "<workbookPr", '<fileSharing readOnlyRecommended="1"/><workbookPr')),
    "文字上的拼音": ("<rPh", edited("xl/sharedStrings.xml", "<t>甲</t>", '<t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh>')),
    "与其他程序的动态链接（DDE）": ("ddeLink", *external('<ddeLink ddeService="x" ddeTopic="y"/>')),
    "数据查询（Power Query）": ("DataMashup", linked(BOOK, "customXml", "customXml/item1.xml", "<DataMashup>x</DataMashup>")),
    "敏感度标签": ("LabelInfo", linked("", "classificationlabels", "docMetadata/LabelInfo.xml")),
    "Office 加载项": ("webextension", linked("", "webextensiontaskpanes", "xl/webextensions/taskpanes.xml", "<webextension/>")),
    "动态数组公式": (' cm="1"', lambda b, s: s.write_dynamic_array_formula("D1", "=SEQUENCE(3)")),
    "共享工作簿的修订记录": ("revisionHeaders", linked(BOOK, "revisionHeaders", "xl/revisions/revisionHeaders.xml")),
    "数据模型": ("model/item", linked(BOOK, "powerPivotData", "xl/model/item.data")),
    "VBA 宏": ("vbaProject", linked(BOOK, "vbaProject", "xl/vbaProject.bin")),
}  # fmt: skip


def saved_by_openpyxl(content):
    """Return the text of what openpyxl makes of a file; "" when it cannot open it."""
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            load_workbook(io.BytesIO(content), rich_text=True).save(stream)
        except KeyError:
            return ""
    return text_of(stream.getvalue())


def saved(path):
    """Change a cell with the file engine, save, and return the file."""
    with open_book(path) as book:
        book.sheets["表"].range("H30").value = 5
        book.save()
    return path.read_bytes()


@pytest.mark.parametrize("name", KEPT)
def test_what_is_not_refused_is_kept(tmp_path, name):
    mark, *steps = KEPT[name]
    path = tmp_path / "甲.xlsx"
    path.write_bytes(workbook_with(*steps))

    assert re.search(mark, text_of(path.read_bytes()))
    assert losses(path) == ()
    assert re.search(mark, text_of(saved(path)))


@pytest.mark.parametrize("word", LOST)
def test_what_would_be_dropped_is_named_and_the_file_left_alone(tmp_path, word):
    mark, *steps = LOST[word]
    path = tmp_path / "甲.xlsx"
    path.write_bytes(workbook_with(*steps))
    before = path.read_bytes()

    assert re.search(mark, text_of(before))
    assert not re.search(mark, saved_by_openpyxl(before))
    assert losses(path) == (word,)
    with pytest.raises(FileProblem, match=re.escape(word)):
        saved(path)
    assert path.read_bytes() == before


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(book, sheet):
    for step in (chart(), picture, note(width=400), KEPT["ignored errors"][1]):
        step(book, sheet)


def test_what_is_put_back_stays_the_same_save_after_save(tmp_path):
    path = tmp_path / "甲.xlsx"
    path.write_bytes(workbook_with(everything))
    original = parts(path.read_bytes())
    once = parts(saved(path))
    with open_book(path) as book:
        book.sheets["表"].range("H30").value = 6
        book.save()
    twice = parts(path.read_bytes())

    assert original[CHART] in once.values() and original["xl/comments1.xml"] in once.values()
    assert {name for name in once if once[name] != twice.get(name)} - {"docProps/core.xml"} == {SHEET}


def test_a_chart_that_was_changed_is_saved_as_changed(tmp_path):
    path = tmp_path / "甲.xlsx"
    path.write_bytes(workbook_with(chart(title={"name": "旧题"})))
    with open_book(path) as book:
        book.sheets["表"].charts[0].delete()
        book.save()

    assert "旧题" not in text_of(path.read_bytes())


def test_a_note_that_was_changed_by_hand_in_openpyxl_keeps_its_new_text(tmp_path):
    path = tmp_path / "甲.xlsx"
    path.write_bytes(workbook_with(note(width=400)))
    with open_book(path) as book:
        book.impl.workbook["表"]["A1"].comment.text = "新的内容"
        book.sheets["表"].range("H30").value = 5
        book.save()

    assert "新的内容" in text_of(path.read_bytes()) and "批注内容" not in text_of(path.read_bytes())


@pytest.mark.libreoffice
def test_libreoffice_reads_what_was_put_back(tmp_path, resaved):
    path = tmp_path / "甲.xlsx"
    path.write_bytes(workbook_with(everything))
    saved(path)
    content = text_of(resaved(path, tmp_path / "甲.ods").read_bytes())

    assert "批注内容" in content and "Pictures/" in content and "chart:chart" in content
