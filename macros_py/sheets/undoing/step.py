"""A step: everything one command changed in a workbook, with what was there before."""

from __future__ import annotations

import datetime as dt
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from macros_py.sheets.cell_content import Content, fingerprint
from macros_py.sheets.undoing.snapshot import FormatRun, SheetContent, Snapshot

CHANGED, ADDED, REMOVED = "changed", "added", "removed"
_MOST_BYTES = 512 << 20
"""What one step may unpack to: a kept file is data like any other, and may be damaged or made to harm."""
_AREA = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A changed cell: what it held, and the fingerprint of what the command left in it."""

    row: int
    column: int
    before: Content
    after: str


@dataclass(frozen=True, slots=True)
class SheetChange:
    """What became of one sheet: its cells changed, or the whole sheet added or removed."""

    sheet: str
    kind: str
    cells: tuple[CellChange, ...]
    formats: tuple[FormatRun, ...] = ()
    tables: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a command changed; ``when`` is the local time in ISO format, to the minute.

    One that is not ``finished`` is of a command that ended in the middle: others may have changed cells since.
    """

    command: str
    label: str
    when: str
    sheets: tuple[SheetChange, ...]
    finished: bool = True

    def packed(self) -> bytes:
        """Return the step as bytes to keep."""
        # A step that is not finished holds all cells of the workbook and is there for seconds: quickly rather than small.
        level = -1 if self.finished else 1
        data = {
            "command": self.command,
            "label": self.label,
            "when": self.when,
            "finished": self.finished,
            "sheets": [
                {
                    "sheet": change.sheet,
                    "kind": change.kind,
                    "rows": [cell.row for cell in change.cells],
                    "columns": [cell.column for cell in change.cells],
                    "before": [cell.before for cell in change.cells],
                    "after": [cell.after for cell in change.cells],
                    "formats": [[run.column, run.first, run.last, run.number_format] for run in change.formats],
                    "tables": dict(change.tables or {}),
                }
                for change in self.sheets
            ],
        }
        return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), level)

    @classmethod
    def unpacked(cls, content: bytes) -> Step:
        """Return the step that was kept as ``content``.

        Raises:
            ValueError: it is damaged.
        """
        try:
            engine = zlib.decompressobj()
            text = engine.decompress(content, _MOST_BYTES)
            if not engine.eof:
                raise ValueError("truncated or too large")
            data = json.loads(text)
            sheets = tuple(_sheet_change(change) for change in data["sheets"])
            return cls(
                str(data["command"]), str(data["label"]), str(data["when"]), sheets, bool(data.get("finished", True))
            )
        except (zlib.error, AttributeError, KeyError, TypeError, RecursionError) as problem:
            raise ValueError("damaged step") from problem


def _sheet_change(data: Mapping[str, Any]) -> SheetChange:
    cells = tuple(
        CellChange(_position(row, 1 << 20), _position(column, 1 << 14), _content(before), str(after))
        for row, column, before, after in zip(data["rows"], data["columns"], data["before"], data["after"], strict=True)
    )
    formats = tuple(
        FormatRun(_position(column, 1 << 14), _position(first, 1 << 20), _position(last, 1 << 20), str(form))
        for column, first, last, form in data["formats"]
    )
    tables = {str(name): _area(area) for name, area in data["tables"].items()}
    if data["kind"] not in (CHANGED, ADDED, REMOVED):
        raise ValueError(data["kind"])
    return SheetChange(str(data["sheet"]), data["kind"], cells, formats, tables)


def _position(value: object, most: int) -> int:
    if not isinstance(value, int) or not 1 <= value <= most:
        raise ValueError(value)
    return value


def _area(value: object) -> str:
    if not isinstance(value, str) or not _AREA.fullmatch(value):
        raise ValueError(value)
    return value


def _content(value: object) -> Content:
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, str) and value[:1] in ("'", "=", "#", "@") and value:
        return value
    raise ValueError(value)


def step_between(before: Snapshot, after: Snapshot, command: str, label: str) -> Step:
    """Return what has changed from ``before`` to ``after``; its ``sheets`` are () when nothing has."""
    changes = []
    for name, now in after.items():
        was = before.get(name)
        if was is None:
            cells = tuple(CellChange(*place, None, fingerprint(content)) for place, content in now.cells())
            changes.append(SheetChange(name, ADDED, cells))
            continue
        cells = tuple(_changed_cells(was, now))
        formats = _changed_formats(was, now)
        if cells or formats or was.tables != now.tables:
            changes.append(SheetChange(name, CHANGED, cells, formats, was.tables))
    for name, was in before.items():
        if name not in after:
            cells = tuple(CellChange(*place, content, "") for place, content in was.cells())
            changes.append(SheetChange(name, REMOVED, cells, was.formats, was.tables))
    return Step(command, label, present(), tuple(changes))


def present() -> str:
    """Return the local time as a step has it."""
    return dt.datetime.now().isoformat(sep=" ", timespec="minutes")


def _changed_cells(was: SheetContent, now: SheetContent) -> list[CellChange]:
    if was.rows == now.rows and (was.top, was.left) == (now.top, now.left):
        return []
    old, new = dict(was.cells()), dict(now.cells())
    # A number and a bool compare equal in Python (1.0 == True), but not in a cell.
    places = [
        place
        for place in {**old, **new}
        if old.get(place) != new.get(place) or type(old.get(place)) is not type(new.get(place))
    ]
    return [CellChange(*place, old.get(place), fingerprint(new.get(place))) for place in sorted(places)]


def _changed_formats(was: SheetContent, now: SheetContent) -> tuple[FormatRun, ...]:
    """Return the formats that stand otherwise now: a command formats a column as a whole, changed cells or not."""
    standing = {(run.column, row): run.number_format for run in now.formats for row in (run.first, run.last)}
    return tuple(
        run
        for run in was.formats
        if any(standing.get((run.column, row), run.number_format) != run.number_format for row in (run.first, run.last))
        or (run.column, run.first) not in standing
    )
