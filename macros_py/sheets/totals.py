"""指标得分, 总分 and 等级 as formulas over 绩效指标: by 项目编号, so that sorting and filtering change nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from macros_py.scheme import grade_at
from macros_py.scoring import PENDING
from macros_py.scoring.literals import array, literal, quoted, text_literal
from macros_py.sheets.sum_marks import Mark
from macros_py.sheets.table import Table

_WHOLE = re.compile(r"[0-9]{1,15}")
_DATED = re.compile(r"[0-9]{4}-[0-9]{3,}")
_TYPED_NUMBER = re.compile(r"[0-9\s.,+\-/%()eE:¥$]+")


def matched_alone(ids: Iterable[str]) -> frozenset[str]:
    """Return the numbers that SUMIFS matches with themselves only.

    A criterion is read as if it were typed: "001" is 1, eighteen digits are cut to fifteen, "2024-01" is a month, * and ?
    stand for anything. Numbers with a letter are safe, and those of digits while no other comes to the same number.
    """
    keys = {name: _loose(name) for name in set(ids)}
    count = Counter(keys.values())
    return frozenset(name for name, key in keys.items() if count[key] == 1 and _is_plain(name))


def _loose(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    if _TYPED_NUMBER.fullmatch(folded):
        return "-".join(part.lstrip("0") or "0" for part in re.findall("[0-9]+", folded))
    return folded


def _is_plain(name: str) -> bool:
    if not name or re.search(r"[*?~\s]", name) or name[0] in "<>=" or unicodedata.normalize("NFKC", name) != name:
        return False
    if _TYPED_NUMBER.fullmatch(name):
        return bool(_WHOLE.fullmatch(name) or _DATED.fullmatch(name))
    return True


@dataclass(frozen=True, slots=True)
class RowSums:
    """How many rows of 绩效指标 an owner has, how many are scored, and the sum of their scores, as formula parts."""

    rows: str
    scored: str
    points: str

    @property
    def open(self) -> str:
        """How many rows are 待核."""
        return f"{self.rows}-{self.scored}"

    @property
    def whole(self) -> str:
        """The condition under which there are rows and all are scored; an owner whose number was changed has none."""
        return f"({self.rows}={self.scored})*{self.scored}>0"

    def formula(self) -> str:
        """Return the formula for the sum; how many are 待核 while any is."""
        told = f'"{PENDING} "&{self.open}&" 条"'
        return f'=IFERROR(IF({self.whole},ROUND({self.points},2),{told}),"{PENDING}")'


ODD_BLANKS = ("　", "\u00a0", "\n")
"""What reading strips off a number and TRIM does not."""


class Blanks(NamedTuple):
    """The odd blanks to take off the numbers of 绩效指标, and off the one they are compared with."""

    ids: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()


def row_sums(
    indicators: Table, owner_cell: str, blanks: Blanks | None = None, *, marks: Sequence[Mark] = ()
) -> RowSums:
    """Return the sums over the rows of the owner whose 项目编号 stands in ``owner_cell``.

    ``blanks`` are None where SUMIFS cannot confuse the number with another one; else every character is compared, which
    is six times slower, without these blanks. ``marks`` tell the rows of sums among them, which are left out.
    """
    ids, scores = indicators.open_span("project_id"), indicators.open_span("score")
    if blanks is None:
        mine = f"{ids},{owner_cell}" + "".join(mark.criterion(indicators.open_span(mark.field)) for mark in marks)
        return RowSums(f"COUNTIFS({mine})", f'COUNTIFS({mine},{scores},">=0")', f"SUMIFS({scores},{mine})")
    same = f"EXACT({_stripped(ids, blanks.ids)},{_stripped(owner_cell, blanks.owner)})"
    same += "".join(mark.condition(indicators.open_span(mark.field)) for mark in marks)
    return RowSums(
        f"SUMPRODUCT({same}*1)",
        f"SUMPRODUCT({same}*ISNUMBER({scores}))",
        f"SUMPRODUCT({same}*1,{scores})",
    )


def _stripped(cells: str, blanks: Sequence[str]) -> str:
    for blank in blanks:
        taken_off = "CHAR(10)" if blank.isspace() and blank < " " else quoted(blank)
        cells = f'SUBSTITUTE({cells},{taken_off},"")'
    return f"TRIM({cells})"


def counts_execution(fulls: Iterable[Decimal | None], whole: Decimal) -> bool:
    """Tell whether 预算执行率 is part of 总分: not where what the rows can earn makes up the ``whole`` by itself.

    ``fulls`` are the points of each row, None for one that nobody has given points.
    """
    points = list(fulls)
    return None in points or sum((full for full in points if full is not None), Decimal(0)) != whole


def total_formula(execution: str, indicators: str) -> str:
    """Return 总分 over the cells of both scores; "" for ``execution`` where the indicators alone make up 100 points."""
    if not execution:
        return f'=IF(ISNUMBER({indicators}),{indicators},"{PENDING}："&SUBSTITUTE({indicators},"{PENDING} ","")&"指标")'
    told = (
        f'"{PENDING}："&IF(ISNUMBER({execution}),"","执行率")'
        f'&IF(OR(ISNUMBER({execution}),ISNUMBER({indicators})),"","、")'
        f'&IF(ISNUMBER({indicators}),"",SUBSTITUTE({indicators},"{PENDING} ","")&"指标")'
    )
    return f"=IF(AND(ISNUMBER({execution}),ISNUMBER({indicators})),ROUND({execution}+{indicators},2),{told})"


def grade_formula(total: str, grades: tuple[tuple[Decimal, str], ...]) -> str:
    """Return 等级 over the cell of 总分."""
    rising = sorted(grades)
    starts, names = array(literal(start) for start, _ in rising), array(quoted(name) for _, name in rising)
    return f'=IF(ISNUMBER({total}),IFERROR(LOOKUP({total},{starts},{names}),"{PENDING}"),"{PENDING}")'


def grade_of(total: Decimal | None, grades: tuple[tuple[Decimal, str], ...]) -> str:
    """Return 等级 of a total; 待核 where there is none, or it is below every grade."""
    if total is None:
        return PENDING
    return grade_at(total, grades) or PENDING


def note_formula(rate: str, budget: str, executed: str, explained: str = "") -> str:
    """Return 计算说明: how 执行率 is scored, where that needs a word, or why there is none.

    The formula names 待核, by which 计算 knows it again.
    """
    return (
        f'=IF(ISNUMBER({rate}),{text_literal(explained)},"执行率{PENDING}："&IF(AND(ISNUMBER({budget}),ISNUMBER({executed})),'
        f'IF({budget}<=0,"全年预算数(A)要大于零","全年执行数(B)不能是负数"),IF(COUNTA({budget},{executed})=2,'
        '"全年预算数(A)或全年执行数(B)是文字，不是数，请再按【计算】","没有填全年预算数(A)或全年执行数(B)")))'
    )
