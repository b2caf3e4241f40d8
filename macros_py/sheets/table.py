"""A table of the standard workbook as it stands on a worksheet, found by its headings and read in one block.

It is found by sheet name and heading row, not by the list object: WPS, a sort or a pasted sheet may lose that object,
and rows typed below it still belong to the table.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING

from macros_py.errors import WorkbookProblem
from macros_py.package.columns import column_letters
from macros_py.sheets.columns import Cells, Column, TableColumns

if TYPE_CHECKING:
    import xlwings as xw

HEADING_ROWS_SEARCHED = 20
PENDING = "待核"
ROWS_TO_COME = 300
# A larger number is hardly a percentage: 10 is 1000%.
LARGEST_SHARE = 10
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{0,30})?")

Cell = object


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a sheet: where its columns and rows are, and the values read.

    ``positions`` maps a field to its column (1 is A); ``rows`` are the values from ``first_row`` on, each row from
    column 1 to the last used column. Columns the standard workbook does not know are left alone.
    """

    columns: TableColumns
    sheet: str
    heading_row: int
    positions: dict[str, int]
    rows: tuple[Sequence[Cell], ...]

    @property
    def first_row(self) -> int:
        """The worksheet row of the first data row."""
        return self.heading_row + 1

    @property
    def last_row(self) -> int:
        """The worksheet row of the last data row, at least ``first_row``."""
        return self.heading_row + max(len(self.rows), 1)

    def address(self, field: str, row: int) -> str:
        """Return the cell of ``field`` in a worksheet row: "F12"; the 项目编号 cell for a column that is not there."""
        number = self.columns.columns[0].field
        position = self.positions[field if field in self.positions else number]
        return f"{column_letters(position)}{row}"

    def span(self, field: str) -> str:
        """Return the data cells of ``field``: "F4:F120"."""
        letters = column_letters(self.positions[field])
        return f"{letters}{self.first_row}:{letters}{self.last_row}"

    def open_span(self, field: str) -> str:
        """Return the data cells of ``field`` and as many below as a clerk may add in a year, for a formula elsewhere."""
        letters = column_letters(self.positions[field])
        return f"{self.sheet}!${letters}${self.first_row}:${letters}${self.last_row + ROWS_TO_COME}"

    def absolute_span(self, field: str) -> str:
        """Return the data cells of ``field`` for a formula on another sheet: "项目清单!$F$4:$F$120"."""
        letters = column_letters(self.positions[field])
        return f"{self.sheet}!${letters}${self.first_row}:${letters}${self.last_row}"

    def records(self) -> Iterator[Record]:
        """Yield the rows that hold anything, apart from the tool's own mark."""
        known = [position - 1 for field, position in self.positions.items() if field != "mark"]
        cells = itemgetter(*known)
        for row, values in enumerate(self.rows, self.first_row):
            # Truth is asked first, without a loop of our own; only a row of blanks and zeros is looked at closer.
            if any(cells(values)) or any(values[index] not in (None, "") for index in known):
                yield Record(self, row, values)

    def column(self, field: str, records: Sequence[Record]) -> list[Cell]:
        """Return the cells of ``field`` in ``records``; None for each where the column is not there."""
        position = self.positions.get(field)
        return [None] * len(records) if position is None else [record.values[position - 1] for record in records]

    def texts(self, field: str, records: Sequence[Record]) -> list[str]:
        """Return the cells of ``field`` in ``records`` as text; a column at a time, since a book has many thousand rows."""
        return [
            cell if type(cell) is str else "" if cell is None else cell_text(cell)
            for cell in self.column(field, records)
        ]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table; its fields are read as the type the model wants."""

    table: Table
    row: int
    values: Sequence[Cell]

    def raw(self, field: str) -> Cell:
        """Return the cell's value as the host gives it; None for a column that is not there."""
        position = self.table.positions.get(field)
        return None if position is None else self.values[position - 1]

    def text(self, field: str) -> str:
        """Return the cell as text, as a clerk sees it."""
        return cell_text(self.raw(field))


def cell_text(value: Cell) -> str:
    """Return a cell's value as the text a clerk sees: "" for a blank, no ".0" behind whole numbers, dates in Chinese."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value)


def cell_amount(value: Cell) -> Decimal | None:
    """Return a cell's value as an exact number, None for a blank; ValueError for text that is no plain number.

    Text numbers are read ("27.37", "1,234.50", full-width digits), as Excel leaves them behind after a paste.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool | datetime.date):
        raise ValueError(value)
    if isinstance(value, float | int):
        if not math.isfinite(value):
            raise ValueError(value)
        return Decimal(int(value)) if value == int(value) else Decimal(repr(value))
    text = unicodedata.normalize("NFKC", str(value)).replace(",", "").strip()
    if not text:
        return None
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(value)
    return Decimal(text)


def cell_score(value: Cell) -> Decimal | None:
    """Return a score cell's number; None for a blank and for 待核, which 计算 leaves where it cannot tell."""
    return None if is_pending(value) else cell_amount(value)


def cell_rate(value: Cell) -> Decimal | None:
    """Return a share as a number: 0.85 for 0.85 and for the text "85%"; None for a blank and for 待核."""
    if isinstance(value, str) and (text := unicodedata.normalize("NFKC", value).strip()).endswith("%"):
        percent = cell_amount(text[:-1])
        if percent is None:
            raise ValueError(value)
        return percent / 100
    return cell_score(value)


def is_pending(value: Cell) -> bool:
    """Tell whether a cell shows 待核, with or without how many."""
    return isinstance(value, str) and value.strip().startswith(PENDING)


def shown_number(value: Cell) -> Decimal | None:
    """Return the number that a cell of formulas shows; None for anything else."""
    try:
        return cell_score(value)
    except ValueError:
        return None


def shown_rate(value: Cell) -> Decimal | None:
    """Return the share that a cell of formulas shows, "85%" typed as text too; None for anything else."""
    try:
        return cell_rate(value)
    except ValueError:
        return None


def cell_year(value: Cell) -> int | None:
    """Return a cell's value as a year ("2024年" is read too); ValueError where it is none."""
    amount = cell_amount(value.strip().removesuffix("度").removesuffix("年") if isinstance(value, str) else value)
    if amount is None:
        return None
    if amount != int(amount) or not 1900 <= amount <= 2100:
        raise ValueError(value)
    return int(amount)


READERS = {
    Cells.AMOUNT: cell_amount,
    Cells.SCORE: cell_score,
    Cells.RATE: cell_rate,
    Cells.YEAR: cell_year,
}


def read_table(book: xw.Book, columns: TableColumns) -> Table:
    """Find ``columns`` on its sheet of ``book`` and read it in one block.

    Raises WorkbookProblem when the sheet, its heading row or a required column is missing, or a heading stands twice.
    """
    names = [sheet.name for sheet in book.sheets]
    if columns.sheet not in names:
        renamed = [name for name in names if columns.sheet in identity(name)]
        if renamed:
            raise WorkbookProblem(
                f"工作簿“{book.name}”里没有“{columns.sheet}”工作表，有一张叫“{renamed[0]}”的，像是改了名；"
                f"请把工作表的名字改回“{columns.sheet}”（前后不要有空格），再试一次。"
            )
        raise WorkbookProblem(
            f"工作簿“{book.name}”里没有“{columns.sheet}”工作表，它不是附表7标准工作簿；"
            "请打开标准工作簿，或按【新建标准工作簿】（命令是 fubiao7 new 文件名）新建一个。"
        )
    sheet = book.sheets[columns.sheet]
    used = sheet.used_range
    top, left = used.row, used.column
    block = used.options(ndim=2).value
    wanted = {identity(column.heading): column for column in columns.columns}
    for index, values in enumerate(block[:HEADING_ROWS_SEARCHED]):
        found = [
            (offset, wanted.get(identity(value)) if isinstance(value, str) else None)
            for offset, value in enumerate(values)
        ]
        if sum(column is not None for _, column in found) >= max(2, len(columns.required) - 2):
            positions = _positions(columns, found, left)
            rows = tuple([None] * (left - 1) + list(row) for row in block[index + 1 :])
            _show_percentages(sheet, columns, positions, rows, top + index + 1)
            return Table(columns, columns.sheet, top + index, positions, rows)
    raise WorkbookProblem(
        f"“{columns.sheet}”工作表里找不到表头（应有“{columns.columns[0].heading}”等栏目名称的一行），"
        "请从标准工作簿里把表头那一行拷回来。"
    )


def _show_percentages(
    sheet: xw.Sheet, columns: TableColumns, positions: dict[str, int], rows: tuple[list[Cell], ...], first_row: int
) -> None:
    """Turn numbers in text columns into the percentages they are shown as: 0.95 in a pasted cell that reads 95%.

    Only such cells are asked for their format; a workbook whose text columns are still Text has none.
    """
    kinds = [set(map(type, values)) for values in zip(*rows, strict=True)]
    for column in columns.columns:
        place = positions.get(column.field, 0) - 1
        if column.cells is not Cells.TEXT or place < 0 or not rows or float not in kinds[place]:
            continue
        asked = [
            offset
            for offset, row in enumerate(rows)
            if isinstance(row[place], float) and abs(row[place]) <= LARGEST_SHARE  # type: ignore[arg-type]
        ]
        for offset in _shown_as_percentage(sheet, place + 1, first_row, asked):
            share = Decimal(repr(rows[offset][place]))
            rows[offset][place] = f"{cell_text(float(share * 100))}%"


def _shown_as_percentage(sheet: xw.Sheet, position: int, first_row: int, offsets: Sequence[int]) -> Iterator[int]:
    """Yield those of ``offsets`` whose cell has a percentage format.

    A block of one format answers in one call, others are halved: a pasted column costs no call a cell.
    """
    if not offsets:
        return
    block = sheet.range((first_row + offsets[0], position), (first_row + offsets[-1], position))
    shown = block.number_format
    if shown is not None:
        if str(shown).endswith("%"):
            yield from offsets
    elif len(offsets) > 1:
        middle = len(offsets) // 2
        yield from _shown_as_percentage(sheet, position, first_row, offsets[:middle])
        yield from _shown_as_percentage(sheet, position, first_row, offsets[middle:])


def identity(text: str) -> str:
    """Return a name for comparison: full-width forms and all white space do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _positions(columns: TableColumns, found: list[tuple[int, Column | None]], left: int) -> dict[str, int]:
    positions: dict[str, int] = {}
    for offset, column in found:
        if column is None:
            continue
        if column.field in positions:
            raise WorkbookProblem(
                f"“{columns.sheet}”工作表有两个“{column.heading}”栏，不知道以哪一个为准，请删去或改名其中一个。"
            )
        positions[column.field] = left + offset
    needed = [column for column in columns.columns if column.field in columns.required]
    missing = [column.heading for column in needed if column.field not in positions]
    if missing:
        raise WorkbookProblem(
            f"“{columns.sheet}”工作表缺少{_quoted(missing)}栏（可能被改名或删除），请把栏目名称改回来再试。"
        )
    return positions


def _quoted(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
