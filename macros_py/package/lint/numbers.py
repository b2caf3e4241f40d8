"""Numbers as attributes and values of cells write them."""

from __future__ import annotations

import re

# int() takes other scripts' digits too, and refuses very many.
_WHOLE = re.compile(r"[0-9]{1,10}")


def as_index(text: str) -> int:
    """Return the whole number ``text`` holds, -1 when it holds none that could count anything."""
    return int(text) if _WHOLE.fullmatch(text) else -1


def as_number(text: str) -> float | None:
    """Return the finite number ``text`` holds, None when it holds none."""
    try:
        number = float(text)
    except ValueError:
        return None
    # float() takes 1_000, nan and inf too.
    return number if "_" not in text and text.isascii() and -1e309 < number < 1e309 else None
