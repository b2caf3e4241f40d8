"""Defined names of a Calc document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area, quote_sheet, split_sheet
from macros_py.engines.calc.bridge import struct
from macros_py.engines.calc.formula_spelling import calc_spelling, excel_spelling
from macros_py.engines.naming import refuse_defined_name
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.calc.book import Book
    from macros_py.engines.calc.range import Range


class Names(base_classes.Names):  # type: ignore[misc]
    """The defined names of a book, those confined to a sheet included; looked up without regard to case."""

    def __init__(self, book: Book) -> None:
        """Stand for the names of ``book``."""
        self._book = book

    @property
    def api(self) -> Any:
        """The UNO collection."""
        return self._book.document.NamedRanges

    def each(self) -> Iterator[Name]:
        """Yield the names, those of the whole book first."""
        for name in self.api.ElementNames:
            yield Name(self._book, name, "")
        for sheet in self._book.sheets:
            for name in sheet.spreadsheet.NamedRanges.ElementNames:
                yield Name(self._book, name, sheet.name)

    def find(self, name: str) -> Name | None:
        """Return the name as Excel shows it, or None."""
        sheet, bare = split_sheet(name)
        wanted = (sheet.lower(), bare.lower())
        return next((one for one in self.each() if (one.sheet.lower(), one.bare.lower()) == wanted), None)

    def __call__(self, name_or_index: str | int) -> Name:
        """Return a name by its text or its position from 1."""
        if isinstance(name_or_index, str):
            if found := self.find(name_or_index):
                return found
        elif 1 <= name_or_index <= len(self):
            return list(self.each())[name_or_index - 1]
        raise KeyError(name_or_index)

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""
        if isinstance(name_or_index, str):
            return self.find(name_or_index) is not None
        return 1 <= name_or_index <= len(self)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self.each())

    def add(self, name: str, refers_to: str) -> Name:
        """Define ``name`` (``表1!x`` confines it to a sheet), replacing one that is there.

        Raises:
            ValueError: Excel would not take the name.
        """
        sheet, bare = split_sheet(name)
        refuse_defined_name(bare)
        standing = self.find(name)
        if standing is not None:
            standing.refers_to = refers_to
            return standing
        made = Name(self._book, bare, sheet)
        made.store(refers_to)
        return made


class Name(base_classes.Name):  # type: ignore[misc]
    """A defined name; ``sheet`` is the sheet it is confined to or ""."""

    def __init__(self, book: Book, name: str, sheet: str) -> None:
        """Stand for ``name`` of ``book``."""
        self._book = book
        self.bare = name
        self.sheet = sheet

    @property
    def _home(self) -> Any:
        return self._book.sheets(self.sheet).spreadsheet.NamedRanges if self.sheet else self._book.document.NamedRanges

    @property
    def api(self) -> Any:
        """The UNO name."""
        return self._home.getByName(self.bare)

    @property
    def name(self) -> str:
        """The name, with its sheet when it is confined to one."""
        return f"{quote_sheet(self.sheet)}!{self.bare}" if self.sheet else self.bare

    @name.setter
    def name(self, value: str) -> None:
        bare = split_sheet(value)[1]
        refuse_defined_name(bare)
        self.api.Name = bare
        self.bare = bare

    @property
    def refers_to(self) -> str:
        """What the name refers to, as a formula."""
        return f"={excel_spelling(self.api.Content)}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.Content = calc_spelling(value.removeprefix("="))

    @property
    def refers_to_range(self) -> Range:
        """The cells the name refers to.

        Raises:
            ValueError: it refers to something else.
        """
        sheet, address = split_sheet(self.refers_to)
        return self._book.sheets(sheet or self.sheet).range_of(Area.parse(address))

    def store(self, refers_to: str) -> None:
        """Make the name."""
        origin = struct("com.sun.star.table.CellAddress")
        self._home.addNewByName(self.bare, calc_spelling(refers_to.removeprefix("=")), origin, 0)

    def delete(self) -> None:
        """Delete the name."""
        self._home.removeByName(self.bare)
