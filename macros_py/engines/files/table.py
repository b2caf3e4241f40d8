"""Tables (列表) of a worksheet: their geometry is read from the file, changes go to openpyxl as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from macros_py.engines.address import Area
from macros_py.engines.entry import as_text
from macros_py.engines.files.grid import cleaned
from macros_py.engines.naming import refuse_table_name
from macros_py.engines.port import base_classes
from macros_py.engines.tables import SheetTables
from macros_py.errors import WorkbookProblem
from macros_py.package.outline import TablePart

if TYPE_CHECKING:
    from openpyxl.worksheet.table import Table as PackageTable

    from macros_py.engines.files.range import Range
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


class Table(base_classes.Table):  # type: ignore[misc]
    """A table; ``area`` is all of it, with the header row and a totals row."""

    def __init__(self, sheet: Sheet, name: str, area: Area, header_rows: int = 1, totals_rows: int = 0) -> None:
        """Stand for the table ``name`` of ``sheet``."""
        self._sheet = sheet
        self._name = name
        self.area = area
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
    def parent(self) -> Sheet:
        """The sheet."""
        return self._sheet

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

    def _rows(self, row: int, rows: int) -> Range | None:
        return self._sheet.range_of(Area(row, self.area.column, rows, self.area.columns)) if rows > 0 else None

    @property
    def range(self) -> Range:
        """All cells of the table."""
        return self._sheet.range_of(self.area)

    @property
    def header_row_range(self) -> Range | None:
        """The header row, None when it is switched off."""
        return self._rows(self.area.row, self._header_rows)

    @property
    def data_body_range(self) -> Range | None:
        """The rows between header and totals, None when there are none."""
        return self._rows(self.area.row + self._header_rows, self.area.rows - self._header_rows - self._totals_rows)

    @property
    def totals_row_range(self) -> Range | None:
        """The totals row, None when it is switched off."""
        return self._rows(self.area.last_row, self._totals_rows)

    @property
    def show_headers(self) -> bool:
        """Whether the header row is switched on."""
        return self._header_rows > 0

    @property
    def show_totals(self) -> bool:
        """Whether the totals row is switched on."""
        return self._totals_rows > 0

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
                column = Area(body.area.row, self.area.column + offset, body.area.rows, 1)
                return self._sheet.range_of(column)
        raise KeyError(part)

    def column_names(self) -> list[str]:
        """Return the header texts, made unique and filled in where blank, as Excel insists."""
        names: list[str] = []
        texts = self._header_texts()
        for number in range(1, self.area.columns + 1):
            text = texts[number - 1] if texts else ""
            name, again = text or f"列{number}", 2
            while name.lower() in (other.lower() for other in names):
                name, again = f"{text or '列'}{again}", again + 1
            names.append(name)
        return names

    def _header_texts(self) -> list[str]:
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
        if (
            area.row != self.area.row
            or area.rows < self._header_rows + self._totals_rows + 1
            or not area.clip(self.area)
        ):
            raise WorkbookProblem(f"列表“{self._name}”不能改成 {area.address()}：标题行要留在原处，下面至少要有一行。")
        package = self._package
        self.area = area
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
