"""What a read form tells: its project, its indicators with their targets, the cells that were not placed."""

from __future__ import annotations

from macros_py.model import Project
from macros_py.sheets.forms_reading import ReadForm


def project(form: ReadForm) -> Project:
    assert form.project is not None
    return form.project


def targets(form: ReadForm) -> list[tuple[str, str]]:
    return [(row.level3, row.target) for row in project(form).indicators]


def listed(form: ReadForm) -> set[str]:
    return {place.cell for place in form.unplaced}
