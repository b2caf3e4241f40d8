"""A lint of Open XML workbooks: what makes Excel show its repair prompt, found without Excel.

The Open XML SDK validator checks parts against the schema and misses most of what Excel itself insists on;
the two together are run over every file the project makes. A pass here is no proof: only Excel opens files as Excel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from macros_py.package.lint.complaint import RULES, Complaint
from macros_py.package.lint.container import (
    TYPES,
    content_type_complaints,
    content_types,
    id_complaints,
    read_trees,
    relationship_complaints,
    zip_complaints,
)
from macros_py.package.lint.properties import property_complaints
from macros_py.package.lint.workbook import workbook_complaints
from macros_py.package.parts import Package

__all__ = ["RULES", "Complaint", "lint"]


def lint(source: str | Path | bytes) -> tuple[Complaint, ...]:
    """Return everything that is wrong with the package ``source`` (a path or the bytes of a file), () when nothing.

    Takes about a second for a thousand printed sheets.

    Raises:
        FileProblem: there is no such file.
    """
    found = list(zip_complaints(source))
    if any(complaint.rule == "zip-damaged" for complaint in found):
        return tuple(found)
    with Package(source) as package:
        trees, ill_formed = read_trees(package)
        found.extend(ill_formed)
        found.extend(_package_complaints(package, trees))
        # What leads to an ill-formed part cannot be followed.
        if not any(complaint.part.endswith(".rels") for complaint in ill_formed):
            found.extend(relationship_complaints(package, trees, _types(trees)))
            found.extend(workbook_complaints(package, trees))
    return tuple(found)


def _types(trees: Mapping[str, ElementTree.Element]) -> dict[str, str]:
    return content_types(trees[TYPES]) if TYPES in trees else {}


def _package_complaints(package: Package, trees: Mapping[str, ElementTree.Element]) -> Iterator[Complaint]:
    if TYPES in trees:
        yield from content_type_complaints(package, trees[TYPES])
    elif TYPES not in package:
        yield Complaint("content-type-missing", TYPES, "", "there is no such part")
    if "_rels/.rels" in trees:
        yield from property_complaints(package.relationships(""), trees)
    for name, root in trees.items():
        folder, _, base = name.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels".lstrip("/")
        if "/_rels/" not in f"/{name}" and (rels not in package or rels in trees):
            yield from id_complaints(name, root.iter(), package.relationships(name))
