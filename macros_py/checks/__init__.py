"""The catalogue of checks. Adding a check is adding a class to its family's module and its ``CHECKS`` tuple."""

from __future__ import annotations

from macros_py.checks import deadlines, fields, money, structure, target_values
from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Severity
from macros_py.checks.running import Broken, Report, run_checks

__all__ = ["CATALOGUE", "Broken", "Check", "Finding", "Records", "Report", "Severity", "run_checks"]

CATALOGUE: tuple[type[Check], ...] = (
    *fields.CHECKS,
    *structure.CHECKS,
    *target_values.CHECKS,
    *deadlines.CHECKS,
    *money.CHECKS,
)
