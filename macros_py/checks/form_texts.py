"""The texts of a form, all of them at once: what is in none of them need not be looked for in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from macros_py.checks.finding import Owner
from macros_py.model import Project

ROW_FIELDS = ("level3", "explanation", "standard", "note", "reason")
PROJECT_FIELDS = ("name", "goal")
DEPARTMENT_FIELDS = ("goal_expected", "goal_actual")
_OF_PROJECT, _OF_DEPARTMENT = attrgetter(*PROJECT_FIELDS), attrgetter(*DEPARTMENT_FIELDS)
_OF_ROW = attrgetter(*ROW_FIELDS)
# A shorter target is a number with its unit.
SHORT = 12


class Texts(NamedTuple):
    """The texts of a form: ``each`` once, all of them ``together``, each ended by a line feed, and those of its ``rows``.

    The texts of a row are those of ``ROW_FIELDS``; its target is a text where it is long. ``besides`` are its own texts and
    the long targets.
    """

    each: list[str]
    together: str
    rows: list[tuple[str, ...]]
    besides: list[str]

    @property
    def cells(self) -> Iterator[str]:
        """The texts of the form, cell by cell, those that stand in several as often as they do."""
        return chain(self.besides, chain.from_iterable(self.rows))

    def holding(self, pattern: re.Pattern[str]) -> set[str]:
        """Return the texts with a line in which ``pattern`` begins."""
        together, end = self.together, 0
        lines: set[str] = set()
        while (found := pattern.search(together, end)) is not None:
            start = found.start()
            end = together.find("\n", start) + 1
            lines.add(together[together.rfind("\n", 0, start) + 1 : end - 1])
        return self.with_lines(lines) if lines else lines

    def having(self, pattern: re.Pattern[str], firsts: str) -> set[str]:
        """Return the texts with a line in which ``pattern`` begins, with one of the characters ``firsts``.

        Quicker than ``holding`` where these are rare: to skip to one character takes a tenth of the time of a set of them.
        """
        together = self.together
        lines: set[str] = set()
        for first in firsts:
            end = together.find(first)
            while end >= 0:
                if pattern.match(together, end) is not None:
                    start, end = together.rfind("\n", 0, end) + 1, together.find("\n", end)
                    lines.add(together[start:end])
                end = together.find(first, end + 1)
        return self.with_lines(lines) if lines else lines

    def with_lines(self, lines: set[str]) -> set[str]:
        """Return the texts that such lines are, or are of."""
        if self.together.count("\n") > len(self.each):
            lines.update([text for text in self.each if "\n" in text and not lines.isdisjoint(text.split("\n"))])
        return lines


def goal_of(owner: Owner) -> tuple[str, str]:
    """Return the field and the text of a form's 年度总体目标, of a department's the one that was planned."""
    return ("goal", owner.goal) if isinstance(owner, Project) else ("goal_expected", owner.goal_expected)


def names_together(owner: Owner) -> str:
    """Return the names of a form's indicators, one a line."""
    return "\n".join([row.level3 for row in owner.indicators])


def targets_together(owner: Owner) -> str:
    """Return the targets of a form with their units, one a line."""
    return "\n".join([row.target + row.unit for row in owner.indicators])


def texts_of(owner: Owner) -> Texts:
    """Return the texts of a form, short targets left out."""
    rows = list(map(_OF_ROW, owner.indicators))
    # The rows of a form share many a sentence; dict.fromkeys keeps each once, in its order.
    besides: list[str] = list(_OF_PROJECT(owner) if isinstance(owner, Project) else _OF_DEPARTMENT(owner))
    besides += [row.target for row in owner.indicators if len(row.target) > SHORT]
    each = dict.fromkeys(chain(besides, chain.from_iterable(rows)))
    each.pop("", None)
    texts = list(each)
    return Texts(texts, "\n".join(texts) + "\n", rows, besides)
