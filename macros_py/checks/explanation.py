"""The page of a check, read from its docstring: one sentence and the five headings."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from macros_py.checks.base import Check

HEADINGS = ("检查什么", "为什么", "反例", "正例", "依据")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a check says of itself: ``about`` in one sentence, then the text under each of the five headings."""

    check: type[Check]
    about: str
    parts: dict[str, str]


def explain_check(check: type[Check]) -> Explanation:
    """Return the explanation in a check's docstring. ValueError where a heading is missing."""
    lines = inspect.cleandoc(check.__doc__ or "").splitlines()
    parts: dict[str, str] = {}
    heading = ""
    for line in lines[1:]:
        name, found, text = line.partition(": ")
        if found and name in HEADINGS:
            heading = name
            parts[heading] = text.strip()
        elif heading and line.strip():
            parts[heading] += line.strip()
    if tuple(parts) != HEADINGS:
        raise ValueError(f"{check.code}: headings {tuple(parts)} instead of {HEADINGS}")
    return Explanation(check, lines[0].rstrip("."), parts)
