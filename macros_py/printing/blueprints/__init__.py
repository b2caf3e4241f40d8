"""Draws the printed forms in templates_xlsx/ from text: ``python -m macros_py.printing.blueprints [folder]``.

Clerks restyle the drawn files in Excel; this is where they first come from.
"""

from __future__ import annotations

from collections.abc import Callable

from macros_py.printing.blueprints.approval2025 import approval2025
from macros_py.printing.blueprints.attachment7 import attachment7
from macros_py.printing.blueprints.contents import contents
from macros_py.printing.blueprints.department_evaluation import department_evaluation
from macros_py.printing.blueprints.self_evaluation import self_evaluation
from macros_py.printing.blueprints.targets2026 import targets2026

#: File name → a function that returns its bytes, the same on every machine.
BLUEPRINTS: dict[str, Callable[[], bytes]] = {
    "附表7.xlsx": attachment7,
    "批复表2025.xlsx": approval2025,
    "目标表2026.xlsx": targets2026,
    "自评表.xlsx": self_evaluation,
    "部门整体自评表.xlsx": department_evaluation,
    "空白附表7.xlsx": lambda: attachment7(to_fill=True),
    "空白自评表.xlsx": lambda: self_evaluation(to_fill=True),
    "目录.xlsx": contents,
}

__all__ = ["BLUEPRINTS"]
