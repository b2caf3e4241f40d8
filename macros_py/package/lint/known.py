"""What a workbook holds that its parts refer to: sheets, names, tables, texts, formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Formats:
    """How many cell formats and differential formats the style sheet has."""

    cells: int = 1
    differential: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """The things a reference can lead to; names are in lower case, ``tables`` maps a table's name to its headings.

    ``strings`` is None where they cannot be read; ``externals`` is the number of outside workbooks, ``metadata`` tells whether there is a metadata part.
    """

    sheets: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    tables: Mapping[str, frozenset[str]] = field(default_factory=dict)
    strings: Sequence[str] | None = ()
    formats: Formats = Formats()
    externals: int = 0
    views: int = 1
    metadata: bool = False

    def has_sheet(self, name: str) -> bool:
        """Tell whether there is a sheet of that name, without regard to case."""
        return name.lower() in self.sheets
