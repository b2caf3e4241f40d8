"""The readers of foreign input as functions of bytes: they may answer or raise a FubiaoError, and nothing else."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from macros_py.errors import FubiaoError
from macros_py.package.carrying import carry_over
from macros_py.package.inspection import look_closely
from macros_py.package.losses import losses
from macros_py.package.outline import outline
from macros_py.package.parts import Package
from macros_py.scoring import explain_standard
from macros_py.sheets.forms_reading import Grid, read_forms
from macros_py.sheets.undoing import Step
from macros_py.targets import explain, read_target, to_json


def _texts(data: bytes, count: int) -> list[str]:
    """Return ``count`` texts: the lines of ``data``, blank where there are too few."""
    lines = data.decode("utf-8", "replace").split("\n", count - 1)
    return lines + [""] * (count - len(lines))


def target(data: bytes) -> None:
    """Read a 指标值 with a unit and a type."""
    text, unit, kind = _texts(data, 3)
    read = read_target(text, unit=unit, target_type=kind)
    explain(read)
    json.dumps(to_json(read))
    # What is written in the normal way is read again as the same.
    again = read_target(read.normal)
    assert again.normal == read_target(again.normal).normal


def standard(data: bytes) -> None:
    """Read a 评分标准 with the target, the actual value and the unit of its row."""
    text, wanted, actual, unit = _texts(data, 4)
    explain_standard(text, wanted, None, actual, unit=unit, target_type="", begun=False)
    from decimal import Decimal

    explain_standard(text, wanted, Decimal(10), actual, unit=unit, target_type="", begun=True)


def form(data: bytes) -> None:
    """Read a sheet whose cells are given a line each: row, column, text; or four numbers, a merge."""
    cells: dict[tuple[int, int], object] = {}
    merges = []
    for line in data.decode("utf-8", "replace").split("\n")[:600]:
        fields = line.split("\t", 2)
        if (
            len(fields) == 3
            and fields[0].isascii()
            and fields[0].isdigit()
            and fields[1].isascii()
            and fields[1].isdigit()
        ):
            row, column = int(fields[0][:4]) + 1, int(fields[1][:3]) + 1
            cells[row, column] = fields[2]
        elif line.startswith("M"):
            numbers = [int(part[:3]) + 1 for part in line[1:].split(",") if part.isascii() and part.isdigit()]
            if len(numbers) == 4 and numbers[0] <= numbers[2] and numbers[1] <= numbers[3]:
                merges.append(tuple(numbers))
    read_forms(Grid("表", cells, tuple(merges)))


def package(data: bytes) -> None:
    """Look at a file, read its outline, what would be lost of it and what is put back; and read it as a kept step."""
    with contextlib.suppress(ValueError):
        Step.unpacked(data)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(data)
        try:
            look_closely(path)
            with Package(path) as parts:
                outline(parts)
                names = {sheet.name for sheet in outline(parts).sheets}
            losses(path)
            carry_over(data, data, names)
        except FubiaoError as problem:
            if not str(problem).endswith("。"):
                raise ValueError("no sentence") from problem


READERS: dict[str, Callable[[bytes], None]] = {"target": target, "standard": standard, "form": form, "package": package}
