"""Putting back into a workbook that openpyxl has saved what it would only approximate: drawings, notes, ignored errors.

openpyxl draws charts and pictures anew from what it understands of them (measured with 3.1.5: the fonts, styles, corners,
labels and filters of Excel's charts and the crops and shades of pictures are lost), and gives every note the same size.
Where a command has not touched them, the parts of the file as it was opened are put back as they were.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from macros_py.package.archive import package_bytes
from macros_py.package.outline import SheetPart, outline
from macros_py.package.parts import MAIN, Package

_TYPES = "[Content_Types].xml"
_IGNORED = re.compile(rb"<ignoredErrors\b.*?</ignoredErrors>", re.DOTALL)
#: What may follow ignoredErrors in a worksheet (ECMA-376 18.3.1.99).
_AFTER_IGNORED = re.compile(
    rb"<(?:smartTags|drawing|legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b"
    rb"|</worksheet>"
)
_APP = "docProps/app.xml"
_PROPERTIES = re.compile(rb"<(Company|Manager|HyperlinkBase)>[^<]+</\1>")
_PLAIN_BREAK = re.compile(r"_x000[dD]_|\r\n?")


def carry_over(source: bytes, saved: bytes, untouched: Collection[str]) -> bytes:
    """Return the package ``saved`` with what it lacks of ``source``, from which it came.

    ``untouched`` names the sheets whose charts and pictures are as they were; notes are compared here.
    """
    with Package(source) as old, Package(saved) as new:
        carried = _Carried(old, new, saved)
        twins = {sheet.name: sheet for sheet in outline(new).sheets}
        for sheet in outline(old).sheets:
            if (twin := twins.get(sheet.name)) is not None and sheet.part in old and twin.part in new:
                if sheet.name in untouched:
                    carried.drawing(sheet, twin)
                carried.notes(sheet, twin)
                carried.ignored_errors(sheet, twin)
        carried.properties()
        return carried.package() if carried.changed else saved


class _Carried:
    """The parts of the new package, into which those of the old one are put."""

    def __init__(self, old: Package, new: Package, saved: bytes) -> None:
        self.old, self.new = old, new
        self.changed = False
        with zipfile.ZipFile(io.BytesIO(saved)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.old_types = _ContentTypes(old.xml(_TYPES))
        self.added: dict[str, str] = {}

    def drawing(self, sheet: SheetPart, twin: SheetPart) -> None:
        """Put the drawing of a sheet back, with the charts and pictures on it."""
        theirs, ours = _target(self.old, sheet, "drawing"), _target(self.new, twin, "drawing")
        if not theirs or not ours:
            return
        for relationship in self.new.relationships(ours):
            self._drop(relationship.target)
        self._drop(ours)
        self._copy(theirs, ours, {})
        self.changed = True

    def notes(self, sheet: SheetPart, twin: SheetPart) -> None:
        """Put the notes of a sheet back, their sizes and fonts, when they say what they said."""
        theirs, ours = _target(self.old, sheet, "comments"), _target(self.new, twin, "comments")
        if not theirs or not ours or _texts(self.old, theirs) != _texts(self.new, ours):
            return
        shapes, drawn = _target(self.old, sheet, "vmlDrawing"), _target(self.new, twin, "vmlDrawing")
        if not shapes or not drawn or self.old.relationships(shapes):
            return
        self.parts[ours], self.parts[drawn] = self.old.read(theirs), self.old.read(shapes)
        self.changed = True

    def ignored_errors(self, sheet: SheetPart, twin: SheetPart) -> None:
        """Put back where no green triangles are to be shown."""
        theirs, ours = self.old.read(sheet.part), self.parts[twin.part]
        found = _IGNORED.search(theirs, max(0, theirs.rfind(b"sheetData")))
        place = _AFTER_IGNORED.search(ours, max(0, ours.rfind(b"sheetData")))
        if found and place and b"<ignoredErrors" not in ours:
            self.parts[twin.part] = ours[: place.start()] + found[0] + ours[place.start() :]
            self.changed = True

    def properties(self) -> None:
        """Put back the company, the manager and the base of the links."""
        if _APP not in self.old or _APP not in self.parts:
            return
        kept = b"".join(found[0] for found in _PROPERTIES.finditer(self.old.read(_APP)))
        if kept:
            self.parts[_APP] = self.parts[_APP].replace(b"</Properties>", kept + b"</Properties>")
            self.changed = True

    def package(self) -> bytes:
        """Return the new package."""
        types = self.parts[_TYPES].decode()
        for name in re.findall(r'<Override\b[^>]*PartName="/([^"]*)"[^>]*/>', types):
            if name not in self.parts or name in self.added:
                types = re.sub(rf'<Override\b[^>]*PartName="/{re.escape(name)}"[^>]*/>', "", types)
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType={quoteattr(kind)}/>' for name, kind in self.added.items()
        )
        self.parts[_TYPES] = types.replace("</Types>", f"{overrides}</Types>").encode()
        return package_bytes(self.parts)

    def _drop(self, part: str) -> None:
        self.parts.pop(part, None)
        self.parts.pop(_rels_of(part), None)

    def _copy(self, part: str, name: str, copies: dict[str, str]) -> None:
        """Copy a part of the old package, and what it refers to, as ``name``; ``copies`` tells what was copied as what."""
        copies[part.lower()] = name
        self.parts[name] = self.old.read(part)
        if kind := self.old_types(part):
            self.added[name] = kind
        if _rels_of(part) not in self.old:
            return
        nodes = []
        for node in self.old.xml(_rels_of(part)):
            target = node.get("Target", "")
            inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target)))[1:]
            if node.get("TargetMode") != "External" and not target.startswith("#") and inside in self.old:
                if inside.lower() not in copies:
                    self._copy(inside, self._free(inside), copies)
                node.set("Target", f"/{copies[inside.lower()]}")
            nodes.append("<Relationship " + " ".join(f"{key}={quoteattr(value)}" for key, value in node.items()) + "/>")
        self.parts[_rels_of(name)] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(nodes)
            + "</Relationships>"
        ).encode()

    def _free(self, part: str) -> str:
        number, suffix = 1, posixpath.splitext(part)[1]
        while (name := f"xl/kept/{number}{suffix}") in self.parts:
            number += 1
        return name


def _target(package: Package, sheet: SheetPart, kind: str) -> str:
    found = [one.target for one in package.relationships(sheet.part) if one.kind == kind and one.target in package]
    return found[0] if len(found) == 1 else ""


def _texts(package: Package, part: str) -> dict[str, str]:
    """Return the texts of the notes by their cells."""
    return {
        note.get("ref", ""): _PLAIN_BREAK.sub("\n", "".join(text.text or "" for text in note.iter(f"{MAIN}t")))
        for note in package.xml(part).iter(f"{MAIN}comment")
    }


def _rels_of(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


class _ContentTypes:
    """The content type of each part, by [Content_Types].xml."""

    def __init__(self, root: ElementTree.Element) -> None:
        nodes = list(root)
        self._parts = {n.get("PartName", "").lower(): n.get("ContentType", "") for n in nodes if n.get("PartName")}
        self._suffixes = {n.get("Extension", "").lower(): n.get("ContentType", "") for n in nodes if n.get("Extension")}

    def __call__(self, part: str) -> str:
        suffix = posixpath.splitext(part)[1][1:].lower()
        return self._parts.get(f"/{part.lower()}") or self._suffixes.get(suffix, "")
