"""How a formula tells rows of sums from the rows they add up: by a word in one of their columns, or by a blank there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring.literals import text_literal
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.table import Table

_WORDS = ("合计", "小计", "总计", "共计", "总分")
_LONGEST = 40
OF_INDICATORS = tuple("level1 level2 level3 target explanation standard actual target_type unit reason note".split())
OF_PROJECTS = tuple("name project_id level1_project implementing_unit form_kind".split())


@dataclass(frozen=True, slots=True)
class Mark:
    """A row is none of sums where column ``field`` does not match ``pattern`` ("": where it is not blank)."""

    field: str
    pattern: str

    def criterion(self, span: str) -> str:
        """Return the two arguments of SUMIFS and COUNTIFS that leave the rows of sums out."""
        return f",{span},{text_literal('<>' + self.pattern)}"

    def condition(self, span: str) -> str:
        """Return the same as a factor of SUMPRODUCT."""
        word = self.pattern.strip("*")
        if word != self.pattern:
            return f"*ISERROR(SEARCH({text_literal(word)},{span}))"
        return f"*({span}<>{text_literal(word)})"

    def leaves_out(self, row: Indicator | Project) -> bool:
        """Tell whether this leaves out ``row``."""
        text, word = getattr(row, self.field), self.pattern.strip("*")
        return word in text if word != self.pattern else bool(text == word)


def sum_marks(
    sums: Iterable[Indicator | Project],
    others: Sequence[Indicator | Project],
    fields: Sequence[str],
    table: Table,
) -> tuple[Mark, ...]:
    """Return the marks that leave out all of ``sums`` and none of ``others``, as few as tell them apart.

    A word is looked for anywhere in the cell, so that a further 小计 that somebody adds later is left out as well.
    """
    present = [field for field in fields if field in table.positions]
    marks: list[Mark] = []
    for row in sums:
        words = [Mark(field, pattern) for field in present for pattern in _patterns(getattr(row, field))]
        blanks = [Mark(field, "") for field in present if not getattr(row, field)]
        found = (mark for mark in (*words, *blanks) if not any(mark.leaves_out(other) for other in others))
        marks += [mark for mark in (next(found, None),) if mark and mark not in marks]
    return tuple(marks)


class IndicatorMarks:
    """The marks of the rows of sums among the indicators of each project and department."""

    def __init__(self, master_list: MasterList) -> None:
        """Find whose sums there are, once for all."""
        self._table = master_list.indicators_table
        self._sums: dict[str, list[Indicator]] = {}
        for row in master_list.indicator_sums:
            self._sums.setdefault(row.project_id, []).append(row)

    def of(self, owner: Project | DepartmentEvaluation) -> tuple[Mark, ...]:
        """Return the marks for ``owner``, none where it has no such rows."""
        sums = self._sums.get(owner.project_id)
        return sum_marks(sums, owner.indicators, OF_INDICATORS, self._table) if sums else ()


def _patterns(text: str) -> list[str]:
    """Return what finds a text of sums: its word, else the whole of it as it is spaced out (合 计)."""
    plain = "".join(text.split())
    if not any(word in plain for word in _WORDS) or set(text) & set("*?~") or len(text) > _LONGEST:
        return []
    return [f"*{word}*" for word in _WORDS if word in text] + [text]
