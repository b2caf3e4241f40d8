"""Tables (列表): Calc keeps them as database ranges, without their styles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.calc.bridge import struct
from macros_py.engines.calc.reading import area_of
from macros_py.engines.entry import as_text
from macros_py.engines.files.grid import cleaned
from macros_py.engines.naming import refuse_table_name
from macros_py.engines.port import base_classes
from macros_py.engines.tables import SheetTables
from macros_py.errors import WorkbookProblem

if TYPE_CHECKING:
    from macros_py.engines.calc.range import Range
    from macros_py.engines.calc.sheet import Sheet

Recipe = tuple[str, str, Area, bool, bool]


class Tables(SheetTables["Table"]):
    """The tables of a Calc sheet."""

    def __init__(self, sheet: Sheet) -> None:
        """Stand for the tables of ``sheet``."""
        self._sheet = sheet

    @property
    def all(self) -> Sequence[Table]:
        """The tables in order."""
        return self._sheet.table_list

    @property
    def taken(self) -> list[str]:
        """The names, in small letters, that the whole book has."""
        return [one.lower() for one in self._sheet.book.document.DatabaseRanges.ElementNames]

    def create(self, name: str, area: Area, style: str) -> Table:
        """Make a table; its name and place were looked at."""
        table = self.make(name, area, True, False)
        if style:
            table.table_style = style
        table.name_columns()
        return table

    def make(self, name: str, area: Area, filtered: bool, totals: bool) -> Table:
        """Make the database range."""
        ranges = self._sheet.book.document.DatabaseRanges
        ranges.addNewByName(name, _address(self._sheet, area))
        made = ranges.getByName(name)
        made.ContainsHeader, made.TotalsRow, made.AutoFilter = True, totals, filtered
        return Table(self._sheet, name)


class Table(base_classes.Table):  # type: ignore[misc]
    """A table: the database range ``name`` of ``sheet``."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        """Stand for the table ``name`` of ``sheet``."""
        self._sheet = sheet
        self._name = name

    @property
    def _database(self) -> Any:
        return self._sheet.book.document.DatabaseRanges.getByName(self._name)

    @property
    def api(self) -> Any:
        """The UNO database range."""
        return self._database

    @property
    def area(self) -> Area:
        """All of it, with the header row and a totals row."""
        return area_of(self._database.DataArea)

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        ranges = self._sheet.book.document.DatabaseRanges
        refuse_table_name(value, [one.lower() for one in ranges.ElementNames if one != self._name])
        styles = self._sheet.book.table_styles
        styles[value] = styles.pop(self._name, "")
        _, _, area, filtered, totals = self.recipe()
        ranges.removeByName(self._name)
        self._name = Tables(self._sheet).make(value, area, filtered, totals).name

    display_name = name

    def recipe(self) -> Recipe:
        """Return what it takes to make the table again: sheet, name, area, filter buttons, totals row."""
        database = self._database
        return (
            self._sheet.name,
            self._name,
            area_of(database.DataArea),
            bool(database.AutoFilter),
            bool(database.TotalsRow),
        )

    def _rows(self, row: int, rows: int) -> Range | None:
        area = self.area
        return self._sheet.range_of(Area(row, area.column, rows, area.columns)) if rows > 0 else None

    @property
    def range(self) -> Range:
        """All cells of the table."""
        return self._sheet.range_of(self.area)

    @property
    def header_row_range(self) -> Range | None:
        """The header row, None when it is switched off."""
        return self._rows(self.area.row, int(self.show_headers))

    @property
    def data_body_range(self) -> Range | None:
        """The rows between header and totals, None when there are none."""
        area, headers, totals = self.area, int(self.show_headers), int(self.show_totals)
        return self._rows(area.row + headers, area.rows - headers - totals)

    @property
    def totals_row_range(self) -> Range | None:
        """The totals row, None when it is switched off."""
        return self._rows(self.area.last_row, int(self.show_totals))

    @property
    def show_headers(self) -> bool:
        """Whether the header row is switched on."""
        return bool(self._database.ContainsHeader)

    @property
    def show_totals(self) -> bool:
        """Whether the totals row is switched on."""
        return bool(self._database.TotalsRow)

    @property
    def show_autofilter(self) -> bool:
        """Whether the filter buttons are shown."""
        return bool(self._database.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._database.AutoFilter = value

    @property
    def table_style(self) -> str:
        """The name of the style, "" without one. Calc shows none; it is written into the file on saving."""
        return self._sheet.book.table_styles.get(self._name, "")

    @table_style.setter
    def table_style(self, value: str) -> None:
        self._sheet.book.table_styles[self._name] = value

    def named_part(self, part: str) -> Range:
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
                return self._sheet.range_of(Area(body.area.row, body.area.column + offset, body.area.rows, 1))
        raise KeyError(part)

    def column_names(self) -> list[str]:
        """Return the header texts, made unique and filled in where blank, as Excel insists."""
        header = self.header_row_range
        area = self.area
        texts: list[str] = []
        if header is not None:
            texts = [as_text(cleaned(value)) for value in header.rows_read()[0]]
        names: list[str] = []
        for number in range(1, area.columns + 1):
            text = texts[number - 1] if texts else ""
            name, again = text or f"列{number}", 2
            while name.lower() in (other.lower() for other in names):
                name, again = f"{text or '列'}{again}", again + 1
            names.append(name)
        return names

    def resize(self, range: Any) -> None:
        """Let the table cover the public Range ``range``, which keeps its header row where it was.

        Raises:
            WorkbookProblem: the header row would move, or there would be no row for data.
        """
        area, now = range.impl.area, self.area
        least = int(self.show_headers) + int(self.show_totals) + 1
        if area.row != now.row or area.rows < least or not area.clip(now):
            raise WorkbookProblem(f"列表“{self._name}”不能改成 {area.address()}：标题行要留在原处，下面至少要有一行。")
        self._database.DataArea = _address(self._sheet, area)
        self.name_columns()

    def name_columns(self) -> None:
        """Write headers that are blank, doubled or no texts as Excel would; it repairs a file where they are not."""
        header = self.header_row_range
        if header is None:
            return
        standing = header.rows_read()[0]
        for offset, (value, name) in enumerate(zip(standing, self.column_names(), strict=True)):
            if value != name:
                self._sheet.range_of(Area(header.area.row, header.area.column + offset)).raw_value = "'" + name


def copy_tables(source: Sheet, target: Sheet) -> None:
    """Make the tables of ``source`` on its copy ``target``, under new names."""
    taken = {name.lower() for name in source.book.document.DatabaseRanges.ElementNames}
    for table in source.table_list:
        number = 2
        while f"{table.name}_{number}".lower() in taken:
            number += 1
        name = f"{table.name}_{number}"
        taken.add(name.lower())
        _, _, area, filtered, totals = table.recipe()
        if not any(standing.area == area for standing in target.table_list):
            Tables(target).make(name, area, filtered, totals)
        source.book.table_styles[name] = table.table_style


def _address(sheet: Sheet, area: Area) -> Any:
    return struct(
        "com.sun.star.table.CellRangeAddress",
        Sheet=sheet.index - 1,
        StartColumn=area.column - 1,
        StartRow=area.row - 1,
        EndColumn=area.last_column - 1,
        EndRow=area.last_row - 1,
    )
