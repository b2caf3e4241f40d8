"""The document properties under docProps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from macros_py.package.lint.complaint import Complaint
from macros_py.package.parts import Relationship

_TERMS = "{http://purl.org/dc/terms/}"
_VECTOR = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}vector"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# W3CDTF, the dates a core property may hold.
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")


def property_complaints(
    relationships: tuple[Relationship, ...], trees: Mapping[str, ElementTree.Element]
) -> Iterator[Complaint]:
    """Yield what is wrong with docProps; ``relationships`` are those of the package itself."""
    kinds = Counter(found.kind for found in relationships)
    for found in relationships:
        root = trees.get(found.target.lower())
        if root is None or not found.kind.endswith("-properties"):
            continue
        part = found.target.lower()
        if kinds[found.kind] > 1:
            yield Complaint("document-properties", part, "", f"{kinds[found.kind]} parts of kind {found.kind}")
        if found.kind == "custom-properties":
            names = [*(node.get("name", "").lower() for node in root), *(node.get("pid", "") for node in root)]
        else:
            names = [node.tag.rpartition("}")[2] for node in root]
        for name, count in Counter(names).items():
            if count > 1:
                yield Complaint("document-properties", part, name, f"{count} times")
        yield from _value_complaints(part, root)


def _value_complaints(part: str, root: ElementTree.Element) -> Iterator[Complaint]:
    for node in root.iter():
        if node.tag.startswith(_TERMS):
            sound = node.get(_XSI_TYPE) == "dcterms:W3CDTF" and _DATE.fullmatch((node.text or "").strip())
            if not sound:
                yield Complaint("document-properties", part, node.tag.rpartition("}")[2], f"no date: {node.text}")
        elif node.tag == _VECTOR and node.get("size") != str(len(node)):
            yield Complaint("document-properties", part, "vector", f"{len(node)} items, size {node.get('size')}")
