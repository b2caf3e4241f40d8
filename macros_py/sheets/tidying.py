"""Mechanical corrections of texts in the tables: widths, blanks, look-alike characters, quote pairs. Never the meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from macros_py.sheets.table import Record, Table
from macros_py.targets import Kind, read_target
from macros_py.targets.characters import fold, squeeze

QUANTITIES = ("target", "actual")
UNITS = ("unit", "target_type", "money_unit")
NAMES = ("level1", "level2")
TEXTS = (
    "level3",
    "explanation",
    "standard",
    "reason",
    "note",
    "name",
    "level1_project",
    "department",
    "implementing_unit",
    "goal",
    "goal_actual",
    "goal_expected",
)

# Only what looks the same: Chinese brackets and commas around words stay as they are.
_ALIKE = re.compile(r"[０-９Ａ-Ｚａ-ｚ＝＞＜％．＋－～≧≦⩾⩽﹪═﹤﹥]+")
_QUOTES = re.compile("[“”]")
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell: its table, field and row, what stands there and what it becomes, and what was done."""

    table: Table
    field: str
    row: int
    before: str
    after: str
    what: str


def corrections(table: Table) -> Iterator[Correction]:
    """Yield what can be corrected in ``table`` without changing what any cell means, row by row."""
    for record in table.records():
        for field in (*NAMES, *QUANTITIES, *UNITS, *TEXTS):
            value = record.raw(field)
            if isinstance(value, str) and value:
                after, what = tidied(field, value)
                if after != value and _means_the_same(record, field, after):
                    yield Correction(table, field, record.row, value, after, what)


def tidied(field: str, text: str) -> tuple[str, str]:
    """Return the text of a cell of ``field`` corrected, and what was corrected ("" where nothing was)."""
    done = []
    after = text
    if field in NAMES or field in UNITS:
        after = "".join(squeeze(after).split(" "))
    elif field in QUANTITIES and not read_target(text).is_words:
        after = _without_blanks(after)
    if after.strip() != after:
        after = after.strip()
    if after != text:
        done.append("去掉空格")
    if field in UNITS or (field in QUANTITIES and not read_target(text).is_words):
        folded = _ALIKE.sub(lambda found: fold(found[0]), after)
        if folded != after:
            done.append("全角、形近符号改为规范的符号")
            after = folded
    paired = _with_quote_pairs(after)
    if paired != after:
        done.append("引号成对")
        after = paired
    return after, "；".join(done)


def _without_blanks(text: str) -> str:
    # Between two digits a space may part two numbers.
    return re.sub(r"(?<![0-9０-９])\s|\s(?![0-9０-９\s])", "", squeeze(text))


def _with_quote_pairs(text: str) -> str:
    """Return a text whose quotes open and close in turn; unchanged where their number or their places leave a doubt."""
    marks = [found.start() for found in _QUOTES.finditer(text)]
    wrong = any(text[place] != "“”"[order % 2] for order, place in enumerate(marks))
    if not wrong or len(marks) % 2:
        return text
    letters = list(text)
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        inside = text[opening + 1 : closing]
        if not inside or len(inside) > _LONGEST_QUOTE or "\n" in inside or inside[0] in "，。、；：）":
            return text
        letters[opening], letters[closing] = "“”"
    return "".join(letters)


def _means_the_same(record: Record, field: str, after: str) -> bool:
    """Return whether the row's target and actual read the same with ``after`` in ``field``."""
    if field not in (*QUANTITIES, "unit", "target_type"):
        return True
    cells = {name: record.text(name) for name in ("target", "actual", "unit", "target_type")}
    changed = {**cells, field: after}
    for quantity in QUANTITIES:
        read = [
            replace(read_target(row[quantity], unit=row["unit"], target_type=row["target_type"]), printed="", reason="")
            for row in (cells, changed)
        ]
        # A text that cannot be read shows itself in its normal form: it stays for the clerk.
        if read[0] != read[1] or (field == quantity and read[0].kind is Kind.UNREADABLE):
            return False
    return True
