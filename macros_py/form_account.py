"""What was read of a returned form, as sentences for a clerk and as data."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from macros_py.sheets.forms_reading import ReadForm


def account(form: ReadForm) -> list[str]:
    """Return a few lines that say what a form is, and every cell that was not placed or deserves a look."""
    record = form.project or form.department
    assert record is not None
    name = form.project.name if form.project else record.department
    lines = [f"［{form.sheet}］{form.area} 是{form.kind}：{name or '（没有名称）'}，{len(record.indicators)} 条指标。"]
    lines += [f"  没有读入 {place.cell}“{place.text[:30]}”：{place.why}" for place in form.unplaced]
    lines += [f"  请核对 {place.cell}“{place.text[:30]}”：{place.why}" for place in form.doubts]
    return lines


def as_data(form: ReadForm) -> dict[str, object]:
    """Return a form for machines: kind, sheet, area, the project or department, unplaced and doubts with their cells."""
    record = form.project or form.department
    assert record is not None
    return {
        "kind": form.kind,
        "sheet": form.sheet,
        "area": form.area,
        "data": _plain(asdict(record)),
        "unplaced": [asdict(place) for place in form.unplaced],
        "doubts": [asdict(place) for place in form.doubts],
    }


def _plain(value: object) -> object:
    """Return data without Decimals (as texts, exact) and without worksheet rows."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if key != "row"}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Decimal) else value
