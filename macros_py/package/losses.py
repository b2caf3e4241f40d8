"""What the file engine would drop if it loaded and saved a workbook, said in the words of Excel's menus.

Measured with openpyxl 3.1.5 (`rich_text=True`) and what package.carrying puts back: charts, PNG and JPEG pictures, plain
validation, 2007 conditional formats, notes, pivot tables, outside links and rich text are kept and not listed. Left out
as harmless: printer settings, calcChain, custom XML that is no query, watched cells, a remembered sort order, smart tags,
the thumbnail, revision ids, Excel's, WPS's and LibreOffice's own extensions of workbook.xml, styles.xml and pivot tables.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from macros_py.package.outline import SheetPart, outline, workbook_part
from macros_py.package.parts import Package, Relationship
from macros_py.sentences import named

#: Extensions of a worksheet, by the identifier Microsoft registered ([MS-XLSX] 2.2.5), that hold something seen.
_EXTENSIONS = {
    "CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF": "引用其他工作表的数据有效性（下拉列表）",
    "78C0D931-6437-407D-A8EE-F0AAD7539E65": "条件格式（数据条、图标等新样式）",
    "05C60535-1F16-4FD2-B633-F4F36F0B64E0": "迷你图",
    "A8765BA9-456A-4DAB-B4F3-ACF838C121DE": "切片器",
    "3A4CF648-6AED-40F4-86FF-DC5316D8AED3": "切片器",
    "7E03D99C-DC04-49D9-9315-930204A7B6E9": "日程表",
    "FC87AEE6-9EDD-4A0A-B7FB-166176984837": "允许用户编辑的区域",
}
_EXTENSION = re.compile(rb'<(?:\w+:)?ext\b[^>]*?\buri="\{([0-9A-Fa-f-]{36})\}"')
#: Elements of a worksheet after its cells.
_ELEMENTS = {
    b"controls": "表单按钮或控件",
    b"oleObjects": "嵌入的对象",
    b"picture": "工作表背景图",
    b"legacyDrawingHF": "页眉页脚里的图片",
    b"protectedRanges": "允许用户编辑的区域",
    b"customSheetViews": "自定义视图",
    b"dataConsolidate": "合并计算的设置",
    b"customProperties": "插件存在工作表里的数据",
}
_ELEMENT = re.compile(rb"<(?:\w+:)?(" + b"|".join(_ELEMENTS) + rb")\b")
_SHAPES = re.compile(rb"<(?:\w+:)?(sp|cxnSp|grpSp|contentPart)\b")
_FRAME = re.compile(rb'<(?:\w+:)?graphicData\b[^>]*\buri="([^"]*)"')
_CHART = b"/drawingml/2006/chart"
_CONTROL = re.compile(rb'ObjectType="(?!Note")(\w+)"')
_DYNAMIC = re.compile(rb'<(?:\w+:)?c\s[^>]*\b(?:cm|vm)="')
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
#: Parts of the whole workbook.
_PARTS = (
    ("vbaproject.bin", "VBA 宏"),
    ("customui/", "自定义功能区按钮"),
    ("xl/connections.xml", "数据连接"),
    ("xl/model/", "数据模型"),
    ("xl/cellimages.xml", "嵌入单元格的图片"),
    ("xl/revisions/", "共享工作簿的修订记录"),
    ("_xmlsignatures/", "数字签名"),
    ("docmetadata/labelinfo", "敏感度标签"),
    ("xl/webextensions/", "Office 加载项"),
    ("xl/xmlmaps.xml", "XML 映射"),
    ("xl/featurepropertybag/", "单元格里的复选框"),
)
#: What parts hold, by the beginning of their names.
_CONTENTS = (
    ("xl/workbook.xml", re.compile(rb"<(?:\w+:)?fileSharing\b"), "“建议只读”或修改权限密码"),
    ("xl/workbook.xml", re.compile(rb"<(?:\w+:)?customWorkbookView\b"), "自定义视图"),
    ("xl/sharedstrings.xml", re.compile(rb"<(?:\w+:)?rPh\b"), "文字上的拼音"),
    ("xl/externallinks/", re.compile(rb"<(?:\w+:)?(?:dde|ole)Link\b"), "与其他程序的动态链接（DDE）"),
    ("customxml/item", re.compile(rb"DataMashup|D\0a\0t\0a\0M\0a\0s\0h\0u\0p"), "数据查询（Power Query）"),
)
_ALTERNATIVE_TEXT = re.compile(rb"\baltText(?:Summary)?=")
_SHEET_PARTS = {
    "threadedComment": "会话式批注",
    "slicer": "切片器",
    "timeline": "日程表",
    "ctrlProp": "表单按钮或控件",
    "tableSingleCells": "XML 映射",
}
_SHEET_KINDS = {"dialogsheet": "对话框工作表", "xlMacrosheet": "宏表", "xlIntlMacrosheet": "宏表"}


def losses(source: str | Path | bytes) -> tuple[str, ...]:
    """Return what saving ``source`` (a path or the bytes of a file) through openpyxl would drop, () when nothing.

    Each entry reads "工作表“X”的切片器", or only the thing when it belongs to the whole workbook.

    Raises:
        FileProblem: the file is damaged.
    """
    with Package(source) as package:
        found = [word for mark, word in _PARTS if any(mark in name for name in package.names)]
        found.extend(_of_contents(package))
        if "xl/metadata.xml" in package and "xl/cellimages.xml" not in package:
            found.extend(_of_rich_values(package))
        for sheet in outline(package).sheets:
            found.extend(f"工作表“{sheet.name}”的{word}" for word in dict.fromkeys(_of_sheet(package, sheet)))
    return tuple(dict.fromkeys(found))


def refusal(name: str, lost: tuple[str, ...]) -> str:
    """Return the sentence that refuses to save the workbook ``name`` because of ``lost``."""
    shown = named(lost, "处")
    return (
        f"“{name}”没有保存：里面有{shown}，在 Excel 之外保存会丢失。"
        "原来的文件没有变动，请在 Excel 里打开它，用“绩效目标”选项卡上的按钮来做；没有 Excel 的，在 LibreOffice 的窗口里做（--host calc）。"
    )


def changed_meanwhile(name: str) -> str:
    """Return the sentence that refuses to save the workbook ``name`` over what somebody else has written."""
    return f"“{name}”没有保存：在处理的时候它被别的程序改过，为免盖掉别人的改动没有写入。请重新做一次。"


def _of_contents(package: Package) -> Iterator[str]:
    for beginning, mark, word in _CONTENTS:
        if any(mark.search(package.read(name)) for name in package.names if name.startswith(beginning)):
            yield word


def _of_rich_values(package: Package) -> Iterator[str]:
    if any(name.startswith("xl/richdata/") for name in package.names):
        yield "嵌入单元格的图片或数据类型"
        return
    part = workbook_part(package)
    worksheets = [r.target for r in package.relationships(part) if r.kind == "worksheet"]
    if any(_DYNAMIC.search(package.read(target)) for target in worksheets if target in package):
        yield "动态数组公式"


def _of_sheet(package: Package, sheet: SheetPart) -> Iterator[str]:
    if sheet.kind in _SHEET_KINDS:
        yield _SHEET_KINDS[sheet.kind]
    if sheet.part not in package or sheet.kind not in ("worksheet", "chartsheet"):
        return
    content = package.read(sheet.part)
    # Cells hold no bare "<", but a search of their 20 MB is slow: only what follows them matters.
    tail = content[content.rfind(b"sheetData") :]
    for extension in _EXTENSION.findall(tail):
        word = _EXTENSIONS.get(extension.decode().upper())
        if word:
            yield word
    for element in _ELEMENT.findall(tail):
        yield _ELEMENTS[element]
    for relationship in package.relationships(sheet.part):
        if relationship.kind in _SHEET_PARTS:
            yield _SHEET_PARTS[relationship.kind]
        if relationship.kind == "queryTable":
            yield "查询表"
        if relationship.target not in package:
            continue
        if relationship.kind == "drawing":
            yield from _of_drawing(package, relationship)
        elif relationship.kind == "vmlDrawing":
            yield from _of_legacy_drawing(package, relationship)
        elif relationship.kind == "table":
            beneath = package.relationships(relationship.target)
            if any(other.kind == "queryTable" for other in beneath):
                yield "查询表"
            if _ALTERNATIVE_TEXT.search(package.read(relationship.target)):
                yield "列表的替代文字"


def _of_legacy_drawing(package: Package, drawing: Relationship) -> Iterator[str]:
    content = package.read(drawing.target)
    if _CONTROL.search(content):
        yield "表单按钮或控件"
    elif b'ObjectType="Note"' in content and package.relationships(drawing.target):
        yield "带图片的批注"


def _of_drawing(package: Package, drawing: Relationship) -> Iterator[str]:
    content = package.read(drawing.target)
    if _SHAPES.search(content):
        yield "文本框或图形"
    for uri in _FRAME.findall(content):
        if not uri.endswith(_CHART):
            yield "日程表" if b"timeslicer" in uri else "切片器" if b"slicer" in uri else "智能图形或新式图表"
    pictures = [r.target.lower() for r in package.relationships(drawing.target) if r.kind == "image"]
    # openpyxl needs Pillow for pictures, drops them without it, and never keeps EMF, WMF or SVG.
    if pictures and (importlib.util.find_spec("PIL") is None or not all(p.endswith(_PICTURES) for p in pictures)):
        yield "图片"
