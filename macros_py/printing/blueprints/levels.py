"""The dropdowns of 一级指标 and 二级指标 in a form that a unit fills in."""

from __future__ import annotations

from macros_py.config import IndicatorLevels
from macros_py.printing.blueprints.drawing import FormSheet


def offer_levels(form: FormSheet, levels: IndicatorLevels, level1: str, level2: str) -> None:
    """Put dropdowns on the cells ``level1`` and ``level2``: every 二级 of all 一级, as a form has no lists to choose by."""
    form.choices(level1, levels.level1_names, strict=True)
    names = [name for level in levels.level1_names for name in levels.level2_names(level)]
    form.choices(level2, names, strict=False)
