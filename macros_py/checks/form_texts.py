"""The texts of a form, all of them at once: what is in none of them need not be looked for in each."""

from __future__ import annotations

import re
from typing import NamedTuple

from macros_py.checks.finding import Owner
from macros_py.model import Project

ROW_FIELDS = ("level3", "target", "explanation", "standard", "note", "reason")
PROJECT_FIELDS = ("name", "goal")
DEPARTMENT_FIELDS = ("goal_expected", "goal_actual")
# A shorter target is a number with its unit.
SHORT = 12


class Texts(NamedTuple):
    """The texts of a form, each once, and all of them ``together``, each ended by a line feed."""

    each: list[str]
    together: str

    def holding(self, pattern: re.Pattern[str]) -> set[str]:
        """Return the texts with a line in which ``pattern`` begins."""
        lines, end = set(), 0
        while (found := pattern.search(self.together, end)) is not None:
            start = found.start()
            end = self.together.find("\n", start) + 1
            lines.add(self.together[self.together.rfind("\n", 0, start) + 1 : end - 1])
        return lines.union([text for text in self.each if "\n" in text and not lines.isdisjoint(text.split("\n"))])


def texts_of(owner: Owner) -> Texts:
    """Return the texts of a form, short targets left out."""
    fields = PROJECT_FIELDS if isinstance(owner, Project) else DEPARTMENT_FIELDS
    rows = owner.indicators
    parts = [getattr(owner, field) for field in fields]
    parts += [row.level3 for row in rows]
    parts += [row.target for row in rows if len(row.target) > SHORT]
    for row in rows:
        if row.explanation or row.standard or row.note or row.reason:
            parts += (row.explanation, row.standard, row.note, row.reason)
    # The rows of a form share many a sentence; dict.fromkeys keeps each once, in its order.
    each = list(dict.fromkeys(parts))
    return Texts(each, "\n".join([*each, ""]))
