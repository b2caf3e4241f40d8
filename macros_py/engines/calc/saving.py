"""What LibreOffice leaves out of an .xlsx and is put back: styles of tables, and validation far below the last row.

Measured with 7.4 on the standard workbook: tables keep name, area, columns and filter buttons and lose their style;
validation of A4:A20003 is written as A4:A1027, a thousand rows below the last filled one; conditional formats, names,
print set-up and frozen panes stay. What else it loses is listed in docs/LibreOffice.md.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from macros_py.package.archive import package_bytes

_TABLE = re.compile(rb"xl/tables/[^/]+\.xml")
_SHEET = re.compile(rb"xl/worksheets/[^/]+\.xml")
_DISPLAY_NAME = re.compile(r'<table\b[^>]*?\sdisplayName="([^"]+)"')
_STYLE = re.compile(r"<tableStyleInfo\b[^>]*/>")
_STYLE_NAME = re.compile(r'\sname="([^"]+)"')
_CHART = re.compile(rb"xl/charts/[^/]+\.xml")
#: The name of a series that is no cell's: Calc writes a text in quotes where Excel expects a reference.
_QUOTED_NAME = re.compile(
    r"<c:tx><c:strRef><c:f>&quot;.*?</c:f><c:strCache><c:ptCount[^>]*/><c:pt[^>]*>(<c:v>.*?</c:v>)</c:pt></c:strCache></c:strRef></c:tx>",
    re.DOTALL,
)
_RULE = re.compile(r"<dataValidation\b[^>]*>")
_AREA = re.compile(r'(\ssqref=")([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)(")')


def table_styles(source: bytes) -> dict[str, str]:
    """Return the name of each table's style in the file ``source``; none for b""."""
    styles = {}
    for _, text in _parts(source, _TABLE):
        name, style = _DISPLAY_NAME.search(text), _STYLE.search(text)
        named = _STYLE_NAME.search(style[0]) if style else None
        if name and named:
            styles[name[1]] = named[1]
    return styles


def restored(written: bytes, source: bytes, styles: Mapping[str, str]) -> bytes:
    """Return the file ``written`` by LibreOffice with what it left out, as ``source`` had it; the same bytes each time."""
    ends = _ends(source)
    parts = []
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        for info in archive.infolist():
            content = archive.read(info)
            if _TABLE.fullmatch(info.filename.encode()):
                content = _styled(content.decode(), styles).encode()
            elif _CHART.fullmatch(info.filename.encode()):
                content = _QUOTED_NAME.sub(r"<c:tx>\1</c:tx>", content.decode()).encode()
            elif _SHEET.fullmatch(info.filename.encode()):
                content = _RULE.sub(lambda rule: _reaching(rule[0], ends), content.decode()).encode()
            parts.append((info.filename, content))
    return package_bytes(parts)


def _parts(source: bytes, wanted: re.Pattern[bytes]) -> Iterator[tuple[str, str]]:
    if not source:
        return
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        for name in archive.namelist():
            if wanted.fullmatch(name.encode()):
                yield name, archive.read(name).decode("utf-8", "replace")


def _styled(table: str, styles: Mapping[str, str]) -> str:
    name = _DISPLAY_NAME.search(table)
    style = styles.get(name[1]) if name else None
    if not style or _STYLE.search(table):
        return table
    info = f'<tableStyleInfo name="{style}" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>'
    return table.replace("</table>", f"{info}</table>")


def _ends(source: bytes) -> dict[tuple[str, str, str, str], int]:
    """Return the last row of each validation of one area, by its columns, first row and prompt."""
    ends: dict[tuple[str, str, str, str], int] = {}
    for _, text in _parts(source, _SHEET):
        for rule in _RULE.findall(text):
            if (area := _AREA.search(rule)) is not None:
                key = (area[2], area[3], area[4], _prompt(rule))
                ends[key] = max(int(area[5]), ends.get(key, 0))
    return ends


def _reaching(rule: str, ends: Mapping[tuple[str, str, str, str], int]) -> str:
    area = _AREA.search(rule)
    if area is None:
        return rule
    last = max(ends.get((area[2], area[3], area[4], _prompt(rule)), 0), int(area[5]))
    return _AREA.sub(rf"\g<1>{area[2]}{area[3]}:{area[4]}{last}\g<6>", rule)


def _prompt(rule: str) -> str:
    """Return the prompt's title: rules of the same columns on different sheets differ in it."""
    import html

    found = re.search(r'\spromptTitle="([^"]*)"', rule)
    return html.unescape(found[1]) if found else ""
