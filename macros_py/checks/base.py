"""What a check is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

from macros_py.checks.finding import Finding, Owner, Record, Severity
from macros_py.checks.readings import Form, Readings, as_written, target_of
from macros_py.config import Config
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.model.sum_rows import indicators_and_sums

__all__ = ["Check", "Readings", "Records", "as_written", "target_of"]


About = Callable[[Readings, Any], object] | None
"""Returns what of a form a check looks at; empty where the form has nothing of it."""


class Merged(NamedTuple):
    """Cells of one column merged over rows: the ``records`` that it leaves blank, and the row in which the text stands."""

    records: tuple[Record, ...]
    field: str
    area: str
    row: int
    value: str


@dataclass(frozen=True, slots=True)
class Records:
    """Everything the checks look at: projects, department evaluations, and indicator rows that belong to none.

    ``uncomputed`` are amounts that are formulas without a result: record, field and heading. ``formulas`` are texts of
    indicators that are: record, field, heading and formula. ``sums`` are rows of 项目清单 that add up the projects,
    ``indicator_sums`` rows of 绩效指标 that add up indicators, ``merged`` the merges that leave cells blank. ``misplaced`` are cells that could not be read and count as blank:
    record, field, heading, text, and what belongs there.
    """

    projects: Sequence[Project]
    orphans: Sequence[Indicator] = ()
    departments: Sequence[DepartmentEvaluation] = ()
    uncomputed: Sequence[tuple[Owner, str, str]] = ()
    formulas: Sequence[tuple[Indicator, str, str, str]] = ()
    sums: Sequence[Project] = ()
    merged: Sequence[Merged] = ()
    misplaced: Sequence[tuple[Record, str, str, str, str]] = ()
    indicator_sums: Sequence[Indicator] = ()

    def with_sums_apart(self) -> Records:
        """Return the records with the rows of sums that stand in a form put apart: no check takes them for indicators."""
        projects, of_projects = _apart(self.projects)
        departments, of_departments = _apart(self.departments)
        found = (*self.indicator_sums, *of_projects, *of_departments)
        return replace(self, projects=projects, departments=departments, indicator_sums=found)


def _apart(owners: Sequence[Form]) -> tuple[list[Form], list[Indicator]]:
    kept: list[Form] = []
    found: list[Indicator] = []
    for owner in owners:
        rows, sums = indicators_and_sums(owner.indicators)
        kept.append(replace(owner, indicators=rows) if sums else owner)
        found += sums
    return kept, found


class Check:
    """One rule. A subclass states its class attributes and implements ``rows`` (projects and
    departments alike), ``project``, ``department`` or ``everything``.

    ``message`` and ``hint`` are format strings for the keywords given to ``finding``. ``hides`` names the codes (or code:field) that
    say nothing more about a record for which this check has a finding, "code:=" about the same field of it: one cause gives
    one finding. A check that is a ``habit`` finds what a whole form is filled in with: more than a few findings of one form
    become one. ``about`` is a function that returns what of a form the check looks at (see ``subjects``): where that is
    nothing it is not asked. The docstring of a subclass is its page in the docs, under the headings 检查什么 / 为什么 / 反例 /
    正例 / 依据.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]
    message: ClassVar[str]
    hint: ClassVar[str]
    hides: ClassVar[frozenset[str]] = frozenset()
    habit: ClassVar[bool] = False
    about: ClassVar[About] = None

    def __init__(self, config: Config, readings: Readings | None = None) -> None:
        """Make a check; a run gives all its checks the same ``readings``."""
        self.config = config
        self.judged = Severity(config.checks.severity.get(self.code, self.severity))
        self.readings = Readings(config) if readings is None else readings
        self.names = self.readings.names
        self.once = self.readings.once

    def project(self, project: Project) -> Iterator[Finding]:
        """Yield what is wrong in one project."""
        return self.rows(project)

    def department(self, department: DepartmentEvaluation) -> Iterator[Finding]:
        """Yield what is wrong in one department evaluation."""
        return self.rows(department)

    def rows(self, owner: Owner) -> Iterator[Finding]:
        """Yield what is wrong in one project or department evaluation, by the same rule for both."""
        yield from ()

    def everything(self, records: Records) -> Iterator[Finding]:
        """Yield what is wrong across projects, or outside any of them."""
        yield from ()

    def finding(self, owner: Owner | None, record: Record, field: str, value: str, **figures: object) -> Finding:
        """Return a finding of this check at ``field`` of ``record``."""
        message = self.message.format(value=value, **figures)
        return Finding(self.code, self.judged, owner, record, field, value, message, self.hint.format(**figures))
