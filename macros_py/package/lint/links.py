"""Links: hyperlink elements and HYPERLINK formulas whose way leads inside the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from macros_py.package.lint.areas import read_area
from macros_py.package.lint.formulas import shown
from macros_py.package.lint.known import Known
from macros_py.package.lint.texts import length
from macros_py.package.parts import RELATIONSHIP, Relationship

MAX_LINKS, MAX_ADDRESS, MAX_TOOLTIP = 65_530, 2079, 255
# A literal that is the whole address: one that goes on with & is worked out.
_LITERAL = re.compile(r'\bHYPERLINK\(\s*"#((?:[^"]|"")*)"\s*[,)]', re.IGNORECASE)
_PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)", re.DOTALL)


def is_dead(place: str, known: Known) -> bool:
    """Tell whether ``place`` (``'表 1'!A1``, ``A1``, a name) leads nowhere."""
    found = _PLACE.fullmatch(place)
    if found and not known.has_sheet((found[1] or found[2]).replace("''", "'")):
        return True
    target = found[3] if found else place
    area = target.replace("$", "").upper()
    name = target.partition("[")[0].lower()
    return read_area(area) is None and name not in known.names and name not in known.tables


def formula_links(formula: str, known: Known) -> Iterator[str]:
    """Yield the dead places that HYPERLINK calls of ``formula`` spell out."""
    if "HYPERLINK" not in formula.upper():
        return
    for place in _LITERAL.findall(formula):
        place = place.replace('""', '"')
        if is_dead(place, known):
            yield f"#{shown(place)}"


def link_complaints(
    links: Sequence[ElementTree.Element], relationships: Mapping[str, Relationship], known: Known
) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, place, text) for the <hyperlink> elements of one sheet."""
    if len(links) > MAX_LINKS:
        yield "hyperlink-count", "hyperlinks", f"{len(links)} links"
    for link in links:
        ref, place = link.get("ref", ""), link.get("location")
        key = link.get(f"{RELATIONSHIP}id")
        if place is not None and key is None and is_dead(place.removeprefix("#"), known):
            yield "link-dead", ref, shown(place)
        if length(link.get("tooltip", "")) > MAX_TOOLTIP or length(place or "") > MAX_ADDRESS:
            yield "hyperlink-length", ref, "tooltip or place too long"
        target = relationships.get(key) if key else None
        if target is None:
            if key is None and place is None:
                yield "link-dead", ref, "leads nowhere"
            continue
        if target.external:
            if length(target.target) > MAX_ADDRESS or re.search(r"\s", target.target):
                yield "hyperlink-length", ref, shown(target.target)
        elif is_dead(target.target.removeprefix("xl/worksheets/").removeprefix("#"), known):
            yield "link-dead", ref, shown(target.target)
