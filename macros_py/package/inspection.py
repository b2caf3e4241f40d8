"""A look at a file before anything opens it: is it a workbook that can be read, and if not, what is it."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from pathlib import Path

from macros_py.errors import FileProblem
from macros_py.package.columns import column_number
from macros_py.package.outline import SheetPart, outline, workbook_part
from macros_py.package.parts import Package

#: Bounds within which a workbook is opened: 1 GiB unpacked, 20,000 parts, and 400 to 1 in any part over 20 MB.
MAX_UNPACKED = 1 << 30
MAX_PARTS = 20_000
MAX_RATIO = 400
_RATIO_MATTERS_FROM = 20_000_000
#: XML is read whole: 200 MiB of it takes half a minute. Pictures count only in MAX_UNPACKED.
MAX_XML = 200 << 20
#: calamine lays out every cell from the first used to the last, 32 bytes each, and aborts the process beyond memory.
MAX_CELLS = 5_000_000
#: Cells that are there, formatted ones too: openpyxl takes 0.75 KB of memory and 20 µs for each.
MAX_STORED = 614_400
#: openpyxl makes a cell for every one that a merge covers.
MAX_MERGED = 500_000
#: Excel itself allows 65,490 cell formats, and as many of named styles; openpyxl takes 2.4 KB and 85 µs for each.
MAX_FORMATS = 130_980
#: Sheets and defined names; openpyxl takes 20 µs for a name, which is 50 bytes.
MAX_WORKBOOK_PART = 8 << 20

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ASK_FOR_ORIGINAL = (
    "请向填表的人要原来的 Excel 表；要不到的，用 fubiao7 blank 附表7 空白附表7.xlsx 做一张空白表照着填，"
    "或者直接填进项目清单和绩效指标。"
)
"""What can be done with a form that came as a picture, as PDF or as Word."""
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_SAVE_AS = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿(.xlsx)”再试。"
#: A sheet's declared extent; four groups: letters and row of the first cell and of the last.
DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*\bref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"')
#: Only cells with something in them: formatting down to the last row is common and harmless.
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
#: What may stand before the root element: declaration, comments, blanks. A document type has no place in a workbook.
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.{0,500}?\?>|<!--.{0,2000}?-->)*<[A-Za-z_]", re.DOTALL)
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')


class BookKind(StrEnum):
    """The kinds of workbook that can be read, by the content type of their workbook part."""

    WORKBOOK = ".xlsx"
    MACRO_WORKBOOK = ".xlsm"
    TEMPLATE = ".xltx"
    MACRO_TEMPLATE = ".xltm"
    ADD_IN = ".xlam"


_CONTENT_TYPES = {
    b"spreadsheetml.sheet.main+xml": BookKind.WORKBOOK,
    b"ms-excel.sheet.macroEnabled.main+xml": BookKind.MACRO_WORKBOOK,
    b"spreadsheetml.template.main+xml": BookKind.TEMPLATE,
    b"ms-excel.template.macroEnabled.main+xml": BookKind.MACRO_TEMPLATE,
    b"ms-excel.addin.macroEnabled.main+xml": BookKind.ADD_IN,
}


def look(path: str | Path) -> BookKind:
    """Return what kind of workbook ``path`` is, after a look that takes milliseconds.

    Raises:
        FileProblem: it is missing, empty, encrypted, damaged, unreasonably large, or no Open XML workbook.
    """
    path = Path(path)
    _look_at_beginning(path)
    with Package(path) as package:
        return _look_at_package(package)


def look_closely(path: str | Path, most_cells: int = MAX_STORED) -> BookKind:
    """Like ``look``, and every part's beginning and every cell address are read too, before anything else reads them.

    A sheet with a lone cell in its last corner, whatever size it declares, would abort the process that reads it;
    ``most_cells`` is how many cells all sheets may store. Takes about 0.1 s for 20,000 rows of 12 columns.

    Raises:
        FileProblem: it is not fit to be read.
    """
    kind = look(path)
    with Package(path) as package:
        for part in package.names:
            if part.endswith((".xml", ".rels")) and not _begins_well(package.read(part, 8192)):
                raise package.damaged(part)
        _look_at_formats(package)
        stored = filled = 0
        for sheet in outline(package).sheets:
            if sheet.kind != "worksheet":
                continue
            content = package.read(sheet.part)
            _look_at_cells(package, sheet, content)
            stored += content.count(b"<c ") + content.count(b":c ")
            filled += content.count(b"</v>") + content.count(b":v>") // 2 + content.count(b"</is>")
            if stored > most_cells:
                raise FileProblem(_too_many_cells(package, sheet, stored, filled, most_cells))
    return kind


def _too_many_cells(package: Package, sheet: SheetPart, stored: int, filled: int, most: int) -> str:
    """Say that a workbook has more cells than can be read, by whether most of them are formatted blanks."""
    there = f"“{package.name}”到工作表“{sheet.name}”为止已有 {stored // 10000} 万个以上的格子"
    # A list that is filled in leaves half of its cells blank.
    if filled * 8 < stored:
        return (
            f"{there}，多半是格式一直刷到了最后一行。"
            "请选中下方和右侧多余的行列，用“删除”去掉（不是清除内容），保存后再试。"
        )
    return (
        f"{there}，内容太多，一次最多 {most // 10000} 万个。请按部门或年度分成几本再试；"
        "电脑内存充裕的，也可以把设置文件 config.yaml 里 reading 的 megabytes 改大。"
    )


def _look_at_formats(package: Package) -> None:
    if "xl/styles.xml" in package and (formats := package.read("xl/styles.xml").count(b"<xf ")) > MAX_FORMATS:
        raise FileProblem(
            f"“{package.name}”里有 {formats // 10000} 万种单元格格式，超过了 Excel 的上限，没有打开它。"
            "请把要用的内容复制到一个新工作簿（选择性粘贴“值”）再试。"
        )


def _begins_well(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: nobody writes it, every reader takes it
        start = start[2:].replace(b"\0", b"")
    return not start or _PROLOG.match(start) is not None


def _look_at_beginning(path: Path) -> None:
    name = path.name
    if name.startswith("~$"):
        raise FileProblem(f"“{name}”是 Excel 打开文件时的临时标记，不是工作簿，请选名字前面没有“~$”的那个文件。")
    if path.is_dir():
        raise FileProblem(f"“{name}”是文件夹，请选里面的工作簿（.xlsx）。")
    try:
        with path.open("rb") as stream:
            start = stream.read(8192)
    except FileNotFoundError:
        raise FileProblem(
            f"找不到文件“{name}”（在文件夹 {path.parent.absolute()}），请看看它是否已改名或移走。"
        ) from None
    except PermissionError:
        raise FileProblem(f"“{name}”打不开：没有读它的权限，或它正被别的程序占用。") from None
    except OSError as problem:
        raise FileProblem(f"“{name}”打不开（{problem.strerror or problem}），请看看文件名和位置是否正确。") from problem
    if not start:
        raise FileProblem(f"“{name}”是空文件（0 字节），请重新复制或下载一份。")
    if start.startswith(_OLE):
        raise FileProblem(_ole_sentence(path))
    if not start.startswith(b"PK"):
        raise FileProblem(_stranger_sentence(name, start))


def _ole_sentence(path: Path) -> str:
    """Say what an OLE file is: an encrypted workbook holds a stream called EncryptedPackage, an .xls one called Workbook."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return f"“{path.name}”加了密码，读不了。请用 Excel 打开、去掉“打开密码”后保存再试。"
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return f"“{path.name}”是旧格式的 Excel 文件（.xls）。{_SAVE_AS}"
    return f"“{path.name}”不是 Excel 工作簿。{_SAVE_AS}"


def _stranger_sentence(name: str, start: bytes) -> str:
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").lower().replace(b"\0", b"")
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")) or b"<html" in text[:2000]:
        return f"“{name}”其实是网页（HTML），只是名字像 Excel 文件。{_SAVE_AS}"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return f"“{name}”是 XML 表格，不是 Excel 工作簿。{_SAVE_AS}"
    if text.startswith(b"%pdf"):
        return f"“{name}”其实是 PDF 文件，里面的表读不出来。{ASK_FOR_ORIGINAL}"
    if start.startswith(_PICTURES) or start[4:8] == b"ftyp":
        return f"“{name}”其实是图片（照片、扫描件或截图），里面的字读不出来。{ASK_FOR_ORIGINAL}"
    if b"\0" not in start and any(mark in start for mark in (b",", b"\t", b";")):
        return f"“{name}”其实是文本（CSV），只是名字像 Excel 文件。{_SAVE_AS}"
    return f"“{name}”不是 Excel 工作簿，或已损坏。{_SAVE_AS}"


def _look_at_package(package: Package) -> BookKind:
    name = package.name
    if len(package.sizes) > MAX_PARTS or sum(full for _, full in package.sizes) > MAX_UNPACKED:
        raise FileProblem(f"“{name}”展开后太大，不像是正常的工作簿，没有打开它。请与发来的人核对。")
    if package.xml_size > MAX_XML:
        raise FileProblem(
            f"“{name}”展开后太大（{package.xml_size >> 20} MB），没有打开它。请删去多余的行列和工作表再试。"
        )
    if any(full > _RATIO_MATTERS_FROM and full > MAX_RATIO * max(packed, 1) for packed, full in package.sizes):
        raise FileProblem(f"“{name}”的压缩比例异常，不像是正常的工作簿，没有打开它。请与发来的人核对。")
    if package.encrypted:
        raise FileProblem(f"“{name}”是加了密码的压缩包，不是工作簿。请解压后再试。")
    if "[content_types].xml" not in package:
        sentence = "是压缩包，不是工作簿，请先解压，再选里面的 .xlsx 文件。"
        if "mimetype" in package and b"opendocument" in package.read("mimetype", 100):
            sentence = f"是 OpenDocument 表格。{_SAVE_AS}"
        raise FileProblem(f"“{name}”{sentence}")
    part = workbook_part(package)
    types = package.read("[Content_Types].xml")
    found = [kind for mark, kind in _CONTENT_TYPES.items() if mark in types]
    if not part or not found:
        raise FileProblem(f"“{name}”{_other_office_file(types)}")
    if package.size(part) > MAX_WORKBOOK_PART:
        raise FileProblem(
            f"“{name}”里的工作表或定义的名称太多，没有打开它。请在 Excel 的“名称管理器”里删去多余的名称再试。"
        )
    if b"http://purl.oclc.org/ooxml/" in package.read(part, 4096):
        raise FileProblem(f"“{name}”是“严格的 Open XML 工作簿”。{_SAVE_AS}")
    _look_at_sheets(package)
    return found[0]


def _other_office_file(types: bytes) -> str:
    if b"wordprocessingml" in types:
        return "是 Word 文件，不是 Excel 工作簿，请另选一个文件。"
    if b"presentationml" in types:
        return "是 PowerPoint 文件，不是 Excel 工作簿，请另选一个文件。"
    if b"ms-excel.sheet.binary" in types:
        return f"是二进制格式的工作簿（.xlsb）。{_SAVE_AS}"
    return f"不是 Excel 工作簿，或已损坏。{_SAVE_AS}"


def _look_at_sheets(package: Package) -> None:
    sheets = outline(package).sheets
    if not any(sheet.kind == "worksheet" for sheet in sheets):
        raise FileProblem(f"“{package.name}”里没有工作表，或已损坏。{_SAVE_AS}")
    names = Counter(sheet.name.lower() for sheet in sheets)
    if "" in names or max(names.values()) > 1:
        raise FileProblem(f"“{package.name}”里有同名或没有名字的工作表，多半已损坏。{_SAVE_AS}")
    for sheet in sheets:
        if sheet.part not in package:
            raise FileProblem(f"“{package.name}”不完整：工作表“{sheet.name}”的内容丢失了，请重新复制一份。")
        claim = DIMENSION.search(package.read(sheet.part, 4096))
        if claim and claim[3]:
            rows, columns = (
                int(claim[4]) - int(claim[2]) + 1,
                column_number(claim[3].decode("ascii")) - column_number(claim[1].decode("ascii")) + 1,
            )
            if rows * columns > MAX_CELLS:
                _look_at_cells(package, sheet, package.read(sheet.part))


def _look_at_cells(package: Package, sheet: SheetPart, content: bytes) -> None:
    """Refuse a sheet whose filled or merged cells span more than can be laid out, whatever its dimension says."""
    merged = sum(
        (int(bottom) - int(top) + 1) * (column_number(right.decode("ascii")) - column_number(left.decode("ascii")) + 1)
        for left, top, right, bottom in _MERGE.findall(content)
    )
    if merged > MAX_MERGED:
        raise FileProblem(
            f"“{package.name}”的工作表“{sheet.name}”合并了约 {merged // 10000} 万个格子，不像是正常的表。请取消整行整列的合并后再试。"
        )
    places = _CELL.findall(content)
    rows = {int(row) for row in {row for _, row in places}}
    columns = {column_number(letters.decode("ascii")) for letters in {letters for letters, _ in places}}
    if not rows:
        return
    cells = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if cells > MAX_CELLS:
        raise FileProblem(
            f"“{package.name}”的工作表“{sheet.name}”占用的范围太大（约 {cells // 10000} 万格），"
            "多半是很远的地方有个多余的字。请删去下方和右侧多余的行列，保存后再试。"
        )
