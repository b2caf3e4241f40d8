"""The garbage collector, told when there is nothing for it to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Make no search for garbage meanwhile.

    Reading twelve thousand rows makes half a million objects that all stay; the collector walks them again and again,
    a fifth of the whole time (measured). What was made meanwhile is taken for old, too, or the first search afterwards
    would walk it all at once.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # Both together only move every object to the oldest generation.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
