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
from macros_py.engines.tables import SheetTable, SheetTables

if TYPE_CHECKING:
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


class Table(SheetTable):
    """A table: the database range ``name`` of ``sheet``."""

    _sheet: Sheet

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

    def edges(self) -> tuple[int, int]:
        """Return how many header rows and totals rows there are."""
        database = self._database
        return int(database.ContainsHeader), int(database.TotalsRow)

    def header_texts(self) -> list[str]:
        """Return the texts of the header row, none when it is switched off."""
        header = self.header_row_range
        return [] if header is None else [as_text(cleaned(value)) for value in header.rows_read()[0]]

    @property
    def show_autofilter(self) -> bool:
        """Whether the filter buttons are shown."""
        return bool(self._database.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        database = self._database
        filters = database.getFilterDescriptor()
        if not value and filters.getFilterFields():
            # Without its buttons a filter of Calc goes on hiding rows.
            filters.setFilterFields(())
            database.refresh()
        database.AutoFilter = value

    @property
    def table_style(self) -> str:
        """The name of the style, "" without one. Calc shows none; it is written into the file on saving."""
        return self._sheet.book.table_styles.get(self._name, "")

    @table_style.setter
    def table_style(self, value: str) -> None:
        self._sheet.book.table_styles[self._name] = value

    def resize(self, range: Any) -> None:
        """Let the table cover the public Range ``range``, which keeps its header row where it was.

        Raises:
            WorkbookProblem: the header row would move, or there would be no row for data.
        """
        area = range.impl.area
        self.refuse_size(area)
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
