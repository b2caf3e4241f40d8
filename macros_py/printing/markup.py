"""SpreadsheetML written anew: only what belongs to the main namespace, without extensions of one program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from macros_py.package.parts import MAIN

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def escaped(text: str) -> str:
    """Return ``text`` as XML character data."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """Return ``text`` as the inside of a double-quoted XML attribute; line ends survive."""
    escaped_text = escaped(text).replace('"', "&quot;")
    return escaped_text.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def children(element: Element) -> Iterator[Element]:
    """Yield the children in the main namespace; of an alternate content its fallback, which every program reads."""
    for child in element:
        if child.tag == f"{_COMPATIBILITY}AlternateContent":
            for fallback in child.iterfind(f"{_COMPATIBILITY}Fallback"):
                yield from children(fallback)
        elif child.tag.startswith(MAIN):
            yield child


def child(element: Element, name: str) -> Element | None:
    """Return the first child called ``name``."""
    return next((found for found in children(element) if local(found) == name), None)


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attributes(values: Mapping[str, str]) -> str:
    """Return ` name="value"` pairs of the attributes that carry no foreign namespace."""
    kept = []
    for name, value in values.items():
        if name.startswith(_XML):
            kept.append(f' xml:{name[len(_XML) :]}="{quoted(value)}"')
        elif not name.startswith("{"):
            kept.append(f' {name}="{quoted(value)}"')
    return "".join(kept)


def plain(element: Element, **changed: str) -> str:
    """Return an element as text without prefixes, foreign attributes, foreign children and extLst.

    ``changed`` replaces or adds attributes.
    """
    name = local(element)
    inner = "".join(plain(found) for found in children(element) if local(found) != "extLst")
    text = element.text or ""
    if inner and not text.strip():
        text = ""
    opened = f"<{name}{attributes({**element.attrib, **changed})}"
    return f"{opened}>{escaped(text)}{inner}</{name}>" if text or inner else f"{opened}/>"
