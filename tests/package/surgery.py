"""Workbooks with one feature each: made by XlsxWriter, and by taking their parts and changing them."""

from __future__ import annotations

import base64
import html
import io
import posixpath
import zipfile

import xlsxwriter

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, BOOK, DRAWING, CHART = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/drawings/drawing1.xml",
    "xl/charts/chart1.xml",
)
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def dot():
    return io.BytesIO(DOT)


def workbook_with(*steps):
    """Return the bytes of a workbook with the sheets 表 and 字典; a step takes (book, sheet), or (parts) when it is marked."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", ["甲", 1])
        book.add_worksheet("字典").write_column("A1", ["甲", "乙", "丙"])
        for step in steps:
            if not hasattr(step, "on_parts"):
                step(book, sheet)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for step in steps:
        if hasattr(step, "on_parts"):
            step(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def on_parts(function):
    """Mark a step that changes the parts of the package."""
    function.on_parts = True
    return function


def edited(part, old, new):
    """Return the step that replaces the first ``old`` in a part by ``new``."""

    def step(parts):
        assert old.encode() in parts[part], (part, old)
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return on_parts(step)


def in_sheet(xml, after="</sheetData>"):
    """Return the step that puts ``xml`` into the sheet."""
    return edited(SHEET, after, after + xml)


def linked(source, kind, target, content="<x/>", office=OFFICE, content_type=""):
    """Return the step that adds a part and the relationship to it."""

    def step(parts):
        folder, base = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        relationship = f'<Relationship Id="rIdX" Type="{office}/{kind}" Target="/{target}"/></Relationships>'
        parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", relationship.encode())
        parts[target] = content.encode()
        if content_type:
            override = f'<Override PartName="/{target}" ContentType="{content_type}"/></Types>'
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())

    return on_parts(step)


def chart(kind="column", series=None, **settings):
    """Return the step that draws a chart; ``settings`` are named as XlsxWriter's setters are."""

    def step(book, sheet):
        drawn = book.add_chart({"type": kind})
        drawn.add_series({"values": "=表!$B$1:$B$3", "name": "数", **(series or {})})
        for name, value in settings.items():
            getattr(drawn, f"set_{name}")(value)
        sheet.insert_chart("D2", drawn)

    return step


def picture(book, sheet):
    sheet.insert_image("D2", "a.png", {"image_data": dot()})


def text_of(content):
    """Return the text of all parts, with their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return html.unescape(
            "\n".join(f"{name}\n{archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist())
        )
