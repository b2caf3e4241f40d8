"""What a check is, and what it may look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from macros_py.checks.finding import Finding, Severity
from macros_py.config import Config
from macros_py.model import Indicator, Project
from macros_py.targets import Target, read_target


def target_of(indicator: Indicator) -> Target:
    """Return the reading of an indicator's 指标值 with its 度量单位 and 指标值类型."""
    return read_target(indicator.target, unit=indicator.unit, target_type=indicator.target_type)


def figure(amount: Decimal) -> str:
    """Return an amount as people write it: no exponent, no trailing zeros."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Records:
    """Everything a check across projects looks at: the projects and the indicator rows that belong to none."""

    projects: Sequence[Project]
    orphans: Sequence[Indicator]


class Check:
    """One rule. A subclass states its five class attributes and implements ``project`` or ``everything``.

    ``message`` and ``hint`` are format strings for the keywords given to ``finding``. The docstring of a subclass is
    its page in the docs, under the headings 检查什么 / 为什么 / 反例 / 正例 / 依据.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity]
    message: ClassVar[str]
    hint: ClassVar[str]

    def __init__(self, config: Config) -> None:
        self.config = config

    def project(self, project: Project) -> Iterator[Finding]:
        """Yield what is wrong in one project."""
        yield from ()

    def everything(self, records: Records) -> Iterator[Finding]:
        """Yield what is wrong across projects, or outside any of them."""
        yield from ()

    def finding(
        self, project: Project | None, record: Project | Indicator, field: str, value: str, **figures: object
    ) -> Finding:
        """Return a finding of this check at ``field`` of ``record``."""
        severity = Severity(self.config.checks.severity.get(self.code, self.severity))
        message = self.message.format(value=value, **figures)
        return Finding(self.code, severity, project, record, field, value, message, self.hint.format(**figures))
