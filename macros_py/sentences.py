"""Naming many things in one sentence for a clerk: the first few of them, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

NAMED = 5
"""So many things are named in a sentence; a clerk looks up the rest where the sentence says."""


def named(names: Sequence[str], counted: str = "", *, most: int = NAMED, parted: str = "、") -> str:
    """Return the first names, and how many there are where that is not all: "甲、乙、丙、丁、戊 等 7 个".

    ``counted`` is the measure word behind the number (个, 处, 张); without it 等 says alone that there are more.
    """
    # A name pasted from Word may hold a line break.
    shown = parted.join(" ".join(name.split()) for name in names[:most])
    if len(names) <= most:
        return shown
    return f"{shown} 等 {len(names)} {counted}" if counted else f"{shown} 等"


def named_rows(rows: Sequence[int]) -> str:
    """Return the first rows of a worksheet, and how many there are: "第 4、7 行", "第 4、5、6、7、8 等 12 行"."""
    return f"第 {named([str(row) for row in rows], '行')}{' 行' if len(rows) <= NAMED else ''}"
