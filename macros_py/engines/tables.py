"""The tables (列表) of a sheet as xlwings asks for them, whatever keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

from macros_py.engines.address import Area
from macros_py.engines.naming import refuse_table_name
from macros_py.engines.port import base_classes
from macros_py.errors import WorkbookProblem


class NamedArea(Protocol):
    """What a table has in every engine."""

    @property
    def name(self) -> str:
        """The name that formulas use."""

    @property
    def area(self) -> Area:
        """All of it, with the header row and a totals row."""


TableT = TypeVar("TableT", bound=NamedArea)


class SheetTables(base_classes.Tables, Generic[TableT]):  # type: ignore[misc]
    """The tables of a sheet; looked up without regard to case. An engine says which there are and makes new ones."""

    @property
    def all(self) -> Sequence[TableT]:
        """The tables in order."""
        raise NotImplementedError

    @property
    def taken(self) -> list[str]:
        """The names, in small letters, that the whole book has."""
        raise NotImplementedError

    def create(self, name: str, area: Area, style: str) -> TableT:
        """Make a table; its name and place were looked at."""
        raise NotImplementedError

    @property
    def api(self) -> SheetTables[TableT]:
        """The collection itself: there is nothing beneath."""
        return self

    def __call__(self, name_or_index: str | int) -> TableT:
        """Return a table by its name or its position from 1."""
        tables = self.all
        if isinstance(name_or_index, str):
            for table in tables:
                if table.name.lower() == name_or_index.lower():
                    return table
        elif 1 <= name_or_index <= len(tables):
            return tables[name_or_index - 1]
        raise KeyError(name_or_index)

    def __contains__(self, name: str) -> bool:
        """Whether there is one of that name."""
        return any(table.name.lower() == name.lower() for table in self.all)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.all)

    def __iter__(self) -> Iterator[TableT]:
        """Yield them in order."""
        return iter(list(self.all))

    def add(self, source: Any, name: str | None = None, has_headers: bool = True, **more: Any) -> TableT:
        """Make a table of the cells ``source``, whose first row holds the headers.

        Raises:
            WorkbookProblem: the name is taken or not allowed, or the cells belong to a table already.
        """
        if not has_headers:
            raise NotImplementedError("this engine makes no table without a header row")
        area = source.impl.area
        if area.rows == 1:
            area = Area(area.row, area.column, 2, area.columns)  # Excel gives a new table one row for data
        taken = self.taken
        if name is None:
            name = next(f"表{n}" for n in range(1, len(taken) + 2) if f"表{n}" not in taken)
        refuse_table_name(name, taken)
        if other := next((table for table in self.all if table.area.clip(area)), None):
            raise WorkbookProblem(f"{area.address()} 与列表“{other.name}”重叠，不能再设为列表，请换一块区域。")
        return self.create(name, area, more.get("table_style_name") or "")
