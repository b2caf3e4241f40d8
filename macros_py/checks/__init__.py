"""The catalogue of checks. Adding a check is adding a class to its family's module and its ``CHECKS`` tuple."""

from __future__ import annotations

from collections.abc import Iterator

from macros_py.checks import deadlines, fields, money, structure, target_values
from macros_py.checks.base import Check, Records
from macros_py.checks.finding import Finding, Severity
from macros_py.config import Config

__all__ = ["CATALOGUE", "Check", "Finding", "Records", "Severity", "run_checks"]

CATALOGUE: tuple[type[Check], ...] = (
    *fields.CHECKS,
    *structure.CHECKS,
    *target_values.CHECKS,
    *deadlines.CHECKS,
    *money.CHECKS,
)


def run_checks(records: Records, config: Config) -> list[Finding]:
    """Run every check that config.yaml leaves on; findings come project by project, then those across projects."""
    checks = [check(config) for check in CATALOGUE if check.code not in config.checks.skip]
    found: list[Finding] = []
    for project in records.projects:
        for check in checks:
            found.extend(check.project(project))
    return [*found, *_across(checks, records)]


def _across(checks: list[Check], records: Records) -> Iterator[Finding]:
    for check in checks:
        yield from check.everything(records)
