"""The unit of a row in its sentence: known there whatever it is, and 1000人 beside 万人 brought into it, exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from macros_py.scoring.clauses import Base, Bounds, Clause, Per, PerDone, Remainder
from macros_py.scoring.phrases import OWN, UNIT
from macros_py.targets import Target

_STEPS = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_COUNTED = (Bounds, Per, PerDone, Remainder, Base)
_ALIKE = {"工作日": "个工作日", "日": "天"}


_LISTED = re.compile(UNIT)


@lru_cache(maxsize=1024)
def own_unit(unit: str) -> str:
    """Return the unit of a target, without its 万, as a folded sentence writes it; "" where every sentence knows it."""
    bare = _parted(unit)[1].replace("·", "×")
    return "" if not bare or _LISTED.fullmatch(bare) else bare


def marked(folded: str, own: str) -> str:
    """Return a folded sentence with the sign of the row's own unit in place of that unit behind a number."""
    # 三级指标 counts nothing.
    return re.sub(rf"(?:(?<=[0-9万亿])|(?<=[每少多缺差低高]一)){re.escape(own)}(?!指标)", OWN, folded)


def unmarked(clause: Clause, unit: str) -> Clause:
    """Return a clause with the row's own unit in place of its sign."""
    texts = {field.name: getattr(clause, field.name) for field in fields(clause)}
    changed: dict[str, Any] = {
        name: text.replace(OWN, unit) for name, text in texts.items() if isinstance(text, str) and OWN in text
    }
    return replace(clause, **changed) if changed else clause


def in_units_of(target: Target, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses with every number whose unit differs from the row's by 万 or 亿 only in the row's own unit."""
    return [_in_unit(target, clause) for clause in clauses] if target.unit else list(clauses)


def _in_unit(target: Target, clause: Clause) -> Clause:
    if not isinstance(clause, _COUNTED) or clause.unit == target.unit:
        return clause
    factor = _factor(clause.unit, target)
    if factor is None:
        return clause
    if not isinstance(clause, Bounds):
        return replace(clause, count=clause.count * factor, unit=target.unit)
    low, high = (None if end is None else end * factor for end in (clause.low, clause.high))
    marked, vague = (frozenset(end * factor for end in ends) for ends in (clause.marked, clause.vague))
    return replace(clause, low=low, high=high, unit=target.unit, marked=marked, vague=vague)


def _factor(unit: str, target: Target) -> Decimal | None:
    """Return how many of the row's unit one of ``unit`` is; None where it is that unit, or another thing."""
    row = target.unit
    unit = unit.replace("×", "·")  # folded with the signs of multiplication
    if not unit or unit in ("%", "个百分点", "百分点") or unit in (target.normal_unit, row):
        return Decimal(1) if unit == row else None
    if "/" in row and "/" not in unit:
        row = row.split("/")[0]  # 1450元 beside a target in 元/平方米
    (step, bare), (row_step, row_bare) = _parted(unit), _parted(row)
    if not bare or _ALIKE.get(bare, bare) != _ALIKE.get(row_bare, row_bare):
        return None
    return step / row_step


def _parted(unit: str) -> tuple[Decimal, str]:
    step = _STEPS.get(unit[:1])
    return (step, unit[1:]) if step is not None else (Decimal(1), unit)
