"""More files that no clerk should meet, and some that every clerk meets: odd packages, odd numbers, odd names."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator

from benchmarks.hostile import BOOK, SHEET, Parts, Recipe, anything, made, package_of, parts_of

STYLES, STRINGS, TYPES = "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500


def odd_files(sound: bytes, wanted: Callable[[str], bool] = anything) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of each ``wanted`` odd file, made from the workbook ``sound``."""
    return made(_odd(sound), wanted)


def _odd(sound: bytes) -> Iterator[Recipe]:
    parts = parts_of(sound)
    yield from _odd_packages(sound, parts)
    yield from _odd_parts(parts)
    yield from _odd_cells(parts)
    yield from _odd_amounts(parts)
    yield from _other_programs()


def _odd_packages(sound: bytes, parts: Parts) -> Iterator[Recipe]:
    yield "同名部分.xlsx", lambda: _zip([*parts.items(), (SHEET, b"<worksheet/>")])
    yield "绝对路径.xlsx", lambda: _zip([(f"/{name}", content) for name, content in parts.items()])
    yield "反斜杠路径.xlsx", lambda: _zip([(name.replace("/", "\\"), content) for name, content in parts.items()])
    yield "上级文件夹.xlsx", lambda: _zip([*parts.items(), ("../../../../tmp/fubiao7-evil.txt", b"evil")])
    link = zipfile.ZipInfo(SHEET)
    link.external_attr, link.create_system = (stat.S_IFLNK | 0o777) << 16, 3
    yield "符号链接.xlsx", lambda: _zip([*((n, c) for n, c in parts.items() if n != SHEET), (link, b"/etc/hostname")])
    yield "层层压缩.xlsx", lambda: _nested(parts)
    yield "层层压缩在媒体里.xlsx", lambda: package_of({**parts, "xl/media/a.zip": _nested(parts)})
    for name, method in (
        ("LZMA.xlsx", zipfile.ZIP_LZMA),
        ("BZ2.xlsx", zipfile.ZIP_BZIP2),
        ("不压缩.xlsx", zipfile.ZIP_STORED),
    ):
        yield name, lambda method=method: _zip(list(parts.items()), method)  # type: ignore[misc]
    yield "前面有别的.xlsx", lambda: b"MZ" + b"\0" * 5000 + sound
    yield "后面有别的.xlsx", lambda: sound + b"\0" * 100_000
    yield (
        "说有很多部分.xlsx",
        lambda: re.sub(
            rb"PK\x05\x06(.{4})....",
            lambda found: b"PK\x05\x06" + found[1] + struct.pack("<HH", 65535, 65535),
            sound,
            flags=re.DOTALL,
        ),
    )


def _nested(parts: Parts) -> bytes:
    content = b"x" * 100_000
    for _ in range(20):
        content = package_of({"里面.zip": content, TYPES: parts[TYPES]})
    return content


def _odd_parts(parts: Parts) -> Iterator[Recipe]:
    def changed(part: str, content: bytes) -> bytes:
        return package_of({**parts, part: content})

    def sheet_text(text: str, encoding: str, declared: str) -> bytes:
        body = re.sub(r"^<\?xml[^>]*\?>", "", text)
        return f'<?xml version="1.0" encoding="{declared}"?>{body}'.encode(encoding)

    sheet, book = parts[SHEET], parts[BOOK]
    text = sheet.decode()
    yield "UTF-7.xlsx", lambda: changed(SHEET, sheet_text(text, "utf-7", "UTF-7"))
    yield "UTF-16.xlsx", lambda: changed(SHEET, sheet_text(text, "utf-16", "UTF-16"))
    yield "GBK.xlsx", lambda: changed(SHEET, sheet_text(text, "gbk", "GBK"))
    yield (
        "处处有BOM.xlsx",
        lambda: package_of(
            {name: b"\xef\xbb\xbf" + c if name.endswith((".xml", ".rels")) else c for name, c in parts.items()}
        ),
    )
    yield (
        "很大的注释.xlsx",
        lambda: changed(SHEET, sheet.replace(b"<sheetData", b"<!--" + b"x" * (60 << 20) + b"--><sheetData", 1)),
    )
    yield (
        "五十万个属性.xlsx",
        lambda: changed(SHEET, sheet.replace(b"<sheetData", b"<x " + _many(b'a%d="1" ', 500_000) + b"/><sheetData", 1)),
    )
    plain = re.sub(rb"<mergeCells.*?</mergeCells>", b"", sheet, flags=re.DOTALL)
    yield (
        "一百万个合并.xlsx",
        lambda: changed(
            SHEET,
            re.sub(
                rb"</sheetData>|<sheetData\s*/>",
                lambda m: m[0] + b"<mergeCells>" + _many(b'<mergeCell ref="A%d:B%d"/>', 1 << 20) + b"</mergeCells>",
                plain,
                count=1,
            ),
        ),
    )
    without = re.sub(rb"<definedNames>.*?</definedNames>", b"", book, flags=re.DOTALL)
    name = b'<definedName name="n%d">Sheet1!$A$%d</definedName>'
    yield (
        "十万个名称.xlsx",
        lambda: changed(
            BOOK,
            without.replace(b"</sheets>", b"</sheets><definedNames>" + _many(name, 100_000) + b"</definedNames>", 1),
        ),
    )
    yield "一万张工作表.xlsx", lambda: _many_sheets(parts, 10_000)
    xf = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    yield (
        "一百万种样式.xlsx",
        lambda: changed(STYLES, parts[STYLES].replace(b"</cellXfs>", xf * 1_000_000 + b"</cellXfs>")),
    )
    font = b'<font><sz val="%d"/><name val="f%d"/></font>'
    yield (
        "二十万种字体.xlsx",
        lambda: changed(STYLES, parts[STYLES].replace(b"</fonts>", _many(font, 200_000) + b"</fonts>")),
    )
    if STRINGS in parts:
        yield (
            "一百万条文字.xlsx",
            lambda: changed(
                STRINGS, parts[STRINGS].replace(b"</sst>", _many(b"<si><t>%d</t></si>", 1_000_000) + b"</sst>")
            ),
        )
        yield "文字序号越界.xlsx", lambda: changed(SHEET, re.sub(rb'(t="s"[^>]*><v>)\d+', rb"\g<1>999999999", sheet))
        yield "文字序号是负数.xlsx", lambda: changed(SHEET, re.sub(rb'(t="s"[^>]*><v>)\d+', rb"\g<1>-1", sheet))
    rule = (
        b'<conditionalFormatting sqref="A%d"><cfRule type="expression" priority="1"><formula>A%d&gt;1</formula></cfRule>'
        b"</conditionalFormatting>"
    )
    yield (
        "十万条条件格式.xlsx",
        lambda: changed(SHEET, re.sub(rb"</sheetData>", b"</sheetData>" + _many(rule, 100_000), sheet, count=1)),
    )
    yield (
        "工作表在网上.xlsx",
        lambda: changed(
            "xl/_rels/workbook.xml.rels",
            re.sub(
                rb'Target="[^"]*sheet1.xml"',
                b'Target="http://127.0.0.1:9/s.xml" TargetMode="External"',
                parts["xl/_rels/workbook.xml.rels"],
            ),
        ),
    )
    yield (
        "工作表是工作簿.xlsx",
        lambda: changed(
            "xl/_rels/workbook.xml.rels",
            re.sub(rb'Target="[^"]*sheet1.xml"', b'Target="workbook.xml"', parts["xl/_rels/workbook.xml.rels"]),
        ),
    )
    for name, title in (
        ("表名像公式.xlsx", "=cmd|'/C calc'!A0"),
        ("表名有控制字符.xlsx", "甲_x0001_乙&#10;丙"),
        ("表名从右到左.xlsx", "甲\u202excod.exe"),
        ("表名很长.xlsx", "长" * 5000),
        ("表名空白.xlsx", ""),
        ("表名像路径.xlsx", "../../etc/passwd"),
        ("表名有孤立代理.xlsx", "甲_xD800_乙"),
    ):
        yield (
            name,
            lambda t=title: changed(  # type: ignore[misc]
                BOOK, re.sub(rb'(<sheet [^>]*?name=")[^"]*', lambda m: m[1] + t.encode(), book, count=1)
            ),
        )
    yield "表名都一样.xlsx", lambda: changed(BOOK, re.sub(rb'(<sheet [^>]*?name=")[^"]*', "\\g<1>同名".encode(), book))
    yield (
        "二进制.xlsb",
        lambda: package_of(
            {
                TYPES: b'<Types xmlns="x"><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
                "xl/workbook.bin": b"\x83\x01\x00",
            }
        ),
    )


def _odd_cells(parts: Parts) -> Iterator[Recipe]:
    def with_cells(*cells: str) -> bytes:
        rows = "".join(f'<row r="{n}">{cell.replace("@", str(n))}</row>' for n, cell in enumerate(cells, 2000))
        return package_of({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>", 1)})

    yield (
        "不是数的数.xlsx",
        lambda: with_cells(
            *(
                f'<c r="A@"><v>{v}</v></c>'
                for v in ("NaN", "Infinity", "-INF", "1e999", "-0", "1e-400", "0x10", "1,000", "")
            )
        ),
    )
    yield (
        "错误格子.xlsx",
        lambda: with_cells(*(f'<c r="A@" t="e"><v>{v}</v></c>' for v in ("#REF!", "#N/A", "#GETTING_DATA", "#怪", ""))),
    )
    yield (
        "一九〇〇年以前.xlsx",
        lambda: with_cells(
            '<c r="A@" t="d"><v>1800-01-01</v></c>',
            '<c r="A@" t="d"><v>99999-99-99</v></c>',
            '<c r="A@" s="1"><v>-40000</v></c>',
            '<c r="A@" s="1"><v>99999999</v></c>',
        ),
    )
    yield (
        "嵌套很深的公式.xlsx",
        lambda: with_cells(
            f'<c r="A@"><f>{"(" * 60_000}1{")" * 60_000}</f><v>1</v></c>',
            f'<c r="A@"><f>{"IF(1," * 5000}1{")" * 5000}</f></c>',
        ),
    )
    yield "很长的公式.xlsx", lambda: with_cells(f'<c r="A@"><f>{"1+" * 5_000_000}1</f></c>')
    yield (
        "循环引用.xlsx",
        lambda: with_cells('<c r="A@"><f>B@</f></c>', '<c r="B@"><f>A2000</f></c>', '<c r="C@"><f>SUM(C:C)</f></c>'),
    )
    yield "孤立代理.xlsx", lambda: with_cells('<c r="A@" t="inlineStr"><is><t>甲_xD800_乙_xDFFF_</t></is></c>')
    yield "从右到左.xlsx", lambda: with_cells('<c r="A@" t="inlineStr"><is><t>\u202e\u2066\u200f\ufeff反</t></is></c>')
    yield (
        "地址出界.xlsx",
        lambda: with_cells(
            '<c r="ZZZZ@"><v>1</v></c>',
            '<c r="A0"><v>1</v></c>',
            '<c r="A99999999999"><v>1</v></c>',
            "<c><v>1</v></c>",
            '<c r=""><v>1</v></c>',
            '<c r="甲1"><v>1</v></c>',
        ),
    )
    yield (
        "行号乱序.xlsx",
        lambda: with_cells(
            '<c r="C@"><v>1</v></c><c r="A@"><v>2</v></c><c r="C@"><v>3</v></c>', '<c r="A5"><v>4</v></c>'
        ),
    )
    yield (
        "行号是零.xlsx",
        lambda: package_of(
            {
                **parts,
                SHEET: parts[SHEET].replace(
                    b"</sheetData>", b'<row r="0"><c r="A0"><v>1</v></c></row><row r="-1"/><row r="x"/></sheetData>'
                ),
            }
        ),
    )
    yield (
        "样式号越界.xlsx",
        lambda: with_cells('<c r="A@" s="4000000000"><v>1</v></c>', '<c r="A@" s="-1"><v>1</v></c>'),
    )
    yield (
        "怪类型.xlsx",
        lambda: with_cells(
            '<c r="A@" t="zzz"><v>1</v></c>',
            '<c r="A@" t="b"><v>7</v></c>',
            '<c r="A@" t="str"><v></v></c>',
            '<c r="A@" t="s"/>',
        ),
    )


def _odd_amounts(parts: Parts) -> Iterator[Recipe]:
    """Yield the workbook with every number in it replaced by an odd one: amounts, weights and scores too."""
    for name, number in (
        ("金额极大.xlsx", b"1e308"),
        ("金额极小.xlsx", b"-1e308"),
        ("金额是负零.xlsx", b"-0.0"),
        ("金额位数很多.xlsx", b"0." + b"1234567890" * 30),
        ("金额不是数.xlsx", b"NaN"),
    ):
        yield name, lambda number=number: _with_amounts(parts, number)  # type: ignore[misc]


def _with_amounts(parts: Parts, number: bytes) -> bytes:
    amount = rb"(<c r=\"[A-Z]+\d+\"(?: s=\"\d+\")?(?: t=\"n\")?><v>)[\d.]+(?=</v>)"
    return package_of({**parts, SHEET: re.sub(amount, rb"\g<1>" + number, parts[SHEET])})


def _other_programs() -> Iterator[Recipe]:
    wide = "WpsCustomData Workbook _VBA_PROJECT_CUR".replace(" ", "\0\0\0").encode("utf-16-le")
    yield "WPS表格.et", lambda: _OLE + wide + b"\0" * 4000
    yield "WPS改了扩展名.xlsx", lambda: _OLE + wide + b"\0" * 4000
    yield "旧格式带宏.xls", lambda: _OLE + wide + b"\0" * 20_000
    yield (
        "导出的网页.xls",
        lambda: (
            '\ufeff<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="gb2312"><table><tr><td>项目名称</td></tr></table></html>'.encode()
        ),
    )
    yield "导出的文本.xls", lambda: "\ufeff项目名称\t年度\n甲\t2024\n".encode("utf-16")
    yield (
        "单文件网页.xls",
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n------=_x\r\n<html></html>",
    )
    yield (
        "XML表格.xls",
        lambda: (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        ),
    )
    yield (
        "开放文档.xlsx",
        lambda: package_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    )
    yield "SYLK.xls", lambda: b"ID;PWXL;N;E\nC;Y1;X1;K\"=cmd|'/C calc'!A0\"\nE\n"
    yield "DBF.xls", lambda: b"\x03\x18\x01\x01" + b"\0" * 60 + b"\r" + b" " * 100
    yield "图片.xlsx", lambda: bytes.fromhex("ffd8ffe000104a464946") + b"\0" * 1000
    yield "RAR.xlsx", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 1000
    yield "全是零.xlsx", lambda: b"\0" * 50_000


def _many(pattern: bytes, count: int) -> bytes:
    """Return ``pattern`` with its number put in, ``count`` times from 1."""
    times = pattern.count(b"%d")
    return b"".join(pattern % ((number,) * times) for number in range(1, count + 1))


def _many_sheets(parts: Parts, count: int) -> bytes:
    sheets = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rIdZ%d"/>' % (n, n + 1000, n) for n in range(count))
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = b"".join(
        b'<Relationship Id="rIdZ%d" Type="%s/worksheet" Target="/xl/worksheets/z%d.xml"/>' % (n, kind, n)
        for n in range(count)
    )
    book, rels = parts[BOOK], parts["xl/_rels/workbook.xml.rels"]
    if b"xmlns:r=" not in book:
        book = book.replace(b"<workbook ", b'<workbook xmlns:r="' + kind + b'" ', 1)
    empty = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    return package_of({
        **parts,
        BOOK: book.replace(b"</sheets>", sheets + b"</sheets>"),
        "xl/_rels/workbook.xml.rels": rels.replace(b"</Relationships>", links + b"</Relationships>"),
        **{f"xl/worksheets/z{n}.xml": empty for n in range(count)},
    })  # fmt: skip


def _zip(
    entries: list[tuple[str | zipfile.ZipInfo, bytes]] | list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    stream = io.BytesIO()
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as archive:
        warnings.simplefilter("ignore")  # of the names that are there twice
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()
