"""Which cells of a block become the series of a chart, their names and its categories, as Excel decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros_py.engines.address import Area


@dataclass(frozen=True, slots=True)
class Plot:
    """The values of each series, the cell with the name of each (none when unnamed), and the categories of all."""

    values: tuple[Area, ...]
    names: tuple[Area, ...]
    categories: Area | None


def plot_of(area: Area, block: Sequence[Sequence[object]], plot_by: str | None) -> Plot:
    """Return what is drawn of ``area``, which holds ``block``: a series a column, or a row when ``plot_by`` is "rows".

    Without ``plot_by`` a block that is wider than high goes by rows. As in Excel, a first line of texts names the series,
    and a first line of texts across them names the categories.
    """
    by_rows = plot_by == "rows" or (plot_by is None and area.columns > area.rows)
    across, down = block[0], [row[0] for row in block]
    first, second = (down, across) if by_rows else (across, down)
    # A single column or row is values, whose first cell may still be their name.
    labelled = min(area.rows, area.columns) > 1 and _has_texts(second)
    named = _has_texts(first[1:] if labelled else first)
    top, left = area.row + (labelled if by_rows else named), area.column + (named if by_rows else labelled)
    if by_rows:
        lines = [Area.between(row, left, row, area.last_column) for row in range(top, area.last_row + 1)]
        names = [Area(line.row, area.column) for line in lines]
        categories = Area.between(area.row, left, area.row, area.last_column)
    else:
        lines = [Area.between(top, column, area.last_row, column) for column in range(left, area.last_column + 1)]
        names = [Area(area.row, line.column) for line in lines]
        categories = Area.between(top, area.column, area.last_row, area.column)
    return Plot(tuple(lines), tuple(names) if named else (), categories if labelled else None)


def _has_texts(line: Sequence[object]) -> bool:
    """Whether a line of the block holds names: texts and no number, apart from the corner."""
    rest = line[1:] if len(line) > 1 else line
    return any(isinstance(value, str) and value for value in line) and not any(
        isinstance(value, int | float) for value in rest
    )
