"""What the checks of texts share: all texts of a form are looked through at once, and each faulty one told of where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Record
from macros_py.checks.form_texts import DEPARTMENT_FIELDS, PROJECT_FIELDS, ROW_FIELDS, SHORT, Texts, texts_of
from macros_py.model import Project

Cell = tuple[Record, str, str]
Faults = Mapping[str, dict[str, str]]


class TextCheck(Check):
    """A check that looks at every text of a project or a department evaluation by itself.

    ``suspicious`` is looked for in all texts of one owner at once, each ended by a line feed; only texts with a line in which
    it begins are looked at.
    """

    suspicious: ClassVar[re.Pattern[str]]

    def rows(self, owner: Owner) -> Iterator[Finding]:
        texts = self.once(texts_of, owner)
        faults = {text: fault for text in self.suspects(texts) if (fault := self.fault(text)) is not None}
        if faults:
            yield from self.told(owner, texts, faults)

    def suspects(self, texts: Texts) -> Iterable[str]:
        """Return the texts that are suspicious."""
        return texts.holding(self.suspicious)

    def fault(self, text: str) -> dict[str, str] | None:
        """Return what is wrong in a text, by the keywords of ``message``; None for nothing."""
        raise NotImplementedError

    def told(self, owner: Owner, texts: Texts, faults: Faults) -> Iterator[Finding]:
        """Yield a finding for each cell with a faulty text."""
        for record, field, text in faulty_cells(owner, texts, faults):
            if not self.exempts(field, text):
                yield self.finding(owner, record, field, text, **faults[text])

    def exempts(self, field: str, text: str) -> bool:
        """Tell whether a faulty text may stand in a field all the same."""
        return False


def faulty_cells(owner: Owner, texts: Texts, faults: Faults) -> Iterator[Cell]:
    """Yield the cells of a form that hold a faulty text."""
    for field in PROJECT_FIELDS if isinstance(owner, Project) else DEPARTMENT_FIELDS:
        if (text := getattr(owner, field)) in faults:
            yield owner, field, text
    faulty = faults.keys()
    for row, of_row in zip(owner.indicators, texts.rows, strict=True):
        if len(row.target) > SHORT and row.target in faults:
            yield row, "target", row.target
        if not faulty.isdisjoint(of_row):
            for field, text in zip(ROW_FIELDS, of_row, strict=True):
                if text in faults:
                    yield row, field, text
