"""Defined names of a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros_py.engines.address import Area, quote_sheet, split_sheet
from macros_py.engines.naming import refuse_defined_name
from macros_py.engines.port import base_classes

if TYPE_CHECKING:
    from macros_py.engines.files.book import Book
    from macros_py.engines.files.range import Range


@dataclass(slots=True)
class NameState:
    """A defined name: ``refers_to`` without its =, ``sheet`` the sheet it is confined to or ""."""

    name: str
    refers_to: str
    sheet: str = ""

    @property
    def shown(self) -> str:
        """The name as Excel shows it: one confined to a sheet carries the sheet's name."""
        return f"{quote_sheet(self.sheet)}!{self.name}" if self.sheet else self.name


class Names(base_classes.Names):  # type: ignore[misc]
    """The defined names of a book; looked up without regard to case."""

    def __init__(self, book: Book) -> None:
        """Stand for the names of ``book``."""
        self._book = book

    @property
    def api(self) -> Names:
        """The collection itself: there is nothing beneath."""
        return self

    def find(self, name: str) -> NameState | None:
        """Return the name as Excel shows it, or None."""
        wanted = name.lower()
        return next((s for s in self._book.name_states if s.shown.lower() == wanted), None)

    def __call__(self, name_or_index: str | int) -> Name:
        """Return a name by its text or its position from 1."""
        states = self._book.name_states
        if isinstance(name_or_index, str):
            if state := self.find(name_or_index):
                return Name(self._book, state)
        elif 1 <= name_or_index <= len(states):
            return Name(self._book, states[name_or_index - 1])
        raise KeyError(name_or_index)

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""
        if isinstance(name_or_index, str):
            return self.find(name_or_index) is not None
        return 1 <= name_or_index <= len(self)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._book.name_states)

    def add(self, name: str, refers_to: str) -> Name:
        """Define ``name`` (``表1!x`` confines it to a sheet), replacing one that is there.

        Raises:
            ValueError: Excel would not take the name.
        """
        sheet, bare = split_sheet(name)
        refuse_defined_name(bare)
        state = self.find(name)
        if state is None:
            state = NameState(bare, "", sheet)
            self._book.name_states.append(state)
        self.store(state, refers_to.removeprefix("="))
        return Name(self._book, state)

    def store(self, state: NameState, refers_to: str) -> None:
        """Let ``state`` refer to ``refers_to`` and tell openpyxl."""
        from openpyxl.workbook.defined_name import DefinedName

        state.refers_to = refers_to
        home = self._book.sheets(state.sheet).worksheet if state.sheet else self._book.workbook
        home.defined_names[state.name] = DefinedName(state.name, attr_text=refers_to)
        self._book.changed = True

    def remove(self, state: NameState) -> None:
        """Delete ``state`` and tell openpyxl."""
        home = self._book.sheets(state.sheet).worksheet if state.sheet else self._book.workbook
        home.defined_names.pop(state.name, None)
        self._book.name_states.remove(state)
        self._book.changed = True


class Name(base_classes.Name):  # type: ignore[misc]
    """A defined name."""

    def __init__(self, book: Book, state: NameState) -> None:
        """Stand for ``state`` in ``book``."""
        self._book = book
        self._state = state

    @property
    def api(self) -> Name:
        """The name itself: there is nothing beneath."""
        return self

    @property
    def name(self) -> str:
        """The name, with its sheet when it is confined to one."""
        return self._state.shown

    @name.setter
    def name(self, value: str) -> None:
        names, refers_to, sheet = Names(self._book), self._state.refers_to, self._state.sheet
        names.remove(self._state)
        self._state = NameState(split_sheet(value)[1], refers_to, sheet)
        self._book.name_states.append(self._state)
        names.store(self._state, refers_to)

    @property
    def refers_to(self) -> str:
        """What the name refers to, as a formula."""
        return f"={self._state.refers_to}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        Names(self._book).store(self._state, value.removeprefix("="))

    @property
    def refers_to_range(self) -> Range:
        """The cells the name refers to.

        Raises:
            ValueError: it refers to something else.
        """
        sheet, address = split_sheet(self._state.refers_to)
        return self._book.sheets(sheet or self._state.sheet).range_of(Area.parse(address))

    def delete(self) -> None:
        """Delete the name."""
        Names(self._book).remove(self._state)
