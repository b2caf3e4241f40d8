"""得分 and 计分依据 of 绩效指标: which rule scores each row, the formula for its cell, and what Python makes of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scheme import Scheme
from macros_py.scoring import PENDING, GradeRangeRule, RowRule, ShareRule, rule_for
from macros_py.scoring.cells import Actual, trimmed
from macros_py.scoring.literals import literal, serial, text_literal
from macros_py.scoring.tracing import guarded, trace_formula
from macros_py.sheets.master_list import MasterList
from macros_py.sheets.rows import column_formulas
from macros_py.sheets.table import Table

if TYPE_CHECKING:
    import xlwings as xw

Owner = Project | DepartmentEvaluation
_LONGEST_GUARDED = 120
_LONGEST_REASONED = 40
_TYPED = "手工填的得分"


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """A row with its rule: ``points`` as Python computes them (None: 待核).

    ``refusal`` says why the row has no rule; ``actual`` and ``share`` are what its cells hold, ``apart`` whether 评定比例
    has a column.
    ``typed`` is what a person wrote into 得分 and 计算 leaves alone, "" where the cell is 计算's; ``has_formula`` says
    that 计算 has been there.
    """

    indicator: Indicator
    found: RowRule
    points: Decimal | None
    refusal: str = ""
    actual: Actual = None
    share: Actual = None
    apart: bool = False
    typed: str = ""
    has_formula: bool = False

    @property
    def reason(self) -> str:
        """How the points come about, or why there are none."""
        rule = self.found.rule
        if rule is None:
            return self.refusal
        if isinstance(rule, ShareRule):
            return rule.arithmetic(self.actual, self.share, apart=self.apart)
        if isinstance(rule, GradeRangeRule):
            return rule.arithmetic(self.actual, self.share)
        return rule.arithmetic(self.actual)

    @property
    def full(self) -> Decimal | None:
        """The points the row can earn: its 分值, else the full mark its sentence states; None where neither tells."""
        return self.found.full if self.indicator.weight is None else self.indicator.weight

    @property
    def differs(self) -> bool:
        """Whether a person's score is another one than the rule gives."""
        return bool(self.typed) and self.points is not None and self.indicator.score != self.points

    @property
    def stands(self) -> Decimal | None:
        """The score that counts: a person's, else the rule's."""
        return self.indicator.score if self.typed else self.points


@dataclass(frozen=True, slots=True)
class RowCells:
    """The raw cells of 绩效指标, row by row: what formulas see, before anything is read as text."""

    table: Table
    block: Sequence[Sequence[object]]

    def raw(self, field: str, row: int) -> object:
        """Return the value of a cell as the host keeps it; None for a column that is not there."""
        position = self.table.positions.get(field)
        return None if position is None else self.block[row - self.table.first_row][position - 1]

    def address(self, field: str, row: int) -> str:
        """Return the address of a cell; "" for a column that is not there."""
        return self.table.address(field, row) if field in self.table.positions else ""


def read_row_cells(book: xw.Book, table: Table) -> RowCells:
    """Read the data rows of ``table`` in one block, as formulas see them (a percentage stays the number it is)."""
    last = max(table.positions.values())
    area = book.sheets[table.sheet].range((table.first_row, 1), (table.last_row, last))
    return RowCells(table, area.options(ndim=2).value)


def is_ours(standing: str) -> bool:
    """Tell whether a cell is free for 计算: blank, or what it wrote itself (its formulas name 待核)."""
    return not standing.strip() or PENDING in standing


def is_our_formula(standing: str) -> bool:
    """Tell whether a cell holds a formula that 计算 wrote."""
    return standing.startswith("=") and is_ours(standing)


def is_evaluated(owner: Owner) -> bool:
    """Tell whether a year has been closed: an actual or a score stands somewhere, or what was spent."""
    if any(row.actual.strip() or row.score is not None for row in owner.indicators):
        return True
    spent = owner.total.executed if isinstance(owner, DepartmentEvaluation) else owner.evaluation.executed
    return spent is not None


def score_rows(
    book: xw.Book, master_list: MasterList, owners: Sequence[Owner], scheme: Scheme, *, overwrite: bool = False
) -> tuple[list[ScoredRow], RowCells]:
    """Return the rows of ``owners`` with their rules and points."""
    table = master_list.indicators_table
    cells = read_row_cells(book, table)
    scores = column_formulas(book, table, "score") if "score" in table.positions else []
    weights = column_formulas(book, table, "weight") if "weight" in table.positions else []
    rows = []
    for owner in owners:
        for indicator in owner.indicators:
            place = indicator.row - table.first_row
            standing = scores[place] if scores else ""
            typed = "" if overwrite or is_ours(standing) else standing.strip()
            weight = weights[place] if weights else ""
            row = _scored(indicator, owner.year, scheme, cells, weight, typed)
            rows.append(replace(row, has_formula=not typed and bool(standing.strip())))
    return rows, cells


def _scored(
    indicator: Indicator, year: int | None, scheme: Scheme, cells: RowCells, weight: str, typed: str
) -> ScoredRow:
    if indicator.weight is None and weight.strip():
        why = (
            "分值是公式，还没有算出来，或是循环引用，请改成数"
            if weight.startswith("=")
            else f"分值“{weight.strip()}”不是数"
        )
        found = rule_for(indicator, year, scheme)
        refused = RowRule(found.source, None, None, why, found.basis)
        return ScoredRow(indicator, refused, None, why, typed=typed)
    found = rule_for(indicator, year, scheme)
    rule = found.rule
    if rule is None:
        return ScoredRow(indicator, found, None, found.reason, typed=typed)
    actual = as_actual(cells.raw("actual", indicator.row))
    share = as_actual(cells.raw("share", indicator.row))
    apart = "share" in cells.table.positions
    if isinstance(rule, ShareRule):
        points = rule.evaluate(actual, share, apart=apart)
    else:
        points = rule.evaluate(actual, share) if isinstance(rule, GradeRangeRule) else rule.evaluate(actual)
    return ScoredRow(indicator, found, points, "", actual, share, apart, typed)


def as_actual(value: object) -> Actual:
    """Return a cell's value as a rule reads it."""
    if isinstance(value, str | int | float | Decimal | datetime.date):
        return value
    return None


def score_formula(row: ScoredRow, cells: RowCells) -> str:
    """Return what the 得分 cell of a row gets: its formula, or 待核 where the row has no rule."""
    rule, line = row.found.rule, row.indicator.row
    if rule is None:
        return PENDING
    actual, share = cells.address("actual", line), share_address(row, cells)
    formula = rule.formula(actual, share) if isinstance(rule, ShareRule | GradeRangeRule) else rule.formula(actual)
    return guarded(formula, _guards(row, cells))


def share_address(row: ScoredRow, cells: RowCells) -> str:
    """Return the cell of 评定比例 where the rule of a row reads it, else "": a sentence's grades may stand as a share alone."""
    line, rule = row.indicator.row, row.found.rule
    reads = isinstance(rule, ShareRule) or (
        isinstance(rule, GradeRangeRule) and as_actual(cells.raw("share", line)) is not None
    )
    return cells.address("share", line) if reads else ""


def _guards(row: ScoredRow, cells: RowCells) -> list[str]:
    """Return conditions under which the row still says what its rule was made from, the strongest first."""
    line, weight = row.indicator.row, row.indicator.weight
    conditions = []
    if at := cells.address("weight", line):
        conditions.append(f'{at}=""' if weight is None else f"ABS({at}-{literal(weight)})<1E-9")
    weight_alone = list(conditions)
    conditions += _same_texts(("target", "target_type", "unit"), line, cells)
    alike = list(conditions)
    if row.indicator.standard.strip():
        conditions += _same_texts(("standard",), line, cells)
        alike.append(f"LEN({cells.address('standard', line)})={len(row.indicator.standard)}")
    elif at := cells.address("standard", line):
        conditions.append(f'TRIM({at})=""')
        alike = list(conditions)
    return [f"AND({','.join(chosen)})" for chosen in (conditions, alike, weight_alone) if chosen]


def _same_texts(fields: Sequence[str], line: int, cells: RowCells) -> list[str]:
    shown = [(cells.address(field, line), _as_joined(cells.raw(field, line))) for field in fields]
    known = [(at, text) for at, text in shown if at]
    text = "".join(text for _, text in known)
    if not known or len(text) > _LONGEST_GUARDED or any(char < " " for char in text):
        return []
    return ["&".join(at for at, _ in known) + ("" if len(known) > 1 else '&""') + f"={text_literal(text)}"]


def _as_joined(value: object) -> str:
    """Return a value as & joins it into a text: dates as their numbers, numbers with fifteen digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        return str(serial(value.date()))
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return str(value)


def basis_text(row: ScoredRow, cells: RowCells) -> str:
    """Return what the 计分依据 cell of a row gets: a formula where the arithmetic is live, else plain words."""
    line, rule = row.indicator.row, row.found.rule
    if row.typed:
        by = f"依据{row.found.basis}" if row.found.basis else "按评(扣)分标准"
        if row.points is None:
            return f"{_TYPED}，没有改。{row.reason}"
        return f"{row.reason}。{_TYPED}{'与此不同' if row.differs else ''}，没有改；算式{by}。"
    if rule is None:
        return f"{PENDING}：{row.reason}"
    return trace_formula(
        row.found,
        cells.address("actual", line),
        cells.address("score", line),
        cells.address("standard", line) or quoted_standard(row.indicator),
        share_address(row, cells),
        next(iter(_guards(row, cells)), ""),
        _known_reason(row),
    )


def _known_reason(row: ScoredRow) -> tuple[str, str] | None:
    """Return the text that stands as 实际完成值 and why it has no score, where it has none."""
    if row.points is not None or not isinstance(row.actual, str) or not trimmed(row.actual):
        return None
    if isinstance(row.found.rule, ShareRule | GradeRangeRule):  # what is missing there is another cell
        return None
    if len(row.actual) > _LONGEST_REASONED or any(char < " " for char in row.actual):
        return None
    return trimmed(row.actual), f"{PENDING}：{row.reason}"


def quoted_standard(indicator: Indicator) -> str:
    """Return the sentence itself where its column is missing."""
    return f"({text_literal(indicator.standard.strip())})"


def row_changes(rows: Sequence[ScoredRow], cells: RowCells) -> dict[str, Mapping[int, object]]:
    """Return the cells that 计算 writes on 绩效指标, by field and row; columns that are not there are left out."""
    positions = cells.table.positions
    changes: dict[str, Mapping[int, object]] = {}
    if {"score", "actual"} <= positions.keys():
        changes["score"] = {row.indicator.row: score_formula(row, cells) for row in rows if not row.typed}
        if "basis" in positions:
            changes["basis"] = {row.indicator.row: basis_text(row, cells) for row in rows}
    return changes


def leftovers(book: xw.Book, master_list: MasterList) -> dict[str, Mapping[int, object]]:
    """Return blanks for what 计算 wrote into rows that are sums by now; what a person typed there stays."""
    table = master_list.indicators_table
    if not master_list.indicator_sums or "score" not in table.positions:
        return {}
    rows = [row.row for row in master_list.indicator_sums]
    changes: dict[str, Mapping[int, object]] = {}
    for field in ("score", "basis"):
        if field in table.positions:
            standing = column_formulas(book, table, field)
            written = {row: standing[row - table.first_row].strip() for row in rows}
            ours = {row for row, text in written.items() if text and (is_ours(text) or _TYPED in text)}
            changes[field] = dict.fromkeys(ours)
    return changes
