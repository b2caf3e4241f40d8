"""References to a worksheet inside formulas."""

from __future__ import annotations

import re

from macros_py.engines.address import quote_sheet


def repointed(formula: str, old: str, new: str) -> str:
    """Return ``formula`` with references to the sheet ``old`` made to point to ``new`` ("": to #REF!)."""
    if old not in formula and old.replace("'", "''") not in formula:
        return formula
    quoted = re.escape("'" + old.replace("'", "''") + "'")
    pattern = re.compile(rf"(?:{quoted}|(?<![\w'!.\]]){re.escape(old)})!", re.IGNORECASE)
    return pattern.sub(lambda _: f"{quote_sheet(new)}!" if new else "#REF!", formula)
