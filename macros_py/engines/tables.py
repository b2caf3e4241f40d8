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


class SheetTable(base_classes.Table):  # type: ignore[misc]
    """One table: its parts follow from its place and from which of header and totals row are switched on."""

    _sheet: Any
    _name: str

    @property
    def area(self) -> Area:
        """All of it, with the header row and a totals row."""
        raise NotImplementedError

    def edges(self) -> tuple[int, int]:
        """Return how many header rows and totals rows there are: 0 or 1 each."""
        raise NotImplementedError

    def header_texts(self) -> list[str]:
        """Return the texts of the header row, none when it is switched off."""
        raise NotImplementedError

    @property
    def parent(self) -> Any:
        """The sheet."""
        return self._sheet

    @property
    def range(self) -> Any:
        """All cells of the table."""
        return self._sheet.range_of(self.area)

    @property
    def header_row_range(self) -> Any:
        """The header row, None when it is switched off."""
        return self._rows(self.area.row, self.edges()[0])

    @property
    def data_body_range(self) -> Any:
        """The rows between header and totals, None when there are none."""
        area, (headers, totals) = self.area, self.edges()
        return self._rows(area.row + headers, area.rows - headers - totals)

    @property
    def totals_row_range(self) -> Any:
        """The totals row, None when it is switched off."""
        return self._rows(self.area.last_row, self.edges()[1])

    @property
    def show_headers(self) -> bool:
        """Whether the header row is switched on."""
        return self.edges()[0] > 0

    @property
    def show_totals(self) -> bool:
        """Whether the totals row is switched on."""
        return self.edges()[1] > 0

    def _rows(self, row: int, rows: int) -> Any:
        area = self.area
        return self._sheet.range_of(Area(row, area.column, rows, area.columns)) if rows > 0 else None

    def named_part(self, part: str) -> Any:
        """Return the cells a structured reference names: ``#All``, ``#Headers``, ``#Data``, ``#Totals`` or a column.

        Raises:
            KeyError: there is no such part or column.
        """
        parts = {
            "#all": self.range,
            "#headers": self.header_row_range,
            "#data": self.data_body_range,
            "#totals": self.totals_row_range,
        }
        if part.lower() in parts and (found := parts[part.lower()]) is not None:
            return found
        body = self.data_body_range
        for offset, name in enumerate(self.column_names()):
            if name.lower() == part.lower() and body is not None:
                return self._sheet.range_of(Area(body.area.row, self.area.column + offset, body.area.rows, 1))
        raise KeyError(part)

    def column_names(self) -> list[str]:
        """Return the header texts, made unique and filled in where blank, as Excel insists."""
        names: list[str] = []
        texts = self.header_texts()
        for number in range(1, self.area.columns + 1):
            text = texts[number - 1] if texts else ""
            name, again = text or f"列{number}", 2
            while name.lower() in (other.lower() for other in names):
                name, again = f"{text or '列'}{again}", again + 1
            names.append(name)
        return names

    def refuse_size(self, area: Area) -> None:
        """Raise WorkbookProblem for an ``area`` that moves the header row or leaves no row for data."""
        if area.row != self.area.row or area.rows < sum(self.edges()) + 1 or not area.clip(self.area):
            raise WorkbookProblem(f"列表“{self._name}”不能改成 {area.address()}：标题行要留在原处，下面至少要有一行。")
