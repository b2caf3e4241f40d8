"""The zip, the well-formedness of its XML, the content types, the relationships and the document properties."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from macros_py.errors import FileProblem
from macros_py.package.lint.complaint import Complaint
from macros_py.package.lint.texts import ENCODINGS
from macros_py.package.parts import MAIN, RELATIONSHIP, Package, Relationship

TYPES = "[content_types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NAME = re.compile(r"[\w!$%&'()*+,;=:@~./\[\]-]+", re.ASCII)
_ID = re.compile(r"[^\W\d][\w.-]*")
#: Worksheets and shared strings are read as a stream, elsewhere.
_STREAMED = ("xl/worksheets/", "xl/sharedstrings")

#: How the content type of a part ends, by the kind of the relationship that leads to it.
_TYPE_ENDS = {
    "officeDocument": ("main+xml",),
    "worksheet": ("worksheet+xml",),
    "chartsheet": ("chartsheet+xml",),
    "sharedStrings": ("sharedStrings+xml",),
    "styles": (".styles+xml",),
    "theme": ("theme+xml",),
    "table": ("table+xml",),
    "drawing": (".drawing+xml",),
    "chart": ("chart+xml",),
    "comments": ("comments+xml",),
    "vmlDrawing": ("vmlDrawing",),
    "calcChain": ("calcChain+xml",),
    "core-properties": ("core-properties+xml",),
    "extended-properties": ("extended-properties+xml",),
    "custom-properties": ("custom-properties+xml",),
    "vbaProject": ("vbaProject",),
}
_UNSHARED = ("worksheet", "chartsheet", "table", "drawing", "comments", "vmlDrawing")
#: The kind of relationship that an element's r:id must name.
_KIND_OF_ELEMENT = {
    "sheet": ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"),
    "tablePart": ("table",),
    "drawing": ("drawing",),
    "legacyDrawing": ("vmlDrawing",),
    "legacyDrawingHF": ("vmlDrawing",),
    "hyperlink": ("hyperlink",),
    "pageSetup": ("printerSettings",),
    "picture": ("image",),
    "externalReference": ("externalLink",),
}


def zip_complaints(source: str | Path | bytes) -> Iterator[Complaint]:
    """Yield what is wrong with the zip itself; after "zip-damaged" nothing else can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            yield from _entry_complaints(entries)
            bad = next((i.filename for i in entries if i.flag_bits & 1 or i.compress_type not in (0, 8)), None)
            bad = bad or archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        yield Complaint("zip-damaged", "", "", str(problem))
        return
    except OSError:
        return  # opening it as a package says why
    if bad is not None:
        yield Complaint("zip-damaged", bad, "", "cannot be unpacked")


def _entry_complaints(entries: list[zipfile.ZipInfo]) -> Iterator[Complaint]:
    for name, count in Counter(info.filename.lower() for info in entries).items():
        if count > 1:
            yield Complaint("zip-duplicate-entry", name, "", f"{count} entries")
    for info in entries:
        name = info.orig_filename  # zipfile itself turns backslashes on Windows
        segments = name.split("/")
        sound = _NAME.fullmatch(name) and all(s.strip(".") for s in segments) and not name.endswith(".")
        if not sound or "\\" in name:
            yield Complaint("zip-entry-name", name, "", "no name of a part")


def read_trees(package: Package) -> tuple[dict[str, ElementTree.Element], list[Complaint]]:
    """Return the XML parts of ``package``, worksheets and shared strings left out, and those that are no XML."""
    trees, complaints = {}, []
    for name in package.names:
        # Excel's own VML holds HTML that is no XML.
        if name.endswith((".xml", ".rels")) and not name.startswith(_STREAMED) or "/_rels/" in name:
            try:
                trees[name] = package.xml(name)
            except FileProblem as problem:
                complaints.append(Complaint("xml", name, "", str(problem.__cause__ or "a document type")))
            except ENCODINGS as problem:
                complaints.append(Complaint("xml", name, "", str(problem)))
    return trees, complaints


def content_type_complaints(package: Package, types: ElementTree.Element) -> Iterator[Complaint]:
    """Yield what is wrong with [Content_Types].xml."""
    for tag, key in (("Default", "Extension"), ("Override", "PartName")):
        found = Counter(node.get(key, "").lower() for node in types.iter(f"{_TYPES}{tag}"))
        for name, count in found.items():
            if count > 1:
                yield Complaint("content-type-duplicate", TYPES, name, f"{count} entries")
            if tag == "Override" and (name[:1] != "/" or name[1:] not in package):
                yield Complaint("content-type-orphan", TYPES, name, "no such part")
    known = content_types(types)
    for name in package.names:
        if name != TYPES and not name.endswith("/") and not _type_of(name, known):
            yield Complaint("content-type-missing", name, "", "neither Override nor Default")


def content_types(types: ElementTree.Element) -> dict[str, str]:
    """Return the content types by part name ("/xl/workbook.xml") or extension ("xml"), in lower case."""
    keys = {f"{_TYPES}Default": "Extension", f"{_TYPES}Override": "PartName"}
    return {node.get(keys[node.tag], "").lower(): node.get("ContentType", "") for node in types if node.tag in keys}


def _type_of(name: str, known: Mapping[str, str]) -> str:
    return known.get(f"/{name}") or known.get(name.rpartition(".")[2], "")


def relationship_complaints(
    package: Package, trees: Mapping[str, ElementTree.Element], types: Mapping[str, str]
) -> Iterator[Complaint]:
    """Yield what is wrong with the relationships of all parts."""
    led_to: Counter[tuple[str, str]] = Counter()
    for name in (name for name in trees if name.endswith(".rels")):
        folder, base = posixpath.split(name)
        ids: Counter[str] = Counter()
        for found in package.relationships(posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))):
            ids[found.key] += 1
            if not _ID.fullmatch(found.key):
                yield Complaint("relationship-id", name, found.key, "no XML name")
            yield from _target_complaints(package, name, found, types)
            if not found.external:
                led_to[found.kind, found.target.lower()] += 1
        for key, count in ids.items():
            if count > 1:
                yield Complaint("relationship-id", name, key, f"{count} relationships")
    for (kind, target), count in led_to.items():
        if count > 1 and kind in _UNSHARED:
            yield Complaint("relationship-shared", target, "", f"{count} relationships of kind {kind}")


def _target_complaints(
    package: Package, name: str, found: Relationship, types: Mapping[str, str]
) -> Iterator[Complaint]:
    if found.external or found.target == "" or found.kind == "hyperlink":
        return  # an inside hyperlink is a place ("#表!A1"), no part
    if found.target not in package:
        yield Complaint("relationship-dangling", name, found.key, f"no part {found.target}")
        return
    ends = _TYPE_ENDS.get(found.kind)
    kind = _type_of(found.target.lower(), types)
    if ends and kind and not kind.endswith(ends):
        yield Complaint("content-type-wrong", found.target, "", f"{kind} for a {found.kind}")


def id_complaints(
    part: str, nodes: Iterable[ElementTree.Element], relationships: Iterable[Relationship]
) -> Iterator[Complaint]:
    """Yield the r:id, r:embed … of a part's elements that name no relationship of it, or one of another kind."""
    kinds = {found.key: found.kind for found in relationships}
    for node in nodes:
        for attribute, value in node.attrib.items():
            if not attribute.startswith(RELATIONSHIP) or not value:
                continue
            place = node.tag.rpartition("}")[2]
            wanted = _KIND_OF_ELEMENT.get(place) if node.tag.startswith(MAIN) else None
            if value not in kinds:
                yield Complaint("relationship-missing", part, place, f"no relationship {value}")
            elif wanted and kinds[value] not in wanted:
                yield Complaint("relationship-missing", part, place, f"{value} is a {kinds[value]}")
