"""The one place where xlwings is imported: ``from macros_py.engines.port import xw``.

xlwings imports pandas, numpy, polars, matplotlib and Pillow whenever they are installed: 0.5 s of a button press
against 0.07 s without. They are kept out here unless the program has imported them already, and can be imported as
usual afterwards; only xlwings' own converters for data frames are then absent.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_HEAVY = ("pandas", "numpy", "polars", "matplotlib", "PIL")


@contextmanager
def _kept_out(names: tuple[str, ...]) -> Iterator[None]:
    """Make ``import name`` fail inside the block for those of ``names`` that are not imported yet."""
    absent = [name for name in names if name not in sys.modules]
    # None in sys.modules is the documented way to make an import fail.
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            if sys.modules.get(name) is None:
                sys.modules.pop(name, None)


with _kept_out(_HEAVY):
    xw: Any = importlib.import_module("xlwings")
    base_classes: Any = importlib.import_module("xlwings.base_classes")
