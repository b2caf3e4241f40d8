"""The shapes of the elements in a workbook file: what a schema can find fault with, without what the data puts in."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from xml.etree import ElementTree

_XML = (".xml", ".rels", ".vml")
#: Elements whose text is any text or number to the schema: cells, formulas, captions, dates.
_ANY_TEXT = frozenset(
    "t v f formula formula1 formula2 definedName oddFooter oddHeader lpwstr created modified Anchor Application".split()
)
#: Elements whose text is a number: the places of drawings.
_ANY_NUMBER = frozenset("row col rowOff colOff".split())


def _table(text: str) -> Mapping[str, frozenset[str]]:
    """Return the attributes of each element, from lines "element: attribute attribute"."""
    lines = (line.split(":") for line in text.strip().splitlines())
    return {tag.strip(): frozenset(names.split()) for tag, names in lines}


#: Attributes that the data decides, by element. Of a number of these nothing is looked at but a sign, of an address nothing.
_INDEXES = _table("""
    row: r spans s
    c: r s
    col: min max style
    dimension: ref
    mergeCell: ref
    hyperlink: ref id
    selection: activeCell sqref
    pane: topLeftCell
    brk: id max
    autoFilter: ref
    table: ref id
    tableColumn: id
    tablePart: id
    dataValidation: sqref
    conditionalFormatting: sqref
    cfRule: dxfId priority
    comment: ref
    sheet: sheetId id
    definedName: localSheetId
    workbookView: activeTab firstSheet
    xf: numFmtId fontId fillId borderId xfId
    numFmt: numFmtId
    cellStyle: xfId
    Relationship: Id Target
    Override: PartName
    property: pid name
    axId: val
    crossAx: val
    idx: val
    order: val
    ptCount: val
    pt: idx
    cNvPr: id
    ext: cx cy
    off: x y
""")
_COUNTS = ("count", "uniqueCount", "manualBreakCount")
#: Sizes, of which the digits before the point are counted: 409 is the limit of a height.
_SIZES = _table("""
    row: ht
    col: width
    pageSetup: scale
""")
#: Texts that the data decides: of each its length is looked at, in steps of the lengths that schemas limit.
_TEXTS = _table("""
    sheet: name
    hyperlink: location display
    table: name displayName
    tableColumn: name
    definedName: name
    numFmt: formatCode
    cNvPr: name descr
""")
#: A theme must have three lines, fills and effects; of four no schema is known that says no.
_MANY = 4
_LIMITS = (0, 31, 32, 255)
_COLOURS = dict.fromkeys(("rgbColor", "color", "fgColor", "bgColor", "tabColor"), "rgb") | {"srgbClr": "val"}
_PROLOG = re.compile(rb"\A[^<]*<\?.*?\?>", re.DOTALL)
_APART = re.compile(rb"""<[!?][^\n>]*|xmlns(?::\w+)?=(?:"[^"]*"|'[^']*')""")
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(:\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?")


def shapes(content: bytes) -> frozenset[str]:
    """Return the shapes of all elements of the package ``content``, each as a digest.

    A schema judges an element by its place (the elements around it), its attributes, which children it has in which order,
    and its text. That is its shape, with the values as they are, except for what comes in with the data: texts and
    numbers of cells, formulas, names and captions, addresses, ids and counts, colours, sizes of columns and rows, and
    how many children of one name follow each other beyond ``_MANY``. Of these it is looked at only whether there is something,
    whether it is 0, a number of fewer than ten digits, an address or a colour, and which length limit a text keeps to.
    Pictures and macros are known by their first bytes.

    What one element says of another (ids that are there and given once, indexes in range, names that differ) is no shape:
    the lint looks at that in every file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {_digest(("parts", *sorted({_unnumbered(name) for name in archive.namelist()})))}
        for name in archive.namelist():
            found |= _shapes_of_part(_unnumbered(name), archive.read(name), name.endswith(_XML))
    return frozenset(found)


@lru_cache(maxsize=500)  # many parts, and most sheets, are the same in many files
def _shapes_of_part(name: str, content: bytes, is_xml: bool) -> frozenset[str]:
    if not is_xml:
        return frozenset({_digest((name, content[:8]))})
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return frozenset({_digest((name, content))})
    # What comes before the root, and what the parser keeps to itself.
    found: set[tuple[object, ...]] = {(name, *_PROLOG.findall(content), *sorted(set(_APART.findall(content))))}
    _add_shapes(root, name, found)
    return frozenset(map(_digest, found))


def _add_shapes(element: ElementTree.Element, place: str, found: set[tuple[object, ...]]) -> None:
    tag, text = element.tag.rpartition("}")[2], (element.text or "").strip()
    place = f"{place}/{element.tag}"
    attributes = tuple([(key, _value(tag, key, value)) for key, value in element.items()])
    children: list[tuple[str, int]] = []
    between = ""
    for child in element:
        if not children or children[-1][0] != child.tag:
            children.append((child.tag, 1))
        elif children[-1][1] < _MANY:
            children[-1] = (child.tag, children[-1][1] + 1)
        if child.tail:
            between += child.tail.strip()
        _add_shapes(child, place, found)
    if tag in _ANY_TEXT:
        text = "some" if text else ""
    elif tag in _ANY_NUMBER:
        text = _index(text)
    found.add((place, attributes, tuple(children), text, between))


@lru_cache(maxsize=200_000)
def _value(tag: str, key: str, value: str) -> str:
    key = key.rpartition("}")[2]
    if key in _COUNTS or key in _INDEXES.get(tag, ()):
        # Some are lists of addresses; how many is the data's too.
        return " ".join(dict.fromkeys(_index(word) for word in value.split(" ")))
    if key in _SIZES.get(tag, ()):
        return re.sub(r"\A([0-9]+)(\.[0-9]+)?\Z", lambda size: "0" * len(size[1]), value)
    if key in _TEXTS.get(tag, ()):
        return next((f"up to {limit}" for limit in _LIMITS if len(value) <= limit), "longer")
    if key == _COLOURS.get(tag):
        return re.sub(r"\A[0-9A-F]{6}([0-9A-F]{2})?\Z", "colour", value)
    return value


def _index(word: str) -> str:
    return "address" if _ADDRESS.fullmatch(word) else re.sub("[1-9][0-9]{0,8}", "1", word)


def _unnumbered(name: str) -> str:
    return re.sub("[0-9]+", "0", name)


def _digest(shape: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(shape).encode(), digest_size=12).hexdigest()
