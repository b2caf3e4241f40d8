"""Tables (列表) of a worksheet: their geometry is read from the file, changes go to openpyxl as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.entry import as_text
from macros_py.engines.files.grid import cleaned
from macros_py.engines.naming import refuse_table_name
from macros_py.engines.tables import SheetTable, SheetTables
from macros_py.package.outline import TablePart

if TYPE_CHECKING:
    from openpyxl.worksheet.table import Table as PackageTable

    from macros_py.engines.files.sheet import Sheet


class Tables(SheetTables["Table"]):
    """The tables of a worksheet in a file."""

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
        return [table.name.lower() for sheet in self._sheet.book.sheet_list for table in sheet.table_list]

    def create(self, name: str, area: Area, style: str) -> Table:
        """Make a table; its name and place were looked at."""
        table = Table(self._sheet, name, area)
        table.create(style)
        self._sheet.table_list.append(table)
        self._sheet.book.changed = True
        return table


class Table(SheetTable):
    """A table; ``area`` is all of it, with the header row and a totals row."""

    _sheet: Sheet

    def __init__(self, sheet: Sheet, name: str, area: Area, header_rows: int = 1, totals_rows: int = 0) -> None:
        """Stand for the table ``name`` of ``sheet``."""
        self._sheet = sheet
        self._name = name
        self._area = area
        self._header_rows = header_rows
        self._totals_rows = totals_rows

    @classmethod
    def of_part(cls, sheet: Sheet, part: TablePart) -> Table:
        """Return the table that the file describes as ``part``."""
        return cls(sheet, part.name, Area.parse(part.area), part.header_rows, part.totals_rows)

    @property
    def api(self) -> Table:
        """The table itself: there is nothing beneath."""
        return self

    @property
    def area(self) -> Area:
        """All of it, with the header row and a totals row."""
        return self._area

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        taken = [t.name.lower() for s in self._sheet.book.sheet_list for t in s.table_list if t is not self]
        refuse_table_name(value, taken)
        package = self._package
        self._sheet.worksheet.tables.pop(self._name)
        package.name = package.displayName = value
        self._sheet.worksheet.tables[value] = package
        self._name = value
        self._sheet.book.changed = True

    display_name = name

    def edges(self) -> tuple[int, int]:
        """Return how many header rows and totals rows there are."""
        return self._header_rows, self._totals_rows

    def header_texts(self) -> list[str]:
        """Return the texts of the header row, none when it is switched off."""
        if not self._header_rows:
            return []
        row = self._sheet.grid.block(Area(self.area.row, self.area.column, 1, self.area.columns))[0]
        return [as_text(cleaned(value)) for value in row]

    def resize(self, range: Any) -> None:
        """Let the table cover the public Range ``range``, which keeps its header row where it was.

        Raises:
            WorkbookProblem: the header row would move, or there would be no row for data.
        """
        area = range.impl.area
        self.refuse_size(area)
        package = self._package
        self._area = area
        package.ref = area.address(False, False)
        if package.autoFilter is not None:
            rows = area.rows - self._totals_rows
            package.autoFilter.ref = Area(area.row, area.column, rows, area.columns).address(False, False)
        self.name_columns()
        self._sheet.book.changed = True

    @property
    def table_style(self) -> str:
        """The name of the style, "" without one."""
        style = self._package.tableStyleInfo
        return str(style.name or "") if style is not None else ""

    @table_style.setter
    def table_style(self, value: str) -> None:
        self._package.tableStyleInfo = _style(value)
        self._sheet.book.changed = True

    @property
    def show_autofilter(self) -> bool:
        """Whether the filter buttons are shown."""
        return self._package.autoFilter is not None

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        from openpyxl.worksheet.filters import AutoFilter

        self._package.autoFilter = AutoFilter(ref=self.area.address(False, False)) if value else None
        self._sheet.book.changed = True

    @property
    def _package(self) -> PackageTable:
        """The openpyxl table."""
        return self._sheet.worksheet.tables[self._name]

    def create(self, style: str) -> None:
        """Make the openpyxl table."""
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table as PackageTable

        ref = self.area.address(False, False)
        package = PackageTable(displayName=self._name, name=self._name, ref=ref, tableStyleInfo=_style(style))
        package.autoFilter = AutoFilter(ref=ref)
        self._sheet.worksheet.add_table(package)
        self.name_columns()

    def name_columns(self) -> None:
        """Name the columns as their headers read; Excel repairs a file where they differ, or where a header is no text."""
        from openpyxl.worksheet.table import TableColumn

        package = self._package
        if not self._header_rows:
            return
        names = self.column_names()
        columns = list(package.tableColumns)[: len(names)]
        next_id = max((column.id for column in columns), default=0) + 1
        columns.extend(TableColumn(id=next_id + n, name="") for n in range(len(names) - len(columns)))
        for offset, (column, name) in enumerate(zip(columns, names, strict=True)):
            stored = name.replace("\r", "_x000d_").replace("\n", "_x000a_")
            if column.name != stored:
                column.name = stored
            cell = self._sheet.range_of(Area(self.area.row, self.area.column + offset))
            if self._sheet.grid.value(self.area.row, self.area.column + offset) != name:
                cell.raw_value = "'" + name
        package.tableColumns = columns


def _style(name: str) -> Any:
    from openpyxl.worksheet.table import TableStyleInfo

    return TableStyleInfo(name=name, showRowStripes=True) if name else None
