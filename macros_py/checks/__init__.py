"""The catalogue of checks. Adding a check is adding a class to its family's module and its ``CHECKS`` tuple."""

from __future__ import annotations

from macros_py.checks import (
    across,
    actuals,
    costs,
    deadlines,
    duplicates,
    execution,
    execution_units,
    fields,
    goal_figures,
    money,
    placeholders,
    punctuation,
    rates,
    review_dates,
    score_rules,
    score_totals,
    scores,
    shifts,
    spending,
    standards,
    structure,
    target_meaning,
    target_units,
    target_values,
    target_wording,
    texts,
    typed_columns,
    unfilled,
    unit_names,
)
from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.running import Broken, Report, run_checks

__all__ = ["CATALOGUE", "Broken", "Check", "Finding", "Records", "Report", "Severity", "run_checks"]

CATALOGUE: tuple[type[Check], ...] = (
    *fields.CHECKS,
    *typed_columns.CHECKS,
    *placeholders.CHECKS,
    *shifts.CHECKS,
    *structure.CHECKS,
    *duplicates.CHECKS,
    *target_values.CHECKS,
    *rates.CHECKS,
    *target_meaning.CHECKS,
    *target_units.CHECKS,
    *target_wording.CHECKS,
    *deadlines.CHECKS,
    *review_dates.CHECKS,
    *money.CHECKS,
    *costs.CHECKS,
    *spending.CHECKS,
    *execution_units.CHECKS,
    *texts.CHECKS,
    *goal_figures.CHECKS,
    *standards.CHECKS,
    *punctuation.CHECKS,
    *scores.CHECKS,
    *score_rules.CHECKS,
    *actuals.CHECKS,
    *unfilled.CHECKS,
    *execution.CHECKS,
    *score_totals.CHECKS,
    *across.CHECKS,
    *unit_names.CHECKS,
)
